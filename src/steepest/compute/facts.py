"""What may be known of a variable: read from a text, and held against the shapes before it is used; one row a fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from steepest.calculus.conditions import Condition
from steepest.calculus.dims import Shape, shape_text
from steepest.notation.names import canonical

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


def said(text: str) -> dict[str, str]:
    """The facts in a text, by name of the variable; raises `NoFact` where it says none.

    >>> said("A: posdef, y: simplex")
    {'A': 'posdef', 'y': 'simplex'}
    """
    facts: dict[str, str] = {}
    for part in (one.strip() for one in text.replace(";", ",").split(",")):
        if not part:
            continue
        name, colon, fact = (one.strip() for one in part.partition(":"))
        if not (colon and name and fact):
            raise NoFact(
                f"`{_short(part)}` says nothing of a variable. Write a name, a colon and a fact, as in A: posdef."
            )
        name = canonical(name)
        if facts.get(name, fact) != fact:
            raise NoFact(
                f"`{name}` is said to be {facts[name]} and {fact}. One fact a variable: posdef is symmetric too."
            )
        facts[name] = fact
    return facts


def held(facts: Mapping[str, str], shapes: Mapping[str, Shape]) -> dict[str, str]:
    """The facts, each of a variable that is there and has the shape for it; raises `NoFact` for any other."""
    for name, fact in facts.items():
        if fact not in FACTS:
            raise NoFact(f"Nothing is known as `{_short(fact)}`; a variable may be {', '.join(FACTS)}.")
        if name not in shapes:
            there = f"The variables: {', '.join(shapes)}." if shapes else "There is none."
            raise NoFact(f"`{_short(name)}` is said to be {fact}, and is no variable here. {there}")
        row, shape = FACTS[fact], shapes[name]
        if not row.fits(shape):
            what = shape_text(shape) if shape else "a number"
            raise NoFact(f"`{name}` is said to be {fact}, which is said of {row.of}; {name} is {what}.")
    return dict(facts)


def implied(c: Condition, facts: Mapping[str, str]) -> bool:
    """Does a condition hold because of what is known: a positive definite matrix is invertible?"""
    if c.of is None or c.of.op != "variable":
        return False
    fact = facts.get(str(c.of.data))
    return fact is not None and c.words in FACTS[fact].implies


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
    Known("simplex", lambda shape: len(shape) == 1, "vectors", "no entry is negative, and they sum to 1"),
    Known("positive", lambda shape: True, "numbers and arrays", "every entry is greater than 0"),
)  # fmt: skip

FACTS = {row.name: row for row in _ROWS}
