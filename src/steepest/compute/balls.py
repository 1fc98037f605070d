"""Elementary functions of balls: a midpoint with a radius that certainly contains the true value.

Three outcomes: a finite ball; `None`, when the function is certainly undefined there; and a ball that is not finite,
when the precision does not decide (the argument's ball touches the edge of the domain). Arithmetic is that of arb
(F. Johansson, "Arb: efficient arbitrary-precision midpoint-radius interval arithmetic", IEEE Trans. Comput. 66, 2017);
the working precision is flint's `ctx.prec`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from flint import arb, fmpq

Ball = arb
Value = Ball | None  # None: certainly undefined
Function = Callable[..., Value]

LARGEST_ROOT = 64  # roots of higher degree go through the logarithm
LARGEST_POWER = 1 << 40  # beyond it a whole exponent goes through the logarithm too


def unknown() -> Ball:
    """The ball that says nothing."""
    return arb.nan()


def exact(value: Fraction) -> Ball:
    """The ball of a rational number at the working precision."""
    return arb(fmpq(value.numerator, value.denominator))


def positive(x: Ball) -> bool | None:
    """Is x > 0? None when the ball does not decide."""
    return True if x > 0 else False if x <= 0 else None


def nonnegative(x: Ball) -> bool | None:
    """Is x ≥ 0? None when the ball does not decide."""
    return True if x >= 0 else False if x < 0 else None


def within(x: Ball, inside: Callable[[Ball], Value], test: bool | None) -> Value:
    """`inside(x)` where the test holds, nothing where it fails, a ball that says nothing where it is open."""
    return unknown() if test is None else inside(x) if test else None


def power(base: Ball, n: Fraction) -> Value:
    """base to a fixed rational power; odd roots of negative numbers are real."""
    if n.denominator == 1:
        return whole_power(base, int(n))
    if n.denominator % 2 == 0:
        return within(base, lambda x: _root_power(x, n), nonnegative(base))
    if base < 0:
        size = _root_power(-base, n)
        return size if size is None or n.numerator % 2 == 0 else -size
    if base >= 0:
        return _root_power(base, n)
    if n < 0:
        return unknown()
    edge = _root_power(base.abs_upper(), n)
    return None if edge is None else edge * arb(0, 1)


def whole_power(base: Ball, n: int) -> Value:
    """base to a whole power; 0 to the 0 is 1."""
    if n < 0 and base.is_zero():
        return None
    if abs(n) < LARGEST_POWER:
        return base**n
    if base.is_zero():
        return base
    size = (abs(base).log() * n).exp()
    return -size if n % 2 and base < 0 else size


def _root_power(x: Ball, n: Fraction) -> Value:
    if x.is_zero():
        return x if n > 0 else None
    if n.denominator <= LARGEST_ROOT and abs(n.numerator) < LARGEST_POWER:
        return x.root(n.denominator) ** n.numerator
    return (x.log() * exact(n)).exp()


def raised(base: Ball, exponent: Ball) -> Value:
    """base to an exponent that varies: real for a positive base, and for whole exponents."""
    if base > 0:
        return (base.log() * exponent).exp() if not exponent.is_integer() else _whole(base, exponent)
    if exponent.is_integer():
        if base.is_zero() and exponent.is_zero():
            return unknown()  # 0 to the 0 with a varying exponent has no limit: no witness of anything
        return _whole(base, exponent)
    if base.is_zero():
        return base if exponent > 0 else None if exponent < 0 else unknown()
    if base < 0 and not exponent.contains_integer():
        return None
    return unknown()


def _whole(base: Ball, exponent: Ball) -> Value:
    n = exponent.unique_fmpz()
    return unknown() if n is None else whole_power(base, int(n))


def _off_zero(f: Function) -> Function:
    """A function defined where its argument is not 0."""
    return lambda x: None if x.is_zero() else f(x)


def _log_gamma(x: Ball) -> Value:
    if x > 0:
        return x.lgamma()
    if x.is_integer():
        return None
    size: Ball = abs(x.gamma())
    return size.log()


def _polygamma(m: Ball, x: Ball) -> Value:
    order = m.unique_fmpz()
    if order is None or int(order) < 0:
        return None
    n = int(order)
    if n == 0:
        return _digamma(x)
    if not x > 0:
        return None if x.is_integer() else unknown()
    size: Ball = arb(n + 1).gamma() * arb(n + 1).zeta(x)
    return size if n % 2 else -size


def _digamma(x: Ball) -> Value:
    return None if x <= 0 and x.is_integer() else x.digamma()


def _arctan2(y: Ball, x: Ball) -> Value:
    return None if x.is_zero() and y.is_zero() else arb.atan2(y, x)


def _sign(x: Ball) -> Value:
    return arb(1) if x > 0 else arb(-1) if x < 0 else arb(0) if x.is_zero() else unknown()


def _heaviside(x: Ball) -> Value:
    return arb(1) if x > 0 else arb(0) if x < 0 else arb(1) / 2 if x.is_zero() else unknown()


def _sigmoid(x: Ball) -> Value:
    return 1 / (1 + (-x).exp())


def _softplus(x: Ball) -> Value:
    return (x.exp()).log1p() if x < 0 else x + (-x).exp().log1p()


def _log_cosh(x: Ball) -> Value:
    size: Ball = abs(x)
    return size + (-2 * size).exp().log1p() - arb(2).log()


def _log1mexp(x: Ball) -> Value:
    return within(x, lambda u: (-u.expm1()).log(), positive(-x))


def _product_with(log: Function) -> Function:
    """u · log v, and 0 where u is 0."""

    def call(x: Ball, y: Ball) -> Value:
        if x.is_zero():
            return x
        found = log(y)
        return None if found is None else x * found

    return call


def _spherical_bessel(n: Ball, x: Ball) -> Value:
    order = n.unique_fmpz()
    if order is None or int(order) < 0:
        return None
    if x.is_zero():
        return arb(int(int(order) == 0))
    size: Ball = abs(x)
    found: Ball = (arb.pi() / (2 * size)).sqrt() * size.bessel_j(arb(int(order)) + arb(1) / 2)
    if int(order) % 2 == 0 or x > 0:
        return found
    return -found if x < 0 else unknown()


def _truth(test: bool | None) -> Value:
    return unknown() if test is None else arb(int(test))


def _less(a: Ball, b: Ball) -> Value:
    return _truth(True if a < b else False if a >= b else None)


def _less_equal(a: Ball, b: Ball) -> Value:
    return _truth(True if a <= b else False if a > b else None)


def _equal(a: Ball, b: Ball) -> Value:
    return _truth(False if not a.overlaps(b) else True if a.is_exact() and b.is_exact() and a == b else None)


def _not_equal(a: Ball, b: Ball) -> Value:
    return _truth(True if not a.overlaps(b) else False if a.is_exact() and b.is_exact() and a == b else None)


def where(condition: Value, then: Value, other: Value) -> Value:
    """The branch that the condition picks; the other may be undefined."""
    if condition is None:
        return None
    if condition.is_zero():
        return other
    if not condition.contains(0):
        return then
    if then is None or other is None:
        return unknown()
    return then if then.is_exact() and other.is_exact() and then == other else unknown()


FUNCTIONS: dict[str, Function] = {
    "exp": arb.exp,
    "log": lambda x: within(x, arb.log, positive(x)),
    "log1p": lambda x: within(x, arb.log1p, positive(1 + x)),
    "expm1": arb.expm1,
    "sin": arb.sin,
    "cos": arb.cos,
    "tan": arb.tan,
    "sec": arb.sec,
    "csc": _off_zero(arb.csc),
    "cot": _off_zero(arb.cot),
    "arcsin": lambda x: within(x, arb.asin, nonnegative(1 - abs(x))),
    "arccos": lambda x: within(x, arb.acos, nonnegative(1 - abs(x))),
    "arctan": arb.atan,
    "arcsec": lambda x: within(x, lambda u: (1 / u).acos(), nonnegative(abs(x) - 1)),
    "arccsc": lambda x: within(x, lambda u: (1 / u).asin(), nonnegative(abs(x) - 1)),
    "arccot": _off_zero(lambda x: (1 / x).atan()),
    "sinh": arb.sinh,
    "cosh": arb.cosh,
    "tanh": arb.tanh,
    "sech": arb.sech,
    "csch": _off_zero(arb.csch),
    "coth": _off_zero(arb.coth),
    "arcsinh": arb.asinh,
    "arccosh": lambda x: within(x, arb.acosh, nonnegative(x - 1)),
    "arctanh": lambda x: within(x, arb.atanh, positive(1 - abs(x))),
    "arcsech": lambda x: within(x, lambda u: (1 / u).acosh(), _both(positive(x), nonnegative(1 - x))),
    "arccsch": _off_zero(lambda x: (1 / x).asinh()),
    "arccoth": lambda x: within(x, lambda u: (1 / u).atanh(), positive(abs(x) - 1)),
    "abs": abs,
    "sign": _sign,
    "heaviside": _heaviside,
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "relu": lambda x: x if x > 0 else arb(0) if x <= 0 else x.max(arb(0)),
    "erf": arb.erf,
    "erfc": arb.erfc,
    "normal_cdf": lambda x: (-x / arb(2).sqrt()).erfc() / 2,
    "log_normal_cdf": lambda x: ((-x / arb(2).sqrt()).erfc() / 2).log(),
    "log_cosh": _log_cosh,
    "log1mexp": _log1mexp,
    "xlogy": _product_with(lambda x: within(x, arb.log, positive(x))),
    "xlog1py": _product_with(lambda x: within(x, arb.log1p, positive(1 + x))),
    "spherical_bessel": _spherical_bessel,
    "lgamma": _log_gamma,
    "digamma": _digamma,
    "polygamma": _polygamma,
    "maximum": arb.max,
    "minimum": arb.min,
    "hypot": lambda x, y: (x * x + y * y).sqrt() if not (x.is_zero() and y.is_zero()) else arb(0),
    "arctan2": _arctan2,
    "where": where,
    "less": _less,
    "less_equal": _less_equal,
    "equal": _equal,
    "not_equal": _not_equal,
}


def _both(a: bool | None, b: bool | None) -> bool | None:
    return False if a is False or b is False else None if a is None or b is None else True
