"""Sums of arrays set among zeros, written as one array joined from its blocks: concatenate(h[None], H[:-1])."""

from __future__ import annotations

from collections.abc import Sequence

from steepest.calculus.dims import Dim, dim_add
from steepest.calculus.operators import build
from steepest.calculus.picking import zeros_like
from steepest.calculus.signature import options, packed
from steepest.calculus.surface import Surface, number
from steepest.calculus.words import product

Block = tuple[Dim, Dim, Surface | None]  # where it starts, how long it is, what it is; None for zeros
Blocks = tuple[int, list[Block]]  # the axis along which they lie


def joined(terms: Sequence[Surface]) -> list[Surface]:
    """The terms of a sum, with those that fill each other's zeros along an axis made one."""
    out: list[Surface] = []
    for term in terms:
        own = _blocks(term)
        for k, other in enumerate(out):
            made = _filled(_blocks(other), own) if own else None
            if made is not None:
                out[k] = made
                break
        else:
            out.append(term)
    return out


def _blocks(e: Surface) -> Blocks | None:
    """The blocks of an array along an axis; None where it has none."""
    if e.op == "concatenate":
        axis = int(options(e.data).get("axis", 0))
        out: list[Block] = []
        at: Dim = 0
        for a in e.args:
            out.append((at, a.shape[axis], None if a.op == "zeros" else a))
            at = dim_add(at, a.shape[axis])
        return axis, out
    found = _set_in(e)
    if found is None:
        return None
    axis, unit, body = found
    assert isinstance(unit.data, tuple)
    k: Dim = unit.data[0][1]
    n = e.shape[axis]
    whole: list[Block] = [(0, k, None), (k, 1, body), (dim_add(k, 1), dim_add(dim_add(n, k, -1), -1), None)]
    return axis, [b for b in whole if b[1] != 0]


def _set_in(e: Surface) -> tuple[int, Surface, Surface] | None:
    """A row or column set at one place: outer(eye(n)[k], v) as 0, eye(n)[k], v[None]; a number likewise."""
    if _is_unit(e) and len(e.shape) == 1:
        return 0, e, build("stack", (number(1),))
    if e.op == "outer" and any(map(_is_unit, e.args)):
        axis = 0 if _is_unit(e.args[0]) else 1
        body = e.args[1 - axis]
        every = ("slice", 0, body.shape[0], 1)
        return axis, e.args[axis], build("index", (body,), (("new",), every) if axis == 0 else (every, ("new",)))
    if e.op != "mul" or any(a.shape for a in e.args[:-1]):
        return None
    inner = e.args[-1]
    if inner.op == "outer" and (found := _set_in(inner)) is not None:
        body = inner.args[1 - found[0]]
        scaled = product([*e.args[:-1], body])
        return _set_in(build("outer", (found[1], scaled) if found[0] == 0 else (scaled, found[1])))
    if _is_unit(inner) and len(e.shape) == 1:
        return 0, inner, build("stack", (product(e.args[:-1]),))
    return None


def _is_unit(e: Surface) -> bool:
    return e.op == "index" and e.args[0].op == "eye" and isinstance(e.data, tuple) and e.data[0][0] == "at"


def _filled(left: Blocks | None, right: Blocks) -> Surface | None:
    """Two arrays of blocks as one, where what is zero in one holds the other."""
    if left is None or left[0] != right[0]:
        return None
    axis, a, b = left[0], left[1], right[1]
    full = [x for x in (*a, *b) if x[2] is not None]
    if not full or not any(x[2] is None for x in a):
        return None
    at: Dim = 0
    parts: list[Surface] = []
    end = dim_add(a[-1][0], a[-1][1])
    edges = [x[0] for x in (*a, *b)] + [end]
    while at != end:
        block = next((x for x in full if x[0] == at), None)
        if block is not None and block[2] is not None:
            full.remove(block)
            parts.append(block[2])
            at = dim_add(at, block[1])
            continue
        gap = next((x for x in (*a, *b) if x[0] == at and dim_add(at, x[1]) in edges and _empty(x, full)), None)
        like = parts[-1] if parts else full[0][2] if full else None
        if gap is None or like is None:
            return None
        parts.append(zeros_like(like, axis, gap[1]))
        at = dim_add(at, gap[1])
    return build("concatenate", tuple(parts), packed(axis=axis or None)) if not full and len(parts) > 1 else None


def _empty(gap: Block, full: Sequence[Block]) -> bool:
    """Does nothing begin within this gap, as far as sizes with letters can be told apart?"""
    end = dim_add(gap[0], gap[1])
    for start, _, _ in full:
        inner, outer = dim_add(start, gap[0], -1), dim_add(end, start, -1)
        if not (isinstance(inner, int) and inner < 0) and not (isinstance(outer, int) and outer <= 0):
            return False
    return True
