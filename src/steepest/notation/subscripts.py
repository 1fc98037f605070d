"""What stands between the brackets of an index: `0`, `:`, `1:`, `:-1`, `::2`, `None`."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from steepest.calculus.dims import Dim, Shape, Size, dim_add, dim_text
from steepest.calculus.surface import Surface


def subscript(e: Surface, write: Callable[[Dim], str] = dim_text) -> str:
    """The entries of an index node, one an axis; whole axes at the end are left out."""
    assert isinstance(e.data, tuple)
    axes = iter(e.args[0].shape)
    parts: list[str] = []
    for entry in e.data:
        kind, *rest = entry
        if kind == "new":
            parts.append("None")
        elif kind == "at":
            parts.append(_place(rest[0], next(axes), write))
        else:
            parts.append(_slice(rest[0], rest[1], rest[2], next(axes), write))
    while len(parts) > 1 and parts[-1] == ":":
        parts.pop()
    return ", ".join(parts)


def from_the_front(items: Sequence[tuple[Any, ...]], shape: Shape) -> tuple[tuple[Any, ...], ...]:
    """The entries of an index as they were written, where the last place is the end of a slice that goes back:
    x[3:-1:-1] ends at the last entry. In a tree that -1 would stand before the first.
    """
    sizes = iter(shape)
    out = []
    for item in items:
        d = next(sizes, 0) if item[0] != "new" else 0
        if item[0] == "slice" and item[2] == -1 and isinstance(item[3], int) and item[3] < 0:
            item = (item[0], item[1], dim_add(d, -1), item[3])
        out.append(item)
    return tuple(out)


def _place(k: Any, size: Dim, write: Callable[[Dim], str]) -> str:
    """One entry: counted from the end where the size is a letter."""
    behind = dim_add(k, size, -1)
    return str(behind) if isinstance(behind, int) and not isinstance(size, int) else _bound(k, write)


def _slice(start: Any, stop: Any, step: Any, size: Dim, write: Callable[[Dim], str]) -> str:
    step = 1 if step is None else step
    if step < 0:
        whole = (start is None or dim_add(start, size, -1) == -1) and (stop is None or stop == -1)
        first = "" if whole else _bound(start, write)
        last = "" if stop is None or stop == -1 or (isinstance(stop, int) and stop < 0) else _bound(stop, write)
        return f"{first}:{last}:{step}"
    first = "" if start is None or start == 0 else _bound(start, write)
    return f"{first}:{_stop(stop, size, step, write)}" + (f":{step}" if step != 1 else "")


def _stop(stop: Any, size: Dim, step: int, write: Callable[[Dim], str]) -> str:
    """The end of a slice: left out at the end of the axis, counted from it where that needs no letter."""
    if stop is None:
        return ""
    over = dim_add(stop, size, -1)
    if isinstance(over, int) and 0 <= over < step:
        return ""
    if isinstance(over, int) and not isinstance(size, int):
        return str(over)
    return _bound(stop, write)


def _bound(k: Hashable, write: Callable[[Dim], str]) -> str:
    return write(k) if isinstance(k, int | Size) else "" if k is None else str(k)
