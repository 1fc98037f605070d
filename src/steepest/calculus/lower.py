"""From a surface tree to the core, derivatives that are not yet carried out included."""

from __future__ import annotations

from steepest.calculus import sweep
from steepest.calculus.expr import Expr, variable
from steepest.calculus.lowering import lowered
from steepest.calculus.slopes import slope
from steepest.calculus.surface import Surface, walk


def lower(root: Surface) -> Expr:
    """The core expression that a tree stands for; equal in value, equal object (up to the normal form)."""
    known: dict[Surface, Expr] = {}
    for e in walk(root):
        if e.op == "derivative":
            name, order = e.data  # type: ignore[misc]
            out = lowered(e.args[0], known)
            x = variable(str(name), _shape_of(e, str(name)))
            for _ in range(order):
                out = sweep.derivative(out, x)
            known[e] = out
        elif e.op == "prime":
            function, position = e.data  # type: ignore[misc]
            args = tuple(lowered(a, known) for a in e.args)
            known[e] = function_slope(str(function), int(position), args)
    return lowered(root, known)


def function_slope(name: str, position: int, args: tuple[Expr, ...]) -> Expr:
    """∂ name / ∂ argument at `args`, for a function with a row or a composite of one."""
    from steepest.calculus import algebra

    return slope(name, position, args, algebra.elementwise(name, *args))


def _shape_of(e: Surface, name: str):  # type: ignore[no-untyped-def]
    for a in walk(e):
        if a.op == "variable" and a.data == name:
            return a.shape
    return ()
