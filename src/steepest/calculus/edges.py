"""One-sided derivatives: each side of an edge is the function with the branch of that side taken.

An edge at which both sides have the same value and the same derivatives, as far as one differentiates, is none: x |x|
has a derivative at 0, max(0, u)² has one, |x|³ has two.
"""

from __future__ import annotations

from dataclasses import dataclass

from steepest.calculus import algebra
from steepest.calculus.branches import CLOSE, FOLDS, SPLIT, Root, beside, placed, zero_of, zeros
from steepest.calculus.expr import Apply, Expr, Number, Variable, dependents, number, variable, walk
from steepest.calculus.remaking import substitute
from steepest.calculus.signed import plainer
from steepest.calculus.spans import Facts, about, span
from steepest.calculus.sweep import derivative

Given = tuple[tuple[Expr, bool], ...]  # comparisons, and whether they hold


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
    out: dict[Expr, Edge] = {}  # by place, where that is known
    for e in splits:
        zero = zero_of(e)
        if zero is None or x not in walk(zero) or _keeps_its_sign(e, zero, facts):
            continue
        found = zeros(zero, x, facts)
        if found is None:
            if _is_smooth_in_a_part(root, e, zero, x, order, facts):
                continue
            out.setdefault(zero, Edge(e.name, zero, None, None, None, None, False))
            continue
        for place in found:
            edge = _edge(slopes, e, zero, x, place)
            if edge is not None:
                out.setdefault(place.at, edge)
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
    (before, told), (after, _) = (beside(slopes[0], x, place, left, e) for left in (True, False))
    for order, whole in enumerate(slopes):
        if order:
            before, after = derivative(before, x), derivative(after, x)
        left, right, value = (placed(s, x, place) for s in (before, after, whole))
        if value is None and (order == 0 or (left is None and right is None)):
            return None  # the conditions say so
        if _equal(left, right) and _equal(left, value):
            continue
        if order:
            given = _where_apart(left, right, value, place.facts)
            left, right, value = (_there(s, given, place.facts) for s in (left, right, value))
            if not told and left is not right:
                left = right = None
            return Edge(e.name, zero, place.at, left, right, value, False, order, given)
        if left is not None and right is not None and (_differ(left, right) or not _equal(left, value)):
            left, right = (placed(derivative(s, x), x, place) for s in (before, after))
            return Edge(e.name, zero, place.at, left, right, placed(slopes[1], x, place), True)
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
