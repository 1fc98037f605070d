"""Normal form: the four constructors of expressions, which call each other.

Flattened, collected, exact constants, deltas eliminated, powers of one base merged; no open-ended search. `contract`,
`add`, `power` and `apply` bring each other's results to normal form, so they live in one module, longer than most;
`algebra` has their everyday forms with broadcasting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import permutations
from math import gcd

from steepest.calculus.dims import Dim, Shape, Size, dim_text
from steepest.calculus.expr import (
    Apply,
    Contract,
    Expr,
    Number,
    Power,
    Structure,
    Sum,
    named,
    number,
    per_node,
    raw_apply,
    raw_contract,
    raw_power,
    raw_sum,
)
from steepest.calculus.labelling import canonical
from steepest.calculus.places import continues, crossed, held_together
from steepest.calculus.primitives import EVEN, ODD, RISKY, SCALE_FREE, SYMMETRIC, exact_value
from steepest.calculus.radicals import rational_power

MOST_FACTORS = 24  # contractions are merged up to so many factors: unbounded merging is exponential on deep graphs
LONGEST_PRODUCT = 64  # products without sums are opened up to so many factors: a deep chain of slopes is quadratic
MOST_WAYS = 8  # symmetric factors beyond three are kept as they came
MOST_SYMMETRIC = 8  # sums of more terms are not compared with their transpose
MOST_AXES = 3  # contractions of more axes that stay factors keep the order their axes came in
MOST_TERMS = 32  # sums in sums are merged up to so many terms: a deep residual network would be quadratic

ONE = number(1)
ZERO = number(0)
HALF = Fraction(1, 2)

Factor = tuple[Expr, Sequence[int]]
LabelledFactor = tuple[Expr, tuple[int, ...]]


class ShapeMismatch(Exception):
    """Two axes that must have one size have two: a mistake of ours, found at construction."""


def zero(shape: Shape) -> Expr:
    """The array of zeros of this shape: zero has a shape like everything else."""
    return full(Fraction(0), shape)


def ones(shape: Shape) -> Expr:
    """The array of ones of this shape."""
    return full(Fraction(1), shape)


def full(value: Fraction, shape: Shape) -> Expr:
    """The array of this shape with one number everywhere."""
    if not shape:
        return number(value)
    axes = tuple(range(len(shape)))
    return raw_contract(value, (), (), axes, shape)


def is_zero(e: Expr) -> bool:
    """Is this a zero of any shape?"""
    return (isinstance(e, Number) and e.value == 0) or (isinstance(e, Contract) and e.coefficient == 0)


def constant_value(e: Expr) -> Fraction | None:
    """The number that stands at every entry, if it is one number."""
    if isinstance(e, Number):
        return e.value
    if isinstance(e, Contract) and not e.args and len(set(e.out)) == len(e.out):
        return e.coefficient
    return None


def size_expr(d: Dim) -> Expr:
    """The size of an axis as an expression."""
    if isinstance(d, Size):
        return add([(Fraction(c), contract(1, [(named(f"size:{x}"), ()) for x in m], ())) for m, c in d.terms], ())
    return number(d)


# --- contractions ----------------------------------------------------------------------------------------------------


def contract(
    coefficient: Fraction | int, factors: Sequence[Factor], out: Sequence[int], dims: Mapping[int, Dim] | None = None
) -> Expr:
    """coefficient · Σ Π factors, with the axes named by whole numbers; a label not in `out` is summed.

    `dims` gives the size of labels that no factor has (a broadcast axis, a delta between output axes).
    """
    c, flat, links, sizes = _flatten(Fraction(coefficient), factors, out, dims or {})
    final_out = tuple(links.get(x, x) for x in out)
    shape = tuple(sizes[x] for x in final_out)
    if c == 0:
        return zero(shape)
    merged, again = _merge([_in_order(e, ls, final_out) for e, ls in flat])
    if again:
        return contract(c, merged, final_out, sizes)
    seen = {x for _, ls in merged for x in ls}
    idle = [x for x in sizes if x not in seen and x not in final_out and links.get(x, x) == x]
    if idle:
        extra: list[Factor] = [(size_expr(sizes[x]), ()) for x in idle]
        return contract(c, [*merged, *extra], final_out, {x: d for x, d in sizes.items() if x not in idle})
    apart = _apart(merged, final_out, sizes)
    if apart is not None:
        return contract(c, apart[0], final_out, apart[1])
    powers = _picked_powers(merged, final_out, sizes)
    if powers is not None:
        left = {x for _, ls in powers for x in ls}.union(final_out)
        return contract(c, powers, final_out, {x: d for x, d in sizes.items() if x in left})
    masked = _mask(merged)
    if masked is not None:
        return contract(c, masked, final_out, sizes)
    closed = _closed(merged, final_out, sizes)
    if closed is not None:
        met = {x for _, ls in closed for x in ls}.union(final_out)
        return contract(c, closed, final_out, {x: d for x, d in sizes.items() if x in met})
    ways = _symmetric_ways(merged, final_out)
    if len(ways) == 1:
        return _canonical(c, merged, final_out, sizes)
    return min((_canonical(c, way, final_out, sizes) for way in ways), key=lambda e: e.key)


def _flatten(
    c: Fraction, factors: Sequence[Factor], out: Sequence[int], dims: Mapping[int, Dim]
) -> tuple[Fraction, list[LabelledFactor], dict[int, int], dict[int, Dim]]:
    """Factors that are contractions opened up; labels joined by a delta are made one (union–find).

    A contraction without sums of its own is always opened. One with sums is opened where it continues a chain of
    products, and kept where its entries are used entry by entry (Wᵀg in Wᵀg ⊙ s): so products neither depend on how
    they were nested nor grow from layer to layer.
    """
    opened = _Opened(c, dict(dims), 1 + max([-1, *out, *dims, *(x for _, ls in factors for x in ls)]))
    short = sum(_weight(e) for e, _ in factors) <= MOST_FACTORS
    for e, ls in factors:
        _put(opened, e, ls, False, short)
    while True:
        ends = [opened.find(x) for x in out]
        places = [[opened.find(x) for x in ls] for _, ls in opened.flat]
        room = sum(_weight(e) for e, _ in opened.flat) <= MOST_FACTORS
        chains = [
            isinstance(e, Contract) and (room or len(e.args) == 1) and continues(k, places, ends)
            for k, (e, _) in enumerate(opened.flat)
        ]
        if not any(chains):
            break
        waiting, opened.flat = opened.flat, []
        for (e, ls), chain in zip(waiting, chains, strict=True):
            _put(opened, e, ls, chain, room)
    links = {x: opened.find(x) for x in opened.parent}
    sizes = opened.sizes
    for x, root in links.items():
        if x in sizes:
            sizes.setdefault(root, sizes[x])
            del sizes[x]
    return opened.c, [(e, tuple(links.get(x, x) for x in ls)) for e, ls in opened.flat], links, sizes


def _closed(flat: Sequence[LabelledFactor], out: tuple[int, ...], sizes: Mapping[int, Dim]) -> list[Factor] | None:
    """Products under a sum of their own whose entries are used entry by entry, each made a factor: (Σ_k A_ik B_kj) S_ij
    is one contraction in another, however it was put together. None where there is nothing to close.
    """
    if all(x in out for _, ls in flat for x in ls):
        return None
    labels = [ls for _, ls in flat]
    crossings = crossed(labels, out)
    for apart in (set(out), crossings.union(out)) if crossings else ():
        parts = held_together(labels, apart)
        ends = [tuple(sorted({x for k in members for x in labels[k]} - inner)) for members, inner in parts]
        closing = [bool(inner) and not continues(k, ends, out) for k, (_, inner) in enumerate(parts)]
        if any(closing):
            made: list[Factor] = []
            for (members, _), axes, close in zip(parts, ends, closing, strict=True):
                own = [flat[k] for k in members]
                made += [(contract(1, own, axes, {x: sizes[x] for _, ls in own for x in ls}), axes)] if close else own
            return made
    return None


def _in_order(e: Expr, ls: tuple[int, ...], out: tuple[int, ...]) -> LabelledFactor:
    """A factor with its axes in an order of its own: a contraction, and a power of one alike."""
    if isinstance(e, Contract | Sum):
        return _turned(e, ls, out)
    if isinstance(e, Power) and isinstance(e.args[0], Contract) and not e.args[1].shape:
        base, turned = _turned(e.args[0], ls, out)
        made = power(base, e.args[1])
        return (made, turned) if isinstance(made, Power) else (e, ls)
    return e, ls


def _turned(e: Contract | Sum, ls: tuple[int, ...], out: tuple[int, ...]) -> tuple[Expr, tuple[int, ...]]:
    """A contraction that stays a factor, its axes in an order of its own: of a matrix and its transpose always the
    same one, of a diagonal the vector; of a symmetric matrix, A + Aᵀ too, the axis that comes first in the result.
    """
    if isinstance(e, Sum):
        if len(ls) == 2 and ls[0] != ls[1] and _symmetric(e):
            return e, tuple(sorted(ls, key=lambda x: out.index(x) if x in out else len(out)))
        return e, ls
    distinct = tuple(dict.fromkeys(ls))
    if len(distinct) < len(ls):
        return contract(1, [(e, ls)], distinct), distinct
    if not 2 <= len(ls) <= MOST_AXES or _plain(e):
        return e, ls
    factors, sizes = list(zip(e.args, e.labels, strict=True)), dict(enumerate(e.dims))
    orders = list(permutations(range(len(ls))))
    ways = [(_canonical(e.coefficient, factors, tuple(e.out[k] for k in o), sizes), o) for o in orders]
    first = {x: k for k, x in reversed(list(enumerate(out)))}
    made, order = min(ways, key=lambda way: (way[0].key, [first.get(ls[k], len(out)) for k in way[1]]))
    return made, tuple(ls[k] for k in order)


def _symmetric_ways(flat: list[LabelledFactor], out: tuple[int, ...]) -> list[list[LabelledFactor]]:
    """The factors with the axes of symmetric matrices either way round, where the result does not tell them apart."""
    ways: list[list[LabelledFactor]] = [flat]
    for k, (e, ls) in enumerate(flat):
        if isinstance(e, Contract | Sum) and len(ls) == 2 and not set(ls) & set(out) and len(ways) < MOST_WAYS:
            if _symmetric(e):
                ways += [[*way[:k], (e, ls[::-1]), *way[k + 1 :]] for way in ways]
    return ways


@per_node
def _symmetric(e: Expr) -> bool:
    """Is this matrix its own transpose, as far as its form shows?"""
    if e.shape[0] != e.shape[1]:
        return False
    if not isinstance(e, Sum):
        return contract(1, [(e, (0, 1))], (1, 0)) is e
    if len(e.args) > MOST_SYMMETRIC:
        return False
    terms = dict(zip(e.args, e.weights, strict=True))
    return {contract(1, [(t, (0, 1))], (1, 0)): w for t, w in terms.items()} == terms


@dataclass(slots=True)
class _Opened:
    """A contraction being flattened: what stands in it so far."""

    c: Fraction
    sizes: dict[int, Dim]
    fresh: int
    flat: list[tuple[Expr, Sequence[int]]] = field(default_factory=list)
    parent: dict[int, int] = field(default_factory=dict)

    def find(self, x: int) -> int:
        """The label that x has been joined with."""
        while x in self.parent:
            x = self.parent[x]
        return x

    def join(self, x: int, y: int) -> None:
        """A delta between two labels: they are one."""
        a, b = self.find(x), self.find(y)
        if a != b:
            self.parent[max(a, b)] = min(a, b)


def _apart_by_sums(e: Contract) -> list[Factor] | None:
    """A contraction as a product of what hangs together through its sums; None where it is one such part already."""
    free = set(e.out)
    groups: list[tuple[set[int], list[int]]] = []
    for k, ls in enumerate(e.labels):
        bound = set(ls) - free
        touching = [g for g in groups if g[0] & bound]
        made = (bound.union(*(g[0] for g in touching)), [j for g in touching for j in g[1]] + [k])
        groups = [g for g in groups if g not in touching] + [made]
    used = {x for ls in e.labels for x in ls}
    if len(groups) == 1 and e.coefficient == 1 and len(free) == len(e.out) and free <= used:
        return None
    out: list[Factor] = []
    for bound, members in groups:
        if not bound:
            out += [(e.args[k], e.labels[k]) for k in members]
            continue
        axes = tuple(dict.fromkeys(x for x in e.out if any(x in e.labels[k] for k in members)))
        own = [(e.args[k], e.labels[k]) for k in sorted(members)]
        part = _canonical(Fraction(1), own, axes, dict(enumerate(e.dims)))
        out.append((part, axes))
    return out


def _put(opened: _Opened, e: Expr, ls: Sequence[int], chain: bool, room: bool) -> None:
    """A factor put in; a contraction is opened up when it has no sums of its own, or continues a chain."""
    stack: list[tuple[Expr, Sequence[int], bool]] = [(e, ls, chain)]
    while stack:
        e, ls, chain = stack.pop()
        if isinstance(e, Number):
            opened.c *= e.value
        elif isinstance(e, Contract) and (chain or (_plain(e) and len(e.args) <= LONGEST_PRODUCT)):
            opened.c *= e.coefficient
            inner: dict[int, int] = {}
            for x, y in zip(e.out, ls, strict=True):
                if x not in inner:
                    inner[x] = y
                    opened.sizes.setdefault(y, e.dims[x])
                else:
                    opened.join(inner[x], y)
            for x, d in enumerate(e.dims):
                if x not in inner:
                    inner[x] = opened.fresh
                    opened.sizes[opened.fresh] = d
                    opened.fresh += 1
            parts = list(zip(e.args, e.labels, strict=True))
            stack.extend((f, [inner[x] for x in fl], False) for f, fl in reversed(parts))
        elif isinstance(e, Contract) and not _plain(e) and (pieces := _apart_by_sums(e)) is not None:
            opened.c *= e.coefficient
            own: dict[int, int] = {}
            for x, y in zip(e.out, ls, strict=True):
                if x in own:
                    opened.join(own[x], y)
                own.setdefault(x, y)
                opened.sizes.setdefault(y, e.dims[x])
            stack.extend((f, [own[x] for x in fl], False) for f, fl in reversed(pieces))
        else:
            for x, d in zip(ls, e.shape, strict=True):
                have = opened.sizes.setdefault(x, d)
                if have != d and d != 1:
                    if have != 1:
                        raise ShapeMismatch(f"axes of sizes {dim_text(have)} and {dim_text(d)} were joined")
                    opened.sizes[x] = d
            opened.flat.append((e, ls))


def _plain(e: Contract) -> bool:
    """Is nothing summed?"""
    return len(e.dims) == len(set(e.out))


def _weight(e: Expr) -> int:
    """How many factors an expression brings when it is opened."""
    return len(e.args) if isinstance(e, Contract) else 1


def _merge(flat: list[LabelledFactor]) -> tuple[list[LabelledFactor], bool]:
    """Powers of one base at the same axes made one, exponentials likewise; True when something must be redone."""
    groups: dict[tuple[object, tuple[int, ...]], list[Expr]] = {}
    for e, ls in flat:
        if isinstance(e, Structure):
            groups[(e, ls)] = [ONE]
        elif isinstance(e, Power) and not e.args[1].shape:
            groups.setdefault((e.args[0], ls), []).append(e.args[1])
        elif isinstance(e, Apply) and e.name == "exp":
            groups.setdefault(("exp", ls), []).append(e.args[0])
        else:
            groups.setdefault((e, ls), []).append(ONE)
    if len(groups) == len(flat):
        return flat, False
    out: list[LabelledFactor] = []
    again = False
    for (base, ls), parts in groups.items():
        total = parts[0] if len(parts) == 1 else add([(Fraction(1), p) for p in parts], parts[0].shape)
        e = apply("exp", (total,)) if base == "exp" else power(base, total)  # type: ignore[arg-type]
        again = again or len(parts) > 1
        out.append((e, ls))
    return out, again


def _apart(
    flat: list[LabelledFactor], out: tuple[int, ...], sizes: Mapping[int, Dim]
) -> tuple[list[LabelledFactor], dict[int, Dim]] | None:
    """Entries picked from several factors at once, picked from each: Σ_l e_l A_il B_jl is A_ik B_jk."""
    for k, (e, ls) in enumerate(flat):
        if not isinstance(e, Structure) or e.data[0] != "affine" or len(ls) > 2:
            continue
        if ls[0] not in out and ls[0] not in ls[1:]:
            x = ls[0]
            users = [j for j, (_, fl) in enumerate(flat) if j != k and x in fl]
            occurrences = sum(flat[j][1].count(x) for j in users)
            if occurrences < 2:
                continue
            wide = {y: d for y, d in sizes.items() if y != x}  # a pick has one entry for each place
            fresh = max([*sizes, *out, 0]) + 1
            made = [f for j, f in enumerate(flat) if j != k and j not in users]
            for j in users:
                f, fl = flat[j]
                labels = []
                for y in fl:
                    if y == x:
                        labels.append(fresh)
                        made.append((e, (fresh, *ls[1:])))
                        fresh += 1
                    else:
                        labels.append(y)
                made.append((f, tuple(labels)))
            return made, wide
    return None


def _picked_powers(
    flat: Sequence[LabelledFactor], out: tuple[int, ...], sizes: Mapping[int, Dim]
) -> list[Factor] | None:
    """Entries picked from a power, as a power of the entries picked: (x²)[1:] is x[1:]²."""
    for k, (e, ls) in enumerate(flat):
        if not isinstance(e, Structure) or e.data[0] != "affine" or len(ls) > 2 or ls[0] in out or ls[0] in ls[1:]:
            continue
        users = [j for j, (_, fl) in enumerate(flat) if j != k and ls[0] in fl]
        if len(users) != 1:
            continue
        f, fl = flat[users[0]]
        if not isinstance(f, Power) or f.args[1].shape or len(set(fl)) < len(fl) or set(ls[1:]) & set(fl):
            continue
        axes = [y for x in fl for y in (ls[1:] if x == ls[0] else (x,))]
        entries = contract(1, [(f.args[0], fl), (e, ls)], axes, {x: sizes[x] for x in (*fl, *ls)})
        return [p for j, p in enumerate(flat) if j not in (k, *users)] + [(power(entries, f.args[1]), axes)]
    return None


def _mask(flat: list[LabelledFactor]) -> list[LabelledFactor] | None:
    """where(c, a, 0) · h as where(c, a · h, 0) when h may be infinite: 0 · ∞ must not be formed."""
    for k, (e, ls) in enumerate(flat):
        if isinstance(e, Apply) and e.name == "where" and len(set(ls)) == len(ls):
            empty = [j for j in (1, 2) if is_zero(e.args[j])]
            if len(empty) != 1:
                continue
            inside = [(f, fl) for j, (f, fl) in enumerate(flat) if j != k and risky(f) and set(fl) <= set(ls)]
            if inside:
                keep = 3 - empty[0]
                sizes = dict(zip(ls, e.shape, strict=True))
                filled = contract(1, [*inside, (e.args[keep], ls)], ls, sizes)
                args = list(e.args)
                args[keep] = filled
                rest = [f for j, f in enumerate(flat) if j != k and f not in inside]
                return [*rest, (apply("where", tuple(args)), ls)]
    return None


def risky(e: Expr) -> bool:
    """Can this be infinite or undefined somewhere?"""
    if isinstance(e, Power):
        n = e.args[1]
        return not (isinstance(n, Number) and n.value > 0 and n.value.denominator == 1)
    return isinstance(e, Apply) and _risky_chain(e)


@per_node
def _risky_chain(e: Expr) -> bool:
    """Is there something risky in the functions of functions that this is?"""
    seen, stack = {e}, [e]
    while stack:
        x = stack.pop()
        if not isinstance(x, Apply):
            if risky(x):
                return True
        elif x.name in RISKY:
            return True
        else:
            new = [a for a in x.args if a not in seen]
            seen.update(new)
            stack.extend(new)
    return False


def _canonical(c: Fraction, flat: list[LabelledFactor], out: tuple[int, ...], sizes: Mapping[int, Dim]) -> Expr:
    if not flat and not out:
        return number(c)
    order, names = canonical([e.key for e, _ in flat], [ls for _, ls in flat], out)
    dims = tuple(sizes[x] for x, _ in sorted(names.items(), key=lambda t: t[1]))
    factors = tuple(flat[k][0] for k in order)
    labels = tuple(tuple(names[x] for x in flat[k][1]) for k in order)
    final = tuple(names[x] for x in out)
    if c == 1 and len(factors) == 1 and labels[0] == final == tuple(range(len(final))):
        if factors[0].shape == tuple(dims[x] for x in final):
            return factors[0]
    return raw_contract(c, factors, labels, final, dims)


# --- sums ------------------------------------------------------------------------------------------------------------


def split_coefficient(e: Expr) -> tuple[Fraction, Expr]:
    """An expression as a rational coefficient and the rest."""
    if isinstance(e, Number):
        return e.value, ONE
    if isinstance(e, Contract) and e.coefficient != 1:
        identity = tuple(range(len(e.out)))
        if e.coefficient and len(e.args) == 1 and e.labels[0] == e.out == identity and e.args[0].shape == e.shape:
            return e.coefficient, e.args[0]
        if e.coefficient == 0:
            return Fraction(0), e
        return e.coefficient, raw_contract(Fraction(1), e.args, e.labels, e.out, e.dims)
    return Fraction(1), e


def scale(c: Fraction, e: Expr) -> Expr:
    """c · e."""
    axes = tuple(range(len(e.shape)))
    return contract(c, [(e, axes)], axes)


def _terms(e: Expr) -> int:
    """How many terms an expression brings when it is opened; too many when it was not opened up itself."""
    if not isinstance(e, Sum):
        return 1
    return MOST_TERMS + 1 if any(isinstance(t, Sum) for t in e.args) else len(e.args)


def add(terms: Iterable[tuple[Fraction, Expr]], shape: Shape) -> Expr:
    """The weighted sum of terms that all have this shape."""
    collected: dict[Expr, Fraction] = {}
    stack = list(terms)
    room = sum(_terms(split_coefficient(e)[1]) for _, e in stack) <= MOST_TERMS
    stack.reverse()
    while stack:
        w, e = stack.pop()
        if e.shape != shape:
            raise ShapeMismatch(f"terms of shapes {e.shape} and {shape} were added")
        c, body = split_coefficient(e)
        if isinstance(body, Sum) and room:
            stack.extend((w * c * v, t) for v, t in zip(reversed(body.weights), reversed(body.args), strict=True))
        elif w * c:
            collected[body] = collected.get(body, Fraction(0)) + w * c
    kept = sorted(((e.key, w, e) for e, w in collected.items() if w), key=lambda t: t[0])
    if not kept:
        return zero(shape)
    if len(kept) == 1:
        return scale(kept[0][1], kept[0][2])
    if shape and (frame := _frame([e for _, _, e in kept])) is not None:
        narrow = [(w, frame.inner(e)) for _, w, e in kept]
        return frame.outer(add(narrow, narrow[0][1].shape))
    joined = _joined_choices([(w, e) for _, w, e in kept], shape)
    if joined is not None:
        return joined
    top, bottom = 0, 1
    for _, w, _ in kept:
        top = gcd(top, w.numerator)
        bottom = bottom * w.denominator // gcd(bottom, w.denominator)
    content = Fraction(top, bottom) * (1 if kept[0][1] > 0 else -1)
    return scale(content, raw_sum(tuple(w / content for _, w, _ in kept), tuple(e for _, _, e in kept)))


@dataclass(frozen=True, slots=True)
class Frame:
    """What expressions share along their axes: axes along which all are constant, and diagonals on which all stand."""

    out: tuple[int, ...]  # the axes, with tied axes named alike
    kept: tuple[int, ...]  # the labels that the narrower expressions have as axes
    sizes: tuple[Dim, ...]
    tied: bool

    def inner(self, e: Expr) -> Expr:
        """An expression without the axes it is constant along, its diagonal read once."""
        assert isinstance(e, Contract)
        own = dict(zip(self.out, e.out, strict=True))
        axes = [own[x] for x in self.kept]
        factors = list(zip(e.args, e.labels, strict=True))
        gone = set(e.out) - set(axes)
        return contract(e.coefficient, factors, axes, {x: d for x, d in enumerate(e.dims) if x not in gone})

    def outer(self, e: Expr) -> Expr:
        """The narrower expression set back along all axes."""
        return contract(1, [(e, self.kept)], self.out, dict(zip(self.out, self.sizes, strict=True)))


def _frame(exprs: Sequence[Expr]) -> Frame | None:
    """The frame that expressions of one shape share, if it is narrower than their shape."""
    first = exprs[0]
    rank = len(first.shape)
    ties: set[tuple[int, int]] | None = None
    idle = set(range(rank))
    for e in exprs:
        if not isinstance(e, Contract):
            return None
        used = {x for ls in e.labels for x in ls}
        idle &= {k for k, x in enumerate(e.out) if x not in used and e.out.count(x) == 1}
        own = {(i, j) for i in range(rank) for j in range(i) if e.out[i] == e.out[j]}
        ties = own if ties is None else ties & own
        if not idle and not ties:
            return None
    assert ties is not None
    out = list(range(rank))
    for i, j in sorted(ties):
        out[i] = min(out[i], out[j])
    alone = [{k for k in range(rank) if all((x == e.out[k]) == (y == out[k]) for x, y in zip(e.out, out, strict=True))}
             for e in exprs if isinstance(e, Contract)]  # fmt: skip
    idle.intersection_update(*alone)  # an axis that only some terms tie to another is not constant along it
    kept = tuple(x for x in dict.fromkeys(out) if x not in idle)
    if len(kept) == rank or (not kept and not all(x in idle for x in out)):
        return None
    return Frame(tuple(out), kept, first.shape, bool(ties))


Choice = tuple[Expr, Expr, Expr]  # condition, then, other


def _joined_choices(terms: list[tuple[Fraction, Expr]], shape: Shape) -> Expr | None:
    """where(c, a, b) + where(c, d, e) as where(c, a + d, b + e)."""
    groups: dict[Expr, list[tuple[Fraction, Expr, Expr]]] = {}
    rest: list[tuple[Fraction, Expr]] = []
    for w, e in terms:
        choice = _as_choice(e)
        if choice is None:
            rest.append((w, e))
        else:
            groups.setdefault(choice[0], []).append((w, choice[1], choice[2]))
    if all(len(g) == 1 for g in groups.values()):
        return None
    for condition, parts in groups.items():
        then = add([(w, a) for w, a, _ in parts], shape)
        other = add([(w, b) for w, _, b in parts], shape)
        rest.append((Fraction(1), apply("where", (condition, then, other))))
    return add(rest, shape)


def _as_choice(e: Expr) -> Choice | None:
    """An expression as a choice over all its axes, what multiplies it taken inside."""
    if isinstance(e, Apply) and e.name == "where":
        return (e.args[0], e.args[1], e.args[2])
    if not isinstance(e, Contract) or len(e.dims) != len(e.out) or len(set(e.out)) != len(e.out):
        return None
    for k, (f, ls) in enumerate(zip(e.args, e.labels, strict=True)):
        if isinstance(f, Apply) and f.name == "where" and ls == e.out:
            others = [(g, gl) for j, (g, gl) in enumerate(zip(e.args, e.labels, strict=True)) if j != k]
            sizes = dict(enumerate(e.dims))
            then, other = (contract(e.coefficient, [*others, (b, ls)], e.out, sizes) for b in f.args[1:])
            return (f.args[0], then, other)
    return None


# --- powers ----------------------------------------------------------------------------------------------------------


def power(base: Expr, exponent: Expr) -> Expr:
    """base ** exponent, elementwise; the exponent is a number or has the shape of the base. Odd roots are real."""
    fixed = constant_value(exponent)
    if fixed is None:
        if constant_value(base) == 1:
            return base
        if isinstance(base, Apply) and base.name == "exp":
            axes = range(len(base.shape))
            return apply("exp", (contract(1, [(base.args[0], axes), (exponent, axes[: len(exponent.shape)])], axes),))
        return raw_power(base, exponent)
    n = fixed
    if n == 0:
        return ones(base.shape)
    if n == 1:
        return base
    value = constant_value(base)
    if value is not None:
        p = _number_power(value, n)
        return p if not base.shape else contract(1, [(p, ())], range(len(base.shape)), dict(enumerate(base.shape)))
    if isinstance(base, Power):
        m = constant_value(base.args[1])
        if m is not None and (n.denominator == 1 or n.denominator % 2 or m.numerator % 2 or m.denominator % 2 == 0):
            return power(base.args[0], number(m * n))
        if m is None and n.denominator == 1:  # (2^x)² is 2^(2x)
            return power(base.args[0], scale(n, base.args[1]))
    if isinstance(base, Apply) and base.name == "exp":
        return apply("exp", (scale(n, base.args[0]),))
    if isinstance(base, Contract):
        plain = len(base.dims) == len(base.out) == len(set(base.out))
        if plain and n.denominator == 1 and (n > 0 or base.coefficient):
            powers = [(power(f, number(n)), ls) for f, ls in zip(base.args, base.labels, strict=True)]
            return contract(base.coefficient ** int(n), powers, base.out, dict(enumerate(base.dims)))
        if base.coefficient != 1 and (base.coefficient > 0 or (n.denominator == 1 and base.coefficient)):
            c = _number_power(base.coefficient, n)
            if isinstance(c, Number):
                return scale(c.value, power(split_coefficient(base)[1], number(n)))
        frame = _frame([base])
        if frame is not None and (n > 0 or not frame.tied):
            return frame.outer(power(frame.inner(base), number(n)))
    return raw_power(base, number(n))


def _number_power(v: Fraction, n: Fraction) -> Expr:
    """A rational to a rational power in normal form."""
    split = rational_power(v, n)
    if split is None:
        return raw_power(number(v), number(n))
    c, roots = split
    return contract(c, [(raw_power(number(p), number(e)), ()) for p, e in roots], ())


# --- elementwise functions -------------------------------------------------------------------------------------------


def apply(name: str, args: tuple[Expr, ...]) -> Expr:
    """The elementwise function `name` of arguments of one shape."""
    shape = args[0].shape
    if any(a.shape != shape for a in args):
        raise ShapeMismatch(f"{name} of arguments of shapes {[a.shape for a in args]}")
    values = [constant_value(a) for a in args]
    if all(v is not None for v in values):
        exact = exact_value(name, [v for v in values if v is not None])
        if exact is not None:
            return full(exact, shape)
    if name == "where" and values[0] is not None:
        return args[1] if values[0] else args[2]
    if name == "where" and args[1] is args[2]:
        return args[1]
    if shape and (frame := _frame(args)) is not None and not frame.tied:
        return frame.outer(apply(name, tuple(frame.inner(a) for a in args)))
    if name in SYMMETRIC and args[1].key < args[0].key:
        args = args[::-1]
    x = args[0]
    if len(args) == 1:
        if name == "log" and isinstance(x, Apply) and x.name == "exp":
            return x.args[0]
        if name == "exp":
            c, body = split_coefficient(x)
            if isinstance(body, Apply) and body.name == "log":
                return power(body.args[0], number(c))
        if isinstance(x, Contract) and name in SCALE_FREE and abs(x.coefficient) != 1:
            return apply(name, (scale(1 / abs(x.coefficient), x),))
        if isinstance(x, Contract) and name in ODD | EVEN and x.coefficient < 0:
            if not any(isinstance(f, Sum) for f in x.args):
                inner = apply(name, (scale(Fraction(-1), x),))
                return scale(Fraction(-1), inner) if name in ODD else inner
        if isinstance(x, Contract) and x.coefficient == 1 and len(x.args) == 1 and len(x.dims) == len(x.out):
            if len(set(x.labels[0])) == len(x.out) == len(set(x.out)) and x.labels[0] != x.out:
                return contract(1, [(apply(name, (x.args[0],)), x.labels[0])], x.out, dict(enumerate(x.dims)))
    return raw_apply(name, args)
