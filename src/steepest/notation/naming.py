r"""The names of variables given beside an expression, read as they are inside one: θ, `\theta`, x₁, `x_{1}`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from steepest.notation.grammar import Grammar
from steepest.notation.limits import too_much
from steepest.notation.names import CONSTANTS, canonical, function
from steepest.notation.scanning import is_latex, scan
from steepest.notation.unreadable import Unreadable
from steepest.notation.written import Part, inner

_WORD = re.compile(r"[^\W\d_]\w*")
_BETWEEN = re.compile(r"[,;\s]+")
_AROUND = {"(": ")", "[": "]", "{": "}"}
_LONGEST = 100  # characters


def named(given: str, known: Collection[str] = ()) -> str:
    r"""A name as it is kept; raises `Unreadable` for what is no name of a variable. `known` are names for certain.

    >>> named("θ"), named(r"\theta"), named("x_{1}"), named("x₁")
    ('theta', 'theta', 'x_1', 'x_1')
    """
    word = given.strip()
    short = canonical(word.removeprefix("\\"))
    if short in known:
        return short
    if len(word) > _LONGEST:
        raise too_much((0, 0), "The name of this variable is too long", _LONGEST)
    root = _parsed(word, known)
    if root is not None and root.kind == "name" and root.value not in CONSTANTS:
        return str(root.value)
    if _WORD.fullmatch(canonical(word)) and short not in CONSTANTS and function(short) is None:
        return short
    raise _refused(word, short, root)


def names(given: str | Iterable[str], known: Collection[str] = ()) -> tuple[str, ...]:
    """One name or several, with commas or spaces between them: "x, y", "(x, y)"."""
    if not isinstance(given, str):
        return tuple(dict.fromkeys(named(one, known) for one in given))
    try:
        return (named(given, known),)
    except Unreadable:
        word = given.strip()
        bare = word[1:-1] if word[-1:] == _AROUND.get(word[:1], "no") else word
        several = [one for one in _BETWEEN.split(bare) if one]
        if len(several) < 2 and bare == word:
            raise
        return tuple(dict.fromkeys(named(one, known) for one in several))


def by_name(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values under the names as they are kept; raises `Unreadable` where two of them are one name."""
    out: dict[str, Any] = {}
    for given, value in values.items():
        name = canonical(given)
        if name in out:
            raise Unreadable((0, 0), f"`{name}` is given twice.", "Give it one value.")
        out[name] = value
    return out


def absent(name: str, there: Collection[str]) -> str:
    """What is said of a derivative by a name that is not there.

    >>> absent("X", ["x"])
    '`X` does not occur in the function, so the derivative by it is 0. Did you mean `x`?'
    """
    said = f"`{name}` does not occur in the function, so the derivative by it is 0."
    meant = alike(name, there)
    return f"{said} Did you mean {' or '.join(f'`{n}`' for n in meant)}?" if meant else said


def alike(name: str, there: Collection[str]) -> tuple[str, ...]:
    """The names that a person may have meant by one that is not there: x, X, x_1 and x1 are alike."""
    base = _base(name)
    found = [n for n in there if _base(n) == base] or get_close_matches(name, list(there), n=1, cutoff=0.75)
    return tuple(found[:3])


def _base(name: str) -> str:
    return name.partition("_")[0].rstrip("0123456789").lower()


def _parsed(word: str, known: Collection[str]) -> Part | None:
    """What the word is as an expression, where it is one."""
    latex = is_latex(word)
    try:
        return inner(Grammar(scan(word, known, latex), known, latex).whole())
    except Unreadable:
        return None


def _refused(word: str, short: str, root: Part | None) -> Unreadable:
    shown = word if len(word) < 40 else word[:39] + "…"
    hint = "For example x, theta or x_1."
    if not word:
        return Unreadable((0, 0), "No variable is named.", hint)
    if short in CONSTANTS:
        who = "Euler's number" if short == "e" else "a number"
        hint = 'To make it a variable declare it, as in "e:".' if short == "e" else hint
        return Unreadable((0, 0), f"`{shown}` is {who} and not a variable.", hint)
    if function(short) is not None:
        return Unreadable((0, 0), f"`{shown}` is a function and not a variable.", hint)
    if root is not None and root.kind == "number":
        return Unreadable((0, 0), f"`{shown}` is a number and not a variable.", hint)
    return Unreadable((0, 0), f"`{shown}` is not the name of a variable.", hint)
