"""The derivative of an elementwise function as a core expression, from its row in `primitives`."""

from __future__ import annotations

from steepest.calculus import algebra
from steepest.calculus.expr import Expr
from steepest.calculus.formula import formula
from steepest.calculus.lowering import lowered
from steepest.calculus.operators import build
from steepest.calculus.primitives import PRIMITIVES
from steepest.calculus.surface import Surface, variable

LETTERS = ("u", "v", "w")
_LEAVES = {name: variable(name) for name in (*LETTERS, "y")}


class NoRule(Exception):
    """There is no rule for the derivative of a function.

    >>> str(NoRule("foo"))
    'I cannot differentiate this: there is no rule for `foo`.'
    """

    def __init__(self, name: str, because: str = "") -> None:
        why = because or f"there is no rule for `{name}`"
        super().__init__(f"I cannot differentiate this: {why}.")
        self.name = name


TEMPLATES: dict[tuple[str, int], Surface] = {
    (row.name, k): formula(text, _LEAVES, build)
    for row in PRIMITIVES.values()
    for k, text in enumerate(row.derivative)
    if text
}


def slope(name: str, position: int, args: tuple[Expr, ...], value: Expr) -> Expr:
    """∂ name(args) / ∂ args[position], of the shape of the arguments; raises `NoRule`."""
    template = TEMPLATES.get((name, position))
    if template is None:
        raise NoRule(name)
    known = {_LEAVES[c]: a for c, a in zip(LETTERS, args, strict=False)}
    known[_LEAVES["y"]] = value
    return algebra.spread(lowered(template, known), value.shape)
