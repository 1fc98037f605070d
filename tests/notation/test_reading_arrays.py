"""Array expressions mean what NumPy makes of them; shapes are unified, declared or inferred."""

import numpy as np
import pytest
from tests.notation.values import value

from steepest.notation.declarations import declarations, declared_text
from steepest.notation.reading import Reading, Unreadable, read, reading

SHAPES = {"A": (3, 3), "B": (3, 2), "X": (4, 3), "x": (3,), "v": (3,), "y": (4,), "w": (3,), "T": (2, 3, 4), "c": ()}
SAME = (
    "X @ w - y",
    "X.T @ (X @ w - y)",
    "sum((X @ w - y)**2)",
    "mean((X @ w - y)**2)/2",
    "c * A + A.T",
    "0.5 * x @ A @ x",
    "-c * (x - v) @ (x - v)",
    "x * A",
    "A * x[:, None]",
    "x[0]**2 + x[-1]",
    "X[:, 0]",
    "X[1]",
    "x[:-1] + x[1:]",
    "x[::-1]",
    "X[1:3, :2]",
    "x[None, :] * x[:, None]",
    "sum(X, axis=0)",
    "sum(X, axis=1, keepdims=True)",
    "X.sum(axis=0)",
    "X.mean()",
    "sum(X, 0)",
    "mean(T, axis=(0, 2))",
    "max(x)",
    "max(X, axis=1)",
    "min(x)",
    "prod(x)",
    "var(x)",
    "outer(x, v)",
    "dot(x, v)",
    "dot(A, x)",
    "A @ inv(A)",
    "det(A)",
    "trace(A)",
    "diag(x)",
    "diag(A)",
    "kron(A, B)",
    "eye(3) @ A",
    "ones(3) + x",
    "ones((2, 3))",
    "zeros(2, 3)",
    "concatenate([x, v])",
    "concatenate((x, v), axis=0)",
    "stack([x, v], axis=1)",
    "reshape(X, (2, 6))",
    "X.reshape(12)",
    "cumsum(x)",
    "where(x > 1, x, v)",
    "maximum(0, 1 - x)",
    "(x > 1)*x",
    "A**2",
    "exp(x)",
    "einsum('ij,jk->ik', A, B)",
    "einsum('ij->ji', A)",
    "X.shape[0]*c",
    "matmul(A, B)",
    "transpose(B)",
    "A @ B @ eye(2)",
)
NUMPY = {
    "inv": np.linalg.inv,
    "det": np.linalg.det,
    "ones": lambda *s: np.ones(s[0] if isinstance(s[0], tuple) else s),
    "zeros": lambda *s: np.zeros(s[0] if isinstance(s[0], tuple) else s),
    **{
        f: getattr(np, f)
        for f in "sum mean max min prod var outer dot trace diag kron eye concatenate stack reshape cumsum "
        "where maximum exp einsum matmul transpose".split()
    },
}
ENV = {n: np.random.default_rng(k).uniform(0.5, 2, s) for k, (n, s) in enumerate(SHAPES.items())}


@pytest.mark.parametrize("typed", SAME)
def test_numpy_expressions_mean_what_numpy_makes_of_them(typed):
    surface = read(typed, SHAPES)
    assert not isinstance(surface, Unreadable), surface
    want = eval(typed, {}, {**NUMPY, **ENV})
    assert np.allclose(value(surface, ENV), want)
    assert surface.shape == np.shape(want)


OWN = (
    ("2 X w", "2 * X @ w"),
    ("X w - y", "X @ w - y"),
    ("y * X w", "y * (X @ w)"),
    ("norm(X w - y)^2", "sum((X @ w - y)**2)"),
    ("||x||", "sum(x**2)**0.5"),
    ("||x||_1", "sum(abs(x))"),
    ("‖x‖^2", "sum(x**2)"),
    ("‖x‖₂²", "sum(x**2)"),
    ("||x||_2^2", "sum(x**2)"),
    ("||X w - y||_2^2 + c ||w||_2^2", "sum((X @ w - y)**2) + c*sum(w**2)"),
    ("||A||_F^2", "sum(A**2)"),
    ("||x||_inf", "max(abs(x))"),
    ("||x|| ||v||", "(sum(x**2)*sum(v**2))**0.5"),
    ("||x - v||^2", "sum((x - v)**2)"),
    ("|x - |v||", "abs(x - abs(v))"),
    ("⟨x, v⟩", "x @ v"),
    ("<x, v>", "x @ v"),
    ("2⟨x, v⟩^2", "2*(x @ v)**2"),
    ("A⊤x", "A.T @ x"),
    ("A^⊤ x", "A.T @ x"),
    ("1'x", "sum(x)"),
    ("(A + c I) x", "(A + c*eye(3)) @ x"),
    ("(A + c I)⁻¹ x", "inv(A + c*eye(3)) @ x"),
    ("||A - I||^2", "sum((A - eye(3))**2)"),
    ("I x", "x"),
    ("tr(I A)", "trace(A)"),
    ("A⁻¹", "inv(A)"),
    ("A⁻¹x", "inv(A) @ x"),
    ("x.*v", "x*v"),
    ("x ./ v", "x/v"),
    ("A.^2", "A**2"),
    ("A.^-1 x", "(1/A) @ x"),
    ("A.'", "A.T"),
    (r"A \ x", "inv(A) @ x"),
    (r"(X'X)\(X'y)", "inv(X.T @ X) @ (X.T @ y)"),
    ("A^-1 x", "inv(A) @ x"),
    ("A^(-1) x", "inv(A) @ x"),
    ("(x-v)' A^-1 (x-v)", "(x-v) @ inv(A) @ (x-v)"),
    ("A^-1", "1/A"),
    ("x ⊗ v", "outer(x, v)"),
    ("kron(x, v)", "kron(x, v)"),
    ("kron(A, v)", "kron(A, v)"),
    ("np.linalg.slogdet(A)[1]", "log(abs(det(A)))"),
    ("slogdet(A)[0]", "abs(det(A))/det(A)"),
    ("X.t() @ y", "X.T @ y"),
    ("sum_i x_i^2", "sum(x**2)"),
    ("∑ᵢ xᵢ²", "sum(x**2)"),
    ("Σᵢ xᵢ²", "sum(x**2)"),
    ("Σ_i x_i v_i", "sum(x*v)"),
    ("∑_{i=1}^3 x_i", "sum(x)"),
    ("∑ x^2", "sum(x**2)"),
    ("tf.reduce_sum(x**2)", "sum(x**2)"),
    ("tf.reduce_mean(x**2)", "mean(x**2)"),
    ("norm2(x)", "sum(x**2)**0.5"),
    ("A'", "A.T"),
    ("x' A x", "x @ A @ x"),
    ("x x'", "outer(x, x)"),
    ("Aᵀ", "A.T"),
    ("x ⊙ v", "x * v"),
    ("x · v", "x @ v"),
    ("norm(x, 1)", "sum(abs(x))"),
    ("norm(x, inf)", "max(abs(x))"),
    ("norm(x, oo)", "max(abs(x))"),
    ("norm(x, ord=inf)", "max(abs(x))"),
    ("np.linalg.norm(x, np.inf)", "max(abs(x))"),
    ("norm(A, 'fro')", "sum(A**2)**0.5"),
    ("norm(A, ord='fro')", "sum(A**2)**0.5"),
    (r"‖x‖_∞", "max(abs(x))"),
    ("norm(A, axis=0)", "sum(A**2, axis=0)**0.5"),
    ("|x|", "abs(x)"),
    ("softmax(x)", "exp(x)/sum(exp(x))"),
    ("logsumexp(x)", "log(sum(exp(x)))"),
    ("mse(X @ w, y)", "mean((X @ w - y)**2)"),
    ("np.linalg.inv(A)", "inv(A)"),
    ("huber(x, delta=0.5)", "huber"),
    ("let r = X @ w - y; r @ r", "sum((X @ w - y)**2)"),
    ("max(x, v)", "maximum(x, v)"),
    ("sum(X, dim=1)", "sum(X, axis=1)"),
    ("sigmoid(x)", "1/(1+exp(-x))"),
    ("log10(x) + log(x, 2)", "log(x)/log(10) + log(x)/log(2)"),
    ("inner(A, A)", "sum(A**2)"),
    ("layernorm(x)", "(x-mean(x))/(var(x)+1e-5)**0.5"),
)


@pytest.mark.parametrize(("typed", "meaning"), OWN, ids=[t for t, _ in OWN])
def test_arrays_in_our_own_notation(typed, meaning):
    surface = read(typed, SHAPES)
    assert not isinstance(surface, Unreadable), surface
    x = ENV["x"]
    more = {"abs": np.abs, "log": np.log, "huber": np.where(np.abs(x) <= 0.5, x**2 / 2, 0.5 * (np.abs(x) - 0.25))}
    assert np.allclose(value(surface, ENV), eval(meaning, {}, {**NUMPY, **more, **ENV}))


NOTED = (
    ("x' * A * x", "x' A x"),
    ("A.T * A", "entry by entry"),
    ("A^-1 x", "the inverse"),
    ("log|A|", "its determinant is det(A)"),
)


@pytest.mark.parametrize(("typed", "said"), NOTED)
def test_arrays_that_may_be_read_otherwise_say_so(typed, said):
    found = reading(typed, SHAPES)
    assert isinstance(found, Reading)
    assert any(said in w.message and w.other is not None for w in found.warnings if not w.minor)


def test_a_dim_letter_in_the_text_is_that_size():
    surface = read("sum(x)/n", "x: n")
    assert surface.args[1].op == "size"
    assert value(surface, {"x": np.arange(4.0)}, {"n": 4}) == 1.5


SHAPE_ERRORS = (
    (
        "X @ w + b",
        "X: n d, w: n",
        (0, 5),
        "`@` joins the last axis of X (d) with the first axis of w (n), and they differ.",
        "Did you mean X.T @ w?",
    ),
    ("x + y", "x: n, y: m", (0, 5), "differ", ""),
    (r"X \ y", "X: n d, y: n", (0, 5), "square", "solve(X.T @ X, X.T @ y)"),
    ("x ⊗ 2", "x: n", (0, 5), "joins two arrays", ""),
    ("slogdet(A)", "A: n n", (0, 10), "a sign and a logarithm", "logdet(A)"),
    ("sum(x[i]^2)", "x: n", (4, 8), "an entry of one is a number", "sum(x^2)"),
    ("x - \\mathbf{1}", "x: n", (14, 14), "size of this array", ""),
    ("sum(x, axis=1)", "x: n", (0, 14), "no axis 1", "Axes"),
    ("det(X)", "X: n d", (0, 6), "square", ""),
    ("x[3]", "x: 3", (0, 4), "no entry 3", ""),
    ("2*X[0, 0, 0]", "X: n d", (2, 12), "3 indices", ""),
)


@pytest.mark.parametrize(("typed", "shapes", "where", "message", "hint"), SHAPE_ERRORS)
def test_a_shape_error_names_both_sides_and_the_place(typed, shapes, where, message, hint):
    error = read(typed, shapes)
    assert isinstance(error, Unreadable)
    assert error.where == where
    assert message in error.message
    assert hint in error.hint


PROPOSED = (
    ("X @ w", "X: n d, w: d"),
    ("sum((X @ w - y)**2)", "X: n d, w: d, y: n"),
    ("A.T", "A: m n"),
    ("tr(A @ A)", "A: n n"),
    ("x[0] + x[1]", "x: n"),
    ("sum(x)", "x: n"),
    (r"A \ b", "A: n n, b: n"),
    ("x⊗y", "x: n, y: m"),
    ("⟨x, y⟩", "x: n, y: n"),
    (r"\sum_{i=1}^n x_i", "x: n"),
    (r"\prod_{i=1}^n x_i", "x: n"),
    (r"\sum_{i=1}^n (x_i - \mu)^2", "x: n"),
    (r"\sum_i x_i", "x: n"),
    (r"\sum_{i=1}^n (y_i - \hat{y}_i)^2", "y: n, y_hat: n"),
)


@pytest.mark.parametrize(("typed", "proposal"), PROPOSED)
def test_the_library_proposes_a_declaration_and_never_guesses(typed, proposal):
    error = read(typed)
    assert isinstance(error, Unreadable)
    assert f'"{proposal}"' in error.hint


INFERRED = (
    ("norm(A x - b)", "A: m n, x: n, b: m"),
    ("||A x - b||^2", "A: m n, x: n, b: m"),
    ("||x||^2", "x: n"),
    ("||Xw - y||_2^2 + lambda ||w||_2^2", "X: n d, w: d, y: n"),
    ("sum(log(1 + exp(-y * (X @ w))))", "y: n, X: n d, w: d"),
    ("mean((X@w + b - y)**2) + lam*norm1(w)", "X: n d, w: d, y: n"),
    ("x.T @ A @ x", "x: n, A: n n"),
    (r"x^\top A x", "x: n, A: n n"),
    ("logdet(A)", "A: n n"),
    (r"\|X w - y\|^2 + \lambda\|w\|^2", "X: n d, w: d, y: n"),
    (r"\sum_{i=1}^n (y_i - w^\top x_i)^2", "y: n, w: m, x: n m"),
    ("sum(a*x)", "x: n"),
    ("sum((tanh(X @ W) @ U - Y)**2)", "X: n d, W: d m, U: m k, Y: n k"),
    (r"\log\sum_i e^{x_i}", "x: n"),
    (r"\frac{1}{n}\sum_{i=1}^n (y_i-\hat{y}_i)^2", "y: n, y_hat: n"),
    (r"\sum_{i=1}^{n-1} (x_{i+1}-x_i)^2", "x: n"),
    (r"\sum_{i=2}^{n} (x_i-x_{i-1})^2", "x: n"),
    (r"\sum_{i=1}^{3} x_i", "x: 3"),
    (r"\max_i x_i", "x: n"),
    (r"\frac{1}{2}(x-\mu)^T\Sigma^{-1}(x-\mu)", "x: n, mu: n, Sigma: n n"),
    ("(x-μ)'Σ^-1(x-μ)", "x: n, mu: n, Sigma: n n"),
    (r"-\frac12\log|\Sigma| - \frac12(x-\mu)^\top\Sigma^{-1}(x-\mu)", "Sigma: n n, x: n, mu: n"),
    (r"x^\top\Sigma x", "x: n, Sigma: n n"),
    (r"\sum_i (x_i-\mu)^\top\Sigma^{-1}(x_i-\mu)", "x: n m, mu: m, Sigma: m m"),
    (r"\frac{1}{n}\sum_{i=1}^{n}(y_i-(w x_i+b))^2", "y: n, x: n"),
    (r"\sum_{i=1}^n (y_i - \beta_0 - \beta_1 x_i)^2", "y: n, x: n"),
    (r"\sum_{i=1}^n (x_i-\mu)^2", "x: n"),
    ("max(0, 1 - y(w'x + b))", "w: n, x: n"),
    ("(y - w'x - b)^2", "w: n, x: n"),
    (r"A \ b", "A: n n, b: n"),
    (r"(A'A)\(A'b)", "A: m n, b: m"),
    ("x⊗y", "x: n, y: m"),
    ("⟨x, y⟩", "x: n, y: n"),
    ("1'x", "x: n"),
    ("(X'X + lambda I)^-1 X'y", "X: n d, y: n"),
    (r"\sum_{i,j} A_{ij} x_i x_j", "A: n n, x: n"),
    ("x^2 + A", ""),
    ("x'", "x: n"),
)


@pytest.mark.parametrize(("typed", "echo"), INFERRED)
def test_the_faces_infer_shapes_from_use_and_echo_them(typed, echo):
    found = reading(typed, infer=True)
    assert isinstance(found, Reading), found
    assert found.declared == echo


def test_inference_keeps_to_what_is_declared():
    found = reading("sum((X @ w - y)**2)", "X: 5 d", infer=True)
    assert found.declared == "X: 5 d, w: d, y: 5"
    assert found.inferred == ("w", "y")


DECLARED = (
    ("X: n d, y: n, c:", {"X": "n d", "y": "n", "c": ""}),
    ("X: 3 4", {"X": "3 4"}),
    ("X: (n, d); y: [n]", {"X": "n d", "y": "n"}),
    ("w: n-1", {"w": "n-1"}),
    ("θ: d", {"theta": "d"}),
    ("x_1: n, A: 2*n m+n", {"x_1": "n", "A": "2*n m+n"}),
    ("", {}),
)


@pytest.mark.parametrize(("typed", "shapes"), DECLARED)
def test_declarations(typed, shapes):
    found = declarations(typed)
    assert {
        k: declared_text({k: v}).partition(": ")[2] or declared_text({k: v}).partition(":")[2] for k, v in found.items()
    } == shapes
    assert declarations(declared_text(found)) == found


BAD_DECLARATIONS = (
    "X",
    "X:: n",
    "X: n, X: m",
    "3: n",
    "X: n%",
    "X: 0",
    "X: (n",
    "sin: n",
    "X: n d, n: 3",
    "X: " + "n " * 9,
    "X: 1000000 1000000",
    "X: -1",
)


@pytest.mark.parametrize("typed", BAD_DECLARATIONS)
def test_a_bad_declaration_is_refused(typed):
    assert isinstance(read("x", typed), Unreadable)


def test_declarations_from_python():
    assert declarations({"X": ("n", 3), "w": (3,), "c": (), "v": "n-1", "k": 4}) == declarations(
        "X: n 3, w: 3, c:, v: n-1, k: 4"
    )
