"""Reading what a person typed: text or LaTeX to a surface tree, with how it was understood, or where it cannot be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from steepest.calculus.dims import Shape
from steepest.calculus.surface import Surface
from steepest.notation.building import Building
from steepest.notation.declarations import Declared, declarations, declared_text
from steepest.notation.grammar import Grammar
from steepest.notation.inference import inferred
from steepest.notation.lettering import OPTION_WORDS
from steepest.notation.limits import DEPTH, check_characters, too_much
from steepest.notation.making import Misfit
from steepest.notation.names import canonical
from steepest.notation.scanning import is_latex, scan
from steepest.notation.tokens import Token
from steepest.notation.unreadable import Unreadable
from steepest.notation.written import Doubt, Part, exchanged, inner

__all__ = ["Reading", "Unreadable", "Warned", "declarations", "read", "reading"]

_SCAN = re.compile(r"scan\b")
_BOUND = re.compile(r",\s*([^\W\d_]\w+)\s*=(?!=)")
_LET = re.compile(r"(?:^\s*let|;(?:\s*let\b)?)\s*([^\W\d_]\w*)\s*=(?!=)")


@dataclass(frozen=True, slots=True)
class Warned:
    """A place that people read in two ways."""

    where: tuple[int, int]
    kind: str
    message: str  # how it was read
    other: Surface | None  # the whole expression under the other reading, where there is one
    minor: bool  # not worth telling on its own; a grader tries it


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text was understood."""

    surface: Surface
    warnings: tuple[Warned, ...]
    shapes: Mapping[str, Shape]  # declared and inferred
    inferred: tuple[str, ...]  # the names whose shapes were inferred from use

    @property
    def declared(self) -> str:
        """The shapes as declarations: "A: m n, x: n, b: m"."""
        return declared_text(self.shapes)


def read(
    text: str, shapes: Declared | str | None = None, syntax: str = "auto", infer: bool = False
) -> Surface | Unreadable:
    """The surface tree of a text, or where and why it cannot be read.

    >>> read("2 sin x cos x")
    mul(number(Fraction(2, 1)), sin(variable('x')), cos(variable('x')))
    """
    out = reading(text, shapes, syntax, infer)
    return out.surface if isinstance(out, Reading) else out


def reading(
    text: str,
    shapes: Declared | str | None = None,
    syntax: str = "auto",
    infer: bool = False,
    names: Collection[str] = (),
) -> Reading | Unreadable:
    """The surface tree with what is ambiguous in it and the shapes it was read with; never raises for what is typed.

    `names` are further words that are one name each, as the variable to derive by is; their shapes are not told.
    """
    try:
        return _reading(text, _declared(shapes), syntax, infer, names)
    except Unreadable as e:
        return e.with_traceback(None)
    except RecursionError:
        return too_much((0, len(text)), "The parts of this lie too deep inside one another", DEPTH)


def _declared(shapes: Declared | str | None) -> dict[str, Shape]:
    """The declarations; what is the matter with them has no place in the text itself."""
    try:
        return declarations(shapes)
    except Unreadable as e:
        raise Unreadable((0, 0), e.message, e.hint) from None


def _reading(text: str, shapes: dict[str, Shape], syntax: str, infer: bool, given: Collection[str] = ()) -> Reading:
    check_characters(text)
    latex = is_latex(text) if syntax == "auto" else syntax == "latex"
    names = {*shapes, *(canonical(m[1]) for m in _LET.finditer(text) if text.lstrip().startswith("let"))}
    if _SCAN.search(text):  # the names of a recurrence may be words
        names |= {canonical(m[1]) for m in _BOUND.finditer(text)} - OPTION_WORDS
    tokens = scan(text, {*names, *given}, latex)
    grammar = Grammar(list(tokens), names, latex, any(shapes.values()) or _SCAN.search(text) is not None)
    root = grammar.whole()
    _check_not_comparison(root)
    found = inferred(root, shapes) if infer else {}
    used = {**shapes, **found}
    builder = Building(used, latex)
    try:
        surface = builder.tree(root)
    except Misfit as e:
        raise _proposing(e, {} if infer else inferred(root, shapes)) from None
    doubts = [*grammar.doubts, *builder.doubts, *_long_runs(tokens)]
    warnings = tuple(_warned(d, root, used, latex) for d in sorted(doubts, key=lambda d: d.where)[:20])
    return Reading(surface, warnings, used, tuple(found))


def _proposing(error: Misfit, shapes: Mapping[str, Shape]) -> Unreadable:
    """A refusal for want of a declaration proposes the one that would fit."""
    hint = f'Declare the shapes, for example "{declared_text(shapes)}".' if shapes else error.hint
    return Unreadable(error.where, error.message, hint)


def _long_runs(tokens: list[Token]) -> Iterator[Doubt]:
    """Words of four letters or more (of three before a parenthesis) that are nobody's name, read as a product."""
    run: list[Token] = []
    for t in tokens:
        if t.kind == "name" and len(t.text) == 1 and (not run or (run[-1].stop == t.start and not t.spaced)):
            run.append(t)
            continue
        before = t.text == "(" and not t.spaced
        if len(run) >= (3 if before else 4):
            word = "".join(r.text for r in run)
            rest = "there is no function of this name" if before else f"to make it one name, declare it: `{word}:`"
            message = f"`{word}` is read as a product of its letters; {rest}."
            yield Doubt("letters", (run[0].start, run[-1].stop), message)
        run = [t] if t.kind == "name" and len(t.text) == 1 else []


def _check_not_comparison(root: Part) -> None:
    body = inner(root)
    if body.kind == "compare":
        _, start, stop = body.value[0]
        hint = "It can stand inside where(…), or in parentheses as a factor."
        raise Unreadable((start, stop), "A comparison is not an expression.", hint)
    if body.kind in ("both", "either"):
        raise Unreadable(body.where, "A condition is not an expression.", "It can stand inside where(…).")


def _warned(doubt: Doubt, root: Part, shapes: Mapping[str, Shape], latex: bool) -> Warned:
    other: Surface | None = None
    if doubt.other is not None and doubt.part is not None:
        try:
            other = Building(shapes, latex).tree(exchanged(root, doubt.part, doubt.other))
        except Unreadable:
            other = None
    return Warned(doubt.where, doubt.kind, doubt.message, other, doubt.minor)
