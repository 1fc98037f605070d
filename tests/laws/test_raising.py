"""What is raised to words is lowered to the same object: on random products of sums, on layers, on their derivatives.

Each case is a seed; it is part of the test's name, so a failure names the expression.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import numpy as np
import pytest
from tests.laws.expressions import DECLARED, SIZES, array

import steepest as st
from steepest.calculus import sweep
from steepest.calculus.dims import Shape, letter
from steepest.calculus.expr import Expr, count, variable, variables
from steepest.calculus.lower import lower
from steepest.calculus.operators import build
from steepest.calculus.raising import raised
from steepest.calculus.readable import array_forms
from steepest.calculus.signature import packed
from steepest.calculus.surface import Surface
from steepest.calculus.surface import variable as name
from steepest.calculus.tidy import tidied
from steepest.compute.evaluate import value

N, D = letter("n"), letter("d")
LARGEST = 300
LAYERS = (
    "layernorm(X)", "batchnorm(X)", "(X - mean(X, axis=0))/std(X, axis=0)", "X/norm(X, axis=1)[:, None]",
    "softmax(X)*var(X)", "sum(std(X, axis=0))*sum(X)*X", "mean(X, axis=0)*sum(X, axis=0)*X", "X*(X @ w)[:, None]",
)  # fmt: skip


def held(e: Expr, what: str) -> None:
    """The expression in words is read back as itself."""
    words = raised(e)
    assert lower(words) is e, f"{what}: {words!r}"


def slope(e: Expr, x: str, shape: Shape) -> Expr:
    return sweep.derivative(e, variable(x, shape))


def vector(source: Random) -> Surface:
    """A vector along n: a row of sums, a product with a matrix, or a name."""
    a, b = (source.choice((name("A", (N, D)), name("B", (N, D)))) for _ in range(2))
    v, w = name("v", (N,)), name("w", (D,))
    ways: tuple[Callable[[], Surface], ...] = (
        lambda: build("sum", (a,), packed(axis=1)),
        lambda: build("mean", (build("mul", (a, b)),), packed(axis=1)),
        lambda: build("matmul", (a, w)),
        lambda: build("matmul", (a, build("matmul", (build("transpose", (b,)), v)))),
        lambda: build("var", (a,), packed(axis=1)),
        lambda: build("exp", (v,)),
        lambda: v,
    )
    return source.choice(ways)()


def product(source: Random) -> Surface:
    """A product of up to four vectors, as it is, summed, along the rows of a matrix, or in front of one."""
    parts = [vector(source) for _ in range(source.choice((2, 2, 3, 4)))]
    if source.random() < 0.4:
        parts.append(build("sum", (vector(source),)))
    p = build("mul", tuple(parts))
    a = name("A", (N, D))
    ways: tuple[Callable[[], Surface], ...] = (
        lambda: p,
        lambda: build("sum", (p,)),
        lambda: build("matmul", (p, a)),
        lambda: build("mul", (build("index", (p,), (("slice", None, None, None), ("new",))), a)),
        lambda: build("matmul", (a, build("matmul", (build("transpose", (a,)), p)))),
    )
    return source.choice(ways)()


@pytest.mark.parametrize("seed", range(300))
def test_a_product_of_sums_is_raised_and_lowered_to_itself(seed: int) -> None:
    e = lower(product(Random(seed)))
    held(e, "the product")
    for x, shape in (("v", (N,)), ("A", (N, D))):
        if count(d := slope(e, x, shape)) < LARGEST:
            held(d, f"its derivative by {x}")


@pytest.mark.parametrize("layer", LAYERS)
def test_the_derivatives_of_layers_are_raised_and_lowered_to_themselves(layer: str) -> None:
    shapes = {"X": ("n", "d"), "G": ("n", "d"), "w": ("d",)}
    first = slope(lower(st.read(f"sum(G * ({layer}))", shapes)), "X", (N, D))
    held(first, "the gradient")
    second = slope(first, "X", (N, D))
    if count(second) < LARGEST:
        held(second, "the Hessian")


def random_slope(seed: int) -> Expr | None:
    """The derivative of a random expression of arrays by one of its names; None where it is large."""
    source = Random(seed)
    e = lower(array(source, source.choice([(), (), *DECLARED.values()]), 1 + seed % 3))
    names = sorted(variables(e))
    x = names[seed % len(names)] if names else "A"
    d = slope(e, x, DECLARED[x])
    return d if count(d) < LARGEST else None


@pytest.mark.parametrize("batch", range(20))
def test_the_forms_to_choose_from_have_one_value(batch: int) -> None:
    source = np.random.default_rng(batch)
    given = {n: source.uniform(0.2, 1.2, [SIZES[str(d)] for d in s]) for n, s in DECLARED.items()}
    for seed in range(20 * batch, 20 * batch + 20):
        d = random_slope(seed)
        if d is None or not d.shape:
            continue
        want = value(d, given, SIZES)
        where = np.isfinite(want)
        for form in (*array_forms(d), tidied(d)):
            got = value(form, given, SIZES)
            np.testing.assert_allclose(got[where], want[where], rtol=1e-7, atol=1e-9, err_msg=f"seed {seed}")
