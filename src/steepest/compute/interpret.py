"""The core, interpreted node by node in any arithmetic: floats, a prime field, balls.

No printing is involved, so this is a second witness for every printed program. An arithmetic says what the few kinds
of node mean on its arrays; einsum's special cases (a diagonal read or written, a broadcast, a stretched axis of size
1) are taken apart here once for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import prod
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
from steepest.compute.slices import picked, placed

Array = NDArray[Any]
SIZE = "size:"
MOST_STEPS = 1000
MOST_ENTRIES = 2_000_000


class TooLarge(Exception):
    """An array is too large, or a recurrence too long, for slow arithmetic."""


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

    def formed(e: Expr) -> Array:
        """A value; what picks entries is formed only where it cannot be a slice."""
        if e not in done:
            assert isinstance(e, Structure)
            shape = concrete(e.shape, sizes)
            if prod(shape) > MOST_ENTRIES:
                raise TooLarge(f"an array of {prod(shape):,} entries is too large for exact arithmetic")
            done[e] = arithmetic.whole(entries(e, shape, sizes))
        return done[e]

    for e in walk(*roots):
        if isinstance(e, Contract):
            done[e] = _contract(e, formed, concrete(e.dims, sizes), sizes, arithmetic)
        elif not isinstance(e, Structure):
            done[e] = _one(e, [formed(a) for a in e.args], values, sizes, arithmetic)
    return [formed(r) for r in roots]


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
        case Sum():
            return arithmetic.add(e.weights, args)
        case Power():
            n = constant_value(e.args[1])
            return arithmetic.raised(*args) if n is None else arithmetic.power(args[0], n)
        case Apply():
            return arithmetic.apply(e, args)
        case Atom():
            return arithmetic.atom(e, args, concrete(e.shape, sizes))
        case Scan():
            return _scan(e, args, sizes, arithmetic)
    raise AssertionError(f"Have you added a new kind of node? {type(e).__name__}")


def _scan(e: Scan, args: list[Array], sizes: Mapping[str, int], arithmetic: Arithmetic) -> Array:
    """The states of a recurrence, one step after the other."""
    state, *rows = e.bound
    (steps,) = concrete((e.steps,), sizes)
    if steps > MOST_STEPS:
        raise TooLarge(f"a recurrence of {steps:,} steps is too long to be followed in exact arithmetic")
    n = len(e.bound)
    fixed = {v.name: a for v, a in zip(e.args[n:], args[n:], strict=True) if isinstance(v, Variable)}
    now = args[0]
    states = []
    for t in range(steps)[:: -1 if e.back else 1]:
        at = {r.name: a[t] for r, a in zip(rows, args[1:n], strict=True)}
        (now,) = interpret([e.body], {**fixed, **at, state.name: now}, sizes, arithmetic)
        states.append(now)
    return np.stack(states[:: -1 if e.back else 1])


def _contract(
    e: Contract,
    formed: Callable[[Expr], Array],
    dims: tuple[int, ...],
    sizes: Mapping[str, int],
    arithmetic: Arithmetic,
) -> Array:
    given = {k: formed(a) for k, a in enumerate(e.args) if not isinstance(a, Structure)}
    if len(given) == len(e.args):
        return _multiplied(e.coefficient, [(given[k], ls) for k, ls in enumerate(e.labels)], e.out, dims, arithmetic)
    factors, out, settings = picked(e.args, e.labels, given, e.out, dims, sizes, formed)
    gone = {x for ls in e.labels for x in ls} - {x for _, ls in factors for x in ls} - set(out)
    own = tuple(1 if x in gone else d for x, d in enumerate(dims))
    body = _multiplied(e.coefficient, factors, out, own, arithmetic)
    return placed(body, out, e.out, settings, dims, arithmetic.number(Fraction(0))) if settings else body


def _multiplied(
    coefficient: Fraction,
    factors: Sequence[tuple[Array, tuple[int, ...]]],
    out: tuple[int, ...],
    dims: tuple[int, ...],
    arithmetic: Arithmetic,
) -> Array:
    """coefficient · Σ Π factors, for every label not in `out`."""
    arrays: list[Array] = []
    labels: list[tuple[int, ...]] = []
    for x, ls in factors:
        plain, own = _plain(x, ls, dims)
        arrays.append(plain)
        labels.append(own)
    present = {n for ls in labels for n in ls}
    c = coefficient
    for n, d in enumerate(dims):
        if n not in present and n not in out:
            c *= d
    unique = tuple(dict.fromkeys(out))
    kept = tuple(x for x in unique if x in present)
    body = arithmetic.einsum(arrays, labels, kept) if arrays else arithmetic.number(Fraction(1))
    if c != 1:
        body = arithmetic.scaled(c, body)
    if kept != unique:
        spread = body.reshape([dims[x] if x in present else 1 for x in unique])
        body = np.broadcast_to(spread, [dims[x] for x in unique])
    if unique == out:
        return body
    full = np.empty([dims[x] for x in out], dtype=body.dtype)
    full[...] = arithmetic.number(Fraction(0))
    grids = dict(zip(unique, np.ogrid[tuple(slice(dims[x]) for x in unique)], strict=True))
    full[tuple(grids[x] for x in out)] = body
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
