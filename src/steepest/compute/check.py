"""A numerical proof of a derivative: differences of the function against it, in digits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from steepest.calculus.expr import Expr
from steepest.calculus.lower import lower
from steepest.calculus.surface import Surface
from steepest.compute.verdicts import Fact

ENOUGH = 8.0  # digits


@dataclass(frozen=True, slots=True)
class Check:
    """What the differences say."""

    passed: bool | None  # None where there was nothing to compare: undecided
    digits: float  # decimal digits that agree at the worst point, at most 30
    points: int  # how many points were compared
    note: str = ""  # why there are no points, where there are none


def check(
    function: Expr | Surface,
    derivative: Expr | Surface,
    wrt: str,
    order: int = 1,
    points: int = 8,
    seed: int = 0,
    assume: Mapping[str, Fact] | None = None,
) -> Check:
    """Is `derivative` the derivative of `function`, numerically?

    Directional central differences with one step of Richardson's extrapolation, in ball arithmetic of 512 bits, where a
    step of 2⁻⁵⁰ leaves 30 digits standing. Points lie inside the domain and off kinks; letters in shapes get small
    different sizes. Of a higher order every derivative on the way is checked too.
    """
    from steepest.compute.differences import compared
    from steepest.compute.interpret import TooLarge

    d = lower(derivative) if isinstance(derivative, Surface) else derivative
    try:
        digits, count = compared(function, d, wrt, order, points, seed, dict(assume or {}))
    except TooLarge as long:
        return Check(None, 0.0, 0, str(long))
    if not count:
        return Check(None, 0.0, 0, "no point was found inside the domain and off the kinks")
    return Check(digits >= ENOUGH, round(digits, 1), count)
