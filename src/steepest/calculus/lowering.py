"""From what was written to the core: each operator's row says how; composites are written out first."""

from __future__ import annotations

from steepest.calculus.composites import COMPOSITES
from steepest.calculus.expr import Expr, variable
from steepest.calculus.operators import OPERATORS, expanded
from steepest.calculus.recurrences import SCANS, lowered_scan
from steepest.calculus.remaking import substitute
from steepest.calculus.surface import Surface


def lowered(root: Surface, done: dict[Surface, Expr]) -> Expr:
    """The core expression of a tree without derivatives in it; `done` has the nodes lowered before, and is filled."""
    stack = [root]
    while stack:
        e = stack[-1]
        if e in done:
            stack.pop()
            continue
        if e.op in COMPOSITES:
            meaning = expanded(e)
            if meaning not in done:
                stack.append(meaning)
                continue
            done[e] = done[meaning]
            continue
        waiting = [a for a in e.args if a not in done]
        if waiting:
            stack.extend(waiting)
            continue
        done[e] = one(e, tuple(done[a] for a in e.args))
    return done[root]


def one(e: Surface, args: tuple[Expr, ...]) -> Expr:
    """The core of one node whose arguments are lowered."""
    if e.op == "variable":
        return variable(str(e.data), e.shape)
    if e.op == "let":
        return bound(tuple(e.data), args)  # type: ignore[arg-type]
    if e.op in SCANS:
        return lowered_scan(e, args, lowered)
    return OPERATORS[e.op].lower(args, e.data)


def bound(names: tuple[str, ...], args: tuple[Expr, ...]) -> Expr:
    """The body of a `let` with its names exchanged for their values; a value may use the names before it."""
    values: dict[Expr, Expr] = {}
    for name, value in zip(names, args[:-1], strict=True):
        values[variable(name, value.shape)] = substitute(value, values) if values else value
    return substitute(args[-1], values)
