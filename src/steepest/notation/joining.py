"""Sizes that are not known yet, joined where they have to be equal."""

from __future__ import annotations

from collections.abc import Mapping

from steepest.calculus.dims import Dim, Shape
from steepest.notation.written import Part, inner

# A size here is an int (an unknown, by number) or a one-tuple around a known size; a shape of None is not known.
Unknown = int | tuple[Dim]
Open = tuple[Unknown, ...] | None

ONE: Unknown = (1,)


class Misfitting(Exception):
    """These ranks do not fit."""


class Joining:
    """Ranks for the undeclared names, and the sizes as they are joined."""

    def __init__(self, declared: Mapping[str, Shape], ranks: Mapping[str, int]) -> None:
        self.joined: list[Unknown] = []
        self.shapes: dict[str, tuple[Unknown, ...]] = {
            name: tuple(self.fresh() for _ in range(rank)) for name, rank in ranks.items()
        }
        self.own = set(self.shapes)
        self.shapes |= {name: tuple((d,) for d in shape) for name, shape in declared.items()}
        self.indices: dict[str, int] = {}
        self.stretches: dict[int, list[tuple[Unknown, int]]] = {}  # by index: axes and shifts
        self.limits: dict[object, str] = {}
        self.stray = 0.0  # what fits and is hardly ever meant, such as a sum over an index whose terms are arrays

    def fresh(self) -> int:
        """A size that is not known."""
        self.joined.append(len(self.joined))
        return len(self.joined) - 1

    def root(self, d: Unknown) -> Unknown:
        """The size that this one is joined to."""
        while isinstance(d, int) and self.joined[d] != d:
            d = self.joined[d]
        return d

    def join(self, a: Unknown, b: Unknown) -> Unknown:
        """One size for both."""
        a, b = self.root(a), self.root(b)
        if a == b:
            return a
        if isinstance(a, int):
            self.joined[a] = b
            return b
        if isinstance(b, int):
            self.joined[b] = a
            return a
        raise Misfitting

    def loose(self) -> int:
        """How many undeclared arrays share no size with anything else."""
        count: dict[Unknown, int] = {}
        for shape in self.shapes.values():
            for d in shape:
                count[self.root(d)] = count.get(self.root(d), 0) + 1
        arrays = [s for n, s in self.shapes.items() if n in self.own and s]
        alone = sum(all(count[self.root(d)] == 1 for d in s) for s in arrays)
        return max(0, alone - (len(arrays) == 1))

    def run_over(self, index: int, last: Part | None) -> None:
        """One size for the axes that an index runs over; x_{i+1} up to n - 1 is an entry of n."""
        axes = self.stretches.get(index, [])
        furthest = max((shift for _, shift in axes), default=0)
        for d, _ in axes:
            self.join(index, d)
        if not axes:
            return
        if last is not None and last.kind == "number" and last.value.denominator == 1:
            if isinstance(self.root(index), int):
                self.join(index, (int(last.value) + furthest,))
            return
        name, more = _letter_and_more(last)
        if name and more + furthest == 0:
            self.limits[self.root(index)] = name


def _letter_and_more(p: Part | None) -> tuple[str, int]:
    """n and -1 of n - 1."""
    if p is not None and p.kind == "name":
        return str(p.value), 0
    if p is not None and p.kind == "sum" and len(p.parts) == 2:
        first, second = (inner(q) for q in p.parts)
        if first.kind == "name" and second.kind == "number" and second.value.denominator == 1:
            return str(first.value), int(second.value) * (-1 if p.value[1] == "-" else 1)
    return "", 0
