"""A derivative is written as its function was, and means the same however it is written."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest
from tests.laws.expressions import DECLARED, SIZES, array, scalar

import steepest as st
from steepest.calculus import sweep
from steepest.calculus.derive import remembered
from steepest.calculus.expr import count, variable, variables
from steepest.calculus.lower import lower
from steepest.calculus.operators import build
from steepest.calculus.raising import raised
from steepest.calculus.readable import array_forms, number_forms
from steepest.calculus.surface import Surface, number, walk
from steepest.calculus.tidy import tidied
from steepest.compute.deriving import derive
from steepest.compute.evaluate import value
from steepest.notation.text import write

LARGEST = 200
V = {"x": (3,), "a": (3,), "z": (3,), "q": (3,)}
SQUARE = dict.fromkeys("ABCDXS", (3, 3)) | {"t": ()}

WRITTEN: tuple[tuple[str, str, dict[str, Any], str], ...] = (
    # what comes up again is written as it was
    ("inv(A + t*B)", "t", SQUARE, "-inv(A + t*B) @ B @ inv(A + t*B)"),
    ("(A + t*B) * (C + t*D)", "t", SQUARE, "B * (C + t*D) + D * (A + t*B)"),
    ("norm(x - a)", "x", V, "(x - a)/norm(x - a)"),
    ("norm(a - x)", "a", V, "(a - x)/norm(a - x)"),
    ("exp(-(x - a) @ (x - a))", "x", V, "2*exp(-(x - a) @ (x - a))*(a - x)"),
    ("sum(log(softmax(z))*q)^2", "z", V, "2*(q @ log(softmax(z)))*(q - sum(q)*softmax(z))"),
    ("sqrt(1 + x^2)", "x", {}, "x/sqrt(1 + x^2)"),
    ("(1 - x)^3", "x", {}, "-3*(1 - x)^2"),
    ("x^7/(1 - x)", "x", {}, "x^6*(7 - 6*x)/(1 - x)^2"),
    ("sin(5*x^2 + 2*y^3)", "x", {}, "10*x*cos(5*x^2 + 2*y^3)"),
    ("tanh(x)", "x", {}, "1 - tanh(x)^2"),
    # powers of e, unless there is an exp
    ("-8*e^r", "r", {}, "-8*e^r"),
    ("x^2*e^(3*x)", "x", {}, "x*(3*x + 2)*e^(3*x)"),
    ("exp(x)*e^y", "y", {}, "exp(x)*e^y"),
    # factors in their order
    ("sin(x)*cos(y)", "x", {}, "cos(x)*cos(y)"),
    ("cos(y)*sin(x)", "x", {}, "cos(y)*cos(x)"),
    ("tan(x)*sec(x)", "x", {}, "sec(x)^3 + tan(x)^2*sec(x)"),
    # decimals to those who write decimals
    ("0.5*x @ A @ x", "A", {"x": (3,), "A": (3, 3)}, "0.5*outer(x, x)"),
    ("0.05*sum(x^3)", "x", V, "0.15*x^2"),
    ("0.05*x", "x", {}, "0.05"),
    ("x/20", "x", {}, "1/20"),
    ("½ x", "x", {}, "1/2"),
    ("x^½", "x", {}, "1/(2*sqrt(x))"),
    ("x^(1/20)", "x", {}, "1/(20*x^(19/20))"),
    ("x^1.9", "x", {}, "1.9*x^0.9"),
    ("0.3*x + x/3", "x", {}, "19/30"),
    ("x*sigmoid(1.702*x)", "x", {}, "sigmoid(1.702*x)*(1 - 1.702*x*(sigmoid(1.702*x) - 1))"),
    ("sqrt(0.3*x + 1.2)", "x", {}, "0.15/sqrt(0.3*x + 1.2)"),
    ("1/(1e-6 + x)", "x", {}, "-1/(0.000001 + x)^2"),
    ("selu(x)", "x", {}, "1.0507009873554805*where(x > 0, 1, 1.6732632423543772*exp(x))"),
)  # fmt: skip


@pytest.mark.parametrize(("f", "x", "shapes", "expected"), WRITTEN, ids=[f"{f}, {x}" for f, x, *_ in WRITTEN])
def test_a_derivative_is_written_as_its_function_was(f: str, x: str, shapes: dict[str, Any], expected: str) -> None:
    d = st.derive(f, wrt=x, shapes={name: shape for name, shape in shapes.items() if name in f})
    assert str(d) == expected
    assert d.check().passed


def test_steps_conditions_kinks_views_and_programs_have_decimals_too() -> None:
    d = st.derive("0.25*sqrt(x - 0.5)", wrt="x")
    assert d.conditions == ("x > 0.5",)
    assert [write(step.after) for step in d.steps][-1] == str(d) == str(d.view("ambient")) == "0.125/sqrt(x - 0.5)"
    assert "0.125/np.sqrt(x - 0.5)" in d.code("numpy")
    (kink,) = derive(st.read("0.3*abs(x - 0.05)"), "x").kinks
    assert [write(e) for e in (kink.at, kink.left, kink.right) if e is not None] == ["0.05", "-0.3", "0.3"]
    pulls = st.derive("sum(0.05*x^3)", wrt="x", shapes={"x": "n"}).steps
    assert [write(pull.cotangent) for pull in pulls] == ["0.15*x^2"]


# --- whatever was written, the words mean the same -------------------------------------------------------------------


def in_quarters(root: Surface) -> Surface:
    """The same expression with decimals for numbers that are not exponents."""
    done: dict[Surface, Surface] = {}
    for e in walk(root):
        if e.op == "number":
            done[e] = number(Fraction(e.data) / 4)  # type: ignore[arg-type]
        else:
            args = [done[a] for a in e.args]
            done[e] = build(e.op, (args[0], e.args[1]) if e.op == "pow" else tuple(args), e.data) if args else e
    return done[root]


def functions(seeds: range) -> Iterator[tuple[int, Surface, str]]:
    """Random expressions of numbers, every other one with decimals, and of arrays; and a variable of each."""
    for seed in seeds:
        source = Random(seed)
        whole = scalar(source, 1 + seed % 4)
        yield seed, in_quarters(whole) if seed % 2 else whole, "x"
        made = array(source, source.choice([(), (), *DECLARED.values()]), 1 + seed % 3)
        names = sorted(variables(lower(made)))
        yield seed, made, names[seed % len(names)] if names else "A"


@pytest.mark.parametrize("batch", range(20))
def test_a_form_in_the_words_of_its_function_is_that_form(batch: int) -> None:
    for seed, f, x in functions(range(20 * batch, 20 * batch + 20)):
        core = lower(f)
        d = sweep.derivative(core, variable(x, DECLARED.get(x, ()) if x in variables(core) else ()))
        if count(d) >= LARGEST:
            continue
        words = remembered(f)
        for form in (core, d, *((*array_forms(d), tidied(d)) if d.shape else number_forms(d))):
            assert lower(raised(form, words)) in (form, lower(raised(form))), f"seed {seed}: {write(f)}"


@pytest.mark.parametrize("batch", range(20))
def test_what_is_shown_has_the_value_of_the_slope(batch: int) -> None:
    draw = np.random.default_rng(batch)
    given = {n: draw.uniform(0.2, 1.2, [SIZES[str(k)] for k in s]) for n, s in DECLARED.items()}
    given |= {name: draw.uniform(0.2, 1.2) for name in "xyz"}
    for seed, f, x in functions(range(400 + 10 * batch, 400 + 10 * batch + 10)):
        core = lower(f)
        slope = sweep.derivative(core, variable(x, DECLARED.get(x, ())))
        if count(slope) >= LARGEST:
            continue
        found = derive(f, x, shape=DECLARED.get(x, ()))
        want, got = value(slope, given, SIZES), value(lower(found.result), given, SIZES)
        where = np.isfinite(want)
        np.testing.assert_allclose(got[where], want[where], rtol=1e-6, atol=1e-8, err_msg=f"seed {seed}: {write(f)}")
        assert found.shape == DECLARED.get(x, ())
