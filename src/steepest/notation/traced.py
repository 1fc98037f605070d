"""The stand-in for an array while a Python function is traced: it writes down what is done to it.

It answers to Python's operators and to NumPy's protocols (`__array_ufunc__`, NEP 13; `__array_function__`, NEP 18), and
needs no NumPy itself. What asks for a value that is not there yet is refused, with what to write instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NoReturn

from steepest.calculus.dims import Dim
from steepest.calculus.operators import build
from steepest.calculus.surface import Surface
from steepest.notation import numpy_names
from steepest.notation.python_numbers import refused, tree_of


def _lifted(v: Any) -> Any:
    """A result as the function sees it."""
    return tuple(map(_lifted, v)) if isinstance(v, tuple) else Traced(v)


def _lowered(v: Any) -> Any:
    """An argument as a row takes it: a tree, a list of trees, or a plain option."""
    if isinstance(v, list | tuple) and any(isinstance(x, Traced) for x in v):
        return [tree_of(x) for x in v]
    return tree_of(v) if isinstance(v, Traced) or hasattr(v, "tolist") else v


def _applied(name: str, args: tuple[Any, ...], options: Mapping[str, Any] | None = None) -> Any:
    return _lifted(numpy_names.called(name, args, options or {}))


def _operator(name: str, turned: bool = False) -> Callable[[Traced, Any], Any]:
    def method(self: Traced, other: Any) -> Any:
        if not isinstance(other, Traced) and hasattr(other, "__array_ufunc__") and not hasattr(other, "tolist"):
            return NotImplemented
        a, b = self.tree, tree_of(other)
        return _applied(name, (b, a) if turned else (a, b))

    return method


def _reduction(name: str) -> Callable[..., Any]:
    return lambda self, axis=None, **options: _applied(name, (self.tree,), {"axis": axis, **options})


class Traced:
    """A stand-in for an array: it knows its shape, and writes down what is done to it."""

    __slots__ = ("tree",)
    __hash__ = None  # type: ignore[assignment]
    __array_priority__ = 1000

    def __init__(self, tree: Surface) -> None:
        self.tree = tree

    # NumPy's protocols

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        if method != "__call__":
            raise numpy_names.refusal(f"np.{ufunc.__name__}.{method}", "Use np.sum, np.prod or np.max.")
        if options.get("out") is not None:
            raise refused("A result is written into an array that exists.", "Write a = a + b for a += b.")
        if options.get("where", True) is not True:
            raise numpy_names.refusal(f"np.{ufunc.__name__} with where=", "Use np.where.")
        names = {k: v for k, v in options.items() if k not in ("out", "where")}
        return _applied(ufunc.__name__, tuple(map(tree_of, inputs)), names)

    def __array_function__(self, func: Any, types: Any, args: Any, options: Any) -> Any:
        name = func.__name__
        if options.get("out") is not None:
            raise refused("A result is written into an array that exists.", "Leave `out=` out.")
        kept = {k: _lowered(v) for k, v in options.items() if k != "out"}
        if name in EVERY_TREE:
            return _applied(name, tuple(v if v is None else tree_of(v) for v in args), _trees(kept))
        return _applied(name, tuple(map(_lowered, args)), kept)

    def __array__(self, *args: Any, **options: Any) -> NoReturn:
        raise refused(
            "A traced value has no entries yet, so it cannot be put into an array of NumPy's own.",
            "Use np.stack([a, b]) for np.array([a, b]), and leave np.asarray out.",
        )

    # shape

    @property
    def shape(self) -> tuple[Any, ...]:
        """The sizes: whole numbers, and traced sizes where they are letters."""
        return tuple(map(_size, self.tree.shape))

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return len(self.tree.shape)

    @property
    def size(self) -> Any:
        """The number of entries."""
        return _size(numpy_names.size_of(self.tree.shape))

    @property
    def T(self) -> Traced:
        """The transpose."""
        return Traced(numpy_names.flipped(self.tree))

    def __len__(self) -> int:
        if not self.tree.shape:
            raise refused("A number has no length.", "Declare the shape of this argument.")
        return self._whole(self.tree.shape[0], "len")

    def __iter__(self) -> Iterator[Traced]:
        return (self[k] for k in range(len(self)))

    def _whole(self, d: Dim, what: str) -> int:
        if isinstance(d, int):
            return d
        raise refused(
            f"`{what}` needs a size that is a number, and this one is the letter {d}.",
            f"Declare a number for {d}, or write the loop as an array operation; x.shape tells the size.",
        )

    def __getitem__(self, key: Any) -> Traced:
        items = key if isinstance(key, tuple) else (key,)
        return Traced(numpy_names.sliced(self.tree, tuple(self._items(items))))

    def _items(self, items: tuple[Any, ...]) -> Iterator[tuple[object, ...]]:
        used = sum(1 for k in items if k is not None and k is not Ellipsis)
        for k in items:
            if k is Ellipsis:
                yield from [("slice", None, None, None)] * (self.ndim - used)
            elif k is None:
                yield ("new",)
            elif isinstance(k, slice):
                yield ("slice", _place(k.start), _place(k.stop), _place(k.step))
            else:
                yield ("at", _place(k))

    def __setitem__(self, key: Any, value: Any) -> NoReturn:
        raise refused("An entry of a traced array is assigned to.", "Build the array with np.stack or np.where.")

    # methods of arrays

    sum, mean, prod = _reduction("sum"), _reduction("mean"), _reduction("prod")
    max, min = _reduction("max"), _reduction("min")
    var, std, cumsum = _reduction("var"), _reduction("std"), _reduction("cumsum")

    def dot(self, other: Any) -> Any:
        """As np.dot."""
        return _applied("dot", (self.tree, tree_of(other)))

    def reshape(self, *shape: Any, order: str = "C") -> Traced:
        """As np.reshape, row by row."""
        if order != "C":
            raise numpy_names.refusal("reshape with order=", "x.T.reshape(…) stacks columns.")
        sizes = shape[0] if len(shape) == 1 and isinstance(shape[0], tuple | list) else shape
        return Traced(numpy_names.reshaped(self.tree, tuple(_place(d) for d in sizes)))

    def astype(self, dtype: Any = None, **options: Any) -> Traced:
        """The same value: every number is exact here."""
        return self

    def transpose(self, *axes: Any) -> Traced:
        """As np.transpose."""
        order = axes[0] if len(axes) == 1 and isinstance(axes[0], tuple | list) else axes
        return Traced(numpy_names.flipped(self.tree, order or None))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name in ("tolist", "dtype"):
            raise AttributeError(name)
        if name in METHODS:
            return lambda *args, **options: _applied(name, (self.tree, *map(_lowered, args)), options)
        raise numpy_names.refusal(f".{name}")

    # operators

    __add__, __radd__ = _operator("add"), _operator("add", True)
    __sub__, __rsub__ = _operator("subtract"), _operator("subtract", True)
    __mul__, __rmul__ = _operator("multiply"), _operator("multiply", True)
    __truediv__, __rtruediv__ = _operator("divide"), _operator("divide", True)
    __pow__, __rpow__ = _operator("power"), _operator("power", True)
    __matmul__, __rmatmul__ = _operator("matmul"), _operator("matmul", True)
    __lt__, __le__, __gt__, __ge__ = map(_operator, ("less", "less_equal", "greater", "greater_equal"))
    __eq__, __ne__ = _operator("equal"), _operator("not_equal")
    __and__, __rand__ = _operator("logical_and"), _operator("logical_and", True)
    __or__, __ror__ = _operator("logical_or"), _operator("logical_or", True)
    __floordiv__, __rfloordiv__ = _operator("floor_divide"), _operator("floor_divide", True)
    __mod__, __rmod__ = _operator("remainder"), _operator("remainder", True)

    def __neg__(self) -> Any:
        return _applied("negative", (self.tree,))

    def __pos__(self) -> Traced:
        return self

    def __abs__(self) -> Any:
        return _applied("abs", (self.tree,))

    def __invert__(self) -> Any:
        return _applied("logical_not", (self.tree,))

    # what asks for a value

    def __bool__(self) -> NoReturn:
        raise refused(
            "A branch depends on a value (`if`, `while`, `and`, `max(a, b)`), and while a function is traced there "
            "are no values.",
            "Use np.where(condition, a, b), np.maximum(a, b) or np.minimum(a, b).",
        )

    def __index__(self) -> int:
        d = numpy_names.dim_of(self.tree)
        if d is None:
            raise refused("An index or a count depends on a value.", "Use np.where, or pass one-hot rows.")
        return self._whole(d, "a loop or an index")

    def __float__(self) -> NoReturn:
        raise refused(
            "A plain number is asked for (`float(x)`, `math.exp(x)`, an entry of an array), and there is none yet.",
            "Use NumPy's functions: np.exp for math.exp, np.stack for entries put into an array.",
        )

    __int__ = __complex__ = __round__ = __float__


def _size(d: Dim) -> Any:
    return d if isinstance(d, int) else Traced(build("size", (), d))


def _place(k: Any) -> Any:
    """A size or a place on an axis."""
    if not isinstance(k, Traced):
        if k is None:
            return None
        if isinstance(k, bool) or getattr(k, "shape", None) or not hasattr(k, "__index__"):
            raise refused(f"The index {k!r} is not read.", "Use whole numbers, slices, None and `...`.")
        return k.__index__()
    d = numpy_names.dim_of(k.tree)
    if d is None:
        raise refused("An index depends on a value.", "Use np.where, or multiply by one-hot rows.")
    return d


def _trees(options: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v if v is None else tree_of(v) for k, v in options.items()}


# functions whose arguments are all values
EVERY_TREE = frozenset("where clip dot inner outer kron vdot solve full_like".split())
METHODS = frozenset("ravel flatten squeeze swapaxes diagonal trace clip copy".split())
