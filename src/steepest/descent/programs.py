"""Expressions as functions that run: programs printed by `compute`, with every name declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    forms = {name: runnable(e).expr for name, e in outputs.items()}
    have = variables(*outputs.values())
    given = inputs if isinstance(inputs, Mapping) else dict.fromkeys(inputs, ())
    return compile(forms, {n: have.get(n, s) for n, s in given.items()})
