"""What cannot be asked for is refused by name, with what can be; nothing that was given is passed over."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import steepest as st
from steepest.compute.program import BadArguments

REFUSED: tuple[tuple[str, type[Exception], str, Callable[[], object]], ...] = (
    ("a syntax", ValueError, "There is no syntax `maple`", lambda: st.read("x^2", syntax="maple")),
    ("a syntax", ValueError, "auto, text, latex", lambda: st.derive("x^2", "x", syntax="maple")),
    ("half a size", st.Unreadable, "`3.5` is not a size", lambda: st.derive("x^2", "x", shapes={"x": (3.5,)})),
    ("half a size", st.Unreadable, "`3.5` is not a size", lambda: st.derive("x^2", "x", shapes={"x": 3.5})),
    ("a name too many", BadArguments, "There is no z in this", lambda: st.evaluate("x", x=1, z=3)),
    ("nothing", BadArguments, "None is not a number", lambda: st.evaluate("x^2", x=None)),
    ("nothing", BadArguments, "None is not a number", lambda: st.compile("x^2")(x=None)),
    ("words", BadArguments, "'a' is not a number", lambda: st.evaluate("x^2", x="a")),
    ("a complex number", BadArguments, "1j is not a number", lambda: st.evaluate("x^2", x=1j)),
    ("a ragged list", BadArguments, "is not a number or an array", lambda: st.evaluate("x^2", x=[[1, 2], [3]])),
    ("half an order", ValueError, "a whole number, 1 or more, and 1.5", lambda: st.derive("x^2", "x", order=1.5)),
    ("an order in words", ValueError, "a whole number", lambda: st.derive("x^2", "x", order="2")),
    ("order 0", ValueError, "1 or more", lambda: st.derive("x^2", "x", order=0)),
    ("no points", ValueError, "The number of points", lambda: st.derive("x^2", "x").check(points=0)),
    ("no name", ValueError, "`wrt` is the name of a variable", lambda: st.derive("x^2", None)),
    ("no names", ValueError, "`wrt` is the name of a variable", lambda: st.derive("x^2", [])),
    ("facts without names", ValueError, "by name", lambda: st.derive("x^2", "x", assume=["positive"])),
    ("an entry", BadArguments, "Entry 7 was asked for", lambda: st.evaluate("x[i]^2", x=[1, 2, 3], i=7)),
)  # fmt: skip


@pytest.mark.parametrize(("error", "said", "asked"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_cannot_be_asked_for_is_refused(error: type[Exception], said: str, asked: Callable[[], object]) -> None:
    with pytest.raises(error, match=said):
        asked()


def test_numbers_of_other_kinds_are_numbers() -> None:
    from decimal import Decimal
    from fractions import Fraction

    import numpy as np

    for half in (Fraction(1, 2), Decimal("0.5"), np.float32(0.5), np.array(0.5)):
        assert st.evaluate("x^2", x=half) == 0.25
        assert st.compile("x^2")(x=half) == 0.25
    assert st.evaluate("x[i]^2", x=[1, 2, 3], i=1) == 4
