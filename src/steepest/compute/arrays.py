"""The verdict on two array expressions: a prime field for yes, balls for no and for what the field does not know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

import numpy as np
from flint import ctx

from steepest.calculus.expr import Contract, Expr, variables, walk
from steepest.compute.ballarrays import Balls, of_floats
from steepest.compute.deciding import verdict
from steepest.compute.field import LARGEST, Field, NoField, P
from steepest.compute.interpret import TooLarge, interpret
from steepest.compute.points import seed
from steepest.compute.sampling import BOXES, sample, sizes_for
from steepest.compute.sizes import Unbound, concrete
from steepest.compute.verdicts import FIELD, NORMAL_FORM, Fact, Same

ROUNDS = 3
POINTS = 12
ENOUGH = 6
LARGEST_BALLS = 30_000  # products of entries in one contraction


def arrays_decided(a: Expr, b: Expr, facts: Mapping[str, Fact]) -> Same:
    """Are two expressions of one shape equal?"""
    if a is b:
        return Same(True, False, None, NORMAL_FORM)
    draws = sizes_for(a, b, first=3) or sizes_for(a, b, first=6)
    if not draws:
        return Same(None, False, None, "no small sizes fit the shapes")
    try:
        return _evaluated(a, b, draws, facts)
    except TooLarge as long:
        return Same(None, False, None, str(long))


def _evaluated(a: Expr, b: Expr, draws: Sequence[Mapping[str, int]], facts: Mapping[str, Fact]) -> Same:
    """Equal where no draw of sizes says otherwise: det(A X) is 0 for a tall A, and not for a wide one."""
    if not facts and all(work(a, b, sizes) <= LARGEST and agree_in_a_field(a, b, sizes) for sizes in draws):
        return Same(True, False, None, FIELD)
    small = sizes_for(a, b) or draws
    if any(work(a, b, sizes) > LARGEST_BALLS for sizes in small):
        return Same(None, False, None, "the arrays are too large for ball arithmetic")
    found = [_in_balls(a, b, sizes, facts) for sizes in small]
    return min(found, key=lambda one: (False, True, None).index(one.equal))


def work(a: Expr, b: Expr, sizes: Mapping[str, int]) -> int:
    """The most products that one contraction takes, with these sizes."""
    most = 1
    for e in walk(a, b):
        most = max(most, prod(concrete(e.dims if isinstance(e, Contract) else e.shape, sizes)))
    return most


def agree_in_a_field(a: Expr, b: Expr, sizes: Mapping[str, int]) -> bool:
    """Have both the same values at random points of a prime field? False also where it has no values for them."""
    names = variables(a, b)
    source = np.random.default_rng(seed(a.key, b.key))
    try:
        for salt in range(ROUNDS):
            values = {n: source.integers(1, P, size=concrete(s, sizes)) for n, s in names.items()}
            x, y = interpret([a, b], values, sizes, Field(salt))
            if not np.array_equal(x, y):
                return False
    except (NoField, Unbound, KeyError):
        return False
    return True


def _in_balls(a: Expr, b: Expr, sizes: Mapping[str, int], facts: Mapping[str, Fact]) -> Same:
    shapes = {n: concrete(s, sizes) for n, s in variables(a, b).items()}
    source = np.random.default_rng(seed(a.key, b.key))
    ties = 0
    for k in range(3 * POINTS):
        values = sample(shapes, facts, source, BOXES[k % len(BOXES)])
        for bits in (128, 512):
            with ctx.workprec(bits):
                x, y = interpret([a, b], {n: of_floats(v) for n, v in values.items()}, sizes, Balls())
                words = {verdict(p, q) for p, q in zip(x.flat, y.flat, strict=True)}
            if "differ" in words:
                shown: dict[str, object] = {n: v.tolist() for n, v in values.items()}
                return Same(False, False, shown, "ball arithmetic excludes equality at a point")
            if words == {"tie"}:
                ties += 1
                break
        if ties == POINTS:
            break
    if ties >= ENOUGH:
        return Same(True, False, None, f"ball arithmetic at {ties} points")
    return Same(None, False, None, "too few points were found where both are defined")
