"""Ask whether a function is convex: the text, what moves, and what is known of the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from steepest.calculus import surface
from steepest.calculus.expr import Expr, variable, variables
from steepest.calculus.surface import Surface
from steepest.compute.verdicts import Fact
from steepest.descent.certificates import by_template, certificate
from steepest.descent.convexity import Convexity, of_expression
from steepest.descent.forms import stable
from steepest.descent.given import Function, expression, text_of
from steepest.descent.problem import NotAProblem, arrays, problem
from steepest.descent.signs import ANY, NEGATIVE, POSITIVE, ZERO, Sign, data_signs
from steepest.notation import naming
from steepest.notation.declarations import Declared, declarations


def convexity(
    f: Function,
    /,
    wrt: str | Sequence[str],
    shapes: Declared | str | None = None,
    data: Mapping[str, Any] | None = None,
    assume: Mapping[str, Fact] | None = None,
) -> Convexity:
    """Is f convex, concave or affine in `wrt`? A proof and its reason, or "unknown"; never a guess.

    Signs of data are read from `data`, those of other names from `assume` ("positive", or an interval).

    >>> convexity("log(1 + exp(-y*x))", wrt="x").kind
    'convex'
    """
    given = arrays(data or {}, "data")
    known = {**declarations(shapes), **{n: a.shape for n, a in given.items()}}
    names = naming.names(wrt, {*known, *_own(f)})
    e = expression(f, known, names)
    if e.shape:
        raise NotAProblem(f"{text_of(f)} is an array; convexity is a property of a number. Take its sum, mean or norm.")
    have = variables(e)
    moving = [variable(n, have[n]) for n in names if n in have]
    if not moving:
        return Convexity("affine", f"{' and '.join(names)} does not occur in it")
    signs = data_signs(given) | {n: _sign(fact) for n, fact in naming.by_name(assume or {}).items()}
    by_form = of_expression(stable(e), moving, signs)
    if by_form.kind != "unknown":
        return by_form
    found = by_template(stable(e), moving, signs)
    if found is not None:
        return found
    return _with_values(e, names, have, given) or by_form


def _own(f: Function) -> Mapping[str, Any]:
    return variables(f) if isinstance(f, Expr) else surface.variables(f) if isinstance(f, Surface) else {}


def _with_values(e: Expr, names: Sequence[str], have: Mapping[str, Any], given: Mapping[str, Any]) -> Convexity | None:
    """The eigenvalues of a constant Hessian, where everything but `names` has a value and every size is known."""
    rest = [n for n in have if n not in names]
    if any(n not in given for n in rest) or any(not isinstance(d, int) for n in names if n in have for d in have[n]):
        return None
    start = {n: np.zeros(have[n]) for n in names if n in have}
    found = certificate(problem(e, start, {n: given[n] for n in rest}))
    return found if found.kind != "unknown" else None


def _sign(fact: Fact) -> Sign:
    if isinstance(fact, tuple):
        low, high = fact
        return ZERO if low == high == 0 else POSITIVE if low >= 0 else NEGATIVE if high <= 0 else ANY
    return POSITIVE if fact in ("positive", "simplex") else ANY
