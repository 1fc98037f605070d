"""The numbers and small arrays that stand in a Python function, as trees: exactly as they are written."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from steepest.calculus.operators import build
from steepest.calculus.paper import as_number
from steepest.calculus.signature import packed
from steepest.calculus.surface import Surface, number
from steepest.notation import numpy_names
from steepest.notation.unreadable import Unreadable

MOST_ENTRIES = 200  # an array of numbers inside a function is written out up to so many
MOST_TURNS = 64  # multiples of pi up to so many are recognised


def tree_of(value: Any) -> Surface:
    """What stands for a value that a function works with: a number exactly as it is written, a small array in full."""
    tree = value if isinstance(value, Surface) else getattr(value, "tree", None)
    if isinstance(tree, Surface):
        return tree
    value = value.tolist() if hasattr(value, "tolist") else value
    if isinstance(value, list | tuple):
        return _array(value)
    if isinstance(value, int | Fraction):  # True is 1
        return as_number(Fraction(value))
    if isinstance(value, float) and math.isfinite(value):
        return _float(value)
    raise refused(f"{value!r} is not a number that can stand in an expression.", "Pass it as an argument.")


def _float(v: float) -> Surface:
    """A float as it is written: 0.1 is one tenth; e and the multiples of pi are recognised."""
    if v == math.e:
        return build("constant", (), "e")
    turns = v / math.pi
    if v and turns.is_integer() and abs(turns) <= MOST_TURNS and turns * math.pi == v:
        pi = build("constant", (), "pi")
        return pi if turns == 1 else build("mul", (as_number(Fraction(turns)), pi))
    return number(Fraction(repr(v)))


def _array(rows: list[Any] | tuple[Any, ...]) -> Surface:
    parts = [tree_of(r) for r in rows]
    n = len(rows)
    if rows and all(isinstance(r, list) and r == [float(j == k) for j in range(n)] for k, r in enumerate(rows)):
        return build("eye", (), packed(shape=(n,)))
    if not parts or len(parts) * max(1, _count(parts[0])) > MOST_ENTRIES:
        raise refused(
            f"An array of numbers in the function has none, or more than {MOST_ENTRIES}, entries.",
            "Pass it as an argument.",
        )
    return build("stack", tuple(parts))


def _count(e: Surface) -> int:
    n = numpy_names.size_of(e.shape)
    return n if isinstance(n, int) else 1


def refused(message: str, hint: str = "") -> Unreadable:
    """What cannot be traced, and what to do."""
    return Unreadable((0, 0), message, hint)
