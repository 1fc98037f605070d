"""A derivation uses the rules of a good book, in the book's order, on lines about as long."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.tables.worked_examples import WORKED, Worked

from steepest import same
from steepest.calculus.derive import Derivation, derivation
from steepest.calculus.rules import RULES
from steepest.calculus.surface import variables
from steepest.notation.plain import plain
from steepest.notation.reading import Reading, reading

SILENT = {"sum", "constant multiple", "constant", "variable", "simplify"}
NAMES = sorted((r.name for r in RULES if "," in r.name), key=len, reverse=True)
SHARE = 0.95
OPEN = ("d/d", "∂/∂", "∂u", "′", "=")  # what a line has that is not yet a value
PARTS = {"x ln(x) - x", "6sin(x)^2 + 3(x^2 + 1)^x (cos(2x) + 3)^5"}  # their longest line is that of one of two terms
VALUES = [row for row in WORKED if row.text not in PARTS and not any(sign in row.longest for sign in OPEN)]


def rules_in(told: str) -> list[str]:
    """The rules named in a line, those left out that books apply without a word."""
    for name in NAMES:
        told = told.replace(name, name.replace(",", ";"))
    return [name.replace(";", ",") for name in told.split(", ") if name.replace(";", ",") not in SILENT]


def ours(d: Derivation) -> list[str]:
    """The rules of a derivation at a teacher's grain, in order."""
    return [name for step in d.steps for name in rules_in(step.name)]


def distance(found: list[str], lines: tuple[str, ...]) -> int:
    """How many rules have to be put in or left out; within a line of the book their order is free."""
    books = [Counter(rules_in(line)) for line in lines]
    best = [_apart(found[:i], books[0]) for i in range(len(found) + 1)]
    for book in books[1:]:  # best[i]: of our first i rules and the book's lines so far
        best = [min(best[j] + _apart(found[j:i], book) for j in range(i + 1)) for i in range(len(found) + 1)]
    return best[-1]


def _apart(ours: list[str], book: Counter[str]) -> int:
    mine = Counter(ours)
    return ((mine - book) + (book - mine)).total()


def derived(row: Worked) -> Derivation:
    found = reading(row.text)
    assert isinstance(found, Reading)
    return derivation(found.surface, row.wrt)


def widest(row: Worked) -> int:
    d = derived(row)
    partial = len(variables(d.start)) > 1
    return max(len(plain(step.after, partial)) for step in d.steps)


def test_there_are_enough_worked_examples() -> None:
    assert len(WORKED) >= 60
    assert len({(row.text, row.wrt) for row in WORKED}) == len(WORKED)
    assert all(row.source and row.longest for row in WORKED)


@pytest.mark.parametrize("least", [0, 2])
def test_the_rules_are_those_of_the_books_in_their_order(least: int) -> None:
    """Of all rows, and of those alone that take two rules or more."""
    rows = [row for row in WORKED if sum(len(rules_in(line)) for line in row.lines) >= least]
    told = {f"{row.text} by {row.wrt}": (ours(derived(row)), row.lines) for row in rows}
    apart = {name: pair for name, pair in told.items() if distance(*pair) > 1}
    assert len(apart) <= (1 - SHARE) * len(rows), apart


def test_the_order_of_rules_counts() -> None:
    book = ("quotient", "product, power")
    assert distance(["quotient", "power", "product"], book) == 0
    assert distance(["quotient", "product"], book) == 1
    assert distance(["product", "quotient", "power"], book) == 2
    assert distance(["chain", "sin"], ("chain (power)",)) == 3


@pytest.mark.parametrize("row", WORKED, ids=lambda r: f"{r.text} by {r.wrt}")
def test_no_line_is_wider_than_one_and_a_half_times_the_books(row: Worked) -> None:
    """The exceptions say why, and are taken out of the table once they are none."""
    assert (widest(row) > 1.5 * len(row.longest)) == bool(row.wider)


def test_exceptions_to_the_width_are_few() -> None:
    assert sum(bool(row.wider) for row in WORKED) <= 4


@pytest.mark.parametrize("row", VALUES, ids=lambda r: f"{r.text} by {r.wrt}")
def test_the_sources_line_is_our_derivative(row: Worked) -> None:
    """A line written down wrongly would show here."""
    assert same(derived(row).result, row.longest.translate(str.maketrans("[]{}", "()()"))).equal


def test_most_lines_are_held_to_that() -> None:
    assert len(VALUES) >= 100


@pytest.mark.parametrize("text", ["x^2 sin(x)", "sin(x) cos(x)", "-x^2 sin(x)"])
def test_a_factor_after_a_derivative_is_not_taken_into_it(text: str) -> None:
    (line,) = [step.after for step in derived(Worked(text, (), "")).steps if step.name == "product"]
    assert "d/dx[" in plain(line), plain(line)
