"""Two factors that make one: sin u/cos u is tan u, sinh u/cosh u is tanh u, |u| sign u is u, u sign u is |u|.

Each holds wherever both sides have a value, and what has none on the left has none, or its limit, on the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.expansions import outside
from steepest.calculus.expr import Apply, Contract, Expr, Number, Power, Sum, number, walk
from steepest.calculus.remaking import remake

Factor = tuple[Expr, tuple[int, ...]]
QUOTIENTS = {("sin", "cos"): "tan", ("cos", "sin"): "cot", ("sinh", "cosh"): "tanh", ("cosh", "sinh"): "coth"}
MEETING = {name for pair in QUOTIENTS for name in pair} | {"sign", "abs"}


def paired(root: Expr) -> Expr:
    """The expression with these pairs named, where they stand in no function."""
    found = outside(root)
    if not any(isinstance(_base(a)[0], Apply) and _base(a)[0].name in MEETING for e in found for a in (e, *e.args)):  # type: ignore[attr-defined]
        return root
    done: dict[Expr, Expr] = {}
    for e in walk(root):
        if e not in found:
            done[e] = e
            continue
        made = remake(e, tuple(done.get(a, a) for a in e.args)) if isinstance(e, Sum | Contract) else e
        done[e] = _met(made) if isinstance(made, Contract) else _even(made)
    return done[root]


def _even(e: Expr) -> Expr:
    """|u|² is u²."""
    base, n = _base(e)
    if isinstance(base, Apply) and base.name == "abs" and n.denominator == 1 and n % 2 == 0:
        return algebra.power(base.args[0], number(n))
    return e


def _base(e: Expr) -> tuple[Expr, Fraction]:
    if isinstance(e, Power) and isinstance(e.args[1], Number):
        return e.args[0], e.args[1].value
    return e, Fraction(1)


def _met(e: Contract) -> Expr:
    """A product with its pairs put together, one after another."""
    factors: list[Factor] = list(zip(e.args, e.labels, strict=True))
    changed = False
    while (made := _pair(factors)) is not None:
        factors, changed = made, True
    return algebra.contract(e.coefficient, factors, e.out, dict(enumerate(e.dims))) if changed else e


def _pair(factors: Sequence[Factor]) -> list[Factor] | None:
    for k, (f, ls) in enumerate(factors):
        u, n = _base(f)
        if not isinstance(u, Apply) or u.name not in MEETING:
            continue
        if (plain := _even(f)) is not f:
            return [*factors[:k], (plain, ls), *factors[k + 1 :]]
        for j, (g, kl) in enumerate(factors):
            if j == k or kl != ls:
                continue
            found = _one(u, n, *_base(g))
            if found is not None:
                rest = [x for i, x in enumerate(factors) if i not in (j, k)]
                return [*rest, *((x, ls) for x in found)]
    return None


def _one(u: Apply, n: Fraction, v: Expr, m: Fraction) -> list[Expr] | None:
    """What u to the n times v to the m is, where that has a name of its own."""
    if u.name == "sign" and n == 1:
        x = u.args[0]
        if isinstance(v, Apply) and v.name == "abs" and v.args == u.args and (m >= 1 or m < 0):
            return [x, algebra.power(v, number(m - 1))]
        if v is x and m >= 1:
            return [algebra.apply("abs", (x,)), algebra.power(x, number(m - 1))]
        return None
    if isinstance(v, Apply) and v.args == u.args and n == -m > 0 and (name := QUOTIENTS.get((u.name, v.name))):
        return [algebra.power(algebra.apply(name, u.args), number(n))]
    return None
