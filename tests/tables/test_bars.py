"""Each row of what bars a computation has a question that it bars."""

import re

import pytest

from steepest.tutor.hearing.barring import BARS
from steepest.tutor.hearing.bars import bare
from steepest.tutor.hearing.masking import masked
from steepest.tutor.hearing.patterns import pattern
from steepest.tutor.hearing.roles import heard
from steepest.tutor.hearing.understand import plainly, understood


@pytest.mark.parametrize("bar", BARS, ids=lambda bar: bar.example)
def test_its_example_is_computed(bar):
    assert understood(bar.example) is None
    assert re.search(pattern(bar.words).pattern, bare(heard(masked(plainly(bar.example))).left))
