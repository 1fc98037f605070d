"""The output formats: one row each; adding a row adds a format everywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from steepest.calculus.surface import Surface
from steepest.notation.code import code as program_source
from steepest.notation.latex import latex
from steepest.notation.pieces import Unwritable
from steepest.notation.plain import plain
from steepest.notation.program import program_text
from steepest.notation.spoken import spoken
from steepest.notation.text import write
from steepest.notation.typst import typst


@dataclass(frozen=True, slots=True)
class Format:
    """A row: a way to write an expression down."""

    name: str
    write: Callable[[Surface], str]  # raises Unwritable where the format has no words
    ending: str  # of a file that holds it
    because: str


def code(surface: Surface, target: str) -> str:
    """The expression in a format by name; raises `Unwritable`, also for a name that is no format."""
    row = FORMATS.get(target)
    if row is None:
        raise Unwritable(f"`{target}`", "Steepest", f"It writes {', '.join(FORMATS)}.")
    return row.write(surface)


_ROWS = (
    Format("text", write, ".txt", "what can be typed in again"),
    Format("plain", plain, ".txt", "mathematics in Unicode, for terminals and running text"),
    Format("latex", latex, ".tex", "papers, slides, and the formulas on the pages"),
    Format("typst", typst, ".typ", "the paper editions of the lessons"),
    Format("spoken", spoken, ".txt", "English for screen readers"),
    Format("numpy", partial(program_source, target="numpy"), ".py", "arrays, everywhere"),
    Format("python", partial(program_source, target="python"), ".py", "numbers, in microseconds, without NumPy"),
    Format("jax", partial(program_source, target="jax"), ".py", "compiled, on accelerators"),
    Format("torch", partial(program_source, target="torch"), ".py", "PyTorch tensors"),
    Format("json", program_text, ".json", "what the browser runs, without eval"),
)

FORMATS = {row.name: row for row in _ROWS}
