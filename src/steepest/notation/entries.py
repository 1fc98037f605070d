"""Entries of arrays under a sum over an index: x_i, A_{ij}, x_{i+1}, and the index itself as a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from steepest.calculus.dims import Dim, dim_add, dim_text
from steepest.calculus.surface import Surface, variable
from steepest.notation.functions import Functions
from steepest.notation.making import Misfit
from steepest.notation.names import entry, indices, place, shifted
from steepest.notation.unreadable import Unreadable
from steepest.notation.written import Part

ALL = ("slice", None, None, None)


@dataclass(frozen=True, slots=True)
class Run:
    """From where to where an index runs, both included."""

    first: Dim
    last: Dim

    @property
    def count(self) -> Dim:
        """How many numbers it takes."""
        return dim_add(dim_add(self.last, self.first, -1), 1)


@dataclass(frozen=True, slots=True)
class Over:
    """An array whose first axes run over the indices `over`."""

    array: Surface
    over: tuple[str, ...] = ()

    @property
    def rank(self) -> int:
        """The axes that belong to no index."""
        return len(self.array.shape) - len(self.over)


class Entries(Functions):
    """The part of the building that reads entries, each as the array that it runs over."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.runs: dict[str, Run | None] = {}  # the indices we are under; None: not known how far it runs

    def unfit(self, where: tuple[int, int], message: str) -> Misfit:
        """A refusal that a declaration may mend."""
        return Misfit(where, message, "Declare its shape.")

    def declared(self, name: str) -> bool:
        """Has this name a meaning already?"""
        return name in self.shapes or name in self.local or name in self.letters

    def name(self, p: Part) -> Surface:
        """What a name stands for; an entry of an array that is not declared is no number."""
        word = str(p.value)
        base, _, below = word.rpartition("_")
        running = base and not self.declared(word) and indices(below, len(below))
        if running and all(shifted(x)[0] in self.runs or place(x, self.bound) is not None for x in running):
            if any(shifted(x)[0] in self.runs for x in running):
                message = f"`{word}` is an entry of `{base}`, which is not declared as an array."
                raise self.unfit(p.where, message)
        return super().name(p)

    def picks(self, p: Part, index: str) -> bool:
        """Is this an entry of an array by this index?"""
        return index in {shifted(x)[0] for x in self.subscripts(p)[1]}

    def subscripts(self, p: Part) -> tuple[str, tuple[str, ...]]:
        """The array and the indices of a name such as A_ij; no indices when it is just a name."""
        word = str(p.value)
        base, below = entry(word, self.arrays)
        parts = indices(below, len(self.shapes[base])) if below and word not in self.shapes else ()
        return (base, parts) if parts else (word, ())

    def entry_of(self, p: Part) -> Over:
        """x_i, A_{ij}, or the index itself as a number."""
        base, below = self.subscripts(p)
        if not below:
            return self.index_itself(p)
        array = variable(base, self.shapes[base])
        picks: list[tuple[Any, ...]] = []
        over: list[str] = []
        for axis, word in enumerate(below):
            known = place(word, self.bound)
            if known is not None:
                if known < 1:
                    raise Unreadable(p.where, f"Subscripts count from 1, and this one is {known}.", "")
                picks.append(("at", known - 1))
                continue
            index, shift = shifted(word)
            if index not in self.runs:
                raise Unreadable(p.where, f"The index {index} belongs to no sum here.", "")
            picks.append(self._stretch(index, shift, array.shape[axis], p))
            over.append(index)
        if any(k != ALL for k in picks):
            array = self.make("index", (array,), p.where, tuple(picks))
        if len(over) == 2 and over[0] == over[1] and len(array.shape) == 2:
            return Over(self.make("diag", (array,), p.where), (over[0],))
        order = sorted(over, key=list(self.runs).index)
        if order != over:
            if len(array.shape) != 2:
                raise Unreadable(p.where, "These subscripts cannot be read in this order.", "Write it with einsum.")
            array = self.make("transpose", (array,), p.where)
        return Over(array, tuple(order))

    def _stretch(self, index: str, shift: int, size: Dim, p: Part) -> tuple[Any, ...]:
        """The entries that i, or i+1, runs over; without limits the first axis says how far."""
        run = self.runs[index]
        if run is None and shift == 0:
            self.runs[index] = Run(1, size)
            return ALL
        if run is None:
            raise Unreadable(p.where, f"Nothing here says how far {index} runs.", "Give both limits.")
        start, stop = dim_add(run.first, shift - 1), dim_add(run.last, shift)
        over = dim_add(stop, size, -1)
        if not isinstance(over, int):
            raise Unreadable(
                p.where, f"{index} runs to {dim_text(run.last)}, and this axis has {dim_text(size)} entries.",
                "A sum runs over entries that the array has.",
            )  # fmt: skip
        if over > 0 or not isinstance(start, int) or start < 0:
            first, last = (dim_text(dim_add(d, shift)) for d in (run.first, run.last))
            message = f"This runs from entry {first} to entry {last}, and the axis has {dim_text(size)} entries."
            raise Unreadable(p.where, message, "Entries count from 1.")
        return ALL if start == over == 0 else ("slice", start or None, stop if over else None, None)

    def index_itself(self, p: Part) -> Over:
        """The numbers that an index runs over."""
        index = str(p.value)
        run = self.runs[index]
        if run is None:
            raise Unreadable(p.where, f"Nothing before this says how far {index} runs.", "Give both limits.")
        ones = self.make("ones", (), p.where, (("shape", (run.count,)),))
        numbers = self.make("cumsum", (ones,), p.where)
        if run.first != 1:
            numbers = self.make("add", (numbers, self.number_of(dim_add(run.first, -1), p)), p.where)
        return Over(numbers, (index,))

    def number_of(self, d: Dim, p: Part) -> Surface:
        """A size as a number."""
        return self.number(d) if isinstance(d, int) else self.make("size", (), p.where, d)
