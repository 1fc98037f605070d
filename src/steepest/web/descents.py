"""Descents for the page: what the engine says about a run, and the optimizers' programs for the browser."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from steepest.calculus.surface import Surface, variables
from steepest.descent.browser import optimizer
from steepest.descent.descend import minimize
from steepest.descent.optimizers import OPTIMIZERS
from steepest.descent.problem import NotAProblem
from steepest.figure.values import Array, function, slope

METHODS = ("gradient descent", "momentum", "nesterov", "rmsprop", "adam")  # those without data, for the race
TITLES: Mapping[str, str] = {name: OPTIMIZERS[name].title for name in METHODS}
SETTINGS: Mapping[str, tuple[str, ...]] = {name: ("rate", *OPTIMIZERS[name].hyper) for name in METHODS}
MOST_STEPS = 500
NUDGE = 1e-4
RAISED = str.maketrans("0123456789-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻", "+")
LEAST, MOST = 1e-6, 100.0  # of a rate
RATES = tuple(lead * 10.0**-k for k in range(1, 7) for lead in (10, 5, 2))
STARTS = (
    *((-1.5, 1.2), (1.5, 1.2), (2.0, 0.5), (0.5, 0.5), (0.5, -0.5), (-0.5, 0.5), (-0.5, -0.5), (0.1, 0.1)),
    *((3.0, 2.0), (-3.0, -2.0), (5.0, 5.0), (10.0, 10.0), (-10.0, -10.0), (0.01, 0.01), (30.0, 30.0), (100.0, 100.0)),
)


@dataclass(frozen=True)
class How:
    """How they race: the rate and the number of steps of all, and what a method has of its own (its rate, mu, ...)."""

    rate: float
    steps: int
    own: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


class Undescendable(Exception):
    """A function that cannot be walked down on a map; says why."""


def rows() -> list[dict[str, Any]]:
    """The optimizers of the race, with the programs that the browser runs."""
    return [dict(optimizer(OPTIMIZERS[name])) for name in METHODS]


def row(name: str) -> dict[str, Any]:
    """One optimizer of the table, with its programs."""
    if name not in OPTIMIZERS:
        raise Undescendable(f"There is no optimizer called `{name}`; there are {', '.join(OPTIMIZERS)}.")
    return dict(optimizer(OPTIMIZERS[name]))


def axes(surface: Surface) -> tuple[str, ...]:
    """The one or two variables, the first along x."""
    own = variables(surface)
    if any(own.values()):
        raise Undescendable("Here a function of one or two numbers can be walked down; this one has arrays.")
    if not 1 <= len(own) <= 2:
        raise Undescendable(f"Here a function of one or two letters can be walked down; this one has {len(own)}.")
    return tuple(sorted(own))


def runs(f: Surface | str, start: Mapping[str, float], methods: Sequence[str], how: How) -> list[dict[str, Any]]:
    """One run a method: where it ended, and what that is, in a sentence."""
    found = []
    for method in methods:
        own: dict[str, Any] = dict(how.own.get(method, {}))
        rate = own.pop("rate", how.rate)
        try:
            trace = minimize(f, dict(start), method=method, rate=rate, steps=min(how.steps, MOST_STEPS), **own)
        except NotAProblem as problem:
            raise Undescendable(str(problem)) from None
        end = trace.points[-1]
        found.append(
            {
                "method": method,
                "title": OPTIMIZERS[method].title,
                "kind": trace.verdict.kind,
                "sentence": scientific(trace.verdict.sentence),
                "value": finite(trace.value),
                "end": {name: finite(float(end[name])) for name in start},
                "steps": len(trace.points) - 1,
                "warnings": list(trace.warnings),
            }
        )
    return found


def beginning(f: Surface, names: tuple[str, ...]) -> tuple[tuple[float, ...], float]:
    """A start from which this function can be walked down, and a rate that neither creeps nor leaves at once.

    The start is the first of a few where the value and the gradient are numbers and the ground is not level; the rate
    half the inverse of the largest curvature there, and such that the first step goes no further than half a unit.
    """
    value = function(f, names)
    slopes = [function(slope(f, name), names) for name in names]

    def gradient(at: tuple[float, ...]) -> Array:
        return np.array([float(part(*at)) for part in slopes])

    tried = [start[: len(names)] for start in STARTS]
    with np.errstate(all="ignore"):
        sound = [at for at in tried if np.isfinite(float(value(*at))) and np.isfinite(gradient(at)).all()]
        start = next((at for at in sound if np.linalg.norm(gradient(at)) > 1e-3), sound[0] if sound else tried[0])
        if not sound:
            return start, RATES[-1]
        steep = float(np.linalg.norm(gradient(start)))
        moves = NUDGE * np.eye(len(names))
        bends = np.array([gradient(tuple(start + move)) - gradient(tuple(start - move)) for move in moves])
        bend = float(np.linalg.norm(bends, 2)) / (2 * NUDGE) if np.isfinite(bends).all() else 0.0
    fitting = [rate for rate in RATES if rate * bend <= 0.5 and rate * steep <= 0.5]
    return start, fitting[0] if fitting else RATES[-1]


def scientific(sentence: str) -> str:
    """A sentence whose small and large numbers are written as powers of ten.

    >>> scientific("the best value is 8.76675e-7.")
    'the best value is 8.76675 · 10⁻⁷.'
    """
    return re.sub(r"(\d)e([-−+]?\d+)", lambda m: f"{m[1]} · 10{m[2].translate(RAISED)}", sentence)


def finite(value: float) -> float | None:
    """A number that JSON can hold."""
    return value if math.isfinite(value) else None
