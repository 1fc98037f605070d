r"""What is typed where a function is asked for: of a definition, `f(x) = x^2`, the right side.

The left side is passed over where it only names the function: `f(x) =`, `y =`, `\hat{y} =`, `x ↦`, `f: x ->`. An
equation between two expressions stays what it is, and is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from steepest.notation.declarations import Declared
from steepest.notation.names import CONSTANTS, canonical, function
from steepest.notation.reading import Reading, Unreadable, Warned, reading
from steepest.notation.scanning import is_latex

_NAME = (
    r"(\\(?:hat|bar|tilde|widehat|mathcal|mathrm|mathbf|boldsymbol|operatorname|text|vec)\s*\{[^{}=]*\}|\\?[^\W\d_]+)"
    r"(?:_\{[^{}=]*\}|_\w+|\d+)?"
)
_ARGUMENT = r"\s*\\?[^\W\d]\w*(?:_?\{[^{}=]*\})?\s*"
_ARGUMENTS = rf"(?:\s*(?:\\left\s*)?(\({_ARGUMENT}(?:(?:[,;|]|\\mid){_ARGUMENT})*(?:\\right\s*)?\)))?"
_EQUALS = re.compile(rf"\s*{_NAME}{_ARGUMENTS}\s*(?::=|=(?!=)|&=)\s*(?=\S)")
_ARROW = re.compile(rf"\s*(?:{_NAME}\s*:\s*)?{_NAME.replace('(', '(?:', 1)}\s*(?:->|→|↦|⟼|\\mapsto\b|\\to\b)\s*(?=\S)")


def function_reading(
    text: str, shapes: Declared | str | None = None, syntax: str = "auto", names: Collection[str] = ()
) -> Reading | Unreadable:
    """A function as a person types it, shapes inferred from use; of a definition the right side, and that is said."""
    head = left_side(text)
    syntax = "latex" if syntax == "auto" and is_latex(text) else syntax
    found = reading(" " * head + text[head:], shapes, syntax, infer=True, names=names)
    if not head or isinstance(found, Unreadable):
        return found
    said = f"Only what stands behind `{text[:head].strip()}` is read."
    return replace(found, warnings=(Warned((0, head), "definition", said, None, False), *found.warnings))


def left_side(text: str) -> int:
    """How many characters of a left side stand before the function that they name.

    >>> left_side("f(x) = x^2"), left_side("x^2 + y^2 = 1")
    (7, 0)
    """
    if alone := re.match(r"\s*=(?!=)\s*(?=\S)", text):  # as a spreadsheet has it
        return alone.end()
    found = _EQUALS.match(text)
    if found is None:
        return _arrow(text)
    name, arguments, body = found[1].strip("\\"), found[2], text[found.end() :]
    if function(name) is not None or canonical(name) in CONSTANTS or not re.search(r"[^\W\d_]", body):
        return 0
    again = arguments is None and re.search(rf"(?<![^\W\d_]){re.escape(name)}(?![^\W\d_])", body)
    return 0 if again else found.end()


def _arrow(text: str) -> int:
    found = _ARROW.match(text)
    return found.end() if found else 0
