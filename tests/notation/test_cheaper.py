"""Programs do their work in a cheap order."""

import pytest

from steepest.notation.code import code
from steepest.notation.reading import read


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("diag(y) @ X", "y[:, None] * X"),
        ("X.T @ diag(y)", "X.T * y"),
        ("X.T @ diag(y) @ X", "(X.T * y) @ X"),
        ("diag(y) @ y", "y * y"),
        ("y @ diag(y) @ X", "(y * y) @ X"),
    ],
)
def test_a_diagonal_matrix_is_not_formed_to_be_multiplied(text, written):
    assert code(read(text, "X: n d, y: n"), "numpy").rstrip().endswith(f"return {written}")
