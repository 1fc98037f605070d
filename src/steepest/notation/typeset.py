r"""A derivation set in LaTeX: as an `align*` block to take away, and as a table for a notebook.

Notebooks set the LaTeX between `\(` and `\)` themselves; nothing is fetched.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from steepest.calculus.surface import Surface
from steepest.notation.latex import latex, name
from steepest.notation.steps import Chapter, Line, reason

_SPECIAL = {"_": r"\_", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "{": r"\{", "}": r"\}"}


def aligned(told: Sequence[Chapter], result: Surface, wrt: str) -> str:
    """The derivations as one `align*` block, the rules beside the lines."""
    rows = [row for chapter in told for row in _rows(chapter)]
    if not rows:
        rows = [rf"\frac{{\partial f}}{{\partial {name(wrt)}}} &= {latex(result)}"]
    return "\\begin{align*}\n  " + " \\\\\n  ".join(rows) + "\n\\end{align*}"


def _rows(chapter: Chapter) -> Iterable[str]:
    head = latex(chapter.start, chapter.partial) + " "
    for line in chapter.lines:
        yield f"{head}&= {latex(line.expression, chapter.partial)} && {_text(line.rule)}"
        head = ""
        for letter, part in line.letters:
            yield rf"&\phantom{{{{}}={{}}}} \text{{where }} {letter} = {latex(part, chapter.partial)}"


def _text(words: str) -> str:
    return r"\text{" + re.sub(r"[_%&#${}]", lambda m: _SPECIAL[m[0]], words) + "}"


def steps_html(told: Sequence[Chapter]) -> str:
    """The steps as an HTML table: the lines in LaTeX, each with its rule and why."""
    return "".join(_table(chapter) for chapter in told)


def _table(chapter: Chapter) -> str:
    rows = [_row(latex(chapter.start, chapter.partial), "")]
    for line in chapter.lines:
        rows.append(_row("= " + latex(line.expression, chapter.partial), _told(line)))
        rows += [_row(rf"\text{{where }} {x} = {latex(part, chapter.partial)}", "") for x, part in line.letters]
    return f'<table class="steepest-steps">{"".join(rows)}</table>'


def _told(line: Line) -> str:
    rule, _, why = reason(line).partition(": ")
    return f"<b>{html.escape(rule)}</b>" + (f": {html.escape(why)}" if why else "")


def _row(formula: str, told: str) -> str:
    left = f'<td style="text-align:left">{inline(formula)}</td>'
    return f'<tr>{left}<td style="text-align:left">{told}</td></tr>'


def inline(formula: str) -> str:
    r"""A formula for an HTML page that sets LaTeX: escaped, between `\(` and `\)`."""
    return rf"\(\displaystyle {html.escape(formula, quote=False)}\)"
