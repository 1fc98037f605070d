"""The plainest possible reading of a surface tree, in NumPy or in JAX: an oracle that knows nothing of the core."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from steepest.calculus.composites import COMPOSITES
from steepest.calculus.dims import Dim, dim_value
from steepest.calculus.operators import expanded
from steepest.calculus.signature import options
from steepest.calculus.surface import Surface, walk


def naive(root: Surface, values: Mapping[str, Any], sizes: Mapping[str, int], xp: Any) -> Any:
    """The value of a tree when its names have these values; `xp` is numpy or jax.numpy."""
    done: dict[Surface, Any] = {}
    for e in walk(root):
        if e.op in COMPOSITES:
            meaning = expanded(e)
            for inner in walk(meaning):
                if inner not in done:
                    done[inner] = _value(inner, [done[a] for a in inner.args], values, sizes, xp)
            done[e] = done[meaning]
        else:
            done[e] = _value(e, [done[a] for a in e.args], values, sizes, xp)
    return done[root]


def _erf(x: Any, xp: Any) -> Any:
    if xp.__name__ == "numpy":
        from scipy.special import erf
    else:
        from jax.scipy.special import erf
    return erf(x)


def _lgamma(x: Any, xp: Any) -> Any:
    if xp.__name__ == "numpy":
        from scipy.special import gammaln
    else:
        from jax.scipy.special import gammaln
    return gammaln(x)


def _root(x: Any, n: int, xp: Any) -> Any:
    return xp.sign(x) * xp.abs(x) ** (1 / n)


def _value(e: Surface, args: list[Any], values: Mapping[str, Any], sizes: Mapping[str, int], xp: Any) -> Any:
    given = options(e.data) if isinstance(e.data, tuple) and e.op != "index" else {}
    axis = given.get("axis")
    keep = {"keepdims": True} if given.get("keepdims") else {}
    x = args[0] if args else None
    match e.op:
        case "number":
            return xp.asarray(float(e.data))  # type: ignore[arg-type]
        case "constant":
            return xp.asarray(xp.pi if e.data == "pi" else xp.e)
        case "size":
            return xp.asarray(float(dim_value(e.data, sizes)))  # type: ignore[arg-type]
        case "variable":
            return values[str(e.data)]
        case "add":
            return sum(args[1:], start=x)
        case "neg":
            return -x
        case "mul":
            out = x
            for a in args[1:]:
                out = out * a
            return out
        case "div":
            return x / args[1]
        case "pow":
            n = e.args[1].data
            if e.args[1].op == "number" and n.denominator == 3:  # type: ignore[union-attr]
                return _root(x, 3, xp) ** int(n.numerator)  # type: ignore[union-attr]
            return x ** args[1]
        case "matmul":
            return x @ args[1]
        case "transpose":
            return x.T
        case "compare":
            return {"<": xp.less, ">": xp.greater, "<=": xp.less_equal, ">=": xp.greater_equal}[str(e.data)](*args)
        case "where":
            return xp.where(*args)
        case "index":
            return x[tuple(_item(i, sizes) for i in e.data)]  # type: ignore[attr-defined]
        case "sum" | "mean" | "max" | "min":
            return getattr(xp, e.op)(x, axis=axis, **keep)
        case "var":
            return xp.var(x, axis=axis, **keep)
        case "prod":
            return xp.prod(x)
        case "norm":
            return xp.sqrt(xp.sum(x * x))
        case "logsumexp":
            return xp.log(xp.sum(xp.exp(x), axis=axis, **keep))
        case "softmax" | "log_softmax":
            axis = -1 if axis is None else axis
            parts = xp.exp(x)
            out = parts / xp.sum(parts, axis=axis, keepdims=True)
            return out if e.op == "softmax" else xp.log(out)
        case "cumsum":
            return xp.cumsum(x, axis=-1 if axis is None else axis)
        case "tr":
            return xp.trace(x)
        case "det" | "inv":
            return getattr(xp.linalg, e.op)(x)
        case "logdet":
            return xp.log(xp.abs(xp.linalg.det(x)))
        case "diag" | "outer":
            return getattr(xp, e.op)(*args)
        case "dot":
            return xp.sum(x * args[1])
        case "eye":
            return xp.eye(dim_value(given["shape"][0], sizes))
        case "einsum":
            return xp.einsum(given["spec"], *args)
        case "sigmoid":
            return 1 / (1 + xp.exp(-x))
        case "softplus":
            return xp.log(1 + xp.exp(x))
        case "relu":
            return xp.where(x > 0, x, 0.0)
        case "erf":
            return _erf(x, xp)
        case "normal_cdf":
            return (1 + _erf(x / xp.sqrt(2.0), xp)) / 2
        case "lgamma":
            return _lgamma(x, xp)
        case "cbrt":
            return _root(x, 3, xp)
        case "sec":
            return 1 / xp.cos(x)
    return getattr(xp, e.op)(*args)


def _item(item: tuple[Any, ...], sizes: Mapping[str, int]) -> Any:
    def place(d: Dim | None) -> int | None:
        return None if d is None else dim_value(d, sizes)

    if item[0] == "new":
        return None
    if item[0] == "at":
        return place(item[1])
    start, stop, step = place(item[1]), place(item[2]), item[3]
    return slice(start, None if stop is not None and stop < 0 else stop, step)
