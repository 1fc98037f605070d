"""From a function to the points of its graph: gaps where it has no value, no false bridge over a jump or a pole.

>>> [y for _, y in graph(lambda x: 1 / x, -2, 1, 4)][:3]
[-0.5, -0.8, -2.0]
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from steepest.figure.figure import Point

Sampled = Callable[..., object]  # of an array, or of a number
STEEP = 0.12  # of the height: a rise between two samples that may be a jump
GAP: Point = (math.nan, math.nan)


def graph(f: Sampled, low: float, high: float, count: int = 240) -> tuple[Point, ...]:
    """Points of the graph of f between two ends; nan interrupts it."""
    xs = np.linspace(low, high, count + 1)
    ys = np.array(np.broadcast_to(np.asarray(f(xs), dtype=float), xs.shape))
    ys[~np.isfinite(ys)] = math.nan
    bottom, top = height([ys])
    return tuple(_joined(f, xs.tolist(), ys.tolist(), STEEP * (top - bottom)))


def height(curves: Iterable[Iterable[float]]) -> tuple[float, float]:
    """The two heights between which curves are shown: all of them where they are tame, the middle where a pole is."""
    seen = np.array([y for ys in curves for y in ys if math.isfinite(y)])
    if not seen.size:
        return -1.0, 1.0
    low, high = float(seen.min()), float(seen.max())
    tenth, ninth = (float(q) for q in np.quantile(seen, (0.1, 0.9)))
    if high - low > 6 * (ninth - tenth) > 0:
        low, high = max(low, tenth - 1.2 * (ninth - tenth)), min(high, ninth + 1.2 * (ninth - tenth))
    span = high - low
    if span < 1e-12 * max(1.0, abs(high)):
        return low - 1, high + 1
    if 0 < low < 0.6 * span:
        low = 0.0
    if 0 < -high < 0.6 * span:
        high = 0.0
    air = 0.09 * (high - low)
    return low - air, high + air


def _joined(f: Sampled, xs: list[float], ys: list[float], steep: float) -> Iterator[Point]:
    for k, (x, y) in enumerate(zip(xs, ys, strict=True)):
        if k:
            before, yb = xs[k - 1], ys[k - 1]
            if math.isnan(y) != math.isnan(yb):  # √x is drawn down to its foot
                yield _edge(f, *((before, x) if math.isnan(y) else (x, before)))
            elif abs(y - yb) > steep and _jumps(f, before, x, yb, y):
                yield GAP
        yield x, y


def _edge(f: Sampled, inside: float, outside: float) -> Point:
    """The last point with a value between one that has one and one that has none."""
    last = GAP
    for _ in range(24):
        middle = (inside + outside) / 2
        y = _at(f, middle)
        if math.isfinite(y):
            inside, last = middle, (middle, y)
        else:
            outside = middle
    return last


def _jumps(f: Sampled, a: float, b: float, ya: float, yb: float) -> bool:
    """A continuous function's gap shrinks when its interval is halved; that of a jump or a pole does not."""
    whole = gap = abs(yb - ya)
    for _ in range(12):
        middle = (a + b) / 2
        y = _at(f, middle)
        if not math.isfinite(y):
            return True
        left, right = abs(y - ya), abs(yb - y)
        gap = max(left, right)
        if left > right:
            b, yb = middle, y
        else:
            a, ya = middle, y
    return gap > 0.45 * whole


def _at(f: Sampled, x: float) -> float:
    return float(np.asarray(f(x), dtype=float))
