"""Variants of a question: the same skill with other numbers, drawn from what its `given` offers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import product
from typing import Any

from steepest.course import reckon
from steepest.course.question import Question


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
