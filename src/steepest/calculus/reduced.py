"""Shorter forms of one value by the algebra of quotients: cancelled, one denominator or several, tan for sin/cos.

`reduced` gives candidates; `readable` chooses among them by how much there is to read.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

from steepest.calculus import algebra
from steepest.calculus.expr import Apply, Contract, Expr, Number, Power, Sum, number
from steepest.calculus.forms import Alphabet, Form, Key, key, over
from steepest.calculus.letters import FAMILY, PLAIN, SECOND, Letter
from steepest.calculus.polynomials import (
    Exponents,
    Poly,
    TooLarge,
    common_divisor,
    constant,
    divided,
    primitive,
    times,
    to_the,
)
from steepest.calculus.quotients import alphabet, form

MOST_EXPANDED = 4  # terms of a denominator that is multiplied out
QUOTIENTS = {(1, -1): ("tan", "tanh"), (-1, 1): ("cot", "coth")}
ALONE = {(0, -1): ("sec", "sech"), (-1, 0): ("csc", "csch")}


CANCELLED = "brought over one denominator, and cancelled"
SQUARES = {"sin": "sin² + cos² = 1", "sinh": "cosh² - sinh² = 1"}


def reduced(e: Expr) -> Iterator[tuple[Expr, str]]:
    """Other forms of an expression of numbers, and what was done; none where nothing meets or it is too large."""
    kinds = _worth_it(e)
    if kinds is None:
        return
    together = frozenset((FAMILY[k.name], k.args[0]) for k in kinds)
    mixed = frozenset(k for k in kinds if k.name not in FAMILY.values() and k.name not in SECOND.values())
    for family in (frozenset(), together) if mixed and together else (together,):
        try:
            a = alphabet(e, family)
            if a is not None and ((made := form(e, a)).c == 0 or not _as_apart(e, made, a)):
                forms = list(_forms(made, a, {(FAMILY[k.name], k.args[0]) for k in mixed}))
                why = "; ".join([CANCELLED, *(SQUARES[x] for x in a.used)])
                yield from ((x, why) for x in forms)
        except TooLarge:
            continue


def _as_apart(e: Expr, f: Form, a: Alphabet) -> bool:
    """Is this a sum of products of powers, 3/x - 1/x², of which no term cancels? It stays as it is."""
    body = algebra.split_coefficient(e)[1]
    if not isinstance(body, Sum) or any(a.forms[t].polys for t in body.args if t in a.forms):
        return False
    squared = min(f.letters, default=0) < 0 and any(_whole_root(dict(p))[1] > 1 for p in f.polys)
    return not squared and sum(len(p) for p in f.polys) >= len(body.args)


def _worth_it(root: Expr) -> list[Apply] | None:
    """The functions of trigonometry in it; None where no sum meets a denominator, and none of these another."""
    kinds: dict[Apply, None] = {}
    sums = below = squares = nested = 0
    stack, seen = [root], {root}
    while stack:
        e = stack.pop()
        if isinstance(e, Apply):
            if e.name in FAMILY:
                kinds[e] = None
            continue
        if isinstance(e, Sum):
            sums += 1
        elif isinstance(e, Power):
            n = e.args[1]
            below += isinstance(n, Number) and (n.value < 0 or n.value.denominator > 1)
            squares += isinstance(e.args[0], Apply) and e.args[0].name in FAMILY
        elif isinstance(e, Contract) and any(isinstance(f, Sum) for f in e.args):
            nested += any(isinstance(a, Contract | Sum) for f in e.args if isinstance(f, Sum) for a in f.args)
        new = [x for x in e.args if x not in seen]
        seen.update(new)
        stack.extend(new)
    quotients = [k for k in kinds if k.name not in PLAIN and k.name not in SECOND.values()]
    met = squares or (quotients and len({k.args for k in kinds}) < len(kinds))
    return list(kinds) if nested or (sums and (below or met)) or (met and below) or len(quotients) > 1 else None


def _forms(f: Form, a: Alphabet, named: set[tuple[str, Expr]]) -> Iterator[Expr]:
    """A form as expressions: as a product, its denominator multiplied out, its terms apart, by e^-u for e^u."""
    yield written(f, a, named)
    below = [p for p, m in f.polys.items() if m == -1]
    if len(below) > 1:
        made: Poly = {a.nothing: 1}
        for p in below:
            made = times(made, dict(p))
        if len(made) <= MOST_EXPANDED:
            rest = {p: m for p, m in f.polys.items() if p not in below}
            yield written(over(Form(f.c, f.letters, {**rest, key(made): -1}), {a.nothing: 1}, a), a, named)
    apart = list(_apart(f, a))
    if len(apart) > 1:
        yield algebra.add([(Fraction(1), written(g, a, named)) for g in apart], ())
    turned = _turned(f, a)
    if turned is not None:
        yield written(turned, a, named)


def _apart(f: Form, a: Alphabet) -> Iterator[Form]:
    """The terms above the line by the functions that stand only there, each group cancelled on its own."""
    tops = [p for p, m in f.polys.items() if m == 1]
    if len(tops) != 1:
        return
    (top,) = tops
    below = {k for p, m in f.polys.items() if m < 0 for x, _ in p for k, n in enumerate(x) if n}
    free = [k for k, x in enumerate(a.letters)
            if k not in below and f.letters[k] >= 0 and x.kind == "power" and isinstance(x.base, Apply)]  # fmt: skip
    front = Form(f.c, f.letters, {p: m for p, m in f.polys.items() if p != top})

    def group(term: tuple[Exponents, int]) -> Exponents:
        return tuple(term[0][k] for k in free)

    for _, terms in groupby(sorted(top, key=group), group):
        yield over(front, dict(terms), a)


def _turned(f: Form, a: Alphabet) -> Form | None:
    """e^-u/(1 + e^-u) as 1/(1 + e^u): above and below times e^u, where no exponential is left above."""
    for k, x in enumerate(a.letters):
        if x.kind != "exp":
            continue
        top = sum(m * max(t[k] for t, _ in p) for p, m in f.polys.items()) + f.letters[k]
        if top or not f.letters[k]:
            continue
        polys: dict[Key, int] = {}
        for p, m in f.polys.items():
            most = max(t[k] for t, _ in p)
            polys[tuple(((*t[:k], t[k] - most, *t[k + 1 :]), c) for t, c in p)] = m
        return Form(f.c, tuple([0 if j == k else n for j, n in enumerate(f.letters)]), polys)
    return None


# --- back to expressions ---------------------------------------------------------------------------------------------


def written(f: Form, a: Alphabet, named: set[tuple[str, Expr]]) -> Expr:
    """A form as an expression; sin u/cos u is tan u, and 1/cos u is sec u where `named` has the family of u."""
    letters = list(f.letters)
    parts: list[Expr] = []
    for first, u in a.together:
        parts += _names(first, u, letters, a, (first, u) in named)
    parts += [_power(a, k, n) for k, n in enumerate(letters) if n]
    for p, m in f.polys.items():
        root, n = _whole_root(dict(p))
        terms = [(Fraction(c), _monomial(x, a)) for x, c in sorted(root.items())]
        parts.append(algebra.power(algebra.add(terms, ()), number(m * n)))
    return algebra.contract(f.c, [(x, ()) for x in parts], ())


def _names(first: str, u: Expr, letters: list[int], a: Alphabet, alone: bool) -> Iterator[Expr]:
    """sinⁿ/cosⁿ as tanⁿ; taken out of the exponents."""
    s, c = (a.letters.index(Letter("power", algebra.apply(n, (u,)))) for n in (first, SECOND[first]))
    where = 0 if first == "sin" else 1
    i, j = letters[s], letters[c]
    if a.units[s] != 1 or a.units[c] != 1:
        return
    if i * j < 0 and (i == -j or alone):
        n = min(abs(i), abs(j))
        letters[s], letters[c] = i - (n if i > 0 else -n), j - (n if j > 0 else -n)
        name = QUOTIENTS[(1, -1) if i > 0 else (-1, 1)][where]
        yield algebra.power(algebra.apply(name, (u,)), number(n))
    half = algebra.split_coefficient(u)[0].denominator % 2 == 0 and first == "sin"
    if half and (n := min(i, j) if min(i, j) > 0 else min(0, max(i, j))):  # sin u cos u is sin(2u)/2
        letters[s], letters[c] = i - n, j - n
        double = algebra.scale(Fraction(2), u)
        if n < 0 and alone:
            yield algebra.power(algebra.scale(Fraction(2), algebra.apply("csc", (double,))), number(-n))
        else:
            yield algebra.power(algebra.scale(Fraction(1, 2), algebra.apply("sin", (double,))), number(n))
    for k, way in ((c, (0, -1)), (s, (-1, 0))):
        if alone and letters[k] < 0:
            n, letters[k] = -letters[k], 0
            yield algebra.power(algebra.apply(ALONE[way][where], (u,)), number(n))


def _power(a: Alphabet, k: int, n: int) -> Expr:
    return a.letters[k].to(n * a.units[k])


def _monomial(x: Exponents, a: Alphabet) -> Expr:
    return algebra.contract(1, [(_power(a, k, n), ()) for k, n in enumerate(x) if n], ())


def _whole_root(p: Poly) -> tuple[Poly, int]:
    """x² + 2x + 1 as the square of x + 1; a polynomial that is no power to the first."""
    if not 3 <= len(p) <= 10 or min(map(min, p)) < 0:
        return p, 1
    k = next(k for k in range(len(next(iter(p)))) if any(x[k] for x in p))
    slope = {(*x[:k], x[k] - 1, *x[k + 1 :]): c * x[k] for x, c in p.items() if x[k]}
    shared = common_divisor(p, slope)
    if constant(shared):
        return p, 1
    root = divided(p, shared)
    if root is None:
        return p, 1
    root = primitive(root)[2]
    for n in range(2, 7):
        made = to_the(root, n)
        if made == p:
            return root, n
        if len(made) > len(p) + 3:
            break
    return p, 1
