"""A derivative with everything that is said about it: result, steps, conditions, kinks; two engines held equal.

The derivation applies rules to what was written; the sweep accumulates cotangents on the core. Both take every
derivative from the same rows, and no answer leaves here before the two agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from steepest.calculus import sweep
from steepest.calculus.assumptions import Seen, assuming
from steepest.calculus.backward import BackwardPass, backward_pass
from steepest.calculus.conditions import Condition, KinkAt, conditions, kinks
from steepest.calculus.derive import Derivation, Unfinished, derivation
from steepest.calculus.dims import Shape
from steepest.calculus.expr import Expr, count, variable
from steepest.calculus.lower import lower
from steepest.calculus.raising import raised
from steepest.calculus.readable import MOST_NODES, readable
from steepest.calculus.slopes import NoRule
from steepest.calculus.stable import Stabilised, stable
from steepest.calculus.surface import Surface, variables, walk
from steepest.calculus.tidy import tidied
from steepest.compute.facts import held


class Disagreement(Exception):
    """The derivation and the sweep gave different derivatives: a fault of ours, never shown as an answer."""


@dataclass(frozen=True, slots=True)
class Derivative:
    """The derivative of `function` with respect to one variable."""

    function: Surface
    wrt: str
    order: int
    expr: Expr
    result: Surface
    derivations: tuple[Derivation, ...]  # for numbers: one an order, each from the result of the one before
    backward: BackwardPass | None  # for arrays: the parts forward and the cotangents backward
    conditions: tuple[Condition, ...]
    kinks: tuple[KinkAt, ...]
    agreed: str  # how the derivation and the sweep were held equal
    stabilised: tuple[Stabilised, ...] = ()  # for arrays: what was written in a stable form before deriving
    body: Surface | None = None  # for arrays: the function in that form
    facts: Mapping[str, str] = field(default_factory=dict)  # what was known of the variables

    @property
    def shape(self) -> Shape:
        """The shape of the variable."""
        rest = self.result.shape[len(self.function.shape) :]
        return rest[: len(rest) // self.order]


def _shown(swept: Expr, facts: Mapping[str, str]) -> Expr:
    """The derivative over arrays in its most readable form; what is large stays as it came."""
    if count(swept) > MOST_NODES:
        return assuming(swept, facts) if facts else swept
    seen = Seen()
    known = assuming(swept, facts, seen)
    tidy = tidied(known, lambda e: assuming(e, facts, seen))
    return assuming(readable(known, assuming(tidy, facts, seen)), facts, seen)


def derive(
    function: Surface,
    wrt: str,
    order: int = 1,
    shape: Shape | None = None,
    assume: Mapping[str, str] | None = None,
    as_written: bool = False,
) -> Derivative:
    """The derivative of this order; raises `NoRule` when a function has no derivative here.

    `shape` is the shape of `wrt` when it does not occur in the function; `as_written` leaves out stable forms. Raises
    `NoFact` for facts that cannot be.
    """
    own = variables(function).get(wrt, shape or ())
    arrays = bool(own) or any(e.shape for e in walk(function))
    body, stabilised = stable(function) if arrays and not as_written else (function, ())
    known = held(assume or {}, {**variables(function), wrt: own})
    x = variable(wrt, own)
    core = swept = lower(body)
    for _ in range(order):
        swept = sweep.derivative(swept, x)
    told = conditions(function, wrt, known)
    if arrays:
        swept = _shown(swept, known)
        backward = backward_pass(body, [wrt]) if wrt in variables(function) else None
        agreed = "one engine for arrays"
        return Derivative(
            function, wrt, order, swept, raised(swept), (), backward, told, (), agreed, stabilised, body, known
        )
    derivations: list[Derivation] = []
    try:
        for _ in range(order):
            derivations.append(derivation(body, wrt))
            body = derivations[-1].result
    except (NoRule, Unfinished):
        changes = kinks(function, wrt)
        return Derivative(function, wrt, order, swept, raised(swept), (), None, told, changes, "the sweep", facts=known)
    expr = derivations[-1].expr if derivations else core
    agreed = "one normal form"
    if swept not in (expr, derivations[-1].carried_out if derivations else core):
        from steepest.compute.same import same  # brings NumPy and FLINT, which a first derivative seldom needs

        verdict = same(expr, swept)
        if verdict.equal is False:
            raise Disagreement(f"two derivatives of one function differ at {verdict.counterexample}")
        agreed = verdict.decided_by
    changes = kinks(function, wrt)
    return Derivative(function, wrt, order, expr, body, tuple(derivations), None, told, changes, agreed, facts=known)
