"""Without script every page is whole: its pictures, its formulas; nothing sticks out, nothing asks for script."""

import re

import pytest

from steepest.course.lesson import load

LESSONS = [f"/lessons/{lesson.slug}" for lesson in load()]
ANSWERED = "/lessons/derivatives?answer.product-once=2x+sin(x)&answer.vanishing=0.3&prose.x=&answer.which-are-right=0"
WORKBENCH = (
    "/derive",
    "/derive?text=1/x&at=-2",
    "/derive?text=sigmoid(w*x%2Bb)&wrt=x&at=0.5&w=2&b=-1",
    "/derive?text=sum((X%20%40%20w%20-%20y)**2)&wrt=w&shapes=X:%20n%20d,%20y:%20n,%20w:%20d",
    "/derive?text=norm(T-U@V.T)^2&wrt=U&order=2&shapes=T:m%20n,U:m%20k,V:n%20k&view=vec&steps=differentials",
    "/derive?text=exp(-(2x^3%2B4x^2*sin(x)-cos(3x)*tanh(x)^2%2Bln(1%2Bx^2)*sqrt(x)))",
    "/derive?text=sigmod(x)",
)
DESCENTS = (
    "/descend",
    "/descend?text=x^2&rate=1.1",
    "/descend?text=ln(x)&m=adam&m=momentum&adam.rate=0.3",
    "/descend?text=x^2%2By^2&m=",
    "/descend?text=x^2%2B",
)
PAGES = ("/", *DESCENTS, "/table", "/you", "/ask?q=derivative+of+tanh(x)", ANSWERED, *WORKBENCH, *LESSONS)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_without_script_is_broken(visit, path, width, scheme):
    page = visit(path, width=width, scheme=scheme, script=False)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("img").evaluate_all("all => all.filter(e => !e.naturalWidth).map(e => e.currentSrc)") == []
    assert not re.search("needs? (java)?script", page.locator("main").inner_text().lower())
    bare = page.locator(".math:not(:has(math))").evaluate_all("all => all.map(e => e.outerHTML)")
    assert bare == [], "a formula is set in MathML"


@pytest.mark.parametrize("path", ["/", *WORKBENCH[:3]])
def test_a_live_figure_has_a_still_picture(visit, path):
    page = visit(path, script=False)
    assert page.locator("steepest-tangent figure :is(svg, img)").first.is_visible()
    assert page.locator("steepest-tangent figcaption").first.is_visible()


@pytest.mark.parametrize("path", DESCENTS[:4])
def test_the_race_has_a_still_picture(visit, path):
    page = visit(path, script=False)
    assert page.locator("steepest-race figure img").is_visible()
    page.get_by_label("learning rate").fill("0.05")
    page.get_by_role("button", name="Descend").click()
    assert "rate=0.05" in page.locator("steepest-race img").get_attribute("src")


def test_the_point_and_the_letters_of_the_graph_are_in_the_address(visit):
    page = visit("/derive?text=sigmoid(w*x%2Bb)&wrt=x", script=False)
    page.get_by_label("x =", exact=True).fill("0.5")
    page.get_by_label("w =", exact=True).fill("−2")
    page.get_by_role("button", name="Draw").click()
    assert "at=0.5" in page.url
    source = page.locator("steepest-tangent img").evaluate("e => e.currentSrc")
    assert "at=0.5" in source
    assert "value-w=-2" in source


def test_with_script_no_picture_is_asked_for_that_nobody_sees(visit):
    asked = []
    page = visit("/")
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page.url + "derive?text=1/x")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/pictures/" in url]


def test_every_row_of_the_table_is_drawn_with_script_and_without(visit):
    for script in (True, False):
        page = visit("/table", script=script)
        assert page.locator(".table-rows .spark svg path").count() > 30


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("path", LESSONS[:4])
def test_a_line_begins_with_a_full_stop(visit, path, script):
    page = visit(path, width=390, script=script)
    for width in (360, 390, 420, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        alone = page.evaluate(LONELY)
        assert alone == [], width


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("path", ["/", "/table", "/derive", "/descend", LESSONS[0], LESSONS[1]])
def test_a_printed_page_is_dark_or_full_of_buttons(visit, path, script):
    page = visit(path, scheme="dark", script=script)
    page.wait_for_timeout(300)
    page.emulate_media(media="print", color_scheme="dark")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
    ink = page.evaluate("getComputedStyle(document.querySelector('main h1')).color")
    assert sum(int(part) for part in re.findall(r"\d+", ink)[:3]) < 200, "dark ink on white paper"
    shown = page.locator("main :is(button, summary, input[type=range])").evaluate_all(
        "all => all.filter(e => e.getClientRects().length && !e.closest('details[open]')).map(e => e.outerHTML)"
    )
    assert shown == []


LONELY = """() => [...document.querySelectorAll('.math:not(.display)')].flatMap((formula) => {
  const text = formula.nextSibling;
  const found = text instanceof Text ? /^[.,;:!?)]/.exec(text.data) : null;
  if (!found) return [];
  const range = document.createRange();
  range.setStart(text, found[0].length - 1);
  range.setEnd(text, found[0].length);
  const sign = range.getBoundingClientRect();
  const boxes = formula.getClientRects();
  const below = boxes.length && sign.height && sign.top >= boxes[boxes.length - 1].bottom - 2;
  return below ? [formula.textContent + found[0]] : [];
})"""
