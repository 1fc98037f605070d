"""What may be known of a variable: read from a text, and held against the shapes before it is used; one row a fact.

Beside the rows stand intervals: (0, 1) for a number, or an array of numbers, strictly between 0 and 1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from steepest.calculus.dims import Shape, shape_text
from steepest.compute.verdicts import Fact
from steepest.notation.names import canonical

if TYPE_CHECKING:
    from steepest.calculus.conditions import Condition

LONGEST = 40  # characters of what was typed that a refusal repeats


class NoFact(ValueError):
    """What was said of a variable cannot be: why, and what can."""


@dataclass(frozen=True, slots=True)
class Known:
    """A row: a fact by name, the shapes it is said of, and what it means."""

    name: str
    fits: Callable[[Shape], bool]
    of: str  # what it is said of
    meaning: str
    implies: tuple[str, ...] = ()  # conditions, in words, that always hold of such a variable


def said(text: str) -> dict[str, Fact]:
    """The facts in a text, by name of the variable; raises `NoFact` where it says none.

    >>> said("A: posdef, y: simplex, p: (0, 1)")
    {'A': 'posdef', 'y': 'simplex', 'p': (0.0, 1.0)}
    """
    facts: dict[str, Fact] = {}
    for part in parts(text):
        name, colon, told = (one.strip() for one in part.partition(":"))
        if not (colon and name and told):
            raise NoFact(
                f"`{_short(part)}` says nothing of a variable. Write a name, a colon and a fact, as in A: posdef."
            )
        name, fact = canonical(name), _interval(told) or told
        if facts.get(name, fact) != fact:
            raise NoFact(
                f"`{name}` is said to be {fact_text(facts[name])} and {fact_text(fact)}. "
                "One fact a variable: posdef is symmetric too."
            )
        facts[name] = fact
    return facts


def parts(text: str) -> list[str]:
    """What a text says of one variable each; a comma between parentheses stays."""
    return [one.strip() for one in re.split(r"[,;](?![^(\[]*[)\]])", text) if one.strip()]


def _interval(told: str) -> tuple[float, float] | None:
    """The ends of (0, 1), [0, inf) and the like; None where it is written in another way."""
    inside = re.fullmatch(r"[(\[]([^,;]+)[,;]([^,;]+)[)\]]", told)
    if inside is None:
        return None
    try:
        low, high = (float(end.replace("−", "-").replace("∞", "inf")) for end in inside.groups())
    except ValueError:
        return None
    return low, high


def fact_text(fact: Fact) -> str:
    """A fact in words: posdef, (0, 1)."""
    return fact if isinstance(fact, str) else f"({fact[0]:g}, {fact[1]:g})"


def meaning(fact: Fact) -> str:
    """What a fact says, in a line."""
    if isinstance(fact, str):
        return FACTS[fact].meaning
    return f"every entry lies strictly between {fact[0]:g} and {fact[1]:g}"


def held(facts: Mapping[str, object], shapes: Mapping[str, Shape]) -> dict[str, Fact]:
    """The facts, each of a variable that is there and has the shape for it; raises `NoFact` for any other."""
    known: dict[str, Fact] = {}
    for name, told in facts.items():
        fact = _ends(told) if isinstance(told, tuple | list) else told
        if not isinstance(fact, tuple) and (not isinstance(fact, str) or fact not in FACTS):
            raise NoFact(
                f"Nothing is known as `{_short(str(told))}`; a variable may be {', '.join(FACTS)}, or lie between two "
                "numbers, as in (0, 1)."
            )
        if name not in shapes:
            there = f"The variables: {', '.join(shapes)}." if shapes else "There is none."
            raise NoFact(f"`{_short(name)}` is said to be {fact_text(fact)}, and is no variable here. {there}")
        if isinstance(fact, str) and not FACTS[fact].fits(shapes[name]):
            what = shape_text(shapes[name]) if shapes[name] else "a number"
            raise NoFact(f"`{name}` is said to be {fact}, which is said of {FACTS[fact].of}; {name} is {what}.")
        known[name] = fact
    return known


def _ends(told: Sequence[object]) -> tuple[float, float] | None:
    """An interval, where this is one."""
    if len(told) != 2 or not all(isinstance(v, int | float) for v in told):
        return None
    low, high = (float(v) for v in told)  # type: ignore[arg-type]
    return (low, high) if low < high else None


def implied(c: Condition, facts: Mapping[str, Fact]) -> bool:
    """Does a condition hold because of what is known: a positive definite matrix is invertible?"""
    if c.of is None or c.of.op != "variable":
        return False
    fact = facts.get(str(c.of.data))
    return isinstance(fact, str) and c.words in FACTS[fact].implies


def possible(shape: Shape) -> tuple[str, ...]:
    """The facts that can be said of a variable of this shape."""
    return tuple(name for name, row in FACTS.items() if row.fits(shape))


def _short(text: str) -> str:
    """What was typed, as far as a sentence can hold it."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _square(shape: Shape) -> bool:
    return len(shape) == 2 and shape[0] == shape[1]


_REGULAR = ("{0} is invertible", "the rank of {0} does not change nearby")

_ROWS = (
    Known("symmetric", _square, "square matrices", "A = Aᵀ", ("{0} is symmetric",)),
    Known("posdef", _square, "square matrices", "symmetric, and x A x > 0 for every x other than 0",
          ("{0} is symmetric", *_REGULAR)),
    Known("orthogonal", _square, "square matrices", "QᵀQ = QQᵀ = I", _REGULAR),
    Known("simplex", lambda shape: len(shape) >= 1, "arrays",
          "no entry is negative, and along the last axis they sum to 1"),
    Known("positive", lambda shape: True, "numbers and arrays", "every entry is greater than 0"),
    Known("integer", lambda shape: True, "numbers and arrays", "every entry is a whole number"),
)  # fmt: skip

FACTS = {row.name: row for row in _ROWS}
