"""Laws on random functions: what is claimed of them is true wherever one looks."""

from random import Random

import numpy as np
import pytest

from steepest.calculus.lower import lower
from steepest.compute.evaluate import value
from steepest.descent.descend import maximize, minimize
from steepest.descent.forms import stable
from steepest.descent.problem import NotAProblem
from steepest.descent.proving import convexity
from steepest.notation.reading import read

UNARY = ["exp({})", "log(1 + exp({}))", "({})^2", "abs({})", "sqrt(1 + ({})^2)", "cosh({})", "relu({})", "sin({})",
         "tanh({})", "({})^3", "exp(-({})^2)", "({})^4", "sigmoid({})", "1/(1 + ({})^2)", "log(2 + {})"]  # fmt: skip
BINARY = ["{} + {}", "{} - {}", "({})*({})", "max({}, {})", "{} + 2*({})", "hypot({}, {})", "log(exp({}) + exp({}))"]


def random_function(rng: Random, depth: int = 3) -> str:
    """A function of x and y with kinks, saddles and plateaus."""
    if depth == 0 or rng.random() < 0.15:
        a, b, c = (rng.randint(-3, 3) for _ in range(3))
        return rng.choice(["x", "y", f"{a}*x + {b}*y + {c}", f"x - {a}", "y/2"])
    if rng.random() < 0.5:
        return rng.choice(UNARY).format(random_function(rng, depth - 1))
    return rng.choice(BINARY).format(random_function(rng, depth - 1), random_function(rng, depth - 1))


def around(z, seed=0):
    """Points near and far."""
    rng = np.random.default_rng(seed)
    for size in (1e-3, 0.1, 1, 3, 10):
        yield from z + size * rng.standard_normal((40, 2))


@pytest.mark.parametrize("seed", range(80))
def test_what_is_said_of_an_end_is_true_of_its_neighbours(seed):
    rng = Random(seed)
    f = random_function(rng)
    e = stable(lower(read(f, {})))
    start = {"x": rng.uniform(-2, 2), "y": rng.uniform(-2, 2)}
    method = rng.choice([None, "bfgs", "newton", "adam", "gradient descent"])
    try:
        trace = minimize(f, start, method=method, steps=300 if method in ("adam", "gradient descent") else None)
    except NotAProblem:
        return
    best = np.array([float(trace.best["x"]), float(trace.best["y"])])
    at, plain = trace.value, float(value(e, {"x": best[0], "y": best[1]}))
    kind = trace.verdict.kind
    assert np.isfinite(at), (f, start)
    if np.isfinite(plain):
        assert at == pytest.approx(plain, rel=1e-9, abs=1e-9), (f, start)
    everywhere = [float(value(e, {"x": a, "y": b})) for a, b in around(best)]
    near = everywhere[:40]
    slack = 1e-7 * (1 + abs(at))
    if kind == "global minimum":
        assert min(v for v in everywhere if np.isfinite(v)) >= at - slack, (f, start, trace.verdict)
    if kind == "local minimum":
        assert min(near) >= at - slack, (f, start, trace.verdict)
    if kind in ("saddle", "maximum"):
        again = trace.verdict.restart
        assert float(value(e, again)) < at + 1e-12, (f, start, trace.verdict)


@pytest.mark.parametrize("seed", range(100))
def test_a_certificate_is_never_broken_by_a_chord(seed):
    f = random_function(Random(1000 + seed))
    found = convexity(f, wrt=["x", "y"])
    if found.kind == "unknown":
        return
    e = lower(read(f, {}))
    rng = np.random.default_rng(seed)
    signs = {"convex": [1], "concave": [-1], "affine": [1, -1]}[found.kind]
    for a, b in zip(2 * rng.standard_normal((60, 2)), 2 * rng.standard_normal((60, 2)), strict=True):
        fa, fb, mid = (float(value(e, {"x": p[0], "y": p[1]})) for p in (a, b, (a + b) / 2))
        if np.isfinite([fa, fb, mid]).all():
            for s in signs:
                assert s * mid <= s * (fa + fb) / 2 + 1e-9 * (1 + abs(fa) + abs(fb)), (f, found, a, b)


@pytest.mark.parametrize("seed", range(80))
def test_a_stable_form_has_the_same_value(seed):
    e = lower(read(random_function(Random(4000 + seed)), {}))
    for a, b in np.random.default_rng(seed).standard_normal((10, 2)):
        found, plain = (float(value(g, {"x": a, "y": b})) for g in (stable(e), e))
        if np.isfinite(plain) and abs(plain) < 1e6:
            assert found == pytest.approx(plain, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("seed", range(20))
def test_maximising_is_minimising_with_the_sign_turned(seed):
    f = random_function(Random(2000 + seed), depth=2)
    start = {"x": 0.3, "y": -0.7}
    try:
        down, up = minimize(f, start, method="bfgs"), maximize(f"-({f})", start, method="bfgs")
    except NotAProblem:
        return
    assert up.value == pytest.approx(-down.value, rel=1e-6, abs=1e-6)
    turned = {"minimum": "maximum", "maximum": "minimum"}
    words = [turned.get(w, w) for w in down.verdict.kind.split()]
    assert up.verdict.kind == " ".join(words)
