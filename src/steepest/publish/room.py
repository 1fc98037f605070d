"""Room on paper to answer a question: what a page has fields for, a pencil has boxes, lines and scales for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from steepest.course.grade import shown
from steepest.course.variant import Item
from steepest.figure.pictures import picture
from steepest.figure.svg import ticks
from steepest.publish.markup import inline
from steepest.publish.mathematics import string

TURN = 360  # degrees


def room(item: Item) -> Iterator[str]:
    """Where the answer is written, as Typst markup."""
    fields = shown(item)
    return ROOMS[str(fields["field"])](item, fields)


def _number(item: Item, fields: Mapping[str, Any]) -> Iterator[str]:
    yield f"#answer-line(unit: {string(str(fields.get('unit', '')))})"


def _expression(item: Item, fields: Mapping[str, Any]) -> Iterator[str]:
    yield "#working-lines(1)#answer-line(wide: true)"


def _choice(item: Item, fields: Mapping[str, Any]) -> Iterator[str]:
    for option in fields["options"]:
        yield f"#option(circle)[{inline(option['text'])}]"


def _several(item: Item, fields: Mapping[str, Any]) -> Iterator[str]:
    yield "#instruction[Tick every one that is right.]"
    for option in fields["options"]:
        yield f"#option(square)[{inline(option['text'])}]"


def _order(item: Item, fields: Mapping[str, Any]) -> Iterator[str]:
    steps = fields["steps"]
    yield f"#instruction[Number the steps from 1 to {len(steps)}.]"
    for step in steps:
        yield f"#numbered[{inline(step['text'])}]"


def _predict(item: Item, fields: Mapping[str, Any]) -> Iterator[str]:
    axis, low, high = str(fields["axis"]), float(fields["low"]), float(fields["high"])
    figure = item.question.figure
    if figure is None or all(panel.across != axis for panel in picture(figure.name, figure.options).panels):
        marks = ", ".join(f"{x:g}" for x in divisions(low, high))
        yield f"#instruction[Mark it on the scale.]#scale({low:g}, {high:g}, ({marks},))"
    yield f"#answer-line(label: [{axis_name(axis)} =])"


def _explanation(item: Item, fields: Mapping[str, Any]) -> Iterator[str]:
    claims = ", ".join(f"[{inline(claim)}]" for claim in fields["claims"])
    yield f"#working-lines(4)#claims({claims})"
    yield f"#parbreak()\n{inline(fields['then'])}#answer-line()"


def divisions(low: float, high: float) -> list[float]:
    """Where a scale has numbers: a full turn in twelve parts, anything else in round steps."""
    if high - low == TURN:
        return [low + k * TURN / 12 for k in range(13)]
    return ticks(low, high, 10)


def axis_name(axis: str) -> str:
    """A letter as a formula has it, a word as it is."""
    return f"#emph[#{string(axis)};]" if len(axis) == 1 else f"#{string(axis)};"


ROOMS: Mapping[str, Callable[[Item, Mapping[str, Any]], Iterator[str]]] = {
    "number": _number,
    "expression": _expression,
    "choice": _choice,
    "several": _several,
    "order": _order,
    "predict": _predict,
    "explanation": _explanation,
}
