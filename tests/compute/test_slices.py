"""Slices taken for the zeros and ones that say them: the same values as when these are formed."""

from __future__ import annotations

import numpy as np
import pytest

import steepest as st
from steepest.calculus.expr import raw_contract, structure, variable
from steepest.compute.field import Field, P
from steepest.compute.interpret import entries, interpret
from steepest.compute.program import BadArguments

SEEDS = 400


def _random(seed: int) -> None:
    rng = np.random.default_rng(seed)
    dims = [int(d) for d in rng.integers(1, 5, size=6)]
    factors, labels, values = [], [], {}
    for k in range(int(rng.integers(1, 3))):
        ls = tuple(int(x) for x in rng.choice(6, size=int(rng.integers(1, 3)), replace=False))
        shape = tuple(dims[x] for x in ls)
        factors.append(variable(f"x{k}", shape))
        labels.append(ls)
        values[f"x{k}"] = rng.integers(1, P, size=shape)
    for _ in range(int(rng.integers(1, 4))):
        ls = tuple(int(x) for x in rng.choice(6, size=int(rng.integers(1, 3)), replace=False))
        stride = () if len(ls) == 1 else (int(rng.choice([1, 1, 2, -1])),)
        offset = int(rng.integers(-1, dims[ls[0]] + 1))
        factors.append(structure(("affine", stride, offset), tuple(dims[x] for x in ls)))
        labels.append(ls)
    used = sorted({x for ls in labels for x in ls})
    out = tuple(int(x) for x in rng.permutation(used)[: int(rng.integers(0, min(3, len(used)) + 1))])
    twice = out[:1] if rng.random() < 0.3 else ()
    names = {x: k for k, x in enumerate([*out, *(x for x in used if x not in out)])}
    e = raw_contract(
        st.read("1").data,  # type: ignore[arg-type]
        tuple(factors), tuple(tuple(names[x] for x in ls) for ls in labels), tuple(names[x] for x in (*out, *twice)),
        tuple(dims[x] for x in names),
    )  # fmt: skip
    (found,) = interpret([e], values, {}, Field(1))
    arrays = [values[f.name] if hasattr(f, "name") else entries(f, f.shape, {}) for f in factors]
    grid = np.indices([dims[x] for x in names]) if names else None
    assert grid is not None
    total = np.ones([dims[x] for x in names], dtype=object)
    for a, ls in zip(arrays, labels, strict=True):
        total = total * a[tuple(grid[names[x]] for x in ls)].astype(object)
    want = total.sum(axis=tuple(range(len(out), len(names)))) if len(out) < len(names) else total
    if twice:
        whole = np.zeros((*want.shape, want.shape[0]), dtype=object)
        for k in range(want.shape[0]):
            whole[k, ..., k] = want[k]
        want = whole
    assert np.array_equal(np.asarray(found, dtype=object), np.asarray(want) % P), seed


@pytest.mark.parametrize("start", range(0, SEEDS, 100))
def test_slices_are_what_the_zeros_and_ones_say(start: int) -> None:
    for seed in range(start, start + 100):
        _random(seed)


def test_a_long_recurrence_is_proved_without_forming_them() -> None:
    d = st.derive("scan(r*x*(1 - x), x=x0, steps=300)[-1]", wrt="r", shapes="r:, x0:")
    assert d.check().passed


@pytest.mark.parametrize("backend", ["numpy", "jax"])
@pytest.mark.parametrize(
    ("text", "shapes", "given", "said"),
    [
        ("x[i]^2", "x: 3", {"x": [1, 2, 3], "i": 7}, "Entry 7 was asked for, of 3"),
        ("x[i]^2", "x: 3", {"x": [1, 2, 3], "i": -1}, "Entry -1 was asked for, of 3"),
        ("x[i]^2", "x: 3", {"x": [1, 2, 3], "i": 1.5}, "i is a whole number here"),
        ("x[2]*sum(x)", "x: n", {"x": [1, 2]}, "Entry 2 was asked for, of 2"),
    ],
)
def test_an_entry_that_is_not_there_is_refused_by_name(backend, text, shapes, given, said) -> None:
    with pytest.raises(BadArguments, match=said):
        st.compile(text, backend, shapes=shapes)(**given)


@pytest.mark.parametrize("text", ["x[i]*sin(x[2])", "x[i]^2", "x[i]*x[j]"])
def test_a_derivative_by_entries_named_by_letters_is_checked(text: str) -> None:
    assert st.derive(text, wrt="x", shapes="x: 3").check().passed
    assert st.same("x[i]^2", "x[i]*x[i]", shapes="x: 3").equal is True
    assert st.same("x[i]^2", "x[i]*x[j]", shapes="x: n").equal is False
