"""What the writers write: tables of trees with the text one would expect, and every operator in every format."""

import ast
import json

import pytest
from tests.notation.writing_samples import SPECIAL, sample, tree

from steepest.calculus.composites import COMPOSITES
from steepest.calculus.operators import OPERATORS
from steepest.calculus.surface import variables
from steepest.notation.formats import FORMATS, code
from steepest.notation.latex import latex
from steepest.notation.pieces import Unwritable
from steepest.notation.plain import plain
from steepest.notation.spellings import SPELLINGS
from steepest.notation.spoken import spoken
from steepest.notation.text import write
from steepest.notation.typst import typst

TEXT = [
    ("3*x**2*sin(x)", "3*x^2*sin(x)"),
    ("a - (t - x)", "a - (t - x)"),
    ("-x**2", "-x^2"),
    ("(-x)**2", "(-x)^2"),
    ("x**t**z", "x^(t^z)"),
    ("(x**t)**z", "(x^t)^z"),
    ("x**-2", "x^(-2)"),
    ("x**0.5", "x^0.5"),
    ("x**(1/2)", "x^(1/2)"),
    ("0.05*x", "0.05*x"),
    ("0.5*x", "0.5*x"),
    ("(1/2)*x", "1/2*x"),
    ("x/(t*z)", "x/(t*z)"),
    ("x/(t/z)", "x/(t/z)"),
    ("x/t/z", "x/t/z"),
    ("x*(-2)", "x*(-2)"),
    ("x - 2*t", "x - 2*t"),
    ("-(-x)", "-(-x)"),
    ("-(x + t)", "-(x + t)"),
    ("2*X.T@(X@w - y)", "2*X.T @ (X @ w - y)"),
    ("2*(X.T@(X@w - y))/t", "2*X.T @ (X @ w - y)/t"),
    ("X.T@(y*v)", "X.T @ (y * v)"),
    ("(y*v)@X", "(y * v) @ X"),
    ("y*(X@w)", "y * (X @ w)"),
    ("(A + B).T", "(A + B).T"),
    ("A + B.T", "A + B.T"),
    ("y**2", "y^2"),
    ("(x > 0)*t", "(x > 0)*t"),
    ("where(x > 0, 1, 0)", "where(x > 0, 1, 0)"),
    ("sum(X, axis=0, keepdims=True)", "sum(X, axis=0, keepdims=True)"),
    ("x*sum(y)/t", "x*sum(y)/t"),
]

LATEX = [
    ("3*x**2*sin(x)", r"3 x^{2} \sin x"),
    ("sin(x)*x", r"\sin\left(x\right) x"),
    ("sin(x)*cos(x)", r"\sin x \cos x"),
    ("sin(2*x)", r"\sin 2 x"),
    ("sin(x)**2", r"\sin^{2} x"),
    ("log(x)**2", r"\left(\ln x\right)^{2}"),
    ("sin(x**2)", r"\sin\left(x^{2}\right)"),
    ("x/(1 + x)", r"\frac{x}{1 + x}"),
    ("-x/2", r"-\frac{x}{2}"),
    ("(x/2)**2", r"\left(\frac{x}{2}\right)^{2}"),
    ("0.5*x", "0.5 x"),
    ("(1/2)*x", r"\frac{1}{2} x"),
    ("2*3*x", r"2 \cdot 3 x"),
    ("x*2", r"x \cdot 2"),
    ("exp(-x**2/2)", r"e^{-x^{2}/2}"),
    ("exp(x)**2", r"\left(e^{x}\right)^{2}"),
    ("exp(y)", r"\exp\left(y\right)"),
    ("sqrt(x + 1)", r"\sqrt{x + 1}"),
    ("cbrt(x)", r"\sqrt[3]{x}"),
    ("x**0.5", "x^{0.5}"),
    ("x**(1/2)", "x^{1/2}"),
    (
        "sigmoid(3*x**2)*(1 - sigmoid(3*x**2))",
        r"\sigma\left(3 x^{2}\right) \left(1 - \sigma\left(3 x^{2}\right)\right)",
    ),
    ("2*X.T@(X@w - y)", r"2 X^{\top} \left(X w - y\right)"),
    ("y@v", r"y^{\top} v"),
    ("-y@X@w", r"-y^{\top} X w"),
    ("0.5*y@A@v", r"0.5 y^{\top} A v"),
    ("inv(A).T@y", r"A^{-\top} y"),
    ("inv(X.T@X)", r"\left(X^{\top} X\right)^{-1}"),
    ("norm(X@w - y)**2", r"\left\lVert X w - y\right\rVert^{2}"),
    ("y*v", r"y \odot v"),
    ("A**2", r"A^{\odot 2}"),
    ("y**2", "y^{2}"),
    ("X.T@(y*v)", r"X^{\top} \left(y \odot v\right)"),
    ("abs(x - 1)", r"\left|x - 1\right|"),
    ("softmax(y)", r"\operatorname{softmax}\left(y\right)"),
    ("outer(y, v)", r"y v^{\top}"),
    ("outer(X@w, X@w - y)", r"X w \left(X w - y\right)^{\top}"),
    ("outer(y@X, w)", r"\left(y^{\top} X\right) w^{\top}"),
    ("outer(y + v, v)@X", r"\left(y + v\right) v^{\top} X"),
    ("tr(A@B)", r"\operatorname{tr}\left(A B\right)"),
    ("theta*w_test*x_1", r"\theta w_{\text{test}} x_{1}"),
    (
        "where(x > 0, 1, where(x == 0, 1/2, 0))",
        r"\begin{cases} 1 & \text{if } x > 0 \\ \frac{1}{2} & \text{if } x = 0 \\ 0 & \text{otherwise} \end{cases}",
    ),
]

PLAIN = [
    ("3*x**2*sin(x)", "3x² sin x"),
    ("6*x*sigmoid(3*x**2)*(1 - sigmoid(3*x**2))", "6x σ(3x²)(1 − σ(3x²))"),
    ("x**(t**2)", "x^(t²)"),
    ("x**(2*t)", "x^(2t)"),
    ("X.T@(y*sigmoid(v))", "Xᵀ (y ⊙ σ(v))"),
    ("0.5*x", "0.5x"),
    ("(1/2)*x", "(1/2) x"),
    ("2*sum(y)", "2 sum(y)"),
    ("inv(A)@y", "A⁻¹ y"),
    ("norm(y)**2", "‖y‖²"),
    ("where(x <= t, 1, 0)", "{1 if x ≤ t; 0 otherwise}"),
]

TYPST = [
    ("3*x**2*sin(x)", "3 x^2 sin x"),
    ("x/(1 + x)", "frac(x, 1 + x)"),
    ("X.T@y", "X^top y"),
    ("softmax(y)", 'op("softmax")(y)'),
    ("theta*w_test", 'theta w_"test"'),
]

SPOKEN = [
    ("x**2*sin(x)", "x squared times sine of x"),
    ("3*x**2", "3 x squared"),
    ("x/t", "x over t"),
    ("(x + 1)/t", "the fraction x plus 1 over t, end fraction"),
    ("(x + 1)**2", "the quantity x plus 1, end quantity, squared"),
    ("x - t", "x minus t"),
    ("X.T@y", "capital X transpose matrix times y"),
    ("sqrt(x)", "the square root of x"),
    ("0.5*x", "one half x"),
]


@pytest.mark.parametrize(
    ("writer", "given", "expected"),
    [
        (w, *row)
        for w, rows in ((write, TEXT), (latex, LATEX), (plain, PLAIN), (typst, TYPST), (spoken, SPOKEN))
        for row in rows
    ],
)
def test_a_formula_is_written_as_a_textbook_would(writer, given, expected):
    assert writer(tree(given)) == expected


@pytest.mark.parametrize("op", sorted(OPERATORS))
def test_every_function_has_a_row_of_spellings(op):
    assert op in SPELLINGS or op in SPECIAL or op == "where"


@pytest.mark.parametrize("target", FORMATS)
@pytest.mark.parametrize("op", sorted(OPERATORS))
def test_every_operator_is_written_or_refused_by_name(op, target):
    e = sample(op)
    try:
        out = code(e, target)
    except Unwritable as refusal:
        assert str(refusal).startswith(("plain Python", "The browser's program", "NumPy", "JAX", "PyTorch"))  # noqa: PT017
        assert target in ("python", "json") or op in ("derivative", "prime", "polygamma")
        return
    assert out
    if FORMATS[target].ending == ".py":
        ast.parse(out)
    if target == "json":
        assert json.loads(out)["schema"] == "steepest.program/1"


@pytest.mark.parametrize("op", sorted(set(OPERATORS) - {"derivative", "prime"}))
def test_numpy_refuses_nothing(op):
    assert "def f(" in code(sample(op), "numpy")


def test_a_target_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(Unwritable, match=r"fortran.*numpy"):
        code(tree("x"), "fortran")


def test_long_expressions_name_their_repeated_parts():
    part = "(x**2*sin(x) + t*exp(x*t) - z**3*cos(x))"
    e = tree(f"{part}**2*sin({part}) + {part}*exp({part}) - log({part})/{part}")
    assert write(e).startswith("let r = x^2*sin(x) + t*exp(x*t) - z^3*cos(x); r^2*sin(r)")
    assert r"\text{where } r = " in latex(e)


def test_derivatives_not_yet_carried_out_are_written():
    e = SPECIAL["derivative"]
    assert write(e) == "d/dx[x^2]"
    assert latex(e) == r"\frac{d}{dx} x^{2}"
    assert latex(e, partial=True) == r"\frac{\partial}{\partial x} x^{2}"
    assert plain(SPECIAL["prime"]) == "σ′(3x²)"


def test_a_variable_called_e_or_sigma_is_not_taken_for_the_constant_or_the_function():
    from steepest.calculus.operators import build
    from steepest.calculus.surface import variable

    e, s = variable("e"), variable("sigma")
    assert write(build("mul", (e, build("constant", (), "e")))) == "e*exp(1)"
    assert latex(build("mul", (e, build("exp", (s,))))) == r"e \exp\left(\sigma\right)"
    assert r"\operatorname{sigmoid}" in latex(build("sigmoid", (s,)))


def test_composites_exist_as_spellings():
    assert set(COMPOSITES) <= set(SPELLINGS)


def test_the_arguments_of_a_program_are_the_variables():
    e = tree("X@w - y")
    assert list(variables(e)) == ["X", "w", "y"]
    assert "def f(X, w, y):" in code(e, "numpy")
