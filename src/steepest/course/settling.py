r"""One formula of a lesson, settled by the engine: is what it claims so?

A formula with an equals sign is a claim. It is read as a learner would read it, in order: `L = w^2` says what a name
means from here on; `\frac{dL}{dw} = 2w` is derived; `L'(3) = 6` is computed; `2 \cdot 3 = 6` is arithmetic.

    >>> settle([r"f(x) = x^2", r"f'(x) = 2x", r"f'(3) = 7"], {})[-1].verdict
    'wrong'
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from steepest.calculus.operators import build
from steepest.calculus.surface import Surface, rebuild, variable
from steepest.course import reckon
from steepest.notation.unreadable import Unreadable


@dataclass(frozen=True, slots=True)
class Claim:
    """A formula and what became of it."""

    tex: str
    verdict: str  # "meant" (a definition), "noted" (listed by the author), "holds", "wrong", "unclear", "alone"
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


def settle(written: Iterable[str], notation: Mapping[str, str], known: Known | None = None) -> list[Claim]:
    """The verdicts on the formulas that claim something, in the order in which they are read; `known` grows."""
    known = Known() if known is None else known
    return [settled(tex, notation, known) for tex in written if claims_something(tex)]


def claims_something(tex: str) -> bool:
    """Has a formula an equals sign?"""
    return re.search(r"=|\\approx", tex) is not None


def settled(tex: str, notation: Mapping[str, str], known: Known) -> Claim:
    """The verdict on one formula that claims something."""
    if tex in notation:
        return Claim(tex, "noted", notation[tex])
    try:
        return _judged(tex, known)
    except Unreadable as e:
        return Claim(tex, "unclear", str(e))
    except (KeyError, IndexError) as e:
        return Claim(tex, "unclear", f"{e} means nothing yet")


def sides(tex: str) -> list[tuple[str, str]]:
    """The sides of a formula, each with the sign before it; signs inside braces do not count."""
    found, depth, start, sign, at = list[tuple[str, str]](), 0, 0, "", 0
    while at < len(tex):
        depth += {"{": 1, "}": -1}.get(tex[at], 0)
        mark = re.compile(r"=|\\approx").match(tex, at) if depth == 0 else None
        if mark:
            found.append((sign, tex[start:at].strip()))
            sign, start = mark[0], mark.end()
            at = mark.end()
        else:
            at += 1
    return [*found, (sign, tex[start:].strip().rstrip("., "))]


def listed(text: str) -> list[str] | None:
    r"""The parts of a list such as `(2x, 1)` or of a sum of lists such as `(2, 3) + (1, 4)`; None where it is none."""
    summands = [_list(t) for t in re.split(r"(?<=\)) \+ (?=\()", text.strip())]
    lists = [t for t in summands if t is not None]
    if len(lists) < len(summands) or len({len(t) for t in lists}) != 1:
        return None
    return lists[0] if len(lists) == 1 else [" + ".join(f"({p})" for p in parts) for parts in zip(*lists, strict=True)]


def _list(text: str) -> list[str] | None:
    inner = re.fullmatch(r"(?:\\left)?\((.*?)(?:\\right)?\)", text.strip(), re.DOTALL)
    if inner is None:
        return None
    parts, depth = [""], 0
    for c in inner[1]:
        depth += (c in "({[") - (c in ")}]")
        if depth < 0:
            return None
        if c == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += c
    return [p.strip() for p in parts] if len(parts) > 1 else None


def meaning(text: str, known: Known) -> Surface:
    r"""What one side stands for, its derivative carried out: `\frac{d}{dx} x^2`, `L'(3)`, `\sigma'(0)`, `f(2) + 1`."""
    if found := re.fullmatch(r"\\frac\{d(\^2)?\}\{d(\w)(?:\^2)?\} ?(.+)", text):
        return reckon.slope(_read(found[3], known), found[2], 2 if found[1] else 1).surface
    if found := re.fullmatch(r"\\frac\{(?:d|\\partial) ?(\w)\}\{(?:d|\\partial) ?(\w)\}", text):
        return reckon.slope(_named(found[1], known), found[2]).surface
    if found := re.fullmatch(r"(\\?[a-zA-Z]+)'\((.+)\)", text):
        if found[1] in known.functions:
            (name,), body = known.functions[found[1]]
        else:
            name, body = "t", reckon.read(f"{found[1]}(t)", "latex")
        return _put(reckon.slope(body, name).surface, {name: _read(found[2], known)})
    return _read(text, known)


def _judged(tex: str, known: Known) -> Claim:
    parts = sides(tex)
    left, rest = parts[0][1], parts[1:]
    if gradient := re.fullmatch(r"\\nabla (\w)(?:\((.+)\))?", left):
        return _gradient(tex, gradient[1], gradient[2], rest[-1][1], known)
    if (several := listed(left)) is not None:
        return _each(tex, several, rest, known)
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
    target = meaning(left, known)
    for sign, text in rest:
        if not _agree(target, meaning(text, known), sign, text, known):
            return Claim(tex, "wrong", f"{text} is not {reckon.Formula(target).text}")
    return Claim(tex, "holds")


def _each(tex: str, several: list[str], rest: list[tuple[str, str]], known: Known) -> Claim:
    for sign, text in rest:
        others = listed(text) or []
        for a, b in zip(several, others, strict=len(others) > 0):
            if not _agree(meaning(a, known), meaning(b, known), sign, b, known):
                return Claim(tex, "wrong", f"{b} is not {a}")
        if not others:
            return Claim(tex, "wrong", f"{text} is no list")
    return Claim(tex, "holds")


def _read(text: str, known: Known) -> Surface:
    """An expression, with calls of known functions written out."""
    found = re.fullmatch(r"([a-zA-Z])\((.+)\)", text)
    if found and found[1] in known.functions:
        names, body = known.functions[found[1]]
        return _put(body, dict(zip(names, (_read(a.strip(), known) for a in found[2].split(",")), strict=True)))
    return reckon.read(text, "latex")


def _named(name: str, known: Known) -> Surface:
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
    return math.isfinite(a) and abs(a - b) <= 0.5000001 * _last_digit(text)


def _last_digit(text: str) -> float:
    r"""What the last digit that is shown counts: 0.01 in `3.07`, `10^{88}` in `2.04 \cdot 10^{90}`."""
    tens = re.search(r"\\cdot 10\^\{?(-?\d+)\}?$", text)
    front = text[: tens.start()] if tens else text
    decimals = len(front.partition(".")[2].strip("} "))
    return float(10.0 ** ((int(tens[1]) if tens else 0) - decimals))


def _gradient(tex: str, name: str, point: str | None, right: str, known: Known) -> Claim:
    body = _named(name, known)
    names = known.functions[name][0] if name in known.functions else reckon.names(body)
    at = dict(zip(names, (_read(a.strip(), known) for a in point.split(",")), strict=True)) if point else {}
    for x, part in zip(names, listed(right) or [], strict=True):
        slope = _put(reckon.slope(body, x).surface, at)
        if not _agree(slope, _read(part, known), "=", part, known):
            return Claim(tex, "wrong", f"{part} is not the derivative with respect to {x}")
    return Claim(tex, "holds")
