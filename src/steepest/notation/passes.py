"""The forward and the backward pass of a derivation over arrays, told for reading: parts, cotangents, differentials."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from steepest.calculus.backward import BackwardPass, cotangent_name
from steepest.calculus.dims import Shape, shape_text
from steepest.calculus.lower import lower
from steepest.calculus.operators import build
from steepest.calculus.raising import raised
from steepest.calculus.surface import Surface, rebuild, variable, variables, walk
from steepest.notation.latex import latex
from steepest.notation.latex import name as latex_name
from steepest.notation.plain import name, plain

STAND_IN = "BACK"  # no name that people type; exchanged for ∂f/∂part in the text


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a pass: a formula with its shape, and for the way back its rule."""

    formula: str
    shape: str
    rule: str = ""


def told_plain(found: BackwardPass) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """Both passes in Unicode: `r = X w`, `∂f/∂w = Xᵀ (∂f/∂r)`."""
    last = _seed(found)
    return _told(found, plain, name, lambda part: f"{name(part)}\u0304" if part == last else f"∂f/∂{name(part)}")


def told_latex(found: BackwardPass) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """Both passes in LaTeX."""
    last = _seed(found)

    def partial(part: str) -> str:
        bar = rf"\bar{{{latex_name(part)}}}"
        return bar if part == last else rf"\frac{{\partial f}}{{\partial {latex_name(part)}}}"

    return _told(found, latex, latex_name, partial)


def _seed(found: BackwardPass) -> str:
    """The value itself where it is an array: its cotangent is anything, and is written with a bar."""
    return found.parts[-1].name if found.parts and found.parts[-1].shape else ""


def _told(
    found: BackwardPass, write: Callable[[Surface], str], named: Callable[[str], str], partial: Callable[[str], str]
) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    forward = tuple(Told(f"{named(p.name)} = {write(p.meaning)}", size(p.shape)) for p in found.parts)
    known = {cotangent_name(p.name): p.name for p in found.parts}
    back = []
    for p in found.pulls:
        formula = f"{partial(p.name)} = {_cotangent(p.cotangent, known, write, named, partial)}"
        back.append(Told(formula, size(p.cotangent.shape), _rule(p.rule, p.because)))
    return forward, tuple(back)


def _cotangent(
    e: Surface,
    known: dict[str, str],
    write: Callable[[Surface], str],
    named: Callable[[str], str],
    partial: Callable[[str], str],
) -> str:
    """A cotangent with those of later parts as ∂f/∂part."""
    back = {v: variable(STAND_IN + known[str(v.data)], v.shape) for v in walk(e) if _is_one_of(v, known)}
    text = write(rebuild(e, back, build))
    for v, stand_in in back.items():
        whole = partial(known[str(v.data)])
        bare = v is e or "∂f/" not in whole
        text = text.replace(named(str(stand_in.data)), whole if bare else f"({whole})").replace(
            f"(({whole}))", f"({whole})"
        )
    return text


def _is_one_of(v: Surface, known: dict[str, str]) -> bool:
    return v.op == "variable" and v.data in known


def _rule(rule: str, because: str) -> str:
    return f"{rule}: {because}" if because and not because.startswith("same shape") else rule


def size(shape: Shape) -> str:
    """A shape in words: "n × d", "a number"."""
    return shape_text(shape) if shape else "a number"


def differentials(found: BackwardPass) -> str:
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
        given = {v: whole[str(v.data)] for v in walk(p.cotangent) if _is_one_of(v, known)}
        slope = raised(lower(rebuild(p.cotangent, given, build)))
        whole[cotangent_name(p.name)] = slope
        pieces.append(f"⟨{plain(slope)}, d{name(p.name)}⟩")
    return "df = " + " = ".join(pieces)
