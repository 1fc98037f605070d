"""From a surface tree to the core, derivatives that are not yet carried out included."""

from __future__ import annotations

from steepest.calculus import algebra, sweep
from steepest.calculus.dims import Shape
from steepest.calculus.expr import Expr, variable
from steepest.calculus.lowering import lowered
from steepest.calculus.slopes import slope
from steepest.calculus.surface import Surface, differentiated, outside, walk


def lower(root: Surface, known: dict[Surface, Expr] | None = None) -> Expr:
    """The core expression that a tree stands for; equal in value, equal object (up to the normal form).

    `known` holds the core of the nodes that were lowered before, for trees that share their parts; it is filled.

    >>> from steepest.notation.reading import read
    >>> lower(read("x + x")) is lower(read("2x"))
    True
    """
    known = {} if known is None else known
    for e in walk(root, known):
        if e.op == "derivative":
            name, order = differentiated(e)
            out = lowered(e.args[0], known)
            x = variable(name, _shape_of(e, name))
            for _ in range(order):
                out = sweep.derivative(out, x)
            known[e] = out
        elif e.op == "prime":
            function, position = outside(e)
            args = tuple(lowered(a, known) for a in e.args)
            known[e] = function_slope(function, position, args)
    return lowered(root, known)


def function_slope(name: str, position: int, args: tuple[Expr, ...]) -> Expr:
    """∂ name / ∂ argument at `args`, for a function with a row or a composite of one."""
    return slope(name, position, args, algebra.elementwise(name, *args))


def _shape_of(e: Surface, name: str) -> Shape:
    for a in walk(e):
        if a.op == "variable" and a.data == name:
            return a.shape
    return ()
