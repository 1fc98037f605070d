"""NumPy's names as trees: what each function and operator that a person's Python code calls is in the language.

Rows take trees and NumPy's own options and give a tree; a name without a row and without a function of the language is
refused by name. No NumPy is needed here: its protocols hand over functions that say what they are called.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from steepest.calculus.dims import Dim, dim_add, dim_mul
from steepest.calculus.operators import OPERATORS, build
from steepest.calculus.paper import rational
from steepest.calculus.signature import packed
from steepest.calculus.surface import Surface, number
from steepest.notation.names import FUNCTIONS, function
from steepest.notation.subscripts import from_the_front
from steepest.notation.unreadable import Unreadable

LETTERS = "abcdefghijklmnopqrstuvwxyz"
FLATTEST = 60  # sums are kept flat up to so many terms: a long loop would be quadratic

Result = Surface | tuple[Surface, ...]


def called(name: str, args: Sequence[Any], options: Mapping[str, Any]) -> Result:
    """The tree of NumPy's function `name`; arguments are trees, lists of trees, or plain options."""
    row = NUMPY.get(name)
    if row is not None:
        return _bound(name, row, args, options)
    known = function(name)
    if known is None or known not in OPERATORS or known not in FUNCTIONS:
        raise refusal(f"np.{name}")
    given = {k: v for k, v in options.items() if k in OPERATORS[known].options}
    unknown = [k for k in options if k not in given and k not in IDLE]
    if unknown:
        raise Unreadable((0, 0), f"`{name}` has no option `{unknown[0]}` here.", "Leave it out.")
    return build(known, tuple(args), packed(**given))


def refusal(what: str, hint: str = "Write it with the functions of the language, or pass its value in.") -> Unreadable:
    """The sentence for something that cannot be traced."""
    return Unreadable((0, 0), f"`{what}` cannot be traced.", hint)


def added(a: Surface, b: Surface) -> Surface:
    """a + b, kept flat; a sum that Python's `sum` begins with 0 begins with its first term."""
    zeros = [e.op == "number" and e.data == 0 for e in (a, b)]
    if any(zeros):
        return b if zeros[0] else a
    if a.op == "add" and len(a.args) < FLATTEST:
        return build("add", (*a.args, b))
    return build("add", (a, b))


def less(a: Surface, b: Surface) -> Surface:
    """a - b."""
    return added(a, build("neg", (b,)))


def joined(a: Surface, b: Surface) -> Surface:
    """a @ b; a transpose of a vector is the vector, as in NumPy."""
    return build("matmul", (a, b))


def flipped(a: Surface, axes: Sequence[int] | None = None) -> Surface:
    """The transpose, or the axes in another order."""
    rank = len(a.shape)
    if axes is None:
        return build("transpose", (a,)) if rank > 1 else a
    order = [k % rank for k in axes]
    if order == list(range(rank)):
        return a
    if order == list(range(rank))[::-1]:
        return build("transpose", (a,))
    return _einsum(f"{LETTERS[:rank]}->{''.join(LETTERS[k] for k in order)}", a)


def sliced(a: Surface, items: Sequence[tuple[object, ...]]) -> Surface:
    """a[items], with items as `surface` says."""
    return build("index", (a,), from_the_front(items, a.shape))


def reduced(name: str, a: Surface, axis: Any = None, keepdims: bool = False, ddof: int = 0) -> Surface:
    """A reduction; of a number it is the number (its variance is 0)."""
    if not a.shape:
        return number(0) if name in ("var", "std") else a
    axis = tuple(axis) if isinstance(axis, list | tuple) else axis
    options = {"axis": axis, "keepdims": bool(keepdims), "ddof": ddof or None}
    return build(name, (a,), packed(**{k: v for k, v in options.items() if v is not None}))


def reshaped(a: Surface, shape: Any) -> Surface:
    """The same entries in another shape."""
    given = shape if isinstance(shape, list | tuple) else (shape,)
    sizes = tuple(dim_of(d) if isinstance(d, Surface) else d for d in given)
    if None in sizes:
        raise refusal("a shape that depends on a value", "Give sizes.")
    if sizes.count(-1) == 1:  # of letters: what the other sizes leave over
        left = [] if size_of([-1, *(d for d in sizes if d is not None)]) == size_of(a.shape) else list(a.shape)
        for d in sizes:
            if d in left:
                left.remove(d)
        if size_of([d for d in (*sizes, *left) if d not in (-1, None)]) == size_of(a.shape):
            sizes = tuple(size_of(left) if d == -1 else d for d in sizes)
    return build("reshape", (a,), packed(shape=sizes))


def whole_power(a: Surface, n: int) -> Surface:
    """A matrix to a whole power, written out."""
    if n < 0:
        return whole_power(build("inv", (a,)), -n)
    out = build("eye", (), packed(shape=a.shape[:1]))
    for k in range(n):
        out = a if k == 0 else joined(out, a)
    return out


# --- rows with options of their own ----------------------------------------------------------------------------------


def _einsum(spec: str, *args: Surface) -> Surface:
    if "." in spec:
        raise refusal("einsum with ...", "Write one letter for each axis.")
    return build("einsum", args, packed(spec=spec.replace(" ", "")))


def _norm(x: Surface, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Surface:
    kind = str(ord)
    if not x.shape:
        return build("abs", (x,))
    vector = len(x.shape) == 1 or isinstance(axis, int)
    if kind in ("None", "fro") or (kind in ("2", "2.0") and vector):
        return reduced("norm", x, axis, keepdims)
    if kind in ("1", "1.0") and vector:
        return reduced("sum", build("abs", (x,)), axis, keepdims)
    if kind == "inf" and vector:
        return reduced("max", build("abs", (x,)), axis, keepdims)
    raise refusal(f"norm with ord={ord}", "Those of a vector with ord 1, 2 and inf are, and the Frobenius norm.")


def _dot(a: Surface, b: Surface) -> Surface:
    ranks = {len(a.shape), len(b.shape)}
    return build("mul" if 0 in ranks else "dot" if ranks == {1} else "matmul", (a, b))


def _inner(a: Surface, b: Surface) -> Surface:
    return _dot(a, b if len(b.shape) < 2 else flipped(b, [*range(len(b.shape) - 2), -1, -2]))


def _tensordot(a: Surface, b: Surface, axes: Any = 2) -> Surface:
    if isinstance(axes, int):
        axes = (range(len(a.shape) - axes, len(a.shape)), range(axes))
    left, right = ([x] if isinstance(x, int) else list(x) for x in axes)
    first = list(LETTERS[: len(a.shape)])
    second = list(LETTERS[13 : 13 + len(b.shape)])
    for p, q in zip(left, right, strict=True):
        second[q] = first[p]
    out = [c for c in first + second if (first + second).count(c) == 1]
    return _einsum(f"{''.join(first)},{''.join(second)}->{''.join(out)}", a, b)


def _where(condition: Surface, *branches: Surface) -> Surface:
    if len(branches) != 2:
        raise refusal("np.where with one argument", "Give it a condition and two values.")
    return build("where", (condition, *branches))


def _heaviside(a: Surface, at_zero: Surface) -> Surface:
    straight = build("heaviside", (a,))
    if rational(at_zero) == Fraction(1, 2):
        return straight
    return build("where", (build("compare", (a, number(0)), "=="), at_zero, straight))


def _clip(a: Surface, a_min: Surface | None = None, a_max: Surface | None = None, **more: Surface) -> Surface:
    low, high = more.get("min", a_min), more.get("max", a_max)
    if low is not None and high is not None:
        return build("clip", (a, low, high))
    out = build("maximum", (a, low)) if low is not None else a
    return build("minimum", (out, high)) if high is not None else out


def _stacked(name: str) -> Callable[..., Surface]:
    def row(arrays: Sequence[Surface], axis: int = 0) -> Surface:
        return build(name, tuple(arrays), packed(axis=axis or None))

    return row


def _cumsum(a: Surface, axis: int | None = None) -> Surface:
    if axis is None and len(a.shape) > 1:
        a = reshaped(a, -1)
    return build("cumsum", (a,), packed(axis=axis))


def _diff(a: Surface, n: int = 1, axis: int = -1) -> Surface:
    every: tuple[object, ...] = ("slice", None, None, None)
    at = axis % len(a.shape)
    for _ in range(n):
        ends = (("slice", 1, None, None), ("slice", None, -1, None))
        later, earlier = (sliced(a, [end if k == at else every for k in range(at + 1)]) for end in ends)
        a = less(later, earlier)
    return a


def _diag(a: Surface, k: int = 0, **more: int) -> Surface:
    if k or more.get("offset"):
        raise refusal("np.diag off the main diagonal", "Write it with einsum.")
    return build("diag", (a,))


def _flip(a: Surface, axis: int | None = None) -> Surface:
    rank = len(a.shape)
    turned = range(rank) if axis is None else [axis % rank]
    return sliced(a, [("slice", None, None, -1 if k in turned else None) for k in range(rank)])


def _squeeze(a: Surface, axis: int | None = None) -> Surface:
    gone = [k for k, d in enumerate(a.shape) if d == 1] if axis is None else [axis % len(a.shape)]
    return sliced(a, [("at", 0) if k in gone else ("slice", None, None, None) for k in range(len(a.shape))])


def expanded(a: Surface, axis: int) -> Surface:
    """The array with a new axis of size 1."""
    at = axis % (len(a.shape) + 1)
    return sliced(a, [*[("slice", None, None, None)] * at, ("new",)])


def _swapped(a: Surface, axis1: int, axis2: int) -> Surface:
    order = list(range(len(a.shape)))
    order[axis1], order[axis2] = order[axis2], order[axis1]
    return flipped(a, order)


def _slogdet(a: Surface) -> tuple[Surface, ...]:
    return build("sign", (build("det", (a,)),)), build("logdet", (a,))


def _filled(value: int) -> Callable[..., Surface]:
    def row(a: Surface) -> Surface:
        return build("ones" if value else "zeros", (), packed(shape=a.shape)) if a.shape else number(value)

    return row


def _full_like(a: Surface, fill_value: Surface) -> Surface:
    return build("mul", (fill_value, build("ones", (), packed(shape=a.shape)))) if a.shape else fill_value


def _logaddexp(a: Surface, b: Surface) -> Surface:
    return build("log", (build("add", (build("exp", (a,)), build("exp", (b,)))),))


def _flipped_compare(sign: str) -> Callable[..., Surface]:
    return lambda a, b: build("compare", (a, b), sign)


def _reduction(name: str) -> Callable[..., Surface]:
    return lambda a, axis=None, *, keepdims=False, ddof=0: reduced(name, a, axis, keepdims, ddof)


def _negation(a: Surface) -> Surface:
    return less(number(1), a)


def _bound(name: str, row: Callable[..., Result], args: Sequence[Any], options: Mapping[str, Any]) -> Result:
    given = {k: v for k, v in options.items() if k not in IDLE or k == "ord"}
    try:
        return row(*args, **given)
    except TypeError:
        said = ", ".join(given) or f"{len(args)} arguments"
        raise refusal(f"np.{name} with {said}", "Leave out what is not needed.") from None


def size_of(shape: Sequence[Dim]) -> Dim:
    """The number of entries."""
    out: Dim = 1
    for d in shape:
        out = dim_mul(out, d)
    return out


def dim_of(e: Surface) -> Dim | None:
    """The size that a tree of sizes stands for: n - 1."""
    if e.op == "size":
        return e.data  # type: ignore[return-value]
    if e.op == "number" and e.data.denominator == 1:  # type: ignore[attr-defined]
        return int(e.data)  # type: ignore[call-overload,no-any-return]
    parts = [dim_of(a) for a in e.args]
    if e.op not in ("add", "mul", "neg") or any(p is None for p in parts):
        return None
    total: Dim = 1 if e.op == "mul" else 0
    for p in parts:
        assert p is not None
        total = dim_mul(total, p) if e.op == "mul" else dim_add(total, p, -1 if e.op == "neg" else 1)
    return total


IDLE = frozenset({"dtype", "casting", "order", "subok", "copy", "optimize", "like"})  # they change no value

NUMPY: Mapping[str, Callable[..., Result]] = {
    "add": added, "subtract": less, "multiply": lambda a, b: build("mul", (a, b)),
    "divide": lambda a, b: build("div", (a, b)), "true_divide": lambda a, b: build("div", (a, b)),
    "power": lambda a, b: build("pow", (a, b)), "float_power": lambda a, b: build("pow", (a, b)),
    "pow": lambda a, b: build("pow", (a, b)),
    "negative": lambda a: build("neg", (a,)), "positive": lambda a: a, "matmul": joined,
    "square": lambda a: build("pow", (a, number(2))), "reciprocal": lambda a: build("div", (number(1), a)),
    "exp2": lambda a: build("pow", (number(2), a)), "logaddexp": _logaddexp,
    "fmax": lambda a, b: build("maximum", (a, b)), "fmin": lambda a, b: build("minimum", (a, b)),
    "psi": lambda a: build("digamma", (a,)), "log_ndtr": lambda a: build("log_normal_cdf", (a,)),
    "log_expit": lambda a: build("log_sigmoid", (a,)), "log": lambda a: build("log", (a,)),
    "greater": _flipped_compare(">"), "greater_equal": _flipped_compare(">="), "less": _flipped_compare("<"),
    "less_equal": _flipped_compare("<="), "equal": _flipped_compare("=="), "not_equal": _flipped_compare("!="),
    "logical_and": lambda a, b: build("mul", (a, b)), "logical_or": lambda a, b: build("maximum", (a, b)),
    "bitwise_and": lambda a, b: build("mul", (a, b)), "bitwise_or": lambda a, b: build("maximum", (a, b)),
    "logical_not": _negation, "invert": _negation,
    "sum": _reduction("sum"), "mean": _reduction("mean"), "prod": _reduction("prod"), "max": _reduction("max"),
    "min": _reduction("min"), "amax": _reduction("max"), "amin": _reduction("min"), "var": _reduction("var"),
    "std": _reduction("std"), "average": _reduction("mean"), "cumsum": _cumsum, "diff": _diff,
    "norm": _norm, "vector_norm": _norm, "slogdet": _slogdet, "matrix_power": whole_power,
    "eigh": lambda a: (build("eigvalsh", (a,)), build("eigvecsh", (a,))),
    "dot": _dot, "vdot": lambda a, b: build("inner", (a, b)), "inner": _inner, "tensordot": _tensordot,
    "outer": lambda a, b: build("outer", (a, b)), "einsum": _einsum,
    "where": _where, "clip": _clip, "heaviside": _heaviside,
    "diag": _diag, "diagonal": _diag, "trace": lambda a: build("tr", (a,)),
    "transpose": flipped, "permute_dims": flipped, "matrix_transpose": lambda a: _swapped(a, -1, -2),
    "swapaxes": _swapped, "reshape": reshaped, "ravel": lambda a: reshaped(a, -1),
    "flatten": lambda a: reshaped(a, -1), "flip": _flip,
    "squeeze": _squeeze, "expand_dims": expanded, "stack": _stacked("stack"), "concatenate": _stacked("concatenate"),
    "ones_like": _filled(1), "zeros_like": _filled(0), "full_like": _full_like, "copy": lambda a: a,
}  # fmt: skip
