"""Convex functions with kinks: round the kinks off, find the bottom, round less, and so on (Nesterov 2005).

|u| is replaced by √(u² + ε²), which lies at most ε above it; maximum, relu and the like are written by |u|. Each round
starts where the last one ended, with Newton's method on the exact Hessian. Where the kinks enter with constant weights
the distance to the smallest value is known: it is at most the sum of the weights times ε.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from steepest.calculus import algebra
from steepest.calculus.algebra import constant_value
from steepest.calculus.expr import Apply, Expr, Power, dependents, number, variable, variables, walk
from steepest.calculus.remaking import remake, substitute
from steepest.calculus.sweep import gradients
from steepest.descent.curvature import away_from_zero
from steepest.descent.landscape import Landscape
from steepest.descent.problem import Problem
from steepest.descent.programs import program
from steepest.descent.signs import signs
from steepest.descent.vectors import Array

HALF = Fraction(1, 2)
ROUNDS = 40
SHRINK = 0.4  # each round rounds off by so much less


@dataclass(frozen=True, slots=True)
class Rounded:
    """A problem with its kinks rounded off by what the datum `radius` says."""

    problem: Problem
    radius: str
    weights: float | None  # the sum of the kinks' weights where they are constant and ≥ 0; else None


def kinks(f: Expr, over: tuple[Expr, ...]) -> list[Expr]:
    """The nodes with a kink that move with the variables; what lies in a `where` is left alone (Huber is smooth)."""
    moving = dependents(f, over)
    sheltered = {a for e in walk(f) if isinstance(e, Apply) and e.name == "where" for a in walk(e)}
    return [e for e in walk(f) if e in moving and e not in sheltered and _bent(e)]


def _bent(e: Expr) -> bool:
    if isinstance(e, Power):  # a length, where it may be 0
        return constant_value(e.args[1]) == HALF and not away_from_zero(e.args[0], signs(e.args[0], {}))
    return isinstance(e, Apply) and e.name in _ROUNDED


def rounded(problem: Problem) -> Rounded | None:
    """The problem with its kinks rounded off, or None where it has none of those that are known."""
    f = problem.objective
    found = set(kinks(f, problem.variables))
    if not found:
        return None
    name = "radius"
    while name in problem.start or name in problem.data:
        name += "_"
    radius = variable(name)
    done: dict[Expr, Expr] = {}
    lengths: dict[Expr, Expr] = {}
    for e in walk(f):
        args = tuple(done[a] for a in e.args)
        if e in found:
            length: Expr = variable(f"{name}_{len(lengths)}", e.shape)
            lengths[length], done[e] = _soft(e, args, radius, length)
        else:
            done[e] = remake(e, args) if args != e.args else e
    opened = done[f]
    weights = _weights(opened, list(lengths), problem)
    for length in reversed(lengths):
        opened = substitute(opened, {length: lengths[length]})
    return Rounded(replace(problem, objective=opened, data={**problem.data, name: np.array(1.0)}), name, weights)


def _soft(e: Expr, args: tuple[Expr, ...], radius: Expr, length: Expr) -> tuple[Expr, Expr]:
    """The rounded length of a kink, and the kink written with `length` in its place."""
    if isinstance(e, Power):
        square = algebra.power(radius, number(2))
        return algebra.power(algebra.plus(args[0], square), number(HALF)), length
    assert isinstance(e, Apply)
    u, rest, share = _ROUNDED[e.name]
    inner = u(*args)
    soft = algebra.apply("hypot", (inner, algebra.spread(radius, inner.shape)))
    return soft, algebra.plus(rest(*args), algebra.scale(share, length))


def _weights(f: Expr, lengths: list[Expr], problem: Problem) -> float | None:
    """The sum of the weights of the kinks in f, where they are numbers ≥ 0 wherever the variables are."""
    slopes = gradients(f, lengths)
    if any(n not in problem.data for n in variables(*slopes)):
        return None
    shapes = {n: a.shape for n, a in problem.data.items()}
    values = program({f"s{k}": s for k, s in enumerate(slopes)}, shapes)(**problem.data)
    if any((np.asarray(v) < 0).any() for v in values.values()):
        return None
    return float(sum(np.sum(v) for v in values.values()))


def smooth_out(landscape: Landscape, steps: int, note: Callable[[Array], None]) -> tuple[Array, str, str, float | None]:
    """The bottom of a convex function with kinks: the point, why it stopped, how it ended, how far it may be off."""
    from scipy.optimize import minimize

    made = rounded(landscape.problem)
    assert made is not None
    data = dict(made.problem.data)
    soft = Landscape(replace(made.problem, data=data))
    z = landscape.start
    radius = max(1.0, abs(landscape.value(z)))
    left = steps
    for k in range(ROUNDS):
        data[made.radius] = np.array(radius)
        found = minimize(
            soft.slope, z, jac=True, hess=soft.hessian, method="trust-exact", options={"maxiter": left, "gtol": 1e-9}
        )
        z = np.asarray(found.x, dtype=np.float64)
        left -= int(found.nit)
        note(z)
        if left <= 0 or radius < 1e-11 * max(1.0, abs(landscape.value(z))):
            break
        if k < ROUNDS - 1:
            radius *= SHRINK
    if made.weights is None:
        return z, "The kinks are rounded off by less than can be seen.", "flat", None
    low = soft.value(z) - made.weights * radius - _decrement(soft, z)
    return z, "The kinks are rounded off by less than can be seen.", "flat", max(0.0, landscape.value(z) - low)


def _decrement(soft: Landscape, z: Array) -> float:
    """How much lower the rounded function goes, by its quadratic model."""
    _, g = soft.slope(z)
    h = soft.hessian(z)
    if not np.isfinite(h).all():
        return np.inf
    step = np.linalg.lstsq(h, -g, rcond=1e-13)[0]
    return float(abs(g @ step))


_Made = Callable[..., Expr]
# each function by |u|: what u is, what is added, and the share of |u|
_ROUNDED: dict[str, tuple[_Made, _Made, Fraction]] = {
    "abs": (lambda u: u, lambda u: algebra.zero(u.shape), Fraction(1)),
    "relu": (lambda u: u, lambda u: algebra.scale(HALF, u), HALF),
    "hypot": (lambda u, v: algebra.elementwise("hypot", u, v), lambda u, v: algebra.zero(u.shape), Fraction(1)),
    "maximum": (algebra.minus, lambda u, v: algebra.scale(HALF, algebra.plus(u, v)), HALF),
    "minimum": (algebra.minus, lambda u, v: algebra.scale(HALF, algebra.plus(u, v)), -HALF),
}
