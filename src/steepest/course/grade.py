"""Grading: an answer to a variant of a question gets a verdict; and what a page shows of a question.

>>> from steepest.course.lesson import find_question
>>> item = vary(find_question("power-and-sum"), seed=0)
>>> grade(item, "8x^3 - 6").kind
'correct'
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from steepest.course.kinds.kind import Answer
from steepest.course.kinds.table import KINDS
from steepest.course.variant import Item, vary
from steepest.course.verdict import Verdict

__all__ = ["grade", "shown", "solution", "vary", "working"]


def grade(item: Item, answer: Answer) -> Verdict:
    """The verdict on an answer to this variant."""
    return KINDS[item.question.kind].grade(item, answer)


def shown(item: Item) -> Mapping[str, Any]:
    """What a page needs to ask this variant; never the answer."""
    return KINDS[item.question.kind].shown(item)


def solution(item: Item) -> str:
    """The right answer with its reason, in Markdown."""
    return KINDS[item.question.kind].solution(item)


def working(item: Item) -> str:
    """How one gets to it, in Markdown; nothing where the reason says it."""
    return KINDS[item.question.kind].working(item)
