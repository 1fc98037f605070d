"""A number, typed as people type it ("1/3", "2.5", "pi/2"), right within a tolerance."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from steepest.course import reckon
from steepest.course.kinds.kind import Answer, Kind, Sample, because
from steepest.course.question import Item
from steepest.course.verdict import Correct, Mistaken, Unreadable, Verdict, Wrong

LARGEST = 1e300


def target(item: Item) -> float:
    """The right number, computed by the engine: a value, or a derivative at a point."""
    body = item.body
    if "derivative" in body:
        return reckon.value(reckon.slope(str(body["derivative"]), str(body["wrt"])).text, body.get("at", {}))
    return reckon.value(str(body["answer"]))


def shown(item: Item) -> Mapping[str, Any]:
    """A field for a number."""
    return {"field": "number", "unit": str(item.body.get("unit", ""))}


def solution(item: Item) -> str:
    """The number, rounded for the eye."""
    return f"${figures(target(item))}$.{because(item)}"


def typed(answer: Answer) -> float | Unreadable:
    """The number that was typed."""
    if isinstance(answer, (int, float)) and not isinstance(answer, bool):
        usual = abs(answer) < LARGEST  # false for nan
        return float(answer) if usual else Unreadable((0, 0), "This is not a number in reach.", "Type a usual number.")
    text = re.sub(r"^\s*(?:[a-zA-Z]'?(?:\([^()]*\))?\s*)?[=≈~]\s*", "", answer) if isinstance(answer, str) else ""
    if not text.strip():
        return Unreadable((0, 0), "There is nothing here yet.", "Type a number such as 2.5 or 1/3.")
    found = reckon.understood(text)
    if isinstance(found, reckon.Unreadable):
        return Unreadable(found.where, found.message, found.hint)
    loose = reckon.names(found.surface)
    if loose:
        return Unreadable((0, len(text)), f"This contains {', '.join(loose)}.", "A number is asked for.")
    number = reckon.value(found.surface)
    if math.isnan(number):
        return Unreadable((0, len(text)), "This has no value.", "Type a number such as 2.5 or 1/3.")
    return number


def grade(item: Item, answer: Answer) -> Verdict:
    """Near enough, or how far off and in which way."""
    number = typed(answer)
    if isinstance(number, Unreadable):
        return number
    right = target(item)
    slack = float(item.body.get("tolerance", 0)) + 1e-9 * max(1.0, abs(right))
    if abs(number - right) <= slack:
        return Correct(f"Yes, ${figures(right)}$.{because(item)}")
    if abs(number + right) <= slack:
        return Mistaken("sign_error", f"The size is right, the sign is not.{because(item)}")
    side = "too large" if number > right else "too small"
    return Wrong(f"Not yet: ${figures(number)}$ is {side}.{_hint(item)}")


def figures(number: float) -> str:
    """A number for the eye, in TeX: five significant digits at most, without a trail of zeros."""
    if math.isinf(number):
        return "\\infty" if number > 0 else "-\\infty"
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    digits, _, power = f"{number:.5g}".partition("e")
    if not power:
        return digits
    front = {"1": "", "-1": "-"}.get(digits, f"{digits} \\cdot ")
    return f"{front}10^{{{int(power)}}}"


def _hint(item: Item) -> str:
    return f" {item.hints[0]}" if item.hints else ""


_FIELDS = {"answer": "2 + 0.05*6", "tolerance": 0.001}

KIND = Kind(
    name="number",
    asks="type a number",
    fields={
        "answer": "an expression whose value is right",
        "derivative, wrt, at": "or: a function, its variable, and the point at which the derivative is asked for",
        "tolerance": "how far off is still right (default: rounding only)",
        "unit": "what stands after the field",
    },
    shown=shown,
    solution=solution,
    grade=grade,
    samples=(
        Sample(_FIELDS, "2.3", "correct", "2.3"),
        Sample(_FIELDS, 2.3, "correct"),
        Sample(_FIELDS, "23/10", "correct"),
        Sample(_FIELDS, "w = 2.3", "correct"),
        Sample(_FIELDS, "≈ 2.3", "correct"),
        Sample(_FIELDS, "-2.3", "mistaken", "sign"),
        Sample(_FIELDS, "2.4", "wrong", "too large"),
        Sample(_FIELDS, "2.", "wrong", "too small"),
        Sample(_FIELDS, "", "unreadable"),
        Sample(_FIELDS, "2..3", "unreadable"),
        Sample(_FIELDS, "x", "unreadable", "x"),
        Sample(_FIELDS, "1/0", "unreadable", "no value"),
        Sample(_FIELDS, float("nan"), "unreadable"),
        Sample({"derivative": "x^2", "wrt": "x", "at": {"x": 3}}, "6", "correct"),
        Sample({"derivative": "x^2", "wrt": "x", "at": {"x": 3}}, "9", "wrong"),
    ),
)
