"""Lessons in a real browser: every question by hand, with script and without; progress; a lesson's figures by keys."""

from urllib.request import Request, urlopen

import pytest

from steepest.course import reckon
from steepest.course.grade import vary
from steepest.course.kinds.table import KINDS
from steepest.course.lesson import load

CORE = [lesson for lesson in load() if lesson.path == "core"]
QUESTIONS = {q.kind: q for lesson in CORE for q in lesson.questions}  # one of each kind
PREDICTIONS = [q for lesson in CORE for q in lesson.questions if q.kind == "predict"]


@pytest.fixture(autouse=True)
def nothing_kept(address):
    """Each test begins as a first visit."""
    urlopen(Request(f"{address}/you/forget", data=b"", method="POST"), timeout=10).close()


def right(question):
    """A right answer to the first variant, found by trying what the page offers."""
    item = vary(question, 0)
    row = KINDS[question.kind]
    shown = row.shown(item)
    if question.kind == "choice":
        return next(o["value"] for o in shown["options"] if row.grade(item, o["value"]).kind == "correct")
    if question.kind == "several":
        parts = row.grade(item, [0]).parts
        return [k for k, part in enumerate(parts) if part.right == (k == 0)]
    return None


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_choice_is_answered(visit, script):
    question = QUESTIONS["choice"]
    page = visit(f"/lessons/{question.lesson}", script=script)
    box = page.locator(f"#q-{question.slug}")
    box.locator(f'input[value="{right(question)}"][name=answer]').check()
    box.get_by_role("button", name="Check", exact=True).click()
    page.locator(f"#q-{question.slug} .verdict.correct").wait_for()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_an_expression_is_graded_by_its_value(visit, script):
    question = next(q for lesson in CORE for q in lesson.questions if q.slug == "power-and-sum")
    page = visit(f"/lessons/{question.lesson}", script=script)
    box = page.locator(f"#q-{question.slug}")
    field = box.get_by_label("Your answer")
    field.fill("sigmod(")
    box.get_by_role("button", name="Check", exact=True).click()
    page.locator(f"#q-{question.slug} .verdict.unreadable").wait_for()
    box.get_by_label("Your answer").fill("x*8x^2 - 4 - 2")
    box.get_by_role("button", name="Check", exact=True).click()
    page.locator(f"#q-{question.slug} .verdict.correct").wait_for()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_steps_are_put_in_order(visit, script):
    question = QUESTIONS["order"]
    count = len(question.body["steps"])
    page = visit(f"/lessons/{question.lesson}", script=script)
    box = page.locator(f"#q-{question.slug}")
    if script:
        for k in range(count):
            for _ in range(count):
                item = box.locator(f'li:has(select[name="place-{k}"])')
                place = item.evaluate("e => [...e.parentElement.children].indexOf(e)")
                if place == k:
                    break
                item.get_by_role("button", name="Move up").click()
    else:
        for k in range(count):
            box.locator(f'select[name="place-{k}"]').select_option(str(k + 1))
    box.get_by_role("button", name="Check", exact=True).click()
    page.locator(f"#q-{question.slug} .verdict.correct").wait_for()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_prediction_is_marked_and_revealed(visit, script):
    question = QUESTIONS["predict"]
    page = visit(f"/lessons/{question.lesson}", script=script)
    box = page.locator(f"#q-{question.slug}")
    if script:
        handle = box.get_by_role("slider")
        handle.focus()
        page.keyboard.press("End")
        assert float(box.locator("input[name=answer]").input_value()) == pytest.approx(question.body["range"][1])
    else:
        box.locator("input[name=answer]").fill("1")
    box.get_by_role("button", name="Compare").click()
    page.locator(f"#q-{question.slug} .verdict p, #q-{question.slug} .verdict .sentence").first.wait_for()


@pytest.mark.parametrize("question", PREDICTIONS, ids=lambda q: q.slug)
def test_a_prediction_is_not_compared_on_its_figure(visit, question):
    page = visit(f"/lessons/{question.lesson}")
    box = page.locator(f"#q-{question.slug}")
    handle = box.get_by_role("slider")
    assert handle.get_attribute("aria-valuetext") == "nothing marked yet"
    assert box.locator("svg .line.update").count() == 0, "a mark is shown before anybody touched the figure"
    box.get_by_role("button", name="Compare").click()
    page.locator(f"#q-{question.slug} .verdict.unreadable").wait_for()
    assert "Nothing is marked yet" in box.locator(".verdict").inner_text()
    low, high = question.body["range"]
    wrong = low + 0.9 * (high - low)
    box.locator("input[name=answer]").fill(str(wrong))
    assert box.locator("svg .line.update").count() > 0
    assert box.get_by_text("off by").count() == 0
    box.get_by_role("button", name="Compare").click()
    box.get_by_text("off by").wait_for()
    truth = reckon.value(str(question.body["answer"]))
    unit = "°" if question.body.get("unit") else "here:"
    assert box.locator("svg text.value").filter(has_text=unit).count() == 1, truth
    page.reload()
    page.locator(f"#q-{question.slug}").get_by_text("off by").wait_for()


def test_an_arrow_is_turned_with_the_mouse_and_with_keys(visit):
    question = next(q for q in PREDICTIONS if q.body.get("mark") == "arrow")
    page = visit(f"/lessons/{question.lesson}")
    box = page.locator(f"#q-{question.slug}")
    picture = box.locator(".plot svg")
    picture.scroll_into_view_if_needed()
    area = picture.bounding_box()
    start = box.get_by_role("slider").bounding_box()
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    page.mouse.click(x, y - 0.3 * area["height"])
    assert float(box.locator("input[name=answer]").input_value()) == pytest.approx(90, abs=2)
    page.keyboard.press("ArrowRight")
    assert float(box.locator("input[name=answer]").input_value()) < 90


def test_a_rate_that_is_marked_draws_its_steps_at_once(visit):
    question = next(q for q in PREDICTIONS if q.body.get("mark") == "rate")
    page = visit(f"/lessons/{question.lesson}")
    box = page.locator(f"#q-{question.slug}")
    field = box.locator("input[name=answer]")
    field.fill("0.5")
    there_at_once = box.locator("svg").first.locator(".line.update").first.get_attribute("x2")
    field.fill("0.25")
    assert box.locator("svg").first.locator(".line.update").first.get_attribute("x2") != there_at_once


def test_the_counter_moves_and_what_was_done_stands_there_again(visit):
    question = next(q for q in CORE[1].questions if q.slug == "power-and-sum")
    page = visit(f"/lessons/{question.lesson}")
    box = page.locator(f"#q-{question.slug}")
    assert page.locator("#done").inner_text() == "0"
    box.get_by_label("Your answer").fill("8x^3 - 6")
    page.keyboard.press("Enter")
    page.locator(f"#q-{question.slug} .verdict.correct").wait_for()
    assert page.locator("#done").inner_text() == "1"
    blank = page.locator("#q-chain-two-blanks-2")
    blank.get_by_label("Your answer").fill("2x")
    page.keyboard.press("Enter")
    page.locator("#q-chain-two-blanks-2 .state.right").wait_for()
    assert page.locator("#done").inner_text() == "1", "a blank of an example is no question"
    page.reload()
    page.locator(f"#q-{question.slug} .verdict.correct").wait_for()
    assert box.get_by_label("Your answer").input_value() == "8x^3 - 6"
    assert box.locator(".state").inner_text() == "✓ right"
    assert page.locator("#done").inner_text() == "1"


def test_after_a_wrong_answer_the_field_has_the_focus(visit):
    page = visit("/lessons/derivatives")
    page.locator("#q-power-and-sum").get_by_label("Your answer").fill("8x^3")
    page.keyboard.press("Enter")
    page.locator("#q-power-and-sum .verdict.mistaken, #q-power-and-sum .verdict.wrong").wait_for()
    assert page.evaluate("document.activeElement.name") == "answer"


@pytest.mark.parametrize("lesson", CORE, ids=lambda lesson: lesson.slug)
def test_the_refresher_is_more_than_a_click_away(visit, lesson):
    page = visit(f"/lessons/{lesson.slug}", script=False)
    for slug in ("refresher", "study-guide"):
        assert page.locator(f'.contents a[href="/lessons/{slug}"]').count() == 1


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_an_explanation_goes_from_prose_to_claims_to_a_number(visit, script):
    question = QUESTIONS["explanation"]
    page = visit(f"/lessons/{question.lesson}", script=script)
    box = page.locator(f"#q-{question.slug}")
    box.get_by_label("In your own words").fill("It tells in which direction the loss falls and how fast.")
    box.get_by_role("button", name="Go on").click()
    box.locator(".claims").wait_for()
    for k in range(len(question.body["claims"])):
        box.locator(f'input[name="claim-{k}"][value="true"]').check(force=True)
    box.get_by_role("button", name="Go on").click()
    box.locator("input[name=then]").wait_for()
    box.locator("input[name=then]").fill("1")
    box.get_by_role("button", name="Go on").click()
    box.locator(".verdict .parts").wait_for()
    assert "In your own words" in box.inner_text()


def test_without_script_answers_stand_beside_each_other_at_the_lessons_address(visit):
    """Post, redirect, get: a second answer loses nothing; what was reached can be reloaded, kept, gone back from."""
    kinds = {q.kind: q for q in CORE[1].questions}
    first, second, third = (kinds[kind] for kind in ("choice", "several", "order"))
    assert first.lesson == second.lesson == third.lesson
    page = visit(f"/lessons/{first.lesson}", script=False)

    def verdict(question):
        return page.locator(f"#q-{question.slug} .verdict").get_attribute("class")

    def check(question):
        with page.expect_navigation():  # there and back
            page.locator(f"#q-{question.slug}").get_by_role("button", name="Check", exact=True).click()

    page.locator(f'#q-{first.slug} input[name=answer][value="{right(first)}"]').check()
    check(first)
    assert f"/lessons/{first.lesson}?answer.{first.slug}=" in page.url
    for k in right(second):
        page.locator(f'#q-{second.slug} input[name=answer][value="{k}"]').check()
    check(second)
    places = [str(k) for k in range(len(third.body["steps"]), 0, -1)]
    for k, place in enumerate(places):
        page.locator(f'#q-{third.slug} select[name="place-{k}"]').select_option(place)
    check(third)
    page.reload()
    assert [verdict(q) for q in (first, second, third)] == ["verdict correct", "verdict correct", "verdict wrong"]
    assert page.locator(f"#q-{first.slug} input:checked").get_attribute("value") == str(right(first))
    shown = page.locator(f"#q-{third.slug} select").evaluate_all("all => all.map(e => e.value)")
    assert shown == sorted(places), "the steps stand in the order in which they were put"
    page.go_back()
    assert [verdict(q) for q in (first, second, third)] == ["verdict correct", "verdict correct", "verdict"]


def test_without_script_an_order_has_one_number_a_step(visit):
    question = QUESTIONS["order"]
    page = visit(f"/lessons/{question.lesson}", script=False)
    assert page.locator(f"#q-{question.slug} .order-list").evaluate("e => getComputedStyle(e).listStyleType") == "none"


def test_other_numbers_are_the_same_question(visit):
    question = next(q for q in CORE[1].questions if q.given)
    page = visit(f"/lessons/{question.lesson}")
    box = page.locator(f"#q-{question.slug}")
    before = box.locator(".prompt").inner_text()
    box.get_by_role("button", name="Other numbers").click()
    page.wait_for_function(
        "([slug, text]) => document.querySelector(`#q-${slug} .prompt`).innerText !== text", arg=[question.slug, before]
    )


def test_what_was_done_is_kept_and_can_be_deleted(visit):
    question = QUESTIONS["choice"]
    page = visit(f"/lessons/{question.lesson}")
    box = page.locator(f"#q-{question.slug}")
    box.locator(f'input[value="{right(question)}"][name=answer]').check()
    box.get_by_role("button", name="Check", exact=True).click()
    page.locator(f"#q-{question.slug} .verdict.correct").wait_for()
    page.goto(page.url.rsplit("/lessons", 1)[0] + "/you")
    assert "0 right" not in page.locator("main").inner_text()
    page.get_by_role("button", name="Delete everything").click()  # asked once more; nothing is gone yet
    page.get_by_role("link", name="Keep it").click()
    assert "0 right" not in page.locator("main").inner_text()
    page.get_by_role("button", name="Delete everything").click()
    page.get_by_role("button", name="Yes, delete everything").click()
    assert "0 questions tried" in page.locator("main").inner_text()
    assert "has been deleted" in page.get_by_role("status").first.inner_text()


@pytest.mark.parametrize("lesson", CORE, ids=lambda lesson: lesson.slug)
def test_only_the_list_of_what_one_needs_is_boxed(visit, lesson):
    page = visit(f"/lessons/{lesson.slug}", script=False)
    boxed = page.locator("#the-20-you-need-to-know > .boxed")
    assert page.locator(".boxed").count() == boxed.count() == 1
    assert boxed.locator("ol > li").count() >= 3
    assert boxed.locator("form, figure, h2, .example").count() == 0


@pytest.mark.parametrize("lesson", CORE, ids=lambda lesson: lesson.slug)
def test_every_handle_of_a_lesson_moves_by_keys(visit, lesson):
    page = visit(f"/lessons/{lesson.slug}")
    for handle in page.get_by_role("slider").all():
        if handle.evaluate("e => e.tagName") == "INPUT":
            continue
        handle.focus()
        before = handle.get_attribute("aria-valuetext")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        assert handle.get_attribute("aria-valuetext") != before
