"""A derivation over arrays: forward parts and backward cotangents side by side, and the Hessian where it is short."""

from __future__ import annotations

import textwrap
from itertools import zip_longest
from typing import TYPE_CHECKING
from unicodedata import combining

from rich.console import Console

from steepest.calculus.expr import variable
from steepest.calculus.lower import lower
from steepest.calculus.stable import stable
from steepest.cli.said import condition
from steepest.cli.terminal import show
from steepest.compute import deriving
from steepest.compute.deriving import Derivative
from steepest.notation.passes import LATEX, PLAIN, Told, chain, size, told, told_differentials
from steepest.notation.plain import name, plain

if TYPE_CHECKING:  # only for tellings of arrays
    from steepest.compute.stages import Stage

LONGEST_HESSIAN = 72  # columns


def show_passes(out: Console, stage: Stage, chained: bool) -> None:
    """The table of both passes: each line one rule, with its shapes; of a chain also the chain of differentials."""
    forward, back = told(stage.backward, PLAIN)
    rows = [("Forward", "shape", "Backward", "shape", "rule")]
    for a, b in zip_longest(forward, back, fillvalue=Told("", "")):
        rows.append((a.formula, a.shape, b.formula, b.shape, ruled(b, stage)))
    _table(out, rows)
    said = chain(stage.backward) if chained else ""
    show(out)
    if said:
        show(out, "As differentials:  ", said)


def show_differentials(out: Console, stage: Stage, wrt: str) -> None:
    """d of every part in turn, and the gradient read off."""
    lines = told_differentials(stage.differentials, wrt, stage.whole, stage.result, PLAIN)
    forward, _ = told(stage.backward, PLAIN)
    rows = [("Part", "shape", "Its differential", "shape", "rule")]
    for a, b in zip_longest(forward, lines, fillvalue=Told("", "")):
        rows.append((a.formula, a.shape, b.formula, b.shape, ruled(b, stage)))
    _table(out, rows)
    show(out)


def stage_lines(stage: Stage, steps: str, wrt: str) -> tuple[Told, ...]:
    """The lines of a stage in LaTeX, told backward or in differentials."""
    if steps == "differentials":
        return told_differentials(stage.differentials, wrt, stage.whole, stage.result, LATEX)
    forward, back = told(stage.backward, LATEX)
    return (*forward, *back)


def ruled(line: Told, stage: Stage) -> str:
    """The rule of a line, with what it asks for."""
    asked = dict.fromkeys(condition(c) for of in line.parts for c in stage.conditions.get(of, ()))
    return line.rule + (f", where {' and '.join(asked)}" if asked and line.rule else "")


def _table(out: Console, rows: list[tuple[str, str, str, str, str]]) -> None:
    """Both passes side by side; on a narrow screen below each other; what stands beside a long formula, below it."""
    most = max(24, out.width - 40)
    widths = [max(w for row in rows if (w := _columns(row[k])) <= most or not row[k]) + 3 for k in range(4)]
    beside = sum(widths) + 20 <= out.width and all(_columns(row[k]) <= most for row in rows for k in range(4))
    for columns in ((0, 1, 2, 3),) if beside else ((0, 1), (2, 3)):
        at = sum(widths[c] for c in columns)
        for k, row in enumerate(rows):
            if not any(row[c] for c in columns):
                continue
            rule = row[4] if 3 in columns else ""
            first, *more = textwrap.wrap(rule, max(20, out.width - at)) or [""]
            formula = row[columns[0]]
            if _columns(formula) > most:
                show(out, formula)
                formula = ""
            left = "".join(_filled(formula if c == columns[0] else row[c], widths[c]) for c in columns)
            show(out, ((left + first).rstrip(), "bold" if k == 0 else ""))
            for rest in more:
                show(out, " " * at + rest)
        if columns == (0, 1):
            show(out)


def _columns(text: str) -> int:
    """The columns a text takes: a bar over a letter takes none."""
    return sum(not combining(c) for c in text)


def _filled(text: str, columns: int) -> str:
    return text + " " * (columns - _columns(text))


def show_hessian(out: Console, part: Derivative) -> None:
    """The second derivative of a number by a vector, where it fits on a line, and what it says about convexity."""
    if len(part.result.shape) != 1:
        return
    second = deriving.derive(part.function, part.wrt, 2, part.shape, part.facts, part.body is part.function)
    text = plain(second.result)
    if len(text) > LONGEST_HESSIAN:
        return
    bent = {"convex": "positive semidefinite: f is convex", "concave": "negative semidefinite: f is concave"}
    said = bent.get(_curvature(part), "")
    shape = size(second.result.shape)
    show(out, "Hessian:  ", text, "   ", (f"{shape}, {said} in {name(part.wrt)}" if said else shape, "dim"))


def _curvature(part: Derivative) -> str:
    """What is proved about the curvature by the form of the function: "convex", "concave", "affine" or "unknown"."""
    from steepest.descent.convexity import of_expression

    body, _ = stable(part.function)
    return of_expression(lower(body), [variable(part.wrt, part.shape)], {}).kind
