"""Surface trees for the tests of writing: formulas in Python's syntax, one of every operator, and random ones."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from steepest.calculus.dims import dim_add, letter
from steepest.calculus.formula import formula
from steepest.calculus.operators import OPERATORS, build
from steepest.calculus.recurrences import recurrence
from steepest.calculus.surface import Surface, number, variable

N, D = letter("n"), letter("d")
SHAPES = {
    "X": (N, D), "w": (D,), "y": (N,), "v": (N,), "A": (N, N), "B": (N, N), "b": (N,),
    "x": (), "t": (), "z": (), "a": (), "theta": (), "w_test": (), "x_1": (), "lam": (),
}  # fmt: skip
ENV = {name: variable(name, shape) for name, shape in SHAPES.items()}


def tree(text: str) -> Surface:
    """The surface tree of a formula; scalars are x t z a …, arrays X w y v A B b."""
    return formula(text, ENV, build)


def stepped(op: str) -> Surface:
    """h ← tanh(A @ h + x b) along the entries x of y, from v on."""
    h, x = variable("h", (N,)), variable("x", ())
    body = formula("tanh(A@h + x*b)", {**ENV, "h": h, "x": x}, build)
    args, data = recurrence(body, "h", ["x"], ENV["v"], [ENV["y"]], None)
    return build(op, args, data)


SPECIAL = {
    "number": number(Fraction(3, 7)),
    "constant": build("constant", (), "pi"),
    "size": build("mul", (build("size", (), N), build("sum", (ENV["y"],)))),
    "variable": ENV["x"],
    "index": build("index", (ENV["X"],), (("at", 0), ("slice", 1, None, None))),
    "eye": build("eye", (), (("shape", (N,)),)),
    "ones": build("ones", (), (("shape", (N, D)),)),
    "zeros": build("zeros", (), (("shape", (N,)),)),
    "window": build("window", (), (("shape", (N, dim_add(dim_add(N, D, -1), 1), D)),)),
    "one_hot": build("one_hot", (ENV["y"],), (("size", N),)),
    "reshape": build("reshape", (ENV["X"],), (("shape", (D, N)),)),
    "einsum": build("einsum", (ENV["A"], ENV["B"], ENV["A"]), (("spec", "ij,jk,ki->"),)),
    "let": build("let", (tree("X@w - y"), build("pow", (variable("r", (N,)), number(2)))), ("r",)),
    "scan": stepped("scan"),
    "backscan": stepped("backscan"),
    "derivative": build("derivative", (tree("x**2"),), ("x", 1)),
    "prime": build("prime", (tree("3*x**2"),), ("sigmoid", 0)),
    "compare": tree("x > 0"),
    "transpose": tree("X.T"),
    "add": tree("x + t"),
    "neg": tree("-x"),
    "mul": tree("x*t"),
    "div": tree("x/t"),
    "pow": tree("x**t"),
    "matmul": tree("X@w"),
}
OF_MATRICES = "tr det logdet inv pinv eigvalsh eigvecsh diag".split()
CALLS = {
    "outer": "outer(y, w)", "dot": "dot(y, v)", "inner": "inner(A, B)", "kron": "kron(A, B)", "vec": "vec(X)",
    "concatenate": "concatenate(y, v)", "stack": "stack(y, v)", "conv1d": "conv1d(y, w)", "conv2d": "conv2d(A, X)",
    "embedding": "embedding(X, y)", "attention": "attention(A, B, A)", "solve": "solve(A, b)",
    "cross_entropy": "cross_entropy(X, X)", "softmax": "softmax(y)", "log_softmax": "log_softmax(X)",
    "cumsum": "cumsum(y)", "mse": "mse(y, v)", "binary_cross_entropy": "binary_cross_entropy(y, v)",
    "layernorm": "layernorm(X)", "batchnorm": "batchnorm(X)", "std": "std(y)",
    "prod_except": "prod_except(y)", "where": "where(x > 0, x, t)",
}  # fmt: skip


def sample(op: str) -> Surface:
    """A tree with this operator on top, on arguments it takes."""
    if op in SPECIAL:
        return SPECIAL[op]
    if op == "dense":
        return build("dense", (ENV["X"], variable("W", (D, N)), ENV["b"]))
    if op in CALLS:
        return tree(CALLS[op])
    if op in OF_MATRICES:
        return tree(f"{op}(A)")
    row = OPERATORS[op]
    if "keepdims" in row.options:
        return tree(f"{op}(X, axis=0)")
    return build(op, tuple(ENV[k] for k in "xtz"[: row.arity[0]]))


SCALAR = "sin cos exp log sqrt tanh sigmoid abs softplus".split()


def random_tree(random: Random, depth: int = 5, shape: tuple = ()) -> Surface:
    """A tree of this shape with every infix operator in every place."""
    if depth <= 0 or random.random() < 0.1:
        return _leaf(random, shape)

    def sub(s: tuple = shape) -> Surface:
        return random_tree(random, depth - random.randint(1, 2), s)

    kind = random.randrange(12)
    if kind <= 1:
        return build(
            "add",
            tuple(sub() if random.random() < 0.6 else build("neg", (sub(),)) for _ in range(random.randint(2, 3))),
        )
    if kind == 2:
        return build("neg", (sub(),))
    if kind in (3, 4):
        return build("mul", (*(sub(random.choice([shape, ()])) for _ in range(random.randint(1, 2))), sub()))
    if kind == 5:
        return build("div", (sub(), sub(random.choice([shape, ()]))))
    if kind == 6:
        exponent = random.choice(
            [number(2), number(3), number(Fraction(1, 2)), build("neg", (number(1),)), number(-2), sub(())]
        )
        return build("pow", (sub(), exponent))
    if kind == 7:
        return build(random.choice(SCALAR), (sub(),))
    if kind == 8 and len(shape) <= 1:
        condition = build("compare", (sub(()), sub(())), random.choice(["<", "<=", ">", ">=", "==", "!="]))
        return build("where", (condition, sub(), sub()))
    return _array(random, shape, sub)


def _array(random: Random, shape: tuple, sub) -> Surface:  # type: ignore[no-untyped-def]
    if shape == ():
        return random.choice([
            lambda: build("sum", (sub((N,)),)), lambda: build("matmul", (sub((N,)), sub((N,)))),
            lambda: build("tr", (sub((N, N)),)), lambda: build("norm", (sub((N,)),)),
        ])()  # fmt: skip
    if len(shape) == 1:
        return random.choice([
            lambda: build("matmul", (sub((shape[0], D)), sub((D,)))),
            lambda: build("matmul", (sub((N,)), sub((N, shape[0])))),
            lambda: build("index", (sub((shape[0], N)),), (("slice", None, None, None), ("at", 0))),
        ])()  # fmt: skip
    return random.choice([
        lambda: build("matmul", (sub((shape[0], D)), sub((D, shape[1])))),
        lambda: build("transpose", (sub(shape[::-1]),)),
        lambda: build("outer", (sub(shape[:1]), sub(shape[1:]))),
    ])()  # fmt: skip


def _leaf(random: Random, shape: tuple) -> Surface:
    if shape == ():
        return random.choice(
            [*(ENV[k] for k in "xtza"), number(2), number(Fraction(1, 2)), number(Fraction(1, 20)), number(-3)]
        )
    names = [k for k, s in SHAPES.items() if s == shape]
    if names:
        return ENV[random.choice(names)]
    return build("transpose", (ENV["X"],)) if shape == (D, N) else build("ones", (), (("shape", shape),))
