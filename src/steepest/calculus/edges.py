"""One-sided derivatives: each side of an edge is the function with the branch of that side taken."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.expr import Apply, Expr, Number, Power, Variable, dependents, number, walk
from steepest.calculus.remaking import substitute
from steepest.calculus.sweep import derivative

SPLIT = {"abs", "sign", "heaviside", "relu", "maximum", "minimum", "where"}


@dataclass(frozen=True, slots=True)
class Edge:
    """A place where a function changes its branch."""

    function: str
    zero: Expr  # what is zero there
    at: Expr | None
    left: Expr | None
    right: Expr | None
    value: Expr | None
    jumps: bool  # the function itself has two values there


def edges(root: Expr, x: Expr) -> list[Edge]:
    """The edges of an expression in the number x, in order of appearance."""
    out: dict[tuple[Expr, Expr | None], Edge] = {}
    moving = dependents(root, [x])
    splits = [e for e in walk(root) if isinstance(e, Apply) and e.name in SPLIT and e in moving]
    slope = derivative(root, x) if splits else x
    for e in splits:
        zero = _zero(e)
        if zero is None or x not in walk(zero):
            continue
        at, rising = _root(zero, x)
        left = right = value = None
        jumps = False
        if at is not None:
            sides = [_side(root, e, below) for below in ((True, False) if rising else (False, True))]
            left, right = (substitute(derivative(s, x), {x: at}) for s in sides)
            value = _finite(substitute(slope, {x: at}))
            left, right = _finite(left), _finite(right)
            jumps = _differ(*(substitute(s, {x: at}) for s in sides))
            if left is right is value and not jumps:
                continue
        out.setdefault((zero, at), Edge(e.name, zero, at, left, right, value, jumps))
    return list(out.values())


def _differ(a: Expr, b: Expr) -> bool:
    """Are these two values plainly different: by a number, or by something with a variable in it?"""
    if _finite(a) is None or _finite(b) is None:
        return False
    gap = algebra.minus(a, b)
    if isinstance(gap, Number):
        return gap.value != 0
    return any(isinstance(e, Variable) for e in walk(gap))


def _finite(e: Expr) -> Expr | None:
    """The value, unless something is divided by zero in it."""
    broken = any(isinstance(a, Power) and algebra.is_zero(a.args[0]) for a in walk(e))
    return None if broken else e


def _zero(e: Apply) -> Expr | None:
    if e.name in ("abs", "sign", "heaviside", "relu"):
        return e.args[0]
    if e.name in ("maximum", "minimum"):
        return algebra.minus(*e.args)
    test = e.args[0]
    if isinstance(test, Apply) and test.name in ("less", "less_equal"):
        return algebra.minus(*test.args)
    return None


def _side(root: Expr, e: Apply, below: bool) -> Expr:
    """The function with the branch of `e` that holds where its edge expression is negative (below) or positive."""
    u = e.args[0]
    if e.name == "abs":
        branch = algebra.scale(Fraction(-1 if below else 1), u)
    elif e.name == "sign":
        branch = number(-1 if below else 1)
    elif e.name == "heaviside":
        branch = algebra.ZERO if below else algebra.ONE
    elif e.name == "relu":
        branch = algebra.ZERO if below else u
    elif e.name == "where":
        branch = e.args[1] if below else e.args[2]
    else:
        smaller, larger = (u, e.args[1]) if below else (e.args[1], u)
        branch = larger if e.name == "maximum" else smaller
    return substitute(root, {e: branch})


def _root(zero: Expr, x: Expr) -> tuple[Expr | None, bool]:
    """Where a·x + b is zero, and whether it rises there; (None, …) for anything that is not linear in x."""
    slope = derivative(zero, x)
    if not isinstance(slope, Number) or slope.value == 0:
        return None, True
    rest = substitute(zero, {x: algebra.ZERO})
    return algebra.scale(-1 / slope.value, rest), slope.value > 0


__all__ = ["Edge", "edges"]
