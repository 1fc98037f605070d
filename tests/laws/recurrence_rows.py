"""Recurrences: each with what it is in JAX, where the loop is written out step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import jax.numpy as jnp
from tests.laws.matrix import Kind

SIZES = {"T": 4, "d": 3, "k": 2, "n": 5}


@dataclass(frozen=True)
class Row:
    """A recurrence as typed, and the same in JAX."""

    name: str
    text: str
    declared: str
    wrt: str
    function: Callable[..., Any]
    order: int = 1
    kinds: Mapping[str, Kind] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.name} by {self.wrt}{'' if self.order == 1 else f', order {self.order}'}"

    @property
    def shapes(self) -> dict[str, tuple[str | int, ...]]:
        """The declared shapes."""
        parts = (one.partition(":") for one in self.declared.split(","))
        return {n.strip(): tuple(int(x) if x.isdigit() else x for x in s.split()) for n, _, s in parts}

    @property
    def sized(self) -> dict[str, tuple[int, ...]]:
        """The declared shapes in numbers."""
        return {n: tuple(x if isinstance(x, int) else SIZES[x] for x in s) for n, s in self.shapes.items()}


def states(step: Callable[..., Any], start: Any, *rows: Any, steps: int = 0, back: bool = False) -> Any:
    """The states, one step after the other."""
    steps = steps or len(rows[0])
    out: list[Any] = [None] * steps
    state = start
    for t in range(steps)[:: -1 if back else 1]:
        state = step(state, *(r[t] for r in rows))
        out[t] = state
    return jnp.stack(out)


def _sigmoid(x: Any) -> Any:
    return 1 / (1 + jnp.exp(-x))


def _rnn(W: Any, U: Any, b: Any, h0: Any, X: Any, y: Any) -> Any:
    return jnp.sum((states(lambda h, x: jnp.tanh(W @ h + U @ x + b), h0, X)[-1] - y) ** 2)


def _relu(W: Any, U: Any, h0: Any, X: Any) -> Any:
    return jnp.sum(states(lambda h, x: jnp.maximum(W @ h + U @ x, 0), h0, X) ** 2)


def _gru(W: Any, R: Any, h0: Any, X: Any) -> Any:
    def step(h: Any, x: Any) -> Any:
        z = _sigmoid(W @ h + x)
        return (1 - z) * h + z * jnp.tanh(R @ h + x)

    return jnp.sum(states(step, h0, X) * X)


def _lstm(W: Any, V: Any, s0: Any, X: Any) -> Any:
    def step(s: Any, x: Any) -> Any:
        c = _sigmoid(W @ s + x) * s[3:] + jnp.tanh(V @ s + x)
        return jnp.concatenate([jnp.tanh(c), c])

    return jnp.sum(states(step, s0, X)[-1] ** 2)


def _smoothed(a: Any, y: Any) -> Any:
    return jnp.sum((states(lambda s, u: a * u + (1 - a) * s, y[0], y)[:-1] - y[1:]) ** 2)


def _logistic(r: Any, x0: Any) -> Any:
    return states(lambda x: r * x * (1 - x), x0, steps=5)[-1]


def _newton(a: Any) -> Any:
    return states(lambda x: x / 2 + a / (2 * x), 1.0, steps=6)[-1]


def _from_behind(x: Any, a: Any) -> Any:
    return jnp.sum(jnp.exp(states(lambda s, u: a * s + u, 0.0, x, back=True)))


def _viterbi(A: Any, h0: Any, X: Any) -> Any:
    def step(h: Any, x: Any) -> Any:
        z = A + h
        top = jnp.max(z, axis=1)
        return x + top + jnp.log(jnp.sum(jnp.exp(z - top[:, None]), axis=1))

    return jnp.sum(states(step, h0, X)[-1])


def _filter(P: Any, Q: Any) -> Any:
    return jnp.trace(states(lambda S: jnp.linalg.inv(jnp.linalg.inv(S) + Q) + Q, P, steps=3)[-1])


def _nested(W: Any, h0: Any, X: Any) -> Any:
    def step(h: Any, x: Any) -> Any:
        return x * jnp.sum(states(lambda s: jnp.sin(W @ s), h, steps=2)[-1])

    return jnp.sum(states(step, h0, X)[-1] ** 2)


def _heavy_ball(A: Any, b: Any, x0: Any) -> Any:
    x = states(lambda x: x - 0.1 * (A @ x - b), x0, steps=4)[-1]
    return x @ A @ x / 2 - b @ x


_RNN = "sum((scan(tanh(W@h + U@x + b), h=h0, x=X)[-1] - y)**2)"
_RNN_SHAPES = "W: d d, U: d k, b: d, h0: d, X: T k, y: d"
_GRU = "sum(scan((1 - sigmoid(W@h + x))*h + sigmoid(W@h + x)*tanh(R@h + x), h=h0, x=X)*X)"
_GRU_SHAPES = "W: d d, R: d d, h0: d, X: T d"
_LSTM = (
    "sum(scan(concatenate(tanh(sigmoid(W@s + x)*s[3:] + tanh(V@s + x)), "
    "sigmoid(W@s + x)*s[3:] + tanh(V@s + x)), s=s0, x=X)[-1]**2)"
)
_LSTM_SHAPES = "W: 3 6, V: 3 6, s0: 6, X: T 3"

ROWS = (
    *(Row("RNN", _RNN, _RNN_SHAPES, x, _rnn) for x in ("W", "U", "b", "h0", "X", "y")),
    *(Row("RNN", _RNN, _RNN_SHAPES, x, _rnn, 2) for x in ("b", "h0")),
    *(Row("RNN with ReLU", "sum(scan(relu(W@h + U@x), h=h0, x=X)**2)", "W: d d, U: d k, h0: d, X: T k", x, _relu)
      for x in ("W", "X")),
    *(Row("GRU", _GRU, _GRU_SHAPES, x, _gru) for x in ("W", "R", "X")),
    Row("GRU", _GRU, _GRU_SHAPES, "h0", _gru, 2),
    *(Row("LSTM", _LSTM, _LSTM_SHAPES, x, _lstm) for x in ("W", "s0")),
    *(Row("exponential smoothing", "sum((scan(a*u + (1 - a)*s, s=y[0], u=y)[:-1] - y[1:])**2)", "a:, y: T", x,
          _smoothed, k) for x, k in (("a", 1), ("a", 2), ("y", 1), ("y", 2))),
    *(Row("logistic map", "scan(r*x*(1 - x), x=x0, steps=5)[-1]", "r:, x0:", x, _logistic, k)
      for x, k in (("r", 1), ("r", 2), ("x0", 1), ("r", 3))),
    *(Row("Newton's square root", "scan(x/2 + a/(2*x), x=1, steps=6)[-1]", "a:", "a", _newton, k,
          {"a": (1.0, 3.0)}) for k in (1, 2)),
    *(Row("discounted, from behind", "sum(exp(backscan(a*s + u, s=0, u=x)))", "x: T, a:", x, _from_behind, k)
      for x, k in (("x", 1), ("a", 1), ("x", 2))),
    *(Row("forward algorithm", "sum(scan(x + logsumexp(A + h, axis=1), h=h0, x=X)[-1])", "A: d d, h0: d, X: T d", x,
          _viterbi) for x in ("A", "X")),
    *(Row("Riccati", "tr(scan(inv(inv(S) + Q) + Q, S=P, steps=3)[-1])", "P: d d, Q: d d", x, _filter, 1,
          {"P": "posdef", "Q": "posdef"}) for x in ("P", "Q")),
    *(Row("a recurrence in a recurrence", "sum(scan(x*sum(scan(sin(W@s), s=h, steps=2)[-1]), h=h0, x=X)[-1]**2)",
          "W: d d, h0: d, X: T d", x, _nested) for x in ("W", "h0", "X")),
    *(Row("through gradient descent", "let z = scan(x - 0.1*(A@x - b), x=x0, steps=4)[-1]; z@A@z/2 - b@z",
          "A: d d, b: d, x0: d", x, _heavy_ball) for x in ("b", "x0", "A")),
)  # fmt: skip
