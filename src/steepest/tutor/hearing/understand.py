"""From a question to a task, when the engine can answer it; None when it is a question for the lessons.

The formulas are found first, wherever they stand (spans, formulas), and masked. What the words around a mark say of it
is its role: a point, a rate, a variable. What is left names a wish or a claim, or something that bars it. Words that
carry no mathematics are passed over; every formula must have its place; what was understood is always echoed.
"""

from __future__ import annotations

from steepest.tutor.hearing.dictation import dictated
from steepest.tutor.hearing.follow import follow_up
from steepest.tutor.hearing.framing import unframed
from steepest.tutor.hearing.masking import masked
from steepest.tutor.hearing.requests import request
from steepest.tutor.hearing.roles import heard
from steepest.tutor.hearing.signs import plain_signs
from steepest.tutor.task import Task
from steepest.tutor.wording import corrected, tidied


def understood(question: str, before: Task | None = None) -> Task | None:
    """The task in a question; `before` is what a short follow-up builds on."""
    text = plainly(question)
    if not text:
        return None
    task = request(heard(masked(text)))
    return task if task is not None or before is None else follow_up(text, before)


def plainly(question: str) -> str:
    """The question as it is read: signs in one way, spelt right, without what frames it, spoken formulas in signs."""
    return dictated(unframed(plain_signs(corrected(tidied(question)))).strip(" "))
