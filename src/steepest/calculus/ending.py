"""The last line of a derivation: tidied where that can be seen, left alone where it is tidy as it stands."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from steepest.calculus.expr import Expr
from steepest.calculus.operators import build
from steepest.calculus.orderly import orderly
from steepest.calculus.paper import add, div, mul, neg
from steepest.calculus.raising import Memo, raised
from steepest.calculus.readable import marks, shortest
from steepest.calculus.steps import TIDY, Step
from steepest.calculus.surface import Surface, node, number, walk


def ended(
    steps: Sequence[Step], line: Surface, core: Expr, *others: Expr, words: Memo
) -> tuple[tuple[Step, ...], Surface, Expr]:
    """The steps with the tidying that is left to do, the result, and its core; `core` is that of the line.

    `others` are equal to it, and may be shorter; `words` knows how the function was written.
    """
    expr, why = shortest(core, *others, words=words)
    result = raised(expr, words)
    if result is line:
        return tuple(steps), result, expr
    written, tidied = looks(line), looks(result)
    if orderly(line) and marks(written) <= marks(tidied):
        return tuple(steps), line, core
    if steps and written is tidied:
        return (*steps[:-1], replace(steps[-1], after=result)), result, expr
    return (*steps, Step(TIDY, TIDY.name, why or TIDY.because, line, result, line, result)), result, expr


def looks(root: Surface) -> Surface:
    """The same expression in the one shape that looks as it does: x · (a/b) and (x a)/b print alike."""
    done: dict[Surface, Surface] = {}
    for e in walk(root):
        done[e] = _alike(e.op, tuple(done[a] for a in e.args), e.data)
    return done[root]


def _alike(op: str, args: tuple[Surface, ...], data: Hashable) -> Surface:
    match op:
        case "mul":
            below = [a.args[1] for a in args if a.op == "div"]
            if below:
                above = _alike("mul", tuple(a.args[0] if a.op == "div" else a for a in args), None)
                return _alike("div", (above, mul(*below)), None)
            made = mul(*(a.args[0] if a.op == "neg" else a for a in args))
            return neg(made) if sum(a.op == "neg" for a in args) % 2 else made
        case "div" if args[0].op == "neg":
            return neg(div(args[0].args[0], args[1]))
        case "div" if args[0].op == "number" and args[1].op == "number" and args[1].data:
            return number(args[0].data / args[1].data)  # type: ignore[operator]
        case "add":
            return add(*args)
        case "neg":
            return neg(args[0])
        case "pow" if args[0].op == "constant" and args[0].data == "e":
            return build("exp", (args[1],))
        case "number" if data < 0:  # type: ignore[operator]
            return neg(number(-data))  # type: ignore[operator]
        case _:
            return build(op, args, data) if args else node(op, args, data, ())
