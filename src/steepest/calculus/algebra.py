"""Making expressions, everyday forms: sums, products and powers with broadcasting, sums over axes."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from steepest.calculus.dims import Dim, Shape, dim_text
from steepest.calculus.expr import Expr, number, raw_contract, structure
from steepest.calculus.normal import (
    HALF,
    ONE,
    ZERO,
    ShapeMismatch,
    add,
    apply,
    constant_value,
    contract,
    full,
    is_zero,
    ones,
    power,
    scale,
    size_expr,
    split_coefficient,
    zero,
)

__all__ = [
    "HALF",
    "ONE",
    "ZERO",
    "ShapeMismatch",
    "add",
    "apply",
    "broadcast_shape",
    "constant_value",
    "contract",
    "elementwise",
    "full",
    "identity",
    "is_zero",
    "minus",
    "ones",
    "over",
    "picked",
    "plus",
    "power",
    "raised",
    "scale",
    "size_expr",
    "split_coefficient",
    "spread",
    "spread_labels",
    "summed",
    "times",
    "transposed",
    "unit",
    "zero",
]


def broadcast_shape(*shapes: Shape) -> Shape:
    """The common shape by NumPy's rule; raises `ShapeMismatch` where two sizes differ and neither is 1."""
    rank = max((len(s) for s in shapes), default=0)
    out: list[Dim] = [1] * rank
    for s in shapes:
        for k, d in enumerate(s, start=rank - len(s)):
            if d != 1:
                if out[k] not in (1, d):
                    raise ShapeMismatch(f"sizes {dim_text(out[k])} and {dim_text(d)} differ")
                out[k] = d
    return tuple(out)


def spread_labels(e: Expr, shape: Shape, fresh: int) -> list[int]:
    """The labels of `e`'s axes when it is broadcast to `shape`, whose axes are 0, 1, …; stretched axes get new ones."""
    lead = len(shape) - len(e.shape)
    return [lead + k if d == shape[lead + k] else fresh + k for k, d in enumerate(e.shape)]


def spread(e: Expr, shape: Shape) -> Expr:
    """`e` broadcast to `shape`."""
    if e.shape == shape:
        return e
    return contract(1, [(e, spread_labels(e, shape, len(shape)))], range(len(shape)), dict(enumerate(shape)))


def times(*args: Expr) -> Expr:
    """The elementwise product, with broadcasting."""
    shape = broadcast_shape(*(a.shape for a in args))
    rank = len(shape)
    factors = [(a, spread_labels(a, shape, rank * (k + 1))) for k, a in enumerate(args)]
    return contract(1, factors, range(rank), dict(enumerate(shape)))


def plus(*args: Expr) -> Expr:
    """The sum, with broadcasting."""
    shape = broadcast_shape(*(a.shape for a in args))
    return add([(Fraction(1), spread(a, shape)) for a in args], shape)


def minus(a: Expr, b: Expr) -> Expr:
    """a - b, with broadcasting."""
    return plus(a, scale(Fraction(-1), b))


def over(a: Expr, b: Expr) -> Expr:
    """a / b, elementwise with broadcasting."""
    return times(a, power(b, number(-1)))


def raised(base: Expr, exponent: Expr) -> Expr:
    """base ** exponent, elementwise with broadcasting."""
    if not exponent.shape:
        return power(base, exponent)
    shape = broadcast_shape(base.shape, exponent.shape)
    return power(spread(base, shape), spread(exponent, shape))


def elementwise(name: str, *args: Expr) -> Expr:
    """The elementwise function `name`, with broadcasting."""
    shape = broadcast_shape(*(a.shape for a in args))
    return apply(name, tuple(spread(a, shape) for a in args))


def transposed(e: Expr) -> Expr:
    """`e` with its axes in reverse order."""
    axes = list(range(len(e.shape)))
    return contract(1, [(e, axes)], axes[::-1])


def summed(e: Expr, axes: Iterable[int]) -> Expr:
    """`e` summed over some of its axes."""
    gone = set(axes)
    labels = list(range(len(e.shape)))
    return contract(1, [(e, labels)], [x for x in labels if x not in gone])


def unit(n: Dim, k: Dim) -> Expr:
    """The vector of n entries with a one at place k."""
    return ones((1,)) if n == 1 else structure(("affine", (), k), (n,))


def picked(d: Dim, start: Dim, step: int, count: Dim) -> Expr:
    """The d × count array that picks entries start, start + step, … out of d."""
    if count == 1:
        return contract(1, [(unit(d, start), [0])], [0, 1], {1: 1})
    return structure(("affine", (step,), start), (d, count))


def identity(shape: Shape) -> Expr:
    """δ: the identity map of arrays of this shape, with axes shape + shape."""
    axes = tuple(range(len(shape)))
    return raw_contract(Fraction(1), (), (), axes + axes, shape) if shape else ONE
