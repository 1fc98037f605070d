"""The numerical proof of a derivative: right ones pass, each kind of wrong one fails."""

import pytest

from steepest.calculus import sweep
from steepest.calculus.expr import variable, variables
from steepest.calculus.lower import lower
from steepest.calculus.surface import Surface
from steepest.compute.check import check
from steepest.notation.reading import read as reading


def read(text: str, shapes: str = "") -> Surface:
    found = reading(text, shapes or None)
    assert isinstance(found, Surface), found
    return found


RIGHT = [
    ("x^2 sin(x)", "", "x"),
    ("log(x - 1000)", "", "x"),
    ("sqrt(1 - 100(x - 7)^2)", "", "x"),
    ("|x| + max(x, y)", "", "x"),
    ("x^x", "", "x"),
    ("x^6000", "", "x"),
    ("exp(1000x)", "", "x"),
    ("log(17) + e^2", "", "x"),
    ("where(x > 0, log(x), x^2)", "", "x"),
    ("arcsin(x) + arccosh(x + 2)", "", "x"),
    ("sum((X@w - y)^2)", "X: n d, w: d, y: n", "w"),
    ("sum(log(1 + exp(-y*(X@w))))", "X: n d, w: d, y: n", "w"),
    ("softmax(X@w)", "X: n d, w: d", "w"),
    ("logdet(A @ A.T + eye(n))", "A: n n", "A"),
    ("inv(A)", "A: n n", "A"),
    ("max(x)", "x: n", "x"),
    ("norm(x - y)", "x: n, y: n", "x"),
    ("det(A @ X)", "A: n m, X: m n", "X"),
    ("det(X @ A)", "A: n m, X: m n", "X"),
    ("logdet(A @ S @ A.T)", "A: n m, S: m m", "A"),
]

WRONG = [
    ("x^2", "", "x", "x"),
    ("sin(3x)", "", "x", "cos(3x)"),
    ("x^2 + 10^-9 x", "", "x", "2x"),
    ("e^x", "", "x", "e^x + 10^-20"),
    ("sum((X@w)^2)", "X: n d, w: d", "w", "X.T @ (X@w)"),
    ("tr(A @ A)", "A: n n", "A", "2A"),
    ("|x|", "", "x", "1"),
    ("log(-1 - x^2)", "", "x", "2x/(1 + x^2)"),
]


@pytest.mark.parametrize(("f", "shapes", "wrt"), RIGHT, ids=[f for f, *_ in RIGHT])
def test_a_right_derivative_passes_to_many_digits(f: str, shapes: str, wrt: str) -> None:
    core = lower(read(f, shapes))
    result = sweep.derivative(core, variable(wrt, variables(core).get(wrt, ())))
    found = check(core, result, wrt)
    assert found.passed
    assert found.digits > 20
    assert found.points == 8


@pytest.mark.parametrize(("f", "shapes", "wrt", "answer"), WRONG, ids=[f for f, *_ in WRONG])
def test_a_wrong_derivative_fails(f: str, shapes: str, wrt: str, answer: str) -> None:
    found = check(read(f, shapes), read(answer, shapes), wrt)
    assert not found.passed or found.digits < 20.5


def test_the_second_derivative_is_checked_with_the_first() -> None:
    f = read("sin(x)^2")
    assert check(f, read("2cos(2x)"), "x", order=2).passed
    assert not check(f, read("2cos(2x) + x/10^6"), "x", order=2).passed


@pytest.mark.parametrize("text", ["log(-1 - x^2)", "log(-x^2)", "0/0", "x/0", "sqrt(-1)", "x - x/(x - x)"])
def test_where_nothing_is_defined_the_check_is_undecided(text: str) -> None:
    found = check(read(text), read("0"), "x")
    assert (found.passed, found.points) == (None, 0)
    assert "no point" in found.note


@pytest.mark.parametrize("text", ["cos(x^32)", "sin(exp(exp(x)))", "sin(x^64)"])
def test_a_step_that_is_too_long_for_the_function_fails_nothing(text: str) -> None:
    f = read(text)
    found = check(f, sweep.derivative(lower(f), variable("x")), "x")
    assert found.passed is not False
    assert not check(f, sweep.derivative(lower(f), variable("x")) if found.passed is None else read("x"), "x").passed
