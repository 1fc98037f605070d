"""LaTeX, as pasted from papers and as MathLive emits it, means what it shows."""

import numpy as np
import pytest
from tests.notation.test_reading import agree
from tests.notation.values import value

from steepest.calculus.surface import variables
from steepest.notation.latex import latex
from steepest.notation.reading import Unreadable, read, reading

SCALARS = (
    (r"\frac{1}{x}", "1/x"),
    (r"\frac12", "0.5"),
    (r"\frac12x", "x/2"),
    (r"\frac xy", "x/y"),
    (r"\dfrac{x}{y}z", "x/y*z"),
    (r"\displaystyle \frac{1}{x}", "1/x"),
    (r"e^{-\frac{x^2}{2}}", "exp(-x**2/2)"),
    (r"x^{\frac12}", "sqrt(x)"),
    (r"\sqrt2", "sqrt(2)"),
    (r"\sqrt{x}y", "sqrt(x)*y"),
    (r"\sqrt[3]{x}", "cbrt(x)"),
    (r"\sqrt[4]{x}", "x**0.25"),
    (r"\exponentialE^{2x}", "exp(2*x)"),
    (r"\mathrm{e}^{x}", "exp(x)"),
    (r"e^{2x}y", "exp(2*x)*y"),
    (r"2^{-x}", "2**-x"),
    (r"\sin x", "sin(x)"),
    (r"\sin\left(x\right)", "sin(x)"),
    (r"\sin^2\left(3x\right)", "sin(3*x)**2"),
    (r"\sin{2x}y", "sin(2*x)*y"),
    (r"\sin^{-1}\left(x\right)", "asin(x)"),
    (r"\sin x\cos x", "sin(x)*cos(x)"),
    (r"1/2\sin x", "sin(x)/2"),
    (r"\tan^2\theta", "tan(theta)**2"),
    (r"\operatorname{sech}^2\left(x\right)", "sech(x)**2"),
    (r"\operatorname{arcsinh}x", "asinh(x)"),
    (r"\arctan x", "atan(x)"),
    (r"\ln x", "log(x)"),
    (r"\ln\left|x\right|", "log(abs(x))"),
    (r"\log_{2}\left(x\right)", "log(x)/log(2)"),
    (r"\log_2x", "log(x)/log(2)"),
    (r"\log_{10}x", "log(x)/log(10)"),
    (r"\log_10 x", "log(x)/log(10)"),
    (r"\log_28", "3"),
    (r"\log_b x", "log(x)/log(b)"),
    (r"\exp{x}", "exp(x)"),
    (r"\sin\left[2x+1\right]^2", "sin(2*x+1)**2"),
    (r"\ln[x]^3", "log(x)**3"),
    (r"\|x\|_2^2", "x**2"),
    (r"\left|x-1\right|", "abs(x-1)"),
    (r"\left|\left|x\right|\right|", "abs(x)"),
    (r"\lvert x\rvert", "abs(x)"),
    (r"\left\vert x\right\vert", "abs(x)"),
    (r"\left(2x+1\right)^{3}\left(x-4\right)", "(2*x+1)**3*(x-4)"),
    (r"\left[x+1\right]^2", "(x+1)**2"),
    (r"x\,y\;z\ w", "x*y*z*w"),
    (r"x\cdot y", "x*y"),
    (r"x\times y\div z", "x*y/z"),
    (r"2\cdot3", "6"),
    (r"\pi r^2", "pi*r**2"),
    (r"\alpha x+\beta", "alpha*x+beta"),
    (r"x_{1}+x_{2}", "x_1+x_2"),
    (r"\theta_1^2", "theta_1**2"),
    (r"x_{max}", "x_max"),
    (r"x_iy_i\,", "x_i*y_i"),
    (r"\bar{x}+\hat{y}", "x_bar+y_hat"),
    (r"\hat y+\bar x", "y_hat+x_bar"),
    (r"\hat\theta^2", "theta_hat**2"),
    (r"\dot{x}^2+\dot x", "x_dot**2+x_dot"),
    (r"\hat{\mathbf{y}}+\hat{\boldsymbol\beta}", "y_hat+beta_hat"),
    (r"\mathbf{\hat{y}}_1", "y_hat_1"),
    (r"\hat\mathbf{y}", "y_hat"),
    (r"\hat{y_1}", "y_hat_1"),
    (r"\hat{y}_1 \hat{y}_{max}", "y_hat_1*y_hat_max"),
    (r"\mathbf{x}^2", "x**2"),
    (r"\operatorname{loss}^2", "loss**2"),
    (r"\sigma(z)", "sigmoid(z)"),
    (r"\sigma^2", "sigma**2"),
    (r"\frac{1}{1+e^{-z}}", "sigmoid(z)"),
    (r"\max(0, 1-x)", "maximum(0, 1-x)"),
    (r"\max\left\{x, 1\right\}", "maximum(x, 1)"),
    (r"\begin{cases} x & x > 1 \\ 2x & \text{otherwise} \end{cases}", "where(x > 1, x, 2*x)"),
    (r"\begin{cases} x, & \text{if } x > 1 \\ y & x \le 1 \end{cases}", "where(x > 1, x, y)"),
    (r"\sum_{i=1}^{3} x^i", "x + x**2 + x**3"),
    (r"\sum_{k=0}^{2} k x", "3*x"),
    (r"\prod_{i=1}^3 (x+i)", "(x+1)*(x+2)*(x+3)"),
    (r"\sum_{i=1}^2 w_i x_i", "w_1*x_1 + w_2*x_2"),
    (r"$\frac{x}{2}$", "x/2"),
    (r"\(x+1\)", "x+1"),
    (r"\text{erf}(x)", "erf(x)"),
    # a TeX argument is one character
    (r"\frac x2", "x/2"),
    (r"\frac a2b", "a/2*b"),
    (r"\sqrt x2", "2*sqrt(x)"),
    (r"{x \over y}", "x/y"),
    (r"{a+b \over c+d}x", "(a+b)/(c+d)*x"),
    (r"\begin{aligned} x^2 + 1 \end{aligned}", "x**2+1"),
    (r"\begin{equation} x^2 \label{eq:1}\end{equation}", "x**2"),
    (r"\boxed{x^2}", "x**2"),
    (r"\frac{x}{2}.", "x/2"),
    (r"\frac{x}{2},", "x/2"),
    (r"\sum_{n=0}^{4}\frac{x^n}{n!}", "1+x+x**2/2+x**3/6+x**4/24"),
    (r"\binom{4}{2}x", "6*x"),
    (r"\sum_{k=0}^{2}\binom{2}{k}x^k", "(1+x)**2"),
    (r"\mathbb{1}_{x>1}x", "(x > 1)*x"),
    (r"\mathbb{1}[x>1]", "(x > 1)*1"),
    (r"\mathbb{I}(x>1)x", "(x > 1)*x"),
    (r"\left(x-x^{*}\right)^2+x^\star", "(x-x_star)**2+x_star"),
    (r"{\rm e}^{x}+{\bf y}", "exp(x)+y"),
    (r"I^2 R", "I**2*R"),
    # layers, examples, subscripts
    (r"\sigma(W^{(2)}\sigma(W^{(1)}x+b^{(1)})+b^{(2)})", "sigmoid(W_2*sigmoid(W_1*x+b_1)+b_2)"),
    (r"a^{[1]}+a^{[2]}", "a_1+a_2"),
    (r"x^{\left(2\right)}", "x**2"),
    (r"e^{(2)}", "exp(2)"),
    (r"x_{i,j}^2", "x_i_j**2"),
    (r"x_{1,2}x_{12}", "x_1_2*x_12"),
    (r"\sum_{i=1}^2 x_{i+1}", "x_2+x_3"),
    (r"\sum_{i=1}^2\sum_{j=1}^2 A_{ij}", "A_11+A_12+A_21+A_22"),
    (r"\max_{k=1}^{2} (k x)", "maximum(x, 2*x)"),
)


@pytest.mark.parametrize(("typed", "meaning"), SCALARS, ids=[t for t, _ in SCALARS])
def test_latex_means_what_it_shows(typed, meaning):
    surface = read(typed)
    assert not isinstance(surface, Unreadable), surface
    agree(surface, meaning)


def test_a_capital_pi_is_a_letter_of_its_own_and_read_back():
    assert set(variables(read(r"\Pi x"))) == set(variables(read("Π x"))) == {"Π", "x"}
    assert latex(read("Π x")) == r"\Pi x"


# names that begin like functions, as people give them to variables
LIKE_FUNCTIONS = (
    "Th Sh Ch Tr Det Ln Log Relu ReLU sgn log_sigma log_var log_x log_1 exp_x sum_x mean_y norm_x var_x max_x Sum Mean "
    "sin_theta w_max x_in y_hat theta_hat rate_1 A_inv"
).split()


@pytest.mark.parametrize("name", LIKE_FUNCTIONS)
@pytest.mark.parametrize("shape", [(), (3,)], ids=["a number", "an array"])
def test_a_declared_name_that_begins_like_a_function_is_read_back(name, shape):
    e = read(f"2*{name} + {name}", {name: shape})
    again = read(latex(e), {name: shape}, "latex")
    assert not isinstance(again, Unreadable), again
    assert variables(again) == variables(e) == {name: shape}
    assert latex(e, bold=True)


SHAPES = {"A": (3, 3), "B": (3, 2), "X": (4, 3), "x": (3,), "v": (3,), "y": (4,), "w": (3,), "y_hat": (4,)}
ARRAYS = (
    (r"x^T A x", "x @ A @ x"),
    (r"\mathbf{x}^\top\mathbf{A}\mathbf{x}", "x @ A @ x"),
    (r"x^{\mathrm{T}} v", "x @ v"),
    (r"x v^\top", "np.outer(x, v)"),
    (r"\lVert Xw - y\rVert_2^2", "np.sum((X @ w - y)**2)"),
    (r"\|x\|_1", "np.sum(np.abs(x))"),
    (r"\left\|A\right\|_F^2", "np.sum(A**2)"),
    (r"A^{-1}x", "np.linalg.inv(A) @ x"),
    (r"A^{2}", "A @ A"),
    (r"A^{-T}", "np.linalg.inv(A).T"),
    (r"\mathrm{tr}(A^TA)", "np.trace(A.T @ A)"),
    (r"|A|", "np.abs(A)"),
    (r"\left|A\right|", "np.linalg.det(A)"),
    (r"x\odot v", "x * v"),
    (r"x\cdot v", "x @ v"),
    (r"x_1", "x_1"),
    (r"\sum_{i=1}^3 x_i", "np.sum(x)"),
    (r"\sum_{i} x_i v_i", "x @ v"),
    (r"\sum_{i=1}^4 (y_i - w^\top X_i)^2", "np.sum((y - X @ w)**2)"),
    (r"\sum_i\sum_j A_{ij} x_i v_j", "x @ A @ v"),
    (r"\sum_i\sum_j A_{ij} x_j v_i", "v @ A @ x"),
    (r"\sum_{i} A_{ii}", "np.trace(A)"),
    (r"\sum_i \log(1+e^{-y_i w^T X_i})", "np.sum(np.log(1 + np.exp(-y * (X @ w))))"),
    (r"\sum_i \|X_i - w\|^2", "np.sum((X - w)**2)"),
    (r"\frac{1}{4}\sum_{i=1}^4 |y_i|", "np.mean(np.abs(y))"),
    (r"\sum_{i=1}^3 i x_i", "np.arange(1, 4) @ x"),
    (r"\prod_i x_i", "np.prod(x)"),
    (r"\sum_i x_i \sum_j v_j", "np.sum(x) * np.sum(v)"),
    (r"\sum x", "np.sum(x)"),
    (r"\sum_{i=1}^{3} x_{i}^{2}", "x @ x"),
    (r"\sum_i x_1 v_i", "x[0]*np.sum(v)"),
    (r"\sum_{j=1}^3 B_{j2}", "np.sum(B[:, 1])"),
    (r"\sum_{i=1}^4 (y_i-\hat{y}_i)^2", "np.sum((y - y_hat)**2)"),
    (r"\sum_{i=1}^4 (y_i-\hat y_i)^2", "np.sum((y - y_hat)**2)"),
    (r"\sum_{i=1}^{2} (x_{i+1}-x_i)^2", "np.sum((x[1:] - x[:-1])**2)"),
    (r"\sum_{i=2}^{3} (x_i-x_{i-1})^2", "np.sum((x[1:] - x[:-1])**2)"),
    (r"\sum_{i=2}^{3} i x_i", "2*x[1] + 3*x[2]"),
    (r"\sum_{i=1}^2 x_i", "x[0] + x[1]"),
    (r"\max_i x_i", "np.max(x)"),
    (r"\min_i |x_i|", "np.min(np.abs(x))"),
    (r"\sum_{i,j} A_{ij} x_i v_j", "x @ A @ v"),
    (r"\sum_{ij} A_{ij} x_i v_j", "x @ A @ v"),
    (r"\sum_{i<j} (x_i-x_j)^2", "np.sum((x[:, None] - x)**2)/2"),
    (r"\sum_{i\ne j} x_i x_j", "np.sum(x)**2 - x @ x"),
    (r"\sum_i\sum_{j\ne i} x_i x_j", "np.sum(x)**2 - x @ x"),
    (r"\sum_{i=1}^4 (w^\top X^{(i)} - y^{(i)})^2", "np.sum((X @ w - y)**2)"),
    (r"\sum_i \sum_j X_j^{(i)}", "np.sum(X)"),
    (r"\sum_i X^{(i)}_2", "np.sum(X[:, 1])"),
    (r"x_{2}+A_{1,2}+A_{12}", "x[1] + 2*A[0, 1]"),
    (r"(A+2 I)^{-1}x", "np.linalg.inv(A + 2*np.eye(3)) @ x"),
    (r"(A+2\mathbf{I})x", "(A + 2*np.eye(3)) @ x"),
    (r"\langle x, v\rangle", "x @ v"),
    (r"\left\langle A x, v\right\rangle", "A @ x @ v"),
    (r"\mathbf{1}^\top x", "np.sum(x)"),
    (r"x^\top\mathbf{1}", "np.sum(x)"),
    (r"\mathbf{1}^T B \mathbf{1}", "np.sum(B)"),
)


@pytest.mark.parametrize(("typed", "meaning"), ARRAYS, ids=[t for t, _ in ARRAYS])
def test_latex_of_arrays_means_what_it_shows(typed, meaning):
    rng = np.random.default_rng(1)
    env = {name: rng.uniform(0.5, 2, shape) for name, shape in SHAPES.items()}
    surface = read(typed, SHAPES)
    assert not isinstance(surface, Unreadable), surface
    env["x_1"] = env["x"][0]
    assert np.allclose(value(surface, env), eval(meaning, {"np": np}, env))


PRINTED = (
    (r"I_{3} x", "x"),
    (r"\mathbf{I}_{3} x", "x"),
    (r"\mathbf{1}_{3}^\top x", "np.sum(x)"),
    (r"\mathbf{0}_{3} + x", "x"),
    (r"A[:, 2]", "A[:, 2]"),
    (r"\left(A^{-1}\right)[0, 1]", "np.linalg.inv(A)[0, 1]"),
    (r"A^{\odot 2}", "A**2"),
    (r"r^\top r \quad \text{where } r = X w - y", "np.sum((X @ w - y)**2)"),
    (r"r s \quad \text{where } r = x^\top v,\ s = r + 1", "(x @ v)*(x @ v + 1)"),
    (r"\operatorname{sum}\left(X, \text{axis}=1, \text{keepdims}=\text{True}\right)", "np.sum(X, 1, keepdims=True)"),
    (r"\operatorname{log\_softmax}\left(x\right)", "x - np.log(np.sum(np.exp(x)))"),
    (r"\begin{cases} 1 & \text{if } y = 2 \\ 0 & \text{otherwise} \end{cases}", "0*y"),
)


@pytest.mark.parametrize(("typed", "meaning"), PRINTED, ids=[t for t, _ in PRINTED])
def test_what_the_latex_writer_prints_is_read(typed, meaning):
    test_latex_of_arrays_means_what_it_shows(typed, meaning)


STEPS = (
    ("d/dx[x^2 + 3x]", "derivative", ("x", 1)),
    ("d^2/dx^2[sin(x)]", "derivative", ("x", 2)),
    (r"\frac{d}{dx}\left[x^2\right]", "derivative", ("x", 1)),
    (r"\frac{\partial^{2}}{\partial x^{2}}\left[x^2\right]", "derivative", ("x", 2)),
    ("sigmoid'(3x)", "prime", ("sigmoid", 0)),
    ("maximum'2(x, y)", "prime", ("maximum", 1)),
    (r"\sigma'\left(3x\right)", "prime", ("sigmoid", 0)),
)


@pytest.mark.parametrize(("typed", "op", "data"), STEPS, ids=[t for t, _, _ in STEPS])
def test_derivatives_as_steps_show_them_are_read(typed, op, data):
    surface = read(typed)
    assert not isinstance(surface, Unreadable), surface
    assert (surface.op, surface.data) == (op, data)


def test_a_power_of_a_square_matrix_says_how_it_was_read():
    assert [w.kind for w in reading(r"A^2", SHAPES, syntax="latex").warnings] == ["matrix power"]
    assert [w.kind for w in reading("A^2", SHAPES).warnings] == ["matrix power"]
