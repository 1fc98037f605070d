"""One-sided derivatives: each side of an edge is the function with the branch of that side taken.

An edge at which both sides have the same value and the same derivatives, as far as one differentiates, is none: x |x|
has a derivative at 0, max(0, u)² has one, |x|³ has two.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.entrywise import neg
from steepest.calculus.expr import Apply, Expr, Number, Power, Variable, dependents, number, variable, walk
from steepest.calculus.reals import RELATIONS, pieces, rest
from steepest.calculus.remaking import substitute
from steepest.calculus.signed import plainer
from steepest.calculus.solving import solved
from steepest.calculus.spans import Facts, about, span
from steepest.calculus.sweep import derivative

Given = tuple[tuple[Expr, bool], ...]  # comparisons, and whether they hold
SPLIT = {"abs", "sign", "heaviside", "relu", "maximum", "minimum", "where"}
FOLDS = {"abs", "relu", "maximum", "minimum"}  # where nothing changes sign, these change nothing
CLOSE = Fraction(1, 10**8)
MOST_ZEROS = 6


@dataclass(frozen=True, slots=True)
class Edge:
    """A place where a function changes its branch."""

    function: str
    zero: Expr  # what is zero there
    at: Expr | None
    left: Expr | None
    right: Expr | None
    value: Expr | None
    jumps: bool  # the function itself has two values there
    order: int = 1  # of the derivative that has two values there; the ones before it have one
    given: Given = ()  # it is an edge only where these hold


@dataclass(frozen=True, slots=True)
class Root:
    """Where something is zero, and whether it rises there; None where that is not known."""

    at: Expr
    rises: bool | None
    facts: Facts  # what is known where this is the place: of |u| - c, that c is not negative


def edges(root: Expr, x: Expr, order: int = 1, facts: Facts | None = None) -> list[Edge]:
    """The edges of an expression in the number x that a derivative of this order meets, in order of appearance."""
    moving = dependents(root, [x])
    splits = [e for e in walk(root) if isinstance(e, Apply) and e.name in SPLIT and e in moving]
    if not splits:
        return []
    facts = facts or {}
    slopes = [root]
    for _ in range(order):
        slopes.append(derivative(slopes[-1], x))
    out: dict[tuple[Expr, Expr | None], Edge] = {}
    for e in splits:
        zero = zero_of(e)
        if zero is None or x not in walk(zero) or _keeps_its_sign(e, zero, facts):
            continue
        found = zeros(zero, x, facts)
        if found is None:
            if _is_smooth_in_a_part(root, e, zero, x, order, facts):
                continue
            out.setdefault((zero, None), Edge(e.name, zero, None, None, None, None, False))
            continue
        for place in found:
            edge = _edge(slopes, e, zero, x, place)
            if edge is not None:
                out.setdefault((zero, place.at), edge)
    return list(out.values())


def _is_smooth_in_a_part(root: Expr, e: Apply, zero: Expr, x: Expr, order: int, facts: Facts) -> bool:
    """Has the function no edge in a part through which alone `e` moves? Then it has none, whatever the part is."""
    own = variable("·part")
    for part in [n for n in walk(zero) if n.args and x in walk(n)][::-1]:
        inner = substitute(e, {part: own})
        if not isinstance(inner, Apply) or x in walk(inner):
            continue
        found = edges(substitute(root, {part: own}), own, order, facts)
        return not any(edge.zero is zero_of(inner) for edge in found)
    return False


def _keeps_its_sign(e: Apply, zero: Expr, facts: Facts) -> bool:
    values = span(zero, None, facts)
    return values.never_zero or (e.name in FOLDS and (values.not_negative or values.not_positive))


def _edge(slopes: list[Expr], e: Apply, zero: Expr, x: Expr, place: Root) -> Edge | None:
    """The edge at one place, with what differs first: the function, or a derivative; None where nothing does."""

    def put(s: Expr) -> Expr | None:
        return _finite(plainer(substitute(s, {x: place.at}), place.facts))

    below, above = (_side(slopes[0], e, under) for under in (True, False))
    for order, whole in enumerate(slopes):
        if order:
            below, above = derivative(below, x), derivative(above, x)
        low, high, value = put(below), put(above), put(whole)
        left, right = (low, high) if place.rises is not False else (high, low)
        if value is None and (order == 0 or (low is None and high is None)):
            return None  # the conditions say so
        if _equal(low, high) and _equal(low, value):
            continue
        if order:
            known = place.rises is not None or left is right
            left, right = (left, right) if known else (None, None)
            given = _where_apart(low, high, value, place.facts)
            left, right, value = (_there(s, given, place.facts) for s in (left, right, value))
            return Edge(e.name, zero, place.at, left, right, value, False, order, given)
        if low is not None and high is not None and (_differ(low, high) or not _equal(low, value)):
            left, right = (
                put(derivative(s, x)) for s in ((below, above) if place.rises is not False else (above, below))
            )
            return Edge(e.name, zero, place.at, left, right, put(slopes[1]), True)
    return None


def _where_apart(low: Expr | None, high: Expr | None, value: Expr | None, facts: Facts) -> Given:
    """A comparison of other variables that decides whether these differ, with the side on which they do."""
    found = [e for e in (low, high, value) if e is not None]
    tests = {e.args[0] for part in found for e in walk(part) if isinstance(e, Apply) and e.name == "where"}
    for test in sorted(tests, key=lambda t: t.key):
        for truth in (True, False):
            decided = [plainer(substitute(part, {test: number(int(truth))}), facts) for part in found]
            if len(decided) > 2 and all(_equal(decided[0], other) for other in decided[1:]):
                return ((test, not truth),)
    return ()


def _there(e: Expr | None, given: Given, facts: Facts) -> Expr | None:
    """A value where these comparisons hold."""
    return None if e is None else plainer(substitute(e, {t: number(int(truth)) for t, truth in given}), facts)


def _equal(a: Expr | None, b: Expr | None) -> bool:
    """Are these plainly one value?"""
    if a is None or b is None:
        return False
    if a is b:
        return True
    gap = about(algebra.minus(a, b))
    return gap is not None and abs(gap) < CLOSE


def _differ(a: Expr, b: Expr) -> bool:
    """Are these two values plainly different: by a number, or by something with a variable in it?"""
    gap = algebra.minus(a, b)
    if isinstance(gap, Number):
        return gap.value != 0
    return any(isinstance(e, Variable) for e in walk(gap)) or not _equal(a, b)


def _finite(e: Expr) -> Expr | None:
    """The value, unless something is divided by zero in it."""
    return None if any(_broken(a) for a in walk(e)) else e


def _broken(e: Expr) -> bool:
    """Has this no value, because something in it is 0?"""
    return (isinstance(e, Power) or (isinstance(e, Apply) and e.name == "log")) and algebra.is_zero(e.args[0])


def zero_of(e: Apply) -> Expr | None:
    """What is zero where a function changes its branch."""
    if e.name in ("abs", "sign", "heaviside", "relu"):
        return e.args[0]
    if e.name in ("maximum", "minimum"):
        return algebra.minus(*e.args)
    test = e.args[0]
    if isinstance(test, Apply) and test.name in ("less", "less_equal"):
        return algebra.minus(*test.args)
    return None


def _side(root: Expr, e: Apply, below: bool) -> Expr:
    """The function with the branch of `e` that holds where its edge expression is negative (below) or positive."""
    u = e.args[0]
    if e.name == "abs":
        branch = neg(u) if below else u
    elif e.name == "sign":
        branch = algebra.full(Fraction(-1 if below else 1), u.shape)
    elif e.name == "heaviside":
        branch = algebra.full(Fraction(0 if below else 1), u.shape)
    elif e.name == "relu":
        branch = algebra.zero(u.shape) if below else u
    elif e.name == "where":
        branch = e.args[1] if below else e.args[2]
    else:
        smaller, larger = (u, e.args[1]) if below else (e.args[1], u)
        branch = larger if e.name == "maximum" else smaller
    return substitute(root, {e: branch})


# --- where something is zero -----------------------------------------------------------------------------------------


def zeros(zero: Expr, x: Expr, facts: Facts) -> list[Root] | None:
    """The numbers x at which this is zero; None where they are not all known."""
    slope = derivative(zero, x)
    if x not in walk(slope):
        rest = substitute(zero, {x: algebra.ZERO})
        if not algebra.is_zero(slope):
            signs = span(slope, None, facts)
            rises = True if signs.positive else False if signs.negative else None
            return [Root(neg(algebra.over(rest, slope)), rises, facts)]
    within = next((e for e in walk(zero) if isinstance(e, Apply) and e.name == "abs" and x in walk(e)), None)
    if within is not None:
        return _of_size(zero, x, within, facts)
    return _exact(zero, x, slope, facts)


def _of_size(zero: Expr, x: Expr, within: Apply, facts: Facts) -> list[Root] | None:
    """Of |u| - c: both u = c and u = -c."""
    out: list[Root] = []
    bound = neg(algebra.minus(zero, within))
    if isinstance(bound, Variable):
        facts = {**facts, bound.name: "positive"}
    for below in (True, False):
        found = zeros(_side(zero, within, below), x, facts)
        if found is None:
            return None
        out += [r for r in found if not _elsewhere(within.args[0], x, r.at, below)]
    return out


def _elsewhere(u: Expr, x: Expr, at: Expr, below: bool) -> bool:
    """Is this a place at which u has not the sign for which it was found?"""
    values = span(substitute(u, {x: at}))
    return values.positive if below else values.negative


def _exact(zero: Expr, x: Expr, slope: Expr, facts: Facts) -> list[Root] | None:
    """Where it is not true that it is not 0."""
    out: dict[Expr, Root] = {}
    for e, s in solved(zero, RELATIONS["!="], {}, facts):
        for p in pieces(rest(s)):
            if e is not x or p.low is None or p.high is None or p.low.at != p.high.at:
                return None
            rate = about(substitute(slope, {x: p.low.exact}))
            out[p.low.exact] = Root(p.low.exact, None if rate is None or rate == 0 else rate > 0, facts)
    return list(out.values()) if len(out) <= MOST_ZEROS else None
