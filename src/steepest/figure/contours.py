"""Level lines of a function of two variables: marching squares on a grid, linear inside a cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from steepest.figure.figure import Curve, Window


def levels(f: Callable[..., Any], window: Window, count: int = 9) -> list[Curve]:
    """Level lines at heights that grow like squares, so that a bowl has them at even distances."""
    xs, ys = np.meshgrid(np.linspace(window.x0, window.x1, 41), np.linspace(window.y0, window.y1, 41))
    z = np.broadcast_to(np.asarray(f(xs, ys), dtype=float), xs.shape)
    seen = z[np.isfinite(z)]
    if not seen.size:
        return []
    low, high = float(seen.min()), float(np.percentile(seen, 92))
    heights = [low + (high - low) * (k / count) ** 2 for k in range(1, count + 1)]
    return [
        Curve(line, "level", thick=False)
        for height in heights
        for line in level_lines(f, (window.x0, window.x1), (window.y0, window.y1), height)
    ]


def level_lines(
    f: Callable[..., Any], x: tuple[float, float], y: tuple[float, float], level: float, count: int = 81
) -> list[tuple[tuple[float, float], ...]]:
    """The line f = level, in pieces that are strung together."""
    xs, ys = np.linspace(*x, count), np.linspace(*y, count)
    z = np.broadcast_to(np.asarray(f(*np.meshgrid(xs, ys)), dtype=float), (count, count)) - level
    above = z > 0
    mixed = (above[:-1, :-1] != above[1:, 1:]) | (above[1:, :-1] != above[:-1, 1:]) | (above[1:, 1:] != above[:-1, 1:])
    pieces = []
    for i, j in np.argwhere(mixed):
        pieces += _cell(xs[j], xs[j + 1], ys[i], ys[i + 1], z[i, j], z[i, j + 1], z[i + 1, j + 1], z[i + 1, j])
    return _joined(pieces)


def _cell(x0: float, x1: float, y0: float, y1: float, a: float, b: float, c: float, d: float) -> list[Any]:
    if not np.isfinite(a + b + c + d):
        return []
    crossings = []
    for (xa, ya, za), (xb, yb, zb) in (
        ((x0, y0, a), (x1, y0, b)), ((x1, y0, b), (x1, y1, c)), ((x1, y1, c), (x0, y1, d)), ((x0, y1, d), (x0, y0, a)),
    ):  # fmt: skip
        if (za > 0) != (zb > 0):
            t = za / (za - zb)
            crossings.append((round(float(xa + t * (xb - xa)), 9), round(float(ya + t * (yb - ya)), 9)))
    pairs = [tuple(crossings[k : k + 2]) for k in range(0, len(crossings) - 1, 2)]
    return [p for p in pairs if p[0] != p[1]]


def _joined(pieces: list[Any]) -> list[tuple[tuple[float, float], ...]]:
    """Pieces that share an end, strung together."""
    ends: dict[tuple[float, float], list[int]] = {}
    for k, piece in enumerate(pieces):
        for end in piece:
            ends.setdefault(end, []).append(k)
    used: set[int] = set()
    lines = []
    for k, (start, stop) in enumerate(pieces):
        if k in used:
            continue
        used.add(k)
        line = [start, stop]
        for side in (False, True):
            while (nxt := next((j for j in ends[line[-1]] if j not in used), None)) is not None:
                used.add(nxt)
                a, b = pieces[nxt]
                line.append(b if a == line[-1] else a)
            if not side:
                line.reverse()
        lines.append(tuple(line))
    return lines
