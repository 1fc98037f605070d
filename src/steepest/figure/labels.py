"""Where the name of a point stands: on the side on which it covers least. All in pixels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from steepest.figure.figure import Point

WIDE = 0.68  # of the size: a letter, and some air, since a narrow page shows words larger
OUTSIDE, OVER = 5.0, 60.0  # what it costs to leave the panel by a pixel, and to cover other words
APART = 4.0  # pixels between the points at which a line is looked at
SIDES = {  # anchor, and the way from the point
    "ne": ("start", 1, -1), "se": ("start", 1, 1), "nw": ("end", -1, -1), "sw": ("end", -1, 1),
    "e": ("start", 1.4, 0), "w": ("end", -1.4, 0), "n": ("middle", 0, -1.4), "s": ("middle", 0, 1.4),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rectangle:
    """From its left and upper edge to its right and lower one."""

    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: Rectangle) -> bool:
        """Whether the two overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for words: their anchor, and where it stands."""

    x: float
    y: float
    anchor: str
    words: Rectangle


def spots(
    names: Sequence[tuple[float, float, str, str]], drawn: Obstacles, panel: Rectangle, size: float
) -> list[Spot]:
    """A spot for each (x, y, text, side), one after the other; each is in the way of those after it."""
    taken = list(drawn.words)
    found = []
    for x, y, text, first in names:
        order = [first, *(side for side in SIDES if side != first)]
        tries = [(k, far, _spot(x, y, text, side, far, size)) for far in (8, 16, 26) for k, side in enumerate(order)]
        best = min(tries, key=lambda one: _cost(one[2], drawn, taken, panel) + 0.4 * one[0] + 0.12 * one[1])[2]
        taken.append(best.words)
        found.append(best)
    return found


class Obstacles:
    """What names should not cover: points of lines, each with its weight, and other words."""

    def __init__(self, lines: Iterable[tuple[Sequence[Point], float]], words: Iterable[Rectangle]) -> None:
        rows = [(x, y, weight) for line, weight in lines for x, y in _dense(line)]
        self.points = np.array(rows, dtype=float).reshape(-1, 3)
        self.words = tuple(words)


def words(x: float, y: float, text: str, anchor: str, size: float) -> Rectangle:
    """The rectangle of words whose baseline begins, has its middle, or ends at (x, y)."""
    wide = WIDE * size * len(text)
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return Rectangle(left, y - 0.8 * size, left + wide, y + 0.25 * size)


def _spot(x: float, y: float, text: str, side: str, far: float, size: float) -> Spot:
    anchor, right, down = SIDES[side]
    px, py = x + right * far, y + down * far + 0.3 * size + 0.3 * size * down
    return Spot(px, py, anchor, words(px, py, text, anchor, size))


def _cost(spot: Spot, drawn: Obstacles, taken: Sequence[Rectangle], panel: Rectangle) -> float:
    r = spot.words
    p = drawn.points
    inside = (p[:, 0] > r.left - 2) & (p[:, 0] < r.right + 2) & (p[:, 1] > r.top - 1) & (p[:, 1] < r.bottom + 1)
    over = (panel.left - r.left, r.right - panel.right, panel.top - r.top, r.bottom - panel.bottom)
    out = sum(max(0.0, d) for d in over)
    return float(p[inside, 2].sum()) + OUTSIDE * out + OVER * sum(r.covers(other) for other in taken)


def _dense(line: Sequence[Point]) -> Iterator[Point]:
    """Points along a line, a few pixels apart; nan interrupts it."""
    for (x0, y0), (x1, y1) in pairwise(line):
        length = float(np.hypot(x1 - x0, y1 - y0))
        if not np.isfinite(length) or length > 1e5:
            continue
        count = max(1, int(length / APART))
        yield from ((x0 + (x1 - x0) * k / count, y0 + (y1 - y0) * k / count) for k in range(count))
    if line and np.isfinite(line[-1][0] + line[-1][1]):
        yield line[-1]
