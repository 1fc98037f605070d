"""Are two expressions equal? Yes, no with a point that shows it, or undecided; and whether their domains differ.

The stages, cheapest first (design, engine §5): one normal form; exact canonical quotients; for arrays a prime field;
points in ball arithmetic. *No* is said only when a ball excludes zero at a point where both are defined, so it is a
proof. The same question gets the same answer on every machine: points come from a hash of the two expressions.
"""

from __future__ import annotations

from collections.abc import Mapping

from steepest.calculus.expr import Expr, larger
from steepest.calculus.surface import Surface
from steepest.compute.verdicts import CANONICAL, FIELD, NORMAL_FORM, Fact, Same

__all__ = ["Fact", "Same", "same"]

LARGE = 300  # nodes; the work of a canonical quotient grows faster than the graph, that of values does not


def same(
    a: Expr, b: Expr, written: tuple[Surface, Surface] | None = None, assume: Mapping[str, Fact] | None = None
) -> Same:
    """Are `a` and `b` equal wherever both are defined?

    `written` are the two expressions as they were written: domains are read off them, for the normal form of x/x is 1.
    `assume` restricts the points looked at ("positive", "integer", an interval).
    """
    if a.shape != b.shape:
        return Same(False, False, None, "the shapes differ")
    if a is b and written is None:
        return Same(True, False, None, NORMAL_FORM)
    from steepest.compute.arrays import agree_in_a_field, arrays_decided
    from steepest.compute.deciding import decided
    from steepest.compute.exact import exactly_equal
    from steepest.compute.points import seed
    from steepest.compute.tape import NotScalar, taped

    facts = dict(assume or {})
    if written is None and not facts and not a.shape and larger(a, LARGE) and agree_in_a_field(a, b, {}):
        return Same(True, False, None, FIELD)
    try:
        tape = taped(*(written or (a, b)))
    except NotScalar:
        return Same(True, False, None, NORMAL_FORM) if a is b else arrays_decided(a, b, facts)
    how = NORMAL_FORM if a is b else CANONICAL if exactly_equal(a, b) else ""
    if how and (written is None or tape.total):
        return Same(True, False, None, how)
    return decided(tape, seed(a.key, b.key), how, facts)
