"""The functions a certificate of convexity knows: one row each, with its curvature and its slopes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from steepest.descent.signs import NEGATIVE, POSITIVE, ZERO, Sign

# A curvature is a pair: is it convex? is it concave?
Curvature = tuple[bool, bool]
AFFINE, CONVEX, CONCAVE, UNKNOWN = (True, True), (True, False), (False, True), (False, False)
RISING, FALLING, NEITHER = 1, -1, 0


@dataclass(frozen=True, slots=True)
class Row:
    """A function: its curvature, and which way it goes for an argument of a given sign."""

    name: str
    curvature: Curvature
    slope: Callable[[Sign], int]
    words: str  # the function in "… of an affine expression"


def meet(parts: Sequence[Curvature]) -> Curvature:
    """The curvature of a sum."""
    return all(p[0] for p in parts), all(p[1] for p in parts)


def flipped(c: Curvature) -> Curvature:
    """The curvature of minus an expression."""
    return c[1], c[0]


def composed(row: Row, args: Sequence[Curvature], signs: Sequence[Sign]) -> tuple[Curvature, str]:
    """The curvature of a function of arguments: the composition rule, and why."""
    fits = [_keeps(row.curvature, row.slope(s), c) for c, s in zip(args, signs, strict=True)]
    if not all(fits):
        return UNKNOWN, ""
    result = "convex" if row.curvature == CONVEX else "concave"
    if all(c == AFFINE for c in args):
        inner = "an affine expression" if len(args) == 1 else "affine expressions"
        return row.curvature, f"{row.words} of {inner} is {result}"
    way = "rises" if row.slope(signs[0]) == RISING else "falls"
    bent = "convex" if all(c[0] for c in args) else "concave"
    inner = f"a {bent} expression" if len(args) == 1 else f"{bent} expressions"
    return row.curvature, f"{row.words} is {result} and {way}, so that of {inner} is too"


def _keeps(outer: Curvature, slope: int, inner: Curvature) -> bool:
    if inner == AFFINE:
        return True
    if outer == AFFINE:
        return False
    wanted = 0 if (outer == CONVEX) == (slope == RISING) else 1
    return slope != NEITHER and inner[wanted]


def power_of(n: Fraction, base: Curvature, sign: Sign) -> tuple[Curvature, str]:
    """The curvature of base ** n for a fixed n (odd roots are real, even ones ask for a base ≥ 0)."""
    nonnegative = sign in (POSITIVE, ZERO) or n.denominator % 2 == 0
    if n > 1:
        if base == AFFINE and (n.numerator % 2 == 0 or nonnegative):
            return CONVEX, _power_words(n)
        if base == AFFINE and sign == NEGATIVE:
            return CONCAVE, _power_words(n)
        if base[0] and nonnegative:
            return CONVEX, "a power above 1 of a convex expression ≥ 0 is convex"
        if base[1] and sign == NEGATIVE and n.numerator % 2 == 0:
            return CONVEX, "an even power of a concave expression ≤ 0 is convex"
    elif 0 < n < 1:
        if base[1] and nonnegative:
            return CONCAVE, "a root of a concave expression is concave"
    elif n < 0 and base[1] and nonnegative:
        return CONVEX, "one over a positive concave expression is convex"
    return UNKNOWN, ""


def _power_words(n: Fraction) -> str:
    return (
        "the square of an affine expression is convex" if n == 2 else f"the power {n} of an affine expression is convex"
    )


def _rising(s: Sign) -> int:
    return RISING


def _falling(s: Sign) -> int:
    return FALLING


def _with_size(s: Sign) -> int:
    return RISING if s in (POSITIVE, ZERO) else FALLING if s == NEGATIVE else NEITHER


def _neither(s: Sign) -> int:
    return NEITHER


_ROWS = (
    Row("exp", CONVEX, _rising, "exp"),
    Row("expm1", CONVEX, _rising, "exp"),
    Row("log", CONCAVE, _rising, "log"),
    Row("log1p", CONCAVE, _rising, "log"),
    Row("softplus", CONVEX, _rising, "softplus"),
    Row("relu", CONVEX, _rising, "relu"),
    Row("abs", CONVEX, _with_size, "the absolute value"),
    Row("cosh", CONVEX, _with_size, "cosh"),
    Row("maximum", CONVEX, _rising, "the larger"),
    Row("minimum", CONCAVE, _rising, "the smaller"),
    Row("hypot", CONVEX, _with_size, "the length"),
    Row("lgamma", CONVEX, _neither, "log-gamma"),
    Row("log_cosh", CONVEX, _with_size, "log cosh"),
    Row("log_normal_cdf", CONCAVE, _rising, "the logarithm of the normal distribution function"),
    Row("log1mexp", CONCAVE, _falling, "log(1 − exp)"),
    Row("logsumexp", CONVEX, _rising, "logsumexp"),
    Row("max", CONVEX, _rising, "the largest entry"),
    Row("reshape", AFFINE, _rising, "the same entries"),
)

FUNCTIONS = {row.name: row for row in _ROWS}
