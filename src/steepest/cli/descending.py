"""`steepest descend`: make a function small, and say in plain words what was found."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from steepest.cli.terminal import Exit, Stopped, as_json, console, refuse, show, stop
from steepest.descent.descend import maximize, minimize
from steepest.descent.problem import NotAProblem
from steepest.descent.trace import Trace
from steepest.notation.plain import name
from steepest.notation.unreadable import Unreadable

MOST_ROWS = 40  # of a printed trace; longer ones are thinned
GOOD = {"global minimum", "local minimum", "maximum", "stationary", "inconclusive"}
_SEPARATE = re.compile(r",(?=\s*[^\W\d]\w*\s*=)")  # a comma before the next name
_ITEM = re.compile(r"\s*([^\W\d]\w*)\s*=\s*(.+?)\s*")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed after `steepest descend`."""

    text: str
    start: str
    data: str
    method: str
    rate: float | None
    steps: int | None
    upward: bool
    trace: bool
    json: bool


def descend(asked: Asked) -> None:
    """Run it; the exit code is 1 when it diverged, ran out of steps or found no minimum."""
    start, data = values(asked.start, "--start"), values(asked.data, "--data")
    run = maximize if asked.upward else minimize
    try:
        found = run(asked.text, start, data, method=asked.method or None, rate=asked.rate, steps=asked.steps)
    except Unreadable as error:
        refuse(asked.text, error)
    except NotAProblem as error:
        stop(str(error), Exit.NO_DERIVATIVE)
    if asked.json:
        as_json(listed(found))
    else:
        _say(found, asked.trace)
    if found.verdict.kind not in GOOD:
        raise Stopped(Exit.NO)


def values(text: str, option: str) -> dict[str, Any]:
    """`x=1, w=[0, 0]` as names with numbers or lists; says what is wrong with anything else."""
    out: dict[str, Any] = {}
    for item in _SEPARATE.split(text):
        named = _ITEM.fullmatch(item)
        if named is None and item.strip():
            stop(f"{option} takes names with values, as in x=1,w=[0,0]; `{item.strip()}` is not one.", Exit.MISTYPED)
        if named is not None:
            try:
                out[named[1]] = json.loads(named[2])
            except ValueError:
                told = f"`{named[2]}` is not a number or a list of numbers, for {named[1]} in {option}."
                stop(told, Exit.MISTYPED)
    return out


def listed(found: Trace) -> dict[str, Any]:
    """A run as one object."""
    return {
        "verdict": found.verdict.kind,
        "sentence": found.verdict.sentence,
        "best": {n: a.tolist() for n, a in found.best.items()},
        "value": found.value,
        "method": found.method,
        "chosen": found.chosen,
        "stopped": found.stopped,
        "steps": len(found.values) - 1,
        "warnings": list(found.warnings),
        "values": [float(v) for v in found.values],
    }


def _say(found: Trace, rows: bool) -> None:
    out = console()
    if rows:
        _table(found)
    show(out, found.verdict.sentence)
    for warning in found.warnings:
        show(out, warning)
    place = ", ".join(f"{name(n)} = {_number(a)}" for n, a in found.best.items())
    steps = len(found.values) - 1
    best = f"Best: {place}, where the value is {found.value:.6g}, after {steps} step" + "s" * (steps != 1)
    show(out, (f"{best}. {found.stopped}", "dim"))
    show(out, (f"Method: {found.chosen}", "dim"))


def _table(found: Trace) -> None:
    out = console()
    last = len(found.values) - 1
    every = max(1, -(-last // MOST_ROWS))
    show(out, (f"{'step':>6}  {'value':>14}  {'gradient':>14}", "bold"))
    for k in sorted({*range(0, last + 1, every), last}):
        show(out, f"{k:>6}  {found.values[k]:>14.6g}  {found.gradient_norms[k]:>14.6g}  {_point(found, k)}")
    show(out)


def _point(found: Trace, k: int) -> str:
    return ", ".join(f"{name(n)} = {_number(a)}" for n, a in found.points[k].items() if a.size <= 4)


def _number(a: Any) -> str:
    if a.ndim == 0:
        return f"{float(a):.6g}"
    return "[" + ", ".join(f"{float(v):.6g}" for v in a.ravel()[:6]) + (", …" if a.size > 6 else "") + "]"
