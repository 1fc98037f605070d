"""Canonical names for the summed indices of one contraction.

Σ_j A_ij B_jk and Σ_l B_lk A_il are the same; sorting the factors and naming the indices depend on each other
(Σ A_ij A_ji shows it), so indices are first told apart by where they stand (colour refinement), and what symmetry
is left is broken by trying each choice and keeping the smallest result.
"""

from __future__ import annotations

from collections.abc import Sequence

Labels = tuple[int, ...]

MOST_CHOICES = 48  # beyond so many symmetric choices the order given is kept: still right, no longer canonical


def canonical(keys: Sequence[bytes], labels: Sequence[Labels], out: Labels) -> tuple[list[int], dict[int, int]]:
    """The order of the factors and the new name of every label; free labels are named by their place in `out`."""
    names: dict[int, int] = {}
    for x in out:
        names.setdefault(x, len(names))
    bound = list(dict.fromkeys(x for ls in labels for x in ls if x not in names))
    if not bound:
        return _order(keys, labels, names), names
    if len(bound) == 1:
        names[bound[0]] = len(names)
        return _order(keys, labels, names), names
    budget = [MOST_CHOICES]
    best = _search(keys, labels, names, bound, budget)
    return best[1], best[2]


def _order(keys: Sequence[bytes], labels: Sequence[Labels], names: dict[int, int]) -> list[int]:
    return sorted(range(len(keys)), key=lambda k: (keys[k], tuple(names[x] for x in labels[k])))


def _refine(
    keys: Sequence[bytes], labels: Sequence[Labels], colour: dict[int, tuple[int, ...]], bound: Sequence[int]
) -> list[list[int]]:
    """The bound labels in classes that position cannot tell apart, in canonical order."""
    rank = dict(colour)
    classes = 0
    while True:
        seen: dict[int, list[tuple[bytes, int, tuple[tuple[int, ...], ...]]]] = {x: [] for x in bound}
        for key, ls in zip(keys, labels, strict=True):
            around = tuple(rank[x] for x in ls)
            for place, x in enumerate(ls):
                if x in seen:
                    seen[x].append((key, place, around))
        signature = {x: (rank[x], sorted(s)) for x, s in seen.items()}
        ordered = sorted(bound, key=lambda x: signature[x])
        groups: list[list[int]] = []
        for x in ordered:
            if groups and signature[groups[-1][0]] == signature[x]:
                groups[-1].append(x)
            else:
                groups.append([x])
        if len(groups) == classes or len(groups) == len(bound):
            return groups
        classes = len(groups)
        for k, g in enumerate(groups):
            for x in g:
                rank[x] = (1, k)


Found = tuple[list[tuple[bytes, Labels]], list[int], dict[int, int]]


def _search(
    keys: Sequence[bytes], labels: Sequence[Labels], names: dict[int, int], bound: list[int], budget: list[int]
) -> Found:
    colour: dict[int, tuple[int, ...]] = {x: (0, n) for x, n in names.items()}
    colour.update(dict.fromkeys(bound, (1, 0)))
    groups = _refine(keys, labels, colour, bound)
    named = dict(names)
    while groups and len(groups[0]) == 1:
        named[groups.pop(0)[0]] = len(named)
    if not groups:
        order = _order(keys, labels, named)
        return [(keys[k], tuple(named[x] for x in labels[k])) for k in order], order, named
    best: Found | None = None
    for x in groups[0]:
        if best is not None and budget[0] <= 0:
            break
        budget[0] -= 1
        trial = {**named, x: len(named)}
        found = _search(keys, labels, trial, [y for y in bound if y not in trial], budget)
        if best is None or found[0] < best[0]:
            best = found
    assert best is not None
    return best
