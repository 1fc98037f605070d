"""Functions without a minimum: they fall without bound, or for ever more slowly."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from steepest.calculus.expr import Apply, dependents, walk
from steepest.descent.ground import MINIMISE, Ground, definite
from steepest.descent.programs import program
from steepest.descent.signs import POSITIVE, data_signs, sign_of
from steepest.descent.trace import Verdict
from steepest.descent.vectors import Array
from steepest.descent.wording import called, direction


def recession(g: Ground) -> Array | None:
    """A direction along which the slope is never upward, however far: a convex function has no bottom there."""
    norm = float(np.linalg.norm(g.gradient))
    if norm == 0:
        return None
    if g.small and g.proven and g.landscape.quadratic:
        return _level(g)
    candidates = [g.newton, g.z - g.landscape.start, -g.gradient, g.z]
    if len(g.history.points) > 2:
        candidates.append(g.z - g.history.points[len(g.history.points) // 2])
    for v in candidates:
        d = _unit(v)
        if d is None or float(g.gradient @ d) >= -1e-3 * norm:
            continue
        reach = max(1.0, float(np.linalg.norm(g.z)))
        slopes = [float(g.landscape.slope(g.z + s * reach * d)[1] @ d) for s in np.geomspace(0.1, 1e6, 15)]
        if all(np.isfinite(x) and x <= 0 for x in slopes):
            return d
    return None


def _level(g: Ground) -> Array | None:
    """Of a quadratic: the part of −∇f along which the curvature is 0; it is the same everywhere."""
    _, gradient = g.landscape.slope(g.landscape.start)
    values, vectors = np.linalg.eigh(g.landscape.hessian(g.landscape.start))
    idle = vectors[:, np.abs(values) <= 1e-12 * np.abs(values).max(initial=0.0)]
    part = np.asarray(-idle @ (idle.T @ gradient), dtype=np.float64)
    return _unit(part) if np.linalg.norm(part) > 1e-9 * np.linalg.norm(gradient) else None


def _unit(v: Array | None) -> Array | None:
    if v is None:
        return None
    length = float(np.linalg.norm(v))
    return v / length if 0 < length < np.inf else None


def unbounded(g: Ground) -> Array | None:
    """A direction along which the function is seen to fall without bound."""
    candidates = [g.z - g.landscape.start, -g.gradient]
    if definite(g) in ("mixed", "negative"):
        candidates.insert(0, g.spectrum.down if g.spectrum.down @ g.gradient <= 0 else -g.spectrum.down)
    for v in candidates:
        d = _unit(v)
        if d is None:
            continue
        reach = max(1.0, float(np.linalg.norm(g.z)))
        values = [g.value, *(g.landscape.value(g.z + s * reach * d) for s in np.geomspace(10, 1e6, 6))]
        falling = all(b < a or b == -np.inf for a, b in pairwise(values))
        if falling and values[-1] < -1e4 * (1 + abs(g.value)):
            return d
    return None


def separates(g: Ground, d: Array) -> bool:
    """Do all arguments of softplus fall along d, or stay? Then d separates the data of a logistic loss."""
    problem = g.landscape.problem
    moving = dependents(problem.objective, problem.variables)
    margins = [
        e.args[0] for e in walk(problem.objective) if isinstance(e, Apply) and e.name == "softplus" and e in moving
    ]
    if not margins:
        return False
    run = program({f"m{k}": m for k, m in enumerate(margins)}, g.landscape.arguments)
    here, there = (run(**problem.data, **g.landscape.unpack(z)) for z in (g.z, g.z + d))
    falls = [np.asarray(there[n]) - np.asarray(here[n]) for n in here]
    return all((f <= 1e-12).all() for f in falls) and any((f < 0).any() for f in falls)


def fades(g: Ground, d: Array) -> bool:
    """Does a function that cannot be negative by its form tend to 0 along d?"""
    problem = g.landscape.problem
    if sign_of(problem.objective, data_signs(problem.data)) != POSITIVE:
        return False
    far = g.landscape.value(g.z + 1e6 * max(1.0, float(np.linalg.norm(g.z))) * d)
    return 0 <= far <= 1e-4 * abs(g.value)


def no_least(g: Ground, d: Array) -> Verdict:
    """The verdict on a function that falls along d for ever."""
    begin = g.landscape.start
    first = g.landscape.value(begin)
    steep = g.landscape.value(begin + 1e6 * max(1.0, float(np.linalg.norm(begin))) * d) < -1e3 * (1 + abs(first))
    steep = steep or g.landscape.value(g.z + 1e6 * max(1.0, float(np.linalg.norm(g.z))) * d) < -1e3 * (1 + abs(g.value))
    w = g.words
    along = direction(g.landscape, d)
    toward = "" if g.landscape.size > 6 else f" along {along}"
    f = called(g.landscape.problem.text)
    if steep:
        text = f"No {w.least}: {f} {w.falls} without bound{toward}."
    elif separates(g, d):
        text = (
            f"No {w.least} is reached: the data are separated{toward or f' by {along}'}. The further one goes that way "
            f"the {w.below} the loss, and it never comes to its limit. A penalty such as "
            f"0.001 sum({g.landscape.names[0]}^2) gives it a {w.least}."
        )
    elif not g.proven and not fades(g, d):
        rising = "falling" if w is MINIMISE else "rising"
        text = (
            f"Inconclusive: {f} keeps {rising}{toward}, ever more slowly, as far as was looked, so there may be no "
            f"{w.least} that way; elsewhere there may."
        )
        return Verdict("inconclusive", text, direction=g.landscape.unpack(d))
    elif not g.proven:
        text = (
            f"No {w.least} is reached: {f} cannot be {'negative' if w is MINIMISE else 'positive'} by its form, and it "
            f"tends to 0{toward} without ever being 0."
        )
    else:
        text = (
            f"No {w.least} is reached: {f} is {w.convex} and keeps {'falling' if w is MINIMISE else 'rising'}{toward}, "
            "ever more slowly, however far one goes."
        )
    return Verdict(f"no {w.least}", text, direction=g.landscape.unpack(d))
