"""The race, the table and the ask box in a real browser."""


def test_the_race_is_run_by_keys_and_told_in_words(visit, kept):
    page = visit("/descend?text=x^2&x=1&rate=0.1&m=gradient descent")
    assert page.locator(".runs li").count() == 1
    rate = page.get_by_role("slider", name="learning rate")
    rate.focus()
    page.keyboard.press("End")
    page.locator('.runs li:has-text("Diverged")').wait_for()
    kept(page, "rate=1.2")
    handle = page.get_by_role("slider", name="Where everyone starts")
    handle.focus()
    before = handle.get_attribute("aria-valuetext")
    page.keyboard.press("ArrowRight")
    assert handle.get_attribute("aria-valuetext") != before


def test_the_race_is_run_by_a_click_and_more_join(visit):
    page = visit("/descend")
    lines = page.locator("polyline.race-line")
    lines.first.wait_for(state="attached")
    assert lines.count() == 3
    page.get_by_label("Nesterov").check()
    assert lines.count() == 4
    box = page.locator("steepest-race .plot").bounding_box()
    before = lines.first.get_attribute("points")
    page.mouse.click(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.4)
    assert lines.first.get_attribute("points") != before


def test_the_race_can_be_stepped(visit):
    page = visit("/descend?steps=20")
    race = page.locator("steepest-race")
    race.get_by_role("button", name="Back").click()
    assert "19 of 20" in race.inner_text()
    race.get_by_role("button", name="Step", exact=True).click()
    assert "20 of 20" in race.inner_text()


def test_a_descent_is_told_without_script(visit):
    page = visit("/descend?text=x^2&x=1&rate=1.5&steps=20&m=gradient descent", script=False)
    assert "Diverged" in page.locator(".runs").inner_text()


def test_the_table_is_derived(visit):
    page = visit("/table")
    assert page.locator(".table-rows li").count() >= 20
    assert page.locator(".table-rows .proof").count() >= 20
    page.locator('a[href*="sigmoid"]').first.click()
    page.locator(".result .katex").first.wait_for()


def test_the_ask_box_counts_answers_and_follows_up(visit):
    page = visit("/lessons/derivatives")
    box = page.locator("steepest-ask")
    field = box.get_by_label("Ask questions about this module")
    field.fill("derivative of tanh(x)^2")
    assert "left" in box.locator("#ask-count").inner_text()
    field.press("Enter")
    box.locator(".reply .katex").first.wait_for()
    field.fill("and at x = 2?")
    field.press("Enter")
    box.locator('.reply:has-text("0.136")').wait_for()
    field.fill("what is the derivative of x^2 and why does it matter? " * 6)
    assert "too many" in box.locator("#ask-count").inner_text()
    field.press("Enter")
    box.locator("a[data-ask]").first.wait_for()


def test_the_ask_box_answers_without_script(visit):
    page = visit("/lessons/derivatives", script=False)
    page.get_by_label("Ask questions about this module").fill("derivative of x^3")
    page.get_by_role("button", name="Ask", exact=True).click()
    assert "3" in page.locator(".reply").inner_text()


def test_a_whole_module_is_walked_from_the_front_page_to_its_pdf(visit):
    page = visit("/")
    page.locator(".path a").first.click()
    assert page.locator("h1").inner_text().startswith("Why calculus")
    page.get_by_role("link", name="Module summary").click()
    href = page.get_by_role("link", name="This lesson as PDF").get_attribute("href")
    answer = page.request.get(page.url.split("/lessons")[0] + href)
    assert answer.body()[:5] == b"%PDF-"
