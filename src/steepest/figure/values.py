"""Values for figures: an expression as a function of arrays, run by the engine's own printed program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from steepest.calculus.surface import Surface, variables
from steepest.compute.deriving import derive
from steepest.compute.program import compile
from steepest.notation.reading import read
from steepest.notation.unreadable import Unreadable

Array = NDArray[np.float64]


class Undrawable(Exception):
    """A figure whose options do not make a picture; the sentence says which and why."""


def expression(text: str) -> Surface:
    """The expression in a text."""
    found = read(text)
    if isinstance(found, Unreadable):
        raise Undrawable(f"`{text}` cannot be read: {found.message}")
    return found


def names(f: Surface, wrt: str | None = None) -> tuple[str, ...]:
    """The variables of an expression, `wrt` (letters separated by commas) first."""
    found = tuple(variables(f))
    first = tuple(n.strip() for n in wrt.split(",")) if wrt else ()
    return (*first, *(n for n in found if n not in first))


def slope(f: Surface, name: str) -> Surface:
    """The derivative by one variable."""
    return derive(f, name).result


def function(f: Surface, order: tuple[str, ...], held: Mapping[str, float] | None = None) -> Callable[..., Any]:
    """The expression as a function of arrays, in the order of these names; other names are held."""
    program = compile(f, order)
    kept = {n: v for n, v in (held or {}).items() if n not in order and n in program.arguments}

    def run(*arrays: Any) -> Any:
        return program(**dict(zip(order, arrays, strict=True)), **kept)

    return run
