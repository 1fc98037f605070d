"""The last line of a derivation: tidied where that can be seen, left alone where it is tidy as it stands."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from steepest.calculus.expr import Expr
from steepest.calculus.operators import build
from steepest.calculus.paper import add, div, mul, neg, rational
from steepest.calculus.raising import raised
from steepest.calculus.readable import marks, shortest
from steepest.calculus.steps import TIDY, Step
from steepest.calculus.surface import Surface, node, number, walk


def ended(steps: Sequence[Step], line: Surface, core: Expr, *others: Expr) -> tuple[tuple[Step, ...], Surface, Expr]:
    """The steps with the tidying that is left to do, the result, and its core; `core` is that of the line.

    `others` are equal to it, and may be shorter.
    """
    expr, why = shortest(core, *others)
    result = raised(expr)
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


def orderly(root: Surface) -> bool:
    """Is this written as people write results: one number in front, then letters, then functions; one fraction?"""
    return all(_tidy(e) for e in walk(root))


def _tidy(e: Surface) -> bool:
    match e.op:
        case "mul":
            ranks = [_rank(a) for a in e.args]
            bases = {a.args[0] if a.op == "pow" else a for a in e.args}
            loose = any(a.op in ("div", "neg", "mul") for a in e.args)
            return ranks == sorted(ranks) and ranks.count(0) < 2 and not loose and len(bases) == len(e.args)
        case "div":
            if any(a.op == "div" or (a.op == "mul" and any(b.op == "div" for b in a.args)) for a in e.args):
                return False
            return not minus(e.args[0]) and e.args[1].op != "neg" and not all(a.op == "number" for a in e.args)
        case "neg":
            return e.args[0].op != "neg" and not (e.args[0].op == "div" and minus(e.args[0].args[0]))
        case "pow":
            return (rational(e.args[1]) or 0) >= 0
        case "add":
            return rational(e.args[0]) is None or all(rational(a) is None for a in e.args[1:])
    return True


def minus(e: Surface) -> bool:
    """Does this begin with a minus sign?"""
    while e.op in ("mul", "div"):
        e = e.args[0]
    return e.op == "neg" or (rational(e) or 0) < 0


def _rank(e: Surface) -> int:
    """Numbers, then letters and their powers, then everything else."""
    if e.op in ("number", "constant") or rational(e) is not None:
        return 0
    if e.op == "variable" or (e.op == "pow" and e.args[0].op == "variable"):
        return 1
    return 2
