"""Every function of the tables has a float and a ball, and they agree."""

import math

import numpy as np
import pytest
from flint import arb

from steepest.calculus.atoms import ATOMS
from steepest.calculus.primitives import PRIMITIVES, Primitive
from steepest.compute import ballarrays, direct
from steepest.compute.balls import FUNCTIONS
from steepest.compute.floats import FLOATS

EXTENDED = {"arccot", "arctan2"}  # the float has a value (π/2 and 0) where the function is not defined
POINTS = (-2.5, -1.0, -0.3, 0.0, 0.4, 1.0, 1.7, 3.0)


@pytest.mark.parametrize("row", PRIMITIVES.values(), ids=PRIMITIVES)
def test_the_float_of_a_function_lies_in_its_ball(row: Primitive) -> None:
    arity = len(row.derivative)
    compared = 0
    for k in range(len(POINTS) ** min(arity, 2)):
        args = [POINTS[k % len(POINTS)], POINTS[k // len(POINTS) % len(POINTS)], POINTS[(k + 3) % len(POINTS)]][:arity]
        if row.name in ("polygamma", "spherical_bessel"):  # the first argument is an order
            args[0] = float(k % 3 + 1)
        ball = FUNCTIONS[row.name](*map(arb, args))
        with np.errstate(all="ignore"):
            found = float(FLOATS[row.name](*map(np.asarray, args)))
        if ball is None:
            assert row.name in EXTENDED or not math.isfinite(found) or abs(found) > 1e15, (row.name, args, found)
        elif ball.is_finite():
            assert found == pytest.approx(float(ball.mid()), rel=1e-12, abs=1e-14), (row.name, args)
            compared += 1
    assert compared >= 2


@pytest.mark.parametrize("name", ATOMS)
def test_every_function_of_whole_arrays_has_floats_and_balls(name: str) -> None:
    assert name in direct._ATOMS
    assert name in ballarrays.ATOMS
