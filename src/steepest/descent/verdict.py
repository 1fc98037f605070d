"""What the end of a run is: minimum, saddle, maximum, global or not, or not an end at all. Only what is known is said.

"Global" rests on a certificate of convexity or on a form that cannot be negative; "local" on the eigenvalues of the
exact Hessian, after scaling, where the quadratic model holds as far as a Newton step reaches; else "inconclusive".
"""

from __future__ import annotations

import numpy as np

from steepest.descent.certificates import strength
from steepest.descent.endless import no_least, recession, unbounded
from steepest.descent.ground import MAXIMISE, MINIMISE, Ground, definite, eigenvalues, settled
from steepest.descent.signs import POSITIVE, ZERO, data_signs, sign_of
from steepest.descent.trace import Verdict
from steepest.descent.vectors import Array
from steepest.descent.wording import called, direction, listed, number, place

NUDGE = 1e-3  # how far from a saddle a restart begins


def judge(g: Ground) -> Verdict:
    """The verdict on a run that did not diverge."""
    where, w = place(g.landscape, g.z, g.newton), g.words
    at = f"Stopped at {where}:" if where else "Stopped:"
    eigen = eigenvalues(g) if g.small else ()
    proven = g.proven
    away = recession(g) if (proven or g.flat) and not settled(g) else None
    if away is not None:
        return no_least(g, away)
    if _is_zero(g):
        fact = "cannot be negative" if w is MINIMISE else "cannot be positive"
        amount = "0" if g.value == 0 else f"0 up to rounding ({number(g.landscape.problem.sign * g.value, 2)})"
        text = (
            f"{at} a global {w.least}. By its form {called(g.landscape.problem.text)} {fact}, and here it is {amount}."
        )
        return Verdict(f"global {w.least}", text, eigen)
    if proven and g.history.gap is not None and g.history.gap <= 1e-6 * (1 + abs(g.value)):
        return Verdict(f"global {w.least}", f"{at} a global {w.least}. {_within(g, g.history.gap)}", eigen)
    if not g.flat:
        falling = unbounded(g)
        return no_least(g, falling) if falling is not None else unfinished(g)
    if proven:
        return Verdict(f"global {w.least}", f"{at} a global {w.least}. {_certificate(g)}", eigen)
    return _local(g, at, eigen)


def _is_zero(g: Ground) -> bool:
    """Is the value 0 up to rounding (1e-13 of the first), of a function that cannot be negative by its form?"""
    problem = g.landscape.problem
    finite = g.history.values[np.isfinite(g.history.values)]
    small = 1e-13 * max(1e-8, abs(float(finite[0]))) if len(finite) else 0.0
    return g.value <= small and sign_of(problem.objective, data_signs(problem.data)) in (POSITIVE, ZERO)


def unfinished(g: Ground, advice: str = "") -> Verdict:
    """The verdict on a run that is still on its way, with what to do."""
    norm, first = float(np.linalg.norm(g.gradient)), float(g.history.norms[0])
    steps, best = len(g.history.points) - 1, g.history.best
    share = f", {number(100 * norm / first, 2)} % of the first" if 0 < norm < 0.99 * first else ""
    value = number(g.landscape.problem.sign * g.value, 6)
    text = f"Not converged: after {steps} step{'s' if steps != 1 else ''} the best value is {value}"
    text += f", and the gradient there is {number(norm)}{share}."
    if advice:
        text += f" {advice}"
    elif g.history.ending != "spent" and first > 0 and _leaves(g):
        text += " A step down leaves the domain of the function."
    elif g.history.ending == "spent" and steps:
        if best >= 0.9 * steps:
            text += " More steps will go further." + _condition(g)
        elif best == 0:
            text += " No step came below the start: try a smaller rate."
        else:
            text += f" Nothing better came after step {best}: try a smaller rate."
    return Verdict("not converged", text)


def _leaves(g: Ground) -> bool:
    """Does a step down leave the domain?"""
    return g.history.ending == "overflow" or not np.isfinite(g.landscape.value(g.z - g.gradient))


def _condition(g: Ground) -> str:
    """Where the curvatures differ much: why it is slow."""
    if not g.small or not g.spectrum.smallest > 0 or g.spectrum.largest < 1e3 * g.spectrum.smallest:
        return ""
    low, high = number(g.spectrum.smallest, 2), number(g.spectrum.largest, 2)
    return f" It is slow because the curvatures differ: they go from {low} to {high}."


def _certificate(g: Ground) -> str:
    w = g.words
    f = called(g.landscape.problem.text)
    because = g.convexity.because
    subject = f"{f[0].upper()}{f[1:]}" if f.startswith("the ") else f
    text = f"{subject} is {w.convex} ({because}) and flat here, so no point is {w.below}."
    if w is MAXIMISE:
        text = f"{subject} is concave (its negative is convex: {because}) and flat here, so no point is higher."
    if not g.small:
        return text
    mu = strength(g.landscape)
    if mu > 0:
        gap = float(g.gradient @ g.gradient) / (2 * mu)
        text += (
            f" The value is within {number(gap, 2)} of the best one (|∇f|²/2μ, μ = {number(mu)})." if gap > 0 else ""
        )
    elif definite(g) == "singular":
        text += _flat_directions(g)
    return text


def _within(g: Ground, gap: float) -> str:
    f = called(g.landscape.problem.text)
    subject = f"{f[0].upper()}{f[1:]}" if f.startswith("the ") else f
    return (
        f"{subject} is {g.words.convex} ({g.convexity.because}), and with its kinks rounded off it shows that no value "
        f"is {g.words.below} by more than {number(max(gap, 1e-300), 2)}."
    )


def _flat_directions(g: Ground) -> str:
    values = np.array(g.spectrum.all)
    level = int((np.abs(values) <= 1e-9 * max(abs(g.spectrum.largest), 1e-300)).sum())
    if not level:
        return ""
    ways = "one direction" if level == 1 else f"{level} directions"
    return f" The curvature is 0 in {ways}: other points may do as well."


def _local(g: Ground, at: str, eigen: tuple[float, ...]) -> Verdict:
    w = g.words
    shown = f" ({_curvatures(eigen)})" if 0 < len(eigen) <= 6 else ""
    kind = definite(g)
    f = called(g.landscape.problem.text)
    if kind == "unknown" or (g.spectrum.hessian is None and kind == "singular"):
        return Verdict("stationary", f"{at} the gradient is 0. Whether this is a {w.least} is not known.", eigen)
    if kind == "singular" or not g.regular:
        text = (
            f"{at} the gradient is 0 and a curvature is 0 too{shown}, so the second derivatives do not tell "
            f"whether this is a {w.least}: inconclusive."
        )
        return Verdict("inconclusive", text, eigen)
    if kind == "positive":
        text = (
            f"{at} a local {w.least}{shown or ' (all curvatures are ' + _signed(g, True) + ')'}. "
            f"That it is the global one is not guaranteed: {f} is not known to be {w.convex}."
        )
        return Verdict(f"local {w.least}", text, eigen)
    down = _oriented(g.spectrum.down)
    way = direction(g.landscape, down)
    again = _tidy(g.z) + NUDGE * max(1.0, float(np.max(np.abs(g.z)))) * down
    there = place(g.landscape, again)
    if kind == "mixed":
        what = f"a saddle{shown or f' (a curvature is {number(g.landscape.problem.sign * g.spectrum.smallest)})'}"
    else:
        what = f"a {w.most}{shown}"
    start = f"start again from {there}" if g.landscape.size <= 6 else "start again a little along it"
    text = f"{at} {what}. The function {w.falls} along {way}: {start}?"
    unpack = g.landscape.unpack
    return Verdict("saddle" if kind == "mixed" else w.most, text, eigen, unpack(down), unpack(again))


def _signed(g: Ground, positive: bool) -> str:
    return "positive" if positive == (g.words is MINIMISE) else "negative"


def _curvatures(eigen: tuple[float, ...]) -> str:
    ordered = sorted(eigen, reverse=True)
    if len(ordered) == 1:
        return f"curvature {number(ordered[0])}"
    return f"curvatures {listed([number(v) for v in ordered])}"


def _oriented(d: Array) -> Array:
    """The direction whose largest entry is positive: either sign of an eigenvector serves."""
    return -d if d[int(np.argmax(np.abs(d)))] < 0 else d


def _tidy(z: Array) -> Array:
    """The point without dust far below 1."""
    return np.asarray(np.where(np.abs(z) < 1e-7 * max(1.0, float(np.max(np.abs(z)))), 0.0, z), dtype=np.float64)
