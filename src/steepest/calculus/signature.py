"""What an operator of the surface is: how many arguments, which options, which shape, which core expression."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from steepest.calculus.dims import Dim, Shape, dim_text, shape_text
from steepest.calculus.expr import Expr
from steepest.calculus.surface import Surface

Args = tuple[Surface, ...]
Cores = tuple[Expr, ...]
Data = Any  # hashable; its form is the operator's own, see the table in `surface`


class ShapeError(Exception):
    """Operands that do not fit: what was given, what is the matter, what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Operator:
    """A row: an operator or function that may stand in a surface tree."""

    name: str
    arity: tuple[int, int]  # fewest and most arguments
    shape: Callable[[Args, Data], tuple[Shape, Hashable]]  # checks; gives the shape and the data in normal form
    lower: Callable[[Cores, Data], Expr]
    options: tuple[str, ...] = ()  # names that may follow: axis=, keepdims=
    because: str = ""


MANY = 100_000  # as many as there are; what a person types is limited by the reader


def described(arg: Surface) -> str:
    """How an error names an operand: its name, or its place."""
    return str(arg.data) if arg.op == "variable" else "this"


def broadcast(shapes: Sequence[Shape], args: Args, sign: str) -> Shape:
    """The common shape of operands by NumPy's rule, or an error that repeats both with their shapes."""
    rank = max((len(s) for s in shapes), default=0)
    out: list[Dim] = [1] * rank
    owner: list[int] = [0] * rank
    for n, s in enumerate(shapes):
        for k, d in enumerate(s, start=rank - len(s)):
            if d == 1 or d == out[k]:
                continue
            if out[k] != 1:
                a, b = args[owner[k]], args[n]
                raise ShapeError(
                    f"{sign} joins {described(a)} ({shape_text(a.shape)}) and {described(b)} ({shape_text(b.shape)}) "
                    f"entry by entry, and their sizes {dim_text(out[k])} and {dim_text(d)} differ.",
                    "Give them the same shape, or write @ for a matrix product.",
                )
            out[k], owner[k] = d, n
    return tuple(out)


def options(data: Data) -> dict[str, Any]:
    """The options of a call as a dict."""
    return dict(data or ())


def packed(**given: Any) -> Hashable:
    """Options in normal form: sorted, without those that are None or False."""
    kept = tuple(sorted((k, v) for k, v in given.items() if v is not None and v is not False))
    return kept or None


def one_axis(axis: int, rank: int, what: str) -> int:
    """An axis counted from the front, or an error."""
    if not -rank <= axis < rank:
        raise ShapeError(
            f"{what} has {rank} {'axis' if rank == 1 else 'axes'}; there is no axis {axis}.",
            f"Axes are numbered 0 to {rank - 1}, or -1 for the last." if rank else "A number has no axes.",
        )
    return axis % rank


def reduced_axes(data: Data, rank: int, what: str) -> tuple[tuple[int, ...], bool]:
    """The axes a reduction works along (all of them unless told) and whether they stay as size 1."""
    given = options(data)
    axis = given.get("axis")
    if axis is None:
        axes = tuple(range(rank))
    else:
        several = axis if isinstance(axis, tuple) else (axis,)
        axes = tuple(sorted({one_axis(int(a), rank, what) for a in several}))
    return axes, bool(given.get("keepdims", False))
