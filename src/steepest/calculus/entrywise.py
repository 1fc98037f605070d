"""Core expressions seen entry by entry: as a sum of terms, as a product of factors, as a sum of exponentials.

The views are for rewriting: they show the same value without saying how the normal form keeps it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.expr import Apply, Atom, Contract, Expr, Power, Sum, atom, named, number

Weighted = tuple[Fraction, Expr]
MINUS = Fraction(-1)
TWO = number(2)
PI = named("pi")


def fn(name: str, *args: Expr) -> Expr:
    """An elementwise function, with broadcasting."""
    return algebra.elementwise(name, *args)


def neg(e: Expr) -> Expr:
    """-e."""
    return algebra.scale(MINUS, e)


def like(c: Fraction | int, e: Expr) -> Expr:
    """The number c in the shape of e."""
    return algebra.full(Fraction(c), e.shape)


def log_number(c: Fraction, e: Expr) -> Expr:
    """log c in the shape of e."""
    if c.numerator == 1 and c != 1:
        return neg(log_number(1 / c, e))
    return algebra.spread(algebra.apply("log", (number(c),)), e.shape)


def total(terms: Sequence[Weighted], e: Expr) -> Expr:
    """The weighted sum of terms of the shape of e."""
    return algebra.add(terms, e.shape)


def terms(e: Expr) -> list[Weighted]:
    """An expression as a weighted sum; a constant array is a weight times ones."""
    c, body = algebra.split_coefficient(e)
    if isinstance(body, Sum):
        return [(c * w, t) for w, t in zip(body.weights, body.args, strict=True)]
    return [(c, body)]


def pair(e: Expr) -> tuple[Weighted, Weighted] | None:
    """A sum of two terms, a constant first if there is one; None for any other."""
    if not isinstance(e, Sum) or len(e.args) != 2:
        return None
    first, second = terms(e)
    return (second, first) if algebra.constant_value(second[1]) is not None else (first, second)


def shifted(e: Expr, c: int) -> Expr | None:
    """What is left of a sum when the constant c is taken away, if that is its constant."""
    found = terms(e)
    rest = [(w, t) for w, t in found if algebra.constant_value(t) is None]
    have = sum((w * (algebra.constant_value(t) or 0) for w, t in found if (w, t) not in rest), Fraction(0))
    return total(rest, e) if have == c and rest else None


def factors(e: Expr) -> tuple[Fraction, list[Expr]]:
    """An expression as a number times factors of its own shape; sums within it are left whole."""
    value = algebra.constant_value(e)
    if value is not None:
        return value, []
    if isinstance(e, Contract) and len(e.dims) == len(e.out) == len(set(e.out)):
        sizes = dict(enumerate(e.dims))
        parts = [algebra.contract(1, [(f, ls)], e.out, sizes) for f, ls in zip(e.args, e.labels, strict=True)]
        return e.coefficient, parts
    c, body = algebra.split_coefficient(e)
    return c, [body]


def applied(e: Expr, name: str) -> Expr | None:
    """u where the expression is name(u)."""
    return e.args[0] if isinstance(e, Apply) and e.name == name else None


def fixed_power(e: Expr) -> tuple[Expr, Fraction]:
    """An expression as a base to a fixed power."""
    if isinstance(e, Power) and (n := algebra.constant_value(e.args[1])) is not None:
        return e.args[0], n
    if isinstance(e, Contract) and len(e.args) == 1 and e.coefficient == 1 and len(e.out) == len(e.dims):
        base, n = fixed_power(e.args[0])  # a power spread over further axes
        if n != 1 and len(set(e.out)) == len(e.out):
            return algebra.contract(1, [(base, e.labels[0])], e.out, dict(enumerate(e.dims))), n
    return e, Fraction(1)


def exponent(e: Expr) -> Expr | None:
    """u where the expression is exp(u), 0 for the number 1."""
    if algebra.constant_value(e) == 1:
        return algebra.zero(e.shape)
    return applied(e, "exp")


def exponentials(e: Expr) -> list[tuple[Fraction, Expr]] | None:
    """The (c, u) of an expression that is Σ c exp(u) with every c positive, at least two of them."""
    if (v := applied(e, "cosh")) is not None:
        return [(algebra.HALF, v), (algebra.HALF, neg(v))]
    if not isinstance(e, Sum):
        return None
    found = []
    for w, t in terms(e):
        u = exponent(t)
        if u is None or w <= 0:
            return None
        found.append((w, u))
    return found


def log_of_exponentials(e: Expr) -> Expr | None:
    """log Σ c exp(u) without overflow: over terms, or along axes; None for anything else."""
    parts = exponentials(e)
    if parts is None:
        return _along_axes(e)
    moved = [u if c == 1 else algebra.plus(u, log_number(c, u)) for c, u in sorted(parts, key=_constants_first)]
    found = moved[0]
    for u in moved[1:]:
        found = algebra.plus(fn("softplus", algebra.minus(u, found)), found)
    return found


def _constants_first(part: tuple[Fraction, Expr]) -> bool:
    return algebra.constant_value(part[1]) is None


def _along_axes(e: Expr) -> Expr | None:
    """log of c Σ exp(u) over some axes, numbers beside it such as 1/n taken out."""
    if not isinstance(e, Contract) or e.coefficient <= 0 or len(set(e.out)) != len(e.out):
        return None
    inner: tuple[Expr, tuple[int, ...]] | None = None
    beside = [] if e.coefficient == 1 else [log_number(e.coefficient, algebra.ONE)]
    for f, ls in zip(e.args, e.labels, strict=True):
        if (u := applied(f, "exp")) is not None and inner is None and ls:
            inner = (u, ls)
        elif not ls and _size_like(f):
            beside.append(_log_of_size(f))
        else:
            return None
    if inner is None or len(set(inner[1])) != len(inner[1]):
        return None
    kept = [x for x in e.out if x in inner[1]]
    summed = [x for x in inner[1] if x not in kept]
    if not summed or len({*kept, *summed, *e.out}) != len(e.dims):
        return None
    moved = algebra.contract(1, [inner], [*kept, *summed])
    sizes = dict(enumerate(e.dims))
    log = algebra.plus(atom("logsumexp", (moved,), tuple(sizes[x] for x in kept), len(summed)), *beside)
    return algebra.contract(1, [(log, kept)], e.out, {x: sizes[x] for x in e.out})


def _size_like(f: Expr) -> bool:
    base, _ = fixed_power(f)
    return type(base).__name__ in ("Named", "Number")


def _log_of_size(f: Expr) -> Expr:
    base, n = fixed_power(f)
    return algebra.scale(n, algebra.apply("log", (base,)))


def square_root(w: Fraction, t: Expr) -> Expr | None:
    """g where w · t is g² for every value of its variables; None where that is not plain."""
    if w <= 0 or isinstance(t, Sum | Atom):
        return None
    c, parts = factors(t)
    if w * c <= 0:
        return None
    roots = [algebra.spread(algebra.power(number(w * c), number(algebra.HALF)), t.shape)]
    for f in parts:
        base, n = fixed_power(f)
        if n.denominator != 1 or n.numerator % 2 or n < 0:
            return None
        roots.append(algebra.power(base, number(n / 2)))
    return algebra.times(*roots)


def is_square_sum(e: Expr) -> bool:
    """Is this a sum of squares (over terms or along axes), so that it is 0 only where all of them are?"""
    if isinstance(e, Sum):
        return all(w > 0 and is_square_sum(t) for w, t in terms(e))
    if isinstance(e, Contract):
        return e.coefficient > 0 and bool(e.args) and all(is_square_sum(f) or _size_like(f) for f in e.args)
    if isinstance(e, Power):
        n = algebra.constant_value(e.args[1])
        return n is not None and n > 0 and n.denominator == 1 and n.numerator % 2 == 0
    return False
