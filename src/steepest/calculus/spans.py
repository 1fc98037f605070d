"""What values an expression can have: an interval with open or closed ends that holds all of them.

1 + x² is at least 1, σ(x) lies between 0 and 1, and where x > 1 is given, x - 1 is positive. Ends are exact where they
are rational, else widened by more than a float is wrong. Of an array the interval holds every entry. (Moore 1966.)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from steepest.calculus.algebra import constant_value
from steepest.calculus.expr import Apply, Atom, Contract, Expr, Named, Number, Power, Structure, Sum, Variable, walk
from steepest.calculus.primitives import exact_value

SLACK = Fraction(1, 10**12)  # more than a function of floats is wrong, relative to 1 and to its value
LONGEST = 1 << 80  # ends with larger denominators are rounded outward
WIDE = Fraction(1, 10**9)  # what is narrower is a single number, known to so much
MOST_POWER = 64
LARGEST = 10**6  # beyond it the exponential is not worked out


@dataclass(frozen=True, slots=True)
class Span:
    """From `low` to `high` (None: no end), with the ends or without; with `off_zero` without 0 in between."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_in: bool = False
    high_in: bool = False
    off_zero: bool = False

    @property
    def positive(self) -> bool:
        """Is every value greater than 0?"""
        return self.low is not None and (self.low > 0 or (self.low == 0 and (self.off_zero or not self.low_in)))

    @property
    def negative(self) -> bool:
        """Is every value less than 0?"""
        return self.high is not None and (self.high < 0 or (self.high == 0 and (self.off_zero or not self.high_in)))

    @property
    def not_negative(self) -> bool:
        """Is no value less than 0?"""
        return self.low is not None and self.low >= 0

    @property
    def not_positive(self) -> bool:
        """Is no value greater than 0?"""
        return self.high is not None and self.high <= 0

    @property
    def never_zero(self) -> bool:
        """Is no value 0?"""
        return self.off_zero or self.positive or self.negative


ALL = Span()
POSITIVE = Span(Fraction(0))
NOT_NEGATIVE = Span(Fraction(0), None, True)
UNIT = Span(Fraction(0), Fraction(1), True, True)
Memo = dict[Expr, Span]
Facts = Mapping[str, object]
Valued = Callable[[Fraction], tuple[Fraction, Fraction]]  # a value, between two rationals


def just(value: Fraction | int) -> Span:
    """One number."""
    return Span(Fraction(value), Fraction(value), True, True)


def between(low: Fraction | int | None, high: Fraction | int | None, closed: bool = False) -> Span:
    """From one number to another."""
    a, b = (None if v is None else Fraction(v) for v in (low, high))
    return Span(a, b, closed and a is not None, closed and b is not None)


def span(root: Expr, memo: Memo | None = None, facts: Facts | None = None) -> Span:
    """The values that an expression can have, for real arguments; `memo` has what is known of nodes, and is filled."""
    memo = {} if memo is None else memo
    for e in walk(root, known=memo):
        memo[e] = _span(e, memo, facts or {})
    return memo[root]


def sign(root: Expr, memo: Memo, facts: Facts | None = None) -> int:
    """2 where always positive, 1 where never negative, 0 where not known (for real arguments)."""
    found = span(root, memo, facts)
    return 2 if found.positive else 1 if found.not_negative else 0


def about(e: Expr) -> Fraction | None:
    """The value of a constant, exact or to nine digits and more; None for what is no constant or not known so well."""
    if isinstance(e, Number):
        return e.value
    found = span(e)
    if found.low is None or found.high is None or found.high - found.low > WIDE * (1 + abs(found.low)):
        return None
    return (found.low + found.high) / 2


def _span(e: Expr, memo: Memo, facts: Facts) -> Span:
    match e:
        case Number():
            return just(e.value)
        case Named(name="pi"):
            return between(Fraction(3141592653589793, 10**15), Fraction(3141592653589794, 10**15))
        case Named():
            return between(1, None, closed=True)  # the size of an axis
        case Variable():
            return _of_fact(facts.get(e.name))
        case Power():
            n = constant_value(e.args[1])
            base = memo[e.args[0]]
            return power(base, n) if n is not None else POSITIVE if base.positive else ALL
        case Apply():
            return _apply(e, [memo[a] for a in e.args])
        case Sum():
            return total((scaled(w, memo[t]) for w, t in zip(e.weights, e.args, strict=True)))
        case Contract():
            return _contract(e, [memo[f] for f in e.args])
        case Structure():
            return UNIT
        case Atom() if e.name == "max":
            return memo[e.args[0]]
    return ALL


def whole(e: Expr, facts: Facts) -> bool:
    """Is this plainly a whole number, because its variables are?"""
    match e:
        case Number():
            return e.value.denominator == 1
        case Variable():
            return facts.get(e.name) == "integer"
        case Sum():
            return all(w.denominator == 1 for w in e.weights) and all(whole(t, facts) for t in e.args)
        case Contract():
            return e.coefficient.denominator == 1 and all(whole(f, facts) for f in e.args)
        case Power():
            n = constant_value(e.args[1])
            return n is not None and n > 0 and n.denominator == 1 and whole(e.args[0], facts)
    return isinstance(e, Named) and e.name != "pi"


def _of_fact(fact: object) -> Span:
    if isinstance(fact, tuple):
        low, high = (None if abs(v) == math.inf else Fraction(v) for v in fact)
        return between(low, high)
    return {"positive": POSITIVE, "simplex": UNIT}.get(str(fact), ALL)


# --- arithmetic ------------------------------------------------------------------------------------------------------


def scaled(c: Fraction, x: Span) -> Span:
    """c · x."""
    if c == 0:
        return just(0)
    low, high = (None if v is None else c * v for v in (x.low, x.high))
    if c > 0:
        return Span(low, high, x.low_in, x.high_in, x.off_zero)
    return Span(high, low, x.high_in, x.low_in, x.off_zero)


def total(parts: Iterable[Span]) -> Span:
    """The sum."""
    low: Fraction | None = Fraction(0)
    high: Fraction | None = Fraction(0)
    low_in = high_in = True
    for x in parts:
        low = None if low is None or x.low is None else low + x.low
        high = None if high is None or x.high is None else high + x.high
        low_in, high_in = low_in and x.low_in, high_in and x.high_in
    return _short(Span(low, high, low_in and low is not None, high_in and high is not None))


def times(x: Span, y: Span) -> Span:
    """The product."""
    ends = [_corner(a, a_in, b, b_in) for a, a_in in _ends(x) for b, b_in in _ends(y)]
    low, low_in = min(ends, key=lambda c: (c[0], not c[1]))
    high, high_in = max(ends, key=lambda c: (c[0], c[1]))
    off_zero = x.never_zero and y.never_zero
    a, b = (None if isinstance(v, float) else v for v in (low, high))
    return _short(Span(a, b, low_in and a is not None, high_in and b is not None, off_zero))


End = Fraction | float  # a float only for an infinity


def _ends(x: Span) -> tuple[tuple[End, bool], tuple[End, bool]]:
    low: End = -math.inf if x.low is None else x.low
    high: End = math.inf if x.high is None else x.high
    return (low, x.low_in), (high, x.high_in)


def _corner(a: End, a_in: bool, b: End, b_in: bool) -> tuple[End, bool]:
    if a == 0 or b == 0:
        return Fraction(0), (a == 0 and a_in) or (b == 0 and b_in)
    if isinstance(a, float) or isinstance(b, float):
        return math.inf if (a > 0) == (b > 0) else -math.inf, False
    return a * b, a_in and b_in


def power(x: Span, n: Fraction) -> Span:
    """x to a fixed power; odd roots of negative numbers are real."""
    if n < 0:
        return _inverse(power(x, -n))
    if n == 0:
        return just(1)
    even, root = n.numerator % 2 == 0, n.denominator
    if root % 2 == 0 and (x.low is None or x.low < 0):
        x = replace(x, low=Fraction(0), low_in=True)
        if x.high is not None and x.high < 0:
            return NOT_NEGATIVE
    if not even:
        return _monotone(x, lambda v: _powered(v, n), Fraction(0) if root % 2 == 0 else None, None, x.off_zero)
    size = absolute(x)
    return _monotone(size, lambda v: _powered(v, n), Fraction(0), None, size.never_zero)


def absolute(x: Span) -> Span:
    """|x|."""
    if x.not_negative:
        return x
    if x.not_positive:
        return scaled(Fraction(-1), x)
    high = None if x.low is None or x.high is None else max(-x.low, x.high)
    high_in = (high == x.high and x.high_in) or (x.low is not None and high == -x.low and x.low_in)
    return Span(Fraction(0), high, not x.off_zero, high_in and high is not None, x.off_zero)


def _inverse(x: Span) -> Span:
    """1/x."""
    if x.positive:
        high = None if x.low is None or x.low == 0 else 1 / x.low
        low = Fraction(0) if x.high is None else 1 / x.high
        return Span(low, high, x.high is not None and x.high_in, high is not None and x.low_in, True)
    if x.negative:
        return scaled(Fraction(-1), _inverse(scaled(Fraction(-1), x)))
    if x.not_negative:
        return POSITIVE  # where it has a value
    return Span(off_zero=True)


def _powered(v: Fraction, n: Fraction) -> tuple[Fraction, Fraction]:
    """The value of a power between two rationals."""
    if n.denominator == 1 and n <= MOST_POWER:
        return v ** int(n), v ** int(n)
    try:
        found = math.exp(float(n) * math.log(abs(v))) if v else 0.0
    except (OverflowError, ValueError):
        return Fraction(0), Fraction(10) ** 400
    return _around(-found if v < 0 and n.numerator % 2 else found) if found else (Fraction(0), Fraction(0))


def _around(value: float) -> tuple[Fraction, Fraction]:
    middle = Fraction(value)
    slack = SLACK * (1 + abs(middle))
    return middle - slack, middle + slack


def _short(x: Span) -> Span:
    """The same with ends of short rationals, rounded outward."""
    if (x.low is None or x.low.denominator < LONGEST) and (x.high is None or x.high.denominator < LONGEST):
        return x
    low, high = x.low, x.high
    if low is not None and low.denominator >= LONGEST:
        low = Fraction(math.floor(low * LONGEST), LONGEST)
    if high is not None and high.denominator >= LONGEST:
        high = Fraction(math.ceil(high * LONGEST), LONGEST)
    return Span(low, high, x.low_in and low is not None, x.high_in and high is not None, x.off_zero)


# --- contractions ----------------------------------------------------------------------------------------------------


def _contract(e: Contract, parts: list[Span]) -> Span:
    found = just(1)
    for x in parts:
        found = times(found, x)
    summed = [e.dims[k] for k in {*range(len(e.dims))} - set(e.out)]
    if summed:
        many = math.prod(d for d in summed if isinstance(d, int)) if all(isinstance(d, int) for d in summed) else None
        found = _repeated(found, many)
    found = scaled(e.coefficient, found)
    if len(set(e.out)) < len(e.out):  # a diagonal is written: what is off it is 0
        found = hull(found, just(0))
    return found


def _repeated(x: Span, many: int | None) -> Span:
    """The sum of so many values of x, of one or more where it is not known how many."""
    if many is not None:
        return replace(scaled(Fraction(many), x), off_zero=x.positive or x.negative)
    low = x.low if x.not_negative else None
    high = x.high if x.not_positive else None
    return Span(low, high, x.low_in and low is not None, x.high_in and high is not None, x.positive or x.negative)


def hull(x: Span, y: Span) -> Span:
    """All values of either."""
    (a, a_in), (b, b_in) = (_ends(s)[0] for s in (x, y))
    (c, c_in), (d, d_in) = (_ends(s)[1] for s in (x, y))
    low, high = min(a, b), max(c, d)
    return Span(
        None if isinstance(low, float) else low,
        None if isinstance(high, float) else high,
        (a == low and a_in) or (b == low and b_in),
        (c == high and c_in) or (d == high and d_in),
        x.never_zero and y.never_zero,
    )


# --- functions -------------------------------------------------------------------------------------------------------


def _apply(e: Apply, args: list[Span]) -> Span:
    x = args[0]
    match e.name:
        case "abs":
            return absolute(x)
        case "relu":
            return _larger(x, just(0))
        case "maximum":
            return _larger(*args)
        case "minimum":
            return scaled(Fraction(-1), _larger(*(scaled(Fraction(-1), a) for a in args)))
        case "where":
            return hull(*args[1:])
        case "hypot":
            return POSITIVE if any(a.never_zero for a in args) else NOT_NEGATIVE
        case "cosh" | "log_cosh" | "sech":
            x = absolute(x)
        case "sin" | "cos" if x.low is not None and x.low == x.high:
            low, high = _around(getattr(math, e.name)(x.low))
            return between(low, high, closed=True)
    row = RANGES.get(e.name)
    if row is None or len(args) > 1:
        return ALL if row is None else row.values
    if row.rising is None:
        return row.values
    a, b = row.values.low, row.values.high
    found = row.rising
    return _monotone(x, lambda v: _exactly(e.name, v, found), a, b, x.off_zero and e.name in KEEP_ZERO)


def _exactly(name: str, v: Fraction, found: Callable[[float], float]) -> tuple[Fraction, Fraction]:
    known = exact_value(name, [v])
    if known is not None:
        return known, known
    if abs(v) > LARGEST:
        raise OverflowError
    return _around(found(float(v)))


def _monotone(x: Span, found: Valued, least: Fraction | None, most: Fraction | None, off_zero: bool) -> Span:
    """What a rising function makes of an interval; `least` and `most` are its own bounds, which it does not reach."""
    low, high, low_in, high_in = least, most, False, False
    if x.low is not None and (value := _tried(found, x.low)) is not None and (least is None or value[0] >= least):
        low, low_in = value[0], x.low_in or value[0] < value[1]
    if x.high is not None and (value := _tried(found, x.high)) is not None and (most is None or value[1] <= most):
        high, high_in = value[1], x.high_in or value[0] < value[1]
    return _short(Span(low, high, low_in, high_in, off_zero))


def _tried(found: Valued, v: Fraction) -> tuple[Fraction, Fraction] | None:
    try:
        return found(v)
    except (OverflowError, ValueError, ZeroDivisionError):
        return None


def _larger(x: Span, y: Span) -> Span:
    (a, a_in), (b, b_in) = (_ends(s)[0] for s in (x, y))
    (c, c_in), (d, d_in) = (_ends(s)[1] for s in (x, y))
    low, high = max(a, b), max(c, d)
    low_in = (a_in if a > b else b_in if b > a else a_in and b_in) and not isinstance(low, float)
    high_in = ((c == high and c_in) or (d == high and d_in)) and not isinstance(high, float)
    return Span(None if isinstance(low, float) else low, None if isinstance(high, float) else high, low_in, high_in)


@dataclass(frozen=True, slots=True)
class Range:
    """What values a function has, and the function where it is monotone."""

    values: Span
    rising: Callable[[float], float] | None = None


def _sigmoid(v: float) -> float:
    return 1 / (1 + math.exp(-v)) if v >= 0 else math.exp(v) / (1 + math.exp(v))


_HALF_TURN = Fraction(15707963267948967, 10**16)

RANGES: dict[str, Range] = {
    "exp": Range(POSITIVE, math.exp),
    "expm1": Range(between(-1, None), math.expm1),
    "log": Range(ALL, math.log),
    "log1p": Range(ALL, math.log1p),
    "sin": Range(between(-1, 1, closed=True)),
    "cos": Range(between(-1, 1, closed=True)),
    "sign": Range(between(-1, 1, closed=True)),
    "arcsin": Range(between(-_HALF_TURN, _HALF_TURN, closed=True)),
    "arccos": Range(between(0, 2 * _HALF_TURN, closed=True)),
    "arctan": Range(between(-_HALF_TURN, _HALF_TURN), math.atan),
    "arctan2": Range(between(-2 * _HALF_TURN, 2 * _HALF_TURN, closed=True)),
    "sinh": Range(ALL, math.sinh),
    "cosh": Range(between(1, None, closed=True), math.cosh),
    "log_cosh": Range(NOT_NEGATIVE),
    "tanh": Range(between(-1, 1), math.tanh),
    "sech": Range(Span(Fraction(0), Fraction(1), False, True)),
    "arcsinh": Range(ALL, math.asinh),
    "arccosh": Range(NOT_NEGATIVE),
    "arctanh": Range(ALL),
    "sigmoid": Range(between(0, 1), _sigmoid),
    "softplus": Range(POSITIVE),
    "erf": Range(between(-1, 1), math.erf),
    "erfc": Range(between(0, 2)),
    "normal_cdf": Range(between(0, 1)),
    "log_normal_cdf": Range(between(None, 0)),
    "log1mexp": Range(between(None, 0)),
    "heaviside": Range(UNIT),
    "less": Range(UNIT),
    "less_equal": Range(UNIT),
    "equal": Range(UNIT),
    "not_equal": Range(UNIT),
}
KEEP_ZERO = {"sinh", "tanh", "arctan", "arcsinh", "expm1", "log1p", "erf"}  # 0 at 0 and nowhere else
