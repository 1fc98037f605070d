"""The value of a surface tree by plain NumPy: an oracle for the tests of reading, independent of the engine."""

from __future__ import annotations

import math

import numpy as np

from steepest.calculus.composites import COMPOSITES
from steepest.calculus.operators import expanded
from steepest.calculus.surface import walk

PLAIN = {
    "neg": lambda a: -a, "sqrt": np.sqrt, "cbrt": np.cbrt, "exp": np.exp, "log": np.log, "log1p": np.log1p,
    "expm1": np.expm1, "abs": np.abs, "sign": np.sign, "heaviside": lambda a: np.heaviside(a, 0.5),
    "sin": np.sin, "cos": np.cos, "tan": np.tan,
    "sec": lambda a: 1 / np.cos(a), "csc": lambda a: 1 / np.sin(a), "cot": lambda a: 1 / np.tan(a),
    "arcsin": np.arcsin, "arccos": np.arccos, "arctan": np.arctan, "arcsec": lambda a: np.arccos(1 / a),
    "arccsc": lambda a: np.arcsin(1 / a), "arccot": lambda a: np.arctan(1 / a), "sinh": np.sinh, "cosh": np.cosh,
    "tanh": np.tanh, "sech": lambda a: 1 / np.cosh(a), "csch": lambda a: 1 / np.sinh(a),
    "coth": lambda a: 1 / np.tanh(a), "arcsinh": np.arcsinh, "arccosh": np.arccosh, "arctanh": np.arctanh,
    "arcsech": lambda a: np.arccosh(1 / a), "arccsch": lambda a: np.arcsinh(1 / a),
    "arccoth": lambda a: np.arctanh(1 / a), "sigmoid": lambda a: 1 / (1 + np.exp(-a)),
    "softplus": lambda a: np.log1p(np.exp(a)), "relu": lambda a: np.maximum(a, 0), "erf": np.vectorize(math.erf),
    "erfc": np.vectorize(math.erfc), "normal_cdf": lambda a: np.vectorize(math.erfc)(-a / 2**0.5) / 2,
    "lgamma": np.vectorize(math.lgamma), "maximum": np.maximum, "minimum": np.minimum, "hypot": np.hypot,
    "arctan2": np.arctan2, "where": np.where, "div": lambda a, b: a / b, "matmul": lambda a, b: a @ b,
    "transpose": lambda a: a.T, "tr": np.trace, "det": np.linalg.det, "inv": np.linalg.inv, "pinv": np.linalg.pinv,
    "logdet": lambda a: np.linalg.slogdet(a)[1], "eigvalsh": np.linalg.eigvalsh, "diag": np.diag, "outer": np.outer,
    "dot": np.dot, "inner": lambda a, b: np.sum(a * b), "kron": np.kron, "vec": lambda a: a.T.reshape(-1),
}  # fmt: skip
ALONG = {
    "average": np.mean, "sum": np.sum, "mean": np.mean, "prod": np.prod, "max": np.max, "min": np.min, "var": np.var,
    "norm1": lambda a, **k: np.sum(np.abs(a), **k), "norm": lambda a, **k: np.sqrt(np.sum(a * a, **k)),
    "logsumexp": lambda a, **k: np.log(np.sum(np.exp(a), **k)),
    "softmax": lambda a, axis=-1: np.exp(a) / np.sum(np.exp(a), axis=axis, keepdims=True),
    "log_softmax": lambda a, axis=-1: a - np.log(np.sum(np.exp(a), axis=axis, keepdims=True)),
    "cumsum": lambda a, axis=-1: np.cumsum(a, axis=axis),
}  # fmt: skip
COMPARE = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}


def value(root, env, sizes=None):
    """The value of a tree at `env` (values by name), sizes of axes by letter."""
    with np.errstate(all="ignore"):
        if root.op == "let":
            inner = dict(env)
            for name, e in zip(root.data, root.args, strict=False):
                inner[name] = value(e, inner, sizes)
            return value(root.args[-1], inner, sizes)
        done = {}
        for e in walk(root):
            done[e] = _one(e, [done[a] for a in e.args], env, sizes or {})
        return done[root]


def _one(e, args, env, sizes):
    options = dict(e.data) if isinstance(e.data, tuple) and e.op in ALONG else {}
    match e.op:
        case "number":
            return float(e.data) if abs(e.data) < 10**300 else math.inf
        case "constant":
            return {"pi": math.pi, "e": math.e}[e.data]
        case "variable":
            return env[e.data]
        case "size":
            from steepest.calculus.dims import dim_value

            return float(dim_value(e.data, sizes))
        case "add":
            return sum(args[1:], args[0])
        case "mul":
            return math.prod(args[1:], start=args[0])
        case "pow":
            return _power(*args)
        case "compare":
            return np.where(COMPARE[e.data](*args), 1.0, 0.0)
        case "index":
            return args[0][tuple(_entry(d) for d in e.data)]
        case "einsum":
            return np.einsum(dict(e.data)["spec"], *args)
        case "eye":
            return np.eye(_sized(e.shape[0], sizes))
        case "ones" | "zeros":
            return np.full([_sized(d, sizes) for d in e.shape], float(e.op == "ones"))
        case "concatenate" | "stack":
            return getattr(np, e.op)(args, **dict(e.data or ()))
        case "reshape":
            return args[0].reshape([_sized(d, sizes) for d in e.shape])
        case "root":
            return _power(args[0], 1 / args[1])
        case name if name in ALONG:
            return ALONG[name](args[0], **options)
        case name if name in PLAIN:
            return PLAIN[name](*args)
        case name if name in COMPOSITES:
            inner = {f"_{k}": a for k, a in enumerate(args)}
            from steepest.calculus.operators import build
            from steepest.calculus.surface import variable

            named = tuple(variable(f"_{k}", a.shape) for k, a in enumerate(e.args))
            return value(expanded(build(name, named, e.data)), inner, sizes)
    raise AssertionError(e.op)


def _power(a, b):
    """Powers with real odd roots of negative numbers."""
    odd = np.ndim(b) == 0 and float(b) != int(b) and abs(1 / b - round(1 / b)) < 1e-12 and round(1 / b) % 2
    if odd:
        return np.sign(a) * np.abs(a) ** b
    return np.float64(a) ** b if np.ndim(a) == 0 else a**b


def _sized(d, sizes):
    from steepest.calculus.dims import dim_value

    return dim_value(d, sizes)


def _entry(d):
    match d[0]:
        case "new":
            return None
        case "at":
            return d[1]
    start, stop, step = d[1:]
    return slice(start, stop if stop >= 0 else None, step)
