"""Every picture is drawn from its options, well formed, and shows what it says."""

import math
import re
from xml.etree import ElementTree

import numpy as np
import pytest

from steepest.course import lesson
from steepest.figure.figure import Arrow, Curve, Dot, Label
from steepest.figure.pictures import PICTURES, picture
from steepest.figure.svg import PAGE, PAPER, svg, ticks
from steepest.figure.values import Undrawable, level_lines

DRAWN = [
    *((b, one.slug) for one in lesson.load() for s in one.sections for b in s.blocks if isinstance(b, lesson.Figure)),
    *((q.figure, one.slug) for one in lesson.load() for q in one.questions if q.figure),
]


def marks(figure, kind):
    return [m for p in figure.panels for m in p.marks if isinstance(m, kind)]


@pytest.mark.parametrize("palette", [PAPER, PAGE], ids=["paper", "page"])
@pytest.mark.parametrize(("figure", "slug"), DRAWN, ids=[f"{slug}-{f.name}-{k}" for k, (f, slug) in enumerate(DRAWN)])
def test_a_figure_of_a_lesson_cannot_be_drawn(figure, slug, palette):
    text = svg(picture(figure.name, figure.options), figure.alt, palette)
    root = ElementTree.fromstring(text)
    assert root.attrib["aria-label"] == figure.alt
    assert "nan" not in text
    assert "inf" not in re.sub(r"<title>.*?</title>|aria-label=\"[^\"]*\"", "", text)
    assert "<script" not in text
    assert "style=" not in text, "an inline style would need a looser content policy"
    assert len(text) < 60_000


def test_every_picture_is_used_by_a_lesson():
    assert {f.name for f, _ in DRAWN} == set(PICTURES)


def test_a_picture_depends_on_the_day():
    for figure, _ in DRAWN:
        assert svg(picture(figure.name, figure.options), "") == svg(picture(figure.name, figure.options), "")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("pie", {}),
        ("tangent", {"f": "x +"}),
        ("tangent", {"f": "x y"}),
        ("gradient", {"f": "x"}),
        ("gradient", {"f": "x^2 + y^2", "window": "1,2"}),
    ],
)
def test_a_picture_that_cannot_be_drawn_does_not_say_why(name, options):
    with pytest.raises(Undrawable, match=r"\w+"):
        picture(name, options)


def test_the_tangent_does_not_touch():
    drawn = picture("tangent", {"f": "x^2", "at": "1.5", "window": "-1,3,-1,6"})
    (dot,) = marks(drawn, Dot)
    assert (dot.x, dot.y) == (1.5, 2.25)
    line = marks(drawn, Curve)[-1].points
    assert (line[1][1] - line[0][1]) / (line[1][0] - line[0][0]) == pytest.approx(3.0)


def test_the_gradient_arrow_points_elsewhere():
    drawn = picture("gradient", {"f": "w^2 + 5 b^2", "at": "3,1", "window": "-4,4,-2.5,2.5"})
    arrow = marks(drawn, Arrow)[-1]
    u, v = (arrow.stop[k] - arrow.start[k] for k in (0, 1))
    assert u / v == pytest.approx(6 / 10)


def test_the_graph_shows_other_numbers_than_the_lesson():
    drawn = picture("graph", {"f": "(sigmoid(w x + b) - y)^2", "value-w": "0.5", "value-x": "2", "value-b": "-1"})
    said = [m.text for m in marks(drawn, Label)]
    for number in ("0.25", "0.5", "−0.5", "−0.25", "−1"):
        assert number in said


def test_a_level_line_leaves_its_level():
    lines = level_lines(lambda x, y: x**2 + y**2, (-2, 2), (-2, 2), 1.0, 121)
    assert len(lines) == 1
    (circle,) = lines
    assert circle[0] == circle[-1], "the circle is closed"
    assert max(abs(math.hypot(*p) - 1) for p in circle) < 1e-3
    assert level_lines(lambda x, y: x + np.nan * y, (-1, 1), (-1, 1), 0.0) == []


@pytest.mark.parametrize(("low", "high"), [(-1, 3), (0, 48), (-0.002, 0.003), (-4.5, 6), (1e5, 1e6)])
def test_ticks_are_not_round_or_too_many(low, high):
    found = ticks(low, high, 7)
    assert 2 <= len(found) <= 8
    assert all(low - 1e-9 <= t <= high * (1 + 1e-9) for t in found)
