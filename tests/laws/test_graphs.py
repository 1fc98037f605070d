"""Laws on graphs: renaming and reordering change nothing, and depth costs no more than its share."""

import time
from collections.abc import Callable
from fractions import Fraction
from random import Random

import numpy as np
import pytest

from steepest.calculus import algebra, sweep
from steepest.calculus.dims import letter
from steepest.calculus.expr import Expr, Variable, count, variable
from steepest.calculus.lower import lower
from steepest.calculus.operators import build
from steepest.calculus.surface import Surface, number
from steepest.calculus.surface import variable as written
from steepest.compute.evaluate import value

N = letter("n")
FACTORS = [
    variable("A", (N, N)),
    variable("B", (N, N)),
    variable("u", (N,)),
    variable("v", (N,)),
    variable("T", (N, N, N)),
]
BATCHES = 20


def contraction(source: Random) -> tuple[list[tuple[Expr, list[int]]], list[int]]:
    """Random factors with labels; some labels are left free."""
    factors: list[tuple[Expr, list[int]]] = []
    for _ in range(source.randint(1, 5)):
        e = source.choice(FACTORS)
        factors.append((e, [source.randrange(4) for _ in e.shape]))
    used = sorted({x for _, ls in factors for x in ls})
    out = [x for x in used if source.random() < 0.4]
    source.shuffle(out)
    return factors, out


@pytest.mark.parametrize("batch", range(BATCHES))
def test_renaming_indices_and_reordering_factors_gives_the_same_object(batch: int) -> None:
    for k in range(30):
        source = Random(1000 * batch + k)
        factors, out = contraction(source)
        want = algebra.contract(Fraction(2), factors, out)
        for _ in range(3):
            names = source.sample(range(20, 60), 4)
            shuffled = [(e, [names[x] for x in ls]) for e, ls in factors]
            source.shuffle(shuffled)
            again = algebra.contract(Fraction(2), shuffled, [names[x] for x in out])
            assert again is want, f"seed {1000 * batch + k}: {factors} -> {out}"


@pytest.mark.parametrize("batch", range(BATCHES))
def test_reordering_terms_gives_the_same_object(batch: int) -> None:
    for k in range(10):
        source = Random(77_000 + 1000 * batch + k)
        terms = [(Fraction(source.randint(-3, 3)), algebra.contract(1, *contraction(source)[:1], [])) for _ in range(5)]
        want = algebra.add(terms, ())
        source.shuffle(terms)
        assert algebra.add(terms, ()) is want
        assert algebra.is_zero(algebra.minus(want, algebra.add(terms, ())))


def layers(depth: int) -> Surface:
    x = written("x")
    for _ in range(depth):
        x = build("add", (x, build("tanh", (build("mul", (written("a"), x)),))))
    return x


def recurrent(depth: int) -> Surface:
    h, w, u = written("h", (N,)), written("W", (N, N)), written("u", (N,))
    for _ in range(depth):
        h = build("tanh", (build("add", (build("matmul", (w, h)), u)),))
    return build("sum", (h,))


def fractions(depth: int) -> Surface:
    x = written("x")
    for _ in range(depth):
        x = build("div", (number(1), build("add", (number(1), x))))
    return x


def powers(depth: int) -> Surface:
    x = written("x")
    for _ in range(depth):
        x = build("sqrt", (build("add", (build("pow", (x, number(2))), number(1))),))
    return x


def masks(depth: int) -> Surface:
    h, w = written("h", (N,)), written("W", (N, N))
    for _ in range(depth):
        h = build("relu", (build("matmul", (w, h)),))
    return build("sum", (h,))


DEEP = [(layers, "x", ()), (recurrent, "W", (N, N)), (fractions, "x", ()), (powers, "x", ()), (masks, "W", (N, N))]


@pytest.mark.parametrize(("made", "wrt", "shape"), DEEP, ids=[m.__name__ for m, *_ in DEEP])
def test_five_hundred_layers_cost_five_hundred_times_one(
    made: Callable[[int], Surface], wrt: str, shape: tuple[object, ...]
) -> None:
    def cost(depth: int) -> tuple[float, int, Expr, Expr]:
        best, nodes = float("inf"), 0
        for _ in range(3):
            tree = made(depth)
            start = time.process_time()
            core = lower(tree)
            x = variable(wrt, shape)  # type: ignore[arg-type]
            assert isinstance(x, Variable)
            slope = sweep.derivative(core, x)
            best = min(best, time.process_time() - start)
            nodes = count(core, slope)
        return best, nodes, core, slope

    short, fewer, _, _ = cost(125)
    long, more, core, slope = cost(500)
    assert more <= 4.5 * fewer
    assert long <= 10 * short + 0.05
    given = {"x": 0.3, "a": 0.01, "h": np.ones(2), "u": np.full(2, 0.1), "W": np.array([[0.5, 0.2], [-0.1, 0.9]])}
    names = {"x", "a"} if not shape else {"h", "u", "W"}
    values = {k: v for k, v in given.items() if k in names}
    assert np.isfinite(value(core, values)).all()
    assert np.isfinite(value(slope, values)).all()
