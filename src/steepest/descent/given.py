"""What a person gives: a function as text, tree or expression, and arrays; what a problem is made from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from steepest.calculus.dims import Shape
from steepest.calculus.expr import Expr
from steepest.calculus.lower import lower
from steepest.calculus.surface import Surface
from steepest.descent.batches import Reader
from steepest.notation.declarations import Declared, declarations
from steepest.notation.reading import read
from steepest.notation.unreadable import Unreadable

Function = str | Surface | Expr


def text_of(f: Function) -> str:
    """What a sentence calls the function."""
    return f if isinstance(f, str) else "the function"


def expression(f: Function, shapes: Mapping[str, Shape]) -> Expr:
    """The core expression of a function whose names have these shapes; raises `Unreadable`."""
    if isinstance(f, Expr):
        return f
    if isinstance(f, Surface):
        return lower(f)
    found = read(f, shapes)
    if isinstance(found, Unreadable):
        raise found
    return lower(found)


def reader(f: Function, start: Mapping[str, Any], shapes: Declared | str | None = None) -> Reader:
    """The objective as a function of the shapes of the data; what is declared serves names that have no value."""
    declared = declarations(shapes)
    begin = {n: a.shape for n, a in start.items()}

    def at(sizes: Mapping[str, Shape]) -> Expr:
        return expression(f, {**declared, **begin, **sizes})

    return at
