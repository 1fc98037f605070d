"""A derivative as one matrix on stacked columns: A ⊗ B where its axes separate, else reshaped. Vec is column-major.

With vec F stacking the columns of F, entry ((j, i), (l, k)) of the matrix is ∂F[i, j]/∂X[k, l], and it is A ⊗ B
when ∂F[i, j]/∂X[k, l] = A[j, l] · B[i, k] (Magnus & Neudecker, Matrix Differential Calculus, ch. 9).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.atoms import reshaped
from steepest.calculus.dims import Dim, dim_product
from steepest.calculus.expr import Contract, Expr, Sum
from steepest.calculus.operators import build
from steepest.calculus.raising import raised
from steepest.calculus.readable import readable
from steepest.calculus.surface import Surface, number

Separated = tuple[Fraction, Expr, Expr]  # c · A ⊗ B
LEFT, RIGHT = -1, -2  # labels of axes of size 1: a vector is a matrix with one column


def vec_form(e: Expr, rows: int, columns: int) -> Surface:
    """The matrix of `e`, whose first axes are those of the value and whose last are those of the variable."""
    if rows <= 1 and columns <= 1:
        return raised(e)
    if columns and max(rows, columns) == 2:
        terms = list(zip(e.weights, e.args, strict=True)) if isinstance(e, Sum) else [(Fraction(1), e)]
        for lying in (False, True):
            found = [(w, separated(t, rows, columns, lying)) for w, t in terms]
            if any(s is None for _, s in found):
                continue
            return _written([(w * s[0], s[1], s[2]) for w, s in found if s is not None])
    return raised(matrix(e, rows, columns))


def matrix(e: Expr, rows: int, columns: int) -> Expr:
    """The same entries as a matrix, the axes on either side stacked column by column."""
    axes = list(range(rows + columns))
    front, back = axes[:rows][::-1], axes[rows:][::-1]
    turned = algebra.contract(1, [(e, axes)], [*front, *back])
    sizes = turned.shape
    shape = [dim_product(s) for s in (sizes[:rows], sizes[rows:]) if s]
    return reshaped(turned, tuple(shape))


def separated(e: Expr, rows: int, columns: int, lying: bool = False) -> Separated | None:
    """c, A and B with `e`[i, j, k, l] = c · A[j, l] · B[i, k]; None where the two do not come apart.

    A vector among matrices is a column, or a row where `lying`: stacked, both are the same.
    """
    if not isinstance(e, Contract):
        return None
    sizes: dict[int, Dim] = dict(enumerate(e.dims))
    sizes |= dict.fromkeys((LEFT, RIGHT), 1)
    i, j = _two(e.out[:rows], LEFT, lying)
    k, l = _two(e.out[rows:], RIGHT, lying)  # noqa: E741
    if {i, k} & {j, l}:
        return None
    inner, outer, numbers = _parts(e, {i, k}, {j, l}) or (None, None, None)
    if inner is None or outer is None or numbers is None:
        return None
    a = _side(outer, (j, l), sizes)
    b = _side([*inner, *numbers], (i, k), sizes)
    return e.coefficient, a, b


def _two(labels: tuple[int, ...], new: int, lying: bool) -> tuple[int, int]:
    if len(labels) == 2:
        return labels[0], labels[1]
    return (new, labels[0]) if lying else (labels[0], new)


Factors = list[tuple[Expr, tuple[int, ...]]]


def _parts(e: Contract, near: set[int], far: set[int]) -> tuple[Factors, Factors, Factors] | None:
    """The factors that hang together with one side, those of the other, and numbers; None if some touch both."""
    groups: list[tuple[set[int], Factors]] = []
    for f, ls in zip(e.args, e.labels, strict=True):
        touching = [g for g in groups if g[0] & set(ls)]
        joined: Factors = [p for g in touching for p in g[1]] + [(f, ls)]
        groups = [g for g in groups if g not in touching]
        groups.append((set(ls).union(*(g[0] for g in touching)), joined))
    out: tuple[Factors, Factors, Factors] = ([], [], [])
    for labels, factors in groups:
        if labels & near and labels & far:
            return None
        out[0 if labels & near else 1 if labels & far else 2].extend(factors)
    return out


def _side(factors: Factors, out: tuple[int, int], sizes: dict[int, Dim]) -> Expr:
    """The factors of one side as a matrix over two labels."""
    move = {x: n for n, x in enumerate(dict.fromkeys([*out, *(x for _, ls in factors for x in ls)]))}
    named = [(f, [move[x] for x in ls]) for f, ls in factors]
    return algebra.contract(1, named, [move[x] for x in out], {n: sizes[x] for x, n in move.items()})


def _written(terms: Sequence[Separated]) -> Surface:
    """Σ c · A ⊗ B as a surface tree, equal factors in one term, the first sign positive where there is one."""
    collected: dict[tuple[Expr, Expr], Fraction] = {}
    for c, a, b in terms:
        ca, a = algebra.split_coefficient(a)
        cb, b = algebra.split_coefficient(b)
        collected[a, b] = collected.get((a, b), Fraction(0)) + c * ca * cb
    kept = sorted(((c, a, b) for (a, b), c in collected.items() if c), key=lambda t: t[0] < 0)
    if not kept:
        _, a, b = terms[0]
        return raised(algebra.zero(tuple(dim_product((m, n)) for m, n in zip(a.shape, b.shape, strict=True))))
    out = [_term(c, a, b) for c, a, b in kept]
    return out[0] if len(out) == 1 else build("add", tuple(out))


def _term(c: Fraction, a: Expr, b: Expr) -> Surface:
    product = build("kron", (_words(a), _words(b)))
    if abs(c) != 1:
        product = build("mul", (number(abs(c)), product))
    return build("neg", (product,)) if c < 0 else product


def _words(e: Expr) -> Surface:
    """A side of a Kronecker product in words; one row as a row."""
    e = readable(e)
    if len(e.shape) == 2 and e.shape[0] == 1 and e.shape[1] != 1 and algebra.constant_value(e) is None:
        return row(algebra.contract(1, [(e, [0, 1])], [1]))
    return raised(e)


def row(e: Expr) -> Surface:
    """A vector as a matrix of one row."""
    return build("index", (raised(readable(e)),), (("new",),))
