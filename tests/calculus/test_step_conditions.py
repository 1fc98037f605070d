"""A step says what it asks for; a step that asks for nothing says nothing."""

import pytest

import steepest as st
from steepest.notation.text import write

ROWS = (
    ("log(x^2 - 1)", {"abs(x) > 1"}),
    ("sqrt(sin(x))", {"sin(x) > 0"}),
    ("1/(x - 1)", {"x != 1"}),
    ("arcsin(x/2)", {"abs(x) < 2"}),
    ("exp(x^2)", set()),
    ("log(1 + x^2)", set()),
    ("3*log(x) + x", {"x > 0"}),
)


@pytest.mark.parametrize(("text", "asked"), ROWS, ids=[t for t, _ in ROWS])
def test_the_steps_ask_for_what_the_result_asks_for(text, asked):
    d = st.derive(text, wrt="x")
    for grain in ("teacher", "every"):
        found = {write(c.holds) for step in d.at(grain) for c in step.conditions}
        assert found == asked, grain
    assert set(d.conditions) == asked
    assert all(step.shape == () for step in d.steps)
