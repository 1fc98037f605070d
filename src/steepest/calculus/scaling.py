"""The number before a product: where it comes from, and how it is written."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.decimals import factors
from steepest.calculus.expr import Contract, Sum
from steepest.calculus.manner import Manner
from steepest.calculus.operators import build
from steepest.calculus.ordering import per_entry
from steepest.calculus.surface import Surface, number
from steepest.calculus.words import Piece, quotient


def _negated(e: Surface) -> Surface:
    """The expression with the other sign."""
    return e.args[0] if e.op == "neg" else build("neg", (e,))


def scaled(c: Fraction, body: Surface, how: Manner) -> Surface:
    """A number times an expression, as a decimal or over a denominator."""
    if c < 0:
        return _negated(scaled(-c, body, how))
    if c == 1:
        return body
    if (numbers := factors(c, how)) is not None:
        top, *under = body.args if body.op == "div" else (body,)
        return quotient([*numbers, top], under)
    over, below = [number(c.numerator)], [number(c.denominator)]
    if body.op == "div":
        top, bottom = body.args
        return quotient([*over, top], [*below, bottom])
    return quotient([*over, body], below if c.denominator != 1 else [])


def numbers_out(c: Fraction, pieces: list[Piece]) -> tuple[Fraction, list[Piece]]:
    """The numbers that lead in factors, taken out of them: a/(25 Σ) is (1/25) a/Σ."""
    if not any(_led(s) for p in pieces for side in (p.over, p.under) for s in side):
        return c, pieces
    out = []
    for p in pieces:
        for s in p.over:
            c *= _lead(s)
        for s in p.under:
            c /= _lead(s)
        out.append(Piece(tuple(map(_rest, p.over)), tuple(map(_rest, p.under)), p.labels))
    return c, out


def _led(s: Surface) -> bool:
    """Does this begin with a number as a factor?"""
    return s.op == "mul" and s.args[0].op == "number" and s.args[0].data != 0


def _lead(s: Surface) -> Fraction:
    return s.args[0].data if _led(s) else Fraction(1)  # type: ignore[return-value]


def _rest(s: Surface) -> Surface:
    if not _led(s):
        return s
    rest = s.args[1:]
    return rest[0] if len(rest) == 1 else build("mul", rest)


def roots_below(c: Fraction, pieces: Sequence[Piece]) -> tuple[Fraction, list[Piece]]:
    """Square roots of whole numbers that are in the denominator too, below the line: √2/2 is 1/√2."""
    out = list(pieces)
    roots = [int(p.over[0].args[0].data) for p in out if not p.labels and p.over and _plain_root(p.over[0])]  # type: ignore[call-overload]
    for r in [r for r in roots if c.denominator % r == 0]:
        c *= r
        root = build("sqrt", (number(r),))
        out = [*(p for p in out if p.labels or p.over != (root,)), Piece((), (root,), ())]
    return c, out


def _plain_root(s: Surface) -> bool:
    """Is this the square root of a whole number?"""
    return s.op == "sqrt" and s.args[0].op == "number"


def of_means(s: Sum) -> bool:
    """Is this like 5x - sum(x), which is 5 (x - mean x)?"""
    twice = algebra.scale(Fraction(2), s)
    assert isinstance(twice, Contract)
    per = per_entry(twice, Fraction(1))[0].get(0)
    sizes = {d for t in s.args if isinstance(t, Contract) for d in t.dims}
    return per is not None and 1 / per in sizes
