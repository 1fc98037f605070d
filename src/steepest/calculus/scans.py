"""The derivative of a recurrence: another recurrence, from the last step to the first.

s_t = body(s_{t-1}, x_t) for t = 1 … T has the states s₁ … s_T as its value. The cotangents of its states follow the
recurrence backward, λ_t = g_t + c_{t+1} with c_t = λ_t · ∂body/∂s, and those of what goes into a step are sums over the
steps of one expression (Werbos 1990, "Backpropagation through time"). So the derivative has as many nodes for ten
thousand steps as for ten.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from steepest.calculus import algebra
from steepest.calculus.dims import dim_add
from steepest.calculus.expr import Expr, Scan, Variable
from steepest.calculus.remaking import each_row, items, opened, outside, scan, substitute, unbound

Cotangents = Callable[[Expr, Sequence[Expr], Expr, int], dict[Expr, Expr]]


def pullbacks(
    node: Scan, cotangent: Expr, batch: int, wanted: Sequence[bool], cotangents: Cotangents
) -> list[Expr | None]:
    """The cotangents of the start, the items and what comes from outside, for one of the states."""
    body, (state, *rows) = opened(node)
    steps, shape = node.steps, body.shape
    wide = (*cotangent.shape[:batch], *shape)
    b, s, t = list(range(100, 100 + batch)), list(range(len(shape))), 99
    given = algebra.contract(1, [(cotangent, [*b, t, *s])], [t, *b, *s])
    before = _shifted(node, node.args[0], 1 if not node.back else -1)
    after, g, c = unbound(shape), unbound(wide), unbound(wide)
    known = [state, after, *rows]
    at: dict[Expr, Expr] = dict(zip(known, [before, node, *items(node)], strict=True))

    def pulled(seed: Expr, to: Sequence[Expr]) -> list[Expr]:
        found = cotangents(body, to, seed, batch)
        own = {body: after} if not isinstance(body, Variable) else {}
        return [substitute(found.get(x, algebra.zero((*wide[:batch], *x.shape))), own) for x in to]

    (back,) = pulled(algebra.plus(g, c), [state])
    carried = scan(back, c, [g, *known], algebra.zero(wide), [given, *at.values()], steps, not node.back)
    total = algebra.plus(given, _shifted(carried, None, -1 if not node.back else 1))
    to = [*rows, *outside(node)]
    asked = [x for x, w in zip(to, wanted[1:], strict=True) if w]
    each = dict(zip(asked, pulled(c, asked), strict=True))
    out: list[Expr | None] = [_row(carried, node.back, batch + len(shape)) if wanted[0] else None]
    for k, x in enumerate(to):
        if x not in each:
            out.append(None)
            continue
        every = each_row(each[x], {c: total, **at}, steps)
        axes = list(range(len(x.shape)))
        kept = [t] if k < len(rows) else []
        out.append(algebra.contract(1, [(every, [t, *b, *axes])], [*b, *kept, *axes]))
    return out


def _row(states: Expr, last: bool, rank: int) -> Expr:
    """The first state, or the last."""
    steps = states.shape[0]
    unit = algebra.picked(steps, dim_add(steps, -1) if last else 0, 1, 1)
    axes = list(range(2, 2 + rank))
    return algebra.contract(1, [(states, [0, *axes]), (unit, [0, 1])], axes)


def _shifted(states: Expr, first: Expr | None, by: int) -> Expr:
    """The states one step later (by = 1) or earlier (-1), with `first` (or zeros) where there is none."""
    steps, axes = states.shape[0], list(range(3, 2 + len(states.shape)))
    rest = dim_add(steps, -1)
    end = 0 if by == 1 else rest
    terms = []
    if rest != 0:
        taken = algebra.picked(steps, 0 if by == 1 else 1, 1, rest)
        put = algebra.picked(steps, 1 if by == 1 else 0, 1, rest)
        terms.append(algebra.contract(1, [(states, [0, *axes]), (taken, [0, 1]), (put, [2, 1])], [2, *axes]))
    if first is not None:
        unit = algebra.picked(steps, end, 1, 1)
        terms.append(algebra.contract(1, [(first, axes), (unit, [2, 1])], [2, *axes]))
    return algebra.plus(*terms) if len(terms) > 1 else terms[0] if terms else algebra.zero(states.shape)
