"""Answers about the ground: where a function is lowest, how a descent goes, whether it is convex."""

from __future__ import annotations

import math

from steepest.calculus.surface import Surface, variables
from steepest.course import reckon
from steepest.descent.descend import maximize, minimize
from steepest.descent.problem import NotAProblem
from steepest.descent.proving import convexity
from steepest.notation.latex import latex
from steepest.notation.plain import name, plain
from steepest.tutor.reply import Computed, Line
from steepest.tutor.said import Unanswerable, number, point
from steepest.tutor.task import Task

STEPS = 200
SHOWN = 5  # steps of a descent that are told one by one
STARTS = (1.0, -1.0, 0.3, 3.0)
AWAY = ("no minimum", "no maximum", "diverged")  # what a search ends with where there is none


def descent(task: Task, f: Surface) -> Computed:
    """How gradient descent goes with this rate, from this start."""
    names = list(variables(f))
    _only_numbers(f)
    start = dict.fromkeys(names, 1.0) | {n: reckon.value(v) for n, v in point(task.start, names).items()}
    rate = reckon.value(task.rate)
    if not rate > 0:
        raise Unanswerable("A learning rate must be above zero.")
    steps = min(task.steps or STEPS, 1000)
    try:
        trace = minimize(f, start=start, method="gradient descent", rate=rate, steps=steps)
    except NotAProblem as problem:
        raise Unanswerable(str(problem)) from problem
    begun = ", ".join(f"{name(n)} = {number(v)}" for n, v in start.items())
    many = f"{steps} steps" if steps > 1 else "1 step"
    said = f"I read this as gradient descent on {plain(f)} with the rate {number(rate)}, from {begun}, {many}."
    points = [trace.points[k] for k in range(min(SHOWN, len(trace.points)))]
    rows = tuple(
        Line("", ", ".join(f"{name(n)} = {number(float(p[n]))}" for n in names), "start" if k == 0 else f"step {k}", "")
        for k, p in enumerate(points)
    )
    return Computed(task, said, latex(f), trace.verdict.sentence, "", "", rows)


def extreme(task: Task, f: Surface) -> Computed:
    """The lowest, or highest, place found from several starts; one that is proved global ends the search."""
    names = list(variables(f))
    _only_numbers(f)
    if not names:
        raise Unanswerable(f"{plain(f)} is always the same.")
    high = task.want == "maximum"
    run = maximize if high else minimize
    said = f"I read this as the {task.want} of {plain(f)}, by {', '.join(map(name, names))}."
    traces = []
    for value in STARTS:
        try:
            traces.append(run(f, start=dict.fromkeys(names, value)))
        except NotAProblem:
            continue
        if traces[-1].verdict.kind.startswith("global"):
            break
    finite = [t for t in traces if math.isfinite(t.value)]
    if not finite:
        raise Unanswerable(f"{plain(f)} has no value at the points that I tried.")
    away = next((t for t in traces if t.verdict.kind in AWAY), None)
    best = away or (max if high else min)(finite, key=lambda t: t.value)
    sentence = best.verdict.sentence
    if best.verdict.kind not in AWAY:
        place = ", ".join(f"{name(n)} = {number(float(best.best[n]))}" for n in names)
        sentence = f"At {place} it is {number(best.value)}. {sentence}"
    return Computed(task, said, latex(f), sentence, "", "", ())


def bend(task: Task, f: Surface) -> Computed:
    """Is it convex, with the proof in words?"""
    names = list(variables(f))
    _only_numbers(f)
    if not names:
        raise Unanswerable(f"{plain(f)} is always the same.")
    found = convexity(f, wrt=names)
    said = f"I read this as: is {plain(f)} convex in {', '.join(map(name, names))}?"
    yes = {"convex": "It is convex", "concave": "It is concave", "affine": "It is affine, so both convex and concave"}
    neither = "both signs" in found.because
    unknown = "It is neither convex nor concave" if neither else "I can prove neither that it is convex nor concave"
    word = yes.get(found.kind, unknown)
    return Computed(task, said, latex(f), f"{word}: {found.because}.", "", "", ())


def _only_numbers(f: Surface) -> None:
    arrays = [n for n, shape in variables(f).items() if shape]
    if arrays:
        raise Unanswerable(f"This needs numbers for {', '.join(arrays)}; here it can be done for functions of numbers.")
