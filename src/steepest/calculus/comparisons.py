"""A thing that lies in a set of numbers, written as comparisons: x > 1, |x| < 2, x ≠ 0, a difference as x ≠ a."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.entrywise import neg, terms
from steepest.calculus.expr import Apply, Contract, Expr, Number, Sum
from steepest.calculus.expr import number as core_number
from steepest.calculus.operators import build
from steepest.calculus.paper import add, as_number, mul
from steepest.calculus.raising import Memo, raised
from steepest.calculus.reals import RELATIONS, Cut, Piece, Reals, moved, pieces, rest
from steepest.calculus.surface import Surface, depends

MIRRORED = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "!=": "!=", "==": "=="}


class Names(dict[Expr, Surface]):
    """Nodes as they were written; `words` has those that are put in words here, each worked on once."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Memo()


def compared(a: Surface, b: Surface, relation: str) -> Surface:
    """A comparison."""
    return build("compare", (a, b), relation)


def written(e: Expr, s: Reals, names: Names, wrt: str | None) -> tuple[Surface, ...] | None:
    """That `e` lies in `s`, as comparisons that all hold; None where it takes an "or"."""
    found = _relation(s)
    if found is not None and (found[1] == 0 or e not in names):
        relation, level = found
        apart = _sides(e, level, names, wrt)
        if apart is not None:
            left, right, mirrored = apart
            return (compared(left, right, MIRRORED[relation] if mirrored else relation),)
    return _plain(surface(e, names), s)


def _relation(s: Reals) -> tuple[str, Fraction] | None:
    """The relation to a rational number that a set is, if it is one."""
    if not s.cuts or not all(isinstance(c.exact, Number) and c.at == s.cuts[0].at for c in s.cuts):
        return None
    level = s.cuts[0].at
    down = moved(s, lambda x: algebra.minus(x, core_number(level)))
    return next(((r, level) for r, wanted in RELATIONS.items() if wanted == down), None)


def surface(e: Expr, names: Names) -> Surface:
    """A node as it was written, or else in words."""
    found = names.get(e)
    return raised(e, names.words) if found is None else found


# --- a set -----------------------------------------------------------------------------------------------------------


def _plain(k: Surface, s: Reals) -> tuple[Surface, ...] | None:
    parts = list(pieces(s))
    if not parts:
        return None
    gaps = list(pieces(rest(s)))
    holes = [p for p in gaps if _point(p)]
    if len(parts) == len(holes) + 1:  # one interval without some points
        low, high = parts[0].low, parts[-1].high
        if len(holes) == 2 and low is high is None and (end := holes[1].low) is not None:
            if (other := holes[0].low) is not None and other.at == -end.at:
                return (compared(build("abs", (k,)), number(end), "!="),)
        out = _bounds(k, low, high)
        return (*out, *(compared(k, number(p.low), "!=") for p in holes if p.low is not None))
    if len(parts) == 2 and parts[0].low is None and parts[1].high is None and _opposite(parts[0].high, parts[1].low):
        end = parts[1].low
        assert end is not None
        return (compared(build("abs", (k,)), number(end), ">" if end.after else ">="),)
    if all(_point(p) for p in parts) and len(parts) == 1:
        return (compared(k, number(parts[0].low), "=="),)
    return None


def _point(p: Piece) -> bool:
    return p.low is not None and p.high is not None and p.low.at == p.high.at


def _bounds(k: Surface, low: Cut | None, high: Cut | None) -> tuple[Surface, ...]:
    if low is not None and high is not None and low.at == high.at:
        return (compared(k, number(low), "=="),)
    if _opposite(low, high):
        assert high is not None
        return (compared(build("abs", (k,)), number(high), "<=" if high.after else "<"),)
    out = []
    if low is not None:
        out.append(compared(k, number(low), ">" if low.after else ">="))
    if high is not None:
        out.append(compared(k, number(high), "<=" if high.after else "<"))
    return tuple(out)


def _opposite(low: Cut | None, high: Cut | None) -> bool:
    """Do two cuts lie on either side of 0, alike?"""
    return low is not None and high is not None and low.at == -high.at and low.after != high.after and high.at > 0


def number(c: Cut | None) -> Surface:
    """The number at a cut."""
    assert c is not None
    return as_number(c.exact.value) if isinstance(c.exact, Number) else raised(c.exact)


def by_signs(k: Surface, s: Reals) -> tuple[Surface, ...]:
    """Any set by the sign of a product: x < 0 or x > 1 is x (x - 1) > 0."""
    turning: list[Cut] = []
    holes: list[Cut] = []
    closed = all(c.after != _enters(s, n) for n, c in enumerate(s.cuts))
    for c in s.cuts:
        if turning and turning[-1].at == c.at:  # a single point, out or in
            holes.append(turning.pop())
        else:
            turning.append(c)
    far = s.begins != (len(s.cuts) % 2 == 1)
    product = mul(*(_less(k, c) for c in turning))
    relation = (">=" if closed else ">") if far else ("<=" if closed else "<")
    return (compared(product, as_number(Fraction(0)), relation), *(compared(k, number(c), "!=") for c in holes))


def _enters(s: Reals, n: int) -> bool:
    """Does the set begin at its n-th cut?"""
    return s.begins != (n % 2 == 0)


def _less(k: Surface, c: Cut) -> Surface:
    if c.at == 0:
        return k
    size = neg(c.exact)
    minus = build("neg", (number(c),)) if c.at > 0 else raised(size)
    return build("add", (k, minus))


# --- a difference ----------------------------------------------------------------------------------------------------


def _sides(e: Expr, level: Fraction, names: Names, wrt: str | None) -> tuple[Surface, Surface, bool] | None:
    """What is added and what is taken away; True where they change places, so that what moves comes first."""
    if not isinstance(e, Sum):
        return None
    found = [*terms(e), (-level, algebra.ones(e.shape))] if level else terms(e)
    more, less = ([(abs(w), t) for w, t in found if (w > 0) == up] for up in (True, False))
    if not more or not less:
        return None
    left, right = (_sum(part, e, names) for part in (more, less))
    if any(x.shape and x.shape != e.shape for x in (left, right)):
        return None
    first, second = ((1 if _constant(x) else 0, 0 if wrt and depends(x, wrt) else 1) for x in (left, right))
    return (right, left, True) if second < first else (left, right, False)


def _sum(part: list[tuple[Fraction, Expr]], e: Expr, names: Names) -> Surface:
    whole = algebra.add(part, e.shape)
    if whole in names or len(part) < 2:
        return surface(whole, names)
    found = [surface(algebra.scale(w, t), names) for w, t in part if algebra.constant_value(t) is None]
    return add(*found, *(as_number(w) for w, t in part if algebra.constant_value(t) is not None))


def _constant(s: Surface) -> bool:
    return not s.names


# --- what a comparison asks for --------------------------------------------------------------------------------------


def asks(test: Expr, truth: bool) -> Iterator[tuple[Expr, Reals]]:
    """What a comparison in the core says of a difference where it holds, or where it does not; nothing if unclear."""
    if isinstance(test, Contract) and truth and test.coefficient == 1 and len(test.dims) == len(test.out):
        for f, ls in zip(test.args, test.labels, strict=True):
            if ls == test.out:
                yield from asks(f, True)
    elif isinstance(test, Apply) and test.name in RELATION_OF:
        wanted = RELATIONS[RELATION_OF[test.name]]
        yield algebra.minus(*test.args), wanted if truth else rest(wanted)


RELATION_OF = {"less": "<", "less_equal": "<=", "equal": "==", "not_equal": "!="}
