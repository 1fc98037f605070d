"""What was typed, as the jobs take it: the reading, the variables, and the programs the browser runs."""

from __future__ import annotations

from collections.abc import Collection

from steepest.calculus.derive import derivation
from steepest.calculus.slopes import NoRule
from steepest.calculus.surface import Surface, variables
from steepest.face import Derived
from steepest.notation import naming
from steepest.notation.definitions import function_reading
from steepest.notation.latex import latex
from steepest.notation.pieces import Unwritable
from steepest.notation.program import program
from steepest.notation.reading import Reading, Unreadable
from steepest.web.work import Answer, Arguments, Refused

USUAL = ("x", "w", "W", "theta")  # what a derivative is taken by when nobody says


def understood(arguments: Arguments) -> Reading:
    """The text as read; raises `Unreadable`."""
    text, shapes, syntax = (
        str(arguments.get(n, usual)) for n, usual in (("text", ""), ("shapes", ""), ("syntax", "auto"))
    )
    found = function_reading(text, shapes, syntax, asked(str(arguments.get("wrt", ""))))
    if isinstance(found, Unreadable):
        raise found
    return found


def chosen(found: Reading, wrt: str, everything: bool = False) -> tuple[str, ...]:
    """The variables to derive by: those asked for, else the natural one (x, weights, or the first), or all."""
    names = tuple(variables(found.surface))
    if by := asked(wrt, names):
        return by
    if everything:
        return tuple(sorted(names)) if set(names) <= {"x", "y", "z"} else names
    return next(((name,) for name in USUAL if name in names), names[:1] or ("x",))


def asked(wrt: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """The names in a field of variables; none where it is empty."""
    try:
        return naming.names(wrt, known) if wrt.strip() else ()
    except Unreadable as problem:
        raise Refused(f"With respect to: {problem}") from None


def graph_program(surface: Surface, names: tuple[str, ...], text: str, higher: Derived | None = None) -> Answer | None:
    """f, its first derivatives and one of a higher order for the browser; None for a function of arrays."""
    try:
        parts = {"f": surface, **{f"d/d{name}": derivation(surface, name).result for name in names}}
        if higher is not None:
            first = higher.parts[names[0]]
            parts |= {f"d{first.order}/d{first.wrt}": first.result} if first.order > 1 else {}
        return {"text": text, "latex": latex(surface), "wrt": list(names), "program": program(parts, names)}
    except (Unwritable, NoRule):
        return None
