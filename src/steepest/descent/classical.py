"""Second-order methods: SciPy runs them, on our exact gradients, Hessians and Jacobians.

Levenberg–Marquardt for sums of squares, BFGS and L-BFGS for smooth functions, a trust region with the exact Hessian.
A run ends with a few Newton steps where the curvature is positive: they double the digits for the price of one Hessian.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from steepest.calculus import sweep
from steepest.descent.curvature import SMALL
from steepest.descent.landscape import Landscape
from steepest.descent.problem import NotAProblem
from steepest.descent.programs import program
from steepest.descent.smoothing import rounded, smooth_out
from steepest.descent.squares import Squares, squares
from steepest.descent.trace import History, Progress, Watch
from steepest.descent.vectors import Array

POLISH = 12  # Newton steps at the end, at most


class Cancelled(Exception):
    """The watch asked for the end."""


class Recorder:
    """The iterates of a run, each with its value and gradient."""

    def __init__(self, landscape: Landscape, steps: int, watch: Watch | None) -> None:
        self.landscape, self.steps, self.watch = landscape, steps, watch
        self.points: list[Array] = []
        self.values: list[float] = []
        self.norms: list[float] = []

    def note(self, z: Array) -> None:
        """Write down an iterate, unless it is the last one again."""
        z = np.array(z, dtype=np.float64)
        if self.points and np.array_equal(self.points[-1], z):
            return
        value, gradient = self.landscape.slope(z)
        self.points.append(z)
        self.values.append(value)
        self.norms.append(float(np.linalg.norm(gradient)))
        if (
            self.watch is not None
            and self.watch(Progress(len(self.points) - 1, self.steps, value, self.norms[-1])) is False
        ):
            raise Cancelled

    def forget(self, start: int, stop: int) -> None:
        """Strike out the iterates of an attempt that another one surpassed."""
        for part in (self.points, self.values, self.norms):
            del part[start:stop]

    def history(self, stopped: str, ending: str, gap: float | None = None) -> History:
        """What was written down."""
        return History(np.array(self.points), np.array(self.values), np.array(self.norms), stopped, ending, gap=gap)


# the end point, why it stopped, how it ended, and how far above the smallest value it may be, where that is known
End = tuple[Array, str, str, float | None]
Solve = Callable[[Landscape, int, Recorder], End]


@dataclass(frozen=True, slots=True)
class Classical:
    """A row: a method with its own step lengths."""

    name: str
    title: str
    solve: Solve
    because: str
    steps: int  # the most iterations, unless told


def solve(landscape: Landscape, row: Classical, steps: int, watch: Watch | None = None) -> History:
    """Run a classical method from the problem's start."""
    record = Recorder(landscape, steps, watch)
    gap = None
    try:
        record.note(landscape.start)
        z, stopped, ending, gap = row.solve(landscape, steps, record)
        record.note(z)
        if ending != "overflow" and landscape.size <= SMALL and gap is None:
            polish(landscape, record)
    except Cancelled:
        stopped, ending = f"Cancelled after {len(record.points) - 1} steps; what was found is kept.", "cancelled"
    except NotAProblem:
        raise
    except (ValueError, np.linalg.LinAlgError):  # SciPy met what is not a number
        stopped, ending = f"The numbers overflowed after {len(record.points) - 1} steps.", "overflow"
    except KeyboardInterrupt:
        stopped, ending = f"Interrupted after {len(record.points) - 1} steps; what was found is kept.", "cancelled"
    return record.history(stopped, ending, gap)


def polish(landscape: Landscape, record: Recorder) -> None:
    """Newton steps from the best point, each kept only if the gradient at least halves and the value does not rise."""
    best = int(np.nanargmin(np.where(np.isfinite(record.values), record.values, np.inf)))
    z, value, norm = record.points[best], record.values[best], record.norms[best]
    for _ in range(POLISH):
        if not np.isfinite(norm) or norm == 0:
            return
        _, gradient = landscape.slope(z)
        step = newton(landscape.hessian(z), gradient)
        if step is None:
            return
        at = z + step
        now, slope = landscape.slope(at)
        less = float(np.linalg.norm(slope))
        if not np.isfinite(now) or less > norm / 2 or now > value + 1e-14 * abs(value):
            return
        z, value, norm = at, now, less
        record.note(z)


def newton(hessian: Array, gradient: Array) -> Array | None:
    """The Newton step where the Hessian is positive definite, scaled to ones on its diagonal; else None."""
    scale = np.sqrt(np.abs(np.diag(hessian)))
    if not np.isfinite(hessian).all() or (scale == 0).any():
        return None
    scaled = hessian / np.outer(scale, scale)
    try:
        factor = np.linalg.cholesky(scaled)
    except np.linalg.LinAlgError:
        return None
    half = np.linalg.solve(factor, -gradient / scale)
    return np.asarray(np.linalg.solve(factor.T, half) / scale, dtype=np.float64)


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


def _levenberg(landscape: Landscape, steps: int, record: Recorder) -> End:
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


def _scipy(method: str) -> Solve:
    def run(landscape: Landscape, steps: int, record: Recorder) -> End:
        from scipy.optimize import minimize

        options: dict[str, float] = {"maxiter": steps}
        if method == "BFGS":
            options |= {"gtol": 1e-9}
        elif method == "L-BFGS-B":
            options |= {"gtol": 1e-9, "ftol": 1e-15, "maxfun": 20 * steps, "maxcor": 20}
        else:
            options |= {"gtol": 1e-9}
        found = minimize(
            landscape.slope,
            landscape.start,
            jac=True,
            hess=landscape.hessian if method == "trust-exact" else None,
            method=method,
            callback=record.note,
            options=options,
        )
        z = np.asarray(found.x, dtype=np.float64)
        if found.success:
            return z, "The gradient vanished.", "flat", None
        if not np.isfinite(found.fun):
            return z, "The numbers overflowed.", "overflow", None
        if found.nit >= steps:
            return z, f"All {steps} steps were taken.", "spent", None
        return z, "No step makes the value smaller: this is as far as the digits reach.", "flat", None

    return run


def _smoothing(landscape: Landscape, steps: int, record: Recorder) -> End:
    if rounded(landscape.problem) is None:
        raise NotAProblem(f"Smoothing rounds kinks off, and {landscape.problem.text} has none. Try bfgs.")
    return smooth_out(landscape, steps, record.note)


_ROWS = (
    Classical(
        "levenberg-marquardt", "Levenberg–Marquardt", _levenberg,
        "Gauss–Newton steps on a sum of squares, held short where they would not pay", 2000,
    ),
    Classical("bfgs", "BFGS", _scipy("BFGS"), "learns the curvature from the gradients it meets", 2000),
    Classical("l-bfgs", "L-BFGS", _scipy("L-BFGS-B"), "BFGS that remembers the last 20 steps only", 5000),
    Classical(
        "newton", "Newton with a trust region", _scipy("trust-exact"),
        "steps to the bottom of the exact quadratic model, within the radius where it is trusted", 1000,
    ),
    Classical(
        "smoothing", "Smoothing", _smoothing, "kinks rounded off, less and less; Newton's method in each round", 3000
    ),
)  # fmt: skip

CLASSICAL = {row.name: row for row in _ROWS}
