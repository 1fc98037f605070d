"""What sign an expression has for every value of its variables: by form, and for data by looking."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from steepest.calculus.algebra import constant_value
from steepest.calculus.expr import (
    Apply,
    Atom,
    Contract,
    Expr,
    Named,
    Number,
    Power,
    Structure,
    Sum,
    Variable,
    variables,
    walk,
)
from steepest.compute.evaluate import values_of
from steepest.descent.vectors import Array

# A sign is a pair: can the value be negative? can it be positive?
Sign = tuple[bool, bool]
ZERO, POSITIVE, NEGATIVE, ANY = (False, False), (False, True), (True, False), (True, True)

_POSITIVE = {"exp", "sigmoid", "softplus", "relu", "abs", "cosh", "sech", "normal_cdf", "erfc", "hypot", "heaviside",
             "less", "less_equal", "equal", "not_equal", "arccosh", "arccos", "log_cosh"}  # fmt: skip
_ODD_RISING = {"sign", "tanh", "sinh", "arctan", "erf", "expm1", "log1p", "arcsinh", "cbrt"}  # the sign of the argument


def signs(root: Expr, known: Mapping[str, Sign], seen: Mapping[Expr, Sign] | None = None) -> dict[Expr, Sign]:
    """The sign of every node of an expression; `known` are the signs of some of its names, `seen` of some nodes."""
    out: dict[Expr, Sign] = dict(seen or {})
    for e in walk(root):
        if e not in out:
            out[e] = _sign(e, [out[a] for a in e.args], known)
    return out


def seen_signs(root: Expr, moving: Collection[Expr], data: Mapping[str, Array]) -> dict[Expr, Sign]:
    """The signs of the parts that do not move, read from their values: 1 − y is not negative for y in {0, 1}."""
    still = {a for e in walk(root) if e in moving for a in e.args if a not in moving and a.args}
    parts = [e for e in still if all(n in data for n in variables(e))]
    values = values_of(parts, {n: a for n, a in data.items() if n in variables(*parts)}) if parts else []
    return {e: (bool((v < 0).any()), bool((v > 0).any())) for e, v in zip(parts, values, strict=True)}


def sign_of(root: Expr, known: Mapping[str, Sign]) -> Sign:
    """The sign of an expression."""
    return signs(root, known)[root]


def data_signs(data: Mapping[str, Array]) -> dict[str, Sign]:
    """The signs of data arrays, read from their entries."""
    return {name: (bool((a < 0).any()), bool((a > 0).any())) for name, a in data.items()}


def negated(s: Sign) -> Sign:
    """The sign of minus a value."""
    return s[1], s[0]


def product(a: Sign, b: Sign) -> Sign:
    """The sign of a product."""
    return (a[0] and b[1]) or (a[1] and b[0]), (a[0] and b[0]) or (a[1] and b[1])


def either(a: Sign, b: Sign) -> Sign:
    """The sign of a sum, or of one of two values."""
    return a[0] or b[0], a[1] or b[1]


def _of_number(value: float) -> Sign:
    return value < 0, value > 0


def _sign(e: Expr, args: list[Sign], known: Mapping[str, Sign]) -> Sign:
    match e:
        case Number(value=v):
            return _of_number(float(v))
        case Named() | Structure():
            return POSITIVE
        case Variable(name=name):
            return known.get(name, ANY)
        case Contract():
            out = _of_number(float(e.coefficient))
            left = list(zip(e.args, e.labels, args, strict=True))
            while left:
                f, labels, s = left.pop()
                twin = next((k for k, (g, ls, _) in enumerate(left) if g is f and ls == labels), None)
                if twin is not None:  # a square in disguise
                    left.pop(twin)
                    s = POSITIVE
                out = product(out, s)
            return out
        case Sum():
            terms = [s if w > 0 else negated(s) for w, s in zip(e.weights, args, strict=True)]
            total = ZERO
            for s in terms:
                total = either(total, s)
            return total
        case Power():
            return _power(e, args[0])
        case Apply():
            return _function(e, args)
        case Atom(name="max" | "reshape" | "prod"):
            return args[0] if e.name != "prod" or args[0] == POSITIVE else ANY
    return ANY


def _power(e: Power, base: Sign) -> Sign:
    n = constant_value(e.args[1])
    if n is None:
        return POSITIVE if base == POSITIVE else ANY
    if n.denominator % 2 == 0 or n.numerator % 2 == 0:
        return POSITIVE
    return base


def _function(e: Apply, args: list[Sign]) -> Sign:
    if e.name in _POSITIVE:
        return POSITIVE
    if e.name in ("log_normal_cdf", "log1mexp"):
        return NEGATIVE
    if e.name in _ODD_RISING:
        return args[0]
    if e.name == "where":
        return either(args[1], args[2])
    if e.name == "maximum":
        a, b = args
        return a[0] and b[0], a[1] or b[1]
    if e.name == "minimum":
        a, b = args
        return a[0] or b[0], a[1] and b[1]
    return ANY
