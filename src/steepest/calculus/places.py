"""Where the factors of one contraction meet: what continues a chain of products, what is used entry by entry.

In Σ_k A_ik B_kj S_ij the labels i and j are met by A or B, by S and by the result: the product of A and B is used entry
by entry. In Σ_k A_ik B_kj each label is met twice: a chain.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

Labels = Sequence[Sequence[int]]


def continues(k: int, labels: Labels, ends: Collection[int]) -> bool:
    """Does factor k continue a chain: is each of its axes met in one other place only?

    A place is what hangs together without k's axes, seen from outside: arrays over the same axes are one place, and
    a chain that comes back to an axis stands where it begins. The result is a place.
    """
    others = [ls for j, ls in enumerate(labels) if j != k]
    parts = held_together(others, {*ends, *labels[k]})
    places = {frozenset(x for j in members for x in others[j]) - inner for members, inner in parts}
    return all(sum(x in p for p in places) + (x in ends) < 2 for x in labels[k])


def crossed(labels: Labels, ends: Collection[int]) -> set[int]:
    """The labels that are met in three places or more, the result among them."""
    met: dict[int, set[frozenset[int]]] = {}
    for ls in labels:
        for x in ls:
            met.setdefault(x, set()).add(frozenset(ls))
    return {x for x, found in met.items() if len(found) + (x in ends) > 2}


def held_together(labels: Labels, apart: Collection[int]) -> list[tuple[list[int], set[int]]]:
    """The factors that hang together through labels that are not `apart`, and these labels."""
    parts: list[tuple[list[int], set[int]]] = []
    for k, ls in enumerate(labels):
        inner = {x for x in ls if x not in apart}
        joined = [p for p in parts if p[1] & inner]
        parts = [p for p in parts if not p[1] & inner]
        parts.append(([j for p in joined for j in p[0]] + [k], inner.union(*(p[1] for p in joined))))
    return parts
