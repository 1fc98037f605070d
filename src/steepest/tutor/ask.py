"""The ask box: a question of at most 200 characters, answered by the engine, by the lessons, or honestly not at all.

>>> ask("derivative of tanh(x)^2").kind
'computed'
>>> ask("what is a random forest?").kind
'not covered'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from steepest.compute.same import same
from steepest.course import reckon
from steepest.course.variant import Item
from steepest.tutor.hearing.understand import understood
from steepest.tutor.neighbours import NEIGHBOURS, WORKED_OUT
from steepest.tutor.reply import Computed, NotCovered, Quoted, Reply, TooLong, Withheld
from steepest.tutor.said import Unanswerable
from steepest.tutor.search import search
from steepest.tutor.task import Task
from steepest.tutor.wording import LIMIT, parts, tidied
from steepest.tutor.work import answer, subject

FOLLOW_UPS = 3  # so many earlier turns are kept in mind


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question, and the task it was understood as (None for one that the lessons answered)."""

    question: str
    task: Task | None


def ask(question: str, module: str | None = None, earlier: Sequence[Turn] = (), open_item: Item | None = None) -> Reply:
    """The reply to a question.

    `module` is the slug of the lesson the learner is in; `earlier` the turns before, the last one last; `open_item` a
    graded question that is open on the page, whose own expression is not computed here.
    """
    text = tidied(question)
    if len(text) > LIMIT:
        return TooLong(f"That is {len(text)} characters; {LIMIT} fit. Ask one part at a time:", parts(question))
    if not re.search(r"\w", text):
        return NotCovered("Type a question, such as “derivative of tanh(x)^2” or “why does my loss become nan?”.", ())
    recent = list(earlier)[-FOLLOW_UPS:]
    before = next((t.task for t in reversed(recent) if t.task is not None), None)
    task = understood(text, before)
    if task is not None:
        return _computed(task, text, module, open_item)
    if before is None and (gone := _forgotten(text, earlier)):
        return NotCovered(
            f"Three questions are kept in mind, and {gone.expression} was before them. Name it again.", ()
        )
    return _quoted(text, module, recent)


def _forgotten(text: str, earlier: Sequence[Turn]) -> Task | None:
    """The task that this would follow up, were it not asked too long ago."""
    old = next((t.task for t in reversed(earlier) if t.task is not None), None)
    return old if old is not None and understood(text, old) is not None else None


def _computed(task: Task, text: str, module: str | None, open_item: Item | None) -> Reply:
    if open_item is not None and _belongs(task, open_item):
        return Withheld(
            "This is the question that is open on the page, so I do not work it out here. Its hints come first."
        )
    try:
        return answer(task)
    except Unanswerable as reason:
        found = search(text, module)
        return NotCovered(str(reason), found.passages if found.answers else ())


def _belongs(task: Task, item: Item) -> bool:
    """Is the task about the expression of this question?"""
    written = item.body.get("derivative")
    if written is None or task.want == "value":
        return False
    mine, theirs = subject(task), reckon.core(str(written))
    return mine is not None and (mine is theirs or same(mine, theirs).equal is True)


def _quoted(text: str, module: str | None, recent: Sequence[Turn]) -> Reply:
    neighbour = next(
        (name for words, name, _ in NEIGHBOURS if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)), None
    )
    found = search(text, module)
    if neighbour is not None:
        elsewhere = " The workbench works them out." if neighbour in WORKED_OUT else ""
        return NotCovered(f"{neighbour}: this course does not cover that.{elsewhere}", found.passages)
    if recent and len(text) < 30 and not found.answers:  # "why?", "and then?"
        found = search(f"{recent[-1].question} {text}", module)
    if not found.answers:
        nearest = " The nearest places are these:" if found.passages else ""
        return NotCovered(f"The lessons do not cover this.{nearest}", found.passages)
    return Quoted(found.passages)


__all__ = ["Computed", "NotCovered", "Quoted", "Reply", "TooLong", "Turn", "Withheld", "ask"]
