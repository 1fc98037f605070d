r"""The claims that a lesson's formulas make, settled by the engine: a wrong formula in a lesson fails the build.

Every formula with an equals sign is a claim. It is read as a learner would read it, in order: `L = w^2` says what a
name means from here on; `\frac{dL}{dw} = 2w` is derived; `L'(3) = 6` is computed; `2 \cdot 3 = 6` is arithmetic.

    >>> settle([r"f(x) = x^2", r"f'(x) = 2x", r"f'(3) = 7"], {})[-1].verdict
    'wrong'
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from steepest.calculus.operators import build
from steepest.calculus.surface import Surface, rebuild, variable
from steepest.course import reckon
from steepest.course.lesson import Example, Lesson, Prose
from steepest.course.markdown import formulas
from steepest.course.question import Figure, Item, Question, variants, vary
from steepest.notation.unreadable import Unreadable


@dataclass(frozen=True, slots=True)
class Claim:
    """A formula and what became of it."""

    tex: str
    verdict: str  # "meant" (a definition), "noted" (listed by the author), "holds", "wrong", "unclear"
    why: str = ""


@dataclass(slots=True)
class Known:
    """What names mean so far: functions by their arguments, names by their expressions, names by their values."""

    functions: dict[str, tuple[tuple[str, ...], Surface]] = field(default_factory=dict)
    names: dict[str, Surface] = field(default_factory=dict)
    values: dict[str, Surface] = field(default_factory=dict)

    def copy(self) -> Known:
        """The same knowledge, to be added to elsewhere."""
        return Known(dict(self.functions), dict(self.names), dict(self.values))


def claims(lesson: Lesson) -> Iterator[Claim]:
    """Every claim of a lesson, questions in all their variants included."""
    known = Known()
    for section in lesson.sections:
        known = Known(known.functions)  # names are a section's own
        for block in section.blocks:
            match block:
                case Prose(source):
                    yield from settle(formulas(source), lesson.notation, known)
                case Figure():
                    yield from settle(formulas(block.caption), lesson.notation, known.copy())
                case Question():
                    yield from _asked(block, lesson.notation, Known())
                case Example(_, title, steps):
                    own = known.copy()
                    yield from settle(formulas(title), lesson.notation, own)
                    for step in steps:
                        if isinstance(step, str):
                            yield from settle(formulas(step), lesson.notation, own)
                        else:
                            yield from _asked(step, lesson.notation, own)


def settle(written: Iterable[str], notation: Mapping[str, str], known: Known | None = None) -> list[Claim]:
    """The verdicts on formulas in the order in which they are read; `known` grows."""
    known = Known() if known is None else known
    return [_settled(tex, known, notation) for tex in written if re.search(r"=|\\approx", tex)]


def texts(item: Item) -> Iterator[str]:
    """Every Markdown text of a variant."""
    yield item.prompt
    yield from item.hints
    yield item.because
    stack: list[object] = [v for k, v in item.body.items() if k not in ("answer", "derivative", "at")]
    while stack:
        v = stack.pop()
        if isinstance(v, str):
            yield v
        elif isinstance(v, Mapping):
            stack.extend(v.values())
        elif isinstance(v, list):
            stack.extend(v)


def _asked(q: Question, notation: Mapping[str, str], known: Known) -> Iterator[Claim]:
    for seed in range(variants(q)):
        own = known.copy()
        for text in texts(vary(q, seed)):
            yield from settle(formulas(text), notation, own)


# --- one formula ------------------------------------------------------------------------------------------------------


def _settled(tex: str, known: Known, notation: Mapping[str, str]) -> Claim:
    if tex in notation:
        return Claim(tex, "noted", notation[tex])
    try:
        return _judged(tex, known)
    except Unreadable as e:
        return Claim(tex, "unclear", str(e))
    except (KeyError, IndexError) as e:
        return Claim(tex, "unclear", f"{e} means nothing yet")


def _judged(tex: str, known: Known) -> Claim:
    parts = _sides(tex)
    left, rest = parts[0][1], parts[1:]
    if gradient := re.fullmatch(r"\\nabla (\w)", left):
        return _gradient(tex, gradient[1], rest[-1][1], known)
    if called := re.fullmatch(r"([a-zA-Z])\((.+)\)", left):
        arguments = [a.strip() for a in called[2].split(",")]
        if called[1] not in known.functions and all(re.fullmatch("[a-z]", a) for a in arguments):
            known.functions[called[1]] = (tuple(arguments), _read(rest[0][1], known))
            return Claim(tex, "meant")
    if re.fullmatch(r"[a-zA-Z]", left) and left not in known.names:
        body = _read(rest[-1][1], known)
        if reckon.names(body):
            known.names[left] = body
            return Claim(tex, "meant")
        known.values[left] = body
        return Claim(tex, "meant")
    target = _left(left, known)
    for sign, text in rest:
        if not _agree(target, _read(text, known), sign, text, known):
            return Claim(tex, "wrong", f"{text} is not {reckon.Formula(target).text}")
    return Claim(tex, "holds")


def _sides(tex: str) -> list[tuple[str, str]]:
    """The sides of a formula, each with the sign before it; signs inside braces do not count."""
    sides, depth, start, sign, at = list[tuple[str, str]](), 0, 0, "", 0
    while at < len(tex):
        depth += {"{": 1, "}": -1}.get(tex[at], 0)
        found = re.compile(r"=|\\approx").match(tex, at) if depth == 0 else None
        if found:
            sides.append((sign, tex[start:at].strip()))
            sign, start = found[0], found.end()
            at = found.end()
        else:
            at += 1
    return [*sides, (sign, tex[start:].strip().rstrip("., "))]


def _left(text: str, known: Known) -> Surface:
    """What the left side stands for, its derivative carried out."""
    if found := re.fullmatch(r"\\frac\{d\}\{d(\w)\} ?(.+)", text):
        return reckon.slope(_read(found[2], known), found[1]).surface
    if found := re.fullmatch(r"\\frac\{(?:d|\\partial) ?(\w)\}\{(?:d|\\partial) ?(\w)\}", text):
        return reckon.slope(_meaning(found[1], known), found[2]).surface
    if found := re.fullmatch(r"(\w)'\((.+)\)", text):
        (name,), body = known.functions[found[1]]
        return _put(reckon.slope(body, name).surface, {name: _read(found[2], known)})
    return _read(text, known)


def _read(text: str, known: Known) -> Surface:
    """An expression, with calls of known functions written out."""
    found = re.fullmatch(r"([a-zA-Z])\((.+)\)", text)
    if found and found[1] in known.functions:
        names, body = known.functions[found[1]]
        return _put(body, dict(zip(names, (_read(a.strip(), known) for a in found[2].split(",")), strict=True)))
    return reckon.read(text, "latex")


def _meaning(name: str, known: Known) -> Surface:
    return known.names[name] if name in known.names else known.functions[name][1]


def _put(body: Surface, into: Mapping[str, Surface]) -> Surface:
    return rebuild(body, {variable(name): other for name, other in into.items()}, build)


def _agree(target: Surface, side: Surface, sign: str, text: str, known: Known) -> bool:
    if sign == "=" and reckon.equal(target, side).equal:
        return True
    first, second = target, side
    for _ in range(4):  # definitions in terms of definitions
        first, second = _put(first, known.names), _put(second, known.names)
        if sign == "=" and reckon.equal(first, second).equal:
            return True
    a, b = (reckon.value(_put(e, known.values)) for e in (first, second))
    if sign == "=":
        return math.isfinite(a) and abs(a - b) <= 1e-12 * max(1.0, abs(a))
    digits = len(text.partition(".")[2].rstrip("}"))
    return math.isfinite(a) and abs(a - b) <= 0.5000001 * 10.0**-digits


def _gradient(tex: str, name: str, listed: str, known: Known) -> Claim:
    body = _meaning(name, known)
    names = known.functions[name][0] if name in known.functions else reckon.names(body)
    parts = listed.removeprefix("\\left").strip().strip("()").split(",")
    for variable_, part in zip(names, parts, strict=True):
        if not _agree(reckon.slope(body, variable_).surface, _read(part.strip(), known), "=", part, known):
            return Claim(tex, "wrong", f"{part} is not the derivative by {variable_}")
    return Claim(tex, "holds")
