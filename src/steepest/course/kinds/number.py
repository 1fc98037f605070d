"""A number, typed as people type it ("1/3", "w = 2.5", "10,000"), right to as many digits as are asked for."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from steepest.calculus.rules import Rule
from steepest.course import mistakes, reckon
from steepest.course.false_rules import SIGN
from steepest.course.kinds.kind import Answer, Kind, Sample, because, derived
from steepest.course.typed import Number, numbers, usual
from steepest.course.variant import Item
from steepest.course.verdict import Correct, Mistaken, Undecided, Unreadable, Verdict, Wrong

DIGITS = 3  # significant ones, where a question does not say
WORDS = {2: "two", 3: "three", 4: "four"}


def target(item: Item) -> float:
    """The right number, computed by the engine: a value, or a derivative at a point."""
    body = item.body
    if "derivative" in body:
        return reckon.value(reckon.slope(str(body["derivative"]), str(body["wrt"])).text, body.get("at", {}))
    return reckon.value(str(body["answer"]))


def shown(item: Item) -> Mapping[str, Any]:
    """A field for a number, and how finely it is asked for where it does not come out short."""
    note = "" if short(target(item), digits(item)) else f"A fraction, or {WORDS[digits(item)]} significant digits."
    return {"field": "number", "unit": str(item.body.get("unit", "")), "note": note}


def solution(item: Item) -> str:
    """The number, rounded for the eye."""
    return f"${figures(target(item))}$.{because(item)}"


def typed(answer: Answer) -> list[Number] | Unreadable:
    """The ways to read the number that was typed."""
    if isinstance(answer, (int, float)) and not isinstance(answer, bool):
        return usual(answer)
    return numbers(answer if isinstance(answer, str) else "")


def grade(item: Item, answer: Answer) -> Verdict:
    """Right to the digits asked for, or how far off and in which way."""
    readings = typed(answer)
    if isinstance(readings, Unreadable):
        return readings
    right, asked = target(item), digits(item)
    found = {near(right, n, asked): n for n in reversed(readings)}
    if "right" in found:
        return Correct(f"{_agreed(found['right'].value, right)}{because(item)}")
    if "coarse" in found:
        return Undecided(
            f"${figures(found['coarse'].value)}$ is right as far as it goes. "
            f"Give a fraction, or {WORDS[asked]} significant digits; it is not counted yet."
        )
    explained = _explaining(item, right, readings[0])
    if len(explained) == 1:
        return Mistaken(explained[0].name, f"Not yet: {mistakes.said(explained)}")
    number = readings[0].value
    side = "too large" if number > right else "too small"
    return Wrong(f"Not yet: {mistakes.said(explained) or f'${figures(number)}$ is {side}.'}")


def digits(item: Item) -> int:
    """How many significant digits are asked for."""
    return int(item.body.get("digits", DIGITS))


def near(right: float, number: Number, asked: int = DIGITS) -> str:
    """Is a number that was typed "right", right but "coarse", or "wrong"?

    What comes out short is asked for exactly; else it must agree to the digits asked for, rounded or cut off. A right
    rounding to a digit less is neither right nor wrong.
    """
    off = abs(number.value - right)
    if off <= 1e-9 * abs(right) + 1e-12:
        return "right"
    if right == 0 or not math.isfinite(right):
        return "wrong"
    last = 10.0 ** (math.floor(math.log10(abs(right))) - asked + 1)  # what the last digit asked for counts
    if not short(right, asked):
        if (number.digits is None or number.digits >= asked) and off <= 0.5000001 * last:
            return "right"
        cut = abs(number.value) < abs(right) and off < number.unit * (1 - 1e-9)
        if number.digits is not None and number.digits >= asked and cut:
            return "right"
    rounded = off <= 0.5000001 * number.unit
    return "coarse" if number.digits is not None and number.digits >= asked - 1 and rounded else "wrong"


def short(right: float, asked: int) -> bool:
    """Has a number few enough digits to be given exactly? Whole numbers have."""
    whole = abs(right - round(right)) < 1e-9
    return whole or abs(float(f"{right:.{asked}g}") - right) < 1e-9 * abs(right)


def figures(number: float, digits: int = 5) -> str:
    """A number for the eye, in TeX: so many significant digits at most, without a trail of zeros."""
    if math.isinf(number):
        return "\\infty" if number > 0 else "-\\infty"
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    front, _, power = f"{number:.{digits}g}".partition("e")
    if not power:
        return front
    mantissa = {"1": "", "-1": "-"}.get(front, f"{front} \\cdot ")
    return f"{mantissa}10^{{{int(power)}}}"


def _explaining(item: Item, right: float, number: Number) -> list[Rule]:
    """The mistakes that give this number; only the sign, where nothing is differentiated."""

    def fits(wrong: float) -> bool:
        return near(wrong, number, digits(item)) == "right"

    if fits(-right):
        return [SIGN]
    body = item.body
    if "derivative" not in body:
        return []
    return mistakes.explaining_at(str(body["derivative"]), str(body["wrt"]), body.get("at", {}), fits)


def _agreed(number: float, right: float) -> str:
    mine, theirs = figures(number), figures(right)
    return f"Yes, ${mine}$." if mine == theirs else f"Yes, ${mine}$; more exactly it is ${theirs}$."


_FIELDS = {"answer": "2 + 0.05*6"}
_THIRDS = {"answer": "4 - 0.1*28/3"}

KIND = Kind(
    name="number",
    asks="type a number",
    fields={
        "answer": "an expression whose value is right",
        "derivative, wrt, at": "or: a function, its variable, and the point at which the derivative is asked for",
        "digits": "how many significant digits are asked for (default: 3); what comes out shorter is asked for exactly",
        "unit": "what stands after the field",
    },
    shown=shown,
    solution=solution,
    grade=grade,
    working=derived,
    samples=(
        Sample(_FIELDS, "2.3", "correct", "Yes, $2.3$."),
        Sample(_FIELDS, 2.3, "correct"),
        Sample(_FIELDS, "23/10", "correct"),
        Sample(_FIELDS, "w = 2.3", "correct"),
        Sample(_FIELDS, "w_1 = 2.3", "correct"),
        Sample(_FIELDS, "η = 2 + 0.3 = 2.3", "correct"),
        Sample(_FIELDS, "≈ 2.3", "correct"),
        Sample(_FIELDS, "2,3", "correct"),
        Sample(_FIELDS, "-2.3", "mistaken", "sign"),
        Sample(_FIELDS, "2.4", "wrong", "too large"),
        Sample(_FIELDS, "2.301", "wrong", "too large"),
        Sample(_FIELDS, "2.", "wrong", "too small"),
        Sample(_FIELDS, "", "unreadable"),
        Sample(_FIELDS, "2..3", "unreadable"),
        Sample(_FIELDS, "x", "unreadable", "x"),
        Sample(_FIELDS, "one less", "unreadable", "words"),
        Sample(_FIELDS, "1/0", "unreadable", "no value"),
        Sample(_FIELDS, float("nan"), "unreadable"),
        Sample(_THIRDS, "3.07", "correct", "more exactly it is $3.0667$"),
        Sample(_THIRDS, "3.06", "correct"),
        Sample(_THIRDS, "46/15", "correct", "Yes, $3.0667$."),
        Sample(_THIRDS, "3.1", "undecided", "as far as it goes"),
        Sample(_THIRDS, "3", "wrong"),
        Sample(_THIRDS, "3.08", "wrong"),
        Sample({"answer": "20^3"}, "8,000", "correct"),
        Sample({"answer": "20^3"}, "8 000", "correct"),
        Sample({"answer": "20^3"}, "8e3", "correct"),
        Sample({"answer": "20^3"}, "8004", "wrong"),
        Sample({"answer": "1/4^5"}, "0.000977", "correct"),
        Sample({"answer": "1/4^5"}, "0.0008", "wrong"),
        Sample({"answer": "1/4^5"}, "0.00115", "wrong"),
        Sample({"answer": "1/10"}, "0.105", "wrong"),
        Sample({"derivative": "x^2", "wrt": "x", "at": {"x": 3}}, "6", "correct"),
        Sample({"derivative": "x^2", "wrt": "x", "at": {"x": 3}}, "9", "mistaken", "not its slope"),
    ),
)
