"""A derivative as one matrix on stacked columns: A ⊗ B where its axes separate, else reshaped. Vec is column-major.

With vec F stacking the columns of F, entry ((j, i), (l, k)) of the matrix is ∂F[i, j]/∂X[k, l], and it is A ⊗ B
when ∂F[i, j]/∂X[k, l] = A[j, l] · B[i, k] (Magnus & Neudecker, Matrix Differential Calculus, ch. 9). Where the axes
come apart crosswise it is (A ⊗ B) K, with the commutation matrix K that takes vec X to vec Xᵀ (ibid., ch. 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.atoms import reshaped
from steepest.calculus.dims import Dim, Shape, dim_letters, dim_product
from steepest.calculus.expr import Contract, Expr, Sum, variables
from steepest.calculus.operators import build
from steepest.calculus.raising import raised
from steepest.calculus.readable import readable
from steepest.calculus.surface import Surface, number, variable

Separated = tuple[Fraction, Expr, Expr, bool]  # c · A ⊗ B, or c · (A ⊗ B) K
LEFT, RIGHT = -1, -2  # labels of axes of size 1: a vector is a matrix with one column


def vec_form(e: Expr, rows: int, columns: int) -> Surface:
    """The matrix of `e`, whose first axes are those of the value and whose last are those of the variable."""
    if rows <= 1 and columns <= 1:
        return raised(e)
    if columns and max(rows, columns) == 2:
        terms = list(zip(e.weights, e.args, strict=True)) if isinstance(e, Sum) else [(Fraction(1), e)]
        for lying in (False, True):
            found = [(w, separated(t, rows, columns, lying)) for w, t in terms]
            if all(p is not None for _, p in found):
                return _written([(w * p[0], *p[1:]) for w, p in found if p is not None], e)
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
    """c, A and B with `e`[i, j, k, l] = c · A[j, l] · B[i, k], or crosswise; None where they do not come apart.

    A vector among matrices is a column, or a row where `lying`: stacked, both are the same.
    """
    if not isinstance(e, Contract):
        return None
    sizes: dict[int, Dim] = dict(enumerate(e.dims))
    sizes |= dict.fromkeys((LEFT, RIGHT), 1)
    i, j = _two(e.out[:rows], LEFT, lying)
    k, l = _two(e.out[rows:], RIGHT, lying)  # noqa: E741
    for crossed in (False, True) if rows == columns == 2 else (False,):
        inner, outer = ((i, l), (j, k)) if crossed else ((i, k), (j, l))
        parts = None if {*inner} & {*outer} else _parts(e, {*inner}, {*outer})
        if parts is not None:
            a = _side(parts[1], outer, sizes)
            return e.coefficient, a, _side([*parts[0], *parts[2]], inner, sizes), crossed
    return None


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


def _written(terms: Sequence[Separated], e: Expr) -> Surface:
    """Σ c · A ⊗ B as a surface tree, equal products in one term, what is subtracted last."""
    collected: dict[tuple[Expr, Expr, bool], Fraction] = {}
    for c, a, b, crossed in terms:
        ca, a = algebra.split_coefficient(a)
        cb, b = algebra.split_coefficient(b)
        collected[a, b, crossed] = collected.get((a, b, crossed), Fraction(0)) + c * ca * cb
    kept = sorted(((c, *term) for term, c in collected.items() if c), key=lambda t: t[0] < 0)
    if not kept:
        return raised(matrix(algebra.zero(e.shape), 2, len(e.shape) - 2))
    if not any(crossed for *_, crossed in kept):
        return _sum([_term(c, build("kron", (_words(a), _words(b)))) for c, a, b, _ in kept])
    turned = raised(_commutation(e.shape[-2:]))
    name = next(n for n in ("K", *(f"K_{k}" for k in range(1, 100))) if n not in _taken(e))
    k = variable(name, turned.shape)
    out = []
    for c, a, b, crossed in kept:
        whole = build("kron", (_words(a), _words(b)))
        if crossed and _is_identity(a) and _is_identity(b):
            whole = k
        elif crossed:
            whole = build("matmul", (whole, k))
        out.append(_term(c, whole))
    body = _sum(out)
    if body is k:
        return turned
    return build("let", (turned, body), (name,))


def _commutation(shape: Shape) -> Expr:
    """K with K vec X = vec Xᵀ, for X of this shape."""
    return matrix(algebra.contract(1, [], [1, 0, 0, 1], dict(enumerate(shape))), 2, 2)


def _is_identity(e: Expr) -> bool:
    return e is algebra.identity(e.shape[:1])


def _taken(e: Expr) -> set[str]:
    return {*variables(e), *(x for s in (e.shape, *variables(e).values()) for d in s for x in dim_letters(d))}


def _sum(terms: Sequence[Surface]) -> Surface:
    return terms[0] if len(terms) == 1 else build("add", tuple(terms))


def _term(c: Fraction, whole: Surface) -> Surface:
    if abs(c) != 1:
        whole = build("mul", (number(abs(c)), whole))
    return build("neg", (whole,)) if c < 0 else whole


def _words(e: Expr) -> Surface:
    """A side of a Kronecker product in words; one row as a row."""
    e = readable(e)
    if len(e.shape) == 2 and e.shape[0] == 1 and e.shape[1] != 1 and algebra.constant_value(e) is None:
        return row(algebra.contract(1, [(e, [0, 1])], [1]))
    return raised(e)


def row(e: Expr) -> Surface:
    """A vector as a matrix of one row."""
    return build("index", (raised(readable(e)),), (("new",),))
