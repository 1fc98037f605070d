"""The proof of equality or difference of two scalar expressions in ball arithmetic, at points on every side.

*No* is said only when a ball excludes zero at a point where both are defined, so it is a proof. *Yes* is said when at
24 and more points, spread over every cell that the switches cut, the difference is below 2⁻⁹⁰, and below 2⁻²⁰⁰⁰ at
some of them. Points where a switch is exactly 0 (a kink, the edge of a domain) are looked at apart: a difference
there is one of domains.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from flint import arb, ctx

from steepest.compute.balls import Value
from steepest.compute.points import Point, approach, around, balls, cells, fitted, holes, spread
from steepest.compute.tape import Tape
from steepest.compute.verdicts import Fact, Same

PRECISIONS = (128, 512, 2048)
TIE = 90  # balls tie when the difference is below 2⁻⁹⁰ of the values, or of 1
ENOUGH = 24
FEWEST = 8  # with so few points where both are defined, no verdict
FIRST = 40
LINES = 2  # points through which lines are searched, where there are several variables and branches
CONFIRMED = 4  # ties looked at again at the highest precision
RAISES = 30  # how often the precision may be raised in one question
CONSTANT = 1000  # constants are equal when the difference is below 2⁻¹⁰⁰⁰

NOWHERE = "no point was found where both are defined"
NICE = tuple(map(Fraction, ("2", "1/2", "3", "-1", "1/3", "1", "-2", "5", "1/4", "7", "-1/2", "10", "0")))
ROUNDED = (1, 2, 10, 100, 1000, 10**5)  # denominators


def decided(tape: Tape, seed: int, proved: str, facts: Mapping[str, Fact]) -> Same:
    """The verdict on the two expressions of a tape; `proved` says what has proved them equal where both are defined.

    A point where they differ overrules such a proof: it would be a fault of ours, and must not be told as true.
    """
    return _search(tape, seed, proved, facts) if tape.variables else _constants(tape, proved)


# --- one point -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Judge:
    """Looks at points; counts how often it may still raise the precision."""

    tape: Tape
    raises: int = RAISES

    def at(self, point: Point, precision: int | None = None, edge: bool = False) -> tuple[str, list[Value]]:
        """The word for a point: differ, tie, one (defined for one only), none (for neither) or open; and the values."""
        rational = self.tape.rational(point) if edge else None
        for bits in PRECISIONS if precision is None else (precision,):
            if bits > PRECISIONS[0] and precision is None:
                if not self.raises:
                    break
                self.raises -= 1
            with ctx.workprec(bits):
                values = self.tape.run(balls(point), rational)
                word = verdict(*(values[k] for k in self.tape.out))
            if word != "open":
                return word, values
        return "open", values

    def on_edge(self, values: list[Value], live: set[int]) -> bool:
        """Is a switch exactly 0 here?"""
        return any((v := values[k]) is not None and v.is_zero() for k in self.tape.switches if k in live)


def verdict(x: Value, y: Value) -> str:
    """What one point says, at the working precision."""
    if x is None or y is None:
        if x is None and y is None:
            return "none"
        other = y if x is None else x
        return "one" if other is not None and other.is_finite() else "open"
    if not (x.is_finite() and y.is_finite()):
        return "open"
    gap = x - y
    if not gap.contains(0):
        return "differ"
    if gap.is_zero() or gap.rad() * 2**TIE < abs(x).max(abs(y)).max(arb(1)):
        return "tie"
    return "open"


def _constants(tape: Tape, proved: str) -> Same:
    for bits in (128, 512, 2048):
        with ctx.workprec(bits):
            x, y = (tape.run({})[k] for k in tape.out)
            if x is None or y is None:
                one = (x is None) != (y is None)
                equal = True if proved else None
                return Same(equal, one, {} if one else None, "not defined over the real numbers")
            gap = x - y
            if gap.is_finite() and not gap.contains(0):
                return Same(False, False, {}, f"ball arithmetic at {bits} bits excludes equality")
            if proved:
                return Same(True, False, None, proved)
            if bits == 2048 and gap.is_finite() and gap.rad() * 2**CONSTANT < 1:
                return Same(True, False, None, "ball arithmetic at 2,048 bits: the difference is below 2⁻¹⁰⁰⁰")
    return Same(True if proved else None, False, None, proved or "undecided at 2,048 bits")


# --- many points -----------------------------------------------------------------------------------------------------


def _search(tape: Tape, seed: int, proved: str, facts: Mapping[str, Fact]) -> Same:
    judge = _Judge(tape)
    source = Random(seed)
    names = list(tape.variables)
    live: set[int] = set()
    ties: list[Point] = []
    edges: list[tuple[Point, str]] = []
    elsewhere: Point | None = None  # where only one is defined
    looked: list[Point] = []

    def look(point: Point, edge: bool = False) -> bool:
        """Judge a point; True when it shows a difference."""
        nonlocal elsewhere
        word, values = judge.at(point, edge=edge)
        live.update(k for k in tape.switches if (v := values[k]) is not None and not v.contains(0))
        if word == "one":
            elsewhere = elsewhere or point
        elif judge.on_edge(values, live):
            edges.append((point, word))
        elif word == "differ":
            return True
        elif word == "tie":
            ties.append(point)
        return False

    for point in spread(names, FIRST, source, facts):
        looked.append(point)
        if look(point):
            return _different(judge, point, names, facts)
    start = ties[0] if ties else approach(tape, looked, facts)
    if start is not None:
        through = [start, *ties[1:LINES]] if len(names) > 1 and tape.branches else [start]
        with ctx.workprec(64):
            inside = [found for p in through for found in cells(tape, p, names, facts)]
        for point, edge in inside:
            if look(point, edge):
                return _different(judge, point, names, facts)
        if len(ties) < ENOUGH:
            for point in around(start, 3 * ENOUGH, source, facts):
                if look(point):
                    return _different(judge, point, names, facts)
                if len(ties) >= ENOUGH:
                    break
    apart = elsewhere or next((p for p, w in edges if w == "differ"), None)
    if apart is None and start is not None and _has_a_hole(tape, start, names, facts):
        return Same(True, True, None, proved or f"ball arithmetic at {len(ties)} points")
    shown: dict[str, object] | None = None
    if apart is not None:
        shown = _shown(judge, apart, "one" if elsewhere else "differ", names, facts)
    if proved:
        return Same(True, apart is not None, shown, proved)
    if len(ties) >= FEWEST:
        for point in ties[:CONFIRMED]:
            word, _ = judge.at(point, PRECISIONS[-1])
            if word == "differ":
                return _different(judge, point, names, facts)
        return Same(True, apart is not None, shown, f"ball arithmetic at {len(ties)} points")
    return Same(None, apart is not None, shown, NOWHERE if not ties else f"only {len(ties)} points have both")


def _has_a_hole(tape: Tape, start: Point, names: list[str], facts: Mapping[str, Fact]) -> bool:
    """Is there a zero of something below a line at which one of the two has no value, and the other has: sin x cot x?

    The zero need not be known: its sign changes within a ball over which the other has values.
    """
    if not tape.poles or any(op == "where" for op, _ in tape.names):
        return False
    with ctx.workprec(PRECISIONS[0]):
        for ball in holes(tape, start, names, facts):
            values = tape.run(ball)
            defined = [(v := values[k]) is not None and v.is_finite() for k in tape.out]
            if defined[0] != defined[1]:
                return True
    return False


def _different(judge: _Judge, point: Point, names: list[str], facts: Mapping[str, Fact]) -> Same:
    """The verdict *no*, with the simplest point that shows it."""
    return Same(
        False, False, _shown(judge, point, "differ", names, facts), "ball arithmetic excludes equality at a point"
    )


def _shown(judge: _Judge, point: Point, word: str, names: list[str], facts: Mapping[str, Fact]) -> dict[str, object]:
    """The simplest point that shows what `point` does."""
    tries = [{n: NICE[(k + j) % len(NICE)] for j, n in enumerate(names)} for k in range(len(NICE))]
    tries += [{n: Fraction(round(v * d), d) for n, v in point.items()} for d in ROUNDED]
    for simple in tries:
        if all(fitted(n, v, facts) == v for n, v in simple.items()) and judge.at(simple, PRECISIONS[0])[0] == word:
            point = simple
            break
    return {n: int(v) if v.denominator == 1 else v for n, v in point.items()}
