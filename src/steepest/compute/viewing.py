"""A derivative of two engines looked at in other ways, and its product with a direction as a program of its own.

A map of order 2 or more is made in two ways, from the whole derivative and without it, and the two are held equal.
"""

from __future__ import annotations

from collections.abc import Mapping

from steepest.calculus import sweep, views
from steepest.calculus.dims import Shape
from steepest.calculus.expr import variable
from steepest.calculus.lower import lower
from steepest.calculus.stable import stable
from steepest.calculus.views import Differentiated, View
from steepest.compute import program, stably
from steepest.compute.deriving import Derivative, Disagreement


def differentiated(d: Derivative) -> Differentiated:
    """The core of a derivative, as the views take it."""
    body = d.function if d.derivations else stable(d.function)[0]
    return Differentiated(lower(body), d.wrt, d.shape, d.order, d.expr)


def view(d: Derivative, name: str) -> View:
    """A view by name; raises `NoView` where there is none, and `Disagreement` where two ways to a map differ."""
    core = differentiated(d)
    found = views.view(core, name)
    if name == "map" and d.order > 1:
        _held_equal(core, found)
    return found


def product_program(d: Derivative, arguments: Mapping[str, Shape], backend: str = "numpy") -> program.Program:
    """The product of the derivative with a direction (for order 2 the Hessian–vector product), never formed whole.

    It takes the values of the function's names and, last, the direction, which has the shape of the variable.
    """
    found = view(d, "map")
    runs = stably.stable_function(found.result)
    return program.compile(runs.surface, {**arguments, found.direction: d.shape}, backend, runs.remarks)


def _held_equal(core: Differentiated, found: View) -> None:
    v = variable(found.direction, core.shape)
    whole, without = views.contracted(core.expr, v), views.along(core, v)
    if whole is without:
        return
    from steepest.compute.same import same

    if same(whole, without).equal is not False:
        return
    x = variable(core.wrt, core.shape)
    again = core.function  # facts about values may have simplified the derivative: compare without them
    for _ in range(core.order):
        again = sweep.derivative(again, x)
    verdict = same(views.contracted(again, v), without)
    if verdict.equal is False:
        raise Disagreement(f"two ways to the product with a direction differ at {verdict.counterexample}")
