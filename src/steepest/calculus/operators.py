"""Every operator and function that may stand in an expression, and the one way to build a surface tree."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from steepest.calculus import algebra, surface
from steepest.calculus.arithmetic import ARITHMETIC
from steepest.calculus.arrays import ARRAYS
from steepest.calculus.composites import COMPOSITES, DEFAULTS, Composite
from steepest.calculus.dims import Shape
from steepest.calculus.expr import Expr
from steepest.calculus.formula import formula
from steepest.calculus.primitives import PRIMITIVES
from steepest.calculus.recurrences import RECURRENCES
from steepest.calculus.signature import Args, Cores, Data, Operator, ShapeError, broadcast
from steepest.calculus.surface import Surface

__all__ = ["OPERATORS", "ShapeError", "build", "expanded"]

INTERNAL = {"less", "less_equal", "equal", "not_equal", "where"}  # written as comparisons and where


def build(op: str, args: tuple[Surface, ...] = (), data: Data = None) -> Surface:
    """The surface node `op` of `args`; raises `ShapeError` when the shapes do not fit."""
    row = OPERATORS.get(op)
    if row is None:
        raise ShapeError(f"There is no function `{op}`.")
    if not row.arity[0] <= len(args) <= row.arity[1]:
        want = str(row.arity[0]) if row.arity[0] == row.arity[1] else f"{row.arity[0]} to {row.arity[1]}"
        raise ShapeError(f"`{op}` takes {want} argument{'' if want == '1' else 's'}, and {len(args)} were given.")
    shape, normal = row.shape(args, data)
    return surface.node(op, args, normal, shape)


def expanded(e: Surface) -> Surface:
    """A composite written out by its definition, one level."""
    return _expand(COMPOSITES[e.op], e.args, e.data)


def _expand(row: Composite, args: tuple[Surface, ...], data: Data) -> Surface:
    env: dict[str, Any] = {**DEFAULTS.get(row.name, {}), **dict(data or ())}
    for k, parameter in enumerate(row.parameters.split(",")):
        name, _, default = parameter.partition("=")
        env[name.strip()] = args[k] if k < len(args) else env.get(name.strip(), default)
    return formula(row.definition, env, build)


def _function(name: str, arity: int, because: str) -> Operator:
    def shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
        return broadcast([a.shape for a in args], args, f"`{name}`"), None

    def lower(args: Cores, data: Data) -> Expr:
        return algebra.elementwise(name, *args)

    return Operator(name, (arity, arity), shape, lower, (), because)


def _composite(row: Composite) -> Operator:
    parameters = row.parameters.split(",")
    fewest = sum("=" not in p for p in parameters)
    named = tuple(p.split("=")[0].strip() for p in parameters if "=" in p)

    def shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
        return _expand(row, args, data).shape, data or None

    def lower(args: Cores, data: Data) -> Expr:
        raise AssertionError("a composite is expanded before it is lowered")

    return Operator(row.name, (fewest, len(parameters)), shape, lower, (*named, *row.options), row.because)


def _let_shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
    return args[-1].shape, data


def _derivative_shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
    return args[0].shape, data


def _unreachable(args: Cores, data: Data) -> Expr:
    raise AssertionError("let and derivative are lowered by `lower`")


_ROWS = (
    *ARITHMETIC,
    *ARRAYS,
    *(_function(p.name, len(p.derivative), p.because) for p in PRIMITIVES.values() if p.name not in INTERNAL),
    *(_composite(c) for c in COMPOSITES.values()),
    *RECURRENCES,
    Operator("let", (2, 500), _let_shape, _unreachable),
    Operator("derivative", (1, 1), _derivative_shape, _unreachable),
    Operator("prime", (1, 3), _derivative_shape, _unreachable),
)

OPERATORS = {row.name: row for row in _ROWS}
