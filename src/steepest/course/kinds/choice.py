"""One option of several; each wrong one says why it is wrong, some by the name of a misconception."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from steepest.course import reckon
from steepest.course.kinds.kind import Answer, Kind, Sample
from steepest.course.misprint import Misprint
from steepest.course.variant import Item, shuffled
from steepest.course.verdict import Correct, Mistaken, Unreadable, Verdict, Wrong


def right(option: Mapping[str, Any]) -> bool:
    """Is this option right? `right` is yes, or a comparison such as "-4 < 0" that the variant fills in."""
    claim = option.get("right", False)
    if isinstance(claim, bool):
        return claim
    found = re.fullmatch(r"(.+?)(<=|>=|<|>)(.+)", str(claim))
    if found is None:
        raise Misprint(str(option["text"]), f"is right if `{claim}`, which is no comparison")
    left, sign, other = reckon.value(found[1]), found[2], reckon.value(found[3])
    return {"<": left < other, "<=": left <= other, ">": left > other, ">=": left >= other}[sign]


def shown(item: Item) -> Mapping[str, Any]:
    """The options in the order of this variant, each with the number that stands for it."""
    options = item.body["options"]
    return {
        "field": "choice",
        "options": [{"value": k, "text": str(options[k]["text"])} for k in shuffled(item, len(options))],
    }


def solution(item: Item) -> str:
    """The right option and why."""
    option = next(o for o in item.body["options"] if right(o))
    return f"*{str(option['text']).strip('.')}.* {option['because']}"


def grade(item: Item, answer: Answer) -> Verdict:
    """The chosen option's own reason is the feedback."""
    options = item.body["options"]
    picked = number(answer)
    if picked is None or not 0 <= picked < len(options):
        return Unreadable((0, 0), "Nothing is chosen yet.", "Choose one.")
    option = options[picked]
    if right(option):
        return Correct(f"Yes. {option['because']}")
    if "mistake" in option:
        return Mistaken(str(option["mistake"]), f"Not quite. {option['because']}")
    return Wrong(f"Not quite. {option['because']}")


def number(answer: Answer) -> int | None:
    """The number of an option, as a page sends it."""
    if isinstance(answer, bool):
        return None
    if isinstance(answer, int):
        return answer
    return int(answer) if isinstance(answer, str) and re.fullmatch(r"[0-9]{1,3}", answer) else None


_FIELDS = {
    "options": [
        {"text": "a minimum", "because": "Try the other axis.", "mistake": "zero_gradient_is_minimum"},
        {"text": "a saddle", "right": True, "because": "Up one way, down the other."},
        {"text": "a maximum", "because": "Along x it rises."},
    ]
}
_SIGNED = {
    "options": [{"text": "up", "right": "-4 < 0", "because": "a"}, {"text": "down", "right": "-4 > 0", "because": "b"}]
}

KIND = Kind(
    name="choice",
    asks="choose one",
    fields={"options": "each with `text`, `because`, and `right` (yes, or a comparison) or the name of a `mistake`"},
    shown=shown,
    solution=solution,
    grade=grade,
    samples=(
        Sample(_FIELDS, 1, "correct", "Up one way"),
        Sample(_FIELDS, "1", "correct"),
        Sample(_FIELDS, 0, "mistaken", "other axis"),
        Sample(_FIELDS, 2, "wrong", "rises"),
        Sample(_FIELDS, 7, "unreadable"),
        Sample(_FIELDS, "", "unreadable"),
        Sample(_SIGNED, 0, "correct"),
        Sample(_SIGNED, 1, "wrong"),
    ),
)
