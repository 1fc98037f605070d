"""Second-order methods: SciPy runs them, on our exact gradients, Hessians and Jacobians.

Levenberg–Marquardt for sums of squares, BFGS and L-BFGS for smooth functions, a trust region with the exact Hessian.
A run ends with a few Newton steps where the curvature is positive: they double the digits for the price of one Hessian.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from steepest.descent.curvature import SMALL
from steepest.descent.landscape import Landscape
from steepest.descent.least_squares import levenberg_marquardt
from steepest.descent.problem import NotAProblem
from steepest.descent.recording import Cancelled, End, Recorder, Solve, polish
from steepest.descent.smoothing import rounded, smooth_out
from steepest.descent.trace import History, Watch


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
        "levenberg-marquardt", "Levenberg–Marquardt", levenberg_marquardt,
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
