"""What a learning rate can do: the 2/L statements, each as strong as the curvature allows and no stronger."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from steepest.descent.curvature import Behaviour, behaviour, largest
from steepest.descent.landscape import Landscape
from steepest.descent.programs import program
from steepest.descent.recurrence import expression
from steepest.descent.run import Plan
from steepest.descent.trace import History
from steepest.descent.wording import called, number, times


@dataclass(frozen=True, slots=True)
class RateReport:
    """The rate of a run beside the curvature it meets."""

    behaviour: Behaviour
    curvature: float  # the largest at the start; of a quadratic everywhere
    limit: float | None  # the rate above which a quadratic with this curvature diverges; None for adaptive methods
    formula: str  # how the limit is written: "2/L"


def limit(plan: Plan, curvature: float) -> float | None:
    """The rate above which this method diverges on a quadratic whose largest curvature this is."""
    if not plan.optimizer.limit or not curvature > 0:
        return None
    hyper = {**plan.optimizer.hyper, **plan.hyper}
    run = program({"limit": expression(plan.optimizer.limit)}, ("L", *hyper))
    return float(run(L=curvature, **hyper)["limit"])


def report(landscape: Landscape, plan: Plan, seed: int = 0) -> RateReport:
    """The statement for a plan at the start of a problem."""
    found = largest(landscape, landscape.start, seed)
    shown = plan.optimizer.limit.replace("*", "").replace("mu", "μ")
    return RateReport(behaviour(landscape), found, limit(plan, found), shown)


def warning(landscape: Landscape, plan: Plan, about: RateReport) -> str | None:
    """What to say before the run, if anything."""
    if about.limit is None or plan.schedule.name != "constant":
        return None
    ratio = plan.rate / about.limit
    rate, top, bend = number(plan.rate), number(about.limit), number(about.curvature)
    f = called(landscape.problem.text)
    if about.behaviour == "quadratic":
        if abs(ratio - 1) < 1e-9:
            return f"The rate {rate} is exactly {about.formula}: on {f} it neither settles nor blows up."
        if ratio > 1:
            return (
                f"The rate {rate} is above {about.formula} = {top} (L = {bend}, the same everywhere): it will diverge."
            )
        return None
    if ratio <= 1:
        return None
    if about.behaviour == "bounded":
        return (
            f"The rate {rate} is above {about.formula} = {top} at the start, where the largest curvature is {bend}: "
            "convergence is not guaranteed."
        )
    return (
        f"The rate {rate} is above {about.formula} = {top} at the start, where the largest curvature is {bend}, "
        f"and the curvature of {f} may grow without bound: the first steps may overshoot or overflow."
    )


def diverged(landscape: Landscape, plan: Plan, history: History, about: RateReport) -> str:
    """Why a run went up instead of down."""
    f, rate = called(landscape.problem.text), number(plan.rate)
    opening = "Diverged."
    if history.ending == "overflow":
        opening = f"Diverged: {history.stopped[0].lower()}{history.stopped[1:]}"
    if about.limit is None:
        if not plan.optimizer.limit:
            return (
                f"{opening} {plan.optimizer.title} scales its steps by the gradients it meets, so no rate is "
                f"safe by the curvature alone; {rate} was too large here. Try {number(plan.rate / 10)}."
            )
        return f"{opening} The curvature at the start is not positive. Try a rate below {rate}."
    bend, top = number(about.curvature), number(about.limit)
    if about.behaviour == "quadratic" and plan.rate > about.limit:
        one = landscape.size == 1
        where = f"is {bend} everywhere (L = {bend})" if one else f"is at most L = {bend}, the same everywhere"
        text = f"{opening} The curvature of {f} {where}, so a rate above {about.formula} = {top} overshoots"
        if plan.optimizer.limit == "2/L" and plan.schedule.name == "constant":
            factor = abs(1 - plan.rate * about.curvature)
            along = "" if one else " along the steepest direction"
            return f"{text}: with {rate} each step{along} lands on the other side, {times(factor)} as far."
        return f"{text}: {rate} is above it."
    if about.behaviour == "bounded":
        return (
            f"{opening} The largest curvature at the start is {bend}, and above {about.formula} = {top} convergence is "
            f"not guaranteed: {rate} was too large here. Try a rate below {top}."
        )
    return (
        f"{opening} The curvature of {f} is not the same everywhere (at the start it is {bend}) and may grow without "
        f"bound, so a rate of {rate} that is short enough in one place overshoots in another. Try a rate below {top}."
    )


def cannot_settle(landscape: Landscape, plan: Plan, history: History, about: RateReport) -> str | None:
    """Where the rate is above what the curvature at the end allows: it cannot settle there."""
    if about.limit is None or about.behaviour == "quadratic" or history.rates is None or not len(history.rates):
        return None
    last = history.points[-2:]
    near = [history.points[history.best], *last, last.mean(axis=0)]
    here = max(largest(landscape, z) for z in near if np.isfinite(z).all())
    top = limit(plan, here)
    rate = float(history.rates[-1])
    if top is None or rate <= top or not np.isfinite(top):
        return None
    return (
        f"The largest curvature around the end is {number(here)}, and the rate {number(rate)} is above "
        f"{about.formula} = {number(top)} there: it cannot settle here."
    )
