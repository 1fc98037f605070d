"""Pictures of functions of two letters: cuts, level lines, gradients, and the ways that optimizers take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from steepest.calculus.surface import Surface
from steepest.descent.descend import minimize
from steepest.descent.optimizers import OPTIMIZERS
from steepest.descent.problem import NotAProblem
from steepest.figure import points
from steepest.figure.contours import levels
from steepest.figure.curves import short
from steepest.figure.figure import Arrow, Curve, Dot, Figure, Mark, Name, Panel, Point, Role, Window
from steepest.figure.options import Options, curve, fitted, number, numbers, pair, window
from steepest.figure.points import Scene
from steepest.figure.sampling import graph
from steepest.figure.svg import evened, said
from steepest.figure.values import Undrawable, expression, function, names, slope


def slices(options: Options) -> Figure:
    """A surface cut along each axis through one point."""
    f = expression(options["f"])
    first, second = pair(f, options)
    seen = window(options, "-3,3,-3,3")
    a, b = numbers(options.get("at", "1,0.5"))
    panels = []
    for name, other, here, held, low, high in (
        (first, second, a, b, seen.x0, seen.x1), (second, first, b, a, seen.y0, seen.y1),
    ):  # fmt: skip
        cut = function(f, (name,), {other: held})
        curve_ = graph(cut, low, high)
        height = float(cut(here))
        rise = float(function(slope(f, name), (name,), {other: held})(here))
        marks = (
            Curve(curve_, "value"),
            Curve(short(here, height, rise, (high - low) / 6), "gradient"),
            Dot(here, height, "gradient"),
            Name(here, height, f"slope {said(round(rise, 2))}", "gradient", "nw"),
        )
        bounds = fitted(low, high, [y for _, y in curve_])
        panels.append(Panel(bounds, marks, across=name, title=f"along {name}, with {other} = {said(held)}"))
    return Figure(tuple(panels), width=680, height=320)


def gradient(options: Options) -> Figure:
    """Contours with the gradient at a point and, if wanted, everywhere."""
    f = expression(options["f"])
    letters = pair(f, options)
    seen = evened(window(options, "-3,3,-3,3"))
    a, b = numbers(options.get("at", "1.2,0.8"))
    marks: list[Mark] = list(levels(function(f, letters), seen))
    if options.get("arrows", "on") == "on":
        slopes = [function(slope(f, n), letters) for n in letters]
        marks += _arrows(slopes, seen)
        g = [float(s(a, b)) for s in slopes]
        size = 0.25 * (seen.y1 - seen.y0) / max(float(np.hypot(g[0], g[1])), 1e-12)
        tip = (a + size * g[0], b + size * g[1])
        told = f"gradient ({said(round(g[0], 2))}, {said(round(g[1], 2))})"
        marks += [Arrow((a, b), tip, "gradient"), Name(*tip, told, "gradient", "w")]
    marks += [Dot(a, b, "ink", 5), Name(a, b, f"({said(a)}, {said(b)})", "ink", "se")]
    return Figure((Panel(seen, tuple(marks), across=letters[0], up=letters[1]),), height=400)


def descent(options: Options) -> Figure:
    """The steps of gradient descent, on a curve or on contours."""
    f = expression(options["f"])
    if len(names(f, options.get("wrt"))) > 1:
        return _descent_on_contours(f, options)
    f, x, seen = curve(options)
    g = function(f, (x,))
    marks: list[Mark] = [Curve(graph(g, seen.x0, seen.x1), "value")]
    for k, start in enumerate(numbers(options.get("start", "2")) + numbers(options.get("others", ""))):
        path = [(float(p[x]), float(g(p[x]))) for p in _steps(options, {x: start})]
        marks.append(Curve(tuple(path), "update", thick=False))
        marks += [Dot(*point, "update", 3.2) for point in path[1:]]
        marks.append(Dot(*path[0], "update", 5.5, hollow=True))
        if k == 0:
            marks.append(Name(*path[0], "start", "update"))
    rate = f"rate {said(number(options, 'rate', 0.1))}"
    return Figure((Panel(seen, tuple(marks), across=x, title=rate),))


def race(options: Options) -> Figure:
    """Several optimizers from one start, on a curve or on contours, each by its own line and name."""
    f = expression(options["f"])
    letters = tuple(sorted(names(f)))
    if not 1 <= len(letters) <= 2:
        raise Undrawable(f"`{options['f']}` should have one or two variables and has {len(letters)}.")
    given = numbers(options.get("window", "-3,3,-2,2"))
    low, high = given[0], given[1]
    given_start = numbers(options.get("start", "1,1"))
    if len(given_start) < len(letters):
        raise Undrawable(f"A start has a number for each of {', '.join(letters)}.")
    start = dict(zip(letters, given_start, strict=False))
    g = function(f, letters)
    marks: list[Mark]
    if len(letters) == 1:
        own = graph(g, low, high)
        seen = fitted(low, high, [y for _, y in own])
        marks = [Curve(own, "value")]
    else:
        seen = evened(Window(*given) if len(given) == 4 else Window(low, high, -2, 2))
        marks = [*levels(g, seen, 14)]
    begin = tuple(start[n] for n in letters)
    for method in filter(None, (one.strip() for one in options.get("methods", "gradient descent").split(","))):
        if method not in RACERS:
            raise Undrawable(f"`{method}` does not race here; those that do: {', '.join(RACERS)}.")
        steps = [tuple(float(p[n]) for n in letters) for p in _walk(options, start, method, _own(options, method))]
        marks += _runner(tuple(_on(g, p) for p in steps), method, seen)
    marks.append(Dot(*_on(g, begin), "ink", 5.5, hollow=True))
    up = letters[1] if len(letters) == 2 else ""
    return Figure((Panel(seen, tuple(marks), across=letters[0], up=up),), height=400)


def _on(g: Callable[..., Any], p: tuple[float, ...]) -> Point:
    """A point of the picture: on the map, or on the curve over its letter."""
    return (p[0], p[1]) if len(p) == 2 else (p[0], float(g(p[0])))


def _own(options: Options, method: str) -> dict[str, float]:
    """What a method has of its own: `adam.rate`, `momentum.mu`."""
    names = ("rate", *OPTIMIZERS[method].hyper)
    return {name: number(options, f"{method}.{name}", 0.1) for name in names if f"{method}.{name}" in options}


def _runner(path: tuple[Point, ...], method: str, seen: Window) -> list[Mark]:
    """The way of one optimizer, with its name where it ends or leaves the picture."""
    role = RACERS[method]
    inside = [p for p in path if seen.x0 <= p[0] <= seen.x1 and seen.y0 <= p[1] <= seen.y1]
    title = OPTIMIZERS[method].title.partition(" (")[0]
    way: list[Mark] = [Curve(path, role)]
    if inside:
        way += [Dot(*inside[-1], role, 5), Name(*inside[-1], title, role)]
    return way


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

    marks: list[Mark] = list(levels(loss, points.GROUND))
    marks += [Curve(path, "update"), Dot(*path[0], "update", 5.5, hollow=True), Dot(*path[-1], "update", 4.5)]
    marks.append(Name(*path[0], "start", "update", "e"))
    right = Panel(points.GROUND, tuple(marks), across="w", up="b", title="")
    return Figure((left, right), width=680, height=330)


# --- parts -----------------------------------------------------------------------------------------------------------


def _arrows(slopes: list[Callable[..., Any]], seen: Window) -> list[Mark]:
    """Small gradients on a grid, the longest as long as the grid allows."""
    xs = np.linspace(seen.x0, seen.x1, 11)[1:-1]
    ys = np.linspace(seen.y0, seen.y1, 7)[1:-1]
    grid = [(x, y, float(slopes[0](x, y)), float(slopes[1](x, y))) for x in xs for y in ys]
    longest = max(float(np.hypot(u, v)) for *_, u, v in grid) or 1.0
    size = 0.9 * float(xs[1] - xs[0]) / longest
    return [
        Arrow((float(x), float(y)), (float(x + size * u), float(y + size * v)), "level")
        for x, y, u, v in grid
        if np.hypot(u, v) > 0.03 * longest
    ]


def _steps(options: Options, start: Mapping[str, float]) -> list[Mapping[str, Any]]:
    if "momentum" in options:
        return _walk(options, start, "momentum", {"mu": number(options, "momentum", 0.9)})
    return _walk(options, start, "gradient descent", {})


def _walk(
    options: Options, start: Mapping[str, float], method: str, own: Mapping[str, float]
) -> list[Mapping[str, Any]]:
    """The points of a descent, as far as they are numbers that can be drawn."""
    hyper: dict[str, Any] = dict(own)
    rate = hyper.pop("rate", number(options, "rate", 0.1))
    try:
        steps = int(number(options, "steps", 30))
        trace = minimize(options["f"], dict(start), method=method, rate=rate, steps=steps, **hyper)
    except NotAProblem as problem:
        raise Undrawable(str(problem)) from None
    return [p for p in trace.points if all(np.isfinite(v) and abs(v) < 1e6 for v in p.values())]


def _descent_on_contours(f: Surface, options: Options) -> Figure:
    across, up = pair(f, options)
    seen = evened(window(options, "-3,3,-3,3"))
    start = dict(zip((across, up), numbers(options.get("start", "2,1")), strict=True))
    path = tuple((float(p[across]), float(p[up])) for p in _steps(options, start))
    marks: list[Mark] = [*levels(function(f, (across, up)), seen), Curve(path, "update")]
    marks += [Dot(*point, "update", 3.2) for point in path[1:]]
    marks += [Dot(*path[0], "update", 5.5, hollow=True), Name(*path[0], "start", "update")]
    return Figure((Panel(seen, tuple(marks), across=across, up=up),), height=400)


RACERS: Mapping[str, Role] = {  # in the order of the page, whose colours these are
    "gradient descent": "race-1",
    "momentum": "race-2",
    "nesterov": "race-3",
    "rmsprop": "race-4",
    "adam": "race-5",
}
