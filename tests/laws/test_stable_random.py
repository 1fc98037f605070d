"""What is rewritten for running keeps its value and its derivative: random compositions of what rows match."""

from random import Random

import pytest
from flint import ctx

from steepest.calculus import sweep
from steepest.calculus.expr import Expr, variable
from steepest.calculus.lower import lower
from steepest.calculus.operators import build
from steepest.calculus.running import derivatives, prepared
from steepest.calculus.surface import Surface, number
from steepest.calculus.surface import variable as written
from steepest.compute.deciding import verdict
from steepest.compute.points import balls, spread
from steepest.compute.tape import taped

BATCHES = 10
EXPRESSIONS = 40
FUNCTIONS = "sigmoid tanh erf cosh normal_cdf cos erfc sinh sin expm1 softplus exp log".split()


def expression(source: Random, depth: int) -> Surface:
    """Sums, products, logarithms and lengths of exponentials and their like."""
    if not depth:
        return source.choice([*(written(n) for n in "xyxy"), number(source.choice([1, 2, 3]))])
    u, v = (expression(source, depth - 1) for _ in range(2))
    one, two, minus = number(1), number(2), build("neg", (v,))
    e, f = build("exp", (u,)), build("exp", (v,))
    match source.randrange(11):
        case 0:
            return build("add", (one, source.choice([v, minus])))
        case 1:
            return build("add", (u, source.choice([v, minus])))
        case 2:
            return build("mul", (u, v))
        case 3:
            return build("div", (u, v))
        case 4:
            return build("sqrt", (build("add", (build("pow", (u, two)), build("pow", (v, two)))),))
        case 5:
            return build("pow", (u, number(source.choice([2, 3, -1, -2]))))
        case 6:
            return build("log", (build("add", (e, f)),))
        case 7:
            return build("div", (e, build("add", (e, f))))
        case 8:
            return build("mul", (v, build("log", (v,))))
    return build(source.choice(FUNCTIONS), (u,))


@pytest.mark.parametrize("batch", range(BATCHES))
def test_what_runs_has_the_value_and_the_derivative_of_what_is_shown(batch: int) -> None:
    fired = 0
    for k in range(EXPRESSIONS):
        seed = 1000 * batch + k
        source = Random(seed)
        core = lower(expression(source, 2 + k % 3))
        found = prepared(core)
        if not found.applied:
            continue
        fired += 1
        x = variable("x")
        hold(core, found.expr, f"value {seed}", source)
        hold(sweep.derivative(core, x), derivatives(found.expr, [x], 1, {})[0].expr, f"derivative {seed}", source)
    assert fired > EXPRESSIONS // 4


def hold(shown: Expr, runs: Expr, name: str, source: Random) -> None:
    """Equal in ball arithmetic, wherever both are defined."""
    tape = taped(shown, runs)
    for point in spread(list(tape.variables), 8, source, {}):
        with ctx.workprec(300):
            values = tape.run(balls(point))
        assert verdict(*(values[k] for k in tape.out)) != "differ", f"{name} at {point}"
