"""Sums, products and powers as they stand on paper: nothing is worked out, only what nobody writes is left out."""

from __future__ import annotations

from fractions import Fraction
from math import prod

from steepest.calculus.operators import build
from steepest.calculus.surface import Surface, depends, larger, number, walk

MOST_PARTS = 60
LARGEST = 30  # parts; nobody sees at a glance what is larger


def d(body: Surface, x: str) -> Surface:
    """d/dx body, not yet carried out."""
    return build("derivative", (body,), (x, 1))


def flattened(parts: tuple[Surface, ...], op: str) -> list[Surface]:
    """The parts with sums in a sum (products in a product) opened up, as far as a line can be read."""
    flat = [q for p in parts for q in (p.args if p.op == op else (p,))]
    return flat if len(flat) <= MOST_PARTS else list(parts)


def mul(*parts: Surface) -> Surface:
    """A product as written, flat, without factors 1."""
    kept = [p for p in flattened(parts, "mul") if not is_number(p, 1)]
    return number(1) if not kept else kept[0] if len(kept) == 1 else build("mul", tuple(kept))


def add(*parts: Surface) -> Surface:
    """A sum as written, flat."""
    flat = flattened(parts, "add")
    return flat[0] if len(flat) == 1 else build("add", tuple(flat))


def neg(e: Surface) -> Surface:
    """Minus an expression."""
    return e.args[0] if e.op == "neg" else build("neg", (e,))


def div(a: Surface, b: Surface) -> Surface:
    """A quotient as written."""
    return a if is_number(b, 1) else build("div", (a, b))


def pow_(a: Surface, b: Surface) -> Surface:
    """A power as written."""
    return a if is_number(b, 1) else build("pow", (a, b))


def is_number(e: Surface, value: int | None = None) -> bool:
    """Is this a number (this number)?"""
    return e.op == "number" and (value is None or e.data == value)


def rational(e: Surface) -> Fraction | None:
    """The value of an expression made of numbers alone, where it is plainly rational."""
    if e.op == "number":
        return e.data  # type: ignore[return-value]
    if e.op not in PLAIN:
        return None
    if any(a.op not in PLAIN and a.op != "number" for a in e.args):
        return None
    values: dict[Surface, Fraction | None] = {}
    for part in walk(e):  # each shared part once
        values[part] = _rational(part, [values[a] for a in part.args])
    return values[e]


PLAIN = ("neg", "add", "mul", "div")


def _rational(e: Surface, args: list[Fraction | None]) -> Fraction | None:
    if e.op == "number":
        return e.data  # type: ignore[return-value]
    known = [v for v in args if v is not None]
    if e.op not in PLAIN or len(known) != len(args):
        return None
    match e.op:
        case "neg":
            return -known[0]
        case "add":
            return sum(known, Fraction(0))
        case "mul":
            return prod(known, start=Fraction(1))
        case _:
            return known[0] / known[1] if known[1] else None


def as_number(v: Fraction) -> Surface:
    """A rational as a surface tree, its sign in front: 3, -1/2."""
    if v < 0:
        return neg(as_number(-v))
    return number(v) if v.denominator == 1 else build("div", (number(v.numerator), number(v.denominator)))


def power_of(e: Surface) -> tuple[Surface, Fraction] | None:
    """u and n when this is u to a plain number."""
    if e.op == "pow" and (n := rational(e.args[1])) is not None:
        return e.args[0], n
    if e.op in ("sqrt", "cbrt"):
        return e.args[0], Fraction(1, 2 if e.op == "sqrt" else 3)
    return None


def exponent_of(e: Surface) -> Surface | None:
    """u when this is e to the power u."""
    if e.op == "exp":
        return e.args[0]
    if e.op == "pow" and e.args[0].op == "constant" and e.args[0].data == "e":
        return e.args[1]
    return None


def linear(e: Surface, x: str) -> bool:
    """Is this a x + b, with a and b free of x?"""
    return not larger(e, LARGEST) and _linear(e, x)


def _linear(e: Surface, x: str) -> bool:
    if e.op == "variable" or not depends(e, x):
        return True
    if e.op in ("add", "neg"):
        return all(_linear(a, x) for a in e.args)
    if e.op == "mul":
        return all(_linear(a, x) for a in e.args) and sum(depends(a, x) for a in e.args) == 1
    return e.op == "div" and not depends(e.args[1], x) and _linear(e.args[0], x)


def inside_size(e: Surface) -> Surface | None:
    """u when this is ln |u|."""
    return e.args[0].args[0] if e.op == "log" and e.args[0].op == "abs" and not e.shape else None
