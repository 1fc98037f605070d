"""The two tellings of a derivation over arrays: every line of them is true in numbers."""

from __future__ import annotations

import jax
import numpy as np
import pytest
from tests.laws.tensors import SIZES, TENSORS, Tensor

import steepest as st
from steepest.calculus.backward import cotangent_name
from steepest.compute.evaluate import value
from steepest.compute.stages import Stage, stages
from steepest.notation.passes import LATEX, PLAIN, told, told_differentials


def staged(row: Tensor) -> tuple[Stage, ...]:
    d = st.derive(row.text, wrt=row.wrt, order=row.order, shapes=row.declared, assume=row.facts)
    return stages(d.parts[row.wrt])


def number(e, values):
    return np.asarray(value(st.lower(e), values, SIZES))


@pytest.mark.parametrize("row", TENSORS, ids=lambda row: f"{row.text} {row.order}")
def test_the_differential_of_every_part_is_how_it_moves(row: Tensor) -> None:
    values = row.values()
    way = np.random.default_rng(5).normal(size=values[row.wrt].shape)
    if row.facts.get(row.wrt) in ("symmetric", "posdef"):
        way = way + way.T
    at = list(row.shapes).index(row.wrt)
    for k, stage in enumerate(staged(row)):
        known = {**values, stage.differentials.names[row.wrt]: way}
        for line in stage.differentials.lines:
            part = line.part
            here = number(line.value, known)
            up, down = (number(part.node, {**values, row.wrt: values[row.wrt] + s * 1e-6 * way}) for s in (1, -1))
            np.testing.assert_allclose(here, (up - down) / 2e-6, rtol=1e-5, atol=1e-6, err_msg=part.name)
            known |= {part.name: number(part.node, values), stage.differentials.names[part.name]: here}
        f = row.twin
        for _ in range(k):
            f = jax.jacobian(f, argnums=at)
        along = jax.jit(lambda x, f=f: f(*[x if n == row.wrt else v for n, v in values.items()]))
        _, moved = jax.jvp(along, (values[row.wrt],), (way,))
        np.testing.assert_allclose(here, moved, rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(number(stage.whole, known), moved, rtol=1e-9, atol=1e-9)
        if row.wrt in stage.differentials.read_off:
            gradient = number(stage.differentials.read_off[row.wrt], known)
            np.testing.assert_allclose(gradient, row.derivative(values, k + 1), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("row", TENSORS, ids=lambda row: f"{row.text} {row.order}")
def test_every_cotangent_is_the_one_of_jax(row: Tensor) -> None:
    values = row.values()
    for k, stage in enumerate(staged(row)):
        passed = stage.backward
        last = passed.parts[-1]
        known = {**values, **{p.name: number(p.node, values) for p in passed.parts}}
        seed = np.random.default_rng(6).normal(size=known[last.name].shape)
        known[cotangent_name(last.name)] = seed
        for pull in passed.pulls:
            known[cotangent_name(pull.name)] = number(pull.cotangent, known)
        whole = row.derivative(values, k + 1)
        expected = np.tensordot(seed, whole, seed.ndim) if seed.ndim else whole
        np.testing.assert_allclose(known[cotangent_name(row.wrt)], expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("row", TENSORS, ids=lambda row: f"{row.text} {row.order}")
def test_every_line_has_a_shape_and_a_rule_in_both_notations(row: Tensor) -> None:
    found = staged(row)
    assert len(found) == row.order or row.text == "x @ A @ x"
    for stage in found:
        for tongue in (PLAIN, LATEX):
            forward, back = told(stage.backward, tongue)
            lines = told_differentials(stage.differentials, row.wrt, stage.whole, stage.result, tongue)
            assert all(line.shape for line in (*forward, *back, *lines))
            assert all(line.rule for line in (*back, *lines))
            assert not any("BACK" in line.formula for line in (*forward, *back, *lines))


@pytest.mark.parametrize(("text", "wrt"), [("A", "A"), ("sum(A)", "z"), ("3*A", "z"), ("x", "x")])
def test_what_has_no_steps_has_no_stages(text: str, wrt: str) -> None:
    d = st.derive(text, wrt=wrt, shapes="A: n n")
    assert stages(d.parts[wrt]) == ()
    assert d.view("map")


def test_the_gradient_is_read_off() -> None:
    (stage,) = staged(TENSORS[0])
    lines = told_differentials(stage.differentials, "w", stage.whole, stage.result, PLAIN)
    assert [line.formula for line in lines] == [
        "dr = X dw",
        "dm = dr",
        "df = 2(dmᵀ m)",
        "df = ⟨2Xᵀ m, dw⟩",
        "∂f/∂w = 2Xᵀ m = 2Xᵀ (X w − y)",
    ]
    assert "read off" in lines[3].rule


def test_a_hessian_is_the_gradient_differentiated_again() -> None:
    first, second = staged(next(row for row in TENSORS if row.wrt == "U"))
    assert (first.called, second.called) == ("f", "g")
    assert second.body is first.result
    lines = told_differentials(second.differentials, "U", second.whole, second.result, PLAIN)
    assert lines[-1].formula == "dg = 2 dU Vᵀ V"


def test_the_names_of_parts_are_no_sizes() -> None:
    d = st.derive("sum((X @ w - y)**2)", wrt="w", shapes="X: n m, w: m, y: n")
    assert {p.name for p in d.parts["w"].backward.parts}.isdisjoint({"n", "m"})


def test_a_line_says_what_it_asks_for_unless_it_always_holds() -> None:
    d = st.derive("log(1 + sum(x**2)) + sum(log(y * x))", wrt="x", shapes="x: n, y: n")
    (stage,) = stages(d.parts["x"])
    asked = [st.face.condition_text(c) for cs in stage.conditions.values() for c in cs]
    assert len(asked) == 1
    d = st.derive("logdet(inv(A))", wrt="A", shapes="A: n n")
    (stage,) = stages(d.parts["A"])
    assert {name for name, found in stage.conditions.items() if found}
