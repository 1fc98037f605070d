"""A person's Python function as an expression: it is called once with stand-ins that write down what is done to them.

The stand-ins answer to Python's operators and to NumPy's protocols (`__array_ufunc__`, NEP 13; `__array_function__`,
NEP 18), so `np.exp`, `@`, `.T`, slices and `np.linalg` work, and loops are unrolled. What depends on values that are
not there yet (`if x > 0`, `float(x)`) is refused, with what to write instead.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

from steepest.calculus.dims import dim_letters
from steepest.calculus.operators import ShapeError
from steepest.calculus.surface import Surface, variable
from steepest.notation.declarations import Declared, declarations
from steepest.notation.names import CONSTANTS, FUNCTIONS, canonical
from steepest.notation.python_numbers import refused, tree_of
from steepest.notation.traced import Traced
from steepest.notation.unreadable import Unreadable


def trace(function: Callable[..., Any], /, shapes: Declared | str | None = None, wrt: Sequence[str] = ()) -> Surface:
    """The expression that a Python function works out, its arguments the variables; raises `Unreadable`.

    `shapes` declares the arguments that are arrays; the others are numbers. An argument with a default keeps it, unless
    it is declared or is one of `wrt`.

    >>> from steepest.notation.text import write
    >>> write(trace(lambda X, w, y: ((X @ w - y) ** 2).sum(), "X: n d, w: d, y: n"))
    'sum((X @ w - y)^2)'
    """
    given = _arguments(function, shapes, {canonical(n) for n in wrt})
    try:
        out = function(**given)
    except Exception as failed:
        told = _told(failed)
        if told is None:
            raise  # the function's own error, as it would be without us
        raise told from None
    if isinstance(out, Traced):
        return out.tree
    if out is None:
        raise refused("The function returns nothing.", "End it with `return` and the value.")
    if isinstance(out, tuple | list | dict):
        raise refused(f"The function returns a {type(out).__name__}.", "Return one array; np.stack joins several.")
    return tree_of(out)


def _told(failed: BaseException | None) -> Unreadable | None:
    """Our own sentence, also where NumPy has wrapped its own error round it."""
    while failed is not None and not isinstance(failed, Unreadable | ShapeError):
        failed = failed.__cause__ or failed.__context__
    return refused(failed.message, failed.hint) if failed is not None else None


def _arguments(function: Callable[..., Any], shapes: Declared | str | None, asked: set[str]) -> dict[str, Any]:
    declared = declarations(shapes)
    letters = {x for shape in declared.values() for d in shape for x in dim_letters(d)}
    given: dict[str, Any] = {}
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        raise refused("The arguments of this function are not known.", "Wrap it: lambda x: f(x).") from None
    for name, p in parameters.items():
        if p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD):
            raise refused(f"The function takes any number of arguments (`{p}`).", "Name each argument.")
        if p.kind is p.POSITIONAL_ONLY:
            raise refused(f"The argument `{name}` has no name for callers.", "Leave the `/` out of its definition.")
        if p.default is not p.empty and canonical(name) not in {*declared, *asked}:
            continue
        if name in CONSTANTS or name in FUNCTIONS or name in letters:
            what = "a size here" if name in letters else "a name with a meaning of its own"
            raise refused(f"`{name}` is {what}, and an argument of this function too.", "Rename the argument.")
        given[name] = Traced(variable(canonical(name), declared.get(canonical(name), ())))
    unknown = [n for n in (*declared, *sorted(asked)) if n not in {canonical(p) for p in parameters}]
    if unknown:
        raise refused(
            f"The function has no argument `{unknown[0]}`.", f"Its arguments are {', '.join(parameters) or 'none'}."
        )
    return given
