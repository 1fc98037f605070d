"""Logarithms opened before they are differentiated, and taken before a quotient of powers is.

Where u v > 0, ln(u v) is ln |u| + ln |v|, and d/dx ln |u| is u′/u on either side of zero. So an opened logarithm asks
for nothing that it did not ask for before. Bars are left out where a factor cannot be negative.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from steepest.calculus.lower import lower
from steepest.calculus.operators import build
from steepest.calculus.paper import add, d, div, mul, neg, power_of, rational
from steepest.calculus.spans import sign
from steepest.calculus.surface import Surface, depends, larger, number

LARGEST = 60  # parts; a larger argument is told as it stands
MINUS = number(-1)
E = build("constant", (), "e")


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor of a product: base to the power times · by."""

    base: Surface
    times: Fraction = Fraction(1)
    by: tuple[Surface, ...] = ()
    turns: bool = True  # where the base turns negative, so does the factor: not in x², √x, x to the y
    positive: bool = False  # where the product has a value and is not 0, the base is positive

    def moves(self, x: str) -> bool:
        """Does it depend on x?"""
        return bool(self.times) and any(depends(part, x) for part in (self.base, *self.by))


def opened(e: Surface, x: str) -> Surface | None:
    """The logarithm of a product, quotient, root or power as a sum: ln(x² sin x) is 2 ln |x| + ln |sin x|.

    None where it is told as it stands: ln 2x, ln x³, ln(x² + 1).
    """
    if e.op != "log" or not _small(e):
        return None
    inside = e.args[0]
    found = factors(inside.args[0]) if inside.op == "abs" else _where_positive(factors(inside))
    moving = [f for f in found if f.moves(x)]
    letters = [f for f in found if f.times and rational(f.base) is None]
    telling = any(f.by or f.times < 0 or f.times.denominator > 1 for f in moving)
    if not telling and (not moving or len(letters) < 2):
        return None
    return add(*(_logarithm(f) for f in found if f.times and f.base is not MINUS))


def taken_first(e: Surface, x: str) -> Surface | None:
    """u · d/dx ln |u| for a quotient u of three powers or more, or a product with a power of both, that is never 0."""
    if e.op not in ("mul", "div") or not _small(e):
        return None
    found = factors(e)
    moving = [f for f in found if f.moves(x)]
    powers = [f for f in moving if f.by or abs(f.times) != 1]
    both = any(depends(f.base, x) and any(depends(v, x) for v in f.by) for f in moving)
    if not (len(powers) > 2 and any(f.times < 0 for f in moving)) and not (both and len(moving) > 1):
        return None
    if not _never_zero([f for f in found if not f.by], e, x):
        return None
    unsure = any(_could_turn(f) for f in found)
    return mul(e, d(build("log", (build("abs", (e,)) if unsure else e,)), x))


def _small(e: Surface) -> bool:
    return not e.shape and not larger(e, LARGEST)


def _logarithm(f: Factor) -> Surface:
    """ln of a factor: times · by · ln |base|."""
    size = f.base if f.positive or _never_negative(f.base) else build("abs", (f.base,))
    own = () if f.base is E else (build("log", (size,)),)
    above = mul(number(abs(f.times.numerator)), *f.by, *own)
    whole = div(above, number(f.times.denominator))
    return neg(whole) if f.times < 0 else whole


# ---------------------------------------------------------------- the factors


def factors(e: Surface) -> list[Factor]:
    """The factors of a product, quotient, power or root, those of one base and exponent together; a sign is -1."""
    together: dict[tuple[Surface, tuple[Surface, ...]], Factor] = {}
    for f in _factors(e):
        known = together.get((f.base, f.by), Factor(f.base, Fraction(0), f.by, False))
        positive, turns = f.positive or known.positive, f.turns != known.turns
        together[f.base, f.by] = Factor(f.base, f.times + known.times, f.by, turns, positive)
    return list(together.values())


def _factors(e: Surface) -> list[Factor]:
    if e.op == "mul":
        return [f for a in e.args for f in _factors(a)]
    if e.op == "div":
        return [*_factors(e.args[0]), *(_raised(f, Fraction(-1)) for f in _factors(e.args[1]))]
    if e.op == "neg":
        return [Factor(MINUS), *_factors(e.args[0])]
    if e.op == "exp":
        return [Factor(E, by=e.args, turns=False, positive=True)]
    if (found := power_of(e)) is not None:
        u, n = found
        return [_raised(f, n) for f in (_where_positive(factors(u)) if n.denominator % 2 == 0 else _factors(u))]
    if e.op == "pow":
        u, v = e.args
        return [replace(f, by=(*f.by, v), turns=False) for f in _where_positive(factors(u))]
    q = rational(e)
    if q is None:
        return [Factor(e)]
    return [Factor(b) for b in ([MINUS] if q < 0 else []) + ([number(abs(q))] if abs(q) != 1 else [])]


def _raised(f: Factor, n: Fraction) -> Factor:
    return replace(f, times=f.times * n, turns=f.turns and n.numerator % 2 == 1 and n.denominator % 2 == 1)


def _where_positive(found: Sequence[Factor]) -> list[Factor]:
    """The factors where their product is positive: a single one that could turn is positive too (x in x³ eˣ)."""
    unsure = [f for f in found if _could_turn(f)]
    if len(unsure) != 1 or unsure[0].base is MINUS:
        return list(found)
    return [replace(f, positive=True) if f is unsure[0] else f for f in found]


def _could_turn(f: Factor) -> bool:
    return f.turns and not f.positive and not _never_negative(f.base)


def _never_negative(e: Surface) -> bool:
    return e is not MINUS and sign(lower(e), {}) > 0


# ---------------------------------------------------------------- what is never 0


def _never_zero(found: Sequence[Factor], e: Surface, x: str) -> bool:
    """Are these factors of `e` other than 0 wherever `e` has a derivative by x: plainly, or because a condition says
    so, as √(x - 4) says of x⁹?
    """
    from steepest.calculus.conditions import holding
    from steepest.calculus.reals import RELATIONS

    sure = holding(e, x)
    return all(sure(lower(f.base), RELATIONS["!="]) for f in found)
