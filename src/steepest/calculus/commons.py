"""Common factors of array sums taken out: XᵀA - XᵀB is Xᵀ(A - B), s ⊙ g - s (s·g) is s ⊙ (g - s·g).

A factor need not stand in every term, and powers of one base share the lowest: u/√v - w/v^(3/2) is (u - w/v)/√v.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.dims import Dim
from steepest.calculus.expansions import outside
from steepest.calculus.expr import Contract, Expr, Number, Power, Structure, Sum, number, walk
from steepest.calculus.places import held_together
from steepest.calculus.remaking import remake

MOST_ROUNDS = 8
BOUND = 100  # labels of the axes that join the common factor with the rest

Kind = tuple[str, int]  # ("end", axis of the result) | ("along", axis) | ("joint", n)
Base = tuple[Expr, Fraction]  # a base and its exponent
Split = tuple[tuple[Kind, ...], Expr]
Common = tuple[Base, tuple[Kind, ...], dict[int, Expr]]


def factored_arrays(root: Expr, partly: bool = False) -> Expr:
    """The expression with what all terms of its sums share (with `partly` also what some share) taken out.

    In the arguments of functions a factor is taken out only where what is left is one term.
    """
    for _ in range(MOST_ROUNDS):
        made = _round(root, partly)
        if made is root:
            break
        root = made
    return root


def _round(root: Expr, partly: bool) -> Expr:
    standing = outside(root)
    done: dict[Expr, Expr] = {}
    for e in walk(root):
        made = remake(e, tuple(done[a] for a in e.args)) if e.args else e
        done[e] = _taken_out(made, partly, e in standing) if isinstance(made, Sum) else made
    return done[root]


def _taken_out(e: Sum, partly: bool, standing: bool) -> Expr:
    terms = [_views(t) for t in e.args]
    best = _best(e, terms, partly, False)
    if best is None and len(e.shape) > 1:  # Xᵀ diag(p) - (Xᵀp) pᵀ is Xᵀ (diag(p) - p pᵀ)
        best = _best(e, terms, partly, True)
    if best is None:
        return e
    base, kinds, rests = best
    shape = next(iter(rests.values())).shape
    inner = algebra.add([(e.weights[k], r) for k, r in rests.items()], shape)
    if not standing and isinstance(inner, Sum):
        return e
    joined = _joined(base, kinds, inner, e)
    others = [(w, t) for k, (w, t) in enumerate(zip(e.weights, e.args, strict=True)) if k not in rests]
    return algebra.add([(Fraction(1), joined), *others], e.shape)


def _best(e: Sum, terms: Sequence[Sequence[Contract]], partly: bool, deltas: bool) -> Common | None:
    """The base that most terms share, how its axes are met, and what is left of each of these terms."""
    best: Common | None = None
    for base in _shared(terms, partly):
        first = next(
            k for k, views in enumerate(terms) if any(_at_least(_base(g), base) for t in views for g in t.args)
        )
        for kinds, rest in _splits(terms[first], base, deltas):
            rests = {first: rest}
            for k, views in enumerate(terms[first + 1 :], start=first + 1):
                fitting = next(
                    (r for own, r in _splits(views, base, deltas) if own == kinds and r.shape == rest.shape), None
                )
                if fitting is not None:
                    rests[k] = fitting
            wider = len(rest.shape) > len(e.shape)
            if all(_only_picks(r) for r in rests.values()):  # slices of the identity say less than blocks of zeros
                continue
            if wider:  # a matrix out of vectors: of each term one matrix is left, not a product
                rests = {k: r for k, r in rests.items() if not (isinstance(r, Contract) and len(r.args) > 1)}
                if not rests:
                    continue
            if len(rests) > (1 if partly else len(terms) - 1) and (best is None or len(rests) > len(best[2])):
                best = base, kinds, rests
    return best


def _only_picks(r: Expr) -> bool:
    return isinstance(r, Structure) or (
        isinstance(r, Contract) and bool(r.args) and all(isinstance(f, Structure) for f in r.args)
    )


def _views(t: Expr) -> list[Contract]:
    """A term as a product: as it stands, and with the products in it opened; (A B) ⊙ S has the factor A too."""
    axes = tuple(range(len(t.shape)))
    whole = t if isinstance(t, Contract) else _product(Fraction(1), [(t, axes)], axes, dict(enumerate(t.shape)))
    flat: list[tuple[Expr, tuple[int, ...]]] = []
    sizes = dict(enumerate(whole.dims))
    for f, ls in zip(whole.args, whole.labels, strict=True):
        if isinstance(f, Contract) and f.coefficient == 1 and len(set(f.out)) == len(f.out):
            own = dict(zip(f.out, ls, strict=True))
            for x, d in enumerate(f.dims):
                own.setdefault(x, len(sizes))
                sizes.setdefault(own[x], d)
            flat += [(g, tuple(own[x] for x in gl)) for g, gl in zip(f.args, f.labels, strict=True)]
        else:
            flat.append((f, ls))
    views = [whole]
    if len(flat) > len(whole.args):
        views.append(_product(whole.coefficient, flat, whole.out, sizes))
    if (closed := _closed(whole)) is not None:
        views.append(closed)
    return views


def _closed(t: Contract) -> Contract | None:
    """The same product with each number that is a sum of its own, xᵀA x, as one factor; None where there is none."""
    groups = held_together(t.labels, set(t.out))
    numbers = [(k, inner) for k, inner in groups if inner and not {x for j in k for x in t.labels[j]} & set(t.out)]
    if not numbers or (len(groups) == 1 and not t.out):
        return None
    sizes = dict(enumerate(t.dims))
    inside = {j for k, _ in numbers for j in k}
    factors = [(f, ls) for j, (f, ls) in enumerate(zip(t.args, t.labels, strict=True)) if j not in inside]
    for k, inner in numbers:
        own = [(t.args[j], t.labels[j]) for j in k]
        factors.append((algebra.contract(1, own, (), {x: sizes[x] for x in inner}), ()))
    return _product(t.coefficient, factors, t.out, sizes)


def _product(
    c: Fraction, factors: Sequence[tuple[Expr, tuple[int, ...]]], out: tuple[int, ...], sizes: dict[int, Dim]
) -> Contract:
    """A product to look at; it is not in normal form, and neither interned nor kept."""
    made = object.__new__(Contract)
    made.args, made.labels = tuple(f for f, _ in factors), tuple(ls for _, ls in factors)
    made.coefficient, made.out, made.dims = c, out, tuple(d for _, d in sorted(sizes.items()))
    made.shape = tuple(sizes[x] for x in out)
    return made


def _base(g: Expr) -> Base:
    if isinstance(g, Power) and isinstance(g.args[1], Number):
        return g.args[0], g.args[1].value
    return g, Fraction(1)


def _at_least(have: Base, wanted: Base) -> bool:
    """Is this a power of the same base, of the same sign, and no lower?"""
    return have[0] is wanted[0] and have[1] * wanted[1] > 0 and abs(have[1]) >= abs(wanted[1])


def _shared(terms: Sequence[Sequence[Contract]], partly: bool) -> Iterator[Base]:
    """The bases that all terms (two, with `partly`) have, with the lowest of their exponents."""
    exponents: dict[tuple[Expr, bool], dict[int, Fraction]] = {}
    for k, views in enumerate(terms):
        for g in (g for t in views for g in t.args):
            b, n = _base(g)
            if not isinstance(g, Number):
                own = exponents.setdefault((b, n > 0), {})
                own[k] = max(n, own.get(k, n), key=abs)
    for (b, _), own in exponents.items():
        if len(own) == len(terms) or (partly and len(own) > 1):
            yield b, min(own.values(), key=abs)


def _splits(views: Sequence[Contract], base: Base, deltas: bool) -> Iterator[Split]:
    """The ways to see a term as the base to its power times the rest: how each axis is met, and the rest."""
    for t in views:
        yield from _splits_of(t, base, deltas)


def _splits_of(t: Contract, base: Base, deltas: bool) -> Iterator[Split]:
    if base[0].shape and len(set(t.out)) < len(t.out):
        return
    for k, (g, ls) in enumerate(zip(t.args, t.labels, strict=True)):
        have = _base(g)
        if not _at_least(have, base) or len(set(ls)) < len(ls):
            continue
        others = [(h, hl) for j, (h, hl) in enumerate(zip(t.args, t.labels, strict=True)) if j != k]
        if have[1] != base[1]:
            others.append((algebra.power(have[0], number(have[1] - base[1])), ls))
        elsewhere = {x for _, hl in others for x in hl}
        kinds: list[Kind] = []
        joints: list[int] = []
        for x in ls:
            if x in t.out:
                kinds.append(("along" if x in elsewhere else "end", t.out.index(x)))
            elif x in elsewhere:
                kinds.append(("joint", len(joints)))
                joints.append(x)
            else:
                break
        if len(kinds) < len(ls):
            continue
        along: list[Kind] = [("along", n) for _, n in kinds]
        whole = not joints and len(set(t.out)) == len(kinds) and along != kinds
        for way in (kinds, along) if whole else (kinds,):  # s - (s·g) s, but not a column before a row
            ends = {n for kind, n in way if kind == "end"}
            axes = [x for p, x in enumerate(t.out) if p not in ends] + joints
            own = {x: d for x, d in enumerate(t.dims) if x in axes or x in elsewhere}
            yield tuple(way), algebra.contract(t.coefficient, others, axes, own)
        if deltas and any(kind == "along" for kind, _ in kinds):
            yield _met_by_a_delta(t, ls, others, elsewhere)


def _met_by_a_delta(
    t: Contract, ls: Sequence[int], others: list[tuple[Expr, tuple[int, ...]]], elsewhere: set[int]
) -> Split:
    """The factor joined to a diagonal: X ⊙ p along an axis is a product of X with diag(p)."""
    way: list[Kind] = []
    joints: list[int] = []
    for x in ls:
        if x in elsewhere:
            way.append(("joint", len(joints)))
            joints.append(x)
        else:
            way.append(("end", t.out.index(x)))
    ends = {n for kind, n in way if kind == "end"}
    axes = [x for p, x in enumerate(t.out) if p not in ends] + joints
    own = {x: d for x, d in enumerate(t.dims) if x in axes or x in elsewhere}
    return tuple(way), algebra.contract(t.coefficient, others, axes, own)


def _joined(base: Base, kinds: tuple[Kind, ...], rest: Expr, e: Sum) -> Expr:
    ends = {n for kind, n in kinds if kind == "end"}
    labels = [BOUND + n if kind == "joint" else n for kind, n in kinds]
    axes = [p for p in range(len(e.shape)) if p not in ends]
    axes += [BOUND + n for kind, n in kinds if kind == "joint"]
    front = algebra.power(base[0], number(base[1]))
    return algebra.contract(1, [(front, labels), (rest, axes)], range(len(e.shape)), dict(enumerate(e.shape)))
