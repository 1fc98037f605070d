"""Polynomials with whole coefficients in several letters: products, exact division, greatest common divisors.

A polynomial is a dict from exponents, one a letter, to coefficients; 2 x y² - 3 is {(1, 2): 2, (0, 0): -3}. Divisors
are found by pseudo-remainders over one letter at a time (Knuth, The Art of Computer Programming, vol. 2, §4.6.1).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from math import gcd as whole_gcd

Exponents = tuple[int, ...]
Poly = dict[Exponents, int]

MOST_TERMS = 200  # nothing that a person reads has more
LARGEST = 10**60  # coefficients beyond this are a sign that nothing short will come of it


class TooLarge(Exception):
    """A polynomial that is longer than is of any use here."""


def times(p: Poly, q: Poly) -> Poly:
    """p q."""
    if len(p) * len(q) > 40 * MOST_TERMS:
        raise TooLarge
    out: Poly = {}
    for a, c in p.items():
        for b, d in q.items():
            x = tuple([m + n for m, n in zip(a, b, strict=True)])
            out[x] = out.get(x, 0) + c * d
    return _kept(out)


def plus(p: Poly, q: Poly, c: int = 1) -> Poly:
    """p + c q."""
    out = dict(p)
    for x, d in q.items():
        out[x] = out.get(x, 0) + c * d
    return _kept(out)


def _kept(p: Poly) -> Poly:
    if len(p) > MOST_TERMS:
        raise TooLarge
    return {x: c for x, c in p.items() if c}


def to_the(p: Poly, n: int) -> Poly:
    """p to a whole power n ≥ 1."""
    return reduce(times, [p] * n)


def constant(p: Poly) -> bool:
    """Is there no letter in it?"""
    return len(p) == 1 and not any(next(iter(p)))


def primitive(p: Poly) -> tuple[int, Exponents, Poly]:
    """A number, a product of letters, and what is left of p without them; its first coefficient is positive."""
    c = whole_gcd(*p.values())
    if c > LARGEST:
        raise TooLarge
    common = tuple(map(min, zip(*p, strict=True)))
    c = -c if p[max(p)] < 0 else c
    if c == 1 and not any(common):
        return 1, common, p
    return c, common, {tuple([m - n for m, n in zip(x, common, strict=True)]): d // c for x, d in p.items()}


def divided(p: Poly, q: Poly) -> Poly | None:
    """p / q where that comes out, for a primitive q; else None."""
    lead = max(q)
    rest = dict(p)
    out: Poly = {}
    while rest:
        if len(out) > MOST_TERMS:
            return None
        top = max(rest)
        x = tuple([m - n for m, n in zip(top, lead, strict=True)])
        c, left = divmod(rest[top], q[lead])
        if left or min(x, default=0) < 0:
            return None
        out[x] = c
        for y, d in q.items():
            z = tuple([m + n for m, n in zip(x, y, strict=True)])
            made = rest.get(z, 0) - c * d
            if made:
                rest[z] = made
            else:
                del rest[z]
    return out


def common_divisor(p: Poly, q: Poly) -> Poly:
    """The greatest common divisor, primitive; products of letters left out."""
    p, q = primitive(p)[2], primitive(q)[2]
    if p == q:
        return p
    shared = _letters(p) & _letters(q)
    for x in _letters(p) - shared:
        p = _divisor_of_all(_by_letter(p, x).values())
    for x in _letters(q) - shared:
        q = _divisor_of_all(_by_letter(q, x).values())
    shared = _letters(p) & _letters(q)
    if not shared:
        return {(0,) * len(next(iter(p))): 1}
    x = min(shared, key=lambda x: (min(_degree(p, x), _degree(q, x)), x))
    front, a, b = _one(p), p, q
    if len(shared) > 1:
        in_p, in_q = (_divisor_of_all(_by_letter(f, x).values()) for f in (p, q))
        front = common_divisor(in_p, in_q)
        a, b = divided(p, in_p) or p, divided(q, in_q) or q
    if _degree(a, x) < _degree(b, x):
        a, b = b, a
    while _degree(b, x) > 0:
        r = _remainder(a, b, x)
        if not r:
            return times(front, _without_content(b, x))
        a, b = b, _without_content(r, x)
    return front


def _one(p: Poly) -> Poly:
    return {(0,) * len(next(iter(p))): 1}


def _letters(p: Poly) -> set[int]:
    return {k for k, column in enumerate(zip(*p, strict=True)) if any(column)}


def _degree(p: Poly, x: int) -> int:
    return max((e[x] for e in p), default=0)


def _by_letter(p: Poly, x: int) -> dict[int, Poly]:
    """The coefficients of the powers of one letter."""
    out: dict[int, Poly] = {}
    for e, c in p.items():
        out.setdefault(e[x], {})[(*e[:x], 0, *e[x + 1 :])] = c
    return out


def _divisor_of_all(polys: Iterable[Poly]) -> Poly:
    """What divides them all; products of letters left out."""
    first, *rest = sorted(polys, key=len)
    out = primitive(first)[2]
    for p in rest:
        if constant(out):
            break
        out = common_divisor(out, p)
    return out


def _without_content(p: Poly, x: int) -> Poly:
    """p without what the coefficients of the powers of a letter share."""
    p = primitive(p)[2]
    if _letters(p) <= {x}:
        return p
    shared = _divisor_of_all(_by_letter(p, x).values())
    return p if constant(shared) else divided(p, shared) or p


def _remainder(a: Poly, b: Poly, x: int) -> Poly:
    """What is left of a multiple of a after division by b, in the powers of one letter."""
    n = _degree(b, x)
    lead = _by_letter(b, x)[n]
    while a and _degree(a, x) >= n:
        m = _degree(a, x)
        top = {(*e[:x], m - n, *e[x + 1 :]): c for e, c in _by_letter(a, x)[m].items()}
        a = plus(times(a, lead), times(b, top), -1)
        if a:
            c = whole_gcd(*a.values())
            a = {e: d // c for e, d in a.items()} if c > 1 else a
            if max(map(abs, a.values())) > LARGEST:
                raise TooLarge
    return a
