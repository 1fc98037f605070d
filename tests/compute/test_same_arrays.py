"""Equality of array expressions."""

import pytest

from steepest.calculus.lower import lower
from steepest.calculus.surface import Surface
from steepest.compute.same import Same, same
from steepest.notation.reading import read as reading

SHAPES = "A: n n, B: n n, X: m n, Y: m n, Z: n m, u: n, v: n, w: m"

EQUAL = [
    ("(A @ B).T", "B.T @ A.T"),
    ("tr(A @ B)", "tr(B @ A)"),
    ("sum((X @ u)^2)", "u @ X.T @ X @ u"),
    ("inv(A @ B)", "inv(B) @ inv(A)"),
    ("det(A @ B)", "det(A)*det(B)"),
    ("logdet(A @ B)", "logdet(A) + logdet(B)"),
    ("sigmoid(X)", "1 - sigmoid(-X)"),
    ("softmax(u)", "exp(u)/sum(exp(u))"),
    ("softmax(u + 3)", "softmax(u)"),
    ("norm(u)^2", "u @ u"),
    ("sum(abs(u))", "sum(max(u, -u))"),
    ("outer(u, w) @ w", "u*(w @ w)"),
    ("inv(A) @ A", "eye(n)"),
    ("mean(u)*n", "sum(u)"),
    ("diag(diag(u))", "u"),
    ("tanh(X)", "(exp(2X) - 1)/(exp(2X) + 1)"),
    ("logsumexp(u)", "log(sum(exp(u)))"),
    ("max(u)", "-min(-u)"),
]

DIFFERENT = [
    ("A @ B", "B @ A"),
    ("A", "A.T"),
    ("A @ u", "A.T @ u"),
    ("2 X.T @ (X @ u)", "X.T @ (X @ u)"),
    ("sum(X)", "mean(X)"),
    ("softmax(X, axis=0)", "softmax(X, axis=1)"),
    ("X*Y", "X + Y"),
    ("relu(X)", "abs(X)"),
    ("u + 10^-20", "u"),
    ("norm(u)", "sum(abs(u))"),
    ("max(u)", "logsumexp(u)"),
    ("det(X @ Y.T)", "0 u[0]"),  # 0 for tall X, and only for them
    ("det(X.T @ Y)", "0 u[0]"),
]


def verdict(a: str, b: str) -> Same:
    first, second = reading(a, SHAPES), reading(b, SHAPES)
    assert isinstance(first, Surface), first
    assert isinstance(second, Surface), second
    return same(lower(first), lower(second), (first, second))


@pytest.mark.parametrize(("a", "b"), EQUAL)
def test_equal_arrays_are_equal(a: str, b: str) -> None:
    assert verdict(a, b).equal is True


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_different_arrays_are_different_and_values_show_it(a: str, b: str) -> None:
    found = verdict(a, b)
    assert found.equal is False
    assert found.counterexample


def test_arrays_of_other_shapes_are_different() -> None:
    assert verdict("X", "Z").decided_by == "the shapes differ"
