"""What is to be minimised: an expression, which of its names may move, and the data that stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from steepest.calculus import algebra, expr
from steepest.calculus.dims import Shape
from steepest.calculus.expr import Expr
from steepest.descent.forms import stable
from steepest.descent.vectors import Array
from steepest.notation.naming import by_name


class NotAProblem(ValueError):
    """What was given cannot be minimised: what is the matter, and what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A number to be made small by moving its variables."""

    objective: Expr  # a number; for `maximize` minus what was asked
    start: Mapping[str, Array]  # the variables, in order, and where they start
    data: Mapping[str, Array]  # the names that stay
    text: str  # what is minimised, as a person reads it
    sign: int = 1  # -1 when minus the objective is to be made large

    @property
    def variables(self) -> tuple[Expr, ...]:
        """The variables as nodes of the objective; a name that the objective lacks is not among them."""
        have = expr.variables(self.objective)
        return tuple(expr.variable(name, have[name]) for name in self.start if name in have)


def arrays(values: Mapping[str, Any], what: str) -> dict[str, Array]:
    """Values as arrays of float64, or a sentence about the one that is not a number."""
    out: dict[str, Array] = {}
    for name, value in by_name(values).items():
        try:
            out[name] = np.array(value, dtype=np.float64)
        except (TypeError, ValueError):
            raise NotAProblem(
                f"{what}: `{name}` is not a number or an array of numbers. Give numbers, for example {name}=1."
            ) from None
        missing = int(np.isnan(out[name]).sum())
        if missing:
            entries = "entry is" if missing == 1 else "entries are"
            raise NotAProblem(f"{what}: {missing} of the {out[name].size} {entries} missing (nan) in `{name}`.")
    return out


def problem(
    objective: Expr, start: Mapping[str, Any], data: Mapping[str, Any] | None = None, text: str = "f", sign: int = 1
) -> Problem:
    """A problem whose names and shapes fit, or `NotAProblem` with a sentence."""
    if objective.shape:
        raise NotAProblem(
            f"{text} is an array of shape {objective.shape}, and only a number can be made small. "
            "Take its sum, mean or norm."
        )
    begin, given = arrays(start, "start"), arrays(data or {}, "data")
    both = [name for name in begin if name in given]
    if both:
        raise NotAProblem(f"`{both[0]}` is in start and in data. A variable stands in start, a constant in data.")
    have = expr.variables(objective)
    absent = [name for name in have if name not in begin and name not in given]
    if absent:
        raise NotAProblem(
            f"{text} contains `{absent[0]}`, which has no value. Put it in start if it may move, in data if it stays."
        )
    if not any(name in have for name in begin):
        raise NotAProblem(f"{text} contains none of the variables in start ({', '.join(begin) or 'there are none'}).")
    for name, value in (*begin.items(), *given.items()):
        if name in have and not _fits(value.shape, have[name]):
            raise NotAProblem(f"`{name}` has shape {value.shape}, and {text} needs {_shown(have[name])}.")
    signed = objective if sign == 1 else algebra.scale(Fraction(-1), objective)
    return Problem(stable(signed), begin, given, text, sign)


def _fits(shape: tuple[int, ...], wanted: Shape) -> bool:
    return len(shape) == len(wanted) and all(a == b for a, b in zip(shape, wanted, strict=True) if isinstance(b, int))


def _shown(shape: Shape) -> str:
    return f"shape ({', '.join(map(str, shape))})" if shape else "a number"
