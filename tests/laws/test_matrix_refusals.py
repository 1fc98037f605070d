"""What has no derivative here is refused by name, never given a zero; what does not fit names both of its sides."""

from __future__ import annotations

import pytest

import steepest as st
from steepest.calculus.atoms import ATOMS
from steepest.calculus.expr import atom, variable
from steepest.calculus.sweep import derivative

SHAPES: dict[str, tuple[str, ...]] = {
    "x": ("n",), "y": ("m",), "w": ("d",), "X": ("n", "d"), "Y": ("m", "d"), "A": ("n", "n"), "B": ("n", "m"),
    "T": ("n", "m", "d"), "t": (),
}  # fmt: skip

UNSUPPORTED = tuple(
    "svd qr lu eig eigh eigvals cholesky expm logm sqrtm fft sinc sort argmax argmin median quantile roll cumprod "
    "toeplitz matrix_rank rank svdvals null tril triu flip round floor ceil besselj gammainc interp cond schur".split()
)

MISFITS = (
    ("X @ Y", "X (d)", "Y (m)"),
    ("X @ x", "X (d)", "x (n)"),
    ("A @ y", "A (n)", "y (m)"),
    ("y @ X", "y (m)", "X (n)"),
    ("X.T @ Y", "(n)", "Y (m)"),
    ("solve(A, y)", "(n)", "y (m)"),
    ("X + Y", "X (n × d)", "Y (m × d)"),
    ("x * y", "x (n)", "y (m)"),
    ("X ** Y", "X (n × d)", "Y (m × d)"),
    ("X @ w + y", "(n)", "y (m)"),
    ("maximum(X, Y)", "X (n × d)", "Y (m × d)"),
    ("where(x > y, 1, 0)", "x (n)", "y (m)"),
    ("concatenate([X, B])", "X (n × d)", "B (n × m)"),
    ("stack([x, y])", "x is n", "y is m"),
    ("dot(x, y)", "x (n)", "y (m)"),
    ("mse(x, y)", "x (n)", "(m)"),
    ("cross_entropy(X, Y)", "Y (m × d)", "(n × d)"),
    ("dense(X, A, w)", "X (d)", "A (n)"),
    ("attention(X, Y, A)", "(m)", "A (n)"),
    ('einsum("ij,jk->ik", X, A)', "for d", "for n"),
    ("conv1d(X, T)", "X (n × d)", "T (n × m × d)"),
    ("reshape(X, (2, 3))", "X (n × d)", "2 × 3"),
    ("inv(X)", "X is", "n × d"),
    ("det(X)", "X is", "n × d"),
    ("outer(X, x)", "X is", "n × d"),
    ("kron(T, A)", "T is", "n × m × d"),
    ("embedding(x, X)", "x is", "n"),
    ("X @ t", "t is", "a number"),
    ("sum(X, axis=2)", "X has 2 axes", "axis 2"),
    ("x[:, 0]", "x has shape n", "2 indices"),
)


@pytest.mark.parametrize("name", UNSUPPORTED)
@pytest.mark.parametrize("argument", ["A", "x"])
def test_a_function_that_is_not_here_is_refused_by_name(name: str, argument: str) -> None:
    with pytest.raises(st.Unreadable) as refused:
        st.derive(f"sum({name}({argument}))", wrt=argument, shapes=SHAPES)
    assert f"`{name}`" in refused.value.message


@pytest.mark.parametrize(("text", "left", "right"), MISFITS, ids=[text for text, _, _ in MISFITS])
def test_what_does_not_fit_names_both_sides(text: str, left: str, right: str) -> None:
    with pytest.raises(st.Unreadable) as refused:
        st.derive(text, wrt="x", shapes=SHAPES)
    assert left in refused.value.message
    assert right in refused.value.message


def test_a_core_function_without_a_rule_is_refused_by_name() -> None:
    x = variable("x", (3,))
    assert "unheard_of" not in ATOMS
    with pytest.raises(st.NoRule, match="unheard_of"):
        derivative(atom("unheard_of", (x,), (3,)), x)


@pytest.mark.parametrize(
    "text", ["sum(embedding(X, i))", "sum(i)*sum(embedding(X, i)^2)", "cross_entropy(Y, one_hot(i, size=d))"]
)
def test_indices_have_no_derivative(text: str) -> None:
    shapes = {"X": ("n", "d"), "Y": ("k", "d"), "i": ("k",)}
    with pytest.raises(st.NoRule, match="whole numbers"):
        st.derive(text, wrt="i", shapes=shapes)
    assert st.derive(text, wrt="X", shapes={**shapes, "i": ("k",)}).check().passed
