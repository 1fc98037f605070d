r"""A derivation set in LaTeX: as an `align*` block to take away, and as a table for a notebook.

For a notebook the formulas are MathML, which every browser sets by itself; nothing is fetched and no script runs.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from steepest.calculus.backward import BackwardPass
from steepest.calculus.surface import Surface
from steepest.notation.latex import latex, name
from steepest.notation.mathml import mathml
from steepest.notation.passes import Told, told_latex
from steepest.notation.steps import Chapter, Line, reason

_SPECIAL = {"_": r"\_", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "{": r"\{", "}": r"\}"}


def aligned(told: Sequence[Chapter], result: Surface, wrt: str) -> str:
    """The derivations as one `align*` block, the rules beside the lines."""
    rows = [row for chapter in told for row in _rows(chapter)]
    if not rows:
        rows = [rf"\frac{{\partial f}}{{\partial {name(wrt)}}} &= {latex(result)}"]
    return "\\begin{align*}\n  " + " \\\\\n  ".join(rows) + "\n\\end{align*}"


def settled(lines: Sequence[Told], left: str, result: Surface) -> str:
    """The lines of a pass and, last, the result with what stands on its left, as one `align*` block."""
    rows = [one.formula.replace(" = ", " &= ", 1) + (f" && {_text(one.rule)}" if one.rule else "") for one in lines]
    rows.append(f"{left} &= {latex(result)}")
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


# ---------------------------------------------------------------- for a notebook


@dataclass(frozen=True, slots=True)
class Setting:
    """What a notebook shows of a derivative by one variable."""

    claim: str  # the left side in LaTeX, not yet carried out
    told: Sequence[Chapter]
    backward: BackwardPass | None
    result: Surface
    conditions: Sequence[str]
    nowhere: bool  # one of the conditions never holds


def notebook(parts: Sequence[Setting]) -> str:
    """The derivative as HTML: its steps or its two passes, the result, and where it holds."""
    return f'<div class="steepest">{"".join(_part(part) for part in parts)}</div>'


def _part(part: Setting) -> str:
    said = "".join(f"<li>{html.escape(one)}</li>" for one in part.conditions)
    return "".join(
        (
            "".join(_table(chapter) for chapter in part.told),
            "" if part.backward is None or not part.backward.parts else _passes(part.backward),
            "" if part.told else f"<p>{mathml(part.claim + ' = ' + latex(part.result))}</p>",
            f"<p>Holds {'nowhere' if part.nowhere else 'where'}:</p><ul>{said}</ul>" if said else "",
        )
    )


def _table(chapter: Chapter) -> str:
    rows = [_row(mathml(latex(chapter.start, chapter.partial)), "")]
    for line in chapter.lines:
        rows.append(_row(mathml("= " + latex(line.expression, chapter.partial)), _told(line)))
        rows += [_row(mathml(rf"\text{{where }} {x} = {latex(part, chapter.partial)}"), "") for x, part in line.letters]
    return f"<table>{''.join(rows)}</table>"


def _told(line: Line) -> str:
    rule, _, why = reason(line).partition(": ")
    return f"<b>{html.escape(rule)}</b>" + (f": {html.escape(why)}" if why else "")


def _passes(found: BackwardPass) -> str:
    head = "".join(f"<th {LEFT}>{word}</th>" for word in ("Forward", "shape", "Backward", "shape", "rule"))
    both = zip_longest(*told_latex(found), fillvalue=Told("", ""))
    rows = [
        _row(_formula(a.formula), html.escape(a.shape), _formula(b.formula), html.escape(b.shape), html.escape(b.rule))
        for a, b in both
    ]
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _formula(formula: str) -> str:
    return mathml(formula) if formula else ""


def _row(*cells: str) -> str:
    return f"<tr>{''.join(f'<td {LEFT}>{cell}</td>' for cell in cells)}</tr>"


LEFT = 'style="text-align: left; padding: 0.2em 1em 0.2em 0"'
