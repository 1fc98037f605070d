"""Calculus for machine learning: derive, explain, prove and run a derivative.

The public names live in `steepest.face` and are fetched when first used, so that `import steepest` is free.

    >>> import steepest as st
    >>> str(st.derive("x^2", wrt="x"))
    '2*x'
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steepest.face import (
        Derived,
        NoRule,
        Unreadable,
        compile,
        convexity,
        derive,
        evaluate,
        lower,
        maximize,
        minimize,
        read,
        same,
        trace,
    )

__all__ = [
    "Derived",
    "NoRule",
    "Unreadable",
    "compile",
    "convexity",
    "derive",
    "evaluate",
    "lower",
    "maximize",
    "minimize",
    "read",
    "same",
    "trace",
]


def __getattr__(name: str) -> object:
    """Fetch a public name from the face on first use (PEP 562)."""
    if name == "__version__":
        value: object = import_module("importlib.metadata").version("steepest")
    elif name in __all__:
        value = getattr(import_module("steepest.face"), name)
    else:
        raise AttributeError(f"steepest has no name {name!r}; the public names are {', '.join(__all__)}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Show the public names before they are fetched."""
    return sorted({*globals(), *__all__, "__version__"})
