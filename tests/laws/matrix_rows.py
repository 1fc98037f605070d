"""Our own table of functions of vectors, matrices and tensors: what is typed, and the same written by hand in JAX.

Sizes are letters whose values are pairwise distinct, so that a lost transpose has the wrong shape.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import jax
import jax.numpy as jnp
from jax import nn
from jax.scipy.special import logsumexp
from tests.laws.matrix import Kind

SIZES = {"n": 5, "d": 3, "m": 4, "k": 2, "q": 6, "v": 7, "c": 2, "o": 3}
SHAPES: dict[str, tuple[Any, ...]] = {
    "x": ("n",), "y": ("n",), "w": ("d",), "b": ("m",), "u": ("m",), "z": ("d",), "t": (), "X": ("n", "d"),
    "Y": ("n", "d"), "W": ("d", "m"), "A": ("n", "n"), "B": ("n", "n"), "C": ("k", "m"), "S": ("d", "d"),
    "R": ("d", "d"), "Q": ("n", "k"), "K": ("q", "k"), "V": ("q", "m"), "T": ("n", "m", "d"), "E": ("v", "d"),
    "i": ("n",), "P": ("n", "d"), "h": ("m",), "U": ("m", "m"), "F": ("c", "n"), "G": ("o", "c", 3), "H": ("q", "n"),
    "J": (2, 3), "a": (2,), "g": (7,),
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A function as it is typed, and by hand in JAX; its derivative by `wrt` of this order is compared."""

    text: str
    wrt: str
    function: Callable[..., Any]
    order: int = 1
    kinds: Mapping[str, Kind] = field(default_factory=dict)  # of values: positive definite, a distribution, a range

    @property
    def names(self) -> tuple[str, ...]:
        """The arguments of the function, which are those of the text."""
        code = self.function.__code__
        return code.co_varnames[: code.co_argcount]

    @property
    def shapes(self) -> dict[str, tuple[Any, ...]]:
        return {n: SHAPES[n] for n in self.names}

    @property
    def sized(self) -> dict[str, tuple[int, ...]]:
        return {n: tuple(SIZES[d] if isinstance(d, str) else d for d in s) for n, s in self.shapes.items()}

    def __str__(self) -> str:
        return f"{self.text} by {self.wrt}" + (f" {self.order}" if self.order > 1 else "")


def _centred(x, axis):
    return (x - x.mean(axis, keepdims=True)) / jnp.sqrt(x.var(axis, keepdims=True) + 1e-5)


def _attention(q, k, v):
    return nn.softmax(q @ k.T / jnp.sqrt(k.shape[-1])) @ v


def _lstm(x, h, c, W, U, b):
    f, i, o, g = (nn.sigmoid, nn.sigmoid, nn.sigmoid, jnp.tanh)
    s = x @ W + U @ h + b
    return o(3 * s) * jnp.tanh(f(s) * c + i(2 * s) * g(s))


def _conv1d(x, w):
    return jnp.correlate(x, w, "valid")


def _conv(x, w, sides):
    return jax.lax.conv_general_dilated(x[None], w, (1,) * sides, "VALID")[0]


def _gauss(x, m, s):
    r = x - m
    return -r @ jnp.linalg.inv(s) @ r / 2 - jnp.linalg.slogdet(s)[1] / 2


POSITIVE = (0.3, 2.0)
ROWS: tuple[Row, ...] = (
    # reductions
    Row("sum(X**3, axis=0)", "X", lambda X: (X**3).sum(0)),
    Row("sum(X**2, axis=1, keepdims=True) * X", "X", lambda X: (X**2).sum(1, keepdims=True) * X),
    Row("mean(exp(X), axis=1)", "X", lambda X: jnp.exp(X).mean(1)),
    Row("mean(T**2, axis=(0, 2))", "T", lambda T: (T**2).mean((0, 2))),
    Row("sum(max(X, axis=1) * x)", "X", lambda X, x: (X.max(1) * x).sum()),
    Row("max(X, axis=0, keepdims=True) - X", "X", lambda X: X.max(0, keepdims=True) - X),
    Row("min(X, axis=0)", "X", lambda X: X.min(0)),
    Row("max(X)", "X", lambda X: X.max()),
    Row("prod(x)", "x", lambda x: x.prod()),
    Row("prod(X, axis=1)", "X", lambda X: X.prod(1)),
    Row("std(X, axis=0)", "X", lambda X: X.std(0)),
    Row("std(x, ddof=1)", "x", lambda x: x.std(ddof=1)),
    Row("var(X, axis=1)", "X", lambda X: X.var(1)),
    Row("var(x)", "x", lambda x: x.var()),
    Row("logsumexp(X, axis=1)", "X", lambda X: logsumexp(X, 1)),
    Row("logsumexp(X)", "X", lambda X: logsumexp(X)),
    Row("softmax(x)", "x", lambda x: nn.softmax(x)),
    Row("softmax(X, axis=0)", "X", lambda X: nn.softmax(X, 0)),
    Row("sum(Y * log_softmax(X))", "X", lambda X, Y: (Y * nn.log_softmax(X)).sum()),
    Row("log_softmax(X, axis=0)", "X", lambda X: nn.log_softmax(X, 0)),
    Row("cumsum(x**2)", "x", lambda x: jnp.cumsum(x**2)),
    Row("sum(Y * cumsum(sin(X), axis=0))", "X", lambda X, Y: (Y * jnp.cumsum(jnp.sin(X), 0)).sum()),
    Row("norm(X, axis=1)", "X", lambda X: jnp.sqrt((X**2).sum(1))),
    Row("norm1(x - y)", "x", lambda x, y: jnp.abs(x - y).sum()),
    Row("max(abs(x))", "x", lambda x: jnp.abs(x).max()),
    Row("norm(X @ w)**3", "w", lambda X, w: jnp.sqrt(((X @ w) ** 2).sum()) ** 3),
    # matrices
    Row("det(A)", "A", lambda A: jnp.linalg.det(A)),
    Row("det(X.T @ X)", "X", lambda X: jnp.linalg.det(X.T @ X)),
    Row("logdet(X.T @ X + R)", "X", lambda X, R: jnp.linalg.slogdet(X.T @ X + R)[1], kinds={"R": "posdef"}),
    Row("inv(A)", "A", lambda A: jnp.linalg.inv(A), kinds={"A": "posdef"}),
    Row("x @ inv(A @ B) @ y", "A", lambda x, A, B, y: x @ jnp.linalg.inv(A @ B) @ y,
        kinds={"A": "posdef", "B": "posdef"}),
    Row("pinv(X)", "X", lambda X: jnp.linalg.pinv(X)),
    Row("sum(Y * pinv(X).T)", "X", lambda X, Y: (Y * jnp.linalg.pinv(X).T).sum()),
    Row("solve(A, x)", "A", lambda A, x: jnp.linalg.solve(A, x), kinds={"A": "posdef"}),
    Row("solve(A, X)", "X", lambda A, X: jnp.linalg.solve(A, X), kinds={"A": "posdef"}),
    Row("tr(A @ B @ A.T)", "A", lambda A, B: jnp.trace(A @ B @ A.T)),
    Row("tr(A * B)", "A", lambda A, B: jnp.trace(A * B)),
    Row("diag(x**2) @ X", "x", lambda x, X: jnp.diag(x**2) @ X),
    Row("sum(diag(A)**3)", "A", lambda A: (jnp.diag(A) ** 3).sum()),
    Row("diag(A @ B)", "A", lambda A, B: jnp.diag(A @ B)),
    Row("outer(x, w) @ w", "w", lambda x, w: jnp.outer(x, w) @ w),
    Row("outer(sin(x), w)", "x", lambda x, w: jnp.outer(jnp.sin(x), w)),
    Row("kron(C, S)", "C", lambda C, S: jnp.kron(C, S)),
    Row("sum(kron(C, S)**2)", "S", lambda C, S: (jnp.kron(C, S) ** 2).sum()),
    Row("vec(X**2)", "X", lambda X: (X**2).T.reshape(-1)),
    Row("dot(x, y)**2 + inner(x, x)", "x", lambda x, y: (x @ y) ** 2 + x @ x),
    Row("eigvalsh(S)", "S", lambda S: jnp.linalg.eigvalsh(S), kinds={"S": "posdef"}),
    Row("sum(log(eigvalsh(S)))", "S", lambda S: jnp.log(jnp.linalg.eigvalsh(S)).sum(), kinds={"S": "posdef"}),
    Row("X @ W", "W", lambda X, W: X @ W),
    Row("X.T @ A @ X", "X", lambda X, A: X.T @ A @ X),
    Row("einsum('ij,jk,ik->', X, W, Q @ C)".replace("'", '"'), "W",
        lambda X, W, Q, C: jnp.einsum("ij,jk,ik->", X, W, Q @ C)),
    Row('einsum("ijk,kl->ilj", T, S)', "S", lambda T, S: jnp.einsum("ijk,kl->ilj", T, S)),
    # pieces of arrays
    Row("concatenate([x, x**2])", "x", lambda x: jnp.concatenate([x, x**2])),
    Row("sum(concatenate([X, Y], axis=1)**3)", "X", lambda X, Y: (jnp.concatenate([X, Y], 1) ** 3).sum()),
    Row("stack([x, sin(x)], axis=1) @ a", "x", lambda x, a: jnp.stack([x, jnp.sin(x)], 1) @ a),
    Row("stack([x, y])", "y", lambda x, y: jnp.stack([x, y])),
    Row("reshape(J**2, (3, 2)) @ a", "J", lambda J, a: (J**2).reshape(3, 2) @ a),
    Row("reshape(T, (n, m*d))**2", "T", lambda T: T.reshape(5, 12) ** 2),
    Row("x[1:] * x[:-1]", "x", lambda x: x[1:] * x[:-1]),
    Row("X[:, 0] @ X[:, 2]", "X", lambda X: X[:, 0] @ X[:, 2]),
    Row("g[::2]**2", "g", lambda g: g[::2] ** 2),
    Row("g[::-2]**2", "g", lambda g: g[::-2] ** 2),
    Row("sum(g[5:0:-3]**3)", "g", lambda g: (g[5:0:-3] ** 3).sum()),
    Row("log(1 + exp(x))[::-1] @ y", "x", lambda x, y: jnp.logaddexp(0, x)[::-1] @ y),
    Row("1/(1 + x[1:]**2)", "x", lambda x: 1 / (1 + x[1:] ** 2)),
    Row("sum(maximum(x, y) * minimum(x, 1/2))", "x", lambda x, y: (jnp.maximum(x, y) * jnp.minimum(x, 0.5)).sum()),
    Row("sum(heaviside(x - y) * x**2)", "x", lambda x, y: (jnp.heaviside(x - y, 0.5) * x**2).sum()),
    Row("sum(X[2] * w)**2 + X[0, 1]**3", "X", lambda X, w: (X[2] * w).sum() ** 2 + X[0, 1] ** 3),
    Row("X[1:4, :2] @ a", "X", lambda X, a: X[1:4, :2] @ a),
    Row("x[:, None] * w - X", "x", lambda x, w, X: x[:, None] * w - X),
    Row("where(X > Y, X**2, sin(Y))", "X", lambda X, Y: jnp.where(X > Y, X**2, jnp.sin(Y))),
    Row("sum(maximum(X, Y) * minimum(X, 0))", "X",
        lambda X, Y: (jnp.maximum(X, Y) * jnp.minimum(X, 0)).sum()),
    Row("clip(x, -1/2, 1/2) * x", "x", lambda x: jnp.clip(x, -0.5, 0.5) * x),
    # layers
    Row("dense(X, W, b)", "W", lambda X, W, b: X @ W + b),
    Row("sum(relu(dense(X, W, b))**2)", "b", lambda X, W, b: (nn.relu(X @ W + b) ** 2).sum()),
    Row("sum(Y * layernorm(X))", "X", lambda X, Y: (Y * _centred(X, 1)).sum()),
    Row("layernorm(w)", "w", lambda w: _centred(w, 0)),
    Row("sum(Y * batchnorm(X))", "X", lambda X, Y: (Y * _centred(X, 0)).sum()),
    Row("attention(Q, K, V)", "V", lambda Q, K, V: _attention(Q, K, V)),
    Row("sum(attention(Q, K, V)**2)", "K", lambda Q, K, V: (_attention(Q, K, V) ** 2).sum()),
    Row("attention(Q, K, V)", "Q", lambda Q, K, V: _attention(Q, K, V)),
    Row("conv1d(x, w)", "w", lambda x, w: _conv1d(x, w)),
    Row("sum(conv1d(x, w)**2)", "x", lambda x, w: (_conv1d(x, w) ** 2).sum()),
    Row("sum(tanh(conv1d(F, G)))", "G", lambda F, G: jnp.tanh(_conv(F, G, 1)).sum()),
    Row("sum(conv2d(H, J)**2)", "J", lambda H, J: (_conv(H[None], J[None, None], 2) ** 2).sum()),
    Row("conv2d(H, J)", "H", lambda H, J: _conv(H[None], J[None, None], 2)[0]),
    Row("sum(tanh(embedding(E, i)) * X)", "E", lambda E, i, X: (jnp.tanh(E[i.astype(int)]) * X).sum(),
        kinds={"i": "below 7"}),
    Row("tanh(w @ W + U @ h + b)", "U", lambda w, W, U, h, b: jnp.tanh(w @ W + U @ h + b)),
    Row("let s = w @ W + U @ h + b; sum(sigmoid(3*s) * tanh(sigmoid(s)*u + sigmoid(2*s)*tanh(s)))", "U",
        lambda w, h, u, W, U, b: _lstm(w, h, u, W, U, b).sum()),
    Row("let s = w @ W + U @ h + b; sigmoid(3*s) * tanh(sigmoid(s)*u + sigmoid(2*s)*tanh(s))", "h",
        lambda w, h, u, W, U, b: _lstm(w, h, u, W, U, b)),
    Row("sum(gelu(X @ W) * silu(X @ W))", "W",
        lambda X, W: (nn.gelu(X @ W, approximate=False) * nn.silu(X @ W)).sum()),
    # losses
    Row("cross_entropy(X @ W, Q @ C)", "W", lambda X, W, Q, C: -((Q @ C) * nn.log_softmax(X @ W)).sum(1).mean()),
    Row("cross_entropy(X, P)", "X", lambda X, P: -(P * nn.log_softmax(X)).sum(1).mean(), kinds={"P": "onehot"}),
    Row("binary_cross_entropy(X @ w, y)", "w",
        lambda X, w, y: (nn.softplus(X @ w) - y * (X @ w)).mean(), kinds={"y": "bin"}),
    Row("mse(X @ w, y)", "w", lambda X, w, y: ((X @ w - y) ** 2).mean()),
    Row("sum(hinge(y * (X @ w))) + t*norm(w)**2", "w",
        lambda X, w, y, t: jnp.maximum(0, 1 - y * (X @ w)).sum() + t * (w @ w), kinds={"y": "pm1"}),
    Row("mean(huber(X @ w - y))", "w", lambda X, w, y: jnp.where(
        abs(X @ w - y) <= 1, (X @ w - y) ** 2 / 2, abs(X @ w - y) - 0.5).mean()),
    Row("mean(logsumexp(X @ Y.T/t, axis=1) - diag(X @ Y.T)/t)", "X",
        lambda X, Y, t: (logsumexp(X @ Y.T / t, 1) - jnp.diag(X @ Y.T) / t).mean(), kinds={"t": POSITIVE}),
    Row("-(w - z) @ inv(S) @ (w - z)/2 - logdet(S)/2", "S", lambda w, z, S: _gauss(w, z, S), kinds={"S": "posdef"}),
    Row("-(w - z) @ inv(S) @ (w - z)/2 - logdet(S)/2", "z", lambda w, z, S: _gauss(w, z, S), kinds={"S": "posdef"}),
    Row("sum(P * log(P / softmax(X)))", "X", lambda P, X: (P * jnp.log(P / nn.softmax(X))).sum(),
        kinds={"P": "simplex"}),
    Row("sum(softmax(x) * (log_softmax(x) - log(y)))", "x",
        lambda x, y: (nn.softmax(x) * (nn.log_softmax(x) - jnp.log(y))).sum(), kinds={"y": "simplex"}),
    Row("(tr(inv(R) @ S) + logdet(R) - logdet(S))/2", "R",
        lambda R, S: (jnp.trace(jnp.linalg.inv(R) @ S) + jnp.linalg.slogdet(R)[1] - jnp.linalg.slogdet(S)[1]) / 2,
        kinds={"R": "posdef", "S": "posdef"}),
    # second order
    Row("sum(log(1 + exp(-y * (X @ w))))", "w", lambda X, w, y: nn.softplus(-y * (X @ w)).sum(), 2, {"y": "pm1"}),
    Row("logsumexp(X @ w)", "w", lambda X, w: logsumexp(X @ w), 2),
    Row("norm(x)", "x", lambda x: jnp.sqrt(x @ x), 2),
    Row("norm(Y - X @ S)**2", "S", lambda X, Y, S: ((Y - X @ S) ** 2).sum(), 2),
    Row("logdet(S)", "S", lambda S: jnp.linalg.slogdet(S)[1], 2, {"S": "posdef"}),
    Row("w @ inv(S) @ w", "S", lambda S, w: w @ jnp.linalg.inv(S) @ w, 2, {"S": "posdef"}),
    Row("det(S)", "S", lambda S: jnp.linalg.det(S), 2, {"S": "posdef"}),
    Row("prod(x)", "x", lambda x: x.prod(), 2),
    Row("var(x)", "x", lambda x: x.var(), 2),
    Row("sum(tanh(X @ w)**2)", "w", lambda X, w: (jnp.tanh(X @ w) ** 2).sum(), 2),
    Row("(w @ S @ w)/(w @ w)", "w", lambda S, w: (w @ S @ w) / (w @ w), 2),
    Row("cross_entropy(X @ W, Q @ C)", "W", lambda X, W, Q, C: -((Q @ C) * nn.log_softmax(X @ W)).sum(1).mean(), 2),
    Row("softmax(w)", "w", lambda w: nn.softmax(w), 2),
    # third order
    Row("sum(x**4)", "x", lambda x: (x**4).sum(), 3),
    Row("sum(sigmoid(x))", "x", lambda x: nn.sigmoid(x).sum(), 3),
    Row("(w @ S @ w)**2", "w", lambda S, w: (w @ S @ w) ** 2, 3),
    Row("logsumexp(w)", "w", lambda w: logsumexp(w), 3),
    Row("norm(w)", "w", lambda w: jnp.sqrt(w @ w), 3),
    Row("sum(softplus(X @ w))", "w", lambda X, w: nn.softplus(X @ w).sum(), 3),
    Row("prod(w)", "w", lambda w: w.prod(), 3),
    Row("sum(tanh(X @ w))", "w", lambda X, w: jnp.tanh(X @ w).sum(), 3),
    Row("tr(S @ S @ S)", "S", lambda S: jnp.trace(S @ S @ S), 3),
    Row("logdet(S)", "S", lambda S: jnp.linalg.slogdet(S)[1], 3, {"S": "posdef"}),
    Row("inv(S)", "S", lambda S: jnp.linalg.inv(S), 3, {"S": "posdef"}),
    Row("exp(-t*sum((w - z)**2))", "w", lambda t, w, z: jnp.exp(-t * ((w - z) ** 2).sum()), 3, {"t": (0.2, 0.5)}),
    Row("log(w @ z)", "w", lambda w, z: jnp.log(w @ z), 3, {"w": POSITIVE, "z": POSITIVE}),
)  # fmt: skip
