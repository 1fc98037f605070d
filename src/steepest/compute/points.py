"""Where to look: points chosen from a hash, on every side of everything that can change sign.

A point is a dict from names to rationals. The first points are spread over boxes of several sizes; then lines through
a good point are searched for the zeros of the switches (see `tape`), and one point is taken in every cell between two
zeros, and each zero that is a simple rational too. Functions defined almost nowhere are found by descending on how
far their arguments are outside the domain. Nothing here depends on time or on a global generator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from hashlib import blake2b
from itertools import pairwise
from random import Random

from flint import arb, ctx

from steepest.compute.balls import Ball, Value, exact
from steepest.compute.tape import SIZE, Tape
from steepest.compute.verdicts import Fact

Point = dict[str, Fraction]
Facts = Mapping[str, Fact]

BOXES = ((0.1, 2.0), (-2.0, 2.0), (0.0, 1.0), (-20.0, 20.0), (0.5, 20.0), (-1.0, 1.0), (1.0, 5.0), (-20.0, 0.0))
FAR = ((-0.01, 0.01), (-1000.0, 1000.0), (20.0, 1e6))
STEPS = (0.013, 0.17, 0.57, 0.91, 1.13, 1.71, 2.6, 3.7, 6.3, 11.0, 17.0, 37.0, 130.0, 2e3, 1e5, 1e8)
GRID = (*(-t for t in STEPS), *STEPS)
MOST_ZEROS = 6  # of one switch on one line
HUGE = 1e290
MOST_LINES = 4
HALVINGS = 40
BITS = 20  # points are whole multiples of 2⁻²⁰: exact as balls, and on no pattern a person would type


def seed(*keys: bytes) -> int:
    """A whole number that depends on nothing but the expressions."""
    return int.from_bytes(blake2b(b"".join(keys), digest_size=8).digest(), "big")


def dyadic(value: float) -> Fraction:
    """The multiple of 2⁻²⁰ nearest to a float, odd in the last place unless it is small."""
    n = round(value * (1 << BITS))
    return Fraction(n | 1, 1 << BITS)


def balls(point: Point) -> dict[str, Ball]:
    """A point as balls of the working precision."""
    return {name: exact(value) for name, value in point.items()}


def fitted(name: str, value: Fraction, facts: Facts) -> Fraction:
    """A value that obeys what is assumed of the variable."""
    fact = facts.get(name, "integer+" if name.startswith(SIZE) else None)
    if fact is None:
        return value
    if fact == "integer+":
        return Fraction(2 + abs(round(value)) % 50)
    if fact == "integer":
        return Fraction(round(value))
    if isinstance(fact, tuple):
        low, high = fact
        if low < value < high:
            return value
        if high == float("inf"):
            return dyadic(low + 0.001 + abs(float(value)))
        if low == float("-inf"):
            return dyadic(high - 0.001 - abs(float(value)))
        t = abs(float(value)) % 1.0
        return dyadic(low + (high - low) * (0.02 + 0.96 * t))
    return abs(value) if fact in ("positive", "posdef") else value


def spread(names: Sequence[str], count: int, source: Random, facts: Facts) -> Iterator[Point]:
    """Points over boxes of several sizes; every fifth one is whole, now and then each variable has a box of its own."""
    for k in range(count):
        if k % 5 == 4:
            low = -6 if k % 2 else 1
            raw = {n: Fraction(source.randint(low, 6)) for n in names}
        else:
            box = BOXES[k % len(BOXES)] if k % 8 != 7 else FAR[k // 8 % len(FAR)]
            mixed = k % 3 == 2 and len(names) > 1
            raw = {n: dyadic(source.uniform(*(source.choice(BOXES) if mixed else box))) for n in names}
        yield {n: fitted(n, v, facts) for n, v in raw.items()}


def middle(x: Value) -> float | None:
    """The midpoint of a finite ball as a float."""
    return max(-HUGE, min(HUGE, float(x.mid()))) if x is not None and x.is_finite() else None


def cells(tape: Tape, start: Point, names: Sequence[str], facts: Facts) -> Iterator[tuple[Point, bool]]:
    """On lines through `start`: a point in every cell between zeros of switches; and (True) the simple zeros."""
    if not tape.switches:
        return
    for name in names[:MOST_LINES]:
        if facts.get(name) == "integer" or name.startswith(SIZE):
            continue

        zeros = _zeros(tape, balls(start), name, sorted({*GRID, float(start[name])}))
        if not zeros:
            continue
        ends = [zeros[0] - 1 - abs(zeros[0]), *zeros, zeros[-1] + 1 + abs(zeros[-1])]
        for left, right in pairwise(ends):
            if right - left > 1e-9 * max(abs(left), abs(right)):
                yield {**start, name: fitted(name, Fraction(0.4721 * left + 0.5279 * right), facts)}, False
        for zero in zeros:
            simple = Fraction(zero).limit_denominator(64)
            if abs(float(simple) - zero) < 1e-7 * max(1.0, abs(zero)) and fitted(name, simple, facts) == simple:
                yield {**start, name: simple}, True


def _zeros(tape: Tape, start: dict[str, Ball], name: str, grid: Sequence[float]) -> list[float]:
    """Zeros and edges of the switches on a line, between neighbours of a grid, the ones nearest 0 of each."""
    runs = [tape.run({**start, name: arb(t)}) for t in grid]
    found: set[float] = set()
    for slot in tape.switches:
        only = tape.below(slot)
        values = [middle(run[slot]) for run in runs]

        def at(t: float, slot: int = slot, only: list[int] = only) -> float | None:
            return middle(tape.run({**start, name: arb(t)}, only=only)[slot])

        brackets = [(s, p, t, q) for (s, p), (t, q) in pairwise(zip(grid, values, strict=True)) if _between(p, q)]
        for s, p, t, q in sorted(brackets, key=lambda b: min(abs(b[0]), abs(b[2])))[:MOST_ZEROS]:
            if any(s < z < t for z in found) and len(found) > MOST_ZEROS:
                continue
            if p is None or q is None:
                found.add(_edge(at, s, p is None, t))
            else:
                found.add(t if q == 0 else _zero(at, s, p, t, q))
        if not brackets:
            found.update(_beyond(at, grid[:2], values[:2]) + _beyond(at, grid[-2:], values[-2:]))
    return sorted(found)


def holes(tape: Tape, start: Point, names: Sequence[str], facts: Facts) -> Iterator[dict[str, Ball]]:
    """On lines through `start`: small balls that hold a zero of what must not be 0, which changes its sign there."""
    for name in names[:MOST_LINES]:
        if facts.get(name) is not None or name.startswith(SIZE):
            continue
        here = balls(start)
        runs = [tape.run({**here, name: arb(t)}) for t in GRID]
        for slot in tape.poles:
            only = tape.below(slot)
            signs = [middle(run[slot]) for run in runs]
            for s, p, t, q in zip(GRID, signs, GRID[1:], signs[1:], strict=False):
                if p is not None and q is not None and p * q < 0:
                    found = _enclosed({**here, name: arb(0)}, tape, name, slot, only, (s, p > 0), t)
                    if found is not None:
                        yield found
                    break


def _enclosed(
    here: dict[str, Ball], tape: Tape, name: str, slot: int, only: list[int], start: tuple[float, bool], end: float
) -> dict[str, Ball] | None:
    """The ball around the sign change between two places, halved until it is small; None where a sign is open."""
    (low, above), high = start, end
    for _ in range(HALVINGS):
        middle_ = (low + high) / 2
        v = tape.run({**here, name: arb(middle_)}, only=only)[slot]
        if v is None or v.contains(0):
            return None
        if (v > 0) == above:
            low = middle_
        else:
            high = middle_
    return {**here, name: arb((low + high) / 2, high - low)}


def _beyond(at: Callable[[float], float | None], grid: Sequence[float], values: Sequence[float | None]) -> list[float]:
    """The zero of a switch beyond the grid, where it runs straight there."""
    (s, t), (p, q) = grid, values
    if p is None or q is None or p == q:
        return []
    zero = t - q * (t - s) / (q - p)
    there = at(zero) if abs(zero) < 1e18 else None
    return [zero] if there is not None and abs(there) <= 1e-6 * min(abs(p), abs(q)) else []


def _between(p: float | None, q: float | None) -> bool:
    """Is there a zero or an edge between two values?"""
    return (p is None) != (q is None) or (p is not None and q is not None and (p < 0 <= q or q <= 0 < p))


def _zero(f: Callable[[float], float | None], a: float, fa: float, b: float, fb: float) -> float:
    c = a
    for _ in range(30):
        c = (a * fb - b * fa) / (fb - fa) if fb != fa else (a + b) / 2
        fc = f(c)
        if fc is None or fc == 0 or abs(b - a) <= 1e-10 * max(1.0, abs(c)):
            return c
        if (fc < 0) != (fb < 0):
            a, fa = b, fb
        else:
            fa /= 2
        b, fb = c, fc
    return c


def _edge(f: Callable[[float], float | None], a: float, a_outside: bool, b: float) -> float:
    """The place between a and b where a function begins to be defined."""
    for _ in range(32):
        c = (a + b) / 2
        if (f(c) is None) == a_outside:
            a = c
        else:
            b = c
    return (a + b) / 2


# --- functions that are defined almost nowhere -----------------------------------------------------------------------


def _outside(op: str, args: Sequence[float | None]) -> float:
    """How far an argument is outside the domain."""
    u = args[0] if args and args[0] is not None else 0.0
    if op in ("power", "raised", "log", "lgamma"):
        return max(0.0, -u)
    if op in ("arcsin", "arccos", "arctanh"):
        return max(0.0, abs(u) - 1)
    if op in ("arccosh", "log1p"):
        return max(0.0, 1 - u if op == "arccosh" else -1 - u)
    if op in ("arcsec", "arccsc", "arccoth"):
        return max(0.0, 1 - abs(u))
    return 1.0


def distance(tape: Tape, point: Point) -> float:
    """0 where everything is defined, else how far the arguments of what is not are outside its domain, plus 1 each."""
    values = tape.run(balls(point))
    total = 0.0
    for k, (op, _) in enumerate(tape.names):
        v = values[k]
        if v is None:
            given = [values[i] for i in tape.code[k][1]]
            if all(g is not None for g in given):
                total += 1 + _outside(op, [middle(g) for g in given])
        elif not v.is_finite():
            total += 0.5
    return total


def approach(tape: Tape, starts: Sequence[Point], facts: Facts, effort: int = 400) -> Point | None:
    """A point where everything is defined, by pattern search from the best starts; None when it is not found."""
    with ctx.workprec(64):
        ranked = sorted(((distance(tape, p), k) for k, p in enumerate(starts)))
        for best, k in ranked[:3]:
            point, step = starts[k], 1.0
            for _ in range(effort):
                if best == 0:
                    return point
                if step < 1e-9:
                    break
                trials = []
                for name, value in point.items():
                    for s in (step, -step):
                        near = {**point, name: fitted(name, value + dyadic(s * max(1.0, abs(float(value)) / 4)), facts)}
                        trials.append((distance(tape, near), near))
                found, near = min(trials, key=lambda t: t[0])
                if found < best:
                    best, point, step = found, near, step * 2
                else:
                    step /= 2
    return None


def around(point: Point, count: int, source: Random, facts: Facts) -> Iterator[Point]:
    """Points closer and closer to a point."""
    for k in range(count):
        scale = 2.0 ** -(1 + k // 3)
        steps = {n: source.uniform(-scale, scale) * max(1.0, abs(float(v))) for n, v in point.items()}
        yield {n: fitted(n, v + Fraction(round(steps[n] * 2**40), 2**40), facts) for n, v in point.items()}
