"""Laws on random trees: what is written is read back to the same mathematics; the seed of a failure is its name."""

from random import Random

import pytest
from tests.notation.writing_samples import SHAPES, SPECIAL, random_tree, sample

from steepest.calculus.lower import lower
from steepest.calculus.operators import OPERATORS
from steepest.calculus.surface import Surface, variables
from steepest.notation.latex import latex
from steepest.notation.reading import read
from steepest.notation.text import write

READABLE = sorted(set(OPERATORS) - {"derivative", "prime", "compare"})


def same_core(e: Surface, text: str, syntax: str) -> None:
    again = read(text, variables(e), syntax)
    assert isinstance(again, Surface), f"{text}: {again}"
    assert lower(again) is lower(e), text


@pytest.mark.parametrize("seed", range(500))
def test_written_text_is_read_back_to_the_same_core(seed):
    random = Random(seed)
    e = random_tree(random, 5, random.choice([(), SHAPES["y"], SHAPES["X"], SHAPES["A"]]))
    same_core(e, write(e), "text")


@pytest.mark.parametrize("op", READABLE)
def test_every_operator_is_read_back_from_text(op):
    e = sample(op)
    same_core(e, write(e), "text")


@pytest.mark.parametrize("op", READABLE)
def test_every_operator_is_read_back_from_latex(op):
    e = sample(op)
    same_core(e, latex(e), "latex")


@pytest.mark.parametrize("seed", range(300))
def test_written_latex_is_read_back_to_the_same_core(seed):
    random = Random(seed)
    e = random_tree(random, 5, random.choice([(), SHAPES["y"], SHAPES["X"], SHAPES["A"]]))
    same_core(e, latex(e), "latex")


def test_a_let_is_read_back():
    same_core(SPECIAL["let"], write(SPECIAL["let"]), "text")
