"""Levenberg–Marquardt: a sum of squares, its residuals and their Jacobian; SciPy runs it on our exact derivatives."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from steepest.calculus import sweep
from steepest.descent.curvature import SMALL
from steepest.descent.landscape import Landscape
from steepest.descent.problem import NotAProblem
from steepest.descent.programs import program
from steepest.descent.recording import End, Recorder, newton
from steepest.descent.squares import Squares, squares
from steepest.descent.vectors import Array


def _squares_of(landscape: Landscape) -> Squares:
    found = squares(landscape.problem)
    if found is None:
        raise NotAProblem(
            "Levenberg–Marquardt needs a sum of squares, and the form of this objective does not show one."
        )
    return found


def residual_functions(
    landscape: Landscape, found: Squares
) -> tuple[Callable[[Array], Array], Callable[[Array], Array]]:
    """The residuals and their Jacobian as functions of one flat vector."""
    xs = landscape.problem.variables
    names = [n for n in landscape.names if any(getattr(x, "name", "") == n for x in xs)]
    inputs = landscape.arguments
    value = program({f"r{k}": r for k, r in enumerate(found.residuals)}, inputs)
    slopes = {
        f"r{k} {n}": sweep.derivative(r, x)
        for k, r in enumerate(found.residuals)
        for n, x in zip(names, xs, strict=True)
    }
    jacobian = program(slopes, inputs)
    sizes: Mapping[str, int] = {n: int(np.prod(s)) for n, s in zip(landscape.names, landscape.shapes, strict=True)}

    def arguments(z: Array) -> dict[str, Array]:
        return {**landscape.problem.data, **landscape.unpack(z)}

    def residuals(z: Array) -> Array:
        out = value(**arguments(z))
        return np.concatenate([np.ravel(out[f"r{k}"]) for k in range(len(found.residuals))])

    def slope(z: Array) -> Array:
        out = jacobian(**arguments(z))
        rows = []
        for k in range(len(found.residuals)):
            parts = {n: np.asarray(out[f"r{k} {n}"], dtype=np.float64).reshape(-1, sizes[n]) for n in names}
            tall = max(len(p) for p in parts.values())
            rows.append(np.hstack([parts.get(n, np.zeros((tall, sizes[n]))) for n in landscape.names]))
        return np.vstack(rows)

    return residuals, slope


def levenberg_marquardt(landscape: Landscape, steps: int, record: Recorder) -> End:
    """Run from the start: Levenberg–Marquardt, and where that does not settle a trust region; the better one counts."""
    from scipy.optimize import least_squares

    residuals, jacobian = residual_functions(landscape, _squares_of(landscape))

    def noted(z: Array) -> Array:
        record.note(z)
        return jacobian(z)

    z0 = landscape.start
    begun, best = len(record.points), None
    methods = ["lm", "trf"] if residuals(z0).size >= landscape.size else ["trf"]
    for method in methods:  # LM wanders off on a few starts where the trust region does not
        at = len(record.points)
        try:
            found = least_squares(
                residuals, z0, noted, method=method, x_scale="jac", ftol=1e-15, xtol=1e-15, gtol=1e-15, max_nfev=steps
            )
        except (ValueError, np.linalg.LinAlgError):  # residuals that are not finite on the way
            record.forget(at, len(record.points))
            continue
        if best is None or found.cost < best.cost:
            record.forget(begun, at)
            best = found
        else:
            record.forget(at, len(record.points))
        if found.status > 0 and _settled(landscape, np.asarray(found.x)):
            break
    if best is None:
        return z0, "The residuals are not finite near the start.", "overflow", None
    z = np.asarray(best.x, dtype=np.float64)
    if best.status > 0:
        return z, "No step makes the sum of squares smaller.", "flat", None
    return z, f"All {steps} evaluations were used.", "spent", None


def _settled(landscape: Landscape, z: Array) -> bool:
    """Is a Newton step from here short?"""
    _, gradient = landscape.slope(z)
    step = newton(landscape.hessian(z), gradient) if landscape.size <= SMALL else None
    return step is not None and bool((np.abs(step) <= 1e-4 * (np.abs(z) + 1e-8)).all())
