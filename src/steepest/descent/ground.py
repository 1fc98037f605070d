"""What is known at the best point of a run: gradient, curvatures, how far the quadratic model holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from steepest.descent.convexity import Convexity
from steepest.descent.curvature import SMALL, Spectrum, spectrum
from steepest.descent.landscape import Landscape
from steepest.descent.recording import newton
from steepest.descent.trace import History
from steepest.descent.vectors import Array

SETTLED = 1e-6  # flat: the gradient has fallen to this part of the largest one met
CLEAR = 1e-9  # an eigenvalue below this part of the largest, after scaling, has no sign

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

    @property
    def top(self) -> float:
        """The largest gradient that the run met."""
        norms = self.history.norms
        return float(np.max(norms[np.isfinite(norms)], initial=0.0))

    @property
    def proven(self) -> bool:
        """Is what is minimised known to be convex?"""
        return self.convexity.kind in ("convex", "affine")

    @cached_property
    def flat(self) -> bool:
        """Has the gradient vanished, as far as digits go?"""
        norm = float(np.linalg.norm(self.gradient))
        step = self.newton
        if step is not None and self.regular and definite(self) == "positive":
            way = np.abs(self.landscape.start - self.z)
            return bool((np.abs(step) <= 1e-5 * np.maximum(np.abs(self.z), way) + 1e-9).all())
        first = abs(float(self.history.values[0]))
        return norm <= max(SETTLED * self.top, 1e-9 * (1 + min(abs(self.value), first)))

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
        if not np.isfinite(h).all():
            return False
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


def eigenvalues(g: Ground) -> tuple[float, ...]:
    """The curvatures of what was asked for, smallest first, without the dust of rounding."""
    top = max(abs(g.spectrum.smallest), abs(g.spectrum.largest))
    known = [0.0 if abs(v) < 1e-12 * top else v for v in g.spectrum.all]
    return tuple(sorted(g.landscape.problem.sign * v for v in known))


def settled(g: Ground) -> bool:
    """Is this the bottom of a bowl, or exactly flat?"""
    return not g.gradient.any() or (g.small and g.flat and g.regular and definite(g) == "positive")


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
