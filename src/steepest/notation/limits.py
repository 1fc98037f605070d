"""How much may be typed: every limit, enforced before the work it bounds, and named in its message."""

from __future__ import annotations

from steepest.calculus.dims import Shape
from steepest.notation.unreadable import Unreadable

CHARACTERS = 2_000
TOKENS = 500
DEPTH = 64  # brackets, functions, powers and signs inside one another
NODES = 2_000
DIGITS = 300  # of a number as written
EXPONENT = 1_000  # of a number; the power is a number that has to be written out
EXPONENT_OF_LETTERS = 10_000  # of anything with a variable in it, where nothing is multiplied out
BITS = 33_000  # of a number that whole numbers and their powers work out to: about 10,000 digits
STEPS = 100_000  # of a recurrence whose number of steps is known
ENTRIES = 100_000_000  # of an array whose sizes are known


def too_much(where: tuple[int, int], what: str, limit: int, hint: str = "") -> Unreadable:
    """The refusal for going over a limit."""
    return Unreadable(where, f"{what}; the most that is read is {limit:,}.", hint)


def check_characters(text: str) -> None:
    """Refuse a text that is too long."""
    if len(text) > CHARACTERS:
        where = (CHARACTERS, len(text))
        raise too_much(where, f"This is {len(text):,} characters long", CHARACTERS, "Type less at a time.")


def check_entries(shape: Shape, where: tuple[int, int]) -> None:
    """Refuse an array with too many entries; sizes that are letters are not known yet."""
    entries = 1
    for size in shape:
        entries *= size if isinstance(size, int) else 1
    if entries > ENTRIES:
        raise too_much(where, f"This array would have {entries:,} entries", ENTRIES)
