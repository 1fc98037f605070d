"""A figure as data: panels with a window, and marks in its coordinates. No colour here, only what a mark means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal[  # what a mark means; a palette gives the colour
    "value", "gradient", "update", "muted", "level", "ink", "race-1", "race-2", "race-3", "race-4", "race-5"
]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """A line through points; a point that is nan interrupts it."""

    points: tuple[Point, ...]
    role: Role
    dashed: bool = False
    thick: bool = True


@dataclass(frozen=True, slots=True)
class Dot:
    """A point."""

    x: float
    y: float
    role: Role
    radius: float = 4.5
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one point to another."""

    start: Point
    stop: Point
    role: Role


@dataclass(frozen=True, slots=True)
class Label:
    """Words exactly here, moved by `dx`, `dy` pixels."""

    x: float
    y: float
    text: str
    role: Role
    anchor: Literal["start", "middle", "end"] = "start"
    dx: float = 8
    dy: float = -8


@dataclass(frozen=True, slots=True)
class Name:
    """Words for a point; they stand on the side where they cover least, `side` first (a direction of the compass)."""

    x: float
    y: float
    text: str
    role: Role
    side: Literal["ne", "se", "nw", "sw", "e", "w", "n", "s"] = "ne"


@dataclass(frozen=True, slots=True)
class Box:
    """A rounded box around a point with a word in it, its size in pixels."""

    x: float
    y: float
    text: str
    width: float = 64
    height: float = 40


Mark = Curve | Dot | Arrow | Label | Name | Box


@dataclass(frozen=True, slots=True)
class Window:
    """What is seen: x from x0 to x1, y from y0 to y1."""

    x0: float
    x1: float
    y0: float
    y1: float


@dataclass(frozen=True, slots=True)
class Panel:
    """One coordinate system with its marks, later ones above earlier ones."""

    window: Window
    marks: tuple[Mark, ...]
    across: str = ""  # the letter that is measured to the right
    up: str = ""  # the letter that is measured upwards
    axes: bool = True
    title: str = ""  # stands above


@dataclass(frozen=True, slots=True)
class Figure:
    """Panels beside each other, in pixels."""

    panels: tuple[Panel, ...]
    width: float = 640
    height: float = 380
