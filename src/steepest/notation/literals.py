"""Numbers in programs, and the exact value of expressions that have no names in them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from steepest.calculus.surface import Surface, walk
from steepest.notation.pieces import Level, Piece, exact_decimal, value, wrap

LARGEST = 2**53  # whole numbers up to here are exact as floats


def number(q: Fraction) -> Piece:
    """A number: whole while exact as a float, a decimal where it ends, else a quotient or the nearest float."""
    sign, level = ("-", Level.NEGATIVE) if q < 0 else ("", Level.ATOM)
    p = abs(q)
    if p.denominator == 1 and p <= LARGEST:
        return Piece(sign + str(p), level)
    text = exact_decimal(p) if p.denominator > 1 else None
    if text is not None and len(text) <= 17:
        return Piece(sign + text, level)
    if p.numerator <= LARGEST and p.denominator <= LARGEST:
        return Piece(sign + str(p), level if sign else Level.PRODUCT)
    return Piece(sign + as_float(p), level)


def as_float(q: Fraction) -> str:
    """The nearest float, 1e999 where that is infinite."""
    try:
        return repr(float(q))
    except OverflowError:
        return "1e999" if q > 0 else "-1e999"


def number_power(base: Fraction, q: Fraction, module: str) -> Piece:
    """A power of a number, so written that no language makes it an error, a huge integer or a complex number."""
    if q.denominator == 1 and base != 0 and abs(q) <= 1000:
        exact_value = base**q.numerator
        if exact_value.denominator == 1 and abs(exact_value) <= LARGEST and q > 0:
            whole = number(base)
            return Piece(f"{wrap(whole, Level.POSTFIX).text}**{q}", Level.POWER)
        return number(exact_value)
    if base == 0:
        return Piece("1.0" if q == 0 else "0.0" if q > 0 else f"{module}.inf", Level.ATOM)
    odd = q.denominator % 2 == 1
    if base < 0 and not odd:
        return Piece(f"{module}.nan", Level.ATOM)
    minus = "-" if base < 0 and q.numerator % 2 else ""
    body = wrap(number(abs(base)), Level.POSTFIX).text
    text = f"{body}**({q})"
    if abs(q) > 1000:
        text = as_float(_power_or_infinity(abs(base), q))
    return Piece(minus + text, Level.NEGATIVE if minus else Level.POWER)


def _power_or_infinity(base: Fraction, q: Fraction) -> Fraction:
    try:
        return Fraction(float(base) ** float(q))
    except OverflowError:
        return Fraction(10) ** 400


def exact(e: Surface) -> Fraction | None:
    """The value of an expression of exact numbers, as people write exponents: 1/3, -(2), 3 - 1; None otherwise."""
    combine: dict[str, Callable[..., Fraction]] = {
        "neg": lambda a: -a,
        "add": lambda *a: sum(a, Fraction(0)),
        "mul": lambda a, b, *c: a * b * (_times(c)),
        "div": lambda a, b: a / b,
    }
    if e.op == "number":
        return value(e)
    if e.op not in combine or e.shape != ():
        return None
    known: dict[Surface, Fraction | None] = {}
    for x in walk(e):
        if x.op == "number":
            known[x] = value(x)
            continue
        args = [known[a] for a in x.args]
        if x.op not in combine or any(a is None for a in args) or (x.op == "div" and args[1] == 0):
            return None
        known[x] = combine[x.op](*args)
    return known[e]


def _times(rest: tuple[Fraction, ...]) -> Fraction:
    out = Fraction(1)
    for q in rest:
        out *= q
    return out
