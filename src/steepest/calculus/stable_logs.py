"""Stable forms of logarithms: of sums of exponentials, of numbers near 1, of products and powers."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.entrywise import (
    TWO,
    applied,
    factors,
    fixed_power,
    fn,
    like,
    log_number,
    log_of_exponentials,
    neg,
    shifted,
    terms,
    total,
)
from steepest.calculus.expr import Atom, Expr, Power, atom, number
from steepest.calculus.spans import Memo, sign
from steepest.calculus.stable_sums import length

SQRT2 = algebra.power(TWO, number(algebra.HALF))


def of_exponentials(e: Expr) -> Expr | None:
    """log Σ c exp(u): softplus for two terms, logsumexp along axes."""
    u = applied(e, "log")
    return None if u is None else log_of_exponentials(u)


def of_named(e: Expr) -> Expr | None:
    """The logarithm of a function that has a row for its logarithm."""
    u = applied(e, "log")
    if u is None:
        return None
    for name, found in NAMED.items():
        if (v := applied(u, name)) is not None:
            return found(v)
    return None


NAMED: dict[str, Callable[[Expr], Expr]] = {
    "sigmoid": lambda v: neg(fn("softplus", neg(v))),
    "cosh": lambda v: fn("log_cosh", v),
    "sech": lambda v: neg(fn("log_cosh", v)),
    "normal_cdf": lambda v: fn("log_normal_cdf", v),
    "erfc": lambda v: algebra.plus(
        log_number(Fraction(2), v), fn("log_normal_cdf", neg(algebra.times(SQRT2, v)))
    ),
    "expm1": lambda v: algebra.plus(v, fn("log1mexp", neg(v))),
}  # fmt: skip


def of_one_minus_exp(e: Expr) -> Expr | None:
    """log(1 - exp(u)), when 1 - exp(u) is already -expm1(u), and log1p(-exp(u))."""
    u = applied(e, "log")
    if u is not None and (v := applied(neg(u), "expm1")) is not None:
        return fn("log1mexp", v)
    w = applied(e, "log1p")
    if w is not None and (v := applied(neg(w), "exp")) is not None:
        return fn("log1mexp", v)
    return None


def of_one_plus(e: Expr) -> Expr | None:
    """log(1 + u) as log1p(u)."""
    u = applied(e, "log")
    v = None if u is None else shifted(u, 1)
    return None if v is None else fn("log1p", v)


def of_ratio(e: Expr) -> Expr | None:
    """log(a/b) with a + b a number: 2 arctanh((a - b)/(a + b))."""
    u = applied(e, "log")
    if u is None:
        return None
    c, parts = factors(u)
    if len(parts) != 2 or abs(c) != 1:
        return None
    (a, n), (b, m) = sorted((fixed_power(p) for p in parts), key=lambda p: -p[1])
    if n != 1 or m != -1:
        return None
    a = algebra.scale(c, a)
    whole = algebra.constant_value(algebra.plus(a, b))
    if not whole or len(terms(a)) < 2:
        return None
    return algebra.scale(Fraction(2), fn("arctanh", algebra.scale(1 / whole, algebra.minus(a, b))))


def of_power(e: Expr) -> Expr | None:
    """log(uⁿ) as n log|u|; without the bars where the power is odd or u is positive."""
    u = applied(e, "log")
    if u is None:
        return None
    base, n = fixed_power(u)
    if n == 1:
        return None
    even = n.numerator % 2 == 0 and sign(base, {}) != 2
    return algebra.scale(n, fn("log", fn("abs", base) if even else base))


def of_length(e: Expr) -> Expr | None:
    """log(u² + v²) as 2 log(hypot(u, v))"""
    u = applied(e, "log")
    if u is None or len(terms(u)) < 2 or any(algebra.constant_value(t) is not None for _, t in terms(u)):
        return None
    whole = length(algebra.power(u, number(algebra.HALF)))
    return None if whole is None else algebra.scale(Fraction(2), fn("log", whole))


def of_varying_power(e: Expr) -> Expr | None:
    """log(u ** v) as v log(u) where u is positive."""
    u = applied(e, "log")
    if not isinstance(u, Power) or algebra.constant_value(u.args[1]) is not None:
        return None
    base, n = u.args
    found = algebra.times(n, fn("log", base))
    if sign(base, {}) == 2:
        return found
    return fn("where", fn("less", like(0, base), base), found, e)


def of_product(e: Expr) -> Expr | None:
    """log of a product as the sum of the logarithms; the sign of each factor goes to the one that keeps its sign."""
    u = applied(e, "log")
    if u is None:
        return None
    c, parts = factors(u)
    if not c or len(parts) + (c != 1) < 2:
        return None
    known: Memo = {}
    plain = [p for p in parts if sign(p, known) == 2]
    signed = [p for p in parts if sign(p, known) != 2]
    even = [p for p in signed if _is_even(p)]
    odd = [p for p in signed if not _is_even(p) and applied(p, "sign") is None]
    if len(parts) == 1 and not _worth_splitting(parts[0]):
        return None
    signs = [p for p in signed if applied(p, "sign") is not None]
    if (not odd and (c < 0 or signs)) or (len(odd) == 1 and not plain and not even and (signs or len(parts) > 1)):
        return None  # nothing is left to take apart, or it is nan as it stands
    out = [(Fraction(1), fn("log", p)) for p in (*plain, *even)]
    if abs(c) != 1:
        out.append((Fraction(1), log_number(abs(c), e)))
    if odd:
        (kept, n), *others = sorted(map(fixed_power, odd), key=lambda p: (p[1] != 1, p[1] < 0, p[0].key))
        signs += [fn("sign", base) for base, _ in others]
        out.append((n, fn("log", algebra.scale(Fraction(1 if c > 0 else -1), algebra.times(kept, *signs)))))
        out += [(m, fn("log", fn("abs", base))) for base, m in others]
    return None if out == [(Fraction(1), e)] else total(out, e)


def _is_even(p: Expr) -> bool:
    base, n = fixed_power(p)
    return base is not p and n.denominator == 1 and n.numerator % 2 == 0


def _worth_splitting(p: Expr) -> bool:
    """Is the logarithm of this factor alone simpler, so that the number before it should go?"""
    return (
        fixed_power(p)[1] != 1
        or any(applied(p, name) is not None for name in (*NAMED, "exp"))
        or log_of_exponentials(p) is not None
    )


def of_all_entries(e: Expr) -> Expr | None:
    """log Π x as Σ log|x|, nan where the product is negative."""
    u = applied(e, "log")
    if not isinstance(u, Atom) or u.name != "prod" or u.data != 0:
        return None
    (x,) = u.args
    if applied(x, "sign") is not None:
        return None
    if sign(x, {}) == 2:
        return algebra.summed(fn("log", x), [len(x.shape) - 1])
    signs = atom("prod", (fn("sign", x),), u.shape, 0)
    return algebra.plus(algebra.summed(fn("log", fn("abs", x)), [len(x.shape) - 1]), fn("log", signs))
