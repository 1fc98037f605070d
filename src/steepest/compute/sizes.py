"""The numbers that the letters in shapes stand for, found from the shapes of the values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations

from steepest.calculus.dims import Dim, Shape, dim_letters, dim_value, shape_text


class Unbound(Exception):
    """A variable or a size has no value."""


def concrete(shape: Shape, sizes: Mapping[str, int]) -> tuple[int, ...]:
    """A shape in numbers."""
    try:
        return tuple(dim_value(d, sizes) for d in shape)
    except KeyError as missing:
        raise Unbound(f"The size {missing.args[0]} has no value.") from None


def sizes_of(shapes: Mapping[str, Shape], given: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """The letters that make declared shapes those of the values; raises `Unbound` with both sides where they differ."""
    sizes: dict[str, int] = {}
    for _ in range(2):
        for name, shape in shapes.items():
            if name not in given:
                continue
            have = tuple(given[name])
            if len(have) != len(shape):
                raise Unbound(_mismatch(name, shape, have))
            for d, n in zip(shape, have, strict=True):
                if not isinstance(d, int):
                    _solve(d.terms, n, sizes)
    for name, shape in shapes.items():
        if name in given and concrete(shape, sizes) != tuple(given[name]):
            raise Unbound(_mismatch(name, shape, tuple(given[name])) + _letters(shape, sizes))
    return sizes


def _solve(terms: tuple[tuple[tuple[str, ...], int], ...], n: int, sizes: dict[str, int]) -> None:
    """Find the one letter not yet known of a size that is linear in it."""
    unknown = {x for m, _ in terms for x in m if x not in sizes}
    if len(unknown) != 1:
        return
    (x,) = unknown
    rest, slope = 0, 0
    for m, c in terms:
        if m.count(x) > 1:
            return
        value = c
        for y in m:
            value *= sizes.get(y, 1)
        if x in m:
            slope += value
        else:
            rest += value
    if slope and (n - rest) % slope == 0:
        sizes[x] = (n - rest) // slope


def _mismatch(name: str, shape: Shape, have: tuple[int, ...]) -> str:
    got = " × ".join(map(str, have)) if have else "a number"
    return f"{name} is declared as {shape_text(shape)}, and what was given is {got}."


def _letters(shape: Shape, sizes: Mapping[str, int]) -> str:
    known = sorted({x for d in shape for x in dim_letters(d)})
    said = ", ".join(f"{x} = {sizes[x]}" for x in known if x in sizes)
    return f" Elsewhere {said}." if said else ""


Place = tuple[Dim, Dim]  # which entry is picked, and of how many


def small_sizes(dims: Iterable[Dim], first: int = 2, places: Iterable[Place] = ()) -> list[dict[str, int]]:
    """Small sizes for letters, all different, for which every one of `dims` is at least 1, in two draws where there are
    several letters: what is wide in one is tall in the other. None of them when none are found.

    Letters that only say which entry is picked get small numbers too, so that every one of `places` is there.
    """
    several, picked = set(dims), set(places)
    letters = sorted({x for d in several for x in dim_letters(d)})
    indices = sorted({x for k, _ in picked for x in dim_letters(k)} - set(letters))
    draws: list[dict[str, int]] = []
    for names in (letters, letters[::-1]) if len(letters) > 1 else (letters,):
        found = next((s for s in _choices(names, indices, first) if _fits(s, several, picked)), None)
        draws += [found] if found is not None and found not in draws else []
    return draws


def _choices(letters: Sequence[str], indices: Sequence[str], first: int) -> Iterator[dict[str, int]]:
    for spare in range(3):
        for sizes in permutations(range(first, first + len(letters) + spare), len(letters)):
            for places in permutations(range(len(indices) + spare), len(indices)):
                yield dict(zip((*letters, *indices), (*sizes, *places), strict=True))


def _fits(sizes: Mapping[str, int], dims: Iterable[Dim], places: Iterable[Place]) -> bool:
    return all(dim_value(d, sizes) >= 1 for d in dims) and all(
        0 <= dim_value(k, sizes) < dim_value(d, sizes) for k, d in places
    )
