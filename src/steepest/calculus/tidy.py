"""Small identities that leave less to read: Σ (x - mean x) is 0, max(u, 0) [u > 0] is max(u, 0).

Each holds everywhere, also at ties and kinks; what is equal only in form is left to `commons`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.expr import Apply, Contract, Expr, Number, Power, Sum, walk

Factors = list[tuple[Expr, tuple[int, ...]]]


def tidied(root: Expr, simplified: Callable[[Expr], Expr] = lambda e: e) -> Expr:
    """The expression with these identities applied from the inside out; `simplified` is applied to new totals."""
    done: dict[Expr, Expr] = {}
    settled: dict[Expr, Expr] = {}
    for e in walk(root):
        made = algebra.remake(e, tuple(done[a] for a in e.args)) if e.args else e
        done[e] = _once(made, simplified, settled)
    return done[root]


def _once(e: Expr, simplified: Callable[[Expr], Expr], settled: dict[Expr, Expr]) -> Expr:
    """A node whose arguments are tidy; `settled` has those worked on before, since totals of totals meet them again."""
    made = settled.get(e)
    if made is None:
        made = _totals(e, simplified, settled) if isinstance(e, Contract) else e
        made = _without_steps(made) if isinstance(made, Contract) else made
        settled[e] = made
    return made


def _totals(e: Contract, simplified: Callable[[Expr], Expr], settled: dict[Expr, Expr]) -> Expr:
    """A sum of terms under Σ, term by term, where fewer terms are left or a constant comes out."""
    sizes = dict(enumerate(e.dims))
    factors = _factors(e)
    changed = False
    for k, (f, ls) in enumerate(factors):
        if not isinstance(f, Sum) or len(set(ls)) < len(ls):
            continue
        elsewhere = {x for j, (_, hl) in enumerate(factors) if j != k for x in hl} | set(e.out)
        kept = tuple(x for x in ls if x in elsewhere)
        if len(kept) == len(ls):
            continue
        shape = tuple(sizes[x] for x in kept)
        own = {x: sizes[x] for x in ls}  # an axis that no factor has would count as its size
        terms = [
            (w, _once(algebra.contract(1, [(t, ls)], kept, own), simplified, settled))
            for w, t in zip(f.weights, f.args, strict=True)
        ]
        total = simplified(algebra.add(terms, shape))
        if not isinstance(total, Sum) or len(total.args) < len(f.args):
            factors[k] = (total, kept)
            changed = True
    if not changed:
        return e
    before = {x for ls in e.labels for x in ls}
    after = {x for _, ls in factors for x in ls}
    left = {x: d for x, d in sizes.items() if x in e.out or x in after or x not in before}
    return algebra.contract(e.coefficient, factors, e.out, left)


def _factors(e: Contract) -> Factors:
    return list(zip(e.args, e.labels, strict=True))


def _without_steps(e: Contract) -> Expr:
    """max(u, 0) times the step at 0 of u is max(u, 0), also where u is 0."""
    factors = _factors(e)
    for k, (f, ls) in enumerate(factors):
        if any(j != k and hl == ls and _is_step_of(f, h) for j, (h, hl) in enumerate(factors)):
            rest = [p for j, p in enumerate(factors) if j != k]
            return algebra.contract(e.coefficient, rest, e.out, dict(enumerate(e.dims)))
    return e


def _is_step_of(step: Expr, h: Expr) -> bool:
    """Is `h` max(u, 0), or a power of it, and `step` 1, 1/2, 0 as u is above, at, below 0?"""
    if isinstance(h, Power) and isinstance(h.args[1], Number) and h.args[1].value > 0:
        h = h.args[0]
    if not isinstance(h, Apply) or h.name != "maximum" or not isinstance(step, Apply) or step.name != "where":
        return False
    zero = next((z for z in h.args if algebra.is_zero(z)), None)
    if zero is None:
        return False
    u = next(a for a in h.args if a is not zero)
    above = algebra.elementwise("less", algebra.zero(u.shape), u)
    at = (
        algebra.elementwise("equal", u, algebra.zero(u.shape)),
        algebra.elementwise("equal", algebra.zero(u.shape), u),
    )
    condition, then, other = step.args
    if condition is not above or algebra.constant_value(then) != 1:
        return False
    if algebra.constant_value(other) is not None:
        return algebra.constant_value(other) in (0, Fraction(1, 2))
    return isinstance(other, Apply) and other.name == "where" and other.args[0] in at and algebra.is_zero(other.args[2])
