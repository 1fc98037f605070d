"""Functions of arrays with their twins in JAX: what every view, every step and every program of them is held to."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)
SIZES = {"m": 3, "n": 4, "k": 2, "p": 5, "q": 6, "d": 3}


@dataclass(frozen=True)
class Tensor:
    """A function as a person types it, and the same in JAX with its arguments in the order of `shapes`."""

    text: str
    wrt: str
    shapes: dict[str, str]
    twin: Callable[..., Any]
    order: int = 1
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def declared(self) -> str:
        return ", ".join(f"{name}: {sizes}" for name, sizes in self.shapes.items())

    @property
    def assumed(self) -> str:
        return ", ".join(f"{name}: {fact}" for name, fact in self.facts.items())

    def values(self, seed: int = 7) -> dict[str, np.ndarray]:
        """Arrays of different sizes that obey the facts."""
        rng = np.random.default_rng(seed)
        out = {}
        for name, sizes in self.shapes.items():
            a = rng.normal(size=tuple(SIZES[c] for c in sizes.split()))
            fact = self.facts.get(name)
            if fact in ("symmetric", "posdef"):
                a = a @ a.T + np.eye(len(a)) if fact == "posdef" else a + a.T
            elif fact == "simplex":
                a = np.abs(a) / np.abs(a).sum()
            elif fact == "positive":
                a = np.abs(a) + 0.1
            out[name] = a
        return out

    def derivative(self, values: dict[str, np.ndarray], order: int | None = None) -> np.ndarray:
        """JAX's derivative: the axes of the function, then those of the variable, once an order."""
        f, at = self.twin, list(self.shapes).index(self.wrt)
        for _ in range(self.order if order is None else order):
            f = jax.jacobian(f, argnums=at)
        return np.asarray(jax.jit(f)(*values.values()))


def seen(name: str, whole: np.ndarray, rows: int, order: int, direction: np.ndarray) -> np.ndarray:
    """What a view of a derivative shows, by its definition; the first `rows` axes are those of the function."""
    axes = range(whole.ndim)
    if name == "ambient":
        return whole
    if name == "map":
        return np.tensordot(whole, direction, direction.ndim) if direction.ndim else whole * direction
    if name == "vec":
        first = rows if order == 1 and rows else whole.ndim if order == 1 else whole.ndim // 2
        turned = np.transpose(whole, [*axes[:first][::-1], *axes[first:][::-1]])
        sides = [int(np.prod(side)) for side in (whole.shape[:first], whole.shape[first:]) if side]
        return turned.reshape(sides)
    if name == "numerator":
        return whole if rows or order == 2 else whole[None] if whole.ndim == 1 else whole.T
    if name == "denominator":
        return whole.T if rows and order == 1 else whole
    if name == "projected":
        return (whole + whole.T) / 2
    if name == "free entries":
        return whole + whole.T - np.diag(np.diag(whole))
    raise KeyError(name)


def rebuilt(core: np.ndarray, layout: str, shape: tuple[int, ...]) -> np.ndarray:
    """The whole array from its core, as the layout of `compressed` says: H[i, j, k, l] = core[j, l] · δ[i, k]."""
    said = re.search(r"\w\[([\w, ]+)\] = core(?:\[([\w, ]+)\])?((?: · δ\[\w, \w\])+)", layout)
    assert said is not None, layout
    out, kept = (re.findall(r"\w", text or "") for text in said.group(1, 2))
    sizes = dict(zip(out, shape, strict=True))
    pairs = [re.findall(r"\w", pair) for pair in re.findall(r"δ\[(.*?)\]", said[3])]
    operands = [core, *(np.eye(sizes[a]) for a, _ in pairs)]
    return np.einsum(",".join(["".join(kept), *("".join(pair) for pair in pairs)]) + "->" + "".join(out), *operands)


def ran(source: str, values: dict[str, np.ndarray]) -> np.ndarray:
    """What a program computes; sizes that no argument tells are parameters of it."""
    space: dict[str, Any] = {}
    exec(source, space)
    function = space["f"]
    given = {**SIZES, **values}
    return np.asarray(function(**{name: given[name] for name in inspect.signature(function).parameters}))


def agrees(row: Tensor, name: str, shown: np.ndarray, layout: str, values: dict[str, np.ndarray]) -> None:
    """Is this what the view shows by its definition, of JAX's derivative?"""
    whole = row.derivative({n: values[n] for n in row.shapes})
    if name == "compressed":
        assert shown.size < whole.size
        shown, expected = rebuilt(shown, layout, whole.shape), whole
    else:
        direction = values.get("direction", np.ones(()))
        expected = seen(name, whole, whole.ndim - row.order * values[row.wrt].ndim, row.order, direction)
    np.testing.assert_allclose(shown.reshape(expected.shape), expected, rtol=1e-8, atol=1e-9)


def _rnn(W, X, h, y):  # type: ignore[no-untyped-def]
    for x in X:
        h = jnp.tanh(W @ h + x)
    return jnp.sum((h - y) ** 2)


TENSORS = (
    Tensor("sum((X @ w - y)**2)", "w", {"X": "n d", "w": "d", "y": "n"}, lambda X, w, y: jnp.sum((X @ w - y) ** 2)),
    Tensor("sum(log(1 + exp(-y * (X @ w))))", "w", {"X": "n d", "y": "n", "w": "d"},
           lambda X, y, w: jnp.sum(jnp.log(1 + jnp.exp(-y * (X @ w))))),
    Tensor("-sum(y * log(softmax(X @ w)))", "w", {"X": "n d", "y": "n", "w": "d"},
           lambda X, y, w: -jnp.sum(y * jax.nn.log_softmax(X @ w)), 1, {"y": "simplex"}),
    Tensor("logdet(S)", "S", {"S": "n n"}, lambda S: jnp.linalg.slogdet(S)[1], 1, {"S": "posdef"}),
    Tensor("tr(A @ S @ B @ S)", "S", {"A": "m m", "S": "m m", "B": "m m"}, lambda A, S, B: jnp.trace(A @ S @ B @ S), 1,
           {"S": "symmetric"}),
    Tensor("a @ inv(S) @ b", "S", {"a": "n", "S": "n n", "b": "n"}, lambda a, S, b: a @ jnp.linalg.inv(S) @ b, 1,
           {"S": "posdef"}),
    Tensor("norm(S)^2/2 + sum(S)", "S", {"S": "m m"}, lambda S: jnp.sum(S**2) / 2 + jnp.sum(S), 1,
           {"S": "symmetric"}),
    Tensor("sum(exp(S))", "S", {"S": "m m"}, lambda S: jnp.sum(jnp.exp(S)), 1, {"S": "symmetric"}),
    Tensor("x @ S @ x", "S", {"x": "m", "S": "m m"}, lambda x, S: x @ S @ x, 1, {"S": "symmetric"}),
    Tensor("tr(S @ S @ S)", "S", {"S": "m m"}, lambda S: jnp.trace(S @ S @ S), 1, {"S": "symmetric"}),
    Tensor("logdet(A + S)", "S", {"A": "m m", "S": "m m"}, lambda A, S: jnp.linalg.slogdet(A + S)[1], 1,
           {"A": "posdef", "S": "posdef"}),
    Tensor("sum((scan(tanh(W @ h + x), h=h0, x=X)[-1] - y)**2)", "W", {"W": "d d", "X": "n d", "h0": "d", "y": "d"},
           _rnn),
    Tensor("A @ x", "x", {"A": "m n", "x": "n"}, lambda A, x: A @ x),
    Tensor("softmax(A @ x)", "x", {"A": "m n", "x": "n"}, lambda A, x: jax.nn.softmax(A @ x)),
    Tensor("A @ X @ B", "X", {"A": "m n", "X": "n p", "B": "p q"}, lambda A, X, B: A @ X @ B),
    Tensor("X @ w", "X", {"X": "n p", "w": "p"}, lambda X, w: X @ w),
    Tensor("X.T", "X", {"X": "m n"}, lambda X: X.T),
    Tensor("tanh(X)", "X", {"X": "m n"}, jnp.tanh),
    Tensor("exp(x)", "x", {"x": "n"}, jnp.exp),
    Tensor("c * x", "x", {"c": "n", "x": "n"}, lambda c, x: c * x),
    Tensor("norm(T - U @ V.T)**2", "U", {"T": "m n", "U": "m k", "V": "n k"},
           lambda T, U, V: jnp.sum((T - U @ V.T) ** 2), 2),
    Tensor("sum(log(1 + exp(-y * (X @ w))))", "w", {"X": "n d", "y": "n", "w": "d"},
           lambda X, y, w: jnp.sum(jnp.log(1 + jnp.exp(-y * (X @ w)))), 2),
    Tensor("-sum(y * log(softmax(X @ w)))", "w", {"X": "n d", "y": "n", "w": "d"},
           lambda X, y, w: -jnp.sum(y * jax.nn.log_softmax(X @ w)), 2, {"y": "simplex"}),
    Tensor("logdet(S)", "S", {"S": "n n"}, lambda S: jnp.linalg.slogdet(S)[1], 2, {"S": "posdef"}),
    Tensor("x @ A @ x", "x", {"x": "n", "A": "n n"}, lambda x, A: x @ A @ x, 2, {"A": "symmetric"}),
    Tensor("sum(X**3)", "X", {"X": "m n"}, lambda X: jnp.sum(X**3), 2),
    Tensor("logsumexp(z)", "z", {"z": "n"}, jax.nn.logsumexp, 2),
    Tensor("sum(exp(x))", "x", {"x": "n"}, lambda x: jnp.sum(jnp.exp(x)), 3),
)  # fmt: skip
