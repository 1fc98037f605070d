"""Small identities that leave less to read: Σ (x - mean x) is 0, max(u, 0) [u > 0] is max(u, 0).

Each holds everywhere, also at ties and kinks; what is equal only in form is left to `commons`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from steepest.calculus import algebra
from steepest.calculus.expr import Apply, Contract, Expr, Power, Sum, dependents, walk
from steepest.calculus.normal import risky
from steepest.calculus.remaking import remake, substitute
from steepest.calculus.shares import normalised, totalled, turned

Factors = list[tuple[Expr, tuple[int, ...]]]


@dataclass(slots=True)
class Worked:
    """What was tidied before, for expressions that share parts: whole, and with arguments that are tidy."""

    done: dict[Expr, Expr] = field(default_factory=dict)
    settled: dict[Expr, Expr] = field(default_factory=dict)


def tidied(root: Expr, simplified: Callable[[Expr], Expr] = lambda e: e, worked: Worked | None = None) -> Expr:
    """The expression with these identities applied from the inside out; `simplified` is applied to new totals."""
    worked = worked or Worked()
    done, settled = worked.done, worked.settled
    for e in walk(root, known=done):
        made = remake(e, tuple(done[a] for a in e.args)) if e.args else e
        done[e] = _once(made, simplified, settled)
    return done[root]


def _once(e: Expr, simplified: Callable[[Expr], Expr], settled: dict[Expr, Expr]) -> Expr:
    """A node whose arguments are tidy; `settled` has those worked on before, since totals of totals meet them again."""
    made = settled.get(e)
    if made is None:
        made = e
        if isinstance(e, Contract):  # a product that was made anew may have sums in it that were never looked at
            made = remake(e, tuple(_once(a, simplified, settled) if isinstance(a, Contract) else a for a in e.args))
        for rule in (normalised, totalled, turned, lambda e: _totals(e, simplified, settled), _without_steps):
            made = rule(made) if isinstance(made, Contract) else made
        settled[e] = settled[made] = made
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
        constants = [sum(algebra.constant_value(t) is not None for t in terms_of(x)) for x in (f, total)]
        if len(terms_of(total)) < len(f.args) or constants[0] < constants[1]:
            factors[k] = (total, kept)
            changed = True
    if not changed:
        return e
    before = {x for ls in e.labels for x in ls}
    after = {x for _, ls in factors for x in ls}
    left = {x: d for x, d in sizes.items() if x in e.out or x in after or x not in before}
    return algebra.contract(e.coefficient, factors, e.out, left)


def terms_of(e: Expr) -> tuple[Expr, ...]:
    """The terms of a sum; anything else is one."""
    return e.args if isinstance(e, Sum) else (e,)


def _factors(e: Contract) -> Factors:
    return list(zip(e.args, e.labels, strict=True))


def _without_steps(e: Contract) -> Expr:
    """What a step makes plain in the factors beside it: max(u, 0) H(u) is max(u, 0), H(u) H(6 - max(u, 0)) is
    H(u) H(6 - u). Each holds also where u is 0.
    """
    factors = _factors(e)
    for k, (f, ls) in enumerate(factors):
        u = _stepping(f)
        if u is None:
            continue
        for j, (h, hl) in enumerate(factors):
            if j == k or hl != ls:
                continue
            if _vanishes_below(h, u):
                factors.pop(k)
            elif (plain := _above(h, u)) is not h:
                factors[j] = (plain, hl)
            else:
                continue
            return _once(algebra.contract(e.coefficient, factors, e.out, dict(enumerate(e.dims))), lambda e: e, {})
    return e


def _stepping(f: Expr) -> Expr | None:
    """u where this is 0 below and 1 above u = 0: H(u), or a choice of 1 and 0 by the sign of u."""
    if not isinstance(f, Apply):
        return None
    if f.name == "heaviside":
        return f.args[0]
    if f.name != "where" or algebra.constant_value(f.args[1]) != 1 or not algebra.is_zero(f.args[2]):
        return None
    test = f.args[0]
    return algebra.minus(*test.args[::-1]) if isinstance(test, Apply) and test.name == "less" else None


def _vanishes_below(h: Expr, u: Expr) -> bool:
    """Is `h` max(u, 0), or a positive power of it?"""
    if isinstance(h, Power) and (n := algebra.constant_value(h.args[1])) is not None and n > 0:
        h = h.args[0]
    if not isinstance(h, Apply) or h.name not in ("maximum", "relu"):
        return False
    gap = h.args[0] if h.name == "relu" else algebra.minus(*h.args)
    nought = h.name == "relu" or any(algebra.is_zero(a) for a in h.args)
    return nought and _of_one_sign(gap, u) == (1 if h.name == "relu" or algebra.is_zero(h.args[1]) else -1)


def _above(h: Expr, u: Expr) -> Expr:
    """A step with its larger or smaller ones decided, as they are where u is not negative."""
    if not isinstance(h, Apply) or h.name != "heaviside":
        return h
    decided: dict[Expr, Expr] = {}
    for m in walk(h):
        if isinstance(m, Apply) and m.name in ("maximum", "minimum") and m.shape == u.shape:
            side = _of_one_sign(algebra.minus(*m.args), u)
            if side:
                decided[m] = m.args[0 if (side > 0) == (m.name == "maximum") else 1]
    if not decided or any(risky(e) for e in dependents(h, decided)):
        return h
    return substitute(h, decided)


def _of_one_sign(a: Expr, b: Expr) -> int:
    """1 where a is a positive multiple of b, -1 where it is a negative one, else 0."""
    (c, first), (d, second) = algebra.split_coefficient(a), algebra.split_coefficient(b)
    if first is not second or c * d == 0:
        return 0
    return 1 if c * d > 0 else -1
