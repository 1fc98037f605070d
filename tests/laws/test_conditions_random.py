"""The stated conditions are where the derivative is: neither more is asked for nor less, on random functions of x.

The witness is mpmath's: what was written is evaluated operator by operator with 200 digits, and the derivative is there
where the quotients of differences, from both sides on which the function has values, come to one number, and what was
printed has that value. Points lie everywhere, also on the edges: where a part is 0, 1 or changes its branch.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

import mpmath
import pytest
from mpmath import mpf

from steepest.calculus.composites import COMPOSITES
from steepest.calculus.operators import build, expanded
from steepest.calculus.surface import Surface, number, variable, walk
from steepest.compute.deriving import Derivative, derive
from steepest.face import condition_text
from steepest.notation.text import write

BATCHES, EXPRESSIONS = 8, 40
X = variable("x")
PLACES = [Fraction(k, 2) for k in range(-8, 9)]
STEPS = (mpf(10) ** -40, mpf(10) ** -80)
DIGITS = 200


class NoValue(Exception):
    """There is no real number here."""


# --- the witness -----------------------------------------------------------------------------------------------------


def real(v: Any) -> mpf:
    if isinstance(v, mpmath.mpc) or not mpmath.isfinite(v):
        raise NoValue
    return mpmath.mpf(v)


def power(u: mpf, v: mpf) -> mpf:
    if u == 0 and v <= 0 and v != 0:
        raise NoValue
    return real(mpmath.power(u, v))


def rational_power(u: mpf, n: Fraction) -> mpf:
    """Odd roots of negative numbers are real."""
    if u == 0:
        if n <= 0:
            raise NoValue
        return u
    if u < 0 and n.denominator % 2 == 0:
        raise NoValue
    size = mpmath.power(abs(u), mpf(n.numerator) / n.denominator)
    return -size if u < 0 and n.numerator % 2 else size


def divided(u: mpf, v: mpf) -> mpf:
    if v == 0:
        raise NoValue
    return u / v


def logarithm(u: mpf) -> mpf:
    if u <= 0:
        raise NoValue
    return mpmath.log(u)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "add": lambda *a: mpmath.fsum(a), "mul": lambda *a: mpmath.fprod(a), "neg": lambda u: -u, "div": divided,
    "sqrt": lambda u: rational_power(u, Fraction(1, 2)) if u else u,
    "cbrt": lambda u: rational_power(u, Fraction(1, 3)),
    "exp": mpmath.exp, "log": logarithm, "sin": mpmath.sin, "cos": mpmath.cos, "tanh": mpmath.tanh,
    "arctan": mpmath.atan, "arcsin": mpmath.asin, "arccosh": mpmath.acosh, "arctanh": mpmath.atanh,
    "sinh": mpmath.sinh, "cosh": mpmath.cosh, "arcsinh": mpmath.asinh, "abs": abs, "sign": mpmath.sign,
    "sigmoid": lambda u: 1 / (1 + mpmath.exp(-u)), "relu": lambda u: max(u, mpf(0)),
    "maximum": max, "minimum": min, "heaviside": lambda u: (1 + mpmath.sign(u)) / 2, "expm1": mpmath.expm1,
    "log1p": lambda u: logarithm(1 + u), "sech": mpmath.sech, "tan": mpmath.tan, "sec": mpmath.sec,
    "cot": lambda u: divided(mpf(1), mpmath.tan(u)), "csc": lambda u: divided(mpf(1), mpmath.sin(u)),
    "coth": lambda u: divided(mpf(1), mpmath.tanh(u)), "csch": lambda u: divided(mpf(1), mpmath.sinh(u)),
}  # fmt: skip
RELATIONS: dict[str, Callable[[mpf, mpf], bool]] = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b, "!=": lambda a, b: a != b,
}  # fmt: skip


def value(e: Surface, x: mpf, known: dict[Surface, mpf] | None = None) -> mpf:
    """The value of what was written; only the branch that is taken is looked at."""
    known = {} if known is None else known
    if e not in known:
        known[e] = _value(e, x, known)
    return known[e]


def _value(e: Surface, x: mpf, known: dict[Surface, mpf]) -> mpf:
    if e.op in COMPOSITES:
        return value(expanded(e), x, known)
    match e.op:
        case "number":
            assert isinstance(e.data, Fraction)
            return mpf(e.data.numerator) / e.data.denominator
        case "constant":
            return mpmath.pi if e.data == "pi" else mpmath.e
        case "variable":
            return x
        case "where":
            return value(e.args[1] if value(e.args[0], x, known) else e.args[2], x, known)
        case "compare":
            a, b = (value(a, x, known) for a in e.args)
            return mpf(RELATIONS[str(e.data)](a, b))
        case "pow":
            n = fraction(e.args[1])
            base = value(e.args[0], x, known)
            return power(base, value(e.args[1], x, known)) if n is None else _fixed(base, n)
    try:
        return real(FUNCTIONS[e.op](*(value(a, x, known) for a in e.args)))
    except (ZeroDivisionError, ValueError):
        raise NoValue from None


def _fixed(base: mpf, n: Fraction) -> mpf:
    if n.denominator == 1:
        if base == 0 and n < 0:
            raise NoValue
        return real(base ** int(n))
    return rational_power(base, n)


def fraction(e: Surface) -> Fraction | None:
    if e.op == "number":
        assert isinstance(e.data, Fraction)
        return e.data
    if e.op == "neg" and (n := fraction(e.args[0])) is not None:
        return -n
    if e.op == "div" and (a := fraction(e.args[0])) is not None and (b := fraction(e.args[1])):
        return a / b
    return None


def tried(e: Surface, x: mpf) -> mpf | None:
    try:
        return value(e, x)
    except NoValue:
        return None


def slope(f: Surface, x: mpf) -> tuple[mpf | None, int]:
    """The derivative, where there is one, and from how many sides; at the end of a domain that from inside."""
    here = tried(f, x)
    if here is None:
        return None, 0
    found: list[mpf] = []
    for side in (1, -1):
        coarse, fine = (tried(f, x + side * h) for h in STEPS)
        if coarse is None or fine is None:
            continue
        p, q = (side * (v - here) / h for v, h in zip((coarse, fine), STEPS, strict=True))
        if abs(p - q) > mpf(10) ** -6 * (1 + abs(q)):
            return None, 0
        found.append(q)
    if not found or abs(found[0] - found[-1]) > mpf(10) ** -6 * (1 + abs(found[0])):
        return None, 0
    return found[0], len(found)


# --- what is stated --------------------------------------------------------------------------------------------------


def off_kinks(d: Derivative, x: mpf, known: bool) -> bool:
    """Is this no kink: of those whose place is known, or of those told by what is 0 there?"""
    kinks = [k for k in d.kinks if (k.at is not None) == known]
    return not any(tried(k.edge, x) == 0 if k.at is None else tried(k.at, x) == x for k in kinks)


def stated(d: Derivative, x: mpf) -> bool:
    """Do the conditions hold, and is this no kink?"""
    return conditions_hold(d, x) and off_kinks(d, x, True) and off_kinks(d, x, False)


def conditions_hold(d: Derivative, x: mpf) -> bool:
    for c in d.conditions:
        if c.never:
            return False
        if c.given and not all(tried(g, x) == 1 for g in c.given):
            continue
        if c.holds is None or c.unless_whole is not None:
            raise AssertionError(condition_text(c))
        if tried(c.holds, x) != 1:
            return False
    return True


# --- random functions ------------------------------------------------------------------------------------------------

EXPONENTS = [Fraction(*p) for p in ((2, 1), (3, 1), (4, 1), (-1, 1), (-2, 1), (1, 2), (3, 2), (5, 2), (-1, 2), (1, 3),
                                    (2, 3), (4, 3), (5, 3), (-1, 3))]  # fmt: skip
SMOOTH = ("exp", "sin", "tanh", "arctan", "cosh", "sigmoid", "cos", "sinh")
PARTIAL = ("log", "log", "sqrt", "sqrt", "cbrt", "arcsin", "arccosh", "arctanh", "log1p")
BRANCHED = ("abs", "abs", "relu", "sign", "elu", "leaky_relu", "huber", "softsign", "hard_tanh")


def expression(source: Random, depth: int) -> Surface:
    if depth == 0:
        return source.choice([X, X, X, linear(source), linear(source), square(source)])

    def sub() -> Surface:
        return expression(source, depth - 1)

    kind = source.random()
    if kind < 0.10:
        return build("add", (sub(), number(source.randint(1, 3))))
    if kind < 0.20:
        return build("add", (sub(), source.choice([sub(), build("neg", (sub(),))])))
    if kind < 0.36:
        return build("mul", (sub(), sub()))
    if kind < 0.48:
        return build("div", (sub(), sub()))
    if kind < 0.64:
        n = source.choice(EXPONENTS)
        return build("pow", (sub(), number(n) if n > 0 else build("neg", (number(-n),))))
    if kind < 0.74:
        return build(source.choice(SMOOTH), (sub(),))
    if kind < 0.86:
        return build(source.choice(PARTIAL), (sub(),))
    if kind < 0.94:
        return build(source.choice(BRANCHED), (sub(),))
    if kind < 0.97:
        test = build("compare", (linear(source), number(source.randint(0, 1))), source.choice(["<", "<=", ">", ">="]))
        return build("where", (test, sub(), sub()))
    return build(source.choice(("maximum", "minimum")), (sub(), sub()))


def linear(source: Random) -> Surface:
    k, c = source.choice([1, 1, 2, 3]), source.choice([-2, -1, 1, 2, 3])
    first = X if k == 1 else build("mul", (number(k), X))
    if source.random() < 0.3:
        first = build("neg", (first,))
    return build("add", (first, number(c) if c > 0 else build("neg", (number(-c),))))


def square(source: Random) -> Surface:
    c = source.choice([-4, -1, 1, 2])
    return build("add", (build("pow", (X, number(2))), number(c) if c > 0 else build("neg", (number(-c),))))


def points(source: Random) -> list[mpf]:
    """Simple places, and random ones."""
    simple = [mpf(p.numerator) / p.denominator for p in PLACES]
    return simple + [mpf(source.uniform(-4, 4)) for _ in range(12)]


def disagreements(seed: int, order: int = 1) -> list[str]:
    """Where what is stated is not what is so."""
    source = Random(seed)
    f = expression(source, 1 + seed % 3)
    d = derive(f, "x", order)
    out = []
    before = f if order == 1 else derive(f, "x", order - 1).result
    for x in points(source):
        if any((v := tried(a, x)) is not None and abs(v) > 1e12 for a in walk(f)):
            continue  # beyond what so many digits tell
        if order > 1 and (not stated(derive(f, "x", order - 1), x) or tried(before, x) is None):
            continue
        there, sides = slope(before, x)
        shown = tried(d.result, x)
        holds = there is not None and shown is not None and abs(there - shown) < mpf(10) ** -6 * (1 + abs(there))
        if holds and not stated(d, x) and conditions_hold(d, x):
            if sides == 1 or off_kinks(d, x, True):
                continue  # the end of a domain where a branch ends too; or a place that no exact root is known for
        if holds != stated(d, x):
            told = [condition_text(c) for c in d.conditions] + [f"off {write(k.edge)} = 0" for k in d.kinks]
            how = "stronger" if holds else "weaker"
            out.append(f"seed {seed}: {write(f)} at {mpmath.nstr(x, 6)}: {how} than true: {told}; {write(d.result)}")
            break
    return out


@pytest.mark.parametrize("batch", range(BATCHES))
def test_conditions_are_where_the_derivative_is(batch: int) -> None:
    found: list[str] = []
    with mpmath.workdps(DIGITS):
        for k in range(EXPRESSIONS):
            found += disagreements(EXPRESSIONS * batch + k)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("batch", range(2))
def test_conditions_are_where_the_second_derivative_is(batch: int) -> None:
    found: list[str] = []
    with mpmath.workdps(DIGITS):
        for k in range(EXPRESSIONS // 2):
            found += disagreements(EXPRESSIONS * batch + k, 2)
    assert not found, "\n".join(found)
