"""Mini-batches: the gradient of a few rows of the data in place of all of them.

The rows are drawn by a seeded generator: an epoch at a time in random order, or with replacement. A loss that is a
mean over the rows keeps its scale; one that is a sum over them is scaled up, so that a batch's gradient is right on
average (a penalty that has no rows in it is left as it is).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from steepest.calculus import algebra
from steepest.calculus.dims import Shape
from steepest.calculus.expr import Expr, variables
from steepest.descent.forms import stable, terms
from steepest.descent.landscape import Landscape
from steepest.descent.problem import NotAProblem, Problem
from steepest.descent.problem import problem as make_problem
from steepest.descent.programs import program
from steepest.descent.vectors import Array

Rows = NDArray[np.int64]  # numbers of rows
Reader = Callable[[Mapping[str, Shape]], Expr]  # the objective for data of other shapes


def row_names(data: Mapping[str, Array]) -> tuple[tuple[str, ...], int]:
    """The data that have a row for each example, and how many rows: the first size that most of them share."""
    sizes = Counter(a.shape[0] for a in data.values() if a.ndim)
    if not sizes:
        raise NotAProblem("A batch is made of rows of the data, and there are no data with rows.")
    most = max(sizes.values())
    rows = max(n for n, k in sizes.items() if k == most)
    return tuple(n for n, a in data.items() if a.ndim and a.shape[0] == rows), rows


def estimator(
    problem: Problem, reader: Reader, size: int, seed: int = 0, replacement: bool = False
) -> Callable[[Array, int], Array]:
    """The gradient on the batch of step k, as a function of the point and k."""
    named, rows = row_names(problem.data)
    if not 1 <= size <= rows:
        raise NotAProblem(f"The batch size is {size}, and there are {rows} rows: give a size from 1 to {rows}.")
    small = Landscape(_for_batch(problem, reader, named, rows, size))
    drawn = _with_replacement(rows, size, seed) if replacement else _by_epochs(rows, size, seed)

    def gradient(z: Array, k: int) -> Array:
        chosen = next(drawn)
        return small.slope(z, {n: problem.data[n][chosen] for n in named})[1]

    return gradient


def shuffles(rows: int, seed: int = 0) -> Iterator[Rows]:
    """The order of the rows in each epoch, without end."""
    rng = np.random.default_rng(seed)
    while True:
        yield rng.permutation(rows)


def _by_epochs(rows: int, size: int, seed: int) -> Iterator[Rows]:
    for order in shuffles(rows, seed):
        for at in range(rows // size):
            yield order[at * size : (at + 1) * size]


def _with_replacement(rows: int, size: int, seed: int) -> Iterator[Rows]:
    rng = np.random.default_rng(seed)
    while True:
        yield rng.integers(0, rows, size)


def _for_batch(problem: Problem, reader: Reader, named: tuple[str, ...], rows: int, size: int) -> Problem:
    """The problem on `size` rows, scaled so that it is right on average."""
    sample = {n: (a[:size] if n in named else a) for n, a in problem.data.items()}
    with_rows, without = _split(_signed(problem, reader, sample), named)
    weight = _weight(problem, reader, named, rows, size)
    return make_problem(algebra.plus(algebra.scale(weight, with_rows), without), problem.start, sample, problem.text)


def _weight(problem: Problem, reader: Reader, named: tuple[str, ...], rows: int, size: int) -> Fraction:
    """1 for a mean over the rows, rows/size for a sum over them: told apart by giving every row twice."""
    spread = {n: a + 0.1 * np.cos(1.0 + np.arange(a.size)).reshape(a.shape) for n, a in problem.start.items()}

    def rowwise(copies: int) -> float:
        data = {n: (np.concatenate([a] * copies) if n in named else a) for n, a in problem.data.items()}
        part, _ = _split(_signed(problem, reader, data), named)
        inputs = {n: a.shape for n, a in (*problem.start.items(), *data.items())}
        return float(program({"value": part}, inputs)(**spread, **data)["value"])

    one, two = rowwise(1), rowwise(2)
    if abs(two - one) <= 1e-9 * abs(one):
        return Fraction(1)
    if abs(two - 2 * one) <= 1e-9 * abs(one):
        return Fraction(rows, size)
    raise NotAProblem(
        f"{problem.text} is neither a mean nor a sum over the rows of the data, so a few rows do not estimate it. "
        "Leave batch out, or write the loss as a mean over the rows."
    )


def _signed(problem: Problem, reader: Reader, data: Mapping[str, Array]) -> Expr:
    """What is minimised, for data of these shapes."""
    return stable(algebra.scale(Fraction(problem.sign), reader({n: a.shape for n, a in data.items()})))


def _split(f: Expr, named: tuple[str, ...]) -> tuple[Expr, Expr]:
    """The terms with rows of the data in them, and the others."""
    with_rows: list[tuple[Fraction, Expr]] = []
    without: list[tuple[Fraction, Expr]] = []
    for weight, term in terms(f):
        (with_rows if any(n in named for n in variables(term)) else without).append((weight, term))
    return algebra.add(with_rows, ()), algebra.add(without, ())
