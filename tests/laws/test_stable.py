"""Programs give the right value and gradient where the formula as it was written overflows or cancels."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import mpmath
import numpy as np
import pytest

import steepest as st
from steepest.calculus.lower import lower
from steepest.calculus.running import AT_ZERO, RUNNING, Running, runnable

CASES = Path(__file__).parents[3] / "shared" / "cases" / "optim" / "stability.json"
ROWS: list[dict[str, Any]] = json.loads(CASES.read_text(encoding="utf-8"))["cases"] if CASES.exists() else []
Z = "z: n"

# text, the inputs by name; value and gradient are mpmath's, of the formula as it is written, at 1,200 digits
HARD: tuple[tuple[str, dict[str, float]], ...] = (
    ("log(1 + x)", {"x": 1e-18}),
    ("exp(x) - 1", {"x": 1e-18}),
    ("log(1 + exp(x))", {"x": 1000.0}),
    ("log(1 + exp(x))", {"x": -40.0}),
    ("log(1 + exp(-3 x))", {"x": -500.0}),
    ("log(1/(1 + exp(-x)))", {"x": -1000.0}),
    ("log(sigmoid(x))", {"x": -1000.0}),
    ("log(sigmoid(x))", {"x": 40.0}),
    ("log(1 - sigmoid(x))", {"x": 1000.0}),
    ("1 - sigmoid(x)", {"x": 40.0}),
    ("1 - 1/(1 + exp(-x))", {"x": 40.0}),
    ("1/(1 + exp(-x))", {"x": -700.0}),
    ("exp(x)/(1 + exp(x))", {"x": 1000.0}),
    ("exp(x)/(exp(x) + exp(y))", {"x": 1000.0, "y": 999.0}),
    ("exp(x)/(exp(x) + exp(y) + exp(t))", {"x": 1000.0, "y": 999.0, "t": 1001.0}),
    ("log(exp(x) + exp(y))", {"x": 1000.0, "y": 1001.0}),
    ("log(exp(x) + exp(y) + exp(t))", {"x": -1000.0, "y": -1001.0, "t": -1002.0}),
    ("log((exp(x) + exp(y))/2)", {"x": -1000.0, "y": -1001.0}),
    ("log(exp(x)/(exp(x) + exp(y) + exp(t)))", {"x": 0.0, "y": 1000.0, "t": 2.0}),
    ("-(0.3*log(sigmoid(x)) + 0.7*log(1 - sigmoid(x)))", {"x": 800.0}),
    ("-(0.3*log(1/(1 + exp(-x))) + 0.7*log(1 - 1/(1 + exp(-x))))", {"x": -800.0}),
    ("log(1 - exp(-x))", {"x": 1e-20}),
    ("log(1 - exp(-x))", {"x": 50.0}),
    ("log(exp(x) - 1)", {"x": 1000.0}),
    ("log(exp(x) - 1)", {"x": 1e-20}),
    ("sqrt(x^2 + y^2)", {"x": 1e200, "y": 3e200}),
    ("sqrt(x^2 + y^2)", {"x": 1e-200, "y": 3e-200}),
    ("sqrt(x^2 + y^2 + t^2)", {"x": 1e200, "y": 3e200, "t": 2e200}),
    ("sqrt(1 + x^2)", {"x": 1e200}),
    ("sqrt(x + 1) - sqrt(x)", {"x": 1e16}),
    ("sqrt(1 + x) - 1", {"x": 1e-18}),
    ("(1 - cos(x))/x^2", {"x": 1e-9}),
    ("1 - cos(x)", {"x": 1e-9}),
    ("1 - cos(x)^2", {"x": 1e-9}),
    ("log(cosh(x))", {"x": 1000.0}),
    ("log(cosh(x))", {"x": 1e-9}),
    ("log((exp(x) + exp(-x))/2)", {"x": -1000.0}),
    ("(exp(x) - exp(-x))/(exp(x) + exp(-x))", {"x": 1000.0}),
    ("(exp(x) - exp(-x))/(exp(x) + exp(-x))", {"x": 20.0}),
    ("(exp(2x) - 1)/(exp(2x) + 1)", {"x": 400.0}),
    ("(1 - exp(-2x))/(1 + exp(-2x))", {"x": 1e-18}),
    ("2/(1 + exp(-2x)) - 1", {"x": 1e-18}),
    ("(exp(x) - exp(-x))/2", {"x": 1e-18}),
    ("log(1 - tanh(x)^2)", {"x": 25.0}),
    ("1 - tanh(x)^2", {"x": 25.0}),
    ("1 - tanh(x)", {"x": 25.0}),
    ("exp(x)*exp(y)", {"x": 1000.0, "y": -999.0}),
    ("exp(x)/exp(y)", {"x": 1000.0, "y": 999.0}),
    ("log(x*y)", {"x": 1e200, "y": 1e200}),
    ("log(x*y)", {"x": -1e-200, "y": -1e-200}),
    ("log(x/y)", {"x": 1e-200, "y": 1e200}),
    ("log(x^2)", {"x": -1e-200}),
    ("log(x^3*y)", {"x": 1e200, "y": 1e200}),
    ("log(exp(x))", {"x": 1000.0}),
    ("log(x*exp(y))", {"x": 2.0, "y": 1000.0}),
    ("log(exp(-(x - m)^2/(2 s^2))/(s sqrt(2 pi)))", {"x": 100.0, "m": 1.0, "s": 0.5}),
    ("1 - erf(x)", {"x": 10.0}),
    ("log(1 - erf(x))", {"x": 30.0}),
    ("log((1 + erf(x/sqrt(2)))/2)", {"x": -40.0}),
    ("log(normal_cdf(x))", {"x": -10.0}),
    ("log(normal_cdf(x))", {"x": 10.0}),
    ("log((1 + x)/(1 - x))/2", {"x": 1e-18}),
    ("log((1 - x)/(1 + x))", {"x": 1e-18}),
    ("(1 + 1/x)^x", {"x": 1e15}),
    ("(1 + x/n)^(n t)", {"x": 0.05, "n": 1e15, "t": 2.0}),
    ("x/(1 + exp(-x))", {"x": -700.0}),
    ("x*sigmoid(x)", {"x": -700.0}),
    ("sigmoid(x)*(1 - sigmoid(x))", {"x": 40.0}),
    ("log(x^y)", {"x": 1e200, "y": 2.0}),
    ("log(x^2 + y^2)", {"x": 1e150, "y": 1e160}),
    ("x^2*log(x)", {"x": 1e-300}),
    ("where(x > 0, log(x), x)", {"x": -2.0}),
    ("where(x > 0, sqrt(x), 0)", {"x": -2.0}),
)  # fmt: skip

# the slope of these cancels in the second order, as (1 + 1/x)^x with e/(2x²), or has a square below the line
VALUES_ONLY = {"(1 + 1/x)^x", "(1 + x/n)^(n t)", "log(x^2 + y^2)"}

# text, the inputs, the value and the slopes where they are limits
LIMITS: tuple[tuple[str, dict[str, float], float, dict[str, float]], ...] = (
    ("x*log(x)", {"x": 0.0}, 0.0, {"x": -math.inf}),
    ("y*log(y/m) - (y - m)", {"y": 0.0, "m": 3.0}, 3.0, {"m": 1.0}),
    ("2*(y*log(y/m) - (y - m))", {"y": 0.0, "m": 3.0}, 6.0, {"m": 2.0}),
    ("-p*log(p) - (1 - p)*log(1 - p)", {"p": 0.0}, 0.0, {"p": math.inf}),
    ("-p*log(p) - (1 - p)*log(1 - p)", {"p": 1.0}, 0.0, {"p": -math.inf}),
    ("sqrt(x^2 + y^2)", {"x": 0.0, "y": 0.0}, 0.0, {"x": 0.0, "y": 0.0}),
    ("x/(1 + exp(-x))", {"x": -1000.0}, 0.0, {"x": 0.0}),
    ("1/(1 + exp(-x))", {"x": -1000.0}, 0.0, {"x": 0.0}),
)

# text, shapes and values; each is compared with mpmath's of the formula in entries
ARRAYS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("log(sum(exp(z)))", Z, {"z": [1000.0, 1001.0, 999.0]}),
    ("log(mean(exp(z)))", Z, {"z": [-1000.0, -1001.0, -999.0]}),
    ("log(sum(exp(Z), axis=1))", "Z: n m", {"Z": [[1000.0, 1001.0], [-2000.0, -2001.0]]}),
    ("exp(z)/sum(exp(z))", Z, {"z": [1000.0, 1001.0, 999.0]}),
    ("log(exp(z)/sum(exp(z)))", Z, {"z": [1000.0, 0.0, 999.0]}),
    ("log(softmax(z))", Z, {"z": [1000.0, 0.0, 999.0]}),
    ("sum(log(1 + exp(-y*z)))", "y: n, z: n", {"y": [1.0, -1.0], "z": [-1000.0, -40.0]}),
    ("-mean(y*log(sigmoid(z)) + (1 - y)*log(1 - sigmoid(z)))", "y: n, z: n", {"y": [1.0, 0.0], "z": [-900.0, 800.0]}),
    ("log(prod(z))", Z, {"z": [1e-200, -1e-200, -1e-100]}),
    ("sum(y*log(y))", "y: n", {"y": [0.5, 0.5]}),
    ("mean(z**2) - mean(z)**2", Z, {"z": [1e9, 1e9 + 1, 1e9 + 3]}),
    ("mean(Z**2, axis=1) - mean(Z, axis=1)**2", "Z: n m", {"Z": [[1e9, 1e9 + 1], [-1e9, 2 - 1e9]]}),
    ("log(1 - sigmoid(z))", Z, {"z": [1000.0, -40.0]}),
)  # fmt: skip


def words(point: dict[str, mpmath.mpf]) -> dict[str, Any]:
    known = {n: getattr(mpmath, n) for n in "exp log sqrt sin cos tanh cosh sinh erf pi".split()}
    known |= {"sigmoid": lambda u: 1 / (1 + mpmath.exp(-u)), "normal_cdf": mpmath.ncdf}
    return known | {"where": lambda c, a, b: a() if c else b(), "__builtins__": {}} | point


def exact(text: str, point: dict[str, mpmath.mpf]) -> mpmath.mpf:
    """The formula as it is written, at the working precision of mpmath; only the branch that counts is computed."""
    if text.startswith("where("):
        condition, yes, no = text[6:-1].split(", ")
        return exact(yes if eval(condition, words(point)) else no, point)
    plain = text.replace("^", "**").replace("2x", "2*x").replace("-3 x", "-3*x").replace("n t", "n*t")
    plain = plain.replace("2 s**2", "2*s**2").replace("s sqrt(2 pi)", "s*sqrt(2*pi)")
    return eval(plain, words(point))


def close(found: float, expected: mpmath.mpf) -> bool:
    return abs(found - expected) <= 1e-9 * abs(expected) or abs(found - expected) < 1e-300


@pytest.mark.parametrize(("text", "point"), HARD, ids=lambda v: v if isinstance(v, str) else "")
def test_a_hard_input_has_the_value_and_the_gradient_of_exact_arithmetic(text: str, point: dict[str, float]) -> None:
    with mpmath.workdps(1200):
        at = {n: mpmath.mpf(v) for n, v in point.items()}
        value = exact(text, at)
        slopes = {
            n: mpmath.diff(
                lambda u, n=n: exact(text, at | {n: u}),
                at[n],
                h=mpmath.mpf(10) ** -600 * max(abs(at[n]), mpmath.mpf(10) ** -300),
            )
            for n in at
        }
    assert close(st.compile(text)(**point), value)
    if text in VALUES_ONLY:
        return
    found = st.derive(text, wrt=list(point)).compile()(**point)
    for n, slope in slopes.items():
        assert close(found[n], slope), f"∂/∂{n}: {found[n]}, exactly {mpmath.nstr(slope, 17)}"


@pytest.mark.parametrize(("text", "point", "value", "slopes"), LIMITS)
def test_a_limit_is_the_value(text: str, point: dict[str, float], value: float, slopes: dict[str, float]) -> None:
    assert st.compile(text)(**point) == value
    for n, slope in slopes.items():
        assert st.derive(text, wrt=n).compile()(**point) == slope


@pytest.mark.parametrize(("text", "shapes", "values"), ARRAYS)
@pytest.mark.parametrize("backend", ["numpy", "jax"])
def test_an_array_has_the_value_and_the_gradient_of_exact_arithmetic(
    text: str, shapes: str, values: dict[str, Any], backend: str
) -> None:
    if backend == "jax":
        pytest.importorskip("jax")
    given = {n: np.array(v) for n, v in values.items()}
    expected, slopes = entries(text, given)
    np.testing.assert_allclose(st.compile(text, backend, shapes=shapes)(**given), expected, rtol=1e-9, atol=1e-300)
    for n in given:
        found = st.derive(text, wrt=n, shapes=shapes).compile(backend)(**given)
        np.testing.assert_allclose(found, slopes[n], rtol=1e-9, atol=1e-290)


def entries(text: str, given: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Value and derivatives of an array formula, entry by entry in mpmath."""

    def at(values: dict[str, Any]) -> Any:
        f = {n: np.frompyfunc(getattr(mpmath, n), 1, 1) for n in ("exp", "log")}
        f["sigmoid"] = np.frompyfunc(lambda u: 1 / (1 + mpmath.exp(-u)), 1, 1)
        f["softmax"] = lambda u: f["exp"](u) / np.sum(f["exp"](u))
        return eval(text, {**f, "sum": np.sum, "mean": np.mean, "prod": np.prod, **values})

    with mpmath.workdps(1500):
        exactly = {n: np.frompyfunc(mpmath.mpf, 1, 1)(v) for n, v in given.items()}
        value = np.asarray(at(exactly))
        slopes = {}
        for n, v in exactly.items():
            out = np.empty(value.shape + v.shape, dtype=float)
            for place in np.ndindex(v.shape):
                h = mpmath.mpf(10) ** -500 * max(abs(v[place]), mpmath.mpf(10) ** -300)
                up, down = v.copy(), v.copy()
                up[place] += h
                down[place] -= h
                gap = (np.asarray(at(exactly | {n: up})) - np.asarray(at(exactly | {n: down}))) / (2 * h)
                out[(..., *place)] = np.vectorize(float, otypes=[float])(gap)
            slopes[n] = out
        return np.vectorize(float, otypes=[float])(value), slopes


@pytest.mark.parametrize("shapes", ["x: n", "x: 3"])
def test_a_length_has_slope_0_at_0(shapes: str) -> None:
    for text in ("norm(x)", "std(x)", "sqrt(sum(x^2))"):
        d = st.derive(text, wrt="x", shapes=shapes)
        assert d.compile()(x=[0.0, 0.0, 0.0]).tolist() == [0.0, 0.0, 0.0]


@pytest.mark.skipif(not ROWS, reason="the shared cases are not here")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_a_reference_case_is_right_and_its_rewriting_named(row: dict[str, Any]) -> None:
    given = row["input"] if isinstance(row["input"], list) else [row["input"]]
    program = st.compile(row["expr"])
    point = dict(zip(sorted(program.arguments), given, strict=True))
    assert close(program(**point), row["value"])
    assert "# " in program.source
    for name, slope in zip(sorted(point), row["grad"], strict=False):
        d = st.derive(row["expr"], wrt=name)
        assert close(d.compile()(**point), slope)
        assert d.rewritten


@pytest.mark.parametrize("row", [*RUNNING, *AT_ZERO], ids=lambda row: row.name)
def test_a_row_keeps_the_value_and_becomes_what_it_says(row: Running) -> None:
    before, after = (lower(st.read(text, shapes="z: n")) for text in row.example)
    if row in RUNNING:
        assert row.name in {one.row.name for one in runnable(before).applied}
        assert row.keeps or runnable(before).expr is runnable(after).expr
    assert st.same(before, after).equal is True


@pytest.mark.parametrize("text", [text for text, _ in HARD])
def test_what_runs_is_what_is_shown(text: str) -> None:
    shown = lower(st.read(text))
    assert st.same(shown, runnable(shown).expr).equal is not False


def test_one_option_turns_it_off() -> None:
    assert st.compile("log(1 + exp(x))", stable=False)(x=1000.0) == math.inf
    assert "1 - sigmoid" in st.derive("sigmoid(x)", wrt="x", stable=False).code("python")


def test_the_classical_table_is_shown_as_it_is_taught() -> None:
    assert str(st.derive("sigmoid(x)", wrt="x")) == "sigmoid(x)*(1 - sigmoid(x))"
    assert str(st.derive("tanh(x)", wrt="x")) == "1 - tanh(x)^2"
