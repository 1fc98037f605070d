"""Rearranging what a program computes so that it costs less: the same mathematics, another order of work.

Matrix products that end in a vector are done from the vector; numbers are multiplied last; tr(A B) is a sum of
products; the inverse times something is a solution of linear equations (Higham, Accuracy and Stability, §14.1).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from steepest.calculus.composites import COMPOSITES
from steepest.calculus.operators import build, expanded
from steepest.calculus.surface import Surface, node, rebuild
from steepest.notation.sharing import distinct, uses


def without_let(root: Surface) -> Surface:
    """The expression with each name of a `let` exchanged for what it stands for; parts stay shared."""
    while True:
        lets = [e for e in distinct([root]) if e.op == "let"]
        if not lets:
            return root
        e = lets[0]  # the innermost: arguments come first
        assert isinstance(e.data, tuple)
        body = e.args[-1]
        values = dict(zip(e.data, e.args, strict=False))
        # later names may be written with earlier ones
        for k, name in enumerate(e.data):
            earlier = _named(values[name], {n: values[n] for n in e.data[:k]})
            values[name] = earlier
        root = rebuild(root, {e: _named(body, values)}, build)


def _named(e: Surface, values: dict[str, Surface]) -> Surface:
    replace = {v: values[str(v.data)] for v in distinct([e]) if v.op == "variable" and v.data in values}
    return rebuild(e, replace, build) if replace else e


def written_out(root: Surface, spelled: frozenset[str]) -> Surface:
    """The expression with composites that a target has no word for written out by their definitions."""
    while True:
        replace = {e: expanded(e) for e in distinct([root]) if e.op in COMPOSITES and not _spelled(e, spelled)}
        if not replace:
            return root
        outer = dict.fromkeys(replace)
        done: dict[Surface, Surface] = {}
        for e in distinct([root]):  # arguments first, so that nested composites are exchanged inside out
            args = tuple(done[a] for a in e.args)
            again = e if args == e.args else build(e.op, args, e.data)
            done[e] = expanded(again) if e in outer else again
        root = done[root]


def _spelled(e: Surface, spelled: frozenset[str]) -> bool:
    """Has the target a word for this, with these arguments? The words are for the default parameters."""
    fewest = sum("=" not in p for p in COMPOSITES[e.op].parameters.split(","))
    return e.op in spelled and len(e.args) == fewest


def cheaper(roots: Sequence[Surface]) -> list[Surface]:
    """The expressions with their work in a better order."""
    count = uses(roots)
    done: dict[Surface, Surface] = {}
    once: Counter[Surface] = Counter()
    for e in distinct(roots):
        args = tuple(done[a] for a in e.args)
        new = e if args == e.args else node(e.op, args, e.data, e.shape)
        if e.op == "mul" and any(_is_one(a) for a in args):
            new = _without_ones(e, args)
        elif e.op == "matmul":
            new = _product(args[0], args[1], once)
        elif e.op == "tr" and args[0].op == "matmul" and once[args[0]]:
            a, b = args[0].args
            new = build("sum", (build("mul", (a, build("transpose", (b,)) if b.op != "transpose" else b.args[0])),))
        done[e] = new
        if count[e] == 1:
            once[new] += 1
    return [done[root] for root in roots]


def _is_one(e: Surface) -> bool:
    return e.op == "number" and e.data == 1


def _without_ones(e: Surface, args: tuple[Surface, ...]) -> Surface:
    """A product without factors 1, which definitions with a parameter leave behind."""
    kept = tuple(a for a in args if not _is_one(a)) or args[:1]
    return kept[0] if len(kept) == 1 else node("mul", kept, None, e.shape)


def _is_diagonal(e: Surface) -> bool:
    """Is this the diagonal matrix of a vector?"""
    return e.op == "diag" and len(e.args[0].shape) == 1


def _is_thin(e: Surface) -> bool:
    """Is this a sum of diagonals and outer products, diag(p) - p pᵀ? Its products are better done term by term."""
    return e.op == "add" and all(_stem(t).op == "outer" or _is_diagonal(_stem(t)) for t in e.args)


def _stem(e: Surface) -> Surface:
    """A term without its sign and its numbers."""
    while True:
        if e.op == "neg" or (e.op == "mul" and all(f.shape == () for f in e.args[:-1])):
            e = e.args[-1]
        elif e.op == "div" and e.args[1].shape == ():
            e = e.args[0]
        else:
            return e


def _product(a: Surface, b: Surface, once: Counter[Surface]) -> Surface:
    """a @ b, with signs and numbers outside and vectors first."""
    outside: list[tuple[str, tuple[Surface, ...]]] = []
    while True:
        if a.op == "neg" and once[a]:
            outside.append(("neg", ()))
            a = a.args[0]
        elif a.op == "mul" and once[a] and all(f.shape == () for f in a.args[:-1]) and a.args[-1].shape != ():
            outside.append(("mul", a.args[:-1]))
            a = a.args[-1]
        elif a.op == "div" and once[a] and a.args[0].shape != () == a.args[1].shape:
            outside.append(("div", a.args[1:]))
            a = a.args[0]
        elif b.op == "div" and once[b] and b.args[0].shape != () == b.args[1].shape:
            outside.append(("div", b.args[1:]))
            b = b.args[0]
        elif b.op == "neg" and once[b]:
            outside.append(("neg", ()))
            b = b.args[0]
        elif a.op == "matmul" and once[a] and len(b.shape) == 1 and len(a.args[1].shape) == 2:
            b = _product(a.args[1], b, once)
            a = a.args[0]
        else:
            break
    if _is_thin(a) and once[a]:
        new = build("add", tuple(_product(t, b, once) for t in a.args))
    elif _is_thin(b) and once[b]:
        new = build("add", tuple(_product(a, t, once) for t in b.args))
    elif a.op == "outer" and len(b.shape) <= 2:  # (u vᵀ) B is u (vᵀB)
        u, v = a.args
        rest = _product(v, b, once)
        new = build("outer", (u, rest)) if rest.shape else build("mul", (rest, u))
    elif b.op == "outer" and len(a.shape) <= 2:
        u, v = b.args
        rest = _product(a, u, once)
        new = build("outer", (rest, v)) if rest.shape else build("mul", (rest, v))
    elif _is_diagonal(a):  # the n × n matrix is not formed
        v = a.args[0]
        new = build(
            "mul", (build("index", (v,), (("slice", 0, v.shape[0], 1), ("new",))) if len(b.shape) == 2 else v, b)
        )
    elif _is_diagonal(b):
        new = build("mul", (a, b.args[0]))
    elif a.op == "inv" and once[a] and len(b.shape) <= 2:
        new = build("solve", (a.args[0], b))
    elif len(a.shape) == 1 and b.op == "matmul" and once[b] and len(b.args[0].shape) == 2:
        new = build("matmul", (_product(a, b.args[0], once), b.args[1]))
    else:
        new = build("matmul", (a, b))
    for op, factors in reversed(outside):
        new = build(op, (new, *factors) if op == "div" else (*factors, new))
    return new
