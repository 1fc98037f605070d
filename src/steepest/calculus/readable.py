"""A small scored choice among forms of one value: as it came, numerators multiplied out, common factors taken out.

No open-ended search: some ten candidates at most, and the one that takes fewest marks on paper wins; ties keep the
first.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.commons import factored_arrays
from steepest.calculus.expansions import expanded_arrays, with_one_step
from steepest.calculus.expr import Apply, Contract, Expr, Number, Power, Sum, Variable, larger, walk
from steepest.calculus.pairs import paired
from steepest.calculus.raising import Memo, raised
from steepest.calculus.reduced import CANCELLED, cancelled, reduced
from steepest.calculus.surface import Surface
from steepest.calculus.tidy import tidied

MOST_TERMS = 24
NAMED = "quotients and sizes by their names"
MOST_NODES = 400  # expressions beyond this are shown as they came


def readable(*candidates: Expr, words: Memo | None = None) -> Expr:
    """The most readable of these forms and of their factored, multiplied-out and cancelled variants.

    `words` has what was raised before, for expressions that share parts.
    """
    return shortest(*candidates, words=words)[0]


def shortest(*candidates: Expr, words: Memo | None = None) -> tuple[Expr, str]:
    """The most readable form, and how it was found where that is more than collecting and multiplying out."""
    words = Memo() if words is None else words
    if any(larger(e, MOST_NODES) for e in candidates):
        return candidates[0], ""
    best, least, why = candidates[0], marks(raised(candidates[0], words)), ""
    if least > MOST_NODES:
        return best, why
    arrays = any(e.shape for e in walk(best))
    variants = array_forms if arrays else number_forms
    forms: dict[Expr, str] = {}
    for e in candidates:
        forms |= dict.fromkeys((form for form in variants(e) if form not in forms), "")
    for e in candidates:
        if (named := paired(e)) is not e:
            forms |= dict.fromkeys((form for form in variants(named) if form not in forms), NAMED)
    if arrays:
        for e in dict.fromkeys(map(paired, candidates)):
            less = cancelled(e, lambda e: marks(raised(e, words)))
            if less is not e:
                forms |= dict.fromkeys((form for form in variants(less) if form not in forms), CANCELLED)
    else:
        forms |= {form: why for form, why in reduced(paired(best)) if form not in forms}
    for form, reason in forms.items():
        n = marks(raised(form, words))
        if n < least or (n == least and reason.startswith(CANCELLED) and not why):
            best, least, why = form, n, reason
    return best, why


def number_forms(e: Expr) -> list[Expr]:
    """As it came, multiplied out, with common factors out, and both in either order."""
    wide = expanded_inside(e)
    front = factored(e)
    return [e, wide, front, factored(wide), expanded_inside(front)]


def array_forms(e: Expr) -> list[Expr]:
    """As it came; with common factors out, those of all terms or of some; multiplied out before that."""
    wide = expanded_arrays(with_one_step(e))
    wide = tidied(wide) if wide is not e else e
    forms = [e, factored_arrays(e), factored_arrays(e, partly=True)]
    return forms if wide is e else [*forms, wide, factored_arrays(wide), factored_arrays(wide, partly=True)]


WEIGHT = {"neg": 0.5, "div": 1.5, "pow": 1.0, "mul": 0.5, "add": 1.0, "number": 1.0, "variable": 1.0}


def marks(root: Surface) -> float:
    """About how much ink an expression takes; shared parts count each time they are written."""
    total: dict[Surface, float] = {}
    stack = [root]
    while stack:
        e = stack[-1]
        waiting = [a for a in e.args if a not in total]
        if waiting:
            stack.extend(waiting)
            continue
        stack.pop()
        own = WEIGHT.get(e.op, 1.5)
        if e.op == "constant":
            own = 0.5 if e.data == "e" else 1.0  # e^x is no longer than exp(x)
        if e.op == "div" and all(a.op == "number" for a in e.args):
            own = 0.3  # a number as well
        if e.op in ("add", "mul"):
            own *= len(e.args) - 1
        if e.op == "number" and isinstance(e.data, Fraction):
            own += 0.3 * (len(str(e.data.numerator)) - 1) + (1 if e.data.denominator != 1 else 0)
        total[e] = own + sum(total[a] for a in e.args)
    return total[root]


def expanded_inside(e: Expr) -> Expr:
    """Sums that stand as factors (or alone) with their products of small polynomials multiplied out."""
    if isinstance(e, Sum):
        return _expanded_sum(e)
    if isinstance(e, Contract) and not any(e.labels) and not e.out:
        factors = [(_expanded_sum(f) if isinstance(f, Sum) else f, ()) for f in e.args]
        return algebra.contract(e.coefficient, factors, ())
    return e


def _expanded_sum(e: Sum) -> Expr:
    if e.shape:
        return e
    terms: list[tuple[Fraction, Expr]] = []
    for w, t in zip(e.weights, e.args, strict=True):
        terms += [(w * c, x) for c, x in _distributed(t)]
        if len(terms) > MOST_TERMS:
            return e
    return algebra.add(terms, ())


def _distributed(t: Expr) -> list[tuple[Fraction, Expr]]:
    if isinstance(t, Contract) and not t.out and not any(t.labels):
        factors: Sequence[Expr] = t.args
        coefficient = t.coefficient
    else:
        factors, coefficient = (t,), Fraction(1)
    partial: list[tuple[Fraction, Expr]] = [(coefficient, algebra.ONE)]
    for f in factors:
        n, base = _whole_power(f)
        for _ in range(n):
            if isinstance(base, Sum):
                partial = [
                    (c * w, algebra.times(p, q))
                    for c, p in partial
                    for w, q in zip(base.weights, base.args, strict=True)
                ]
            else:
                partial = [(c, algebra.times(p, base)) for c, p in partial]
            if len(partial) > MOST_TERMS:
                return [(Fraction(1), t)]
    return partial


def _whole_power(f: Expr) -> tuple[int, Expr]:
    """(x + 1)³ as 3 and x + 1, for small whole powers of sums; anything else once."""
    if isinstance(f, Power) and isinstance(f.args[0], Sum) and isinstance(f.args[1], Number):
        n = f.args[1].value
        if n in (2, 3):
            return int(n), f.args[0]
    return 1, f


Powers = dict[Expr, Fraction]


def _powers(t: Expr) -> Powers:
    """A product as bases with rational exponents; e to the u counts as a base of its own."""
    factors = t.args if isinstance(t, Contract) and not t.out and not any(t.labels) else (t,)
    out: Powers = {}
    for f in factors:
        if isinstance(f, Power) and isinstance(f.args[1], Number):
            out[f.args[0]] = out.get(f.args[0], Fraction(0)) + f.args[1].value
        elif not isinstance(f, Number):
            out[f] = out.get(f, Fraction(0)) + 1
    return out


def factored(e: Expr) -> Expr:
    """Factors that all terms of a sum share taken out in front."""
    if isinstance(e, Contract) and not e.out and not any(e.labels):
        factors = [(factored(f) if isinstance(f, Sum) else f, ()) for f in e.args]
        return algebra.contract(e.coefficient, factors, ())
    if not isinstance(e, Sum) or e.shape:
        return e
    maps = [_powers(t) for t in e.args]
    shared = [b for b in maps[0] if all(b in m for m in maps[1:])]
    common = {b: min(m[b] for m in maps) for b in shared}
    common = {
        b: n for b, n in common.items() if (n and not isinstance(b, (Apply, Variable))) or n > 0 or _same(b, maps)
    }
    if not common:
        return e
    front = [(algebra.power(b, _exponent(n)), ()) for b, n in common.items()]
    back = [(algebra.power(b, _exponent(-n)), ()) for b, n in common.items()]
    rest = algebra.add(
        [(w, algebra.contract(1, [(t, ()), *back], ())) for w, t in zip(e.weights, e.args, strict=True)], ()
    )
    return algebra.contract(1, [*front, (rest, ())], ())


def _same(b: Expr, maps: list[Powers]) -> bool:
    return len({m[b] for m in maps}) == 1


def _exponent(n: Fraction) -> Expr:
    """A rational exponent as a node."""
    return algebra.full(n, ())
