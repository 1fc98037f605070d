"""Laws on verdicts: what is written otherwise is equal with one domain, what is changed a little is not."""

from fractions import Fraction
from random import Random

import pytest
from tests.laws.expressions import scalar

from steepest.calculus.lower import lower
from steepest.calculus.operators import build
from steepest.calculus.surface import Surface, number, variable, walk
from steepest.compute.same import Same, same

BATCHES = 20
SIZE = 15


def written_otherwise(root: Surface, source: Random) -> Surface:
    """The same expression in other words, defined at the same places."""
    done: dict[Surface, Surface] = {}
    for e in walk(root):
        args = tuple(done[a] for a in e.args)
        turn = source.random() < 0.5
        if e.op in ("add", "mul", "maximum", "minimum") and turn:
            done[e] = build(e.op, args[::-1])
        elif e.op == "div" and turn:
            done[e] = build("mul", (args[0], build("pow", (args[1], number(-1)))))
        elif e.op == "neg" and turn:
            done[e] = build("mul", (number(-1), args[0]))
        elif e.op == "pow" and turn and e.args[1].data == 2:
            done[e] = build("mul", (args[0], args[0]))
        elif e.op == "sqrt" and turn:
            done[e] = build("pow", (args[0], number(Fraction(1, 2))))
        elif e.op == "exp" and turn:
            done[e] = build("div", (number(1), build("exp", (build("neg", args),))))
        else:
            done[e] = build(e.op, args, e.data) if e.args else e
    return done[root]


def verdict(a: Surface, b: Surface) -> Same:
    return same(lower(a), lower(b), (a, b))


@pytest.mark.parametrize("batch", range(BATCHES))
def test_an_expression_in_other_words_is_equal_with_the_same_domain(batch: int) -> None:
    for k in range(SIZE):
        source = Random(1000 * batch + k)
        e = scalar(source, 2 + k % 3)
        found = verdict(e, written_otherwise(e, source))
        assert found.equal in (True, None), f"seed {1000 * batch + k}: {e!r} {found}"
        assert not found.domain_differs, f"seed {1000 * batch + k}: {e!r} {found}"


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_change_in_the_thirtieth_digit_is_seen(batch: int) -> None:
    for k in range(SIZE):
        source = Random(1000 * batch + k)
        e = scalar(source, 2 + k % 3)
        small = build("div", (variable("x"), number(10**30)))
        found = verdict(e, build("add", (e, small)))
        assert found.equal in (False, None), f"seed {1000 * batch + k}: {e!r} {found}"
        assert found.equal is False or "point" in found.decided_by
