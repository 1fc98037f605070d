"""What a condition asks of the simplest things in it: log(2x - 1) ≤ 0 asks of x that x ≤ 1.

"This lies in that set of numbers" is passed inward, through constants, products, powers and monotone functions, as long
as it stays the same condition; what is left asks something of a variable, or of what cannot be taken apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.entrywise import factors, fixed_power, is_square_sum, neg, terms
from steepest.calculus.expr import Apply, Contract, Expr, Power, Sum, named, number
from steepest.calculus.reals import (
    EVERY,
    NOTHING,
    RELATIONS,
    Cut,
    Piece,
    Reals,
    Unclear,
    above,
    below,
    cut,
    made_of,
    meet,
    moved,
    of_span,
    only,
    pieces,
    rest,
    union,
    within,
)
from steepest.calculus.spans import Facts, Memo, span
from steepest.calculus.univariate import NotOne, quotient, where_in

DEEPEST = 40

Asked = tuple[Expr, Reals]  # this lies in that set


def solved(e: Expr, wanted: Reals, memo: Memo, facts: Facts | None = None, depth: int = 0) -> list[Asked]:
    """What must hold for `e` to lie in a set: all of these; nothing where it always does.

    `memo` has what is known of nodes, as for `span`. Where it never does, one of these is the empty set.
    """
    values = of_span(span(e, memo, facts))
    if within(values, wanted):
        return []
    if meet(values, wanted).empty:
        return [(e, NOTHING)]
    if depth < DEEPEST:
        try:
            for way in WAYS:
                found = way(e, wanted, memo)
                if found is not None:
                    return [a for f, s in found for a in solved(f, s, memo, facts, depth + 1)]
        except Unclear:
            pass
    left_out = meet(values, rest(wanted))
    points = all(p.low is not None and p.high is not None and p.low.at == p.high.at for p in pieces(left_out))
    return [(e, rest(left_out) if points else wanted)]  # 1 + sin x > 0 is sin x ≠ -1


Solver = Callable[[Expr, Reals, Memo], list[Asked] | None]


SIGNS = [s for relation, s in RELATIONS.items() if relation != "=="]


def _number_taken_out(e: Expr, wanted: Reals, memo: Memo) -> list[Asked] | None:
    """c t + b lies in S where t lies in (S - b)/c."""
    c, body = algebra.split_coefficient(e)
    found = terms(body)
    known = [w * v for w, t in found if (v := algebra.constant_value(t)) is not None]
    if c == 1 and not known:
        return None
    varying = [(w, t) for w, t in found if algebra.constant_value(t) is None]
    inner = algebra.add(varying, e.shape)
    d, inner = algebra.split_coefficient(inner)
    by, shift = c * d, c * sum(known, Fraction(0))
    return [(inner, _scaled_back(wanted, by, shift))]


def _scaled_back(wanted: Reals, by: Fraction, shift: Fraction) -> Reals:
    def back(x: Expr) -> Expr:
        return algebra.scale(1 / by, algebra.minus(x, number(shift)))

    return moved(wanted, back, by > 0)


def _of_product(e: Expr, wanted: Reals, memo: Memo) -> list[Asked] | None:
    """The sign of a product: of factors that keep their sign nothing more is asked."""
    if not isinstance(e, Contract) or wanted not in SIGNS:
        return None
    c, parts = factors(e)
    if len(parts) < 2:
        return None
    if wanted == RELATIONS["!="]:
        return [(f, wanted) for f in parts]
    strict = meet(wanted, only(0)).empty
    turned, changed = c < 0, False
    open_: list[Expr] = []
    apart: list[Expr] = []
    for f in parts:
        found = span(f, memo)
        base, n = fixed_power(f)
        if found.negative:
            turned = not turned
        elif found.positive:
            continue
        elif found.not_negative and strict:
            apart.append(base if n.denominator == 1 else f)
        elif n.denominator == 1 and n < 0 and n.numerator % 2:
            open_.append(base)
            changed = True
        else:
            open_.append(f)
    if len(open_) == len(parts) and not changed and not turned and c == 1:
        return None
    flipped = moved(wanted, neg, False) if turned else wanted
    if not open_ and not apart:
        return None
    return ([(algebra.times(*open_), flipped)] if open_ else []) + [(f, RELATIONS["!="]) for f in apart]


def _of_power(e: Expr, wanted: Reals, memo: Memo) -> list[Asked] | None:
    """uⁿ lies in S where u lies in what the root makes of S."""
    u, n = fixed_power(e)
    if n == 1 or u.shape != e.shape:
        return None
    if n.denominator % 2 == 0 and isinstance(u, Contract) and len(u.dims) > len(u.out) and is_square_sum(u):
        return None  # of a length it is said that it is not 0
    if n < 0:
        return [(algebra.power(u, number(-n)), _inverted(wanted))]
    if n.numerator % 2 == 0:
        return [(u, _even(wanted, lambda x: algebra.power(x, number(1 / n))))]
    if n.denominator % 2:
        return [(u, moved(wanted, lambda x: algebra.power(x, number(1 / n))))]
    return [(u, _through(wanted, Monotone(above(0, True), lambda x: algebra.power(x, number(1 / n)), number(0), None)))]


def _inverted(wanted: Reals) -> Reals:
    """The u with 1/u in a set; 0 counts as in it, for that it has no inverse is asked elsewhere."""
    bad = rest(wanted)

    def turned(part: Reals) -> Reals:
        if part.empty:
            return part
        made = []
        for p in pieces(part):
            low = _reciprocal(p.high)
            high = _reciprocal(p.low)
            made.append(Piece(low, high))
        return made_of(made)

    right = meet(bad, above(0))
    left = meet(bad, below(0))
    found = union(meet(turned(right), above(0)), meet(turned(left), below(0)))
    return rest(found)


def _reciprocal(c: Cut | None) -> Cut | None:
    if c is None:
        return cut(0, False)
    if c.at == 0:
        return None
    return cut(algebra.power(c.exact, number(-1)), not c.after)


def _even(wanted: Reals, root: Callable[[Expr], Expr]) -> Reals:
    """The u with a set's even power: those whose size is a root of it."""
    bad = meet(rest(wanted), above(0, True))
    right = moved(bad, lambda x: x if x is algebra.ZERO else root(x))
    left = moved(right, neg, False)
    return rest(union(right, left))


@dataclass(frozen=True, slots=True)
class Monotone:
    """A function that rises, or falls, all the way: its values, its inverse, and between which ends it is defined."""

    values: Reals
    inverse: Callable[[Expr], Expr]
    first: Expr | None = None
    last: Expr | None = None
    rising: bool = True


def _through(wanted: Reals, f: Monotone) -> Reals:
    """The u with f(u) in a set, and all u where f has no value: that is asked elsewhere."""
    bad = meet(rest(wanted), f.values)
    ends = meet(f.values, EVERY)
    low = ends.cuts[0] if not ends.begins and ends.cuts else None
    high = ends.cuts[-1] if ends.cuts and (ends.begins == (len(ends.cuts) % 2 == 1)) else None
    made = []
    for p in pieces(bad):
        a = None if p.low is None or (low is not None and p.low.place == low.place) else p.low
        b = None if p.high is None or (high is not None and p.high.place == high.place) else p.high
        x = None if a is None else (f.inverse(a.exact), a.after)
        y = None if b is None else (f.inverse(b.exact), b.after)
        if not f.rising:
            x, y = (None if y is None else (y[0], not y[1])), (None if x is None else (x[0], not x[1]))
        left = cut(*x) if x else None if f.first is None else cut(f.first, False)
        right = cut(*y) if y else None if f.last is None else cut(f.last, True)
        made.append(Piece(left, right))
    return rest(made_of(made))


def _of_function(e: Expr, wanted: Reals, memo: Memo) -> list[Asked] | None:
    """f(u) lies in S where u lies in what its inverse makes of S."""
    if not isinstance(e, Apply) or len(e.args) != 1:
        return None
    (u,) = e.args
    if e.name == "abs":
        return [(u, _even(wanted, lambda x: x))]
    if e.name == "cosh":
        bad = meet(rest(wanted), above(1, True))
        right = moved(bad, lambda x: algebra.apply("arccosh", (x,)))
        return [(u, rest(union(right, moved(right, neg, False))))]
    row = MONOTONE.get(e.name)
    return None if row is None else [(u, _through(wanted, row))]


def _of_polynomial(e: Expr, wanted: Reals, memo: Memo) -> list[Asked] | None:
    """A quotient of polynomials in one thing."""
    if not isinstance(e, Sum | Contract | Power):
        return None
    try:
        q = quotient(e)
        return None if q.of is None or q.of is e else [(q.of, where_in(q, wanted))]
    except NotOne:
        return None


WAYS: tuple[Solver, ...] = (_of_polynomial, _number_taken_out, _of_product, _of_power, _of_function)


def _f(name: str) -> Callable[[Expr], Expr]:
    return lambda x: algebra.apply(name, (x,))


def _logit(x: Expr) -> Expr:
    return algebra.apply("log", (algebra.over(x, algebra.minus(algebra.ONE, x)),))


_PI = named("pi")
_QUARTER = algebra.scale(algebra.HALF, _PI)

MONOTONE: dict[str, Monotone] = {
    "exp": Monotone(above(0), _f("log")),
    "expm1": Monotone(above(-1), _f("log1p")),
    "log": Monotone(EVERY, _f("exp"), number(0)),
    "log1p": Monotone(EVERY, _f("expm1"), number(-1)),
    "sinh": Monotone(EVERY, _f("arcsinh")),
    "arcsinh": Monotone(EVERY, _f("sinh")),
    "tanh": Monotone(meet(above(-1), below(1)), _f("arctanh")),
    "arctanh": Monotone(EVERY, _f("tanh"), number(-1), number(1)),
    "arctan": Monotone(meet(above(algebra.scale(Fraction(-1), _QUARTER)), below(_QUARTER)), _f("tan")),
    "arcsin": Monotone(
        meet(above(algebra.scale(Fraction(-1), _QUARTER), True), below(_QUARTER, True)),
        _f("sin"), number(-1), number(1),
    ),
    "arccos": Monotone(meet(above(0, True), below(_PI, True)), _f("cos"), number(-1), number(1), rising=False),
    "arccosh": Monotone(above(0, True), _f("cosh"), number(1)),
    "sigmoid": Monotone(meet(above(0), below(1)), _logit),
}  # fmt: skip
