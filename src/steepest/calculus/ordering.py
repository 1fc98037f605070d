"""The order and the signs in which terms and factors are written: powers by degree, no minus in front."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import gcd, prod
from typing import Any

from steepest.calculus import algebra
from steepest.calculus.expr import Apply, Atom, Contract, Expr, Named, Number, Power, Structure, Sum, Variable, per_node

Rank = tuple[Any, ...]


@per_node
def term_rank(t: Expr) -> Rank:
    """Where a term stands in a sum: powers first by degree, then functions; constants (9) as `reading_order` says."""
    if algebra.constant_value(t) is not None:
        return (9, 0, 1, 0, "")
    degree = _degree(t)
    factors = (len(t.args) if isinstance(t, Contract) else 1) if t.shape else 0
    return (0 if degree is not None else 5, -(degree or 0), -len(t.shape), -factors, _name(t))


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


@per_node
def factor_rank(e: Expr) -> tuple[object, ...]:
    """Where a factor stands in a product: constants, sizes, variables and their powers, sums, functions."""
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


def chosen_signs(e: Contract) -> tuple[Fraction, set[int]]:
    """The coefficient and the sums to write with the other sign: each begins with a plus, and no minus leads."""
    c = e.coefficient
    flips: set[int] = set()
    spare: list[tuple[bool, bool, int]] = []  # no constant in it, above the line, place
    for k, f in enumerate(e.args):
        base, n = f, Fraction(1)
        if isinstance(f, Power) and isinstance(f.args[1], Number):
            base, n = f.args[0], f.args[1].value
        if not isinstance(base, Sum) or n.denominator != 1 or n % 2 == 0:
            continue
        if _leads_with_minus(base):
            flips.add(k)
            c = -c
        if len({w > 0 for w in base.weights}) == 2:
            spare.append((all(algebra.constant_value(t) is None for t in base.args), n > 0, k))
    if c < 0 and spare:
        flips ^= {max(spare)[2]}
        c = -c
    return c, flips


def _leads_with_minus(e: Sum) -> bool:
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


def per_entry(e: Contract, c: Fraction) -> tuple[dict[int, Fraction], Fraction]:
    """Sums like 5x - sum(x), better written 5 (x - mean(x)): the factor taken out of each, and what it makes of c."""
    out: dict[int, Fraction] = {}
    for k, f in enumerate(e.args):
        base, n = f, Fraction(1)
        if isinstance(f, Power) and isinstance(f.args[1], Number):
            base, n = f.args[0], f.args[1].value
        if not isinstance(base, Sum) or n.denominator != 1:
            continue
        factor = _per_entry_of(base)
        if factor > 1:
            out[k] = factor
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
