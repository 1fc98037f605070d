"""`steepest derive --json`: everything that is said about a derivative as one object (docs/command-line.md)."""

from __future__ import annotations

from typing import Any

from steepest.calculus.dims import dim_text
from steepest.calculus.surface import Surface, variables
from steepest.cli.said import condition
from steepest.compute.deriving import Derivative
from steepest.face import Derived
from steepest.notation.latex import latex
from steepest.notation.reading import Reading
from steepest.notation.steps import chapters, unfolded
from steepest.notation.text import write


def listed(found: Reading, one: Derived, grain: str) -> dict[str, Any]:
    """The whole answer."""
    checked = one.check()
    return {
        "function": written(found.surface),
        "declared": found.declared,
        "inferred": list(found.inferred),
        "warnings": [{"where": list(w.where), "message": w.message} for w in found.warnings if not w.minor],
        "parts": [_part(p, grain) for p in one.parts.values()],
        "check": {"passed": checked.passed, "digits": round(float(checked.digits), 1), "points": checked.points},
    }


def written(e: Surface) -> dict[str, Any]:
    """An expression: as text that can be typed in again, as LaTeX, and its shape."""
    return {"text": write(e), "latex": latex(e), "shape": [dim_text(d) for d in e.shape]}


def _part(part: Derivative, grain: str) -> dict[str, Any]:
    partial = len(variables(part.function)) > 1
    return {
        "wrt": part.wrt,
        "order": part.order,
        "result": written(part.result),
        "steps": [
            {
                "order": k + 1,
                "rule": line.rule,
                "because": line.because,
                "line": {"text": write(unfolded(line)), "latex": latex(unfolded(line), partial)},
            }
            for k, chapter in enumerate(chapters(part.derivations, grain, partial))
            for line in chapter.lines
        ],
        "backward": _backward(part),
        "conditions": [condition(c) for c in part.conditions],
        "kinks": [
            {
                "at": None if k.at is None else write(k.at),
                "edge": write(k.edge),
                "left": None if k.left is None else write(k.left),
                "right": None if k.right is None else write(k.right),
                "value": None if k.value is None else write(k.value),
                "jumps": k.jumps,
            }
            for k in part.kinks
        ],
        "agreed": part.agreed,
    }


def _backward(part: Derivative) -> dict[str, Any] | None:
    if part.backward is None:
        return None
    return {
        "forward": [{"name": p.name, "meaning": written(p.meaning)} for p in part.backward.parts],
        "backward": [
            {"of": p.name, "cotangent": written(p.cotangent), "rule": p.rule, "because": p.because}
            for p in part.backward.pulls
        ],
    }
