"""The functions of whole arrays: reductions, matrices, shapes; one row each, lowered to the core."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from fractions import Fraction
from typing import Any

from steepest.calculus import algebra
from steepest.calculus.atoms import reshaped
from steepest.calculus.dims import Dim, Shape, dim_add, dim_mul, dim_product, dim_text, shape_text
from steepest.calculus.expr import Expr, atom, number, structure
from steepest.calculus.signature import (
    MANY,
    Args,
    Cores,
    Data,
    Operator,
    ShapeError,
    described,
    one_axis,
    options,
    packed,
    reduced_axes,
)

# --- reductions ------------------------------------------------------------------------------------------------------


def _reduction_shape(name: str) -> Callable[[Args, Data], tuple[Shape, Hashable]]:
    def shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
        (x,) = args
        if not x.shape:
            raise ShapeError(
                f"`{name}` works along the axes of an array, and {described(x)} is a number.",
                f'Declare its shape, for example "{described(x) if x.op == "variable" else "x"}: n".',
            )
        rank = len(x.shape)
        axes, keep = reduced_axes(data, rank, described(x))
        left = tuple(1 if k in axes else d for k, d in enumerate(x.shape) if keep or k not in axes)
        given = options(data)
        axis = None if len(axes) == rank else axes[0] if len(axes) == 1 else axes
        return left, packed(axis=axis, keepdims=keep, ddof=given.get("ddof") or None)

    return shape


def reduce_axes(x: Expr, data: Data, fold: Callable[[Expr, int], Expr]) -> Expr:
    """Move the reduced axes last, `fold` that many of them, and put them back as size 1 if they are kept."""
    axes, keep = reduced_axes(data, len(x.shape), "")
    rank = len(x.shape)
    kept = [k for k in range(rank) if k not in axes]
    order = [*kept, *axes]
    moved = algebra.contract(1, [(x, list(range(rank)))], order)
    folded = fold(moved, len(axes))
    if not keep:
        return folded
    return algebra.contract(1, [(folded, kept)], range(rank), dict.fromkeys(axes, 1))


def _count(x: Expr, data: Data) -> Expr:
    axes, _ = reduced_axes(data, len(x.shape), "")
    return algebra.size_expr(dim_product(x.shape[k] for k in axes))


def total(x: Expr, data: Data) -> Expr:
    """The sum along the axes that `data` tells."""
    return reduce_axes(x, data, lambda e, k: algebra.summed(e, range(len(e.shape) - k, len(e.shape))))


def mean(x: Expr, data: Data) -> Expr:
    """The sum over the number of entries."""
    return algebra.over(total(x, data), _count(x, data))


def _var(args: Cores, data: Data) -> Expr:
    (x,) = args
    inner = {k: v for k, v in options(data).items() if k != "ddof"}
    centred = algebra.minus(x, mean(x, packed(**{**inner, "keepdims": True})))
    squares = total(algebra.power(centred, number(2)), packed(**inner))
    ddof = int(options(data).get("ddof", 0))
    return algebra.over(squares, algebra.plus(_count(x, data), number(-ddof)))


def _norm(args: Cores, data: Data) -> Expr:
    return algebra.power(total(algebra.power(args[0], number(2)), data), number(Fraction(1, 2)))


def log_sum_exp(x: Expr, data: Data) -> Expr:
    """log Σ exp along axes, as an atom that runs without overflow."""
    return reduce_axes(x, data, lambda e, k: _atom_over_last("logsumexp", e, k))


def _atom_over_last(name: str, e: Expr, k: int) -> Expr:
    return atom(name, (e,), e.shape[: len(e.shape) - k], k)


def _minimum_over(e: Expr, k: int) -> Expr:
    return algebra.scale(Fraction(-1), _atom_over_last("max", algebra.scale(Fraction(-1), e), k))


def product_of(e: Expr, k: int) -> Expr:
    """The product of the entries along the last k axes."""
    for _ in range(k):
        e = atom("prod", (e,), e.shape[:-1], 0)
    return e


def _softmax_data(data: Data, rank: int) -> Data:
    return packed(axis=options(data).get("axis", -1 if rank else None), keepdims=True)


def _along_shape(name: str) -> Callable[[Args, Data], tuple[Shape, Hashable]]:
    def shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
        (x,) = args
        if not x.shape:
            raise ShapeError(f"`{name}` works along an axis of an array, and {described(x)} is a number.",
                             f'Declare its shape, for example "{described(x)}: n".')  # fmt: skip
        axis = one_axis(int(options(data).get("axis", -1)), len(x.shape), described(x))
        return x.shape, packed(axis=None if axis == len(x.shape) - 1 else axis)

    return shape


def _log_softmax(args: Cores, data: Data) -> Expr:
    (z,) = args
    return algebra.minus(z, log_sum_exp(z, _softmax_data(data, len(z.shape))))


def _cumsum(args: Cores, data: Data) -> Expr:
    (x,) = args
    rank = len(x.shape)
    axis = options(data).get("axis", -1) % rank
    labels = list(range(rank))
    triangle = structure(("triangle",), (x.shape[axis], x.shape[axis]))
    return algebra.contract(1, [(x, labels), (triangle, [rank, axis])], [rank if k == axis else k for k in labels])


# --- matrices --------------------------------------------------------------------------------------------------------


def _square(name: str, args: Args) -> Dim:
    (x,) = args
    if len(x.shape) != 2 or x.shape[0] != x.shape[1]:
        raise ShapeError(f"`{name}` is for square matrices, and {described(x)} is {shape_text(x.shape)}.",
                         "Declare it as n × n.")  # fmt: skip
    return x.shape[0]


def _square_to(name: str, shape: Callable[[Dim], Shape]) -> Callable[[Args, Data], tuple[Shape, Hashable]]:
    return lambda args, data: (shape(_square(name, args)), None)


def _trace_shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
    _square("tr", args)
    return (), None


def _pinv_shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
    (x,) = args
    if len(x.shape) != 2:
        raise ShapeError(f"`pinv` is for matrices, and {described(x)} is {shape_text(x.shape)}.")
    return x.shape[::-1], None


def _diag_shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
    (x,) = args
    if len(x.shape) == 1:
        return (x.shape[0], x.shape[0]), None
    return (_square("diag", args),), None


def _diag(args: Cores, data: Data) -> Expr:
    (x,) = args
    return algebra.contract(1, [(x, [0])], [0, 0]) if len(x.shape) == 1 else algebra.contract(1, [(x, [0, 0])], [0])


def _pair_shape(name: str, ranks: tuple[int, ...], make: Callable[[Shape, Shape], Shape]) -> Any:
    def shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
        for x in args:
            if len(x.shape) not in ranks:
                raise ShapeError(f"`{name}` is for {'vectors' if ranks == (1,) else 'arrays'}, "
                                 f"and {described(x)} is {shape_text(x.shape)}.")  # fmt: skip
        a, b = args
        if name in ("dot", "inner") and a.shape != b.shape:
            raise ShapeError(f"`{name}` joins {described(a)} ({shape_text(a.shape)}) and {described(b)} "
                             f"({shape_text(b.shape)}), and they differ.")  # fmt: skip
        return make(a.shape, b.shape), None

    return shape


def _inner(args: Cores, data: Data) -> Expr:
    axes = list(range(len(args[0].shape)))
    return algebra.contract(1, [(args[0], axes), (args[1], axes)], [])


def _outer(args: Cores, data: Data) -> Expr:
    return algebra.contract(1, [(args[0], [0]), (args[1], [1])], [0, 1])


def _kron(args: Cores, data: Data) -> Expr:
    a, b = args
    wide = algebra.contract(1, [(a, [0, 2]), (b, [1, 3])], [0, 1, 2, 3])
    return reshaped(wide, (dim_mul(a.shape[0], b.shape[0]), dim_mul(a.shape[1], b.shape[1])))


# --- shapes ----------------------------------------------------------------------------------------------------------


def _reshape_shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
    (x,) = args
    target = list(options(data)["shape"])
    whole = dim_product(x.shape)
    if -1 in target:
        rest = dim_product(d for d in target if d != -1)
        if isinstance(whole, int) and isinstance(rest, int) and rest and whole % rest == 0:
            target[target.index(-1)] = whole // rest
        elif rest == 1:
            target[target.index(-1)] = whole
    shape = tuple(target)
    if -1 in target or dim_product(shape) != whole:
        raise ShapeError(f"{described(x)} ({shape_text(x.shape)}) has {dim_text(whole)} entries; "
                         f"they do not fill {shape_text(shape)}.")  # fmt: skip
    return shape, packed(shape=shape)


def _filled_shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
    return options(data)["shape"], data


def _concatenate_shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
    first = args[0]
    if not first.shape:
        raise ShapeError(f"`concatenate` joins arrays, and {described(first)} is a number.", "Use stack for numbers.")
    axis = one_axis(int(options(data).get("axis", 0)), len(first.shape), described(first))
    length: Dim = 0
    for x in args:
        if len(x.shape) != len(first.shape) or any(
            d != e for k, (d, e) in enumerate(zip(x.shape, first.shape, strict=True)) if k != axis
        ):
            raise ShapeError(f"`concatenate` joins {described(first)} ({shape_text(first.shape)}) and {described(x)} "
                             f"({shape_text(x.shape)}); they must agree but for axis {axis}.")  # fmt: skip
        length = dim_add(length, x.shape[axis])
    return tuple(length if k == axis else d for k, d in enumerate(first.shape)), packed(axis=axis or None)


def _concatenate(args: Cores, data: Data) -> Expr:
    axis = options(data).get("axis", 0)
    rank = len(args[0].shape)
    length: Dim = 0
    for x in args:
        length = dim_add(length, x.shape[axis])
    start: Dim = 0
    terms = []
    for x in args:
        place = algebra.picked(length, start, 1, x.shape[axis])
        labels = list(range(rank))
        out = [rank if k == axis else k for k in labels]
        terms.append((Fraction(1), algebra.contract(1, [(x, labels), (place, [rank, axis])], out)))
        start = dim_add(start, x.shape[axis])
    return algebra.add(terms, terms[0][1].shape)


def _stack_shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
    first = args[0]
    for x in args:
        if x.shape != first.shape:
            raise ShapeError(f"`stack` needs one shape; {described(first)} is {shape_text(first.shape)} and "
                             f"{described(x)} is {shape_text(x.shape)}.")  # fmt: skip
    axis = one_axis(int(options(data).get("axis", 0)), len(first.shape) + 1, "the result")
    shape = (*first.shape[:axis], len(args), *first.shape[axis:])
    return shape, packed(axis=axis or None)


def _stack(args: Cores, data: Data) -> Expr:
    axis = options(data).get("axis", 0)
    rank = len(args[0].shape)
    n = len(args)
    terms = []
    for k, x in enumerate(args):
        unit = algebra.unit(n, k)
        out = list(range(rank))
        out.insert(axis, rank)
        terms.append((Fraction(1), algebra.contract(1, [(x, list(range(rank))), (unit, [rank])], out)))
    return algebra.add(terms, terms[0][1].shape)


# --- einsum, convolution, embedding ----------------------------------------------------------------------------------


def _einsum_parts(spec: str, n: int) -> tuple[list[str], str]:
    left, _, right = spec.replace(" ", "").partition("->")
    parts = left.split(",")
    if len(parts) != n or not all(c.isalpha() for p in [*parts, right] for c in p):
        raise ShapeError(f'einsum("{spec}") does not fit {n} operands.', 'Write it like einsum("ij,jk->ik", A, B).')
    if "->" not in spec:
        letters = "".join(parts)
        right = "".join(sorted(c for c in set(letters) if letters.count(c) == 1))
    return parts, right


def _einsum_shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
    parts, right = _einsum_parts(options(data)["spec"], len(args))
    sizes: dict[str, Dim] = {}
    for x, p in zip(args, parts, strict=True):
        if len(p) != len(x.shape):
            raise ShapeError(f'einsum gives {described(x)} the letters "{p}", and it is {shape_text(x.shape)}.')
        for c, d in zip(p, x.shape, strict=True):
            if sizes.setdefault(c, d) != d:
                raise ShapeError(f"einsum: the letter {c} stands for {dim_text(sizes[c])} and for {dim_text(d)}.")
    unknown = [c for c in right if c not in sizes]
    if unknown:
        raise ShapeError(f"einsum: the letter {unknown[0]} of the result is on no operand.")
    return tuple(sizes[c] for c in right), packed(spec=",".join(parts) + "->" + right)


def _einsum(args: Cores, data: Data) -> Expr:
    parts, right = _einsum_parts(options(data)["spec"], len(args))
    return algebra.contract(1, [(x, [ord(c) for c in p]) for x, p in zip(args, parts, strict=True)],
                            [ord(c) for c in right])  # fmt: skip


def _conv_shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
    """x: …, channels, n and w: out, channels, k; or plain vectors: n and k. Valid correlation, stride 1."""
    x, w = args
    rank = len(w.shape)
    if rank == 1 and len(x.shape) == 1:
        return (dim_add(dim_add(x.shape[0], w.shape[0], -1), 1),), None
    if rank == 3 and len(x.shape) in (2, 3) and x.shape[-2] == w.shape[1]:
        return (*x.shape[:-2], w.shape[0], dim_add(dim_add(x.shape[-1], w.shape[2], -1), 1)), None
    raise ShapeError(f"`conv1d` of {described(x)} ({shape_text(x.shape)}) and {described(w)} ({shape_text(w.shape)}).",
                     "Give x: n and w: k, or x: batch channels n and w: out channels k.")  # fmt: skip


def _conv(args: Cores, data: Data) -> Expr:
    x, w = args
    n, k = x.shape[-1], w.shape[-1]
    m = dim_add(dim_add(n, k, -1), 1)
    slide = structure(("affine", (1, 1), 0), (n, m, k))
    if len(w.shape) == 1:
        return algebra.contract(1, [(x, [0]), (w, [1]), (slide, [0, 2, 1])], [2])
    batch = list(range(10, 10 + len(x.shape) - 2))
    return algebra.contract(1, [(x, [*batch, 3, 0]), (w, [4, 3, 1]), (slide, [0, 2, 1])], [*batch, 4, 2])


def _conv2_shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
    """x: …, channels, h, w and kernel: out, channels, i, j; or plain matrices."""
    x, w = args
    if len(w.shape) == 2 and len(x.shape) == 2:
        return tuple(dim_add(dim_add(a, b, -1), 1) for a, b in zip(x.shape, w.shape, strict=True)), None
    if len(w.shape) == 4 and len(x.shape) in (3, 4) and x.shape[-3] == w.shape[1]:
        tail = tuple(dim_add(dim_add(a, b, -1), 1) for a, b in zip(x.shape[-2:], w.shape[-2:], strict=True))
        return (*x.shape[:-3], w.shape[0], *tail), None
    raise ShapeError(f"`conv2d` of {described(x)} ({shape_text(x.shape)}) and {described(w)} ({shape_text(w.shape)}).",
                     "Give two matrices, or x: batch channels h w and kernel: out channels i j.")  # fmt: skip


def _conv2(args: Cores, data: Data) -> Expr:
    x, w = args
    slides = []
    for d, k in zip(x.shape[-2:], w.shape[-2:], strict=True):
        slides.append(structure(("affine", (1, 1), 0), (d, dim_add(dim_add(d, k, -1), 1), k)))
    rows, columns = (slides[0], [0, 4, 2]), (slides[1], [1, 5, 3])
    if len(w.shape) == 2:
        return algebra.contract(1, [(x, [0, 1]), (w, [2, 3]), rows, columns], [4, 5])
    batch = list(range(10, 10 + len(x.shape) - 3))
    return algebra.contract(1, [(x, [*batch, 6, 0, 1]), (w, [7, 6, 2, 3]), rows, columns], [*batch, 7, 4, 5])


def _embedding_shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
    table, chosen = args
    if len(table.shape) != 2:
        raise ShapeError(f"`embedding` looks rows up in a matrix, and {described(table)} is "
                         f"{shape_text(table.shape)}.")  # fmt: skip
    return (*chosen.shape, table.shape[1]), None


def _prod_except_shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
    (x,) = args
    order = int(options(data).get("order", 1))
    if not x.shape:
        raise ShapeError(f"`prod_except` works along the last axis of an array, and {described(x)} is a number.")
    return x.shape[:-1] + x.shape[-1:] * order, packed(order=order if order != 1 else None)


def _prod_except(args: Cores, data: Data) -> Expr:
    (x,) = args
    order = int(options(data).get("order", 1))
    return atom("prod", (x,), x.shape[:-1] + x.shape[-1:] * order, order)


def _one_hot_shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
    return (*args[0].shape, options(data)["size"]), data


def _one_hot(args: Cores, data: Data) -> Expr:
    size = options(data)["size"]
    return atom("one_hot", args, (*args[0].shape, size), size)


def _window_shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
    shape = options(data)["shape"]
    if len(shape) != 3 or dim_add(dim_add(shape[1], shape[2]), shape[0], -1) != 1:
        raise ShapeError("`window` has three axes n, n - k + 1 and k.")
    return shape, data


def _window(args: Cores, data: Data) -> Expr:
    return structure(("affine", (1, 1), 0), options(data)["shape"])


def _embedding(args: Cores, data: Data) -> Expr:
    table, chosen = args
    n = table.shape[0]
    picks = atom("one_hot", (chosen,), (*chosen.shape, n), n)
    batch = list(range(len(chosen.shape)))
    return algebra.contract(1, [(picks, [*batch, 100]), (table, [100, 101])], [*batch, 101])


def _single(name: str) -> Callable[[Cores, Data], Expr]:
    def lower(args: Cores, data: Data) -> Expr:
        (x,) = args
        shape: Shape = {"inv": x.shape, "pinv": x.shape[::-1], "eigvalsh": x.shape[:1], "eigvecsh": x.shape}.get(
            name, ()
        )
        return atom(name, args, shape)

    return lower


def _reduction(name: str, lower: Callable[[Cores, Data], Expr], because: str, *more: str) -> Operator:
    return Operator(name, (1, 1), _reduction_shape(name), lower, ("axis", "keepdims", *more), because)


def _vec(args: Cores, data: Data) -> Expr:
    return reshaped(algebra.transposed(args[0]), (dim_product(args[0].shape),))


def _fill(value: int) -> Callable[[Cores, Data], Expr]:
    return lambda args, data: algebra.full(Fraction(value), options(data)["shape"])


def _eye(args: Cores, data: Data) -> Expr:
    return algebra.identity(options(data)["shape"][:1])


def _eye_shape(args: Args, data: Data) -> tuple[Shape, Hashable]:
    n = options(data)["shape"][0]
    return (n, n), packed(shape=(n,))


def _joined(shapes: Sequence[Shape]) -> Shape:
    return tuple(dim_mul(a, b) for a, b in zip(*shapes, strict=True))


ARRAYS = (
    _reduction("sum", lambda a, data: total(a[0], data), "sum"),
    _reduction("mean", lambda a, data: mean(a[0], data), "the sum over the number of entries"),
    _reduction("var", _var, "the mean squared distance from the mean", "ddof"),
    _reduction("prod", lambda a, data: reduce_axes(a[0], data, product_of), "product of all entries"),
    _reduction("max", lambda a, d: reduce_axes(a[0], d, lambda e, k: _atom_over_last("max", e, k)), "largest entry"),
    _reduction("min", lambda a, data: reduce_axes(a[0], data, _minimum_over), "smallest entry"),
    _reduction("norm", _norm, "the root of the sum of squares"),
    _reduction("norm1", lambda a, data: total(algebra.apply("abs", a), data), "the sum of sizes"),
    _reduction("logsumexp", lambda a, data: log_sum_exp(a[0], data), "log of the sum of exponentials"),
    Operator("softmax", (1, 1), _along_shape("softmax"),
             lambda a, data: algebra.apply("exp", (_log_softmax(a, data),)), ("axis",), "exponentials that sum to 1"),
    Operator("log_softmax", (1, 1), _along_shape("log_softmax"), _log_softmax, ("axis",), "the log of softmax"),
    Operator("cumsum", (1, 1), _along_shape("cumsum"), _cumsum, ("axis",), "running sum"),
    Operator("tr", (1, 1), _trace_shape, lambda a, data: algebra.contract(1, [(a[0], [0, 0])], []), because="trace"),
    Operator("det", (1, 1), _square_to("det", lambda n: ()), _single("det"), because="determinant"),
    Operator("logdet", (1, 1), _square_to("logdet", lambda n: ()), _single("logdet"), because="log |det|"),
    Operator("inv", (1, 1), _square_to("inv", lambda n: (n, n)), _single("inv"), because="inverse"),
    Operator("pinv", (1, 1), _pinv_shape, _single("pinv"), because="pseudo-inverse"),
    Operator("eigvalsh", (1, 1), _square_to("eigvalsh", lambda n: (n,)), _single("eigvalsh"),
             because="eigenvalues of a symmetric matrix, rising"),
    Operator("eigvecsh", (1, 1), _square_to("eigvecsh", lambda n: (n, n)), _single("eigvecsh"),
             because="unit eigenvectors of a symmetric matrix, as columns"),
    Operator("diag", (1, 1), _diag_shape, _diag, because="diagonal"),
    Operator("outer", (2, 2), _pair_shape("outer", (1,), lambda a, b: a + b), _outer, because="outer product"),
    Operator("dot", (2, 2), _pair_shape("dot", (1,), lambda a, b: ()), _inner, because="dot product"),
    Operator("inner", (2, 2), _pair_shape("inner", (1, 2, 3, 4), lambda a, b: ()), _inner, because="inner product"),
    Operator("kron", (2, 2), _pair_shape("kron", (2,), lambda a, b: _joined((a, b))), _kron,
             because="Kronecker product"),
    Operator("vec", (1, 1), lambda a, data: ((dim_product(a[0].shape),), None), _vec,
             because="columns under each other"),
    Operator("eye", (0, 0), _eye_shape, _eye, ("shape",), "identity matrix"),
    Operator("ones", (0, 0), _filled_shape, _fill(1), ("shape",), "all ones"),
    Operator("zeros", (0, 0), _filled_shape, _fill(0), ("shape",), "all zeros"),
    Operator("concatenate", (1, MANY), _concatenate_shape, _concatenate, ("axis",), "arrays end to end"),
    Operator("stack", (1, MANY), _stack_shape, _stack, ("axis",), "arrays along a new axis"),
    Operator("reshape", (1, 1), _reshape_shape, lambda a, d: reshaped(a[0], options(d)["shape"]), ("shape",),
             "the same entries in another shape"),
    Operator("einsum", (1, MANY), _einsum_shape, _einsum, ("spec",), "sum of products over repeated letters"),
    Operator("conv1d", (2, 2), _conv_shape, _conv, because="sliding dot product"),
    Operator("conv2d", (2, 2), _conv2_shape, _conv2, because="sliding dot product in two directions"),
    Operator("prod_except", (1, 1), _prod_except_shape, _prod_except, ("order",), "product of the other entries"),
    Operator("one_hot", (1, 1), _one_hot_shape, _one_hot, ("size",), "1 at the chosen place, 0 elsewhere"),
    Operator("window", (0, 0), _window_shape, _window, ("shape",), "1 where j = i + k"),
    Operator("embedding", (2, 2), _embedding_shape, _embedding, because="rows looked up"),
)  # fmt: skip
