"""What the end of a run is: minimum, saddle, maximum, global or not, or not an end at all. Only what is known is said.

"Global" rests on a certificate of convexity or on a form that cannot be negative; "local" on the eigenvalues of the
exact Hessian, after scaling, where the quadratic model holds as far as a Newton step reaches; else "inconclusive".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

import numpy as np

from steepest.calculus.expr import Apply, dependents, walk
from steepest.descent.classical import newton
from steepest.descent.convexity import Convexity, strength
from steepest.descent.curvature import SMALL, Spectrum, spectrum
from steepest.descent.landscape import Landscape
from steepest.descent.problem import Array
from steepest.descent.programs import program
from steepest.descent.signs import POSITIVE, ZERO, data_signs, sign_of
from steepest.descent.trace import History, Verdict
from steepest.descent.wording import called, direction, listed, number, place

SETTLED = 1e-6  # flat: the gradient has fallen to this part of the largest one met
CLEAR = 1e-9  # an eigenvalue below this part of the largest, after scaling, has no sign
NUDGE = 1e-3  # how far from a saddle a restart begins

Definite = Literal["positive", "negative", "mixed", "singular", "unknown"]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of minimising, or of maximising."""

    least: str
    most: str
    falls: str
    below: str
    convex: str


MINIMISE = Words("minimum", "maximum", "falls", "lower", "convex")
MAXIMISE = Words("maximum", "minimum", "rises", "higher", "concave")


@dataclass(frozen=True)
class Ground:
    """What is known at the best point of a run."""

    landscape: Landscape
    history: History
    z: Array
    value: float
    gradient: Array
    convexity: Convexity  # of what is minimised
    words: Words

    @cached_property
    def spectrum(self) -> Spectrum:
        """The curvatures here; for many variables they cost some hundred products."""
        return spectrum(self.landscape, self.z)

    @property
    def small(self) -> bool:
        """Is the Hessian formed?"""
        return self.landscape.size <= SMALL

    @cached_property
    def flat(self) -> bool:
        """Has the gradient vanished, as far as digits go?"""
        norm = float(np.linalg.norm(self.gradient))
        top = float(np.max(self.history.norms[np.isfinite(self.history.norms)], initial=0.0))
        if norm <= max(SETTLED * top, 1e-9 * (1 + min(abs(self.value), abs(float(self.history.values[0]))))):
            return True
        step = self.newton
        return step is not None and self.regular and bool((np.abs(step) <= 1e-7 * (np.abs(self.z) + 1e-7)).all())

    @cached_property
    def newton(self) -> Array | None:
        """The Newton step from here, where the curvature is positive."""
        if not self.small or self.spectrum.hessian is None:
            return None
        return newton(self.spectrum.hessian, self.gradient)

    @cached_property
    def regular(self) -> bool:
        """Does the quadratic model hold as far as a Newton step reaches?"""
        h = self.spectrum.hessian if self.small else None
        if h is None:
            return True
        step = self.newton
        if step is None:
            step = np.asarray(np.linalg.lstsq(h, -self.gradient, rcond=1e-12)[0], dtype=np.float64)
        change = self.landscape.bend(self.z + step, step) - h @ step
        return bool(np.linalg.norm(change) <= 0.1 * np.linalg.norm(h @ step) + 1e-300)


def ground(landscape: Landscape, history: History, convexity: Convexity) -> Ground:
    """What is known at the best point of a run."""
    z = history.points[history.best]
    value, gradient = landscape.slope(z)
    words = MINIMISE if landscape.problem.sign == 1 else MAXIMISE
    return Ground(landscape, history, z, value, gradient, convexity, words)


def judge(g: Ground) -> Verdict:
    """The verdict on a run that did not diverge."""
    where, w = place(g.landscape, g.z), g.words
    at = f"Stopped at {where}:" if where else "Stopped:"
    eigen = _eigenvalues(g) if g.small else ()
    proven = g.convexity.kind in ("convex", "affine")
    zero = _is_zero(g)
    away = recession(g) if proven and not _settled(g) else None
    if away is not None:
        return _no_least(g, away)
    if zero:
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
        return _no_least(g, falling) if falling is not None else unfinished(g)
    if proven:
        return Verdict(f"global {w.least}", f"{at} a global {w.least}. {_certificate(g)}", eigen)
    return _local(g, at, eigen)


def _eigenvalues(g: Ground) -> tuple[float, ...]:
    """The curvatures of what was asked for, smallest first, without the dust of rounding."""
    top = max(abs(g.spectrum.smallest), abs(g.spectrum.largest))
    known = [0.0 if abs(v) < 1e-12 * top else v for v in g.spectrum.all]
    return tuple(sorted(g.landscape.problem.sign * v for v in known))


def definite(g: Ground) -> Definite:
    """The signs of the curvatures at the point, after scaling; "singular" where one has no clear sign."""
    s = g.spectrum
    if s.hessian is None:
        if not np.isfinite(s.smallest) or not np.isfinite(s.largest):
            return "unknown"
        top = max(abs(s.smallest), abs(s.largest))
        if s.smallest < -1e-6 * top:
            return "mixed" if s.largest > 0 else "negative"
        return "positive" if s.smallest > 1e-8 * top else "singular"
    if not np.isfinite(s.hessian).all():
        return "unknown"
    values = scaled_eigenvalues(s.hessian)
    top = float(np.max(np.abs(values)))
    if top == 0:
        return "singular"
    low, high = values.min(), values.max()
    if low < -CLEAR * top and s.smallest < -1e-12 * max(abs(s.largest), abs(s.smallest)):
        return "mixed" if high > CLEAR * top else "negative" if high < -CLEAR * top else "mixed"
    return "positive" if low > CLEAR * top else "singular"


def scaled_eigenvalues(hessian: Array) -> Array:
    """Eigenvalues of D H D with D chosen so that the diagonal is ±1: their signs are those of H (Sylvester)."""
    size = np.abs(np.diag(hessian))
    row = np.abs(hessian).max(axis=1)
    size = np.where(size > 1e-14 * row, size, row)
    scale = np.sqrt(np.where(size > 0, size, 1.0))
    return np.asarray(np.linalg.eigvalsh(hessian / np.outer(scale, scale)), dtype=np.float64)


def recession(g: Ground) -> Array | None:
    """A direction along which a convex function falls for ever: the slope there is never upward, however far."""
    norm = float(np.linalg.norm(g.gradient))
    candidates = [g.z - g.landscape.start, -g.gradient, g.z]
    if g.newton is not None:
        candidates.insert(0, g.newton)
    if len(g.history.points) > 2:
        candidates.append(g.z - g.history.points[len(g.history.points) // 2])
    for v in candidates:
        length = float(np.linalg.norm(v))
        if not 0 < length < np.inf:
            continue
        d = v / length
        reach = max(1.0, float(np.linalg.norm(g.z)), length)
        here = float(g.gradient @ d)
        if here >= -1e-3 * norm:
            continue
        slopes = []
        for s in np.geomspace(0.1, 1e6, 15):
            _, slope = g.landscape.slope(g.z + s * reach * d)
            slopes.append(float(slope @ d))
        if all(np.isfinite(x) and x <= 0 for x in slopes):
            return d
    return None


def unbounded(g: Ground) -> Array | None:
    """A direction along which the function is seen to fall without bound."""
    candidates = [g.z - g.landscape.start, -g.gradient]
    if definite(g) in ("mixed", "negative"):
        candidates.insert(0, g.spectrum.down if g.spectrum.down @ g.gradient <= 0 else -g.spectrum.down)
    for v in candidates:
        length = float(np.linalg.norm(v))
        if not 0 < length < np.inf:
            continue
        d = v / length
        reach = max(1.0, float(np.linalg.norm(g.z)))
        values = [g.value, *(g.landscape.value(g.z + s * reach * d) for s in np.geomspace(10, 1e6, 6))]
        falling = all(b < a or b == -np.inf for a, b in pairwise(values))
        if falling and values[-1] < -1e4 * (1 + abs(g.value)):
            return d
    return None


def _settled(g: Ground) -> bool:
    """Is this the bottom of a bowl, or exactly flat?"""
    return not g.gradient.any() or (g.small and g.flat and g.regular and definite(g) == "positive")


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


def _is_zero(g: Ground) -> bool:
    """Is the value 0 up to rounding (1e-13 of the first), of a function that cannot be negative by its form?"""
    problem = g.landscape.problem
    finite = g.history.values[np.isfinite(g.history.values)]
    small = 1e-13 * max(1e-8, abs(float(finite[0]))) if len(finite) else 0.0
    return g.value <= small and sign_of(problem.objective, data_signs(problem.data)) in (POSITIVE, ZERO)


def _no_least(g: Ground, d: Array) -> Verdict:
    w = g.words
    along = direction(g.landscape, d)
    toward = "" if g.landscape.size > 6 else f" along {along}"
    f = called(g.landscape.problem.text)
    if g.landscape.value(g.z + 1e6 * max(1.0, float(np.linalg.norm(g.z))) * d) < -1e3 * (1 + abs(g.value)):
        text = f"No {w.least}: {f} {w.falls} without bound{toward}."
    elif separates(g, d):
        text = (
            f"No {w.least} is reached: the data are separated{toward or f' by {along}'}. The further one goes that way "
            f"the {w.below} the loss, and it never comes to its limit. A penalty such as "
            f"0.001 sum({g.landscape.names[0]}^2) gives it a {w.least}."
        )
    else:
        text = (
            f"No {w.least} is reached: {f} is {w.convex} and keeps {'falling' if w is MINIMISE else 'rising'}{toward}, "
            "ever more slowly, however far one goes."
        )
    return Verdict(f"no {w.least}", text, direction=g.landscape.unpack(d))


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
    elif g.history.ending == "spent" and steps:
        if best >= 0.9 * steps:
            text += " More steps will go further."
        elif best == 0:
            text += " No step came below the start: try a smaller rate."
        else:
            text += f" Nothing better came after step {best}: try a smaller rate."
    return Verdict("not converged", text)


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
    mu = strength(g.landscape.problem)
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
