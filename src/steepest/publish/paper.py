"""A lesson, or the whole course, as PDF: tagged and described for screen readers (PDF/UA-1), made by Typst offline.

Questions stand where they stand in the lesson, with room to answer them; hints and answers are at the end. Figures are
the lesson's still pictures.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import typst

from steepest.course.grade import solution, vary
from steepest.course.lesson import Block, Example, Lesson, Prose, Section, find, load
from steepest.course.question import Figure, Question
from steepest.course.variant import Item
from steepest.figure.palettes import PAPER
from steepest.figure.pictures import picture
from steepest.figure.svg import svg
from steepest.publish.markup import inline, markup
from steepest.publish.mathematics import string
from steepest.publish.room import room

STYLE = Path(__file__).with_name("style.typ")
WIDTHS = (
    70,
    66,
    62,
    74,
)  # of figures, in percent of the text: the first at which a lesson's last page is not nearly empty
LEAST = 0.25  # of a page, its margin included, that a last page should reach down to
SMALLER = 0.75  # figures are drawn smaller than on a page, so that their words are as large as the text
COURSE = "Calculus for machine learning"
NO_WIDTHS: Mapping[str, int] = {}
JUDGED = {"true": "True.", "false": "False.", "half": "Half true."}


@dataclass(frozen=True, slots=True)
class Setting:
    """How an edition is set: the numbers of its questions, and the width of figures in percent of the text."""

    numbers: Mapping[str, int]
    width: int


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
        return _document(COURSE, lessons, "course", {one.slug: figure_width(one.slug) for one in lessons})
    lesson = find(slug)
    if lesson is None:
        raise KeyError(slug)
    return _document(lesson.title, [lesson], "guide" if slug == "study-guide" else "lesson")


@cache
def figure_width(slug: str) -> int:
    """How wide a lesson's figures are in the course, where the next lesson begins on a new page."""
    lesson = find(slug)
    assert lesson is not None
    return next((width for width in WIDTHS if ends(lesson, width)["down"] > LEAST), WIDTHS[0])


def ends(lesson: Lesson, width: int) -> Mapping[str, float]:
    """Where a lesson ends, its hints and answers not counted: the page, and how far down, as a share of it."""
    text = _document(lesson.title, [lesson], "lesson", {lesson.slug: width})
    found: Mapping[str, float] = json.loads(typst.query(text.encode(), "<end>", field="value", one=True))
    return found


def _document(title: str, lessons: Sequence[Lesson], kind: str, widths: Mapping[str, int] = NO_WIDTHS) -> str:
    numbers = _numbers(lessons)
    front = "#front-page\n" if kind == "course" else ""
    told = (_lesson(lesson, kind, Setting(numbers, widths.get(lesson.slug, WIDTHS[0]))) for lesson in lessons)
    body = front + "".join(told) + "\n#end\n"
    hints = "".join(_listed(lesson, kind, numbers, _hints) for lesson in lessons)
    answers = "".join(_listed(lesson, kind, numbers, _answer) for lesson in lessons)
    parts = "".join(f"([{title}], [{text}])," for title, text in (("Hints", hints), ("Answers", answers)) if text)
    closing = f"\n#closing({parts})\n" if parts else ""
    head = f"#show: edition.with(title: {string(title)}, kind: {string(kind)})\n"
    return f"{STYLE.read_text('utf-8')}\n{head}{body}{closing}"


def _lesson(lesson: Lesson, kind: str, how: Setting) -> str:
    minutes = f"{lesson.minutes} minutes" if lesson.path == "core" else ""
    told = ", ".join(string(one) for one in (lesson.title, lesson.summary, minutes, kind, lesson.slug))
    return f"#lesson-head({told})\n" + "".join(_section(lesson, s, how) for s in lesson.sections)


def _section(lesson: Lesson, section: Section, how: Setting) -> str:
    name = string(f"{lesson.slug}.{section.slug}")
    title = f"\n#heading(level: 2)[#{string(section.title)};] #label({name})\n" if section.title else ""
    blocks = [(b, _block(b, how)) for b in section.blocks]
    return title + "".join(f"#essence[{text}]\n" if b is section.boxed else text for b, text in blocks)


def _block(block: Block, how: Setting) -> str:
    match block:
        case Prose(text):
            return markup(text)
        case Figure():
            return f"\n#drawing({_drawn(block, how)}, [{inline(block.caption)}])\n"
        case Question():
            return _question(vary(block), how)
        case Example(_, title, steps):
            lines = "".join(
                f"[{inline(step)}],"
                if isinstance(step, str)
                else f"[{inline(step.prompt)} #blank({how.numbers[step.slug]})],"
                for step in steps
            )
            return f"\n#example([{inline(title)}], {lines})\n"


def _drawn(figure: Figure, how: Setting) -> str:
    """The picture, its words and its width, as Typst arguments."""
    text = _picture(figure.name, tuple(figure.options.items()), figure.alt)
    return f"{string(text)}, {string(figure.alt)}, {how.width}%"


@cache
def _picture(name: str, options: tuple[tuple[str, str], ...], alt: str) -> str:
    whole = picture(name, dict(options))
    return svg(replace(whole, width=SMALLER * whole.width, height=SMALLER * whole.height), alt, PAPER)


def _question(item: Item, how: Setting) -> str:
    figure = item.question.figure
    drawn = f"#inset-drawing({_drawn(figure, how)})" if figure else ""
    parts = "".join(room(item))
    long = ", breakable: true" if item.question.kind == "explanation" else ""
    return f"\n#question({how.numbers[item.question.slug]}, [{inline(item.prompt)}{drawn}], [{parts}]{long})\n"


def _listed(lesson: Lesson, kind: str, numbers: Mapping[str, int], tell: Callable[[Item], str]) -> str:
    """What is told of each question of a lesson, by its number."""
    asked = sorted((*lesson.questions, *lesson.blanks), key=lambda q: numbers[q.slug])
    told = [(numbers[q.slug], text) for q in asked if (text := tell(vary(q)))]
    title = f"#heading(level: 2)[#{string(lesson.title)};]" if told and kind == "course" else ""
    return title + "".join(f"#answer({number})[{text}]\n" for number, text in told)


def _hints(item: Item) -> str:
    return " ".join(inline(hint) for hint in item.hints)


def _answer(item: Item) -> str:
    claims = item.body.get("claims")
    if not claims:
        return markup(solution(item))
    model, _, then = solution(item).rpartition("\n\n")
    judged = "".join(
        f"[#emph[{inline(c['claim'])}] #strong[{JUDGED[str(c['truth'])]}] {inline(c['because'])}]," for c in claims
    )
    return f"{markup(model)}#list({judged}){markup(then)}"


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
