"""Pictures of functions of one letter."""

from __future__ import annotations

import math

from steepest.figure.figure import Curve, Dot, Figure, Mark, Name, Panel, Point, Window
from steepest.figure.options import Options, curve, fitted, held, number, numbers
from steepest.figure.sampling import Sampled, graph, height
from steepest.figure.svg import said
from steepest.figure.values import Undrawable, expression, function, names, slope

SPARK = 132.0, 84.0


def tangent(options: Options) -> Figure:
    """A curve with its derivative and the tangent at one point."""
    x, f, df = _with_slope(options)
    at = number(options, "at", 1.0)
    given = numbers(options.get("window", "-5,5"))
    low, high = given[0], given[1]
    own, rising = graph(f, low, high), _where(f, graph(df, low, high))
    seen = Window(*given) if len(given) == 4 else _both(low, high, own, rising)
    here, rise = _value(f, at), _value(df, at)
    marks: list[Mark] = [Curve(rising, "gradient", dashed=True), Curve(own, "value")]
    if math.isfinite(here + rise):
        reach = tuple((u, here + rise * (u - at)) for u in (low, high))
        marks += [Curve(reach, "gradient", thick=False), Dot(at, here, "gradient")]
        marks.append(Name(at, here, f"slope {said(round(rise, 2))}", "gradient", "se" if rise < 0 else "nw"))
    return Figure((Panel(seen, tuple(marks), across=x),))


def spark(options: Options) -> Figure:
    """A thumbnail: a curve and its derivative, without numbers."""
    _, f, df = _with_slope(options)
    low, high = -4.0, 4.0
    own, rising = graph(f, low, high, 120), _where(f, graph(df, low, high, 120))
    bottom, top = height([[y for _, y in (*own, *rising) if abs(y) < 6] + [0.0]])
    seen = Window(low, high, max(bottom, -4.5), min(top, 4.5))
    axes = [((low, 0.0), (high, 0.0)), ((0.0, seen.y0), (0.0, seen.y1))]
    marks = (
        *(Curve(line, "level", thick=False) for line in axes),
        Curve(rising, "gradient", dashed=True),
        Curve(own, "value"),
    )
    return Figure((Panel(seen, marks, axes=False),), *SPARK)


def secant(options: Options) -> Figure:
    """A secant through two points of a curve, and the tangent it turns into."""
    f, x, seen = curve(options)
    g, a, h = function(f, (x,)), number(options, "at", 1.0), number(options, "h", 1.5)
    first, second, rise = _value(g, a), _value(g, a + h), _value(function(slope(f, x), (x,)), a)
    steep = (second - first) / h
    reach = (seen.x0, seen.x1)
    marks = (
        Curve(graph(g, *reach), "value"),
        Curve(tuple((u, first + rise * (u - a)) for u in reach), "gradient"),
        Curve(tuple((u, first + steep * (u - a)) for u in reach), "muted", dashed=True),
        Curve(((a, first), (a + h, first), (a + h, second)), "muted", thick=False),
        Dot(a, first, "value"),
        Dot(a + h, second, "value", hollow=True),
        Name(a + h, (first + second) / 2, f"rise {said(round(second - first, 3))}", "muted", "e"),
        Name(a + h / 2, first, f"run {said(h)}", "muted", "s"),
        Name(a + h, second, f"secant, slope {said(round(steep, 3))}", "muted", "nw"),
        Name(a, first, f"tangent, slope {said(round(rise, 3))}", "gradient", "nw"),
    )
    return Figure((Panel(seen, marks, across=x),))


def slope_trace(options: Options) -> Figure:
    """A curve above, and below it the curve of its slopes."""
    f, x, seen = curve(options)
    at = number(options, "at", 1.0)
    g, dg = function(f, (x,)), function(slope(f, x), (x,))
    here, rise = _value(g, at), _value(dg, at)
    reach = (seen.x0, seen.x1)
    lower = _where(g, graph(dg, *reach))
    upper = Panel(
        seen,
        (
            Curve(graph(g, *reach), "value"),
            Curve(short(at, here, rise, (seen.x1 - seen.x0) / 8), "gradient"),
            Dot(at, here, "gradient"),
            Name(at, here, f"slope {said(round(rise, 2))}", "gradient"),
        ),
        across=x,
        title="f",
    )
    under = Panel(
        fitted(*reach, [y for _, y in lower]),
        (
            Curve(lower, "gradient", dashed=True),
            Dot(at, rise, "gradient"),
            Name(at, rise, said(round(rise, 2)), "gradient"),
        ),
        across=x,
        title="f′, the slope of f",
    )
    return Figure((upper, under), width=680, height=320)


def dots(options: Options) -> Figure:
    """A few points of a function that stays hidden, and perhaps a curve that somebody expected."""
    f, x, seen = curve(options)
    marks: list[Mark] = []
    if "curve" in options:
        expected = function(expression(options["curve"]), (x,))
        marks.append(Curve(graph(expected, seen.x0, seen.x1), "muted", dashed=True))
    for at in numbers(options.get("at", "0")):
        here = _value(function(f, (x,)), at)
        marks += [Dot(at, here, "value", 5.5), Name(at, here, said(round(here, 2)), "value")]
    return Figure((Panel(seen, tuple(marks), across=x),))


def short(x: float, y: float, rise: float, reach: float) -> tuple[Point, ...]:
    """A piece of a tangent."""
    return ((x - reach, y - rise * reach), (x + reach, y + rise * reach))


def _with_slope(options: Options) -> tuple[str, Sampled, Sampled]:
    """The letter across, the function, and its derivative; other letters are held at `value-…`, else at 1."""
    f = expression(options["f"])
    found = names(f, options.get("wrt"))
    if not found:
        raise Undrawable(f"`{options['f']}` has no letter in it, so there is no curve.")
    x, others = found[0], held(options, found[1:])
    return x, function(f, (x,), others), function(slope(f, x), (x,), others)


def _where(f: Sampled, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """A curve only where f has a value: ln has no slope left of 0, although 1/x has values there."""
    return tuple((x, y if math.isnan(y) or math.isfinite(_value(f, x)) else math.nan) for x, y in points)


def _both(low: float, high: float, own: tuple[Point, ...], rising: tuple[Point, ...]) -> Window:
    """As high as the curve needs, and as its derivative does unless the curve would be flat then."""
    f, df = [y for _, y in own], [y for _, y in rising]
    alone, bounds = height([f]), (height([f]), height([df]))
    both = min(b for b, _ in bounds), max(t for _, t in bounds)
    tall = both[1] - both[0] < 4.5 * (alone[1] - alone[0])
    return Window(low, high, *(height([[*both]]) if tall else alone))


def _value(f: Sampled, x: float) -> float:
    value = float(f(x))  # type: ignore[arg-type]
    return value if math.isfinite(value) else math.nan
