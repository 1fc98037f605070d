"""Shorter forms of one value by the algebra of quotients: cancelled, one denominator or several, tan for sin/cos.

`reduced` gives candidates; `readable` chooses among them by how much there is to read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from steepest.calculus import algebra
from steepest.calculus.expansions import outside
from steepest.calculus.expr import Apply, Contract, Expr, Number, Power, Sum, number, walk
from steepest.calculus.forms import Alphabet, Form, Key, key, over
from steepest.calculus.letters import FAMILY, PLAIN, SECOND, Letter, pointwise
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
from steepest.calculus.remaking import remake

MOST_EXPANDED = 4  # terms of a denominator that is multiplied out
QUOTIENTS = {(1, -1): ("tan", "tanh"), (-1, 1): ("cot", "coth")}
ALONE = {(0, -1): ("sec", "sech"), (-1, 0): ("csc", "csch")}


CANCELLED = "brought over one denominator, and cancelled"
SQUARES = {"sin": "sin² + cos² = 1", "sinh": "cosh² - sinh² = 1"}


def reduced(e: Expr) -> Iterator[tuple[Expr, str]]:
    """Other forms of a product or sum, entry by entry, and what was done; none where nothing meets in it."""
    found = _meeting(e)
    if found is None:
        return
    kinds, plain = found
    together = frozenset((FAMILY[k.name], k.args[0]) for k in kinds)
    mixed = frozenset(k for k in kinds if k.name not in FAMILY.values() and k.name not in SECOND.values())
    for family in (frozenset(), together) if mixed and together else (together,):
        try:
            a = alphabet(e, family)
            if a is not None and _shorter(e, form(e, a), a, plain):
                made = form(e, a)
                forms = list(_forms(made, a, {(FAMILY[k.name], k.args[0]) for k in mixed}))
                why = "; ".join([CANCELLED, *(SQUARES[x] for x in a.used)])
                yield from ((x, why) for x in forms)
        except TooLarge:
            continue


def cancelled(root: Expr, length: Callable[[Expr], float]) -> Expr:
    """Quotients of arrays cancelled entry by entry, wherever they stand in no function; `length` says what is short."""
    found = outside(root)
    done: dict[Expr, Expr] = {}
    for e in walk(root):
        if e in found:
            made = remake(e, tuple(done.get(a, a) for a in e.args)) if isinstance(e, Sum | Contract) else e
            done[e] = _entrywise(made, length)
        else:
            done[e] = e
    return done[root]


def _entrywise(e: Expr, length: Callable[[Expr], float]) -> Expr:
    if isinstance(e, Contract) and not pointwise(e):
        groups: dict[tuple[int, ...], list[Expr]] = {}
        for f, ls in zip(e.args, e.labels, strict=True):
            groups.setdefault(ls, []).append(f)
        sizes = dict(enumerate(e.dims))
        made: list[tuple[Expr, tuple[int, ...]]] = []
        for ls, fs in groups.items():
            part: list[Expr] = fs
            if len(set(ls)) == len(ls) and (len(fs) > 1 or isinstance(fs[0], Sum | Power)):
                axes = tuple(range(len(ls)))
                whole = algebra.contract(1, [(f, axes) for f in fs], axes, {k: sizes[x] for k, x in enumerate(ls)})
                part = [_entrywise(whole, length)] if not isinstance(whole, Contract) or pointwise(whole) else fs
                part = fs if part[0] is whole else part
            made += [(f, ls) for f in part]
        if [f for f, _ in made] == [f for fs in groups.values() for f in fs]:
            return e
        return algebra.contract(e.coefficient, made, e.out, sizes)
    forms = [form for form, _ in reduced(e) if _roots(form) <= _roots(e)]
    return min((e, *forms), key=length) if forms else e


def _roots(e: Expr) -> set[Expr]:
    """The roots of numbers in it: none is brought in by cancelling, √10/√(1 + 10 v) for 1/√(0.1 + v)."""
    return {x for x in walk(e) if isinstance(x, Power) and isinstance(x.args[0], Number)}


def _shorter(e: Expr, f: Form, a: Alphabet, plain: bool) -> bool:
    """May this be shorter? A sum of products of powers of which no term cancels, 3/x - 1/x², stays as it is, and so
    do sums in sums of which nothing comes out and that have no function in several terms.
    """
    body = algebra.split_coefficient(e)[1]
    if f.c == 0:
        return True
    if plain:
        return len(f.polys) + any(f.letters) > 1 or 1 < len(list(_apart(f, a))) < sum(len(p) for p in f.polys)
    if not isinstance(body, Sum) or max(f.letters, default=0) > 0 or any(a.forms[t].polys for t in body.args):
        return True
    squared = min(f.letters, default=0) < 0 and any(_whole_root(dict(p))[1] > 1 for p in f.polys)
    return squared or sum(len(p) for p in f.polys) < len(body.args)


def _meeting(root: Expr) -> tuple[list[Apply], bool] | None:
    """The functions of trigonometry that meet others of their argument in it, and whether there are only sums in sums;
    None where no sum meets a denominator, none of these another and no sum a sum.
    """
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
        elif isinstance(e, Contract) and pointwise(e) and any(isinstance(f, Sum) for f in e.args):
            nested += any(isinstance(a, Contract | Sum) for f in e.args if isinstance(f, Sum) for a in f.args)
        elif isinstance(e, Contract) and not pointwise(e):
            continue
        new = [x for x in e.args if x not in seen]
        seen.update(new)
        stack.extend(new)
    lone = {u for k in kinds for u in k.args if {x.name for x in kinds if x.args[0] is u} == {"tanh"}}
    met = [k for k in kinds if k.args[0] not in lone]  # 1 - tanh² is as good as sech²
    quotients = [k for k in met if k.name not in PLAIN and k.name not in SECOND.values()]
    some = met and (squares or (quotients and len({k.args for k in met}) < len(met)))
    if (sums and (below or some)) or (some and below) or len(quotients) > 1:
        return met, False
    return (met, True) if nested else None


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
        yield algebra.add([(Fraction(1), written(g, a, named)) for g in apart], a.shape)
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
        if x.kind != "exp" or a.units[k] > 0:
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
        parts.append(algebra.power(algebra.add(terms, a.shape), number(m * n)))
    return _together(f.c, parts, a)


def _together(c: Fraction, parts: Sequence[Expr], a: Alphabet) -> Expr:
    """A product of numbers and of arrays of one shape, entry by entry."""
    axes = tuple(range(len(a.shape)))
    return algebra.contract(c, [(x, axes if x.shape else ()) for x in parts], axes, dict(enumerate(a.shape)))


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
    return _together(Fraction(1), [_power(a, k, n) for k, n in enumerate(x) if n], a)


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
