"""Direct evaluation of the core, node by node: the second witness of every program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from steepest.calculus.dims import Shape
from steepest.calculus.expr import Expr, variables
from steepest.calculus.lower import lower
from steepest.calculus.surface import Surface
from steepest.compute.sizes import Unbound, sizes_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["Unbound", "evaluate", "shape_of", "value", "values_of"]


def shape_of(v: Any) -> Shape:
    """The shape of a value: of a number, a list of lists, an array."""
    if isinstance(v, int | float):
        return ()
    import numpy as np

    return tuple(np.shape(v))


def evaluate(f: Expr | Surface, values: Mapping[str, Any], sizes: Mapping[str, int] | None = None) -> Any:
    """The value where the names have these values: a Python float for a scalar, else an array.

    Raises `Unbound` when a value is missing, or does not fit its shape.
    """
    found = value(lower(f) if isinstance(f, Surface) else f, values, sizes)
    return float(found) if found.ndim == 0 else found


def value(root: Expr, values: Mapping[str, ArrayLike], sizes: Mapping[str, int] | None = None) -> NDArray[Any]:
    """The value of an expression as an array; the sizes that letters stand for are taken from the values."""
    return values_of([root], values, sizes)[0]


def values_of(
    roots: Sequence[Expr], values: Mapping[str, ArrayLike], sizes: Mapping[str, int] | None = None
) -> list[NDArray[Any]]:
    """The values of several expressions that share parts."""
    import numpy as np

    from steepest.compute.direct import Floats
    from steepest.compute.interpret import interpret

    arrays = {name: np.asarray(v) for name, v in values.items()}
    arrays = {name: a if a.dtype.kind == "c" else a.astype(float) for name, a in arrays.items()}
    found = variables(*roots)
    declared = {name: found[name] for name in arrays if name in found}
    known = {**sizes_of(declared, {name: a.shape for name, a in arrays.items()}), **(sizes or {})}
    with np.errstate(all="ignore"):
        return [np.asarray(x) for x in interpret(roots, arrays, known, Floats())]
