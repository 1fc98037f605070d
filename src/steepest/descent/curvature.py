"""The curvature of an objective: its largest and smallest at a point, and how it behaves everywhere.

Both come by Lanczos on Hessian–vector products (20 to 50 of them); up to `SMALL` variables the exact Hessian is formed
and all of its eigenvalues are known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from steepest.calculus.algebra import constant_value
from steepest.calculus.expr import Apply, Atom, Contract, Expr, Power, Sum, Variable, dependents, walk
from steepest.descent.forms import stable
from steepest.descent.landscape import Landscape
from steepest.descent.signs import NEGATIVE, POSITIVE, ZERO, Sign, data_signs, signs
from steepest.descent.vectors import Array

SMALL = 200  # up to so many variables the Hessian itself is formed

Behaviour = Literal["quadratic", "bounded", "unbounded"]


@dataclass(frozen=True, slots=True)
class Spectrum:
    """The curvature at a point."""

    smallest: float
    largest: float
    down: Array  # the direction of the smallest
    all: tuple[float, ...] = ()  # every eigenvalue, smallest first, where the Hessian was formed
    hessian: Array | None = None


def spectrum(landscape: Landscape, z: Array, seed: int = 0) -> Spectrum:
    """The smallest and the largest curvature at z, and the direction of the smallest."""
    if landscape.size <= SMALL:
        h = landscape.hessian(z)
        if not np.isfinite(h).all():
            return Spectrum(np.nan, np.nan, np.zeros(landscape.size), (), h)
        values, vectors = np.linalg.eigh(h)
        return Spectrum(float(values[0]), float(values[-1]), vectors[:, 0], tuple(float(v) for v in values), h)
    return _by_products(landscape, z, seed)


def _by_products(landscape: Landscape, z: Array, seed: int) -> Spectrum:
    low, down = extreme(landscape, z, "SA", seed)
    high, _ = extreme(landscape, z, "LA", seed)
    return Spectrum(low, high, down)


def extreme(landscape: Landscape, z: Array, which: Literal["SA", "LA", "LM"], seed: int = 0) -> tuple[float, Array]:
    """The smallest (SA), largest (LA) or steepest (LM) curvature and its direction, by Lanczos; nan if it fails."""
    from scipy.sparse.linalg import ArpackError, LinearOperator, eigsh

    n = landscape.size
    begin = np.random.default_rng(seed).standard_normal(n)
    failed = (np.nan, np.zeros(n))
    if not np.isfinite(landscape.bend(z, begin)).all():
        return failed
    operator = LinearOperator((n, n), matvec=lambda v: landscape.bend(z, np.ravel(v)), dtype=np.float64)
    try:
        value, vector = eigsh(operator, k=1, which=which, v0=begin, tol=1e-7, maxiter=50 * 20)
    except ArpackError:
        return failed
    return float(value[0]), np.asarray(vector[:, 0], dtype=np.float64)


def largest(landscape: Landscape, z: Array, seed: int = 0) -> float:
    """The largest (most positive) curvature at z."""
    return spectrum(landscape, z).largest if landscape.size <= SMALL else extreme(landscape, z, "LA", seed)[0]


def steepness(landscape: Landscape, z: Array, seed: int = 0) -> float:
    """The largest size of a curvature at z, whatever its sign."""
    if landscape.size <= SMALL:
        s = spectrum(landscape, z)
        return max(abs(s.smallest), abs(s.largest))
    return abs(extreme(landscape, z, "LM", seed)[0])


def behaviour(landscape: Landscape) -> Behaviour:
    """How the curvature behaves everywhere: the same, bounded, or perhaps unbounded. By the form of H v."""
    if landscape.quadratic:
        return "quadratic"
    known = data_signs(landscape.problem.data)
    variables = landscape.problem.variables
    return (
        "bounded"
        if all(bounded(stable(e), variables, known) for e in landscape.bend_expressions.values())
        else "unbounded"
    )


_BOUNDED = {"sigmoid", "tanh", "sin", "cos", "sign", "heaviside", "arctan", "erf", "erfc", "normal_cdf", "sech",
            "arctan2", "less", "less_equal", "equal", "not_equal"}  # fmt: skip


def bounded(root: Expr, variables: tuple[Expr, ...], known: Mapping[str, Sign]) -> bool:
    """Does the expression stay within bounds wherever the variables go? True only when its form shows it."""
    moving = dependents(root, variables)
    sign = signs(root, known)
    held: dict[Expr, bool] = {}
    for e in walk(root):
        held[e] = e not in moving or _held(e, held, sign)
    return held[root]


def _held(e: Expr, held: Mapping[Expr, bool], sign: Mapping[Expr, Sign]) -> bool:
    match e:
        case Variable() | Atom():
            return False
        case Sum() | Contract():
            return all(held[a] for a in e.args)
        case Power(args=(base, exponent)):
            n = constant_value(exponent)
            if n is None:
                return False
            return held[base] if n > 0 else away_from_zero(base, sign)
        case Apply(name="where"):
            return held[e.args[1]] and held[e.args[2]]
        case Apply(name="exp", args=(u,)):
            return sign[u] in (NEGATIVE, ZERO) or _is_log_probability(u) or held[u]
        case Apply():
            return e.name in _BOUNDED or (all(held[a] for a in e.args) and e.name not in ("log", "tan", "sec"))
    return False


def away_from_zero(base: Expr, sign: Mapping[Expr, Sign]) -> bool:
    """Is this a positive constant plus something that is never negative?"""
    if not isinstance(base, Sum):
        return False
    parts = list(zip(base.weights, base.args, strict=True))
    constant = any((constant_value(a) or 0) * w > 0 for w, a in parts)
    rest = all(w > 0 and sign[a] in (POSITIVE, ZERO) for w, a in parts if constant_value(a) is None)
    return constant and rest


def _is_log_probability(u: Expr) -> bool:
    """Is this z − logsumexp(z), at most 0?"""
    if not isinstance(u, Sum):
        return False
    plus = [a for w, a in zip(u.weights, u.args, strict=True) if w > 0]
    minus = [a for w, a in zip(u.weights, u.args, strict=True) if w < 0]
    inside = [n.args[0] for a in minus for n in walk(a) if isinstance(n, Atom) and n.name == "logsumexp"]
    return len(minus) == 1 and len(inside) == 1 and bool(plus)
