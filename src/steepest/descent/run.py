"""First-order runs: an optimizer's row, a schedule's row and a gradient, step by step.

Entry k is the loss before step k, and a final entry follows the last step. A run goes in blocks; after each block a
callback may look or cancel, and an interrupt from the keyboard keeps what is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from steepest.descent import optimizers, schedules
from steepest.descent.landscape import Landscape
from steepest.descent.optimizers import Optimizer
from steepest.descent.programs import program
from steepest.descent.schedules import SCHEDULES, Schedule
from steepest.descent.trace import History, Progress, Watch
from steepest.descent.vectors import Array

BLOCK = 50
FLAT = 1e-12  # a run ends when the gradient has fallen to this part of the largest one, or to the size of rounding

Estimate = Callable[[Array, int], Array]  # the gradient that step k is given, exact or from a few rows of the data


@dataclass(frozen=True, slots=True)
class Plan:
    """How a first-order run goes."""

    optimizer: Optimizer
    rate: float
    steps: int
    schedule: Schedule = SCHEDULES["constant"]
    hyper: Mapping[str, float] = field(default_factory=dict)  # the optimizer's, where they are not the table's
    schedule_hyper: Mapping[str, float] = field(default_factory=dict)


def descend(landscape: Landscape, plan: Plan, estimate: Estimate | None = None, watch: Watch | None = None) -> History:
    """Run a plan from the problem's start; `estimate` gives the gradient of a step when it is not the exact one."""
    advance, pace = _advance(plan), _pace(plan)
    z = landscape.start.copy()
    points, values, norms, rates = [z], [], [], []
    top = 0.0
    value, gradient = landscape.slope(z)
    stopped, ending = f"All {plan.steps} steps were taken.", "spent"
    if plan.steps == 1:
        stopped = "The one step was taken."
    try:
        for k in range(plan.steps):
            norm = float(np.linalg.norm(gradient))
            values.append(value)
            norms.append(norm)
            top = max(top, norm)
            if not (_finite(value, gradient, z) and np.isfinite(norm)):
                stopped, ending = f"The numbers overflowed at step {k}.", "overflow"
                break
            if estimate is None and norm <= FLAT * top:
                stopped, ending = f"The gradient vanished after {_steps(k)}.", "flat"
                break
            if watch is not None and k and k % BLOCK == 0 and watch(Progress(k, plan.steps, value, norm)) is False:
                stopped, ending = f"Cancelled after {_steps(k)}; what was found is kept.", "cancelled"
                break
            given = gradient if estimate is None else estimate(z, k)
            rate = pace(k + 1, value)
            z = advance(z, given, rate, k + 1)
            points.append(z)
            rates.append(rate)
            value, gradient = landscape.slope(z)
        else:
            values.append(value)
            norms.append(float(np.linalg.norm(gradient)))
            if not _finite(value, gradient, z):
                stopped, ending = f"The numbers overflowed at step {plan.steps}.", "overflow"
    except KeyboardInterrupt:
        stopped, ending = f"Interrupted after {_steps(len(rates))}; what was found is kept.", "cancelled"
        points = points[: len(values)]
    if watch is not None and values and ending != "cancelled":
        watch(Progress(len(rates), plan.steps, values[-1], norms[-1]))
    return History(np.array(points), np.array(values), np.array(norms), stopped, ending, np.array(rates))


def _finite(value: float, gradient: Array, z: Array) -> bool:
    return bool(np.isfinite(value) and np.isfinite(gradient).all() and np.isfinite(z).all())


def _steps(k: int) -> str:
    return "1 step" if k == 1 else f"{k} steps"


def _advance(plan: Plan) -> Callable[[Array, Array, float, int], Array]:
    """The optimizer's update as a function that keeps its state."""
    row = plan.optimizer
    hyper = {**row.hyper, **plan.hyper}
    run = program(optimizers.update(row), optimizers.inputs(row))
    begin = program(optimizers.initial(row), ("x", "rate", *hyper)) if row.rule.state else None
    state: dict[str, Array] = {}

    def advance(z: Array, g: Array, rate: float, t: int) -> Array:
        if begin is not None and not state:
            state.update({n: np.broadcast_to(s, z.shape) for n, s in begin(x=z, rate=rate, **hyper).items()})
        out = run(x=z, g=g, rate=rate, t=float(t), **state, **hyper)
        state.update({n: out[n] for n in row.rule.state})
        return np.array(out["x"], dtype=np.float64)

    return advance


def _pace(plan: Plan) -> Callable[[int, float], float]:
    """The schedule as a function that keeps its state."""
    row = plan.schedule
    hyper = {n: float(plan.steps) if v is None else v for n, v in row.hyper.items()} | dict(plan.schedule_hyper)
    run = program(schedules.update(row), ("rate", "t", "loss", *row.rule.state, *hyper))
    begin = program(schedules.initial(row), ("rate", "loss", *hyper)) if row.rule.state else None
    state: dict[str, float] = {}

    def pace(t: int, loss: float) -> float:
        if begin is not None and not state:
            state.update({n: float(v) for n, v in begin(rate=plan.rate, loss=loss, **hyper).items()})
        out = run(rate=plan.rate, t=float(t), loss=loss, **state, **hyper)
        state.update({n: float(out[n]) for n in row.rule.state})
        return float(out["now"])

    return pace
