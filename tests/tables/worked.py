"""A row of the table of worked examples: a function, and how a named source differentiates it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Worked:
    """A function, and how a source differentiates it: the rules of each line, and the longest line."""

    text: str
    lines: tuple[str, ...]  # the rules of each line
    source: str
    wrt: str = "x"
    longest: str = ""  # the source's longest line
    wider: str = ""  # why a line of ours is wider than 1.5 times that, where it is


FINISHED = "the source shows the finished line alone, we also the one before it"
