"""One contraction in matrix words: indices are vertices, matrices edges, vectors pendants.

Dead ends are folded (A v is a new pendant), parallel edges merged (⊙), a path is read as a product, a cycle as a
trace, two pendants on two free indices as an outer product. What is left over is written with einsum: never a
failure, never a lost transpose.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from steepest.calculus.dims import Dim, Shape, dim_product
from steepest.calculus.operators import build
from steepest.calculus.signature import packed, reduced_axes
from steepest.calculus.surface import Surface, number


@dataclass(frozen=True, slots=True)
class Piece:
    """An elementwise quotient of products over some labels: what stands at those indices."""

    over: tuple[Surface, ...]
    under: tuple[Surface, ...]
    labels: tuple[int, ...]


def product(parts: Sequence[Surface]) -> Surface:
    """The elementwise product of parts, flat; 1 when there are none."""
    flat = [q for p in parts for q in (p.args if p.op == "mul" else (p,))]
    kept = [p for p in flat if not (p.op == "number" and p.data == 1)]
    if not kept:
        return number(1)
    return kept[0] if len(kept) == 1 else build("mul", tuple(kept))


def quotient(over: Sequence[Surface], under: Sequence[Surface]) -> Surface:
    """A quotient of products; a sum over its number of entries is a mean."""
    if len(under) == 1 and (found := _mean(over, under[0])) is not None:
        return product(found)
    return build("div", (product(over), product(under))) if under else product(over)


def _mean(over: Sequence[Surface], under: Surface) -> list[Surface] | None:
    for k, e in enumerate(over):
        laid = e.op == "index" and e.args[0].op == "sum" and all(item[0] != "at" for item in e.data)  # type: ignore[attr-defined]
        total = e.args[0] if laid else e
        if total.op == "sum":
            x = total.args[0]
            axes, _ = reduced_axes(total.data, len(x.shape), "")
            count = dim_product(x.shape[a] for a in axes)
            if (under.op == "size" and under.data == count) or (under.op == "number" and under.data == count != 1):
                mean = averaged(x, total.data)
                return [*over[:k], build("index", (mean,), e.data) if laid else mean, *over[k + 1 :]]
    return None


def averaged(x: Surface, data: Hashable) -> Surface:
    """The mean along axes; of the squared distance from the mean it is the variance."""
    if x.op == "pow" and x.args[1].op == "number" and x.args[1].data == 2 and x.args[0].op == "add":
        terms = x.args[0].args
        for v, other in (terms, terms[::-1]) if len(terms) == 2 else ():
            v, m = (v, other.args[0]) if other.op == "neg" else (v.args[0], other) if v.op == "neg" else (v, v)
            m = m.args[0] if m.op == "index" and m.shape == (*v.shape[:-1], 1) else m
            if m.op == "mean" and m.args[0] is v and m.data == data:
                return build("var", (v,), data)
    return build("mean", (x,), data)


def whole(p: Piece) -> Surface:
    """A piece as one expression."""
    return quotient(p.over, p.under)


def flipped(e: Surface) -> Surface:
    """The transpose; of a transpose, the matrix itself."""
    if e.op == "transpose":
        return e.args[0]
    if len(e.shape) == 2 and (e.op in ("diag", "eye") or _symmetric(e)):
        return e
    return build("transpose", (e,))


def _symmetric(e: Surface) -> bool:
    """Is this a sum that has each term's transpose too, A + Aᵀ?"""
    return e.op == "add" and len(e.args) < 5 and set(e.args) == {_turned_term(a) for a in e.args}


def _turned_term(e: Surface) -> Surface:
    if e.op == "neg":
        return build("neg", (_turned_term(e.args[0]),))
    if e.op == "outer":
        return build("outer", e.args[::-1])
    return flipped(e) if e.op != "add" and len(e.shape) == 2 else e


def turned(e: Surface) -> Surface:
    """The transpose of a product of matrices, as a product read the other way round."""
    chain = links(e)
    return flipped(e) if len(chain) == 1 else chain_product([flipped(m) for m in reversed(chain)])


def _turned(p: Piece) -> Piece:
    return Piece(tuple(map(turned, p.over)), tuple(map(turned, p.under)), p.labels[::-1])


def _turning(p: Piece) -> int:
    """How many transposes more there are when a piece is turned."""

    def transposes(parts: Sequence[Surface]) -> int:
        return sum(m.op == "transpose" for e in parts for m in links(e))

    parts = (*p.over, *p.under)
    return transposes([turned(e) for e in parts]) - transposes(parts)


def words(pieces: list[Piece], out: tuple[int, ...], sizes: dict[int, Dim], exact: bool) -> Surface:
    """The sum over labels not in `out` of the product of the pieces.

    With `exact` the result has the shape that `out` says; without it, it may be smaller and broadcast to it.
    """
    distinct = tuple(dict.fromkeys(out))
    if distinct != out and not (len(out) == 2 and len(distinct) == 1):
        return _einsum(pieces, out, sizes)
    free = set(distinct)
    rest = contracted(pieces, free, sizes)
    scalars = [p for p in rest if not p.labels]
    arrays = [p for p in rest if p.labels]
    if {x for p in arrays for x in p.labels} - free:
        arrays = _components(arrays, free, sizes)
        scalars += [p for p in arrays if not p.labels]
        arrays = [p for p in arrays if p.labels]
    if distinct != out:
        body = _spread(arrays, distinct, sizes, True)
        body = _eye(sizes[out[0]]) if body.op == "ones" else build("diag", (body,))
    else:
        body = _spread(arrays, distinct, sizes, exact)
    over = [s for p in scalars for s in p.over]
    under = [s for p in scalars for s in p.under]
    if not under:
        return product([*over, body])
    if distinct and body.op == "div":
        return quotient([*over, body.args[0]], [*under, body.args[1]])
    return quotient([*over, body], under)


def contracted(pieces: list[Piece], free: set[int], sizes: dict[int, Dim]) -> list[Piece]:
    """Dead ends folded, parallel pieces merged, matrices that share a summed index multiplied, as far as it goes."""
    work = list(pieces)
    while True:
        work = _folded(work, free, sizes)
        joint = _joint(work, free)
        if joint is None:
            return work
        used, made = joint
        work = [p for p in work if p not in used] + [made]


def _joint(work: list[Piece], free: set[int]) -> tuple[list[Piece], Piece] | None:
    """Two matrices joined by one summed index, with the vectors that stand at it; first where that makes a parallel."""
    best: tuple[int, int, list[Piece], Piece] | None = None
    for x in sorted({x for p in work for x in p.labels} - free):
        users = [p for p in work if x in p.labels]
        edges = [p for p in users if len(p.labels) == 2]
        vectors = [p for p in users if len(p.labels) == 1]
        if len(edges) != 2 or len(edges) + len(vectors) != len(users):
            continue
        a, b = edges
        if a.labels == b.labels or set(a.labels) == set(b.labels):
            continue
        left = _ending(a, x)
        right = flipped_end(b, x)
        middle = [build("diag", (product_of_pieces(vectors),))] if vectors else []
        ends = (_other(a, x), _other(b, x))
        chain = [*left, *middle, *right]
        if ends[0] not in free and ends[1] in free:
            chain, ends = [flipped(m) for m in reversed(chain)], ends[::-1]
        made = Piece((chain_product(chain),), (), ends)
        parallel = any(set(p.labels) == set(ends) for p in work if p not in users)
        rank = 0 if parallel else 1
        if best is None or rank < best[0]:
            best = (rank, x, users, made)
    return None if best is None else (best[2], best[3])


def _other(p: Piece, x: int) -> int:
    return p.labels[1] if p.labels[0] == x else p.labels[0]


def _ending(p: Piece, x: int) -> list[Surface]:
    """The matrices of a piece as a chain whose last index is x."""
    chain = links(whole(p))
    return chain if p.labels[1] == x else [flipped(m) for m in reversed(chain)]


def flipped_end(p: Piece, x: int) -> list[Surface]:
    """The matrices of a piece as a chain whose first index is x."""
    return [flipped(m) for m in reversed(_ending(p, x))]


def product_of_pieces(pieces: list[Piece]) -> Surface:
    """The elementwise product of pieces over the same label."""
    return quotient([e for p in pieces for e in p.over], [e for p in pieces for e in p.under])


def links(e: Surface) -> list[Surface]:
    """A matrix product as a list of matrices; a transposed product is turned round."""
    out: list[Surface] = []
    stack = [(e, False)]
    while stack:
        m, turn = stack.pop()
        if m.op == "matmul" and all(len(a.shape) == 2 for a in m.args):
            stack += [(a, turn) for a in (m.args if turn else m.args[::-1])]
        elif m.op == "transpose" and m.args[0].op == "matmul":
            stack.append((m.args[0], not turn))
        else:
            out.append(flipped(m) if turn else m)
    return out


def merged(pieces: list[Piece]) -> list[Piece]:
    """Pieces over exactly the same labels as one."""
    out: dict[tuple[int, ...], Piece] = {}
    for p in pieces:
        q = out.get(p.labels)
        out[p.labels] = p if q is None else Piece(q.over + p.over, q.under + p.under, p.labels)
    return list(out.values())


def _eye(d: Dim) -> Surface:
    return build("eye", (), packed(shape=(d,)))


def _ones(shape: Shape) -> Surface:
    return build("ones", (), packed(shape=shape))


def _merged(pieces: list[Piece], free: set[int]) -> list[Piece]:
    """Pieces over the same labels as one piece, but for the two sides of a trace."""
    out: list[Piece] = []
    for p in pieces:
        for k, q in enumerate(out):
            if set(p.labels) == set(q.labels) and len(p.labels) <= 2:
                if p.labels != q.labels:
                    touched = any(set(o.labels) & set(p.labels) and set(o.labels) != set(p.labels) for o in pieces)
                    if not set(p.labels) & free and not touched:
                        continue
                    p, q = (_turned(p), q) if _turning(p) <= _turning(q) else (p, _turned(q))
                out[k] = Piece(q.over + p.over, q.under + p.under, q.labels)
                break
            if p.labels == q.labels:
                out[k] = Piece(q.over + p.over, q.under + p.under, q.labels)
                break
        else:
            out.append(p)
    return out


def _folded(pieces: list[Piece], free: set[int], sizes: dict[int, Dim]) -> list[Piece]:
    """Sums over an index that ends at a vector or stands alone, until there are none."""
    work = list(pieces)
    while True:
        work = _merged(work, free)
        for p in work:
            alone = len(p.labels) > 1 and not any(set(p.labels) & set(q.labels) for q in work if q is not p)
            if alone and not set(p.labels) & free:
                work = [q for q in work if q is not p] + [Piece((_total(p),), (), ())]
                break
        for x in sorted({x for p in work for x in p.labels} - free):
            users = [p for p in work if x in p.labels]
            folded = _fold(x, users, sizes)
            if folded is not None:
                work = [p for p in work if x not in p.labels] + [folded]
                break
        else:
            return work


def _total(p: Piece) -> Surface:
    """The sum of all entries of an array."""
    e = whole(p)
    if len(p.labels) == 2 and len(p.over) == 2 and not p.under and p.over[0].op == "transpose" != p.over[1].op:
        return build("tr", (build("matmul", (p.over[0].args[0], p.over[1])),))
    return build("sum", (e,))


def _fold(x: int, users: list[Piece], sizes: dict[int, Dim]) -> Piece | None:
    if len(users) == 1:
        (p,) = users
        left = tuple(y for y in p.labels if y != x)
        if sizes.get(x) == 1:
            items = tuple(("at", 0) if y == x else ("slice", None, None, None) for y in p.labels)
            over, under = (tuple(build("index", (e,), items) for e in side) for side in (p.over, p.under))
            return Piece(over, under, left)
        if p.labels == (x,):
            return Piece((_inner(p),), (), ())
        return Piece((build("sum", (whole(p),), packed(axis=p.labels.index(x))),), (), left)
    if len(users) == 2:
        vectors = [p for p in users if p.labels == (x,)]
        others = [p for p in users if p.labels != (x,)]
        if len(vectors) == 1:
            (m,), (v,) = others, vectors
            left = tuple(y for y in m.labels if y != x)
            matrix = whole(m)
            if m.labels[-1] == x:
                return Piece((build("matmul", (matrix, whole(v))),), (), left)
            if len(m.labels) == 2:
                return Piece((build("matmul", (turned(matrix), whole(v))),), (), left)
        elif not vectors and set(users[0].labels) == set(users[1].labels) and len(users[0].labels) == 2:
            a, b = users
            if a.labels != b.labels:
                return _trace(a, b)
    return None


def _trace(a: Piece, b: Piece) -> Piece:
    left, right = whole(a), whole(b)
    if left.op == "transpose" and right.op != "transpose":
        return Piece((build("sum", (product([left.args[0], right]),)),), (), ())
    return Piece((build("tr", (build("matmul", (left, right)),)),), (), ())


def _inner(p: Piece) -> Surface:
    """Σ over the entries of a vector: a dot product when it is a product of two."""
    if len(p.over) == 2 and not p.under:
        return dotted(*p.over)
    if len(p.over) > 2 and not p.under:
        return dotted(p.over[0], product(p.over[1:])) if p.over[-1].op == "matmul" else build("sum", (whole(p),))
    if len(p.over) == 1 and not p.under:
        e = p.over[0]
        if e.op == "diag":
            return build("tr", e.args)
    return build("sum", (whole(p),))


def dotted(a: Surface, b: Surface) -> Surface:
    """aᵀb; a quadratic form is read from left to right, without a transpose if it can be."""
    if a.op == "matmul" and b.op != "matmul":
        a, b = b, a
    if b.op == "matmul" and len(b.args[0].shape) == 2 and len(b.args[1].shape) == 1:
        m, v = b.args
        if m.op == "transpose":
            return build("matmul", (build("matmul", (v, m.args[0])), a))
        return build("matmul", (build("matmul", (a, m)), v))
    return build("matmul", (a, b))


def _components(pieces: list[Piece], free: set[int], sizes: dict[int, Dim]) -> list[Piece]:
    """What hangs together through summed indices, each as a path, a cycle or an einsum."""
    out: list[Piece] = []
    left = list(pieces)
    while left:
        group = [left.pop(0)]
        inside = set(group[0].labels) - free
        while True:
            joined = [p for p in left if set(p.labels) & inside]
            if not joined:
                break
            left = [p for p in left if p not in joined]
            group += joined
            inside |= {x for p in joined for x in p.labels if x not in free}
        out.append(group[0] if not inside else _path(group, inside, free, sizes))
    return out


def _path(group: list[Piece], inside: set[int], free: set[int], sizes: dict[int, Dim]) -> Piece:
    edges = [p for p in group if len(p.labels) == 2]
    pendants = {p.labels[0]: whole(p) for p in group if len(p.labels) == 1}
    ends = tuple(sorted({x for p in group for x in p.labels if x in free}))
    degree = {x: sum(x in p.labels for p in edges) for x in inside}
    simple = all(len(p.labels) <= 2 for p in group) and all(d == 2 for d in degree.values())
    free_degree = {x: sum(x in p.labels for p in edges) for x in ends}
    if not simple or any(d != 1 for d in free_degree.values()) or len(ends) not in (0, 2):
        labels = tuple(sorted({x for p in group for x in p.labels if x in free}))
        return Piece((_einsum(group, labels, sizes),), (), labels)
    start = ends[0] if ends else min(inside)
    chain, at = [], start
    rest = list(edges)
    while rest:
        edge = next((p for p in rest if at in p.labels), None)
        if edge is None:
            labels = ends
            return Piece((_einsum(group, labels, sizes),), (), labels)
        rest.remove(edge)
        if at in pendants and at not in free:
            chain.append(build("diag", (pendants.pop(at),)))
        forward = edge.labels[0] == at
        chain.append(whole(edge) if forward else flipped(whole(edge)))
        at = edge.labels[1] if forward else edge.labels[0]
    matrix = chain_product(chain)
    if ends:
        return Piece((matrix,), (), (start, at))
    return Piece((build("tr", (matrix,)),), (), ())


def chain_product(chain: list[Surface]) -> Surface:
    """A product of matrices, read in the direction that needs fewer transposes."""
    other = [flipped(m) for m in reversed(chain)]
    if sum(m.op == "transpose" for m in other) + 1 < sum(m.op == "transpose" for m in chain):
        return flipped(chain_product(other))
    out = chain[0]
    for m in chain[1:]:
        out = build("matmul", (out, m))
    return out


def _spread(arrays: list[Piece], out: tuple[int, ...], sizes: dict[int, Dim], exact: bool) -> Surface:
    """The product of what stands at the free indices, set out along the axes of `out`."""
    shape = tuple(sizes[x] for x in out)
    arrays = _merged(arrays, set(out))
    full = [p for p in arrays if set(p.labels) == set(out)]
    part = [p for p in arrays if p not in full]
    if len(out) == 2:
        rows = [p for p in part if p.labels == out[:1]]
        columns = [p for p in part if p.labels == out[1:]]
        if len(rows) + len(columns) == len(part) and len(full) <= 1 and (rows or columns):
            u = whole(rows[0]) if rows else None
            v = whole(columns[0]) if columns else None
            if full:
                p = full[0] if full[0].labels == out else _turned(full[0])
                matrix = whole(p)
                if u is not None and v is not None:
                    return product([build("outer", (u, v)), matrix])
                if u is not None:
                    matrix = build("matmul", (build("diag", (u,)), matrix))
                return matrix if v is None else build("matmul", (matrix, build("diag", (v,))))
            if u is not None and v is not None:
                return build("outer", (u, v))
    if not arrays:
        return _ones(shape) if exact and shape else number(1)
    over: list[Surface] = []
    under: list[Surface] = []
    for p in arrays:
        over += [aligned(e, p.labels, out) for e in p.over]
        under += [aligned(e, p.labels, out) for e in p.under]
    result = quotient(over, under)
    if exact and result.shape != shape:
        return product([result, _ones(shape)])
    return result


def aligned(e: Surface, labels: tuple[int, ...], out: tuple[int, ...]) -> Surface:
    """An array over `labels` laid along the axes of `out`, missing axes as size 1 (leading ones left off)."""
    order = tuple(x for x in out if x in labels)
    if order != labels:
        letters = {x: chr(ord("a") + k) for k, x in enumerate(order)}
        spec = "".join(letters[x] for x in labels) + "->" + "".join(letters[x] for x in order)
        e = turned(e) if len(labels) == 2 else build("einsum", (e,), packed(spec=spec))
    first = out.index(order[0])
    if len(order) == len(out) - first:
        return e
    if e.op == "index" and len(out) == 2 and e.data == (("slice", 0, e.shape[0], 1), ("at", 0)):
        return e.args[0]
    items = tuple(("slice", None, None, None) if x in order else ("new",) for x in out[first:])
    return build("index", (e,), items)


def _einsum(pieces: Sequence[Piece], out: tuple[int, ...], sizes: dict[int, Dim]) -> Surface:
    """Index form: what has no matrix words."""
    operands: list[tuple[Surface, tuple[int, ...]]] = []
    scalars: list[Piece] = []
    for p in pieces:
        if not p.labels:
            scalars.append(p)
        elif p.under or len({e.shape for e in p.over}) > 1:
            operands.append((whole(p), p.labels))
        else:
            operands += [(e, p.labels) for e in p.over]
    used = {x for _, ls in operands for x in ls}
    final: list[int] = []
    top = max([0, *used, *out, *sizes]) + 1
    for x in out:
        if x in final:
            operands.append((_eye(sizes[x]), (x, top)))
            used.add(x)
            final.append(top)
            top += 1
        else:
            final.append(x)
    for x in dict.fromkeys(out):
        if x not in used:
            operands.append((_ones((sizes[x],)), (x,)))
    names: dict[int, str] = {}
    for x in [y for _, ls in operands for y in ls]:
        names.setdefault(x, chr(ord("i") + len(names)) if len(names) < 17 else chr(ord("A") + len(names) - 17))
    spec = ",".join("".join(names[x] for x in ls) for _, ls in operands) + "->" + "".join(names[x] for x in final)
    body = build("einsum", tuple(e for e, _ in operands), packed(spec=spec))
    over = [s for p in scalars for s in p.over]
    under = [s for p in scalars for s in p.under]
    return quotient([*over, body], under)
