"""What a person gives: a function as text, tree or expression, and arrays; what a problem is made from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from steepest.calculus import surface
from steepest.calculus.dims import Shape, dim_substitute
from steepest.calculus.expr import Expr, variables
from steepest.calculus.lower import lower
from steepest.calculus.operators import build
from steepest.calculus.raising import raised
from steepest.calculus.surface import Surface
from steepest.compute.sizes import sizes_of
from steepest.descent.batches import Reader
from steepest.notation.declarations import Declared, declarations
from steepest.notation.reading import reading
from steepest.notation.unreadable import Unreadable

Function = str | Surface | Expr


def text_of(f: Function) -> str:
    """What a sentence calls the function."""
    return f if isinstance(f, str) else "the function"


def expression(f: Function, shapes: Mapping[str, Shape], names: Collection[str] = ()) -> Expr:
    """The core expression of a function whose names have these shapes; raises `Unreadable`.

    `names` are further words that are one name each.
    """
    if isinstance(f, Expr):
        return f if not _letters(variables(f)) else lower(_sized(raised(f), shapes))
    if isinstance(f, Surface):
        return lower(_sized(f, shapes))
    found = reading(f, shapes, names=names)
    if isinstance(found, Unreadable):
        raise found
    return lower(found.surface)


def _letters(shapes: Mapping[str, Shape]) -> bool:
    return any(not isinstance(d, int) for shape in shapes.values() for d in shape)


def _sized(root: Surface, shapes: Mapping[str, Shape]) -> Surface:
    """A tree whose letters for sizes are the numbers that the values have."""
    own = surface.variables(root)
    if not _letters(own):
        return root
    whole = {n: tuple(d for d in s if isinstance(d, int)) for n, s in shapes.items() if n in own}
    known = sizes_of({n: s for n, s in own.items() if n in whole}, whole)
    replace: dict[Surface, Surface] = {}
    for e in surface.walk(root):
        if e.op == "variable" and e.shape:
            name = str(e.data)
            replace[e] = surface.variable(name, shapes.get(name, e.shape))
        elif e.op == "size":
            replace[e] = build("size", (), dim_substitute(e.data, known))  # type: ignore[arg-type]
    return surface.rebuild(root, replace, build)


def reader(f: Function, start: Mapping[str, Any], shapes: Declared | str | None = None) -> Reader:
    """The objective as a function of the shapes of the data; what is declared serves names that have no value."""
    declared = declarations(shapes)
    begin = {n: a.shape for n, a in start.items()}

    def at(sizes: Mapping[str, Shape]) -> Expr:
        return expression(f, {**declared, **begin, **sizes})

    return at
