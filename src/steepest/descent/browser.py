"""Optimizers for the page: the programs of a row, as the browser runs them, from the formulas that run here."""

from __future__ import annotations

from collections.abc import Mapping

from steepest.calculus.expr import Expr
from steepest.calculus.raising import raised
from steepest.descent import optimizers, schedules
from steepest.descent.optimizers import Optimizer
from steepest.descent.schedules import Schedule
from steepest.notation.program import program


def optimizer(row: Optimizer) -> dict[str, object]:
    """A row as JSON: its settings, the program of its start (the state) and of its update (the state, and x)."""
    names = tuple(row.hyper)
    return {
        "name": row.name,
        "title": row.title,
        "because": row.because,
        "formula": str(row.rule),
        "rate": row.rate,
        "hyper": dict(row.hyper),
        "state": list(row.rule.state),
        "limit": row.limit,
        "start": _program(optimizers.initial(row), ("x", "rate", *names)),
        "update": _program(optimizers.update(row), optimizers.inputs(row)),
    }


def schedule(row: Schedule) -> dict[str, object]:
    """A schedule as JSON: the program of its start, and of a step, whose output "now" is the rate."""
    names = tuple(row.hyper)
    return {
        "name": row.name,
        "because": row.because,
        "hyper": dict(row.hyper),
        "state": list(row.rule.state),
        "start": _program(schedules.initial(row), ("rate", "loss", *names)),
        "update": _program(schedules.update(row), ("rate", "t", "loss", *row.rule.state, *names)),
    }


def _program(outputs: Mapping[str, Expr], inputs: tuple[str, ...]) -> dict[str, object]:
    return program({n: raised(e) for n, e in outputs.items()}, inputs)
