"""What people read in two ways: 1/2x, sin x/y, e^2x, x^1/2, 3e-4, f(x). Each is read one fixed way and noted.

The table of how peers differ is in the design; a note carries the other reading, so that a grader can try it.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

from steepest.notation.latex_grammar import LatexGrammar
from steepest.notation.names import FUNCTION_NAMES
from steepest.notation.tokens import TYPE_THE_FUNCTION, Token
from steepest.notation.unreadable import Unreadable
from steepest.notation.written import Part, inner


class Doubting(LatexGrammar):
    """The part of the grammar that notes a second reading."""

    def doubt_number(self, t: Token, number: Part) -> None:
        """3e-4 is one number; some read 3·e - 4."""
        mantissa, e, exponent = t.text.partition("e")
        if not e:
            return
        sign = "-" if exponent.startswith("-") else "+"
        k = t.start + len(mantissa)
        first = self.make("number", [], Fraction(mantissa), t.start, k)
        euler = self.make("name", [], "e", k, k + 1)
        times = self.make("product", [first, euler], ("", ""), t.start, k + 1)
        last = self.make("number", [], Fraction(exponent.lstrip("+-")), k + 1, t.stop)
        other = self.make("sum", [times, last], ("+", sign), t.start, t.stop)
        self.doubt(
            "number", (t.start, t.stop), f"`{t.text}` is read as a number, not as Euler's e times {mantissa}.",
            part=number, other=other, minor=mantissa in ("1", "2", "5") or "." in mantissa or exponent[:1] not in "+-",
        )  # fmt: skip

    def doubt_products(self, whole: Part) -> None:
        """1/2x, sin x/y, e^2x, x^1/2, f(x)."""
        factors, signs = list(whole.parts), list(whole.value)
        self._check_slope(whole)
        self._check_composition(whole)
        for k in range(len(factors) - 1):
            left, right, sign = factors[k], factors[k + 1], signs[k + 1]
            touching = left.stop == right.start
            if sign == "/" and left.kind == "call" and left.value.bare and len(left.parts) == 1:
                arg = left.parts[0]
                inside = self.make("product", [arg, right], ("", "/"), arg.start, right.stop)
                self._swap(whole, k, 2, Part(left.kind, (inside,), left.value, left.start, right.stop, left.depth + 1),
                           "bare quotient", f"`{left.value.name} a/b` is read as ({left.value.name} a)/b.")  # fmt: skip
            if sign == "" and signs[k] == "/" and left.kind in ("number", "name", "power"):
                stop = k + 1
                while stop < len(factors) and signs[stop] == "":
                    stop += 1
                run = factors[k:stop]
                under = self.make("product", run, ("",) * len(run), left.start, run[-1].stop)
                self._swap(whole, k, stop - k, under, "quotient", "`a/bc` is read as (a/b)·c.")
            if left.kind == "power" and left.value == "bare":
                self._doubt_exponent(whole, k, left, right, sign, touching)
            if sign == "" and touching and left.kind == "name" and left.value == "d" and "d" not in self.declared:
                if right.kind == "name" and len(right.value) == 1:
                    said = f"`d{right.value}` is read as a product; a differential has no meaning here."
                    self.doubt("differential", (left.start, right.stop), said)
            if sign == "" and touching and left.kind == "power" and _is_minus_one(left) and right.kind == "group":
                said = f"`{left.parts[0].value}^-1(…)` is read as a quotient, not as an inverse function."
                self.doubt("call", left.where, said)
            if sign == "" and touching and left.kind == "name" and left.value in _CALLED:
                if right.kind == "group" and left.value not in self.declared:
                    self.doubt("call", left.where, f"`{left.value}(…)` is read as a product.")

    def _check_slope(self, whole: Part) -> None:
        """Refuse d(x^2)/dx and d^2y/dx^2, which would be products."""
        if "d" in self.declared:
            return
        ds = [k for k, p in enumerate(whole.parts) if _is_d(p)]
        for k in ds:
            under = whole.value[k] == "/" and k + 1 < len(whole.parts) and whole.value[k + 1] == ""
            if under and any(j < k for j in ds) and whole.parts[k].stop == whole.parts[k + 1].start:
                place = whole.parts[next(j for j in ds)].start, whole.parts[k + 1].stop
                raise Unreadable(place, *TYPE_THE_FUNCTION)

    def _check_composition(self, whole: Part) -> None:
        """Refuse f∘g, which would be a product."""
        for k, (left, right) in enumerate(pairwise(whole.parts)):
            if whole.value[k + 1] == "⊙" and all(p.kind == "name" and p.value in FUNCTION_NAMES for p in (left, right)):
                if not {left.value, right.value} & set(self.declared):
                    place = left.start, right.stop
                    raise Unreadable(place, "A composition of functions is not read.", "Write the formula out.")

    def doubt_index(self, power: Part) -> None:
        """a^{(l)} is a power of a; some mean the a of layer l."""
        base, raised = power.parts
        if not self.latex or base.kind != "name" or base.value == "e" or raised.kind != "group":
            return
        inside = raised.parts[0]
        if inside.kind == "group" and inside.stop - inside.start == 3 and inside.parts[0].kind == "name":
            letter = inside.parts[0].value
            said = f"`{base.value}^{{({letter})}}` is read as a power; for an index write {base.value}_{{{letter}}}."
            self.doubt("index", power.where, said)

    def _doubt_exponent(self, whole: Part, k: int, left: Part, right: Part, sign: str, touching: bool) -> None:
        base, raised = left.parts
        constant = base.kind == "number" or (base.kind == "name" and base.value == "e")
        if sign == "" and touching and right.kind in ("name", "power") and (constant or raised.kind == "name"):
            more = self.make("product", [raised, right], ("", ""), raised.start, right.stop)
            power = self.make("power", [base, more], "grouped", left.start, right.stop)
            self._swap(whole, k, 2, power, "exponent", "Only what touches `^` is raised.",
                       minor=not constant)  # fmt: skip
        if sign == "/" and raised.kind == "number" and right.kind == "number" and base.kind != "number":
            more = self.make("product", [raised, right], ("", "/"), raised.start, right.stop)
            power = self.make("power", [base, more], "grouped", left.start, right.stop)
            self._swap(whole, k, 2, power, "fraction exponent", "`x^a/b` is read as (x^a)/b; for a root write x^(a/b).",
                       minor=raised.value != 1)  # fmt: skip

    def _swap(self, whole: Part, k: int, count: int, new: Part, kind: str, message: str, minor: bool = False) -> None:
        """Note that `count` factors from the k-th on may be meant as `new`."""
        factors = [*whole.parts[:k], new, *whole.parts[k + count :]]
        signs: tuple[Any, ...] = (*whole.value[: k + 1], *whole.value[k + count :])
        other = new if len(factors) == 1 else self.make("product", factors, signs, whole.start, whole.stop)
        where = (whole.parts[k].start, whole.parts[k + count - 1].stop)
        self.doubt(kind, where, message, part=whole, other=other, minor=minor)


def _is_minus_one(p: Part) -> bool:
    """Is this f^-1, of a letter that people give to functions?"""
    base, raised = p.parts[0], inner(p.parts[1])
    one = raised.kind == "neg" and inner(raised.parts[0]).kind == "number" and inner(raised.parts[0]).value == 1
    return one and base.kind == "name" and base.value in _CALLED


_CALLED = FUNCTION_NAMES | {"phi", "psi", "Psi"}


def _is_d(p: Part) -> bool:
    """Is this d, or d^2?"""
    p = p.parts[0] if p.kind == "power" else p
    return p.kind == "name" and bool(p.value == "d")
