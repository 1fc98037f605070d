"""Certificates of convexity: by composition, else by the Hessian; and how strong the convexity is.

By the Hessian (Klaus, Merk, Wiedom, Laue, Giesen, NeurIPS 2022): it is a sum of terms Aᵀ D A with D ≥ 0, or constant
with no negative eigenvalue. Data enter by the signs of their entries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from steepest.calculus import algebra, sweep
from steepest.calculus.algebra import constant_value
from steepest.calculus.expr import Apply, Atom, Contract, Expr, Power, Sum, dependents
from steepest.descent.convexity import Convexity, of_expression
from steepest.descent.curvature import away_from_zero, spectrum
from steepest.descent.forms import stable, terms
from steepest.descent.landscape import Landscape
from steepest.descent.problem import Problem
from steepest.descent.signs import NEGATIVE, POSITIVE, ZERO, Sign, data_signs, product, seen_signs, sign_of, signs


def certificate(problem: Problem) -> Convexity:
    """The convexity of a problem's objective in its variables."""
    known = data_signs(problem.data)
    moving = dependents(problem.objective, problem.variables)
    seen = seen_signs(problem.objective, moving, problem.data)
    by_form = of_expression(problem.objective, problem.variables, known, seen)
    if by_form.kind != "unknown":
        return by_form
    landscape = Landscape(problem)
    if landscape.quadratic:
        return _of_quadratic(landscape)
    return by_template(problem.objective, problem.variables, known) or by_form


def strength(whole: Landscape) -> float:
    """μ with f − μ|x|²/2 convex: the smallest eigenvalue of the quadratic terms, where the others are convex; else 0.

    A penalty that leaves out one variable (an intercept) gives 0, as it must.
    """
    problem = whole.problem
    known = data_signs(problem.data)
    bowl: list[tuple[Fraction, Expr]] = []
    for weight, term in terms(problem.objective):
        part = algebra.scale(weight, term)
        alone = replace(problem, objective=part)
        if alone.variables and Landscape(alone).quadratic:
            bowl.append((weight, term))
        elif of_expression(part, problem.variables, known).kind not in ("convex", "affine"):
            return 0.0
    if not bowl:
        return 0.0
    landscape = whole if whole.quadratic else Landscape(replace(problem, objective=algebra.add(bowl, ())))
    found = spectrum(landscape, landscape.start)
    return found.smallest if found.smallest > 1e-12 * found.largest else 0.0


def _of_quadratic(landscape: Landscape) -> Convexity:
    s = spectrum(landscape, landscape.start)
    slack = 1e-12 * max(abs(s.smallest), abs(s.largest))
    if s.smallest >= -slack:
        return Convexity("convex", "its Hessian is constant and has no negative eigenvalue")
    if s.largest <= slack:
        return Convexity("concave", "its Hessian is constant and has no positive eigenvalue")
    return Convexity("unknown", "its Hessian is constant and has eigenvalues of both signs: it is not convex")


def by_template(f: Expr, variables: Sequence[Expr], known: Mapping[str, Sign]) -> Convexity | None:
    """A certificate from the Hessian in one variable: every term is Aᵀ D A with D of one sign."""
    if len(variables) != 1 or not _smooth(f, variables):
        return None
    x = variables[0]
    hessian = stable(sweep.derivative(sweep.derivative(f, x), x))
    rank = len(x.shape)
    terms = [(1, hessian)]
    if isinstance(hessian, Sum):
        terms = [(1 if w > 0 else -1, a) for w, a in zip(hessian.weights, hessian.args, strict=True)]
    verdicts = {_template(w, t, rank, known) for w, t in terms}
    if verdicts == {1}:
        return Convexity("convex", "its Hessian is a sum of terms Aᵀ D A with D ≥ 0")
    if verdicts == {-1}:
        return Convexity("concave", "its Hessian is a sum of terms Aᵀ D A with D ≤ 0")
    return None


def _smooth(f: Expr, variables: Sequence[Expr]) -> bool:
    """Is f twice differentiable everywhere, on all of space? Only then does its Hessian tell everything."""
    sign = signs(f, {})
    for e in dependents(f, variables):
        match e:
            case Apply(name="log", args=(u,)):
                if not away_from_zero(u, sign):
                    return False
            case Apply():
                if e.name not in _ENTIRE:
                    return False
            case Atom():
                if e.name not in ("logsumexp", "reshape"):
                    return False
            case Power(args=(base, exponent)):
                n = constant_value(exponent)
                if n is None or ((n < 0 or n.denominator != 1) and not away_from_zero(base, sign)):
                    return False
    return True


_ENTIRE = {"exp", "expm1", "sin", "cos", "sinh", "cosh", "tanh", "sech", "sigmoid", "softplus", "erf", "erfc",
           "normal_cdf", "arctan", "arcsinh", "log_cosh", "log_normal_cdf"}  # fmt: skip


def _template(weight: int, term: Expr, rank: int, known: Mapping[str, Sign]) -> int:
    """1 or -1 where the term is ± A D Aᵀ with D ≥ 0; 0 where that is not seen."""
    if not rank:
        s = sign_of(term, known)
        return weight * (1 if s in (POSITIVE, ZERO) else -1 if s == NEGATIVE else 0)
    if not isinstance(term, Contract):
        return 0
    left, right = term.out[:rank], term.out[rank:]
    outer = {*left, *right}
    middle: Sign = POSITIVE if term.coefficient * weight > 0 else NEGATIVE
    first: list[tuple[Expr, tuple[int, ...]]] = []
    second: list[tuple[Expr, tuple[int, ...]]] = []
    swap = dict(zip(right, left, strict=True))
    for f, labels in zip(term.args, term.labels, strict=True):
        touches = set(labels) & outer
        if not touches or left == right:
            middle = product(middle, sign_of(f, known))
        elif touches <= set(left):
            first.append((f, labels))
        elif touches <= set(right):
            second.append((f, tuple(swap.get(x, x) for x in labels)))
        else:
            return 0
    if sorted((f.key, ls) for f, ls in first) != sorted((f.key, ls) for f, ls in second):
        return 0
    return 1 if middle == POSITIVE else -1 if middle == NEGATIVE else 0
