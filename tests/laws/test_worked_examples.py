"""A derivation uses the rules of a good book, in the book's order, on lines about as long."""

from __future__ import annotations

from itertools import permutations, product

import pytest
from tests.tables.worked_examples import WORKED, Worked

from steepest.calculus.derive import Derivation, derivation
from steepest.calculus.rules import RULES
from steepest.calculus.surface import variables
from steepest.notation.plain import plain
from steepest.notation.reading import Reading, reading

SILENT = {"sum", "constant multiple", "constant", "variable", "simplify"}
NAMES = sorted((r.name for r in RULES if "," in r.name), key=len, reverse=True)
SHARE = 0.9


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
    orders = [list(permutations(rules_in(line)))[:120] for line in lines]
    return min(_edits(found, [name for line in choice for name in line]) for choice in product(*orders))


def _edits(a: list[str], b: list[str]) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        new = [i]
        for j, y in enumerate(b, 1):
            new.append(row[j - 1] if x == y else 1 + min(row[j], new[j - 1]))
        row = new
    return row[-1]


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
    assert all(row.source for row in WORKED)


def test_the_rules_are_those_of_the_books_in_their_order() -> None:
    told = {f"{row.text} by {row.wrt}": (ours(derived(row)), row.lines) for row in WORKED}
    apart = {name: pair for name, pair in told.items() if distance(*pair) > 1}
    assert len(apart) <= (1 - SHARE) * len(WORKED), apart


@pytest.mark.parametrize("row", [r for r in WORKED if r.longest], ids=lambda r: f"{r.text} by {r.wrt}")
def test_no_line_is_wider_than_one_and_a_half_times_the_books(row: Worked) -> None:
    assert widest(row) <= 1.5 * len(row.longest)


@pytest.mark.parametrize("text", ["x^2 sin(x)", "sin(x) cos(x)", "-x^2 sin(x)"])
def test_a_factor_after_a_derivative_is_not_taken_into_it(text: str) -> None:
    (line,) = [step.after for step in derived(Worked(text, (), "")).steps if step.name == "product"]
    assert "d/dx[" in plain(line), plain(line)
