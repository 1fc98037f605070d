"""Names, numbers and expressions as they are written in a question."""

from __future__ import annotations

import re

from steepest.notation.names import GREEK, GREEK_LETTERS
from steepest.notation.reading import Reading, reading
from steepest.tutor.lists import parts_of

NUMBER = (
    r"[-+]?(?:(?:\d+(?:\.\d+)?\*?)?(?:pi|π|\\pi)(?:/\d+)?|\d+(?:\.\d+)?(?:/\d+)?(?:e-?\d+)?|\.\d+|e"
    r"|(?:sqrt|ln)\s?\(\d+\)|√\d+)"
)


_GREEK = "|".join(sorted(GREEK, key=len, reverse=True))
NAME = rf"(?:\\?(?:{_GREEK})(?![a-zA-Z])|[a-zA-Zα-ωΑ-Ωϕϑℓ])(?:_?\{{?\d{{1,2}}\}}?|_(?:hat|pred))?"


NAMES = rf"{NAME}(?:\s*,\s*{NAME})*"


def enclosed(text: str) -> bool:
    """Do the first and the last bracket of it belong together?"""
    depth = 0
    for k, c in enumerate(text):
        depth += (c in "([{") - (c in ")]}")
        if depth == 0:
            return k == len(text) - 1
    return False


def place(text: str) -> dict[str, str]:
    """Names and numbers of a point: x = 1, y = 2, or (x, y) = (1, 2)."""
    if named := re.match(r"\(([^()=]*)\)\s*=\s*\(([^()]*)\)", text):
        return {spelt(n.strip()): v.strip() for n, v in zip(named[1].split(","), named[2].split(","), strict=False)}
    return {spelt(n): v.replace("\\", "") for n, v in re.findall(rf"({NAME})\s*=\s*({NUMBER})", text)}


def spelt(name: str) -> str:
    """A variable as the reader names it: θ is theta, x₀ and x_{0} are x_0."""
    name = name.strip().lstrip("\\").replace("{", "").replace("}", "")
    return GREEK_LETTERS.get(name[:1], name[:1]) + name[1:]


def expression(text: str) -> str | None:
    """The text as an expression that the reader accepts, or None when any of it is not mathematics."""
    text = text.strip(" ,:\"'").strip()
    if text[:1] in "[{" and text[-1:] in "]}" and enclosed(text) and len(parts_of(text)) == 1:  # d/dx [sin x]
        text = text[1:-1].strip()
    if not text or re.search(r"[=?∫Σ∞ℝ]|[|‖∥][^|‖∥]+[|‖∥]\d", re.sub(r"[=<>]=|\b(?:axis|keepdims)\s*=", "", text)):
        return None
    text = re.sub(r"(?<=[a-zA-Z])\s*\^\s*(?:T|\\top|ᵀ)(?=[A-Z])", "^T ", text)
    if _lost_power(text):
        return None
    return text if isinstance(reading(text, infer=True), Reading) else None


def _lost_power(text: str) -> bool:
    """Does a letter stand both alone and with a digit behind it, as in 2x2 - 5x where a power was lost in copying?"""
    alone = set(re.findall(r"(?<![a-zA-Z\\])[a-zA-Z](?![\w(])", text))
    return any(letter in alone for letter in re.findall(r"(?<![a-zA-Z\\])([a-zA-Z])\d", text))


def sides(text: str) -> list[str]:
    """What stands between signs of equality that are in no bracket."""
    out, depth, begun = [], 0, 0
    for k, c in enumerate(text):
        depth += (c in "([{") - (c in ")]}")
        if c == "=" and depth == 0 and text[k - 1 : k] not in ("<", ">", "!", "-", "+"):
            out.append(text[begun:k].strip())
            begun = k + 1
    return [*out, text[begun:].strip()]


def outside_brackets(text: str, pattern: re.Pattern[str]) -> bool:
    """Does it match anywhere outside brackets?"""
    depth = 0
    for k, c in enumerate(text):
        depth += (c in "([{") - (c in ")]}")
        if depth == 0 and pattern.match(text, k):
            return True
    return False
