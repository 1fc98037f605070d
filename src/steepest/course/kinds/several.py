"""All options that are right, and no other; each option is answered for itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from steepest.course.kinds import choice
from steepest.course.kinds.kind import Answer, Kind, Sample
from steepest.course.variant import Item
from steepest.course.verdict import Correct, Part, Unreadable, Verdict, Wrong


def shown(item: Item) -> Mapping[str, Any]:
    """The options, as for a choice."""
    return {**choice.shown(item), "field": "several"}


def solution(item: Item) -> str:
    """Every right option with its reason."""
    return "\n".join(f"* *{o['text']}* {o['because']}" for o in item.body["options"] if choice.right(o))


def grade(item: Item, answer: Answer) -> Verdict:
    """Right if every option is judged right; what was missed and what was too much is said."""
    options = item.body["options"]
    picked = numbers(answer)
    if picked is None or any(k >= len(options) for k in picked):
        return Unreadable((0, 0), "Nothing is chosen yet.", "Choose every one that is true.")
    parts = tuple(
        Part(str(o["text"]), (k in picked) == choice.right(o), str(o["because"])) for k, o in enumerate(options)
    )
    wrong = sum(not p.right for p in parts)
    if not wrong:
        return Correct("Yes, exactly these.", parts)
    return Wrong(f"Not yet: {judged_otherwise(wrong, len(parts))}", parts=parts)


def judged_otherwise(wrong: int, total: int) -> str:
    """How many were judged otherwise than they should be, as a sentence."""
    if wrong == total:
        return f"all {_word(total)} are judged otherwise than they should be."
    be, it = ("is", "it") if wrong == 1 else ("are", "they")
    return f"{_word(wrong)} of the {_word(total)} {be} judged otherwise than {it} should be."


def numbers(answer: Answer) -> list[int] | None:
    """The numbers of options, as a page sends them: a list, or text with commas; None where nothing is chosen."""
    given: list[Answer] = [answer]
    if isinstance(answer, list):
        given = list(answer)
    elif isinstance(answer, str):
        given = list(answer.replace(",", " ").split())
    found = [choice.number(a) for a in given]
    return [k for k in found if k is not None] if found and None not in found else None


def _word(count: int) -> str:
    return dict(enumerate(("none", "one", "two", "three", "four", "five", "six", "seven"))).get(count, str(count))


_FIELDS = {
    "options": [
        {"text": "A.", "right": True, "because": "a"},
        {"text": "B.", "because": "b"},
        {"text": "C.", "right": True, "because": "c"},
    ]
}

KIND = Kind(
    name="several",
    asks="choose all that are true",
    fields={"options": "each with `text`, `because`, and `right: yes` where it is true"},
    shown=shown,
    solution=solution,
    grade=grade,
    samples=(
        Sample(_FIELDS, [0, 2], "correct"),
        Sample(_FIELDS, "2, 0", "correct"),
        Sample(_FIELDS, [0], "wrong", "one of the three is judged"),
        Sample(_FIELDS, [0, 1], "wrong", "two of the three are judged"),
        Sample(_FIELDS, [1], "wrong", "all three are judged"),
        Sample(_FIELDS, [], "unreadable"),
        Sample(_FIELDS, "9", "unreadable"),
    ),
)
