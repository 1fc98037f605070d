"""The step of a recurrence as it is read: what came from outside put in, no name caught."""

from __future__ import annotations

from steepest.calculus.operators import build
from steepest.calculus.recurrences import ROWS, STATES, chosen
from steepest.calculus.surface import Recurrence, Surface, rebuild, variable, walk


def inside(e: Surface) -> Surface:
    """The body as it is read: what came from outside is put in, and bound names that it would catch are changed."""
    assert isinstance(e.data, Recurrence)
    n = 1 + e.data.items
    values = {
        variable(name, a.shape): a
        for name, a in zip(e.data.names[n:], e.args[n:], strict=True)
        if a is not variable(name, a.shape)
    }
    return _exchanged(e.data.body, values) if values else e.data.body


def bound_names(root: Surface) -> set[str]:
    """The names that have a meaning only in the steps of recurrences."""
    return {x for e in walk(root) if isinstance(e.data, Recurrence) for x in {*e.data.bound, *bound_names(e.data.body)}}


def told(e: Surface) -> tuple[Surface, Recurrence]:
    """The step of a recurrence as it is written down, and its names."""
    e = renamed(e)
    assert isinstance(e.data, Recurrence)
    return inside(e), e.data


def _exchanged(body: Surface, values: dict[Surface, Surface]) -> Surface:
    return rebuild(body, values, build)


def renamed(e: Surface) -> Surface:
    """The same recurrence with bound names that occur nowhere in what it takes from outside."""
    assert isinstance(e.data, Recurrence)
    n = 1 + e.data.items
    outer = {x for a in e.args[n:] for x in a.names}
    if not outer & set(e.data.bound):
        return e
    free = chosen((*STATES, *ROWS), {*outer, *e.data.names})
    names = [next(free) if x in outer else x for x in e.data.bound]
    shapes = [e.args[0].shape, *(a.shape[1:] for a in e.args[1:n])]
    values = {variable(a, s): variable(b, s) for a, b, s in zip(e.data.bound, names, shapes, strict=True) if a != b}
    data = Recurrence(_exchanged(e.data.body, values), (*names, *e.data.names[n:]), e.data.items, e.data.steps)
    return build(e.op, e.args, data)
