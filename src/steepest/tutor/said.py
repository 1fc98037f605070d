"""How an answer says numbers and points."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from steepest.calculus.surface import variables
from steepest.course.kinds.number import figures
from steepest.course.tex import plain
from steepest.notation.plain import name as letter
from steepest.notation.reading import Reading, reading
from steepest.tutor.task import Task


class Unanswerable(Exception):
    """A task was understood, and there is no answer of this kind; the sentence says why."""


def point(at: Mapping[str, str], names: list[str]) -> dict[str, str]:
    """A point by name: "" is the only variable (or x), "0", "1" … are variables in order."""
    names = ordered(names)
    out = {}
    for name, value in at.items():
        if name == "":
            out["x" if "x" in names else names[0] if names else "x"] = value
        elif name.isdigit():
            if int(name) < len(names):
                out[names[int(name)]] = value
        else:
            out[name] = value
    return {n: v for n, v in out.items() if n in names} if names else {}


def asked(task: Task) -> dict[str, Any]:
    """What was asked for, by name, without what was not said.

    >>> asked(Task("derivative", "x^2", at={"": "3"}))
    {'want': 'derivative', 'expression': 'x^2', 'at': {'x': '3'}}
    """
    names = written(task.expression)
    told = {name: getattr(task, name) for name in Task.__dataclass_fields__}
    told |= {where: point(told[where], names) for where in ("at", "start")}
    return {name: value for name, value in told.items() if value and (name, value) != ("order", 1)}


def written(text: str) -> list[str]:
    """The variables of an expression, in the order in which they are written."""
    found = reading(text, infer=True)
    return list(variables(found.surface)) if isinstance(found, Reading) else []


def ordered(names: list[str]) -> list[str]:
    """Variables as one writes them in a point: x, y, z and x1, x2 by the alphabet, w and b as they come."""
    plain = set(names) <= set("xyz") or set(names) <= set("uv") or len({n[0] for n in names}) == 1
    return sorted(names) if plain else names


def at_point(where: Mapping[str, str]) -> str:
    """A point in words: " at x = 1, y = 2"; nothing where there is none."""
    return f" at {', '.join(f'{letter(n)} = {v}' for n, v in where.items())}" if where else ""


def number(value: float) -> str:
    """A number for the eye, with a real minus sign."""
    if math.isnan(value):
        return "not defined"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    shown = 0.0 if abs(value) < 1e-12 else value
    return plain(figures(shown))
