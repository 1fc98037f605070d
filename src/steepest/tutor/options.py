"""What is said after an expression: by which variable, at which point, from which start, how many steps."""

from __future__ import annotations

import re

from steepest.tutor.expressions import NAME, NUMBER

_VALUE = rf"(?:{NAME}\s*(?:=|is|equals)\s*{NUMBER}[\s,]*(?:and\s+)?)+"
_BY = re.compile(r"[\s,]+(?:with respect to|w\.?r\.?t\.?|in terms of|by)\s+([^\W\d_]\w*)$")
_AT_NAMED = re.compile(rf"[\s,]+(?:at|for|when|if|where|with|in|around)\s+(?:the point\s+)?({_VALUE})$")
_AT_PLAIN = re.compile(rf"[\s,]+at\s+({NUMBER})$")
_AT_TUPLE = re.compile(rf"[\s,]+at\s+\(({NUMBER}(?:\s*,\s*{NUMBER})+)\)$")
_START = re.compile(
    r"[\s,]+(?:(?:if (?:i|we) )?start(?:ing|ed|s)?|beginning|from)\s*(?:from|at|with|in)?\s*"
    rf"({_VALUE}|{NUMBER})"
)
_STEPS = re.compile(r"[\s,]*(?:(?:for|in|with|after|and)\s+)?\b(\d{1,4})\s+(?:steps|iterations)\b")


def options(text: str) -> tuple[str, str, dict[str, str]]:
    """The expression, the variable and the point that are named after it, in any order.

    A point is {name: value}; {"": value} for the only variable, {"0": …, "1": …} for variables in order.
    """
    wrt, at = "", dict[str, str]()
    for _ in range(3):
        if found := _BY.search(text):
            wrt, text = found[1], text[: found.start()]
        elif found := _AT_NAMED.search(text):
            at, text = named(found[1]), text[: found.start()]
        elif found := _AT_PLAIN.search(text):
            at, text = {"": found[1]}, text[: found.start()]
        elif found := _AT_TUPLE.search(text):
            at = {str(k): v.strip() for k, v in enumerate(found[1].split(","))}
            text = text[: found.start()]
        else:
            break
    return text.strip(" ,"), wrt, at


def start(text: str) -> tuple[dict[str, str], str]:
    """Where a descent begins, and the rest."""
    found = _START.search(text)
    if not found:
        return {}, text
    return named(found[1]) or {"": found[1]}, text[: found.start()] + text[found.end() :]


def steps(text: str) -> tuple[int, str]:
    """How many steps (0: not said), and the rest."""
    found = _STEPS.search(text)
    return (int(found[1]), text[: found.start()] + text[found.end() :]) if found else (0, text)


def named(text: str) -> dict[str, str]:
    """The values in "x = 1 and y = 2"."""
    return dict(re.findall(rf"({NAME})\s*(?:=|is|equals)\s*({NUMBER})", text))
