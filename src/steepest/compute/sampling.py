"""Arrays to try things on: deterministic, of small and different sizes, obeying what is assumed of them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from steepest.calculus.dims import Dim
from steepest.calculus.expr import Contract, Expr, Named, Structure, walk
from steepest.compute.sizes import Place, small_sizes
from steepest.compute.tape import SIZE
from steepest.compute.verdicts import Fact

Floats = NDArray[np.float64]
BOXES = ((0.2, 1.3), (-1.2, 1.2), (0.5, 2.5), (-0.3, 0.3), (-3.0, 3.0), (0.02, 0.2), (1.1, 4.0), (-2.0, -0.1))


def sizes_for(*roots: Expr, first: int = 2) -> list[dict[str, int]]:
    """Draws of small different sizes for every letter in the expressions; none when no small ones fit."""
    from steepest.calculus.dims import letter

    dims: set[Dim] = set()
    places: set[Place] = set()
    for e in walk(*roots):
        dims |= set(e.shape)
        if isinstance(e, Structure) and e.data[0] == "affine" and not isinstance(e.data[2], int):
            places.add((e.data[2], e.shape[0]))
        if isinstance(e, Contract):
            dims |= set(e.dims)
        elif isinstance(e, Named) and e.name.startswith(SIZE):
            dims.add(letter(e.name.removeprefix(SIZE)))
    return small_sizes(dims, first, places)


def sample(
    shapes: Mapping[str, tuple[int, ...]],
    facts: Mapping[str, Fact],
    source: np.random.Generator,
    box: tuple[float, float],
) -> dict[str, Floats]:
    """A value for every name, entries within the box as far as the facts allow."""
    return {name: _obeying(source.uniform(*box, size=shape), facts.get(name)) for name, shape in shapes.items()}


def _obeying(a: Floats, fact: Fact | None) -> Floats:
    if isinstance(fact, tuple):
        low, high = max(fact[0], -1e6), min(fact[1], 1e6)
        t = a - np.floor(a)
        return low + (min(high, low + 10.0) - low) * (0.05 + 0.9 * t)
    match fact:
        case "positive":
            return np.abs(a) + 0.01
        case "integer":
            return np.round(3 * a)
        case "simplex":
            weights = np.abs(a) + 0.05
            parts = np.round(weights / weights.sum(axis=-1, keepdims=True) * 2**30) / 2**30
            parts[..., -1] = 1 - parts[..., :-1].sum(axis=-1)  # exactly 1 in all, for proofs
            return np.asarray(parts)
        case "symmetric":
            return (a + a.T) / 2
        case "posdef":
            return a @ a.T + np.eye(len(a))
        case "orthogonal":
            return np.asarray(np.linalg.qr(a)[0])
    return a
