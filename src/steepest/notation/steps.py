r"""A derivation as lines that a person reads: the same for terminals, notebooks and pages.

A line is what the derivation has become, the rule that made it so, and why. A step that changes nothing to be seen is
left out, and in a long line the parts that stay as they are get a letter: `A · d/dx 3x²   where A = …`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from steepest.calculus.derive import Derivation, Step, lines
from steepest.calculus.operators import build
from steepest.calculus.steps import TIDY
from steepest.calculus.surface import Surface, variable, variables, walk
from steepest.notation.plain import plain

WIDEST = 64  # columns; longer lines are folded
FOLDED = 12  # columns that a part must have to be worth a letter
LETTERS = "ABCDEFGHKLMNPQRSTUVW"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a derivation, and under which rule it follows from the one before."""

    expression: Surface
    rule: str
    because: str
    letters: tuple[tuple[str, Surface], ...] = ()  # the parts folded for the first time in this line
    full: Surface | None = None  # the line with nothing folded, where something is


@dataclass(frozen=True, slots=True)
class Chapter:
    """The derivation of one order: d/dx of something, and the lines that follow."""

    start: Surface
    lines: tuple[Line, ...]
    partial: bool  # other variables are held: ∂ instead of d


def chapters(derivations: Sequence[Derivation], grain: str = "teacher", partial: bool = False) -> tuple[Chapter, ...]:
    """The derivations, one an order, as a reader sees them at a grain: "every", "teacher" or "result"."""
    return tuple(
        Chapter(one.start, _lines(lines(one.steps, grain), one.result, partial), partial) for one in derivations
    )


def _lines(steps: Iterable[Step], result: Surface, partial: bool) -> tuple[Line, ...]:
    out: list[Line] = []
    given: dict[Surface, str] = {}
    for step in steps:
        if out and plain(step.before, partial) == plain(step.after, partial):
            continue
        shown = step.after
        letters: tuple[tuple[str, Surface], ...] = ()
        if step.after is not result and len(plain(step.after, partial)) > WIDEST:
            new = _worth_a_letter(step, given)
            letters = tuple((letter, _folded(part, given)) for part, letter in new.items())
            given |= new
            shown = _folded(step.after, given)
        if out and step.name == TIDY.name == out[-1].rule and not out[-1].letters:
            out.pop()
        full = step.after if shown is not step.after else None
        out.append(Line(shown, step.name, step.because, letters, full))
    return tuple(out)


def _worth_a_letter(step: Step, given: Mapping[Surface, str]) -> dict[Surface, str]:
    """The long parts beside an open derivative that are settled, each with a new letter."""
    unsettled = _unsettled(step.after)
    taken = {*variables(step.after), *given.values()}
    free = (letter for letter in LETTERS if letter not in taken)
    new: dict[Surface, str] = {}
    for e in walk(step.after):
        if e in unsettled and e.op not in ("derivative", "prime"):
            for part in _settled(e, unsettled):
                if part not in given and part not in new and len(plain(_folded(part, given))) >= FOLDED:
                    letter = next(free, "")
                    if letter:
                        new[part] = letter
    return new


def _unsettled(root: Surface) -> set[Surface]:
    """The nodes with a derivative still to be carried out in them."""
    out: set[Surface] = set()
    for e in walk(root):
        if e.op in ("derivative", "prime") or any(a in out for a in e.args):
            out.add(e)
    return out


def _settled(e: Surface, unsettled: set[Surface]) -> list[Surface]:
    """The arguments that are settled; the settled factors of a product together."""
    rest = [a for a in e.args if a not in unsettled]
    if e.op == "mul" and len(rest) > 1 and not e.shape:
        return [build("mul", tuple(rest))]
    return rest


def _folded(root: Surface, letters: Mapping[Surface, str]) -> Surface:
    """The line with the parts that have a letter exchanged for it; what stands inside an open derivative stays."""
    done: dict[Surface, Surface] = {}
    for e in walk(root):
        if e in letters:
            done[e] = variable(letters[e])
        elif e.op in ("derivative", "prime"):
            done[e] = e
        else:
            args = tuple(done[a] for a in e.args)
            if e.op == "mul":
                args = _factors_folded(e.args, args, letters)
            done[e] = (
                e if args == e.args else args[0] if e.op == "mul" and len(args) == 1 else build(e.op, args, e.data)
            )
    return done[root]


def _factors_folded(
    factors: tuple[Surface, ...], written: tuple[Surface, ...], letters: Mapping[Surface, str]
) -> tuple[Surface, ...]:
    """The factors of a product, those that together have a letter exchanged for it."""
    for part in sorted(letters, key=lambda part: -len(part.args)):
        if part.op == "mul" and len(part.args) > 1 and set(part.args) <= set(factors):
            rest = [w for f, w in zip(factors, written, strict=True) if f not in part.args]
            return (variable(letters[part]), *rest)
    return written


def unfolded(line: Line) -> Surface:
    """The line with nothing folded."""
    return line.full or line.expression


# ---------------------------------------------------------------- for a terminal


def columns(rows: Sequence[tuple[str, str]], width: int) -> list[tuple[str, str, bool]]:
    """(formula, reason, beside): the reasons in one column, or below a formula that is too long."""
    most = max(24, width * 5 // 9)
    fits = [len(left) for left, _ in rows if len(left) <= most]
    at = max(fits, default=0) + 3
    if any(at + len(right) > width for _, right in rows):  # a narrow screen: all of them below
        return [(left, right, not right) for left, right in rows]
    return [(left.ljust(at) if len(left) < at else left, right, len(left) < at) for left, right in rows]


def reason(line: Line) -> str:
    """The rule and why, in a few words: `sigmoid: the sigmoid times one minus the sigmoid`."""
    return f"{line.rule}: {line.because}" if line.because and "," not in line.rule else line.rule
