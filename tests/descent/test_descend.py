"""Minimising and maximising: what is found, what the trace holds, and what is said."""

import numpy as np
import pytest
from tests.descent.problems import CASES, arrays, begin, bowl, needs_cases, nist, origin, rows

from steepest.descent.descend import maximize, minimize
from steepest.descent.problem import NotAProblem
from steepest.notation.unreadable import Unreadable

GD = "gradient descent"


# --- the sentences of the samples ------------------------------------------------------------------------------------


def test_too_large_a_rate_is_told_with_its_limit():
    trace = minimize("x^2", {"x": 1}, rate=1.5, steps=20)
    assert trace.verdict.kind == "diverged"
    assert trace.verdict.sentence == (
        "Diverged. The curvature of x² is 2 everywhere (L = 2), so a rate above 2/L = 1 overshoots: "
        "with 1.5 each step lands on the other side, twice as far."
    )
    assert trace.best == {"x": 1}
    assert trace.value == 1
    assert "it will diverge" in trace.warnings[0]


def test_a_saddle_is_told_with_the_way_down():
    trace = minimize("x^2 - y^2", {"x": 1, "y": 0})
    assert trace.verdict.kind == "saddle"
    assert trace.verdict.sentence == (
        "Stopped at (0, 0): a saddle (curvatures 2 and −2). The function falls along y: start again from (0, 0.001)?"
    )
    assert trace.verdict.curvatures == (-2, 2)
    assert trace.verdict.restart == {"x": 0, "y": 0.001}
    again = minimize("x^2 - y^2", trace.verdict.restart)
    assert again.verdict.kind == "no minimum"


@pytest.mark.parametrize(
    ("f", "start", "options", "kind", "words"),
    [
        ("x^2", {"x": 1}, {"rate": 0.1}, "global minimum", "x = 0"),
        ("x^2", {"x": 1}, {"rate": 0.1, "steps": 5}, "not converged", "More steps"),
        ("x^2", {"x": 1}, {"rate": 1.0, "steps": 20}, "not converged", "neither settles nor blows up"),
        ("(x - 1)^2 + 10 (y - x^2)^2", {"x": -1, "y": 1}, {}, "global minimum", "(1, 1)"),
        ("x^2 + 3x", {"x": 1}, {"method": "bfgs"}, "global minimum", "convex"),
        ("x^4 + y^4 + 1", {"x": 1, "y": 2}, {"method": "bfgs"}, "global minimum", "convex"),
        ("cos(x)", {"x": 1}, {}, "local minimum", "not guaranteed"),
        ("cos(x)", {"x": 0}, {}, "maximum", "start again"),
        ("x^3", {"x": 0}, {}, "inconclusive", "inconclusive"),
        ("x^3 - x^4 + x^5", {"x": 0}, {}, "inconclusive", "curvature is 0"),
        ("x^3", {"x": 1}, {"method": GD, "rate": 0.1}, "no minimum", "without bound"),
        ("x y", {"x": 1, "y": 2}, {}, "no minimum", "without bound"),
        ("3x + 1", {"x": 1}, {}, "no minimum", "without bound along −x"),
        ("exp(-x) + y^2", {"x": 0, "y": 1}, {}, "no minimum", "ever more slowly"),
        ("exp(-x) + y^2", {"x": 0, "y": 1}, {"method": GD}, "no minimum", "along x"),
        ("exp(-x^2)", {"x": 0.5}, {}, "no minimum", "without ever being 0"),
        ("tanh(x)", {"x": 0.5}, {}, "inconclusive", "there may be no minimum that way"),
        ("x^2 - 2x y + y^2 + x", {"x": 2, "y": 1}, {}, "no minimum", "without bound along (−0.71, −0.71)"),
        ("x^2 - 2x y + y^2", {"x": 2, "y": 1}, {"method": GD}, "global minimum", "0 in one direction"),
        ("-abs(x)", {"x": 1}, {}, "no minimum", "without bound"),
        ("log(x)", {"x": 1}, {}, "not converged", "leaves the domain"),
        ("x^4 - x^2", {"x": 0.5}, {"method": GD}, "local minimum", "0.7071"),
        ("(x - 1)^2 * (x + 1)^2", {"x": 0}, {}, "maximum", "start again from x = 0.001"),
        ("x^2 + 1e6 z^2 + 1", {"x": 1, "z": 1}, {"method": GD}, "not converged", "the curvatures differ"),
        ("sin(x) cos(y)", {"x": 0.5, "y": 0.2}, {"method": "nesterov", "rate": 0.3}, "local minimum", "(−1.571, 0)"),
        ("exp(x) + exp(-x)", {"x": 3}, {"method": GD, "rate": 1}, "diverged", "may grow without bound"),
        ("x^2 + y^2", {"x": 1, "y": 2}, {"method": "adam", "rate": 0.1}, "global minimum", "(0, 0)"),
    ],
)
def test_the_end_is_named_for_what_it_is(f, start, options, kind, words):
    trace = minimize(f, start, **options)
    assert (trace.verdict.kind, words in trace.verdict.sentence) == (kind, True), trace.verdict


def test_maximising_says_maximum():
    top = maximize("-x^2 + 3x", {"x": 1})
    assert (top.verdict.kind, top.value) == ("global maximum", pytest.approx(2.25))
    assert "concave" in top.verdict.sentence
    assert maximize("sin(x)", {"x": 1}).verdict.kind == "local maximum"
    assert maximize("x^2", {"x": 0}).verdict.kind == "minimum"
    assert maximize("x^2 - y^2", {"x": 0, "y": 1}).verdict.kind == "saddle"
    assert maximize("x", {"x": 0}).verdict.kind == "no maximum"
    assert "rises without bound along x" in maximize("x", {"x": 0}).verdict.sentence


# --- the learning rate -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("method", "limit"), [(GD, 2.0), ("momentum", 2 * 1.9), ("nesterov", 2 * 1.9 / 2.8)], ids=str)
def test_the_limit_of_the_rate_on_a_quadratic_is_exact(method, limit):
    data, curvature = bowl()
    run = {"method": method, "steps": 3000}
    start = {"w": np.zeros(3)}
    below = minimize("mean((y - X@w)^2)", start, data, rate=0.98 * limit / curvature, **run)
    above = minimize("mean((y - X@w)^2)", start, data, rate=1.02 * limit / curvature, **run)
    assert below.verdict.kind == "global minimum"
    assert not below.warnings
    assert above.verdict.kind == "diverged"
    assert "it will diverge" in above.warnings[0]


def test_a_bounded_curvature_is_never_said_to_diverge():
    f = "log(1 + exp(-x)) + log(1 + exp(x))"  # curvature at most 1/2
    trace = minimize(f, {"x": 3.0}, rate=9.0, steps=200)
    assert trace.verdict.kind == "not converged"
    assert "it cannot settle here" in trace.verdict.sentence
    close = minimize(f, {"x": 0.1}, rate=9.0, steps=200)
    assert "not guaranteed" in close.warnings[0]
    assert not any("will diverge" in w for w in (*trace.warnings, *close.warnings))


def test_adaptive_methods_get_no_statement_about_curvature():
    trace = minimize("x^2 + y^2", {"x": 1, "y": 3}, method="adam", rate=1e5, steps=50)
    assert not trace.warnings
    assert "2/L" not in trace.verdict.sentence


def test_without_a_rate_it_is_one_over_the_curvature():
    trace = minimize("4 x^2", {"x": 1}, method=GD)
    assert len(trace.values) == 2
    assert "1/L = 0.125" in trace.chosen


@needs_cases
def test_the_reference_rates_settle_or_do_not():
    row = next(r for r in rows("convex.json") if r["name"] == "logit_bc_std_l1e-3")
    run = {"data": arrays(row), "method": GD, "steps": 2000}
    far = minimize(row["loss"], origin(row), rate=12.4, **run)
    assert far.verdict.kind == "global minimum"
    assert "not guaranteed" in far.warnings[0]
    stuck = minimize(row["loss"], origin(row), rate=14.4, **run)
    assert stuck.verdict.kind == "not converged"
    assert "cannot settle here" in stuck.verdict.sentence


# --- the trace -------------------------------------------------------------------------------------------------------


def test_entry_k_is_before_step_k_and_the_end_has_one():
    trace = minimize("x^2", {"x": 1}, rate=0.25, steps=3)
    np.testing.assert_allclose(trace.values, [1, 1 / 4, 1 / 16, 1 / 64])
    np.testing.assert_allclose(trace.gradient_norms, [2, 1, 1 / 2, 1 / 4])
    assert [float(p["x"]) for p in trace.points] == [1, 0.5, 0.25, 0.125]
    assert trace.points[-1] == {"x": 0.125}
    assert trace.stopped == "All 3 steps were taken."


def test_the_best_finite_iterate_is_kept_after_a_blow_up():
    trace = minimize("exp(x) + exp(-x)", {"x": 3}, method=GD, rate=1, steps=50)
    assert "overflowed" in trace.stopped
    assert np.isfinite(trace.value)
    assert trace.value == np.nanmin(trace.values[np.isfinite(trace.values)])


def test_a_run_can_be_watched_and_cancelled():
    seen = []

    def watch(p):
        seen.append(p.step)
        return p.step < 100

    trace = minimize("(x - 3)^4", {"x": 0}, method=GD, rate=0.001, steps=1000, progress=watch)
    assert seen[:2] == [50, 100]
    assert len(trace.values) == 101
    assert trace.stopped == "Cancelled after 100 steps; what was found is kept."


def test_an_interrupt_keeps_what_is_there():
    def watch(p):
        if p.step == 50:
            raise KeyboardInterrupt
        return

    trace = minimize("(x - 3)^4", {"x": 0}, method=GD, rate=0.001, steps=1000, progress=watch)
    assert "Interrupted after 50 steps" in trace.stopped
    assert len(trace.values) == len(trace.points) == len(trace.gradient_norms)


@pytest.mark.parametrize("method", ["levenberg-marquardt", "bfgs", "l-bfgs", "newton"])
def test_classical_methods_reach_the_bottom_of_a_valley(method):
    trace = minimize("(1 - x)^2 + 100 (y - x^2)^2", {"x": -1.2, "y": 1}, method=method)
    assert trace.value < 1e-20
    assert trace.values[0] == pytest.approx(24.2)
    assert trace.verdict.kind == "global minimum"
    assert minimize("(x - 3)^2", {"x": 0}, method=method, progress=lambda p: False).stopped.startswith("Cancelled")


# --- data ------------------------------------------------------------------------------------------------------------


def test_a_method_is_chosen_from_the_form_and_says_why():
    data, _ = bowl()
    assert minimize("sum((y - X@w)^2)", {"w": np.zeros(3)}, data).method == "levenberg-marquardt"
    assert minimize("sin(x) + x^2", {"x": 1}).chosen == "BFGS: 1 variable and a smooth function."
    assert minimize("sum((y - X@w)^2)", {"w": np.zeros(3)}, data, batch=5, steps=3).method == "adam"
    assert minimize("x^2", {"x": 1}, rate=0.1).method == GD


@pytest.mark.parametrize("loss", ["mean((y - X@w)^2)", "sum((y - X@w)^2) / 20", "sum((y - X@w)^2) + 0.1 sum(w^2)"])
@pytest.mark.parametrize("replacement", [False, True])
def test_batches_are_right_on_average(loss, replacement):
    from steepest.descent.batches import estimator
    from steepest.descent.given import reader as reader_of
    from steepest.descent.landscape import Landscape
    from steepest.descent.problem import arrays as as_arrays
    from steepest.descent.problem import problem

    data, _ = bowl()
    start = as_arrays({"w": np.zeros(3)}, "start")
    reader = reader_of(loss, start)
    task = problem(reader({n: a.shape for n, a in data.items()}), start, data, loss)
    z = np.array([0.3, -1.0, 2.0])
    draw = estimator(task, reader, 4, seed=1, replacement=replacement)
    epochs = 400 if replacement else 1
    mean = np.mean([draw(z, k) for k in range(5 * epochs)], axis=0)
    exact = Landscape(task).slope(z)[1]
    np.testing.assert_allclose(mean, exact, rtol=0.1 if replacement else 1e-12)


def test_batches_are_the_same_for_the_same_seed():
    data, curvature = bowl()
    run = {"method": "sgd", "rate": 0.1 / curvature, "steps": 30, "batch": 4}
    first, again, other = (minimize("mean((y - X@w)^2)", {"w": np.zeros(3)}, data, seed=s, **run) for s in (1, 1, 2))
    np.testing.assert_array_equal(first.values, again.values)
    assert not np.array_equal(first.values, other.values)


def test_a_loss_that_is_no_mean_over_rows_is_refused_in_batches():
    data, _ = bowl()
    with pytest.raises(NotAProblem, match="neither a mean nor a sum over the rows"):
        minimize("sqrt(sum((y - X@w)^2))", {"w": np.zeros(3)}, data, batch=4)


@pytest.mark.parametrize(
    ("f", "start", "options", "words"),
    [
        ("x^2 + a", {"x": 1}, {}, "`a`, which has no value"),
        ("x^2", {"y": 1}, {}, "`x`, which has no value"),
        ("a^2", {"x": 1}, {"data": {"a": 1}}, "none of the variables"),
        ("x^2", {"x": 1}, {"data": {"x": 2}}, "in start and in data"),
        ("x^2", {"x": [1, 2]}, {}, "Take its sum"),
        ("x^2", {"x": "one"}, {}, "not a number"),
        ("x^2", {"x": float("nan")}, {}, "missing"),
        ("log(x)", {"x": -1}, {}, "Start from another point"),
        ("x^2", {"x": 1}, {"method": "sdg"}, "There is no method called `sdg`"),
        ("x^2", {"x": 1}, {"method": "adam", "mu": 0.5}, "no setting called `mu`"),
        ("x^2", {"x": 1}, {"schedule": "linear"}, "no schedule called"),
        ("x^2", {"x": 1}, {"rate": -1}, "above 0"),
        ("x^2", {"x": 1}, {"rate": 0.1, "steps": 10**9}, "Ask for fewer"),
        ("x^2", {"x": 1}, {"batch": 3}, "no data with rows"),
        ("x^2", {"x": 1}, {"method": "bfgs", "rate": 0.1}, "takes no rate"),
        ("sin(x)", {"x": 1}, {"method": "levenberg-marquardt"}, "sum of squares"),
    ],
)
def test_what_cannot_be_run_is_told_in_a_sentence(f, start, options, words):
    with pytest.raises(NotAProblem, match=words):
        minimize(f, start, **options)


def test_unreadable_text_says_where():
    with pytest.raises(Unreadable):
        minimize("3(x + 2", {"x": 1})


# --- reference problems ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("row", "start"), nist(), ids=lambda v: v["name"] if isinstance(v, dict) else v)
def test_certified_regressions_are_met_to_six_digits(row, start):
    trace = minimize(row["loss"], dict(zip(row["params"], row[start], strict=True)), data=row["data"])
    assert trace.method == "levenberg-marquardt"
    np.testing.assert_allclose([trace.best[n] for n in row["params"]], row["certified"], rtol=1e-6)
    assert trace.value == pytest.approx(row["certified_rss"], rel=1e-8)
    assert trace.verdict.kind == "local minimum"


@pytest.mark.parametrize("row", rows("mgh.json"), ids=lambda r: r["name"])
def test_published_minima_are_found(row):
    trace = minimize(row["loss"], begin(row), data=row["data"])
    assert trace.value == pytest.approx(row["fmin"], rel=1e-8, abs=1e-18)
    assert trace.verdict.kind in ("global minimum", "local minimum", "inconclusive")
    if row["fmin"] == 0:
        assert trace.verdict.kind == "global minimum"


SMOOTH = [r for r in rows("convex.json") if r["smooth"]]


@pytest.mark.parametrize("row", SMOOTH, ids=lambda r: r["name"])
def test_convex_losses_end_in_a_certified_global_minimum(row):
    trace = minimize(row["loss"], origin(row), data=arrays(row))
    assert trace.value == pytest.approx(row["fmin"], rel=1e-10)
    assert trace.verdict.kind == "global minimum"
    assert "convex" in trace.verdict.sentence


TOUGH = [(r, s) for r in rows("global.json") for s in r["starts"]]


@pytest.mark.parametrize(("row", "start"), TOUGH, ids=lambda v: v["name"] if isinstance(v, dict) else str(v))
def test_functions_with_many_minima_are_never_called_global_wrongly(row, start):
    trace = minimize(row["loss"], dict(zip(row["params"], start, strict=True)))
    if trace.verdict.kind == "global minimum":
        assert trace.value == pytest.approx(row["fmin"], abs=1e-12)
    else:
        assert trace.verdict.kind in ("local minimum", "saddle", "inconclusive", "no minimum")


def test_a_published_minimum_is_seen_to_be_a_saddle():
    """Biggs EXP6 (Moré, Garbow, Hillstrom 1981, problem 18): f = 5.65565e-3 has a negative curvature."""
    i = np.arange(1, 14)
    t = i / 10
    y = np.exp(-t) - 5 * np.exp(-10 * t) + 3 * np.exp(-4 * t)
    f = "sum((x3*exp(-t*x1) - x4*exp(-t*x2) + x6*exp(-t*x5) - y)^2)"
    start = dict.fromkeys(("x1", "x3", "x4", "x5", "x6"), 1) | {"x2": 2}
    trace = minimize(f, start, data={"t": t, "y": y}, method="bfgs")
    assert trace.value == pytest.approx(5.65565e-3, rel=1e-5)
    assert trace.verdict.kind == "saddle"
    assert min(trace.verdict.curvatures) == pytest.approx(-9.8e-3, rel=1e-2)
    again = minimize(f, trace.verdict.restart, data={"t": t, "y": y}, method="bfgs")
    assert again.value < 1e-12
    assert CASES.name == "optim"


def test_trees_and_expressions_with_letters_for_sizes_are_taken_too():
    from steepest.calculus.lower import lower
    from steepest.notation.reading import read

    data, _ = bowl()
    tree = read("mean((y - X@w)^2)", "X: n d, y: n, w: d")
    wanted = minimize("mean((y - X@w)^2)", {"w": np.zeros(3)}, data)
    for f in (tree, lower(tree)):
        found = minimize(f, {"w": np.zeros(3)}, data)
        np.testing.assert_allclose(found.best["w"], wanted.best["w"])
        assert minimize(f, {"w": np.zeros(3)}, data, method="sgd", batch=4, steps=5).method == "sgd"


@pytest.mark.parametrize("f", ["log(exp(x) + exp(-x))", "log(1 + exp(x^2))", "log(cosh(x - 3)) + x^2/100"])
def test_large_arguments_do_not_overflow(f):
    trace = minimize(f, {"x": 900.0})
    assert trace.verdict.kind == "global minimum"
    assert trace.values[0] > 800
