"""What was heard of a question so far: what has a role, and what is left."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from steepest.tutor.hearing.formulas import Formula
from steepest.tutor.hearing.masking import Masked
from steepest.tutor.hearing.spoken import NUMERALS


@dataclass(slots=True)
class Heard:
    """What was taken out of a question, and what is left of it."""

    said: Masked
    left: str  # words and the marks that have no role yet
    wrt: list[str] = field(default_factory=list)
    order: int = 0  # 0: not said
    held: list[str] = field(default_factory=list)  # what is to be held fixed
    at: dict[str, str] = field(default_factory=dict)  # "" is the only variable, "0", "1" … variables in order
    rate: str = ""
    start: dict[str, str] = field(default_factory=dict)
    steps: int = 0
    conditions: list[str] = field(default_factory=list)  # x > 0
    operators: list[Formula] = field(default_factory=list)  # f', dy/dx, ∇f: a derivative is asked for
    definitions: list[Formula] = field(default_factory=list)
    words: str = ""  # what is left, without phrases that change nothing

    @property
    def descends(self) -> bool:
        """Is it about gradient descent?"""
        return bool(self.rate) or re.search(r"\b(?:descent|descend\w*|gd|sgd)\b", self.said.text) is not None

    def cut(self, found: re.Match[str], by: str = " ") -> None:
        """Take out what was found."""
        left = f"{self.left[: found.start()].rstrip(' ')}{by}{self.left[found.end() :].lstrip(' ')}"
        left = re.sub(r"(?<=[.?!;])(?:\s*,)+", " ", re.sub(r"\s+([,.;:?!])", r"\1", left))  # a sentence begins after it
        self.left = re.sub(r"\s+", " ", left).strip()

    def drop(self, mark: str, beside: str) -> None:
        """Take out a mark and the words that stand beside it."""
        if found := re.search(rf"(?:(?:{beside})\s*)*{mark}\)?", self.left):
            self.cut(found)

    def marks(self, kinds: str) -> list[str]:
        """The marks of these kinds that are left."""
        return re.findall(rf"<[{kinds}]\d+>", self.left)


def number(h: Heard, text: str) -> str:
    """The number of a mark or of a word."""
    return h.said[text].text if text.startswith("<") else str(NUMERALS.get(text, text))


def placed(h: Heard, text: str) -> dict[str, str]:
    """The point in one or several marks."""
    if text == "the origin":
        return {str(k): "0" for k in range(9)}
    out: dict[str, str] = {}
    for mark in re.findall(r"<[A-Z]\d+>", text):
        one = h.said[mark]
        out |= one.at if one.kind in ("point", "tuple") else {"": one.text}
    return out or {"": str(NUMERALS[text])}
