"""What a question gets: a computed answer, a quotation, an honest "not covered", or a proposal to ask in parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from steepest.tutor.task import Task


@dataclass(frozen=True, slots=True)
class Line:
    """A step of a computed answer."""

    latex: str
    text: str
    rule: str
    because: str


@dataclass(frozen=True, slots=True)
class Computed:
    """The engine's answer, with the question as it was understood."""

    task: Task  # what a follow-up builds on
    reading: str  # "I read this as the derivative of sin(3x²) by x."
    reading_latex: str
    sentence: str
    latex: str  # the result; empty where the sentence is all
    text: str  # the result in the language that can be typed
    lines: tuple[Line, ...]
    kind: ClassVar[str] = "computed"


@dataclass(frozen=True, slots=True)
class Passage:
    """A quotation from a lesson, with the place it is from."""

    lesson: str  # slug
    title: str  # "Gradient descent: the learning rate, exactly"
    section: str  # the fragment of its address
    quotation: str  # Markdown: whole sentences of the lesson


@dataclass(frozen=True, slots=True)
class Quoted:
    """The best places of the lessons, the best first."""

    passages: tuple[Passage, ...]
    kind: ClassVar[str] = "quoted"


@dataclass(frozen=True, slots=True)
class NotCovered:
    """The course has no answer, and says so."""

    sentence: str
    nearest: tuple[Passage, ...]
    kind: ClassVar[str] = "not covered"


@dataclass(frozen=True, slots=True)
class TooLong:
    """More than fits: the question in parts, to be asked one at a time."""

    sentence: str
    parts: tuple[str, ...]
    kind: ClassVar[str] = "too long"


@dataclass(frozen=True, slots=True)
class Withheld:
    """This would answer the question that is open on the page."""

    sentence: str
    kind: ClassVar[str] = "withheld"


Reply = Computed | Quoted | NotCovered | TooLong | Withheld
