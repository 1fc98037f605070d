"""From the words on the command line to what is asked: the function as read, its variables, what was inferred."""

from __future__ import annotations

from steepest.calculus.surface import variables
from steepest.cli.terminal import Exit, refuse, stop
from steepest.notation.definitions import function_reading
from steepest.notation.naming import names
from steepest.notation.plain import name
from steepest.notation.reading import Reading, Unreadable

FIRST = ("x", "w", "W", "theta", "t", "z", "u")  # what a derivative is taken by when nobody says


def understood(text: str, shapes: str, wrt: str = "") -> Reading:
    """A text as read, shapes inferred from use where they are not given; else the refusal on standard error.

    The variables that are asked for are one name each.
    """
    try:
        found = function_reading(text, shapes or None, names=_asked(wrt))
    except Unreadable as error:  # the declarations
        refuse(shapes, error)
    if isinstance(found, Unreadable):
        refuse(text, found)
    return found


def chosen(found: Reading, wrt: str) -> tuple[str, ...]:
    """The variables to derive by: those asked for, else the natural one."""
    there = tuple(variables(found.surface))
    if asked := _asked(wrt, there):
        return asked
    if not there:
        stop("There is no variable in this. Say which one is meant: --wrt x", Exit.NO_DERIVATIVE)
    return next(((one,) for one in FIRST if one in there), there[:1])


def _asked(wrt: str, there: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The names in --wrt; stops where there is something else."""
    if not wrt.strip():
        return ()
    try:
        return names(wrt, there)
    except Unreadable as error:
        stop(f"--wrt {wrt!r}: {error}", Exit.UNREADABLE)


def echoed(found: Reading) -> str:
    """How the names were taken: "x is a number", or the shapes of all that are not."""
    there = variables(found.surface)
    arrays = found.declared if any(there.values()) else ""
    numbers = [name(n) for n, shape in there.items() if not shape]
    if arrays:
        return arrays + ("   (inferred from use)" if found.inferred else "")
    if not numbers:
        return ""
    return f"{numbers[0]} is a number" if len(numbers) == 1 else f"{', '.join(numbers)} are numbers"
