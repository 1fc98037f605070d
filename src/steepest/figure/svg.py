"""Figures as SVG: for pages (the page's own colours, light and dark) and for paper (fixed ones)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from html import escape

from steepest.figure.figure import Arrow, Box, Curve, Dot, Figure, Label, Mark, Panel, Window

Palette = Mapping[str, str]

PAPER: Palette = {
    "value": "#0f62a8",
    "gradient": "#b8430a",
    "update": "#6b3fa0",
    "muted": "#5a6068",
    "level": "#9aa1ab",
    "ink": "#1b1f24",
    "grid": "#e3e1dc",
    "ground": "#ffffff",
}
PAGE: Palette = {role: f"var(--{role}, {colour})" for role, colour in PAPER.items()} | {
    "level": "var(--control, #9aa1ab)",
    "grid": "var(--line, #e3e1dc)",
    "ground": "var(--card, #ffffff)",
}
FONT = "Inter, 'Libertinus Sans', 'Libertinus Serif', sans-serif"
LEFT, RIGHT, TOP, BOTTOM, BETWEEN = 44, 14, 14, 36, 34


def svg(figure: Figure, alt: str, palette: Palette = PAPER) -> str:
    """The picture; `alt` says in words what it shows, for whoever does not see it."""
    count = len(figure.panels)
    wide = (figure.width - BETWEEN * (count - 1)) / count
    panels = ("".join(_panel(p, wide, figure.height, palette, k)) for k, p in enumerate(figure.panels))
    body = "".join(f'<g transform="translate({_n(k * (wide + BETWEEN))} 0)">{p}</g>' for k, p in enumerate(panels))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(figure.width)} {_n(figure.height)}" role="img" '
        f'aria-label="{escape(alt)}" font-family="{FONT}" font-size="14"><title>{escape(alt)}</title>{body}</svg>'
    )


class _Scale:
    """From a panel's coordinates to pixels."""

    def __init__(self, window: Window, width: float, height: float, axes: bool) -> None:
        self.w = window
        edges = (LEFT, RIGHT, TOP, BOTTOM) if axes else (4, 4, 4, 4)
        self.x0, self.x1 = float(edges[0]), width - edges[1]
        self.y0, self.y1 = height - edges[3], float(edges[2])

    def x(self, x: float) -> float:
        return self.x0 + (x - self.w.x0) / (self.w.x1 - self.w.x0) * (self.x1 - self.x0)

    def y(self, y: float) -> float:
        return self.y0 + (y - self.w.y0) / (self.w.y1 - self.w.y0) * (self.y1 - self.y0)


def _panel(panel: Panel, width: float, height: float, palette: Palette, k: int) -> Iterator[str]:
    s = _Scale(panel.window, width, height, panel.axes)
    clip = f"panel-{k}"
    yield (
        f'<clipPath id="{clip}"><rect x="{_n(s.x0)}" y="{_n(s.y1)}" width="{_n(s.x1 - s.x0)}" '
        f'height="{_n(s.y0 - s.y1)}"/></clipPath>'
    )
    if panel.axes:
        yield from _axes(panel, s, palette)
    inside = [m for m in panel.marks if isinstance(m, Curve)]
    over = [m for m in panel.marks if not isinstance(m, Curve)]
    yield f'<g clip-path="url(#{clip})">{"".join(_mark(m, s, palette) for m in inside)}</g>'
    yield from (_mark(m, s, palette) for m in over)
    if panel.title:
        yield _text(s.x0 + 6, s.y1 + 16, panel.title, palette["muted"], "start", palette)


def _axes(panel: Panel, s: _Scale, palette: Palette) -> Iterator[str]:
    w = panel.window
    for x in ticks(w.x0, w.x1, 7):
        strong = palette["level"] if x == 0 else palette["grid"]
        yield _line(s.x(x), s.y0, s.x(x), s.y1, strong, 1)
        yield _text(s.x(x), s.y0 + 17, said(x), palette["muted"], "middle", None, 12.5)
    for y in ticks(w.y0, w.y1, 6):
        strong = palette["level"] if y == 0 else palette["grid"]
        yield _line(s.x0, s.y(y), s.x1, s.y(y), strong, 1)
        yield _text(s.x0 - 6, s.y(y) + 4.5, said(y), palette["muted"], "end", None, 12.5)
    if panel.across:
        yield _text(s.x1, s.y0 + 32, panel.across, palette["ink"], "end", None, 13.5)
    if panel.up:
        yield _text(s.x0 + 6, s.y1 + 13, panel.up, palette["ink"], "start", palette, 13.5)


def _mark(mark: Mark, s: _Scale, palette: Palette) -> str:
    match mark:
        case Curve(points, role, dashed, thick):
            dash = ' stroke-dasharray="7 5"' if dashed else ""
            width = 2.4 if thick else 1.1
            return (
                f'<path d="{_path(points, s)}" fill="none" stroke="{palette[role]}" stroke-width="{width}" '
                f'stroke-linejoin="round"{dash}/>'
            )
        case Dot(x, y, role, radius, hollow):
            fill = palette["ground"] if hollow else palette[role]
            return (
                f'<circle cx="{_n(s.x(x))}" cy="{_n(s.y(y))}" r="{radius}" fill="{fill}" stroke="{palette[role]}" '
                'stroke-width="1.8"/>'
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
                + _text(cx, cy + 5, text, palette["ink"], "middle", None, 15)
            )


def _path(points: tuple[tuple[float, float], ...], s: _Scale) -> str:
    out, pen = [], False
    for x, y in points:
        if not (math.isfinite(x) and math.isfinite(y)) or abs(s.y(y)) > 1e5:
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


def _text(x: float, y: float, words: str, colour: str, anchor: str, halo: Palette | None, size: float = 14) -> str:
    around = f' paint-order="stroke" stroke="{halo["ground"]}" stroke-width="4" stroke-linejoin="round"' if halo else ""
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}" fill="{colour}" font-size="{size}"{around}>'
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
    return f"{value:.4g}".replace("-", "−")


def _n(value: float) -> str:
    """A coordinate, to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")
