"""What lessons and questions ask of the engine: read, derive, compute, compare; plain functions on its floors.

>>> slope("sin(3x^2)", "x").text
'6*x*cos(3*x^2)'
>>> value("3^2 + 1")
10.0
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from flint import ctx

from steepest.calculus.expr import Expr
from steepest.calculus.lower import lower
from steepest.calculus.surface import Surface, variables
from steepest.compute.balls import exact
from steepest.compute.deriving import derive
from steepest.compute.same import Same, same
from steepest.compute.tape import NotScalar, taped
from steepest.notation.latex import latex
from steepest.notation.plain import plain
from steepest.notation.reading import Reading, reading
from steepest.notation.spoken import spoken
from steepest.notation.text import write
from steepest.notation.typst import typst
from steepest.notation.unreadable import Unreadable

__all__ = [
    "Formula",
    "Reading",
    "Same",
    "Unreadable",
    "core",
    "equal",
    "latex_of",
    "names",
    "read",
    "slope",
    "told",
    "understood",
    "value",
]


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression with the ways to show it."""

    surface: Surface

    @property
    def text(self) -> str:
        """What can be typed in again."""
        return write(self.surface)

    @property
    def plain(self) -> str:
        """On one line, in Unicode."""
        return plain(self.surface)

    @property
    def latex(self) -> str:
        """For pages."""
        return latex(self.surface)

    @property
    def typst(self) -> str:
        """For paper."""
        return typst(self.surface)

    @property
    def spoken(self) -> str:
        """For voices."""
        return spoken(self.surface)


def read(text: str, syntax: str = "auto") -> Surface:
    """The expression in a text; raises `Unreadable`."""
    found = understood(text, syntax)
    if isinstance(found, Unreadable):
        raise found
    return found.surface


def understood(text: str, syntax: str = "auto") -> Reading | Unreadable:
    """The expression in a text with its warnings, or where it cannot be read."""
    return reading(text, syntax=syntax)


def slope(text: str | Surface, wrt: str, order: int = 1) -> Formula:
    """The derivative, in the form a teacher would write."""
    return Formula(derive(read(text) if isinstance(text, str) else text, wrt, order).result)


def told(text: str, wrt: str, order: int = 1) -> tuple[str, list[tuple[str, str, str]]]:
    """The derivation as a teacher writes it: where it starts, in LaTeX, then each line with its rule and the reason."""
    found = derive(read(text), wrt, order)
    partial = len(variables(found.function)) > 1
    steps = [step for one in found.derivations for step in one.steps]
    start = latex(found.derivations[0].start, partial) if found.derivations else ""
    return start, [(latex(step.after, partial), step.name, step.because) for step in steps]


def core(text: str | Surface) -> Expr:
    """The core expression of a text."""
    return lower(read(text) if isinstance(text, str) else text)


def equal(a: str | Surface, b: str | Surface) -> Same:
    """Are two expressions equal, with the place that shows the difference?"""
    first, second = (read(t) if isinstance(t, str) else t for t in (a, b))
    return same(lower(first), lower(second), (first, second))


def value(text: str | Surface, at: Mapping[str, object] | None = None) -> float:
    """The value at a point; nan where it is not defined. Coordinates may be expressions themselves, such as "pi/2"."""
    expression = core(text)
    try:
        tape = taped(expression)
    except NotScalar:
        return float("nan")
    with ctx.workprec(128):
        point = {name: _coordinate(v) for name, v in (at or {}).items()}
        if any(name not in point for name in tape.variables):
            return float("nan")
        ball = tape.run(point)[tape.out[0]]
        return float("nan") if ball is None else float(ball)


def _coordinate(v: object):  # type: ignore[no-untyped-def]
    if isinstance(v, str):
        tape = taped(core(v))
        ball = tape.run({})[tape.out[0]]
        return exact(Fraction(0)) if ball is None else ball
    return exact(Fraction(str(v)))


def names(text: str | Surface) -> tuple[str, ...]:
    """The variables of an expression, in order of first appearance."""
    return tuple(variables(read(text) if isinstance(text, str) else text))


def latex_of(text: str) -> str:
    """An expression as people type it, in LaTeX."""
    return Formula(read(text)).latex
