"""Stable forms along axes: a variance as squares of what is centred, and lengths that may be 0."""

from __future__ import annotations

from dataclasses import dataclass

from steepest.calculus import algebra
from steepest.calculus.dims import Dim
from steepest.calculus.entrywise import TWO, fixed_power, fn, is_square_sum, like, pair
from steepest.calculus.expr import Contract, Expr, number


def length_at_zero(e: Expr) -> Expr | None:
    """√(a sum of squares), told apart where it is 0, so that its derivative is 0 there and not 0/0."""
    base, n = fixed_power(e)
    if n.denominator != 2 or n < 0 or not is_square_sum(base):
        return None
    return fn("where", fn("equal", base, like(0, base)), like(0, base), e)


@dataclass(frozen=True, slots=True)
class Totalled:
    """c · numbers · Σ array over some axes."""

    numbers: Expr
    array: Expr
    labels: tuple[int, ...]
    out: tuple[int, ...]
    dims: dict[int, Dim]

    @property
    def size(self) -> Expr:
        """How many entries are added up for each that is left."""
        sizes = [algebra.size_expr(self.dims[x]) for x in self.labels if x not in self.out]
        return algebra.times(*sizes)


def variance(e: Expr) -> Expr | None:
    """mean(x²) - mean(x)², up to a factor, as the mean of (x - mean(x))²."""
    parts = pair(e)
    if parts is None:
        return None
    for (w, s), (v, t) in (parts, parts[::-1]):
        squares, (base, n) = _totalled(s), fixed_power(t)
        mean = _totalled(base)
        if squares is None or mean is None or n != 2 or squares.array is not algebra.power(mean.array, TWO):
            continue
        if squares.out != mean.out or squares.labels != mean.labels:
            continue
        front = algebra.scale(w, squares.numbers)
        if algebra.scale(-v, algebra.power(mean.numbers, TWO)) is algebra.over(front, mean.size):
            return _centred(mean, front)
    return None


def _centred(mean: Totalled, front: Expr) -> Expr:
    """front · Σ (x - mean(x))²"""
    array = (mean.array, mean.labels)
    middle = algebra.contract(1, [array, (algebra.power(mean.size, number(-1)), ())], mean.out)
    wide = algebra.contract(1, [(middle, mean.out)], mean.labels, mean.dims)
    squared = algebra.power(algebra.minus(mean.array, wide), TWO)
    return algebra.contract(1, [(front, ()), (squared, mean.labels)], mean.out)


def _totalled(e: Expr) -> Totalled | None:
    """An expression as a number times one array added up; None for anything else."""
    if not isinstance(e, Contract):
        return None
    arrays = [(f, ls) for f, ls in zip(e.args, e.labels, strict=True) if ls]
    if len(arrays) != 1:
        return None
    ((array, labels),) = arrays
    summed = set(labels) - set(e.out)
    if not summed or len(set(labels)) != len(labels) or len({*labels, *e.out}) != len(labels):
        return None
    beside: list[tuple[Expr, tuple[int, ...]]] = [(f, ()) for f, ls in zip(e.args, e.labels, strict=True) if not ls]
    numbers = algebra.contract(e.coefficient, beside, ())
    return Totalled(numbers, array, labels, e.out, dict(enumerate(e.dims)))
