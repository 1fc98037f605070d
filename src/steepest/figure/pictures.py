"""The still pictures: one function a picture, drawn from the options that its element takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from steepest.figure.curves import dots, secant, slope_trace, spark, tangent
from steepest.figure.figure import Figure
from steepest.figure.graph import graph
from steepest.figure.landscapes import descent, gradient, race, sgd, slices
from steepest.figure.options import Options
from steepest.figure.values import Undrawable


def picture(name: str, options: Options) -> Figure:
    """The still picture of a figure; raises `Undrawable` with a sentence."""
    row = PICTURES.get(name)
    if row is None:
        raise Undrawable(f"There is no picture called `{name}`; there are {', '.join(PICTURES)}.")
    return row(options)


PICTURES: Mapping[str, Callable[[Options], Figure]] = {
    "tangent": tangent,
    "secant": secant,
    "slope-trace": slope_trace,
    "slices": slices,
    "gradient": gradient,
    "descent": descent,
    "sgd": sgd,
    "graph": graph,
    "dots": dots,
    "race": race,
    "spark": spark,
}
