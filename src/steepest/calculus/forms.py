"""Products of letters and polynomials to whole powers, which are added over one denominator and cancelled.

(1 + x/r)/(x + r) is 1/r, and with s² + c² = 1 s²/(1 + c) is 1 - c. A product keeps its factors, so nothing is
multiplied out that need not be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from steepest.calculus.dims import Shape
from steepest.calculus.expr import Expr
from steepest.calculus.letters import Letter
from steepest.calculus.polynomials import (
    Exponents,
    Poly,
    TooLarge,
    common_divisor,
    constant,
    divided,
    plus,
    primitive,
    times,
    to_the,
)

Families = frozenset[tuple[str, Expr]]  # functions of one argument written by two of them: ("sin", u)
Key = tuple[tuple[Exponents, int], ...]  # a polynomial that can be looked up
HIGHEST = 12  # powers of sums beyond this are not multiplied out


@dataclass(frozen=True, slots=True)
class Form:
    """c times letters to whole powers times polynomials to whole powers."""

    c: Fraction
    letters: Exponents
    polys: dict[Key, int]


@dataclass(frozen=True, slots=True)
class Relation:
    """A letter whose power `n` is a polynomial in the others: r² = x + 1, c² = 1 - s²."""

    letter: int
    n: int
    value: Poly
    family: str = ""  # "sin", "sinh": used only where a sum gets shorter, cos² may stay as well as 1 - sin²

    @property
    def chosen(self) -> bool:
        """Is it one of two ways to write the same?"""
        return bool(self.family)


@dataclass(slots=True)
class Alphabet:
    """The letters of an expression, with the unit of their exponents, and what holds between them."""

    letters: list[Letter]
    units: list[Fraction]
    shape: Shape
    together: Families
    relations: list[Relation] = field(default_factory=list)
    used: dict[str, None] = field(default_factory=dict)  # the families whose squares were put in
    others: dict[int, Form] = field(default_factory=dict)  # letters written by others: √(2u) by √2 and √u
    forms: dict[Expr, Form] = field(default_factory=dict)

    @property
    def nothing(self) -> Exponents:
        """No letter."""
        return (0,) * len(self.letters)


def key(p: Poly) -> Key:
    """A polynomial that can be looked up."""
    return tuple(sorted(p.items()))


def raised(f: Form, n: int) -> Form:
    """A form to a whole power."""
    if f.c == 0 and n < 0:
        raise TooLarge
    return Form(f.c**n, tuple([m * n for m in f.letters]), {p: m * n for p, m in f.polys.items()})


def product(forms: Sequence[Form]) -> Form:
    """The product of forms; equal factors cancel."""
    c = Fraction(1)
    letters = [0] * len(forms[0].letters)
    polys: dict[Key, int] = {}
    for f in forms:
        c *= f.c
        letters = [m + n for m, n in zip(letters, f.letters, strict=True)]
        for p, m in f.polys.items():
            polys[p] = polys.get(p, 0) + m
    return Form(c, tuple(letters), {p: m for p, m in polys.items() if m})


# --- sums ------------------------------------------------------------------------------------------------------------


def total(terms: Sequence[tuple[Fraction, Form]], a: Alphabet) -> Form:
    """The sum of forms over one denominator, what it shares with what is above cancelled."""
    kept = [Form(w * f.c, f.letters, f.polys) for w, f in terms if w and f.c]
    if not kept:
        return Form(Fraction(0), a.nothing, {})
    kept = _in_one_basis(kept)
    letters = tuple(map(min, zip(*(f.letters for f in kept), strict=True)))
    polys = {p: min(f.polys.get(p, 0) for f in kept) for f in kept for p in f.polys}
    below = lcm(*(f.c.denominator for f in kept))
    above: Poly = {}
    for f in kept:
        rest = Form(
            f.c * below,
            tuple([m - n for m, n in zip(f.letters, letters, strict=True)]),
            {p: f.polys.get(p, 0) - m for p, m in polys.items() if f.polys.get(p, 0) != m},
        )
        above = plus(above, spread(rest, a))
    if not above:
        return Form(Fraction(0), a.nothing, {})
    if len(above) > 2:
        for p in [p for p, m in polys.items() if m <= 0]:  # what some terms have, the sum may have
            while (less := divided(above, dict(p))) is not None:
                above, polys[p] = less, polys[p] + 1
    front = Form(Fraction(1, below), letters, {p: m for p, m in polys.items() if m})
    return over(front, above, a)


def spread(f: Form, a: Alphabet) -> Poly:
    """A form without denominators multiplied out."""
    if sum(f.polys.values()) > HIGHEST or min(f.letters, default=0) < 0:
        raise TooLarge
    out: Poly = {f.letters: int(f.c)}
    for p, m in f.polys.items():
        if m < 0:
            raise TooLarge
        out = times(out, to_the(dict(p), m))
    return out


def over(front: Form, above: Poly, a: Alphabet) -> Form:
    """A form times a polynomial: cancelled, related letters put in, cancelled again."""
    front, above = _cancelled(front, above)
    shorter = related(above, a)
    if shorter != above:
        if not shorter:
            return Form(Fraction(0), a.nothing, {})
        front, above = _cancelled(front, shorter)
    return settled(product([front, _rooted(above, a)]), a)


def _rooted(p: Poly, a: Alphabet) -> Form:
    """A polynomial as a form, its roots of numbers as small as they can be: 3x + √3 y is √3 (√3 x + y)."""
    c, letters, rest = primitive(p)
    out = Form(Fraction(c), letters, {})
    for r in a.relations:
        if r.n == 2 and constant(r.value) and any(x[r.letter] for x in rest):
            unit = tuple([int(k == r.letter) for k in range(len(letters))])
            c, letters, other = primitive(_put_in(times(rest, {unit: 1}), r))
            if sum(map(abs, other.values())) < sum(map(abs, rest.values())):
                out = product([out, Form(Fraction(c), tuple([m - n for m, n in zip(letters, unit, strict=True)]), {})])
                rest = other
    return out if constant(rest) else product([out, Form(Fraction(1), a.nothing, {key(rest): 1})])


def _cancelled(front: Form, above: Poly) -> tuple[Form, Poly]:
    """A polynomial without what it shares with the denominators of a form."""
    c, letters, above = primitive(above)
    polys = dict(front.polys)
    for p in [p for p, m in polys.items() if m < 0]:
        stack = [(p, polys.pop(p))]
        while stack:
            q, m = stack.pop()
            while m < 0 and (less := divided(above, dict(q))) is not None:
                above, m = less, m + 1
            if m < 0 and not constant(above):
                shared = common_divisor(above, dict(q))
                if not constant(shared):
                    other = divided(dict(q), shared)
                    assert other is not None
                    stack += [(key(shared), m), (key(other), m)]
                    continue
            if m:
                polys[q] = polys.get(q, 0) + m
    scaled = product([Form(front.c * c, front.letters, polys), Form(Fraction(1), letters, {})])
    return scaled, above


def _in_one_basis(forms: Sequence[Form]) -> list[Form]:
    """The forms with their denominators written in factors no two of which share anything."""
    below = list(dict.fromkeys(p for f in forms for p, m in f.polys.items() if m < 0))
    if len(below) < 2:
        return list(forms)
    basis: list[Poly] = []
    waiting = [dict(p) for p in below]
    while waiting:
        p = waiting.pop()
        for k, q in enumerate(basis):
            if p == q:
                break
            shared = common_divisor(p, q)
            if not constant(shared):
                del basis[k]
                parts = [divided(p, shared), divided(q, shared), shared]
                waiting += [x for x in parts if x is not None and not constant(x)]
                break
        else:
            basis.append(p)
    if len(basis) == len(below) and all(key(p) in below for p in basis):
        return list(forms)
    return [
        product([Form(f.c, f.letters, {}), *(_factored(p, m, basis, f) for p, m in f.polys.items())]) for f in forms
    ]


def _factored(p: Key, m: int, basis: Iterable[Poly], f: Form) -> Form:
    """A polynomial to a power in the factors of a basis."""
    rest = dict(p)
    polys: dict[Key, int] = {}
    for q in basis:
        while (less := divided(rest, q)) is not None:
            rest = less
            polys[key(q)] = polys.get(key(q), 0) + m
    c, letters, rest = primitive(rest)
    if not constant(rest):
        polys[key(rest)] = polys.get(key(rest), 0) + m
    return Form(Fraction(c) ** m, tuple([n * m for n in letters]), polys)


# --- relations -------------------------------------------------------------------------------------------------------


def related(p: Poly, a: Alphabet) -> Poly:
    """A polynomial with r² put in where r is √u, and 1 - s² for c² or 1 - c² for s² where that is shorter."""
    for r in a.relations:
        if not r.chosen:
            p = _put_in(p, r)
    for r in a.relations:
        if r.chosen:
            made = _put_in(p, r)
            if len(made) < len(p):
                p, a.used[r.family] = made, None
    return p


def _put_in(p: Poly, r: Relation) -> Poly:
    if all(x[r.letter] < r.n for x in p):
        return p
    out: Poly = {}
    powers = [{(0,) * len(next(iter(p))): 1}]
    for x, c in p.items():
        times_over, left = divmod(x[r.letter], r.n)
        while len(powers) <= times_over:
            powers.append(times(powers[-1], r.value))
        front = {(*x[: r.letter], left, *x[r.letter + 1 :]): c}
        out = plus(out, times(front, powers[times_over]))
    return out


def settled(f: Form, a: Alphabet) -> Form:
    """A product of which what its factors share is cancelled, and u is r² where it stands beside r = √u."""
    f = _coprime(f)
    for r in a.relations:
        made = _as_power(_conjugates_met(f, r, a), r)
        if made is not f and r.chosen:
            a.used[r.family] = None
        f = made
    return f


def _coprime(f: Form) -> Form:
    """Polynomials above and below without what they share."""
    above = [p for p, m in f.polys.items() if m > 0]
    below = [p for p, m in f.polys.items() if m < 0]
    for p in above:
        for q in below:
            shared = common_divisor(dict(p), dict(q))
            if not constant(shared):
                parts = (divided(dict(p), shared), divided(dict(q), shared), shared)
                basis = [x for x in parts if x and not constant(x)]
                rest = {x: m for x, m in f.polys.items() if x not in (p, q)}
                apart = [_factored(x, f.polys[x], basis, f) for x in (p, q)]
                return _coprime(product([Form(f.c, f.letters, rest), *apart]))
    return f


def _conjugates_met(f: Form, r: Relation, a: Alphabet) -> Form:
    """(u - r)(u + r) is u² - r², without r."""
    if r.n != 2:
        return f
    for p, m in f.polys.items():
        turned = {x: -c if x[r.letter] % 2 else c for x, c in p}
        if not any(x[r.letter] % 2 for x in turned):
            continue
        _, _, other = primitive(turned)
        q = key(other)
        if q == p or f.polys.get(q, 0) * m <= 0:
            continue
        made = _put_in(times(dict(p), other), r)
        c, letters, rest = primitive(made)
        n = m if abs(m) <= abs(f.polys[q]) else f.polys[q]
        if not constant(rest) and (r.chosen or len(rest) > max(len(p), 2)):
            continue
        left = {x: k - n if x in (p, q) else k for x, k in f.polys.items()}
        met = Form(Fraction(c) ** n, tuple([k * n for k in letters]), {} if constant(rest) else {key(rest): n})
        whole = product([Form(f.c, f.letters, {x: k for x, k in left.items() if k}), met])
        return _conjugates_met(_as_power(whole, r), r, a)
    return f


def _as_power(f: Form, r: Relation) -> Form:
    """The factors whose product is r² as powers of r, where the sum is then gone or r with it."""
    if not f.polys or constant(r.value):
        return f
    c, letters, rest = primitive(r.value)
    if constant(rest):
        return f
    used: list[Key] = []
    for p in f.polys:
        less = divided(rest, dict(p))
        if less is not None and (not used or f.polys[used[0]] * f.polys[p] > 0):
            used.append(p)
            rest = less
            if constant(rest):
                break
    if not constant(rest):
        return f
    n = min((f.polys[p] for p in used), key=abs)
    polys = {p: m - n if p in used else m for p, m in f.polys.items()}
    exponents = [m - k * n for m, k in zip(f.letters, letters, strict=True)]
    exponents[r.letter] += r.n * n
    scale = Fraction(next(iter(rest.values()))) * c
    return Form(f.c / scale**n, tuple(exponents), {p: m for p, m in polys.items() if m})
