"""Making expressions: every constructor brings what it makes to normal form.

Flattened, collected, exact constants, deltas eliminated, powers of one base merged. No open-ended search. The four
constructors `contract`, `add`, `power` and `apply` call each other, so they live in one module; `times`, `plus` and
the rest are their everyday forms with broadcasting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from steepest.calculus.dims import Dim, Shape, Size, dim_text
from steepest.calculus.expr import (
    Apply,
    Atom,
    Contract,
    Expr,
    Number,
    Power,
    Structure,
    Sum,
    mapped,
    named,
    number,
    raw_apply,
    raw_contract,
    raw_power,
    raw_sum,
    structure,
)
from steepest.calculus.expr import atom as raw_atom
from steepest.calculus.labelling import canonical
from steepest.calculus.primitives import EVEN, ODD, RISKY, SYMMETRIC, exact_value

MOST_FACTORS = 12  # contractions are merged up to so many factors: unbounded merging is exponential on deep graphs
MOST_BITS = 4000  # powers of numbers are written out up to so many binary digits

ONE = number(1)
ZERO = number(0)
HALF = Fraction(1, 2)

Factor = tuple[Expr, Sequence[int]]


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
        return add(
            [(Fraction(c), contract(1, [(named(f"size:{x}"), ()) for x in m], ())) for m, c in d.terms], ()
        )
    return number(d)


# --- contractions ----------------------------------------------------------------------------------------------------


def contract(
    coefficient: Fraction | int,
    factors: Sequence[Factor],
    out: Sequence[int],
    dims: Mapping[int, Dim] | None = None,
) -> Expr:
    """coefficient · Σ Π factors, with the axes named by whole numbers; a label not in `out` is summed.

    `dims` gives the size of labels that no factor has (a broadcast axis, a delta between output axes).
    """
    c, flat, links, sizes = _flatten(Fraction(coefficient), factors, out, dims or {})
    final_out = tuple(links.get(x, x) for x in out)
    shape = tuple(sizes[x] for x in final_out)
    if c == 0:
        return zero(shape)
    merged, again = _merge(flat)
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
    masked = _mask(merged)
    if masked is not None:
        return contract(c, masked, final_out, sizes)
    return _canonical(c, merged, final_out, sizes)


def _flatten(
    c: Fraction, factors: Sequence[Factor], out: Sequence[int], dims: Mapping[int, Dim]
) -> tuple[Fraction, list[tuple[Expr, tuple[int, ...]]], dict[int, int], dict[int, Dim]]:
    """Factors that are contractions opened up; labels joined by a delta are made one (union–find)."""
    sizes: dict[int, Dim] = dict(dims)
    fresh = 1 + max([-1, *out, *sizes, *(x for _, ls in factors for x in ls)])
    parent: dict[int, int] = {}
    room = sum(len(e.args) if isinstance(e, Contract) else 1 for e, _ in factors) <= MOST_FACTORS

    def find(x: int) -> int:
        while x in parent:
            x = parent[x]
        return x

    flat: list[tuple[Expr, Sequence[int]]] = []
    stack = list(reversed(factors))
    while stack:
        e, ls = stack.pop()
        if isinstance(e, Number):
            c *= e.value
        elif isinstance(e, Contract) and (room or len(e.args) <= 1):
            c *= e.coefficient
            inner: dict[int, int] = {}
            for x, y in zip(e.out, ls, strict=True):
                if x not in inner:
                    inner[x] = y
                    sizes.setdefault(y, e.dims[x])
                else:
                    a, b = find(inner[x]), find(y)
                    if a != b:
                        parent[max(a, b)] = min(a, b)
            for x, d in enumerate(e.dims):
                if x not in inner:
                    inner[x] = fresh
                    sizes[fresh] = d
                    fresh += 1
            stack.extend((f, [inner[x] for x in fl]) for f, fl in reversed(list(zip(e.args, e.labels, strict=True))))
        else:
            for x, d in zip(ls, e.shape, strict=True):
                have = sizes.setdefault(x, d)
                if have != d and d != 1:
                    if have != 1:
                        raise ShapeMismatch(f"axes of sizes {dim_text(have)} and {dim_text(d)} were joined")
                    sizes[x] = d
            flat.append((e, ls))
    links = {x: find(x) for x in parent}
    for x, root in links.items():
        if x in sizes:
            sizes.setdefault(root, sizes[x])
            del sizes[x]
    return c, [(e, tuple(links.get(x, x) for x in ls)) for e, ls in flat], links, sizes


def _merge(flat: list[tuple[Expr, tuple[int, ...]]]) -> tuple[list[tuple[Expr, tuple[int, ...]]], bool]:
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
    out: list[tuple[Expr, tuple[int, ...]]] = []
    again = False
    for (base, ls), parts in groups.items():
        total = parts[0] if len(parts) == 1 else add([(Fraction(1), p) for p in parts], parts[0].shape)
        e = apply("exp", (total,)) if base == "exp" else power(base, total)  # type: ignore[arg-type]
        again = again or len(parts) > 1
        out.append((e, ls))
    return out, again


def _apart(
    flat: list[tuple[Expr, tuple[int, ...]]], out: tuple[int, ...], sizes: Mapping[int, Dim]
) -> tuple[list[tuple[Expr, tuple[int, ...]]], dict[int, Dim]] | None:
    """An entry picked from several factors at once, picked from each: Σ_l e_l A_il B_jl is A_ik B_jk."""
    for k, (e, ls) in enumerate(flat):
        if isinstance(e, Structure) and len(ls) == 1 and e.data[0] == "affine" and ls[0] not in out:
            (x,) = ls
            users = [j for j, (_, fl) in enumerate(flat) if j != k and x in fl]
            occurrences = sum(flat[j][1].count(x) for j in users)
            if occurrences < 2:
                continue
            wide = {y: d for y, d in sizes.items() if y != x}
            fresh = max([*sizes, *out, 0]) + 1
            made = [f for j, f in enumerate(flat) if j != k and j not in users]
            for j in users:
                f, fl = flat[j]
                labels = []
                for y in fl:
                    if y == x:
                        labels.append(fresh)
                        made.append((e, (fresh,)))
                        fresh += 1
                    else:
                        labels.append(y)
                made.append((f, tuple(labels)))
            return made, wide
    return None


def _mask(flat: list[tuple[Expr, tuple[int, ...]]]) -> list[tuple[Expr, tuple[int, ...]]] | None:
    """where(c, a, 0) · h as where(c, a · h, 0) when h may be infinite: 0 · ∞ must not be formed."""
    for k, (e, ls) in enumerate(flat):
        if isinstance(e, Apply) and e.name == "where" and len(set(ls)) == len(ls):
            empty = [j for j in (1, 2) if is_zero(e.args[j])]
            if len(empty) != 1:
                continue
            inside = [
                (f, fl) for j, (f, fl) in enumerate(flat) if j != k and set(fl) <= set(ls) and _risky(f)
            ]
            if inside:
                keep = 3 - empty[0]
                sizes = dict(zip(ls, e.shape, strict=True))
                filled = contract(1, [*inside, (e.args[keep], ls)], ls, sizes)
                args = list(e.args)
                args[keep] = filled
                rest = [f for j, f in enumerate(flat) if j != k and f not in inside]
                return [*rest, (apply("where", tuple(args)), ls)]
    return None


def _risky(e: Expr) -> bool:
    """Can this be infinite or undefined somewhere?"""
    if isinstance(e, Power):
        n = e.args[1]
        return not (isinstance(n, Number) and n.value > 0 and n.value.denominator == 1)
    return isinstance(e, Apply) and (e.name in RISKY or any(_risky(a) for a in e.args))


def _canonical(
    c: Fraction, flat: list[tuple[Expr, tuple[int, ...]]], out: tuple[int, ...], sizes: Mapping[int, Dim]
) -> Expr:
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


def add(terms: Iterable[tuple[Fraction, Expr]], shape: Shape) -> Expr:
    """The weighted sum of terms that all have this shape."""
    collected: dict[Expr, Fraction] = {}
    stack = list(terms)
    stack.reverse()
    while stack:
        w, e = stack.pop()
        if e.shape != shape:
            raise ShapeMismatch(f"terms of shapes {e.shape} and {shape} were added")
        c, body = split_coefficient(e)
        if isinstance(body, Sum):
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
            return apply("exp", (times(base.args[0], exponent),))
        return raw_power(base, exponent)
    n = fixed
    if n == 0:
        return ones(base.shape)
    if n == 1:
        return base
    value = constant_value(base)
    if value is not None:
        p = _number_power(value, n)
        return p if not base.shape else spread(p, base.shape)
    if isinstance(base, Power):
        m = constant_value(base.args[1])
        if m is not None and (
            n.denominator == 1 or n.denominator % 2 or m.numerator % 2 or m.denominator % 2 == 0
        ):
            return power(base.args[0], number(m * n))
    if isinstance(base, Apply) and base.name == "exp":
        return apply("exp", (scale(n, base.args[0]),))
    if isinstance(base, Contract):
        plain = len(base.dims) == len(base.out) == len(set(base.out))
        if plain and n.denominator == 1 and (n > 0 or base.coefficient):
            powers = [(power(f, number(n)), ls) for f, ls in zip(base.args, base.labels, strict=True)]
            return contract(base.coefficient**n, powers, base.out, dict(enumerate(base.dims)))
        if base.coefficient != 1 and (base.coefficient > 0 or (n.denominator == 1 and base.coefficient)):
            c = _number_power(base.coefficient, n)
            if isinstance(c, Number):
                return scale(c.value, power(split_coefficient(base)[1], number(n)))
        frame = _frame([base])
        if frame is not None and (n > 0 or not frame.tied):
            return frame.outer(power(frame.inner(base), number(n)))
    return raw_power(base, number(n))


def _number_power(v: Fraction, n: Fraction) -> Expr:
    """A rational to a rational power: whole powers multiplied out, roots as powers of primes between 0 and 1."""
    if v == 1:
        return ONE
    if v == 0:
        return ZERO if n > 0 else raw_power(ZERO, number(n))
    bits = max(v.numerator.bit_length(), v.denominator.bit_length())
    if bits * abs(n) > MOST_BITS:
        return raw_power(number(v), number(n))
    if n.denominator == 1:
        return number(v ** int(n))
    if v < 0:
        if n.denominator % 2 == 0:
            return raw_power(number(v), number(n))
        return scale(Fraction(-1 if n.numerator % 2 else 1), _number_power(-v, n))
    c = Fraction(1)
    roots: list[Factor] = []
    for whole, sign in ((v.numerator, 1), (v.denominator, -1)):
        for p, k in _factored(whole):
            e = n * k * sign
            floor = e.numerator // e.denominator
            c *= Fraction(p) ** floor
            if e != floor:
                roots.append((raw_power(number(p), number(e - floor)), ()))
    return contract(c, roots, ())


def _factored(n: int) -> list[tuple[int, int]]:
    """Prime factors up to 1,000 with multiplicity, and what is left over."""
    out: list[tuple[int, int]] = []
    p = 2
    while p * p <= n and p < 1000:
        k = 0
        while n % p == 0:
            n //= p
            k += 1
        if k:
            out.append((p, k))
        p += 1 if p == 2 else 2
    if n > 1:
        root = round(n**0.5) if n < 1 << 100 else 0
        out.append((root, 2) if root * root == n else (n, 1))
    return out


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
        if isinstance(x, Contract) and name in ODD | EVEN and x.coefficient < 0:
            if not any(isinstance(f, Sum) for f in x.args):
                inner = apply(name, (scale(Fraction(-1), x),))
                return scale(Fraction(-1), inner) if name in ODD else inner
        if isinstance(x, Contract) and x.coefficient == 1 and len(x.args) == 1 and len(x.dims) == len(x.out):
            if len(set(x.labels[0])) == len(x.out) == len(set(x.out)) and x.labels[0] != x.out:
                return contract(1, [(apply(name, (x.args[0],)), x.labels[0])], x.out, dict(enumerate(x.dims)))
    return raw_apply(name, args)


# --- everyday forms --------------------------------------------------------------------------------------------------


def broadcast_shape(*shapes: Shape) -> Shape:
    """The common shape by NumPy's rule; raises `ShapeMismatch` where two sizes differ and neither is 1."""
    rank = max((len(s) for s in shapes), default=0)
    out: list[Dim] = [1] * rank
    for s in shapes:
        for k, d in enumerate(s, start=rank - len(s)):
            if d != 1:
                if out[k] not in (1, d):
                    raise ShapeMismatch(f"sizes {dim_text(out[k])} and {dim_text(d)} differ")
                out[k] = d
    return tuple(out)


def spread_labels(e: Expr, shape: Shape, fresh: int) -> list[int]:
    """The labels of `e`'s axes when it is broadcast to `shape`, whose axes are 0, 1, …; stretched axes get new ones."""
    lead = len(shape) - len(e.shape)
    return [
        lead + k if d == shape[lead + k] else fresh + k for k, d in enumerate(e.shape)
    ]


def spread(e: Expr, shape: Shape) -> Expr:
    """`e` broadcast to `shape`."""
    if e.shape == shape:
        return e
    return contract(1, [(e, spread_labels(e, shape, len(shape)))], range(len(shape)), dict(enumerate(shape)))


def times(*args: Expr) -> Expr:
    """The elementwise product, with broadcasting."""
    shape = broadcast_shape(*(a.shape for a in args))
    rank = len(shape)
    factors = [(a, spread_labels(a, shape, rank * (k + 1))) for k, a in enumerate(args)]
    return contract(1, factors, range(rank), dict(enumerate(shape)))


def plus(*args: Expr) -> Expr:
    """The sum, with broadcasting."""
    shape = broadcast_shape(*(a.shape for a in args))
    return add([(Fraction(1), spread(a, shape)) for a in args], shape)


def minus(a: Expr, b: Expr) -> Expr:
    """a - b, with broadcasting."""
    return plus(a, scale(Fraction(-1), b))


def over(a: Expr, b: Expr) -> Expr:
    """a / b, elementwise with broadcasting."""
    return times(a, power(b, number(-1)))


def raised(base: Expr, exponent: Expr) -> Expr:
    """base ** exponent, elementwise with broadcasting."""
    if not exponent.shape:
        return power(base, exponent)
    shape = broadcast_shape(base.shape, exponent.shape)
    return power(spread(base, shape), spread(exponent, shape))


def elementwise(name: str, *args: Expr) -> Expr:
    """The elementwise function `name`, with broadcasting."""
    shape = broadcast_shape(*(a.shape for a in args))
    return apply(name, tuple(spread(a, shape) for a in args))


def transposed(e: Expr) -> Expr:
    """`e` with its axes in reverse order."""
    axes = list(range(len(e.shape)))
    return contract(1, [(e, axes)], axes[::-1])


def summed(e: Expr, axes: Iterable[int]) -> Expr:
    """`e` summed over some of its axes."""
    gone = set(axes)
    labels = list(range(len(e.shape)))
    return contract(1, [(e, labels)], [x for x in labels if x not in gone])


def picked(d: Dim, start: Dim, step: int, count: Dim) -> Expr:
    """The d × count array that picks entries start, start + step, … out of d."""
    if count == 1:
        return contract(1, [(structure(("affine", (), start), (d,)), [0])], [0, 1], {1: 1})
    return structure(("affine", (step,), start), (d, count))


def identity(shape: Shape) -> Expr:
    """δ: the identity map of arrays of this shape, with axes shape + shape."""
    axes = tuple(range(len(shape)))
    return raw_contract(Fraction(1), (), (), axes + axes, shape) if shape else ONE


def remake(e: Expr, args: tuple[Expr, ...]) -> Expr:
    """A node like `e` with other arguments of the same shapes, in normal form."""
    if isinstance(e, Contract):
        return contract(e.coefficient, list(zip(args, e.labels, strict=True)), e.out, dict(enumerate(e.dims)))
    if isinstance(e, Sum):
        return add(list(zip(e.weights, args, strict=True)), e.shape)
    if isinstance(e, Power):
        return power(*args)
    if isinstance(e, Apply):
        return apply(e.name, args)
    if isinstance(e, Atom):
        return raw_atom(e.name, args, e.shape, e.data)
    assert not isinstance(e, Structure) or not args
    return e


def substitute(root: Expr, values: Mapping[Expr, Expr]) -> Expr:
    """`root` with nodes (usually variables) exchanged for expressions of the same shape."""
    return mapped(root, values, remake)
