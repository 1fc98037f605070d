"""Functions defined by other functions: one row a function, its definition in the language of `formula`.

A composite has no derivative of its own: it is written out, and the derivative is derived. Conventions as fixed in
`contract.md` (biased variance, logits, exact gelu).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Composite:
    """A row: a function, its parameters (with defaults) and what it means."""

    name: str
    parameters: str
    definition: str
    because: str
    options: tuple[str, ...] = ()


_ROWS = (
    Composite("log2", "u", "log(u)/log(2)", "the logarithm to base 2"),
    Composite("log10", "u", "log(u)/log(10)", "the logarithm to base 10"),
    Composite("log_base", "u, b", "log(u)/log(b)", "the logarithm to base b"),
    Composite("root", "u, n", "u**(1/n)", "the n-th root"),
    Composite("clip", "u, low, high", "where(u <= low, low, where(u >= high, high, u))", "kept between two bounds"),
    Composite("leaky_relu", "u, a=0.01", "where(u > 0, u, a*u)", "a small slope where negative"),
    Composite("elu", "u, a=1", "where(u > 0, u, a*expm1(u))", "an exponential where negative"),
    Composite("celu", "u, a=1", "where(u > 0, u, a*expm1(u/a))", "an exponential where negative, smooth at 0"),
    Composite("selu", "u", "1.0507009873554805*where(u > 0, u, 1.6732632423543772*expm1(u))",
              "elu with the constants that keep mean 0 and variance 1"),
    Composite("gelu", "u", "u*normal_cdf(u)", "u times the chance that a normal variable is below u"),
    Composite("silu", "u", "u*sigmoid(u)", "u times its sigmoid (swish)"),
    Composite("mish", "u", "u*tanh(softplus(u))", "u times the tanh of its softplus"),
    Composite("softsign", "u", "u/(1 + abs(u))", "u over one plus its size"),
    Composite("log_sigmoid", "u", "-softplus(-u)", "the logarithm of the sigmoid, without overflow"),
    Composite("hard_tanh", "u", "clip(u, -1, 1)", "the identity between -1 and 1"),
    Composite("hard_sigmoid", "u", "clip(u + 3, 0, 6)/6", "a straight line between -3 and 3"),
    Composite("hinge", "m", "maximum(0, 1 - m)", "zero when the margin is at least 1"),
    Composite("huber", "r, delta=1", "where(abs(r) <= delta, r**2/2, delta*(abs(r) - delta/2))",
              "squared when small, straight when large"),
    Composite("mse", "a, b", "average((a - b)**2)", "the mean of the squared differences"),
    Composite("cross_entropy", "z, y", "average(-sum(y*log_softmax(z, axis=axis), axis=axis))",
              "minus the log-probability of the right class", options=("axis",)),
    Composite("binary_cross_entropy", "z, y", "average(softplus(z) - y*z)", "minus the log-probability of y in {0, 1}"),
    Composite("layernorm", "x", "(x - mean(x, axis=axis, keepdims=True))/sqrt(var(x, axis=axis, keepdims=True) + eps)",
              "mean 0 and variance 1 along an axis", options=("axis", "eps")),
    Composite("batchnorm", "x", "(x - mean(x, axis=axis, keepdims=True))/sqrt(var(x, axis=axis, keepdims=True) + eps)",
              "mean 0 and variance 1 over the rows", options=("axis", "eps")),
    Composite("attention", "Q, K, V", "softmax(Q @ K.T/sqrt(size(K, -1))) @ V", "each query averages the values"),
    Composite("dense", "x, W, b", "x @ W + b", "a linear layer"),
    Composite("solve", "A, b", "inv(A) @ b", "the x with A x = b"),
    Composite("std", "x", "sqrt(var(x, axis=axis, keepdims=keepdims, ddof=ddof))", "the square root of the variance",
              options=("axis", "keepdims", "ddof")),
)  # fmt: skip

COMPOSITES = {row.name: row for row in _ROWS}

DEFAULTS: dict[str, dict[str, object]] = {
    "cross_entropy": {"axis": -1},
    "layernorm": {"axis": -1, "eps": 1e-5},
    "batchnorm": {"axis": 0, "eps": 1e-5},
    "std": {"axis": None, "keepdims": None, "ddof": None},
}
