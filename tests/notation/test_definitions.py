"""Where a function is asked for, of a definition the right side is read and that is said; an equation is refused."""

from __future__ import annotations

import pytest

from steepest.notation.definitions import function_reading, left_side
from steepest.notation.reading import Reading, Unreadable, read

# what is typed, and the right side of it
DEFINITIONS = (
    ("f(x) = x^2", "x^2"),
    ("y = 3x", "3x"),
    ("y=3x", "3x"),
    ("z = x + y", "x + y"),
    ("f_1(x) = x", "x"),
    ("f(x, y) = x y", "x y"),
    ("J(θ) := θ^2", "θ^2"),
    ("L(w, b) = (w x + b)^2", "(w x + b)^2"),
    ("loss = (y - x)^2", "(y - x)^2"),
    ("ŷ = w x", "w x"),
    ("E = m c^2", "m c^2"),
    ("x -> x^2", "x^2"),
    ("x ↦ x^2", "x^2"),
    ("f: x -> x^2", "x^2"),
    (r"\hat{y} = \sigma(w x + b)", r"\sigma(w x + b)"),
    (r"\mathcal{L}(\theta) = \theta^2", r"\theta^2"),
    (r"f\left(x\right)=x^{2}", "x^{2}"),
    (r"x \mapsto x^2", "x^2"),
    ("p(y | x) = y x", "y x"),
)
NONE = (
    "x^2 + y^2 = 1", "2x = 4", "sin(x) = y", "y = y^2", "f'(x) = 2x", "y' = 2x", "x == 2", "x <= 3", "x = 3", "e = x",
    "f(2x) = x", "f(x) =", "dy/dx = 2x",
)  # fmt: skip


@pytest.mark.parametrize(("typed", "right"), DEFINITIONS)
def test_the_right_side_of_a_definition_is_read(typed: str, right: str) -> None:
    assert typed[left_side(typed) :] == right
    found = function_reading(typed)
    assert isinstance(found, Reading)
    assert found.surface == read(right)
    assert found.warnings[0].message == f"Only what stands behind `{typed[: left_side(typed)].strip()}` is read."
    assert isinstance(read(typed), Unreadable)  # the library asks for an expression


@pytest.mark.parametrize("typed", NONE)
def test_an_equation_or_a_derivative_is_no_definition(typed: str) -> None:
    assert left_side(typed) == 0
    assert isinstance(function_reading(typed), Unreadable)


def test_the_place_of_a_refusal_is_that_in_the_text() -> None:
    error = function_reading("f(x) = sigmod(x)")
    assert isinstance(error, Unreadable)
    assert error.where == (7, 13)


def test_an_expression_is_read_as_ever() -> None:
    for typed in ("let r = x; r^2", "where(x == 2, 1, 0)", "x^2"):
        assert left_side(typed) == 0
        found = function_reading(typed)
        assert isinstance(found, Reading)
        assert not found.warnings
