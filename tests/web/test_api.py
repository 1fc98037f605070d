"""The app without a browser: who is answered, in what form, and what a person may type."""

import importlib.util
import json
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from steepest.course.grade import vary
from steepest.course.kinds import choice, explanation, number
from steepest.course.lesson import find, find_question
from steepest.descent.optimizers import OPTIMIZERS
from steepest.figure.points import Scene
from steepest.web.guard import name_of

_FOUND = importlib.util.spec_from_file_location("hostile", Path(__file__).with_name("hostile.py"))
_MODULE = importlib.util.module_from_spec(_FOUND)
_FOUND.loader.exec_module(_MODULE)
HOSTILE = _MODULE.HOSTILE


@contextmanager
def served(data, **more):
    """A real server in a process of its own, and a client that calls it by name."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "XDG_DATA_HOME": str(data), "PYTHONWARNINGS": "ignore", **more}
    environment.pop("STEEPEST_DATABASE_URL", None)
    server = subprocess.Popen(
        [sys.executable, "-c", f"from steepest.web import serve; serve(port={port})"], env=environment
    )
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as found:
        for _ in range(200):
            try:
                found.get("/favicon.svg")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield found
    server.terminate()
    server.wait(10)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with served(tmp_path_factory.mktemp("data")) as found:
        yield found


def test_a_derivative_has_steps_proof_code_and_a_program(client):
    answer = client.get("/api/v1/derive", params={"text": "x^2 sin(x)"}).json()
    assert answer["parts"][0]["steps"]
    assert answer["proof"]["passed"]
    assert answer["program"]["program"]["schema"] == "steepest.program/1"
    assert {"Python", "NumPy", "LaTeX"} <= {part["name"] for part in answer["code"]}


def test_an_answer_may_be_kept_by_a_cache(client):
    assert "public" in client.get("/api/v1/read", params={"text": "x"}).headers["cache-control"]


def test_what_cannot_be_read_says_where(client):
    answer = client.get("/api/v1/read", params={"text": "3x + sigmod(x)"})
    assert answer.status_code == 422
    assert answer.json() == {
        "error": {"where": [5, 11], "message": "There is no function `sigmod`.", "hint": "Did you mean `sigmoid`?"}
    }


def test_a_missing_text_is_a_sentence_too(client):
    answer = client.get("/api/v1/read")
    assert answer.status_code == 422
    assert "text" in answer.json()["error"]["message"]


def test_an_optimizer_is_told_with_its_programs(client):
    row = client.get("/api/v1/optimizer", params={"name": "momentum"}).json()
    assert row["formula"] == str(OPTIMIZERS["momentum"].rule)
    assert row["update"]["schema"] == row["start"]["schema"] == "steepest.program/1"
    refused = client.get("/api/v1/optimizer", params={"name": "magic"})
    assert refused.status_code == 422
    assert "gradient descent" in refused.json()["error"]["message"]


def test_points_are_those_of_the_picture(client):
    told = client.get("/api/v1/points", params={"count": 9, "noise": 0.25, "seed": 3, "epochs": 2}).json()
    assert told == Scene(9, 0.25, 3).told(2)


@pytest.mark.parametrize(
    "asked", [{"count": 500, "epochs": 500}, {"count": 1}, {"noise": "nan"}, {"noise": -1}, {"seed": -1}], ids=str
)
def test_points_without_end_are_refused(client, asked):
    answer = client.get("/api/v1/points", params=asked)
    assert answer.status_code == 422
    assert answer.json()["error"]["message"].endswith(".")


def test_a_question_in_words_is_told_as_it_was_understood(client):
    told = client.get("/api/v1/ask", params={"question": "sorry, what's the slope of x^2 y by x at (1, 3)? thx"}).json()
    assert told["task"] == {
        "want": "derivative", "expression": "x^2 y", "wrt": "x", "at": {"x": "1", "y": "3"},
    }  # fmt: skip
    assert told["elsewhere"] == "/derive?text=x%5E2+y&wrt=x"
    assert "6" in told["sentence"]
    after = client.get("/api/v1/ask", params={"question": "and by y?", "earlier": ["slope of x^2 y by x"]}).json()
    assert after["task"]["wrt"] == "y"
    descent = client.get(
        "/api/v1/ask", params={"question": "5 steps of gradient descent on w^2, lr 0.1, w0 = 3"}
    ).json()
    assert descent["elsewhere"] == "/descend?text=w%5E2&x=3&rate=0.1&steps=5"


def test_the_api_describes_itself(client):
    document = client.get("/api/v1/openapi.json").json()
    paths = {f"/api/v1/{name}" for name in ("read", "derive", "program", "graph", "optimizer", "points", "ask")}
    assert paths <= document["paths"].keys()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_gets_a_result_or_a_sentence(client, text):
    answer = client.get("/api/v1/derive", params={"text": text})
    body = answer.json()
    assert answer.status_code in {200, 422}, body
    if answer.status_code == 422:
        assert body["error"]["message"].endswith((".", "?")), body
    else:
        json.dumps(body, allow_nan=False)


def test_there_are_enough_of_them():
    assert len(set(HOSTILE)) >= 200


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</script><b>"])
def test_nothing_typed_becomes_markup(client, text):
    page = client.get("/derive", params={"text": text}).text
    assert text not in page


def test_another_host_is_refused(client):
    assert client.get("/derive", headers={"host": "evil.example"}).status_code == 403
    assert client.get("/derive", headers={"host": "localhost:9"}).status_code == 200


@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}], ids=str
)
def test_another_sites_form_is_refused(client, headers):
    assert client.post("/you/forget", headers=headers).status_code == 403


def test_our_own_form_is_not(client):
    headers = {"origin": str(client.base_url).rstrip("/"), "sec-fetch-site": "same-origin"}
    assert client.post("/you/forget", headers=headers, follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    ("host", "name"), [("localhost:80", "localhost"), ("[::1]:80", "[::1]"), ("A.B", "a.b"), ("127.0.0.1", "127.0.0.1")]
)
def test_a_host_is_known_by_its_name(host, name):
    assert name_of(host) == name


def test_a_retry_of_an_attempt_counts_once(client):
    client.post("/you/forget")
    form = {"seed": "0", "attempt": "0123456789abcdef", "answer": "3"}
    for _ in range(3):
        assert client.post("/questions/lowest-loss?part=question", data=form).status_code == 200
    assert len(client.get("/you/export").json()["attempt"]) == 1


@pytest.mark.parametrize("digit", ["²", "٣", "9" * 4_400, "-1", "1e9"])
@pytest.mark.parametrize("slug", ["about-sgd", "backprop-order", "how-descent-trains", "largest-rate", "one-update"])
def test_a_strange_digit_in_an_answer_is_no_mistake_of_ours(client, slug, digit):
    form = {"seed": digit, "hints": digit, "answer": digit, f"place-{digit}": digit, f"claim-{digit}": digit}
    assert client.post(f"/questions/{slug}?part=question", data=form).status_code == 200


def test_a_question_is_no_page_but_leads_to_its_lesson(client):
    """Opened from a bookmark or the history, or posted without script: the answer is at the lesson's address."""
    there = "/lessons/derivatives?answer.product-once=2x#q-product-once"
    form = {"seed": "0", "answer": "2x"}
    posted = client.post("/questions/product-once", data=form, follow_redirects=False)
    assert (posted.status_code, posted.headers["location"]) == (303, there)
    opened = client.get("/questions/product-once", follow_redirects=False)
    assert (opened.status_code, opened.headers["location"]) == (303, "/lessons/derivatives#q-product-once")
    assert client.get("/questions/nothing").status_code == 404


@pytest.mark.parametrize("digit", ["²", "٣", "9" * 400, "-1", "1e9", "<script>alert(1)</script>"])
def test_a_strange_answer_in_an_address_is_no_mistake_of_ours(client, digit):
    query = {f"{name}.{slug}": digit for slug in ("about-sgd", "backprop-order", "one-update", "how-descent-trains")
             for name in ("seed", "answer", "place-0", "claim-1", "prose", "then")}  # fmt: skip
    answer = client.get("/lessons/gradient-descent", params=query)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_an_address_is_no_page_to_be_opened(client):
    assert "takes what a form sends" in client.get("/you/forget").text


def answered(client, slug, answer, **more):
    """What comes back for an answer to the first variant of a question."""
    return client.post(f"/questions/{slug}?part=question", data={"seed": "0", "answer": answer, **more}).text


def test_more_questions_are_right_than_there_are(client):
    client.post("/you/forget")
    lesson = find("why-calculus")
    for q in (*lesson.questions, *lesson.blanks):
        item = vary(q, 0)
        if q.kind == "number":
            answered(client, q.slug, str(number.target(item)))
        elif q.kind == "choice":
            answered(client, q.slug, str(next(k for k, o in enumerate(item.body["options"]) if choice.right(o))))
        elif q.kind == "order":
            places = {f"place-{k}": str(k + 1) for k in range(len(item.body["steps"]))}
            answered(client, q.slug, "", **places)
    said = re.search(r'<span id="done">(\d+)</span> of (\d+) questions', client.get("/lessons/why-calculus").text)
    right, total = map(int, said.groups())
    assert right == sum(q.kind in ("number", "choice", "order") for q in lesson.questions)
    assert total == len(lesson.questions)
    assert f"{right} of {total} right" in client.get("/").text


def test_an_answer_is_gone_when_the_lesson_is_opened_again(client):
    client.post("/you/forget")
    assert "not right yet" in answered(client, "power-and-sum", "8x^3")
    wrong = client.get("/lessons/derivatives").text
    assert 'value="8x^3"' in wrong
    assert "not right yet" in wrong
    assert "✓ right" in answered(client, "power-and-sum", "8x^3 - 6")
    right = client.get("/lessons/derivatives").text
    assert 'value="8x^3 - 6"' in right
    assert "verdict correct" in right
    assert 'value="8x^3 - 6"' not in client.get("/lessons/derivatives?seed.power-and-sum=1").text


def test_an_explanation_is_right_before_it_is_finished(client):
    client.post("/you/forget")
    prose = {"prose": "It says in which direction the loss falls, and how fast."}
    assert "✓ right" not in answered(client, "purpose-of-a-derivative", "", **prose)
    assert ">0</span> of" in client.get("/lessons/why-calculus").text
    assert "in which direction the loss falls" in client.get("/lessons/why-calculus").text
    truths = [c["truth"] for c in find_question("purpose-of-a-derivative").body["claims"]]
    claims = {f"claim-{k}": truth for k, truth in enumerate(truths)} | {"why-1": "the loss does"}
    assert "✓ right" not in answered(client, "purpose-of-a-derivative", "", **prose, **claims)
    assert 'value="the loss does"' in client.get("/lessons/why-calculus").text
    then = {"then": str(number.target(explanation.then(vary(find_question("purpose-of-a-derivative"), 0))))}
    assert "✓ right" in answered(client, "purpose-of-a-derivative", "", **prose, **claims, **then)


def test_a_solution_is_shown_before_a_second_try_or_the_hints(client):
    client.post("/you/forget")
    assert "The solution" not in answered(client, "product-once", "2x cos(x)")
    assert "The solution" in answered(client, "product-once", "2x cos(x)", hints="2")
    again = answered(client, "product-once", "2x cos(x)")
    assert "The solution" in again
    assert "/derive?text=" in again


def test_a_form_cannot_be_endless(client):
    assert client.post("/questions/lowest-loss", content=b"a=" + b"x" * 100_000).status_code == 413


@pytest.mark.parametrize(
    "path", ["/nowhere", "/lessons/nothing", "/papers/nothing.pdf", "/static/../app.py", "/api/v1/nothing"]
)
def test_what_is_not_there_is_said_plainly(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


def test_every_answer_has_the_headers(client):
    for path in ("/", "/derive", "/api/v1/read?text=x", "/nowhere", "/favicon.svg"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'self'" in headers["content-security-policy"]


@pytest.mark.parametrize("place", ["mysql://here/x", "postgresql://me:hidden@127.0.0.1:1/x", "records.sqlite"])
def test_a_database_that_cannot_be_used_is_said_before_anything_is_served(place):
    command = [sys.executable, "-m", "steepest.cli", "serve", "--port", "8999"]
    done = subprocess.run(
        command, env={**os.environ, "STEEPEST_DATABASE_URL": place}, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert done.stderr.startswith("The pages cannot be served:")
    assert "Traceback" not in done.stderr
    assert "hidden" not in done.stderr


@pytest.mark.parametrize("theme", ["", "dark"])
def test_a_picture_is_drawn_or_says_why_not(client, theme):
    drawn = client.get("/pictures/tangent.svg", params={"f": "1/x", "at": "-2", "theme": theme})
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert "<path" in drawn.text
    for query in ({"f": "x +"}, {"f": "3"}, {"f": "x", "at": "<script>"}, {"f": "x y z", "name": "race"}):
        name = query.pop("name", "tangent")
        answer = client.get(f"/pictures/{name}.svg", params=query | {"theme": theme})
        assert answer.status_code == 200
        assert "There is no picture of this" in answer.text
        assert "<script" not in answer.text
    assert client.get("/pictures/pie.svg?f=x").status_code == 404
    assert client.get("/pictures/tangent.svg").status_code == 404
