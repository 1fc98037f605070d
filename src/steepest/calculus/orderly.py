"""Whether something is written as people write results: one number in front, then letters, then functions."""

from __future__ import annotations

from steepest.calculus.paper import rational
from steepest.calculus.surface import Surface, walk


def orderly(root: Surface) -> bool:
    """Is this written as people write results: one number in front, then letters, then functions; one fraction?"""
    return all(tidy(e) for e in walk(root))


def tidy(e: Surface) -> bool:
    """Is this node written so, its arguments apart?"""
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
