"""The workbench in a real browser: typing, the tangent by keys and by pointer, the address, both themes."""


def slider(page):
    return page.get_by_role("slider", name="Point of the tangent")


def test_it_opens_on_a_live_example(visit):
    page = visit("/derive")
    assert page.locator("#text").input_value() != ""
    assert page.locator(".result .katex").count() >= 1
    page.locator("steepest-tangent path.curve").first.wait_for(state="attached")
    assert page.locator("steepest-tangent path.curve").count() == 2


def test_typing_is_read_and_derived_at_once(visit, kept):
    page = visit("/derive")
    page.locator("#text").fill("cos(5x)")
    page.locator('.result .math[aria-label*="sine of"]').wait_for()
    kept(page, "cos%285x%29")
    assert page.title().startswith("cos(5x)")


def test_what_cannot_be_read_is_shown_at_its_place_and_the_last_result_stays(visit):
    page = visit("/derive")
    before = page.locator(".result .math").first.get_attribute("aria-label")
    page.locator("#text").fill("3x + sigmod(x)")
    page.locator(".problem mark").wait_for()
    assert page.locator(".problem mark").inner_text() == "sigmod"
    assert page.locator("#text").get_attribute("aria-invalid") == "true"
    assert page.locator(".result .math").first.get_attribute("aria-label") == before


def test_the_tangent_moves_by_keys_alone(visit, kept):
    page = visit("/derive?text=x^2&at=1")
    handle = slider(page)
    for _ in range(60):
        page.keyboard.press("Tab")
        if handle.evaluate("e => e === document.activeElement"):
            break
    assert handle.evaluate("e => e === document.activeElement")
    assert handle.get_attribute("aria-valuenow") == "1"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert handle.get_attribute("aria-valuenow") == "1.4"
    assert "slope = 2.8" in handle.get_attribute("aria-valuetext")
    page.keyboard.press("Home")
    assert handle.get_attribute("aria-valuenow") == "-5"
    page.wait_for_timeout(400)
    kept(page, "at=-5")


def test_the_tangent_moves_by_click_drag_and_number(visit):
    page = visit("/derive?text=x^2&at=1")
    plot = page.locator("steepest-tangent .plot")
    box = plot.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.3)
    assert abs(float(slider(page).get_attribute("aria-valuenow")) - 2) < 0.1
    field = page.locator("steepest-tangent .stepper input")
    field.fill("-1,5")
    assert slider(page).get_attribute("aria-valuenow") == "-1.5"
    thumb = slider(page).bounding_box()
    page.mouse.move(thumb["x"] + thumb["width"] / 2, thumb["y"] + thumb["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 30, steps=5)
    page.mouse.up()
    assert abs(float(slider(page).get_attribute("aria-valuenow"))) < 0.1


def test_a_link_is_a_saved_experiment(visit):
    page = visit("/derive?text=sin(a*x)&wrt=x&at=2&a=3&grain=every")
    assert slider(page).get_attribute("aria-valuenow") == "2"
    assert page.get_by_label("Every step").is_checked()
    assert page.get_by_label("a, typed").input_value() == "3"  # a slider has its number in a field


def test_the_grain_shows_fewer_and_more_steps(visit):
    page = visit("/derive?text=sigmoid(3x^2)")
    shown = ".lines > li:visible"
    main = page.locator(shown).count()
    page.get_by_label("Every step").check(force=True)
    every = page.locator(shown).count()
    page.get_by_label("Result", exact=True).check(force=True)
    assert page.locator(shown).count() == 2
    assert every > main > 2


def test_the_theme_switch_is_kept(visit):
    page = visit("/derive")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark theme").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark != light


def test_the_graph_works_backward_step_by_step(visit):
    page = visit("/derive?text=sigmoid(w*x%2Bb)&wrt=w")
    graph = page.locator("steepest-graph")
    said = graph.locator(".said")
    graph.get_by_role("button", name="Back").click()
    graph.get_by_role("button", name="Back").click()
    assert "Backward" in said.inner_text() or "Forward" in said.inner_text()
    assert graph.locator(".node").count() == 6


def test_a_drag_is_smooth(visit):
    """Sixty moves of the handle, each drawn: thirty a second or better, in software."""
    page = visit("/derive?text=x^2 sin(x)")
    took = page.evaluate(
        """async () => {
            const handle = document.querySelector('steepest-tangent [role=slider]');
            handle.focus();
            const begun = performance.now();
            for (let k = 0; k < 60; k++) {
                handle.dispatchEvent(new KeyboardEvent('keydown',
                    {key: k % 2 ? 'ArrowLeft' : 'ArrowRight', bubbles: true}));
                await new Promise(requestAnimationFrame);
            }
            return performance.now() - begun;
        }"""
    )
    assert took < 60 * 33


def test_a_persons_own_derivative_is_checked(visit):
    page = visit("/derive?text=x^2 sin(x)")
    for mine, verdict in (("2x sin x + x^2 cos x", "correct"), ("2x cos x", "wrong"), ("2x(", "unreadable")):
        page.get_by_role("textbox", name="Check your own derivative").fill(mine)
        page.get_by_role("button", name="Check", exact=True).click()
        page.locator(f".own .verdict.{verdict}").wait_for()


LEAST_SQUARES = "/derive?text=sum((X@w-y)^2)&wrt=w&shapes=X:n%20d,w:d,y:n"


def test_a_view_is_chosen_and_is_in_the_address(visit, kept):
    page = visit(LEAST_SQUARES)
    page.get_by_role("navigation", name="Ways to look at it").get_by_text("linear map").click()
    page.locator('.result .math[aria-label*="along"]').wait_for()
    page.wait_for_timeout(400)
    kept(page, "view=map")
    assert page.evaluate("document.activeElement.textContent") == "linear map"
    page.reload()
    assert page.locator('a[data-keep="view"][aria-current]').inner_text() == "linear map"


def test_only_views_that_apply_are_offered(visit):
    page = visit(LEAST_SQUARES)
    offered = page.locator('a[data-keep="view"]').all_inner_texts()
    assert offered == ["as it stands", "linear map", "vec", "numerator layout", "denominator layout"]
    page = visit("/derive?text=x^2")
    assert page.locator('a[data-keep="view"]').count() == 0


def test_the_steps_switch_between_two_tellings_by_keys(visit, kept):
    page = visit(LEAST_SQUARES)
    assert page.locator(".told-backward").is_visible()
    assert not page.locator(".told-differentials").is_visible()
    page.get_by_label("Backward pass").focus()
    page.keyboard.press("ArrowRight")
    assert not page.locator(".told-backward").is_visible()
    assert page.locator(".told-differentials").get_by_text("read off").is_visible()
    page.wait_for_timeout(400)
    kept(page, "steps=differentials")
    page.locator("#text").fill("sum((X@w+y)^2)")
    page.locator('.result .math[data-tex*="+ y"]').wait_for()
    assert page.locator(".told-differentials").is_visible()


def test_what_is_known_is_chosen_and_is_in_the_address(visit, kept):
    page = visit("/derive?text=logdet(A)&wrt=A&shapes=A:n%20n")
    page.get_by_label("What is known of A").select_option("A: posdef")
    page.get_by_text("Known of A: posdef").wait_for()
    assert page.locator(".result .math").first.get_attribute("data-tex").endswith("A^{-1}")
    assert page.evaluate("document.activeElement.id") == "known-A"
    page.wait_for_timeout(400)
    kept(page, "assume=A%3A+posdef")
    page.get_by_label("What is known of A").select_option("")
    page.get_by_text("Known of A: posdef").wait_for(state="detached")
    page.wait_for_timeout(400)
    kept(page, lacks=["assume"])


def test_stable_forms_are_left_out_and_come_back(visit, kept):
    page = visit("/derive?text=sum(log(1%2Bexp(-y*(X@w))))&wrt=w&shapes=X:n%20d,w:d,y:n")
    page.get_by_role("link", name="Leave everything as it was written").click()
    page.get_by_role("link", name="Use stable forms").wait_for()
    page.wait_for_timeout(400)
    kept(page, "stable=off")
    page.get_by_role("link", name="Use stable forms").click()
    page.get_by_role("link", name="Leave everything as it was written").wait_for()


def test_every_example_works_with_and_without_script(visit):
    page = visit("/derive")
    for name in page.locator(".examples a").all_inner_texts():
        page.get_by_role("link", name=name, exact=True).click()
        for _ in range(80):
            if page.evaluate(
                "new URLSearchParams(location.search).get('text') === document.querySelector('#text').value"
            ):
                break
            page.wait_for_timeout(100)
        assert page.locator("#derivation .problem, #reading .problem").count() == 0
        shown = page.locator(".result .math").first.get_attribute("data-tex")
        text = page.locator("#text").input_value()
        where = page.url
        page.reload()
        assert (page.locator("#text").input_value(), page.url) == (text, where)
        assert page.locator(".result .math").first.get_attribute("data-tex") == shown
    page = visit("/derive", script=False)
    page.get_by_role("link", name="log determinant").click()
    assert page.locator(".result .math").first.get_attribute("data-tex") == r"\nabla_{A} f = A^{-1}"


def test_without_script_views_facts_and_tellings_work_by_links_and_forms(visit):
    page = visit("/derive?text=logdet(A)&wrt=A&shapes=A:n%20n", script=False)
    page.get_by_label("What is known of A").select_option("A: posdef")
    page.get_by_role("button", name="Use what is known").click()
    assert page.locator(".result .math").first.get_attribute("data-tex") == r"\nabla_{A} f = A^{-1}"
    page.get_by_role("link", name="free entries").click()
    assert "diag" in page.locator(".result .math").first.inner_text()
    assert "Known of A: posdef" in page.locator(".known").inner_text()
    page.get_by_label("Differentials").check(force=True)
    assert page.locator(".told-differentials").is_visible()
    assert not page.locator(".told-backward").is_visible()


def test_a_hessian_has_its_product_as_a_program_of_its_own(visit):
    page = visit("/derive?text=norm(T-U@V.T)^2&wrt=U&order=2&shapes=T:m%20n,U:m%20k,V:n%20k&view=vec")
    groups = page.locator("steepest-tabs")
    assert groups.count() == 2
    assert "kron" in groups.nth(0).locator("pre:visible").inner_text()
    assert "2*(D @ V.T @ V)" in groups.nth(1).locator("pre:visible").inner_text()
    groups.nth(1).get_by_role("tab", name="JAX").click()
    assert "def f(T, U, V, D)" in groups.nth(1).locator("pre:visible").inner_text()


def test_a_wide_formula_scrolls_in_its_own_box_by_keys(visit):
    page = visit(
        "/derive?text=softmax(Q@K.T/sqrt(d),axis=1)@V&wrt=Q&shapes=Q:n%20d,K:m%20d,V:m%20p", width=390, height=844
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide = page.locator(".result [tabindex='0']").first
    wide.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert wide.evaluate("e => e.scrollLeft") > 0


def test_the_way_back_leads_through_every_function(visit):
    page = visit("/")
    page.goto(page.url + "derive")
    for name, part in (("a chain", "sigmoid"), ("x to the x", "x%5Ex")):
        page.get_by_role("link", name=name, exact=True).click()
        page.wait_for_url(f"**{part}**")
    page.locator("#text").press_sequentially(" + 2x", delay=150)
    page.wait_for_url("**2x**")
    for text in ("x^x", "sigmoid(3x^2)", "x^2 sin(x)"):
        page.go_back()
        page.wait_for_function("text => document.querySelector('#text')?.value === text", arg=text)
    page.go_back()
    page.locator(".hero").wait_for()


def test_what_is_no_function_leaves_the_last_one_marked_as_such(visit):
    from axe_playwright_python.sync_playwright import Axe

    page = visit("/derive?text=x^2")
    before = page.locator(".result .math").first.get_attribute("aria-label")
    for text, invalid in (("x^2 + ", "true"), ("", None)):
        page.locator("#text").fill(text)
        page.wait_for_function(
            "how => document.querySelector('#text').getAttribute('aria-invalid') === how", arg=invalid
        )
        assert "still the last function" in page.locator("#reading").inner_text()
        assert page.locator("#reading .problem").count() == (1 if invalid else 0)
        assert page.locator("#derivation").evaluate("e => e.inert")
        assert page.locator(".result .math").first.get_attribute("aria-label") == before
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(200)
            assert [v["id"] for v in Axe().run(page).response["violations"]] == []
    page.locator("#text").fill("x^3")
    page.locator(".stale").wait_for(state="detached")
    assert not page.locator("#derivation").evaluate("e => e.inert")
    assert "last function" not in page.locator("#reading").inner_text()


def test_an_own_derivative_is_in_the_address_until_the_function_changes(visit, kept):
    page = visit("/derive?text=x^2")
    page.get_by_role("textbox", name="Check your own derivative").fill("2x")
    page.get_by_role("button", name="Check", exact=True).click()
    page.locator(".own .verdict.correct").wait_for()
    kept(page, "mine=2x")
    page.reload()
    assert page.locator(".own .verdict.correct").is_visible()
    page.locator("#text").fill("x^3")
    page.locator('.result .math[data-tex*="x^{3}"]').wait_for()
    kept(page, lacks=["mine"])


def test_the_picture_of_a_second_derivative_shows_it_and_a_hessian_is_whole(visit):
    page = visit("/derive?text=x^4&order=2")
    assert page.locator("steepest-tangent path.curve").count() == 3
    assert "f″, of order 2" in page.locator("steepest-tangent .key").inner_text()
    page.get_by_label("order").select_option("1")
    page.wait_for_function("() => document.querySelectorAll('steepest-tangent path.curve').length === 2")
    page = visit("/derive?text=x^2 y&wrt=x,y&order=2")
    assert "∂y∂x" in page.locator(".result").inner_text() or page.locator('.result [data-tex*="partial y"]').count()
    assert "The Hessian" in page.locator(".result h2").inner_text()
