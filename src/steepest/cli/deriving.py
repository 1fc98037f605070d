"""`steepest derive`: the reading, the steps, the result, where it holds, and its proof."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from rich.console import Console

from steepest.calculus.dims import shape_text
from steepest.calculus.surface import variables
from steepest.cli.arrays import show_differentials, show_hessian, show_passes, stage_lines
from steepest.cli.asking import chosen, echoed, understood
from steepest.cli.said import holds, kinks_told, pieces, proof, rewritings
from steepest.cli.terminal import Exit, Stopped, as_json, console, show, stop
from steepest.compute.deriving import Derivative
from steepest.compute.facts import NoFact, fact_text, meaning, said
from steepest.compute.stably import Remark
from steepest.compute.viewing import claimed
from steepest.face import Derived, NoRule
from steepest.face import derive as derived
from steepest.notation.headings import TIMES, heading
from steepest.notation.pieces import Unwritable
from steepest.notation.plain import name, plain
from steepest.notation.reading import Reading
from steepest.notation.steps import Chapter, chapters, columns, reason
from steepest.notation.typeset import aligned


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed after `steepest derive`."""

    text: str
    wrt: str
    shapes: str
    order: int
    grain: str
    view: str  # a name of a view, or empty for the derivative as it stands
    steps: str  # "backward", "differentials", or empty for the usual telling
    assume: str
    stable: bool | None  # None: stable, and what was rewritten is told of arrays only
    hvp: bool
    code: str
    latex: bool
    json: bool


def derive(asked: Asked) -> None:
    """Print what was asked for; the exit code is 1 when the numerical proof fails."""
    found = understood(asked.text, asked.shapes, asked.wrt)
    names = chosen(found, asked.wrt)
    one = _derived(asked, found, names)
    view = asked.view.replace("-", " ").replace("_", " ")
    if view or asked.hvp:
        _fits(one, "map" if asked.hvp else view)
    if asked.json:
        from steepest.cli.listing import listed

        as_json(listed(found, one, asked.grain, view, asked.hvp, asked.code))
        return
    if asked.hvp or asked.code:
        sys.stdout.write(source(one, asked.code or "numpy", "map" if asked.hvp else view) + "\n")
        return
    if asked.latex:
        sys.stdout.write("\n\n".join(_latex(one, part, asked, view) for part in one.parts.values()) + "\n")
        return
    out = console()
    _show_reading(out, found, one, asked.assume)
    for part in one.parts.values():
        show(out)
        _show_part(out, one, part, asked, view)
    if asked.stable or asked.grain == "every" or any(p.shape or p.function.shape for p in one.parts.values()):
        _show_rewritten(out, rewritings(one, view))
    show(out)
    checked = one.check()
    show(out, *holds(one), " ", *proof(checked))
    for line in kinks_told(one):
        show(out, line)
    if not checked.passed:
        raise Stopped(Exit.UNDECIDED if checked.passed is None else Exit.NO)


def _derived(asked: Asked, found: Reading, names: tuple[str, ...]) -> Derived:
    order = max(2, asked.order) if asked.hvp else asked.order
    try:
        return derived(
            found.surface,
            names if len(names) > 1 else names[0],
            order,
            dict(found.shapes),
            said(asked.assume),
            stable=asked.stable is not False,
        )
    except NoFact as error:
        stop(f"--assume {asked.assume!r}: {error}", Exit.UNREADABLE)
    except NoRule as error:
        stop(f"{error}", Exit.NO_DERIVATIVE)


def _fits(one: Derived, view: str) -> None:
    """Stop where a view does not apply; the refusal names those that do."""
    from steepest.calculus.views import NoView

    try:
        for of in one.parts:
            one[of].view(view)
    except NoView as error:
        stop(str(error), Exit.NO_DERIVATIVE)


def source(one: Derived, target: str, view: str) -> str:
    """The result as source; of a view for each variable in turn."""
    try:
        if not view:
            return one.code(target).rstrip("\n")
        return "\n\n\n".join(one[of].view(view).code(target).rstrip("\n") for of in one.parts)
    except Unwritable as error:
        stop(str(error), Exit.NO_DERIVATIVE)


def _latex(one: Derived, part: Derivative, asked: Asked, view: str) -> str:
    if part.derivations and not view:
        return aligned(chapters(part.derivations, asked.grain, _partial(part)), part.result, part.wrt)
    from steepest.compute.stages import stages
    from steepest.notation.typeset import settled

    seen = one[part.wrt].view(view) if view else None
    left = heading(claimed(part, len(one.parts) == 1), view or "ambient", seen.direction if seen else "").latex
    lines = (
        [line for stage in stages(part) for line in stage_lines(stage, asked.steps, part.wrt)] if asked.steps else []
    )
    return settled(lines, left, seen.result if seen else part.result)


def _partial(part: Derivative) -> bool:
    return len(variables(part.function)) > 1


def _show_reading(out: Console, found: Reading, one: Derived, assume: str) -> None:
    formula = plain(found.surface)
    note = echoed(found)
    if 10 + max(41, len(formula) + 3) + len(note) <= out.width:
        show(out, ("Read as   ", "bold"), formula.ljust(38) + "   ", (note, "dim"))
    else:
        show(out, ("Read as   ", "bold"), formula)
        show(out, " " * 10, (note, "dim"))
    for n, fact in said(assume).items():
        show(out, ("Known     ", "bold"), f"{name(n)}: {fact_text(fact)}".ljust(38) + "   ", (meaning(fact), "dim"))
    for note in (*(w.message for w in found.warnings if not w.minor), *one.notes):
        show(out, ("Note      ", "bold yellow"), note)


def _show_part(out: Console, one: Derived, part: Derivative, asked: Asked, view: str) -> None:
    if part.derivations and not asked.steps and not view:
        told = chapters(part.derivations, asked.grain, _partial(part))
        for k, chapter in enumerate(told):
            if k:
                show(out)
                show(out, (f"The {TIMES.get(k + 1, f'{k + 1}th')} derivative", "bold"))
            _show_chapter(out, chapter, pieces(part, part.result) if k == len(told) - 1 else "")
        return
    for form in part.stabilised:
        formula = f"{plain(form.before)} = {plain(form.after)}"
        show(out, ("Stable    ", "bold"), formula.ljust(38) + "   ", (f"{form.form.name}: {form.form.because}", "dim"))
    if part.stabilised:
        show(out)
    if asked.grain != "result":
        _show_stages(out, part, asked.steps)
    _show_result(out, one, part, view)
    if part.order == 1 and not part.function.shape and asked.grain != "result" and not view:
        show_hessian(out, part)


def _show_stages(out: Console, part: Derivative, steps: str) -> None:
    from steepest.compute.stages import stages

    for k, stage in enumerate(stages(part)):
        if k:
            show(out)
            show(
                out, (f"The {TIMES.get(k + 1, f'{k + 1}th')} derivative: {stage.called} = ", "bold"), plain(stage.body)
            )
        if steps == "differentials":
            show_differentials(out, stage, part.wrt)
        else:
            show_passes(out, stage, chained=not steps)


def _show_rewritten(out: Console, told: tuple[Remark, ...]) -> None:
    """What programs run in place of what is shown, each rewriting by name."""
    for k, rewriting in enumerate(told):
        label = " " * 10 if k else "Runs as   "
        formula, _, because = rewriting.sentence.rpartition(", ")
        why = f"{rewriting.name}: {because}"
        if not k:
            show(out)
        if len(label) + len(formula) + 3 + len(why) <= out.width:
            show(out, (label, "bold"), formula.ljust(38) + "   ", (why, "dim"))
        else:
            show(out, (label, "bold"), formula)
            show(out, " " * 10, (why, "dim"))


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


def _show_result(out: Console, one: Derived, part: Derivative, view: str) -> None:
    """The result in the view asked for; an array of more than two axes as a map first, as it is read most easily."""
    is_array = bool(part.shape or part.result.shape)
    left = claimed(part, len(one.parts) == 1)
    names = one[part.wrt].views if is_array else ()
    if view or len(part.result.shape) > 2:
        seen = one[part.wrt].view(view or "map")
        formula = f"{heading(left, view or 'map', seen.direction).plain} = {plain(seen.result)}"
        show(out, (formula, "bold"))
        show(out, "    ", (seen.layout, "dim"))
    if not view:
        show(out, (f"{heading(left).plain} = {plain(part.result)}", "bold"), "   ", (layout(part), "dim"))
    others = [n.replace(" ", "-") for n in names if n != (view or "ambient")]
    if others:
        show(out, ("    other views: --view " + ", ".join(others), "dim"))


def layout(part: Derivative) -> str:
    """The shape of the result and whose it is."""
    shape = part.result.shape
    if not shape:
        return ""
    if part.order == 1 and not part.function.shape:
        return f"same shape as {name(part.wrt)}: {shape_text(shape)}"
    return f"shape: {shape_text(shape)}"
