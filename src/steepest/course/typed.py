"""What stands in an answer's field: the side that is meant, and a number as people write it.

>>> answered("f'(x) = 2 * 3x = 6x").text
'6x'
>>> [n.value for n in numbers("10,000")], [n.value for n in numbers("239°")], [n.value for n in numbers("w_1 ≈ 3.07")]
([10000.0, 10.0], [239.0], [3.07])
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from steepest.course import reckon
from steepest.course.verdict import Unreadable

LARGEST = 1e300
EXAMPLE = "Type a number such as 2.5 or 1/3."


@dataclass(frozen=True, slots=True)
class Side:
    """The side of an equation that is the answer, and where it starts in what was typed."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was typed: its value, and how finely it was written."""

    value: float
    digits: int | None = None  # significant digits of a decimal; None for what is computed, such as 1/3
    unit: float = 0.0  # what the last digit counts


def answered(text: str) -> Side:
    """The answer in a text such as `f'(x) = 6x`, `dL/dw = 2w`, `η ≈ 0.5` or `2 * 3x = 6x`: the last side.

    A side that only names what is asked for is not the answer, so `6x = y'` is answered by its first.
    """
    sides = [s for s in _sides(text) if s.text.strip()]
    if not sides:
        return Side("", len(text))
    answer = sides[-1]
    if _NAME.fullmatch(answer.text.strip()):
        answer = next((s for s in reversed(sides) if not _NAME.fullmatch(s.text.strip())), answer)
    lead = len(answer.text) - len(answer.text.lstrip(" ~"))
    return Side(answer.text[lead:].rstrip(), answer.start + lead)


def numbers(text: str) -> list[Number] | Unreadable:
    """The ways to read a number that was typed, the likeliest first: 10,000 is ten thousand, or ten."""
    side = answered(text)
    if not side.text:
        return Unreadable((0, 0), "There is nothing here yet.", EXAMPLE)
    words = re.sub(r"^minus\b", "-", side.text, flags=re.IGNORECASE)
    plain = words.translate(_SIGNS).strip("$ ")
    if re.fullmatch(r"[+-]?(?:inf|infinity|infty|\\infty|∞|nan)", plain, re.IGNORECASE):
        return Unreadable((side.start, len(text)), "This is not a number that can be checked.", EXAMPLE)
    found = [n for n in _plainly(re.sub(r"\s*(?:°|º|degrees?|deg|\^\\circ)$", "", plain)) if abs(n.value) < LARGEST]
    return found or _computed(words, side)


def usual(value: float) -> list[Number] | Unreadable:
    """A number that a page sends as such."""
    if abs(value) < LARGEST:  # false for nan
        return [Number(float(value))]
    return Unreadable((0, 0), "This is not a number in reach.", "Type a usual number.")


def _sides(text: str) -> list[Side]:
    """What stands between signs of equality that are not inside parentheses."""
    sides, depth, start = list[Side](), 0, 0
    for at, c in enumerate(text):
        depth = max(0, depth + (c in "([{") - (c in ")]}"))
        if depth == 0 and (_EQUALS.match(text, at) or text.startswith("\\approx", at)):
            sides.append(Side(text[start:at], start))
            start = at + (len("\\approx") if c == "\\" else 1)
    return [*sides, Side(text[start:], start)]


def _plainly(text: str) -> list[Number]:
    """The readings of a text that is nothing but a decimal, with or without separators, a power of ten or a percent."""
    text = re.sub(r"(?<=\d)(?:…|\.{3})$", "", text)
    share = re.fullmatch(r"(.+?)\s*\\?%", text)
    if share:
        return [Number(n.value / 100, n.digits, n.unit / 100) for n in _plainly(share[1])]
    mixed = re.fullmatch(r"([+-]?)\s*(\d{1,9})\s+(\d{1,9})/([1-9]\d{0,8})", text)
    if mixed:
        value = int(mixed[2]) + int(mixed[3]) / int(mixed[4])
        return [Number(-value if mixed[1] == "-" else value)]
    written = [text.replace(" ", "")] if re.fullmatch(r"[+-]\s*\d.*", text) else [text]
    if _GROUPED.fullmatch(text):
        grouped = re.sub(r"[^\d.+-]", "", text) if text.count(".") < 2 else re.sub(r"[^\d+-]", "", text)
        written = [grouped, *written]
    if re.fullmatch(r"[+-]?\s*\d*,\d+", text):
        written.append(text.replace(",", ".").replace(" ", ""))
    if re.fullmatch(r"[+-]?\d*\.?\d+\.", text) and text.count(".") == 2:  # the end of a sentence
        written = [text[:-1]]
    return [n for w in dict.fromkeys(written) for n in _decimal(w)]


def _decimal(text: str) -> list[Number]:
    found = _DECIMAL.fullmatch(text)
    if not found:
        return []
    sign, whole, part, power, tens = found.groups()
    if not (whole or part):
        return []
    exponent = int(power or tens or 0)
    if abs(exponent) > 400:
        return []
    digits = ((whole or "") + (part or "")).lstrip("0")
    value = float(f"{sign or ''}{whole or '0'}.{part or '0'}e{exponent}")
    return [Number(value, len(digits), 10.0 ** (exponent - len(part or "")))]


def _computed(text: str, side: Side) -> list[Number] | Unreadable:
    """A number that is written as an expression."""
    everything = (side.start, side.start + len(side.text))
    found = reckon.understood(text)
    if isinstance(found, reckon.Unreadable):
        if re.search(r"[^\W\d_]{3,}", text) and not re.search(r"[\\(^/*]", text):
            return Unreadable(everything, "There are words here.", EXAMPLE)
        where = (found.where[0] + side.start, found.where[1] + side.start)
        return Unreadable(where, found.message, found.hint)
    loose = reckon.names(found.surface)
    if len(loose) > 2:
        return Unreadable(everything, "There are words or letters here.", EXAMPLE)
    if loose:
        return Unreadable(everything, f"This contains {' and '.join(loose)}.", "A number is asked for.")
    value = reckon.value(found.surface)
    if math.isnan(value):
        return Unreadable(everything, "This has no value.", EXAMPLE)
    return usual(value)


_EQUALS = re.compile(r"(?<![=<>!:])=(?!=)|[≈≃≅]")
_NAME = re.compile(  # what only names: w, w_1, f_x, η, L'(2.5), y'', dy/dx, ∂L/∂w, d/dx (2x^3), \frac{dL}{dw}
    r"(?:\\?[^\W\d_]+(?:_\w+|_\{\w+\})?'{0,3}|[a-zA-Z]'{0,3}\([^()]*\)"
    r"|\(?[d∂]\^?\d?\w*\s*/\s*[d∂]\w+\^?\d?\)?\s*(?:\(.*\))?"
    r"|\\frac\{.{1,24}\}\{(?:d|\\partial).{1,24}\}.*)"
)
_SIGNS = str.maketrans({"−": "-", "–": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "’": "'"})
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3}|(?<!\d,\d{3})[ '_]\d{3}|\.\d{3}(?=\.|$))(?:[, '_.]\d{3})*(?:\.\d+)?")
_DECIMAL = re.compile(
    r"([+-])?(\d+)?(?:\.(\d*))?(?:[eE]([+-]?\d{1,3})|\s*(?:[*·×x]|\\cdot|\\times)\s*10\s*\^\s*\{?([+-]?\d{1,3})\}?)?"
)
