"""Direct evaluation against hand-written JAX, value and derivative, on the published matrix cases."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from steepest.calculus import sweep
from steepest.calculus.expr import variable
from steepest.calculus.lower import lower
from steepest.calculus.surface import Surface
from steepest.compute.evaluate import Unbound, value
from steepest.notation.reading import read

CASES = Path(__file__).parents[3] / "shared" / "cases" / "matrix.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(r) for r in CASES.read_text().splitlines()] if CASES.exists() else []


def sample(row: dict[str, Any]) -> dict[str, Any]:
    source = np.random.default_rng(0)
    out = {}
    for name, shape in row["vars"].items():
        domain = row["domain"].get(name, (-1, 1))
        a = source.uniform(*domain, shape) if not isinstance(domain, str) else source.uniform(0.1, 1, shape)
        a = a / a.sum(axis=-1, keepdims=True) if domain == "simplex" else a
        a = np.sign(a - 0.5) if domain == "pm1" else np.round(a) if domain == "bin" else a
        a = a + a.T if name in row["symmetric"] else a
        out[name] = a @ a.T + np.eye(len(a)) if name in row["posdef"] else a
    return out


@pytest.mark.parametrize("row", ROWS, ids=[r["id"] for r in ROWS])
def test_value_and_derivative_are_those_of_jax(row: dict[str, Any]) -> None:
    import jax
    import jax.numpy as jnp

    written = read(row["expr"], {n: tuple(s) for n, s in row["vars"].items()})
    if not isinstance(written, Surface):
        pytest.skip(written.message)
    values = sample(row)
    names = list(values)
    with jax.enable_x64(True):
        oracle = eval(row["jax"], {"jnp": jnp, "jax": jax})
        ours = lower(written)
        for order in range(row["order"] + 1):
            want = np.asarray(jax.jit(oracle)(*values.values()))
            got = value(ours, values)
            assert got.shape == want.shape
            np.testing.assert_allclose(got, want, rtol=1e-9, atol=1e-10, err_msg=f"order {order}")
            if not isinstance(row["wrt"], str):
                break
            ours = sweep.derivative(ours, variable(row["wrt"], tuple(row["vars"][row["wrt"]])))
            oracle = jax.jacobian(oracle, argnums=names.index(row["wrt"]))


def test_a_value_that_does_not_fit_its_shape_is_told_both_sides() -> None:
    e = read("X @ w", "X: n d, w: d")
    assert isinstance(e, Surface)
    with pytest.raises(Unbound, match="w is declared as d"):
        value(lower(e), {"X": np.eye(3), "w": np.ones(2)})
    with pytest.raises(Unbound, match="The variable w has no value"):
        value(lower(e), {"X": np.eye(3)})
