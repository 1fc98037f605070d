"""`steepest derive --json`: everything that is said about a derivative as one object (docs/command-line.md)."""

from __future__ import annotations

from typing import Any

from steepest.calculus.dims import dim_text
from steepest.calculus.surface import Surface, variables
from steepest.cli.said import condition, rewritings
from steepest.compute.deriving import Derivative
from steepest.compute.stages import Stage, stages
from steepest.compute.viewing import claimed
from steepest.face import Derived
from steepest.notation.headings import heading
from steepest.notation.latex import latex
from steepest.notation.reading import Reading
from steepest.notation.steps import chapters, unfolded
from steepest.notation.text import write


def listed(found: Reading, one: Derived, grain: str, view: str, hvp: bool, code: str) -> dict[str, Any]:
    """The whole answer; `view` is the one asked for, or empty; with `hvp` the program of the product too."""
    checked = one.check()
    return {
        "function": written(found.surface),
        "declared": found.declared,
        "inferred": list(found.inferred),
        "warnings": [{"where": list(w.where), "message": w.message} for w in found.warnings if not w.minor],
        "notes": list(one.notes),
        "known": dict(next(iter(one.parts.values())).facts),
        "parts": [_part(one, p, grain, view, hvp, code) for p in one.parts.values()],
        "rewritten": [{"name": r.name, "sentence": r.sentence} for r in rewritings(one, view)],
        "code": {"target": code, "source": one.code(code)} if code else None,
        "check": {"passed": checked.passed, "digits": round(float(checked.digits), 1), "points": checked.points},
    }


def _view(one: Derived, name: str, code: str) -> dict[str, Any]:
    seen = one.view(name)
    (part,) = one.parts.values()
    return {
        "name": name,
        "heading": heading(claimed(part), name, seen.direction).plain,
        **written(seen.result),
        "layout": seen.layout,
        "direction": seen.direction or None,
        "code": {"target": code, "source": seen.code(code)} if code else None,
    }


def written(e: Surface) -> dict[str, Any]:
    """An expression: as text that can be typed in again, as LaTeX, and its shape."""
    return {"text": write(e), "latex": latex(e), "shape": [dim_text(d) for d in e.shape]}


def _part(one: Derived, part: Derivative, grain: str, view: str, hvp: bool, code: str) -> dict[str, Any]:
    partial = len(variables(part.function)) > 1
    alone = one[part.wrt]
    return {
        "wrt": part.wrt,
        "order": part.order,
        "result": written(part.result),
        "layout": alone.view("ambient").layout,
        "views": list(alone.views),
        "view": _view(alone, view, code) if view else None,
        "hvp": _view(alone, "map", code or "numpy") if hvp else None,
        "stable": [{"name": s.form.name, "before": write(s.before), "after": write(s.after)} for s in part.stabilised],
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
        "stages": [_stage(stage) for stage in (stages(part) if part.backward or not part.derivations else ())],
        "conditions": [condition(c) for c in part.conditions],
        "kinks": [
            {
                "at": None if k.at is None else write(k.at),
                "edge": write(k.edge),
                "left": None if k.left is None else write(k.left),
                "right": None if k.right is None else write(k.right),
                "value": None if k.value is None else write(k.value),
                "jumps": k.jumps,
                "order": k.order,
                "given": [write(g) for g in k.given],
            }
            for k in part.kinks
        ],
        "agreed": part.agreed,
    }


def _stage(stage: Stage) -> dict[str, Any]:
    """One differentiation over the computation graph, in both tellings."""
    names = stage.differentials.names
    return {
        "of": stage.called,
        "body": written(stage.body),
        "forward": [
            {
                "name": p.name,
                "meaning": written(p.meaning),
                "conditions": [condition(c) for c in stage.conditions[p.name]],
            }
            for p in stage.backward.parts
        ],
        "backward": [
            {"of": p.name, "cotangent": written(p.cotangent), "rule": p.rule, "because": p.because}
            for p in stage.backward.pulls
        ],
        "differentials": [
            {
                "of": d.part.name,
                "name": names[d.part.name],
                "value": written(d.value),
                "rule": d.rule,
                "because": d.because,
            }
            for d in stage.differentials.lines
        ],
        "read_off": {of: written(e) for of, e in stage.differentials.read_off.items()},
        "whole": written(stage.whole),
    }
