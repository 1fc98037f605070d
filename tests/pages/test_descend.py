"""The race in a real browser: any function has a start and controls; one function at a time; nobody may race."""

import pytest


def running(page):
    page.locator("steepest-race polyline").first.wait_for(state="attached")
    return page.locator("steepest-race")


@pytest.mark.parametrize("text", ["ln(x)", "sqrt(x)", "x^x", "log(x - 4)", "1/x", "sqrt(x - y)", "w^2 + b^2"])
def test_an_ordinary_function_starts_where_it_has_a_value(visit, text):
    page = visit(f"/descend?text={text.replace('+', '%2B')}")
    race = running(page)
    assert page.locator(".problem").count() == 0
    assert page.locator(".runs li").count() == 3
    assert race.get_by_role("slider", name="Where everyone starts").is_visible()
    assert race.locator("text.name").count() == 2


def test_a_start_outside_the_domain_is_told_and_the_controls_stay(visit):
    page = visit("/descend?text=ln(x)&x=-2")
    assert "Start from another point" in page.locator("#runs").inner_text()
    field = page.get_by_role("textbox", name="start x")
    field.fill("2")
    page.locator(".runs li").first.wait_for()
    assert "Start from another point" not in page.locator("#runs").inner_text()


def test_one_function_is_shown_at_a_time(visit, kept):
    page = visit("/descend?text=x^2/8 %2B y^2/8 %2B sin(2x) cos(2y)")
    race = running(page)
    waves = race.locator("path.isoline").count()
    page.locator("#text").fill("x^2 + ")
    page.locator("#reading .problem").wait_for()
    page.get_by_label("RMSProp").check()
    page.wait_for_timeout(700)
    kept(page, "sin")
    kept(page, lacks=["x%5E2+%2B&"])
    assert race.locator("path.isoline").count() == waves
    assert page.locator("#text").get_attribute("aria-invalid") == "true"
    page.locator("#text").fill("x^4 + x")
    where = kept(page, "x%5E4")
    assert "x=" not in where.replace("text=", "")  # the start is that of this function
    assert race.locator("path.isoline").count() == 0
    assert page.locator(".stale").count() == 0
    page.go_back()
    page.wait_for_load_state("networkidle")
    assert "sin" in page.locator("#text").input_value()


def test_a_race_without_script_has_its_picture(visit):
    page = visit("/descend?text=(w - 1)^2 %2B b^2&m=adam&m=momentum", script=False)
    image = page.locator("steepest-race img")
    assert image.evaluate("e => e.complete && e.naturalWidth > 0")
    alt = image.get_attribute("alt")
    for words in ("level lines", "Adam", "Momentum", "b =", "w ="):
        assert words in alt


def test_nobody_may_race(visit, kept):
    page = visit("/descend")
    for name in ("Gradient descent", "Momentum (heavy ball)", "Adam"):
        page.get_by_role("checkbox", name=name).uncheck()
    page.locator('#runs:has-text("Nobody races")').wait_for()
    assert page.locator(".runs li").count() == 0
    assert "none" in page.locator("steepest-race .controls").first.inner_text()
    kept(page, "m=")
    page.reload()
    assert page.locator(".runs li").count() == 0
    assert page.locator('input[name="m"]:checked').count() == 0


def test_it_opens_on_races_that_arrive(visit):
    page = visit("/descend")
    assert "Not converged" not in page.locator(".runs").inner_text()
    page.get_by_role("link", name="saddle").click()
    running(page)
    assert page.locator(".runs li.kind-saddle").count() == 3


def test_each_one_can_have_a_rate_and_settings_of_its_own(visit, kept):
    page = visit("/descend?text=x^2&x=1&rate=0.1&steps=40&m=momentum,adam")
    race = running(page)
    race.get_by_text("A rate and settings for each").click()
    before = race.evaluate("e => e.walks.momentum.points[5][0]")
    race.get_by_role("textbox", name="Momentum, μ").fill("0.5")
    race.get_by_role("textbox", name="Adam, rate").fill("0.3")
    assert race.evaluate("e => e.walks.momentum.points[5][0]") != before
    assert race.evaluate("e => e.walks.adam.points[1][0]") == pytest.approx(0.7, abs=1e-6)
    kept(page, "momentum.mu=0.5", "adam.rate=0.3")
    walks = race.evaluate("e => e.walks")
    page.reload()
    running(page)
    assert race.evaluate("e => e.walks") == walks
    race.get_by_role("button", name="Reset").click()
    kept(page, lacks=["momentum.mu", "adam.rate"])


def test_the_names_of_the_racers_do_not_cover_each_other(visit):
    page = visit("/descend?text=x^2%2By^2&x=1.5&y=1&rate=0.2&m=gradient descent,momentum,nesterov,rmsprop,adam")
    running(page)
    boxes = [one.bounding_box() for one in page.locator("text.race-name").all()]
    assert len(boxes) == 5
    for k, a in enumerate(boxes):
        for b in boxes[k + 1 :]:
            across = min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"])
            down = min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"])
            assert across < 2 or down < 9  # halos may touch
