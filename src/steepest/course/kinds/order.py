"""Steps to be put in order; the first one out of place is named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from steepest.course.kinds import several
from steepest.course.kinds.kind import Answer, Kind, Sample, because
from steepest.course.question import Item, shuffled
from steepest.course.verdict import Correct, Unreadable, Verdict, Wrong


def shown(item: Item) -> Mapping[str, Any]:
    """The steps, shuffled for this variant, each with the number that stands for it."""
    steps = item.body["steps"]
    order = shuffled(item, len(steps))
    return {"field": "order", "steps": [{"value": k, "text": str(steps[k])} for k in order]}


def solution(item: Item) -> str:
    """The steps in order."""
    return "\n".join([*(f"{k}. {step}" for k, step in enumerate(item.body["steps"], 1)), "", item.because]).strip()


def grade(item: Item, answer: Answer) -> Verdict:
    """The written order is right."""
    steps = item.body["steps"]
    given = several.numbers(answer)
    if given is None or sorted(given) != list(range(len(steps))):
        return Unreadable((0, 0), "Not every step has its place yet.", "Give each step a different place.")
    wrong = next((place for place, k in enumerate(given) if k != place), None)
    if wrong is None:
        return Correct(f"Yes.{because(item)}")
    if wrong == 0:
        return Wrong(f"Not yet: this does not begin with “{_short(steps[given[0]])}”")
    return Wrong(f"Not yet: the first {wrong} is right." if wrong == 1 else f"Not yet: the first {wrong} are right.")


def _short(step: str) -> str:
    return step if len(step) < 80 else f"{step[:77]}…"


_FIELDS = {"steps": ["one", "two", "three"]}

KIND = Kind(
    name="order",
    asks="put steps in order",
    fields={"steps": "in the right order"},
    shown=shown,
    solution=solution,
    grade=grade,
    samples=(
        Sample(_FIELDS, [0, 1, 2], "correct"),
        Sample(_FIELDS, "0,1,2", "correct"),
        Sample(_FIELDS, [1, 0, 2], "wrong", "does not begin with “two”"),
        Sample(_FIELDS, [0, 2, 1], "wrong", "the first 1 is right"),
        Sample(_FIELDS, [0, 0, 1], "unreadable"),
        Sample(_FIELDS, [], "unreadable"),
    ),
)
