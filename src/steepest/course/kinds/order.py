"""Steps to be put in order; the first one out of place is named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from steepest.course.kinds import several
from steepest.course.kinds.kind import Answer, Kind, Sample, because
from steepest.course.variant import Item, shuffled
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
        return Wrong(f"Not yet: the order does not begin with “{str(steps[given[0]]).rstrip('.')}”.")
    if wrong == 1:
        return Wrong("Not yet: only the first step is in its place.")
    return Wrong(f"Not yet: the first {wrong} are right, and the next one belongs elsewhere.")


_FIELDS = {"steps": ["one", "two.", "three", "four"]}

KIND = Kind(
    name="order",
    asks="put steps in order",
    fields={"steps": "in the right order"},
    shown=shown,
    solution=solution,
    grade=grade,
    samples=(
        Sample(_FIELDS, [0, 1, 2, 3], "correct"),
        Sample(_FIELDS, "0,1,2,3", "correct"),
        Sample(_FIELDS, [1, 0, 2, 3], "wrong", "the order does not begin with “two”."),
        Sample(_FIELDS, [0, 2, 1, 3], "wrong", "only the first step"),
        Sample(_FIELDS, [0, 1, 3, 2], "wrong", "the first 2 are right"),
        Sample(_FIELDS, [0, 0, 1, 2], "unreadable"),
        Sample(_FIELDS, [], "unreadable"),
    ),
)
