"""A right answer stays right however it is written: expanded, factored, by identities, in text or LaTeX."""

import os
from random import Random

import pytest
from tests.course.rewriting import rewritten, typed

from steepest.course.grade import grade, vary
from steepest.course.kinds import expression
from steepest.course.lesson import load
from steepest.course.variant import variants

ITEMS = [
    vary(q, seed)
    for one in load()
    for q in (*one.questions, *one.blanks)
    if q.kind == "expression"
    for seed in range(variants(q))
]
COUNT = int(os.environ.get("REWRITINGS", "400"))  # the measure is 10000, which takes some minutes
PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_a_right_answer_in_another_form_is_marked_wrong(part):
    source = Random(part)
    for _ in range(COUNT // PARTS):
        item = source.choice(ITEMS)
        text = typed(rewritten(expression.target(item).surface, source, source.randint(1, 5)), source)
        assert grade(item, text).kind == "correct", (part, item.body, text)
