"""Where a derivation holds: each operator that was written brings the conditions of its row.

A condition that always holds (1 + x² > 0) is left out: signs are followed through sums, products and powers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.atoms import ATOMS
from steepest.calculus.composites import COMPOSITES
from steepest.calculus.expr import Apply, Contract, Expr, Named, Number, Power, Sum, Variable, count, walk
from steepest.calculus.formula import formula
from steepest.calculus.inside import told
from steepest.calculus.lower import lower
from steepest.calculus.operators import build, expanded
from steepest.calculus.paper import rational
from steepest.calculus.primitives import PRIMITIVES
from steepest.calculus.raising import raised
from steepest.calculus.recurrences import SCANS
from steepest.calculus.surface import Surface, depends, differentiated, number, outside
from steepest.calculus.surface import walk as walk_surface

MOST_NODES = 300  # kinks of larger expressions are not followed one by one
POSITIVE = {"exp", "cosh", "sigmoid", "softplus", "normal_cdf", "erfc", "sech"}
WITHIN_ONE = {"sin", "cos", "tanh", "sigmoid", "erf", "normal_cdf", "sech", "sign"}  # between -1 and 1
NOT_NEGATIVE = {"abs", "heaviside", "relu", "hypot", "less", "less_equal", "equal", "not_equal"}


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that must hold: a comparison, or words about an array with the array in it."""

    holds: Surface | None  # a comparison that must be true (at every entry)
    words: str  # "{0} is invertible", with {0} for `of`; empty for a comparison
    of: Surface | None
    reason: str  # the operator that asks for it
    derivative: bool  # asked for by the derivative, not already by the function


Assumed = Mapping[str, str]


def conditions(root: Surface, wrt: str | None = None, assume: Assumed | None = None) -> tuple[Condition, ...]:
    """What must hold for an expression to have a value and, with `wrt`, a finite derivative."""
    found: dict[tuple[object, ...], Condition] = {}
    memo: dict[Expr, int] = {}
    known: dict[Surface, Expr] = {}
    arrays = any(e.shape for e in walk_surface(root))
    for c, deep in _asked(root, wrt, arrays):
        if c.holds is not None and _always(c.holds, memo, known, assume or {}):
            continue
        one = _at_every_step(c) if deep else c
        found.setdefault((one.holds, one.words, one.of), one)
    return tuple(c for c in found.values() if not _implied(c, found))


def _implied(c: Condition, others: Mapping[tuple[object, ...], Condition]) -> bool:
    """Is this u ≠ 0 beside u > 0, asked for by the same?"""
    if c.holds is None or c.holds.data != "!=" or c.holds.args[1] is not number(0):
        return False
    stricter = others.get((_compare(c.holds.args[0], ">"), c.words, c.of))
    return stricter is not None and (c.derivative or not stricter.derivative)


def _asked(root: Surface, wrt: str | None, arrays: bool) -> Iterator[tuple[Condition, bool]]:
    """What the operators of an expression ask for, and whether it is asked in the step of a recurrence."""
    for e in _written(root):
        yield from ((c, False) for c in (*_of(e, wrt), *(_off_kinks(e, wrt) if arrays else ())))
        if e.op in SCANS:
            step, data = told(e)
            moving = [wrt, *data.bound] if wrt is not None and depends(e, wrt) else [None]
            yield from ((c, True) for name in moving for c, _ in _asked(step, name, True))


def _at_every_step(c: Condition) -> Condition:
    """A condition in the names of a step."""
    if c.holds is None:
        return replace(c, words=f"{c.words} at every step")
    return replace(c, holds=None, words="{0} at every step", of=c.holds)


def asked_by(place: Surface) -> tuple[Condition, ...]:
    """What the rule at one place of a derivation (a `derivative` or `prime` node) asks for, its arguments apart."""
    if place.op == "derivative":
        body, wrt = place.args[0], differentiated(place)[0]
    elif place.op == "prime" and place.names:
        body, wrt = build(outside(place)[0], place.args), min(place.names)
    else:
        return ()
    memo: dict[Expr, int] = {}
    return tuple(c for c in _of(body, wrt) if c.holds is None or not _always(c.holds, memo, {}, {}))


def _written(root: Surface, seen: set[Surface] | None = None) -> Iterator[Surface]:
    """Every operator of an expression once, composites written out."""
    seen = set() if seen is None else seen
    for e in walk_surface(root, seen):
        seen.add(e)
        if e.op in COMPOSITES:
            yield from _written(expanded(e), seen)
        else:
            yield e


def _compare(a: Surface, sign: str, value: int = 0) -> Surface:
    return build("compare", (a, number(value)), sign)


def _plainly(holds: Surface) -> Surface:
    """|u| > 0 is u ≠ 0, and 2/u > 0 is u > 0."""
    a, b = holds.args
    if a.op == "div" and b is number(0) and (over := rational(a.args[0])) is not None and over > 0:
        holds = _compare(a.args[1], str(holds.data))
        a, b = holds.args
    return _compare(a.args[0], "!=") if a.op == "abs" and holds.data == ">" and b is number(0) else holds


def _of(e: Surface, wrt: str | None) -> Iterator[Condition]:
    moving = wrt is not None and depends(e, wrt)
    if e.op == "div":
        if rational(e.args[1]) is None:
            yield Condition(_compare(e.args[1], "!="), "", None, "quotient", False)
    elif e.op == "sqrt":
        yield Condition(_compare(e.args[0], ">" if moving else ">="), "", None, "square root", moving)
    elif e.op == "cbrt" and moving:
        yield Condition(_compare(e.args[0], "!="), "", None, "cube root", True)
    elif e.op == "pow":
        yield from _power(e, moving, wrt)
    elif e.op in PRIMITIVES:
        row = PRIMITIVES[e.op]
        env = dict(zip(("u", "v", "w"), e.args, strict=False))
        texts = [(t, False) for t in row.domain if not (moving and row.interior)]
        texts += [(t, True) for t in row.interior if moving]
        for text, derivative in texts:
            yield Condition(_plainly(formula(text, env, build)), "", None, e.op, derivative)
    elif e.op in ATOMS and moving:
        for words in ATOMS[e.op].conditions:
            yield Condition(None, words, e.args[0], e.op, True)


def _off_kinks(e: Surface, wrt: str | None) -> Iterator[Condition]:
    """Over arrays a kink is a condition on entries; for numbers `kinks` tells more."""
    if wrt is None or not depends(e, wrt):
        return
    if e.op == "norm":
        yield Condition(_compare(e, "!="), "", None, e.op, True)
    elif e.op == "norm1":
        yield Condition(_compare(e.args[0], "!="), "", None, e.op, True)
    elif e.op in PRIMITIVES:
        env = {**dict(zip(("u", "v", "w"), e.args, strict=False)), "y": e}
        for kink in PRIMITIVES[e.op].kinks:
            yield Condition(_compare(formula(kink.at, env, build), "!="), "", None, e.op, True)


def _power(e: Surface, moving: bool, wrt: str | None) -> Iterator[Condition]:
    base, exponent = e.args
    n = rational(exponent)
    if n is None:
        if base.op == "constant" or rational(base) is not None:
            return
        yield Condition(_compare(base, ">"), "", None, "power", wrt is not None and depends(exponent, wrt))
    elif n.denominator % 2 == 0:
        strict = n < 0 or (moving and n < 1)
        yield Condition(_compare(base, ">" if strict else ">="), "", None, "root", strict and n > 0)
    elif n < 0 or (moving and n < 1 and n.denominator > 1):
        yield Condition(_compare(base, "!="), "", None, "power", n > 0)


def _always(holds: Surface, memo: dict[Expr, int], known: dict[Surface, Expr], assume: Assumed) -> bool:
    a, b = holds.args
    if b.op == "number" and b.data == 0:
        e = lower(a, known)
    else:
        e = algebra.minus(lower(a, known), lower(b, known))
    s = sign(e, memo, assume)
    t = sign(algebra.scale(algebra.HALF * -2, e), memo, assume)
    return {
        ">": s == 2, ">=": s >= 1, "!=": s == 2 or t == 2, "<": t == 2, "<=": t >= 1,
    }.get(str(holds.data), False)  # fmt: skip


def sign(root: Expr, memo: dict[Expr, int], assume: Assumed | None = None) -> int:
    """2 where always positive, 1 where never negative, 0 where not known (for real arguments)."""
    for e in walk(root, known=memo):
        memo[e] = _sign(e, memo, assume or {})
    return memo[root]


def _sign(e: Expr, memo: dict[Expr, int], assume: Assumed) -> int:
    match e:
        case Number():
            return 2 if e.value > 0 else 1 if e.value == 0 else 0
        case Named():
            return 2
        case Variable():
            return {"positive": 2, "simplex": 1}.get(assume.get(e.name, ""), 0)
        case Power():
            n = algebra.constant_value(e.args[1])
            if memo[e.args[0]] == 2:
                return 2
            if n is not None and n > 0 and (n.denominator % 2 == 0 or n.numerator % 2 == 0):
                return 1
            return 1 if memo[e.args[0]] == 1 and n is not None and n > 0 else 0
        case Apply():
            if e.name in POSITIVE:
                return 2
            if e.name in NOT_NEGATIVE:
                return 1
            if e.name in ("maximum", "where"):
                parts = [memo[a] for a in (e.args if e.name == "maximum" else e.args[1:])]
                return max(parts) if e.name == "maximum" else min(parts)
            return 0
        case Contract():
            if e.coefficient <= 0:
                return 1 if e.coefficient == 0 else 0
            least = min((memo[f] for f in e.args), default=2)
            return least if len(set(e.out)) == len(e.out) else min(least, 1)
        case Sum():
            return _sign_of_sum(e, memo)
    return 0


def _sign_of_sum(e: Sum, memo: dict[Expr, int]) -> int:
    """Terms that are never negative, and numbers that outweigh what lies between -1 and 1: 3 + cos x."""
    sure, least = [1], Fraction(0)
    for w, t in zip(e.weights, e.args, strict=True):
        if isinstance(t, Number):
            least += w * t.value
        elif w > 0 and memo[t]:
            sure.append(memo[t])
        elif isinstance(t, Apply) and t.name in WITHIN_ONE:
            least -= abs(w)
        else:
            return 0
    return 2 if least > 0 else max(sure) if least == 0 else 0


@dataclass(frozen=True, slots=True)
class KinkAt:
    """A place where the derivative jumps: `edge` is zero there."""

    function: str
    edge: Surface
    at: Surface | None  # the value of the variable, where it is plain
    left: Surface | None
    right: Surface | None
    value: Surface | None  # the value chosen when running
    jumps: bool  # the function itself has two values there


def kinks(root: Surface, wrt: str) -> tuple[KinkAt, ...]:
    """The kinks of an expression of numbers in one variable, with one-sided derivatives where they are plain."""
    from steepest.calculus.edges import SPLIT, edges

    if not any(e.op in SPLIT for e in _written(root)):
        return ()
    core = lower(root)
    x = next((v for v in walk(core) if isinstance(v, Variable) and v.name == wrt), None)
    if x is None or x.shape or count(core) > MOST_NODES:
        return ()
    out = []
    for edge in edges(core, x):
        at, left, right, value = (
            None if p is None else raised(p) for p in (edge.at, edge.left, edge.right, edge.value)
        )
        out.append(KinkAt(edge.function, raised(edge.zero), at, left, right, value, edge.jumps))
    return tuple(out)
