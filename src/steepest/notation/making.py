"""Making nodes of the surface tree: shapes checked with the place told, and the limits on what numbers work out to."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from steepest.calculus.dims import Dim, Shape, dim_add, dim_letters, dim_mul, letter
from steepest.calculus.operators import ShapeError, build
from steepest.calculus.surface import Surface, number, variable
from steepest.notation.limits import BITS, EXPONENT, EXPONENT_OF_LETTERS, NODES, check_entries, too_much
from steepest.notation.names import entry, indices, place, shifted
from steepest.notation.unreadable import Unreadable
from steepest.notation.written import Doubt, Entry, Part, inner

Where = tuple[int, int]


class Misfit(Unreadable):
    """Operands whose shapes do not fit; a declaration may be what is missing."""


class Making:
    """Builds nodes, and knows the declarations, the sizes and what the numbers so far work out to."""

    def __init__(self, shapes: Mapping[str, Shape], latex: bool) -> None:
        self.shapes = dict(shapes)
        self.latex = latex
        self.letters = {x for shape in shapes.values() for d in shape for x in dim_letters(d)}
        self.arrays = frozenset(name for name, shape in self.shapes.items() if shape)
        self.local: dict[str, Shape] = {}  # the names of let
        self.bound: dict[str, int] = {}  # the index of a sum that is written out
        self.undeclared: dict[str, Where] = {}
        self.doubts: list[Doubt] = []
        self._exact: dict[Surface, Fraction] = {}
        self._made = 0

    @abstractmethod
    def tree(self, p: Part) -> Surface:
        """The surface tree of a part."""

    def make(self, op: str, args: tuple[Surface, ...] | list[Surface], where: Where, data: Any = None) -> Surface:
        """A node; shapes that do not fit are told with their place."""
        self._made += 1
        if self._made > NODES:
            raise too_much(where, "This writes out to too many parts", NODES)
        args = tuple(args)
        self._check_numbers(op, args, where)
        try:
            made = build(op, args, data)
        except ShapeError as e:
            raise Misfit(where, e.message, e.hint) from None
        check_entries(made.shape, where)
        return made

    def whole(self, e: Surface) -> int | None:
        """The whole number that a tree works out to, where it is one."""
        exact = self._exact.get(e)
        return int(exact) if exact is not None and exact.denominator == 1 else None

    def number(self, value: Fraction | int) -> Surface:
        """An exact number."""
        e = number(value)
        self._exact[e] = Fraction(value)
        return e

    def _check_numbers(self, op: str, args: tuple[Surface, ...], where: Where) -> None:
        """Refuse powers whose digits nobody could write out, before anyone tries."""
        if op == "pow":
            base, exponent = (self._exact.get(a) for a in args)
            if exponent is None:
                return
            limit = EXPONENT_OF_LETTERS if base is None else EXPONENT
            if abs(exponent) > limit and base not in (0, 1, -1):
                raise too_much(where, "This exponent is larger than can be worked with", limit)
            if base is not None and exponent.denominator == 1 and _bits(base) * abs(exponent) > BITS:
                raise too_much(where, "This power has more digits than can be worked with", BITS * 3 // 10)
        exact = self._value(op, [self._exact.get(a) for a in args])
        if exact is None:
            return
        if _bits(exact) > BITS:
            raise too_much(where, "This number has more digits than can be worked with", BITS * 3 // 10)
        self._exact[build(op, args)] = exact

    @staticmethod
    def _value(op: str, args: list[Fraction | None]) -> Fraction | None:
        """What a node of numbers works out to, if it is rational."""
        known = [a for a in args if a is not None]
        if len(known) != len(args) or not known:
            return None
        match op:
            case "add":
                return sum(known, Fraction(0))
            case "neg":
                return -known[0]
            case "mul":
                out = Fraction(1)
                for a in known:
                    out *= a
                return out
            case "div":
                return known[0] / known[1] if known[1] else None
            case "pow" if known[1].denominator == 1 and (known[0] or known[1] > 0):
                return known[0] ** int(known[1])
        return None

    # ---------------------------------------------------------------- names and sizes

    def name(self, p: Part) -> Surface:
        """What a name stands for: something declared, a size, π, e, or a number nobody declared."""
        word = str(p.value)
        if word in self.local:
            return variable(word, self.local[word])
        if word in self.bound:
            return self.number(self.bound[word])
        if word in self.shapes:
            return variable(word, self.shapes[word])
        if word in self.letters:
            return build("size", (), letter(word))
        if word in ("pi", "e"):
            return build("constant", (), word)
        base, below = entry(word, self.arrays)
        if below and (self.latex or shifted(below)[0] in self.bound):
            return self._entry_named(p, base, below)
        if below.isdigit() and int(below) and word not in self.undeclared:
            message = f"`{word}` is a name of its own; the entry of `{base}` is {base}[{int(below) - 1}]."
            number = Part("number", (), Fraction(int(below) - 1), *p.where)
            other = Part("index", (replace(p, value=base),), (Entry("at", (number,)),), *p.where)
            self.doubts.append(Doubt("entry", p.where, message, p, other))
        word = self._with_numbers(word, p)
        self.undeclared.setdefault(word, p.where)
        return variable(word, self.shapes.get(word, ()))

    def _with_numbers(self, word: str, p: Part) -> str:
        """A name with the indices of sums that are written out as numbers: x_i is x_2, x_{i+1} x_3, A_{i,j} A_1_2."""
        base, _, below = word.rpartition("_")
        if not base:
            return word
        known = [place(w, self.bound) for w in (below.split(",") if "," in below else indices(below, len(below)))]
        some = any(k is not None for k in known) and not below.replace(",", "").isdigit()
        if some and None not in known:
            return f"{base}_{('_' if ',' in below else '').join(map(str, known))}"
        if set("+-") & set(below) or (some and len(known) < 3):
            raise Unreadable(p.where, f"The subscript {below} belongs to no sum here.", "Write \\sum_{i} before it.")
        return f"{base}_{below.replace(',', '_')}"

    def _entry_named(self, p: Part, base: str, below: str) -> Surface:
        """x_1 of a declared array in LaTeX: an entry, counted from 1."""
        places = [place(w, self.bound) for w in indices(below, len(self.shapes[base]))]
        if not places or None in places:
            if len(below) > 1 and not set("+-,") & set(below):
                return variable(str(p.value), self.shapes.get(str(p.value), ()))
            raise Unreadable(p.where, f"The subscript {below} belongs to no sum here.", "Write \\sum_{i} before it.")
        message = "Subscripts in LaTeX count from 1: this is an entry of the array."
        self.doubts.append(Doubt("entry", p.where, message, minor=True))
        array = variable(base, self.shapes[base])
        for k in places:
            if k is not None and k < 1:
                raise Unreadable(p.where, f"Subscripts count from 1, and this one is {k}.", "")
        return self.make("index", (array,), p.where, tuple(("at", k - 1) for k in places if k is not None))

    def size(self, p: Part) -> Dim:
        """A part as the size of an axis or a place on one: 3, -1, n - 1."""
        p = inner(p)
        match p.kind:
            case "number" if p.value.denominator == 1:
                return int(p.value)
            case "name" if p.value in self.bound:
                return self.bound[p.value]
            case "name" if p.value not in self.shapes and p.value not in self.local and p.value not in ("pi", "e"):
                return letter(str(p.value))
            case "neg":
                return dim_mul(-1, self.size(p.parts[0]))
            case "sum":
                total: Dim = 0
                for sign, q in zip(p.value, p.parts, strict=True):
                    total = dim_add(total, self.size(q), 1 if sign == "+" else -1)
                return total
            case "product" if all(s in ("", "*") for s in p.value):
                out: Dim = 1
                for q in p.parts:
                    out = dim_mul(out, self.size(q))
                return out
        raise Unreadable(p.where, "A size or a place is a whole number or a size such as n or n - 1.", "")


def _bits(q: Fraction) -> int:
    """The digits of a fraction, in bits; 0 for 1 and -1, which no power makes longer."""
    return (abs(q.numerator).bit_length() - 1 if q else 0) + q.denominator.bit_length() - 1
