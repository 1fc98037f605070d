"""A derivation over arrays in differentials: d of each part in turn, until df is ⟨G, dX⟩ and G is read off.

df for the whole and dr for a part are linear in dX, entry by entry what moves when X moves a little. Source: Magnus &
Neudecker, Matrix Differential Calculus (3rd ed.), ch. 5 and 8.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from steepest.calculus import algebra, sweep
from steepest.calculus.backward import BackwardPass, Part, cotangent_name, rules_between
from steepest.calculus.dims import Shape
from steepest.calculus.expr import variable as core_variable
from steepest.calculus.lower import lower
from steepest.calculus.operators import build
from steepest.calculus.primitives import PRIMITIVES
from steepest.calculus.raising import raised
from steepest.calculus.readable import readable
from steepest.calculus.surface import Surface, rebuild, variable, variables, walk
from steepest.calculus.views import best_map, contracted, pushed

MOST_PARTS = 40  # of longer passes the gradient is not gathered in the names of the parts


@dataclass(frozen=True, slots=True)
class Differential:
    """The differential of a part: in the variables, the parts, and the differentials of parts before it."""

    part: Part
    value: Surface  # the differential of a name is the variable `names[name]`
    rule: str
    because: str


@dataclass(frozen=True, slots=True)
class Differentials:
    """The differential of every part in order; of a number also what is read off, in the names of the parts."""

    lines: tuple[Differential, ...]
    names: Mapping[str, str]  # of parts and variables: what their differentials are called
    read_off: Mapping[str, Surface]  # by variable: G with df = ⟨G, dX⟩; empty for a value that is an array


def differentials(found: BackwardPass, shapes: Mapping[str, Shape]) -> Differentials:
    """The differentials of a backward pass's parts; `shapes` are those of the variables derived by."""
    known: dict[str, Shape] = {**shapes, **{p.name: p.shape for p in found.parts}}
    taken = {*known, *(name for p in found.parts for name in variables(p.meaning))}
    names = {name: next(n for n in (f"d{name}", f"δ{name}", f"d_{name}_") if n not in taken) for name in known}
    lines = []
    for p in found.parts:
        core = lower(p.meaning)
        moving = [name for name in variables(p.meaning) if name in known]
        terms = []
        for name in moving:
            x, dx = (core_variable(n, known[name]) for n in (name, names[name]))
            terms.append(best_map([contracted(sweep.derivative(core, x), dx), pushed(core, x, dx)]))
        total = algebra.plus(*terms) if len(terms) > 1 else terms[0]
        lines.append(Differential(p, raised(total), rules_between(p.meaning, moving), _because(p, moving)))
    return Differentials(tuple(lines), names, _read_off(found, shapes))


def _because(p: Part, moving: Sequence[str]) -> str:
    """Why the outermost function in a part has the derivative it has."""
    functions = (e for e in reversed(list(walk(p.meaning))) if e.op in PRIMITIVES)
    return next((PRIMITIVES[e.op].because for e in functions if any(n in variables(e) for n in moving)), "")


def _read_off(found: BackwardPass, shapes: Mapping[str, Shape]) -> dict[str, Surface]:
    """The cotangents gathered: each of a variable with those of the parts put in, in the names of the parts."""
    if not found.parts or found.parts[-1].shape or len(found.parts) > MOST_PARTS:
        return {}
    whole: dict[str, Surface] = {}
    for pull in found.pulls:
        given = {variable(n, whole[n].shape): whole[n] for n in variables(pull.cotangent) if n in whole}
        whole[cotangent_name(pull.name)] = raised(readable(lower(rebuild(pull.cotangent, given, build))))
    return {name: whole[cotangent_name(name)] for name in shapes if cotangent_name(name) in whole}
