"""Every picture is drawn from its options, well formed, and shows what it says."""

import math
import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from steepest.course import lesson
from steepest.figure.contours import level_lines
from steepest.figure.figure import Arrow, Curve, Dot, Label, Name
from steepest.figure.palettes import DARK, LIGHT, PAGE, PAPER
from steepest.figure.pictures import PICTURES, picture
from steepest.figure.svg import evened, svg, ticks
from steepest.figure.values import Undrawable
from steepest.web.pages.descend import SURFACES
from steepest.web.pages.home import FIGURE
from steepest.web.pages.table import GROUPS

DRAWN = [
    *((b, one.slug) for one in lesson.load() for s in one.sections for b in s.blocks if isinstance(b, lesson.Figure)),
    *((q.figure, one.slug) for one in lesson.load() for q in one.questions if q.figure),
    (FIGURE, "home"),
]
RACES = [
    {"f": one.text, "start": f"{one.x},{one.y}", "rate": str(one.rate), "steps": str(one.steps), "window": one.window,
     "methods": "gradient descent,momentum,nesterov,rmsprop,adam"}
    for one in SURFACES
]  # fmt: skip
SPARKS = [row.figure.options for group in GROUPS for row in group.rows if row.figure]
TYPED = ["x^2 sin(x)", "1/x", "tan(x)", "ln(x)", "sqrt(x)", "x^x", "relu(x)", "exp(x)", "sqrt(-1 - x^2)", "sin(1/x)",
         "where(x > 0, 1, -1)", "x^2 y", "1e300 x", "1e-300 x", "0 x", "asin(x)", "1/(x - 1)", "log(x, 2)"]  # fmt: skip


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
    assert " style=" not in text, "an inline style would need a looser content policy"
    assert len(text) < 60_000


def test_every_picture_is_used():
    assert {f.name for f, _ in DRAWN} | {"race", "spark"} == set(PICTURES)  # those are of /descend and /table


def test_a_picture_depends_on_the_day():
    for figure, _ in DRAWN:
        assert svg(picture(figure.name, figure.options), "") == svg(picture(figure.name, figure.options), "")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("pie", {}),
        ("tangent", {"f": "x +"}),
        ("secant", {"f": "x y"}),
        ("gradient", {"f": "x"}),
        ("gradient", {"f": "x^2 + y^2", "window": "1,2"}),
        ("tangent", {"f": "x^2", "at": "here"}),
        ("tangent", {"f": "3"}),
        ("race", {"f": "x y z"}),
        ("race", {"f": "x^2", "methods": "hope"}),
        ("race", {"f": "ln(x)", "start": "-1"}),
    ],
)
def test_a_picture_that_cannot_be_drawn_does_not_say_why(name, options):
    with pytest.raises(Undrawable, match=r"\w+"):
        picture(name, options)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("name", "options"),
    [("tangent", {"f": f}) for f in TYPED] + [("race", o) for o in RACES] + [("spark", o) for o in SPARKS],
    ids=lambda value: value if isinstance(value, str) else value["f"],
)
def test_what_somebody_typed_cannot_be_drawn(name, options, palette):
    text = svg(picture(name, options), "", palette)
    ElementTree.fromstring(text)
    assert not re.search(r"\b(nan|inf)\b", text)
    assert len(text) < 120_000
    assert "var(" not in text, "a picture of its own has its own colours"


@pytest.mark.parametrize(
    ("f", "breaks"),
    [("1/x", 1), ("tan(x)", 4), ("x^2", 0), ("where(x > 0, 1, -1)", 1), ("relu(x)", 0), ("exp(5x)", 0), ("abs(x)", 0)],
)
def test_a_curve_goes_over_a_jump_or_is_torn_where_it_is_whole(f, breaks):
    curve = next(m for m in marks(picture("tangent", {"f": f}), Curve) if m.role == "value")
    assert sum(math.isnan(y) for _, y in curve.points) == breaks


def test_a_curve_ends_before_its_domain_does():
    curve = next(m for m in marks(picture("tangent", {"f": "sqrt(x)"}), Curve) if m.role == "value")
    assert min(x for x, y in curve.points if not math.isnan(y)) == pytest.approx(0, abs=1e-6)


def test_a_derivative_is_drawn_where_the_function_has_no_value():
    drawn = picture("spark", {"f": "ln(x)"})
    slope = next(m for m in marks(drawn, Curve) if m.role == "gradient")
    assert all(x > 0 for x, y in slope.points if not math.isnan(y))


def test_a_pole_flattens_the_rest_of_a_curve():
    window = picture("tangent", {"f": "1/x", "window": "-5,5"}).panels[0].window
    assert window.y1 - window.y0 < 50


def test_level_lines_are_drawn_with_two_scales():
    window = evened(picture("gradient", {"f": "x^2 + y^2", "window": "-1,1,-3,3"}).panels[0].window)
    assert (window.x1 - window.x0) / (640 - 58) == pytest.approx((window.y1 - window.y0) / (400 - 64))


@pytest.mark.parametrize(("figure", "slug"), DRAWN, ids=[f"{slug}-{f.name}-{k}" for k, (f, slug) in enumerate(DRAWN)])
def test_a_line_goes_through_the_name_of_a_point(figure, slug):
    """Looked at in the SVG itself: no strong line has a point inside the words of a name, and no two names overlap."""
    root = ElementTree.fromstring(svg(picture(figure.name, figure.options), figure.alt))
    space = "{http://www.w3.org/2000/svg}"
    for group in root.findall(f"{space}g"):
        boxes = [box(e) for e in group.iter(f"{space}text") if e.get("paint-order")]
        for k, a in enumerate(boxes):
            assert not any(over(a, b) for b in boxes[k + 1 :]), a
        for path in group.iter(f"{space}path"):
            if float(path.get("stroke-width")) < 1.2:
                continue  # level lines and thin tangents may pass behind a haloed word
            points = [tuple(map(float, p)) for p in re.findall(r"([-\d.]+) ([-\d.]+)", path.get("d"))]
            for (x0, y0), (x1, y1) in pairwise(points):
                for t in np.linspace(0, 1, 8):
                    x, y = x0 + t * (x1 - x0), y0 + t * (y1 - y0)
                    for left, top, right, bottom, words in boxes:
                        assert not (left < x < right and top < y < bottom), words


def box(text):
    """The inside of the words of an SVG text."""
    size, x, y = float(text.get("font-size")), float(text.get("x")), float(text.get("y"))
    wide = 0.5 * size * len(text.text)
    left = x - {"start": 0, "middle": wide / 2, "end": wide}[text.get("text-anchor")]
    return left + 1, y - 0.6 * size, left + wide - 1, y, text.text


def over(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def test_a_racer_runs_with_other_settings_than_its_own():
    options = {"f": "x^2 + y^2", "start": "2,1", "methods": "gradient descent", "steps": "1", "rate": "0.1"}
    for more, end in (({}, 1.6), ({"gradient descent.rate": "0.25"}, 1.0), ({"adam.rate": "0.5"}, 1.6)):
        way = next(m for m in marks(picture("race", options | more), Curve) if m.role == "race-1")
        assert way.points[-1][0] == pytest.approx(end)


def test_nobody_races_and_the_start_is_not_shown():
    drawn = picture("race", {"f": "x^2 + y^2", "start": "2,1", "methods": ""})
    assert [(d.x, d.y) for d in marks(drawn, Dot)] == [(2, 1)]


def test_a_picture_of_its_own_has_other_colours_than_the_page():
    style = "".join(path.read_text() for path in Path("frontend/src/style").glob("*.css"))
    for role in set(LIGHT) - {"level", "grid", "ground"}:
        light, dark = re.search(rf"--{role}: light-dark\((#\w+), (#\w+)\)", style).groups()
        assert (LIGHT[role], DARK[role]) == (light, dark), role


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
    assert not marks(drawn, Name), "the numbers of a node stand at the node"
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
