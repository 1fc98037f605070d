"""Pieces of written mathematics: a text and how tightly its outermost operator binds.

Every infix target (text, LaTeX, Typst, code) puts its parentheses by this one table of levels, so that none is
dropped in one of them. A piece is made from the pieces of a node's arguments, bottom up and without recursion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction

from steepest.calculus.surface import Surface, walk


class Level(IntEnum):
    """How tightly the outermost operator binds, loosest first."""

    LET = 0  # let r = …; body
    COMPARE = 1  # a < b
    SUM = 2  # a + b, a - b
    NEGATIVE = 3  # -a, -2*a: may lead a product; elsewhere in parentheses
    MATMUL = 4  # A @ B: as tight as a product in the languages we write, kept apart so that a reader need not know
    PRODUCT = 5  # a*b, a/b
    POWER = 6  # a^b
    POSTFIX = 7  # A.T, x[0]
    ATOM = 8  # a name, a number, f(x), (…)


@dataclass(frozen=True, slots=True)
class Piece:
    """Written mathematics."""

    text: str
    level: Level
    closed: str = (
        ""  # the same, for when more factors follow: `\\sin\\left(x\\right)` instead of `\\sin x`; "" if no other
    )

    @property
    def before(self) -> Piece:
        """This piece as it stands before another factor."""
        return Piece(self.closed, self.level) if self.closed else self


class Unwritable(Exception):
    """An expression that a target has no words for; the message is a sentence that names both."""

    def __init__(self, what: str, target: str, hint: str = "") -> None:
        super().__init__(f"{target} has no way to write {what}.{' ' + hint if hint else ''}")
        self.what, self.target = what, target


Lookup = Mapping[Surface, Piece]


def written(
    root: Surface, piece: Callable[[Surface, Lookup], Piece], done: dict[Surface, Piece] | None = None
) -> Piece:
    """The piece of `root`: `piece` is asked for each node when those below it are done.

    `done` has the nodes that were written, or given a name, before; it is filled, so that each is written once.
    """
    done = {} if done is None else done
    for e in walk(root, done):
        done[e] = piece(e, done)
    return done[root]


def wrap(piece: Piece, least: Level, opening: str = "(", closing: str = ")") -> Piece:
    """The piece, in parentheses if its operator binds more loosely than `least`."""
    if piece.level >= least:
        return piece
    return Piece(f"{opening}{piece.text}{closing}", Level.ATOM)


def join(pieces: Iterable[Piece], between: str, level: Level) -> Piece:
    """The pieces in a row."""
    return Piece(between.join(p.text for p in pieces), level)


def relevel(piece: Piece, level: Level) -> Piece:
    """The same text, said to bind as `level` does."""
    return replace(piece, level=level)


# ---------------------------------------------------------------- signs


def is_number(e: Surface) -> bool:
    """Is this an exact number?"""
    return e.op == "number"


def value(e: Surface) -> Fraction:
    """The value of a number node."""
    assert isinstance(e.data, Fraction)
    return e.data


def leads_negative(e: Surface) -> bool:
    """Does the written form of this expression begin with a minus sign?"""
    while e.op in ("mul", "div", "matmul"):
        e = e.args[0]
    return e.op == "neg" or (e.op == "number" and value(e) < 0)


LONGEST = 24  # signs of a decimal that is written out


def decimal(q: Fraction) -> str | None:
    """A number that is not whole as it was typed, 0.5; None where its digits never end or are too many to read."""
    text = exact_decimal(q)
    return text if q.denominator > 1 and text is not None and len(text) <= LONGEST else None


def exact_decimal(q: Fraction) -> str | None:
    """A fraction as an exact decimal; None where its digits never end."""
    rest, twos, fives = q.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    if rest != 1 or places > 30:
        return None
    digits = str(abs(q.numerator) * 10**places // q.denominator).rjust(places + 1, "0")
    sign = "-" if q < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
