"""Learning-rate schedules: one row each, the rate at step t written as a formula.

In a formula rate is the rate asked for, t the number of the step (1, 2, …) and loss the loss before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from steepest.calculus.expr import Expr
from steepest.descent import recurrence
from steepest.descent.recurrence import Recurrence


@dataclass(frozen=True, slots=True)
class Schedule:
    """A row: how the learning rate changes from step to step."""

    name: str
    rule: Recurrence  # its result is the rate of this step
    because: str
    hyper: Mapping[str, float | None] = field(default_factory=dict)  # None: the number of steps of the run


def initial(row: Schedule) -> dict[str, Expr]:
    """The state before the first step."""
    return recurrence.start(row.rule)


def update(row: Schedule) -> dict[str, Expr]:
    """One step: the new state by name, and the rate of this step under "now"."""
    return recurrence.step(row.rule, "now")


_ROWS = (
    Schedule("constant", Recurrence({}, (), "rate"), "the same rate throughout"),
    Schedule(
        "step",
        Recurrence({"f": "1", "k": "0"},
                   ("f = where(k >= every, f*gamma, f)", "k = where(k >= every, 1, k + 1)"), "rate*f"),
        "cut by a factor every so many steps", {"every": 30.0, "gamma": 0.1},
    ),
    Schedule("exponential", Recurrence({}, (), "rate*gamma**(t - 1)"), "cut by a factor every step", {"gamma": 0.99}),
    Schedule(
        "cosine", Recurrence({}, (), "low + (rate - low)*(1 + cos(pi*minimum(t - 1, total)/total))/2"),
        "down along half a cosine", {"total": None, "low": 0.0},
    ),
    Schedule(
        "warm-up", Recurrence({}, (), "rate*minimum(1, t/over)"), "up from a small rate, then constant", {"over": 10.0}
    ),
    Schedule(
        "plateau",
        Recurrence({"f": "1", "best": "loss", "bad": "-1"},
                   ("bad = where(loss < best*(1 - threshold), 0, bad + 1)",
                    "best = where(loss < best*(1 - threshold), loss, best)",
                    "f = where(bad > patience, f*factor, f)", "bad = where(bad > patience, 0, bad)"), "rate*f"),
        "cut when the loss has not improved for a while",
        {"patience": 10.0, "factor": 0.1, "threshold": 1e-4},
    ),
)  # fmt: skip

SCHEDULES = {row.name: row for row in _ROWS}
