"""The functions of whole arrays that are not contractions: one row each, with its derivative as a pullback.

A pullback takes the cotangent of the value (with any batch axes in front) to the cotangent of the argument. Sources:
Giles 2008, "Collected matrix derivative results" (det, inv); Golub & Pereyra 1973 (pinv); Magnus 1985 (eigenvalues,
eigenvectors).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.dims import Dim, Shape, dim_mul
from steepest.calculus.expr import Atom, Contract, Expr, atom, number

Pullback = Callable[[Atom, Expr, int], Expr]
BATCH = 1000  # labels of batch axes start here


@dataclass(frozen=True, slots=True)
class AtomRow:
    """A row: an atom, its pullback (None where it has no derivative), where it holds, and why."""

    name: str
    pullback: Pullback | None
    because: str
    conditions: tuple[str, ...] = ()  # {0} is the argument


def batch_labels(batch: int) -> list[int]:
    """The labels of the batch axes."""
    return list(range(BATCH, BATCH + batch))


def reshaped(x: Expr, shape: Shape) -> Expr:
    """The same entries in row-major order in another shape."""
    if x.shape == shape:
        return x
    value = algebra.constant_value(x)
    if value is not None:
        return algebra.full(value, shape)
    if isinstance(x, Atom) and x.name == "reshape":
        return reshaped(x.args[0], shape)
    if (split := _split_deltas(x, shape)) is not None:
        return split
    c, body = algebra.split_coefficient(x)
    return algebra.scale(c, atom("reshape", (body,), shape) if c == 1 else reshaped(body, shape))


def _split_deltas(x: Expr, shape: Shape) -> Expr | None:
    """The identity on n·m entries seen as the identity on n × m: a delta for each axis."""
    if not isinstance(x, Contract) or x.args:
        return None
    groups: list[tuple[Dim, ...]] = []
    rest = list(shape)
    for d in x.shape:
        group: list[Dim] = []
        size: Dim = 1
        while rest and (size != d or (not group)):
            size = dim_mul(size, rest[0])
            group.append(rest.pop(0))
        if size != d:
            return None
        groups.append(tuple(group))
    if rest:
        return None
    own: dict[int, tuple[Dim, ...]] = {}
    if any(own.setdefault(label, group) != group for label, group in zip(x.out, groups, strict=True)):
        return None
    start = {label: 10 * k for k, label in enumerate(own)}
    out = [start[label] + j for label, group in zip(x.out, groups, strict=True) for j in range(len(group))]
    return algebra.contract(x.coefficient, [], out, dict(zip(out, shape, strict=True)))


def softmax_of(lse: Atom) -> Expr:
    """exp(x - logsumexp x): the derivative of logsumexp, which is softmax."""
    (x,) = lse.args
    kept = list(range(len(lse.shape)))
    wide = algebra.contract(1, [(lse, kept)], range(len(x.shape)), dict(enumerate(x.shape)))
    return algebra.apply("exp", (algebra.minus(x, wide),))


def _over_last(node: Atom, cotangent: Expr, batch: int, slope: Expr) -> Expr:
    axes = list(range(len(slope.shape)))
    b = batch_labels(batch)
    return algebra.contract(1, [(cotangent, [*b, *axes[: len(node.shape)]]), (slope, axes)], [*b, *axes])


def _logsumexp(node: Atom, cotangent: Expr, batch: int) -> Expr:
    return _over_last(node, cotangent, batch, softmax_of(node))


def _max(node: Atom, cotangent: Expr, batch: int) -> Expr:
    (x,) = node.args
    kept = list(range(len(node.shape)))
    axes = range(len(x.shape))
    wide = algebra.contract(1, [(node, kept)], axes, dict(enumerate(x.shape)))
    mask = algebra.apply("equal", (x, wide))
    count = algebra.summed(mask, range(len(kept), len(x.shape)))
    share = algebra.contract(
        1, [(mask, list(axes)), (algebra.power(count, number(-1)), kept)], axes, dict(enumerate(x.shape))
    )
    return _over_last(node, cotangent, batch, share)


def _prod(node: Atom, cotangent: Expr, batch: int) -> Expr:
    """node = Π x over all entries but some m of them; one more is left out by each derivative."""
    (x,) = node.args
    m = node.data
    assert isinstance(m, int)
    n = x.shape[-1]
    kept = list(range(len(x.shape) - 1))
    out = list(range(100, 100 + m))
    more = atom("prod", (x,), (*node.shape, n), m + 1)
    b = batch_labels(batch)
    return algebra.contract(1, [(cotangent, [*b, *kept, *out]), (more, [*kept, *out, 99])], [*b, *kept, 99])


def _inv(node: Atom, cotangent: Expr, batch: int) -> Expr:
    b = batch_labels(batch)
    return algebra.contract(-1, [(cotangent, [*b, 0, 3]), (node, [0, 1]), (node, [2, 3])], [*b, 1, 2])


def _det(node: Atom, cotangent: Expr, batch: int) -> Expr:
    b = batch_labels(batch)
    inverse = atom("inv", node.args, node.args[0].shape)
    return algebra.contract(1, [(cotangent, b), (node, []), (inverse, [1, 0])], [*b, 0, 1])


def _logdet(node: Atom, cotangent: Expr, batch: int) -> Expr:
    b = batch_labels(batch)
    inverse = atom("inv", node.args, node.args[0].shape)
    return algebra.contract(1, [(cotangent, b), (inverse, [1, 0])], [*b, 0, 1])


def _pinv(node: Atom, cotangent: Expr, batch: int) -> Expr:
    (a,) = node.args
    m, n = a.shape
    b = batch_labels(batch)
    p, q, i, j = 0, 1, 2, 3
    project_left = algebra.minus(algebra.identity((m,)), algebra.contract(1, [(a, [0, 2]), (node, [2, 1])], [0, 1]))
    project_right = algebra.minus(algebra.identity((n,)), algebra.contract(1, [(node, [0, 2]), (a, [2, 1])], [0, 1]))
    outer = algebra.contract(1, [(node, [0, 2]), (node, [1, 2])], [0, 1])
    inner = algebra.contract(1, [(node, [2, 0]), (node, [2, 1])], [0, 1])
    g = (cotangent, [*b, p, q])
    out = [*b, i, j]
    terms = [
        (Fraction(-1), algebra.contract(1, [g, (node, [p, i]), (node, [j, q])], out)),
        (Fraction(1), algebra.contract(1, [g, (outer, [p, j]), (project_left, [i, q])], out)),
        (Fraction(1), algebra.contract(1, [g, (project_right, [p, j]), (inner, [i, q])], out)),
    ]
    return algebra.add(terms, terms[0][1].shape)


def _eigvalsh(node: Atom, cotangent: Expr, batch: int) -> Expr:
    b = batch_labels(batch)
    v = atom("eigvecsh", node.args, node.args[0].shape)
    return algebra.contract(1, [(cotangent, [*b, 2]), (v, [0, 2]), (v, [1, 2])], [*b, 0, 1])


def _eigvecsh(node: Atom, cotangent: Expr, batch: int) -> Expr:
    (s,) = node.args
    n = s.shape[0]
    b = batch_labels(batch)
    values = atom("eigvalsh", (s,), (n,))
    gap = algebra.minus(
        algebra.contract(1, [(values, [1])], [0, 1], {0: n}), algebra.contract(1, [(values, [0])], [0, 1], {1: n})
    )
    nought = algebra.zero(gap.shape)
    weight = algebra.apply("where", (algebra.apply("equal", (gap, nought)), nought, algebra.power(gap, number(-1))))
    p, i, j, k, h = 0, 1, 2, 3, 4
    factors = [(cotangent, [*b, p, i]), (node, [p, j]), (weight, [j, i]), (node, [k, j]), (node, [h, i])]
    return algebra.contract(1, factors, [*b, k, h])


def _reshape(node: Atom, cotangent: Expr, batch: int) -> Expr:
    return reshaped(cotangent, cotangent.shape[:batch] + node.args[0].shape)


_ROWS = (
    AtomRow("logsumexp", _logsumexp, "the derivative of logsumexp is softmax"),
    AtomRow("max", _max, "the derivative of the largest entry; ties are shared",
            ("no ties for the largest entry of {0}",)),
    AtomRow("prod", _prod, "the product of the other entries"),
    AtomRow("inv", _inv, "d(A⁻¹) = -A⁻¹ dA A⁻¹", ("{0} is invertible",)),
    AtomRow("det", _det, "d det A = det A · tr(A⁻¹ dA)", ("{0} is invertible",)),
    AtomRow("logdet", _logdet, "d log|det A| = tr(A⁻¹ dA)", ("{0} is invertible",)),
    AtomRow("pinv", _pinv, "Golub and Pereyra's formula", ("the rank of {0} does not change nearby",)),
    AtomRow("eigvalsh", _eigvalsh, "dλ = vᵀ dS v", ("{0} is symmetric", "the eigenvalues of {0} are distinct")),
    AtomRow("eigvecsh", _eigvecsh, "each eigenvector turns towards the others",
            ("{0} is symmetric", "the eigenvalues of {0} are distinct")),
    AtomRow("reshape", _reshape, "the same entries in another shape"),
    AtomRow("one_hot", None, "indices of rows are whole numbers, with nothing between two of them"),
)  # fmt: skip

ATOMS = {row.name: row for row in _ROWS}
