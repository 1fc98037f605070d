"""`steepest ask`, `lesson` and `pdf`: the tutor, the lessons on a terminal, and their paper."""

from __future__ import annotations

import re
from pathlib import Path

from rich.console import Console
from rich.markdown import Markdown

from steepest.cli.terminal import Exit, Stopped, as_json, console, show, stop
from steepest.cli.writing import whole
from steepest.course import tex
from steepest.course.lesson import Block, Example, Lesson, Prose, find, load
from steepest.course.misprint import Misprint
from steepest.course.question import Question
from steepest.notation.plain import plain
from steepest.notation.reading import Reading, reading
from steepest.notation.steps import columns
from steepest.tutor.reply import Line

_FORMULA = re.compile(r"\$\$?([^$]+)\$\$?")


def ask(question: str, json: bool) -> None:
    """Answer a question from the engine or the lessons; the exit code is 1 where neither can."""
    from steepest.tutor.ask import ask as asked
    from steepest.tutor.reply import Computed, NotCovered, Quoted, TooLong, Withheld
    from steepest.tutor.said import asked as task

    found = asked(question)
    out = console()
    if json:
        understood = {"reading": found.reading, "task": task(found.task)} if isinstance(found, Computed) else {}
        as_json({"kind": found.kind, **understood, "answer": _told(found)})
    else:
        match found:
            case Computed():
                show(out, (found.reading, "dim"))
                rows = [(_shown(line), ": ".join(filter(None, (line.rule, line.because)))) for line in found.lines]
                for left, right, beside in columns(rows, out.width):
                    show(out, left, (right if beside else "", "dim"))
                show(out, (found.sentence, "bold"))
            case Quoted():
                for passage in found.passages:
                    _quote(out, passage.title, passage.quotation)
            case NotCovered():
                show(out, found.sentence)
                for passage in found.nearest:
                    show(out, f"  {passage.title}   steepest lesson {passage.lesson}")
            case TooLong():
                show(out, found.sentence)
                for part in found.parts:
                    show(out, f"  {part}")
            case Withheld():
                show(out, found.sentence)
    if isinstance(found, NotCovered | TooLong | Withheld):
        raise Stopped(Exit.NO)


def _told(found: object) -> str:
    for field in ("sentence", "text"):
        said = getattr(found, field, "")
        if said:
            return str(said)
    return "\n\n".join(p.quotation for p in getattr(found, "passages", ()))


def _quote(out: Console, title: str, quotation: str) -> None:
    show(out, (title, "bold"))
    out.print(Markdown(_readable(quotation)))
    show(out)


def lesson(slug: str) -> None:
    """List the lessons, or show one."""
    out = console()
    if not slug:
        for one in load():
            show(out, (one.slug.ljust(36), "bold"), f"{one.minutes:>3} min   {one.title}")
        return
    found = _found(slug)
    out.print(Markdown(_readable(_markdown(found))))


def pdf(slug: str, file: str) -> None:
    """Write a lesson, or the whole course, as PDF."""
    from steepest.publish.paper import editions
    from steepest.publish.paper import pdf as printed

    if slug not in editions():
        stop(f"There is no lesson `{slug}`. There are: {', '.join(editions())}.", Exit.NO_DERIVATIVE)
    target = Path(file or f"{slug}.pdf")
    whole(target, printed(slug))
    show(console(), str(target))


def _found(slug: str) -> Lesson:
    found = find(slug)
    if found is None:
        near = [one.slug for one in load() if slug in one.slug]
        hint = f"Did you mean {', '.join(near)}?" if near else "`steepest lesson` lists them."
        stop(f"There is no lesson `{slug}`. {hint}", Exit.NO_DERIVATIVE)
    return found


def _markdown(found: Lesson) -> str:
    parts = [f"# {found.title}", found.summary]
    for section in found.sections:
        parts += [f"## {section.title}"] if section.title else []
        parts += [text for block in section.blocks if (text := _block(block))]
    return "\n\n".join(parts)


def _block(block: Block) -> str:
    match block:
        case Prose():
            return block.source
        case Example():
            steps = [step if isinstance(step, str) else "…" for step in block.steps]
            return "\n".join([f"**{block.title}**", "", *(f"{k}. {step}" for k, step in enumerate(steps, 1))])
        case Question():
            return f"> **Question** `{block.slug}`: answer it on the pages (`steepest serve`)."
        case _:
            return ""


def _shown(line: Line) -> str:
    """A line of an answer: a formula that the engine wrote, or words where it has none."""
    if not line.latex:
        return line.text
    found = reading(line.latex, infer=True, syntax="latex")
    return "= " + (plain(found.surface) if isinstance(found, Reading) else _unicode(line.latex))


def _readable(markdown: str) -> str:
    """Markdown with its formulas in Unicode, where our reader knows them."""
    return _FORMULA.sub(lambda m: _unicode(m[1]), markdown)


def _unicode(formula: str) -> str:
    """A formula of the lessons on one line."""
    try:
        return tex.plain(formula)
    except Misprint:
        found = reading(formula, infer=True, syntax="latex")
        return plain(found.surface) if isinstance(found, Reading) else formula
