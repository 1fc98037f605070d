"""Noisy points near a line, and the scene in which SGD fits one: the same numbers on paper and in the page.

>>> scene = Scene(count=32, noise=0.5, seed=1)
>>> [float(x) for x in scene.data["x"][:3]]
[0.05, 1.8, -1.42]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from steepest.descent.batches import shuffles
from steepest.descent.vectors import Array
from steepest.figure.figure import Window

SLOPE, INTERCEPT = 1.5, 1.0  # the line without the noise
LOSS = "mean((w x + b - y)^2)"
START: Mapping[str, float] = {"w": -0.5, "b": -0.5}
POINTS = Window(-2.3, 2.3, -4, 6)  # where the points are shown
GROUND = Window(-1, 3, -1, 3)  # where the loss is shown, over w and b


@dataclass(frozen=True, slots=True)
class Scene:
    """So many points around a line, drawn by a seed; the seed also says in which order SGD meets them."""

    count: int = 32
    noise: float = 0.5
    seed: int = 1

    @property
    def data(self) -> Mapping[str, Array]:
        """The points, to two decimals, so that they can be copied by hand."""
        source = np.random.default_rng(self.seed)
        x = np.round(source.uniform(-2, 2, self.count), 2)
        return {"x": x, "y": np.round(INTERCEPT + SLOPE * x + self.noise * source.normal(size=self.count), 2)}

    def told(self, epochs: int) -> dict[str, Any]:
        """The scene as JSON: the points, the order of the rows in each epoch, the start and both windows."""
        order = [one.tolist() for one in islice(shuffles(self.count, self.seed), epochs)]
        return {
            **{name: values.tolist() for name, values in self.data.items()},
            "order": order,
            "start": dict(START),
            "windows": {"points": _corners(POINTS), "ground": _corners(GROUND)},
        }


def _corners(window: Window) -> dict[str, float]:
    return {"x0": window.x0, "x1": window.x1, "y0": window.y0, "y1": window.y1}
