"""A Python function is traced to the expression that it works out: the value is NumPy's, the gradient JAX's."""

import math

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy import special

import steepest as st
from steepest.calculus.surface import Surface
from steepest.notation.numpy_names import NUMPY
from steepest.notation.text import write

jax.config.update("jax_enable_x64", True)
SIZES = {"m": 3, "n": 4, "k": 2, "d": 3}


def rnn(W, U, x, h):
    for t in range(3):
        h = np.tanh(W @ h + U @ x[t])
    return h.sum()


def ridge(X, w, y, lam=0.1):
    n = X.shape[0]
    r = X @ w - y
    return r @ r / (2 * n) + lam / 2 * np.sum(w**2)


def softmax(z):
    s = np.exp(z - z.max())
    return s / s.sum()


def attention(Q, K, V):
    scores = Q @ K.T / np.sqrt(K.shape[-1])
    weights = np.exp(scores) / np.exp(scores).sum(axis=-1, keepdims=True)
    return weights @ V


def gaussian(x, mu, S):
    r = x - mu
    return -0.5 * r @ np.linalg.inv(S) @ r - 0.5 * np.linalg.slogdet(S)[1] - 0.5 * len(x) * np.log(2 * np.pi)


# function, shapes, the expression as text (None: the value only)
ROWS = (
    ("residual", lambda X, w, y: ((X @ w - y) ** 2).sum(), "X: n d, w: d, y: n", "sum((X @ w - y)^2)"),
    ("logistic", lambda X, w, y: np.mean(np.log(1 + np.exp(-y * (X @ w)))), "X: n d, w: d, y: n",
     "mean(log(1 + exp(-y * (X @ w))))"),
    ("ridge", ridge, "X: n d, w: d, y: n", "((X @ w - y) @ (X @ w - y))/(2*n) + 0.05*sum(w^2)"),
    ("rnn", rnn, "W: m m, U: m d, x: 3 d, h: m",
     "sum(tanh(W @ tanh(W @ tanh(W @ h + U @ x[0]) + U @ x[1]) + U @ x[2]))"),
    ("softmax", softmax, "z: n", None),
    ("attention", attention, "Q: n d, K: m d, V: m k", None),
    ("gaussian", gaussian, "x: 4, mu: 4, S: 4 4", None),
    ("where", lambda x: np.where(x > 0, x, 0.01 * x), "x: n", "where(x > 0, x, 0.01*x)"),
    ("mask", lambda x: ((x > 0) & (x < 1)) * x, "x: n", "(x > 0) * (x < 1) * x"),
    ("piecewise", lambda x: np.maximum(0, np.minimum(x, 1)) + np.clip(x, -1, 1) + abs(x), "x: n", None),
    ("slices", lambda x: x[1:] - x[:-1] + x[-1] + x[::-1][:-1], "x: 4", None),
    ("diff", lambda x: np.diff(x, axis=0), "x: n d", None),
    ("axes", lambda x: x[:, None] * x[None] + x[..., None], "x: n", None),
    ("reductions", lambda x: x.mean(0) + x.var(axis=0, ddof=1) + np.std(x, axis=0) + x.max(0) + np.prod(x, axis=0),
     "x: n d", None),
    ("centred", lambda x: x - x.mean(axis=1, keepdims=True), "x: n d", "x - mean(x, axis=1, keepdims=True)"),
    ("linear algebra", lambda A, b: np.linalg.solve(A, b) + np.diag(A) * np.trace(A) + np.linalg.norm(b, 1),
     "A: n n, b: n", None),
    ("norms", lambda A, b: np.linalg.norm(A) + np.linalg.norm(b) + np.linalg.norm(b, np.inf), "A: n n, b: n", None),
    ("power of a matrix", lambda A: np.linalg.matrix_power(A, 3), "A: n n", "A @ A @ A"),
    ("einsum", lambda A, x: np.einsum("ij,j->i", A, x), "A: n d, x: d", 'einsum("ij,j->i", A, x)'),
    ("tensordot", lambda A, B: np.tensordot(A, B, axes=1) + np.dot(A, B), "A: n d, B: d k", None),
    ("inner", lambda A, B: np.inner(A, B), "A: n d, B: k d", "A @ B.T"),
    ("swapped", lambda A: np.swapaxes(A, 0, 1) + np.transpose(A) + A.T, "A: n d", None),
    ("reshape", lambda A: A.reshape(-1, A.shape[1]).ravel() + np.reshape(A, A.size), "A: n d", None),
    ("stack", lambda x, y: np.stack([x, 2 * y]) + np.concatenate([x, y]).reshape(2, -1), "x: 3, y: 3", None),
    ("likes", lambda x: np.ones_like(x) + 2 * np.zeros_like(x) + np.full_like(x, 3.0), "x: n", None),
    ("a loop over entries", lambda x: sum(v**2 for v in x), "x: 3", "x[0]^2 + x[1]^2 + x[2]^2"),
    ("arrays of numbers", lambda x: np.array([1.0, 2, 3]) @ x + np.eye(3)[0] @ x + np.ones(3) @ x, "x: 3", None),
    ("the identity", lambda A: np.eye(3) + A, "A: 3 3", "eye(3) + A"),
    ("decimals and pi", lambda x: 0.1 * x + math.pi * x + 2 * np.pi, "", "0.1*x + pi*x + 2*pi"),
    ("powers", lambda x: x**2 + 2**x + np.power(x, 3) + np.square(x) + 1 / x, "x: n", None),
    ("scipy", lambda x: special.expit(x) + special.erf(x) + special.xlogy(x, x**2), "x: n", None),
    ("logaddexp", lambda x: np.logaddexp(0, x) + np.log1p(x**2) + np.hypot(x, 1), "x: n", None),
    ("numpy on the left", lambda x: np.float64(2) * x + np.array([1.0, 2, 3, 4]) * x - np.ones(4) / x, "x: 4", None),
    ("a constant", lambda x: 3.0, "x: n", "3"),
)  # fmt: skip


def sample(function, shapes):
    import inspect

    rng = np.random.default_rng(11)
    declared = {k.strip(): v for k, _, v in (s.partition(":") for s in shapes.split(",") if s)}
    out = {}
    for name, p in inspect.signature(function).parameters.items():
        if p.default is p.empty or name in declared:
            sizes = tuple(SIZES.get(c) or int(c) for c in declared.get(name, "").split())
            out[name] = rng.normal(size=sizes)
            if name in ("S", "A") and len(sizes) == 2 and sizes[0] == sizes[1]:
                out[name] = out[name] @ out[name].T + np.eye(sizes[0])
    return out


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r[0])
def test_a_traced_function_has_the_value_of_the_function(row):
    _, function, shapes, text = row
    traced = st.trace(function, shapes)
    assert isinstance(traced, Surface)
    assert text is None or write(traced) == text
    data = sample(function, shapes)
    wanted = function(**data)
    found = st.evaluate(function, **data)
    assert np.ndim(found) == len(traced.shape)
    np.testing.assert_allclose(found, np.broadcast_to(wanted, np.shape(found)), rtol=1e-12)
    again = st.read(write(traced), shapes)
    assert st.lower(again) is st.lower(traced)


def test_the_gradient_of_a_traced_loss_is_that_of_jax():
    shapes = "W: m m, U: m d, x: 3 d, h: m"
    data = sample(rnn, shapes)

    def same(W, U, x, h):
        for t in range(3):
            h = jnp.tanh(W @ h + U @ x[t])
        return h.sum()

    d = st.derive(rnn, wrt=["W", "U"], shapes=shapes)
    found = d.compile()(**data)
    wanted = jax.grad(same, argnums=(0, 1))(*data.values())
    for name, g in zip(("W", "U"), wanted, strict=True):
        np.testing.assert_allclose(found[name], g, rtol=1e-9)
    assert d.check().passed


def test_a_function_is_compiled_and_compared_like_a_text():
    program = st.compile(ridge, shapes="X: n d, w: d, y: n")
    data = sample(ridge, "X: n d, w: d, y: n")
    assert program(**data) == pytest.approx(ridge(**data))
    assert st.same(lambda x: np.sin(2 * x), "2 sin x cos x").equal
    assert st.same(softmax, "softmax(z)", shapes="z: n").equal
    assert str(st.derive(lambda x: x**2 * np.sin(x), wrt="x")) == "x*(2*sin(x) + x*cos(x))"


def test_a_default_is_kept_until_the_derivative_is_asked_for_by_it():
    assert "lam" not in st.trace(ridge, "X: n d, w: d, y: n").names
    assert str(st.derive(ridge, wrt="lam", shapes="X: n d, w: d, y: n")) == "sum(w^2)/2"


def branch(x):
    return x if x > 0 else -x


def entry(x):
    a = np.zeros(3)
    a[0] = x[0]
    return a


def in_place(x):
    a = np.zeros(3)
    a += x
    return a


def assigned(x):
    x[0] = 1
    return x


REFUSALS = (
    ("a branch", branch, "", "np.where"),
    ("max of Python", lambda x: max(x, 0), "", "np.maximum"),
    ("math", lambda x: math.exp(x), "", "np.exp for math.exp"),
    ("an entry written", entry, "x: 3", "np.stack"),
    ("in place", in_place, "x: 3", "a = a \\+ b"),
    ("an entry assigned", assigned, "x: 3", "np.where"),
    ("np.array", lambda x: np.array([x, x]), "", r"np.stack\(\[a, b\]\)"),
    ("np.asarray", lambda x: np.asarray(x) ** 2, "x: n", "leave np.asarray out"),
    ("np.sort", lambda x: np.sort(x), "x: n", "`np.sort` cannot be traced"),
    ("np.floor", lambda x: np.floor(x), "x: n", "`np.floor` cannot be traced"),
    ("//", lambda x: x // 2, "", "floor_divide"),
    ("a method", lambda x: x.argmax(), "x: n", "`.argmax` cannot be traced"),
    ("a reduction of a ufunc", lambda x: np.add.reduce(x), "x: n", "Use np.sum"),
    ("an option", lambda x: np.sum(x, where=[True]), "x: n", "Leave out"),
    ("a spectral norm", lambda A: np.linalg.norm(A, 2), "A: n d", "Frobenius"),
    ("a loop over a letter", lambda x: sum(v for v in x), "x: n", "letter n"),
    ("a range of a letter", lambda x: sum(x[k] for k in range(x.shape[0])), "x: n", "letter n"),
    ("an index by value", lambda x, k: x[k], "x: n", "depends on a value"),
    ("a list", lambda x: [x, x], "", "Return one array"),
    ("nothing", lambda x: None, "", "returns nothing"),
    ("shapes", lambda A, B: A + B, "A: n d, B: d n", "A \\(n × d\\) and B \\(d × n\\)"),
    ("an undeclared array", lambda A, x: A @ x, "A: n d", "Declare its shape"),
    ("a name with a meaning", lambda e: e, "", "Rename the argument"),
    ("a name that is not there", lambda x: x, "x: n, y: n", "no argument `y`"),
    ("any arguments", lambda *x: x, "", "Name each argument"),
    ("positional only", lambda x, /: x, "", "Leave the `/` out"),
    ("not finite", lambda x: x + np.inf, "", "not a number that can stand"),
    ("many numbers", lambda x: np.arange(1000.0) @ x, "x: 1000", "Pass it as an argument"),
)


@pytest.mark.parametrize("row", REFUSALS, ids=lambda r: r[0])
def test_what_cannot_be_traced_is_refused_with_what_to_do(row):
    _, function, shapes, said = row
    with pytest.raises(st.Unreadable, match=said):
        st.trace(function, shapes)


def test_a_derivative_by_a_name_that_the_function_lacks_is_refused():
    with pytest.raises(st.Unreadable, match="no argument `v`"):
        st.derive(lambda x: x**2, wrt="v")


def test_the_functions_own_errors_stay_its_own():
    def broken(x):
        return {}["missing"] + x

    with pytest.raises(KeyError):
        st.trace(broken)


ARGUMENTS = {
    "einsum": lambda f, A, B: f("ij,jk->ik", A, B),
    "where": lambda f, A, B: f(A > B, A, B),
    "clip": lambda f, A, B: f(A, 0.1, 0.9),
    "stack": lambda f, A, B: f([A, B], axis=1),
    "concatenate": lambda f, A, B: f([A, B], axis=1),
    "reshape": lambda f, A, B: f(A, (9, 1)),
    "swapaxes": lambda f, A, B: f(A, 0, 1),
    "expand_dims": lambda f, A, B: f(A, 1),
    "full_like": lambda f, A, B: f(A, 2.5),
    "matrix_power": lambda f, A, B: f(A, 3),
    "eigh": lambda f, A, B: f(A)[0],
    "slogdet": lambda f, A, B: f(A)[1],
    "outer": lambda f, A, B: f(A[0], B[1]),
    "logical_and": lambda f, A, B: f(A > 0.5, B > 0.5),
    "logical_or": lambda f, A, B: f(A > 0.5, B > 0.5),
    "bitwise_and": lambda f, A, B: f(A > 0.5, B > 0.5),
    "bitwise_or": lambda f, A, B: f(A > 0.5, B > 0.5),
    "logical_not": lambda f, A, B: f(A > 0.5),
    "invert": lambda f, A, B: f(A > 0.5),
}


@pytest.mark.parametrize("name", NUMPY)
def test_every_name_of_numpy_means_what_numpy_means(name):
    f = next((getattr(m, name) for m in (np, np.linalg, special) if hasattr(m, name)), None)
    if f is None:
        f = lambda x: getattr(x, name)()  # noqa: E731
    nin = getattr(f, "nin", 2 if name in ("dot", "vdot", "inner", "tensordot") else 1)
    call = ARGUMENTS.get(name, lambda f, A, B: f(A, B) if nin == 2 else f(A))
    rng = np.random.default_rng(2)
    A, B = rng.uniform(0.1, 1, (3, 3)), rng.uniform(0.1, 1, (3, 3))
    A = A + A.T
    found = st.evaluate(lambda A, B: call(f, A, B), A=A, B=B)
    np.testing.assert_allclose(found, np.asarray(call(f, A, B), dtype=float), rtol=1e-9)
