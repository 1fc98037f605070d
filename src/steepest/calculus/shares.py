"""Exponentials over their sum are softmax, whose shares add up to 1.

exp(x)/mean(exp(x)) is n softmax(x); what is constant along the axes of the sum, such as max(x) in exp(x - max(x)),
changes no share.
"""

from __future__ import annotations

from collections.abc import Sequence

from steepest.calculus import algebra
from steepest.calculus.expr import Apply, Atom, Contract, Expr, Power, Sum, atom, number

Factors = list[tuple[Expr, tuple[int, ...]]]


def normalised(e: Contract) -> Expr:
    """exp(u) over c Σ exp(u) along axes is softmax(u) over c."""
    factors: Factors = list(zip(e.args, e.labels, strict=True))
    for j, (below, kl) in enumerate(factors):
        if not isinstance(below, Power) or (n := algebra.constant_value(below.args[1])) is None or n >= 0:
            continue
        for k, (above, ls) in enumerate(factors):
            found = _softmax(above, ls, below.args[0], kl) if k != j else None
            if found is not None:
                rest = [p for i, p in enumerate(factors) if i not in (j, k)]
                more = [(algebra.power(below.args[0], number(n + 1)), kl)] if n != -1 else []
                return algebra.contract(e.coefficient, [*rest, *found, *more], e.out, dict(enumerate(e.dims)))
    return e


def _softmax(above: Expr, ls: tuple[int, ...], total: Expr, kl: tuple[int, ...]) -> Factors | None:
    """softmax(u) at ls, and one over the numbers in front of the total, where above/total is their product."""
    if not isinstance(above, Apply) or above.name != "exp" or len(set(ls)) < len(ls) or not isinstance(total, Contract):
        return None
    at = [k for k, f in enumerate(total.args) if f is above]
    if len(at) != 1 or any(ls for k, ls in enumerate(total.labels) if k != at[0]):
        return None
    own = total.labels[at[0]]
    distinct = len(set(own)) == len(own) == len(total.dims) and len(set(total.out)) == len(total.out) < len(own)
    if not distinct or kl != tuple(ls[own.index(x)] for x in total.out):
        return None
    summed = [k for k, x in enumerate(own) if x not in total.out]
    kept = [k for k in range(len(own)) if k not in summed]
    u = _varying(above.args[0], summed)
    moved = algebra.contract(1, [(u, range(len(own)))], [*kept, *summed])
    lse = atom("logsumexp", (moved,), tuple(u.shape[k] for k in kept), len(summed))
    wide = algebra.contract(1, [(lse, kept)], range(len(own)), dict(enumerate(u.shape)))
    numbers = [(f, ()) for k, f in enumerate(total.args) if k != at[0]]
    under = algebra.power(algebra.contract(total.coefficient, numbers, ()), number(-1))
    return [(algebra.apply("exp", (algebra.minus(u, wide),)), ls), (under, ())]


def _varying(u: Expr, axes: Sequence[int]) -> Expr:
    """The terms of a sum that change along one of these axes."""
    if not isinstance(u, Sum):
        return u
    kept = [(w, t) for w, t in zip(u.weights, u.args, strict=True) if not _constant_along(t, axes)]
    return algebra.add(kept, u.shape) if kept else u


def _constant_along(t: Expr, axes: Sequence[int]) -> bool:
    if not isinstance(t, Contract):
        return False
    used = {x for ls in t.labels for x in ls}
    return all(t.out[k] not in used and t.out.count(t.out[k]) == 1 for k in axes)


def totalled(e: Contract) -> Expr:
    """Σ softmax(u) along its axes is 1, where nothing else has these axes."""
    factors: Factors = list(zip(e.args, e.labels, strict=True))
    for k, (f, ls) in enumerate(factors):
        axes = _axes_of_softmax(f)
        elsewhere = {x for j, (_, hl) in enumerate(factors) if j != k for x in hl} | set(e.out)
        if axes and len(set(ls)) == len(ls) and not any(ls[a] in elsewhere for a in axes):
            gone = {ls[a] for a in axes}
            sizes = {x: d for x, d in enumerate(e.dims) if x not in gone}
            left = tuple(x for x in ls if x not in gone)
            ones = algebra.contract(1, [], range(len(left)), {k: sizes[x] for k, x in enumerate(left)})
            rest = [p for j, p in enumerate(factors) if j != k]
            return algebra.contract(e.coefficient, [*rest, (ones, left)], e.out, sizes)
    return e


def turned(e: Contract) -> Expr:
    """The transpose of softmax(Uᵀ) is softmax(U) along the other axis."""
    if len(e.args) != 1 or sorted(e.labels[0]) != list(range(len(e.out))) or sorted(e.out) != sorted(e.labels[0]):
        return e
    (f,) = e.args
    if not isinstance(f, Apply) or not _axes_of_softmax(f):
        return e
    c, u = algebra.split_coefficient(f.args[0])
    assert isinstance(u, Sum)
    straight = [(c * w, algebra.contract(1, [(t, e.labels[0])], e.out)) for w, t in zip(u.weights, u.args, strict=True)]
    return algebra.scale(e.coefficient, algebra.apply("exp", (algebra.add(straight, e.shape),)))


def _axes_of_softmax(f: Expr) -> list[int]:
    """The axes along which exp(u - logsumexp(u)) adds up to 1; none for anything else."""
    if not isinstance(f, Apply) or f.name != "exp":
        return []
    c, x = algebra.split_coefficient(f.args[0])
    if not isinstance(x, Sum):
        return []
    for w, t in zip(x.weights, x.args, strict=True):
        if not isinstance(t, Contract) or len(t.args) != 1 or t.coefficient * w * c != -1:
            continue
        lse = t.args[0]
        axes = [k for k, label in enumerate(t.out) if label not in t.labels[0]]
        kept = [k for k in range(len(t.out)) if k not in axes]
        if not isinstance(lse, Atom) or lse.name != "logsumexp" or len(axes) != lse.data:
            continue
        rest = algebra.add([(c * v, s) for v, s in zip(x.weights, x.args, strict=True) if s is not t], x.shape)
        moved = algebra.contract(1, [(rest, range(len(t.out)))], [*kept, *axes])
        if [t.out[k] for k in kept] == list(t.labels[0]) and moved is lse.args[0]:
            return axes
    return []
