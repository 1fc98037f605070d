"""Every row of the optimizers and schedules: PyTorch's iterates, one program for NumPy and the page."""

import json
import math

import numpy as np
import pytest
from tests.descent.problems import CASES, needs_cases
from tests.notation.test_writing_program import machine

from steepest.descent import browser, optimizers, schedules
from steepest.descent.descend import minimize
from steepest.descent.optimizers import OPTIMIZERS
from steepest.descent.programs import program
from steepest.descent.schedules import SCHEDULES

RUNS = json.loads((CASES / "trajectories.json").read_text()) if CASES.exists() else {"runs": {}}
EACH = pytest.mark.parametrize("row", OPTIMIZERS.values(), ids=list(OPTIMIZERS))


def problem_of(name):
    if name == "rosenbrock":
        return "100*(x[1]-x[0]**2)**2 + (1-x[0])**2", {}
    data = dict(np.load(CASES / "convex_data" / f"{name}.npz"))
    f = "mean(log(1+exp(-y*(X@x[:-1]+x[-1])))) + 0.001*sum(x[:-1]**2)"
    return f, {"X": data["X"], "y": data["y"]}


@needs_cases
@pytest.mark.parametrize("key", RUNS["runs"])
def test_fifty_iterates_are_those_of_pytorch(key):
    name, method = key.split("|")
    run = RUNS["runs"][key]
    f, data = problem_of(name)
    start = {"x": RUNS["losses"][name]["x0"]}
    method = {"sgd": "gradient descent"}.get(method, method)
    trace = minimize(f, start, data=data, method=method, rate=run["lr"], steps=50)
    assert len(trace.values) == 51
    np.testing.assert_allclose(trace.values[:50], run["f_before_step"], rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(trace.values[50], run["f_after_50"], rtol=1e-12, atol=1e-12)
    for k, x in run["x_after"].items():
        np.testing.assert_allclose(trace.points[int(k)]["x"], x, rtol=1e-12, atol=1e-12)


@EACH
def test_a_row_goes_down_a_bowl(row):
    rate = {"adadelta": 100.0, "adagrad": 0.5}.get(row.name, 0.05)
    trace = minimize("(a - 1)^2 + 2 (b + 2)^2", {"a": 3, "b": 1}, method=row.name, rate=rate, steps=400)
    assert trace.value < 0.1 * trace.values[0]
    assert trace.method == row.name


@EACH
def test_the_page_runs_the_same_update(row):
    made = json.loads(json.dumps(browser.optimizer(row)))
    begin = program(optimizers.initial(row), ("x", "rate", *row.hyper)) if row.rule.state else None
    step = program(optimizers.update(row), optimizers.inputs(row))
    x, rate = 1.5, 0.01
    state = begin(x=x, rate=rate, **row.hyper) if begin else {}
    there = dict(
        zip(made["start"]["outputs"], machine(made["start"], {"x": x, "rate": rate, **row.hyper}), strict=True)
    )
    assert there == pytest.approx(state)
    for t in range(1, 6):
        values = {"x": x, "g": math.cos(3 * t), "rate": rate, "t": float(t), **state, **row.hyper}
        here = step(**values)
        there = dict(zip(made["update"]["outputs"], machine(made["update"], values), strict=True))
        assert there == pytest.approx(here, rel=1e-12, abs=1e-300)
        x = here["x"]
        state = {n: here[n] for n in row.rule.state}


@EACH
def test_a_row_names_only_its_own_settings(row):
    taken = {n for e in optimizers.update(row).values() for n in _names(e)}
    assert taken <= set(optimizers.inputs(row))
    assert set(row.hyper) <= taken | {n for e in optimizers.initial(row).values() for n in _names(e)}
    assert row.because
    assert row.source


def _names(e):
    from steepest.calculus.expr import variables

    return variables(e)


def rates(name, steps=100, losses=None, **settings):
    """The rates of a schedule, from its own recurrence."""
    row = SCHEDULES[name]
    hyper = {n: float(steps) if v is None else v for n, v in row.hyper.items()} | settings
    step = program(schedules.update(row), ("rate", "t", "loss", *row.rule.state, *hyper))
    losses = np.ones(steps) if losses is None else losses
    begin = program(schedules.initial(row), ("rate", "loss", *hyper)) if row.rule.state else None
    state = begin(rate=1.0, loss=float(losses[0]), **hyper) if begin else {}
    out = []
    for t in range(1, steps + 1):
        now = step(rate=1.0, t=float(t), loss=float(losses[t - 1]), **state, **hyper)
        state = {n: now[n] for n in row.rule.state}
        out.append(now["now"])
    return np.array(out)


def test_schedules_follow_their_closed_forms():
    t = np.arange(100)
    np.testing.assert_allclose(rates("constant"), 1)
    np.testing.assert_allclose(rates("exponential", gamma=0.9), 0.9**t)
    np.testing.assert_allclose(rates("step", every=7.0, gamma=0.5), 0.5 ** (t // 7))
    np.testing.assert_allclose(rates("cosine"), (1 + np.cos(np.pi * t / 100)) / 2)
    np.testing.assert_allclose(rates("warm-up", over=5.0), np.minimum(1, (t + 1) / 5))


def test_a_plateau_cuts_after_patience_runs_out():
    losses = np.r_[np.linspace(2, 1, 10), np.ones(20)]
    found = rates("plateau", steps=30, losses=losses, patience=3.0, factor=0.1)
    cuts = np.flatnonzero(np.diff(found)) + 1
    np.testing.assert_array_equal(cuts, [13, 17, 21, 25, 29])  # as torch.optim.lr_scheduler.ReduceLROnPlateau


@pytest.mark.parametrize("row", SCHEDULES.values(), ids=list(SCHEDULES))
def test_the_page_runs_the_same_schedule(row):
    made = json.loads(json.dumps(browser.schedule(row)))
    hyper = {n: 10.0 if v is None else v for n, v in row.hyper.items()}
    step = program(schedules.update(row), ("rate", "t", "loss", *row.rule.state, *hyper))
    values = {"rate": 0.1, "t": 4.0, "loss": 2.0, **dict.fromkeys(row.rule.state, 3.0), **hyper}
    there = dict(zip(made["update"]["outputs"], machine(made["update"], values), strict=True))
    assert there == pytest.approx(step(**values))
