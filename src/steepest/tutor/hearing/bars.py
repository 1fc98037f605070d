"""What bars a computation: words that ask for something else, or change what is asked.

A word that no table knows is passed over, and what was understood is echoed. Words that carry mathematics are known, by
kind (barring): an operation that the box does not do bars wherever it is named; a word that can change a formula or a
wish bars beside these. What is said with such words and changes nothing is taken out first (harmless).

>>> (
...     barred(bare("slope of <E0>, i'm not sure"), re.compile("slope")),
...     barred("half the slope of <E0>", re.compile("slope")),
... )
(False, True)
"""

from __future__ import annotations

import re

from steepest.tutor.hearing.barring import BARS, CHANGING, OPERATIONS
from steepest.tutor.hearing.harmless import CHATTER, HARMLESS
from steepest.tutor.hearing.patterns import pattern

NEAR = 3  # words


def bare(left: str) -> str:
    """What is left of a question without what changes nothing, though its words might elsewhere."""
    for harmless in _HARMLESS:
        left = harmless.sub(" ", left)
    return re.sub(r"\s+", " ", left).strip()


def barred(text: str, asks: re.Pattern[str]) -> bool:
    """Does what is left of a question, marks and words, ask for something else? `asks` finds a wish."""
    if _OPERATIONS.search(text) or _PHRASES.search(text):
        return True
    return any(_beside(part, asks) for part in clauses(text))


def asking(text: str, asks: re.Pattern[str]) -> str:
    """The text without the sentences that tell where it comes from: no mark in them, no wish, nothing that is asked."""
    kept = [p for p in re.split(r"(?<=[.?!;])\s+", text) if not _STORY.match(p) or _ASKED.search(p) or asks.search(p)]
    return " ".join(kept)


def asks_why(text: str) -> bool:
    """Is a reason asked for, of a formula? "Why can't I get it right" asks for the thing itself."""
    return any(_WHY.match(p) and re.search(r"<[DEPOCQ]\d+>", p) for p in re.split(r"(?<=[.?!])\s", text))


def _beside(part: str, asks: re.Pattern[str]) -> bool:
    """Does a changing word stand beside a formula or a wish?"""
    words = part.split()
    if len(words) <= 2 and any(_CHANGING.match(w) for w in words):
        return True
    core = {k for k, w in enumerate(words) if re.match(r"<[DEPOCQ]\d+>", w) or asks.fullmatch(w.strip("'s"))}
    return any(_CHANGING.match(w) and any(abs(k - c) <= NEAR for c in core) for k, w in enumerate(words))


def clauses(text: str) -> list[str]:
    """The clauses of a text: what stands between stops, and between commas where no mark follows at once."""
    return [p.strip() for p in re.split(r"[.;?!:()]+(?:\s|$)|,\s+|\s-\s", text) if p.strip()]


def is_chatter(part: str, asks: re.Pattern[str]) -> bool:
    """Is it a clause beside the question: no formula, no wish, and it speaks of people?"""
    if re.search(r"<[DEPOCQ]\d+>", part) or asks.search(part):
        return False
    return _CHATTER.match(part) is not None or (_STORY.match(part) is not None and not _ASKED.search(part))


def _starts(words: list[str]) -> re.Pattern[str]:
    """A word that begins so; one with = behind it, only as a whole."""
    rows = [rf"{re.escape(w[:-1])}\b" if w.endswith("=") else re.escape(w) for w in words]
    return re.compile(rf"\b(?:{'|'.join(rows)})")


_OPERATIONS = _starts(OPERATIONS)
_PHRASES = re.compile("|".join(f"(?:{pattern(bar.words).pattern})" for bar in BARS))
_CHANGING = _starts(CHANGING)
_HARMLESS = tuple(map(pattern, HARMLESS))
_CHATTER = re.compile(CHATTER)
_STORY = re.compile(
    r"(?:and |so |but |hi |hello |hey |sorry,? |ok |okay |well )*(?:guys,? |folks,? |all,? )?"
    r"(?:i|i'm|im|i've|we|we've|we're|our|my|the|this|it's|there's|am|was|been|there|new|complete|total|absolute|beginner"
    r"|stuck|trying|[a-z]+ing|apparently|exam|homework|class|teacher|prof\w*|someone|everyone|people"
    r"|(?:quotient|chain|product|power) rule)\b"
)
_ASKED = re.compile(
    r"<[A-Z]\d+>|\?|\b(?:need|want|like|should|must|have to|has to|supposed|asks?|asked|asking"
    r"|please|help|find|give|show (?:me|us|that)|tell|compute|calculat"
    r"|instead|then|also|actually|rather|mean|meant|answer|result|integra|antideriv|assum|suppos|let|except|domain"
    r"|constrain|constraint|where|only when|only for|restrict)\w*"
)
_WHY = re.compile(
    r"(?!why (?:can't|cant|can not|cannot|don't|do) i (?:get|find|seem|figure|solve|work|do|keep))"
    r"(?:.*\bwhy (?:is|does|do|are|did|would|can|has|have)\b|why\b)"
)
