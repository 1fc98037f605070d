"""A derivation over arrays: forward parts and backward cotangents side by side, and the Hessian where it is short."""

from __future__ import annotations

import textwrap
from itertools import pairwise, zip_longest

from rich.console import Console

from steepest.calculus.backward import BackwardPass
from steepest.calculus.dims import Shape, shape_text
from steepest.calculus.lower import lower
from steepest.calculus.operators import build
from steepest.calculus.raising import raised
from steepest.calculus.surface import Surface, rebuild, variable, variables, walk
from steepest.cli.terminal import show
from steepest.compute import deriving
from steepest.compute.deriving import Derivative
from steepest.notation.plain import name, plain

LONGEST_HESSIAN = 72  # columns


def show_backward(out: Console, part: Derivative) -> None:
    """The table of both passes: each line one rule, with its shapes; then the same as differentials."""
    backward = part.backward
    assert backward is not None
    rows = [("Forward", "shape", "Backward", "shape", "rule")]
    forward = [(f"{name(p.name)} = {plain(p.meaning)}", size(p.shape)) for p in backward.parts]
    back = [
        (f"{partial(p.name)} = {cotangent(p.cotangent)}", size(p.cotangent.shape), _rule(p.rule, p.because))
        for p in backward.pulls
    ]
    rows += [(*a, *b) for a, b in zip_longest(forward, back, fillvalue=("", "", ""))]
    _table(out, [(r[0], r[1], *r[-3:]) for r in rows])
    said = differentials(backward)
    if said:
        show(out)
        show(out, "As differentials:  ", said)


def _table(out: Console, rows: list[tuple[str, ...]]) -> None:
    """Columns side by side, the last one wrapped; for a narrow screen the two passes below each other."""
    widths = [max(len(row[k]) for row in rows) + 3 for k in range(4)]
    at = sum(widths)
    if at + 20 > out.width:
        for columns in ((0, 1), (2, 3, 4)):
            for k, row in enumerate(rows):
                cells = "".join(row[c].ljust(widths[c] if c < 4 else 0) for c in columns)
                show(out, (cells.rstrip(), "bold" if k == 0 else ""))
            show(out)
        return
    for k, row in enumerate(rows):
        first, *more = textwrap.wrap(row[4], max(20, out.width - at)) or [""]
        left = "".join(cell.ljust(w) for cell, w in zip(row[:4], widths, strict=True))
        show(out, ((left + first).rstrip(), "bold" if k == 0 else ""))
        for rest in more:
            show(out, " " * at + rest)


def _rule(rule: str, because: str) -> str:
    return f"{rule}: {because}" if because and not because.startswith("same shape") else rule


def size(shape: Shape) -> str:
    """A shape in words: "n × d", "a number"."""
    return shape_text(shape) if shape else "a number"


def partial(part: str) -> str:
    """∂f/∂part."""
    return f"∂f/∂{name(part)}"


def cotangent(e: Surface) -> str:
    """A cotangent with those of later parts as ∂f/∂part."""
    back = {v: variable("BACK" + str(v.data).removeprefix("d_"), v.shape) for v in walk(e) if _is_cotangent(v)}
    text = plain(rebuild(e, back, build))
    for v, stand_in in back.items():
        whole = partial(str(v.data).removeprefix("d_"))
        text = text.replace(name(str(stand_in.data)), whole if v is e else f"({whole})")
    return text


def _is_cotangent(v: Surface) -> bool:
    return v.op == "variable" and str(v.data).startswith("d_")


def differentials(backward: BackwardPass) -> str:
    """df = ⟨∂f/∂m, dm⟩ = … = ⟨∂f/∂w, dw⟩, for a chain in which every part is used once."""
    pulls = backward.pulls
    if len(pulls) < 2 or backward.parts[-1].shape:
        return ""
    for before, pull in pairwise(pulls):
        used = [v for v in variables(pull.cotangent) if v.startswith("d_")]
        if used != [f"d_{before.name}"]:
            return ""
    pieces = []
    whole: dict[str, Surface] = {}
    for p in pulls:
        given = {v: whole[str(v.data)] for v in walk(p.cotangent) if _is_cotangent(v)}
        slope = raised(lower(rebuild(p.cotangent, given, build)))
        whole[f"d_{p.name}"] = slope
        pieces.append(f"⟨{plain(slope)}, d{name(p.name)}⟩")
    return "df = " + " = ".join(pieces)


def show_hessian(out: Console, part: Derivative) -> None:
    """The second derivative of a number by a vector, where it fits on a line, and what it says about convexity."""
    if len(part.result.shape) != 1:
        return
    second = deriving.derive(part.function, part.wrt, 2)
    text = plain(second.result)
    if len(text) > LONGEST_HESSIAN:
        return
    show(out, "Hessian:  ", text, "   ", (f"{size(second.result.shape)}", "dim"))
