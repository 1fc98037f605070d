"""Every row of our table of functions of arrays: the derivative is that of JAX, printed, read back and run."""

from __future__ import annotations

import pytest
from tests.laws.matrix import by_jax, hold, sampled
from tests.laws.matrix_rows import ROWS, Row

import steepest as st


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_derivative_over_arrays_is_that_of_jax(row: Row) -> None:
    d = st.derive(row.text, wrt=row.wrt, order=row.order, shapes=row.shapes)
    values = sampled(str(row), row.sized, row.kinds)
    hold(d, row.shapes, values, by_jax(row.function, values, row.wrt, row.order))


def test_ten_rows_and_more_are_of_third_order() -> None:
    assert sum(row.order == 3 for row in ROWS) >= 10
