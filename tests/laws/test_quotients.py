"""Cancelling keeps the value and leaves little to read; divisors of polynomials are those of SymPy."""

from __future__ import annotations

from functools import reduce
from random import Random

import pytest
import sympy
from tests.laws.expressions import scalar
from tests.tables.short_forms import SHORT

import steepest as st
from steepest.calculus.polynomials import Poly, TooLarge, common_divisor, divided, plus, primitive, times
from steepest.calculus.readable import marks
from steepest.calculus.reduced import reduced
from steepest.calculus.slopes import NoRule
from steepest.calculus.surface import variables
from steepest.compute.same import same

LETTERS = sympy.symbols("x y z")


def polynomial(random: Random, terms: int = 3) -> Poly:
    """A polynomial in x, y, z with a constant term."""
    made = [
        ({(random.randint(0, 2), random.randint(0, 2), random.randint(0, 1)): random.randint(-4, 4)})
        for _ in range(terms)
    ]
    return reduce(plus, made, {(0, 0, 0): random.randint(1, 3)})


def of_sympy(p: Poly) -> sympy.Poly:
    return sympy.Poly(dict(p), *LETTERS)


@pytest.mark.parametrize("seed", range(60))
def test_the_greatest_common_divisor_is_that_of_sympy(seed: int) -> None:
    random = Random(seed)
    g, p, q = (polynomial(random) for _ in range(3))
    a, b = times(g, p), times(g, q)
    if not a or not b:
        return
    found = primitive(common_divisor(a, b))[2]
    wanted = {tuple(x): int(c) for x, c in sympy.gcd(of_sympy(a), of_sympy(b)).terms()}
    assert found == primitive(wanted)[2], f"seed {seed}"
    assert times(divided(a, found) or {}, found) == a


@pytest.mark.parametrize("batch", range(8))
def test_cancelled_forms_keep_the_value(batch: int) -> None:
    for seed in range(25 * batch, 25 * batch + 25):
        try:
            d = st.derive(scalar(Random(seed), 1 + seed % 4), wrt="x")
        except NoRule:
            continue
        for form, why in reduced(d.derivation.carried_out if d.derivation else d.expr):
            assert why
            verdict = same(d.expr, form)
            assert verdict.equal is not False, f"seed {seed}: {why} at {verdict.counterexample}"


@pytest.mark.parametrize(("text", "short"), SHORT, ids=[f for f, _ in SHORT])
def test_a_derivative_is_as_short_as_the_form_it_is_known_by(text: str, short: str) -> None:
    wanted = st.read(short)
    d = st.derive(text, wrt="z" if "z" in variables(st.read(text)) else "x")
    assert same(d.expr, st.lower(wanted)).equal is not False
    assert marks(d.result) <= 1.2 * marks(wanted), str(d)
    assert st.lower(st.read(str(d))) is d.expr


def test_what_is_too_long_to_read_is_not_multiplied_out() -> None:
    random = Random(1)
    long = [polynomial(random, 12) for _ in range(8)]
    with pytest.raises(TooLarge):
        reduce(times, long)
