"""Facts about the values of variables, used to simplify: symmetric, positive definite, orthogonal, on the simplex.

A fact about the variable of a derivative is used on the result only: the derivative stays the ambient one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.expr import Apply, Atom, Contract, Expr, Power, Sum, Variable, walk
from steepest.calculus.raising import raised
from steepest.calculus.readable import marks
from steepest.calculus.remaking import remake
from steepest.calculus.signed import plainer

SIGNS = ("positive", "simplex")  # facts that decide signs, as intervals do
SYMMETRIC = ("symmetric", "posdef")
ROUNDS = 4

Facts = Mapping[str, object]


@dataclass(slots=True)
class Seen:
    """What was found out about expressions under the same facts, for others that share parts with them."""

    done: dict[Expr, Expr] = field(default_factory=dict)
    even: dict[Expr, bool] = field(default_factory=dict)
    plainer: dict[Expr, Expr] = field(default_factory=dict)
    plain: set[Expr] = field(default_factory=set)  # those without a sum of square matrices in them


def assuming(root: Expr, facts: Facts, seen: Seen | None = None) -> Expr:
    """`root` simplified by what is known of its variables; equal in value wherever the facts hold."""
    seen = seen or Seen()
    if any(isinstance(f, tuple) or f in SIGNS for f in facts.values()):
        root = plainer(root, facts, seen.plainer)
    told = any(isinstance(f, str) and f in (*SYMMETRIC, "orthogonal", "simplex") for f in facts.values())
    if not told and _is_plain(root, seen.plain):
        return root  # B + Bᵀ is symmetric whatever B is
    for e in walk(root, known=seen.done):
        made = remake(e, tuple(seen.done[a] for a in e.args)) if e.args else e
        seen.done[e] = _simplified(made, facts, seen.even)
    return seen.done[root]


def _is_plain(root: Expr, plain: set[Expr]) -> bool:
    """Is there no sum of square matrices in this? Nodes in `plain` are known to have none; it is filled."""
    for e in walk(root, known=plain):
        if isinstance(e, Sum) and _is_square(e):
            return False
        plain.add(e)
    return True


def _is_square(e: Expr) -> bool:
    return len(e.shape) == 2 and e.shape[0] == e.shape[1]


def is_symmetric(e: Expr, facts: Facts, memo: dict[Expr, bool]) -> bool:
    """Is this square matrix its own transpose, given the facts?"""
    if not _is_square(e):
        return False
    found = memo.get(e)
    if found is None:
        match e:
            case Variable():
                found = facts.get(e.name) in SYMMETRIC
            case Atom():
                found = e.name in ("inv", "pinv") and is_symmetric(e.args[0], facts, memo)
            case Apply() | Power():
                found = all(not a.shape or is_symmetric(a, facts, memo) for a in e.args)
            case Sum():
                turned = [
                    (w, _simplified(algebra.transposed(t), facts, memo)) for w, t in zip(e.weights, e.args, strict=True)
                ]
                found = algebra.add(turned, e.shape) is e
            case Contract():
                found = _simplified(algebra.transposed(e), facts, memo) is e
            case _:
                found = False
        memo[e] = found
    return found


def _simplified(e: Expr, facts: Facts, memo: dict[Expr, bool]) -> Expr:
    """One node, whose arguments are simplified, by the facts."""
    for _ in range(ROUNDS):
        if not isinstance(e, Contract):
            return e
        made = _once(e, facts, memo)
        if made is e:
            return e
        e = made
    return e


def _once(e: Contract, facts: Facts, memo: dict[Expr, bool]) -> Expr:
    factors = list(zip(e.args, e.labels, strict=True))
    sizes = dict(enumerate(e.dims))
    uses: dict[int, int] = {}
    for x in [*e.out, *(x for ls in e.labels for x in ls)]:
        uses[x] = uses.get(x, 0) + 1
    for k, (f, ls) in enumerate(factors):
        name = f.name if isinstance(f, Variable) else ""
        if facts.get(name) == "simplex" and uses[ls[-1]] == 1:
            rest = [p for j, p in enumerate(factors) if j != k]
            return algebra.contract(e.coefficient, rest, e.out, {x: d for x, d in sizes.items() if x != ls[-1]})
        if facts.get(name) == "orthogonal" and len(ls) == 2:
            for j in range(k + 1, len(factors)):
                joined = _identity_pair(ls, factors[j][1], uses) if factors[j][0] is f else None
                if joined is not None:
                    shared, a, b = joined
                    rest = [p for i, p in enumerate(factors) if i not in (j, k)]
                    delta = (algebra.identity((sizes[a],)), (a, b))
                    kept = {x: d for x, d in sizes.items() if x != shared}
                    return algebra.contract(e.coefficient, [*rest, delta], e.out, kept)
    best: Expr = e
    places = [k for k, (f, ls) in enumerate(factors) if len(set(ls)) == 2 and is_symmetric(f, facts, memo)]
    for group in [*([k] for k in places), *([places] if len(places) > 1 else [])]:
        flipped = [(f, ls[::-1] if k in group else ls) for k, (f, ls) in enumerate(factors)]
        turned = algebra.contract(e.coefficient, flipped, e.out, sizes)
        if _rank(turned) < _rank(best):
            best = turned
    return best


def _rank(e: Expr) -> tuple[object, ...]:
    """Of two ways to write one contraction, the one with less ink (fewer transposes) is kept."""
    return (marks(raised(e)), e.labels if isinstance(e, Contract) else (), e.key)


def _identity_pair(a: tuple[int, ...], b: tuple[int, ...], uses: Mapping[int, int]) -> tuple[int, int, int] | None:
    """QᵀQ or QQᵀ: the label summed over, and the two that become one."""
    for side in (0, 1):
        if a[side] == b[side] and uses[a[side]] == 2 and a[1 - side] != b[1 - side]:
            return a[side], a[1 - side], b[1 - side]
    return None


def projected(gradient: Expr) -> Expr:
    """(G + Gᵀ)/2: the gradient projected onto symmetric matrices."""
    return algebra.scale(Fraction(1, 2), algebra.plus(gradient, algebra.transposed(gradient)))


def free_entries(gradient: Expr) -> Expr:
    """G + Gᵀ - G ⊙ I: the derivative by the free entries of a symmetric matrix, which is another question."""
    diagonal = algebra.contract(1, [(gradient, [0, 0])], [0, 0])
    return algebra.minus(algebra.plus(gradient, algebra.transposed(gradient)), diagonal)
