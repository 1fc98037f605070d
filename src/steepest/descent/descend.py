"""Make a function small, or large: choose a method, run it, say what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from steepest.calculus.expr import count
from steepest.descent import rates
from steepest.descent.batches import estimator, row_names
from steepest.descent.certificates import certificate
from steepest.descent.choosing import Choice, choose, named
from steepest.descent.classical import CLASSICAL
from steepest.descent.classical import solve as solve_classical
from steepest.descent.convexity import Convexity
from steepest.descent.curvature import steepness
from steepest.descent.endless import unbounded
from steepest.descent.given import Function, reader, text_of
from steepest.descent.ground import ground
from steepest.descent.landscape import Landscape
from steepest.descent.optimizers import OPTIMIZERS
from steepest.descent.problem import NotAProblem, Problem, arrays, problem
from steepest.descent.run import Estimate, Plan, descend
from steepest.descent.schedules import SCHEDULES, Schedule
from steepest.descent.smoothing import kinks
from steepest.descent.trace import History, Trace, Verdict, Watch, traced
from steepest.descent.verdict import judge, unfinished
from steepest.descent.wording import number
from steepest.notation.declarations import Declared

STEPS = 1000  # of a first-order method, unless told
BATCH = 32  # rows, unless told
KEPT = 50_000_000  # numbers: the iterates of a run are all kept
PROOF = 20_000  # expressions with more nodes than this are not searched for a certificate


@dataclass(frozen=True, slots=True)
class Asked:
    """How a run was asked for; None where it is ours to choose."""

    method: str | None
    rate: float | None
    steps: int | None
    batch: int | None
    schedule: str | Mapping[str, Any] | None
    seed: int
    watch: Watch | None
    hyper: Mapping[str, float]


def minimize(
    f: Function,
    /,
    start: Mapping[str, Any],
    data: Mapping[str, Any] | None = None,
    shapes: Declared | str | None = None,
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
    it is chosen from what f is, and `trace.chosen` says why. `hyper` are the optimizer's own settings (mu, beta1 …).
    Raises `NotAProblem` or `Unreadable` with a sentence where there is nothing to run.

    >>> minimize("(x - 1)^2 + 10 (y - x^2)^2", {"x": -1, "y": 1}).verdict.kind
    'global minimum'
    """
    return _run(f, start, data, shapes, Asked(method, rate, steps, batch, schedule, seed, progress, hyper), 1)


def maximize(
    f: Function,
    /,
    start: Mapping[str, Any],
    data: Mapping[str, Any] | None = None,
    shapes: Declared | str | None = None,
    method: str | None = None,
    rate: float | None = None,
    steps: int | None = None,
    batch: int | None = None,
    schedule: str | Mapping[str, Any] | None = None,
    seed: int = 0,
    progress: Watch | None = None,
    **hyper: float,
) -> Trace:
    """Make f large: `minimize` with the sign turned.

    >>> maximize("-x^2 + 3x", {"x": 1}).value
    2.25
    """
    return _run(f, start, data, shapes, Asked(method, rate, steps, batch, schedule, seed, progress, hyper), -1)


def _run(
    f: Function,
    start: Mapping[str, Any],
    data: Mapping[str, Any] | None,
    shapes: Declared | str | None,
    asked: Asked,
    sign: int,
) -> Trace:
    begin, given = arrays(start, "start"), arrays(data or {}, "data")
    objective = reader(f, begin, shapes)
    task = problem(objective({n: a.shape for n, a in given.items()}), begin, given, text_of(f), sign)
    landscape = Landscape(task)
    first = landscape.value(landscape.start)
    if not np.isfinite(first):
        raise NotAProblem(
            f"{task.text} is {sign * first} at the start, and a descent needs a number there. Start from another point."
        )
    proof = _proof(task)
    if asked.method:
        choice = named(asked.method)
    else:
        choice = choose(task, proof.kind == "convex", asked.rate, asked.batch, asked.schedule)
    with np.errstate(all="ignore"):
        if choice.name in CLASSICAL:
            return _classical(landscape, choice, asked, proof)
        plan, chosen = _plan(landscape, choice, asked)
        batch = asked.batch
        if batch is None and choice.name == "sgd" and any(a.ndim for a in given.values()):
            batch = min(BATCH, row_names(given)[1])
        estimate = estimator(task, objective, batch, asked.seed) if batch is not None else None
        return _first_order(landscape, plan, chosen, estimate, asked.watch, proof)


# --- running it ------------------------------------------------------------------------------------------------------


def _plan(landscape: Landscape, choice: Choice, asked: Asked) -> tuple[Plan, str]:
    row, hyper = OPTIMIZERS[choice.name], asked.hyper
    strange = [n for n in hyper if n not in row.hyper]
    if strange:
        has = ", ".join(row.hyper) or "none"
        raise NotAProblem(f"{row.title} has no setting called `{strange[0]}`; its settings are: {has}.")
    chosen = f"{row.title}: {choice.because}."
    rate = row.rate if asked.rate is None else asked.rate
    if rate is None:
        rate, how = _own_rate(landscape)
        chosen += how
    if not rate > 0:
        raise NotAProblem(f"The rate is {rate}; give one above 0.")
    steps = STEPS if asked.steps is None else asked.steps
    if steps < 0 or steps * landscape.size > KEPT:
        raise NotAProblem(
            f"{steps} steps with {landscape.size} variables were asked for; every iterate is kept, so that at most "
            f"{KEPT // landscape.size} steps can be run. Ask for fewer."
        )
    kind, settings = _schedule(asked.schedule)
    return Plan(row, float(rate), steps, kind, hyper, settings), chosen


def _own_rate(landscape: Landscape) -> tuple[float, str]:
    """1/L from the largest curvature at the start, halved until the first step goes down as it should (Armijo)."""
    bend = steepness(landscape, landscape.start)
    if not (np.isfinite(bend) and bend > 0):
        return 0.1, ""
    value, gradient = landscape.slope(landscape.start)
    rate, halved = 1 / bend, 0
    fall = float(gradient @ gradient) / 2
    while halved < 40 and not landscape.value(landscape.start - rate * gradient) <= value - 0.999 * rate * fall:
        rate, halved = rate / 2, halved + 1
    how = f" The rate is 1/L = {number(1 / bend)}, from the largest curvature at the start"
    return rate, f"{how}, halved to {number(rate)} so that the first step goes down." if halved else f"{how}."


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
    landscape: Landscape, plan: Plan, chosen: str, estimate: Estimate | None, watch: Watch | None, proof: Convexity
) -> Trace:
    about = rates.report(landscape, plan)
    before = rates.warning(landscape, plan, about) if estimate is None else None
    warnings = [before] if before else []
    history = descend(landscape, plan, estimate, watch)
    base = ground(landscape, history, proof)
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
        elif kinks(landscape.problem.objective, landscape.problem.variables):
            verdict = unfinished(base, "The function has kinks, where a gradient does not fade: let the rate fall.")
    return traced(landscape, history, plan.optimizer.name, chosen, warnings, verdict)


def rose(history: History) -> bool:
    """Did the run go up instead of down?"""
    v = history.values
    if history.ending == "overflow":
        return True
    half = max(1, len(v) // 2)
    return len(v) > 2 and bool(v[-1] > v[0] and v[-1] > 2 * abs(v[0]) and v[-1] >= v[:half].max())


def _classical(landscape: Landscape, choice: Choice, asked: Asked, proof: Convexity) -> Trace:
    row = CLASSICAL[choice.name]
    unused = [
        n for n, v in (("rate", asked.rate), ("batch", asked.batch), ("schedule", asked.schedule)) if v is not None
    ]
    unused += asked.hyper
    if unused:
        raise NotAProblem(f"{row.title} finds the length of its steps itself and takes no {unused[0]}. Leave it out.")
    history = solve_classical(landscape, row, row.steps if asked.steps is None else asked.steps, asked.watch)
    verdict = judge(ground(landscape, history, proof))
    return traced(landscape, history, row.name, f"{row.title}: {choice.because}.", (), verdict)


def _proof(task: Problem) -> Convexity:
    if count(task.objective) > PROOF:
        return Convexity("unknown", "the expression is too large to be searched")
    return certificate(task)
