"""A derivation is set for notebooks and papers from the same lines as everywhere."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from IPython.core.formatters import DisplayFormatter
from tests.tables.worked_examples import WORKED, Worked

import steepest as st
from steepest.calculus.derive import derivation
from steepest.course.tex import commands
from steepest.face import Derived
from steepest.notation.latex import latex
from steepest.notation.mathml import mathml
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
    assert "<msup><mi>X</mi><mi>⊤</mi></msup><mfrac>" in page
    assert "transposed, since r is n and w is d" in page


@pytest.mark.parametrize("d", DERIVED.values(), ids=DERIVED)
def test_what_a_notebook_shows_is_well_formed(d: Derived) -> None:
    ElementTree.fromstring(shown(d)["text/html"])


FORMULAS = {
    r"\frac{1}{x^{2}}": "1x2",
    r"-X^{\top} \left(y \odot \sigma\left(m\right)\right)": "−X⊤(y⊙σ(m))",
    r"\sqrt[3]{x}": "x3",
    r"\begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}": "{1if\u00a0x>00otherwise",
    r"\sigma'\left(3 x^{2}\right)": "σ′(3x2)",
    r"\operatorname{log_softmax}\left(z\right)": "log_softmax(z)",
    r"\sin^{2} x_{1}": "sin2x1",
    r"\left\lVert x\right\rVert_{1}": "‖x‖1",
    r"f'(x) = \lim_{h \to 0} \frac{f(x + h) - f(x)}{h}": "f′(x)=limh→0f(x+h)−f(x)h",
    r"\hat y = w x": "y^=wx",
    r"w \leftarrow w - \eta \, L'(w)": "w←w−ηL′(w)",
    r"\sum_{i=1}^{4} i^2 \approx 30": "∑i=14i2≈30",
}


@pytest.mark.parametrize("tex", FORMULAS)
def test_a_formula_in_mathml_says_the_same(tex: str) -> None:
    assert "".join(ElementTree.fromstring(mathml(tex)).itertext()) == FORMULAS[tex]


@pytest.mark.parametrize("tex", FORMULAS)
def test_a_formula_that_can_be_broken_into_lines_says_the_same(tex: str) -> None:
    pieces = mathml(tex, display=False).split("<wbr>")
    assert "".join("".join(ElementTree.fromstring(piece).itertext()) for piece in pieces) == FORMULAS[tex]
    assert len(pieces) == 1 or pieces[-1].startswith('<span class="last"><math>'), "the full stop after it is held"


@pytest.mark.parametrize(
    ("tex", "pieces"),
    [
        ("x^2 = x + 1", 1),
        ("f(x + 1 + 2 + 3 + 4 + 5 + 6)", 1),
        ("f'(x) = x^2 + \\sin(x + 1)", 3),
        ("aaaaaaaaaaaa \\cdot (b - c)", 2),
        ("(1, 2, 3, 4, 5, 6, 7, 8, 9)", 1),
        ("w = 300, b = 10, y = 12", 6),
    ],
)
def test_a_formula_breaks_after_its_outer_signs_only(tex: str, pieces: int) -> None:
    assert mathml(tex, display=False).count("<math>") == pieces


def test_a_minus_with_nothing_on_its_left_is_no_subtraction() -> None:
    for tex in ("-x", "(-x)", "y = -x", "2 \\cdot (-1)"):
        assert '<mo form="prefix">−</mo>' in mathml(tex), tex
    for tex in ("1 - x", "f(x) - 1", "x^{2} - 1"):
        assert "prefix" not in mathml(tex), tex


def test_a_command_of_the_lessons_has_no_form_in_mathml() -> None:
    made = set("left right frac sqrt hat operatorname mathrm text".split())
    for command in {c for c in commands() if c.isalpha()} - made - set("sin cos tanh ln exp lim".split()):
        assert command not in "".join(ElementTree.fromstring(mathml(f"\\{command}")).itertext()), command


@pytest.mark.parametrize("row", WORKED, ids=lambda row: f"{row.text} by {row.wrt}")
def test_every_line_of_the_worked_examples_is_well_formed_in_mathml(row: Worked) -> None:
    found = reading(row.text)
    assert isinstance(found, Reading)
    for step in derivation(found.surface, row.wrt).steps:
        page = mathml(latex(step.after))
        ElementTree.fromstring(page)
        assert "\\" not in page


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
