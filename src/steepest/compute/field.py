"""The core in a prime field: exact values, with functions that the field does not have as random atoms.

A variable is a random element, and so is the value of a function at each different argument, keyed by the function and
the argument; sizes are small and all different, so that a lost transpose cannot pass. Two expressions that get the same
values at several random points are equal (Schwartz 1980, Zippel 1979: a polynomial of degree d that is not zero
vanishes at a random point with probability at most d/p). What is known of a function is built in: exp(-u) exp(u) = 1,
log(1/u) = -log(u), even and odd functions. Only *yes* is taken from here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from steepest.calculus.expr import Apply, Atom
from steepest.calculus.primitives import EVEN, ODD
from steepest.compute.interpret import Array

P = (1 << 31) - 1
LARGEST = 20_000_000  # entries of an intermediate product
COMPARISONS = frozenset({"less", "less_equal", "equal", "not_equal"})


class NoField(Exception):
    """A division by zero, or arrays too large: the field says nothing."""


class Field:
    """Arithmetic modulo P on int64 arrays; `salt` makes another choice of atoms."""

    def __init__(self, salt: int) -> None:
        self.salt = salt

    def number(self, value: Fraction) -> Array:
        """A rational number."""
        if value.denominator % P == 0:
            raise NoField
        return np.asarray(value.numerator * pow(value.denominator, -1, P) % P)

    def pi(self) -> Array:
        """Pi is an atom."""
        return self.atom_of("pi", np.asarray(0))

    def whole(self, values: NDArray[np.int64]) -> Array:
        """Whole numbers."""
        return values % P

    def einsum(self, arrays: Sequence[Array], labels: Sequence[tuple[int, ...]], out: tuple[int, ...]) -> Array:
        """Pairwise products, reduced before they are summed."""
        acc, own = arrays[0], labels[0]
        for k in range(1, len(arrays) + 1):
            if k < len(arrays):
                union = (*own, *(x for x in labels[k] if x not in own))
                acc = _times(_spread(acc, own, union), _spread(arrays[k], labels[k], union))
                own = union
            later = {x for ls in labels[k + 1 :] for x in ls} | set(out)
            gone = tuple(j for j, x in enumerate(own) if x not in later)
            if gone:
                acc = acc.sum(axis=gone) % P
                own = tuple(x for x in own if x in later)
        return np.transpose(acc, [own.index(x) for x in out])

    def scaled(self, c: Fraction, x: Array) -> Array:
        """c · x."""
        return _times(self.number(c), x)

    def add(self, weights: Sequence[Fraction], terms: Sequence[Array]) -> Array:
        """A weighted sum."""
        total = self.scaled(weights[0], terms[0])
        for w, x in zip(weights[1:], terms[1:], strict=True):
            total = (total + self.scaled(w, x)) % P
        return np.asarray(total)

    def power(self, base: Array, n: Fraction) -> Array:
        """A whole power; a root is an atom, of its base alone."""
        whole = n.numerator // n.denominator
        rest = n - whole
        out = _power(base, whole) if whole else np.ones_like(base)
        if rest:
            root = (self.odd if rest.denominator % 2 else self.atom_of)(f"root {rest.denominator}", base)
            out = _times(out, _power(root, rest.numerator))
        return out

    def raised(self, base: Array, exponent: Array) -> Array:
        """exp(exponent · log base)."""
        return self.exp(_times(exponent, self.log(base)))

    def apply(self, e: Apply, args: Sequence[Array]) -> Array:
        """A function by what is known of it, else an atom."""
        if e.name == "where":
            c, then, other = args
            test = e.args[0]
            if not (isinstance(test, Apply) and test.name in COMPARISONS):
                c = self.even("true", c)
            return (_times(c, then) + _times((1 - c) % P, other)) % P
        known = KNOWN.get(e.name)
        if known is not None:
            return known(self, *args) % P
        if len(args) == 1:
            kind = self.odd if e.name in ODD else self.even if e.name in EVEN else self.atom_of
            return kind(e.name, args[0])
        return self.atom_of(e.name, *args)

    def atom(self, e: Atom, args: Sequence[Array], shape: tuple[int, ...]) -> Array:
        """A function of whole arrays; one without exact values is an atom of all entries."""
        (x,) = args
        match e.name:
            case "reshape":
                return x.reshape(shape)
            case "logsumexp":
                return self.log(self.exp(x).reshape(*shape, -1).sum(axis=-1) % P)
            case "max":
                return self.atom_of("max", self.atom_of("max of", x).reshape(*shape, -1).sum(axis=-1) % P)
            case "prod":
                return _products(x, e.data, shape)
            case "det":
                return np.asarray(_determinant(x)[0])
            case "inv":
                return _determinant(x)[1]
            case "logdet":
                det = np.asarray(_determinant(x)[0])
                return self.scaled(Fraction(1, 2), self.log(_times(det, det)))
            case "one_hot":
                return self.atom_of("one_hot", x[..., None], np.arange(shape[-1]))
        everything = np.asarray(0)
        for v in x.flat:
            everything = self.atom_of(e.name, everything, np.asarray(v))
        return self.atom_of(e.name, np.broadcast_to(everything, shape), np.arange(int(np.prod(shape))).reshape(shape))

    # --- atoms ---

    def atom_of(self, name: str, *args: Array) -> Array:
        """A random element for each different argument."""
        state = np.uint64(int.from_bytes(blake2b(f"{self.salt} {name}".encode(), digest_size=8).digest(), "big"))
        out = np.asarray(state)
        with np.errstate(over="ignore"):
            for x in args:
                out = _mixed(out + _mixed(np.asarray(x, dtype=np.uint64)))
        return np.asarray(out % np.uint64(P - 1), dtype=np.int64) + 1

    def odd(self, name: str, x: Array) -> Array:
        """An atom with f(-x) = -f(x)."""
        minus = (-x) % P
        value = self.atom_of(name, np.minimum(x, minus))
        return np.where(x == 0, 0, np.where(x <= minus, value, P - value))

    def even(self, name: str, x: Array) -> Array:
        """An atom with f(-x) = f(x)."""
        return self.atom_of(name, np.minimum(x, (-x) % P))

    def exp(self, x: Array) -> Array:
        """An atom with exp(-x) = 1/exp(x) and exp(0) = 1."""
        minus = (-x) % P
        value = self.atom_of("exp", np.minimum(x, minus))
        return np.where(x == 0, 1, np.where(x <= minus, value, _power(value, -1)))

    def log(self, x: Array) -> Array:
        """An atom with log(1/x) = -log(x) and log(1) = 0."""
        over = _power(x, -1)
        value = self.atom_of("log", np.minimum(x, over))
        return np.where(x == 1, 0, np.where(x <= over, value, P - value))


def _mixed(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of splitmix64 (Steele, Lea, Flood 2014)."""
    z = z + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(z ^ (z >> np.uint64(31)))


def _times(a: Array, b: Array) -> Array:
    return np.asarray(a * b % P)


def _spread(x: Array, own: tuple[int, ...], union: tuple[int, ...]) -> Array:
    order = [own.index(n) for n in union if n in own]
    out = np.transpose(x, order).reshape([x.shape[own.index(n)] if n in own else 1 for n in union])
    return np.asarray(out)


def _power(x: Array, n: int) -> Array:
    if n < 0:
        if not np.all(x):
            raise NoField
        return _power(x, (-n) % (P - 1) * (P - 2) % (P - 1))
    n = n % (P - 1) if n >= P - 1 else n
    out, square = np.ones_like(x), x
    while n:
        if n & 1:
            out = _times(out, square)
        square = _times(square, square)
        n >>= 1
    return out


def _products(x: Array, left_out: Any, shape: tuple[int, ...]) -> Array:
    n = x.shape[-1]
    out = np.zeros(shape, dtype=np.int64)
    for gone in np.ndindex(*[n] * left_out):
        if len(set(gone)) == len(gone):
            value = np.ones(x.shape[:-1], dtype=np.int64)
            for j in range(n):
                if j not in gone:
                    value = _times(value, x[..., j])
            out[(..., *gone)] = value
    return out


def _determinant(x: Array) -> tuple[int, Array]:
    """Determinant and inverse by elimination."""
    n = len(x)
    rows = [[int(v) for v in row] + [int(i == j) for j in range(n)] for i, row in enumerate(x.tolist())]
    det = 1
    for c in range(n):
        pivot = next((r for r in range(c, n) if rows[r][c]), None)
        if pivot is None:
            raise NoField
        if pivot != c:
            rows[c], rows[pivot] = rows[pivot], rows[c]
            det = -det
        det = det * rows[c][c] % P
        scale = pow(rows[c][c], -1, P)
        rows[c] = [v * scale % P for v in rows[c]]
        for r in range(n):
            if r != c and rows[r][c]:
                f = rows[r][c]
                rows[r] = [(v - f * w) % P for v, w in zip(rows[r], rows[c], strict=True)]
    return det % P, np.array([row[n:] for row in rows], dtype=np.int64)


HALF = (P + 1) // 2


def _tanh(f: Field, u: Array) -> Array:
    square = _times(f.exp(u), f.exp(u))
    return _times(square - 1, _power((square + 1) % P, -1))


def _over_cos(f: Field, u: Array) -> Array:
    return _power(f.even("cos", u), -1)


def _over_sin(f: Field, u: Array) -> Array:
    return _power(f.odd("sin", u), -1)


def _softplus(f: Field, u: Array) -> Array:
    return f.log((1 + f.exp(u)) % P)


def _abs_of_gap(f: Field, u: Array, v: Array) -> Array:
    return f.even("abs", (u - v) % P)


KNOWN: Mapping[str, Callable[..., Array]] = {
    "exp": Field.exp,
    "log": Field.log,
    "log1p": lambda f, u: f.log((1 + u) % P),
    "expm1": lambda f, u: f.exp(u) - 1,
    "sigmoid": lambda f, u: _power((1 + f.exp((-u) % P)) % P, -1),
    "softplus": _softplus,
    "tanh": _tanh,
    "sinh": lambda f, u: _times(f.exp(u) - f.exp((-u) % P), np.asarray(HALF)),
    "cosh": lambda f, u: _times(f.exp(u) + f.exp((-u) % P), np.asarray(HALF)),
    "tan": lambda f, u: _times(f.odd("sin", u), _over_cos(f, u)),
    "cot": lambda f, u: _times(f.even("cos", u), _over_sin(f, u)),
    "sec": _over_cos,
    "csc": _over_sin,
    "heaviside": lambda f, u: _times(1 + f.odd("sign", u), np.asarray(HALF)),
    "relu": lambda f, u: _times(u + f.even("abs", u), np.asarray(HALF)),
    "maximum": lambda f, u, v: _times((u + v + _abs_of_gap(f, u, v)) % P, np.asarray(HALF)),
    "minimum": lambda f, u, v: _times((u + v - _abs_of_gap(f, u, v)) % P, np.asarray(HALF)),
    "hypot": lambda f, u, v: f.power((_times(u, u) + _times(v, v)) % P, Fraction(1, 2)),
    "erfc": lambda f, u: 1 - f.odd("erf", u),
    "normal_cdf": lambda f, u: HALF + f.odd("normal_cdf", u),
    "log_normal_cdf": lambda f, u: f.log((HALF + f.odd("normal_cdf", u)) % P),
    "log_cosh": lambda f, u: f.log(_times(f.exp(u) + f.exp((-u) % P), np.asarray(HALF))),
    "log1mexp": lambda f, u: f.log((1 - f.exp(u)) % P),
    "xlogy": lambda f, u, v: _times(u, f.log(v)),
    "xlog1py": lambda f, u, v: _times(u, f.log((1 + v) % P)),
    "less": lambda f, u, v: f.atom_of("less", (u - v) % P),
    "less_equal": lambda f, u, v: 1 - f.atom_of("less", (v - u) % P),
    "equal": lambda f, u, v: f.even("equal", (u - v) % P),
    "not_equal": lambda f, u, v: 1 - f.even("equal", (u - v) % P),
}
