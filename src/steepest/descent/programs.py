"""Expressions as functions that run: programs printed by `compute`, with every name declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from steepest.calculus.dims import Shape
from steepest.calculus.expr import Expr, variables
from steepest.calculus.running import runnable
from steepest.compute.program import compile

Program = Callable[..., dict[str, Any]]


def program(outputs: Mapping[str, Expr], inputs: Sequence[str] | Mapping[str, Shape]) -> Program:
    """Several expressions as one function of all of `inputs` by name; it gives a dict by name.

    What runs are the stable forms, so that large arguments do not overflow. The shapes of names that do not occur come
    from `inputs`; without shapes there they are numbers.
    """
    given = inputs if isinstance(inputs, Mapping) else dict.fromkeys(inputs, ())
    return _compiled(tuple(outputs.items()), tuple(given.items()))


@lru_cache(maxsize=64)
def _compiled(outputs: tuple[tuple[str, Expr], ...], inputs: tuple[tuple[str, Shape], ...]) -> Program:
    """Descents of one function from several starts run one program."""
    forms = {name: runnable(e).expr for name, e in outputs}
    have = variables(*(e for _, e in outputs))
    return compile(forms, {n: have.get(n, s) for n, s in inputs})
