"""Derivatives over arrays by the API and on the page: every view is JAX's derivative by its definition."""

from __future__ import annotations

import html
import json
import re

import numpy as np
import pytest
from tests.laws.tensors import TENSORS, Tensor, agrees, ran
from tests.web.test_api import served

from steepest.calculus.views import VIEWS
from steepest.compute.facts import FACTS
from steepest.web.answers import Derived


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """What is asked here is large, and other tests run beside it."""
    with served(tmp_path_factory.mktemp("data"), STEEPEST_BUDGET="2.5") as found:
        yield found


def asked(row: Tensor) -> dict[str, str]:
    return {"text": row.text, "wrt": row.wrt, "shapes": row.declared, "order": str(row.order), "assume": row.assumed}


def words(page: str) -> str:
    """The text of a page, names that are set as code in backticks."""
    return html.unescape(re.sub(r"</?code>", "`", page))


def on_page(page: str, tab: str) -> str:
    """The first program under a tab of the page."""
    found = re.search(rf'<div class="code" data-tab="{tab}">.*?<code>(.*?)</code>', page, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


@pytest.mark.parametrize("row", TENSORS, ids=lambda row: f"{row.text} {row.order}")
def test_every_view_by_the_api_and_on_the_page_is_the_derivative_of_jax(client, row: Tensor) -> None:
    first = client.get("/api/v1/derive", params=asked(row)).json()
    Derived.model_validate_json(json.dumps(first))
    assert first["proof"]["passed"]
    (part,) = first["parts"]
    applies = [one["name"] for one in part["views"]]
    assert part["view"]["name"] == ("map" if len(part["shape"].split("×")) > 2 else "ambient")
    values = row.values()
    way = np.random.default_rng(3).normal(size=values[row.wrt].shape)
    for name in applies:
        answer = client.get("/api/v1/derive", params={**asked(row), "view": name}).json()
        Derived.model_validate_json(json.dumps(answer))
        seen = answer["parts"][0]["view"]
        assert seen["name"] == name
        given = {**values, "direction": way, **({seen["direction"]: way} if seen["direction"] else {})}
        (program,) = [one["text"] for one in answer["code"] if one["target"] == "numpy"]
        agrees(row, name, ran(program, given), seen["layout"], given)
        page = client.get("/derive", params={**asked(row), "view": name}).text
        assert on_page(page, "NumPy") == program
        agrees(row, name, ran(on_page(page, "JAX"), given), seen["layout"], given)
        assert html.escape(seen["heading"]["latex"]).replace("&#x27;", "&#39;") in page
    for name in set(VIEWS) - set(applies):
        refused = client.get("/api/v1/derive", params={**asked(row), "view": name})
        assert refused.status_code == 422
        assert ", ".join(f"`{one}`" for one in applies) in refused.json()["error"]["message"]
    misfit = next(name for name in VIEWS if name not in applies)
    page = client.get("/derive", params={**asked(row), "view": misfit})
    assert f"The view `{misfit}` does not apply here" in words(page.text)
    if row.order > 1:
        product = first["product"]
        (program,) = [one["text"] for one in product["code"] if one["target"] == "numpy"]
        agrees(row, "map", ran(program, {**values, product["direction"]: way}), "", {**values, "direction": way})


@pytest.mark.parametrize("text", ["x^2 sin(x)", "relu(log(x))", "abs(x)^y", "gamma(x)", "3", "sum([1, 2, 3])"])
@pytest.mark.parametrize("order", [1, 2])
def test_an_answer_of_numbers_has_the_documented_fields(client, text: str, order: int) -> None:
    answer = client.get("/api/v1/derive", params={"text": text, "order": order})
    if answer.status_code == 200:
        Derived.model_validate_json(answer.text)
    else:
        assert answer.json()["error"]["message"]


def test_the_document_of_the_api_lists_the_views_and_the_facts(client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    asked_by = {one["name"]: one for one in document["paths"]["/api/v1/derive"]["get"]["parameters"]}
    assert all(name in asked_by["view"]["description"] for name in VIEWS)
    assert all(name in asked_by["assume"]["description"] for name in FACTS)
    assert "stable" in asked_by
    answer = document["paths"]["/api/v1/derive"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert answer["$ref"].endswith("/Derived")
    assert set(Derived.model_fields) == set(document["components"]["schemas"]["Derived"]["properties"])


@pytest.mark.parametrize(("assume", "said"), [("A: foo", "`foo`"), ("B: posdef", "no variable"), ("A", "A: posdef")])
def test_what_cannot_be_known_is_refused(client, assume: str, said: str) -> None:
    answer = client.get("/api/v1/derive", params={"text": "logdet(A)", "shapes": "A: n n", "assume": assume})
    assert answer.status_code == 422
    assert said in answer.json()["error"]["message"]


def test_what_is_left_over_from_another_function_is_left_out_of_the_page(client) -> None:
    page = client.get("/derive", params={"text": "x^2", "assume": "A: posdef", "view": "vec", "wrt": "A"})
    assert "does not apply" not in page.text
    assert 'aria-label="equals 2 x"' in page.text
    assert "A does not occur in this function. Shown is the derivative by x." in page.text
    page = client.get("/derive", params={"text": "A x", "shapes": "A: n m, x: m", "assume": "A: posdef", "wrt": "x"})
    assert "said of square matrices" in page.text


def test_a_variable_that_does_not_occur_is_never_passed_over(client) -> None:
    page = client.get("/derive", params={"text": "c", "wrt": "x"})  # as the table links it
    assert "d/dx" in page.text
    assert "`x` does not occur in the function, so the derivative by it is 0." in words(page.text)
    page = client.get("/derive", params={"text": "x^2", "wrt": "3"})
    assert "With respect to: `3` is a number and not a variable." in words(page.text)
    answer = client.get("/api/v1/derive", params={"text": "θ^2", "wrt": "θ"}).json()
    assert (answer["wrt"], answer["parts"][0]["result"]["text"]) == (["theta"], "2*theta")
    answer = client.get("/api/v1/derive", params={"text": "x^2", "wrt": "x^2"})
    assert (answer.status_code, answer.json()["error"]["where"]) == (422, None)


def test_a_definition_is_read_by_its_right_side_on_the_page_and_by_the_api(client) -> None:
    page = client.get("/derive", params={"text": "f(x) = x^2"})
    assert 'aria-label="equals 2 x"' in page.text
    assert "Only what stands behind" in page.text
    answer = client.get("/api/v1/derive", params={"text": "y = 3x"}).json()
    assert answer["parts"][0]["result"]["text"] == "3"


def test_what_stands_in_backticks_is_set_as_code(client) -> None:
    page = client.get("/derive", params={"text": "x banana"})
    assert "<code>banana</code> is read as a product of its letters" in page.text
    page = client.get("/derive", params={"text": "x^2 + <b>(x)"})
    assert "`" not in re.sub(r"(?s)<script.*?</script>|<style.*?</style>", "", page.text.partition("<main")[2])
    assert "There is no function <code>sigmod</code>" in client.get("/derive", params={"text": "sigmod(x)"}).text


def test_a_derivative_of_ones_own_may_have_a_left_side_and_no_letters_of_its_own(client) -> None:
    asked = {"text": "x^2 sin(x)", "wrt": "x"}
    right = "x^2 cos(x) + 2x sin(x)"
    for mine in (right, f"y' = {right}", f"f'(x) = {right}"):
        assert "Yes: yours is the derivative." in client.get("/derive", params={**asked, "mine": mine}).text
    for more, name in ((" + c", "c"), (" dx", "d")):
        page = html.unescape(client.get("/derive", params={**asked, "mine": f"({right}){more}"}).text)
        assert f"There is no {name} in this function; its variables: x." in page


def test_stable_forms_are_named_and_can_be_left_out(client) -> None:
    loss = {"text": "sum(log(1 + exp(-y * (X @ w))))", "wrt": "w", "shapes": "X: n d, y: n, w: d"}
    answer = client.get("/api/v1/derive", params=loss).json()
    assert [one["name"] for one in answer["parts"][0]["stable"]] == ["softplus"]
    assert "softplus" in client.get("/derive", params=loss).text
    written = client.get("/api/v1/derive", params={**loss, "stable": "off"}).json()
    assert written["parts"][0]["stable"] == written["rewritten"] == []
    assert "exp(" in written["parts"][0]["result"]["text"]
    assert client.get("/api/v1/derive", params={**loss, "stable": "no"}).status_code == 422


def test_a_persons_own_derivative_is_judged_where_the_facts_hold(client) -> None:
    mine = {"text": "x @ A @ x", "wrt": "x", "shapes": "A: n n, x: n", "mine": "2*A @ x"}
    assert "Not yet" in client.get("/derive", params=mine).text
    assert "Yes: yours is the derivative." in client.get("/derive", params={**mine, "assume": "A: symmetric"}).text
