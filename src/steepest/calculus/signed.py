"""What is plainer because a sign is known: |u| is u where u is never negative, √u² too, and a choice is made.

Signs come from `spans`: from the form (e^x is positive) and from what is known of variables.
"""

from __future__ import annotations

from collections.abc import Callable

from steepest.calculus import algebra
from steepest.calculus.entrywise import factors, fixed_power, neg
from steepest.calculus.expr import Apply, Contract, Expr, Power, number, walk
from steepest.calculus.remaking import remake
from steepest.calculus.spans import Facts, Memo, Span, span


def plainer(root: Expr, facts: Facts | None = None, done: dict[Expr, Expr] | None = None) -> Expr:
    """The expression with what signs decide decided; equal in value wherever it has one and the facts hold."""
    done = {} if done is None else done
    if not any(_may_be_decided(e) for e in walk(root, known=done)):
        return root
    known: Memo = {}
    for e in walk(root, known=done):
        made = remake(e, tuple(done[a] for a in e.args)) if e.args else e
        done[e] = _decided(made, known, facts)
    return done[root]


def _may_be_decided(e: Expr) -> bool:
    if isinstance(e, Apply):
        return e.name in SIGNED
    return isinstance(e, Power) and isinstance(e.args[0], Power | Contract) and _fractional(e)


def _fractional(e: Power) -> bool:
    n = algebra.constant_value(e.args[1])
    return n is not None and n.denominator > 1


def _decided(e: Expr, known: Memo, facts: Facts | None) -> Expr:
    if isinstance(e, Apply):
        made = _of_function(e, known, facts)
        return e if made is None else made
    if isinstance(e, Power):
        return _of_power(e, known, facts)
    return e


def _of_function(e: Apply, known: Memo, facts: Facts | None) -> Expr | None:
    u = e.args[0]
    if e.name in ("abs", "sign", "heaviside", "relu"):
        s = span(u, known, facts)
        up, down = s.not_negative, s.not_positive
        match e.name:
            case "abs":
                return u if up else neg(u) if down else None
            case "relu":
                return u if up else algebra.zero(e.shape) if down else None
            case "sign":
                return algebra.ones(e.shape) if s.positive else neg(algebra.ones(e.shape)) if s.negative else None
            case _:
                return algebra.ones(e.shape) if s.positive else algebra.zero(e.shape) if s.negative else None
    if e.name in ("maximum", "minimum"):
        s = span(algebra.minus(*e.args), known, facts)
        if s.not_negative or s.not_positive:
            return e.args[0 if s.not_negative == (e.name == "maximum") else 1]
    if e.name == "where" and (chosen := decided(u, known, facts)) is not None:
        return e.args[1] if chosen else e.args[2]
    return None


def decided(test: Expr, known: Memo, facts: Facts | None) -> bool | None:
    """Is a comparison true, or false, wherever it is looked at? None where it depends."""
    if not isinstance(test, Apply) or test.name not in HOLDS:
        return None
    yes, no = HOLDS[test.name]
    s = span(algebra.minus(*test.args), known, facts)
    return True if yes(s) else False if no(s) else None


SIGNED = {"abs", "sign", "heaviside", "relu", "maximum", "minimum", "where"}
HOLDS: dict[str, tuple[Callable[[Span], bool], Callable[[Span], bool]]] = {
    "less": (lambda s: s.negative, lambda s: s.not_negative),
    "less_equal": (lambda s: s.not_positive, lambda s: s.positive),
    "equal": (lambda s: s.low == s.high == 0, lambda s: s.never_zero),
    "not_equal": (lambda s: s.never_zero, lambda s: s.low == s.high == 0),
}


def _of_power(e: Power, known: Memo, facts: Facts | None) -> Expr:
    """(uᵐ)ⁿ is uᵐⁿ where u is positive, and (u v)ⁿ is uⁿ vⁿ."""
    base, exponent = e.args
    n = algebra.constant_value(exponent)
    if n is None or n.denominator == 1:
        return e
    c, parts = factors(base)
    sure = [p for p in parts if _sure(fixed_power(p)[0], known, facts)]
    if not sure or c <= 0:
        return e
    taken = [algebra.power(u, number(m * n)) for u, m in map(fixed_power, sure)]
    rest = algebra.times(algebra.full(c, e.shape), *(p for p in parts if p not in sure))
    return algebra.times(*taken, algebra.power(rest, number(n)))


def _sure(u: Expr, known: Memo, facts: Facts | None) -> bool:
    return span(u, known, facts).positive
