"""Stable forms of products: two factors over the same axes that belong together, such as exp(u) and 1/Σ exp(u)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.entrywise import (
    TWO,
    applied,
    exponentials,
    factors,
    fixed_power,
    fn,
    log_of_exponentials,
    neg,
    terms,
)
from steepest.calculus.expr import Apply, Contract, Expr, Sum, number

Pair = Callable[[Expr, Expr], Expr | None]


def of_pairs(rewrite: Pair, *heads: str) -> Callable[[Expr], Expr | None]:
    """The rewriting of a product in which some two factors can be exchanged for one.

    `heads` are the functions of which the first factor must be one: what has none is not tried with all others.
    """

    def product(e: Expr) -> Expr | None:
        if not isinstance(e, Contract) or len(e.args) < 2:
            return None
        sizes = dict(enumerate(e.dims))
        given = list(zip(e.args, e.labels, strict=True))
        for j, (a, la) in enumerate(given):
            if not any(name in heads for name in _heads(a)):
                continue
            for k, (b, lb) in enumerate(given):
                if j == k or len(set(la)) < len(la) or len(set(lb)) < len(lb) or not set(lb) <= set(la):
                    continue
                wide = b if lb == la else algebra.contract(1, [(b, lb)], la, {x: sizes[x] for x in la})
                made = rewrite(a, wide)
                if made is not None:
                    rest = [p for i, p in enumerate(given) if i not in (j, k)]
                    return algebra.contract(e.coefficient, [*rest, (made, la)], e.out, sizes)
        return None

    return product


def _heads(e: Expr) -> list[str]:
    """The functions at the top of a factor: its own, that of its base, and those of its terms."""
    base = fixed_power(e)[0]
    return [t.name for t in (base, *(t for _, t in terms(e))) if isinstance(t, Apply)]


def share(a: Expr, b: Expr) -> Expr | None:
    """exp(v)/(Σ c exp(u))ⁿ as the shares exp(u)/Σ exp(u), each by differences of the exponents."""
    v = applied(a, "exp")
    base, n = fixed_power(b)
    if v is None or n >= 0 or n.denominator != 1:
        return None
    parts = exponentials(base)
    if parts is None:
        return _share_along_axes(v, base, n)
    found = _peeled(v, [u for _, u in parts], -int(n))
    if found is None:
        log = log_of_exponentials(base)
        return None if log is None else fn("exp", algebra.plus(v, algebra.scale(n, log)))
    shares = [_one_share(parts, k) for k in found]
    return algebra.times(*shares, algebra.power(base, number(n + len(found))))


def _peeled(v: Expr, exponents: Sequence[Expr], most: int) -> list[int] | None:
    """Which of the exponents add up to v, at most so many of them (at least one)."""
    for k, u in enumerate(exponents):
        rest = algebra.minus(v, u)
        if algebra.is_zero(rest):
            return [k]
        if most > 1 and (more := _peeled(rest, exponents, most - 1)) is not None:
            return [k, *more]
    return None


def _one_share(parts: Sequence[tuple[Fraction, Expr]], k: int) -> Expr:
    """exp(u_k) / Σ c exp(u)."""
    c, u = parts[k]
    others = [(w, algebra.minus(v, u)) for j, (w, v) in enumerate(parts) if j != k]
    if len(others) == 1 and others[0][0] == c:
        return algebra.scale(1 / c, fn("sigmoid", neg(others[0][1])))
    exps = [(w, fn("exp", v)) for w, v in others]
    return algebra.power(algebra.add([(c, algebra.ones(u.shape)), *exps], u.shape), number(-1))


def _share_along_axes(v: Expr, base: Expr, n: Fraction) -> Expr | None:
    """exp(z)/Σ exp(z) along axes: softmax, as exp(z - logsumexp(z))."""
    log = log_of_exponentials(base)
    return None if log is None else fn("exp", algebra.plus(v, algebra.scale(n, log)))


def other_sigmoid(a: Expr, b: Expr) -> Expr | None:
    """exp(k u) sigmoid(-u)ⁿ with k at most n as sigmoid(u)ᵏ sigmoid(-u)ⁿ⁻ᵏ."""
    v = applied(a, "exp")
    base, n = fixed_power(b)
    u = applied(base, "sigmoid")
    if v is None or u is None or n <= 0 or n.denominator != 1:
        return None
    for k in range(1, int(n) + 1):
        if algebra.is_zero(algebra.plus(v, algebra.scale(Fraction(k), u))):
            turned = algebra.power(fn("sigmoid", neg(u)), number(k))
            return algebra.times(turned, algebra.power(base, number(n - k)))
    return None


def tanh(a: Expr, b: Expr) -> Expr | None:
    """sinh(u)/cosh(u), and expm1(u) sigmoid(-u)."""
    if (u := applied(a, "sinh")) is not None and (found := fixed_power(b))[1] < 0:
        base, n = found
        if applied(base, "cosh") is u:
            return algebra.times(fn("tanh", u), algebra.power(base, number(n + 1)))
    if (u := applied(a, "expm1")) is not None and applied(b, "sigmoid") is neg(u):
        return fn("tanh", algebra.scale(algebra.HALF, u))
    return None


def over_area(a: Expr, b: Expr) -> Expr | None:
    """exp(v) over a normal area that may be tiny, through its logarithm."""
    v = applied(a, "exp")
    base, n = fixed_power(b)
    if v is None or n >= 0:
        return None
    if (u := applied(base, "normal_cdf")) is not None:
        return fn("exp", algebra.plus(v, algebra.scale(n, fn("log_normal_cdf", u))))
    if (u := applied(base, "erfc")) is not None:
        root = algebra.power(TWO, number(algebra.HALF))
        log = fn("log_normal_cdf", neg(algebra.times(root, u)))
        size = algebra.spread(algebra.power(TWO, number(n)), u.shape)
        return algebra.times(size, fn("exp", algebra.plus(v, algebra.scale(n, log))))
    return None


def times_log(a: Expr, b: Expr) -> Expr | None:
    """u log(…u…) as xlogy, which is 0 where u is 0; also where the logarithm is one term of a sum."""
    base, power = fixed_power(b)
    if power <= 0 or algebra.constant_value(b) is not None:
        return None
    found = [(w, _with_log(b, base, t)) for w, t in terms(a)]
    if all(t is None for _, t in found):
        return None
    made = [(w, algebra.times(b, t) if new is None else new) for (w, t), (_, new) in zip(terms(a), found, strict=True)]
    return algebra.add(made, b.shape)


def _with_log(b: Expr, base: Expr, t: Expr) -> Expr | None:
    if (g := applied(t, "log")) is not None and any(fixed_power(f)[0] is base for f in factors(g)[1]):
        return fn("xlogy", b, g)
    if (g := applied(t, "log1p")) is not None:
        whole = algebra.plus(g, algebra.ones(g.shape))
        if factors(whole)[1] == [base] and isinstance(base, Sum):
            return fn("xlog1py", b, g)
    return None


def versine(a: Expr, b: Expr) -> Expr | None:
    """sin²(c w)/w² as c² times the square of sin(u)/u, which is 1 at 0."""
    (s, n), (w, m) = fixed_power(a), fixed_power(b)
    u = applied(s, "sin")
    if u is None or n < 2 or m > -2 or n.denominator != 1 or m.denominator != 1:
        return None
    ratio = algebra.constant_value(algebra.over(u, w))
    if not ratio:
        return None
    bessel = algebra.power(fn("spherical_bessel", algebra.zero(u.shape), u), TWO)
    rest = [algebra.power(s, number(n - 2)), algebra.power(w, number(m + 2))]
    return algebra.scale(ratio**2, algebra.times(bessel, *rest))


def slope_of_size(a: Expr, b: Expr) -> Expr | None:
    """sign(u)/|u| as 1/u."""
    u = applied(a, "sign")
    base, n = fixed_power(b)
    if u is None or n >= 0 or n.denominator != 1 or applied(base, "abs") is not u:
        return None
    return algebra.times(algebra.power(u, number(-1)), algebra.power(base, number(n + 1)))
