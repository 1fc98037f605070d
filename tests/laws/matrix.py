"""How a derivative over arrays is held to JAX: its value, what is printed of it read back, and its programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from zlib import crc32

import jax
import numpy as np

import steepest as st
from steepest.compute.evaluate import value

Values = dict[str, np.ndarray]
Kind = str | list[float] | tuple[float, float]


def sampled(name: str, shapes: Mapping[str, tuple[int, ...]], kinds: Mapping[str, Kind]) -> Values:
    """Random values of these shapes, of the kinds that are asked for; the same ones for the same name."""
    rng = np.random.default_rng(crc32(name.encode()))
    return {n: _sample(rng, shape, kinds.get(n, "any")) for n, shape in shapes.items()}


def _sample(rng: np.random.Generator, shape: tuple[int, ...], kind: Kind) -> np.ndarray:
    a = np.asarray(rng.normal(size=shape))
    match kind:
        case "posdef":
            return a @ a.T + (len(a) + 1) * np.eye(len(a))
        case "symmetric":
            return a + a.T
        case "simplex":
            a = np.abs(a) + 0.1
            return np.asarray(a / a.sum(axis=-1, keepdims=True))
        case "pm1":
            return np.sign(a)
        case "bin":
            return (a > 0) * 1.0
        case "onehot":
            return np.eye(shape[-1])[rng.integers(0, shape[-1], shape[:-1])]
        case (low, high) | [low, high]:
            return np.asarray(rng.uniform(low, high, size=shape))
    if kind.startswith("below "):
        return rng.integers(0, int(kind[6:]), shape) * 1.0
    assert kind == "any", kind
    return a


def by_jax(f: Callable[..., Any], values: Values, wrt: str, order: int) -> np.ndarray:
    """The derivative by JAX, in float64: shape(f) followed by shape(wrt) for each order."""
    names = f.__code__.co_varnames[: f.__code__.co_argcount]
    with jax.enable_x64(True):
        for _ in range(order):
            f = jax.jacfwd(f, argnums=names.index(wrt))
        return np.asarray(jax.jit(f)(*[values[n] for n in names]))


def close(found: Any, want: np.ndarray, which: str) -> None:
    """Two arrays of one shape are equal in value."""
    found = np.asarray(found)
    assert found.shape == want.shape, f"{which}: shape {found.shape}, and it should be {want.shape}"
    scale = max(1.0, float(np.abs(want).max(initial=0.0)))
    assert np.abs(found - want).max(initial=0.0) <= 1e-8 * scale, f"{which}: {found}, and it should be {want}"


def hold(
    d: st.Derived, shapes: Mapping[str, tuple[Any, ...]], values: Values, want: np.ndarray, same_node: bool = True
) -> None:
    """The derivative has this value; its text is read back as itself, its LaTeX and its programs are equal to it."""
    given = {n: values[n] for n in shapes}
    sizes = _sizes(shapes, values)
    close(value(d.expr, given, sizes), want, "the core")
    printed = str(d)
    read = st.lower(st.read(printed, shapes))
    assert read is d.expr or not same_node, f"read back it is something else: {printed}"
    close(value(read, given, sizes), want, f"the text {printed}")
    typeset = d.latex()
    back = st.lower(st.read(typeset, shapes, "latex"))
    close(value(back, given, sizes), want, f"the LaTeX {typeset}")
    for backend in ("numpy", "jax"):
        program = d.compile(backend)
        close(program(**given), want, f"the program\n{program.source}")


def _sizes(shapes: Mapping[str, tuple[Any, ...]], values: Values) -> dict[str, int]:
    letters = {}
    for n, shape in shapes.items():
        letters |= {d: k for d, k in zip(shape, values[n].shape, strict=True) if isinstance(d, str)}
    return letters
