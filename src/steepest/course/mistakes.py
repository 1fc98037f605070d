"""Mistakes in a derivative: false rules, and which of them gives exactly what somebody answered.

A mistake is a false rule (`course.false_rules`). A derivation is replayed with it, once at each place and once
everywhere, and what comes out is compared with the answer.

    >>> [m.name for m in explaining("sin(5x)", "x", "cos(5x)")]
    ['chain_inner_dropped', 'constant_factor_dropped']
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from steepest.calculus.paper import d
from steepest.calculus.rules import RULES, Rule, applied, outer_derivative
from steepest.calculus.slopes import NoRule
from steepest.calculus.steps import neat_build
from steepest.calculus.surface import Surface, larger, outside, variables
from steepest.course import reckon
from steepest.course.false_rules import MISTAKES, PLACED, SIGN, WHOLE

LARGEST = 60  # parts of a function whose mistakes are looked for
POINTS = (Fraction(3, 7), Fraction(8, 5), Fraction(-5, 6))
Place = dict[str, Fraction]
STEPS = tuple(rule for rule in RULES if not rule.apart)


@dataclass(frozen=True, slots=True)
class Made:
    """A derivative with a mistake in it."""

    mistake: Rule
    result: Surface


def explaining(function: str | Surface, x: str, answer: str | Surface) -> list[Rule]:
    """The mistakes that give exactly this answer, in the order of the table; none for a right one.

    Where only the sign is wrong, that is all that is said: it is true however it came about.
    """
    body, given = (reckon.read(t) if isinstance(t, str) else t for t in (function, answer))
    if given.shape or larger(body, LARGEST):
        return []
    places = _places(body)
    goal = [reckon.value(given, place) for place in places]
    if _near(goal, carried(d(body, x)), places):
        return []
    known: dict[Surface, bool] = {}
    names: dict[Rule, None] = {}
    for one in made(body, x):
        e = one.result
        if e not in known:
            known[e] = _near(goal, e, places) and bool(reckon.equal(e, given).equal)
        if known[e]:
            names[one.mistake] = None
    return [SIGN] if SIGN in names else [rule for rule in MISTAKES if rule in names]


def explaining_at(function: str, x: str, at: Mapping[str, object], fits: Callable[[float], bool]) -> list[Rule]:
    """The same for the derivative at a point: which mistakes give a number that fits what was answered."""
    names = {one.mistake: None for one in made(reckon.read(function), x) if fits(reckon.value(one.result, at))}
    return [SIGN] if SIGN in names else [rule for rule in MISTAKES if rule in names]


def made(body: Surface, x: str) -> Iterator[Made]:
    """Every derivative of this function with one mistake: at one place, or wherever it can be made."""
    try:
        right = carried(d(body, x))
        for rule in WHOLE:
            if (wrong := rule.rewrite(body, x)) is not None:
                yield Made(rule, carried(wrong))
        yield from _once(d(body, x))
        for rule in PLACED:
            wrong = _resolved(d(body, x), rule.rewrite)
            if wrong is not right:
                yield Made(rule, wrong)
    except NoRule:
        return


def carried(e: Surface) -> Surface:
    """An expression with every derivative in it carried out by the true rules."""
    return _resolved(e, lambda body, x: None)


def said(found: list[Rule]) -> str:
    """One or two explanations as a sentence; nothing where there are more, for then none is known."""
    words = list(dict.fromkeys(rule.because for rule in found))
    return f"{', or '.join(words)}." if 0 < len(words) <= 2 else ""


def _once(e: Surface) -> Iterator[Made]:
    if e.op == "derivative":
        body, x = e.args[0], _by(e)
        yield from _once(applied(body, x, STEPS)[1])
        for rule in PLACED:
            if (wrong := rule.rewrite(body, x)) is not None:
                yield Made(rule, carried(wrong))
        return
    for k, a in enumerate(e.args):
        for m in _once(a):
            args = (*map(carried, e.args[:k]), m.result, *map(carried, e.args[k + 1 :]))
            yield Made(m.mistake, neat_build(e.op, args, e.data))


def _resolved(e: Surface, instead: Callable[[Surface, str], Surface | None]) -> Surface:
    if e.op == "derivative":
        body, x = e.args[0], _by(e)
        return _resolved(instead(body, x) or applied(body, x, STEPS)[1], instead)
    if e.op == "prime":
        name, position = outside(e)
        return outer_derivative(name, position, e.args)
    return neat_build(e.op, tuple(_resolved(a, instead) for a in e.args), e.data) if e.args else e


def _by(e: Surface) -> str:
    name, _ = outside(e)
    return name


def _places(body: Surface) -> list[Place]:
    """A few points at which candidates are sifted before they are proved equal."""
    return [{name: p + Fraction(k, 11) for k, name in enumerate(variables(body))} for p in POINTS]


def _near(goal: list[float], e: Surface, places: list[Place]) -> bool:
    """Do the values agree wherever both have one? (Not proved: that follows.)"""
    shared = 0
    for a, place in zip(goal, places, strict=True):
        if a != a:
            continue
        b = reckon.value(e, place)
        if b != b:
            continue
        if abs(a - b) > 1e-9 * max(1.0, abs(a)):
            return False
        shared += 1
    return shared > 0
