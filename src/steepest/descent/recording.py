"""The iterates of a method with its own step lengths, written down as they come; and Newton steps at the end."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from steepest.descent.landscape import Landscape
from steepest.descent.trace import History, Progress, Watch
from steepest.descent.vectors import Array

POLISH = 12  # Newton steps at the end, at most


class Cancelled(Exception):
    """The watch asked for the end."""


class Recorder:
    """The iterates of a run, each with its value and gradient."""

    def __init__(self, landscape: Landscape, steps: int, watch: Watch | None) -> None:
        self.landscape, self.steps, self.watch = landscape, steps, watch
        self.points: list[Array] = []
        self.values: list[float] = []
        self.norms: list[float] = []

    def note(self, z: Array) -> None:
        """Write down an iterate, unless it is the last one again."""
        z = np.array(z, dtype=np.float64)
        if self.points and np.array_equal(self.points[-1], z):
            return
        value, gradient = self.landscape.slope(z)
        self.points.append(z)
        self.values.append(value)
        self.norms.append(float(np.linalg.norm(gradient)))
        if (
            self.watch is not None
            and self.watch(Progress(len(self.points) - 1, self.steps, value, self.norms[-1])) is False
        ):
            raise Cancelled

    def forget(self, start: int, stop: int) -> None:
        """Strike out the iterates of an attempt that another one surpassed."""
        for part in (self.points, self.values, self.norms):
            del part[start:stop]

    def history(self, stopped: str, ending: str, gap: float | None = None) -> History:
        """What was written down."""
        return History(np.array(self.points), np.array(self.values), np.array(self.norms), stopped, ending, gap=gap)


# the end point, why it stopped, how it ended, and how far above the smallest value it may be, where that is known
End = tuple[Array, str, str, float | None]
Solve = Callable[[Landscape, int, Recorder], End]


def polish(landscape: Landscape, record: Recorder) -> None:
    """Newton steps from the best point, each kept only if the gradient at least halves and the value does not rise."""
    best = int(np.nanargmin(np.where(np.isfinite(record.values), record.values, np.inf)))
    z, value, norm = record.points[best], record.values[best], record.norms[best]
    for _ in range(POLISH):
        if not np.isfinite(norm) or norm == 0:
            return
        _, gradient = landscape.slope(z)
        step = newton(landscape.hessian(z), gradient)
        if step is None:
            return
        at = z + step
        now, slope = landscape.slope(at)
        less = float(np.linalg.norm(slope))
        if not np.isfinite(now) or less > norm / 2 or now > value + 1e-14 * abs(value):
            return
        z, value, norm = at, now, less
        record.note(z)


def newton(hessian: Array, gradient: Array) -> Array | None:
    """The Newton step where the Hessian is positive definite, scaled to ones on its diagonal; else None."""
    scale = np.sqrt(np.abs(np.diag(hessian)))
    if not np.isfinite(hessian).all() or (scale == 0).any():
        return None
    scaled = hessian / np.outer(scale, scale)
    try:
        factor = np.linalg.cholesky(scaled)
    except np.linalg.LinAlgError:
        return None
    half = np.linalg.solve(factor, -gradient / scale)
    return np.asarray(np.linalg.solve(factor.T, half) / scale, dtype=np.float64)
