"""Conditions are the weakest true ones, decided where they are about constants, and written as a book writes them."""

from __future__ import annotations

import pytest

import steepest as st
from steepest.calculus.lower import lower
from steepest.calculus.reals import RELATIONS, Reals, contains, meet, moved, pieces, rest, union
from steepest.calculus.solving import solved
from steepest.calculus.spans import span

NUMBERS: tuple[tuple[str, str, int, tuple[str, ...]], ...] = (  # function, by, order, conditions
    ("log(x, 2)", "x", 1, ("x > 0",)),
    ("log(x)/log(10)", "x", 1, ("x > 0",)),
    ("log(3x)", "x", 1, ("x > 0",)),
    ("log(-x)", "x", 1, ("x < 0",)),
    ("log(x - a)", "x", 1, ("x > a",)),
    ("log(a - x)", "x", 1, ("x < a",)),
    ("log(x - pi)", "x", 1, ("x > pi",)),
    ("log(log(x))", "x", 1, ("x > 1",)),
    ("1/log(x)", "x", 1, ("x > 0", "x != 1")),
    ("sqrt(1 - log(x))", "x", 1, ("x > 0", "x < e")),
    ("log(sqrt(x) - 1)", "x", 1, ("x > 1",)),
    ("1/(1 - sqrt(x))", "x", 1, ("x > 0", "x != 1")),
    ("log(1 - sigmoid(z))", "z", 1, ()),
    ("log(2 + sin(x))", "x", 1, ()),
    ("sqrt(1 + sin(x))", "x", 1, ("sin(x) != -1",)),
    ("log(cosh(x) - 1)", "x", 1, ("x != 0",)),
    ("log(exp(x) - 1)", "x", 1, ("x > 0",)),
    ("1/(x^2 + x + 1)", "x", 1, ()),
    ("1/(x^4 + 1)", "x", 1, ()),
    ("1/(x^2 - 3x + 2)", "x", 1, ("x != 1", "x != 2")),
    ("1/(x^2 + x)", "x", 1, ("x != -1", "x != 0")),
    ("log(x^2 - 2)", "x", 1, ("abs(x) > sqrt(2)",)),
    ("sqrt(4 - x^2) + log(x)", "x", 1, ("x > 0", "x < 2")),
    ("log(sqrt((1 + x)/(1 - x)))", "x", 1, ("abs(x) < 1",)),
    ("log(x/(x - 1))", "x", 1, ("x/(x - 1) > 0",)),
    ("1/x^2 + log(x) + 1/sqrt(x)", "x", 1, ("x > 0",)),
    ("exp(-(x - m)^2/(2 s^2))/(sqrt(2 pi) s)", "x", 1, ("s != 0",)),
    ("1/(x y)", "x", 1, ("x != 0", "y != 0")),
    ("log(x y^2)", "x", 1, ("x > 0", "y != 0")),
    ("log(1 - x^2 - y^2)", "x", 1, ("x^2 + y^2 < 1",)),
    ("sqrt(b^2 - 4 a c)", "b", 1, ("b^2 > 4*a*c",)),
    ("1/(x - a)", "x", 1, ("x != a",)),
    ("arcsin(x/2)", "x", 1, ("abs(x) < 2",)),
    ("arcsin(-x)", "x", 1, ("abs(x) < 1",)),
    ("arcsin(sqrt(x))", "x", 1, ("x > 0", "x < 1")),
    ("arccos(2x - 1)", "x", 1, ("x > 0", "x < 1")),
    ("arcsech(x)", "x", 1, ("x > 0", "x < 1")),
    ("arccosh(x^2)", "x", 1, ("abs(x) > 1",)),
    ("lgamma(x)", "x", 1, ("x is not 0, -1, -2, …",)),
    ("lgamma(exp(x))", "x", 1, ()),
    ("x/x", "x", 1, ("x != 0",)),
    ("sqrt(x)", "x", 1, ("x > 0",)),
    ("x*sqrt(x)", "x", 1, ("x >= 0",)),
    ("x^(3/2)", "x", 1, ("x >= 0",)),
    ("x^(3/2)", "x", 2, ("x > 0",)),
    ("x^(4/3)", "x", 1, ()),
    ("x^(4/3)", "x", 2, ("x != 0",)),
    ("cbrt(x)", "x", 1, ("x != 0",)),
    ("cbrt(x)^3", "x", 1, ()),
    ("x^n", "x", 1, ("x > 0 where n is not a whole number", "x != 0 where n < 1")),
    ("a^x", "x", 1, ("a > 0",)),
    ("0^x", "x", 1, ("x > 0",)),
    ("x^x", "x", 1, ("x > 0",)),
    ("where(x > 0, log(x), 0)", "x", 1, ()),
    ("where(x > 0, log(x - 1), 0)", "x", 1, ("x > 1 where x > 0",)),
    ("where(x > 0, log(y), 0)", "y", 1, ("y > 0 where x > 0",)),
    ("where(x == 0, 1, sin(x)/x)", "x", 1, ()),
    ("where(x > 1, sqrt(x - 1), 1/(x - 2))", "x", 1, ()),
    ("where(abs(x) < 1, 1/(1 - x^2), 0)", "x", 1, ()),
    ("0/0", "x", 1, ("0/0 has no value",)),
    ("x/0", "x", 1, ("x/0 has no value",)),
    ("sqrt(-1)", "x", 1, ("sqrt(-1) has no value",)),
    ("log(0)", "x", 1, ("log(0) has no value",)),
    ("log(-x^2)", "x", 1, ("log(-x^2) has no value",)),
    ("log(x) + log(-x)", "x", 1, ("log(x) + log(-x) has no value",)),
    ("(-2)^x", "x", 1, ("(-2)^x has no derivative",)),
)  # fmt: skip

ARRAYS: tuple[tuple[str, str, str, int, tuple[str, ...]], ...] = (
    ("norm(A@x - b)", "x", "A: m n, x: n, b: m", 1, ("norm(A @ x - b) != 0",)),
    ("norm(A@x - b)^2", "x", "A: m n, x: n, b: m", 1, ()),
    ("norm(x)^3", "x", "x: n", 1, ()),
    ("norm(x)^4", "x", "x: n", 2, ()),
    ("exp(-norm(x - y)^2/(2 s^2))", "x", "x: n, y: n", 1, ("s != 0",)),
    ("relu(norm(a - p)^2 - norm(a - q)^2 + 1)", "a", "a: n, p: n, q: n", 1, ("norm(a - q)^2 != norm(a - p)^2 + 1",)),
    ("sum(maximum(0, 1 - y*(X @ w))**2)", "w", "X: n d, y: n, w: d", 1, ()),
    ("sum(maximum(0, 1 - y*(X @ w))**2)", "w", "X: n d, y: n, w: d", 2, ("y * (X @ w) != 1",)),
    ("sum(maximum(0, 1 - y*(X @ w)))", "w", "X: n d, y: n, w: d", 1, ("y * (X @ w) != 1",)),
    ("sum(abs(X @ w - y))", "w", "X: n d, y: n, w: d", 1, ("X @ w != y",)),
    ("sum(huber(X @ w - y))", "w", "X: n d, y: n, w: d", 1, ()),
    ("sum(huber(X @ w - y))", "w", "X: n d, y: n, w: d", 2, ("abs(X @ w - y) != 1",)),
    ("sum(huber(X @ w - y, delta))", "w", "X: n d, y: n, w: d", 1, ("X @ w != y where delta < 0",)),
    ("sum(x*abs(x))", "x", "x: n", 1, ()),
    ("sum(maximum(x, 0)^2)", "x", "x: n", 1, ()),
    ("sum(elu(x))", "x", "x: n", 1, ()),
    ("sum(clip(x, 0, 1))", "x", "x: n", 1, ("x != 0", "x != 1")),
    ("max(x)", "x", "x: n", 1, ("no ties for the largest entry of x",)),
    ("min(x)", "x", "x: n", 1, ("no ties for the smallest entry of x",)),
    ("logsumexp(x - max(x)) + max(x)", "x", "x: n", 1, ()),
    ("std(x)", "x", "x: n", 1, ("std(x) != 0",)),
    ("1/(x @ x)", "x", "x: n", 1, ("x @ x != 0",)),
    ("sum(log(1/p)/p)", "p", "p: n", 1, ("p > 0",)),
    ("logdet(inv(A))", "A", "A: n n", 1, ("A is invertible",)),
    ("sum(max(u, v))", "u", "u: n, v: n", 1, ("u != v",)),
)  # fmt: skip

KINKS: tuple[tuple[str, int, tuple[str, ...]], ...] = (  # of numbers: where the derivative of this order jumps
    ("abs(x)", 1, ("0",)),
    ("abs(x)^2", 1, ()),
    ("x*abs(x)", 1, ()),
    ("x*abs(x)", 2, ("0",)),
    ("abs(x)^3", 2, ()),
    ("abs(x^2)", 1, ()),
    ("abs(x^2 + 1)", 1, ()),
    ("abs(x^2 - 1)", 1, ("-1", "1")),
    ("max(0, 1 - x)^2", 1, ()),
    ("max(0, 1 - x)^2", 2, ("1",)),
    ("huber(x)", 1, ()),
    ("huber(x)", 2, ("-1", "1")),
    ("elu(x)", 1, ()),
    ("elu(x)", 2, ("0",)),
    ("leaky_relu(x)", 1, ("0",)),
    ("sign(x)^2", 1, ("0",)),
    ("relu(exp(x))", 1, ()),
)


@pytest.mark.parametrize(("text", "wrt", "order", "told"), NUMBERS)
def test_a_condition_on_numbers_is_the_weakest(text: str, wrt: str, order: int, told: tuple[str, ...]) -> None:
    assert st.derive(text, wrt=wrt, order=order).conditions == told


@pytest.mark.parametrize(("text", "wrt", "shapes", "order", "told"), ARRAYS)
def test_a_condition_on_arrays_is_the_weakest(
    text: str, wrt: str, shapes: str, order: int, told: tuple[str, ...]
) -> None:
    assert st.derive(text, wrt=wrt, order=order, shapes=shapes).conditions == told


@pytest.mark.parametrize(("text", "order", "places"), KINKS)
def test_a_kink_is_where_the_derivative_jumps(text: str, order: int, places: tuple[str, ...]) -> None:
    (part,) = st.derive(text, wrt="x", order=order).parts.values()
    assert tuple(st.face.write(k.at) for k in part.kinks if k.at is not None) == places
    assert all(k.at is not None for k in part.kinks)


def test_what_is_known_of_a_variable_needs_no_condition() -> None:
    assert st.derive("log(x)", wrt="x", assume={"x": "positive"}).conditions == ()
    assert st.derive("1/(x + 1)", wrt="x", assume={"x": "positive"}).conditions == ()
    assert st.derive("x^n", wrt="x", assume={"x": "positive"}).conditions == ()


def test_sets_of_numbers_are_those_of_a_membership_test() -> None:
    from fractions import Fraction
    from random import Random

    for seed in range(200):
        source = Random(seed)
        a, b = (_some(source) for _ in range(2))
        for at in (Fraction(k, 4) for k in range(-20, 21)):
            x, y = contains(a, at), contains(b, at)
            assert contains(meet(a, b), at) == (x and y), seed
            assert contains(union(a, b), at) == (x or y), seed
            assert contains(rest(a), at) != x, seed
        assert sum(1 for _ in pieces(a)) <= len(a.cuts) // 2 + 1, seed


def _some(source) -> Reals:  # type: ignore[no-untyped-def]
    from steepest.calculus import algebra
    from steepest.calculus.expr import number

    out = Reals(False)
    for _ in range(3):
        shift = source.randint(-4, 4)
        part = moved(RELATIONS[source.choice(list(RELATIONS))], lambda x, c=shift: algebra.plus(x, number(c)))
        out = source.choice((meet, union))(out, part)
    return out


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1/(1 + x^2)", 0, 1),
        ("sigmoid(x) - 1", -1, 0),
        ("x^2 - 2", -2, None),
        ("exp(-x^2)", 0, 1),
        ("abs(sin(x))", 0, 1),
    ],
)
def test_a_span_holds_every_value(text: str, low: float, high: float | None) -> None:
    found = span(lower(st.read(text)))
    assert (found.low, found.high) == (low, high)


def test_a_condition_that_always_holds_is_solved_to_nothing() -> None:
    assert solved(lower(st.read("x^2 + 1")), RELATIONS[">"], {}) == []
    assert solved(lower(st.read("log(2)")), RELATIONS["!="], {}) == []
