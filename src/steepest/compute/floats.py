"""The elementwise functions on NumPy arrays, one row a function of `calculus.primitives`; stable where it is easy."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from steepest.compute.interpret import Array


def fixed_power(base: Array, n: Fraction) -> Array:
    """base to a rational power: odd roots of negative numbers are real, even ones nan."""
    if n.denominator == 1:
        size = abs(int(n))
        up = np.power(base, size if size < 2**31 else float(size))
        return np.asarray(up if n > 0 else 1 / up)
    if n == Fraction(1, 2):
        return np.asarray(np.sqrt(base))
    if n.denominator % 2 == 0:
        return np.asarray(np.power(base, float(n)))
    sign = np.where(base.real < 0, -1.0, 1.0)
    size = np.power(sign * base, float(n))
    return np.asarray(size if n.numerator % 2 == 0 else sign * size)


def _special(name: str) -> Callable[..., Any]:
    def call(*args: Array) -> Any:
        from scipy import special

        return getattr(special, name)(*args)

    return call


def _softplus(u: Array) -> Any:
    if u.dtype.kind == "c":
        return np.log(1 + np.exp(u))
    return np.logaddexp(0.0, u)


def _sigmoid(u: Array) -> Any:
    small = np.exp(-np.abs(u.real)) if u.dtype.kind != "c" else np.exp(np.where(u.real < 0, u, -u))
    return np.where(u.real < 0, small, 1.0) / (1 + small)


def _compare(f: Callable[[Array, Array], Any]) -> Callable[[Array, Array], Any]:
    return lambda u, v: f(u.real, v.real).astype(float)


def _real_part(f: Callable[[Array], Any]) -> Callable[[Array], Any]:
    """Functions that are linear on each side of 0, so that a complex step goes through them."""
    return lambda u: f(np.sign(u.real)) * u if u.dtype.kind == "c" else f(np.sign(u)) * u


def _polygamma(m: Array, u: Array) -> Any:
    from scipy import special

    return special.polygamma(m.astype(int), u)


def _lgamma(u: Array) -> Any:
    from scipy import special

    return special.gammaln(u)


def _log_cosh(u: Array) -> Any:
    if u.dtype.kind == "c":
        return np.log(np.cosh(u))
    far = np.abs(u)
    near = np.log1p(2 * np.sinh(np.minimum(far, 1) / 2) ** 2)
    return np.where(far < 1, near, far + np.log1p(np.exp(-2 * far)) - np.log(2))


def _log1mexp(u: Array) -> Any:
    return np.where(u.real > -np.log(2), np.log(-np.expm1(u)), np.log1p(-np.exp(u)))


def _spherical_bessel(n: Array, u: Array) -> Any:
    from scipy import special

    return special.spherical_jn(n.real.astype(int), u)


FLOATS: dict[str, Callable[..., Any]] = {
    "exp": np.exp,
    "log": np.log,
    "log1p": np.log1p,
    "expm1": np.expm1,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "sec": lambda u: 1 / np.cos(u),
    "csc": lambda u: 1 / np.sin(u),
    "cot": lambda u: 1 / np.tan(u),
    "arcsin": np.arcsin,
    "arccos": np.arccos,
    "arctan": np.arctan,
    "arcsec": lambda u: np.arccos(1 / u),
    "arccsc": lambda u: np.arcsin(1 / u),
    "arccot": lambda u: np.arctan(1 / u),
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "sech": lambda u: 1 / np.cosh(u),
    "csch": lambda u: 1 / np.sinh(u),
    "coth": lambda u: 1 / np.tanh(u),
    "arcsinh": np.arcsinh,
    "arccosh": np.arccosh,
    "arctanh": np.arctanh,
    "arcsech": lambda u: np.arccosh(1 / u),
    "arccsch": lambda u: np.arcsinh(1 / u),
    "arccoth": lambda u: np.arctanh(1 / u),
    "abs": _real_part(lambda s: s),
    "sign": lambda u: np.sign(u.real),
    "heaviside": lambda u: np.heaviside(u.real, 0.5),
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "relu": lambda u: np.where(u.real > 0, u, 0.0),
    "erf": _special("erf"),
    "erfc": _special("erfc"),
    "normal_cdf": _special("ndtr"),
    "log_normal_cdf": _special("log_ndtr"),
    "log_cosh": _log_cosh,
    "log1mexp": _log1mexp,
    "xlogy": lambda u, v: u * np.log(np.where(u == 0, 1, v)),
    "xlog1py": lambda u, v: u * np.log1p(np.where(u == 0, 0, v)),
    "spherical_bessel": _spherical_bessel,
    "lgamma": _lgamma,
    "digamma": _special("digamma"),
    "polygamma": _polygamma,
    "maximum": lambda u, v: np.where(np.isnan(u) | (u.real >= v.real), u, v),
    "minimum": lambda u, v: np.where(np.isnan(u) | (u.real <= v.real), u, v),
    "hypot": lambda u, v: np.hypot(u, v) if u.dtype.kind != "c" and v.dtype.kind != "c" else np.sqrt(u * u + v * v),
    "arctan2": np.arctan2,
    "where": lambda c, u, v: np.where(c.real != 0, u, v),
    "less": _compare(np.less),
    "less_equal": _compare(np.less_equal),
    "equal": _compare(np.equal),
    "not_equal": _compare(np.not_equal),
}
