"""Convex functions with kinks, those without a minimiser, and how close the end is."""

import numpy as np
import pytest
from tests.descent.problems import arrays, origin, rows

from steepest.calculus.lower import lower
from steepest.descent.certificates import strength
from steepest.descent.descend import minimize
from steepest.descent.landscape import Landscape
from steepest.descent.problem import problem
from steepest.notation.reading import read


@pytest.mark.parametrize(
    ("f", "start", "least"),
    [
        ("abs(x)", {"x": 1}, 0),
        ("abs(x - 1) + abs(y + 2) + max(x, y)", {"x": 1, "y": 3}, 1),
        ("max(x, -2x) + 1", {"x": 4}, 1),
        ("norm(w) + 3", {"w": [1, 2]}, 3),
        ("exp(x^2) + max(0, x)", {"x": 2}, 1),
        ("sum(abs(w - a)) + sum(w^2)/2", {"w": [0, 0]}, 0.125 + 2.5),  # shrinks a to at most 1
        ("sqrt(x^2 + y^2) + abs(x - 3)", {"x": -1, "y": 2}, 3),
        ("relu(x) + relu(-x) - 1", {"x": 4}, -1),
    ],
)
def test_the_bottom_of_a_convex_function_with_kinks_is_found_and_proved(f, start, least):
    data = {"a": [0.5, -3]} if "a)" in f and "- a" in f else None
    trace = minimize(f, start, data=data)
    assert trace.method == "smoothing"
    assert trace.value == pytest.approx(least, abs=1e-8)
    assert trace.verdict.kind == "global minimum", trace.verdict


@pytest.mark.parametrize("row", [r for r in rows("convex.json") if not r["smooth"]], ids=lambda r: r["name"])
def test_reference_losses_with_kinks_end_at_their_minimum(row):
    trace = minimize(row["loss"], origin(row), data=arrays(row))
    assert trace.value == pytest.approx(row["fmin"], rel=1e-9)
    assert trace.verdict.kind == "global minimum"
    assert "kinks rounded off" in trace.verdict.sentence


def test_a_kink_is_named_where_a_run_jumps_across_it():
    trace = minimize("2 abs(x - 0.1) + 1", {"x": 1}, method="gradient descent", rate=0.4, steps=50)
    assert trace.verdict.kind == "not converged"
    assert "kinks" in trace.verdict.sentence
    later = minimize("abs(x)", {"x": 1}, rate=0.35, steps=300, schedule={"name": "exponential", "gamma": 0.95})
    assert later.value < 1e-5


def test_what_is_no_kink_is_not_rounded():
    rng = np.random.default_rng(0)
    data = {"X": rng.normal(size=(20, 2)), "y": rng.normal(size=20)}
    assert minimize("sum(huber(X@w - y))", {"w": np.zeros(2)}, data).method == "bfgs"
    assert minimize("sqrt(x^2 + 1)", {"x": 3}).method == "bfgs"


@pytest.mark.parametrize("method", [None, "gradient descent"])
def test_separated_data_are_named_with_the_direction(method):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(40, 2))
    data = {"X": X, "y": np.sign(X @ [1, 0.3])}
    trace = minimize("mean(log(1 + exp(-y*(X@w))))", {"w": np.zeros(2)}, data, method=method)
    assert trace.verdict.kind == "no minimum"
    assert "the data are separated along" in trace.verdict.sentence
    assert (data["y"] * (X @ trace.verdict.direction["w"]) >= 0).all()
    held = minimize("mean(log(1 + exp(-y*(X@w)))) + 0.001 sum(w^2)", {"w": np.zeros(2)}, data)
    assert held.verdict.kind == "global minimum"


def test_a_penalty_bounds_the_distance_to_the_best_value():
    rng = np.random.default_rng(1)
    X = rng.normal(size=(40, 2))
    data = {"X": X, "y": np.sign(X @ [1, 0.3] + rng.normal(size=40))}
    shapes = {n: a.shape for n, a in data.items()}

    def mu(f, **start):
        known = {**shapes, **{n: np.shape(v) for n, v in start.items()}}
        return strength(Landscape(problem(lower(read(f, known)), start, data, f)))

    all_of_it = "mean(log(1 + exp(-y*(X@w)))) + 0.01 sum(w^2)"
    assert mu(all_of_it, w=np.zeros(2)) == pytest.approx(0.02)
    assert mu("mean(log(1 + exp(-y*(X@w + b)))) + 0.01 sum(w^2)", w=np.zeros(2), b=0.0) == 0
    assert mu("mean(log(1 + exp(-y*(X@w))))", w=np.zeros(2)) == 0
    best = minimize(all_of_it, {"w": np.zeros(2)}, data).value
    early = minimize(all_of_it, {"w": np.zeros(2)}, data, method="gradient descent", rate=0.5, steps=60)
    assert early.value - best <= early.gradient_norms[-1] ** 2 / (2 * 0.02)
