"""What a kind of question is: one row with its functions and its samples; and what several kinds say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from steepest.course import reckon
from steepest.course.variant import Item
from steepest.course.verdict import Verdict

Answer = str | float | int | list[int] | Mapping[str, Any]  # what a page sends; each kind says what it takes


@dataclass(frozen=True, slots=True)
class Sample:
    """A question of the kind with an answer and the verdict it must get; manual and test in one."""

    fields: Mapping[str, Any]
    answer: Answer
    verdict: str  # its kind
    says: str = ""  # words that the sentence must contain


@dataclass(frozen=True, slots=True)
class Kind:
    """A row: a kind of question."""

    name: str
    asks: str  # what the learner does, in a few words
    fields: Mapping[str, str]  # what its author writes, and what each field means
    shown: Callable[[Item], Mapping[str, Any]]  # what a page needs; never the answer
    solution: Callable[[Item], str]  # the right answer, in Markdown
    grade: Callable[[Item, Answer], Verdict]
    samples: tuple[Sample, ...]
    working: Callable[[Item], str] = lambda item: ""  # how one gets there, in Markdown


def because(item: Item) -> str:
    """The author's reason, as a sentence to append."""
    return f" {item.because}" if item.because else ""


def derived(item: Item) -> str:
    """The derivation that a question asks for, line by line, and the way to the workbench."""
    body = item.body
    if "derivative" not in body:
        return ""
    text, wrt, order = str(body["derivative"]), str(body["wrt"]), int(body.get("order", 1))
    start, lines = reckon.told(text, wrt, order)
    asked = urlencode({"text": text, "wrt": wrt} | ({"order": order} if order > 1 else {}))
    steps = [f"* ${start}$", *(f"* $= {line}$ *({name}: {why})*" for line, name, why in lines)]
    return "\n".join([*steps, "", f"[The same with a picture, and every single step](/derive?{asked})"])
