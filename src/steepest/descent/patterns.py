"""Convex and concave functions that composition alone does not see: Huber's loss, log-concave distributions."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.algebra import constant_value
from steepest.calculus.expr import Apply, Expr, Sum, number
from steepest.descent.shapes_of_functions import AFFINE, Curvature


def huber(e: Apply) -> Expr | None:
    """r where this is huber(r, δ) written out, with the least bending of forms."""
    condition, near, _ = e.args
    if not (isinstance(condition, Apply) and condition.name in ("less", "less_equal")):
        return None
    size, delta = condition.args
    if not (isinstance(size, Apply) and size.name == "abs"):
        return None
    r = size.args[0]
    half = Fraction(1, 2)
    for c in (Fraction(1), Fraction(2)):  # r²/2 and δ(|r| - δ/2), or twice that
        square = algebra.scale(half * c, algebra.power(r, number(2)))
        line = algebra.times(delta, algebra.minus(size, algebra.scale(half, delta)))
        for far in (algebra.scale(c, line), _opened(c, delta, size)):
            if near is square and e.args[2] is far:
                return r
    return None


def _opened(c: Fraction, delta: Expr, size: Expr) -> Expr:
    """c (δ|r| - δ²/2), multiplied out."""
    product_ = algebra.times(delta, size)
    square = algebra.scale(Fraction(1, 2), algebra.power(delta, number(2)))
    return algebra.scale(c, algebra.minus(product_, square))


def log_sum_exp(u: Expr, found: Mapping[Expr, Curvature]) -> bool:
    """Is u a sum of exponentials of convex expressions, with weights > 0? Then its logarithm is convex."""
    if not isinstance(u, Sum) or any(w <= 0 for w in u.weights):
        return False
    return all(_exponential(e, found) for e in u.args)


def _exponential(e: Expr, found: Mapping[Expr, Curvature]) -> bool:
    c, body = algebra.split_coefficient(e)
    if (constant_value(body) or 0) > 0:
        return c > 0
    return c > 0 and isinstance(body, Apply) and body.name == "exp" and found[body.args[0]][0]


def log_concave(u: Expr, found: Mapping[Expr, Curvature]) -> str:
    """Why the logarithm of u is concave although u is not (Boyd, Vandenberghe 2004, section 3.5); else nothing."""
    if isinstance(u, Apply) and u.name in _LOG_CONCAVE and found[u.args[0]] == AFFINE:
        return f"the logarithm of `{u.name}` of an affine expression is concave"
    c, body = algebra.split_coefficient(u)
    if not (isinstance(body, Sum) and len(body.args) == 2):
        return ""
    parts = [(c * w, a) for w, a in zip(body.weights, body.args, strict=True)]
    for (w, one), (v, f) in (parts, parts[::-1]):
        if w > 0 and abs(v) == w and constant_value(one) == 1 and isinstance(f, Apply):
            if v > 0 and f.name == "erf" and found[f.args[0]] == AFFINE:
                return "the logarithm of 1 + `erf` of an affine expression is concave"
            if v < 0 and f.name in ("normal_cdf", "sigmoid", "erf", "exp") and found[f.args[0]] == AFFINE:
                return f"the logarithm of 1 − `{f.name}` of an affine expression is concave"
            if v < 0 and f.name == "exp" and _minus_exp(f.args[0], found):
                return "the logarithm of 1 − exp(−exp) of an affine expression is concave"
    return ""


def _minus_exp(u: Expr, found: Mapping[Expr, Curvature]) -> bool:
    """Is this −c exp(affine) with c > 0?"""
    c, body = algebra.split_coefficient(u)
    return c < 0 and isinstance(body, Apply) and body.name == "exp" and found[body.args[0]] == AFFINE


_LOG_CONCAVE = ("normal_cdf", "erfc", "sigmoid")
