"""The core, interpreted node by node in any arithmetic: floats, a prime field, balls.

No printing is involved, so this is a second witness for every printed program. An arithmetic says what the few kinds
of node mean on its arrays; einsum's special cases (a diagonal read or written, a broadcast, a stretched axis of size
1) are taken apart here once for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from steepest.calculus.algebra import constant_value
from steepest.calculus.dims import dim_value
from steepest.calculus.expr import (
    Apply,
    Atom,
    Contract,
    Expr,
    Named,
    Number,
    Power,
    Scan,
    Structure,
    Sum,
    Variable,
    walk,
)
from steepest.compute.sizes import Unbound, concrete

Array = NDArray[Any]
SIZE = "size:"
MOST_STEPS = 1000


class TooLong(Exception):
    """A recurrence has more steps than can be followed in slow arithmetic."""


class Arithmetic(Protocol):
    """What the nodes mean on arrays of some kind of number; scalars are arrays without axes."""

    def number(self, value: Fraction) -> Array:
        """An exact number."""

    def pi(self) -> Array:
        """The ratio of a circle's circumference to its diameter."""

    def whole(self, values: NDArray[np.int64]) -> Array:
        """An array of whole numbers."""

    def einsum(self, arrays: Sequence[Array], labels: Sequence[tuple[int, ...]], out: tuple[int, ...]) -> Array:
        """A plain einsum: no label twice on one array, every label of `out` on some array."""

    def scaled(self, c: Fraction, x: Array) -> Array:
        """c · x."""

    def add(self, weights: Sequence[Fraction], terms: Sequence[Array]) -> Array:
        """A weighted sum of arrays of one shape."""

    def power(self, base: Array, n: Fraction) -> Array:
        """A fixed power."""

    def raised(self, base: Array, exponent: Array) -> Array:
        """A power whose exponent varies."""

    def apply(self, e: Apply, args: Sequence[Array]) -> Array:
        """An elementwise function."""

    def atom(self, e: Atom, args: Sequence[Array], shape: tuple[int, ...]) -> Array:
        """A function of whole arrays."""


def interpret(
    roots: Sequence[Expr], values: Mapping[str, Array], sizes: Mapping[str, int], arithmetic: Arithmetic
) -> list[Array]:
    """The arrays that `roots` stand for when variables and sizes have these values."""
    done: dict[Expr, Array] = {}
    for e in walk(*roots):
        done[e] = _one(e, [done[a] for a in e.args], values, sizes, arithmetic)
    return [done[r] for r in roots]


def _one(
    e: Expr, args: list[Array], values: Mapping[str, Array], sizes: Mapping[str, int], arithmetic: Arithmetic
) -> Array:
    match e:
        case Number():
            return arithmetic.number(e.value)
        case Named(name="pi"):
            return arithmetic.pi()
        case Named():
            letter = e.name.removeprefix(SIZE)
            if letter not in sizes:
                raise Unbound(f"The size {letter} has no value.")
            return arithmetic.number(Fraction(sizes[letter]))
        case Variable():
            if e.name not in values:
                raise Unbound(f"The variable {e.name} has no value.")
            return values[e.name]
        case Contract():
            return _contract(e, args, concrete(e.dims, sizes), arithmetic)
        case Sum():
            return arithmetic.add(e.weights, args)
        case Power():
            n = constant_value(e.args[1])
            return arithmetic.raised(*args) if n is None else arithmetic.power(args[0], n)
        case Apply():
            return arithmetic.apply(e, args)
        case Atom():
            return arithmetic.atom(e, args, concrete(e.shape, sizes))
        case Structure():
            return arithmetic.whole(entries(e, concrete(e.shape, sizes), sizes))
        case Scan():
            return _scan(e, args, sizes, arithmetic)
    raise AssertionError(f"Have you added a new kind of node? {type(e).__name__}")


def _scan(e: Scan, args: list[Array], sizes: Mapping[str, int], arithmetic: Arithmetic) -> Array:
    """The states of a recurrence, one step after the other."""
    state, *rows = e.bound
    (steps,) = concrete((e.steps,), sizes)
    if steps > MOST_STEPS:
        raise TooLong(f"a recurrence of {steps:,} steps is too long to be followed in exact arithmetic")
    n = len(e.bound)
    fixed = {v.name: a for v, a in zip(e.args[n:], args[n:], strict=True) if isinstance(v, Variable)}
    now = args[0]
    states = []
    for t in range(steps)[:: -1 if e.back else 1]:
        at = {r.name: a[t] for r, a in zip(rows, args[1:n], strict=True)}
        (now,) = interpret([e.body], {**fixed, **at, state.name: now}, sizes, arithmetic)
        states.append(now)
    return np.stack(states[:: -1 if e.back else 1])


def _contract(e: Contract, args: list[Array], dims: tuple[int, ...], arithmetic: Arithmetic) -> Array:
    arrays: list[Array] = []
    labels: list[tuple[int, ...]] = []
    for x, ls in zip(args, e.labels, strict=True):
        plain, own = _plain(x, ls, dims)
        arrays.append(plain)
        labels.append(own)
    present = {n for ls in labels for n in ls}
    c = e.coefficient
    for n, d in enumerate(dims):
        if n not in present and n not in e.out:
            c *= d
    unique = tuple(dict.fromkeys(e.out))
    kept = tuple(x for x in unique if x in present)
    body = arithmetic.einsum(arrays, labels, kept) if arrays else arithmetic.number(Fraction(1))
    if c != 1:
        body = arithmetic.scaled(c, body)
    if kept != unique:
        spread = body.reshape([dims[x] if x in present else 1 for x in unique])
        body = np.broadcast_to(spread, [dims[x] for x in unique])
    if unique == e.out:
        return body
    full = np.empty([dims[x] for x in e.out], dtype=body.dtype)
    full[...] = arithmetic.number(Fraction(0))
    grids = dict(zip(unique, np.ogrid[tuple(slice(dims[x]) for x in unique)], strict=True))
    full[tuple(grids[x] for x in e.out)] = body
    return full


def _plain(x: Array, labels: tuple[int, ...], dims: tuple[int, ...]) -> tuple[Array, tuple[int, ...]]:
    """Stretched axes of size 1 dropped, repeated labels read as a diagonal."""
    keep = [k for k, n in enumerate(labels) if x.shape[k] == dims[n]]
    if len(keep) < len(labels):
        x = x[tuple(slice(None) if k in keep else 0 for k in range(len(labels)))]
        labels = tuple(labels[k] for k in keep)
    while len(set(labels)) < len(labels):
        first = next(n for n in labels if labels.count(n) > 1)
        i, j = [k for k, n in enumerate(labels) if n == first][:2]
        x = np.diagonal(x, axis1=i, axis2=j)
        labels = (*(n for k, n in enumerate(labels) if k not in (i, j)), first)
    return x, labels


def entries(e: Structure, shape: tuple[int, ...], sizes: Mapping[str, int]) -> NDArray[np.int64]:
    """The zeros and ones of a structure."""
    grid = np.indices(shape)
    if e.data[0] == "triangle":
        return np.asarray(grid[1] <= grid[0], dtype=np.int64)
    _, strides, offset = e.data
    place = np.full(shape, dim_value(offset, sizes))
    for s, g in zip(strides, grid[1:], strict=True):
        place += s * g
    return np.asarray(grid[0] == place, dtype=np.int64)
