"""Sizes of axes: whole numbers, or integer polynomials in letters such as n, n - 1, n*m.

A size is an `int` when it is known and a `Size` when it has letters in it; arithmetic on either
gives the simpler of the two back, so that two equal sizes are always equal values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """An integer polynomial in letters, as sorted (monomial, coefficient) pairs; n*n is ("n", "n")."""

    terms: tuple[tuple[tuple[str, ...], int], ...]

    def __str__(self) -> str:
        return dim_text(self)


Dim = int | Size
Shape = tuple[Dim, ...]


def letter(name: str) -> Size:
    """The size called `name`."""
    return Size((((name,), 1),))


def dim(value: int | str | Size) -> Dim:
    """A size from a whole number or a letter."""
    if isinstance(value, str):
        return letter(value)
    return value


def _terms(d: Dim) -> dict[tuple[str, ...], int]:
    if isinstance(d, int):
        return {(): d} if d else {}
    return dict(d.terms)


def _from(terms: Mapping[tuple[str, ...], int]) -> Dim:
    kept = {m: c for m, c in terms.items() if c}
    if not kept:
        return 0
    if set(kept) == {()}:
        return kept[()]
    return Size(tuple(sorted(kept.items(), key=lambda t: (-len(t[0]), t[0]))))


def dim_add(a: Dim, b: Dim, times: int = 1) -> Dim:
    """a + times*b."""
    if isinstance(a, int) and isinstance(b, int):
        return a + times * b
    out = _terms(a)
    for m, c in _terms(b).items():
        out[m] = out.get(m, 0) + times * c
    return _from(out)


def dim_mul(a: Dim, b: Dim) -> Dim:
    """a * b."""
    if isinstance(a, int) and isinstance(b, int):
        return a * b
    out: dict[tuple[str, ...], int] = {}
    for m, c in _terms(a).items():
        for k, d in _terms(b).items():
            key = tuple(sorted(m + k))
            out[key] = out.get(key, 0) + c * d
    return _from(out)


def dim_product(dims: Iterable[Dim]) -> Dim:
    """The number of entries of an array with these sizes."""
    out: Dim = 1
    for d in dims:
        out = dim_mul(out, d)
    return out


def dim_letters(d: Dim) -> frozenset[str]:
    """The letters that occur in a size."""
    return frozenset() if isinstance(d, int) else frozenset(x for m, _ in d.terms for x in m)


def dim_value(d: Dim, sizes: Mapping[str, int]) -> int:
    """The whole number a size stands for when each letter has a value."""
    total = 0
    for m, c in _terms(d).items():
        for x in m:
            c *= sizes[x]
        total += c
    return total


def dim_substitute(d: Dim, sizes: Mapping[str, Dim]) -> Dim:
    """A size with letters replaced by sizes."""
    if isinstance(d, int):
        return d
    total: Dim = 0
    for m, c in d.terms:
        part: Dim = c
        for x in m:
            part = dim_mul(part, sizes.get(x, letter(x)))
        total = dim_add(total, part)
    return total


def dim_text(d: Dim) -> str:
    """A size as a person writes it: 3, n, n - 1, 2*n*m."""
    if isinstance(d, int):
        return str(d)
    out = ""
    for m, c in d.terms:
        body = "*".join(m)
        size = abs(c)
        piece = str(size) if not m else body if size == 1 else f"{size}*{body}"
        sign = ("-" if c < 0 else "") if not out else (" - " if c < 0 else " + ")
        out += sign + piece
    return out


def shape_text(shape: Shape) -> str:
    """A shape in words: "a number", "n", "n × d"."""
    return " × ".join(dim_text(d) for d in shape) if shape else "a number"
