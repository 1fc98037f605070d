"""Differences in high precision against a derivative, for numbers and for arrays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import log10
from random import Random

import numpy as np
from flint import arb, ctx

from steepest.calculus import sweep
from steepest.calculus.expr import Atom, Expr, variable, variables, walk
from steepest.calculus.lower import lower
from steepest.calculus.surface import Surface
from steepest.compute.ballarrays import Balls, array, of_floats
from steepest.compute.balls import Value
from steepest.compute.interpret import Array, interpret
from steepest.compute.points import Point, approach, around, balls, spread
from steepest.compute.sampling import BOXES, sample, sizes_for
from steepest.compute.sizes import concrete
from steepest.compute.tape import NotScalar, Tape, taped
from steepest.compute.verdicts import Fact

BITS = (512, 4096)  # the second where the derivative is much smaller than the function
LOOSE = 1e-20  # a difference known no better than this says nothing
STEADY = 1e-6  # where the step still matters more, it is too long for the function
EXACT = 1e-30
STEP = arb(2) ** -50
NEAR = 1e-9  # a point so near a kink is not used
MOST = 30.0  # digits
TRIES = 60
Facts = Mapping[str, Fact]


def compared(
    function: Expr | Surface, d: Expr, wrt: str, order: int, points: int, seed: int, facts: Facts
) -> tuple[float, int]:
    """The digits that agree at the worst point, and the number of points.

    A function as it was written has no value where one of its parts has none, whatever its normal form is.
    """
    f = lower(function) if isinstance(function, Surface) else function
    rank = len(d.shape) - len(f.shape)
    x = variable(wrt, variables(f, d).get(wrt, d.shape[len(f.shape) : len(f.shape) + rank // order]))
    chain = [f]
    for _ in range(order - 1):
        chain.append(sweep.derivative(chain[-1], x))
    ends = [*chain[1:], d]
    found = [_stage(g, e, x, points, seed, facts) for g, e in zip([function, *chain[1:]], ends, strict=True)]
    return min(k for k, _ in found), min(n for _, n in found)


def _stage(f: Expr | Surface, d: Expr, x: Expr, points: int, seed: int, facts: Facts) -> tuple[float, int]:
    try:
        tape = taped(f, d)
    except NotScalar:
        return _arrays(lower(f) if isinstance(f, Surface) else f, d, x, points, seed, facts)
    return _numbers(tape, x.name, points, seed, facts)  # type: ignore[attr-defined]


def _digits(coarse: list[arb], fine: list[arb], want: list[arb]) -> float | None:
    """The decimal digits that agree, of the largest entry; None where step and precision do not tell."""
    got = [(4 * q - p) / 3 for p, q in zip(coarse, fine, strict=True)]
    if not all(x.is_finite() for x in (*got, *want)):
        return None
    if all(q.is_zero() and p.contains(0) and p.rad() < LOOSE for p, q in zip(got, want, strict=True)):
        return MOST
    size = max((abs(x).upper() for x in (*got, *want)), key=lambda x: x.mid())
    if max((p.rad() + q.rad()) / size for p, q in zip(got, want, strict=True)) > LOOSE:
        return None
    steps = max((abs(x).upper() for x in (*coarse, *fine)), key=lambda x: x.mid())  # a step may be far too long
    moved = [p - q for p, q in zip(coarse, fine, strict=True)]
    if any(not gap.contains(0) and abs(gap.mid() / steps) > STEADY for gap in moved):
        return None
    worst = max(abs((p.mid() - q.mid()) / size) for p, q in zip(got, want, strict=True))
    return MOST if worst < EXACT else max(0.0, -log10(float(worst)))


# --- numbers ---------------------------------------------------------------------------------------------------------


def _numbers(tape: Tape, wrt: str, points: int, seed: int, facts: Facts) -> tuple[float, int]:
    worst, count = MOST, 0
    for bits in BITS:
        with ctx.workprec(bits):
            for point in _candidates(tape, wrt, seed, facts):
                digits = _at(tape, wrt, point)
                if digits is not None:
                    worst, count = min(worst, digits), count + 1
                    if count == points:
                        return worst, count
        if count:
            break
    return worst, count


def _candidates(tape: Tape, wrt: str, seed: int, facts: Facts) -> Iterator[Point]:
    source = Random(seed)
    names = list({**tape.variables, wrt: 0})
    first = list(spread(names, TRIES, source, facts))
    yield from first
    inside = approach(tape, first, facts)
    if inside is not None:
        yield from around(inside, TRIES, source, facts)


def _at(tape: Tape, wrt: str, point: Point) -> float | None:
    """The digits at a point; None where it does not count."""
    here = balls(point)
    values = tape.run(here)
    want = values[tape.out[1]]
    if want is None or not want.is_finite():
        return None
    near = [values[k] for k in tape.switches]
    if any(v is None or not abs(v) > NEAR for v in near):
        return None

    def slope(h: arb) -> Value:
        up = tape.run({**here, wrt: here[wrt] + h})[tape.out[0]]
        down = tape.run({**here, wrt: here[wrt] - h})[tape.out[0]]
        return None if up is None or down is None else (up - down) / (2 * h)

    coarse, fine = slope(STEP), slope(STEP / 2)
    return None if coarse is None or fine is None else _digits([coarse], [fine], [want])


# --- arrays ----------------------------------------------------------------------------------------------------------


def _arrays(f: Expr, d: Expr, x: Expr, points: int, seed: int, facts: Facts) -> tuple[float, int]:
    """The first draw of sizes with points that count: det(A X) has a slope only where A is not taller than wide."""
    for sizes in sizes_for(f, d, x):
        found = _with_sizes(f, d, x, points, seed, facts, sizes)
        if found[1]:
            return found
    return 0.0, 0


def _with_sizes(
    f: Expr, d: Expr, x: Expr, points: int, seed: int, facts: Facts, sizes: Mapping[str, int]
) -> tuple[float, int]:
    name: str = x.name  # type: ignore[attr-defined]
    shapes = {n: concrete(s, sizes) for n, s in {**variables(f, d), name: x.shape}.items()}
    tied = facts.get(name) in ("symmetric", "posdef") or any(
        isinstance(e, Atom) and e.name.startswith("eig") for e in walk(f)
    )
    source = np.random.default_rng(seed)
    worst, count = MOST, 0
    for k in range(TRIES):
        values = sample(shapes, facts, source, BOXES[k % len(BOXES)])
        way = source.uniform(-1, 1, size=shapes[name])
        if tied and way.ndim == 2 and way.shape[0] == way.shape[1]:
            way = way + way.T
            values[name] = values[name] + values[name].T
        with ctx.workprec(BITS[0]):
            digits = _along(f, d, name, {n: of_floats(v) for n, v in values.items()}, of_floats(way), sizes)
        if digits is not None:
            worst, count = min(worst, digits), count + 1
            if count == points:
                break
    return worst, count


def _along(
    f: Expr, d: Expr, name: str, here: Mapping[str, Array], way: Array, sizes: Mapping[str, int]
) -> float | None:
    """The digits of the derivative along a direction."""
    witness = Balls()
    interpret([f], here, sizes, witness)
    if witness.closest < NEAR:
        return None
    (slope,) = interpret([d], here, sizes, Balls())
    rank = way.ndim
    axes = list(range(slope.ndim))
    want = array(np.einsum(slope, axes, way, axes[slope.ndim - rank :], axes[: slope.ndim - rank]))

    def quotient(h: arb) -> Array:
        up, down = (interpret([f], {**here, name: array(here[name] + s * h * way)}, sizes, Balls())[0] for s in (1, -1))
        return array((up - down) / (2 * h))

    return _digits(list(quotient(STEP).flat), list(quotient(STEP / 2).flat), list(want.flat))
