"""A derivative over arrays told for a page: its views, its steps in both tellings, what is known and rewritten."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from steepest.calculus.dims import Shape, shape_text
from steepest.calculus.surface import Surface, variable
from steepest.compute.deriving import Derivative
from steepest.compute.facts import NoFact, fact_text, held, meaning, parts, possible, said
from steepest.compute.stages import Stage, stages
from steepest.compute.verdicts import Fact
from steepest.compute.viewing import claimed
from steepest.face import Derived, Viewed, condition_text
from steepest.notation.headings import heading
from steepest.notation.latex import latex
from steepest.notation.passes import LATEX, PLAIN, Tongue, told, told_differentials
from steepest.notation.plain import plain
from steepest.notation.spoken import spoken
from steepest.notation.text import write

Told = dict[str, Any]

TITLES = {
    "ambient": "as it stands",
    "map": "linear map",
    "vec": "vec",
    "numerator": "numerator layout",
    "denominator": "denominator layout",
    "compressed": "compressed",
    "projected": "projected",
    "free entries": "free entries",
}


def _aloud(name: str) -> str:
    return spoken(variable(name))


SPOKEN = Tongue(
    spoken,
    _aloud,
    lambda f, part: f"the derivative of {f} by {_aloud(part)}",
    lambda part: f"{_aloud(part)} bar",
    lambda part: f"d {_aloud(part)}",
    lambda a, b: f"{a}, paired with {b}",
)


def natural(one: Derivative) -> str:
    """The view to begin with: an array of more than two axes is read most easily as a map."""
    return "map" if len(one.result.shape) > 2 else "ambient"


def view(one: Derived, name: str, alone: bool = True) -> Told:
    """The derivative by one variable in a view, with the left side; raises `NoView` where it does not apply.

    `alone` where the derivative is by no other variable too. What is named in the result stands in a list of its own.
    """
    (part,) = one.parts.values()
    seen = one.view(name)
    left = heading(claimed(part, alone), name, seen.direction)
    body, named = seen.result, []
    while body.op == "let":
        names = body.data if isinstance(body.data, tuple) else ()
        *meanings, body = body.args
        named += [(variable(n, m.shape), m) for n, m in zip(names, meanings, strict=True)]
    return {
        "name": name,
        "title": TITLES[name],
        "heading": {"plain": left.plain, "latex": left.latex, "spoken": left.spoken},
        **written(seen.result),
        "body": written(body),
        "where": [equation(n, m) for n, m in named],
        "shape": size(seen.result.shape),
        "layout": _squares(seen.layout),
        "direction": seen.direction,
    }


def equation(name: Surface, meaning: Surface) -> Told:
    """name = meaning, in the notations that are read."""
    return {
        "plain": f"{plain(name)} = {plain(meaning)}",
        "latex": f"{latex(name)} = {latex(meaning)}",
        "spoken": f"{spoken(name)} is {spoken(meaning)}",
    }


def _squares(text: str) -> str:
    """n² for n*n, n·m for n*m."""
    return re.sub(r"\b(\w+)\*\1\b", r"\1²", text).replace("*", "·")


def views(one: Derived) -> list[Told]:
    """The views that apply, by name and as a page calls them."""
    return [{"name": name, "title": TITLES[name]} for name in one.views]


def product(one: Derived, codes: Callable[[Viewed], list[Told]]) -> Told:
    """The product of the derivative with a direction, as programs that never form the derivative."""
    return {**view(one, "map"), "code": codes(one.view("map"))}


def written(surface: Surface) -> Told:
    """An expression in the notations that a page needs."""
    return {"text": write(surface), "plain": plain(surface), "latex": latex(surface), "spoken": spoken(surface)}


def size(shape: Shape) -> str:
    """A shape in words."""
    return _squares(shape_text(shape)) if shape else "a number"


# --- steps -----------------------------------------------------------------------------------------------------------


def staged(one: Derivative) -> list[Told]:
    """The steps, one stage an order: the passes over the computation graph, and the same in differentials."""
    return [_stage(stage, one.wrt) for stage in stages(one)]


def _stage(stage: Stage, wrt: str) -> Told:
    tongues = (PLAIN, LATEX, SPOKEN)
    passes = [told(stage.backward, tongue) for tongue in tongues]
    ways = [told_differentials(stage.differentials, wrt, stage.whole, stage.result, tongue) for tongue in tongues]
    asked = {of: [condition_text(c, plain) for c in found] for of, found in stage.conditions.items()}
    return {
        "of": stage.called,
        "body": written(stage.body),
        "forward": _lines([p[0] for p in passes], {}),
        "backward": _lines([p[1] for p in passes], asked),
        "differentials": _lines(ways, asked),
    }


def _lines(tongues: list[Any], asked: Mapping[str, list[str]]) -> list[Told]:
    """The lines of one pass, told in Unicode, LaTeX and aloud."""
    found = []
    for in_plain, in_latex, aloud in zip(*tongues, strict=True):
        rule, _, because = in_plain.rule.partition(": ")
        found.append(
            {
                "plain": in_plain.formula,
                "latex": in_latex.formula,
                "spoken": aloud.formula.replace(" = ", " is "),
                "shape": in_plain.shape,
                "rule": rule,
                "because": because,
                "where": list(dict.fromkeys(c for of in in_plain.parts for c in asked.get(of, ()))),
            }
        )
    return found


# --- what is known, what was rewritten -------------------------------------------------------------------------------


def facts(text: str, shapes: Mapping[str, Shape], lenient: bool) -> tuple[dict[str, Fact], list[str]]:
    """The facts in a text, and a sentence for each that was left out; where not `lenient` it raises `NoFact`.

    In a page a fact may be left over from the function before this one.
    """
    if not lenient:
        return held(said(text), shapes), []
    kept: dict[str, Fact] = {}
    left: list[str] = []
    for part in parts(text):
        try:
            kept |= {
                name: fact for name, fact in said(part).items() if name not in shapes or held({name: fact}, shapes)
            }
        except NoFact as error:
            left.append(str(error))
    return {name: fact for name, fact in kept.items() if name in shapes}, left


def known(shapes: Mapping[str, Shape], said_of: Mapping[str, Fact]) -> list[Told]:
    """Each variable with its shape, what can be known of it, and what is."""
    return [
        {
            "name": name,
            "latex": latex(variable(name)),
            "shape": size(shape),
            "facts": [
                {"name": fact_text(fact), "meaning": meaning(fact)} for fact in _choices(shape, said_of.get(name))
            ],
            "known": fact_text(said_of[name]) if name in said_of else "",
        }
        for name, shape in shapes.items()
    ]


def _choices(shape: Shape, fact: Fact | None) -> list[Fact]:
    """The facts that can be chosen: those of the table, and the interval that was given."""
    return [*possible(shape), *([fact] if isinstance(fact, tuple) else [])]


def stabilised(one: Derivative) -> list[Told]:
    """What was written in a stable form before deriving, each by name."""
    return [
        {"name": s.form.name, "because": s.form.because, "before": written(s.before), "after": written(s.after)}
        for s in one.stabilised
    ]
