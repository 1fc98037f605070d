"""Common factors of array sums taken out: XᵀA - XᵀB is Xᵀ(A - B), a scalar in every term stands in front once."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.expr import Contract, Expr, Number, Sum

MOST_ROUNDS = 4
BOUND = 100  # labels of the axes that join the common factor with the rest

Kind = tuple[str, int]  # ("end", axis of the result) | ("along", axis) | ("joint", n)
Split = tuple[tuple[Kind, ...], Expr]


def factored_arrays(e: Expr) -> Expr:
    """The expression with what all terms of its sums share taken out in front or behind, as long as there is some."""
    for _ in range(MOST_ROUNDS):
        made = _inside(e)
        if made is e:
            return e
        e = made
    return e


def _inside(e: Expr) -> Expr:
    if isinstance(e, Sum):
        return _taken_out(e)
    if isinstance(e, Contract) and any(isinstance(f, Sum) for f in e.args):
        factors = [(_taken_out(f) if isinstance(f, Sum) else f, ls) for f, ls in zip(e.args, e.labels, strict=True)]
        return algebra.contract(e.coefficient, factors, e.out, dict(enumerate(e.dims)))
    return e


def _taken_out(e: Sum) -> Expr:
    if not e.shape:
        return e
    terms = [_as_contract(t) for t in e.args]
    for f in dict.fromkeys(terms[0].args):
        if isinstance(f, Number):
            continue
        for kinds, first in _splits(terms[0], f):
            rests: list[Expr] = [first]
            for t in terms[1:]:
                fitting = [r for k, r in _splits(t, f) if k == kinds and r.shape == first.shape]
                if not fitting:
                    break
                rests.append(fitting[0])
            else:
                if len(first.shape) > len(e.shape) and any(isinstance(r, Contract) and len(r.args) > 1 for r in rests):
                    continue
                rest = algebra.add(list(zip(e.weights, rests, strict=True)), first.shape)
                return _joined(f, kinds, rest, e)
    return e


def _as_contract(t: Expr) -> Contract:
    if isinstance(t, Contract):
        return t
    axes = tuple(range(len(t.shape)))
    made = object.__new__(Contract)  # a plain node seen as a product of one factor; not interned, not kept
    made.args, made.shape, made.coefficient = (t,), t.shape, Fraction(1)
    made.labels, made.out, made.dims = (axes,), axes, t.shape
    return made


def _splits(t: Contract, f: Expr) -> Iterator[Split]:
    """The ways to see a term as f times the rest: how each axis of f is met, and the rest."""
    if len(set(t.out)) < len(t.out):
        return
    for k, (g, ls) in enumerate(zip(t.args, t.labels, strict=True)):
        if g is not f or len(set(ls)) < len(ls):
            continue
        others = [(h, hl) for j, (h, hl) in enumerate(zip(t.args, t.labels, strict=True)) if j != k]
        elsewhere = {x for _, hl in others for x in hl}
        kinds: list[Kind] = []
        joints: list[int] = []
        for x in ls:
            if x in t.out:
                kinds.append(("along" if x in elsewhere else "end", t.out.index(x)))
            elif x in elsewhere:
                kinds.append(("joint", len(joints)))
                joints.append(x)
            else:
                break
        if len(kinds) < len(ls):
            continue
        ends = {n for kind, n in kinds if kind == "end"}
        axes = [x for p, x in enumerate(t.out) if p not in ends] + joints
        own = {x: d for x, d in enumerate(t.dims) if x in axes or x in elsewhere}
        yield tuple(kinds), algebra.contract(t.coefficient, others, axes, own)


def _joined(f: Expr, kinds: tuple[Kind, ...], rest: Expr, e: Sum) -> Expr:
    ends = {n for kind, n in kinds if kind == "end"}
    labels = [BOUND + n if kind == "joint" else n for kind, n in kinds]
    axes = [p for p in range(len(e.shape)) if p not in ends]
    axes += [BOUND + n for kind, n in kinds if kind == "joint"]
    return algebra.contract(1, [(f, labels), (rest, axes)], range(len(e.shape)), dict(enumerate(e.shape)))
