"""An expression of numbers as one quotient: its letters found, its terms over one denominator, cancelled.

1/(x + 1) - x/(x + 1)² is 1/(x + 1)². What there is to know of a root, r² = x + 1, is found from what it is the root of.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.expr import Contract, Expr, Number, Power, Sum, number
from steepest.calculus.forms import (
    Alphabet,
    Families,
    Form,
    Key,
    Relation,
    key,
    product,
    raised,
    settled,
    spread,
    total,
)
from steepest.calculus.letters import SECOND, SIGN, Letter, factors, units
from steepest.calculus.polynomials import Poly, primitive
from steepest.calculus.radicals import rational_power

MOST_LETTERS = 9


def leaves(root: Expr, together: Families) -> list[tuple[Letter, Fraction]]:
    """The letters of an expression with the powers in which they occur."""
    out: list[tuple[Letter, Fraction]] = []
    seen = {root}
    stack = [root]
    while stack:
        e = stack.pop()
        found = factors(e, together)
        if found is None:
            new = [a for a in e.args if a not in seen]
        else:
            out += found
            roots = [x.base for x, n in found if x.kind == "power" and n.denominator > 1]
            new = [b for b in roots if b is not e and b not in seen and factors(b, together) is None]
        seen.update(new)
        stack.extend(new)
    return out


def alphabet(root: Expr, together: Families = frozenset()) -> Alphabet | None:
    """The letters of an expression, what occurs in powers below 0 last; None for too many."""
    found = leaves(root, together)
    unit = units(found)
    for first, u in together:
        for name in (first, SECOND[first]):
            unit.setdefault(Letter("power", algebra.apply(name, (u,))), Fraction(1))
    if len(unit) > MOST_LETTERS:
        return None
    made = _with_roots(unit, root, together)
    order, unit = made.letters, dict(zip(made.letters, made.units, strict=True))
    for first, u in together:
        s, c = (order.index(Letter("power", algebra.apply(n, (u,)))) for n in (first, SECOND[first]))
        if unit[order[s]] == unit[order[c]] == 1:
            sign = SIGN[first]
            made.relations.append(Relation(c, 2, _two(made, 1, s, sign), first))
            made.relations.append(Relation(s, 2, _two(made, -sign, c, sign), first))
    return made


def _with_roots(unit: Mapping[Letter, Fraction], root: Expr, together: Families) -> Alphabet:
    """The letters in order, and what the roots among them are the roots of; √(2u) is √2 √u beside √u."""
    order = sorted(unit, key=lambda x: (x.kind, x.base.key, x.exponent.key if x.exponent else b""))
    made = Alphabet(order, [unit[x] for x in order], root.shape, together)
    values = {k: form(x.base, made) for k, x in enumerate(order) if x.kind == "power" and unit[x] < 1
              and (isinstance(x.base, Number) or factors(x.base, together) is None)}  # fmt: skip
    firsts: dict[tuple[Key, int], tuple[int, int]] = {}
    for k, value in sorted(values.items(), key=lambda t: t[1].c.denominator):
        if len(value.polys) > 1 or min(value.letters, default=0) < 0:
            continue
        n, below = unit[order[k]].denominator, value.c.denominator
        p = spread(Form(value.c * below, value.letters, value.polys), made)
        c = abs(primitive(p)[0])
        same = (key({e: d // c for e, d in p.items()}), n)
        if same not in firsts and below > 1:
            return _with_roots({**unit, Letter("power", algebra.scale(Fraction(below), order[k].base)): Fraction(1, n)},
                               root, together)  # fmt: skip
        j, first = firsts.setdefault(same, (k, c))
        if j == k:
            made.relations.append(Relation(k, n, p))
            continue
        found = rational_power(Fraction(c, below * first), Fraction(1, n))
        if found is None:
            continue
        primes = [(Letter("power", number(q)), m) for q, m in found[1]]
        missing = {x: Fraction(1, m.denominator) for x, m in primes if x not in unit}
        if missing:
            return _with_roots({**unit, **missing}, root, together)
        if all((m / unit[x]).denominator == 1 for x, m in primes):
            exponents = [int(i == j) for i in range(len(order))]
            for prime, m in primes:
                exponents[order.index(prime)] += int(m / unit[prime])
            made.others[k] = Form(found[0], tuple(exponents), {})
    return made


def _two(a: Alphabet, one: int, letter: int, c: int) -> Poly:
    """one + c · letter²."""
    square = tuple(2 if k == letter else 0 for k in range(len(a.letters)))
    return {a.nothing: one, square: c}


def form(e: Expr, a: Alphabet) -> Form:
    """An expression in an alphabet, cancelled."""
    stack = [e]
    while stack:
        top = stack[-1]
        waiting = [x for x in _inside(top, a) if x not in a.forms]
        if waiting:
            stack.extend(waiting)
        else:
            stack.pop()
            if top not in a.forms:
                a.forms[top] = _form(top, a)
    return a.forms[e]


def _inside(e: Expr, a: Alphabet) -> tuple[Expr, ...]:
    """What is looked into: the terms of a sum, the factors of a product, the base of a power."""
    if isinstance(e, Number) or factors(e, a.together) is not None:
        return ()
    return e.args[:1] if isinstance(e, Power) else e.args


def _form(e: Expr, a: Alphabet) -> Form:
    if isinstance(e, Number):
        return Form(e.value, a.nothing, {})
    found = factors(e, a.together)
    if found is not None:
        exponents = [0] * len(a.letters)
        for x, n in found:
            k = a.letters.index(x)
            exponents[k] += int(n / a.units[k])
        again = [raised(f, exponents[k]) for k, f in a.others.items() if exponents[k]]
        kept = tuple([0 if k in a.others else n for k, n in enumerate(exponents)])
        return product([Form(Fraction(1), kept, {}), *again])
    if isinstance(e, Sum):
        return total([(w, a.forms[t]) for w, t in zip(e.weights, e.args, strict=True)], a)
    if isinstance(e, Power):
        base, exponent = e.args
        assert isinstance(exponent, Number)
        return raised(a.forms[base], int(exponent.value))
    assert isinstance(e, Contract)
    return settled(product([Form(e.coefficient, a.nothing, {}), *(a.forms[f] for f in e.args)]), a)
