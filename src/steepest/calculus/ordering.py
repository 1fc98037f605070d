"""The order and the signs in which terms and factors are written: powers by degree, no minus in front."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import gcd, prod
from types import MappingProxyType
from typing import Any

from steepest.calculus import algebra
from steepest.calculus.decimals import length
from steepest.calculus.expr import Apply, Atom, Contract, Expr, Named, Number, Power, Structure, Sum, Variable, per_node
from steepest.calculus.manner import Manner
from steepest.calculus.radicals import rational_power

Rank = tuple[Any, ...]


@per_node
def term_rank(t: Expr) -> Rank:
    """Where a term stands in a sum: powers first by degree, then functions; constants (9) as `reading_order` says."""
    if algebra.constant_value(t) is not None:
        return (9, 0, 1, 0, "", 0)
    degree = _degree(t)
    factors = (len(t.args) if isinstance(t, Contract) else 1) if t.shape else 0
    return (0 if degree is not None else 5, -(degree or 0), -len(t.shape), -factors, _name(t), _height(t))


def _height(t: Expr) -> Fraction:
    """To what power the functions in a term are, e^2x counting as the square of e^x."""
    total = Fraction(0)
    for f in t.args if isinstance(t, Contract) else (t,):
        base, n = f, Fraction(1)
        if isinstance(f, Power) and isinstance(f.args[1], Number):
            base, n = f.args[0], f.args[1].value
        if isinstance(base, Apply):
            total += abs(algebra.split_coefficient(base.args[0])[0]) * n if base.name == "exp" else n
    return total


def _degree(t: Expr) -> Fraction | None:
    """The total degree of a monomial in variables; None where there is more than powers of variables."""
    if isinstance(t, Variable):
        return Fraction(1)
    if isinstance(t, Power):
        n = algebra.constant_value(t.args[1])
        return n if n is not None and isinstance(t.args[0], Variable) else None
    if isinstance(t, (Number, Named)):
        return Fraction(0)
    if isinstance(t, Contract) and not any(isinstance(f, Contract) for f in t.args):
        parts = [_degree(f) for f in t.args]
        return None if any(p is None for p in parts) else sum((p for p in parts if p is not None), Fraction(0))
    return None


@per_node
def _name(t: Expr) -> str:
    """What a term is sorted by among its like: its variables and functions, as they come."""
    stack: list[Expr] = [t]
    out: list[str] = []
    looked = 0
    while stack and len(out) < 12 and looked < 40:
        looked += 1
        e = stack.pop()
        if isinstance(e, (Variable, Apply, Atom)):
            out.append(e.name)
        if isinstance(e, Contract) and e.labels and sorted(e.labels[0], reverse=True) == list(e.labels[0]) != [0]:
            out.append("~")
        stack.extend(_ordered(e))
    return " ".join(out)


@per_node
def _ordered(e: Expr) -> tuple[Expr, ...]:
    """The arguments of a node by name, the last first."""
    return tuple(sorted(e.args, key=lambda a: (getattr(a, "name", "~"), a.key), reverse=True))


def factor_rank(e: Expr, places: Mapping[object, int]) -> tuple[object, ...]:
    """Where a factor stands in a product: constants, sizes, variables and their powers, sums, functions; among these
    as `places` says, where they first occur in what was written.
    """
    inner = e.args[0] if isinstance(e, Power) else e
    kind, name, key = _factor_rank(e)
    place = places.get(inner, places.get(inner.args, len(places)) if isinstance(inner, Apply) else len(places))
    return (kind, place, name, key)


@per_node
def _factor_rank(e: Expr) -> tuple[int, str, bytes]:
    inner = e.args[0] if isinstance(e, Power) else e
    if isinstance(inner, (Number, Named)):
        kind = 0
    elif isinstance(inner, Variable):
        kind = 2
    elif isinstance(inner, Sum):
        kind = 4 if _polynomial(inner) else 7
    else:
        kind = 5
    name = inner.name if isinstance(inner, (Variable, Apply, Atom)) else ""
    return (kind, name, e.key)


def _polynomial(e: Sum) -> bool:
    return all(_degree(t) is not None for t in e.args)


def chosen_signs(e: Contract, sign: int, how: Manner, leading: bool) -> tuple[Fraction, dict[int, Fraction]]:
    """The coefficient, and by what to multiply the sums to write them: as they were written before, else so that each
    begins with a plus; where this is `leading`, no minus stands before it. `sign` is that of the other factors.
    """
    c = e.coefficient * sign
    times: dict[int, Fraction] = {}
    spare: list[tuple[bool, bool, bool, int]] = []  # not as it was typed, no constant in it, above the line, place
    for k, f in enumerate(e.args):
        base, n = f, Fraction(1)
        if isinstance(f, Power) and isinstance(f.args[1], Number):
            base, n = f.args[0], f.args[1].value
        if not isinstance(base, Sum):
            continue
        by = how.sums.get(base)
        if by is not None and (scaled := _to_the(by, -n)) is not None:
            times[k] = by
            c *= scaled
        if n.denominator != 1 or n % 2 == 0:
            continue
        if by is None and leads_with_minus(base):
            times[k] = Fraction(-1)
            c = -c
        if by is None and how.decimals and (short := _shortest(abs(c), base, int(n))) != 1:
            times[k] = times.get(k, Fraction(1)) * short
            c *= short ** -int(n)
        if len({w > 0 for w in base.weights}) == 2:
            spare.append((by is None, all(algebra.constant_value(t) is None for t in base.args), n > 0, k))
    if c < 0 and leading and spare:
        k = max(spare)[3]
        times[k] = -times.get(k, Fraction(1))
        c = -c
    return c, {k: by for k, by in times.items() if by != 1}


def _shortest(c: Fraction, base: Sum, n: int) -> Fraction:
    """By what to multiply a sum to the n, with c before it, so that the decimals in it are short: 1 - 1.702 x."""

    def cost(t: Fraction) -> int:
        return sum(map(length, (c * t**-n, *(w * t for w in base.weights))))

    return min((Fraction(1), *(1 / abs(w) for w in base.weights)), key=cost)


def _to_the(v: Fraction, n: Fraction) -> Fraction | None:
    """v to the n where that is rational."""
    if v == 1 or n.denominator == 1:
        return v ** int(n)
    found = rational_power(v, n)
    return found[0] if found is not None and not found[1] else None


def leads_with_minus(e: Sum) -> bool:
    """Would the first term, in the order of reading, have a minus?"""
    ranked = [(term_rank(t), w) for w, t in zip(e.weights, e.args, strict=True)]
    order = reading_order([r for r, _ in ranked])
    return min(ranked, key=lambda t: order(t[0]))[1] < 0


def reading_order(ranks: Sequence[Rank]) -> Callable[[Rank], Rank]:
    """The order of the terms of one sum: 22x + 8 - sin x, but 1 - sin x: a constant follows powers, or leads."""
    place = 0 if any(r[0] == 0 for r in ranks) else -1
    return lambda rank: (place, *rank[1:]) if rank[0] == 9 else rank


def _picks(e: Contract) -> bool:
    """Is something picked or set in place here, rather than summed?"""
    return any(isinstance(f, Structure) for f in e.args)


def per_entry(
    e: Contract, c: Fraction, times: Mapping[int, Fraction] = MappingProxyType({})
) -> tuple[dict[int, Fraction], Fraction]:
    """Sums like 5x - sum(x), better written 5 (x - mean(x)): by what to multiply each beside what `times` says, and
    what it makes of c.
    """
    out: dict[int, Fraction] = {}
    for k, f in enumerate(e.args):
        base, n = f, Fraction(1)
        if isinstance(f, Power) and isinstance(f.args[1], Number):
            base, n = f.args[0], f.args[1].value
        if not isinstance(base, Sum) or n.denominator != 1 or abs(times.get(k, 1)) != 1:
            continue
        factor = _per_entry_of(base)
        if factor > 1:
            out[k] = times.get(k, 1) / factor
            c *= factor ** int(n)
    return out, c


@per_node
def _per_entry_of(base: Expr) -> Fraction:
    """What to take out of a sum: the number of entries of a total in it, or what its terms share once they have done
    the same: 25 + 2 Σ(5x - Σx)² is 25 (1 + 2 Σ(x - mean x)²).
    """
    assert isinstance(base, Sum)
    sizes = {abs(w) for w in base.weights}
    single = [t for w, t in zip(base.weights, base.args, strict=True) if abs(w) == 1 and isinstance(t, Contract)]
    totals = [t for t in single if len(t.dims) > len(set(t.out)) and not _picks(t)]
    if base.shape and totals and max(sizes) > 1:
        counts = (prod(d for x, d in enumerate(t.dims) if x not in t.out and isinstance(d, int)) for t in totals)
        return next((Fraction(n) for n in counts if n in sizes), max(sizes))
    inner = [per_entry(t, abs(w))[1] if isinstance(t, Contract) else abs(w)
             for w, t in zip(base.weights, base.args, strict=True)]  # fmt: skip
    if inner == [abs(w) for w in base.weights] or any(w.denominator != 1 for w in inner):
        return Fraction(1)
    return Fraction(gcd(*(w.numerator for w in inner)))
