"""What the operators of an expression ask for: each of those that were written, and each node that is differentiated.

That a function has a value is asked by what was written: x/x has none at 0. That its derivative has one is asked by the
core, where √x · √x is x and ‖r‖² has no length left in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.atoms import ATOMS
from steepest.calculus.composites import COMPOSITES
from steepest.calculus.expr import Apply, Atom, Contract, Expr, Power, dependents, number, variables, walk
from steepest.calculus.expr import variable as core_variable
from steepest.calculus.formula import formula
from steepest.calculus.lowering import lowered
from steepest.calculus.operators import build, expanded
from steepest.calculus.primitives import PRIMITIVES
from steepest.calculus.reals import NOTHING, RELATIONS, Reals
from steepest.calculus.regions import kinks_of_entries
from steepest.calculus.slopes import LETTERS
from steepest.calculus.spans import Facts
from steepest.calculus.surface import Surface, depends, variable
from steepest.calculus.surface import number as written_number
from steepest.calculus.surface import walk as walk_surface

Guards = frozenset[tuple[Expr, bool]]  # comparisons, and whether they hold
FLAT = {"less", "less_equal", "equal", "not_equal", "sign", "heaviside"}  # these have no slope but 0
_LEAVES = {c: variable(c) for c in LETTERS}


@dataclass(frozen=True, slots=True)
class Need:
    """Something that must hold: `e` lies in a set; or words about an array."""

    e: Expr
    wanted: Reals  # of words: a set that is enough
    reason: str  # what asks for it
    derivative: bool  # asked for by the derivative, not already by the function
    holds: Surface | None = None  # as it was written
    words: str = ""
    guards: Guards = frozenset()  # where it is asked
    quiet: Guards = frozenset()  # where too; for deciding, not for telling: which of two is the larger
    unless_whole: Surface | None = None  # it is not asked where this is a whole number
    of: Surface | None = None  # the operator that asks
    shown: bool = False  # asked by what is shown, not by what was written


# --- of what was written ---------------------------------------------------------------------------------------------


def of_values(root: Surface, known: dict[Surface, Expr], wrt: str | None) -> Iterator[Need]:
    """What must hold for what was written to have a value; `known` has the core of its nodes."""
    nodes = list(written(root))
    guards = guarded(nodes, known)
    for e in nodes:
        for need in of_value(e, known, wrt):
            yield replace(need, guards=need.guards | guards[e]) if guards[e] else need


def written(root: Surface, seen: set[Surface] | None = None) -> Iterator[Surface]:
    """Every operator of an expression once, arguments first, composites written out."""
    seen = set() if seen is None else seen
    for e in walk_surface(root, seen):
        seen.add(e)
        if e.op in COMPOSITES:
            yield from written(expanded(e), seen)
        yield e


def guarded(nodes: list[Surface], known: dict[Surface, Expr]) -> Mapping[Surface, Guards]:
    """Where each node counts: in the branches of choices only where these are taken. `nodes` have arguments first."""
    found: dict[Surface, Guards] = {nodes[-1]: frozenset()}
    for e in reversed(nodes):
        own = found.setdefault(e, frozenset())
        below = (expanded(e),) if e.op in COMPOSITES else e.args
        for k, a in enumerate(below):
            here = own | {(lowered(e.args[0], known), k == 1)} if e.op == "where" and k else own
            found[a] = found[a] & here if a in found else here
    return found


def _differentiated(core: Expr, moving: set[Expr]) -> Mapping[Expr, tuple[Guards, Guards]]:
    """The nodes whose slopes the derivative takes, and where: told, and quietly. A test has none, a step none."""
    found: dict[Expr, tuple[Guards, Guards]] = {core: (frozenset(), frozenset())}
    for e in reversed(list(walk(core))):
        if e not in found or (isinstance(e, Apply) and e.name in FLAT):
            continue
        told, quiet = found[e]
        for k, a in enumerate(e.args):
            if a not in moving or (k == 0 and isinstance(e, Apply) and e.name == "where"):
                continue
            here = told | _branch(e, k), quiet | _chosen(e, k)
            found[a] = (found[a][0] & here[0], found[a][1] & here[1]) if a in found else here
    return found


def _branch(e: Expr, k: int) -> Guards:
    return frozenset({(e.args[0], k == 1)}) if isinstance(e, Apply) and e.name == "where" else frozenset()


def _chosen(e: Expr, k: int) -> Guards:
    """Of the larger, or smaller, of two: where this is the one."""
    if not isinstance(e, Apply) or e.name not in ("maximum", "minimum", "relu"):
        return frozenset()
    own, other = e.args[k], algebra.zero(e.shape) if e.name == "relu" else e.args[1 - k]
    pair = (own, other) if e.name == "minimum" else (other, own)
    return frozenset({(algebra.apply("less_equal", pair), True)})


def of_value(e: Surface, known: dict[Surface, Expr], wrt: str | None = None) -> Iterator[Need]:
    """What one operator asks for, to have a value."""
    if e.op == "div":
        yield _need(e, e.args[1], "!=", "quotient", known)
    elif e.op == "sqrt":
        yield _need(e, e.args[0], ">=", "square root", known)
    elif e.op == "pow":
        yield from _of_power(e, known, wrt)
    elif e.op in PRIMITIVES:
        env = dict(zip(("u", "v", "w"), e.args, strict=False))
        for text in PRIMITIVES[e.op].domain:
            holds = formula(text, env, build)
            a, b = (lowered(side, known) for side in holds.args)
            yield Need(algebra.minus(a, b), RELATIONS[str(holds.data)], e.op, False, holds, of=e)
        for words in PRIMITIVES[e.op].excluded:
            yield Need(lowered(e.args[-1], known), RELATIONS[">"], e.op, False, words=words, of=e)


def _need(e: Surface, u: Surface, relation: str, reason: str, known: dict[Surface, Expr], of: bool = False) -> Need:
    holds = build("compare", (u, written_number(0)), relation)
    return Need(lowered(u, known), RELATIONS[relation], reason, of, holds, of=e)


def _of_power(e: Surface, known: dict[Surface, Expr], wrt: str | None) -> Iterator[Need]:
    base, exponent = e.args
    n = algebra.constant_value(lowered(exponent, known))
    if n is None:
        if base.op == "constant":
            return
        varies = wrt is not None and depends(exponent, wrt)
        if algebra.is_zero(lowered(base, known)):
            yield _need(e, exponent, ">", "power", known, varies)
            return
        need = _need(e, base, ">", "power", known, varies)
        if varies or not _could_be_whole(lowered(exponent, known)):
            yield need
            return
        yield replace(need, unless_whole=exponent)
        limit = 1 if wrt is not None and depends(base, wrt) else 0
        test = lowered(build("compare", (exponent, written_number(limit)), "<"), known)
        yield replace(_need(e, base, "!=", "power", known, limit == 1), guards=frozenset({(test, True)}))
    elif n.denominator % 2 == 0:
        yield _need(e, base, ">" if n < 0 else ">=", "root", known)
    elif n < 0:
        yield _need(e, base, "!=", "power", known)


def _could_be_whole(e: Expr) -> bool:
    """Could this exponent be a whole number for some values of its variables?"""
    return bool(variables(e))


# --- of what is differentiated ---------------------------------------------------------------------------------------


def of_derivative(core: Expr, wrt: str, order: int, facts: Facts, arrays: bool) -> Iterator[Need]:
    """What must hold for the derivative of this order to have a value, where the function has one."""
    shape = variables(core).get(wrt)
    if shape is None:
        return
    x = core_variable(wrt, shape)
    moving = dependents(core, [x])
    for e, (told, quiet) in reversed(list(_differentiated(core, moving).items())):
        for need in of_slope(e, moving, order):
            yield replace(need, guards=told, quiet=quiet) if told or quiet else need
    if arrays:
        for split, zero, given in kinks_of_entries(core, x, order, facts):
            yield Need(zero, RELATIONS["!="], split.name, True, guards=given)


def of_slope(e: Expr, moving: set[Expr], order: int) -> Iterator[Need]:
    """What the slope of one node asks for, beside what its value asks for."""
    if isinstance(e, Power) and e.args[0] in moving:
        n = algebra.constant_value(e.args[1])
        if n is not None and n.denominator > 1 and 0 < n < order:
            even = n.denominator % 2 == 0
            name = "square root" if n == algebra.HALF else "cube root" if n == Fraction(1, 3) else "power"
            if even and _is_length(e.args[0]):
                yield Need(algebra.power(e.args[0], number(algebra.HALF)), RELATIONS["!="], "norm", True)
            else:
                yield Need(e.args[0], RELATIONS[">" if even else "!="], name, True)
    elif isinstance(e, Apply):
        for text in PRIMITIVES[e.name].interior:
            holds = formula(text, _LEAVES, build)
            known = {_LEAVES[c]: a for c, a in zip(LETTERS, e.args, strict=False)}
            a, b = (lowered(side, known) for side in holds.args)
            yield Need(algebra.minus(a, b), RELATIONS[str(holds.data)], e.name, True)
        if e.name == "hypot":
            yield Need(e, RELATIONS["!="], "hypot", True)
    elif isinstance(e, Atom) and e.name in ATOMS:
        if isinstance(e.args[0], Atom) and e.args[0].name == "inv":
            return  # an inverse is invertible
        for words in ATOMS[e.name].conditions:
            yield Need(e.args[0], NOTHING, e.name, True, words=words)


def _is_length(e: Expr) -> bool:
    return isinstance(e, Contract) and len(e.dims) > len(set(e.out))
