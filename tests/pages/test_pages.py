"""The front page, the table, your data and the frame of a lesson in a real browser."""

import urllib.error
import urllib.request

import pytest

from steepest.course.lesson import load
from steepest.web.pages.lessons import headings

LESSONS = load()
CUT = """() => [...document.querySelectorAll('.row-body .math')]
    .filter(e => e.scrollWidth > e.clientWidth + 6).map(e => e.dataset.tex)"""
AT = """fetch('/lessons/gradient-descent/place',
    {method: 'POST', body: new URLSearchParams({section: 'why-it-matters'})})"""


def test_the_front_page_opens_what_it_shows_and_follows_what_is_typed(visit):
    page = visit("/")
    shown = page.locator(".hero-formula .math").get_attribute("data-tex")
    assert "partial w" in shown
    assert page.get_by_role("slider", name="Point of the tangent").get_attribute("aria-valuetext").startswith("w = ")
    page.get_by_role("button", name="Derive").click()
    page.locator(".result .math").first.wait_for()
    assert page.locator(".result .math").first.get_attribute("data-tex") == shown
    page.go_back()
    page.wait_for_load_state("networkidle")
    page.locator("#text").fill("cos(5x)")
    page.locator('.hero-formula .math[data-tex*="5 x"]').wait_for()
    assert page.locator(".hero .proof").count() == 1
    page.locator("#text").fill("cos(")
    page.locator("#hero-reading .problem").wait_for()
    assert page.locator(".hero-formula, .hero .proof").count() == 0
    page.locator("#text").fill("x^2 + c")
    page.keyboard.press("Enter")
    page.wait_for_url("**/derive**")
    assert "wrt" not in page.url


def test_a_formula_that_is_cut_shows_that_it_goes_on(visit):
    page = visit("/derive?text=sqrt(x^2%2B2x%2B3x^3%2B4x^4%2B5x^5%2B6x^6%2B7x^7)", width=390, height=844)
    cut = page.locator(".result .math.more").first
    cut.wait_for()
    cut.evaluate("e => { e.scrollLeft = e.scrollWidth; }")
    page.wait_for_function("() => !document.querySelector('.result .math.display.more')")
    page = visit("/", width=390, height=844)
    assert page.locator(".hero-formula .more").count() == 0


def test_a_row_of_the_table_is_whole_on_a_phone_and_its_card_leads_to_the_steps(visit):
    page = visit("/table", width=390, height=844)
    cut = page.evaluate(CUT)
    assert cut == []
    card = page.locator(".table-rows li", has=page.locator('a[href*="tanh"]'))
    card.scroll_into_view_if_needed()
    box = card.bounding_box()
    page.mouse.click(box["x"] + box["width"] - 20, box["y"] + box["height"] / 2)
    page.wait_for_url("**/derive**tanh**")
    page.go_back()
    card.get_by_role("link", name="lesson").click()
    page.wait_for_url("**/lessons/**")


def test_a_lessons_contents_are_there_on_a_phone_with_the_small_headings_and_the_lesson_before(visit):
    lesson = next(one for one in LESSONS if one.slug == "derivatives")
    page = visit(f"/lessons/{lesson.slug}", width=390, height=844)
    page.get_by_text("Contents", exact=True).click()
    wanted = [h.slug for section in lesson.sections for h in headings(section)]
    assert "the-chain-rule-slowly" in wanted
    for slug in wanted:
        page.locator(f'.narrow-contents a[href="#{slug}"]').click()
        assert page.locator(f"h3#{slug}").is_visible()
    assert page.get_by_role("link", name="Before: Why calculus matters").count() == 1
    graph = page.locator("steepest-graph .node .title").all_text_contents()
    assert [t for t in graph if t.startswith(("z =", "p =", "L ="))] == ["z = m + b", "p = σ(z)", "L = e²"]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_every_place_in_a_lesson_has_a_name_of_its_own(lesson):
    inside = [h.slug for section in lesson.sections for h in headings(section)]
    names = [*inside, *(section.slug for section in lesson.sections)]
    assert len(names) == len(set(names))
    assert all(names[:-1] or [True])


def test_a_question_is_called_by_its_prompt(visit):
    page = visit("/lessons/derivatives")
    group = page.locator("#q-power-and-sum")
    assert page.locator(f"#{group.get_attribute('aria-labelledby')}").inner_text().strip()
    field = group.get_by_label("Your answer")
    assert field.get_attribute("aria-describedby") == group.get_attribute("aria-labelledby")


def test_the_ask_box_says_what_it_is_about(visit):
    for path, about in (
        ("/ask", "calculus for machine learning"),
        ("/lessons/derivatives", "this module"),
        ("/lessons/study-guide", "this page"),
    ):
        page = visit(path, script=False)
        assert page.get_by_label(f"Ask questions about {about}").is_visible()
    assert page.get_by_role("link", name="This page as PDF").count() == 1


def test_what_is_not_to_be_read_says_so_in_words(address):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{address}/you/forget")
    assert refused.value.code == 405
    assert "it is not a page" in refused.value.read().decode()


def test_the_front_page_says_where_one_was(visit):
    page = visit("/")
    page.evaluate(AT)
    page.reload()
    assert page.locator("#onward-where").inner_text() == "Gradient descent: Why it matters"
    page.get_by_role("link", name="Go on where you were").click()
    page.wait_for_url("**/lessons/gradient-descent#why-it-matters")


def test_a_long_function_in_a_lesson_does_not_push_it_sideways(visit):
    page = visit("/lessons/derivatives", width=390, height=844)
    long = "exp(-(2x^3+4x^2*sin(x)-cos(3x)*tanh(x)^2+ln(1+x^2)*sqrt(x)))"
    box = page.locator("#q-power-and-sum")
    box.get_by_label("Your answer").fill(long)
    box.locator(".preview .katex").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    field = page.get_by_label("Ask questions about this module")
    field.fill("derivative of " + "sin(" * 30 + "x" + ")" * 30)
    field.press("Enter")
    page.locator(".reply").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
