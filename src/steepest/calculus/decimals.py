"""Numbers as a person writes them: 0.5 or 1/2, and how long they are."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations_with_replacement
from math import gcd, lcm

from steepest.calculus.manner import Manner
from steepest.calculus.operators import build
from steepest.calculus.paper import as_number, neg
from steepest.calculus.surface import Surface, number, walk

LONGEST = 17  # digits of a decimal that is written out
ENDLESS = 99


def length(v: Fraction) -> int:
    """How many digits it takes to write a number as a decimal, 5 for 0.0025."""
    rest, places = v.denominator, 0
    for p in (2, 5):
        k = 0
        while rest % p == 0:
            rest //= p
            k += 1
        places = max(places, k)
    if rest != 1:
        return ENDLESS
    return max(len(str(abs(v.numerator) * 10**places // v.denominator)), places + 1)


def numeral(v: Fraction, how: Manner) -> Surface:
    """A number that stands alone: 0.5 or 1/2."""
    if v.denominator == 1 or length(v) > LONGEST:
        return as_number(v)
    if how.decimals is None:
        short = v.denominator > 10  # 1/2, but 0.05
    else:
        short = _comes_of(v, lcm(*(d.denominator for d in how.decimals)))
    if not short:
        return as_number(v)
    return neg(number(-v)) if v < 0 else number(v)


def factors(c: Fraction, how: Manner) -> Sequence[Surface] | None:
    """A positive number before something as decimals; None where it is written as a fraction."""
    if c.denominator == 1 or not _comes_of(c, how.below):
        return None
    if length(c) <= LONGEST:
        return (number(c),)
    for a, b in combinations_with_replacement(how.decimals or (), 2):  # 1.0507 · 1.6733 in the slope of selu
        rest = c / (a * b)
        if rest.denominator == 1:
            return (*([number(rest)] if rest != 1 else []), number(a), number(b))
    return None


def _comes_of(v: Fraction, below: int) -> bool:
    """Has this no factors below the line but those of `below`?"""
    rest = v.denominator
    while (shared := gcd(rest, below)) > 1:
        rest //= shared
    return rest == 1


def in_decimals(root: Surface, done: dict[Surface, Surface], how: Manner) -> Surface:
    """The expression with quotients of two numbers as decimals."""
    for e in walk(root, done):
        args = tuple(done[a] for a in e.args)
        if e.op == "div" and all(a.op == "number" for a in args):
            done[e] = numeral(args[0].data / args[1].data, how)  # type: ignore[operator]
        else:
            done[e] = e if args == e.args else build(e.op, args, e.data)
    return done[root]
