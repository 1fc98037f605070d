"""The core in ball arithmetic, node by node: arrays whose entries are balls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from flint import acb_mat, arb, arb_mat
from numpy.typing import NDArray

from steepest.calculus.expr import Apply, Atom
from steepest.compute.balls import FUNCTIONS, Value, exact, power, raised, unknown
from steepest.compute.interpret import Array
from steepest.compute.tape import ONE_SIDED, TWO_SIDED


class Balls:
    """Balls of flint's working precision; undefined entries say nothing. `closest` is how near a kink came."""

    def __init__(self) -> None:
        self.closest = float("inf")

    def number(self, value: Fraction) -> Array:
        """An exact number."""
        return array(exact(value))

    def pi(self) -> Array:
        """Pi."""
        return array(arb.pi())

    def whole(self, values: NDArray[np.int64]) -> Array:
        """Whole numbers as balls."""
        return _each(lambda n: arb(int(n)), values)

    def einsum(self, arrays: Sequence[Array], labels: Sequence[tuple[int, ...]], out: tuple[int, ...]) -> Array:
        """NumPy's einsum on objects."""
        names = {x: k for k, x in enumerate(dict.fromkeys(x for ls in labels for x in ls))}
        acc, own = arrays[0], labels[0]
        for k in range(1, len(arrays) + 1):
            later = {x for ls in labels[k + 1 :] for x in ls} | set(out)
            given: list[Any] = [acc, [names[x] for x in own]]
            if k < len(arrays):
                given += [arrays[k], [names[x] for x in labels[k]]]
                own = (*own, *(x for x in labels[k] if x not in own))
            own = tuple(x for x in own if x in later) if k < len(arrays) else out
            acc = array(np.einsum(*given, [names[x] for x in own]))
        return acc

    def scaled(self, c: Fraction, x: Array) -> Array:
        """c · x."""
        return array(x * exact(c))

    def add(self, weights: Sequence[Fraction], terms: Sequence[Array]) -> Array:
        """A weighted sum."""
        total = terms[0] * exact(weights[0])
        for w, x in zip(weights[1:], terms[1:], strict=True):
            total = total + x * exact(w)
        return array(total)

    def power(self, base: Array, n: Fraction) -> Array:
        """A fixed power."""
        return _each(lambda x: power(x, n), base)

    def raised(self, base: Array, exponent: Array) -> Array:
        """A power whose exponent varies."""
        return _each(raised, base, exponent)

    def apply(self, e: Apply, args: Sequence[Array]) -> Array:
        """A function of the table; how near its arguments are to a kink is noted."""
        if e.name in ONE_SIDED:
            self._near(args[0])
        elif e.name in TWO_SIDED:
            self._near(array(args[0] - args[1]))
        return _each(FUNCTIONS[e.name], *args)

    def _near(self, gap: Array) -> None:
        for x in gap.flat:
            if x.is_finite() and not x.is_zero():
                self.closest = min(self.closest, abs(float(x.mid())))

    def atom(self, e: Atom, args: Sequence[Array], shape: tuple[int, ...]) -> Array:
        """A function of whole arrays."""
        (x,) = args
        if e.name == "max":
            flat = x.reshape(*shape, -1)
            for row in flat.reshape(-1, flat.shape[-1]):
                ordered = sorted(float(v.mid()) for v in row)
                if len(ordered) > 1 and ordered[-1] > ordered[-2]:
                    self.closest = min(self.closest, ordered[-1] - ordered[-2])
        return ATOMS[e.name](x, e.data, shape)


def of_floats(values: NDArray[Any]) -> Array:
    """Floats as exact balls."""
    return _each(lambda v: arb(float(v)), values)


def array(x: Any) -> Array:
    """A ball as an array without axes; an array as it is."""
    if isinstance(x, np.ndarray):
        return x
    out = np.empty((), dtype=object)
    out[()] = x
    return out


def _each(f: Callable[..., Value], *args: Array) -> Array:
    def one(*given: Any) -> Any:
        out = f(*given)
        return unknown() if out is None else out

    return array(np.frompyfunc(one, len(args), 1)(*args))


# --- functions of whole arrays ---------------------------------------------------------------------------------------


def _largest(x: Array, k: Any, shape: tuple[int, ...]) -> Array:
    flat = x.reshape(*shape, -1)
    best = flat[..., 0]
    for j in range(1, flat.shape[-1]):
        best = _each(arb.max, array(best), array(flat[..., j]))
    return array(best)


def _logsumexp(x: Array, k: Any, shape: tuple[int, ...]) -> Array:
    return _each(arb.log, array(_each(arb.exp, x).reshape(*shape, -1).sum(axis=-1)))


def _prod(x: Array, left_out: Any, shape: tuple[int, ...]) -> Array:
    n = x.shape[-1]
    out = np.empty(shape, dtype=object)
    out[...] = arb(0)
    for gone in np.ndindex(*[n] * left_out):
        if len(set(gone)) == len(gone):
            kept = [j for j in range(n) if j not in gone]
            value = array(arb(1) + 0 * x[..., 0])
            for j in kept:
                value = array(value * x[..., j])
            out[(..., *gone)] = value if value.ndim else value[()]
    return out


def _matrix(f: Callable[[arb_mat], Any]) -> Callable[[Array, Any, tuple[int, ...]], Array]:
    """A function of one matrix; nothing is said where it fails."""

    def atom(x: Array, data: Any, shape: tuple[int, ...]) -> Array:
        out = np.empty(shape, dtype=object)
        try:
            found = f(arb_mat(x.tolist()))
        except (ZeroDivisionError, ValueError):
            found = None
        if found is None:
            out[...] = unknown()
        elif isinstance(found, arb_mat):
            for i, j in np.ndindex(*shape):
                out[i, j] = found[i, j]
        else:
            out[...] = found
        return out

    return atom


def _pinv(a: arb_mat) -> arb_mat:
    t = a.transpose()
    return (t * a).inv() * t if a.nrows() >= a.ncols() else t * (a * t).inv()


def _eigen(a: arb_mat) -> tuple[list[arb], list[list[arb]]]:
    """Eigenvalues in rising order, and unit eigenvectors with the largest entry positive."""
    n = a.nrows()
    values, vectors = acb_mat(a).eig(right=True)
    order = sorted(range(n), key=lambda k: float(values[k].real.mid()))
    columns = []
    for k in order:
        column = [vectors[i, k] for i in range(n)]
        lead = max(column, key=lambda z: float(abs(z).mid()))
        real = [(z / lead).real for z in column]
        size = sum((x * x for x in real), arb(0)).sqrt()
        columns.append([x / size for x in real])
    return [values[k].real for k in order], columns


def _eigenvalues(x: Array, data: Any, shape: tuple[int, ...]) -> Array:
    return np.array(_eigen(arb_mat(x.tolist()))[0], dtype=object)


def _eigenvectors(x: Array, data: Any, shape: tuple[int, ...]) -> Array:
    return np.array(_eigen(arb_mat(x.tolist()))[1], dtype=object).T


def _one_hot(x: Array, n: Any, shape: tuple[int, ...]) -> Array:
    chosen = np.arange(shape[-1])
    return _each(lambda v, k: arb(int(v == arb(int(k)))), array(x[..., None]), chosen)


ATOMS: dict[str, Callable[[Array, Any, tuple[int, ...]], Array]] = {
    "logsumexp": _logsumexp,
    "max": _largest,
    "prod": _prod,
    "inv": _matrix(arb_mat.inv),
    "det": _matrix(arb_mat.det),
    "logdet": _matrix(lambda a: abs(a.det()).log()),
    "pinv": _matrix(_pinv),
    "eigvalsh": _eigenvalues,
    "eigvecsh": _eigenvectors,
    "reshape": lambda x, data, shape: x.reshape(shape),
    "one_hot": _one_hot,
}
