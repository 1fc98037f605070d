"""The shared cases of matrix calculus in other views: each has the entries of the derivative, and is read back.

Skipped where the cases are not there; they are read, never copied.
"""

from __future__ import annotations

import numpy as np
import pytest
from tests.laws.matrix import close
from tests.laws.test_matrix_cases import ROWS, Row, derived, shapes_of, values_of

import steepest as st
from steepest.calculus.views import NoView
from steepest.compute.evaluate import value


@pytest.mark.skipif(not ROWS, reason="the shared cases are not here")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_view_has_the_entries_of_the_derivative(row: Row) -> None:
    d, values = derived(row), values_of(row)
    whole = value(d.expr, values)
    x = values[row["wrt"]]
    seen = d.view("map")
    v = np.random.default_rng(5).normal(size=x.shape)
    wanted = np.tensordot(whole, v, v.ndim)
    close(d.hvp()(**values, **{seen.direction: v}), wanted, "as a map")
    again = st.read(str(seen), {**shapes_of(row), seen.direction: x.shape})
    close(value(st.lower(again), {**values, seen.direction: v}), wanted, "as a map, read back")
    rows = whole.ndim - x.ndim if row["order"] == 1 else x.ndim
    if whole.ndim == rows + x.ndim and row["order"] <= 2:
        turned = np.transpose(whole, [*range(rows)[::-1], *range(rows, whole.ndim)[::-1]])
        wanted = turned.reshape(-1, x.size) if rows else turned.reshape(-1)
        if rows or x.ndim:
            close(value(d.view("vec").expr, values).reshape(wanted.shape), wanted, "in columns")
    try:
        core = d.view("compressed")
    except NoView:
        return
    assert value(core.expr, values).size < whole.size
