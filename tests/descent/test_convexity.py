"""Convexity: proofs by form, never a guess."""

import numpy as np
import pytest
from tests.descent.problems import arrays, origin, rows

from steepest.calculus.lower import lower
from steepest.descent.certificates import certificate
from steepest.descent.curvature import behaviour, extreme, largest, spectrum
from steepest.descent.landscape import Landscape
from steepest.descent.problem import problem
from steepest.descent.proving import convexity
from steepest.descent.shapes_of_functions import FUNCTIONS
from steepest.descent.signs import NEGATIVE, POSITIVE
from steepest.descent.squares import squares
from steepest.notation.reading import read

DATA = {"X": np.arange(12.0).reshape(4, 3) - 5, "y": np.array([1.0, -1, 1, -1]), "c": np.array([1.0, 2, 0, 3])}
W = {"w": np.zeros(3)}


def task(f, start, data=None):
    data = data or {}
    used = {n: a for n, a in data.items() if n in f and n not in start}
    shapes = {n: np.shape(a) for n, a in (*start.items(), *used.items())}
    return problem(lower(read(f, shapes)), start, used, f)


@pytest.mark.parametrize(
    ("f", "start", "kind"),
    [
        ("x^2", {"x": 1}, "convex"),
        ("-x^2", {"x": 1}, "concave"),
        ("3x - 2", {"x": 1}, "affine"),
        ("x^3", {"x": 1}, "unknown"),
        ("x^4 + exp(-2x)", {"x": 1}, "convex"),
        ("abs(x - 1) + max(x, y)", {"x": 1, "y": 1}, "convex"),
        ("sqrt(x^2 + y^2 + 1)", {"x": 1, "y": 1}, "convex"),
        ("log(exp(x) + exp(2y) + 3)", {"x": 1, "y": 1}, "convex"),
        ("log(x)", {"x": 1}, "concave"),
        ("x log(x)", {"x": 1}, "convex"),
        ("exp(x^2)", {"x": 1}, "convex"),
        ("exp(-x^2)", {"x": 1}, "unknown"),
        ("x y", {"x": 1, "y": 1}, "unknown"),
        ("x^2 + x y + y^2", {"x": 1, "y": 1}, "convex"),
        ("x^2 + 3 x y + y^2", {"x": 1, "y": 1}, "unknown"),
        ("2 x y - x^2 - y^2", {"x": 1, "y": 1}, "concave"),
        ("1/x", {"x": 1}, "unknown"),
        ("sin(x)", {"x": 1}, "unknown"),
        ("cosh(x)", {"x": 1}, "convex"),
        ("norm(w)", W, "convex"),
        ("sum(abs(w))", W, "convex"),
        ("max(w)", W, "convex"),
        ("logsumexp(X@w)", W, "convex"),
        ("sum(huber(X@w - y))", W, "convex"),
        ("sum(log(1 + exp(-y*(X@w))))", W, "convex"),
        ("sum(c*log(1 + exp(X@w)))", W, "convex"),
        ("sum(y*log(1 + exp(X@w)))", W, "unknown"),
        ("binary_cross_entropy(X@w, c)", W, "convex"),
        ("-sum(log(normal_cdf(X@w)))", W, "convex"),
        ("-sum(log(1 - normal_cdf(X@w)))", W, "convex"),
        ("sum(max(0, 1 - y*(X@w)))", W, "convex"),
        ("sum(max(0, 1 - y*(X@w))^2)", W, "convex"),
        ("sum(exp(X@w) - c*(X@w))", W, "convex"),
        ("w @ (X.T @ X) @ w", W, "convex"),
        ("sum(sigmoid(X@w))", W, "unknown"),
        ("sum(tanh(X@w)^2)", W, "unknown"),
    ],
)  # fmt: skip
def test_convexity_is_proved_or_not_claimed(f, start, kind):
    found = certificate(task(f, start, DATA))
    assert found.kind == kind, found
    assert found.because


RNG = np.random.default_rng(0)
MORE = {
    "X": RNG.normal(size=(30, 3)), "y": (RNG.random(30) < 0.5) * 1.0, "r": RNG.normal(size=30),
    "c": RNG.poisson(2, 30) * 1.0, "Y": np.eye(3)[RNG.integers(0, 3, 30)],
}  # fmt: skip


@pytest.mark.parametrize(
    "f",
    [
        "mean(where(abs(r-X@w)<=1, 0.5*(r-X@w)**2, abs(r-X@w)-0.5))",
        "mean(where(abs(r-X@w)<1.345, (r-X@w)**2/2, 1.345*(abs(r-X@w)-1.345/2)))",
        "-mean(y*log(normal_cdf(X@w)) + (1-y)*log(1-normal_cdf(X@w)))",
        "-mean(y*log((1+erf(X@w/sqrt(2)))/2) + (1-y)*log(1-(1+erf(X@w/sqrt(2)))/2))",
        "-mean(y*log(1-exp(-exp(X@w))) - (1-y)*exp(X@w))",
        "-mean(y*log(sigmoid(X@w)) + (1-y)*log(1-sigmoid(X@w)))",
        "-mean(y*log(1/(1+exp(-X@w))) + (1-y)*log(1-1/(1+exp(-X@w))))",
        "-sum(Y*log(exp(X@W)/sum(exp(X@W), axis=1, keepdims=True)))",
        "-sum(Y*log(softmax(X@W)))",
        "cross_entropy(X@W, Y)",
        "sum(log(cosh(r-X@w)))",
        "norm(r-X@w)**2 + sum(abs(w))",
        "max(abs(r-X@w))",
        "mean((c+1)*exp(X@w) - c*(X@w))",
        "sum(sqrt(1+(r-X@w)**2))",
        "mean((1-y)*softplus(X@w) + y*softplus(-X@w))",
        "mean(maximum(0.9*(r-X@w), -0.1*(r-X@w)))",
        "sum((X@w-r)**2/(1+y))",
        "mean(abs(r-X@w)**1.5)",
    ],
)
def test_losses_are_certified_as_people_write_them(f):
    start = {"W": np.zeros((3, 3))} if "W" in f else {"w": np.zeros(3)}
    found = certificate(task(f, start, MORE))
    assert found.kind == "convex", found


def test_convexity_is_asked_of_text():
    assert convexity("1/x", wrt="x").kind == "unknown"
    assert convexity("1/x", wrt="x", assume={"x": "positive"}).kind == "convex"
    assert convexity("x^3", wrt="x", assume={"x": (0, 5)}).kind == "convex"
    assert convexity("x^3", wrt="x", assume={"x": (-5, 0)}).kind == "concave"
    loss = "sum(log(1 + exp(-y * (X @ w))))"
    assert convexity(loss, wrt="w", shapes="X: n d, y: n, w: d").kind == "convex"
    assert (
        convexity("sum(c * log(1 + exp(X @ w)))", "w", "X: n d, c: n, w: d", assume={"c": "positive"}).kind == "convex"
    )
    assert convexity("w @ A @ w", wrt="w", shapes={"w": (2,)}, data={"A": [[2, 1], [1, 2]]}).kind == "convex"
    assert convexity("w @ A @ w", wrt="w", shapes={"w": (2,)}, data={"A": [[1, 2], [2, 1]]}).kind == "unknown"
    assert convexity("a*x + b", wrt=["x", "b"]).kind == "affine"


@pytest.mark.parametrize("row", rows("convex.json"), ids=lambda r: r["name"])
def test_reference_losses_are_certified_as_written(row):
    found = certificate(problem(*_given(row)))
    assert found.kind == "convex", found


def _given(row):
    data, start = arrays(row), origin(row)
    shapes = {n: np.shape(a) for n, a in (*start.items(), *data.items())}
    return lower(read(row["loss"], shapes)), start, data, row["loss"]


@pytest.mark.parametrize(
    ("f", "start", "kind"),
    [
        ("x^2 + 3 x y", {"x": 1, "y": 1}, "quadratic"),
        ("mean((y - X@w)^2)", W, "quadratic"),
        ("sum(log(1 + exp(-y*(X@w))))", W, "bounded"),
        ("logsumexp(X@w)", W, "bounded"),
        ("sum(huber(X@w - y))", W, "bounded"),
        ("sin(x) + x^2", {"x": 1}, "bounded"),
        ("exp(x)", {"x": 1}, "unbounded"),
        ("x^4", {"x": 1}, "unbounded"),
        ("abs(x)", {"x": 1}, "bounded"),  # 0 wherever it is defined, and no quadratic
        ("x^2 + relu(x)", {"x": 1}, "bounded"),
        ("sum(exp(X@w))", W, "unbounded"),
        ("1/(1 + x^2)", {"x": 1}, "unbounded"),  # it is bounded, and the form does not show it
    ],
)
def test_the_behaviour_of_the_curvature_is_read_off_the_form(f, start, kind):
    assert behaviour(Landscape(task(f, start, DATA))) == kind


def test_curvatures_by_products_are_those_of_the_hessian():
    landscape = Landscape(task("sum(log(1 + exp(-y*(X@w)))) + sum(w^4)", {"w": np.array([0.1, -0.2, 0.4])}, DATA))
    exact = np.linalg.eigvalsh(landscape.hessian(landscape.start))
    assert extreme(landscape, landscape.start, "LA")[0] == pytest.approx(exact[-1], rel=1e-6)
    s = spectrum(landscape, landscape.start)
    np.testing.assert_allclose(s.all, exact)
    assert largest(landscape, landscape.start) == pytest.approx(exact[-1])


def test_the_smallest_curvature_of_many_variables_comes_by_lanczos():
    n = 300
    landscape = Landscape(task("sum(a*w^2)/2 + sum(cos(w))", {"w": np.zeros(n)}, {"a": np.linspace(0.5, 30, n)}))
    s = spectrum(landscape, landscape.start)
    assert not s.all
    assert s.smallest == pytest.approx(-0.5, rel=1e-6)
    assert s.largest == pytest.approx(29, rel=1e-6)


@pytest.mark.parametrize(
    ("f", "start", "how_many"),
    [
        ("sum((y - X@w)^2)", W, 1),
        ("mean((y - X@w)^2) + 0.1 sum(w^2) + 2", W, 2),
        ("sum(c*(X@w)^4)", W, 1),
        ("(1 - x)^2 + 100 (y - x^2)^2", {"x": 1, "y": 1}, 2),
        ("mean((y - X@w)^2 + 3 (X@w)^2)", W, 2),
        ("sum(c*(y - X@w)^2) + 1", W, 1),
        ("x^2 - y^2", {"x": 1, "y": 1}, 0),
        ("sum(y*(X@w)^2)", W, 0),
        ("x^2 + x", {"x": 1}, 0),
    ],
)
def test_a_sum_of_squares_is_recognised(f, start, how_many):
    made = task(f, start, DATA)
    found = squares(made)
    assert (0 if found is None else len(found.residuals)) == how_many
    if found is not None:
        from steepest.compute.evaluate import value

        z = {n: 0.3 + np.zeros(np.shape(a)) for n, a in start.items()}
        values = {**made.data, **z}
        total = sum(float(np.sum(value(r, values) ** 2)) for r in found.residuals)
        total += float(value(found.constant, values))
        assert total == pytest.approx(float(value(made.objective, values)), rel=1e-12)


@pytest.mark.parametrize("row", FUNCTIONS.values(), ids=list(FUNCTIONS))
def test_the_rows_of_functions_say_how_they_bend_and_which_way_they_go(row):
    """Second differences and slopes on a grid, by the direct evaluation of the function."""
    from steepest.calculus.expr import raw_apply, variable
    from steepest.calculus.primitives import PRIMITIVES
    from steepest.compute.evaluate import value

    if row.name not in PRIMITIVES or len(PRIMITIVES[row.name].derivative) != 1:
        return
    for sign, points in ((POSITIVE, np.linspace(0.01, 4, 200)), (NEGATIVE, np.linspace(-4, -0.01, 200))):
        f = np.asarray(value(raw_apply(row.name, (variable("u", (200,)),)), {"u": points}))
        kept = np.isfinite(f)
        if (row.name == "lgamma" and sign == NEGATIVE) or kept.sum() < 100:
            continue
        bend, way = np.diff(f[kept], 2), np.diff(f[kept])
        assert (bend >= -1e-9).all() or not row.curvature[0]
        assert (bend <= 1e-9).all() or not row.curvature[1]
        slope = row.slope(sign)
        assert (way >= -1e-12).all() if slope == 1 else (way <= 1e-12).all() if slope == -1 else True
