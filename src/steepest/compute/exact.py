"""Equality by exact canonical quotients of polynomials over the rationals (FLINT's `fmpq_mpoly`).

An expression of numbers becomes a quotient of polynomials in generators: its variables, and one for each function of
each argument. Generators are chosen so that few relations are left between them: exp(2x + y/3) is a product of powers
of exp(x) and exp(y/3), sin(2x + y) a polynomial in the sines and cosines of x and y, hyperbolic functions and sigmoids
are written in exponentials, tan in sin and cos, 6^x in 2^x and 3^x, x is the square of sqrt(x). The relations that
remain (sin² + cos² = 1, √u² = u, |u|² = u²) are divided out.
So *yes* is a proof; *no* is one only where there are variables and nothing else, which are independent.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd

from flint import fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from steepest.calculus.algebra import ONE, constant_value, split_coefficient
from steepest.calculus.expr import Apply, Contract, Expr, Named, Number, Power, Sum, Variable, number, walk

Poly = fmpq_mpoly
Quotient = tuple[Poly, Poly]
Key = tuple[str, Expr, Expr]  # the kind of generator, its argument, for powers the exponent
MOST_TERMS = 400  # of a power that is multiplied out
MOST_TURNS = 24  # of sin(24x) in sin(x) and cos(x)
LARGEST_EXPONENT = 100_000
WHOLE = Fraction(1)
TRIGONOMETRIC = {"sin": ("sin", "one"), "cos": ("cos", "one"), "tan": ("sin", "cos"), "cot": ("cos", "sin"),
                 "sec": ("one", "cos"), "csc": ("one", "sin")}  # fmt: skip
HYPERBOLIC = {"sinh": ("odd", "two"), "cosh": ("even", "two"), "tanh": ("odd", "even"), "coth": ("even", "odd"),
              "sech": ("two", "even"), "csch": ("two", "odd"), "sigmoid": ("plus", "after")}  # fmt: skip


class NotExact(Exception):
    """The quotient would be too large, or a denominator is zero."""


def exactly_equal(a: Expr, b: Expr) -> bool | None:
    """True when the two are equal, False when they certainly differ, None when polynomials do not decide."""
    work = _Work(a, b)
    try:
        (p, q), (r, s) = work.quotients(a, b)
        if work.reduced(q).is_zero() or work.reduced(s).is_zero():
            return None
        gap = work.reduced(p * s - r * q)
    except NotExact:
        return None
    if gap.is_zero():
        return True
    return False if all(kind == "variable" for kind, _, _ in work.keys) else None


def terms(e: Expr) -> list[tuple[Fraction, Expr]]:
    """A sum as coefficients and bodies; a number is a multiple of 1."""
    c, body = split_coefficient(e)
    if isinstance(body, Sum):
        return [(c * w * v, t) for w, x in zip(body.weights, body.args, strict=True) for v, t in [split_coefficient(x)]]
    return [(c, body)]


class _Work:
    """The generators of two expressions, and the quotients in them."""

    def __init__(self, *roots: Expr) -> None:
        self.keys: dict[Key, Fraction] = {}  # each with its unit: all powers that occur are multiples of it
        for e in walk(*roots):
            for key, share in _needs(e):
                self.keys[key] = _common(self.keys.get(key, share), share)
        order = list(reversed(self.keys))  # what is built from others stands before them
        self.ctx = fmpq_mpoly_ctx.get([f"g{k}" for k in range(len(order))], "lex")
        self.gens = dict(zip(order, self.ctx.gens(), strict=True))
        self.one = self.ctx.constant(1)
        self.done: dict[Expr, Quotient] = {}
        self.relations: list[Poly] = []

    def quotients(self, *roots: Expr) -> list[Quotient]:
        """The quotient of each expression."""
        for (kind, x, _), g in self.gens.items():
            if kind == "sin":
                self.relations.append(g**2 + self.gens["cos", x, ONE] ** 2 - 1)
        for e in walk(*roots):
            self.done[e] = self._one(e, [self.done[x] for x in e.args])
        for (kind, x, _), g in self.gens.items():
            if kind in ("root", "abs"):
                p, q = self._number(x.value) if isinstance(x, Number) else self.done[x]
                if not q.is_constant():
                    continue
                n = int(1 / self.keys[kind, x, ONE]) if kind == "root" else 2
                self.relations.append(g**n - (p if kind == "root" else p**2) / (q if kind == "root" else q**2))
        return [self.done[r] for r in roots]

    def reduced(self, p: Poly) -> Poly:
        """The remainder by the relations."""
        for relation in self.relations:
            p = divmod(p, relation)[1]
        return p

    def _one(self, e: Expr, args: list[Quotient]) -> Quotient:
        match e:
            case Number():
                return self._number(e.value)
            case Variable():
                return self._unit(("variable", e, ONE), Fraction(1))
            case Sum():
                total = self._number(Fraction(0))
                for w, (p, q) in zip(e.weights, args, strict=True):
                    c = fmpq(w.numerator, w.denominator)
                    total = (total[0] + p * c, q) if total[1] == q else (total[0] * q + p * c * total[1], total[1] * q)
                    _check(*total)
                return total
            case Contract() if not e.dims:
                out = self._number(e.coefficient)
                for p, q in args:
                    _check(out[0], p)
                    _check(out[1], q)
                    out = out[0] * p, out[1] * q
                return out
            case Power():
                return self._power(e, args[0])
            case Apply(name="exp"):
                return self._exponential(e.args[0])
            case Apply() if e.name in TRIGONOMETRIC:
                cosine, sine = self._circular(e.args[0])
                forms = {"one": self.one, "cos": cosine, "sin": sine}
                over, under = TRIGONOMETRIC[e.name]
                return forms[over], forms[under]
            case Apply() if e.name in HYPERBOLIC:
                return self._hyperbolic(e)
            case Apply(name="abs"):
                return self.gens["abs", e.args[0], ONE], self.one
        return self.gens["atom", e, ONE], self.one

    def _number(self, v: Fraction) -> Quotient:
        return self.ctx.constant(fmpq(v.numerator, v.denominator)), self.one

    def _times(self, a: Quotient, b: Quotient) -> Quotient:
        return a[0] * b[0], a[1] * b[1]

    def _raised(self, a: Quotient, n: int) -> Quotient:
        p, q = a if n >= 0 else (a[1], a[0])
        n = abs(n)
        if q.is_zero():
            raise NotExact
        for x in (p, q):
            if n > LARGEST_EXPONENT or (len(x) > 1 and len(x) * n > MOST_TERMS):
                raise NotExact
        return p**n, q**n

    def _power(self, e: Power, base: Quotient) -> Quotient:
        n = constant_value(e.args[1])
        if n is not None:
            if n.denominator == 1:
                return self._raised(base, int(n))
            return self._unit(_root_key(e.args[0]), n)
        out = self.one, self.one
        for factor, c, body in _parts(e):
            if body is ONE and c.denominator == 1:
                known = self._number(factor.value) if isinstance(factor, Number) else base
                out = self._times(out, self._raised(known, int(c)))
                continue
            key = _root_key(factor) if body is ONE else ("power", factor, body)
            out = self._times(out, self._unit(key, c))
        return out

    def _exponential(self, exponent: Expr) -> Quotient:
        out = self.one, self.one
        for c, body in terms(exponent):
            out = self._times(out, self._unit(("exp", body, ONE), c))
        return out

    def _circular(self, angle: Expr) -> tuple[Poly, Poly]:
        """Cosine and sine of a sum of angles, by the rules for sums: (c + is) to whole powers, multiplied out."""
        nought: Poly = self.ctx.constant(0)
        out = self.one, nought
        for c, body in terms(angle):
            quarter = _quarters(c, body)
            if quarter:
                n, turn = quarter, (nought, self.one)
            else:
                n = int(c / self.keys["cos", body, ONE])
                turn = self.gens["cos", body, ONE], self.gens["sin", body, ONE]
            if abs(n) > MOST_TURNS:
                raise NotExact
            if n < 0:
                turn = turn[0], -turn[1]
            for _ in range(abs(n)):
                out = out[0] * turn[0] - out[1] * turn[1], out[0] * turn[1] + out[1] * turn[0]
                out = self.reduced(out[0]), self.reduced(out[1])
        return out

    def _unit(self, key: Key, n: Fraction) -> Quotient:
        """A generator's function to the power n: a whole number of units."""
        return self._raised((self.gens[key], self.one), int(n / self.keys[key]))

    def _hyperbolic(self, e: Apply) -> Quotient:
        """With E = exp(u): sinh is (E² - 1)/2E, tanh is (E² - 1)/(E² + 1), sigmoid is E/(E + 1)."""
        p, q = self._exponential(e.args[0])
        forms = {"odd": p * p - q * q, "even": p * p + q * q, "two": 2 * p * q, "plus": p, "after": p + q}
        over, under = HYPERBOLIC[e.name]
        return forms[over], forms[under]


def _common(a: Fraction, b: Fraction) -> Fraction:
    """The largest number that both are whole multiples of."""
    return Fraction(gcd(a.numerator * b.denominator, b.numerator * a.denominator), a.denominator * b.denominator)


def _share(c: Fraction, body: Expr) -> Fraction:
    return Fraction(1, c.denominator) if body is ONE else abs(c)


def _quarters(c: Fraction, body: Expr) -> int:
    """How many quarter turns an angle is; 0 when it is not a whole number of them."""
    turns = 2 * c
    return int(turns) if isinstance(body, Named) and body.name == "pi" and turns.denominator == 1 else 0


def _check(*polys: Poly) -> None:
    if any(len(p) > MOST_TERMS for p in polys):
        raise NotExact


def _root_key(base: Expr) -> Key:
    return ("variable" if isinstance(base, Variable) else "root", base, ONE)


def _parts(e: Power) -> list[tuple[Expr, Fraction, Expr]]:
    """base^exponent as factors (part of the base, coefficient, body): 6^(2x + 1) is 2^x twice, 3^x twice, 2 and 3."""
    base, exponent = e.args
    value = constant_value(base)
    factors: Sequence[tuple[Expr, int]] = [(base, 1)]
    if value is not None and value > 0:
        factors = [(number(p), k) for p, k in _primes(value)]
    return [(f, c * k, body) for f, k in factors for c, body in terms(exponent)]


def _primes(v: Fraction) -> list[tuple[int, int]]:
    out: dict[int, int] = {}
    for whole, sign in ((v.numerator, 1), (v.denominator, -1)):
        p = 2
        while p < 1000 and whole > 1:
            while whole % p == 0:
                whole //= p
                out[p] = out.get(p, 0) + sign
            p += 1
        if whole > 1:
            out[whole] = out.get(whole, 0) + sign
    return list(out.items())


def _needs(e: Expr) -> list[tuple[Key, Fraction]]:
    """The generators that a node brings, each with the power it is needed in."""
    match e:
        case Number() | Sum():
            return []
        case Contract() if not e.dims:
            return []
        case Variable():
            return [(("variable", e, ONE), WHOLE)]
        case Power():
            n = constant_value(e.args[1])
            if n is None:
                parts = [p for p in _parts(e) if p[2] is not ONE or p[1].denominator > 1]
                return [(_root_key(f) if body is ONE else ("power", f, body), _share(c, body)) for f, c, body in parts]
            return [] if n.denominator == 1 else [(_root_key(e.args[0]), Fraction(1, n.denominator))]
        case Apply() if e.name == "exp" or e.name in HYPERBOLIC:
            return [(("exp", body, ONE), abs(c)) for c, body in terms(e.args[0]) if c]
        case Apply() if e.name in TRIGONOMETRIC:
            angles = [(c, body) for c, body in terms(e.args[0]) if not _quarters(c, body)]
            return [((kind, body, ONE), abs(c)) for kind in ("cos", "sin") for c, body in angles]
        case Apply(name="abs"):
            return [(("abs", e.args[0], ONE), WHOLE)]
    return [(("atom", e, ONE), WHOLE)]
