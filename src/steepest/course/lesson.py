"""Lessons: what a folder of `lessons/` says, as data.

    >>> [lesson.slug for lesson in load() if lesson.path == "core"][:2]
    ['why-calculus', 'derivatives']

The format is described in `lessons/README.md`. Prose stays Markdown here; `course.markdown` makes HTML of it and
`publish` makes paper of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from markdown_it.token import Token

import steepest
from steepest.course.markdown import tokens
from steepest.course.misprint import Misprint
from steepest.course.question import Figure, Question, figure, question


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs, lists, tables, quotations and small headings, as Markdown."""

    source: str


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: its steps, of which some may be blanks to fill in."""

    slug: str
    title: str  # Markdown
    steps: tuple[str | Question, ...]  # Markdown, or a blank


Block = Prose | Figure | Question | Example


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a lesson under one heading; the opening has no title."""

    slug: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def boxed(self) -> Block | None:
        """The block that stands in a box, on paper and page: the list with which "The 20 %" begins, and no other."""
        return self.blocks[0] if self.title.startswith("The 20 %") else None


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson."""

    slug: str
    title: str
    minutes: int  # to read it with its figures
    practice: int  # minutes more for all its questions
    path: str  # "core", or "aid" for the study guide and the refresher
    summary: str  # one sentence
    skills: tuple[str, ...]
    prerequisites: tuple[str, ...]  # slugs
    notation: Mapping[str, str]  # formulas with an equals sign that claim nothing to be computed, and why
    given: frozenset[str]  # formulas that claim nothing: the data of a story, the settings of an example
    sections: tuple[Section, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions that stand for themselves, in order."""
        return tuple(b for s in self.sections for b in s.blocks if isinstance(b, Question))

    @property
    def blanks(self) -> tuple[Question, ...]:
        """The blanks of the worked examples, in order."""
        examples = (b for s in self.sections for b in s.blocks if isinstance(b, Example))
        return tuple(step for e in examples for step in e.steps if isinstance(step, Question))


def folder() -> Path:
    """Where the lessons lie: in the installed package, else beside the sources (decision 0002)."""
    inside = Path(steepest.__file__).parent / "lessons"
    return inside if inside.is_dir() else inside.parents[2] / "lessons"


@cache
def load() -> tuple[Lesson, ...]:
    """All lessons: the core path in its order, then the aids."""
    found = [parse(path.parent.name, path.read_text("utf-8")) for path in sorted(folder().glob("*/lesson.md"))]
    return tuple(sorted(found, key=lambda lesson: lesson.path != "core"))


def find(slug: str) -> Lesson | None:
    """The lesson with this slug."""
    return next((lesson for lesson in load() if lesson.slug == slug), None)


def find_question(slug: str) -> Question | None:
    """The question with this slug, blanks of examples included; slugs are unique in the course."""
    return next((q for lesson in load() for q in (*lesson.questions, *lesson.blanks) if q.slug == slug), None)


def parse(name: str, text: str) -> Lesson:
    """The lesson in a folder of this name; a Misprint says what the author must mend."""
    slug = re.sub(r"^\d+-", "", name)
    found = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    if found is None:
        raise Misprint(slug, "has no front matter between two lines of three dashes")
    front: dict[str, Any] = yaml.safe_load(found[1])
    missing = {"title", "minutes", "path", "summary", "skills", "prerequisites"} - front.keys()
    if missing:
        raise Misprint(slug, f"has no {', '.join(sorted(missing))} in its front matter")
    return Lesson(
        slug=slug,
        title=str(front["title"]),
        minutes=int(front["minutes"]),
        practice=int(front.get("practice", 0)),
        path=str(front["path"]),
        summary=str(front["summary"]),
        skills=tuple(front["skills"]),
        prerequisites=tuple(front["prerequisites"]),
        given=frozenset(str(tex) for tex in front.get("given", ())),
        notation={str(n["tex"]): str(n["because"]) for n in front.get("notation", ())},
        sections=tuple(_sections(slug, text[found.end() :])),
    )


def anchor(title: str) -> str:
    """A heading as a fragment of an address: "The 20 % you need to know" is `the-20-you-need-to-know`."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def _sections(lesson: str, body: str) -> Iterator[Section]:
    title, blocks = "", list[Block]()
    for kind, content in _pieces(body):
        if kind == "heading":
            if blocks:
                yield Section(anchor(title) or "opening", title, tuple(blocks))
            title, blocks = content, []
        elif kind == "prose":
            blocks.append(Prose(content))
        else:
            blocks.append(_directive(lesson, kind, content))
    if blocks:
        yield Section(anchor(title) or "opening", title, tuple(blocks))


def _pieces(body: str) -> Iterator[tuple[str, str]]:
    """("heading", its words), ("prose", Markdown) and (the info of a fence, its content), in order."""
    lines = body.split("\n")
    top = [t for t in tokens(body) if t.level == 0 and t.map is not None]
    start: int | None = None
    for token in top:
        assert token.map is not None
        if token.type == "heading_open" and token.tag == "h3" and start is not None:
            yield "prose", _trimmed(lines[start : token.map[0]])
            start = token.map[0]
        elif _breaks(token):
            if start is not None:
                yield "prose", _trimmed(lines[start : token.map[0]])
                start = None
            if token.type == "heading_open":
                yield "heading", lines[token.map[0]].lstrip("# ").strip()
            else:
                yield token.info.strip(), token.content
        elif start is None:
            start = token.map[0]
    if start is not None:
        yield "prose", _trimmed(lines[start:])


def _breaks(token: Token) -> bool:
    return token.type == "colon_fence" or (token.type == "heading_open" and token.tag == "h2")


def _trimmed(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n")


def _directive(lesson: str, info: str, content: str) -> Block:
    found = re.fullmatch(r"\{(\w+)\}\s+([a-z0-9-]+)", info)
    if found is None:
        raise Misprint(lesson, f"has a block that begins with `{info}`; it should be like `{{question}} slug`")
    kind, name = found.groups()
    if kind == "figure":
        options = dict(re.findall(r"^:([\w-]+):[ \t]*(.*)$", content, re.MULTILINE))
        caption = re.sub(r"^:[\w-]+:.*\n?", "", content, flags=re.MULTILINE).strip()
        return figure(lesson, {"name": name, **options}, options.pop("alt", ""), caption)
    try:
        fields = yaml.safe_load(content)
    except yaml.YAMLError as e:
        raise Misprint(f"{lesson}, {name}", f"is not YAML: {e}") from e
    if kind == "question":
        return question(lesson, name, fields)
    if kind == "example":
        return _example(lesson, name, fields)
    raise Misprint(lesson, f"has a block `{kind}`; there are figure, question and example")


def _example(lesson: str, name: str, fields: Mapping[str, Any]) -> Example:
    steps: list[str | Question] = []
    for k, step in enumerate(fields["steps"], 1):
        if isinstance(step, str):
            steps.append(step)
        else:
            given = {key: value for key, value in step.items() if key != "blank"}
            steps.append(question(lesson, f"{name}-{k}", {"skill": name, **given, "prompt": step["blank"]}))
    return Example(name, str(fields["title"]), tuple(steps))
