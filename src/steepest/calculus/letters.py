"""What an expression is a quotient of polynomials in: its variables, roots, exponentials and functions, as letters.

A root counts as a letter r with r² = u, sin u and cos u as letters with s² + c² = 1, e^(2x) as the square of e^x.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from steepest.calculus import algebra
from steepest.calculus.expr import Apply, Contract, Expr, Number, Power, Sum, number

CIRCULAR = {"sin": (1, 0), "cos": (0, 1), "tan": (1, -1), "cot": (-1, 1), "sec": (0, -1), "csc": (-1, 0)}
HYPERBOLIC = {"sinh": (1, 0), "cosh": (0, 1), "tanh": (1, -1), "coth": (-1, 1), "sech": (0, -1), "csch": (-1, 0)}
PLAIN = {"sin": CIRCULAR, "sinh": HYPERBOLIC}
FAMILY = {name: first for first, table in PLAIN.items() for name in table}
SECOND = {"sin": "cos", "sinh": "cosh"}
SIGN = {"sin": -1, "sinh": 1}  # c² = 1 - s², C² = 1 + S²

Parts = list[tuple["Letter", int]]  # letters to whole powers


@dataclass(frozen=True, slots=True)
class Letter:
    """A base and the unit of its exponents: x^(1/6), e^(x/2), 2^x; `kind` says how powers of it are made."""

    kind: str  # "power": base to a rational; "exp": e to a multiple of base; "raised": base to a multiple of exponent
    base: Expr
    exponent: Expr | None = None

    def to(self, n: Fraction) -> Expr:
        """This letter to a power."""
        if self.kind == "exp":
            return algebra.apply("exp", (algebra.scale(n, self.base),))
        if self.kind == "raised":
            assert self.exponent is not None
            return algebra.power(self.base, algebra.scale(n, self.exponent))
        return algebra.power(self.base, number(n))


def pointwise(e: Contract) -> bool:
    """Is this a product of its factors, entry by entry?"""
    rank = len(e.out)
    return e.out == tuple(range(rank)) and len(e.dims) == rank and all(ls in ((), e.out) for ls in e.labels)


def weighted(e: Expr) -> list[tuple[Fraction, Expr]]:
    """An expression as a weighted sum."""
    c, body = algebra.split_coefficient(e)
    if isinstance(body, Sum):
        return [(c * w * v, t) for w, s in zip(body.weights, body.args, strict=True)
                for v, t in [algebra.split_coefficient(s)]]  # fmt: skip
    return [(c, body)]


def factors(e: Expr, together: frozenset[tuple[str, Expr]]) -> list[tuple[Letter, Fraction]] | None:
    """A leaf as letters to rational powers; None for a sum, a product or a power of one, which is looked into.

    `together` has the families of functions of one argument, sin and cos, by which the others are written.
    """
    if isinstance(e, Number):
        return None
    if isinstance(e, Apply) and e.name == "exp":
        return [(Letter("exp", t), w) for w, t in weighted(e.args[0])]
    if isinstance(e, Apply) and (FAMILY.get(e.name, ""), e.args[0]) in together:
        first = FAMILY[e.name]
        pair = (Letter("power", algebra.apply(n, e.args)) for n in (first, SECOND[first]))
        return [(x, Fraction(n)) for x, n in zip(pair, PLAIN[first][e.name], strict=True) if n]
    if isinstance(e, Power):
        base, n = e.args
        if isinstance(n, Number):
            if isinstance(base, Number) or (n.value.denominator > 1 and factors(base, together) is None):
                return [(Letter("power", base), n.value)]
            inner = factors(base, together)
            if inner is None or (n.value.denominator > 1 and (len(inner) > 1 or inner[0][0].base is not base)):
                return None if n.value.denominator == 1 else [(Letter("power", base), n.value)]
            return [(x, m * n.value) for x, m in inner]
        if not e.shape and not isinstance(base, Sum | Contract | Power):
            out = []
            for w, t in weighted(n):
                fixed = isinstance(t, Number)
                out.append((Letter("power", base), w * t.value) if fixed else (Letter("raised", base, t), w))  # type: ignore[attr-defined]
            return out
    if isinstance(e, Sum) or (isinstance(e, Contract) and pointwise(e)):
        return None
    return [(Letter("power", e), Fraction(1))]


def units(found: Iterable[tuple[Letter, Fraction]]) -> dict[Letter, Fraction]:
    """For each letter the largest number of which all its exponents are whole multiples, its sign theirs."""
    out: dict[Letter, Fraction] = {}
    above: set[Letter] = set()
    for x, n in found:
        m = out.setdefault(x, abs(n))
        out[x] = Fraction(gcd(m.numerator, n.numerator), lcm(m.denominator, n.denominator))
        if n > 0:
            above.add(x)
    for x, m in out.items():
        if x.kind == "power":
            out[x] = Fraction(1, m.denominator)
        elif x not in above:  # e^-x where there is no e^x
            out[x] = -m
    return out
