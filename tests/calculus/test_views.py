"""A view shows the same derivative: against JAX, against values written by hand, and with its layout in words."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import steepest as st
from steepest.calculus.views import VIEWS, NoView
from steepest.compute.evaluate import value
from steepest.compute.viewing import claimed
from steepest.notation.headings import HEADINGS, heading
from steepest.web.tensors import TITLES

jax.config.update("jax_enable_x64", True)
SIZES = {"m": 3, "n": 4, "k": 2, "p": 5, "q": 6, "d": 3}

HESSIANS = (  # text, variable, shapes, H[V], the same in JAX
    ("norm(T - U @ V.T)^2", "U", {"T": "m n", "U": "m k", "V": "n k"}, "2*D @ V.T @ V",
     lambda T, U, V: jnp.sum((T - U @ V.T) ** 2)),
    ("sum(log(1 + exp(-y * (X @ w))))", "w", {"X": "n d", "y": "n", "w": "d"}, None,
     lambda X, y, w: jnp.sum(jnp.log(1 + jnp.exp(-y * (X @ w))))),
    ("sum(exp(x))", "x", {"x": "n"}, "V * exp(x)", lambda x: jnp.sum(jnp.exp(x))),
    ("tr(A @ X @ B @ X.T)", "X", {"A": "m m", "X": "m n", "B": "n n"}, "A @ V @ B + A.T @ V @ B.T",
     lambda A, X, B: jnp.trace(A @ X @ B @ X.T)),
    ("tr(X @ A @ X)", "X", {"A": "m m", "X": "m m"}, "(V @ A).T + (A @ V).T", lambda A, X: jnp.trace(X @ A @ X)),
    ("logsumexp(z)", "z", {"z": "n"}, "softmax(z) * (V - V @ softmax(z))", jax.nn.logsumexp),
    ("sum(X**3)", "X", {"X": "m n"}, "6*X * V", lambda X: jnp.sum(X**3)),
    ("logdet(S)", "S", {"S": "n n"}, "-(inv(S) @ V @ inv(S)).T", lambda S: jnp.linalg.slogdet(S)[1]),
    ("sum(tanh(W @ x))", "W", {"W": "m n", "x": "n"}, None, lambda W, x: jnp.sum(jnp.tanh(W @ x))),
)  # fmt: skip

JACOBIANS = (  # text, variable, shapes, vec form, the same in JAX
    ("A @ X @ B", "X", {"A": "m n", "X": "n p", "B": "p q"}, "kron(B.T, A)", lambda A, X, B: A @ X @ B),
    ("X @ w", "X", {"X": "n p", "w": "p"}, "kron(w[None], eye(n))", lambda X, w: X @ w),
    ("outer(x, b)", "x", {"x": "n", "b": "m"}, "kron(b[:, None], eye(n))", jnp.outer),
    ("A @ x", "x", {"A": "m n", "x": "n"}, "A", lambda A, x: A @ x),
    ("X.T", "X", {"X": "m n"}, None, lambda X: X.T),
    ("X @ X", "X", {"X": "n n"}, "kron(X.T, eye(n)) + kron(eye(n), X)", lambda X: X @ X),
    ("X.T @ B @ X", "X", {"X": "m n", "B": "m m"},
     'let K = reshape(einsum("ij,kl->kijl", eye(n), eye(m)), (m*n, m*n)); '
     "kron(eye(n), X.T @ B) + kron((B @ X).T, eye(n)) @ K", lambda X, B: X.T @ B @ X),
    ("tanh(X)", "X", {"X": "m n"}, None, jnp.tanh),
    ("inv(S)", "S", {"S": "n n"}, "-kron(inv(S).T, inv(S))", jnp.linalg.inv),
    ("sum(X, axis=0)", "X", {"X": "m n"}, "kron(eye(n), ones((1, m)))", lambda X: jnp.sum(X, axis=0)),
)  # fmt: skip


def declared(shapes):
    return ", ".join(f"{k}: {v}" for k, v in shapes.items())


def sample(shapes):
    rng = np.random.default_rng(7)
    return {k: rng.normal(size=tuple(SIZES[c] for c in v.split())) for k, v in shapes.items()}


def close(a, b):
    np.testing.assert_allclose(np.asarray(a), np.asarray(b), rtol=1e-8, atol=1e-9)


def stacked(array, rows):
    """The axes of either side stacked in column-major order."""
    front, back = array.shape[:rows], array.shape[rows:]
    turned = np.transpose(array, [*range(rows)[::-1], *range(rows, array.ndim)[::-1]])
    return turned.reshape(int(np.prod(front)), int(np.prod(back)))


@pytest.mark.parametrize("row", HESSIANS, ids=lambda r: r[0])
def test_a_hessian_as_a_map_is_the_product_with_it(row):
    text, wrt, shapes, words, function = row
    data = sample(shapes)
    d = st.derive(text, wrt=wrt, order=2, shapes=declared(shapes))
    seen = d.view("map")
    v = np.random.default_rng(8).normal(size=data[wrt].shape)
    hessian = jax.jit(jax.hessian(function, argnums=list(shapes).index(wrt)))(*data.values())
    expected = np.tensordot(hessian, v, v.ndim)
    close(value(seen.expr, {**data, seen.direction: v}), expected)
    close(d.hvp()(**data, **{seen.direction: v}), expected)
    assert words is None or str(seen) == words
    assert st.lower(st.read(str(seen), declared({**shapes, seen.direction: shapes[wrt]}))) is seen.expr
    assert f"{seen.direction} ↦ H[{seen.direction}]" in seen.layout


@pytest.mark.parametrize("row", HESSIANS, ids=lambda r: r[0])
def test_a_hessian_program_forms_no_array_of_four_axes(row):
    text, wrt, shapes, _, _ = row
    d = st.derive(text, wrt=wrt, order=2, shapes=declared(shapes))
    from steepest.calculus.expr import walk

    assert max(len(e.shape) for e in walk(d.view("map").expr)) <= 2


@pytest.mark.parametrize("row", HESSIANS, ids=lambda r: r[0])
def test_the_vec_form_of_a_hessian_stacks_columns(row):
    text, wrt, shapes, _, function = row
    data = sample(shapes)
    seen = st.derive(text, wrt=wrt, order=2, shapes=declared(shapes)).view("vec")
    hessian = np.asarray(jax.jit(jax.hessian(function, argnums=list(shapes).index(wrt)))(*data.values()))
    close(value(seen.expr, data, SIZES), stacked(hessian, hessian.ndim // 2))
    assert "column-major" in seen.layout
    assert st.lower(st.read(str(seen), declared(shapes))) is seen.expr


@pytest.mark.parametrize("row", JACOBIANS, ids=lambda r: r[0])
def test_the_vec_form_of_a_jacobian_is_a_kronecker_product_where_it_separates(row):
    text, wrt, shapes, words, function = row
    data = sample(shapes)
    d = st.derive(text, wrt=wrt, shapes=declared(shapes))
    jacobian = np.asarray(jax.jit(jax.jacobian(function, argnums=list(shapes).index(wrt)))(*data.values()))
    rows = jacobian.ndim - data[wrt].ndim
    close(value(d.view("vec").expr, data, SIZES), stacked(jacobian, rows))
    assert words is None or str(d.view("vec")) == words
    v = np.random.default_rng(9).normal(size=data[wrt].shape)
    close(d.hvp()(**data, **{d.view("map").direction: v}), np.tensordot(jacobian, v, v.ndim))


def test_the_hessian_of_a_factorisation_is_kept_as_a_small_matrix():
    d = st.derive("norm(T - U @ V.T)^2", wrt="U", order=2, shapes="T: m n, U: m k, V: n k")
    assert str(d.view("vec")) == "2*kron(V.T @ V, eye(m))"
    seen = d.view("compressed")
    assert str(seen) == "2*V.T @ V"
    assert "H[i, j, k, l] = core[j, l] · δ[i, k]" in seen.layout


@pytest.mark.parametrize(
    ("text", "wrt", "shapes", "order", "words", "layout"),
    [
        ("sum(exp(x))", "x", "x: n", 2, "exp(x)", "H[i, j] = core[i] · δ[i, j]"),
        ("sum(X**3)", "X", "X: m n", 2, "6*X", "core[i, j] · δ[i, k] · δ[j, l]"),
        ("X @ w", "X", "X: n p, w: p", 1, "w", "J[i, j, k] = core[k] · δ[i, j]"),
        ("X.T", "X", "X: m n", 1, "1", "core · δ[i, l] · δ[j, k]"),
    ],
)
def test_axes_that_carry_an_identity_are_told(text, wrt, shapes, order, words, layout):
    seen = st.derive(text, wrt=wrt, order=order, shapes=shapes).view("compressed")
    assert str(seen) == words
    assert layout in seen.layout


@pytest.mark.parametrize(
    ("text", "wrt", "shapes", "order", "numerator", "denominator"),
    [
        ("tr(A @ X)", "X", "A: n m, X: m n", 1, "A", "A.T"),
        ("a @ x", "x", "a: n, x: n", 1, "a[None]", "a"),
        ("A @ x", "x", "A: m n, x: n", 1, "A", "A.T"),
        ("x @ A @ x", "x", "A: n n, x: n", 2, "A.T + A", "A.T + A"),
    ],
)
def test_the_two_layouts_are_transposes(text, wrt, shapes, order, numerator, denominator):
    d = st.derive(text, wrt=wrt, order=order, shapes=shapes)
    for name, words in (("numerator", numerator), ("denominator", denominator)):
        assert d.view(name).expr is st.lower(st.read(words, shapes))


def test_three_derivatives_by_a_symmetric_matrix_have_three_names():
    d = st.derive("logdet(S)", wrt="S", shapes="S: n n")
    assert str(d.view("ambient")) == "inv(S).T"
    assert str(d.view("projected")) == "inv(S)"
    assert str(d.view("free entries")) == "2*inv(S) - diag(diag(inv(S)))"
    a = np.random.default_rng(3).normal(size=(4, 4))
    s = a @ a.T + np.eye(4)
    step = 1e-6

    def f(i, j, h):
        moved = s.copy()
        moved[i, j] += h
        if i != j:
            moved[j, i] += h
        return np.linalg.slogdet(moved)[1]

    free = [[(f(i, j, step) - f(i, j, -step)) / (2 * step) for j in range(4)] for i in range(4)]
    np.testing.assert_allclose(value(d.view("free entries").expr, {"S": s}), free, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_says_its_layout_and_is_written(name):
    d = st.derive("sum(exp(x))", wrt="x", order=2, shapes="x: n")
    if name in ("projected", "free entries"):
        d = st.derive("tr(A @ S @ A)", wrt="S", shapes="A: n n, S: n n")
    seen = d.view(name)
    assert seen.layout
    assert seen.latex()
    assert st.lower(st.read(str(seen), "x: n, A: n n, S: n n, V: n")) is seen.expr


def test_every_view_has_a_heading_and_a_title_for_pages():
    assert list(HEADINGS) == list(TITLES) == list(VIEWS)


@pytest.mark.parametrize(
    ("text", "wrt", "order", "shapes", "name", "left"),
    [
        ("sum(x^2)", "x", 1, "x: n", "ambient", "∇f"),
        ("sum(x^2)", "x", 1, "x: n", "map", "⟨∇f, V⟩"),
        ("sum(x^2)", "x", 1, "x: n", "numerator", "∂f/∂xᵀ"),
        ("sum(x^2)", "x", 2, "x: n", "ambient", "∂²f/∂x²"),
        ("sum(x^2)", "x", 2, "x: n", "denominator", "∂²f/∂x ∂xᵀ"),
        ("sum(x^3)", "x", 3, "x: n", "map", "D[V]"),
        ("A @ X", "X", 1, "A: m n, X: n p", "vec", "∂ vec f/∂(vec X)ᵀ"),
        ("A @ x", "x", 1, "A: m n, x: n", "denominator", "∂fᵀ/∂x"),
        ("x^2", "x", 1, "", "ambient", "df/dx"),
        ("x^2 y", "x", 2, "", "ambient", "∂²f/∂x²"),
    ],
)
def test_what_stands_on_the_left_says_what_is_shown(text, wrt, order, shapes, name, left):
    d = st.derive(text, wrt=wrt, order=order, shapes=shapes)
    assert heading(claimed(d.parts[wrt]), name, d.view(name).direction).plain == left


@pytest.mark.parametrize(
    ("text", "wrt", "order", "shapes", "name", "said"),
    [
        ("sum(x)^4", "x", 3, "x: n", "vec", "take the view `map`"),
        ("A @ X", "X", 1, "A: m n, X: n p", "numerator", "take `vec`"),
        ("sum(X)", "X", 1, "X: m n", "projected", "not square"),
        ("logdet(S)", "S", 2, "S: n n", "free entries", "for the gradient of a number"),
        ("x @ A @ x", "x", 2, "x: n, A: n n", "compressed", "no axes"),
        ("x^2", "x", 1, "", "sideways", "there are ambient, map, vec"),
    ],
)
def test_a_view_that_does_not_fit_says_why_and_what_to_take(text, wrt, order, shapes, name, said):
    d = st.derive(text, wrt=wrt, order=order, shapes=shapes)
    with pytest.raises(NoView, match=said) as refusal:
        d.view(name)
    assert f"The views that apply here: {', '.join(f'`{one}`' for one in d.views)}." in str(refusal.value)
    assert name not in d.views
    for one in d.views:
        d.view(one)


def test_a_hessian_that_turns_its_argument_has_a_commutation_matrix():
    seen = st.derive("logdet(S)", wrt="S", order=2, shapes="S: n n").view("vec")
    assert str(seen).endswith("; -kron(inv(S), inv(S).T) @ K")
    assert "takes vec S to vec Sᵀ" in seen.layout


def test_the_direction_has_a_name_of_its_own():
    d = st.derive("sum((V @ D)^2)", wrt="V", order=2, shapes="V: m n, D: n p")
    assert d.view("map").direction == "Z"


def test_what_is_known_of_a_variable_stays_in_the_map():
    d = st.derive("x @ A @ x", wrt="x", order=2, shapes="x: n, A: n n", assume={"A": "symmetric"})
    assert str(d.view("map")) == "2*A @ V"


def test_a_third_derivative_applied_to_a_direction():
    d = st.derive("sum(exp(x))", wrt="x", order=3, shapes="x: n")
    x, v = np.array([0.1, 0.2, 0.3]), np.array([1.0, -2.0, 0.5])
    close(d.hvp()(x=x, V=v), np.diag(np.exp(x) * v))
