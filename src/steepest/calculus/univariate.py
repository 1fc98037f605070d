"""Quotients of polynomials in one thing: read off the core, and where they lie in a set.

Roots are rational, or those of a quadratic; of anything else it is only told whether there are none (Sturm 1829).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm

from steepest.calculus import algebra
from steepest.calculus.expr import Contract, Expr, Number, Power, Sum, number, walk
from steepest.calculus.reals import Cut, Reals, contains, cut

MOST_DEGREE = 12
MOST_NODES = 60
LARGEST = 10**6  # coefficients with larger ends have too many candidates for a root

Poly = tuple[Fraction, ...]  # from the constant term upward
ONE: Poly = (Fraction(1),)


@dataclass(frozen=True, slots=True)
class Quotient:
    """One polynomial over another, in a node of the core."""

    over: Poly
    under: Poly
    of: Expr | None  # None while only numbers have been met


class NotOne(Exception):
    """This is no quotient of polynomials in one thing, or too large for one."""


def quotient(root: Expr) -> Quotient:
    """The expression as a quotient of polynomials in one node that is taken as it stands; raises `NotOne`."""
    done: dict[Expr, Quotient] = {}
    for k, e in enumerate(walk(root)):
        if k > MOST_NODES:
            raise NotOne
        done[e] = _one(e, done)
    return done[root]


def _one(e: Expr, done: dict[Expr, Quotient]) -> Quotient:
    value = algebra.constant_value(e)
    if value is not None:
        return Quotient((value,), ONE, None)
    if isinstance(e, Sum):
        found = Quotient((Fraction(0),), ONE, None)
        for w, t in zip(e.weights, e.args, strict=True):
            found = _added(found, _times(Quotient((w,), ONE, None), done[t]))
        return found
    if isinstance(e, Contract) and entry_by_entry(e):
        found = Quotient((e.coefficient,), ONE, None)
        for f in e.args:
            found = _times(found, done[f])
        return found
    if isinstance(e, Power) and (n := algebra.constant_value(e.args[1])) is not None and n.denominator == 1:
        base = done[e.args[0]]
        if n < 0:
            base = Quotient(base.under, base.over, base.of)
        found = Quotient(ONE, ONE, None)
        if abs(n) > MOST_DEGREE:
            raise NotOne
        for _ in range(abs(int(n))):
            found = _times(found, base)
        return found
    return Quotient((Fraction(0), Fraction(1)), ONE, e)


def entry_by_entry(e: Contract) -> bool:
    """Is this a product of arrays over the same axes, entry by entry, with numbers beside them?"""
    return len(e.dims) == len(e.out) == len(set(e.out)) and all(
        ls == e.out or (not ls and isinstance(f, Number)) for f, ls in zip(e.args, e.labels, strict=True)
    )


def _of(a: Quotient, b: Quotient) -> Expr | None:
    if a.of is not None and b.of is not None and a.of is not b.of:
        raise NotOne
    return a.of if a.of is not None else b.of


def _added(a: Quotient, b: Quotient) -> Quotient:
    if a.under == b.under:
        return _checked(_plus(a.over, b.over), a.under, _of(a, b))
    return _checked(_plus(_mul(a.over, b.under), _mul(b.over, a.under)), _mul(a.under, b.under), _of(a, b))


def _times(a: Quotient, b: Quotient) -> Quotient:
    return _checked(_mul(a.over, b.over), _mul(a.under, b.under), _of(a, b))


def _checked(over: Poly, under: Poly, of: Expr | None) -> Quotient:
    if len(over) > MOST_DEGREE or len(under) > MOST_DEGREE:
        raise NotOne
    return Quotient(over, under, of)


def _trim(p: Sequence[Fraction]) -> Poly:
    k = len(p)
    while k > 1 and p[k - 1] == 0:
        k -= 1
    return tuple(p[:k])


def _plus(a: Poly, b: Poly) -> Poly:
    n = max(len(a), len(b))
    return _trim([(a[k] if k < len(a) else 0) + (b[k] if k < len(b) else Fraction(0)) for k in range(n)])


def _mul(a: Poly, b: Poly) -> Poly:
    out = [Fraction(0)] * (len(a) + len(b) - 1)
    for j, x in enumerate(a):
        for k, y in enumerate(b):
            out[j + k] += x * y
    return _trim(out)


def value(p: Poly, at: Fraction) -> Fraction:
    """The value at a number (Horner)."""
    found = Fraction(0)
    for c in reversed(p):
        found = found * at + c
    return found


def divided(a: Poly, b: Poly) -> tuple[Poly, Poly]:
    """Quotient and remainder."""
    rest, out = list(a), [Fraction(0)] * max(1, len(a) - len(b) + 1)
    for k in range(len(a) - len(b), -1, -1):
        out[k] = rest[k + len(b) - 1] / b[-1]
        for j, c in enumerate(b):
            rest[k + j] -= out[k] * c
    return _trim(out), _trim(rest[: max(1, len(b) - 1)])


# --- roots -----------------------------------------------------------------------------------------------------------


def roots(p: Poly) -> list[Expr]:
    """The real roots, each once; raises `NotOne` where they are not known exactly."""
    found: list[Expr] = []
    rest = p
    while len(rest) > 1 and (at := _rational_root(rest)) is not None:
        found.append(number(at))
        while len(rest) > 1 and value(rest, at) == 0:
            rest, _ = divided(rest, (-at, Fraction(1)))
    if len(rest) == 3:
        return found + _of_quadratic(rest)
    if len(rest) > 3 and _has_root(rest):
        raise NotOne
    return found


def _rational_root(p: Poly) -> Fraction | None:
    if p[0] == 0:
        return Fraction(0)
    scale = lcm(*(c.denominator for c in p))
    whole = [int(c * scale) for c in p]
    g = gcd(*whole)
    first, last = abs(whole[0]) // g, abs(whole[-1]) // g
    if len(p) == 2:
        return -p[0] / p[1]
    if max(first, last) > LARGEST:
        raise NotOne
    for over in _divisors(first):
        for under in _divisors(last):
            for at in (Fraction(over, under), Fraction(-over, under)):
                if value(p, at) == 0:
                    return at
    return None


def _divisors(n: int) -> list[int]:
    small = [k for k in range(1, int(n**0.5) + 1) if n % k == 0]
    return small + [n // k for k in small]


def _of_quadratic(p: Poly) -> list[Expr]:
    c, b, a = p
    inside = b * b - 4 * a * c
    if inside < 0:
        return []
    root = algebra.power(number(inside / (4 * a * a)), number(algebra.HALF))
    middle = number(-b / (2 * a))
    return [algebra.minus(middle, root), algebra.plus(middle, root)]


def _has_root(p: Poly) -> bool:
    """Sturm's count of the real roots."""
    chain = [p, _trim([k * c for k, c in enumerate(p)][1:])]
    while len(chain[-1]) > 1:
        _, rest = divided(chain[-2], chain[-1])
        if not any(rest):
            break
        chain.append(tuple(-c for c in rest))
    right = [q[-1] for q in chain]
    left = [q[-1] * (-1) ** (len(q) - 1) for q in chain]
    return _changes(left) != _changes(right)


def _changes(values: Sequence[Fraction]) -> int:
    return sum((a < 0) != (b < 0) for a, b in pairwise(values))


# --- where it lies in a set --------------------------------------------------------------------------------------


def where_in(q: Quotient, wanted: Reals) -> Reals:
    """The numbers that the quotient takes into a set; raises `NotOne` or `Unclear`."""
    if not all(isinstance(c.exact, Number) for c in wanted.cuts):
        raise NotOne
    met: dict[Fraction, tuple[Cut, bool]] = {}  # places where it may come in or go out, and whether these are in
    for level in {c.at for c in wanted.cuts}:
        over = _plus(q.over, _mul((-level,), q.under))
        if not any(over):
            raise NotOne
        for r in roots(over):
            c = cut(r, False)
            met[c.at] = c, contains(wanted, level)
    for r in roots(q.under):
        c = cut(r, False)
        met[c.at] = c, False
    ends = sorted(met)
    middles = [ends[0] - 1, *((a + b) / 2 for a, b in pairwise(ends)), ends[-1] + 1] if ends else [Fraction(0)]
    inside = [contains(wanted, value(q.over, m) / value(q.under, m)) for m in middles]
    now, cuts = inside[0], []
    for at, after in zip(ends, inside[1:], strict=True):
        c, here = met[at]
        for state, place in ((here, c), (after, Cut(c.at, True, c.exact))):
            if state != now:
                now = state
                cuts.append(place)
    return Reals(inside[0], tuple(cuts))


__all__ = ["NotOne", "Quotient", "quotient", "where_in"]
