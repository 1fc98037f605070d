"""Functions with branches: where they change from one to the other, and which one holds on either side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.entrywise import neg
from steepest.calculus.expr import Apply, Expr, Power, Variable, walk
from steepest.calculus.reals import RELATIONS, pieces, rest
from steepest.calculus.remaking import remake, substitute
from steepest.calculus.signed import plainer
from steepest.calculus.solving import solved
from steepest.calculus.spans import Facts, about, span
from steepest.calculus.sweep import derivative

TESTS = {"less", "less_equal"}
SPLIT = {"abs", "sign", "heaviside", "relu", "maximum", "minimum", "where", *TESTS}
FOLDS = {"abs", "relu", "maximum", "minimum"}  # where nothing changes sign, these change nothing
CLOSE = Fraction(1, 10**8)
MOST_ZEROS = 8
HIGHEST = 3  # the order of a zero whose sides are told apart


@dataclass(frozen=True, slots=True)
class Root:
    """Where something is zero, and what is known there: of |u| - c, that c is not negative."""

    at: Expr
    facts: Facts


def zero_of(e: Apply) -> Expr | None:
    """What is zero where a function changes its branch."""
    if e.name in ("abs", "sign", "heaviside", "relu"):
        return e.args[0]
    if e.name in ("maximum", "minimum"):
        return algebra.minus(*e.args)
    test = e if e.name in TESTS else e.args[0]
    return algebra.minus(*test.args) if isinstance(test, Apply) and test.name in TESTS else None


def branch(e: Apply, below: bool) -> Expr:
    """The branch that holds where its edge expression is negative (below) or positive."""
    u = e.args[0]
    match e.name:
        case "abs":
            return neg(u) if below else u
        case "sign":
            return algebra.full(Fraction(-1 if below else 1), u.shape)
        case "less" | "less_equal":
            return algebra.full(Fraction(1 if below else 0), u.shape)
        case "heaviside":
            return algebra.full(Fraction(0 if below else 1), u.shape)
        case "relu":
            return algebra.zero(u.shape) if below else u
        case "where":
            return e.args[1] if below else e.args[2]
    smaller, larger = (u, e.args[1]) if below else (e.args[1], u)
    return larger if e.name == "maximum" else smaller


def placed(e: Expr, x: Expr, place: Root) -> Expr | None:
    """The value at a place; None where something is divided by 0 in it."""
    found = plainer(substitute(e, {x: place.at}), place.facts)
    return None if any(_broken(a) for a in walk(found)) else found


def _broken(e: Expr) -> bool:
    """Has this no value, because something in it is 0?"""
    return (isinstance(e, Power) or (isinstance(e, Apply) and e.name == "log")) and algebra.is_zero(e.args[0])


def beside(root: Expr, x: Expr, place: Root, left: bool, sure: Expr) -> tuple[Expr, bool]:
    """The function just left, or right, of a place, its branches taken; True where the sides are told apart.

    The edge expression of `sure` is taken to rise where it is not known.
    """
    done: dict[Expr, Expr] = {}
    told = True
    for n in walk(root):
        made = remake(n, tuple(done[a] for a in n.args)) if n.args else n
        if isinstance(made, Apply) and made.name in SPLIT and x in walk(made):
            zero = zero_of(made)
            if zero is not None and x in walk(zero) and (n is sure or is_nought(placed(zero, x, place))):
                rises = _sign_beside(zero, x, place, left)
                if rises is None and n is sure:
                    rises, told = not left, False
                if rises is not None:
                    made = branch(made, not rises)
        done[n] = made
    return done[root], told


def _sign_beside(zero: Expr, x: Expr, place: Root, left: bool) -> bool | None:
    """Is this positive just beside the place at which it is 0? None where that is not known."""
    slope = zero
    for order in range(1, HIGHEST + 1):
        slope = derivative(slope, x)
        value = placed(slope, x, place)
        if value is None:
            return None
        signs = span(value, None, place.facts)
        if signs.positive or signs.negative:
            return signs.positive != (left and order % 2 == 1)
        if not is_nought(value):
            return None
    return None


def is_nought(e: Expr | None) -> bool:
    """Is this plainly 0?"""
    if e is None:
        return False
    value = about(e)
    return algebra.is_zero(e) or (value is not None and abs(value) < CLOSE)


# --- where something is zero -----------------------------------------------------------------------------------------


def zeros(zero: Expr, x: Expr, facts: Facts) -> list[Root] | None:
    """The numbers x at which this is zero; None where they are not all known."""
    for within in walk(zero):
        if isinstance(within, Apply) and within.name in SPLIT and x in walk(within):
            edge = zero_of(within)
            return None if edge is None or x not in walk(edge) else _of_branches(zero, x, within, edge, facts)
    slope = derivative(zero, x)
    if x in walk(slope):
        return _exact(zero, x, facts)
    if algebra.is_zero(slope):
        return []
    return [Root(neg(algebra.over(substitute(zero, {x: algebra.ZERO}), slope)), facts)]


def _of_branches(zero: Expr, x: Expr, within: Apply, edge: Expr, facts: Facts) -> list[Root] | None:
    """Of |u| - c both u = c and u = -c, each where u has the sign for which it was found."""
    known: Mapping[str, object] = facts
    bound = neg(algebra.minus(zero, within))
    if within.name == "abs" and isinstance(bound, Variable):
        known = {**facts, bound.name: "positive"}
    out: dict[Expr, Root] = {}
    for below in (True, False):
        found = zeros(substitute(zero, {within: branch(within, below)}), x, known)
        if found is None:
            return None
        out |= {r.at: r for r in found if not _elsewhere(edge, x, r, below)}
    return list(out.values()) if len(out) <= MOST_ZEROS else None


def _elsewhere(edge: Expr, x: Expr, place: Root, below: bool) -> bool:
    values = span(substitute(edge, {x: place.at}), None, place.facts)
    return values.positive if below else values.negative


def _exact(zero: Expr, x: Expr, facts: Facts) -> list[Root] | None:
    """Where it is not true that it is not 0."""
    out: dict[Expr, Root] = {}
    for e, s in solved(zero, RELATIONS["!="], {}, facts):
        for p in pieces(rest(s)):
            if e is not x or p.low is None or p.high is None or p.low.at != p.high.at:
                return None
            out[p.low.exact] = Root(p.low.exact, facts)
    return list(out.values()) if len(out) <= MOST_ZEROS else None
