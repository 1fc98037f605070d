"""The steps of a derivation over its computation graph, one stage an order: both passes, and the same in differentials.

The first stage differentiates the function; the second differentiates the gradient that came out, and so on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from steepest.calculus import views
from steepest.calculus.backward import BackwardPass, backward_pass
from steepest.calculus.conditions import Condition, asked_of, conditions
from steepest.calculus.differentials import Differentials, differentials
from steepest.calculus.expr import variable as core_variable
from steepest.calculus.operators import build
from steepest.calculus.raising import raised
from steepest.calculus.surface import Surface, rebuild, variable, variables
from steepest.compute.deriving import Derivative, derive
from steepest.compute.facts import implied
from steepest.compute.viewing import differentiated

CALLED = ("f", "g", "h")  # the function, its gradient, its Hessian: what a stage differentiates


@dataclass(frozen=True, slots=True)
class Stage:
    """One differentiation: of what, in parts, backward and in differentials."""

    called: str  # the name of what is differentiated
    body: Surface
    backward: BackwardPass
    differentials: Differentials
    conditions: Mapping[str, tuple[Condition, ...]]  # by part: what its rule asks for, in the names of the parts
    result: Surface
    whole: Surface  # the differential of all of it, in the variables and the differential of the one derived by


def stages(d: Derivative) -> tuple[Stage, ...]:
    """The stages of a derivative, as many as its order; none where it does not move with the variable, or is it.

    What is known of that variable is used on the last result only: a gradient made shorter by it, such as S⁻¹ for
    S⁻ᵀ, has another derivative.
    """
    found: list[Stage] = []
    others = {name: fact for name, fact in d.facts.items() if name != d.wrt}
    for k in range(1, d.order + 1):
        earlier = d if k == d.order else derive(d.function, d.wrt, k, d.shape, others, d.body is d.function)
        body = found[-1].result if found else d.body or d.function
        if d.wrt not in variables(body) or body.op == "variable":
            break
        found.append(_stage(body, d.wrt, CALLED[k - 1] if k <= len(CALLED) else f"f_{k}", earlier))
    return tuple(found)


def _stage(body: Surface, wrt: str, called: str, derived: Derivative) -> Stage:
    passed = backward_pass(body, [wrt], called)
    told = differentials(passed, {wrt: derived.shape})
    dx = core_variable(told.names[wrt], derived.shape)
    whole = raised(views.applied(differentiated(derived), dx))
    return Stage(called, body, passed, told, _conditions(body, wrt, passed, derived), derived.result, whole)


def _conditions(body: Surface, wrt: str, passed: BackwardPass, d: Derivative) -> dict[str, tuple[Condition, ...]]:
    """What the parts ask for, without what always holds when their names are put in."""
    asks_for = asked_of(body, wrt, d.facts)
    nodes = {variable(p.name, p.shape): p.node for p in passed.parts}
    found = {}
    for p in passed.parts:
        moving = next((n for n in variables(p.meaning) if n == wrt or any(q.name == n for q in passed.parts)), None)
        told = [c for c in conditions(p.meaning, moving, d.facts) if not implied(c, d.facts)]
        found[p.name] = tuple(c for c in told if asks_for(c, _in_full(c, nodes)))
    return found


def _in_full(c: Condition, nodes: Mapping[Surface, Surface]) -> Surface | None:
    """What a condition is on, with the names of the parts written out."""
    of = c.holds if c.holds is not None else c.of
    return None if of is None else rebuild(of, dict(nodes), build)
