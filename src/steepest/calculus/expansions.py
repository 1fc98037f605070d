"""Products of array sums multiplied out, where terms may then cancel or a sum of matrices ends in a vector.

(s sᵀ - diag(s)) z is (s·z) s - s ⊙ z; (1 - t)(1 - h) - t h is 1 - t - h. What is not shorter is not kept: `readable`
chooses.
"""

from __future__ import annotations

from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.expr import Apply, Contract, Expr, Structure, Sum, walk
from steepest.calculus.ordering import leads_with_minus
from steepest.calculus.remaking import remake, substitute

MOST_TERMS = 12  # a product of sums of more terms is left as it is

Weighted = tuple[Fraction, Expr]


def expanded_arrays(root: Expr) -> Expr:
    """Sums that stand in no function multiplied out where terms cancel, and products with a sum that has deltas."""
    done: dict[Expr, Expr] = {}
    standing = outside(root)
    for e in walk(root):
        made = remake(e, tuple(done[a] for a in e.args)) if e.args else e
        if e in standing and isinstance(made, Sum):
            terms = [(w * c, t) for w, term in zip(made.weights, made.args, strict=True) for c, t in _opened(term)]
            made = _cancelled(terms, made) if len(terms) <= MOST_TERMS else made
        elif e in standing and isinstance(made, Contract) and any(_entangled(f) for f in made.args):
            made = algebra.add(_opened(made), made.shape)
        done[e] = made
    return done[root]


def _cancelled(terms: list[Weighted], e: Sum) -> Expr:
    """The sum of these terms where some of them cancel; otherwise the sum as it was."""
    total = algebra.add(terms, e.shape)
    distinct = {algebra.split_coefficient(t)[1] for _, t in terms}
    left = algebra.split_coefficient(total)[1]
    return total if (len(left.args) if isinstance(left, Sum) else 1) < len(distinct) else e


def outside(root: Expr) -> set[Expr]:
    """The nodes that stand in no function."""
    found: set[Expr] = set()
    stack = [root]
    while stack:
        e = stack.pop()
        if e not in found:
            found.add(e)
            if isinstance(e, Sum | Contract):
                stack.extend(e.args)
    return found


def _entangled(f: Expr) -> bool:
    """Is this a sum with a diagonal matrix or a selection among its terms?"""
    if not isinstance(f, Sum) or len(f.shape) < 2:
        return False
    return any(isinstance(t, Structure) or (isinstance(t, Contract) and len(set(t.out)) < len(t.out)) for t in f.args)


def _opened(t: Expr) -> list[Weighted]:
    """A product of sums as the sum of its products; anything else as it is."""
    if not isinstance(t, Contract):
        return [(Fraction(1), t)]
    sizes = dict(enumerate(t.dims))
    ways: list[tuple[Fraction, list[tuple[Expr, tuple[int, ...]]]]] = [(Fraction(1), [])]
    for f, ls in zip(t.args, t.labels, strict=True):
        parts = list(zip(f.weights, f.args, strict=True)) if isinstance(f, Sum) else [(Fraction(1), f)]
        if len(ways) * len(parts) > MOST_TERMS:
            return [(Fraction(1), t)]
        ways = [(c * w, [*made, (part, ls)]) for c, made in ways for w, part in parts]
    if len(ways) == 1:
        return [(Fraction(1), t)]
    return [(w, algebra.contract(t.coefficient, made, t.out, sizes)) for w, made in ways]


OTHER_HALF = {"heaviside", "sigmoid"}  # f(-u) is 1 - f(u)


def with_one_step(root: Expr) -> Expr:
    """H(-u) beside H(u) as 1 - H(u), which holds also where u is 0; σ(-u) beside σ(u) as 1 - σ(u)."""
    steps = [e for e in walk(root) if isinstance(e, Apply) and e.name in OTHER_HALF]
    known: set[Expr] = set()
    other: dict[Expr, Expr] = {}
    for e in sorted(steps, key=lambda e: _begins_with_minus(e.args[0])):
        turned = algebra.apply(e.name, (algebra.scale(Fraction(-1), e.args[0]),))
        if turned in known:
            other[e] = algebra.minus(algebra.ones(e.shape), turned)
        known.add(e)
    return substitute(root, other) if other else root


def _begins_with_minus(e: Expr) -> bool:
    c, body = algebra.split_coefficient(e)
    return c * (-1 if isinstance(body, Sum) and leads_with_minus(body) else 1) < 0
