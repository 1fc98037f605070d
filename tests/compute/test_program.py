"""Programs: what is printed runs, quickly, and says clearly what does not fit."""

import math
import time
from typing import Any

import numpy as np
import pytest

from steepest.calculus.lower import lower
from steepest.calculus.surface import Surface
from steepest.compute.evaluate import value
from steepest.compute.program import BadArguments, compile
from steepest.notation.reading import read as reading


def read(text: str, shapes: str = "") -> Surface:
    found = reading(text, shapes or None)
    assert isinstance(found, Surface), found
    return found


SCALARS = [
    ("3x^2 sin(x)", {"x": 1.5}),
    ("x^(1/3)", {"x": -8.0}),
    ("e^(-x^2/2)/sqrt(2pi)", {"x": 0.3}),
    ("where(x > 0, log(x), x)", {"x": -2.0}),
    ("max(x, y) + |x - y|", {"x": 1.0, "y": 3.0}),
    ("sigmoid(w x + b)", {"w": 2.0, "x": -1.0, "b": 0.5}),
]

ARRAYS = [
    ("sum((X@w - y)^2)", "X: n d, w: d, y: n"),
    ("X.T @ (X@w - y)/n", "X: n d, w: d, y: n"),
    ("softmax(X@w)", "X: n d, w: d"),
    ("logsumexp(X, axis=1)", "X: n d"),
    ("mean(log(1 + exp(-y*(X@w))))", "X: n d, w: d, y: n"),
    ("outer(w, w)*c", "w: d"),
    ("tr(X.T @ X)", "X: n d"),
]

OUTSIDE = [
    ("log(x)", -1.0, math.nan),
    ("1/x", 0.0, math.inf),
    ("sqrt(x)", -1.0, math.nan),
    ("x^0.3", -8.0, math.nan),
    ("x^x", -1.5, math.nan),
    ("exp(x)", 1e4, math.inf),
    ("log(x)", 0.0, -math.inf),
    ("arcsin(x)", 2.0, math.nan),
]


@pytest.mark.parametrize(("text", "values"), SCALARS, ids=[t for t, _ in SCALARS])
def test_a_program_of_numbers_gives_the_value_of_direct_evaluation(text: str, values: dict[str, float]) -> None:
    e = read(text)
    out = compile(e)(**values)
    assert type(out) is float
    assert out == pytest.approx(float(value(lower(e), values)), rel=1e-14)


@pytest.mark.parametrize(("text", "shapes"), ARRAYS, ids=[t for t, _ in ARRAYS])
@pytest.mark.parametrize("backend", ["numpy", "jax"])
def test_a_program_of_arrays_gives_the_value_of_direct_evaluation(text: str, shapes: str, backend: str) -> None:
    e = read(text, shapes)
    source = np.random.default_rng(0)
    sizes = {"n": 4, "d": 3}
    program = compile(e, backend=backend)
    values = {n: source.normal(size=[sizes[str(d)] for d in s]) for n, s in program.arguments.items()}
    out, want = program(**values), value(lower(e), values)
    assert isinstance(out, float) == (want.ndim == 0)
    np.testing.assert_allclose(out, want, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize(("text", "x", "want"), OUTSIDE, ids=[t for t, *_ in OUTSIDE])
def test_outside_the_domain_there_is_a_value_and_no_exception(text: str, x: float, want: float) -> None:
    program = compile(read(text))
    np.testing.assert_equal(program(x=x), want)
    np.testing.assert_equal(program(x=np.array([x, x]))[1], want)


def test_a_program_of_numbers_takes_arrays_too() -> None:
    program = compile(read("x^2 y"))
    assert program(x=np.arange(3.0), y=2).tolist() == [0.0, 2.0, 8.0]
    assert program(x=np.arange(3.0)[:, None], y=[1.0, 2.0]).shape == (3, 2)
    assert compile(read("x^2 y"), backend="jax")(x=np.arange(3.0), y=2).tolist() == [0.0, 2.0, 8.0]
    assert compile(read("x^2 y"), backend="jax")(x=3, y=2) == 18.0
    assert compile(read("3"), ["x"])(x=np.zeros(4)).tolist() == [3.0] * 4
    with pytest.raises(BadArguments, match=r"x: 3, y: 2"):
        program(x=np.arange(3.0), y=[1.0, 2.0])


def test_several_results_come_as_a_dict() -> None:
    program = compile({"x": read("2x"), "y": read("x y")})
    assert program(x=3, y=4) == {"x": 6.0, "y": 12.0}


CALLS: list[tuple[dict[str, Any], str]] = [
    ({"X": np.eye(3), "w": [1, 2], "y": [0, 0, 0]}, r"w is declared as d, .* is 2\. Elsewhere d = 3"),
    ({"X": np.eye(3), "w": 1.0, "y": [0, 0, 0]}, r"w is declared as d, .* a number"),
    ({"X": np.eye(3), "w": [1, 2, 3]}, r"No value was given for y\. It takes X, w, y"),
    ({"X": np.eye(3), "w": [1, 2, 3], "y": [0, 0, 0], "z": 1}, "There is no z in this function"),
    ({"X": "abc", "w": [1, 2, 3], "y": [0, 0, 0]}, "'abc' is not a number"),
]


@pytest.mark.parametrize(("values", "said"), CALLS, ids=[s for _, s in CALLS])
def test_a_call_that_does_not_fit_is_told_both_sides(values: dict[str, Any], said: str) -> None:
    program = compile(read("sum((X@w - y)^2)", "X: n d, w: d, y: n"))
    with pytest.raises(BadArguments, match=said):
        program(**values)


def test_names_absent_from_the_expression_are_still_arguments() -> None:
    program = compile(read("2x"), ["x", "y"])
    assert program(x=1, y=2) == 2.0
    with pytest.raises(BadArguments, match="for y"):
        program(x=1)


def test_a_program_of_numbers_costs_microseconds() -> None:
    program = compile(read("3x^2 sin(x) + exp(-x)"))
    best = math.inf
    for _ in range(20):
        start = time.perf_counter()
        for _ in range(100):
            program(x=1.5)
        best = min(best, (time.perf_counter() - start) / 100)
    assert best < 2e-5


def test_a_function_that_plain_python_lacks_runs_in_numpy() -> None:
    program = compile(read("digamma(x)"))
    assert program(x=1.0) == pytest.approx(-0.5772156649015329, rel=1e-12)
    assert program(x=[1.0, 2.0]).shape == (2,)
    assert math.isnan(program(x=-1.0)) or math.isinf(program(x=-1.0))
