"""A derivative of two engines looked at in other ways, and its product with a direction as a program of its own.

A map of order 2 or more is made in two ways, from the whole derivative and without it, and the two are held equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from steepest.calculus import sweep, views
from steepest.calculus.dims import Shape
from steepest.calculus.expr import Expr, variable
from steepest.calculus.lower import lower
from steepest.calculus.manner import manner
from steepest.calculus.surface import Surface, variables
from steepest.calculus.views import Differentiated, View
from steepest.compute import program, stably
from steepest.compute.deriving import Derivative, Disagreement
from steepest.notation.headings import Claimed


def differentiated(d: Derivative) -> Differentiated:
    """The core of a derivative, as the views take it."""
    body, cores = d.body or d.function, dict[Surface, Expr]()
    core = lower(body, cores)
    return Differentiated(core, d.wrt, d.shape, d.order, d.expr, d.facts, manner(body, cores))


def claimed(d: Derivative, alone: bool = True) -> Claimed:
    """The derivative as far as its name goes; `alone` where it is by no other variable too."""
    partial = len(variables(d.function)) > 1
    return Claimed(d.wrt, d.order, bool(d.function.shape), bool(d.shape), alone, partial)


def fitting(d: Derivative) -> tuple[str, ...]:
    """The names of the views that apply."""
    return views.fitting(differentiated(d))


def view(d: Derivative, name: str) -> View:
    """A view by name; raises `NoView` where there is none, and `Disagreement` where two ways to a map differ."""
    core = differentiated(d)
    found = views.view(core, name)
    if name == "map" and d.order > 1:
        _held_equal(core, found)
    return found


def runs(d: Derivative, found: View, arguments: Mapping[str, Shape], stable: bool = True) -> Runs:
    """What a program of a view takes and runs: the names of the function and, last, the direction of a map."""
    form = stably.stable_function(found.result) if stable else stably.Stable(found.result, ())
    taken = {**arguments, found.direction: d.shape} if found.direction else dict(arguments)
    return Runs(form, taken)


@dataclass(frozen=True, slots=True)
class Runs:
    """A view as it runs, with its arguments."""

    form: stably.Stable
    arguments: dict[str, Shape]

    def printed(self, target: str) -> str:
        """The source in one of `program.TARGETS`."""
        return program.printed(self.form.surface, self.arguments, target, self.form.remarks)

    def compiled(self, backend: str = "numpy") -> program.Program:
        """The program; of a map the product with a direction, which never forms the derivative itself."""
        return program.compile(self.form.surface, self.arguments, backend, self.form.remarks)


def _held_equal(core: Differentiated, found: View) -> None:
    v = variable(found.direction, core.shape)
    whole, without = views.contracted(core.expr, v), views.along(core, v)
    if whole is without:
        return
    from steepest.compute.same import same

    if same(whole, without).equal is not False:
        return
    x = variable(core.wrt, core.shape)
    again = core.function  # facts may have simplified the derivative: compare without them
    for _ in range(core.order):
        again = sweep.derivative(again, x)
    verdict = same(views.contracted(again, v), without)
    if verdict.equal is False:
        raise Disagreement(f"two ways to the product with a direction differ at {verdict.counterexample}")
