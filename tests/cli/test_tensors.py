"""Everything of a derivative over arrays on the command line: every view is JAX's derivative by its definition."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from tests.cli.test_commands import Run, run  # noqa: F401 (a fixture)
from tests.laws.tensors import TENSORS, Tensor, agrees, ran

import steepest as st
from steepest.calculus.views import VIEWS
from steepest.compute.evaluate import value


def words(row: Tensor) -> list[str]:
    known = ("--assume", row.assumed) if row.facts else ()
    return ["derive", row.text, "--wrt", row.wrt, "--shapes", row.declared, "--order", str(row.order), *known]


@pytest.mark.parametrize("row", TENSORS, ids=lambda row: f"{row.text} {row.order}")
def test_every_view_on_the_command_line_is_the_derivative_of_jax(run: Run, row: Tensor) -> None:  # noqa: F811
    done = run(*words(row), "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["check"]["passed"]
    (part,) = told["parts"]
    values = row.values()
    for name in part["views"]:
        told = json.loads(run(*words(row), "--view", name.replace(" ", "-"), "--code", "numpy", "--json").stdout)
        seen = told["parts"][0]["view"]
        way = np.random.default_rng(3).normal(size=values[row.wrt].shape)
        given = {**values, "direction": way, **({seen["direction"]: way} if seen["direction"] else {})}
        agrees(row, name, ran(seen["code"]["source"], given), seen["layout"], given)
        sizes = {**row.shapes, **({seen["direction"]: row.shapes[row.wrt]} if seen["direction"] else {})}
        again = st.lower(st.read(seen["text"], ", ".join(f"{n}: {s}" for n, s in sizes.items())))
        shown = np.asarray(value(again, {n: given[n] for n in sizes}, {"m": 3, "n": 4, "k": 2, "p": 5, "q": 6, "d": 3}))
        agrees(row, name, shown, seen["layout"], given)
    for name in set(VIEWS) - set(part["views"]):
        done = run(*words(row), "--view", name)
        assert (done.returncode, done.stdout) == (4, "")
        assert f"The view `{name}` does not apply" in done.stderr
        assert ", ".join(f"`{one}`" for one in part["views"]) in done.stderr


@pytest.mark.parametrize("row", [row for row in TENSORS if row.order == 2], ids=lambda row: row.text)
@pytest.mark.parametrize("target", ["numpy", "jax"])
def test_the_product_with_the_hessian_is_a_program_of_its_own(run: Run, row: Tensor, target: str) -> None:  # noqa: F811
    done = run(*words(row), "--hvp", "--code", target)
    values = row.values()
    way = np.random.default_rng(4).normal(size=values[row.wrt].shape)
    direction = st.derive(row.text, row.wrt, 2, row.declared, row.facts).view("map").direction
    agrees(row, "map", ran(done.stdout, {**values, direction: way}), "", {**values, "direction": way})


def test_a_hessian_vector_product_needs_no_order(run: Run) -> None:  # noqa: F811
    done = run("derive", "sum((X @ w - y)^2)", "--wrt", "w", "--hvp")
    assert "return 2*(X.T @ (X @ V))" in done.stdout
    assert "def f(X, w, y, V):" in done.stdout


def test_the_steps_are_told_in_differentials(run: Run) -> None:  # noqa: F811
    told = run("derive", "sum((X @ w - y)^2)", "--wrt", "w", "--steps", "differentials").stdout
    assert "dr = X dw" in told
    assert "read off: what stands beside dw" in told
    told = run("derive", "sigmoid(w*x + b)", "--wrt", "w", "--steps", "backward").stdout
    assert "∂f/∂w = (∂f/∂r) x" in told


def test_an_array_of_four_axes_is_shown_as_a_map_first(run: Run) -> None:  # noqa: F811
    told = run("derive", "norm(T - U@V.T)^2", "--wrt", "U", "--order", "2", "--shapes", "T: n m, U: n k, V: m k").stdout
    assert told.index("H[D] = 2D Vᵀ V") < told.index("∂²f/∂U² = ")
    assert "The second derivative: g = 2(U Vᵀ − T) V" in told


def test_stable_forms_are_named_and_can_be_left_out(run: Run) -> None:  # noqa: F811
    loss = ("derive", "sum(log(1 + exp(-y * (X @ w))))", "--wrt", "w", "--shapes", "X: n d, y: n, w: d")
    told = run(*loss).stdout
    assert "softplus: so that large arguments do not overflow" in told
    written = run(*loss, "--no-stable").stdout
    assert "softplus" not in written
    assert "y/(1 + exp(y ⊙ (X w)))" in written
    assert "Checked at 8 points: 30 digits" in written
    assert "log1p: accurate where u is small" in run("derive", "log(1 + x)*x", "--stable").stdout
    assert "log1p" not in run("derive", "log(1 + x)*x", "--code", "numpy", "--no-stable").stdout


def test_what_is_known_shortens_the_result_and_is_proved_there(run: Run) -> None:  # noqa: F811
    told = run("derive", "logdet(A)", "--wrt", "A", "--shapes", "A: n n", "--assume", "A: posdef").stdout
    assert "∇f = A⁻¹" in told
    assert "Known     A: posdef" in told
    assert "Holds for every A, with A: posdef." in told  # such a matrix is invertible
    assert "Checked at 8 points: 30 digits" in told


@pytest.mark.parametrize(
    ("facts", "said"), [("A: foo", "Nothing is known as `foo`"), ("B: posdef", "no variable here"), ("A", "A: posdef")]
)
def test_what_cannot_be_known_is_refused(run: Run, facts: str, said: str) -> None:  # noqa: F811
    done = run("derive", "logdet(A)", "--wrt", "A", "--shapes", "A: n n", "--assume", facts)
    assert (done.returncode, done.stdout) == (3, "")
    assert said in done.stderr


def test_the_help_has_an_example_of_every_option(run: Run) -> None:  # noqa: F811
    told = " ".join(run("derive", "--help", width=200).stdout.split())
    for option in ("view vec", "steps differentials", 'assume "A: posdef"', "no-stable", "hvp --code jax"):
        assert f"--{option}" in told
    assert "\\b" not in told


def test_latex_has_the_view_and_the_steps(run: Run) -> None:  # noqa: F811
    told = run("derive", "A @ X", "--wrt", "X", "--shapes", "A: m n, X: n p", "--view", "vec", "--latex").stdout
    assert "\\mathbf{I}_{p} \\otimes A" in told
    told = run("derive", "sum((X@w - y)^2)", "--wrt", "w", "--steps", "differentials", "--latex").stdout
    assert "\\mathrm{d}r &= X\\, \\mathrm{d}w && \\text{matrix product}" in told


def test_the_options_are_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")
    for option in ("--view", "--steps", "--assume", "--no-stable", "--hvp"):
        assert f"`{option}" in page
