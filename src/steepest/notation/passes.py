"""A derivation over arrays told for reading: the forward and the backward pass, or the differential of each part."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from steepest.calculus.backward import BackwardPass, cotangent_name
from steepest.calculus.differentials import Differentials
from steepest.calculus.dims import Shape, shape_text
from steepest.calculus.lower import lower
from steepest.calculus.operators import build
from steepest.calculus.raising import raised
from steepest.calculus.surface import Surface, rebuild, variable, variables, walk
from steepest.notation.latex import latex
from steepest.notation.latex import name as latex_name
from steepest.notation.plain import name, plain

_D = r"\\mathrm\{d\}(?:\\[a-z]+\{\w+\}|\\[a-z]+|\w)(?:_\{[^{}]*\}|_\w)?(?:\^\{\\top\})?"
_BESIDE = re.compile(rf"({_D}) (?=[A-Za-z(]|\\(?!odot|cdot|right|otimes|times|rangle))")  # a thin space after dX …
_BEFORE = re.compile(
    r"(?<!odot)(?<!cdot)(?<=[\w})]) (?=\\mathrm\{d\})"
)  # … and before it, where factors stand side by side

STAND_IN = "BACK"  # no name that people type; exchanged for ∂f/∂part in the text


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a pass: a formula with its shape, and for the way back its rule."""

    formula: str
    shape: str
    rule: str = ""
    parts: tuple[str, ...] = ()  # whose rule it is


@dataclass(frozen=True, slots=True)
class Tongue:
    """A notation in which the passes are told: how a formula, a name, and ∂f/∂part and d part are written."""

    write: Callable[[Surface], str]
    named: Callable[[str], str]
    partial: Callable[[str, str], str]
    bar: Callable[[str], str]
    differential: Callable[[str], str]
    pairing: Callable[[str, str], str]
    finish: Callable[[str], str] = lambda text: text


PLAIN = Tongue(
    plain,
    name,
    lambda f, part: f"∂{name(f)}/∂{name(part)}",
    lambda part: f"{name(part)}\u0304",
    lambda part: f"d{name(part)}",
    lambda a, b: f"⟨{a}, {b}⟩",
)
LATEX = Tongue(
    latex,
    latex_name,
    lambda f, part: rf"\frac{{\partial {latex_name(f)}}}{{\partial {latex_name(part)}}}",
    lambda part: rf"\bar{{{latex_name(part)}}}",
    lambda part: rf"\mathrm{{d}}{latex_name(part)}",
    lambda a, b: rf"\left\langle {a}, {b}\right\rangle",
    lambda text: _BESIDE.sub(r"\1\\, ", _BEFORE.sub(r"\\, ", text)),
)


def told_plain(found: BackwardPass) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """Both passes in Unicode: `r = X w`, `∂f/∂w = Xᵀ (∂f/∂r)`."""
    return told(found, PLAIN)


def told_latex(found: BackwardPass) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """Both passes in LaTeX."""
    return told(found, LATEX)


def told(found: BackwardPass, tongue: Tongue) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """Both passes: the parts forward, the cotangents backward.

    The value itself where it is an array has a cotangent that can be anything, and is written with a bar.
    """
    if not found.parts:
        return (), ()
    last = found.parts[-1]

    def partial(part: str) -> str:
        return tongue.bar(part) if part == last.name and last.shape else tongue.partial(last.name, part)

    forward = tuple(
        Told(f"{tongue.named(p.name)} = {tongue.write(p.meaning)}", size(p.shape), "", (p.name,)) for p in found.parts
    )
    known = {cotangent_name(p.name): partial(p.name) for p in found.parts}
    back = []
    for p in found.pulls:
        formula = f"{partial(p.name)} = {exchanged(p.cotangent, known, tongue)}"
        users = tuple(q.name for q in found.parts if p.name in variables(q.meaning))
        back.append(Told(formula, size(p.cotangent.shape), _rule(p.rule, p.because), users))
    return forward, tuple(back)


def told_differentials(
    found: Differentials, wrt: str, whole: Surface, result: Surface, tongue: Tongue
) -> tuple[Told, ...]:
    """d of every part in turn, then all of it in dX: of a number df = ⟨G, dX⟩, where the gradient is read off."""
    known = {d: tongue.differential(of) for of, d in found.names.items()}
    lines = []
    for one in found.lines:
        formula = f"{tongue.differential(one.part.name)} = {exchanged(one.value, known, tongue)}"
        lines.append(Told(formula, size(one.part.shape), _rule(one.rule, one.because), (one.part.name,)))
    last = found.lines[-1].part
    f, x = tongue.differential(last.name), tongue.differential(wrt)
    if wrt in found.read_off:
        gradient, short = tongue.write(found.read_off[wrt]), tongue.write(result)
        said = f"read off: what stands beside d{name(wrt)} is the gradient"
        factor = f"({gradient})" if found.read_off[wrt].op == "add" else gradient
        beside = tongue.pairing(gradient, x) if result.shape else f"{factor} {x}"
        beside = tongue.finish(beside)
        lines.append(Told(f"{f} = {beside}", size(()), said))
        if short != gradient:
            formula = f"{tongue.partial(last.name, wrt)} = {gradient} = {short}"
            lines.append(Told(formula, size(result.shape), "written out"))
    elif last.shape:
        formula = f"{f} = {exchanged(whole, known, tongue)}"
        if formula != lines[-1].formula:
            lines.append(Told(formula, size(last.shape), f"written out: this map of d{name(wrt)} is the derivative"))
    return tuple(lines)


def exchanged(e: Surface, known: Mapping[str, str], tongue: Tongue) -> str:
    """A formula in which some variables are written in a way of their own: ∂f/∂r, dX."""
    stand_in = {v: variable(STAND_IN + str(v.data), v.shape) for v in walk(e) if v.op == "variable" and v.data in known}
    text = tongue.write(rebuild(e, dict(stand_in), build))
    for v, there in sorted(stand_in.items(), key=lambda pair: -len(str(pair[0].data))):
        whole = known[str(v.data)]
        if "\\frac" in whole:  # a fraction is raised, or transposed, in brackets
            text = text.replace(f"{tongue.named(str(there.data))}^", rf"\left({whole}\right)^")
        bare = v is e or "/" not in whole
        text = text.replace(tongue.named(str(there.data)), whole if bare else f"({whole})").replace(
            f"(({whole}))", f"({whole})"
        )
    return tongue.finish(text)


def _rule(rule: str, because: str) -> str:
    return f"{rule}: {because}" if because and not because.startswith("same shape") else rule


def size(shape: Shape) -> str:
    """A shape in words: "n × d", "a number"."""
    return shape_text(shape) if shape else "a number"


def chain(found: BackwardPass) -> str:
    """df = ⟨σ(m), dm⟩ = … = ⟨∇f, dw⟩ in Unicode, for a chain in which every part is used once; else nothing."""
    if len(found.pulls) < 2 or found.parts[-1].shape:
        return ""
    known = {cotangent_name(p.name): p.name for p in found.parts}
    for before, pull in pairwise(found.pulls):
        if [v for v in variables(pull.cotangent) if v in known] != [cotangent_name(before.name)]:
            return ""
    pieces: list[str] = []
    whole: dict[str, Surface] = {}
    for p in found.pulls:
        given = {v: whole[str(v.data)] for v in walk(p.cotangent) if v.op == "variable" and v.data in known}
        slope = raised(lower(rebuild(p.cotangent, given, build)))
        whole[cotangent_name(p.name)] = slope
        pieces.append(f"⟨{plain(slope)}, d{name(p.name)}⟩")
    return "df = " + " = ".join(pieces)
