"""Values for figures: an expression as a function of arrays, run by the engine's own printed program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from steepest.calculus.surface import Surface, variables
from steepest.compute.deriving import derive
from steepest.compute.program import compile
from steepest.notation.reading import read
from steepest.notation.unreadable import Unreadable

Array = NDArray[np.float64]


class Undrawable(Exception):
    """A figure whose options do not make a picture; the sentence says which and why."""


def expression(text: str) -> Surface:
    """The expression in a text."""
    found = read(text)
    if isinstance(found, Unreadable):
        raise Undrawable(f"`{text}` cannot be read: {found.message}")
    return found


def names(f: Surface, wrt: str | None = None) -> tuple[str, ...]:
    """The variables of an expression, `wrt` (letters separated by commas) first."""
    found = tuple(variables(f))
    first = tuple(n.strip() for n in wrt.split(",")) if wrt else ()
    return (*first, *(n for n in found if n not in first))


def slope(f: Surface, name: str) -> Surface:
    """The derivative by one variable."""
    return derive(f, name).result


def function(f: Surface, order: tuple[str, ...], held: Mapping[str, float] | None = None) -> Callable[..., Any]:
    """The expression as a function of arrays, in the order of these names; other names are held."""
    program = compile(f, order)
    kept = {n: v for n, v in (held or {}).items() if n not in order and n in program.arguments}

    def run(*arrays: Any) -> Any:
        return program(**dict(zip(order, arrays, strict=True)), **kept)

    return run


def along(f: Surface, name: str, low: float, high: float, count: int = 241) -> tuple[tuple[float, float], ...]:
    """Points of a curve between two ends."""
    xs = np.linspace(low, high, count)
    ys = np.broadcast_to(np.asarray(function(f, (name,))(xs), dtype=float), xs.shape)
    return tuple(zip(xs.tolist(), ys.tolist(), strict=True))


def level_lines(
    f: Callable[..., Any], x: tuple[float, float], y: tuple[float, float], level: float, count: int = 81
) -> list[tuple[tuple[float, float], ...]]:
    """The line f = level as short pieces: marching squares on a grid, linear inside a cell."""
    xs, ys = np.linspace(*x, count), np.linspace(*y, count)
    z = np.asarray(f(*np.meshgrid(xs, ys))) - level
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
