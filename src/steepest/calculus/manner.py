"""How a person wrote a function, so that its derivative is written likewise.

The parts that come up again are written as they were, x - a and not a - x, e^(-c x) and not exp(-c*x); sums are not
divided by what their numbers share, 1e-6 + u; factors keep their order; who writes decimals gets decimals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from math import lcm

from steepest.calculus.algebra import constant_value, split_coefficient
from steepest.calculus.composites import COMPOSITES
from steepest.calculus.expr import Apply, Contract, Expr, Power, Sum, Variable
from steepest.calculus.operators import expanded
from steepest.calculus.orderly import tidy
from steepest.calculus.recurrences import SCANS
from steepest.calculus.surface import Surface, walk

ANEW = {
    "matmul",
    "transpose",
    "index",
    "compare",
    "derivative",
    "prime",
    "einsum",
    "reshape",
    "diag",
}  # in words, always
CLUMSY = {"outer", "eye", "ones", "zeros", "window"}  # what has these in it has better words
LEAVES = {"number", "constant", "size", "variable"}
MOST_PARTS = 300  # of longer functions nobody remembers how each part was written


@dataclass(frozen=True, slots=True)
class Manner:
    """What there is to know of how something was written."""

    whole: Mapping[Expr, Surface] = field(default_factory=dict)  # parts as they were written
    sums: Mapping[Expr, Fraction] = field(default_factory=dict)  # by what a sum is multiplied to be written so
    places: Mapping[object, int] = field(default_factory=dict)  # the order of factors: variables, functions of what
    decimals: tuple[Fraction, ...] | None = None  # None where nothing is known of it
    below: int = 1  # a multiple of the denominators of the decimals that are factors
    powers_of_e: bool = False  # e^x rather than exp(x)


ANYHOW = Manner()


def manner(function: Surface, cores: Mapping[Surface, Expr]) -> Manner:
    """How a function was written; `cores` has the core of each of its parts."""
    parts = list(walk(function))
    numbers = in_numbers(parts)
    if len(parts) > MOST_PARTS or any(e.op == "let" or e.op in SCANS for e in parts):
        return numbers
    whole: dict[Expr, Surface] = {}
    sums: dict[Expr, Fraction] = {}
    neat: dict[Surface, bool] = {}
    for e in parts:
        core = cores[e]
        neat[e] = e.op not in CLUMSY and not _row(e) and tidy(e) and all(neat[a] for a in e.args)
        if not neat[e] or e.op in ANEW or e.op in LEAVES or e.shape != core.shape or constant_value(core) is not None:
            continue
        if e.op != "neg":
            whole.setdefault(core, e)
        c, body = split_coefficient(core)
        if e.op == "add" and isinstance(body, Sum):  # but 2x + 2 is 2 (x + 1) under a power
            sums.setdefault(body, c if c.denominator > 1 else Fraction(1 if c > 0 else -1))
    for x in (x for e in parts if e.op in COMPOSITES for x in walk(expanded(e))):
        if x.op == "add":  # in a definition, var(x) + eps
            c, body = split_coefficient(cores[x])
            while isinstance(body, Contract) and len(body.args) == 1:  # the same along an axis
                c, body = c * body.coefficient, body.args[0]
            sums.setdefault(body, c)
    ops = {e.op for e in parts}
    powers = any(e.op == "pow" and e.args[0].op == "constant" and e.args[0].data == "e" for e in parts)
    places = _places(parts, cores)
    return replace(numbers, whole=whole, sums=sums, places=places, powers_of_e=powers and "exp" not in ops)


def in_numbers(parts: Iterable[Surface]) -> Manner:
    """How numbers were written in these parts, and nothing else."""
    found = [t for e in parts for t in _decimals(e)]
    below = lcm(*(v.denominator for v, factor in found if factor))
    return Manner(decimals=tuple(dict.fromkeys(v for v, _ in found)), below=below)


def _row(e: Surface) -> bool:
    """Is this the transpose of a vector, which says nothing?"""
    return e.op == "transpose" and len(e.shape) < 2


def _decimals(e: Surface) -> Iterator[tuple[Fraction, bool]]:
    """The decimals under a node, in the definition of a function too, and whether each is a factor."""
    for a in e.args:
        if a.op == "number" and a.data.denominator > 1:  # type: ignore[attr-defined]
            yield a.data, e.op not in ("add", "neg")  # type: ignore[misc]
    if e.op in COMPOSITES:
        yield from (t for x in walk(expanded(e)) if x.op not in COMPOSITES for t in _decimals(x))


def _places(parts: Sequence[Surface], cores: Mapping[Surface, Expr]) -> dict[object, int]:
    """The order of factors: of variables as in the products that were written, of functions as they came."""
    after: dict[Expr, set[Expr]] = {}
    names = sorted({x for e in parts if isinstance(x := cores[e], Variable)}, key=lambda x: x.name)
    for e in parts:
        if e.op in ("mul", "div"):
            bases = [_base(cores[a]) for a in e.args if a.op in ("variable", "pow")]
            row = [x for x in bases if isinstance(x, Variable)]
            for x, y in pairwise(row):
                if x is not y and not _reaches(y, x, after):
                    after.setdefault(x, set()).add(y)
    places: dict[object, int] = {}
    while names:
        x = next(x for x in names if not any(x in after.get(y, ()) for y in names))
        names.remove(x)
        places[x] = len(places)
    for e in parts:
        core = cores[e]
        if isinstance(core, Apply):
            places.setdefault(core.args, len(places))
            places.setdefault(core, len(places))
    return places


def _base(e: Expr) -> Expr:
    return e.args[0] if isinstance(e, Power) else e


def _reaches(x: Expr, y: Expr, after: Mapping[Expr, set[Expr]]) -> bool:
    """Does y come after x by what is known?"""
    seen, stack = {x}, [x]
    while stack:
        new = after.get(stack.pop(), set()) - seen
        if y in new:
            return True
        seen |= new
        stack.extend(new)
    return False
