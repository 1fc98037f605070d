"""The lessons in pieces that can be quoted: paragraphs, list items, captions, worked steps, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from steepest.course.lesson import Block, Example, Lesson, Prose, load
from steepest.course.markdown import words
from steepest.course.question import Figure


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a lesson."""

    lesson: str  # slug
    lesson_title: str
    section: str  # the fragment of its address
    section_title: str
    heading: str  # the smaller heading above it, if any
    source: str  # Markdown
    words: str  # without marks


@cache
def pieces() -> tuple[Piece, ...]:
    """Every piece of every lesson, in order."""
    return tuple(p for lesson in load() for p in _of(lesson))


def title(piece: Piece) -> str:
    """Where a piece is from, in words: "Gradient descent: The learning rate, exactly"."""
    inner = piece.heading or piece.section_title
    return f"{piece.lesson_title}: {inner}" if inner else piece.lesson_title


def _of(lesson: Lesson) -> Iterator[Piece]:
    for section in lesson.sections:
        heading = ""
        for block in section.blocks:
            if isinstance(block, Prose) and (found := re.match(r"### (.+)\n", block.source)):
                heading = found[1]
            for source in _sources(block):
                yield Piece(lesson.slug, lesson.title, section.slug, section.title, heading, source, words(source))


def _sources(block: Block) -> Iterator[str]:
    match block:
        case Prose(text):
            yield from _paragraphs(text)
        case Figure():
            if block.caption:
                yield block.caption
        case Example(_, name, steps):
            shown = [s for s in steps if isinstance(s, str)]
            if len(shown) == len(steps):  # only complete ones: a blank is the learner's
                yield f"{name}. {' '.join(shown)}"


def _paragraphs(text: str) -> Iterator[str]:
    for chunk in re.split(r"\n\s*\n", text):
        body = re.sub(r"^### .+$", "", chunk, flags=re.MULTILINE).strip()
        if not body or body.startswith("|") or re.fullmatch(r"\$\$.*\$\$", body, re.DOTALL):
            if body.startswith("|"):
                yield from _rows(body)
            continue
        if re.match(r"(?:\d+\.|[*-]) ", body):
            yield from (i.strip() for i in re.split(r"(?:^|\n)(?:\d+\.|[*-]) ", body) if i.strip())
        else:
            yield re.sub(r"^> ?", "", body, flags=re.MULTILINE)


def _rows(table: str) -> Iterator[str]:
    """The rows of a table as sentences, its head before each."""
    head, _, *rows = table.split("\n")
    names = [c.strip() for c in head.strip("|").split("|")]
    for row in rows:
        cells = [c.strip() for c in row.strip("|").split("|")]
        yield "; ".join(f"{n}: {c}" if n else c for n, c in zip(names, cells, strict=False) if c) + "."
