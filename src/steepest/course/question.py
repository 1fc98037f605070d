"""Questions: what a block of a lesson asks, as its author wrote it.

A question is data; its kind (`course.kinds`) knows how to show it, solve it and grade an answer; `variant` draws its
numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from steepest.course.misprint import Misprint


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture in a lesson; `steepest-<name>` is its element and `figure.pictures` draws it still."""

    name: str
    options: Mapping[str, str]
    alt: str
    caption: str  # Markdown; it states the result
    invitation: str  # Markdown; what to do with the live figure, for pages alone
    still: bool  # only the picture, no element


@dataclass(frozen=True, slots=True)
class Question:
    """One question as its author wrote it; `body` holds what its kind asks for."""

    slug: str
    lesson: str
    kind: str
    skill: str
    prompt: str  # Markdown
    given: Mapping[str, tuple[Any, ...]]  # what a variant draws from
    computed: Mapping[str, str]  # what follows from it, as expressions
    body: Mapping[str, Any]
    hints: tuple[str, ...]
    because: str  # Markdown, shown with the solution
    figure: Figure | None
    source: bool  # one of the three questions that the course was written around


_COMMON = frozenset({"kind", "skill", "prompt", "given", "hints", "because", "figure", "source", "alt"})
_STILL = frozenset({"dots"})


def question(lesson: str, slug: str, fields: Mapping[str, Any]) -> Question:
    """The question in a block with these fields; a Misprint says what is missing."""
    missing = {"kind", "skill", "prompt"} - fields.keys()
    if missing:
        raise Misprint(f"{lesson}, {slug}", f"has no {', '.join(sorted(missing))}")
    drawn, given = fields.get("figure"), fields.get("given", {})
    return Question(
        slug=slug,
        lesson=lesson,
        kind=str(fields["kind"]),
        skill=str(fields["skill"]),
        prompt=str(fields["prompt"]).strip(),
        given={str(k): tuple(v) for k, v in given.items() if not isinstance(v, str)},
        computed={str(k): v.removeprefix("=") for k, v in given.items() if isinstance(v, str)},
        body={k: v for k, v in fields.items() if k not in _COMMON},
        hints=tuple(str(h) for h in fields.get("hints", ())),
        because=str(fields.get("because", "")).strip(),
        figure=None if drawn is None else figure(lesson, drawn, str(fields.get("alt", "")), ""),
        source=bool(fields.get("source", False)),
    )


def figure(lesson: str, fields: Mapping[str, Any], alt: str, caption: str) -> Figure:
    """The figure with these options; it must say in words what it shows."""
    if not alt.strip():
        raise Misprint(f"{lesson}, figure {fields.get('name')}", "has no `alt`, what it shows in words")
    options = {str(k): str(v) for k, v in fields.items() if k not in ("name", "alt", "do", "still")}
    name = str(fields["name"])
    still = bool(fields.get("still", False)) or name in _STILL
    return Figure(name, options, alt.strip(), caption, str(fields.get("do", "")), still)
