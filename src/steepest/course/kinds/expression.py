"""A free-form expression, graded by its value: any right form is right.

A wrong answer gets a place that shows the difference, in words; one that cannot be read is not graded, with the place.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from steepest.calculus.surface import Surface
from steepest.course import reckon
from steepest.course.kinds.kind import Answer, Kind, Sample, because
from steepest.course.kinds.number import figures
from steepest.course.question import Item
from steepest.course.verdict import Correct, Undecided, Unreadable, Verdict, Wrong


def target(item: Item) -> reckon.Formula:
    """The right expression, derived by the engine where a derivative is asked for."""
    body = item.body
    if "derivative" in body:
        return reckon.slope(str(body["derivative"]), str(body["wrt"]), int(body.get("order", 1)))
    return reckon.Formula(reckon.read(str(body["answer"])))


def shown(item: Item) -> Mapping[str, Any]:
    """A field for an expression, and the names it may use."""
    return {"field": "expression", "names": list(_names(item))}


def solution(item: Item) -> str:
    """The expression as a teacher would write it."""
    return f"${target(item).latex}$.{because(item)}"


def grade(item: Item, answer: Answer) -> Verdict:
    """The same value on the common domain is right."""
    text = answer if isinstance(answer, str) else ""
    if not text.strip():
        return Unreadable((0, 0), "There is nothing here yet.", "Type an expression such as 6x cos(3x^2).")
    skip = left_side(text)
    found = reckon.understood(text[skip:])
    if isinstance(found, reckon.Unreadable):
        return Unreadable((found.where[0] + skip, found.where[1] + skip), found.message, found.hint)
    strange = [n for n in reckon.names(found.surface) if n not in _names(item)]
    if strange:
        return Unreadable(
            _place(text, strange[0]),
            f"There is no {strange[0]} in this question.",
            f"It is about {_listed(_names(item))}.",
        )
    right = target(item)
    verdict = reckon.equal(found.surface, right.surface)
    if verdict.equal:
        where = f" Only its domain is another one than that of ${right.latex}$." if verdict.domain_differs else ""
        return Correct(f"Yes.{where}{because(item)}")
    other = _otherwise(found, right)
    if other is not None:
        return Unreadable((0, len(text)), f"This was read in a way in which it is wrong; {other}", "Add parentheses.")
    if verdict.equal is None:
        return Undecided("This could not be decided. Write it in a simpler form; it is not counted.")
    return _shown_different(item, found.surface, right, verdict.counterexample or {})


def left_side(text: str) -> int:
    """How many characters of a left side such as `f'(x) =`, `dy/dx =` or `=` stand before the answer."""
    found = _LEFT.match(text)
    return found.end() if found else 0


def _otherwise(found: reckon.Reading, right: reckon.Formula) -> str | None:
    """How the text was read, where it is right in the other reading of an ambiguous place."""
    for warning in found.warnings:
        if warning.other is not None and reckon.equal(warning.other, right.surface).equal:
            return str(warning.message)
    return None


def _shown_different(item: Item, typed: Surface, right: reckon.Formula, point: Mapping[str, object]) -> Verdict:
    place = {name: str(v) for name, v in point.items()}
    at = {name: float(Fraction(v)) for name, v in place.items()}
    mine, theirs = reckon.value(typed, place), reckon.value(right.surface, place)
    hint = f" {item.hints[0]}" if item.hints else ""
    if not at:
        return Wrong(f"Not yet: yours is ${figures(mine)}$, and it should be ${figures(theirs)}$.{hint}", {})
    where = " and ".join(f"${k} = {figures(v)}$" for k, v in at.items())
    if math.isnan(mine):
        return Wrong(f"Not yet: at {where} yours has no value, and the right one is ${figures(theirs)}$.{hint}", at)
    said = f"yours gives ${figures(mine)}$; the right value is ${figures(theirs)}$"
    return Wrong(f"Not yet: at {where} {said}.{hint}", at)


def _names(item: Item) -> tuple[str, ...]:
    body = item.body
    return reckon.names(str(body["derivative"] if "derivative" in body else body["answer"]))


def _place(text: str, name: str) -> tuple[int, int]:
    at = text.find(name)
    return (at, at + len(name)) if at >= 0 else (0, len(text))


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join(names) if names else "numbers only"


_LEFT = re.compile(
    r"\s*(?:(?:[a-zA-Z]'{0,2}\s*(?:\(\w(?:,\s*\w)*\))?|\(?d\^?2?\w?\s*/\s*d\w\^?2?\)?|(?:∂\w?\s*/\s*∂\w)"
    r"|\\frac\{(?:d|\\partial)\s*\w?\}\{(?:d|\\partial)\s*\w\})\s*)?=(?!=)\s*"
)
_SINE = {"derivative": "sin(3x^2)", "wrt": "x"}

KIND = Kind(
    name="expression",
    asks="type an expression in any form",
    fields={
        "derivative, wrt, order": "a function, its variable and how often it is differentiated",
        "answer": "or: the right expression",
    },
    shown=shown,
    solution=solution,
    grade=grade,
    samples=(
        Sample(_SINE, "6x cos(3x^2)", "correct"),
        Sample(_SINE, r"6x\cos(3x^2)", "correct"),
        Sample(_SINE, "cos(3*x**2)*2*3*x", "correct"),
        Sample(_SINE, "6x(2cos^2(3x^2/2) - 1)", "correct"),
        Sample(_SINE, "f'(x) = 6x cos(3x^2)", "correct"),
        Sample(_SINE, "dy/dx = 6x cos(3x^2)", "correct"),
        Sample(_SINE, "= 6x cos(3x^2)", "correct"),
        Sample(_SINE, "6x cos(3x^2) x/x", "correct", "domain"),
        Sample(_SINE, "cos(3x^2)", "wrong", "at $x ="),
        Sample(_SINE, "6x cos(3x^2", "unreadable", "Not graded yet"),
        Sample(_SINE, "6x cso(3x^2)", "unreadable"),
        Sample(_SINE, "6t cos(3t^2)", "unreadable", "no t"),
        Sample(_SINE, "", "unreadable"),
        Sample({"derivative": "ln(5x)", "wrt": "x"}, "1/x", "correct"),
        Sample({"derivative": "3x^4", "wrt": "x", "order": 2}, "36x^2", "correct"),
        Sample({"derivative": "(w x + b - 3)^2", "wrt": "w"}, "2x(w x + b - 3)", "correct"),
        Sample({"answer": "sqrt(8)"}, "2 sqrt(2)", "correct"),
        Sample({"answer": "sqrt(8)"}, "2.83", "wrong", "should be"),
    ),
)
