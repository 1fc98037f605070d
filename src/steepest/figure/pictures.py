"""The still pictures of the lessons: one function a picture, drawn from the options that its element takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from steepest.calculus.surface import Surface
from steepest.descent.descend import minimize
from steepest.figure import points
from steepest.figure.figure import Arrow, Curve, Dot, Figure, Label, Mark, Panel, Point, Window
from steepest.figure.graph import graph
from steepest.figure.points import Scene
from steepest.figure.svg import said
from steepest.figure.values import Undrawable, along, expression, function, level_lines, names, slope

Options = Mapping[str, str]


def picture(name: str, options: Options) -> Figure:
    """The still picture of a figure; raises `Undrawable` with a sentence."""
    row = PICTURES.get(name)
    if row is None:
        raise Undrawable(f"There is no picture called `{name}`; there are {', '.join(PICTURES)}.")
    return row(options)


# --- one variable ----------------------------------------------------------------------------------------------------


def tangent(options: Options) -> Figure:
    """A curve with its derivative and the tangent at one point."""
    f, x, window = _curve(options)
    at = float(options.get("at", "1"))
    df = slope(f, x)
    height, rise = _at(f, x, at), _at(df, x, at)
    reach = (window.x0, window.x1)
    marks = (
        Curve(along(df, x, *reach), "gradient", dashed=True),
        Curve(along(f, x, *reach), "value"),
        Curve(tuple((u, height + rise * (u - at)) for u in reach), "gradient", thick=False),
        Dot(at, height, "gradient"),
        Label(at, height, f"slope {said(round(rise, 2))}", "gradient", dx=10, dy=16 if rise < 0 else -10),
    )
    return Figure((Panel(window, marks, across=x),))


def secant(options: Options) -> Figure:
    """A secant through two points of a curve, and the tangent it turns into."""
    f, x, window = _curve(options)
    a, h = float(options.get("at", "1")), float(options.get("h", "1.5"))
    first, second, rise = _at(f, x, a), _at(f, x, a + h), _at(slope(f, x), x, a)
    steep = (second - first) / h
    reach = (window.x0, window.x1)
    marks = (
        Curve(along(f, x, *reach), "value"),
        Curve(tuple((u, first + rise * (u - a)) for u in reach), "gradient"),
        Curve(tuple((u, first + steep * (u - a)) for u in reach), "muted", dashed=True),
        Curve(((a, first), (a + h, first), (a + h, second)), "muted", thick=False),
        Dot(a, first, "value"),
        Dot(a + h, second, "value", hollow=True),
        Label(a + h, (first + second) / 2, f"rise {said(round(second - first, 3))}", "muted"),
        Label(a + h / 2, first, f"run {said(h)}", "muted", "middle", 0, 17),
        Label(a + h, second, f"secant, slope {said(round(steep, 3))}", "muted", "end", -10, -6),
        Label(a, first, f"tangent, slope {said(round(rise, 3))}", "gradient", "end", -12, -8),
    )
    return Figure((Panel(window, marks, across=x),))


def slope_trace(options: Options) -> Figure:
    """A curve above, and below it the curve of its slopes."""
    f, x, window = _curve(options)
    at = float(options.get("at", "1"))
    df = slope(f, x)
    height, rise = _at(f, x, at), _at(df, x, at)
    reach = (window.x0, window.x1)
    lower = along(df, x, *reach)
    upper = Panel(
        window,
        (
            Curve(along(f, x, *reach), "value"),
            Curve(_short(at, height, rise, (window.x1 - window.x0) / 8), "gradient"),
            Dot(at, height, "gradient"),
            Label(at, height, f"slope {said(round(rise, 2))}", "gradient"),
        ),
        across=x,
        title="f",
    )
    under = Panel(
        _fitted(window, [y for _, y in lower]),
        (
            Curve(lower, "gradient", dashed=True),
            Dot(at, rise, "gradient"),
            Label(at, rise, said(round(rise, 2)), "gradient"),
        ),
        across=x,
        title="f′, the slope of f",
    )
    return Figure((upper, under), width=680, height=320)


def dots(options: Options) -> Figure:
    """A few points of a function that stays hidden, and perhaps a curve that somebody expected."""
    f, x, window = _curve(options)
    marks: list[Mark] = []
    if "curve" in options:
        marks.append(Curve(along(expression(options["curve"]), x, window.x0, window.x1), "muted", dashed=True))
    for at in _numbers(options.get("at", "0")):
        height = _at(f, x, at)
        marks += [Dot(at, height, "value", 5.5), Label(at, height, said(round(height, 2)), "value")]
    return Figure((Panel(window, tuple(marks), across=x),))


# --- two variables ---------------------------------------------------------------------------------------------------


def slices(options: Options) -> Figure:
    """A surface cut along each axis through one point."""
    f = expression(options["f"])
    first, second = _pair(f, options)
    window = _window(options, "-3,3,-3,3")
    a, b = _numbers(options.get("at", "1,0.5"))
    panels = []
    for name, other, here, held, low, high in (
        (first, second, a, b, window.x0, window.x1), (second, first, b, a, window.y0, window.y1),
    ):  # fmt: skip
        cut = function(f, (name,), {other: held})
        xs = np.linspace(low, high, 161)
        ys = np.broadcast_to(cut(xs), xs.shape)
        height = float(cut(here))
        rise = float(function(slope(f, name), (name,), {other: held})(here))
        marks = (
            Curve(tuple(zip(xs.tolist(), ys.tolist(), strict=True)), "value"),
            Curve(_short(here, height, rise, (high - low) / 6), "gradient"),
            Dot(here, height, "gradient"),
            Label(here, height, f"slope {said(round(rise, 2))}", "gradient", dx=-4, dy=-14, anchor="end"),
        )
        bounds = _fitted(Window(low, high, 0, 1), ys.tolist())
        panels.append(Panel(bounds, marks, across=name, title=f"along {name}, with {other} = {said(held)}"))
    return Figure(tuple(panels), width=680, height=320)


def gradient(options: Options) -> Figure:
    """Contours with the gradient at a point and, if wanted, everywhere."""
    f = expression(options["f"])
    pair = _pair(f, options)
    window = _window(options, "-3,3,-3,3")
    a, b = _numbers(options.get("at", "1.2,0.8"))
    marks: list[Mark] = list(_contours(f, pair, window))
    if options.get("arrows", "on") == "on":
        slopes = [function(slope(f, n), pair) for n in pair]
        marks += _arrows(slopes, window)
        g = [float(s(a, b)) for s in slopes]
        size = 0.28 * (window.y1 - window.y0) / max(float(np.hypot(g[0], g[1])), 1e-12)
        tip = (a + size * g[0], b + size * g[1])
        marks += [
            Arrow((a, b), tip, "gradient"),
            Label(*tip, f"gradient ({said(round(g[0], 2))}, {said(round(g[1], 2))})", "gradient", "end", -6, -6),
        ]
    marks += [Dot(a, b, "ink", 5), Label(a, b, f"({said(a)}, {said(b)})", "ink", dx=9, dy=16)]
    return Figure((Panel(window, tuple(marks), across=pair[0], up=pair[1]),), height=400)


def descent(options: Options) -> Figure:
    """The steps of gradient descent, on a curve or on contours."""
    f = expression(options["f"])
    if len(names(f, options.get("wrt"))) > 1:
        return _descent_on_contours(f, options)
    f, x, window = _curve(options)
    marks: list[Mark] = [Curve(along(f, x, window.x0, window.x1), "value")]
    for k, start in enumerate(_numbers(options.get("start", "2")) + _numbers(options.get("others", ""))):
        path = [(float(p[x]), _at(f, x, float(p[x]))) for p in _steps(options, {x: start})]
        marks.append(Curve(tuple(path), "update", thick=False))
        marks += [Dot(*point, "update", 3.2) for point in path[1:]]
        marks.append(Dot(*path[0], "update", 5.5, hollow=True))
        if k == 0:
            marks.append(Label(*path[0], "start", "update"))
    rate = f"rate {said(float(options.get('rate', '0.1')))}"
    return Figure((Panel(window, tuple(marks), across=x, title=rate),))


def sgd(options: Options) -> Figure:
    """A line fitted to noisy points by SGD: the points, and the path over the contours of the loss."""
    seed = int(options.get("seed", "1"))
    scene = Scene(int(options.get("points", "32")), float(options.get("noise", "0.5")), seed)
    xs, ys = scene.data["x"], scene.data["y"]
    trace = minimize(
        points.LOSS,
        start=points.START,
        data=scene.data,
        method="sgd",
        rate=float(options.get("rate", "0.1")),
        batch=int(options.get("batch", "4")),
        steps=int(options.get("steps", "60")),
        seed=seed,
    )
    path = tuple((float(p["w"]), float(p["b"])) for p in trace.points)
    w, b = path[-1]
    line = tuple((u, w * u + b) for u in (points.POINTS.x0, points.POINTS.x1))
    left = Panel(
        points.POINTS,
        (Curve(line, "value"), *(Dot(float(u), float(v), "muted", 3) for u, v in zip(xs, ys, strict=True))),
        across="x",
        up="y",
    )

    def loss(ws: Any, bs: Any) -> Any:
        return np.mean((ws[..., None] * xs + bs[..., None] - ys) ** 2, axis=-1)

    marks: list[Mark] = list(_levels(loss, points.GROUND))
    marks += [Curve(path, "update"), Dot(*path[0], "update", 5.5, hollow=True), Dot(*path[-1], "update", 4.5)]
    marks.append(Label(*path[0], "start", "update"))
    right = Panel(points.GROUND, tuple(marks), across="w", up="b", title="")
    return Figure((left, right), width=680, height=330)


# --- parts -----------------------------------------------------------------------------------------------------------


def _curve(options: Options) -> tuple[Surface, str, Window]:
    f = expression(options["f"])
    found = names(f, options.get("wrt"))
    if len(found) != 1:
        raise Undrawable(f"`{options['f']}` should have one variable and has {len(found)}.")
    given = _numbers(options.get("window", "-5,5"))
    if len(given) == 2:
        low, high = given
        return f, found[0], _fitted(Window(low, high, 0, 1), [y for _, y in along(f, found[0], low, high)])
    return f, found[0], _window(options, "")


def _pair(f: Surface, options: Options) -> tuple[str, str]:
    found = names(f, options.get("wrt"))
    if len(found) != 2:
        raise Undrawable(f"`{options['f']}` should have two variables and has {len(found)}.")
    return found[0], found[1]


def _window(options: Options, otherwise: str) -> Window:
    given = _numbers(options.get("window", otherwise))
    if len(given) != 4:
        raise Undrawable("A window has four numbers: x0,x1,y0,y1.")
    return Window(*given)


def _numbers(text: str) -> list[float]:
    return [float(part) for part in text.split(",") if part.strip()]


def _at(f: Surface, name: str, x: float) -> float:
    return float(function(f, (name,))(x))


def _short(x: float, y: float, rise: float, reach: float) -> tuple[Point, ...]:
    """A piece of a tangent."""
    return ((x - reach, y - rise * reach), (x + reach, y + rise * reach))


def _fitted(window: Window, heights: list[float]) -> Window:
    """The window with heights that leave some air."""
    finite = [y for y in heights if np.isfinite(y)]
    low, high = min(finite), max(finite)
    air = 0.08 * (high - low) or 1.0
    return Window(window.x0, window.x1, low - air, high + air)


def _contours(f: Surface, pair: tuple[str, str], window: Window) -> list[Curve]:
    return _levels(function(f, pair), window)


def _levels(f: Callable[..., Any], window: Window, count: int = 9) -> list[Curve]:
    """Level lines at heights that grow like squares, so that a bowl has them at even distances."""
    xs, ys = np.meshgrid(np.linspace(window.x0, window.x1, 41), np.linspace(window.y0, window.y1, 41))
    z = np.asarray(f(xs, ys), dtype=float)
    low, high = float(np.nanmin(z)), float(np.nanpercentile(z, 92))
    heights = [low + (high - low) * (k / count) ** 2 for k in range(1, count + 1)]
    return [
        Curve(line, "level", thick=False)
        for height in heights
        for line in level_lines(f, (window.x0, window.x1), (window.y0, window.y1), height)
    ]


def _arrows(slopes: list[Callable[..., Any]], window: Window) -> list[Mark]:
    """Small gradients on a grid, the longest as long as the grid allows."""
    xs = np.linspace(window.x0, window.x1, 11)[1:-1]
    ys = np.linspace(window.y0, window.y1, 7)[1:-1]
    grid = [(x, y, float(slopes[0](x, y)), float(slopes[1](x, y))) for x in xs for y in ys]
    longest = max(float(np.hypot(u, v)) for *_, u, v in grid) or 1.0
    size = 0.9 * float(xs[1] - xs[0]) / longest
    return [
        Arrow((float(x), float(y)), (float(x + size * u), float(y + size * v)), "level")
        for x, y, u, v in grid
        if np.hypot(u, v) > 0.03 * longest
    ]


def _steps(options: Options, start: Mapping[str, float]) -> list[Mapping[str, Any]]:
    run = partial(minimize, options["f"], start, rate=float(options.get("rate", "0.1")))
    steps = int(options.get("steps", "30"))
    if "momentum" in options:
        trace = run(steps=steps, method="momentum", mu=float(options["momentum"]))
    else:
        trace = run(steps=steps, method="gradient descent")
    return [p for p in trace.points if all(np.isfinite(v) and abs(v) < 1e6 for v in p.values())]


def _descent_on_contours(f: Surface, options: Options) -> Figure:
    pair = _pair(f, options)
    window = _window(options, "-3,3,-3,3")
    start = _numbers(options.get("start", "2,1"))
    path = tuple((float(p[pair[0]]), float(p[pair[1]])) for p in _steps(options, dict(zip(pair, start, strict=True))))
    marks: list[Mark] = [*_contours(f, pair, window), Curve(path, "update")]
    marks += [Dot(*point, "update", 3.2) for point in path[1:]]
    marks += [Dot(*path[0], "update", 5.5, hollow=True), Label(*path[0], "start", "update")]
    return Figure((Panel(window, tuple(marks), across=pair[0], up=pair[1]),), height=400)


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
}
