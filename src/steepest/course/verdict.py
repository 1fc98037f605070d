"""Verdicts: what an answer gets. A type for each, with a sentence for the learner; never a bare score."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Part:
    """The verdict on one part of an answer: a claim that was judged, an option, a prediction."""

    about: str  # Markdown
    right: bool
    sentence: str  # Markdown


@dataclass(frozen=True, slots=True)
class Correct:
    """The answer is right."""

    sentence: str
    parts: tuple[Part, ...] = ()
    kind: ClassVar[str] = "correct"


@dataclass(frozen=True, slots=True)
class Mistaken:
    """The answer is wrong, and a known mistake gives exactly this answer."""

    rule: str  # the mistake's name
    sentence: str
    parts: tuple[Part, ...] = ()
    kind: ClassVar[str] = "mistaken"


@dataclass(frozen=True, slots=True)
class Wrong:
    """The answer is wrong; the sentence shows where."""

    sentence: str
    counterexample: Mapping[str, float] | None = None  # a place where the answer and the right one differ
    parts: tuple[Part, ...] = ()
    kind: ClassVar[str] = "wrong"


@dataclass(frozen=True, slots=True)
class WrongForm:
    """The value is right, and the question asked for another form of it."""

    sentence: str
    kind: ClassVar[str] = "wrong form"


@dataclass(frozen=True, slots=True)
class WrongShape:
    """The answer has another shape than what was asked for."""

    sentence: str
    kind: ClassVar[str] = "wrong shape"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The answer cannot be read: it is not graded yet, and costs nothing."""

    where: tuple[int, int]  # start and stop, in code points of what was typed
    message: str
    hint: str
    kind: ClassVar[str] = "unreadable"

    @property
    def sentence(self) -> str:
        """The message and what to do, in Markdown: only code is marked in it."""
        return literal(f"Not graded yet. {self.message} {self.hint}".strip())


@dataclass(frozen=True, slots=True)
class Undecided:
    """It could not be proved either way; it is not counted as wrong."""

    sentence: str
    kind: ClassVar[str] = "undecided"


@dataclass(frozen=True, slots=True)
class Noted:
    """A stage of an answer is there, neither right nor wrong; the next stage is open."""

    sentence: str
    parts: tuple[Part, ...] = ()
    kind: ClassVar[str] = "noted"


Verdict = Correct | Mistaken | Wrong | WrongForm | WrongShape | Unreadable | Undecided | Noted


def counts(verdict: Verdict) -> bool:
    """Is this an attempt? An unreadable, undecided or unfinished answer is not."""
    return not isinstance(verdict, (Unreadable, Undecided, Noted))


def literal(text: str) -> str:
    r"""A message as Markdown that shows it as it is; what stands between backticks is code.

    >>> literal("put * between the letters: `a*b`")
    'put \\* between the letters: `a*b`'
    """
    pieces = re.split(r"(`[^`]*`)", text)
    return "".join(p if k % 2 else re.sub(r"([\\\\*_$\[\]<>~#])", r"\\\1", p) for k, p in enumerate(pieces))
