"""What a target writes for each construction of mathematics as it is set: the marks of LaTeX, Typst, plain Unicode."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from steepest.notation.pieces import Level, Piece


@dataclass(frozen=True, slots=True)
class Marks:
    """What a target writes for each construction; texts in, texts out."""

    target: str
    minus: str
    dot: str  # between numbers
    hadamard: str  # ⊙ with its spaces
    blank: str  # between juxtaposed factors
    comparisons: dict[str, str]
    name: Callable[[str], str]  # of a variable
    word: Callable[[str, str], str]  # of a function: its LaTeX word, and its name for those without one
    paren: Callable[[str], str]
    bracket: Callable[[str], str]
    fraction: Callable[[Piece, Piece], Piece]
    root: Callable[[str, str], Piece]  # order ("" for the square root), body
    power: Callable[[str, str], str]
    subscript: Callable[[str, str], str]
    absolute: Callable[[str], str]
    norm: Callable[[str], str]
    transpose: str  # the exponent of a transpose
    elementwise: str  # the sign before the exponent of a power of every entry
    operator: Callable[[str, int, str], str]  # d/dx: letter, order, name
    cases: Callable[[list[tuple[str, str]], str], Piece]  # (value, condition) rows, otherwise
    prime: str
    pi: str
    ones: Callable[[str, str], str]  # an array of ones or zeros, the identity: "1", "0" or "I", its shape
    text: Callable[[str], str]
    slash: str = "/"  # between numerator and denominator in an exponent
    entries: Callable[[str], str] = str  # what stands between the brackets of an index


@dataclass(frozen=True, slots=True)
class Context:
    """The marks, the names in use and the letter of derivatives."""

    marks: Marks
    names: frozenset[str]
    letter: str

    def wrap(self, piece: Piece, least: Level) -> Piece:
        """The piece, in the target's parentheses if its operator binds more loosely than `least`."""
        return piece if piece.level >= least else Piece(self.marks.paren(piece.text), Level.ATOM)
