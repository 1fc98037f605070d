"""Expressions as functions that run: programs printed by `compute`, with every name declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from steepest.calculus.dims import Shape
from steepest.calculus.expr import Expr, variables
from steepest.compute.program import compile

Program = Callable[..., dict[str, Any]]


def program(outputs: Mapping[str, Expr], inputs: Sequence[str] | Mapping[str, Shape]) -> Program:
    """Several expressions as one function of all of `inputs` by name; it gives a dict by name.

    The shapes of names that do not occur come from `inputs`; without shapes there they are numbers.
    """
    have = variables(*outputs.values())
    given = inputs if isinstance(inputs, Mapping) else dict.fromkeys(inputs, ())
    return compile(outputs, {n: have.get(n, s) for n, s in given.items()})
