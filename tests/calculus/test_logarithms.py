"""An opened logarithm is the logarithm wherever that has a value, and asks for nothing more."""

from random import Random

import numpy as np
import pytest

import steepest as st
from steepest.calculus.conditions import conditions
from steepest.calculus.derive import derivation
from steepest.calculus.logarithms import opened, taken_first
from steepest.calculus.operators import build
from steepest.calculus.paper import inside_size
from steepest.calculus.surface import Surface, number, variable
from steepest.compute.evaluate import evaluate
from steepest.notation.plain import plain
from steepest.notation.reading import Reading, reading
from steepest.notation.text import write

OPENED = (
    ("ln(x^2 sin(x)/(2x + 1))", "2 ln |x| + ln |sin x| − ln |2x + 1|"),
    ("ln(x^3 e^x)", "3 ln x + x"),  # x³eˣ > 0 only where x > 0
    ("ln(x e^x/(x^2 + 1))", "ln x + x − ln(x² + 1)"),
    ("ln(-x e^x)", "ln |x| + x"),
    ("ln(sqrt((x + 1)/(x - 1)))", "ln |x + 1|/2 − ln |x − 1|/2"),
    ("ln(sqrt(x) (x - 1))", "ln x/2 + ln(x − 1)"),
    ("ln(sqrt(x^2) (x - 1))", "ln |x| + ln(x − 1)"),  # √(x²) is positive where x is not
    ("ln(cbrt(x) (x - 1))", "ln |x|/3 + ln |x − 1|"),
    ("ln(1/x)", "−ln x"),
    ("ln(e^x/(1 + e^x))", "x − ln(1 + e^x)"),
    ("ln(x^x)", "x ln x"),
    ("ln(x^y (1 - x)^(1 - y))", "y ln x + (1 − y) ln(1 − x)"),
    ("ln(c x)", "ln |c| + ln |x|"),
    ("ln(|x| (x + 1))", "ln |x| + ln(x + 1)"),
    ("ln(x sqrt(x) e)", "3 ln x/2 + 1"),
)
AS_THEY_STAND = (
    "ln(x)",
    "ln(2x)",
    "ln(-x)",
    "ln(3x^2 + 1)",
    "ln(x^2)",
    "ln(x^3)",
    "ln(sin(x)^2)",
    "ln(x/2)",
    "ln(a b)",
)
FIRST = (
    ("x^9 e^(4x)/sqrt(x - 4)", "(x⁹ e^(4x)/√(x − 4)) · d/dx ln |x⁹ e^(4x)/√(x − 4)|"),
    ("(x^2 + 1)^3 e^x/sqrt(x^4 + 2)", "((x² + 1)³ e^x/√(x⁴ + 2)) · d/dx ln((x² + 1)³ e^x/√(x⁴ + 2))"),
    ("(x^2 + 1)^x (cos(2x) + 3)^5", "(x² + 1)^x(cos 2x + 3)⁵ · d/dx ln((x² + 1)^x(cos 2x + 3)⁵)"),
)
NOT_FIRST = (
    "x^5 sqrt(3 + x^6)/(4 + x^2)^3",  # 0 at 0, where it has a derivative
    "x^2 e^(4x)/(x - 4)^2",
    "a e^(4x) (x^2 + 1)^3/(x^2 + 2)^2",  # 0 for a = 0
    "x^x sin(x)",
    "x^3/(x^2 + 1)",
    "e^x sin(x)/((x^2 + 1)(x - 3))",
)
FACTORS = ("x", "x - 1", "2x + 1", "sin(x)", "cos(x) + 2", "e^x", "x^2 + 1", "|x|", "3", "-1", "-2/3", "y", "1 - x^2")
EXPONENTS = ("-2", "-1", "1/2", "-3/2", "1/3", "2/3", "1", "1", "2", "3", "y", "x")


def read(text: str) -> Surface:
    found = reading(text)
    assert isinstance(found, Reading), text
    return found.surface


@pytest.mark.parametrize(("text", "sum_"), OPENED, ids=[t for t, _ in OPENED])
def test_a_logarithm_is_opened(text, sum_):
    terms = opened(read(text), "x")
    assert terms is not None
    assert plain(terms) == sum_


@pytest.mark.parametrize("text", AS_THEY_STAND)
def test_a_logarithm_of_one_part_stays(text):
    assert opened(read(text), "x") is None


def product(source: Random, depth: int = 2) -> Surface:
    """A random product, quotient or power of factors of either sign."""
    if depth == 0 or source.random() < 0.2:
        return read(source.choice(FACTORS))
    if source.random() < 0.4:
        exponent = read(source.choice(EXPONENTS))
        return build("pow", (product(source, depth - 1), exponent))
    if source.random() < 0.2:
        return build(source.choice(("neg", "sqrt", "cbrt")), (product(source, depth - 1),))
    return build(source.choice(("mul", "div")), (product(source, depth - 1), product(source, depth - 1)))


@pytest.mark.parametrize("batch", range(4))
def test_it_has_the_value_of_the_logarithm_wherever_that_has_one(batch):
    seen = 0
    for seed in range(100 * batch, 100 * batch + 100):
        whole = build("log", (product(Random(seed), 1 + seed % 4),))
        terms = opened(whole, "x")
        if terms is None:
            continue
        for x, y in ((0.7, 1.3), (-0.6, 0.4), (-1.7, -0.8), (2.4, -1.1), (0.2, 2.1)):
            with np.errstate(all="ignore"):
                before, after = (float(evaluate(e, {"x": x, "y": y})) for e in (whole, terms))
            if np.isfinite(before):
                seen += 1
                assert after == pytest.approx(before, rel=1e-9, abs=1e-9), f"seed {seed} at {x}, {y}: {plain(whole)}"
    assert seen > 100


@pytest.mark.parametrize(("text", "line"), FIRST, ids=[t for t, _ in FIRST])
def test_logarithms_are_taken_first_of_what_is_never_0(text, line):
    after = taken_first(read(text), "x")
    assert after is not None
    assert plain(after) == line


@pytest.mark.parametrize("text", NOT_FIRST)
def test_they_are_not_where_it_may_be_0_or_the_quotient_is_simple(text):
    assert taken_first(read(text), "x") is None


@pytest.mark.parametrize("text", [t for t, _ in (*OPENED, *FIRST)])
def test_the_derivative_is_that_of_what_was_written(text):
    assert st.derive(text, wrt="x").check().passed


@pytest.mark.parametrize(
    ("text", "asked", "at"),
    [
        ("ln(x/(x - 1))", {"x/(x - 1) > 0"}, 1 / -1.5 - 1 / -2.5),
        ("ln(x (x - 1))", {"x*(x - 1) > 0"}, 1 / -1.5 + 1 / -2.5),
        ("ln(x sin(x))", {"x*sin(x) > 0"}, 1 / -1.5 + 1 / np.tan(-1.5)),
        ("ln|x|", {"x != 0"}, 1 / -1.5),
    ],
)
def test_two_negative_factors_are_no_less_than_two_positive_ones(text, asked, at):
    """The conditions are those of what was written, and the derivative holds wherever they do."""
    d = st.derive(text, wrt="x")
    assert set(d.conditions) == asked
    assert d.compile("numpy")(x=-1.5) == pytest.approx(at)


@pytest.mark.parametrize("text", [t for t, _ in (*OPENED, *FIRST)])
def test_no_step_asks_for_more_than_the_function(text):
    """A step may say that a factor is not 0; where the function has a value, it is not."""
    e = read(text)
    whole = [c.holds for c in conditions(e, "x")]
    steps = [c.holds for step in derivation(e, "x").steps for c in step.conditions]
    met = 0
    for x, others in ((0.3, 0.6), (0.7, 1.3), (-0.6, 0.4), (-1.7, -0.8), (2.4, -1.1), (5.3, 1.7)):
        point = {"x": x, **dict.fromkeys("abcy", others)}
        if all(true(c, point) for c in whole):
            met += 1
            assert all(true(c, point) for c in steps), point
    assert met


def true(comparison: Surface | None, point: dict[str, float]) -> bool:
    """Does it hold at a point?"""
    assert comparison is not None
    with np.errstate(all="ignore"):
        a, b = (float(evaluate(side, point)) for side in comparison.args)
    return {">": a > b, ">=": a >= b, "!=": a != b, "<": a < b, "<=": a <= b}[str(comparison.data)]


@pytest.mark.parametrize("text", ["ln|x|", "ln|sin x|", "ln|x^2 - 1|", "2 ln|x| - ln|2x + 1|"])
def test_a_logarithm_of_a_size_is_written_and_read_back(text):
    e = read(text)
    assert any(inside_size(a) is not None for a in (e, *e.args, *(b for a in e.args for b in a.args)))
    assert read(plain(e)) is e
    assert read(write(e)) is e


def test_a_large_argument_is_told_as_it_stands():
    x = variable("x")
    e = x
    for k in range(1, 70):
        e = build("mul", (e, build("add", (x, number(k)))))
    assert opened(build("log", (e,)), "x") is None
    assert taken_first(e, "x") is None
