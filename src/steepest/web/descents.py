"""Descents for the page: what the engine says about a run, and the optimizers' programs for the browser."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from steepest.calculus.surface import Surface, variables
from steepest.descent.browser import optimizer
from steepest.descent.descend import minimize
from steepest.descent.optimizers import OPTIMIZERS
from steepest.descent.problem import NotAProblem
from steepest.notation.text import write

METHODS = ("gradient descent", "momentum", "nesterov", "rmsprop", "adam")  # those without data, for the race
MOST_STEPS = 500


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


def runs(
    surface: Surface, start: Mapping[str, float], methods: tuple[str, ...], rate: float, steps: int
) -> list[dict[str, Any]]:
    """One run a method: where it ended, and what that is, in a sentence."""
    text = write(surface)
    found = []
    for method in methods:
        try:
            trace = minimize(text, dict(start), method=method, rate=rate, steps=min(steps, MOST_STEPS))
        except NotAProblem as problem:
            raise Undescendable(str(problem)) from None
        end = trace.points[-1]
        found.append(
            {
                "method": method,
                "title": OPTIMIZERS[method].title,
                "kind": trace.verdict.kind,
                "sentence": trace.verdict.sentence,
                "value": finite(trace.value),
                "end": {name: finite(float(end[name])) for name in start},
                "steps": len(trace.points) - 1,
                "warnings": list(trace.warnings),
            }
        )
    return found


def finite(value: float) -> float | None:
    """A number that JSON can hold."""
    return value if math.isfinite(value) else None
