"""Is an expression convex? A proof by composition, or "unknown": never a guess.

Disciplined convex programming (Grant, Boyd, Ye 2006): signs, slopes and curvatures go up the stable form, one rule a
node. What composition does not see is left to `certificates`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from steepest.calculus.algebra import constant_value
from steepest.calculus.expr import Apply, Atom, Contract, Expr, Power, Sum, Variable, dependents, walk
from steepest.descent.patterns import huber, log_concave, log_sum_exp
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
from steepest.descent.signs import NEGATIVE, POSITIVE, ZERO, Sign, product, signs


@dataclass(frozen=True, slots=True)
class Convexity:
    """What is proved about the curvature of an expression, and why."""

    kind: str  # "convex" | "concave" | "affine" | "unknown"
    because: str


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
