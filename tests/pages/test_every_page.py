"""What every page keeps: no barrier that axe can find, no sideways scroll, no error, nothing from elsewhere."""

import gzip
import re
import urllib.error
import urllib.request

import pytest

from steepest.course.lesson import load

WORKBENCH = (
    "/derive",
    "/derive?text=sum((X%20%40%20w%20-%20y)**2)&wrt=w&shapes=X:%20n%20d,%20y:%20n,%20w:%20d",
    "/derive?text=norm(T-U@V.T)^2&wrt=U&order=2&shapes=T:m%20n,U:m%20k,V:n%20k&view=vec&steps=differentials",
    "/derive?text=softmax(Q@K.T/sqrt(d),axis=1)@V&wrt=Q&shapes=Q:n%20d,K:m%20d,V:m%20p",
    "/derive?text=logdet(A)&wrt=A&shapes=A:n%20n&assume=A:posdef&view=free%20entries&stable=off",
    "/derive?text=sum((X@w-y)^2)&wrt=w,X&shapes=X:n%20d,w:d,y:n&view=compressed",
    "/derive?text=sigmod(x)",
)
PAGES = (
    *WORKBENCH,
    "/derive?text=exp(-(2x^3%2B4x^2*sin(x)-cos(3x)*tanh(x)^2%2Bln(1%2Bx^2)*sqrt(x)))",
    "/derive?text=1e308*x",
    "/derive?text=x^2%20y&wrt=x,y&order=2",
    "/",
    "/table",
    "/descend",
    "/descend?text=x^2&rate=1.1",
    "/you",
    "/nowhere",
    *(f"/lessons/{lesson.slug}" for lesson in load()),
)
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
SHIFTED = """() => new Promise(done => {
    new PerformanceObserver(list => done(
        list.getEntries().reduce((sum, one) => sum + (one.hadRecentInput ? 0 : one.value), 0)))
        .observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(0), 100);
})"""  # how much has jumped since the page was opened


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", [path for path in PAGES if path != "/nowhere"])
def test_axe_finds_nothing_nothing_sticks_out_and_nothing_jumps(visit, path, width):
    """In one theme everything, then in the other, into which the same page is taken, the rules that look at colours."""
    from axe_playwright_python.sync_playwright import Axe

    schemes = ("light", "dark") if width == 390 else ("dark", "light")
    page = visit(path, width=width, scheme=schemes[0])
    page.wait_for_timeout(300)
    assert page.evaluate(SHIFTED) < 0.07
    for scheme, rules in zip(
        schemes, ({"type": "tag", "values": TAGS}, {"type": "rule", "values": COLOURS}), strict=True
    ):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(100)
        found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response["violations"]
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == [], scheme
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("path", WORKBENCH)
def test_the_page_is_complete_without_script(visit, path):
    page = visit(path, script=False)
    assert page.locator("main h1").is_visible()
    page.locator("#text").fill("cos(5x)")
    page.get_by_role("button", name="Derive").click()
    assert re.search("sin|cos", page.locator(".result").inner_text())  # of the first order, or of the second


@pytest.mark.parametrize("path", PAGES)
def test_the_first_load_is_light(address, path):
    """At most 450 KB over the wire for the page, its script, its style, and the fonts it may show at once."""

    def size(where):
        request = urllib.request.Request(address + where, headers={"accept-encoding": "gzip"})
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.read()
        except urllib.error.HTTPError as problem:
            return problem.read()

    raw = size(path)
    text = gzip.decompress(raw).decode() if raw[:2] == b"\x1f\x8b" else raw.decode()
    linked = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', text))
    total = len(raw) + sum(len(size(where)) for where in linked)
    katex_fonts = 110_000  # Main, Math, Size1 to Size4: the ones a page of formulas shows
    if "KaTeX_Main-Regular" in text:
        katex_fonts -= 43_000  # Main and Math are linked, and counted already
    assert total + katex_fonts < 450_000


def test_the_headers_are_strict(address):
    with urllib.request.urlopen(address + "/derive") as answer:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe-eval" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
