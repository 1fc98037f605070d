"""Sets of real numbers: intervals, unions of them, and what is left where points are taken out.

A set is told by whether it begins at minus infinity, and by the cuts at which that changes: each lies just before or
just after a number. Numbers are constants of the core; two are told apart by their values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from steepest.calculus.expr import Expr, Number, number
from steepest.calculus.spans import SLACK, Span, about


class Unclear(Exception):
    """A number whose place among the others is not known well enough."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A place just before a number, or just after it."""

    at: Fraction
    after: bool
    exact: Expr

    @property
    def place(self) -> tuple[Fraction, bool]:
        """What cuts are ordered by."""
        return self.at, self.after


@dataclass(frozen=True, slots=True)
class Reals:
    """A set: does it begin at minus infinity, and where does that change?"""

    begins: bool
    cuts: tuple[Cut, ...] = ()

    @property
    def empty(self) -> bool:
        """Is nothing in it?"""
        return not self.begins and not self.cuts

    @property
    def whole(self) -> bool:
        """Is everything in it?"""
        return self.begins and not self.cuts


@dataclass(frozen=True, slots=True)
class Piece:
    """An interval; None for no end."""

    low: Cut | None
    high: Cut | None


EVERY, NOTHING = Reals(True), Reals(False)


def cut(at: Expr | Fraction | int, after: bool) -> Cut:
    """The cut before or after a number; raises `Unclear`."""
    exact = at if isinstance(at, Expr) else number(at)
    value = about(exact)
    if value is None:
        raise Unclear
    return Cut(value, after, exact)


def above(low: Expr | Fraction | int, closed: bool = False) -> Reals:
    """What is greater than a number, with the number where it is closed."""
    return Reals(False, (cut(low, not closed),))


def below(high: Expr | Fraction | int, closed: bool = False) -> Reals:
    """What is less than a number, with the number where it is closed."""
    return Reals(True, (cut(high, closed),))


def only(at: Expr | Fraction | int) -> Reals:
    """A single number."""
    return Reals(False, (cut(at, False), cut(at, True)))


def without(at: Expr | Fraction | int) -> Reals:
    """All numbers but one."""
    return rest(only(at))


def rest(s: Reals) -> Reals:
    """What is not in a set."""
    return Reals(not s.begins, s.cuts)


RELATIONS: dict[str, Reals] = {
    ">": above(0), ">=": above(0, True), "<": below(0), "<=": below(0, True), "==": only(0), "!=": without(0),
}  # fmt: skip


def _joined(sets: Iterable[Reals], keep: Callable[[Iterable[bool]], bool]) -> Reals:
    given = list(sets)
    begins = keep(s.begins for s in given)
    inside, now, cuts = [s.begins for s in given], begins, []
    every = sorted({c.place: c for s in given for c in s.cuts}.values(), key=lambda c: c.place)
    places = [{c.place for c in s.cuts} for s in given]
    for c in every:
        inside = [x != (c.place in own) for x, own in zip(inside, places, strict=True)]
        if keep(inside) != now:
            now = not now
            cuts.append(c)
    return Reals(begins, tuple(cuts))


def meet(*sets: Reals) -> Reals:
    """What is in all of them."""
    return _joined(sets, all)


def union(*sets: Reals) -> Reals:
    """What is in one of them."""
    return _joined(sets, any)


def within(a: Reals, b: Reals) -> bool:
    """Is all of `a` in `b`?"""
    return meet(a, rest(b)).empty


def contains(s: Reals, at: Fraction) -> bool:
    """Is a rational number in the set?"""
    return s.begins != (sum(c.place < (at, True) for c in s.cuts) % 2 == 1)


def pieces(s: Reals) -> Iterator[Piece]:
    """The intervals of a set, from the left."""
    low: Cut | None = None
    inside = s.begins
    for c in s.cuts:
        if inside:
            yield Piece(low, c)
        inside, low = not inside, c
    if inside:
        yield Piece(low, None)


def made_of(parts: Iterable[Piece]) -> Reals:
    """The union of intervals."""
    found = [
        meet(Reals(False, (p.low,)) if p.low else EVERY, Reals(True, (p.high,)) if p.high else EVERY) for p in parts
    ]
    return union(*found) if found else NOTHING


def moved(s: Reals, change: Callable[[Expr], Expr], rising: bool = True) -> Reals:
    """The numbers that a monotone change makes of those of a set; raises `Unclear`."""
    made = [cut(change(c.exact), c.after if rising else not c.after) for c in s.cuts]
    ends = s.begins != (len(s.cuts) % 2 == 1)
    return Reals(s.begins, tuple(made)) if rising else Reals(ends, tuple(reversed(made)))


def of_span(x: Span) -> Reals:
    """The numbers of an interval."""
    found = EVERY
    if x.low is not None:
        found = meet(found, above(x.low, x.low_in))
    if x.high is not None:
        found = meet(found, below(x.high, x.high_in))
    return meet(found, without(0)) if x.off_zero else found


def hull(s: Reals) -> Span:
    """The interval that holds a set."""
    parts = list(pieces(s))
    if not parts:
        return Span()
    (low, low_in), (high, high_in) = _end(parts[0].low, False), _end(parts[-1].high, True)
    return Span(low, high, low_in, high_in, meet(s, only(0)).empty)


def _end(c: Cut | None, after: bool) -> tuple[Fraction | None, bool]:
    """An end, outward by what may be wrong with it."""
    if c is None:
        return None, False
    if isinstance(c.exact, Number):
        return c.at, c.after == after
    slack = SLACK * (1 + abs(c.at))
    return c.at + (slack if after else -slack), True
