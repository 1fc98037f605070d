"""Reverse accumulation on the core: one cotangent a node, first order and (applied again) any order.

A seed with batch axes in front gives Jacobians: with the identity as seed the batch axes are the axes of the value,
and the result has shape(f) + shape(x). The identity is a delta, and deltas are eliminated when contractions are made,
so no product with an identity is ever formed (Laue, Mitterreiter, Giesen 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from steepest.calculus import algebra, scans
from steepest.calculus.atoms import ATOMS, batch_labels
from steepest.calculus.expr import Apply, Atom, Contract, Expr, Power, Scan, Sum, Variable, dependents, number, walk
from steepest.calculus.slopes import NoRule, slope


def pullbacks(node: Expr, cotangent: Expr, batch: int, wanted: Sequence[bool]) -> list[Expr | None]:
    """The cotangents of a node's arguments (None where not wanted) for one cotangent of its value."""
    b = batch_labels(batch)
    match node:
        case Contract():
            return [_factor(node, k, cotangent, b) if w else None for k, w in enumerate(wanted)]
        case Sum():
            return [algebra.scale(c, cotangent) if w else None for c, w in zip(node.weights, wanted, strict=True)]
        case Power():
            return _power(node, cotangent, b, wanted)
        case Apply():
            return [
                _times(cotangent, b, slope(node.name, k, node.args, node)) if w else None for k, w in enumerate(wanted)
            ]
        case Atom():
            row = ATOMS.get(node.name)
            pull = None if row is None else row.pullback
            if row is None or pull is None:
                raise NoRule(node.name, row.because if row else "")
            return [pull(node, cotangent, batch) if w else None for w in wanted]
        case Scan():
            return scans.pullbacks(node, cotangent, batch, wanted, cotangents)
    return []


def _times(cotangent: Expr, b: list[int], slope: Expr) -> Expr:
    axes = list(range(len(slope.shape)))
    return algebra.contract(1, [(cotangent, [*b, *axes]), (slope, axes)], [*b, *axes])


def _factor(node: Contract, k: int, cotangent: Expr, b: list[int]) -> Expr:
    others = [(f, ls) for j, (f, ls) in enumerate(zip(node.args, node.labels, strict=True)) if j != k]
    own = node.labels[k]
    sizes = dict(zip(own, node.args[k].shape, strict=True))
    return algebra.contract(node.coefficient, [*others, (cotangent, [*b, *node.out])], [*b, *own], sizes)


def _power(node: Power, cotangent: Expr, b: list[int], wanted: Sequence[bool]) -> list[Expr | None]:
    base, exponent = node.args
    out: list[Expr | None] = [None, None]
    if wanted[0]:
        lower = algebra.power(
            base, algebra.add([(Fraction(1), exponent), (Fraction(-1), algebra.ones(exponent.shape))], exponent.shape)
        )
        out[0] = _times(cotangent, b, algebra.times(exponent, lower))
    if wanted[1] and not algebra.is_zero(base):  # 0 to a positive power is 0
        slope_ = algebra.times(node, algebra.apply("log", (base,)))
        axes = list(range(len(node.shape)))
        kept = axes if exponent.shape else []
        out[1] = algebra.contract(1, [(cotangent, [*b, *axes]), (slope_, axes)], [*b, *kept])
    return out


def cotangents(root: Expr, wrt: Sequence[Expr], seed: Expr, batch: int) -> dict[Expr, Expr]:
    """The cotangent of each of `wrt` (and of every node on the way) for the cotangent `seed` of the value."""
    alive, ends = dependents(root, wrt), set(wrt)
    pending: dict[Expr, list[Expr]] = {root: [seed]}
    done: dict[Expr, Expr] = {}
    for node in reversed([e for e in walk(root) if e in alive]):
        parts = pending.pop(node, None)
        if not parts:
            continue
        total = parts[0] if len(parts) == 1 else algebra.add([(Fraction(1), p) for p in parts], parts[0].shape)
        done[node] = total
        if algebra.is_zero(total) or node in ends:
            continue
        wanted = [a in alive for a in node.args]
        for arg, part in zip(node.args, pullbacks(node, total, batch, wanted), strict=False):
            if part is not None and not algebra.is_zero(part):
                pending.setdefault(arg, []).append(part)
    return done


def derivative(root: Expr, wrt: Variable | Expr) -> Expr:
    """∂root/∂wrt in natural layout: shape(root) + shape(wrt)."""
    rank = len(root.shape)
    found = cotangents(root, [wrt], algebra.identity(root.shape), rank)
    return found.get(wrt, algebra.zero(root.shape + wrt.shape))


def derivatives(root: Expr, wrt: Sequence[Expr], order: int = 1) -> Expr:
    """The derivative of this order with respect to one variable, over and over."""
    out = root
    for _ in range(order):
        out = derivative(out, wrt[0])
    return out


def gradients(root: Expr, wrt: Sequence[Expr]) -> list[Expr]:
    """∂root/∂x for several variables in one sweep."""
    found = cotangents(root, wrt, algebra.identity(root.shape), len(root.shape))
    return [found.get(x, algebra.zero(root.shape + x.shape)) for x in wrt]


__all__ = ["NoRule", "cotangents", "derivative", "derivatives", "gradients", "number", "pullbacks"]
