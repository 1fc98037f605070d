"""What a run leaves: every iterate with its value, why it stopped, and what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from steepest.descent.landscape import Landscape
from steepest.descent.vectors import Array, Point


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the end point is, as a kind and as a sentence."""

    kind: str  # the kinds are those of the contract: "global minimum", "saddle", "diverged" …
    sentence: str
    curvatures: tuple[float, ...] = ()  # eigenvalues of the Hessian at the end point, smallest first, where known
    direction: Point | None = None  # along which the function falls from a saddle or a maximum
    restart: Point | None = None  # where to start again


@dataclass(frozen=True, slots=True)
class History:
    """The raw iterates of a run over flat vectors: entry k is before step k, and there is a final entry."""

    points: Array  # a row an entry
    values: Array  # of what is minimised
    norms: Array  # of its gradient
    stopped: str
    ending: str = "spent"  # "flat" | "spent" | "overflow" | "cancelled"
    rates: Array | None = None  # the learning rate of each step, where there is one
    gap: float | None = None  # of a convex function: how far the end may be above the smallest value, where it is known

    @property
    def best(self) -> int:
        """The entry with the smallest finite value."""
        finite = np.isfinite(self.values) & np.isfinite(self.points).all(axis=1)
        return int(np.argmin(np.where(finite, self.values, np.inf))) if finite.any() else 0


class Points(Sequence[Point]):
    """The iterates by name; each is made when asked for."""

    def __init__(self, rows: Array, landscape: Landscape) -> None:
        self._rows, self._landscape = rows, landscape

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, k: int) -> Point: ...
    @overload
    def __getitem__(self, k: slice) -> list[Point]: ...
    def __getitem__(self, k: int | slice) -> Point | list[Point]:
        if isinstance(k, slice):
            return [self._landscape.unpack(z) for z in self._rows[k]]
        return self._landscape.unpack(self._rows[k])


@dataclass(frozen=True, slots=True, repr=False)
class Trace:
    """A run: entry k of `points`, `values` and `gradient_norms` is before step k; the last entry is the end."""

    best: Point  # the iterate with the best finite value
    value: float  # the objective there
    points: Points
    values: Array
    gradient_norms: Array
    method: str
    chosen: str  # why this method, and with which settings
    stopped: str
    warnings: tuple[str, ...]
    verdict: Verdict

    def __repr__(self) -> str:
        steps = len(self.values) - 1
        return f"Trace({self.method!r}, {steps} steps, value={self.value:.6g}, {self.verdict.kind!r})"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come; what `progress` callbacks are given after each block of steps."""

    step: int
    steps: int
    value: float
    gradient_norm: float


Watch = Callable[[Progress], bool | None]  # False cancels the run


def traced(
    landscape: Landscape, history: History, method: str, chosen: str, warnings: Sequence[str], verdict: Verdict
) -> Trace:
    """The trace of a run in the sign in which its objective was asked for."""
    sign = landscape.problem.sign
    k = history.best
    return Trace(
        best=landscape.unpack(history.points[k]),
        value=sign * float(history.values[k]),
        points=Points(history.points, landscape),
        values=sign * history.values,
        gradient_norms=history.norms,
        method=method,
        chosen=chosen,
        stopped=history.stopped,
        warnings=tuple(warnings),
        verdict=verdict,
    )


__all__ = ["History", "Points", "Progress", "Trace", "Verdict", "Watch", "traced"]
