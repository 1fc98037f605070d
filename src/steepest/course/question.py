"""Questions: what a block of a lesson asks, its seeded variants, and the verdict on an answer.

A question is data; its kind (`course.kinds`) knows how to show it, solve it and grade an answer. A variant draws the
numbers that `given` offers: the same skill with other numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import product
from typing import Any

from steepest.course import reckon
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


@dataclass(frozen=True, slots=True)
class Item:
    """A variant of a question: its numbers drawn and filled in."""

    question: Question
    seed: int
    given: Mapping[str, Any]
    prompt: str
    body: Mapping[str, Any]
    hints: tuple[str, ...]
    because: str


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


def variants(q: Question) -> int:
    """How many variants a question has."""
    count = 1
    for values in q.given.values():
        count *= len(values)
    return count


def vary(q: Question, seed: int = 0) -> Item:
    """The variant for a seed: the same seed gives the same numbers, neighbouring seeds different ones."""
    choices = [dict(zip(q.given, values, strict=True)) for values in product(*q.given.values())]
    first, rest = choices[0], sorted(choices[1:], key=lambda c: sha256(f"{q.slug} {c}".encode()).digest())
    given = [first, *rest][seed % len(choices)]
    given = {**given, **{name: _number(reckon.value(filled(text, given))) for name, text in q.computed.items()}}
    return Item(
        question=q,
        seed=seed,
        given=given,
        prompt=str(filled(q.prompt, given)),
        body=filled(q.body, given),
        hints=tuple(str(filled(h, given)) for h in q.hints),
        because=str(filled(q.because, given)),
    )


def _number(value: float) -> str:
    return f"{value:.12g}"


def filled(value: Any, given: Mapping[str, Any]) -> Any:
    """A field with `{{name}}` replaced by what the variant drew, all the way down."""
    if isinstance(value, str):
        return re.sub(r"\{\{(\w+)\}\}", lambda m: str(given[m[1]]), value)
    if isinstance(value, Mapping):
        return {k: filled(v, given) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [filled(v, given) for v in value]
    return value


def shuffled(item: Item, count: int) -> list[int]:
    """An order of `count` things for this variant: the same for the same seed, and never the written one."""
    order = sorted(range(count), key=lambda k: sha256(f"{item.question.slug} {item.seed} {k}".encode()).digest())
    return order if count < 2 or order != sorted(order) else [*order[1:], order[0]]
