"""A derivation is set for notebooks and papers from the same lines as everywhere."""

from __future__ import annotations

import re

import pytest
from IPython.core.formatters import DisplayFormatter

import steepest as st
from steepest.face import Derived
from steepest.notation.reading import Reading, reading
from steepest.notation.steps import chapters
from steepest.notation.typeset import aligned

SHAPES = "X: n d, y: n, w: d"
DERIVED = {
    "a chain": st.derive("sigmoid(3x^2)", wrt="x"),
    "two variables": st.derive("x^2 y", wrt=["x", "y"]),
    "second order": st.derive("exp(-x^2)", wrt="x", order=2),
    "a loss": st.derive("sum((X @ w - y)^2)", wrt="w", shapes=SHAPES),
    "a Hessian": st.derive("sum((X @ w - y)^2)", wrt="w", order=2, shapes=SHAPES),
    "a condition": st.derive("ln(x)/x", wrt="x"),
}


def shown(d: Derived) -> dict[str, str]:
    """What a notebook is given, by kind."""
    data, _ = DisplayFormatter().format(d)
    return dict(data)


@pytest.mark.parametrize("d", DERIVED.values(), ids=DERIVED)
def test_a_notebook_shows_steps_and_result_without_asking_anyone(d: Derived) -> None:
    data = shown(d)
    page = data["text/html"]
    assert not re.search(r"https?:|<script|<link|<img|src=", page)
    assert page.count("<table") == page.count("</table>")
    assert data["text/latex"].startswith("$\\displaystyle")
    assert data["text/plain"]


def test_a_notebook_names_the_rule_of_each_step() -> None:
    page = shown(DERIVED["a chain"])["text/html"]
    assert [*re.findall(r"<b>(.*?)</b>", page)] == ["chain", "sigmoid", "constant multiple, power", "simplify"]


def test_a_notebook_shows_both_passes_with_shapes() -> None:
    page = shown(DERIVED["a loss"])["text/html"]
    assert r"X^{\top} \frac{\partial f}{\partial r}" in page
    assert "transposed, since r is n and w is d" in page


@pytest.mark.parametrize("d", DERIVED.values(), ids=DERIVED)
def test_braces_and_dollars_are_balanced(d: Derived) -> None:
    for formula in re.findall(r"\$([^$]*)\$", shown(d)["text/html"]):
        assert formula.count("{") == formula.count("}"), formula
        assert formula.count(r"\left") == formula.count(r"\right"), formula


def test_a_derivation_is_an_align_block_that_is_read_back() -> None:
    d = DERIVED["a chain"]
    assert d.derivation is not None
    block = aligned(chapters([d.derivation]), d.result, "x")
    assert block.startswith("\\begin{align*}")
    assert block.endswith("\\end{align*}")
    last = block.splitlines()[-2].split("&=")[1].split("&&")[0]
    again = reading(last, syntax="latex")
    assert isinstance(again, Reading)
    assert st.same(again.surface, d.result).equal
