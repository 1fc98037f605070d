"""What is known of variables: read, held against shapes, used on results and conditions."""

from __future__ import annotations

import pytest

import steepest as st
from steepest.compute.facts import NoFact, held, said

KNOWN: tuple[tuple[str, str, str, str, str, tuple[str, ...]], ...] = (  # text, by, shapes, facts, result, conditions
    ("sqrt(x^2)", "x", "", "x: positive", "1", ()),
    ("abs(x)", "x", "", "x: positive", "1", ()),
    ("abs(x - 2)", "x", "", "x: (0, 1)", "-1", ()),
    ("max(x, -x)", "x", "", "x: positive", "1", ()),
    ("sqrt(s^2 x)", "x", "", "s: positive", "s/(2*sqrt(x))", ("x > 0",)),
    ("log(p)", "p", "", "p: (0, 1)", "1/p", ()),
    ("log(p/(1 - p))", "p", "", "p: (0, 1)", "1/(p*(1 - p))", ()),
    ("x^n", "x", "", "n: integer", "n*x^(n - 1)", ("x != 0 where n < 1",)),
    ("x^n", "x", "", "n: (2, 9)", "n*x^(n - 1)", ("x > 0 where n is not a whole number",)),
    ("sum(abs(x))", "x", "x: n", "x: positive", "ones(n)", ()),
    ("-sum(Y*log(softmax(X @ W, axis=1)))", "W", "X: n d, W: d k, Y: n k", "Y: simplex",
     "X.T @ (softmax(X @ W) - Y)", ()),
)  # fmt: skip


@pytest.mark.parametrize(("text", "wrt", "shapes", "facts", "result", "conditions"), KNOWN)
def test_what_is_known_makes_a_result_plainer(
    text: str, wrt: str, shapes: str, facts: str, result: str, conditions: tuple[str, ...]
) -> None:
    d = st.derive(text, wrt=wrt, shapes=shapes or None, assume=said(facts))
    assert (str(d), d.conditions) == (result, conditions)
    assert d.check().passed


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("p: (0, 1), A: posdef; x: [0, inf)", {"p": (0.0, 1.0), "A": "posdef", "x": (0.0, float("inf"))}),
        ("n: integer", {"n": "integer"}),
        ("", {}),
    ],
)
def test_facts_are_read(text: str, facts: dict[str, object]) -> None:
    assert said(text) == facts


@pytest.mark.parametrize("fact", ["even", (1, 0), (1, 1), (0, 1, 2), ("a", "b"), 3, None])
def test_what_is_no_fact_is_refused(fact: object) -> None:
    with pytest.raises(NoFact, match="Nothing is known as"):
        held({"x": fact}, {"x": ()})


def test_the_last_step_says_what_was_used() -> None:
    d = st.derive("abs(x)*x", wrt="x", assume={"x": "positive"})
    assert d.steps[-1].name == "what is known"
    assert str(d) == "2*x"


def test_a_distribution_a_row_sums_to_one_along_the_last_axis_only() -> None:
    text, shapes = "sum(P, axis=0) @ z + sum(P, axis=1) @ w", "P: n m, z: m, w: n"
    d = st.derive(text, wrt="z", shapes=shapes, assume={"P": "simplex"})
    assert str(d) == "sum(P, axis=0)"
