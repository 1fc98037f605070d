"""Recurrences: derivatives are those of JAX, printed and read back; one node whatever the number of steps."""

from __future__ import annotations

import pytest
from tests.laws.matrix import by_jax, close, hold, sampled
from tests.laws.recurrence_rows import ROWS, Row

import steepest as st
from steepest.calculus.expr import count
from steepest.calculus.raising import raised
from steepest.notation.reading import Reading, declarations, reading

# results that say more, as text or as LaTeX, than a person may type
TOO_LONG_TO_READ = {"GRU by h0, order 2", "logistic map by r, order 3", "exponential smoothing by a, order 2"}
RNN = "sum((scan(tanh(W@h + U@x + b), h=h0, x=X)[-1] - y)**2)"


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_derivative_of_a_recurrence_is_that_of_jax(row: Row) -> None:
    d = st.derive(row.text, wrt=row.wrt, order=row.order, shapes=row.shapes)
    values = sampled(str(row), row.sized, row.kinds)
    want = by_jax(row.function, values, row.wrt, row.order)
    if row.order == 1:
        assert st.lower(raised(d.expr)) is d.expr
    if str(row) in TOO_LONG_TO_READ:
        close(d.compile()(**values), want, str(row))
        close(d.compile("jax")(**values), want, str(row))
        with pytest.raises(st.Unreadable, match=r"more than|long"):
            _read_back(d, row)
    else:
        hold(d, row.shapes, values, want, same_node=row.order == 1)


def _read_back(d: st.Derived, row: Row) -> None:
    st.read(str(d), row.shapes)
    st.read(d.latex(), row.shapes, "latex")


def test_ten_thousand_steps_are_as_many_nodes_as_ten() -> None:
    found = [
        count(st.derive(RNN, wrt="W", shapes=f"W: 8 8, U: 8 2, b: 8, h0: 8, X: {steps} 2, y: 8").expr)
        for steps in (10, 10_000)
    ]
    assert found[0] == found[1] < 60


def test_the_names_of_a_step_do_not_matter() -> None:
    shapes = "W: d d, h: d, X: T d"
    one = st.read("scan(tanh(W@s + x), s=h, x=X)", shapes)
    assert st.lower(one) is st.lower(st.read("scan(tanh(W@h + z), h=h, z=X)", shapes))
    assert st.lower(one) is not st.lower(st.read("backscan(tanh(W@h + z), h=h, z=X)", shapes))


def test_a_name_from_outside_is_not_caught_by_a_name_of_the_step() -> None:
    text = "let r = 2*h; scan(s*r + x, s=h, x=y)"
    assert st.same(text, "scan(2*s*h + x, s=h, x=y)", shapes="y: T").equal
    text = "let r = 2*s; scan(s*r + x, s=h, x=y)"
    assert st.same(text, "scan(2*q*s + x, q=h, x=y)", shapes="y: T").equal


def test_known_recurrences_are_what_they_are() -> None:
    assert st.same("scan(2*x, x=a, steps=3)[-1]", "8*a").equal
    assert st.same("scan(h + x, h=0, x=y)", "cumsum(y)", shapes="y: n").equal
    assert st.same("backscan(h + x, h=0, x=y)", "sum(y) - cumsum(y) + y", shapes="y: n").equal
    assert st.same("scan(2*x, x=a, steps=3)[-1]", "9*a").equal is False


def test_a_kink_in_a_step_is_a_condition_at_every_step() -> None:
    d = st.derive("sum(scan(relu(W@h + x), h=h0, x=X))", wrt="W", shapes="W: d d, h0: d, X: T d")
    assert d.conditions == ("W @ h + x != 0 at every step",)


@pytest.mark.parametrize(
    ("text", "shapes", "says"),
    [
        ("scan(h + 1, h=0)", None, "How many steps"),
        ("scan(h + 1)", None, "The start of the recurrence is missing"),
        ("scan(h, 3)", None, "After the step"),
        ("scan(h + x, h=0, x=3)", None, "rows of an array"),
        ("scan(h + x + y, h=0, x=X, y=Y)", "X: n, Y: m", "has m rows"),
        ("scan(W@h, h=X, steps=3)", "X: n, W: m n", "Every step gives a state of the same shape"),
        ("scan(h + h, h=0, h=1, steps=3)", None, "given twice"),
        ("scan h", None, "in parentheses"),
        ("scan(x/2, x=1, steps=1000000)", None, "at most|the most"),
        ("scan(x/2, x=1, steps=0)", None, "at least one step"),
        ("scan(x/2, x=1, steps=-3)", None, "at least one step"),
        ("scan(x/2, x=1, steps=y)[-1]", "y: n", "whole number or a size"),
        ("scan(d/dx[x^2], x=1, steps=2)", None, "cannot stand in a step"),
    ],
)
def test_a_recurrence_that_cannot_be_is_refused(text: str, shapes: str | None, says: str) -> None:
    with pytest.raises(st.Unreadable, match=says):
        st.read(text, shapes)


def test_a_recurrence_runs_for_arrays_of_numbers_too() -> None:
    run = st.compile("scan(x/2 + a/(2*x), x=1, steps=9)[-1]")
    assert run(a=2.0) == pytest.approx(2**0.5)
    assert run(a=[1.0, 4.0, 9.0]) == pytest.approx([1, 2, 3])


def test_too_long_for_a_proof_is_said() -> None:
    d = st.derive(RNN, wrt="b", shapes="W: 2 2, U: 2 2, b: 2, h0: 2, X: 5000 2, y: 2")
    found = d.check()
    assert not found.passed
    assert "5,000 steps" in found.note


@pytest.mark.parametrize(
    ("text", "declared"),
    [
        ("scan(r*x*(1 - x), x=x0, steps=20)[-1]", ""),
        ("scan(a*s + u, s=0, u=x)[-1]", "x: n"),
        ("sum(scan(tanh(W@h + U@x), h=g, x=X)**2)", "W: n n, g: n, U: n d, X: m d"),
    ],
)
def test_the_shapes_in_a_recurrence_are_inferred(text: str, declared: str) -> None:
    found = reading(text, infer=True)
    assert isinstance(found, Reading)
    assert found.shapes == declarations(declared)
