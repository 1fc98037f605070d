"""`steepest derive`: the reading, the steps, the result, where it holds, and its proof."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from rich.console import Console

from steepest.calculus.dims import shape_text
from steepest.calculus.surface import variables
from steepest.cli.arrays import show_backward, show_hessian
from steepest.cli.asking import chosen, echoed, understood
from steepest.cli.said import holds, kinks_told, pieces, proof
from steepest.cli.terminal import Exit, Stopped, as_json, console, show, stop
from steepest.compute.deriving import Derivative
from steepest.face import Derived, NoRule
from steepest.face import derive as derived
from steepest.notation.pieces import Unwritable
from steepest.notation.plain import name, plain
from steepest.notation.reading import Reading
from steepest.notation.steps import Chapter, chapters, columns, reason
from steepest.notation.typeset import aligned

ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed after `steepest derive`."""

    text: str
    wrt: str
    shapes: str
    order: int
    grain: str
    code: str
    latex: bool
    json: bool


def derive(asked: Asked) -> None:
    """Print what was asked for; the exit code is 1 when the numerical proof fails."""
    found = understood(asked.text, asked.shapes)
    names = chosen(found, asked.wrt)
    try:
        one = derived(found.surface, names if len(names) > 1 else names[0], asked.order, dict(found.shapes))
    except NoRule as error:
        stop(f"{error}", Exit.NO_DERIVATIVE)
    if asked.code:
        sys.stdout.write(_source(one, asked.code) + "\n")
        return
    if asked.latex:
        sys.stdout.write("\n\n".join(_latex(part, asked.grain) for part in one.parts.values()) + "\n")
        return
    if asked.json:
        from steepest.cli.listing import listed

        as_json(listed(found, one, asked.grain))
        return
    out = console()
    _show_reading(out, found)
    for part in one.parts.values():
        show(out)
        _show_part(out, part, asked.grain, len(one.parts) > 1)
    show(out)
    checked = one.check()
    show(out, *holds(one), " ", *proof(checked))
    for line in kinks_told(one):
        show(out, line)
    if not checked.passed:
        raise Stopped(Exit.NO)


def _source(one: Derived, target: str) -> str:
    try:
        return one.code(target).rstrip("\n")
    except Unwritable as error:
        stop(str(error), Exit.NO_DERIVATIVE)


def _latex(part: Derivative, grain: str) -> str:
    return aligned(chapters(part.derivations, grain, _partial(part)), part.result, part.wrt)


def _partial(part: Derivative) -> bool:
    return len(variables(part.function)) > 1


def _show_reading(out: Console, found: Reading) -> None:
    formula = plain(found.surface)
    note = echoed(found)
    if 10 + max(41, len(formula) + 3) + len(note) <= out.width:
        show(out, ("Read as   ", "bold"), formula.ljust(38) + "   ", (note, "dim"))
    else:
        show(out, ("Read as   ", "bold"), formula)
        show(out, " " * 10, (note, "dim"))
    for warning in found.warnings:
        if not warning.minor:
            show(out, ("Note      ", "bold yellow"), warning.message)


def _show_part(out: Console, part: Derivative, grain: str, several: bool) -> None:
    if part.derivations:
        told = chapters(part.derivations, grain, _partial(part))
        for k, chapter in enumerate(told):
            if k:
                show(out)
                show(out, (f"The {ORDINALS.get(k + 1, f'{k + 1}th')} derivative", "bold"))
            _show_chapter(out, chapter, pieces(part, part.result) if k == len(told) - 1 else "")
        return
    for one in part.stabilised:
        said = f"{plain(one.before)} = {plain(one.after)}"
        show(out, ("Stable    ", "bold"), said.ljust(38) + "   ", (one.form.because, "dim"))
    if part.stabilised:
        show(out)
    if part.backward is not None and part.backward.parts and grain != "result" and part.order == 1:
        show_backward(out, part)
    _show_result(out, part, several)
    if part.order == 1 and not part.function.shape and grain != "result":
        show_hessian(out, part)


def _show_chapter(out: Console, chapter: Chapter, ending: str) -> None:
    show(out, "  ", plain(chapter.start, chapter.partial))
    formulas = [plain(line.expression, chapter.partial) for line in chapter.lines]
    if ending:
        formulas[-1] = ending
    rows = [(f"= {formula}", reason(line)) for formula, line in zip(formulas, chapter.lines, strict=True)]
    for (left, right, beside), line in zip(columns(rows, out.width), chapter.lines, strict=True):
        last = line is chapter.lines[-1]
        style = "bold" if last else ""
        if beside:
            show(out, (left, style), (right, "dim"))
        else:
            show(out, (left, style))
            show(out, "      ", (right, "dim"))
        for letter, part in line.letters:
            show(out, "      ", f"{letter} = {plain(part, chapter.partial)}")


def _show_result(out: Console, part: Derivative, several: bool) -> None:
    show(out, (f"{heading(part, several)} = {plain(part.result)}", "bold"), "   ", (layout(part), "dim"))


def heading(part: Derivative, several: bool) -> str:
    """∇f, ∂f/∂W, ∂²f/∂w²: what the result is."""
    if part.order == 1:
        gradient = part.result.shape and not part.function.shape and not several
        return "∇f" if gradient else f"∂f/∂{name(part.wrt)}"
    raised = "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(c)] for c in str(part.order))
    return f"∂{raised}f/∂{name(part.wrt)}{raised}"


def layout(part: Derivative) -> str:
    """The shape of the result and whose it is."""
    shape = part.result.shape
    if not shape:
        return ""
    if part.order == 1 and not part.function.shape:
        return f"same shape as {name(part.wrt)}: {shape_text(shape)}"
    return f"shape: {shape_text(shape)}"
