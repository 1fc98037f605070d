"""The operators of the language: + - * / ** @ .T, comparisons, indexing; one row each."""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.dims import Dim, Shape, dim_add, dim_text, shape_text
from steepest.calculus.expr import Expr, named, number, structure
from steepest.calculus.signature import MANY, Args, Cores, Data, Operator, ShapeError, broadcast, described

ORDER = {"<": ("less", False), ">": ("less", True), "<=": ("less_equal", False), ">=": ("less_equal", True),
         "==": ("equal", False), "!=": ("not_equal", False)}  # fmt: skip


def _scalar(args: Args, data: Data) -> tuple[Shape, Hashable]:
    return (), data


def _elementwise(sign: str):  # type: ignore[no-untyped-def]
    def shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
        return broadcast([a.shape for a in args], args, sign), data

    return shape


def _matmul_shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
    a, b = args
    if not a.shape or not b.shape:
        lone = a if not a.shape else b
        raise ShapeError(
            f"`@` joins arrays, and {described(lone)} is a number.",
            f'Declare its shape, for example "{described(lone)}: n", or write * for a product of numbers.',
        )
    last, first = a.shape[-1], b.shape[-2] if len(b.shape) > 1 else b.shape[0]
    if last != first:
        which = "the first axis" if len(b.shape) <= 2 else "the last but one axis"
        hint = ""
        if len(a.shape) == 2 and a.shape[0] == first:
            hint = f"Did you mean {described(a)}.T @ {described(b)}?"
        elif len(b.shape) == 2 and b.shape[1] == last:
            hint = f"Did you mean {described(a)} @ {described(b)}.T?"
        raise ShapeError(
            f"`@` joins the last axis of {described(a)} ({dim_text(last)}) with {which} of {described(b)} "
            f"({dim_text(first)}), and they differ.",
            hint,
        )
    lead = broadcast([a.shape[:-2], b.shape[:-2]], args, "`@`")
    rows = a.shape[-2:-1]
    columns = b.shape[-1:] if len(b.shape) > 1 else ()
    return (*lead, *rows, *columns), data


def _matmul(args: Cores, data: Data) -> Expr:
    a, b = args
    lead = algebra.broadcast_shape(a.shape[:-2], b.shape[:-2])
    rank = len(lead)
    row, column, joined = rank, rank + 1, rank + 2

    def batch(e: Expr, base: int) -> list[int]:
        own = e.shape[:-2]
        skip = rank - len(own)
        return [skip + k if d == lead[skip + k] else base + k for k, d in enumerate(own)]

    la = [*batch(a, 100), *([row] if len(a.shape) > 1 else []), joined]
    lb = [*batch(b, 200), joined, *([column] if len(b.shape) > 1 else [])]
    out = [*range(rank), *([row] if len(a.shape) > 1 else []), *([column] if len(b.shape) > 1 else [])]
    return algebra.contract(1, [(a, la), (b, lb)], out, dict(enumerate(lead)))


def _transpose_shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
    return args[0].shape[::-1], None


def _compare(args: Cores, data: Data) -> Expr:
    name, swap = ORDER[data]
    a, b = args[::-1] if swap else args
    return algebra.elementwise(name, a, b)


def _index_shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
    """data: one item an axis: ("at", k), ("slice", start, stop, step) with None where left out, ("new",)."""
    (x,) = args
    used = sum(1 for item in data if item[0] != "new")
    if used > len(x.shape):
        raise ShapeError(
            f"{described(x)} has shape {shape_text(x.shape)}, and {used} indices were given.",
            "Give at most one index an axis.",
        )
    shape: list[Dim] = []
    normal: list[tuple[object, ...]] = []
    rest = list(x.shape)
    for item in data:
        if item[0] == "new":
            shape.append(1)
            normal.append(item)
            continue
        d = rest.pop(0)
        if item[0] == "at":
            k = _inside(item[1], d, described(x))
            normal.append(("at", k))
        else:
            start, count, step = _slice(item[1:], d)
            shape.append(count)
            stop = dim_add(start, _times(count, step))
            normal.append(("slice", start, -1 if isinstance(stop, int) and stop < 0 else stop, step))
    normal.extend(("slice", 0, d, 1) for d in rest)
    return (*shape, *rest), tuple(normal)


def _times(a: Dim, k: int) -> Dim:
    return dim_add(0, a, k)


def _inside(k: Dim, d: Dim, what: str) -> Dim:
    if isinstance(k, int) and k < 0:
        k = dim_add(d, k)
    if isinstance(k, int) and isinstance(d, int) and not 0 <= k < d:
        raise ShapeError(f"{what} has {d} entries along this axis; there is no entry {k}.", f"They are 0 to {d - 1}.")
    return k


def _slice(parts: tuple[Dim | None, ...], d: Dim) -> tuple[Dim, Dim, int]:
    """Start, number of entries, step; a slice that goes back ends with None, or with -1, before the first entry."""
    start, stop, step = parts
    step = 1 if step is None else step
    if not isinstance(step, int) or step == 0:
        raise ShapeError("The step of a slice is a whole number other than 0.")
    if step < 0 and stop == -1:
        stop = None
    if isinstance(d, int) and all(p is None or isinstance(p, int) for p in (start, stop)):
        span = range(*slice(start, stop, step).indices(d))
        return span.start if len(span) else 0, len(span), step
    if step != 1:
        if start in (None, dim_add(d, -1)) and stop is None and step == -1:
            return dim_add(d, -1), d, -1
        raise ShapeError("A slice with a step needs an axis of known size.", "Declare the size as a number.")

    def place(p: Dim | None, otherwise: Dim) -> Dim:
        if p is None:
            return otherwise
        return dim_add(d, p) if isinstance(p, int) and p < 0 else p

    a, b = place(start, 0), place(stop, d)
    return a, dim_add(b, a, -1), 1


def _index(args: Cores, data: Data) -> Expr:
    (x,) = args
    factors: list[tuple[Expr, list[int]]] = []
    labels: list[int] = []
    out: list[int] = []
    sizes: dict[int, Dim] = {}
    fresh = iter(range(1000))
    axes = iter(x.shape)
    for item in data:
        if item[0] == "new":
            k = next(fresh)
            out.append(k)
            sizes[k] = 1
            continue
        d = next(axes)
        axis = next(fresh)
        labels.append(axis)
        if item[0] == "at":
            factors.append((structure(("affine", (), item[1]), (d,)), [axis]))
            continue
        _, start, stop, step = item
        count = dim_add(stop, start, -1)
        if step not in (1, -1) and isinstance(count, int):
            count = -(-count // step)  # the last step may go beyond the end
        elif step == -1:
            count = _times(count, -1)
        if start == 0 and step == 1 and count == d:
            out.append(axis)
            continue
        k = next(fresh)
        factors.append((algebra.picked(d, start, step, count), [axis, k]))
        out.append(k)
    return algebra.contract(1, [(x, labels), *factors], out, sizes)


def _add(args: Cores, data: Data) -> Expr:
    return algebra.plus(*args)


def _constant(args: Cores, data: Data) -> Expr:
    return algebra.apply("exp", (number(1),)) if data == "e" else named("pi")


def _power(args: Cores, data: Data) -> Expr:
    base, exponent = args
    if base is algebra.apply("exp", (number(1),)):
        return algebra.elementwise("exp", exponent)
    return algebra.raised(base, exponent)


def _root(n: int):  # type: ignore[no-untyped-def]
    return lambda args, data: algebra.power(args[0], number(Fraction(1, n)))


ARITHMETIC = (
    Operator("number", (0, 0), _scalar, lambda args, data: number(data)),
    Operator("constant", (0, 0), _scalar, _constant),
    Operator("size", (0, 0), _scalar, lambda args, data: algebra.size_expr(data)),
    Operator("add", (2, MANY), _elementwise("`+`"), _add, because="sum"),
    Operator("neg", (1, 1), _elementwise("`-`"), lambda args, data: algebra.scale(Fraction(-1), args[0])),
    Operator("mul", (2, MANY), _elementwise("`*`"), lambda args, data: algebra.times(*args), because="product"),
    Operator("div", (2, 2), _elementwise("`/`"), lambda args, data: algebra.over(*args), because="quotient"),
    Operator("pow", (2, 2), _elementwise("`**`"), _power, because="power"),
    Operator("matmul", (2, 2), _matmul_shape, _matmul, because="matrix product"),
    Operator("transpose", (1, 1), _transpose_shape, lambda args, data: algebra.transposed(args[0])),
    Operator("compare", (2, 2), _elementwise("a comparison"), _compare),
    Operator("where", (3, 3), _elementwise("`where`"), lambda args, data: algebra.elementwise("where", *args)),
    Operator("index", (1, 1), _index_shape, _index, because="entries picked out"),
    Operator("sqrt", (1, 1), _elementwise("`sqrt`"), _root(2), because="the square root is the power 1/2"),
    Operator("cbrt", (1, 1), _elementwise("`cbrt`"), _root(3), because="the cube root is the power 1/3"),
)
