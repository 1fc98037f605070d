"""Work grows with the graph: twice the layers take about twice the calls, counted, not timed.

What is done once a layer for all layers below it (a walk, a list that is copied) makes the calls grow with the square
of the layers; a test of time would not tell that from a slow machine.
"""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable

import pytest

import steepest as st
from steepest.calculus.dims import letter
from steepest.calculus.operators import build
from steepest.calculus.surface import Surface, number, variable

N, D = (letter("n"),), (letter("d"),)
MOST = 2.35  # times the work for twice the layers: an exponent of 1.23
Family = Callable[[int], tuple[Surface, str | list[str]]]


def on(name: str, *args: Surface) -> Surface:
    return build(name, args)


def square(e: Surface) -> Surface:
    return on("sum", on("pow", e, number(2)))


def recurrent(steps: int) -> tuple[Surface, str]:
    h, w = variable("x", N), variable("W", N + N)
    for _ in range(steps):
        h = on("tanh", on("add", on("matmul", w, h), variable("b", N)))
    return square(h), "W"


def layered(layers: int, through: str = "tanh") -> tuple[Surface, str]:
    h = variable("x", N)
    for k in range(1, layers + 1):
        h = on(through, on("add", on("matmul", variable(f"W_{k}", N + N), h), variable(f"b_{k}", N)))
    return square(h), "W_1"


def all_weights(layers: int) -> tuple[Surface, list[str]]:
    return layered(layers)[0], [f"W_{k}" for k in range(1, layers + 1)]


def attending(blocks: int) -> tuple[Surface, str]:
    x = variable("X", N + D)
    for _ in range(blocks):
        seen = on("attention", *(on("matmul", x, variable(name, D + D)) for name in "QKV"))
        x = on("layernorm", on("add", x, seen))
    return square(x), "Q"


def residual(layers: int) -> tuple[Surface, str]:
    x = variable("x")
    for _ in range(layers):
        x = on("add", x, on("tanh", x))
    return x, "x"


def nested(layers: int) -> tuple[Surface, str]:
    x = variable("x")
    for _ in range(layers):
        x = on("sin", x)
    return x, "x"


def exponentials(layers: int) -> tuple[Surface, str]:
    x, w = variable("x", N), variable("W", N + N)
    for _ in range(layers):
        x = on("add", on("matmul", w, x), on("logsumexp", x))
    return on("sum", x), "x"


FAMILIES: tuple[tuple[str, Family, int], ...] = (  # sizes from which on no form of the whole is tried
    ("recurrent", recurrent, 60),
    ("layered", layered, 60),
    ("relu", lambda k: layered(k, "relu"), 60),
    ("all weights", all_weights, 60),
    ("attention", attending, 8),
    ("residual", residual, 120),
    ("nested", nested, 200),
    ("logsumexp", exponentials, 60),
)


def calls(f: Surface, wrt: str | list[str]) -> dict[str, int]:
    """The calls of functions in each part of the work."""
    out: dict[str, int] = {}
    made: list[st.Derived] = []

    def counted(name: str, work: Callable[[], object]) -> None:
        profile = cProfile.Profile()
        profile.runcall(work)
        out[name] = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]

    counted("derive", lambda: made.append(st.derive(f, wrt=wrt)))
    name, part = next(iter(made[0].parts.items()))
    counted("passes", lambda: part.backward)
    counted("conditions", lambda: part.conditions)
    counted("text", lambda: str(made[0][name]))
    counted("LaTeX", lambda: made[0][name].latex())
    counted("program", lambda: made[0].code("numpy"))
    return out


@pytest.mark.parametrize(("family", "size"), [r[1:] for r in FAMILIES], ids=[r[0] for r in FAMILIES])
def test_twice_the_layers_take_twice_the_work(family: Family, size: int) -> None:
    calls(*family(3))  # what is loaded on first use
    few, many = calls(*family(size)), calls(*family(2 * size))
    for part, n in many.items():
        assert n <= MOST * few[part] + 2000, f"{part}: {few[part]} calls for {size}, {n} for {2 * size}"


def test_two_thousand_layers_do_not_blow_the_stack() -> None:
    for family in (layered, nested):
        f, wrt = family(2000)
        d = st.derive(f, wrt=wrt)
        assert len(str(d)) > 10_000
        assert d.code("numpy").count("\n") > 2000
