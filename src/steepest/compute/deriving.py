"""A derivative with everything that is said about it: result, steps, conditions, kinks; two engines held equal.

The derivation applies rules to what was written; the sweep accumulates cotangents on the core. Both take every
derivative from the same rows, and no answer leaves here before the two agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from steepest.calculus import sweep
from steepest.calculus.assumptions import Seen, assuming
from steepest.calculus.backward import BackwardPass, backward_pass
from steepest.calculus.derive import Derivation, Unfinished, derivation, knowing, remembered, spelled
from steepest.calculus.dims import Shape
from steepest.calculus.expr import Expr, larger, variable
from steepest.calculus.lower import lower
from steepest.calculus.manner import manner
from steepest.calculus.operators import build
from steepest.calculus.raising import Memo, raised
from steepest.calculus.readable import MOST_NODES, readable
from steepest.calculus.slopes import NoRule
from steepest.calculus.stable import Stabilised, stable
from steepest.calculus.surface import Surface, number, variables, walk
from steepest.calculus.tidy import Worked, tidied
from steepest.compute.facts import held, implied
from steepest.compute.verdicts import Fact

if TYPE_CHECKING:  # fetched when they are asked for
    from steepest.calculus.conditions import Condition, KinkAt


class Disagreement(Exception):
    """The derivation and the sweep gave different derivatives: a fault of ours, never shown as an answer."""


@dataclass(frozen=True)
class Derivative:
    """The derivative of `function` with respect to one variable; what is told beside it is made when asked for."""

    function: Surface
    wrt: str
    order: int
    expr: Expr
    result: Surface
    derivations: tuple[Derivation, ...]  # for numbers: one an order, each from the result of the one before
    agreed: str  # how the derivation and the sweep were held equal
    facts: Mapping[str, Fact]  # what was known of the variables
    stabilised: tuple[Stabilised, ...] = ()  # for arrays: what was written in a stable form before deriving
    body: Surface | None = None  # for arrays: the function in that form

    @property
    def shape(self) -> Shape:
        """The shape of the variable."""
        rest = self.result.shape[len(self.function.shape) :]
        return rest[: len(rest) // self.order]

    @cached_property
    def backward(self) -> BackwardPass | None:
        """For arrays: the parts forward and the cotangents backward."""
        if self.body is None or self.wrt not in variables(self.function):
            return None
        return backward_pass(self.body, [self.wrt])

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """What must hold for the result, and is not known to."""
        from steepest.calculus.conditions import conditions

        core = None if self.body is None else lower(self.body)
        shown = self.result if self.derivations else None
        found = conditions(self.function, self.wrt, self.facts, self.order, core, shown)
        return tuple(c for c in found if not implied(c, self.facts))

    @cached_property
    def kinks(self) -> tuple[KinkAt, ...]:
        """For numbers: where the derivative jumps."""
        from steepest.calculus.conditions import kinks

        return kinks(self.function, self.wrt, self.order, self.facts) if self.body is None else ()


def derive(
    function: Surface,
    wrt: str,
    order: int = 1,
    shape: Shape | None = None,
    assume: Mapping[str, Fact] | None = None,
    as_written: bool = False,
) -> Derivative:
    """The derivative of this order; raises `NoRule` when a function has no derivative here.

    `shape` is the shape of `wrt` when it does not occur in the function; `as_written` leaves out stable forms. Raises
    `NoFact` for facts that cannot be.
    """
    return derivatives(function, {wrt: shape}, order, assume, as_written)[wrt]


def derivatives(
    function: Surface,
    shapes: Mapping[str, Shape | None],
    order: int = 1,
    assume: Mapping[str, Fact] | None = None,
    as_written: bool = False,
) -> dict[str, Derivative]:
    """The derivative with respect to each of several variables; what they share is worked on once."""
    found = variables(function)
    own = {name: found.get(name, shape or ()) for name, shape in shapes.items()}
    known = held(assume or {}, {**found, **own})
    arrays = any(e.shape for e in walk(function))
    numbers = [name for name, shape in own.items() if not arrays and not shape]
    rest = {name: shape for name, shape in own.items() if name not in numbers}
    out = _over_arrays(function, rest, order, known, as_written) if rest else {}
    out |= {name: _of_numbers(function, name, order, known) for name in numbers}
    return {name: out[name] for name in own}


def _over_arrays(
    function: Surface, own: Mapping[str, Shape], order: int, known: Mapping[str, Fact], as_written: bool
) -> dict[str, Derivative]:
    """One sweep for all variables, and one set of words for all results."""
    body, stabilised = (function, ()) if as_written else stable(function)
    places = [variable(name, shape) for name, shape in own.items()]
    swept = sweep.gradients(lower(body), places)
    for _ in range(order - 1):
        swept = [sweep.derivative(e, x) for e, x in zip(swept, places, strict=True)]
    shared = _Shared(Seen(), Worked(), remembered(function))
    out = {}
    for name, e in zip(own, swept, strict=True):
        expr = _shown(e, known, shared)
        result, agreed = raised(expr, shared.words), "one engine for arrays"
        if result.op == "compare":
            result = chosen(result)
            expr = lower(result)
        out[name] = Derivative(function, name, order, expr, result, (), agreed, known, stabilised, body)
    return out


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the derivatives by several variables share: each part is simplified, tidied and put in words once."""

    seen: Seen
    worked: Worked
    words: Memo


def _shown(swept: Expr, facts: Mapping[str, Fact], shared: _Shared) -> Expr:
    """The derivative over arrays in its most readable form; what is large stays as it came."""

    def known(e: Expr) -> Expr:
        return assuming(e, facts, shared.seen)

    if larger(swept, MOST_NODES):
        return known(swept) if facts else swept
    plain = known(swept)
    return known(readable(plain, known(tidied(plain, known, shared.worked)), words=shared.words))


def chosen(comparison: Surface) -> Surface:
    """A comparison as a number, as it is written where it stands alone: where(x > 0, 1, 0)."""
    return build("where", (comparison, number(1), number(0)))


def _of_numbers(function: Surface, wrt: str, order: int, known: Mapping[str, Fact]) -> Derivative:
    """A derivation by the rules, held against the sweep."""
    x = variable(wrt)
    known_cores: dict[Surface, Expr] = {}
    core = swept = lower(function, known_cores)
    words = Memo(manner(function, known_cores))
    for _ in range(order):
        swept = sweep.derivative(swept, x)
    derivations: list[Derivation] = []
    body = function
    try:
        for _ in range(order):
            derivations.append(derivation(body, wrt, words=words))
            body = derivations[-1].result
    except (NoRule, Unfinished):
        return Derivative(function, wrt, order, swept, raised(swept, words), (), "the sweep", known)
    expr = derivations[-1].expr if derivations else core
    agreed = "one normal form"
    if swept not in (expr, derivations[-1].carried_out if derivations else core):
        from steepest.compute.same import same  # brings NumPy and FLINT, which a first derivative seldom needs

        verdict = same(expr, swept)
        if verdict.equal is False:
            raise Disagreement(f"two derivatives of one function differ at {verdict.counterexample}")
        agreed = verdict.decided_by
    if derivations and known:
        derivations[-1] = knowing(derivations[-1], known, words)
        expr, body = derivations[-1].expr, derivations[-1].result
    if derivations and body.op == "compare":
        derivations[-1] = spelled(derivations[-1], chosen(body))
        expr, body = derivations[-1].expr, derivations[-1].result
    return Derivative(function, wrt, order, expr, body, tuple(derivations), agreed, known)
