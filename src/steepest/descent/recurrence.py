"""Recurrences written as formulas: a state, what it is at the start, and how each step changes it.

An optimizer's update and a learning-rate schedule are rows of such formulas. They are read once into core
expressions; NumPy, JAX and the browser run programs printed from these, so there is one definition to trust.

A line is `name = formula`. Lines are carried out in order and a later line sees the new values; a name that is not
part of the state is only a word for its formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from steepest.calculus import operators, surface
from steepest.calculus.expr import Expr, variable
from steepest.calculus.formula import formula
from steepest.calculus.lower import lower
from steepest.calculus.remaking import substitute


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A state and its change, as formulas."""

    state: Mapping[str, str]  # each part of the state and its value before the first step
    lines: tuple[str, ...]  # "name = formula", in order
    result: str  # the formula of what a step gives, in the new values

    def __str__(self) -> str:
        return "; ".join([*self.lines, self.result])


class _Names(dict[str, surface.Surface]):
    """Every name that a formula uses, as a scalar variable."""

    def __missing__(self, name: str) -> surface.Surface:
        return surface.variable(name)


def expression(text: str) -> Expr:
    """The core expression of a formula in our own tables; every name in it is a number."""
    return lower(formula(text, _Names(), operators.build))


def start(r: Recurrence) -> dict[str, Expr]:
    """The state before the first step."""
    return {name: expression(text) for name, text in r.state.items()}


def step(r: Recurrence, name: str) -> dict[str, Expr]:
    """One step as expressions of the old state: the new state, and the result under `name`."""
    values: dict[Expr, Expr] = {}
    for line in r.lines:
        target, _, text = line.partition("=")
        values[variable(target.strip())] = substitute(expression(text.strip()), values)
    out = {part: values.get(variable(part), variable(part)) for part in r.state}
    return out | {name: substitute(expression(r.result), values)}


def names(expressions: Iterable[Expr]) -> set[str]:
    """The names that expressions use."""
    from steepest.calculus.expr import variables

    return set(variables(*expressions))
