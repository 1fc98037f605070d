"""The shared cases of matrix calculus: every derivative against JAX, printed and read back, run as NumPy and JAX.

Skipped where the cases are not there; they are read, never copied.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from tests.laws.matrix import Kind, by_jax, close, hold, sampled

import steepest as st

FILE = Path(__file__).parents[3] / "shared" / "cases" / "matrix.jsonl"
Row = dict[str, Any]
ROWS: list[Row] = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()] if FILE.exists() else []
VEC = [row for row in ROWS if row.get("layout") == "vec"]


def shapes_of(row: Row) -> dict[str, tuple[int, ...]]:
    return {n: tuple(shape) for n, shape in row["vars"].items()}


def values_of(row: Row) -> dict[str, np.ndarray]:
    kinds: dict[str, Kind] = {**row["domain"], **dict.fromkeys(row["symmetric"], "symmetric")}
    return sampled(row["id"], shapes_of(row), {**kinds, **dict.fromkeys(row["posdef"], "posdef")})


def derived(row: Row) -> st.Derived:
    return st.derive(row["expr"], wrt=row["wrt"], order=row["order"], shapes=shapes_of(row))


def commutation(m: int, n: int) -> np.ndarray:
    """The matrix that takes vec(A) to vec(A.T), for A of m by n."""
    return np.einsum("il,jk->ijkl", np.eye(m), np.eye(n)).reshape(m * n, m * n)


def flattened(a: np.ndarray) -> np.ndarray:
    """The derivative of a matrix by a matrix in columns: d vec(F) / d vec(X)."""
    m, n, p, q = a.shape
    return a.transpose(1, 0, 3, 2).reshape(m * n, p * q)


@pytest.mark.skipif(not ROWS, reason="the shared cases are not here")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_derivative_is_that_of_jax_printed_and_run(row: Row) -> None:
    f = eval(row["jax"], {"jnp": jnp, "jax": jax})
    values = values_of(row)
    hold(derived(row), shapes_of(row), values, by_jax(f, values, row["wrt"], row["order"]))


@pytest.mark.skipif(not VEC, reason="the shared cases are not here")
@pytest.mark.parametrize("row", VEC, ids=lambda row: row["id"])
def test_in_columns_it_is_the_matrix_of_the_source(row: Row) -> None:
    words = {"kron": np.kron, "eye": np.eye, "inv": np.linalg.inv, "commutation": commutation}
    values = values_of(row)
    found = derived(row).compile("numpy")(**values)
    close(flattened(found), eval(row["expected"], words | values), row["expected"])
