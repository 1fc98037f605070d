"""Numbers, points and directions as words in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from steepest.descent.landscape import Landscape
from steepest.descent.vectors import Array

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MOST = 6  # a point with more entries than this is not written out


def number(x: float, digits: int = 4) -> str:
    """A number in a sentence: 2, −0.25, 1.5e-9."""
    if not np.isfinite(x):
        return "∞" if x > 0 else "−∞" if x < 0 else "not a number"
    text = f"{x + 0.0:.{digits}g}"
    mantissa, e, exponent = text.partition("e")
    if e:
        text = f"{mantissa}e{int(exponent)}"
    return text.replace("-", "−", 1) if text.startswith("-") and text != "-0" else text.lstrip("-")


def listed(parts: Sequence[str]) -> str:
    """a, b and c."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1] if parts else ""


def called(text: str) -> str:
    """The function in a sentence: as typed with raised powers when it is short, else "the function"."""
    if len(text) > 24:
        return "the function"
    return re.sub(r"(?:\^|\*\*)(\d+)(?![\d.])", lambda m: m[1].translate(_RAISED), text)


def place(landscape: Landscape, z: Array, error: Array | None = None) -> str:
    """A point: x = 3, (0, 0); nothing where there are too many entries. What is within its error of 0 is shown as 0."""
    if error is not None and np.linalg.norm(error) <= 1e-4 * (1 + np.linalg.norm(z)):
        z = np.where(np.abs(z) <= 3 * np.abs(error), 0.0, z)
    if landscape.size == 1:
        return f"{axis_name(landscape, 0)} = {number(_round(z, z)[0])}"
    if landscape.size <= MOST:
        return "(" + ", ".join(number(v) for v in _round(z, z)) + ")"
    return ""


def direction(landscape: Landscape, v: Array) -> str:
    """A direction: y, −y, or (0.71, −0.71), or the names that move most."""
    k = int(np.argmax(np.abs(v)))
    if abs(v[k]) >= (1 - 1e-6) * np.linalg.norm(v) and landscape.size > 0:
        return ("" if v[k] > 0 else "−") + axis_name(landscape, k)
    if landscape.size <= MOST:
        return "(" + ", ".join(number(x, 2) for x in np.where(np.abs(v) < 1e-6, 0.0, v)) + ")"
    leading = [axis_name(landscape, int(j)) for j in np.argsort(-np.abs(v))[:3]]
    return f"a direction that moves {listed(leading)} most"


def axis_name(landscape: Landscape, k: int) -> str:
    """The k-th entry of the flat vector by name: y, w[3], W[0, 2]."""
    before = 0
    for name, shape, end in zip(landscape.names, landscape.shapes, landscape.ends, strict=True):
        if k < end:
            if not shape:
                return name
            index = np.unravel_index(k - before, shape)
            return f"{name}[{', '.join(str(int(i)) for i in index)}]"
        before = end
    raise AssertionError("there is no such entry")


def times(factor: float) -> str:
    """As far, in words: twice, three times, 1.01 times."""
    words = {2: "twice", 3: "three times", 4: "four times", 5: "five times"}
    whole = round(factor)
    if abs(factor - whole) < 1e-6 and whole in words:
        return words[whole]
    return f"{number(factor)} times"


def _round(v: Array, scale: Array) -> Array:
    """Without the dust that is far below the largest entry."""
    top = max(1.0, float(np.max(np.abs(scale), initial=0.0)))
    return np.asarray(np.where(np.abs(v) < 1e-9 * top, 0.0, v), dtype=np.float64)
