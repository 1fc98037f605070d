"""Which method: the one asked for, or one that fits what the expression is."""

from __future__ import annotations

from dataclasses import dataclass

from steepest.calculus.expr import Apply, Expr, walk
from steepest.descent.classical import CLASSICAL
from steepest.descent.curvature import SMALL
from steepest.descent.optimizers import OPTIMIZERS
from steepest.descent.problem import NotAProblem, Problem
from steepest.descent.smoothing import kinks
from steepest.descent.squares import squares

DENSE = 2_000_000  # a Jacobian of residuals may have so many entries
OTHER_NAMES = {
    "gd": "gradient descent",
    "gradient-descent": "gradient descent",
    "heavy ball": "momentum",
    "lm": "levenberg-marquardt",
    "levenberg–marquardt": "levenberg-marquardt",
    "lbfgs": "l-bfgs",
    "trust region": "newton",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A method and why it was taken."""

    name: str
    because: str


def choose(
    task: Problem, convex: bool, rate: float | None = None, batch: int | None = None, schedule: object = None
) -> Choice:
    """A method for a problem, from what its expression is."""
    size = sum(a.size for a in task.start.values())
    if batch is not None:
        return Choice("adam", "a batch was asked for, and Adam needs the least tuning on noisy gradients")
    if rate is not None or schedule is not None:
        return Choice("gradient descent", "a rate was given")
    found = squares(task)
    rows = sum(a.size for a in task.data.values()) + len(task.start)
    if found is not None and rows * size <= DENSE:
        return Choice("levenberg-marquardt", "the loss is a sum of squares, by its form")
    if size <= SMALL and convex and kinks(task.objective, task.variables):
        return Choice("smoothing", "the function is convex and has kinks")
    if size <= SMALL:
        return Choice("bfgs", f"{size} variable{'s' if size > 1 else ''} and a {_smooth(task.objective)} function")
    return Choice("l-bfgs", f"{size} variables and a {_smooth(task.objective)} function: too many for a full Hessian")


def _smooth(f: Expr) -> str:
    kinks = {"abs", "relu", "maximum", "minimum", "sign", "heaviside", "where"}
    return "continuous" if any(isinstance(e, Apply) and e.name in kinks for e in walk(f)) else "smooth"


def named(method: str) -> Choice:
    """The method of this name, or `NotAProblem` with the names there are."""
    name = OTHER_NAMES.get(method.lower(), method.lower())
    if name not in OPTIMIZERS and name not in CLASSICAL:
        raise NotAProblem(
            f"There is no method called `{method}`. The methods are {', '.join([*OPTIMIZERS, *CLASSICAL])}."
        )
    return Choice(name, "it was asked for")
