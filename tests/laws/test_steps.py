"""Every step of a derivation keeps the value, and the last one is the result; on random expressions, by seed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

import pytest
from tests.laws.expressions import scalar

from steepest.calculus.derive import Derivation, derivation, lines
from steepest.calculus.lower import lower
from steepest.calculus.operators import build
from steepest.calculus.rules import RULES, Rule
from steepest.calculus.surface import Surface, number, variable
from steepest.compute.same import same
from steepest.notation.reading import Reading, reading
from steepest.notation.steps import Chapter, chapters, unfolded
from steepest.notation.text import write

BATCHES = 20
EACH = 25  # in a batch: 500 expressions


def expressions(batch: int) -> Iterator[tuple[str, Surface]]:
    for k in range(EACH):
        seed = 1000 * batch + k
        yield f"seed {seed}", scalar(Random(seed), 1 + k % 4)


def derivations(batch: int) -> Iterator[tuple[str, Derivation]]:
    for name, e in expressions(batch):
        yield name, derivation(e, "x")


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_step_keeps_the_value(batch: int) -> None:
    for name, d in derivations(batch):
        for step in d.steps:
            first, second = lower(step.before), lower(step.after)
            assert first is second or same(first, second).equal is not False, f"{name}: {step.name} in {step.before!r}"


@pytest.mark.parametrize("batch", range(0, BATCHES, 4))
def test_every_single_rule_keeps_the_value(batch: int) -> None:
    for name, d in derivations(batch):
        for step in lines(d.steps, "every"):
            first, second = lower(step.before), lower(step.after)
            assert first is second or same(first, second).equal is not False, f"{name}: {step.name} in {step.before!r}"


@pytest.mark.parametrize("batch", range(BATCHES))
def test_each_line_begins_where_the_last_one_ended(batch: int) -> None:
    for name, d in derivations(batch):
        for grain in ("every", "teacher"):
            line = d.start
            for step in lines(d.steps, grain):
                assert lower(step.before) is lower(line), f"{name} at grain {grain}: {step.name}"
                line = step.after
            assert lower(line) is lower(d.result), f"{name} at grain {grain}"


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_result_is_the_last_line_and_holds_no_derivative(batch: int) -> None:
    for name, d in derivations(batch):
        assert d.steps, name
        assert d.steps[-1].after is d.result, name
        assert lower(d.result) is d.expr, name


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_result_is_read_back_as_it_was_written(batch: int) -> None:
    for name, d in derivations(batch):
        again = reading(write(d.result))
        assert isinstance(again, Reading), f"{name}: {write(d.result)}"
        assert lower(again.surface) is d.expr, f"{name}: {write(d.result)}"


@pytest.mark.parametrize("batch", range(0, BATCHES, 4))
def test_a_folded_line_is_the_line_with_its_letters_put_back(batch: int) -> None:
    for name, d in derivations(batch):
        for grain in ("every", "teacher", "result"):
            (chapter,) = chapters([d], grain)
            assert chapter.lines, name
            assert unfolded(chapter.lines[-1]) is d.result or _same(unfolded(chapter.lines[-1]), d.result), name
            _letters_stand_for_something(chapter, name)


def _same(a: Surface, b: Surface) -> bool:
    return lower(a) is lower(b)


def _letters_stand_for_something(chapter: Chapter, name: str) -> None:
    letters = [letter for line in chapter.lines for letter, _ in line.letters]
    assert len(set(letters)) == len(letters), name


@pytest.mark.parametrize("rule", [r for r in RULES if r.example[0]], ids=lambda rule: rule.name)
def test_the_example_of_a_rule_is_true_and_uses_it(rule: Rule) -> None:
    before, after = (read(text) for text in rule.example)
    d = derivation(before, "x")
    assert same(d.expr, lower(after)).equal is True
    assert rule.name in {part.rule.name for step in d.steps for part in (*step.parts, step)}


def read(text: str) -> Surface:
    """A text as read; a comparison, which stands only inside another expression, by itself."""
    if re.fullmatch(r"\(.*[<>].*\)", text):
        return read(f"2*{text}").args[1]
    found = reading(text)
    assert isinstance(found, Reading), text
    return found.surface


def test_every_rule_has_an_example() -> None:
    assert not [rule.name for rule in RULES if not rule.example[0]]


@pytest.mark.parametrize("layers", [10, 20, 40, 80])
def test_a_derivative_that_comes_up_again_is_done_once(layers: int) -> None:
    e = variable("x")
    for _ in range(layers):
        e = build("add", (e, build("tanh", (e,))))
    assert len(derivation(e, "x").steps) <= 4 * layers


def test_eight_hundred_layers_are_derived() -> None:
    e = variable("x")
    for _ in range(800):
        e = build("relu", (build("add", (build("mul", (number(2), e)), number(1))),))
    assert derivation(e, "x").steps
