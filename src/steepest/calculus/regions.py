"""Kinks over arrays: what is worked out entry by entry around a kink is looked at for one entry.

In Σ max(0, 1 - yᵢ (X w)ᵢ)² all that happens to an entry of X w is max(0, 1 - y t)², a function of a number t, and
`edges` knows whether that has an edge. An edge is a condition on entries only where the function of the number has it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from steepest.calculus import algebra
from steepest.calculus.branches import SPLIT, zero_of
from steepest.calculus.edges import edges
from steepest.calculus.expr import Apply, Contract, Expr, Power, Sum, dependents, number, variable, walk
from steepest.calculus.remaking import substitute
from steepest.calculus.spans import Facts

MOST_NODES = 400  # a larger expression is not looked at entry by entry: each kink is told
MOST_INSIDE = 60

Labels = tuple[int, ...]


Given = frozenset[tuple[Expr, bool]]  # comparisons, and whether they hold


def kinks_of_entries(root: Expr, x: Expr, order: int, facts: Facts) -> Iterator[tuple[Apply, Expr, Given]]:
    """The functions with branches that have a kink for the derivative of this order, each with what is 0 there, and
    with where that is so.
    """
    moving = dependents(root, [x])
    found = [e for e in walk(root) if isinstance(e, Apply) and e.name in SPLIT and e in moving]
    if not found:
        return
    above: dict[Expr, list[Expr]] = {}
    for k, e in enumerate(walk(root)):
        if k > MOST_NODES:
            above = {}
            break
        for a in {*e.args} & moving:
            above.setdefault(a, []).append(e)
    for e in found:
        zero = zero_of(e)
        if zero is None or not any(e in moving for e in walk(zero)):
            continue
        tops = _tops(e, above, root) if above else []
        given = [g for top in tops if (g := _where_kink(top, e, moving, order, facts)) is not None]
        if given or not tops:
            yield e, zero, frozenset.intersection(*given) if given else frozenset()


def _tops(e: Expr, above: dict[Expr, list[Expr]], root: Expr) -> list[tuple[Expr, Labels]]:
    """The largest expressions around a node that are worked out entry by entry; with the axes of an entry."""
    out: dict[tuple[Expr, Labels], None] = {}
    seen, stack = {e}, [e]
    while stack:
        node = stack.pop()
        parents = above.get(node, [])
        if node is root or not parents:
            out[node, tuple(range(len(node.shape)))] = None
        for p in parents:
            if isinstance(p, Apply | Power | Sum) or (isinstance(p, Contract) and _plain(p)):
                if p not in seen:
                    seen.add(p)
                    stack.append(p)
            elif isinstance(p, Contract):
                out |= dict.fromkeys(_together(p, node))
            else:
                out[node, tuple(range(len(node.shape)))] = None
    return list(out)


def _plain(e: Contract) -> bool:
    return len(e.dims) == len(e.out) == len(set(e.out))


def _together(p: Contract, node: Expr) -> Iterator[tuple[Expr, Labels]]:
    """The product, under a sum, of a factor and those that stand over the same axes."""
    for f, ls in zip(p.args, p.labels, strict=True):
        if f is node and len(set(ls)) == len(ls):
            beside = [(g, gl) for g, gl in zip(p.args, p.labels, strict=True) if set(gl) <= set(ls)]
            sizes = {x: p.dims[x] for x in ls}
            yield algebra.contract(1, beside, ls, sizes), tuple(range(len(ls)))


def _where_kink(top: tuple[Expr, Labels], e: Apply, moving: Collection[Expr], order: int, facts: Facts) -> Given | None:
    """Where the function of one entry has an edge at which `e` changes its branch; None where it has none."""
    entry = _Entry(moving)
    whole = entry.of(*top)
    if whole is None:
        return frozenset()
    zeros = {zero_of(k) for (n, _), k in entry.done.items() if n is e and isinstance(k, Apply)}
    own = {inner: facts[outer] for outer, inner in entry.names.items() if outer in facts}
    found = [edge for t in entry.moves for edge in edges(whole, t, order, own) if edge.zero in zeros]
    if not found:
        return None
    back: dict[Expr, Expr] = {}
    for (outer, _), inner in entry.done.items():  # the narrowest of what has this entry
        back.setdefault(inner, outer)
    return frozenset.intersection(*(frozenset((_back(t, back), truth) for t, truth in edge.given) for edge in found))


def _back(test: Expr, back: Mapping[Expr, Expr]) -> Expr:
    """A comparison of entries as one of arrays again."""
    if test in back:
        return back[test]
    assert isinstance(test, Apply)
    return algebra.elementwise(
        test.name, *(substitute(a, {n: back[n] for n in walk(a) if n in back and not n.args}) for a in test.args)
    )


class _Entry:
    """Expressions of arrays as those of one entry: numbers in place of what is not worked out entry by entry."""

    def __init__(self, moving: Collection[Expr]) -> None:
        self.moving = moving
        self.done: dict[tuple[Expr, Labels], Expr] = {}
        self.moves: list[Expr] = []
        self.names: dict[str, str] = {}

    def of(self, e: Expr, labels: Labels) -> Expr | None:
        """The entry of `e` at these places; None where that is too large."""
        if len(self.done) > MOST_INSIDE:
            return None
        found = self.done.get((e, labels))
        if found is None:
            made = self._made(e, labels)
            if made is None:
                return None
            found = self.done[e, labels] = made
        return found

    def _made(self, e: Expr, labels: Labels) -> Expr | None:
        value = algebra.constant_value(e)
        if value is not None:
            return number(value)
        if isinstance(e, Apply | Power | Sum):
            parts = [self.of(a, labels if a.shape else ()) for a in e.args]
            known = [p for p in parts if p is not None]
            if len(known) < len(parts):
                return None
            if isinstance(e, Apply):
                return algebra.apply(e.name, tuple(known))
            if isinstance(e, Power):
                return algebra.power(*known)
            return algebra.add(list(zip(e.weights, known, strict=True)), ())
        if isinstance(e, Contract) and _plain(e):
            place = dict(zip(e.out, labels, strict=True))
            factors = [self.of(f, tuple(place[x] for x in ls)) for f, ls in zip(e.args, e.labels, strict=True)]
            kept = [f for f in factors if f is not None]
            return algebra.scale(e.coefficient, algebra.times(*kept)) if len(kept) == len(factors) else None
        own = variable(f"·{len(self.done)}")
        if e in self.moving:
            self.moves.append(own)
        if hasattr(e, "name"):
            self.names[e.name] = own.name
        return own
