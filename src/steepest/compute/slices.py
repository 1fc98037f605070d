"""Entries picked from arrays and set into larger ones, as slices: the zeros and ones that say so are not formed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from steepest.calculus.dims import dim_value
from steepest.calculus.expr import Expr, Structure

Array = NDArray[Any]
Factor = tuple[Array, tuple[int, ...]]
Setting = tuple[int, int | None, NDArray[np.int64]]  # the label of the larger axis, of the smaller one, and the places


def picked(
    nodes: Sequence[Expr],
    labels: Sequence[tuple[int, ...]],
    arrays: Mapping[int, Array],
    out: tuple[int, ...],
    dims: Sequence[int],
    sizes: Mapping[str, int],
    dense: Callable[[Structure], Array],
) -> tuple[list[Factor], tuple[int, ...], list[Setting]]:
    """The factors with slices taken, the result's labels before anything is set in place, and what is to be set.

    `arrays` has the values of the factors that are not structures, by place; `dense` forms those that cannot be sliced.
    """
    factors: list[Factor] = [(arrays[k], labels[k]) for k in range(len(nodes)) if k in arrays]
    waiting = [(e, labels[k]) for k, e in enumerate(nodes) if k not in arrays and isinstance(e, Structure)]
    settings: list[Setting] = []
    single = len(set(out)) == len(out)  # no diagonal is written
    for n, (e, ls) in enumerate(waiting):
        places = _places(e, ls, dims, sizes)
        used = any(ls[0] in fl for _, fl in factors) or any(ls[0] in other for _, other in waiting[n + 1 :])
        inner = ls[1] if len(ls) == 2 else None
        if places is not None and ls[0] not in out and not any(ls[0] in other for _, other in waiting[n + 1 :]):
            factors = [_taken(x, fl, ls[0], inner, places) if ls[0] in fl else (x, fl) for x, fl in factors]
            if not used and inner is not None and not any(inner in fl for _, fl in factors):
                factors.append((dense(e), ls))
        elif places is not None and ls[0] in out and single and not used and (inner is None or inner not in out):
            settings.append((ls[0], inner, places))
            out = tuple(x for x in (inner if x == ls[0] else x for x in out) if x is not None)
        else:
            factors.append((dense(e), ls))
    return factors, out, settings


def _places(
    e: Structure, ls: tuple[int, ...], dims: Sequence[int], sizes: Mapping[str, int]
) -> NDArray[np.int64] | None:
    """Where the entries are, one for each along the smaller axis; None where this is no slice."""
    if e.data[0] != "affine" or len(ls) > 2 or len(set(ls)) < len(ls):
        return None
    _, strides, offset = e.data
    count = dims[ls[1]] if strides else 1
    places = dim_value(offset, sizes) + (strides[0] if strides else 0) * np.arange(count)
    return places if np.all((places >= 0) & (places < dims[ls[0]])) else None


def _taken(x: Array, ls: tuple[int, ...], label: int, inner: int | None, places: NDArray[np.int64]) -> Factor:
    """The entries of an array at these places of an axis."""
    for axis in sorted((k for k, n in enumerate(ls) if n == label), reverse=True):
        if inner is None:
            x = np.take(x, places[0] if x.shape[axis] > 1 else 0, axis=axis)
        elif x.shape[axis] > 1 or len(places) == 1:
            x = np.take(x, places if x.shape[axis] > 1 else [0], axis=axis)
    return x, tuple(n for n in (inner if n == label else n for n in ls) if n is not None)


def placed(
    x: Array, out: tuple[int, ...], wanted: tuple[int, ...], settings: Sequence[Setting], dims: Sequence[int], zero: Any
) -> Array:
    """The array set among zeros; its axes are `out`, and `wanted` once all is set."""
    for label, inner, places in reversed(settings):
        if inner is None:
            x, out = x[None], (label, *out)
            axis = 0
        else:
            axis = out.index(inner)
            out = tuple(label if n == inner else n for n in out)
        shape = tuple(dims[label] if k == axis else d for k, d in enumerate(x.shape))
        whole = np.empty(shape, dtype=x.dtype)
        whole[...] = zero
        np.moveaxis(whole, axis, 0)[places] = np.moveaxis(x, axis, 0)
        x = whole
    return np.transpose(x, [out.index(n) for n in wanted])
