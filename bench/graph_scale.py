"""How the time of a gradient grows with the graph: `.venv/bin/python bench/graph_scale.py`.

Seconds to derive the gradient by the first weights, with its backward pass, best of three; and milliseconds per unit
of size, which stay level when growth is linear. Issue bar: 2 s for the largest of each.
"""

import time
from collections.abc import Callable

import steepest as st
from steepest.calculus.operators import build
from steepest.calculus.surface import Surface, number, variable

ROUNDS = 3
BAR = 2.0
N = st.read("x", {"x": ("n", "d")}).shape[:1]  # sizes stay letters
D = st.read("x", {"x": ("n", "d")}).shape[1:]


def tanh_layer(weights: Surface, h: Surface, *rest: Surface) -> Surface:
    return build("tanh", (build("add", (build("matmul", (weights, h)), *rest)),))


def square(e: Surface) -> Surface:
    return build("sum", (build("pow", (e, number(2))),))


def recurrent(steps: int) -> tuple[Surface, str]:
    """h = tanh(W h + U x + b), unrolled; the loss is the squared norm of the last state."""
    w, u = variable("W", N + N), variable("U", N + N)
    x, b = variable("x", N), variable("b", N)
    h = x
    for _ in range(steps):
        h = tanh_layer(w, h, build("matmul", (u, x)), b)
    return square(h), "W"


def layered(layers: int) -> tuple[Surface, str]:
    """A network of layers with weights of their own."""
    h = variable("x", N)
    for k in range(1, layers + 1):
        h = tanh_layer(variable(f"W_{k}", N + N), h, variable(f"b_{k}", N))
    return square(h), "W_1"


def attending(blocks: int) -> tuple[Surface, str]:
    """Blocks of attention, each with a residual connection and a layer norm."""
    x = variable("X", N + D)
    q, k, v = (variable(name, D + D) for name in "QKV")
    for _ in range(blocks):
        seen = build("attention", tuple(build("matmul", (x, m)) for m in (q, k, v)))
        x = build("layernorm", (build("add", (x, seen)),))
    return square(x), "Q"


FAMILIES: tuple[tuple[str, Callable[[int], tuple[Surface, str]], tuple[int, ...]], ...] = (
    ("unrolled RNN, steps", recurrent, (50, 100, 200)),
    ("MLP, layers", layered, (10, 25, 50)),
    ("attention, blocks", attending, (1, 2, 4)),
)


def seconds(f: Surface, wrt: str) -> float:
    """The best of a few derivations."""
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        st.derive(f, wrt=wrt)
        taken.append(time.perf_counter() - began)
    return min(taken)


def main() -> None:
    print(f"{'':22}{'size':>6}{'seconds':>10}{'ms each':>10}{'against the smallest':>22}")
    for title, family, sizes in FAMILIES:
        first = 0.0
        for size in sizes:
            took = seconds(*family(size))
            each = took / size
            first = first or each
            late = "" if took <= BAR else f"  over {BAR:g} s"
            print(f"{title:22}{size:>6}{took:>10.3f}{each * 1e3:>10.2f}{each / first:>21.2f}x{late}")


if __name__ == "__main__":
    main()
