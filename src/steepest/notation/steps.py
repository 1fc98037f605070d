r"""A derivation as lines that a person reads: the same for terminals, notebooks and pages.

A line is what the derivation has become, the rule that made it so, and why. A step that changes nothing to be seen is
left out, and in a long line the parts that stay as they are get a letter: `A · d/dx 3x²   where A = …`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from steepest.calculus.derive import Derivation, Step, lines
from steepest.calculus.operators import build
from steepest.calculus.surface import Surface, variable, variables, walk
from steepest.notation.plain import plain

WIDEST = 64  # columns; longer lines are folded
FOLDED = 12  # columns that a part must have to be worth a letter


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
        wide = step.after is not result and len(plain(step.after, partial)) > WIDEST
        shown, new = _folded(step.before, step.after, given) if wide else (step.after, {})
        given |= new
        letters = tuple((letter, part) for part, letter in new.items())
        out.append(
            Line(shown, step.name, step.because, letters, step.after if wide and shown is not step.after else None)
        )
    return tuple(out)


def _folded(before: Surface, after: Surface, given: Mapping[Surface, str]) -> tuple[Surface, dict[Surface, str]]:
    """The line with its long settled parts as letters, and the letters that are new."""
    open_parts = _unsettled(after)
    if not open_parts:
        return after, {}
    stood = set(walk(before))
    taken = {*variables(after), *given.values()}
    free = (letter for letter in "ABCDEFGHKLMNPQRSTUVW" if letter not in taken)
    new: dict[Surface, str] = {}
    change: dict[Surface, Surface] = {}
    for e in walk(after):
        if e not in open_parts or e.op == "derivative":
            continue
        for group in _settled(e, open_parts):
            if group in stood or group in given or any(a in stood for a in group.args):
                letter = given.get(group) or new.get(group) or (next(free, "") if _long(group) else "")
                if letter:
                    if group not in given:
                        new[group] = letter
                    change[group] = variable(letter)
    return _exchanged(after, change, open_parts), new


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


def _exchanged(root: Surface, change: Mapping[Surface, Surface], unsettled: set[Surface]) -> Surface:
    """The line with settled parts exchanged for their letters; what stands inside an open derivative stays."""
    done: dict[Surface, Surface] = {}
    for e in walk(root):
        if e not in unsettled or e.op in ("derivative", "prime"):
            done[e] = e
            continue
        together = _settled(e, unsettled)
        if e.op == "mul" and len(together) == 1 and together[0] in change and together[0] not in e.args:
            args = (change[together[0]], *(done[a] for a in e.args if a in unsettled))
        else:
            args = tuple(change.get(a, done[a]) if a not in unsettled else done[a] for a in e.args)
        done[e] = build(e.op, args, e.data)
    return done[root]


def _long(e: Surface) -> bool:
    return len(plain(e)) >= FOLDED


def unfolded(line: Line) -> Surface:
    """The line with nothing folded."""
    return line.full or line.expression


# ---------------------------------------------------------------- for a terminal


def columns(rows: Sequence[tuple[str, str]], width: int) -> list[tuple[str, str, bool]]:
    """(formula, reason, beside): the reasons in one column beside the formulas, or below where a formula is too long."""
    most = max(24, width * 5 // 9)
    fits = [len(left) for left, _ in rows if len(left) <= most]
    at = max(fits, default=0) + 3
    return [(left.ljust(at) if len(left) < at else left, right, len(left) < at) for left, right in rows]


def reason(line: Line) -> str:
    """The rule and why, in a few words: `sigmoid: the sigmoid times one minus the sigmoid`."""
    return f"{line.rule}: {line.because}" if line.because and "," not in line.rule else line.rule
