"""The core in float64, node by node: NumPy without any printing."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from steepest.calculus.expr import Apply, Atom
from steepest.compute.floats import FLOATS, fixed_power
from steepest.compute.interpret import Array

MOST_OPERANDS = 12  # of one einsum; NumPy takes no more than 32


class Floats:
    """float64 (or complex128, for complex steps); out of the domain it gives nan or ±inf."""

    def number(self, value: Fraction) -> Array:
        """An exact number, rounded."""
        try:
            return np.asarray(value.numerator / value.denominator)
        except OverflowError:
            return np.asarray(np.inf if value > 0 else -np.inf)

    def pi(self) -> Array:
        """Pi."""
        return np.asarray(np.pi)

    def whole(self, values: NDArray[np.int64]) -> Array:
        """Whole numbers as floats."""
        return values.astype(float)

    def einsum(self, arrays: Sequence[Array], labels: Sequence[tuple[int, ...]], out: tuple[int, ...]) -> Array:
        """NumPy's einsum, pairwise where there are several factors."""
        while len(arrays) > MOST_OPERANDS:
            later = {x for ls in labels[2:] for x in ls} | set(out)
            kept = tuple(x for x in dict.fromkeys((*labels[0], *labels[1])) if x in later)
            arrays = [self.einsum(arrays[:2], labels[:2], kept), *arrays[2:]]
            labels = [kept, *labels[2:]]
        names = {x: k for k, x in enumerate(dict.fromkeys(x for ls in labels for x in ls))}
        operands: list[Any] = []
        for x, ls in zip(arrays, labels, strict=True):
            operands += [x, [names[n] for n in ls]]
        return np.asarray(np.einsum(*operands, [names[n] for n in out], optimize=len(arrays) > 2))

    def scaled(self, c: Fraction, x: Array) -> Array:
        """c · x."""
        return np.asarray(self.number(c) * x)

    def add(self, weights: Sequence[Fraction], terms: Sequence[Array]) -> Array:
        """A weighted sum."""
        total = terms[0] * self.number(weights[0])
        for w, x in zip(weights[1:], terms[1:], strict=True):
            total = total + x * self.number(w)
        return np.asarray(total)

    def power(self, base: Array, n: Fraction) -> Array:
        """A fixed power; odd roots are real."""
        return fixed_power(base, n)

    def raised(self, base: Array, exponent: Array) -> Array:
        """A power whose exponent varies."""
        return np.asarray(np.power(base, exponent))

    def apply(self, e: Apply, args: Sequence[Array]) -> Array:
        """A function of the table."""
        return np.asarray(FLOATS[e.name](*args))

    def atom(self, e: Atom, args: Sequence[Array], shape: tuple[int, ...]) -> Array:
        """A function of whole arrays."""
        (x,) = args
        return np.asarray(_ATOMS[e.name](x, e.data, shape))


# --- functions of whole arrays ---------------------------------------------------------------------------------------


def _logsumexp(x: Array, k: Any, shape: tuple[int, ...]) -> Array:
    axes = tuple(range(x.ndim - k, x.ndim))
    top = x.real.max(axis=axes, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    return np.asarray(np.log(np.exp(x - top).sum(axis=axes)) + top.reshape(shape))


def _largest(x: Array, k: Any, shape: tuple[int, ...]) -> Array:
    return np.asarray(x.max(axis=tuple(range(x.ndim - k, x.ndim))))


def _prod(x: Array, left_out: Any, shape: tuple[int, ...]) -> Array:
    """The product along the last axis without the entries at `left_out` further indices; 0 where two of them agree."""
    n = x.shape[-1]
    out = np.zeros(shape, dtype=x.dtype)
    for gone in np.ndindex(*[n] * left_out):
        if len(set(gone)) == len(gone):
            out[(..., *gone)] = np.delete(x, gone, axis=-1).prod(axis=-1) if gone else x.prod(axis=-1)
    return out


def _or_nan(f: Any, x: Array, shape: tuple[int, ...]) -> Array:
    if not np.isfinite(x).all():
        return np.full(shape, np.nan)
    try:
        return np.asarray(f(x))
    except np.linalg.LinAlgError:
        return np.full(shape, np.nan)


def _one_hot(x: Array, n: Any, shape: tuple[int, ...]) -> Array:
    return np.asarray(x[..., None] == np.arange(shape[-1]), dtype=float)


_ATOMS: dict[str, Any] = {
    "logsumexp": _logsumexp,
    "max": _largest,
    "prod": _prod,
    "inv": lambda x, data, shape: _or_nan(np.linalg.inv, x, shape),
    "det": lambda x, data, shape: _or_nan(np.linalg.det, x, shape),
    "logdet": lambda x, data, shape: _or_nan(lambda a: np.log(np.abs(np.linalg.det(a))), x, shape),
    "pinv": lambda x, data, shape: _or_nan(np.linalg.pinv, x, shape),
    "eigvalsh": lambda x, data, shape: _or_nan(np.linalg.eigvalsh, x, shape),
    "eigvecsh": lambda x, data, shape: _or_nan(lambda a: np.linalg.eigh(a)[1], x, shape),
    "reshape": lambda x, data, shape: x.reshape(shape),
    "one_hot": _one_hot,
}
