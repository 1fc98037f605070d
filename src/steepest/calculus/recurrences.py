"""Recurrences as written: scan(tanh(W @ h + U @ x), h=h0, x=X), their shapes, and the words for them.

The body is an expression of its own, in names that have a meaning only there; what it takes from outside are arguments
of the node, so that everything that walks over a tree sees them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from steepest.calculus.dims import Dim, Shape, dim_text, shape_text
from steepest.calculus.expr import Expr
from steepest.calculus.remaking import scan, unbound
from steepest.calculus.signature import MANY, Args, Cores, Data, Operator, ShapeError, described
from steepest.calculus.surface import Recurrence, Surface, variable, variables

SCANS = ("scan", "backscan")
STATES = ("h", "s", "c", "u", "v", "q", "m")
ROWS = ("x", "y", "z", "g", "a", "b", "p", "r", "t", "w")


def recurrence(
    body: Surface, state: str, rows: Sequence[str], start: Surface, items: Sequence[Surface], steps: Dim | None
) -> tuple[tuple[Surface, ...], Recurrence]:
    """The arguments and the data of a scan of this body; raises `ShapeError` where the steps are not told or differ."""
    for x in items:
        if not x.shape:
            raise ShapeError(f"{described(x)} has no rows to take one of at each step; it is a number.")
        if steps is not None and steps != x.shape[0]:
            raise ShapeError(
                f"There are {dim_text(steps)} steps, and {described(x)} ({shape_text(x.shape)}) has "
                f"{dim_text(x.shape[0])} rows.", "The first axis of each item is that of the steps."
            )  # fmt: skip
        steps = x.shape[0]
    if steps is None:
        raise ShapeError("How many steps there are is not told.", "Give an array to go along (x=X), or steps=10.")
    own = (state, *rows)
    free = [(n, s) for n, s in variables(body).items() if n not in own]
    args = (start, *items, *(variable(n, s) for n, s in free))
    return args, Recurrence(body, (*own, *(n for n, _ in free)), len(items), steps)


def _shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
    assert isinstance(data, Recurrence)
    if data.body.shape != args[0].shape:
        raise ShapeError(
            f"The start of the recurrence is {shape_text(args[0].shape)}, and a step gives "
            f"{shape_text(data.body.shape)}.", "Every step gives a state of the same shape."
        )  # fmt: skip
    return (data.steps, *args[0].shape), data


def lowered_scan(e: Surface, args: Cores, lower: Callable[[Surface, dict[Surface, Expr]], Expr]) -> Expr:
    """The core of a recurrence whose arguments are lowered; `lower` does the body."""
    assert isinstance(e.data, Recurrence)
    n = 1 + e.data.items
    shapes = [args[0].shape, *(a.shape[1:] for a in args[1:n]), *(a.shape for a in args[n:])]
    own = [unbound(s) for s in shapes[:n]]
    known: dict[Surface, Expr] = {
        variable(name, s): x for name, s, x in zip(e.data.names, shapes, [*own, *args[n:]], strict=True)
    }
    return scan(lower(e.data.body, known), own[0], own[1:], args[0], args[1:n], e.data.steps, e.op == "backscan")


def chosen(letters: Iterable[str], taken: set[str]) -> Iterator[str]:
    """Letters that are not taken, then numbered ones."""
    yield from (x for x in letters if x not in taken)
    yield from (x for k in range(1, MANY) if (x := f"x_{k}") not in taken)


def _unreachable(args: Cores, data: Data) -> Expr:
    raise AssertionError("a recurrence is lowered by `lowering`")


RECURRENCES = tuple(
    Operator(name, (1, MANY), _shape, _unreachable, (), because)
    for name, because in (
        ("scan", "the states of a recurrence"),
        ("backscan", "the states of a recurrence, from the last row to the first"),
    )
)
