"""A number marked on a figure before anything is explained; never a gate: near or far, what happens is revealed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from steepest.course import reckon
from steepest.course.kinds.kind import Answer, Kind, Sample
from steepest.course.kinds.number import figures, typed
from steepest.course.question import Item
from steepest.course.verdict import Correct, Unreadable, Verdict, Wrong


def shown(item: Item) -> Mapping[str, Any]:
    """The axis to mark on, and its range."""
    low, high = item.body["range"]
    return {"field": "predict", "axis": str(item.body["axis"]), "low": low, "high": high}


def solution(item: Item) -> str:
    """What really happens."""
    return str(item.body["reveal"])


def grade(item: Item, answer: Answer) -> Verdict:
    """Near, or how far; in both cases what really happens."""
    number = typed(answer)
    if isinstance(number, Unreadable):
        return Unreadable(number.where, "Nothing is marked yet.", "Mark a place, or type a number.")
    right = reckon.value(str(item.body["answer"]))
    if abs(number - right) <= float(item.body["tolerance"]):
        return Correct(f"You marked ${figures(number)}$; well predicted. {solution(item)}")
    return Wrong(f"You marked ${figures(number)}$. {solution(item)}")


_FIELDS = {"axis": "w", "range": [0, 6], "answer": "log(3)/5", "tolerance": 0.05, "reveal": "Already at 0.22."}

KIND = Kind(
    name="predict",
    asks="mark a prediction on a figure",
    fields={
        "figure, alt": "what it is marked on",
        "axis, range": "the name and the two ends of the axis",
        "answer, tolerance": "an expression whose value is right, and how near counts as well predicted",
        "reveal": "what really happens, and why",
    },
    shown=shown,
    solution=solution,
    grade=grade,
    samples=(
        Sample(_FIELDS, 0.2, "correct", "Already"),
        Sample(_FIELDS, "0.25", "correct"),
        Sample(_FIELDS, 1, "wrong", "You marked $1$. Already"),
        Sample(_FIELDS, "", "unreadable", "Nothing is marked"),
    ),
)
