"""A number marked on a figure before anything is explained; never a gate: near or far, what happens is revealed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from steepest.course import reckon
from steepest.course.kinds.kind import Answer, Kind, Sample
from steepest.course.kinds.number import figures, typed
from steepest.course.variant import Item
from steepest.course.verdict import Correct, Unreadable, Verdict, Wrong


def shown(item: Item) -> Mapping[str, Any]:
    """The axis to mark on with its range, and what the mark is: a place on the axis, an arrow, or a rate."""
    low, high = item.body["range"]
    mark, unit = str(item.body.get("mark", "place")), str(item.body.get("unit", ""))
    return {"field": "predict", "axis": str(item.body["axis"]), "low": low, "high": high, "mark": mark, "unit": unit}


def truth(item: Item) -> float:
    """The right place; shown when a prediction has been made."""
    return reckon.value(str(item.body["answer"]))


def solution(item: Item) -> str:
    """What really happens."""
    return str(item.body["reveal"])


def marked(item: Item, answer: Answer) -> float | Unreadable:
    """The place that was marked, within the range; an angle may be given in any turn."""
    if answer in ("", None):
        return Unreadable((0, 0), "Nothing is marked yet.", "Mark a place, or type a number.")
    readings = typed(answer)
    if isinstance(readings, Unreadable):
        return readings
    low, high = item.body["range"]
    turn = float(item.body.get("period", 0))
    inside = [x for x in (n.value % turn if turn else n.value for n in readings) if low <= x <= high]
    if inside:
        return min(inside, key=lambda x: abs(x - truth(item)))
    name, unit = str(item.body["axis"]), str(item.body.get("unit", ""))
    span = f"The {name} goes from {low} to {high}{' ' if unit else ''}{unit} here."
    return Unreadable((0, 0), span, "Mark a place in between.")


def grade(item: Item, answer: Answer) -> Verdict:
    """Near, or how far; in both cases what really happens."""
    x = marked(item, answer)
    if isinstance(x, Unreadable):
        return x
    off, turn = abs(x - truth(item)), float(item.body.get("period", 0))
    unit = f" {item.body['unit']}" if "unit" in item.body else ""
    if min(off, abs(turn - off) if turn else off) <= float(item.body["tolerance"]):
        return Correct(f"You marked ${figures(x)}${unit}; well predicted. {solution(item)}")
    return Wrong(f"You marked ${figures(x)}${unit}. {solution(item)}")


_FIELDS = {"axis": "weight", "range": [0, 6], "answer": "log(3)/5", "tolerance": 0.05, "reveal": "Already at 0.22."}
_ANGLE = {
    "axis": "angle",
    "unit": "degrees",
    "range": [0, 360],
    "period": 360,
    "answer": "239",
    "tolerance": 8,
    "reveal": "Steep.",
}

KIND = Kind(
    name="predict",
    asks="mark a prediction on a figure",
    fields={
        "figure, alt": "what it is marked on",
        "axis, range, unit": "the name of what is marked, its two ends, and what it is counted in",
        "mark": "what is drawn: a `place` on the axis (default), an `arrow` at the point, the steps of a `rate`",
        "period": "after how much it begins anew (an angle: 360)",
        "answer, tolerance": "an expression whose value is right, and how near counts as well predicted",
        "reveal": "what really happens, and why",
    },
    shown=shown,
    solution=solution,
    grade=grade,
    samples=(
        Sample(_FIELDS, 0.2, "correct", "Already"),
        Sample(_FIELDS, "0.25", "correct"),
        Sample(_FIELDS, "w = 0,25", "correct"),
        Sample(_FIELDS, 1, "wrong", "You marked $1$. Already"),
        Sample(_FIELDS, "", "unreadable", "Nothing is marked"),
        Sample(_FIELDS, "about three", "unreadable", "words"),
        Sample(_FIELDS, "1/0", "unreadable", "no value"),
        Sample(_FIELDS, "1e999", "unreadable", "reach"),
        Sample(_FIELDS, "7", "unreadable", "from 0 to 6"),
        Sample(_ANGLE, "239°", "correct"),
        Sample(_ANGLE, "-121", "correct", "You marked $239$ degrees"),
        Sample(_ANGLE, "59 degrees", "wrong"),
    ),
)
