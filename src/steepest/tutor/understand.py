"""From a question to a task, when the engine can answer it; None when it is a question for the lessons.

Slots are taken out wherever they stand (slots); then two expressions that a word joins are a claim (claims), and one
expression with words that only ask is a request (requests). Strict on purpose: a word that is neither mathematics nor
one of the words that people say around a request makes it a question for the lessons. What was understood is always
echoed.
"""

from __future__ import annotations

import re

from steepest.tutor.claims import claim
from steepest.tutor.fillers import CLAIMING, DESCENDING
from steepest.tutor.follow import follow_up
from steepest.tutor.requests import request
from steepest.tutor.slots import heard
from steepest.tutor.task import Task
from steepest.tutor.wording import corrected, tidied, unframed


def understood(question: str, before: Task | None = None) -> Task | None:
    """The task in a question; `before` is what a short follow-up builds on."""
    text = plainly(question)
    if not text:
        return None
    found = heard(text)
    return claim(found) or request(found) or (follow_up(text, before) if before is not None else None)


def plainly(question: str) -> str:
    """The question as it is read: tidied, spelt right, in small letters, without the words about the method."""
    asked = re.sub(
        r"^\(?(?:[a-h]|\d{1,2})[).]\s+(?=[^\W\d]{2}|[yf](?:\(x\))?\s*=)", "", tidied(question)
    )  # a number of an exercise
    asked = re.sub(r" +", " ", re.sub(r"\$+|\\[()\[\]]|`", " ", asked)).strip()
    asked = re.sub(r"\\(?=(?:eta|alpha)\b)", "", re.sub(r"_\{(\w)\}", r"_\1", asked))
    asked = re.sub(r"\\[dt]?frac\{(-?\d+)\}\{(\d+)\}", r"\1/\2", asked)
    text = unframed(corrected(asked).rstrip("?!.= ")).rstrip("?!.= ")
    text = re.sub(r"\b[A-Z][a-z']+\b", lambda m: m[0].lower() if m[0].lower() in _WORDS else m[0], text)
    return text.strip()


_WORDS = CLAIMING | DESCENDING
