"""Make a function small, or large: choose a method, run it, say what was found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from steepest.calculus.dims import Shape, dim
from steepest.calculus.expr import Apply, Expr, walk
from steepest.calculus.lower import lower
from steepest.calculus.surface import Surface
from steepest.descent import rates
from steepest.descent.batches import Reader, estimator
from steepest.descent.classical import CLASSICAL
from steepest.descent.classical import solve as solve_classical
from steepest.descent.convexity import Convexity, convexity
from steepest.descent.curvature import SMALL, steepness
from steepest.descent.landscape import Landscape
from steepest.descent.optimizers import OPTIMIZERS
from steepest.descent.problem import NotAProblem, Problem, arrays, problem
from steepest.descent.run import Plan, descend
from steepest.descent.schedules import SCHEDULES, Schedule
from steepest.descent.squares import squares
from steepest.descent.trace import History, Trace, Verdict, Watch, traced
from steepest.descent.verdict import ground, judge, unbounded, unfinished
from steepest.descent.wording import number
from steepest.notation.reading import read
from steepest.notation.unreadable import Unreadable

STEPS = 1000  # of a first-order method, unless told
DENSE = 2_000_000  # a Jacobian of residuals may have so many entries
BATCH = 32
PROOF = 20_000  # expressions with more nodes than this are not searched for a certificate

Function = str | Surface | Expr


@dataclass(frozen=True, slots=True)
class Choice:
    """A method and why it was taken."""

    name: str
    because: str


def minimize(
    f: Function,
    /,
    start: Mapping[str, Any],
    data: Mapping[str, Any] | None = None,
    shapes: Mapping[str, Any] | None = None,
    method: str | None = None,
    rate: float | None = None,
    steps: int | None = None,
    batch: int | None = None,
    schedule: str | Mapping[str, Any] | None = None,
    seed: int = 0,
    progress: Watch | None = None,
    **hyper: float,
) -> Trace:
    """Make f small by moving the names in `start`; the names in `data` stay.

    `method` is a name from the table of optimizers, or "levenberg-marquardt", "bfgs", "l-bfgs", "newton"; without one
    it is chosen from what f is, and `trace.chosen` says why. `hyper` are the optimizer's own (mu, beta1 …).
    """
    return _run(f, start, data, shapes, method, rate, steps, batch, schedule, seed, progress, hyper, 1)


def maximize(
    f: Function,
    /,
    start: Mapping[str, Any],
    data: Mapping[str, Any] | None = None,
    shapes: Mapping[str, Any] | None = None,
    method: str | None = None,
    rate: float | None = None,
    steps: int | None = None,
    batch: int | None = None,
    schedule: str | Mapping[str, Any] | None = None,
    seed: int = 0,
    progress: Watch | None = None,
    **hyper: float,
) -> Trace:
    """Make f large: `minimize` with the sign turned."""
    return _run(f, start, data, shapes, method, rate, steps, batch, schedule, seed, progress, hyper, -1)


def _run(
    f: Function,
    start: Mapping[str, Any],
    data: Mapping[str, Any] | None,
    shapes: Mapping[str, Any] | None,
    method: str | None,
    rate: float | None,
    steps: int | None,
    batch: int | None,
    schedule: str | Mapping[str, Any] | None,
    seed: int,
    progress: Watch | None,
    hyper: Mapping[str, float],
    sign: int,
) -> Trace:
    begin, given = arrays(start, "start"), arrays(data or {}, "data")
    reader = _reader(f, begin, given, shapes)
    task = problem(reader({n: a.shape for n, a in given.items()}), begin, given, _text(f), sign)
    landscape = Landscape(task)
    if not np.isfinite(landscape.slope(landscape.start)[0]):
        raise NotAProblem(
            f"{task.text} is {landscape.value(landscape.start)} at the start, and a descent needs a number there. "
            "Start from another point."
        )
    choice = _named(method) if method else choose(task, rate=rate, batch=batch, schedule=schedule)
    with np.errstate(all="ignore"):
        if choice.name in CLASSICAL:
            return _classical(landscape, choice, steps, progress)
        plan, chosen = _plan(landscape, choice, rate, steps, schedule, hyper)
        if batch is None and choice.name == "sgd" and any(a.ndim for a in given.values()):
            batch = min(BATCH, max(a.shape[0] for a in given.values() if a.ndim))
        estimate = estimator(task, reader, batch, seed) if batch is not None else None
        return _first_order(landscape, plan, chosen, estimate, progress)


# --- which method ----------------------------------------------------------------------------------------------------


def choose(task: Problem, rate: float | None = None, batch: int | None = None, schedule: object = None) -> Choice:
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
    if size <= SMALL:
        return Choice("bfgs", f"{size} variable{'s' if size > 1 else ''} and a {_smooth(task.objective)} function")
    return Choice("l-bfgs", f"{size} variables and a {_smooth(task.objective)} function: too many for a full Hessian")


def _smooth(f: Expr) -> str:
    kinks = {"abs", "relu", "maximum", "minimum", "sign", "where"}
    return "continuous" if any(isinstance(e, Apply) and e.name in kinks for e in walk(f)) else "smooth"


def _named(method: str) -> Choice:
    name = {"gd": "gradient descent", "lm": "levenberg-marquardt", "lbfgs": "l-bfgs", "heavy ball": "momentum"}.get(
        method.lower(), method.lower()
    )
    if name not in OPTIMIZERS and name not in CLASSICAL:
        raise NotAProblem(
            f"There is no method called `{method}`. The methods are {', '.join([*OPTIMIZERS, *CLASSICAL])}."
        )
    return Choice(name, "it was asked for")


# --- running it ------------------------------------------------------------------------------------------------------


def _plan(
    landscape: Landscape,
    choice: Choice,
    rate: float | None,
    steps: int | None,
    schedule: str | Mapping[str, Any] | None,
    hyper: Mapping[str, float],
) -> tuple[Plan, str]:
    row = OPTIMIZERS[choice.name]
    strange = [n for n in hyper if n not in row.hyper]
    if strange:
        has = ", ".join(row.hyper) or "none"
        raise NotAProblem(f"{row.title} has no setting called `{strange[0]}`; its settings are: {has}.")
    chosen = f"{row.title}: {choice.because}."
    if rate is None:
        rate = row.rate
    if rate is None:
        bend = steepness(landscape, landscape.start)
        rate = 1 / bend if np.isfinite(bend) and bend > 0 else 0.1
        chosen += f" The rate is 1/L = {number(rate)}, from the largest curvature at the start." if bend > 0 else ""
    if not rate > 0:
        raise NotAProblem(f"The rate is {rate}; give one above 0.")
    kind, settings = _schedule(schedule)
    return Plan(row, float(rate), STEPS if steps is None else steps, kind, hyper, settings), chosen


def _schedule(schedule: str | Mapping[str, Any] | None) -> tuple[Schedule, dict[str, float]]:
    if schedule is None:
        return SCHEDULES["constant"], {}
    given = {"name": schedule} if isinstance(schedule, str) else dict(schedule)
    name = str(given.pop("name", ""))
    if name not in SCHEDULES:
        raise NotAProblem(f"There is no schedule called `{name}`. The schedules are {', '.join(SCHEDULES)}.")
    row = SCHEDULES[name]
    strange = [n for n in given if n not in row.hyper]
    if strange:
        raise NotAProblem(
            f"The schedule {name} has no setting called `{strange[0]}`; it has: {', '.join(row.hyper) or 'none'}."
        )
    return row, {n: float(v) for n, v in given.items()}


def _first_order(
    landscape: Landscape, plan: Plan, chosen: str, estimate: Callable[..., Any] | None, progress: Watch | None
) -> Trace:
    about = rates.report(landscape, plan)
    before = rates.warning(landscape, plan, about) if estimate is None else None
    warnings = [before] if before else []
    history = descend(landscape, plan, estimate, progress)
    base = ground(landscape, history, _proof(landscape.problem))
    if rose(history):
        away = unbounded(base)
        if away is None or base.value >= history.values[0]:
            verdict = Verdict("diverged", rates.diverged(landscape, plan, history, about))
            return traced(landscape, history, plan.optimizer.name, chosen, warnings, verdict)
    verdict = judge(base)
    if verdict.kind == "not converged" and estimate is not None:
        verdict = unfinished(
            base, "The steps of batches stay noisy until the rate falls: try a schedule, or more steps."
        )
    elif verdict.kind == "not converged":
        stuck = rates.cannot_settle(landscape, plan, history, about)
        if stuck:
            warnings.append(stuck)
        if stuck or (warnings and about.behaviour == "quadratic"):
            verdict = unfinished(base, warnings[-1])
    return traced(landscape, history, plan.optimizer.name, chosen, warnings, verdict)


def rose(history: History) -> bool:
    """Did the run go up instead of down?"""
    v = history.values
    if history.ending == "overflow":
        return True
    half = max(1, len(v) // 2)
    return len(v) > 2 and bool(v[-1] > v[0] and v[-1] > 2 * abs(v[0]) and v[-1] >= v[:half].max())


def _classical(landscape: Landscape, choice: Choice, steps: int | None, progress: Watch | None) -> Trace:
    row = CLASSICAL[choice.name]
    history = solve_classical(landscape, row, row.steps if steps is None else steps, progress)
    verdict = judge(ground(landscape, history, _proof(landscape.problem)))
    return traced(landscape, history, row.name, f"{row.title}: {choice.because}.", (), verdict)


def _proof(task: Problem) -> Convexity:
    if sum(1 for _ in walk(task.objective)) > PROOF:
        return Convexity("unknown", "the expression is too large to be searched")
    return convexity(task)


# --- what was given --------------------------------------------------------------------------------------------------


def _text(f: Function) -> str:
    return f if isinstance(f, str) else "the function"


def _reader(f: Function, start: Mapping[str, Any], data: Mapping[str, Any], shapes: Mapping[str, Any] | None) -> Reader:
    """The objective as an expression, for data of given shapes."""

    def reader(sizes: Mapping[str, Shape]) -> Expr:
        if isinstance(f, Expr):
            return f
        if isinstance(f, Surface):
            return lower(f)
        known: dict[str, Shape] = {n: a.shape for n, a in start.items()} | dict(sizes)
        for name, shape in (shapes or {}).items():
            if name not in known:
                known[name] = tuple(dim(d) for d in shape)
        found = read(f, known)
        if isinstance(found, Unreadable):
            raise found
        return lower(found)

    return reader
