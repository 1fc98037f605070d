"""The tree of what stands on the page, before names mean anything: each part with its place.

| kind | parts | value |
|---|---|---|
| number, fraction, name | none | a `Fraction`: 0.5, ½; a name |
| sum | terms | their signs |
| factorial, binomial | one, two | none |
| product | factors | the signs between them, "" for none; as many as factors, the first unused |
| neg, transpose, abs, group | one | none; none; none; the bracket |
| constant, derivative, prime | none, body, arguments | "e"; (name, order); (function, position) |
| elementwise, top | one, none | an exponent that stands for every entry; a transpose sign |
| power | base, exponent | how the exponent stands: "bare", "grouped" or "superscript" |
| call | arguments | a `Call` |
| norm | one | its subscript, a text |
| compare | operands | the signs between them |
| both, either | conditions | none |
| index | the array | a tuple of `Entry` |
| list | items | none |
| let | values…, body | the names |
| cases | value, condition, …, other | none |
| series | first, last, body (or body alone) | ("sum" or "prod", the index) |
| choice | then, condition, other | none |
| scan | the step, the start, items…, the number of steps if told | (function, names, is the number told?) |
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from steepest.notation.limits import DEPTH, too_much


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A piece of what was written. `value` is of the form that the table of the module says."""

    kind: str
    parts: tuple[Part, ...]
    value: Any
    start: int
    stop: int
    depth: int = 1

    @property
    def where(self) -> tuple[int, int]:
        """Its place in the text."""
        return self.start, self.stop


@dataclass(frozen=True, slots=True)
class Call:
    """A function as it was called."""

    name: str
    options: tuple[tuple[str, Any, int, int], ...] = ()  # name, value, place
    bare: bool = False  # without parentheses: sin x
    spec: str | None = None  # the text argument of einsum
    start: int = 0  # where the name stands
    stop: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands between the commas of an index: an element, a slice, or a new axis."""

    kind: str  # "at", "slice", "new"
    bounds: tuple[Part | None, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Doubt:
    """A place that people read in two ways: how it was read, and the part that the other reading would have there."""

    kind: str
    where: tuple[int, int]
    message: str
    part: Part | None = None
    other: Part | None = None
    minor: bool = False  # only a grader wants to know


def part(kind: str, parts: tuple[Part, ...] | list[Part], value: Any, start: int, stop: int) -> Part:
    """A piece, refused if it is too deep."""
    depth = 1 + max((p.depth for p in parts), default=0) - (kind == "group")
    if depth > DEPTH:
        raise too_much((start, stop), "The parts of this lie too deep inside one another", DEPTH)
    return Part(kind, tuple(parts), value, start, stop, depth)


def inner(p: Part) -> Part:
    """What stands inside its parentheses, if it has any."""
    while p.kind == "group":
        p = p.parts[0]
    return p


def every(root: Part) -> Iterator[Part]:
    """Every piece below and including this one."""
    stack = [root]
    while stack:
        p = stack.pop()
        yield p
        stack.extend(p.parts)


def exchanged(root: Part, old: Part, new: Part) -> Part:
    """The tree with one piece exchanged."""
    if root is old:
        return new
    parts = tuple(exchanged(p, old, new) for p in root.parts)
    return root if all(a is b for a, b in zip(parts, root.parts, strict=True)) else replace(root, parts=parts)
