"""The objective as functions of one flat vector: its value, its gradient, its curvature along a direction.

All three are programs printed from expressions: the gradient is the derived one, and the curvature H v is derived
from it once more, so Hessian–vector products are exact and no Hessian is formed unless it is small.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from steepest.calculus import algebra, expr, sweep
from steepest.calculus.dims import Shape
from steepest.calculus.expr import Expr
from steepest.descent.problem import Problem
from steepest.descent.programs import Program, program
from steepest.descent.vectors import Array, Point


class Landscape:
    """The objective of a problem over flat vectors; programs are made when first needed."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.names = tuple(problem.start)
        self.shapes = tuple(a.shape for a in problem.start.values())
        sizes = [int(np.prod(s)) for s in self.shapes]
        self.ends = tuple(int(e) for e in np.cumsum(sizes))
        self.size = sum(sizes)
        self.start = self.pack(problem.start)
        self._last: tuple[bytes, Array] | None = None  # the Hessian worked out last, and where

    def pack(self, point: Mapping[str, Array]) -> Array:
        """A point by name as one vector."""
        return np.concatenate([np.ravel(point[name]) for name in self.names]).astype(np.float64)

    def unpack(self, z: Array) -> Point:
        """A vector as a point by name."""
        parts = np.split(z, self.ends[:-1])
        return {n: p.reshape(s).copy() for n, p, s in zip(self.names, parts, self.shapes, strict=True)}

    def value(self, z: Array) -> float:
        """f(z)."""
        return float(self._value(**self._arguments(z))["value"])

    def slope(self, z: Array, rows: Mapping[str, Array] | None = None) -> tuple[float, Array]:
        """f(z) and its gradient; `rows` stand for some of the data (a batch)."""
        out = self._gradient(**{**self._arguments(z), **(rows or {})})
        return float(out["value"]), self._packed(out)

    def bend(self, z: Array, v: Array) -> Array:
        """H(z) v, the curvature along v."""
        directions = {self._direction(n): a for n, a in self.unpack(v).items()}
        return self._packed(self._bend(**self._arguments(z), **directions))

    def hessian(self, z: Array) -> Array:
        """H(z), column by column, for a few hundred variables; where it is the same everywhere, only once."""
        at = b"" if self.quadratic else z.tobytes()
        if self._last is None or self._last[0] != at:
            made = np.stack([self.bend(z, e) for e in np.eye(self.size)], axis=1)
            self._last = (at, (made + made.T) / 2)
        return self._last[1]

    @cached_property
    def quadratic(self) -> bool:
        """Is the Hessian the same everywhere? By the form: sums, products, powers, and no variable left in H v."""
        f, xs = self.problem.objective, self.problem.variables
        if any(isinstance(e, expr.Apply | expr.Atom) for e in expr.dependents(f, xs)):
            return False  # |x| has the same second derivative nearly everywhere
        left = expr.variables(*self.bend_expressions.values())
        return not any(name in left for name in self.names)

    @cached_property
    def gradient_expressions(self) -> dict[str, Expr]:
        """The gradient's parts by name; a variable that the objective lacks has none."""
        xs = self.problem.variables
        found = sweep.gradients(self.problem.objective, xs)
        return {_name(x): g for x, g in zip(xs, found, strict=True)}

    @cached_property
    def bend_expressions(self) -> dict[str, Expr]:
        """The parts of H v by name, in the variables, the data and the direction."""
        gradient = self.gradient_expressions
        products = [_inner(g, expr.variable(self._direction(n), g.shape)) for n, g in gradient.items()]
        along = products[0] if len(products) == 1 else algebra.plus(*products)
        found = sweep.gradients(along, self.problem.variables)
        return dict(zip(gradient, found, strict=True))

    def _direction(self, name: str) -> str:
        taken = {*self.problem.start, *self.problem.data}
        called = f"{name}_along"
        while called in taken:
            called += "_"
        return called

    def _arguments(self, z: Array) -> dict[str, Array]:
        return {**self.problem.data, **self.unpack(z)}

    def _packed(self, parts: Mapping[str, Array]) -> Array:
        blank = {n: np.zeros(s) for n, s in zip(self.names, self.shapes, strict=True)}
        return self.pack({n: parts.get(f"d_{n}", blank[n]) for n in self.names})

    @property
    def arguments(self) -> dict[str, Shape]:
        """The names that programs of this problem take, with the shapes of their values."""
        return {n: a.shape for n, a in (*self.problem.start.items(), *self.problem.data.items())}

    def _program(self, outputs: Mapping[str, Expr], extra: Mapping[str, Shape] | None = None) -> Program:
        return program(outputs, {**self.arguments, **(extra or {})})

    @cached_property
    def _value(self) -> Program:
        return self._program({"value": self.problem.objective})

    @cached_property
    def _gradient(self) -> Program:
        parts = {f"d_{n}": g for n, g in self.gradient_expressions.items()}
        return self._program({"value": self.problem.objective, **parts})

    @cached_property
    def _bend(self) -> Program:
        parts = {f"d_{n}": g for n, g in self.bend_expressions.items()}
        return self._program(parts, {self._direction(n): s for n, s in zip(self.names, self.shapes, strict=True)})


def _name(x: Expr) -> str:
    assert isinstance(x, expr.Variable)
    return x.name


def _inner(a: Expr, b: Expr) -> Expr:
    axes = list(range(len(a.shape)))
    return algebra.contract(1, [(a, axes), (b, axes)], ())
