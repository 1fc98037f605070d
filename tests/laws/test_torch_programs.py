"""The printed PyTorch programs of all derivatives over arrays: the same values as NumPy's; needs PyTorch."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.laws import recurrence_rows, test_matrix_cases
from tests.laws.matrix import Values, close, sampled
from tests.laws.matrix_rows import ROWS

import steepest as st

pytestmark = pytest.mark.torch


def _agree(d: st.Derived, given: Values) -> None:
    """The two programs of a derivative have one value."""
    torch = pytest.importorskip("torch")
    own: dict[str, Any] = {}
    exec(d.code("torch"), own)
    run = d.compile("numpy")
    found = own["f"](*(torch.as_tensor(given[n], dtype=torch.float64) for n in run.arguments))
    want = run(**{n: given[n] for n in run.arguments})
    close(np.asarray(found), np.asarray(want), d.code("torch"))


@pytest.mark.skipif(not test_matrix_cases.ROWS, reason="the shared cases are not here")
@pytest.mark.parametrize("row", test_matrix_cases.ROWS, ids=lambda row: row["id"])
def test_the_shared_cases_run_in_pytorch(row: dict[str, Any]) -> None:
    _agree(test_matrix_cases.derived(row), test_matrix_cases.values_of(row))


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_our_own_rows_run_in_pytorch(row: Any) -> None:
    d = st.derive(row.text, wrt=row.wrt, order=row.order, shapes=row.shapes)
    _agree(d, sampled(str(row), row.sized, row.kinds))


@pytest.mark.parametrize("row", recurrence_rows.ROWS, ids=str)
def test_recurrences_run_in_pytorch(row: recurrence_rows.Row) -> None:
    d = st.derive(row.text, wrt=row.wrt, order=row.order, shapes=row.shapes)
    _agree(d, sampled(str(row), row.sized, row.kinds))
