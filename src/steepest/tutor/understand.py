"""From a question to a task, when the engine can answer it; None when it is a question for the lessons.

Slots are taken out wherever they stand (slots); then two expressions that a word joins are a claim (claims), and one
expression with words that only ask is a request (requests). Strict on purpose: a word that may change what is asked,
or that stands where an operation stands, makes it a question for the lessons (strangers). What was understood is always
echoed.
"""

from __future__ import annotations

import re

from steepest.tutor.claims import claim
from steepest.tutor.fillers import ASKING, CLAIMING, DESCENDING
from steepest.tutor.follow import follow_up
from steepest.tutor.requests import request
from steepest.tutor.signs import as_words
from steepest.tutor.slots import heard
from steepest.tutor.strangers import without_strangers
from steepest.tutor.task import Task
from steepest.tutor.wording import corrected, tidied, unframed


def understood(question: str, before: Task | None = None) -> Task | None:
    """The task in a question; `before` is what a short follow-up builds on."""
    text = plainly(question)
    if not text:
        return None
    found = heard(text)
    told = claim(found) or request(found) or (follow_up(text, before) if before is not None else None)
    task = told or _past_strangers(text)
    return None if task is None or _turned(text, task) else task


def _past_strangers(text: str) -> Task | None:
    """The claim or the request beside words that no table knows, where none of them can change it."""
    found, said = heard(text), as_words(text)
    asking = DESCENDING if found.rate else ASKING
    for read, known in ((claim, CLAIMING), (request, asking)):
        rest = without_strangers(found, said, known)
        task = read(rest) if rest is not None else None
        if task is not None and not _too_little(task, said):
            return task
    return None


def _turned(text: str, task: Task) -> bool:
    """Do known words make it another question: "find x when the slope is …", "y is a function of x"?"""
    depends = re.search(r"\b([a-z]) (?:is|as|being|itself is) (?:a |an |some )?(?:\w+ )?function of\b", text)
    if depends and re.search(rf"(?<![a-zA-Z]){depends[1]}(?![a-zA-Z])", task.expression):
        return True
    if task.want == "descent" and re.search(r"\b(?:ascent|uphill|backwards?|momentum)\b", text):
        return True
    return task.want in ("derivative", "gradient") and _ANOTHER.search(text) is not None


_ANOTHER = re.compile(
    r"\b(?:find|determine|which|what|solve for|values? of) [a-z] (?:when|where|if|such that|so that|for which)\b"
    r"|\b(?:error|sign) (?:of|in) the (?:slope|derivative|gradient)\b"
    r"|\band (?:also )?(?:its|the) value\b"  # whose?
    r"|\b(?:tangent|sine?|cosine?|angle) of the (?:slope|derivative|gradient)\b|\b(?:left|right|one-sided) derivative\b"
    r"|\bplugging in its (?:derivative|slope)\b"
    r"|^(?:is|are) the (?:slope|derivative|gradient)s?\b",
    re.IGNORECASE,
)


def _too_little(task: Task, said: str) -> bool:
    """Is the expression a single letter, or a function that was only named: "what is the gradient of a ramp"?"""
    one = re.fullmatch(r"\w|[a-z]+\(x\)", task.expression)
    return one is not None and (len(one[0]) == 1 or one[0] not in said)


def plainly(question: str) -> str:
    """The question as it is read: tidied, spelt right, in small letters, without the words about the method."""
    asked = re.sub(
        r"^\(?(?:[a-h]|\d{1,2})[).]\s+(?=[^\W\d]{2}|[yf](?:\(x\))?\s*=)", "", tidied(question)
    )  # a number of an exercise
    asked = re.sub(r" +", " ", re.sub(r"\$+|\\[()\[\]]|`", " ", asked)).strip()
    asked = re.sub(r"(?<=[a-zA-Z])₀(?=\s*=)", "_0", re.sub(r"(?<=[fFg])ₓ", "_x", asked))
    asked = re.sub(r"\\(?=(?:eta|alpha)\b)", "", re.sub(r"_\{(\w)\}", r"_\1", asked))
    asked = re.sub(r"\\[dt]?frac\{(-?\d+)\}\{(\d+)\}", r"\1/\2", asked)
    text = unframed(corrected(asked).rstrip("?!.= ")).rstrip("?!.= ")
    text = re.sub(r"\b[A-Z][a-z']+\b", lambda m: m[0].lower() if m[0].lower() in _WORDS else m[0], text)
    return text.strip()


_WORDS = CLAIMING | DESCENDING
