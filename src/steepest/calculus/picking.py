"""Selections in words: slices, entries and zero-padding folded into the array they pick from."""

from __future__ import annotations

from steepest.calculus.dims import Dim, dim_add
from steepest.calculus.expr import Structure
from steepest.calculus.operators import build
from steepest.calculus.signature import packed
from steepest.calculus.surface import Surface
from steepest.calculus.words import Piece, quotient


def structure_words(f: Structure) -> Surface:
    """A constant array of zeros and ones in words: slices of the identity, a running sum of it, a sliding window."""
    if f.data[0] == "triangle":
        return build("cumsum", (build("eye", (), packed(shape=(f.shape[0],))),), packed(axis=0))
    _, strides, offset = f.data
    if len(strides) == 2:
        return build("window", (), packed(shape=f.shape))
    identity = build("eye", (), packed(shape=(f.shape[0],)))
    if not strides:
        return build("index", (identity,), (("at", offset),))
    return build("index", (identity,), (("slice", None, None, None), _slice_item(offset, strides[0], f.shape[1])))


def _slice_item(offset: Dim, step: int, count: Dim) -> tuple[object, ...]:
    stop = dim_add(offset, count, step)
    if step < 0 and isinstance(stop, int) and stop < 0:
        stop = None  # type: ignore[assignment]
    return ("slice", offset, stop, None if step == 1 else step)


def pick(f: Structure, ls: tuple[int, ...], pieces: list[Piece], out: tuple[int, ...], later: set[int]) -> list[Piece]:
    """A selection applied to the one array it selects from, or as an array of its own."""
    if f.data[0] == "affine" and len(f.data[1]) <= 1:
        users = [p for p in pieces if ls[0] in p.labels]
        if len(ls) == 1 and users and ls[0] not in out:
            return [_indexed(p, ls[0], ("at", f.data[2]), None) if p in users else p for p in pieces]
        if len(users) == 1 and not {ls[0]} & {*out, *later} and ls[1:] and ls[1] not in users[0].labels:
            p = users[0]
            chosen = _indexed(p, ls[0], _slice_item(f.data[2], f.data[1][0], f.shape[1]), ls[1])
            return [chosen if q is p else q for q in pieces]
    if f.data[0] == "affine" and len(ls) == 2 and f.data[1] == (1,) and ls[1] not in later:
        padded = _padded(f, ls, pieces, out)
        if padded is not None:
            return padded
    return [*pieces, Piece((structure_words(f),), (), ls)]


def _indexed(p: Piece, label: int, item: tuple[object, ...], becomes: int | None) -> Piece:
    """A piece with an index or a slice at one of its labels."""
    axis = p.labels.index(label)
    if item[0] == "slice" and len(p.over) + len(p.under) > 1:  # of a product, the whole product
        p = Piece((quotient(p.over, p.under),), (), p.labels)
    items = tuple(item if k == axis else ("slice", None, None, None) for k in range(len(p.labels)))
    while items and items[-1] == ("slice", None, None, None):
        items = items[:-1]
    labels = tuple(becomes if x == label else x for x in p.labels)
    over, under = (tuple(build("index", (a,), items) for a in side) for side in (p.over, p.under))
    return Piece(over, under, tuple(x for x in labels if x is not None))


def _padded(f: Structure, ls: tuple[int, ...], pieces: list[Piece], out: tuple[int, ...]) -> list[Piece] | None:
    """An array set into a longer one: zeros before and after."""
    users = [p for p in pieces if ls[1] in p.labels]
    if len(users) != 1 or ls[1] in out or ls[0] in users[0].labels:
        return None
    p = users[0]
    body = quotient(p.over, p.under)
    if len(body.shape) != len(p.labels):
        return None
    axis = p.labels.index(ls[1])
    before = f.data[2]
    after = dim_add(dim_add(f.shape[0], f.shape[1], -1), before, -1)
    kept = [x for x, d in ((zeros_like(body, axis, before), before), (body, 1), (zeros_like(body, axis, after), after))
            if d != 0]  # fmt: skip
    made = build("concatenate", tuple(kept), packed(axis=axis or None)) if len(kept) > 1 else body
    labels = tuple(ls[0] if x == ls[1] else x for x in p.labels)
    return [Piece((made,), (), labels) if q is p else q for q in pieces]


def zeros_like(body: Surface, axis: int, length: Dim) -> Surface:
    """Zeros of the shape of `body` but for one axis."""
    shape = tuple(length if k == axis else d for k, d in enumerate(body.shape))
    return build("zeros", (), packed(shape=shape))
