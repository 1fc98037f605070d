"""Figures as SVG: for pages (the page's own colours, light and dark) and for paper (fixed ones)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from html import escape

from steepest.figure.figure import Arrow, Box, Curve, Dot, Figure, Label, Mark, Name, Panel, Point, Window
from steepest.figure.labels import Obstacles, Rectangle, spots, words
from steepest.figure.palettes import DASHES, PAPER, Palette

FONT = "Inter, 'Libertinus Sans', 'Libertinus Serif', sans-serif"
LEFT, RIGHT, TOP, BOTTOM, BETWEEN, HEAD = 44, 14, 14, 36, 34, 14
SIZE = 14
ITALIC = ' font-style="italic"'  # a letter, as a formula has it


def svg(figure: Figure, alt: str, palette: Palette = PAPER) -> str:
    """The picture; `alt` says in words what it shows, for whoever does not see it."""
    count = len(figure.panels)
    wide = (figure.width - BETWEEN * (count - 1)) / count
    panels = ("".join(_panel(p, wide, figure.height, palette, k)) for k, p in enumerate(figure.panels))
    body = "".join(f'<g transform="translate({_n(k * (wide + BETWEEN))} 0)">{p}</g>' for k, p in enumerate(panels))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(figure.width)} {_n(figure.height)}" role="img" '
        f'aria-label="{escape(alt)}" font-family="{FONT}" font-size="{SIZE}"><title>{escape(alt)}</title>{body}</svg>'
    )


def evened(window: Window, width: float = 640, height: float = 400) -> Window:
    """The window enlarged so that one unit is as long on both axes: only so do gradients cross level lines upright."""
    across, down = width - LEFT - RIGHT, height - BOTTOM - TOP - HEAD
    unit = max((window.x1 - window.x0) / across, (window.y1 - window.y0) / down)
    cx, cy = (window.x0 + window.x1) / 2, (window.y0 + window.y1) / 2
    return Window(cx - unit * across / 2, cx + unit * across / 2, cy - unit * down / 2, cy + unit * down / 2)


class _Scale:
    """From a panel's coordinates to pixels."""

    def __init__(self, panel: Panel, width: float, height: float) -> None:
        self.w = panel.window
        head = HEAD if panel.up or panel.title else 0
        edges = (LEFT, RIGHT, TOP + head, BOTTOM) if panel.axes else (4, 4, 4, 4)
        self.x0, self.x1 = float(edges[0]), width - edges[1]
        self.y0, self.y1 = height - edges[3], float(edges[2])

    def x(self, x: float) -> float:
        return self.x0 + (x - self.w.x0) / (self.w.x1 - self.w.x0) * (self.x1 - self.x0)

    def y(self, y: float) -> float:
        return self.y0 + (y - self.w.y0) / (self.w.y1 - self.w.y0) * (self.y1 - self.y0)

    def point(self, p: Point) -> Point:
        return self.x(p[0]), self.y(p[1])

    def inside(self, x: float, y: float) -> bool:
        return self.w.x0 <= x <= self.w.x1 and self.w.y0 <= y <= self.w.y1


def _panel(panel: Panel, width: float, height: float, palette: Palette, k: int) -> Iterator[str]:
    s = _Scale(panel, width, height)
    clip = f"panel-{k}"
    yield (
        f'<clipPath id="{clip}"><rect x="{_n(s.x0)}" y="{_n(s.y1)}" width="{_n(s.x1 - s.x0)}" '
        f'height="{_n(s.y0 - s.y1)}"/></clipPath>'
    )
    if panel.axes:
        yield from _axes(panel, s, palette)
    inside = [m for m in panel.marks if isinstance(m, Curve)]
    over = [m for m in panel.marks if not isinstance(m, (Curve, Name))]
    yield f'<g clip-path="url(#{clip})">{"".join(_mark(m, s, palette) for m in inside)}</g>'
    yield from (_mark(m, s, palette) for m in over)
    yield from _names(panel.marks, s, palette)


def _axes(panel: Panel, s: _Scale, palette: Palette) -> Iterator[str]:
    w = panel.window
    for x in ticks(w.x0, w.x1, max(2, min(7, int((s.x1 - s.x0) / 75)))):
        strong = palette["level"] if x == 0 else palette["grid"]
        yield _line(s.x(x), s.y0, s.x(x), s.y1, strong, 1)
        yield _text(s.x(x), s.y0 + 17, said(x), palette["muted"], "middle", size=12.5)
    for y in ticks(w.y0, w.y1, 6):
        strong = palette["level"] if y == 0 else palette["grid"]
        yield _line(s.x0, s.y(y), s.x1, s.y(y), strong, 1)
        yield _text(s.x0 - 6, s.y(y) + 4.5, said(y), palette["muted"], "end", size=12.5)
    if panel.across:
        yield _text(s.x1, s.y0 + 32, panel.across, palette["ink"], "end", size=15, more=ITALIC)
    if panel.up:
        yield _text(s.x0, s.y1 - 9, panel.up, palette["ink"], "middle", size=15, more=ITALIC)
    if panel.title:
        yield _text(s.x0 + (16 if panel.up else 0), s.y1 - 9, panel.title, palette["muted"], "start")


def _mark(mark: Mark, s: _Scale, palette: Palette) -> str:
    match mark:
        case Curve(points, role, dashed, thick):
            pattern = "7 5" if dashed else DASHES.get(role, "")
            dash = f' stroke-dasharray="{pattern}"' if pattern else ""
            width = 2.4 if thick else 1.1
            return (
                f'<path d="{_path(points, s)}" fill="none" stroke="{palette[role]}" stroke-width="{width}" '
                f'stroke-linejoin="round"{dash}/>'
            )
        case Dot(x, y, role, radius, hollow):
            fill = palette["ground"] if hollow else palette[role]
            shown = s.inside(x, y)
            return (
                f'<circle cx="{_n(s.x(x))}" cy="{_n(s.y(y))}" r="{radius}" fill="{fill}" stroke="{palette[role]}" '
                'stroke-width="1.8"/>'
                if shown
                else ""
            )
        case Arrow(start, stop, role):
            return _arrow(s.x(start[0]), s.y(start[1]), s.x(stop[0]), s.y(stop[1]), palette[role])
        case Label(x, y, text, role, anchor, dx, dy):
            return _text(s.x(x) + dx, s.y(y) + dy, text, palette[role], anchor, palette)
        case Box(x, y, text, width, height):
            cx, cy = s.x(x), s.y(y)
            corner = f'x="{_n(cx - width / 2)}" y="{_n(cy - height / 2)}"'
            return (
                f'<rect {corner} width="{_n(width)}" height="{_n(height)}" rx="8" '
                f'fill="{palette["ground"]}" stroke="{palette["muted"]}" stroke-width="1.3"/>'
                + _text(cx, cy + 5, text, palette["ink"], "middle", size=15)
            )
        case Name():
            raise TypeError("a name is placed when everything else is drawn")


def _names(marks: Sequence[Mark], s: _Scale, palette: Palette) -> Iterator[str]:
    """The names of points, each where it covers least."""
    names = [m for m in marks if isinstance(m, Name) and s.inside(m.x, m.y)]
    if not names:
        return
    asked = [(s.x(m.x), s.y(m.y), m.text, m.side) for m in names]
    panel = Rectangle(s.x0, s.y1, s.x1, s.y0)
    for m, spot in zip(names, spots(asked, _obstacles(marks, s), panel, SIZE), strict=True):
        yield _text(spot.x, spot.y, m.text, palette[m.role], spot.anchor, palette)


def _obstacles(marks: Sequence[Mark], s: _Scale) -> Obstacles:
    lines: list[tuple[Sequence[Point], float]] = []
    fixed: list[Rectangle] = []
    for m in marks:
        match m:
            case Curve(points, role, _, thick):
                lines.append(([s.point(p) for p in points], 0.25 if role == "level" else 1.0 if thick else 0.7))
            case Dot(x, y, _, radius, _):
                ring = [(s.x(x) + radius * c, s.y(y) + radius * d) for c, d in _RING]
                lines.append((ring, 1.5))
            case Arrow(start, stop, role):
                lines.append(([s.point(start), s.point(stop)], 0.4 if role == "level" else 1.5))
            case Label(x, y, text, _, anchor, dx, dy):
                fixed.append(words(s.x(x) + dx, s.y(y) + dy, text, anchor, SIZE))
            case Box() | Name():
                pass
    return Obstacles(lines, fixed)


_RING = [(math.cos(k * math.pi / 4), math.sin(k * math.pi / 4)) for k in range(8)]


def _path(points: tuple[Point, ...], s: _Scale) -> str:
    out, pen = [], False
    for x, y in points:
        if not (math.isfinite(x) and math.isfinite(y)) or abs(s.y(y)) > 1e5 or abs(s.x(x)) > 1e5:
            pen = False
            continue
        out.append(f"{'L' if pen else 'M'}{_n(s.x(x))} {_n(s.y(y))}")
        pen = True
    return "".join(out)


def _arrow(x0: float, y0: float, x1: float, y1: float, colour: str) -> str:
    length = math.hypot(x1 - x0, y1 - y0)
    if length < 1e-6:
        return ""
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    head = min(9.0, 0.6 * length)
    bx, by = x1 - head * ux, y1 - head * uy
    wing = 0.42 * head
    corners = f"{_n(x1)},{_n(y1)} {_n(bx - wing * uy)},{_n(by + wing * ux)} {_n(bx + wing * uy)},{_n(by - wing * ux)}"
    return _line(x0, y0, bx, by, colour, 2) + f'<polygon points="{corners}" fill="{colour}"/>'


def _line(x0: float, y0: float, x1: float, y1: float, colour: str, width: float) -> str:
    return f'<line x1="{_n(x0)}" y1="{_n(y0)}" x2="{_n(x1)}" y2="{_n(y1)}" stroke="{colour}" stroke-width="{width}"/>'


def _text(
    x: float,
    y: float,
    words: str,
    colour: str,
    anchor: str,
    halo: Palette | None = None,
    size: float = SIZE,
    more: str = "",
) -> str:
    around = f' paint-order="stroke" stroke="{halo["ground"]}" stroke-width="4" stroke-linejoin="round"' if halo else ""
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}" fill="{colour}" font-size="{size}"{around}{more}>'
        f"{escape(words)}</text>"
    )


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers between two ends, at most so many."""
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough * 0.999)
    first = math.ceil(low / step - 1e-9)
    return [round(k * step, 10) + 0.0 for k in range(first, math.floor(high / step + 1e-9) + 1)]


def said(value: float) -> str:
    """A number for the eye, with a real minus sign."""
    return re.sub(r"e([+-])0*", lambda m: "e" + m[1].strip("+"), f"{value:.4g}").replace("-", "−")


def _n(value: float) -> str:
    """A coordinate, to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")
