"""Products as they are built: factors from the left, arrays side by side joined by `@` first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from steepest.calculus.dims import Dim, letter, shape_text
from steepest.calculus.surface import Surface
from steepest.notation.series import Series
from steepest.notation.unreadable import Unreadable
from steepest.notation.written import Doubt, Part, inner


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor: its tree, whether it was written as a row (x^T), and its place."""

    tree: Surface
    row: bool
    start: int
    stop: int


class Factors(Series):
    """The part of the building that reads products."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.identity: Dim | None = None  # the size of I, where a sum tells it

    def product(self, p: Part) -> Surface:
        """Factors from the left; arrays side by side are joined by `@` first."""
        factors = self._factors(p)
        signs = list(p.value)
        self._invert(p, factors)
        if {"*", "/"} & set(signs):
            self._doubt_elementwise(p, factors)
        self._doubt_entries(p, factors)
        k = 1
        while k < len(factors):
            if signs[k] == "" and factors[k - 1].tree.shape and factors[k].tree.shape and signs[k - 1] != "/":
                factors[k - 1 : k + 1] = [self._side_by_side(factors[k - 1], factors[k])]
                del signs[k]
            else:
                k += 1
        out = factors[0].tree
        pending: list[Surface] = [out]
        for f, sign in zip(factors[1:], signs[1:], strict=True):
            right, where = f.tree, (p.start, f.stop)
            if sign in ("", "*", "⊙") or (sign == "·" and not (pending[-1].shape and right.shape)):
                pending.append(right)
                continue
            left = self.times(pending, where)
            pending = [self._joined_by(sign, left, right, where)]
        return self.times(pending, (p.start, factors[-1].stop))

    def _factors(self, p: Part) -> list[Factor]:
        """The trees of the factors; a vector of ones without a size has that of the array beside it."""
        trees = [None if _is_unsized(q) or self.is_identity(q) else self.tree(q) for q in p.parts]
        out = []
        for k, (q, tree) in enumerate(zip(p.parts, trees, strict=True)):
            if tree is None:
                beside = [trees[k + 1]] if k + 1 < len(trees) and p.value[k + 1] in ("", "@", "·") else []
                sizes = [a.shape[0] for a in beside if a is not None and a.shape]
                beside = [trees[k - 1]] if k and p.value[k] in ("", "@", "·") else []
                sizes += [a.shape[-1] for a in beside if a is not None and a.shape]
                unit = "eye" if self.is_identity(q) else "ones"
                tree = self._unit(unit, sizes[0], q) if sizes else self.tree(q)
            out.append(Factor(tree, is_row(q), q.start, q.stop))
        return out

    def _unit(self, name: str, size: Dim, p: Part) -> Surface:
        """A vector of ones, or the identity, of the size that the array beside it has."""
        if name == "eye" and not any(d.kind == "identity" for d in self.doubts):
            self.doubts.append(Doubt("identity", p.where, "I is read as the identity matrix."))
        return self.make(name, (), p.where, (("shape", (size,)),))

    def is_identity(self, p: Part) -> bool:
        """Is this the letter I, undeclared?"""
        p = inner(p)
        return p.kind == "name" and p.value == "I" and not self.declared("I")

    def has_identity(self, p: Part) -> bool:
        """Is this I, or a number of I: 2I, λI, I/n?"""
        p = inner(p)
        if p.kind in ("product", "neg"):
            return any(self.has_identity(q) for q in p.parts)
        return self.is_identity(p)

    def name(self, p: Part) -> Surface:
        """What a name stands for; I beside square matrices is the identity, and I_n that of n."""
        word = str(p.value)
        below = word.removeprefix("I_")
        if self.identity is not None and self.is_identity(p):
            return self._unit("eye", self.identity, p)
        if below != word and below in self.letters and not self.declared(word):
            return self._unit("eye", letter(below), p)
        return super().name(p)

    def _joined_by(self, sign: str, left: Surface, right: Surface, where: tuple[int, int]) -> Surface:
        """The node of `/`, `@`, `⊗`, MATLAB's backslash, or of a dot between arrays."""
        if sign == "/":
            return self.make("div", (left, right), where)
        if sign == "⊗":
            if not (left.shape and right.shape):
                raise self.unfit(where, "`⊗` joins two arrays, and here is a number.")
            vectors = len(left.shape) == len(right.shape) == 1
            return self.make("outer" if vectors else "kron", (left, right), where)
        if sign == "\\":
            if len(left.shape) < 2:
                raise self.unfit(where, "A backslash solves A x = b, and before it stands no matrix.")
            if left.shape[0] != left.shape[1]:
                said = f"A backslash solves with a square matrix, and this one is {shape_text(left.shape)}."
                raise Unreadable(where, said, "For least squares write solve(X.T @ X, X.T @ y).")
            return self.make("solve", (left, right), where)
        if sign == "·":
            self.doubts.append(Doubt("dot", where, "A dot between two arrays is read as their product `@`."))
        return self.make("matmul", (left, right), where)

    def times(self, factors: list[Surface], where: tuple[int, int]) -> Surface:
        """The product of numbers, or of arrays entry by entry."""
        return factors[0] if len(factors) == 1 else self.make("mul", factors, where)

    def _side_by_side(self, left: Factor, right: Factor) -> Factor:
        """A x, xᵀA, xᵀy, and x yᵀ, which is an outer product."""
        a, b, start, stop = left.tree, right.tree, left.start, right.stop
        if len(a.shape) == 1 and len(b.shape) == 1 and right.row and not left.row:
            return Factor(self.make("outer", (a, _untransposed(b)), (start, stop)), False, start, stop)
        said = "Arrays side by side are read as a matrix product `@`."
        self.doubts.append(Doubt("matrix product", (start, stop), said, minor=True))
        return Factor(self.make("matmul", (a, b), (start, stop)), left.row and len(b.shape) == 2, start, stop)

    # ---------------------------------------------------------------- what people mean by A^-1 b and x'*A*x

    def _invert(self, p: Part, factors: list[Factor]) -> None:
        """A^-1 beside another array is the inverse: nobody means the reciprocals of the entries there."""
        for k, q in enumerate(p.parts):
            beside = [n for n, sign in ((k - 1, p.value[k]), (k + 1, (*p.value, "*")[k + 1])) if sign == "" and n >= 0]
            inside = inner(q)
            if inside.kind != "power" or whole_number(inside.parts[1]) != -1 or self.latex:
                continue
            if not is_square(factors[k].tree) or not any(factors[n].tree.shape for n in beside):
                continue
            self.doubts = [d for d in self.doubts if d.part is not inside]
            base, exponent = inside.parts
            every = Part("elementwise", (exponent,), None, *exponent.where)
            factors[k] = replace(factors[k], tree=self.make("inv", (self.tree(base),), q.where))
            said = "A power of -1 beside another array is read as the inverse."
            self.doubts.append(Doubt("inverse", q.where, said, inside, replace(inside, parts=(base, every))))

    def _doubt_elementwise(self, p: Part, factors: list[Factor]) -> None:
        """x'*A*x is a matrix product in MATLAB, and entry by entry here."""
        for k in range(1, len(factors)):
            left, right = factors[k - 1], factors[k]
            if p.value[k] == "*" and left.tree.shape and right.tree.shape and (left.row or right.row):
                other = replace(p, value=tuple("@" if sign == "*" else sign for sign in p.value))
                said = "`*` between arrays is taken entry by entry; the matrix product is `@`, or nothing: x' A x."
                self.doubts.append(Doubt("elementwise", p.where, said, p, other))
                return
            if p.value[k] == "/" and left.tree.shape and len(right.tree.shape) == 2:  # MATLAB's b'/A
                said = "`/` between arrays is taken entry by entry; a matrix is inverted by inv(A)."
                self.doubts.append(Doubt("elementwise", p.where, said))
                return

    def _doubt_entries(self, p: Part, factors: list[Factor]) -> None:
        """x(1) is an entry in MATLAB, and a product here."""
        for k in range(1, len(factors)):
            array, group = p.parts[k - 1], p.parts[k]
            group = group.parts[0] if group.kind == "power" else group
            if p.value[k] or array.kind != "name" or group.kind != "group" or array.stop != group.start:
                continue
            number = whole_number(group)
            if factors[k - 1].tree.shape and number is not None and number > 0:
                name = array.value
                said = f"`{name}({number})` is read as a product; an entry is written {name}[{number - 1}]."
                self.doubts.append(Doubt("entry", (array.start, group.stop), said))


def is_row(p: Part) -> bool:
    """Is this a transposed vector or matrix, as written?"""
    p = inner(p)
    if p.kind == "transpose":
        return True
    return p.kind == "power" and (inner(p.parts[1]).kind == "top" or inner(p.parts[1]).value == "T")


def whole_number(p: Part) -> int | None:
    """The whole number that a part is, if it is one."""
    p = inner(p)
    if p.kind == "neg":
        below = whole_number(p.parts[0])
        return None if below is None else -below
    return int(p.value) if p.kind == "number" and Fraction(p.value).denominator == 1 else None


def _is_unsized(p: Part) -> bool:
    r"""Is this \mathbf{1}, or the 1' of 1' x?"""
    p = inner(p)
    if is_row(p):
        p = inner(p.parts[0])
        if p.kind == "number":
            return bool(p.value == 1)
    return p.kind == "call" and bool(p.value.name == "ones") and not p.parts and not p.value.options


def is_square(e: Surface) -> bool:
    """Is this a square matrix?"""
    return len(e.shape) == 2 and e.shape[0] == e.shape[1]


def _untransposed(e: Surface) -> Surface:
    return e.args[0] if e.op == "transpose" else e
