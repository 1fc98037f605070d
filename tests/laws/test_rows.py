"""Every row of the elementwise functions has the derivative that mpmath finds numerically, and its conditions hold."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import mpmath
import pytest

import steepest as st
from steepest.calculus.conditions import conditions
from steepest.calculus.derive import derivation
from steepest.calculus.formula import formula
from steepest.calculus.operators import build
from steepest.calculus.primitives import PRIMITIVES, Primitive
from steepest.calculus.stable import STABLE, StableForm, stable
from steepest.calculus.surface import Surface, number, variable
from steepest.compute.evaluate import evaluate

X, Y = variable("x"), variable("y")
POINTS = (0.3, 0.7, 1.7, 2.9, -0.4, -0.8, -2.3)
LOGIC = {"where", "less", "less_equal", "equal", "not_equal"}  # constant on each side; held by the tests on pieces
OF_AN_ORDER = {"polygamma", "spherical_bessel"}  # the first argument is a whole number
Oracle = Callable[..., Any]

ORACLES: dict[str, Oracle] = {
    "exp": mpmath.exp, "log": mpmath.log, "log1p": mpmath.log1p, "expm1": mpmath.expm1,
    "sin": mpmath.sin, "cos": mpmath.cos, "tan": mpmath.tan, "sec": mpmath.sec, "csc": mpmath.csc, "cot": mpmath.cot,
    "arcsin": mpmath.asin, "arccos": mpmath.acos, "arctan": mpmath.atan, "arcsec": mpmath.asec, "arccsc": mpmath.acsc,
    "arccot": mpmath.acot, "sinh": mpmath.sinh, "cosh": mpmath.cosh, "tanh": mpmath.tanh, "sech": mpmath.sech,
    "csch": mpmath.csch, "coth": mpmath.coth, "arcsinh": mpmath.asinh, "arccosh": mpmath.acosh,
    "arctanh": mpmath.atanh, "arcsech": mpmath.asech, "arccsch": mpmath.acsch, "arccoth": mpmath.acoth,
    "abs": lambda u: u if u > 0 else -u, "sign": mpmath.sign,
    "heaviside": lambda u: (1 + mpmath.sign(u)) / 2,
    "sigmoid": lambda u: 1 / (1 + mpmath.exp(-u)), "softplus": lambda u: mpmath.log(1 + mpmath.exp(u)),
    "relu": lambda u: u if u > 0 else u * 0, "erf": mpmath.erf, "erfc": mpmath.erfc, "normal_cdf": mpmath.ncdf,
    "lgamma": lambda u: mpmath.log(abs(mpmath.gamma(u))), "digamma": mpmath.digamma,
    "polygamma": lambda n, u: mpmath.polygamma(int(n), u),
    "log_normal_cdf": lambda u: mpmath.log(mpmath.ncdf(u)), "log_cosh": lambda u: mpmath.log(mpmath.cosh(u)),
    "log1mexp": lambda u: mpmath.log(1 - mpmath.exp(u)), "xlogy": lambda u, v: u * mpmath.log(v),
    "xlog1py": lambda u, v: u * mpmath.log(1 + v),
    "spherical_bessel": lambda n, u: mpmath.sin(u) / u**2 - mpmath.cos(u) / u,  # of order 1
    "maximum": max, "minimum": min, "hypot": mpmath.hypot, "arctan2": mpmath.atan2,
}  # fmt: skip

TOLD = [row for name, row in PRIMITIVES.items() if name not in LOGIC]


def arguments(row: Primitive) -> tuple[tuple[Surface, ...], tuple[str, ...]]:
    """The arguments of a row, and those of them that it is differentiated by."""
    if row.name in OF_AN_ORDER:
        return (number(1), X), ("x",)
    names = (X, Y)[: len(row.derivative)]
    return names, tuple(str(v.data) for v in names)


def holding(row: Primitive, conditions_of: tuple[str, ...], point: dict[str, float]) -> bool:
    """Do these conditions of a row hold at a point?"""
    args, _ = arguments(row)
    env = dict(zip("uvw", args, strict=False))
    tests = [build("where", (formula(text, env, build), number(1), number(0))) for text in conditions_of]
    return all(evaluate(t, point) == 1 for t in tests)


@pytest.mark.parametrize("row", TOLD, ids=lambda row: row.name)
def test_a_row_has_the_derivative_that_mpmath_finds(row: Primitive) -> None:
    args, names = arguments(row)
    f = build(row.name, args)
    seen = 0
    for point in (dict(zip("xy", p, strict=True)) for p in product(POINTS, POINTS[::2])):
        if not holding(row, row.domain + row.interior, point):
            continue
        for k, name in enumerate(names):
            expected = _slope(row, point, k)
            found = evaluate(derivation(f, name).result, point)
            assert found == pytest.approx(float(expected), rel=1e-9, abs=1e-12), f"{row.name} by {name} at {point}"
            seen += 1
    assert seen > 3, row.name


def _slope(row: Primitive, point: dict[str, float], k: int) -> mpmath.mpf:
    oracle = ORACLES[row.name]
    with mpmath.workdps(40):
        given = [mpmath.mpf(point["x"]), mpmath.mpf(point["y"])][: max(1, len(row.derivative))]
        if row.name in OF_AN_ORDER:
            return mpmath.diff(lambda u: oracle(1, u), given[0])
        return mpmath.diff(lambda u: oracle(*(u if j == k else v for j, v in enumerate(given))), given[k])


@pytest.mark.parametrize("row", TOLD, ids=lambda row: row.name)
def test_a_row_has_a_value_where_its_conditions_hold_and_none_where_its_domain_ends(row: Primitive) -> None:
    args, _ = arguments(row)
    f = build(row.name, args)
    for point in (dict(zip("xy", p, strict=True)) for p in product(POINTS, POINTS[::2])):
        value = evaluate(f, point)
        defined = holding(row, row.domain, point)
        assert (value == value) == defined, f"{row.name} at {point}: {value}"


@pytest.mark.parametrize("row", [r for r in TOLD if r.domain], ids=lambda row: row.name)
def test_a_row_brings_its_conditions(row: Primitive) -> None:
    args, names = arguments(row)
    assert conditions(build(row.name, args), names[-1])


@pytest.mark.parametrize("backend", ["numpy", "jax"])
@pytest.mark.parametrize(
    ("text", "at", "slope"),
    [
        ("sum(maximum(x, 2))", 2.0, 0.5),
        ("sum(minimum(2*x, x + 1))", 1.0, 1.5),
        ("sum(min(max(x, 0), 6))", 0.0, 0.5),
        ("sum(min(max(x, 0), 6))", 6.0, 0.5),
        ("sum(relu(x))", 0.0, 0.0),
        ("sum(abs(x - 3))", 3.0, 0.0),
    ],
)
def test_at_a_kink_the_chosen_value_is_what_runs(text: str, at: float, slope: float, backend: str) -> None:
    d = st.derive(text, wrt="x", shapes={"x": ("n",)})
    found = d.compile(backend)(x=[at, at - 1, at + 1])
    assert float(found[0]) == slope
    below, above = sorted(map(float, found[1:]))
    assert below <= slope <= above
    assert d.conditions, "the kink is named"


@pytest.mark.parametrize(
    ("text", "gradient"),
    [
        ("log(mean(exp(x)))", "softmax(x)"),
        ("log(3*sum(exp(x)))/2", "softmax(x)/2"),
        ("sum(log(mean(exp(X), axis=0)))", "softmax(X, axis=0)"),
        ("log(sum(exp(x - max(x)))) + max(x)", "softmax(x)"),
        ("sum(logsumexp(X - max(X, axis=0), axis=0) + max(X, axis=0))", "softmax(X, axis=0)"),
        ("log(sum(y*exp(x)))", "y * exp(x)/sum(y * exp(x))"),
        ("sum(softmax(x - 3))", "zeros(n)"),
    ],
)
def test_an_exponential_over_its_sum_is_softmax(text: str, gradient: str) -> None:
    wrt = "X" if "X" in text else "x"
    assert str(st.derive(text, wrt=wrt, shapes="x: n, y: n, X: n d")) == gradient


def test_a_condition_that_another_implies_is_not_told() -> None:
    assert st.derive("log(2/x)", wrt="x").conditions == ("x > 0",)
    assert st.derive("sum(log(1/p)/p)", wrt="p", shapes="p: n").conditions == ("p > 0",)
    assert "x != 0" in st.derive("sqrt(abs(x))/x", wrt="x").conditions


@pytest.mark.parametrize("row", PRIMITIVES.values(), ids=lambda row: row.name)
def test_a_reason_is_at_most_twelve_words(row: Primitive) -> None:
    assert 1 <= len(row.because.split()) <= 12


@pytest.mark.parametrize("row", STABLE, ids=lambda row: row.name)
def test_a_stable_form_has_the_value_of_what_it_replaces(row: StableForm) -> None:
    before, after = (st.read(text, shapes={"z": ("n",)}) for text in row.example)
    found, told = stable(before)
    assert found is after
    assert [one.form for one in told] == [row]
    for m in POINTS:
        given = {"m": m} if "m" in row.example[1] and "z" not in row.example[1] else {"z": [m, 1.5, -2.0]}
        assert evaluate(found, given) == pytest.approx(evaluate(before, given), rel=1e-12)


def test_a_loss_is_derived_in_its_stable_form() -> None:
    d = st.derive("sum(log(1 + exp(-y * (X @ w))))", wrt="w", shapes="X: n d, y: n, w: d")
    assert str(d) == "-X.T @ (y * sigmoid(-y * (X @ w)))"
    far = d.compile("numpy")(X=[[1.0], [1.0]], y=[1.0, -1.0], w=[2000.0])
    assert far.tolist() == [1.0]
