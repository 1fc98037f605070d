r"""Every formula of a lesson is accounted for: a wrong one, or a changed number in one, fails the build.

A formula with an equals sign is a claim and is settled (`course.settling`). One without repeats what its section has
shown in a claim, a number or an expression (`course.shown`), or its author lists it under `given` in the front matter:
the data of a story. What neither holds nor repeats nor is given stands "alone", and a test fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from steepest.course.kinds import choice
from steepest.course.lesson import Block, Example, Lesson, Prose
from steepest.course.markdown import formulas
from steepest.course.question import Figure, Question
from steepest.course.settling import Claim, Known, claims_something, settle, settled
from steepest.course.shown import Shown, alone, both, numbers, numerals, show, worked_with
from steepest.course.variant import Item, variants, vary

__all__ = ["Claim", "claims", "settle", "texts"]


def claims(lesson: Lesson) -> Iterator[Claim]:
    """Every formula of a lesson with what became of it, questions in all their variants included."""
    known = Known()
    for section in lesson.sections:
        known, shown = Known(known.functions), Shown()  # names and numbers are a section's own
        for written, made, local in [told for block in section.blocks for told in _block(block, lesson, known, shown)]:
            yield from made
            claimed = {c.tex for c in made if c.verdict != "meant"}
            for tex in written:
                lonely = alone(tex, lesson, shown if local is None else both(shown, local))
                if lonely is not None and tex not in claimed:
                    yield lonely


def texts(item: Item) -> Iterator[str]:
    """Every Markdown text of a variant."""
    yield item.prompt
    yield from item.hints
    yield item.because
    yield from _within(item.body)


def _within(v: object) -> Iterator[str]:
    if isinstance(v, str):
        yield v
    elif isinstance(v, Mapping):
        for k, inner in v.items():
            if k not in ("answer", "derivative", "at"):
                yield from _within(inner)
    elif isinstance(v, list):
        for inner in v:
            yield from _within(inner)


# --- in the order of reading ------------------------------------------------------------------------------------------

Told = tuple[list[str], list[Claim], Shown | None]  # formulas, the claims among them settled, what only they show


def _block(block: Block, lesson: Lesson, known: Known, shown: Shown) -> Iterator[Told]:
    match block:
        case Prose(source):
            yield _read(formulas(source), lesson, known, shown)
        case Figure():
            yield _read([*formulas(block.caption), *numerals(block)], lesson, known.copy(), shown)
        case Question():
            yield from _asked(block, lesson, Known())
        case Example(_, title, steps):
            own = known.copy()
            for step in steps:
                if not isinstance(step, str):
                    asked = worked_with(vary(step))
                    shown.expressions |= asked.expressions
                    shown.settings |= asked.settings
            yield _read(formulas(title), lesson, own, shown)
            for step in steps:
                if isinstance(step, str):
                    yield _read(formulas(step), lesson, own, shown)
                else:
                    yield from _asked(step, lesson, own)
                    _read([f for text in texts(vary(step)) for f in formulas(text)], lesson, own.copy(), shown)


def _read(written: list[str], lesson: Lesson, known: Known, shown: Shown) -> Told:
    made = []
    for tex in written:
        if claims_something(tex):
            made.append(settled(tex, lesson.notation, known))
            show(tex, made[-1], known, shown)
    return written, made, None


def _asked(q: Question, lesson: Lesson, known: Known) -> Iterator[Told]:
    """A question in all its variants: what it asks with and what is right are its own."""
    for seed in range(variants(q)):
        item, own = vary(q, seed), known.copy()
        local = worked_with(item)
        for text, holds in _judged_texts(item):
            written, made = formulas(text), list[Claim]()
            for tex in written:
                if claims_something(tex):
                    claim = settled(tex, lesson.notation, own)
                    if not holds:  # an option that is not right must be wrong
                        so = claim.verdict == "wrong"
                        claim = Claim(tex, "holds") if so else Claim(tex, "wrong", "it is marked as not right")
                    made.append(claim)
                    show(tex, claim, own, local)
                    local.drawn |= numbers(tex) if holds and claim.verdict == "holds" else set()
            yield written, made, local
        if q.figure is not None:
            yield numerals(q.figure), [], local


def _judged_texts(item: Item) -> Iterator[tuple[str, bool]]:
    """Every text of a variant, and whether what it claims should hold."""
    wrong = {str(o["text"]) for o in item.body.get("options", ()) if not choice.right(o)}
    for text in texts(item):
        yield text, text not in wrong
