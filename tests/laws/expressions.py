"""Random surface trees, of numbers and of arrays, from a seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from random import Random

from steepest.calculus.dims import Dim, Shape, letter
from steepest.calculus.operators import build
from steepest.calculus.signature import packed
from steepest.calculus.surface import Surface, number, variable

SMOOTH = ("exp", "sin", "cos", "tanh", "sigmoid", "arctan", "softplus", "sinh", "cosh", "arcsinh", "erf", "expm1")
PARTIAL = ("log", "sqrt", "tan", "log1p", "arcsin", "sec", "arccosh", "cbrt", "lgamma")
KINKED = ("abs", "relu", "sign")
COMPOSITE = ("silu", "gelu", "softsign", "log_sigmoid", "leaky_relu", "elu")
EXPONENTS = (Fraction(2), Fraction(3), Fraction(-1), Fraction(1, 2), Fraction(-2), Fraction(1, 3), Fraction(5))
N, M = letter("n"), letter("m")
SIZES = {"n": 3, "m": 2}
DECLARED: dict[str, Shape] = {"A": (N, M), "B": (M, N), "S": (N, N), "u": (N,), "v": (N,), "w": (M,), "c": ()}


def scalar(source: Random, depth: int, names: Sequence[str] = ("x", "y", "z")) -> Surface:
    """A random expression of numbers."""
    if depth == 0 or source.random() < 0.08:
        if source.random() < 0.7:
            return variable(source.choice(names))
        return number(Fraction(source.randint(1, 6), source.choice((1, 1, 1, 2, 5))))

    def sub() -> Surface:
        return scalar(source, depth - 1, names)

    kind = source.random()
    if kind < 0.22:
        return build("add", (sub(), sub()))
    if kind < 0.30:
        return build("add", (sub(), build("neg", (sub(),))))
    if kind < 0.50:
        return build("mul", (sub(), sub()))
    if kind < 0.60:
        return build("div", (sub(), sub()))
    if kind < 0.72:
        return build("pow", (sub(), number(source.choice(EXPONENTS))))
    if kind < 0.86:
        return build(source.choice(SMOOTH), (sub(),))
    if kind < 0.92:
        return build(source.choice(PARTIAL), (sub(),))
    if kind < 0.95:
        return build(source.choice(KINKED + COMPOSITE), (sub(),))
    if kind < 0.98:
        return build("where", (build("compare", (sub(), sub()), source.choice("<>")), sub(), sub()))
    return build(source.choice(("maximum", "minimum")), (sub(), sub()))


def array(source: Random, shape: Shape, depth: int) -> Surface:
    """A random expression of arrays, of a given shape."""
    leaves = [n for n, s in DECLARED.items() if s == shape]
    if depth <= 0 or (leaves and source.random() < 0.1):
        if leaves:
            return variable(source.choice(leaves), shape)
        if shape == (M, M):
            return build("matmul", (variable("B", (M, N)), variable("A", (N, M))))
        return build("outer", (array(source, shape[:1], 0), array(source, shape[1:], 0)))

    def sub(wanted: Shape) -> Surface:
        return array(source, wanted, depth - 1)

    ways: list[Callable[[], Surface]] = [
        lambda: build("add", (sub(shape), sub(shape))),
        lambda: build("add", (sub(shape), build("neg", (sub(()),)))),
        lambda: build("mul", (sub(shape), sub(shape))),
        lambda: build("mul", (sub(()), sub(shape))),
        lambda: build("div", (sub(shape), build("add", (number(1), build("exp", (sub(shape),)))))),
        lambda: build("pow", (sub(shape), number(2))),
        lambda: build(source.choice(SMOOTH), (sub(shape),)),
        lambda: build(source.choice(("relu", "abs")), (sub(shape),)),
        lambda: build("where", (build("compare", (sub(shape), sub(shape)), "<"), sub(shape), sub(shape))),
    ]
    if not shape:
        ways += _numbers(source, sub)
    elif len(shape) == 1:
        ways += _vectors(source, shape, sub)
    else:
        ways += _matrices(source, shape, sub)
    return source.choice(ways)()


Sub = Callable[[Shape], Surface]
Ways = list[Callable[[], Surface]]


def _axis(k: int) -> object:
    return packed(axis=k)


def _numbers(source: Random, sub: Sub) -> Ways:
    def vector() -> Shape:
        return source.choice(((N,), (M,)))

    def any_shape() -> Shape:
        return source.choice(((N,), (M,), (N, M), (N, N)))

    def square() -> Surface:
        a = sub((N, N))
        return build("add", (build("matmul", (a, build("transpose", (a,)))), build("eye", (), packed(shape=(N,)))))

    def dotted() -> Surface:
        s = vector()
        return build(source.choice(("dot", "matmul")), (sub(s), sub(s)))

    return 2 * [
        lambda: build(source.choice(("sum", "mean", "logsumexp", "max", "min", "norm")), (sub(any_shape()),)),
        dotted,
        lambda: build("tr", (sub((N, N)),)),
        lambda: build(source.choice(("logdet", "det")), (square(),)),
        lambda: build("prod", (sub(vector()),)),
        lambda: build("index", (sub((N,)),), (("at", 1),)),
        lambda: build("var", (sub(any_shape()),)),
    ]


def _vectors(source: Random, shape: Shape, sub: Sub) -> Ways:
    (d,) = shape
    other: Dim = M if d == N else N

    def reduced() -> Surface:
        first = source.random() < 0.5
        matrix = sub((d, other) if first else (other, d))
        return build(source.choice(("sum", "mean", "max", "logsumexp")), (matrix,), _axis(1 if first else 0))

    return 2 * [
        lambda: build("matmul", (sub((d, other)), sub((other,)))),
        lambda: build("matmul", (sub((other,)), sub((other, d)))),
        reduced,
        lambda: build(source.choice(("softmax", "log_softmax", "cumsum")), (sub(shape),)),
        lambda: build("diag", (sub((d, d)),)),
        lambda: build("index", (sub(shape),), (("slice", None, None, -1),)),
        lambda: build("einsum", (sub((d, other)), sub((d, other))), packed(spec="ij,ij->i")),
        lambda: build("index", (sub((other, d)),), (("at", 0),)),
    ]


def _matrices(source: Random, shape: Shape, sub: Sub) -> Ways:
    a, b = shape
    middle = source.choice((N, M))

    def inverse() -> Surface:
        x = sub((a, a))
        eye = build("eye", (), packed(shape=(a,)))
        return build("inv", (build("add", (build("matmul", (x, build("transpose", (x,)))), eye)),))

    ways: Ways = 2 * [
        lambda: build("matmul", (sub((a, middle)), sub((middle, b)))),
        lambda: build("transpose", (sub((b, a)),)),
        lambda: build("outer", (sub((a,)), sub((b,)))),
        lambda: build("add", (sub((a, b)), sub((b,)))),
        lambda: build("mul", (sub((b,)), sub((a, b)))),
        lambda: build(source.choice(("softmax", "log_softmax", "cumsum")), (sub(shape),), _axis(source.choice((0, 1)))),
        lambda: build("mul", (build("index", (sub((a,)),), (("slice", None, None, None), ("new",))), sub((a, b)))),
        lambda: build("einsum", (sub((a, middle)), sub((b, middle))), packed(spec="ik,jk->ij")),
    ]
    if a == b:
        ways += [lambda: build("diag", (sub((a,)),)), inverse]
    return ways
