"""Laws on random expressions: the normal form keeps the value, the sweep is JAX's derivative, programs run the value.

Each case is a seed; it is part of the test's name, so a failure names the expression.
"""

from collections.abc import Iterator
from random import Random
from typing import Any

import numpy as np
import pytest
from flint import ctx
from tests.laws.expressions import DECLARED, SIZES, array, scalar
from tests.laws.naive import naive

from steepest.calculus import sweep
from steepest.calculus.expr import variable
from steepest.calculus.lower import lower
from steepest.calculus.surface import Surface, variables
from steepest.compute.deciding import verdict
from steepest.compute.evaluate import value
from steepest.compute.points import balls, spread
from steepest.compute.program import compile
from steepest.compute.tape import taped

BATCHES = 20
SCALARS = 30  # in a batch: 600 expressions of numbers
ARRAYS = 30  # and 600 of arrays


def scalars(batch: int) -> Iterator[tuple[str, Surface]]:
    for k in range(SCALARS):
        seed = 1000 * batch + k
        source = Random(seed)
        yield f"scalar {seed}", scalar(source, 2 + k % 3)


def arrays(batch: int) -> Iterator[tuple[str, Surface]]:
    for k in range(ARRAYS):
        seed = 1000 * batch + k
        source = Random(seed)
        shape = source.choice([(), (), *DECLARED.values()])
        yield f"array {seed}", array(source, shape, 1 + k % 3)


def values_for(seed: int) -> dict[str, Any]:
    source = np.random.default_rng(seed)
    return {n: source.uniform(-1, 1, [SIZES[str(d)] for d in s]) for n, s in DECLARED.items()}


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_normal_form_of_numbers_keeps_the_value(batch: int) -> None:
    for name, e in scalars(batch):
        tape = taped(e, lower(e))
        for point in spread(list(tape.variables), 12, Random(batch), {}):
            with ctx.workprec(200):
                values = tape.run(balls(point))
            assert verdict(*(values[k] for k in tape.out)) != "differ", f"{name}: {e!r} at {point}"


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_normal_form_of_arrays_keeps_the_value(batch: int) -> None:
    given = values_for(batch)
    for name, e in arrays(batch):
        with np.errstate(all="ignore"):
            want = np.asarray(naive(e, given, SIZES, np))
        got = value(lower(e), given, SIZES)
        assert got.shape == want.shape, name
        where = np.isfinite(want)
        np.testing.assert_allclose(got[where], want[where], rtol=1e-7, atol=1e-9, err_msg=f"{name}: {e!r}")


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_program_of_an_expression_gives_its_value(batch: int) -> None:
    given = values_for(batch)
    for name, e in arrays(batch):
        want = value(lower(e), given, SIZES)
        arguments = {n: DECLARED[n] for n in variables(e)}
        program = compile(e, arguments)
        extra = {n: SIZES[n] for n in program.letters}
        got = np.asarray(program(**{n: given[n] for n in arguments}, **extra))
        assert got.shape == want.shape, f"{name}\n{program.source}"
        where = np.isfinite(want)
        message = f"{name}: {e!r}\n{program.source}"
        np.testing.assert_allclose(got[where], want[where], rtol=1e-7, atol=1e-9, err_msg=message)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_sweep_gives_the_derivative_of_jax_for_numbers(batch: int) -> None:
    import jax
    import jax.numpy as jnp

    source = np.random.default_rng(batch)
    with jax.enable_x64(True):
        for name, e in list(scalars(batch))[::2]:
            given = {n: np.asarray(source.uniform(0.2, 1.8)) for n in ("x", "y", "z")}
            names = list(variables(e))
            if not names:
                continue
            n = names[batch % len(names)]
            with np.errstate(all="ignore"):
                want = jax.grad(lambda t, n=n, e=e, g=given: naive(e, {**g, n: t}, SIZES, jnp))(given[n])
            got = value(sweep.derivative(lower(e), variable(n)), given)
            if np.isfinite(want) and np.isfinite(got) and abs(float(want)) < 1e8:
                np.testing.assert_allclose(got, want, rtol=1e-6, atol=1e-8, err_msg=f"{name}: {e!r} {n} {given}")


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_sweep_gives_the_derivative_of_jax_for_arrays(batch: int) -> None:
    import jax
    import jax.numpy as jnp

    given = values_for(batch)
    with jax.enable_x64(True):
        for name, e in list(arrays(batch))[::3]:
            names = list(variables(e))
            if not names:
                continue
            n = names[batch % len(names)]
            core = lower(e)
            want = np.asarray(jax.jacrev(lambda t, n=n, e=e: naive(e, {**given, n: t}, SIZES, jnp))(given[n]))
            got = value(sweep.derivative(core, variable(n, DECLARED[n])), given, SIZES)
            assert got.shape == want.shape, name
            where = np.isfinite(want) & np.isfinite(got) & (np.abs(want) < 1e8)
            np.testing.assert_allclose(got[where], want[where], rtol=1e-6, atol=1e-8, err_msg=f"{name}: {e!r} by {n}")
