"""Figures in a real browser: what pointer and keys do, what the address keeps, and that the words are true."""

import re

import pytest

EMBED = """([name, options]) => { const e = document.createElement(name);
    for (const [key, value] of Object.entries(options)) e.setAttribute(key, value);
    document.querySelector('main').append(e); }"""


def embedded(page, name, **options):
    """A figure of its own on a page without others."""
    page.evaluate(EMBED, [name, {key.replace("_", "-"): str(value) for key, value in options.items()}])
    found = page.locator(name).last
    found.locator("svg").first.wait_for()
    return found


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def spread(plot):
    """The numbers along the axis that goes across."""
    return [float(t.replace("−", "-")) for t in plot.locator('text.halo[text-anchor="middle"]').all_text_contents()]


ZOOMED = (
    ("/derive?text=x^2", "steepest-tangent", "Point of the tangent", ""),
    ("/descend?text=x^2%2By^2", "steepest-race", "Where everyone starts", ""),
    ("/lessons/gradient-descent", "#figure-1", "Where the descent starts", "figure-1."),
    ("/lessons/partial-derivatives-and-gradient", "#figure-2", "Point (w, b)", "figure-2."),
)


@pytest.mark.parametrize(("path", "which", "handle", "prefix"), ZOOMED, ids=[row[1] for row in ZOOMED])
def test_the_zoom_buttons_are_pressed_by_pointer_and_the_view_is_kept(visit, kept, path, which, handle, prefix):
    page = visit(path)
    figure = page.locator(which)
    figure.scroll_into_view_if_needed()
    before, point = max(spread(figure)), figure.get_by_role("slider", name=handle).get_attribute("aria-valuetext")
    for name in ("Zoom in", "Zoom out", "Show the first view"):
        button = figure.get_by_role("button", name=name)
        assert page.evaluate("([x, y]) => document.elementFromPoint(x, y).closest('button') !== null", middle(button))
    page.mouse.click(*middle(figure.get_by_role("button", name="Zoom in")))
    near = max(spread(figure))
    assert near < before
    assert figure.get_by_role("slider", name=handle).get_attribute("aria-valuetext") == point
    page.goto(kept(page, f"{prefix}view="))
    page.wait_for_load_state("networkidle")
    figure.scroll_into_view_if_needed()
    assert max(spread(figure)) == near
    page.mouse.click(*middle(figure.get_by_role("button", name="Show the first view")))
    assert max(spread(figure)) == before
    kept(page, lacks=[f"{prefix}view="])


def test_the_numbers_of_a_map_stand_where_its_points_do(visit):
    page = visit("/lessons/partial-derivatives-and-gradient?figure-2.x=1&figure-2.y=1")
    figure = page.locator("#figure-2")
    thumb = middle(figure.locator(".handle .thumb"))
    up = middle(figure.locator('text.halo[text-anchor="end"]', has_text=re.compile(r"^1$")))
    across = middle(figure.locator('text.halo[text-anchor="middle"]', has_text=re.compile(r"^1$")))
    assert abs(thumb[1] - up[1]) < 3
    assert abs(thumb[0] - across[0]) < 3
    assert figure.locator("text.name").all_text_contents() == ["w", "b"]
    tip, plot = figure.locator("polygon.head.gradient").last.bounding_box(), figure.locator(".plot").bounding_box()
    assert plot["x"] + plot["width"] > tip["x"] + tip["width"]


def test_a_tangents_reset_comes_back_from_everything(visit, kept):
    page = visit("/")
    figure = page.locator("steepest-tangent")

    def shown():
        return figure.locator(".controls").all_inner_texts(), figure.locator("path.curve").first.get_attribute("d")

    fresh = shown()
    figure.get_by_label("x, typed").fill("2.75")
    figure.get_by_label("b, typed").fill("-0.5")
    figure.get_by_role("slider", name="Point of the tangent").press("ArrowRight")
    figure.get_by_label("show f′").uncheck()
    kept(page, "hero.x=2.75", "hero.b=-0.5", "hero.at=0.6", "hero.slope=off")
    page.reload()
    page.wait_for_load_state("networkidle")
    assert figure.get_by_label("x, typed").input_value() == "2.75"
    assert not figure.get_by_label("show f′").is_checked()
    figure.get_by_role("button", name="Reset").click()
    assert figure.get_by_label("x, typed").input_value() == "2"
    assert figure.get_by_label("show f′").is_checked()
    assert shown() == fresh
    kept(page, lacks=["hero"])


def test_the_two_figures_of_the_workbench_show_one_point(visit, kept):
    page = visit("/derive?text=x^2 y")
    tangent, graph = page.locator("steepest-tangent"), page.locator("steepest-graph")
    graph.get_by_role("textbox", name="x", exact=True).fill("1.3")
    assert tangent.get_by_role("slider", name="Point").get_attribute("aria-valuenow") == "1.3"
    graph.get_by_role("textbox", name="y", exact=True).fill("2")
    assert tangent.get_by_label("y, typed").input_value() == "2"
    tangent.get_by_role("slider", name="Point").press("ArrowRight")
    assert graph.get_by_role("textbox", name="x", exact=True).input_value() == "1.5"
    page.goto(kept(page, "at=1.5", "y=2"))
    page.wait_for_load_state("networkidle")
    assert tangent.get_by_role("slider", name="Point").get_attribute("aria-valuenow") == "1.5"
    assert graph.get_by_role("textbox", name="x", exact=True).input_value() == "1.5"
    assert graph.get_by_role("textbox", name="y", exact=True).input_value() == "2"


def test_a_number_that_cannot_be_taken_stays_and_the_field_says_why(visit):
    page = visit("/lessons/partial-derivatives-and-gradient")
    field = page.locator("#figure-1").get_by_role("textbox", name="x", exact=True)
    handle = page.locator("#figure-1").get_by_role("slider")
    told = handle.get_attribute("aria-valuetext")
    for typed, reason in (("1e9", "from −2 to 2"), ("abc", "not a number")):
        field.fill(typed)
        field.blur()
        assert field.input_value() == typed
        assert field.get_attribute("aria-invalid") == "true"
        assert page.locator(f"#{field.get_attribute('aria-describedby')}").inner_text() == reason
        assert handle.get_attribute("aria-valuetext") == told
    field.fill("0.12345")
    field.blur()
    assert field.input_value() == "0.12345"
    assert field.get_attribute("aria-invalid") is None
    assert "0.123" in handle.get_attribute("aria-valuetext")
    field.fill("")
    field.blur()
    assert field.input_value() == "0.12345"


@pytest.mark.parametrize(
    "path",
    [
        "/?hero.w=1e300&hero.at=1e300",
        "/derive?text=1e308*x",
        "/derive?text=x^2&at=1e300&view=0,1e300,nan,3",
        "/derive?text=exp(exp(x))&at=5",
        "/lessons/gradient-descent?figure-1.w=1e300&figure-1.rate=1e300&figure-2.x=900",
        "/descend?text=x^2&x=99999&rate=100",
        "/descend?text=1e300*x^2%2By",
    ],
)
def test_no_number_is_too_large_to_be_drawn(visit, path):
    """`visit` fails where the console has an error, as for a length that is NaN."""
    page = visit(path)
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


SECANTS = (
    ("x^2", 1, 1, r"^\(f\(2\) − f\(1\)\) / 1 = 3$"),
    ("x^2", 1, 0.009, r"can hardly be told apart, but the secant’s slope is 2\.009, not 2:"),
    ("x^2", 1, 1e-6, r"slope is 2\.000001, not 2:"),
    ("x^2", 1000, 1, r"^\(f\(1001\) − f\(1000\)\) / 1 = 2001$"),
    ("3x + 1", 1, 1, r"have one slope"),
)


def test_a_secant_is_never_called_the_derivative(visit):
    page = visit("/you")
    for f, at, h, words in SECANTS:
        said = embedded(page, "steepest-secant", f=f, at=at, h=h, window="-1,3,-1,6").locator(".said")
        assert re.search(words, said.inner_text()), (f, at, h, said.inner_text())


WALKS = (
    ("w^2", 0.1, "Converged near 0"),
    ("w^2", 0.002, "Still on its way"),
    ("w^2", 0.9, "and arrives"),
    ("w^2", 1, "for ever"),
    ("w^2", 1.001, "Diverged"),
    ("w^2", 1.5, "Diverged"),
    ("-w^2", 0.1, "falls without end"),
)


def test_arriving_swinging_and_diverging_are_told_apart_and_a_walk_that_leaves_is_seen(visit):
    page = visit("/you")
    for f, rate, words in WALKS:
        options = {"f": f, "rate": rate, "start": 1, "steps": 30 if rate == 0.1 else 12, "window": "-1.6,1.6,-0.2,2.4"}
        figure = embedded(page, "steepest-descent", **options)
        assert words in figure.locator(".said").inner_text(), (f, rate)
        assert figure.get_by_label("learning rate, typed").input_value() == str(rate)
    far = page.locator("steepest-descent").nth(5)  # at the rate 1.5
    assert far.locator("polygon.head").count() >= 4
    assert max(spread(far)) > 5
    for _ in range(11):
        far.get_by_role("button", name="Back").click()
    assert max(spread(far)) < 2.5  # the window grows with the walk


def test_a_path_without_noise_is_called_smooth_only_where_it_is(visit):
    page = visit("/you")
    options = {"steps": 60, "seed": 1, "noise": 0.5, "points": 32}
    told = ((32, 0.1, "smooth"), (32, 0.6, "zigzags"), (32, 3, "further each time"), (4, 0.1, "on average"))
    for batch, rate, words in told:
        figure = embedded(page, "steepest-sgd", batch=batch, rate=rate, **options)
        figure.locator(".handle").first.wait_for()
        assert words in figure.locator(".said").inner_text(), (batch, rate, figure.locator(".said").inner_text())


BEHIND = """figure => {
    const inside = (p, r) => p.x > r.x + 1 && p.x < r.x + r.width - 1 && p.y > r.y + 1 && p.y < r.y + r.height - 1;
    const boxes = [...figure.querySelectorAll('.node')].map(node => {
        const m = node.transform.baseVal.consolidate().matrix, r = node.querySelector('rect');
        return {x: m.e, y: m.f, width: r.width.baseVal.value, height: r.height.baseVal.value};
    });
    let found = 0;
    for (const edge of figure.querySelectorAll('path.edge')) {
        const length = edge.getTotalLength();
        for (let k = 0; k <= 60; k++) {
            const point = edge.getPointAtLength(length * k / 60);
            if (boxes.some(box => inside(point, box))) found++;
        }
    }
    return [found, boxes.length, figure.querySelectorAll('.edge-head').length];
}"""
GRAPHS = (
    *("sin(x)cos(x)+x", "x^2*y+y^3", "exp(x)/(exp(x)+exp(y))"),
    *("(sigmoid(w x + b) - y)^2 + w^2 x + b", "x^x^x + x*sin(x^2+x) + 1/x"),
)


@pytest.mark.parametrize("width", [1280, 390])
def test_no_line_of_a_computation_graph_runs_behind_a_box(visit, width):
    page = visit("/you", width=width)
    for f in GRAPHS:
        figure = embedded(page, "steepest-graph", f=f)
        found, boxes, heads = figure.evaluate(BEHIND)
        assert (found, boxes > 3, heads > 2) == (0, True, True), f
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
