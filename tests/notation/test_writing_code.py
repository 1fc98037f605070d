"""Programs: what is printed runs, and gives what the mathematics says (an evaluation by other means)."""

import ast
import math
from random import Random

import numpy as np
import pytest
import scipy.special
from tests.notation.writing_samples import SHAPES, SPECIAL, random_tree, sample, tree

import steepest as st
from steepest.calculus.operators import OPERATORS, build
from steepest.calculus.surface import Surface, number, variable, variables, walk
from steepest.notation.code import code, identifier, source
from steepest.notation.pieces import Unwritable

SIZES = {"n": 3, "d": 2}
SEED = 20


def data(seed: int = SEED, low: float = 0.3, high: float = 0.9) -> dict[str, np.ndarray]:
    """Positive values for every name; the matrices are positive definite."""
    rng = np.random.default_rng(seed)
    out = {k: rng.uniform(low, high, [SIZES[str(d)] for d in s]) for k, s in SHAPES.items()}
    for k in "AB":
        out[k] = out[k] @ out[k].T + np.eye(3)
    return out


def run(e: Surface, target: str, env: dict[str, object]) -> object:
    """Execute the printed program."""
    made = source(e, list(variables(e)), target)
    namespace: dict = {}
    exec(made.text, namespace)
    given = {own: env[name] if name in env else SIZES[name] for name, own in made.parameters}
    with np.errstate(all="ignore"):
        return namespace[made.name](**given)


def plain_numpy(text: str, env: dict) -> object:
    """The value of a formula by Python itself: the oracle of the table below."""
    erf = np.vectorize(math.erf)
    words = {
        "exp": np.exp, "log": np.log, "log2": np.log2, "log10": np.log10, "sqrt": np.sqrt, "cbrt": np.cbrt,
        "sin": np.sin, "cos": np.cos, "tan": np.tan, "tanh": np.tanh, "sinh": np.sinh, "cosh": np.cosh, "abs": np.abs,
        "arctan": np.arctan, "arcsin": np.arcsin, "arccos": np.arccos, "arcsinh": np.arcsinh, "arccosh": np.arccosh,
        "arctanh": np.arctanh, "maximum": np.maximum, "minimum": np.minimum, "where": np.where, "sum": np.sum,
        "mean": np.mean, "prod": np.prod, "max": np.max, "min": np.min, "var": np.var, "std": np.std,
        "norm": np.linalg.norm, "inv": np.linalg.inv, "det": np.linalg.det, "tr": np.trace, "outer": np.outer,
        "erf": erf, "lgamma": scipy.special.gammaln, "digamma": scipy.special.digamma, "einsum": np.einsum,
        "sign": np.sign, "cumsum": np.cumsum, "kron": np.kron, "diag": np.diag, "hypot": np.hypot, "pi": np.pi,
        "eigvalsh": np.linalg.eigvalsh, "slogdet": np.linalg.slogdet, "pinv": np.linalg.pinv, "clip": np.clip,
    }  # fmt: skip
    return eval(text, {"np": np, **words, **env})


BY_HAND = [
    ("sec(x)", "1/cos(x)"), ("csc(x)", "1/sin(x)"), ("cot(x)", "cos(x)/sin(x)"), ("sech(x)", "1/cosh(x)"),
    ("csch(x)", "1/sinh(x)"), ("coth(x)", "1/tanh(x)"), ("arcsec(x + 1)", "arccos(1/(x + 1))"),
    ("arccsc(x + 1)", "arcsin(1/(x + 1))"), ("arccot(x)", "arctan(1/x)"), ("arcsech(x)", "arccosh(1/x)"),
    ("arccsch(x)", "arcsinh(1/x)"), ("arccoth(x + 1)", "arctanh(1/(x + 1))"), ("log2(x)", "log2(x)"),
    ("log_base(x, t)", "log(x)/log(t)"), ("root(x, 5)", "x**0.2"), ("root(-x, 5)", "-x**0.2"),
    ("(-x)**(2/5)", "x**0.4"), ("(-x)**(1/3)", "-x**(1/3)"), ("(-x)**(-1/3)", "-x**(-1/3)"), ("x**-2", "1/x/x"),
    ("x**(3/2)", "x**1.5"), ("sigmoid(x)", "1/(1 + exp(-x))"), ("softplus(x)", "log(1 + exp(x))"),
    ("log_sigmoid(x)", "-log(1 + exp(-x))"), ("relu(x - t)", "maximum(x - t, 0)"), ("leaky_relu(-x)", "-0.01*x"),
    ("leaky_relu(-x, 0.2)", "-0.2*x"), ("elu(-x)", "exp(-x) - 1"), ("elu(-x, 2)", "2*(exp(-x) - 1)"),
    ("selu(-x)", "1.0507009873554805*1.6732632423543772*(exp(-x) - 1)"), ("celu(-x, 2)", "2*(exp(-x/2) - 1)"),
    ("gelu(x)", "x*(1 + erf(x/sqrt(2)))/2"), ("silu(x)", "x/(1 + exp(-x))"), ("mish(x)", "x*tanh(log(1 + exp(x)))"),
    ("softsign(-x)", "-x/(1 + x)"), ("hard_tanh(3*x)", "minimum(3*x, 1)"), ("hard_sigmoid(x)", "(x + 3)/6"),
    ("erf(x)", "erf(x)"), ("erfc(x)", "1 - erf(x)"), ("normal_cdf(x)", "(1 + erf(x/sqrt(2)))/2"),
    ("lgamma(x)", "lgamma(x)"), ("hinge(x)", "1 - x"),
    ("huber(x, 2)", "x**2/2"), ("huber(5*x, 0.1)", "0.1*(5*x - 0.05)"),
    ("clip(x, 0.4, 0.5)", "clip(x, 0.4, 0.5)"), ("sign(-x)", "-1.0"), ("heaviside(x - t)", "np.heaviside(x - t, 0.5)"),
    ("heaviside(x - x) - heaviside(-x)", "0.5"),
    ("abs(-x)", "x"), ("hypot(x, t)", "sqrt(x**2 + t**2)"),
    ("where(x > t, x, t)", "maximum(x, t)"), ("(x > 0)*t - (x < 0)", "t"), ("x**t", "exp(t*log(x))"),
    ("arctan2(x, t)", "arctan(x/t)"), ("maximum(x, t)*minimum(x, t)", "x*t"), ("x/(t/z)", "x*z/t"), ("pi*x", "pi*x"),
    ("x - (t - z)", "x - t + z"), ("(-x)**2", "x*x"), ("-x**2", "-(x*x)"), ("x**(t**z)", "x**(t**z)"),
]  # fmt: skip
ARRAYS = [
    ("2*X.T@(X@w - y)", "2*X.T@(X@w - y)"), ("sum(X, axis=0)", "sum(X, axis=0)"), ("mean(X)", "mean(X)"),
    ("var(y)", "var(y)"), ("std(X, axis=1)", "std(X, axis=1)"),
    ("prod(y)", "prod(y)"), ("max(X, axis=1)", "max(X, axis=1)"),
    ("norm(X)", "sqrt(sum(X*X))"), ("norm1(X)", "sum(abs(X))"), ("logsumexp(y)", "log(sum(exp(y)))"),
    ("logsumexp(X, axis=0)", "log(sum(exp(X), axis=0))"), ("softmax(y)", "exp(y)/sum(exp(y))"),
    ("log_softmax(X)", "X - log(sum(exp(X), axis=1, keepdims=True))"), ("cumsum(X, axis=0)", "cumsum(X, axis=0)"),
    ("cumsum(X)", "cumsum(X, axis=1)"), ("tr(A@B)", "tr(A@B)"), ("det(A)", "det(A)"), ("logdet(A)", "log(det(A))"),
    ("inv(A)@y", "inv(A)@y"), ("y@inv(A)", "y@inv(A)"), ("inv(A).T@X", "inv(A).T@X"), ("pinv(X)", "pinv(X)"),
    ("solve(A, X)", "inv(A)@X"), ("diag(A)", "diag(A)"), ("diag(y)@X", "diag(y)@X"), ("outer(y, w)", "outer(y, w)"),
    ("dot(y, v)", "y@v"), ("inner(A, B)", "sum(A*B)"), ("kron(A, B)", "kron(A, B)"), ("vec(X)", "X.T.reshape(-1)"),
    ("concatenate(y, v)", "np.concatenate([y, v])"), ("stack(y, v)", "np.stack([y, v])"), ("A@B@y", "A@(B@y)"),
    ("y@(A@B)", "y@A@B"), ("(A@B)@X@w", "A@(B@(X@w))"), ("sum(y**3) + sum((y + v)**4)", "sum(y**3) + sum((y + v)**4)"),
    ("(-2*A)@y", "-2*(A@y)"), ("y*v@A", "(y*v)@A"), ("conv1d(y, w)", "np.correlate(y, w, 'valid')"),
    ("attention(A, B, A)", "(lambda s: exp(s)/sum(exp(s), axis=1, keepdims=True))(A@B.T/sqrt(3))@A"),
    ("mse(y, v)", "mean((y - v)**2)"), ("binary_cross_entropy(y, v)", "mean(log(1 + exp(y)) - v*y)"),
    ("layernorm(X)", "(X - mean(X, axis=1, keepdims=True))/sqrt(var(X, axis=1, keepdims=True) + 1e-5)"),
    ("batchnorm(X)", "(X - mean(X, axis=0))/sqrt(var(X, axis=0) + 1e-5)"), ("eigvalsh(A)", "eigvalsh(A)"),
    ("prod_except(X)", "prod(X, axis=1)[:, None]/X"), ("one_hot(0*y + 2, size=3)", "np.eye(3)[[2, 2, 2]]"),
    ("prod_except(y, order=2)", "prod(y)/outer(y, y)*(1 - np.eye(3))"),
    ("cross_entropy(X, X)", "mean(-sum(X*(X - log(sum(exp(X), axis=1, keepdims=True))), axis=1))"),
    ("conv2d(A, X)", "np.array([[sum(A[i:i+3, j:j+2]*X) for j in range(2)] for i in range(1)])"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), BY_HAND)
@pytest.mark.parametrize("target", ["numpy", "python"])
def test_a_scalar_program_gives_the_value(given, expected, target):
    env = {k: float(v) for k, v in data().items() if v.ndim == 0}
    assert run(tree(given), target, env) == pytest.approx(float(plain_numpy(expected, env)), rel=1e-12, abs=1e-14)


@pytest.mark.parametrize(("given", "expected"), BY_HAND + ARRAYS)
def test_an_array_program_gives_the_value(given, expected):
    env = data()
    np.testing.assert_allclose(run(tree(given), "numpy", env), plain_numpy(expected, env), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize(("given", "expected"), BY_HAND + ARRAYS)
def test_a_jax_program_gives_the_value(given, expected):
    jax = pytest.importorskip("jax")
    env = data()
    with jax.enable_x64(True):
        out = np.asarray(run(tree(given), "jax", {k: jax.numpy.asarray(v) for k, v in env.items()}))
    np.testing.assert_allclose(out, plain_numpy(expected, env), rtol=1e-10, atol=1e-12)


@pytest.mark.torch
@pytest.mark.parametrize(("given", "expected"), BY_HAND + ARRAYS)
def test_a_torch_program_gives_the_value(given, expected):
    torch = pytest.importorskip("torch")
    env = data()
    out = run(tree(given), "torch", {k: torch.as_tensor(v, dtype=torch.float64) for k, v in env.items()})
    np.testing.assert_allclose(np.asarray(out), plain_numpy(expected, env), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("op", sorted(set(OPERATORS) - {"derivative", "prime", "dense"}))
def test_every_operator_runs_in_numpy_with_the_shape_it_says(op):
    e = tree("embedding(X, 0*y)") if op == "embedding" else sample(op)
    out = np.asarray(run(e, "numpy", data()), dtype=float)
    from steepest.calculus.dims import dim_value

    assert out.shape == tuple(dim_value(d, SIZES) for d in e.shape)


OUT_OF_DOMAIN = [
    ("log(x)", -1.0, math.nan), ("log(x)", 0.0, -math.inf), ("1/x", 0.0, math.inf), ("exp(x)", 1000.0, math.inf),
    ("x**0.5", -1.0, math.nan), ("x**x", -0.5, math.nan), ("arcsin(x)", 2.0, math.nan), ("sin(x)", math.inf, math.nan),
    ("x**-1", 0.0, math.inf), ("x**3", 1e200, math.inf), ("lgamma(x)", 0.0, math.inf), ("cosh(x)", 1e4, math.inf),
    ("sigmoid(x)", -1e4, 0.0), ("sigmoid(x)", 1e4, 1.0), ("softplus(x)", 1e4, 1e4), ("x*1e999", 1.0, math.inf),
    ("1/0*x", 1.0, math.inf), ("x**(-1/3)", 0.0, math.inf), ("sech(x)", 1e4, 0.0), ("log_sigmoid(x)", -1e4, -1e4),
]  # fmt: skip


@pytest.mark.parametrize(("given", "x", "expected"), OUT_OF_DOMAIN)
@pytest.mark.parametrize("target", ["numpy", "python"])
def test_out_of_the_domain_the_value_is_nan_or_infinite(given, x, expected, target):
    e = tree(given.replace("1e999", "t"))
    env = {"x": x if target == "python" else np.float64(x), "t": math.inf}
    assert run(e, target, env) == pytest.approx(expected, nan_ok=True)


HARD = [
    ("sigmoid(x)", -40.0, 4.248354255291589e-18), ("log_sigmoid(x)", 40.0, -4.248354255291589e-18),
    ("softplus(x)", -40.0, 4.248354255291589e-18), ("log1p(x)", 1e-20, 1e-20), ("expm1(x)", 1e-20, 1e-20),
    ("normal_cdf(x)", -10.0, 7.61985302416052e-24), ("erfc(x)", 10.0, 2.088487583762545e-45),
]  # fmt: skip


@pytest.mark.parametrize(("given", "x", "expected"), HARD)
@pytest.mark.parametrize("target", ["numpy", "python"])
def test_stable_forms_keep_their_digits(given, x, expected, target):
    assert run(tree(given), target, {"x": np.float64(x)}) == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize("seed", range(60))
def test_programs_of_random_trees_agree_with_node_by_node_evaluation(seed):
    random = Random(seed)
    e = random_tree(random, 6, random.choice([(), SHAPES["y"], SHAPES["X"]]))
    env = data(seed)
    with np.errstate(all="ignore"):
        expected = one_by_one(e, env)
    np.testing.assert_allclose(
        np.asarray(run(e, "numpy", env), dtype=float), expected, rtol=1e-6, atol=1e-9, err_msg=f"seed {seed}"
    )


def one_by_one(root: Surface, env: dict) -> object:
    """Each node by NumPy, in the order written: nothing shared, rearranged or simplified."""
    done: dict[Surface, object] = {}
    for e in walk(root):
        a = [done[x] for x in e.args]
        match e.op:
            case "number":
                v = np.float64(float(e.data))
            case "variable":
                v = np.asarray(env[e.data])[()]
            case "add":
                v = sum(a[1:], a[0])
            case "mul":
                v = math.prod(a[1:], start=a[0])
            case "neg":
                v = -a[0]
            case "div":
                v = a[0] / a[1]
            case "pow":
                v = a[0] ** a[1]
            case "matmul":
                v = a[0] @ a[1]
            case "transpose":
                v = np.transpose(a[0])
            case "compare":
                v = eval(f"p {e.data} q", {"p": a[0], "q": a[1]})
            case "where":
                v = np.where(*a)
            case "index":
                v = a[0][:, 0]
            case "ones":
                v = np.ones([SIZES[str(d)] for d in e.shape])
            case _:
                words = {"sigmoid": "1/(1 + exp(-u))", "softplus": "log(1 + exp(u))", "outer": "outer(u, w)"}
                v = plain_numpy(words.get(e.op, f"{e.op}(u)"), {"u": a[0], "w": a[-1]})
        done[e] = v
    return done[root]


def test_a_part_that_occurs_twice_is_computed_once():
    text = code(tree("sigmoid(X@w)*(1 - sigmoid(X@w))"), "numpy")
    body = text.split('"""')[2]
    assert body.count("sigmoid(") == body.count("@") == 1


def test_several_outputs_share_their_parts_and_come_as_a_dict():
    made = source({"value": tree("sum((X@w - y)**2)"), "w": tree("2*X.T@(X@w - y)")}, ["X", "w", "y"], "numpy")
    namespace: dict = {}
    exec(made.text, namespace)
    out = namespace["f"](**{k: data()[k] for k in "Xwy"})
    assert set(out) == {"value", "w"}
    assert out["w"].shape == (2,)
    assert made.text.count("X @ w") == 1


def test_a_product_that_ends_in_a_vector_starts_there():
    assert "A @ (B @ y)" in code(tree("A@B@y"), "numpy")
    assert "2*(X.T @ (X @ w - y))" in code(tree("2*X.T@(X@w - y)"), "numpy")
    assert "np.sum(A * B.T)" in code(tree("tr(A@B)"), "numpy")
    assert "solve(A, y)" in code(tree("inv(A)@y"), "numpy")


def test_einsum_of_three_looks_for_a_good_order():
    assert "optimize=True" in code(SPECIAL["einsum"], "numpy")


def test_a_size_no_argument_tells_is_an_argument():
    made = source(build("mul", (variable("x"), build("size", (), SHAPES["y"][0]))), ["x"], "numpy")
    assert made.parameters == (("x", "x"), ("n", "n"))


def test_a_size_is_taken_from_a_shape():
    assert "n = X.shape[0]" in code(build("div", (tree("sum(X)"), build("size", (), SHAPES["y"][0]))), "numpy")


def test_names_that_python_reserves_are_changed_and_told():
    e = build("mul", (variable("lambda"), variable("np")))
    made = source(e, ["lambda", "np"], "numpy")
    assert made.parameters == (("lambda", "lambda_"), ("np", "np_"))
    ast.parse(made.text)
    assert identifier("x'", ()) == "x_"


def test_a_deep_expression_is_written_in_lines_that_python_can_read():
    x = variable("x")
    for _ in range(600):
        x = build("sin", (build("add", (x, number(1))),))
    for target in ("numpy", "python"):
        assert math.isfinite(run(x, target, {"x": 0.5}))


def test_a_shared_graph_is_written_in_its_own_size():
    x = variable("x")
    for _ in range(60):
        x = build("add", (x, build("tanh", (x,))))
    assert len(code(x, "numpy")) < 5000


def test_arrays_are_refused_by_scalar_targets():
    with pytest.raises(Unwritable, match="plain Python"):
        code(tree("X@w"), "python")


def test_plain_python_loads_no_numpy_where_math_is_enough():
    text = code(tree("x*sin(x)"), "python")
    assert text.index("import numpy") > text.index("def f_anywhere")


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("X.T @ (diag(p) - outer(p, p)) @ X", "X: n d, p: n"),
        ("(outer(p, p) - diag(p)/2) @ X", "X: n d, p: n"),
        ("(outer(p, p) + 2*diag(p)) @ p", "p: n"),
    ],
)
def test_no_square_matrix_is_formed_of_vectors(text, shapes):
    """A million rows: n × n numbers would be eight terabytes."""
    n = 1_000_000
    rng = np.random.default_rng(1)
    program = st.compile(text, shapes=shapes)
    values = {"X": rng.normal(size=(n, 2)), "p": rng.uniform(size=n)}
    found = program(**{name: values[name] for name in program.arguments})
    small = {name: values[name][:50] for name in program.arguments}
    few = program(**small)
    np.testing.assert_allclose(few, eval(text, {"diag": np.diag, "outer": np.outer, **small}))
    assert np.isfinite(found).all()
