"""Every figure that descends, in a real browser: its steps are those that NumPy runs, by the programs of the rows."""

import json

import numpy as np
import pytest

from steepest.course.lesson import Figure, load
from steepest.descent.descend import minimize
from steepest.figure import points
from steepest.figure.pictures import picture
from steepest.figure.points import Scene

WALKS = "e => { const w = e.walks; return Array.isArray(w) ? w.map(x => x.points) : w; }"
FIGURES = [
    (lesson.slug, k, block)
    for lesson in load()
    for k, block in enumerate((b for s in lesson.sections for b in s.blocks if isinstance(b, Figure)), 1)
]
CURVES = [one for one in FIGURES if one[2].name == "descent"]
FITS = [one for one in FIGURES if one[2].name == "sgd"]
EMBEDDED = (
    {"f": "(1-x)^2 + 10(y-x^2)^2", "start": "-1,1", "rate": "0.01", "steps": "80", "momentum": "0.9"},
    {"f": "x^2 + 20y^2", "start": "2,1", "others": "-2,1,1,-1", "rate": "0.04"},
    {"f": "log(1 + exp(x)) - x/3", "start": "3", "others": "-4", "rate": "0.9", "momentum": "0.5"},
    {"f": "x^4 - 3x^2 + x", "start": "2", "rate": "0.5"},
)


def numbers(text):
    return [float(part) for part in text.split(",") if part]


def expected(options, start, rate=None):
    """The iterates of a figure's options, as NumPy runs them."""
    names = ["x", "y"][: len(start)] if "w" not in options["f"] else ["w"]
    rate = float(options.get("rate", "0.1")) if rate is None else rate
    steps = int(options.get("steps", "30"))
    begin = dict(zip(names, start, strict=True))
    if "momentum" in options:
        trace = minimize(options["f"], begin, method="momentum", rate=rate, steps=steps, mu=float(options["momentum"]))
    else:
        trace = minimize(options["f"], begin, method="gradient descent", rate=rate, steps=steps)
    return np.array([[p[name] for name in names] for p in trace.points])


def same(there, here, steps):
    """The same points, as far as both go; a run ends early only where it is at rest or has left for good."""
    there = np.array([[np.nan if x is None else x for x in p] for p in there], dtype=float)
    both = min(len(there), len(here))
    known = np.isfinite(there[:both]).all(axis=1) & np.isfinite(here[:both]).all(axis=1)
    assert known[0]
    np.testing.assert_allclose(there[:both][known], here[:both][known], rtol=1e-9, atol=1e-9)
    if len(there) < steps + 1:
        assert not (np.abs(there[-1]) < 1e6).all()
    if len(here) < len(there):
        np.testing.assert_allclose(there[len(here) :], np.broadcast_to(here[-1], there[len(here) :].shape), atol=1e-6)


def walks(element):
    element.page.wait_for_function("e => e.querySelector('.handle')", arg=element.element_handle())
    return element.evaluate(WALKS)


def check_descent(element, options, rate=None):
    start = numbers(options["start"])
    others = np.reshape(numbers(options.get("others", "")), (-1, len(start))).tolist()
    found = walks(element)
    assert len(found) == 1 + len(others)
    for there, begin in zip(found, [start, *others], strict=True):
        same(there, expected(options, begin, rate), int(options.get("steps", "30")))


@pytest.mark.parametrize(("slug", "k", "figure"), CURVES, ids=[f"{slug}-{k}" for slug, k, _ in CURVES])
def test_a_lessons_descent_goes_elsewhere_than_numpys(visit, slug, k, figure):
    page = visit(f"/lessons/{slug}")
    element = page.locator(f"#figure-{k}")
    check_descent(element, figure.options)
    slider = element.get_by_role("slider", name="learning rate")
    slider.focus()
    page.keyboard.press("End")
    check_descent(element, figure.options, float(figure.options["max-rate"]))


@pytest.mark.parametrize("options", EMBEDDED, ids=lambda o: o["f"])
def test_an_embedded_descent_goes_elsewhere_than_numpys(visit, options):
    page = visit("/you")
    page.evaluate(
        """options => { const e = document.createElement('steepest-descent');
        for (const [name, value] of Object.entries(options)) e.setAttribute(name, value);
        document.querySelector('main').append(e); }""",
        options,
    )
    check_descent(page.locator("steepest-descent"), options)


def fitted(options, batch, seed):
    """The iterates of a figure about SGD, as NumPy runs them."""
    scene = Scene(int(options["points"]), float(options["noise"]), seed)
    settings = {"rate": float(options["rate"]), "batch": batch, "steps": int(options["steps"]), "seed": seed}
    trace = minimize(points.LOSS, points.START, scene.data, method="sgd", **settings)
    return np.array([[p["w"], p["b"]] for p in trace.points])


@pytest.mark.parametrize(("slug", "k", "figure"), FITS, ids=[f"{slug}-{k}" for slug, k, _ in FITS])
def test_the_lessons_sgd_goes_elsewhere_than_numpys_and_the_papers(visit, slug, k, figure):
    options = figure.options
    batch, seed, steps = int(options["batch"]), int(options["seed"]), int(options["steps"])
    page = visit(f"/lessons/{slug}")
    element = page.locator(f"#figure-{k}")
    (found,) = walks(element)
    assert len(found) == steps + 1
    same(found, fitted(options, batch, seed), steps)
    curve = picture("sgd", options).panels[1].marks[-4]
    same(found, np.array(curve.points), steps)

    slider = element.get_by_role("slider", name="batch size")
    slider.focus()
    for size in (batch + 1, batch + 2):
        page.keyboard.press("ArrowRight")
        same(walks(element)[0], fitted(options, size, seed), steps)
    field = element.get_by_label("seed", exact=True)
    with page.expect_response(lambda r: "/api/v1/points" in r.url):
        field.press("ArrowUp")
    other = fitted(options, batch + 2, seed + 1)
    page.wait_for_function(
        "([e, x]) => Math.abs(e.walks[0].points[1][0] - x) < 1e-9", arg=[element.element_handle(), other[1][0]]
    )
    same(walks(element)[0], other, steps)
    page.keyboard.press("End")


@pytest.mark.parametrize(
    ("text", "start", "rate"),
    [("(1-x)^2 + 10(y-x^2)^2", (-1, 1), 0.004), ("x^2 + 20y^2", (2, 1), 0.3), ("x^4 - 3x^2 + x", (2,), 0.02)],
)
def test_a_racer_goes_elsewhere_than_numpys(visit, text, start, rate):
    methods = ["gradient descent", "momentum", "nesterov", "rmsprop", "adam"]
    place = "&".join(f"{name}={value}" for name, value in zip("xy", start, strict=False))
    page = visit(f"/descend?text={text.replace('+', '%2B')}&{place}&rate={rate}&steps=60&m={','.join(methods)}")
    race = page.locator("steepest-race")
    race.locator("polyline").first.wait_for(state="attached")
    found = race.evaluate("e => e.walks")
    assert sorted(found) == sorted(methods)
    for method in methods:
        trace = minimize(text, dict(zip("xy", start, strict=False)), method=method, rate=rate, steps=60)
        here = np.array([[p[name] for name in "xy"[: len(start)]] for p in trace.points])
        same(found[method]["points"], here, 60)


def test_a_figure_makes_steps_of_its_own(visit):
    """With a row whose program stays where it is, nothing moves: no step is written in the page's script."""

    def still(route):
        row = route.fetch().json()
        row["update"]["code"] = [["load", row["update"]["inputs"].index("x")], ["out", 0]]
        route.fulfill(body=json.dumps(row), content_type="application/json")

    page = visit("/you")
    page.route("**/api/v1/optimizer*", still)
    page.goto(page.url.replace("/you", "/lessons/gradient-descent"))
    for name in ("descent", "sgd"):
        for element in page.locator(f"steepest-{name}").all():
            for points_seen in walks(element):
                assert len({tuple(p) for p in points_seen}) == 1
