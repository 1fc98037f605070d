"""How each target spells each function: one row a function.

A word without braces is a function that is called (`np.sin` gives `np.sin(x)`); braces are places of arguments, with
`!` where the argument must bind as a factor does. "" means that the target has no word: a composite is then written
out by its definition, any other function refused by name. A word of one of `helpers` brings its text along. Typst and
plain Unicode take their words from LaTeX.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spelling:
    """A row: the words for one function."""

    name: str
    latex: str  # \sin; "" for \operatorname{name}
    numpy: str
    jax: str
    torch: str
    math: str  # plain Python for scalars; "" where only arrays have it
    json: str  # the browser's program (docs/json-program.md); "" where only arrays have it
    spoken: str  # "sine of": what is said before the argument


def _common(name: str, latex: str, spoken: str, *, array: str = "", math: str = "", json: str = "") -> Spelling:
    """A function that NumPy, JAX and PyTorch call by the same name."""
    word = array or name
    return Spelling(
        name, latex, f"np.{word}", f"jnp.{word}", f"torch.{word}", math or f"math.{name}", json or name, spoken
    )


def _arrays(name: str, latex: str, spoken: str) -> Spelling:
    """A function of whole arrays that NumPy, JAX and PyTorch call by the same name."""
    return Spelling(name, latex, f"np.{name}", f"jnp.{name}", f"torch.{name}", "", "", spoken)


def _reciprocal(name: str, latex: str, spoken: str, of: str) -> Spelling:
    """A function that is one over another."""
    return Spelling(
        name, latex, f"(1/np.{of}({{0}}))", f"(1/jnp.{of}({{0}}))", f"(1/torch.{of}({{0}}))", f"(1/math.{of}({{0}}))",
        name, spoken,
    )  # fmt: skip


def _inverse(name: str, latex: str, spoken: str, of: str, short: str) -> Spelling:
    """The inverse of a reciprocal: arcsec x = arccos(1/x)."""
    return Spelling(
        name, latex, f"np.{of}(1/{{0!}})", f"jnp.{of}(1/{{0!}})", f"torch.{of}(1/{{0!}})", f"math.{short}(1/{{0!}})",
        name, spoken,
    )  # fmt: skip


def _written_out(name: str, spoken: str, formula: str, *, math: str = "", json: str = "") -> Spelling:
    """A function of arrays by one formula in the words of all three: `np` stands for the module."""
    jax, torch = formula.replace("np.", "jnp."), formula.replace("np.", "torch.")
    return Spelling(name, "", formula, jax, torch, math, json, spoken)


def _helper(name: str, spoken: str) -> Spelling:
    """A function that programs bring along, by its own name."""
    return Spelling(name, "", name, name, name, name, "", spoken)


def _defined(name: str, spoken: str, jax: str = "", torch: str = "", latex: str = "") -> Spelling:
    """A composite (calculus.composites) that NumPy has no word for: programs write its definition out."""
    return Spelling(name, latex, "", jax, torch, "", name if jax else "", spoken)


_ROWS = (
    # exponentials and logarithms
    _common("exp", r"\exp", "the exponential of"),
    _common("log", r"\ln", "the natural logarithm of"),
    _common("log2", r"\log_{2}", "the logarithm to base 2 of"),
    _common("log10", r"\log_{10}", "the logarithm to base 10 of"),
    _written_out("log_base", "the logarithm of {0} to base {1}", "(np.log({0})/np.log({1}))",
                 math="(math.log({0})/math.log({1}))"),
    _common("log1p", "", "the logarithm of 1 plus"),
    _common("expm1", "", "the exponential minus 1 of"),
    _common("sqrt", r"\sqrt", "the square root of"),
    Spelling("cbrt", r"\sqrt[3]", "np.cbrt", "jnp.cbrt", "odd_power({0}, 1/3)", "math.cbrt", "cbrt",
             "the cube root of"),
    Spelling("root", r"\sqrt[n]", "", "", "", "", "", "the root of {0} of order {1}"),
    _common("hypot", "", "the hypotenuse of {0} and {1}"),
    Spelling("abs", "", "np.abs", "jnp.abs", "torch.abs", "abs", "abs", "the absolute value of"),
    Spelling("sign", r"\operatorname{sign}", "np.sign", "jnp.sign", "torch.sign", "sign", "sign", "the sign of"),
    Spelling("heaviside", "", "np.heaviside({0}, 0.5)", "jnp.heaviside({0}, 0.5)", "((1 + torch.sign({0}))/2)",
             "heaviside", "heaviside", "the unit step of"),
    # trigonometry
    _common("sin", r"\sin", "sine of"),
    _common("cos", r"\cos", "cosine of"),
    _common("tan", r"\tan", "tangent of"),
    _reciprocal("sec", r"\sec", "secant of", "cos"),
    _reciprocal("csc", r"\csc", "cosecant of", "sin"),
    _reciprocal("cot", r"\cot", "cotangent of", "tan"),
    _common("arcsin", r"\arcsin", "arc sine of", math="math.asin"),
    _common("arccos", r"\arccos", "arc cosine of", math="math.acos"),
    _common("arctan", r"\arctan", "arc tangent of", math="math.atan"),
    _inverse("arcsec", r"\operatorname{arcsec}", "arc secant of", "arccos", "acos"),
    _inverse("arccsc", r"\operatorname{arccsc}", "arc cosecant of", "arcsin", "asin"),
    _inverse("arccot", r"\operatorname{arccot}", "arc cotangent of", "arctan", "atan"),
    Spelling("arctan2", "", "np.arctan2", "jnp.arctan2", "torch.arctan2", "math.atan2", "atan2",
             "the angle of the point with height {0} and width {1}"),
    _common("sinh", r"\sinh", "hyperbolic sine of"),
    _common("cosh", r"\cosh", "hyperbolic cosine of"),
    _common("tanh", r"\tanh", "hyperbolic tangent of"),
    Spelling("sech", r"\operatorname{sech}", "sech", "(1/jnp.cosh({0}))", "(1/torch.cosh({0}))", "sech", "sech",
             "hyperbolic secant of"),
    _reciprocal("csch", r"\operatorname{csch}", "hyperbolic cosecant of", "sinh"),
    _reciprocal("coth", r"\coth", "hyperbolic cotangent of", "tanh"),
    _common("arcsinh", r"\operatorname{arcsinh}", "inverse hyperbolic sine of", math="math.asinh"),
    _common("arccosh", r"\operatorname{arccosh}", "inverse hyperbolic cosine of", math="math.acosh"),
    _common("arctanh", r"\operatorname{arctanh}", "inverse hyperbolic tangent of", math="math.atanh"),
    _inverse("arcsech", r"\operatorname{arcsech}", "inverse hyperbolic secant of", "arccosh", "acosh"),
    _inverse("arccsch", r"\operatorname{arccsch}", "inverse hyperbolic cosecant of", "arcsinh", "asinh"),
    _inverse("arccoth", r"\operatorname{arccoth}", "inverse hyperbolic cotangent of", "arctanh", "atanh"),
    # activations
    Spelling("sigmoid", r"\sigma", "sigmoid", "jax.nn.sigmoid", "torch.sigmoid", "sigmoid", "sigmoid", "sigmoid of"),
    Spelling("softplus", "", "softplus", "jax.nn.softplus", "torch.nn.functional.softplus", "softplus", "softplus",
             "softplus of"),
    Spelling("log_sigmoid", "", "log_sigmoid", "jax.nn.log_sigmoid", "torch.nn.functional.logsigmoid", "log_sigmoid",
             "log_sigmoid", "the logarithm of the sigmoid of"),
    Spelling("relu", r"\operatorname{ReLU}", "np.maximum({0}, 0)", "jax.nn.relu", "torch.relu", "max({0}, 0.0)",
             "relu", "relu of"),
    _defined("leaky_relu", "leaky relu of", "jax.nn.leaky_relu", "torch.nn.functional.leaky_relu"),
    _defined("elu", "exponential linear unit of", "jax.nn.elu", "torch.nn.functional.elu"),
    _defined("selu", "scaled exponential linear unit of", "jax.nn.selu", "torch.nn.functional.selu"),
    _defined("celu", "continuous exponential linear unit of", "jax.nn.celu", "torch.nn.functional.celu"),
    Spelling("gelu", "", "({0!}*normal_cdf({0}))", "({0!}*normal_cdf({0}))", "({0!}*normal_cdf({0}))",
             "({0!}*normal_cdf({0}))", "gelu", "Gaussian error linear unit of"),
    Spelling("silu", "", "({0!}*sigmoid({0}))", "jax.nn.silu", "torch.nn.functional.silu", "({0!}*sigmoid({0}))",
             "silu", "silu of"),
    Spelling("mish", "", "({0!}*np.tanh(softplus({0})))", "jax.nn.mish", "torch.nn.functional.mish",
             "({0!}*math.tanh(softplus({0})))", "mish", "mish of"),
    _written_out("softsign", "softsign of", "({0!}/(1 + np.abs({0})))", math="({0!}/(1 + abs({0})))", json="softsign"),
    Spelling("hard_tanh", "", "np.clip({0}, -1, 1)", "jnp.clip({0}, -1, 1)", "torch.clamp({0}, -1, 1)",
             "min(max({0}, -1.0), 1.0)", "hard_tanh", "hard tanh of"),
    _defined("hard_sigmoid", "hard sigmoid of", "jax.nn.hard_sigmoid", "torch.nn.functional.hardsigmoid"),
    # special functions
    Spelling("erf", r"\operatorname{erf}", "erf", "jax.scipy.special.erf", "torch.erf", "math.erf", "erf",
             "the error function of"),
    Spelling("erfc", r"\operatorname{erfc}", "erfc", "jax.scipy.special.erfc", "torch.erfc", "math.erfc", "erfc",
             "the complementary error function of"),
    Spelling("normal_cdf", r"\Phi", "normal_cdf", "normal_cdf", "normal_cdf", "normal_cdf", "normal_cdf",
             "the normal distribution function of"),
    Spelling("normal_pdf", r"\varphi", "normal_pdf", "normal_pdf", "normal_pdf", "normal_pdf", "normal_pdf",
             "the normal density of"),
    Spelling("log_normal_cdf", r"\log\Phi", "log_normal_cdf", "jax.scipy.special.log_ndtr", "log_normal_cdf",
             "log_normal_cdf", "", "the logarithm of the normal distribution function of"),
    _helper("log_cosh", "the logarithm of the hyperbolic cosine of"),
    _helper("log1mexp", "the logarithm of 1 minus the exponential of"),
    _helper("xlogy", "{0} times the logarithm of {1}"),
    _helper("xlog1py", "{0} times the logarithm of 1 plus {1}"),
    _helper("spherical_bessel", "the spherical Bessel function of order {0} of {1}"),
    Spelling("lgamma", "", "lgamma", "jax.scipy.special.gammaln", "torch.lgamma", "math.lgamma", "lgamma",
             "log gamma of"),
    Spelling("digamma", "", "digamma", "jax.scipy.special.digamma", "torch.digamma", "", "digamma", "digamma of"),
    Spelling("polygamma", "", "polygamma", "jax.scipy.special.polygamma", "torch.polygamma({0}, {1})", "", "",
             "polygamma of order {0} of {1}"),
    # losses and layers
    _defined("hinge", "hinge loss of"),
    _defined("huber", "Huber loss of"),
    _defined("mse", "the mean squared difference of"),
    _defined("cross_entropy", "cross entropy of"),
    _defined("binary_cross_entropy", "binary cross entropy of"),
    _defined("layernorm", "layer norm of"),
    _defined("batchnorm", "batch norm of"),
    _defined("attention", "attention of"),
    _defined("dense", "the linear layer of"),
    # comparing
    Spelling("maximum", r"\max", "np.maximum", "jnp.maximum", "maximum", "max", "maximum",
             "the larger of {0} and {1}"),
    Spelling("minimum", r"\min", "np.minimum", "jnp.minimum", "minimum", "min", "minimum",
             "the smaller of {0} and {1}"),
    Spelling("clip", "", "np.clip", "jnp.clip", "torch.clamp", "min(max({0}, {1}), {2})", "",
             "{0} clipped to {1} and {2}"),
    # reductions
    _arrays("sum", r"\operatorname{sum}", "the sum of"),
    _arrays("mean", r"\operatorname{mean}", "the mean of"),
    _arrays("prod", r"\operatorname{prod}", "the product of"),
    Spelling("max", r"\max", "np.max", "jnp.max", "torch.amax", "", "", "the largest of"),
    Spelling("min", r"\min", "np.min", "jnp.min", "torch.amin", "", "", "the smallest of"),
    Spelling("var", r"\operatorname{var}", "np.var", "jnp.var", "torch.var", "", "", "the variance of"),
    Spelling("std", r"\operatorname{std}", "np.std", "jnp.std", "torch.std", "", "",
             "the standard deviation of"),
    Spelling("norm", "", "np.linalg.norm", "jnp.linalg.norm", "torch.linalg.norm", "", "", "the norm of"),
    Spelling("norm1", "", "norm1", "norm1", "norm1", "", "", "the 1-norm of"),
    Spelling("logsumexp", r"\operatorname{logsumexp}", "logsumexp", "jax.scipy.special.logsumexp", "logsumexp", "", "",
             "log sum exp of"),
    Spelling("softmax", r"\operatorname{softmax}", "softmax", "jax.nn.softmax", "softmax", "", "", "softmax of"),
    Spelling("log_softmax", "", "log_softmax", "jax.nn.log_softmax", "log_softmax", "", "", "log softmax of"),
    Spelling("cumsum", "", "np.cumsum", "jnp.cumsum", "torch.cumsum", "", "", "the running sum of"),
    # matrices
    Spelling("tr", r"\operatorname{tr}", "np.trace", "jnp.trace", "torch.trace", "", "", "the trace of"),
    Spelling("det", r"\det", "np.linalg.det", "jnp.linalg.det", "torch.linalg.det", "", "", "the determinant of"),
    Spelling("logdet", r"\operatorname{logdet}", "np.linalg.slogdet({0})[1]", "jnp.linalg.slogdet({0})[1]",
             "torch.linalg.slogdet({0})[1]", "", "", "the log determinant of"),
    Spelling("inv", "", "inv", "jnp.linalg.inv", "torch.linalg.inv", "", "", "the inverse of"),
    Spelling("pinv", "", "pinv", "jnp.linalg.pinv", "torch.linalg.pinv", "", "", "the pseudoinverse of"),
    Spelling("solve", "", "solve", "jnp.linalg.solve", "torch.linalg.solve", "", "",
             "the solution of {0} times x equals {1}"),
    Spelling("diag", r"\operatorname{diag}", "np.diag", "jnp.diag", "torch.diag", "", "", "the diagonal of"),
    Spelling("outer", r"\operatorname{outer}", "np.outer", "jnp.outer", "torch.outer", "", "",
             "the outer product of {0} and {1}"),
    Spelling("dot", "", "({0!} @ {1!})", "({0!} @ {1!})", "({0!} @ {1!})", "", "", "the dot product of {0} and {1}"),
    Spelling("inner", "", "np.sum({0!} * {1!})", "jnp.sum({0!} * {1!})", "torch.sum({0!} * {1!})", "", "",
             "the inner product of {0} and {1}"),
    Spelling("kron", "", "np.kron", "jnp.kron", "torch.kron", "", "", "the Kronecker product of {0} and {1}"),
    Spelling("vec", r"\operatorname{vec}", "{0!}.T.reshape(-1)", "{0!}.T.reshape(-1)", "{0!}.T.reshape(-1)", "", "",
             "the columns stacked of"),
    Spelling("eye", "", "np.eye", "jnp.eye", "torch.eye", "", "", "the identity matrix"),
    Spelling("ones", "", "np.ones", "jnp.ones", "torch.ones", "", "", "an array of ones"),
    Spelling("zeros", "", "np.zeros", "jnp.zeros", "torch.zeros", "", "", "an array of zeros"),
    Spelling("window", "", "window", "window", "window", "", "", "the sliding window"),
    Spelling("one_hot", "", "one_hot", "one_hot", "one_hot", "", "", "one hot of"),
    Spelling("prod_except", "", "prod_except", "prod_except", "prod_except", "", "", "the products of the others of"),
    Spelling("concatenate", "", "np.concatenate", "jnp.concatenate", "torch.cat", "", "", "joined together"),
    Spelling("stack", "", "np.stack", "jnp.stack", "torch.stack", "", "", "stacked"),
    Spelling("reshape", "", "{0!}.reshape", "{0!}.reshape", "{0!}.reshape", "", "", "reshaped"),
    Spelling("eigvalsh", "", "eigvalsh", "jnp.linalg.eigvalsh", "torch.linalg.eigvalsh", "", "",
             "the eigenvalues of"),
    Spelling("eigvecsh", "", "eigvecsh", "jnp.linalg.eigh({0})[1]", "torch.linalg.eigh({0})[1]", "", "",
             "the eigenvectors of"),
    Spelling("conv1d", "", "conv1d", "conv1d", "conv1d", "", "", "the convolution of {0} with {1}"),
    Spelling("conv2d", "", "conv2d", "conv2d", "conv2d", "", "", "the convolution of {0} with {1}"),
    Spelling("embedding", "", "{0!}[{1!}.astype(int)]", "{0!}[{1!}.astype(int)]", "{0!}[{1!}.long()]", "", "",
             "the rows of {0} numbered {1}"),
    Spelling("einsum", "", "np.einsum", "jnp.einsum", "torch.einsum", "", "", "the sum over repeated indices"),
)  # fmt: skip

SPELLINGS = {row.name: row for row in _ROWS}
