"""Stable forms of sums and powers: differences of nearly equal numbers, and squares that overflow before their root."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.entrywise import (
    PI,
    TWO,
    applied,
    exponent,
    exponentials,
    fixed_power,
    fn,
    like,
    neg,
    pair,
    shifted,
    square_root,
    terms,
)
from steepest.calculus.expr import Apply, Expr, Power, Sum, number
from steepest.calculus.spans import sign

__all__ = ["COMPLEMENTS", "PI"]


def complement(e: Expr) -> Expr | None:
    """c (f(u) - 1) in a derivative: over arrays 1 - sigmoid and 1 - tanh² stay, for the slope of a layer reuses its
    value, at half the cost.
    """
    return None if e.shape and any(applied(fixed_power(t)[0], n) for _, t in terms(e) for n in REUSED) else near_one(e)


REUSED = ("sigmoid", "tanh")


def near_one(e: Expr) -> Expr | None:
    """c (f(u) - 1) by the function that is small where f is near 1."""
    parts = pair(e)
    if parts is None:
        return None
    (c, one), (w, t) = parts
    if algebra.constant_value(one) != 1 or c == 0:
        return None
    base, n = fixed_power(t)
    if not isinstance(base, Apply) or len(base.args) != 1:
        return None
    row = COMPLEMENTS.get((base.name, n, -w / c))
    return None if row is None else algebra.scale(c, row(base.args[0]))


def _sine_squared(u: Expr) -> Expr:
    return algebra.scale(Fraction(2), algebra.power(fn("sin", algebra.scale(algebra.HALF, u)), TWO))


def _sinh_squared(u: Expr) -> Expr:
    return algebra.scale(Fraction(-2), algebra.power(fn("sinh", algebra.scale(algebra.HALF, u)), TWO))


def _twice_sigmoid(u: Expr) -> Expr:
    return algebra.scale(Fraction(2), fn("sigmoid", algebra.scale(Fraction(2), u)))


# (function, its power, what it is multiplied by when it is taken from 1): the value in its argument
COMPLEMENTS: dict[tuple[str, Fraction | int, Fraction | int], Callable[[Expr], Expr]] = {
    ("exp", 1, 1): lambda u: neg(fn("expm1", u)),
    ("sigmoid", 1, 1): lambda u: fn("sigmoid", neg(u)),
    ("sigmoid", 1, 2): lambda u: fn("tanh", algebra.scale(-algebra.HALF, u)),
    ("erf", 1, 1): lambda u: fn("erfc", u),
    ("erf", 1, -1): lambda u: fn("erfc", neg(u)),
    ("erfc", 1, 1): lambda u: fn("erf", u),
    ("normal_cdf", 1, 1): lambda u: fn("normal_cdf", neg(u)),
    ("cos", 1, 1): _sine_squared,
    ("cos", 2, 1): lambda u: algebra.power(fn("sin", u), TWO),
    ("sin", 2, 1): lambda u: algebra.power(fn("cos", u), TWO),
    ("cosh", 1, 1): _sinh_squared,
    ("tanh", 2, 1): lambda u: algebra.power(fn("sech", u), TWO),
    ("tanh", 1, 1): lambda u: _twice_sigmoid(neg(u)),
    ("tanh", 1, -1): _twice_sigmoid,
}


def hyperbolic(e: Expr) -> Expr | None:
    """exp(u) + exp(-u) and exp(u) - exp(-u)."""
    parts = pair(e)
    if parts is None:
        return None
    (w, s), (v, t) = parts
    a, b = applied(s, "exp"), applied(t, "exp")
    if a is None or b is None or a is not neg(b) or abs(w) != abs(v):
        return None
    return algebra.scale(2 * w, fn("cosh" if w == v else "sinh", a))


def roots_apart(e: Expr) -> Expr | None:
    """√a - √b as (a - b)/(√a + √b), where a - b is shorter than either."""
    parts = pair(e)
    if parts is None:
        return None
    (c, s), (w, t) = parts
    if c != -w:
        return None
    (a, n), (b, m) = fixed_power(s), fixed_power(t)
    if algebra.constant_value(s) == 1:
        a, n = s, algebra.HALF
    if n != algebra.HALF or m != algebra.HALF:
        return None
    gap = algebra.minus(a, b)
    if len(terms(gap)) >= len(terms(a)) + len(terms(b)) - (algebra.constant_value(s) is None):
        return None
    return algebra.scale(c, algebra.over(gap, algebra.plus(s, t)))


def length(e: Expr) -> Expr | None:
    """√(u² + v²) as hypot(u, v), √u² as |u|; odd powers of the root alike."""
    base, n = fixed_power(e)
    if n.denominator != 2:
        return None
    sides = [square_root(w, t) for w, t in terms(base)]
    if any(s is None for s in sides) or algebra.constant_value(base) is not None:
        return None
    found = [s for s in sides if s is not None]
    if len(found) > 3 or (len(found) > 1 and all(algebra.constant_value(t) is not None for _, t in terms(base))):
        return None
    whole = found[0]
    for side in found[1:]:
        whole = fn("hypot", whole, side)
    if len(found) == 1:
        if not isinstance(base, Power) and not any(isinstance(x, Power) for x in base.args):
            return None
        whole = fn("abs", whole)
    return algebra.power(whole, number(2 * n))


def one_over_one_plus_exp(e: Expr) -> Expr | None:
    """1/(1 + exp(u)) as sigmoid(-u), whole powers alike."""
    base, n = fixed_power(e)
    if n >= 0 or n.denominator != 1:
        return None
    parts = exponentials(base)
    if parts is None or len(parts) != 2 or not isinstance(base, Sum):
        return None
    (c, u), (w, v) = parts if algebra.is_zero(parts[0][1]) else parts[::-1]
    if not algebra.is_zero(u) or c != w:
        return None
    return algebra.scale(c**n.numerator, algebra.power(fn("sigmoid", neg(v)), number(-n)))


def compound(e: Expr) -> Expr | None:
    """(1 + u) ** v with an exponent that varies, as exp(v log1p(u)) where 1 + u is positive."""
    if not isinstance(e, Power) or algebra.constant_value(e.args[1]) is not None:
        return None
    base, n = e.args
    u = shifted(base, 1)
    if u is None:
        return None
    found = fn("exp", algebra.times(n, fn("log1p", u)))
    if sign(base, {}) == 2:
        return found
    return fn("where", fn("less", like(0, base), base), found, e)


def log_of_exp_plus(e: Expr) -> Expr | None:
    """log1p(exp(u))"""
    u = applied(e, "log1p")
    v = None if u is None else exponent(u)
    return None if v is None or algebra.is_zero(v) else fn("softplus", v)
