"""Derivatives in signs as words, so that one way of reading serves both: `d/dx x^2` is `derivative by x of x^2`."""

from __future__ import annotations

import re
from collections.abc import Callable

from steepest.tutor.wording import NUMERALS

_D = r"(?:\bd|∂|\\partial|\\mathrm\{d\})"
_ORDINALS = ("first", "second", "third")

# What is written, and what is said. Functions are of the match.
_SIGNS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"\s==\s|==", " = "),
    (r"(?<!\w)([fgyh]) ('{1,3})(?=\()", r"\1\2"),
    (r"(?<!\w)[fFgz]_?\{?([t-z])\}?(?:\([a-z, ]+\))? of\b", r"derivative by \1 of"),
    (r"\bthe (?:sum|product|quotient|difference) (?!of\b|over\b|\()", ""),
    (r"\b(?:arg\s?)?(min|max)_\{?([a-zA-Z])\}?\s+", r"\1imum of "),
    (rf"\b(plus|minus|times|over) ({'|'.join(NUMERALS)})\b", lambda m: f"{m[1]} {NUMERALS[m[2]]}"),
    (rf"\\frac\{{{_D}\}}\{{{_D}\s*(\w)\}}", r"derivative by \1 of "),
    (rf"\\frac\{{{_D}\^2\}}\{{{_D}\s*(\w)\^2\}}", r"second derivative by \1 of "),
    (rf"\\frac\{{{_D}\s*([a-zA-Z])\}}\{{{_D}\s*(\w)\}}", r"d\1/d\2"),
    (rf"{_D}(?:²|\^2)\s*([a-zA-Z])\s*/\s*(?:d|∂)\s*(\w)(?:²|\^2)", r"second derivative by \2 of \1 "),
    (r"\(d\)\s*/\s*\(d(\w)\)", r"derivative by \1 of "),
    (r"\bgrad\(([a-zA-Z])\)", r"gradient of \1"),
    (r"(?<!\w)[fgy]('{1,3}) of\b", lambda m: f"{_ORDINALS[len(m[1]) - 1]} derivative of"),
    (r"(?<=differentiate )(.+) twice\b", r"\1, second"),
    (rf"{_D}(?:²|\^2)\s*/\s*{_D}\s*(\w)(?:²|\^2)", r"second derivative by \1 of "),
    (r"\bd\^?3\s*/\s*d(\w)\^?3", r"third derivative by \1 of "),
    (rf"{_D}\((?P<e>[^=]+)\)\s*/\s*(?:d|∂)(?P<x>\w)\b", r"derivative by \g<x> of \g<e>"),
    (rf"{_D}\s*/\s*(?:d|∂|\\partial)\s*([a-zA-Zα-ω])(?!\w)", r"derivative by \1 of "),
    (
        rf"{_D}([a-zA-Z])\s*/\s*(?:d|∂)([a-zA-Z])\s*(?:and|,|&)\s*(?:d|∂)\1\s*/\s*(?:d|∂)([a-zA-Z])(?!\w)",
        r"derivatives by \2 and \3 of \1 ",
    ),
    (r"(?:∇|\\nabla)(?:_\w)?\s*", "gradient of "),
    (r"^\((?P<e>.+)\)'(?P<more>.*)$", r"derivative of (\g<e>)\g<more>"),
    (r"(?<=[\s:])\((?P<e>[^()]*(?:\([^()]*\)[^()]*)*)\)'", r"derivative of (\g<e>)"),
    (r"\b(?:diff|derivative)\((?P<e>.+),\s*(?P<x>[a-zA-Z])\s*\)", r"derivative by \g<x> of \g<e>"),
    (r"^(?:diff|derivative)\((?P<e>.+)\)$", r"derivative of \g<e>"),
    (r"\bfind\s+(?:the )?(?:value of )?[a-zA-Z]\s+(?:that|which|to|such that it)\s+(?=minimi|maximi)", "find "),
    (
        r"\b(?:what|which)\s+(?:value of |number |rate |price |time )?[a-zA-Z]\s+(?=minimi|maximi|makes|gives|is|does)",
        "what ",
    ),
    (r"\bthe\s+(?:value of )?[a-zA-Z]\s+(?:that|which)\s+(?=minimi|maximi|makes|gives)", "the value that "),
)


def as_words(text: str) -> str:
    """The question with the signs of differentiation said in words."""
    for pattern, said in _SIGNS:
        text = re.sub(pattern, said, text)
    if found := re.search(rf"{_D}([a-zA-Zσφψℓ])\s*/\s*(?:d|∂)\s*([a-zA-Zα-ω])(?!\w)", text):
        text = f"{text[: found.start()]}derivative by {found[2]} of f {text[found.end() :]}"
        text = re.sub(rf"(?<![\w']){found[1]}\s*(?:\([a-zA-Zα-ω, ]+\))?\s*=\s*(?!=)", "f = ", text, count=1)
    return re.sub(r"\bof\s+(?:(?:[fgLy]\s+)?of\s+)+", "of ", text)
