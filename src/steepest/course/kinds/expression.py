"""A free-form expression, graded by its value: any right form is right.

A wrong answer gets a place that shows the difference, in words; one that cannot be read is not graded, with the place.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from steepest.calculus.paper import add, neg
from steepest.calculus.surface import Surface, walk
from steepest.course import mistakes, reckon
from steepest.course.kinds.kind import Answer, Kind, Sample, because, derived
from steepest.course.kinds.number import figures
from steepest.course.typed import Side, answered
from steepest.course.variant import Item
from steepest.course.verdict import Correct, Mistaken, Undecided, Unreadable, Verdict, Wrong


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
    """The expression as it comes, and as a teacher would write it."""
    body = item.body
    last = target(item).latex
    if "derivative" in body:
        _, lines = reckon.told(str(body["derivative"]), str(body["wrt"]), int(body.get("order", 1)))
        if len(lines) > 1 and lines[-1][1] == "simplify":
            last = f"{lines[-2][0]} = {lines[-1][0]}"
    return f"${last}$.{because(item)}"


def grade(item: Item, answer: Answer) -> Verdict:
    """The same value on the common domain is right."""
    text = answer if isinstance(answer, str) else ""
    if not answered(text).text:
        return Unreadable((0, 0), "There is nothing here yet.", "Type an expression such as 6x cos(3x^2).")
    side, found = _read(text)
    if isinstance(found, reckon.Unreadable):
        place = (found.where[0] + side.start, found.where[1] + side.start)
        if text[slice(*place)] == "'":  # for readers of arrays it means a transpose
            return Unreadable(place, "A prime stands for a derivative, and that is what is asked for.", "Write it out.")
        return Unreadable(place, found.message, found.hint)
    if any(e.op in ("prime", "derivative") for e in walk(found.surface)):
        whole = (side.start, side.start + len(side.text))
        return Unreadable(whole, "A derivative in this is not carried out yet.", "Write it out.")
    strange = [n for n in reckon.names(found.surface) if n not in _names(item)]
    if strange:
        return Unreadable(
            _place(text, side.start, strange[0]),
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
    if verdict.equal is None and _nowhere(found.surface):
        return Unreadable((side.start, len(text)), "This has a value nowhere.", "Look at what it is divided by.")
    if verdict.equal is None:
        return Undecided("This could not be decided. Write it in a simpler form; it is not counted.")
    return _different(item, found.surface, right, verdict.counterexample or {})


def _read(text: str) -> tuple[Side, reckon.Reading | reckon.Unreadable]:
    """The answer as read, and where it stands: the whole text where it can be read ("let r = x^2; 2r"), else a side."""
    whole = reckon.understood(text)
    side = answered(text)
    if not isinstance(whole, reckon.Unreadable) or side.text == text.strip():
        return Side(text, 0), whole
    return side, reckon.understood(side.text)


def _nowhere(typed: Surface) -> bool:
    """Has an answer no value at any of the usual places?"""
    names = reckon.names(typed)
    return all(math.isnan(reckon.value(typed, {n: step + k for k, n in enumerate(names)})) for step in EASY)


def _otherwise(found: reckon.Reading, right: reckon.Formula) -> str | None:
    """How the text was read, where it is right in the other reading of an ambiguous place."""
    for warning in found.warnings:
        if warning.other is not None and reckon.equal(warning.other, right.surface).equal:
            return str(warning.message)
    return None


def _different(item: Item, typed: Surface, right: reckon.Formula, point: Mapping[str, object]) -> Verdict:
    """What is wrong: the mistake that gives exactly this, where there is one, and a place that shows the difference."""
    at, mine, theirs = _shown(typed, right.surface, {name: Fraction(str(v)) for name, v in point.items()})
    places = {name: float(v) for name, v in at.items()}
    if "derivative" in item.body and int(item.body.get("order", 1)) == 1:
        found = mistakes.explaining(str(item.body["derivative"]), str(item.body["wrt"]), typed)
        if len(found) == 1:
            return Mistaken(found[0].name, f"Not yet: {mistakes.said(found)}")
        if said := mistakes.said(found):
            return Wrong(f"Not yet: {said}", places)
    where = " and ".join(f"${k} = {figures(v)}$" for k, v in places.items())
    a, b = _apart(mine, theirs)
    if a == b:
        said = f"yours and the right one differ by ${figures(reckon.value(add(typed, neg(right.surface)), at))}$"
    elif not at:
        said = f"yours is ${a}$, and it should be ${b}$"
    elif math.isnan(mine):
        said = f"yours has no value, and the right one is ${b}$"
    else:
        said = f"yours gives ${a}$; the right value is ${b}$"
    return Wrong(f"Not yet: {f'at {where} ' if at else ''}{said}.", places)


def _shown(typed: Surface, right: Surface, known: dict[str, Fraction]) -> tuple[dict[str, Fraction], float, float]:
    """A place where both are of a usual size and plainly apart; the one that proved the difference if there is none."""
    for step in EASY if known else ():
        at = {name: step + k for k, name in enumerate(known)}
        a, b = reckon.value(typed, at), reckon.value(right, at)
        if all(0.01 <= abs(v) <= 100 for v in (a, b)) and abs(a - b) > 0.01 * abs(b):
            return at, a, b
    return known, reckon.value(typed, known), reckon.value(right, known)


def _apart(mine: float, theirs: float) -> tuple[str, str]:
    """Two values with as many digits as it takes to see that they differ."""
    pairs = [(figures(mine, n), figures(theirs, n)) for n in (5, 8, 12, 16)]
    return next((pair for pair in pairs if pair[0] != pair[1]), pairs[-1])


def _names(item: Item) -> tuple[str, ...]:
    body = item.body
    return reckon.names(str(body["derivative"] if "derivative" in body else body["answer"]))


def _place(text: str, start: int, name: str) -> tuple[int, int]:
    at = text.find(name, start)
    return (at, at + len(name)) if at >= 0 else (start, len(text))


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join(names) if names else "numbers only"


EASY = tuple(Fraction(n, d) for n, d in ((1, 2), (1, 1), (2, 1), (-1, 2), (-1, 1), (1, 4), (3, 1)))
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
    working=derived,
    samples=(
        Sample(_SINE, "6x cos(3x^2)", "correct"),
        Sample(_SINE, r"6x\cos(3x^2)", "correct"),
        Sample(_SINE, "cos(3*x**2)*2*3*x", "correct"),
        Sample(_SINE, "6x(2cos^2(3x^2/2) - 1)", "correct"),
        Sample(_SINE, "f'(x) = 6x cos(3x^2)", "correct"),
        Sample(_SINE, "dy/dx = 6x cos(3x^2)", "correct"),
        Sample(_SINE, "= 6x cos(3x^2)", "correct"),
        Sample(_SINE, "6x cos(3x^2) x/x", "correct", "domain"),
        Sample(_SINE, "6x^2/x cos(3x^2) = 6x cos(3x^2)", "correct"),
        Sample(_SINE, "d/dx sin(3x^2) = 6x cos(3x^2)", "correct"),
        Sample(_SINE, r"\frac{d}{dx} \sin(3x^2) = 6x\cos(3x^2)", "correct"),
        Sample(_SINE, "let r = x^2; 6x cos(3r)", "correct"),
        Sample(_SINE, "cos(3x^2)", "mistaken", "the slope of the inside is missing"),
        Sample(_SINE, "-6x cos(3x^2)", "mistaken", "only the sign"),
        Sample(_SINE, "6x cos(3x^2) + 1", "wrong", "at $x = 0.5$"),
        Sample(_SINE, "6x cos(3x^2) + 1e-9", "wrong", "$10.1262475058$; the right value is $10.1262475048$"),
        Sample(_SINE, "6x cos(3x^2) + 1e-20", "wrong", "differ by $10^{-20}$"),
        Sample(_SINE, "6x cos(3x^2", "unreadable", "Not graded yet"),
        Sample(_SINE, "6x cso(3x^2)", "unreadable"),
        Sample(_SINE, "6t cos(3t^2)", "unreadable", "no t"),
        Sample(_SINE, "sin'(3x^2) 6x", "unreadable", "not carried out"),
        Sample(_SINE, "f'(x)", "unreadable", "Write it out"),
        Sample(_SINE, "1/0", "unreadable", "a value nowhere"),
        Sample(_SINE, "", "unreadable"),
        Sample({"derivative": "ln(5x)", "wrt": "x"}, "1/x", "correct"),
        Sample({"derivative": "5x", "wrt": "x"}, "1", "mistaken", "constant factor"),
        Sample({"derivative": "2x^2 y", "wrt": "x"}, "f_x = 4xy", "correct"),
        Sample({"derivative": "2x^2 y", "wrt": "x"}, "∂f/∂x = 4xy", "correct"),
        Sample({"derivative": "2x^2 y", "wrt": "x"}, "2x^2", "mistaken", "other variable"),
        Sample({"derivative": "3x^4", "wrt": "x", "order": 2}, "36x^2", "correct"),
        Sample({"derivative": "(w x + b - 3)^2", "wrt": "w"}, "2x(w x + b - 3)", "correct"),
        Sample({"answer": "sqrt(8)"}, "2 sqrt(2)", "correct"),
        Sample({"answer": "sqrt(8)"}, "2.83", "wrong", "should be"),
    ),
)
