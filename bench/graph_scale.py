"""How the time of a derivative grows with the graph: `.venv/bin/python bench/graph_scale.py`.

Processor seconds of each part of the work, the best of three: deriving, the passes (or steps) with the conditions, the
text, and the program. The slope is how the sum grows when the size doubles, as an exponent: 1 is in proportion. Beside
it the time in which JAX traces and lowers `jax.grad` of the same function in the same run, which compiles nothing.
Issue bar: 2 s to derive an RNN of 200 steps, an MLP of 50 layers, an attention block.
"""

import gc
import math
import sys
import time
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp

import steepest as st
from steepest.calculus.operators import build
from steepest.calculus.surface import Recurrence, Surface, number, variable, walk
from steepest.calculus.surface import variables as names_of

ROUNDS = 3
BAR = 2.0
SIZES = {"n": 6, "d": 4, "h": 5}
N = st.read("x", {"x": ("n", "d")}).shape[:1]  # sizes stay letters
D = st.read("x", {"x": ("n", "d")}).shape[1:]
H = st.read("x", {"x": ("h", "d")}).shape[:1]
Family = Callable[[int], tuple[Surface, str | list[str]]]


def on(name: str, *args: Surface) -> Surface:
    return build(name, args)


def square(e: Surface) -> Surface:
    return on("sum", on("pow", e, number(2)))


def recurrent(steps: int) -> tuple[Surface, str]:
    """h = tanh(W h + U x + b), unrolled; the loss is the squared norm of the last state."""
    w, u = variable("W", N + N), variable("U", N + N)
    x, b = variable("x", N), variable("b", N)
    h = x
    for _ in range(steps):
        h = on("tanh", on("add", on("matmul", w, h), on("matmul", u, x), b))
    return square(h), "W"


def layered(layers: int, through: str = "tanh") -> tuple[Surface, str]:
    """A network of layers with weights of their own."""
    h = variable("x", N)
    for k in range(1, layers + 1):
        h = on(through, on("add", on("matmul", variable(f"W_{k}", N + N), h), variable(f"b_{k}", N)))
    return square(h), "W_1"


def all_weights(layers: int) -> tuple[Surface, list[str]]:
    """The same by every matrix of weights."""
    return layered(layers)[0], [f"W_{k}" for k in range(1, layers + 1)]


def residual(layers: int) -> tuple[Surface, str]:
    """x + tanh(x) over and over, in numbers."""
    x = variable("x")
    for _ in range(layers):
        x = on("add", x, on("tanh", x))
    return x, "x"


def transformer(blocks: int) -> tuple[Surface, str]:
    """Blocks of layer norm, attention and two dense layers, with residual connections and weights of their own."""
    x = variable("X", N + D)
    for k in range(1, blocks + 1):
        q, key, v, out = (variable(f"{name}_{k}", D + D) for name in "QKVO")
        wide, narrow = variable(f"A_{k}", D + H), variable(f"B_{k}", H + D)
        y = on("layernorm", x)
        x = on("add", x, on("matmul", on("attention", *(on("matmul", y, m) for m in (q, key, v))), out))
        y = on("layernorm", x)
        x = on("add", x, on("matmul", on("relu", on("matmul", y, wide)), narrow))
    return square(x), "Q_1"


def nested(layers: int) -> tuple[Surface, str]:
    """sin(sin(…))"""
    x = variable("x")
    for _ in range(layers):
        x = on("sin", x)
    return x, "x"


def products(factors: int) -> tuple[Surface, str]:
    """x sin(x sin(…))"""
    x = y = variable("x")
    for _ in range(factors):
        y = on("mul", x, on("sin", y))
    return y, "x"


def sums_of_exponentials(layers: int) -> tuple[Surface, str]:
    """x ← W x + logsumexp(x)"""
    x, w = variable("x", N), variable("W", N + N)
    for _ in range(layers):
        x = on("add", on("matmul", w, x), on("logsumexp", x))
    return on("sum", x), "x"


def recurrence(steps: int) -> tuple[Surface, str]:
    """The same network as one node."""
    text = "sum(scan(tanh(W@h + U@x + b), h=x_0, x=X)[-1]**2)"
    return st.read(text, f"W: n n, U: n n, b: n, x_0: n, X: {steps} n"), "W"


FAMILIES: tuple[tuple[str, Family, tuple[int, ...]], ...] = (
    ("unrolled RNN, steps", recurrent, (50, 100, 200, 400, 800)),
    ("recurrence, steps", recurrence, (10, 100, 1_000, 10_000)),
    ("MLP of tanh, layers", layered, (25, 50, 100, 200)),
    ("MLP of relu, layers", lambda k: layered(k, "relu"), (25, 50, 100, 200)),
    ("MLP, all weights", all_weights, (25, 50, 100, 200)),
    ("transformer, blocks", transformer, (1, 2, 4, 8, 12)),
    ("x + tanh(x), layers", residual, (100, 200, 400, 800)),
    ("nested sines", nested, (60, 120, 240, 480)),
    ("x sin(…), factors", products, (50, 100, 200, 400)),
    ("logsumexp, layers", sums_of_exponentials, (25, 50, 100, 200)),
)


def seconds(work: Callable[[], object]) -> float:
    """Once, in seconds of this processor."""
    gc.collect()
    began = time.process_time()
    work()
    return time.process_time() - began


def ours(f: Surface, wrt: str | list[str]) -> list[float]:
    """Deriving, what is told beside the result (of several variables, by the first), its text, its program."""
    rounds = [one_round(f, wrt) for _ in range(ROUNDS)]
    return [min(part) for part in zip(*rounds, strict=True)]


def one_round(f: Surface, wrt: str | list[str]) -> list[float]:
    made: list[st.Derived] = []
    derived = seconds(lambda: made.append(st.derive(f, wrt=wrt)))
    (whole,) = made
    name, part = next(iter(whole.parts.items()))
    alone = whole[name]
    return [
        derived,
        seconds(lambda: (part.backward, part.conditions)),
        seconds(lambda: str(alone)),
        seconds(whole.compile),
    ]


JAX: dict[str, Callable[..., Any]] = {
    "add": lambda *a: sum(a[1:], a[0]), "mul": lambda a, b: a * b, "matmul": lambda a, b: a @ b,
    "pow": lambda a, b: a**b, "sum": jnp.sum, "tanh": jnp.tanh, "sin": jnp.sin, "relu": jax.nn.relu,
    "logsumexp": jax.nn.logsumexp,
    "layernorm": lambda x: (x - x.mean(-1, keepdims=True)) / jnp.sqrt(x.var(-1, keepdims=True) + 1e-5),
    "attention": lambda q, k, v: jax.nn.softmax(q @ k.T / jnp.sqrt(k.shape[-1])) @ v,
}  # fmt: skip


def evaluated(f: Surface, given: dict[str, Any]) -> Any:
    """The value of an expression in JAX's functions."""
    done: dict[Surface, Any] = {}
    for e in walk(f):
        if e.op == "variable":
            done[e] = given[str(e.data)]
        elif e.op == "number":
            done[e] = int(str(e.data))
        elif e.op == "index":
            done[e] = done[e.args[0]][-1]
        elif isinstance(e.data, Recurrence):
            done[e] = scanned(e.data, [done[a] for a in e.args])
        else:
            done[e] = JAX[e.op](*(done[a] for a in e.args))
    return done[f]


def scanned(data: Recurrence, args: list[Any]) -> Any:
    """The states of a recurrence by `jax.lax.scan`."""
    fixed = dict(zip(data.names[1 + data.items :], args[1 + data.items :], strict=True))

    def step(state: Any, rows: Any) -> Any:
        state = evaluated(data.body, {**fixed, **dict(zip(data.bound, (state, *rows), strict=True))})
        return state, state

    return jax.lax.scan(step, args[0], args[1 : 1 + data.items])[1]


def by_jax(f: Surface, wrt: str | list[str]) -> float:
    """Tracing and lowering the gradient of the same function."""
    shapes = {
        name: tuple(d if isinstance(d, int) else SIZES[str(d)] for d in shape) for name, shape in names_of(f).items()
    }
    chosen = [wrt] if isinstance(wrt, str) else wrt

    def value(moving: dict[str, Any], fixed: dict[str, Any]) -> Any:
        return evaluated(f, {**fixed, **moving})

    arrays = {name: jnp.ones(shape) for name, shape in shapes.items()}
    moving = {name: arrays[name] for name in chosen}
    fixed = {name: a for name, a in arrays.items() if name not in moving}
    return seconds(lambda: jax.jit(jax.grad(lambda m, x: value(m, x))).lower(moving, fixed))


def main() -> None:
    sys.setrecursionlimit(20_000)  # for JAX, which goes down a traced function by recursion; ours never does
    st.derive("sum(relu(A @ x))", wrt="x", shapes="A: n n, x: n").compile()
    print(f"{'':22}{'size':>6}{'derive':>9}{'told':>8}{'text':>8}{'program':>9}{'sum':>8}{'slope':>7}"
          f"{'JAX':>8}{'ours/JAX':>10}")  # fmt: skip
    for title, family, sizes in FAMILIES:
        before: tuple[int, float] | None = None
        for size in sizes:
            f, wrt = family(size)
            parts = ours(f, wrt)
            total, peer = sum(parts), by_jax(f, wrt)
            slope = "" if before is None else f"{math.log(total / before[1]) / math.log(size / before[0]):.2f}"
            late = "" if parts[0] <= BAR else f"  over {BAR:g} s"
            print(f"{title:22}{size:>6}{parts[0]:>9.3f}{parts[1]:>8.3f}{parts[2]:>8.3f}{parts[3]:>9.3f}{total:>8.3f}"
                  f"{slope:>7}{peer:>8.3f}{parts[0] / peer:>9.2f}x{late}", flush=True)  # fmt: skip
            before = (size, total)


if __name__ == "__main__":
    main()
