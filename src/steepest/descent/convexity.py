"""Is an expression convex? A proof by its form, or "unknown": never a guess.

Two routes. By composition (disciplined convex programming: Grant, Boyd, Ye 2006): signs, slopes and curvatures go up
the stable form, one rule a node. By the Hessian (Klaus, Merk, Wiedom, Laue, Giesen, NeurIPS 2022): it is a sum of terms
Aᵀ D A with D ≥ 0, or constant with no negative eigenvalue. Data enter by the sign of their entries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from steepest.calculus import algebra, sweep
from steepest.calculus.algebra import constant_value
from steepest.calculus.expr import Apply, Atom, Contract, Expr, Power, Sum, Variable, dependents, walk
from steepest.descent.curvature import away_from_zero, spectrum
from steepest.descent.forms import stable, terms
from steepest.descent.landscape import Landscape
from steepest.descent.patterns import huber, log_concave, log_sum_exp
from steepest.descent.problem import Problem
from steepest.descent.shapes_of_functions import (
    AFFINE,
    CONCAVE,
    CONVEX,
    FUNCTIONS,
    UNKNOWN,
    Curvature,
    composed,
    flipped,
    meet,
    power_of,
)
from steepest.descent.signs import NEGATIVE, POSITIVE, ZERO, Sign, data_signs, product, seen_signs, sign_of, signs


@dataclass(frozen=True, slots=True)
class Convexity:
    """What is proved about the curvature of an expression, and why."""

    kind: str  # "convex" | "concave" | "affine" | "unknown"
    because: str


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


def of_expression(
    f: Expr, variables: Sequence[Expr], known: Mapping[str, Sign], seen: Mapping[Expr, Sign] | None = None
) -> Convexity:
    """Convexity by composition alone; `known` are the signs of names, `seen` those of parts that do not move."""
    moving = dependents(f, variables)
    sign = signs(f, known, seen)
    found: dict[Expr, Curvature] = {}
    reasons: dict[str, None] = {}
    for e in walk(f):
        if e not in moving:
            found[e] = AFFINE
            continue
        curvature, why = _node(e, found, moving, sign)
        found[e] = curvature
        if why and curvature not in (UNKNOWN, AFFINE):
            reasons.setdefault(why)
    kind = _NAMES[found[f]]
    if kind == "affine":
        return Convexity(kind, "it is a sum of multiples of its variables and a constant")
    if kind == "unknown":
        stuck = next(e for e in walk(f) if found[e] == UNKNOWN)
        return Convexity(kind, f"no rule of composition covers {_told(stuck)}")
    return Convexity(kind, "; ".join([*reasons, *(["sums with weights ≥ 0 keep it"] if _adds(f) else [])]))


_NAMES = {AFFINE: "affine", CONVEX: "convex", CONCAVE: "concave", UNKNOWN: "unknown"}


def _told(e: Expr) -> str:
    match e:
        case Apply() | Atom():
            return f"`{e.name}` here"
        case Contract():
            return "a product of parts that both move"
        case Power():
            return "a power here"
    return "a part of it"


def _adds(f: Expr) -> bool:
    return any(isinstance(e, Sum) or (isinstance(e, Contract) and len(e.out) < len(e.dims)) for e in walk(f))


def _node(
    e: Expr, found: Mapping[Expr, Curvature], moving: set[Expr], sign: Mapping[Expr, Sign]
) -> tuple[Curvature, str]:
    match e:
        case Variable():
            return AFFINE, ""
        case Sum():
            parts = [found[a] if w > 0 else flipped(found[a]) for w, a in zip(e.weights, e.args, strict=True)]
            return meet(parts), ""
        case Contract():
            return _contract(e, found, moving, sign)
        case Power():
            return _power(e, found, moving, sign)
        case Apply(name="where"):
            inside = huber(e)
            if inside is not None and found[inside] == AFFINE:
                return CONVEX, "the Huber loss of an affine expression is convex"
        case Apply(name="log"):
            special = log_concave(e.args[0], found)
            if special:
                return CONCAVE, special
            if log_sum_exp(e.args[0], found):
                return CONVEX, "the logarithm of a sum of exponentials of convex expressions is convex"
            if isinstance(e.args[0], Apply) and e.args[0].name == "cosh" and found[e.args[0].args[0]] == AFFINE:
                return CONVEX, "log cosh of an affine expression is convex"
    if isinstance(e, Apply | Atom):
        row = FUNCTIONS.get(e.name)
        if row is not None:
            return composed(row, [found[a] for a in e.args], [sign[a] for a in e.args])
    return UNKNOWN, ""


def _contract(
    e: Contract, found: Mapping[Expr, Curvature], moving: set[Expr], sign: Mapping[Expr, Sign]
) -> tuple[Curvature, str]:
    factors = list(zip(e.args, e.labels, strict=True))
    active = [(f, ls) for f, ls in factors if f in moving]
    weight: Sign = POSITIVE if e.coefficient > 0 else NEGATIVE
    for f, _ in factors:
        if f not in moving:
            weight = product(weight, sign[f])
    if len(active) == 1:
        curvature = found[active[0][0]]
        if curvature == AFFINE or weight == ZERO:
            return AFFINE, ""
        if weight == POSITIVE:
            return curvature, ""
        return (flipped(curvature), "") if weight == NEGATIVE else (UNKNOWN, "")
    if len(active) == 2:
        (f, fl), (g, gl) = active
        for a, b in ((f, g), (g, f)):
            if fl == gl and isinstance(b, Apply) and b.name == "log" and b.args[0] is a and found[a] == AFFINE:
                if weight in (POSITIVE, NEGATIVE):
                    return CONVEX if weight == POSITIVE else CONCAVE, "u log u is convex"
    return UNKNOWN, ""


def _power(
    e: Power, found: Mapping[Expr, Curvature], moving: set[Expr], sign: Mapping[Expr, Sign]
) -> tuple[Curvature, str]:
    base, exponent = e.args
    if base not in moving:
        if sign[base] == POSITIVE and found[exponent] == AFFINE:
            return CONVEX, "a constant to an affine power is convex"
        return UNKNOWN, ""
    n = constant_value(exponent)
    if n is None:
        return UNKNOWN, ""
    if n.numerator == 1 and n.denominator == 2 and _sum_of_squares(base, found, moving, sign):
        return CONVEX, "the length of an affine vector is convex"
    return power_of(n, found[base], sign[base])


def _sum_of_squares(e: Expr, found: Mapping[Expr, Curvature], moving: set[Expr], sign: Mapping[Expr, Sign]) -> bool:
    """Is this Σ cᵢ (affine)ᵢ² + c with c ≥ 0?"""
    if e not in moving:
        return sign[e] in (POSITIVE, ZERO)
    if isinstance(e, Power):
        return constant_value(e.args[1]) == 2 and found[e.args[0]] == AFFINE
    if isinstance(e, Sum):
        return all(w > 0 and _sum_of_squares(a, found, moving, sign) for w, a in zip(e.weights, e.args, strict=True))
    if not isinstance(e, Contract) or e.coefficient <= 0 or sum(a in moving for a in e.args) > 1:
        return False
    return all(_sum_of_squares(a, found, moving, sign) for a in e.args)


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
