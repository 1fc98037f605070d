"""A lesson, or the whole course, as PDF: tagged and described for screen readers (PDF/UA-1), made by Typst offline.

Questions stand where they stand in the lesson; their answers are at the end. Figures are the lesson's still pictures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import typst

from steepest.course.grade import shown, solution, vary
from steepest.course.lesson import Block, Example, Lesson, Prose, Section, find, load
from steepest.course.question import Figure, Item, Question
from steepest.figure.pictures import picture
from steepest.figure.svg import PAPER, svg
from steepest.publish.markup import inline, markup
from steepest.publish.mathematics import string

STYLE = Path(__file__).with_name("style.typ")
SMALLER = 0.75  # figures are drawn smaller than on a page, so that their words are as large as the text
COURSE = "Calculus for machine learning"


@cache
def pdf(slug: str) -> bytes:
    """The PDF of the lesson with this slug, or of the whole "course"."""
    return bytes(typst.compile(source(slug).encode(), format="pdf", pdf_standards=["ua-1"]))


def pictures(slug: str, ppi: float = 60) -> list[bytes]:
    """The pages as PNG, to be looked at."""
    found: Any = typst.compile(source(slug).encode(), format="png", ppi=ppi)
    return list(found) if isinstance(found, list) else [found]


def editions() -> tuple[str, ...]:
    """What there is on paper: every lesson, and the course."""
    return (*(lesson.slug for lesson in load()), "course")


def source(slug: str) -> str:
    """The Typst source of an edition; raises KeyError for one that does not exist."""
    if slug == "course":
        lessons = [one for one in load() if one.path == "core"] + [one for one in load() if one.path != "core"]
        return _document(COURSE, lessons, "course")
    lesson = find(slug)
    if lesson is None:
        raise KeyError(slug)
    return _document(lesson.title, [lesson], "guide" if slug == "study-guide" else "lesson")


def _document(title: str, lessons: Sequence[Lesson], kind: str) -> str:
    numbers = _numbers(lessons)
    front = "#front-page\n" if kind == "course" else ""
    body = front + "".join(_lesson(lesson, kind, numbers) for lesson in lessons)
    answers = "".join(_answers(lesson, kind, numbers) for lesson in lessons)
    closing = f"\n#answers[{answers}]\n" if answers else ""
    head = f"#show: edition.with(title: {string(title)}, kind: {string(kind)})\n"
    return f"{STYLE.read_text('utf-8')}\n{head}{body}{closing}"


def _lesson(lesson: Lesson, kind: str, numbers: dict[str, int]) -> str:
    minutes = f"{lesson.minutes} minutes" if lesson.path == "core" else ""
    head = f"#lesson-head({string(lesson.title)}, {string(lesson.summary)}, {string(minutes)}, {string(kind)})\n"
    return head + "".join(_section(s, numbers) for s in lesson.sections)


def _section(section: Section, numbers: dict[str, int]) -> str:
    title = f"\n#heading(level: 2)[#{string(section.title)};]\n" if section.title else ""
    blocks = [(b, _block(b, numbers)) for b in section.blocks]
    return title + "".join(f"#essence[{text}]\n" if b is section.boxed else text for b, text in blocks)


def _block(block: Block, numbers: dict[str, int]) -> str:
    match block:
        case Prose(text):
            return markup(text)
        case Figure():
            return _figure(block)
        case Question():
            return _question(vary(block), numbers[block.slug])
        case Example(_, title, steps):
            lines = "".join(
                f"[{inline(step)}],"
                if isinstance(step, str)
                else f"[{inline(step.prompt)} #blank({numbers[step.slug]})],"
                for step in steps
            )
            return f"\n#example([{inline(title)}], {lines})\n"


def _figure(figure: Figure) -> str:
    whole = picture(figure.name, figure.options)
    small = replace(whole, width=SMALLER * whole.width, height=SMALLER * whole.height)
    drawn = svg(small, figure.alt, PAPER)
    caption = inline(figure.caption)
    return f"\n#drawing({string(drawn)}, {string(figure.alt)}, [{caption}])\n"


def _question(item: Item, number: int) -> str:
    drawn = _figure(item.question.figure) if item.question.figure else ""
    parts = "".join(_parts(item))
    return f"\n#question({number}, [{inline(item.prompt)}{drawn}], [{parts}])\n"


def _parts(item: Item) -> Iterator[str]:
    """What a page would show to answer with: options, steps, claims."""
    fields = shown(item)
    for option in fields.get("options", ()):
        yield f"#option[{inline(option['text'])}]"
    for step in fields.get("steps", ()):
        yield f"#option[{inline(step['text'])}]"
    if "claims" in fields:
        yield "#writing-lines(3)"
        yield "True, false, or half true?"
        for claim in fields["claims"]:
            yield f"#option[{inline(claim)}]"
        yield f"#parbreak()\n{inline(fields['then'])}"


def _answers(lesson: Lesson, kind: str, numbers: dict[str, int]) -> str:
    asked = sorted((*lesson.questions, *lesson.blanks), key=lambda q: numbers[q.slug])
    if not asked:
        return ""
    title = f"#heading(level: 2)[#{string(lesson.title)};]" if kind == "course" else ""
    return title + "".join(f"#answer({numbers[q.slug]})[{_answer(vary(q))}]\n" for q in asked)


def _answer(item: Item) -> str:
    text = markup(solution(item))
    claims = item.body.get("claims")
    if not claims:
        return text
    word = {"true": "True.", "false": "False.", "half": "Half true."}
    judged = "".join(
        f"[#emph[{inline(c['claim'])}] #strong[{word[c['truth']]}] {inline(c['because'])}]," for c in claims
    )
    return f"{text}#list({judged})"


def _numbers(lessons: Sequence[Lesson]) -> dict[str, int]:
    """A number for every question and blank, in the order of reading."""
    found: list[str] = []
    for lesson in lessons:
        for section in lesson.sections:
            for block in section.blocks:
                if isinstance(block, Question):
                    found.append(block.slug)
                elif isinstance(block, Example):
                    found += [step.slug for step in block.steps if isinstance(step, Question)]
    return {slug: k for k, slug in enumerate(found, 1)}
