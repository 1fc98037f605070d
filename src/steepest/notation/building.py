"""From what stands on the page to the surface tree: names given their meaning, shapes checked, nothing simplified."""

from __future__ import annotations

from dataclasses import replace
from math import comb, factorial
from typing import Any

from steepest.calculus.composites import COMPOSITES
from steepest.calculus.operators import OPERATORS
from steepest.calculus.primitives import PRIMITIVES
from steepest.calculus.recurrences import recurrence
from steepest.calculus.signature import ShapeError
from steepest.calculus.surface import Surface, walk
from steepest.notation.factors import Factors, is_square, whole_number
from steepest.notation.limits import STEPS, too_much
from steepest.notation.making import Misfit
from steepest.notation.names import FUNCTION_NAMES
from steepest.notation.subscripts import from_the_front
from steepest.notation.tokens import WITH_A_PRIME
from steepest.notation.unreadable import Unreadable
from steepest.notation.written import Call, Doubt, Part, inner


class Building(Factors):
    """Builds the tree of each kind of part."""

    def tree(self, p: Part) -> Surface:
        """The surface tree of a part."""
        match p.kind:
            case "number":
                return self.number(p.value)
            case "fraction":
                above, below = (self.number(v) for v in (p.value.numerator, p.value.denominator))
                return self.make("div", (above, below), p.where)
            case "name":
                return self.name(p)
            case "group" | "elementwise":
                return self.tree(p.parts[0])
            case "constant":
                return self.make("constant", (), p.where, p.value)
            case "sum":
                return self._sum(p)
            case "neg":
                return self.make("neg", (self.tree(p.parts[0]),), p.where)
            case "product":
                return self.product(p)
            case "power" | "matrix power":
                return self._power(p)
            case "call":
                return self.call(p)
            case "abs":
                return self._abs(p)
            case "norm":
                return self.normed(self.tree(p.parts[0]), p.value, p)
            case "transpose":
                return self._transpose(p)
            case "index":
                return self._index(p)
            case "compare":
                return self._compare(p)
            case "both":
                return self.make("mul", [self.tree(q) for q in p.parts], p.where)
            case "either":
                return self._fold("maximum", p)
            case "choice":
                then, test, other = (self.tree(q) for q in p.parts)
                return self.make("where", (test, then, other), p.where)
            case "cases":
                return self._cases(p)
            case "factorial" | "binomial":
                return self._counted(p)
            case "let":
                return self._let(p)
            case "scan":
                return self._scan(p)
            case "size":
                return self._size(p)
            case "series":
                return self.series(p)
            case "derivative":
                return self.make("derivative", (self.tree(p.parts[0]),), p.where, p.value)
            case "prime":
                return self._prime(p)
            case "list":
                raise Unreadable(p.where, "A list can stand only inside concatenate and stack.", "")
            case _:
                raise Unreadable(p.where, "A transpose sign stands only behind an array, as in A^T.", "")

    def _fold(self, op: str, p: Part) -> Surface:
        out = self.tree(p.parts[0])
        for q in p.parts[1:]:
            out = self.make(op, (out, self.tree(q)), p.where)
        return out

    def _sum(self, p: Part) -> Surface:
        """Terms with their signs; beside square matrices I is the identity."""
        known = {q: self.tree(q) for q in p.parts if not self.has_identity(q)}
        if len(known) < len(p.parts):
            square = next((e.shape[0] for e in known.values() if is_square(e)), None)
            outside, self.identity = self.identity, square if square is not None else self.identity
            known |= {q: self.tree(q) for q in p.parts if q not in known}
            self.identity = outside
        terms = [
            known[q] if sign == "+" else self.make("neg", (known[q],), q.where)
            for sign, q in zip(p.value, p.parts, strict=True)
        ]
        return self.make("add", terms, p.where)

    # ---------------------------------------------------------------- powers, transposes, bars

    def _power(self, p: Part) -> Surface:
        base, raised = p.parts
        if (turned := self._as_transpose(raised)) and (turned[0] == "top" or not self.declared("T")):
            array = self.tree(base)
            if array.shape:
                if turned[1]:
                    array = self.make("inv", (array,), p.where)
                return self.make("transpose", (array,), p.where)
            if turned[0] == "top":
                raise self.unfit(p.where, "Only an array can be transposed, and this is a number.")
        array = self.tree(base)
        exponent = self.tree(raised)
        if len(array.shape) == 2 and array.shape[0] == array.shape[1]:
            whole = None if raised.kind == "elementwise" else whole_number(raised)
            if whole == -1 and p.value == "superscript":  # A⁻¹ is written mathematics
                return self.make("inv", (array,), p.where)
            if whole is not None and whole != 0 and abs(whole) <= 16:
                return self._matrix_power(p, array, exponent, whole)
        return self.make("pow", (array, exponent), p.where)

    def _matrix_power(self, p: Part, array: Surface, exponent: Surface, k: int) -> Surface:
        """In LaTeX A^2 is A A and A^{-1} the inverse; in text powers are entry by entry. Either way it is said."""
        if not self.latex and p.kind == "power":
            said = "the inverse is inv(A)" if k < 0 else "the matrix power is A @ A"
            message = f"A power of an array is taken entry by entry; {said}."
            self.doubts.append(Doubt("matrix power", p.where, message, p, replace(p, kind="matrix power")))
            return self.make("pow", (array, exponent), p.where)
        message = "A power of a square matrix is read as a matrix power."
        every = Part("elementwise", (p.parts[1],), None, *p.parts[1].where)
        self.doubts.append(Doubt("matrix power", p.where, message, p, replace(p, parts=(p.parts[0], every))))
        factor = self.make("inv", (array,), p.where) if k < 0 else array
        out = factor
        for _ in range(abs(k) - 1):
            out = self.make("matmul", (out, factor), p.where)
        return out

    def _as_transpose(self, raised: Part) -> tuple[str, bool] | None:
        """Is this exponent a T, and is it -T?"""
        raised, inverse = inner(raised), False
        if raised.kind == "neg":
            raised, inverse = inner(raised.parts[0]), True
        if raised.kind == "top" or (raised.kind == "name" and raised.value == "T"):
            return ("top" if raised.kind == "top" else "T"), inverse
        return None

    def _transpose(self, p: Part) -> Surface:
        array = self.tree(p.parts[0])
        if array.shape:
            return self.make("transpose", (array,), p.where)
        place = (p.parts[0].stop, p.stop)
        if p.value == "'" and p.parts[0].kind == "name" and p.parts[0].value in FUNCTION_NAMES:
            raise Unreadable(place, *WITH_A_PRIME)
        if p.value == "'":
            message = "A prime means transpose here, and only an array can be transposed."
            raise Unreadable(place, message, "For a transpose declare its shape; else type the function itself.")
        raise self.unfit(place, "Only an array can be transposed, and this is a number.")

    def _abs(self, p: Part) -> Surface:
        """|x|; |A| in LaTeX is the determinant of a square matrix."""
        x = self.tree(p.parts[0])
        if self.latex and len(x.shape) == 2 and x.shape[0] == x.shape[1]:
            said = "Bars around a square matrix are read as its determinant."
            self.doubts.append(Doubt("determinant", p.where, said))
            return self.make("det", (x,), p.where)
        if len(x.shape) == 2 and x.shape[0] == x.shape[1]:
            said = "Bars around a matrix are taken entry by entry; its determinant is det(A)."
            self.doubts.append(Doubt("determinant", p.where, said, p, replace(p, kind="call", value=Call("det"))))
        return self.make("abs", (x,), p.where)

    # ---------------------------------------------------------------- indices, comparisons, let

    def _index(self, p: Part) -> Surface:
        if (call := inner(p.parts[0])).kind == "call" and call.value.name == "slogdet":
            return self._of_two(p, call)
        array = self.tree(p.parts[0])
        items: list[tuple[Any, ...]] = []
        for entry in p.value:
            bounds = tuple(None if b is None else self.size(b) for b in entry.bounds)
            items.append((entry.kind, *bounds))
        if not array.shape:
            raise self.unfit(p.where, "Only an array has entries to pick, and this is a number.")
        return self.make("index", (array,), p.where, from_the_front(items, array.shape))

    def _of_two(self, p: Part, call: Part) -> Surface:
        """slogdet(A)[1], the logarithm, and slogdet(A)[0], the sign."""
        place = [self.size(b) for e in p.value for b in e.bounds if b is not None]
        if place == [1]:
            return self.apply("logdet", [self.tree(a) for a in call.parts], call)
        if place == [0]:
            return self.make("sign", (self.apply("det", [self.tree(a) for a in call.parts], call),), p.where)
        return self.tree(call)  # refused

    def _size(self, p: Part) -> Surface:
        array = self.tree(p.parts[0])
        axis = p.value
        if not isinstance(axis, int) or not -len(array.shape) <= axis < len(array.shape):
            raise Unreadable(p.where, f"This array has no axis {axis}.", "")
        size = array.shape[axis]
        return self.number(size) if isinstance(size, int) else self.make("size", (), p.where, size)

    def _compare(self, p: Part) -> Surface:
        operands = [self.tree(q) for q in p.parts]
        tests = [
            self.make("compare", (a, b), p.where, sign)
            for a, b, (sign, _, _) in zip(operands, operands[1:], p.value, strict=False)
        ]
        return self.times(tests, p.where)

    def _cases(self, p: Part) -> Surface:
        out = self.tree(p.parts[-1])
        for k in range(len(p.parts) - 3, -1, -2):
            out = self.make("where", (self.tree(p.parts[k + 1]), self.tree(p.parts[k]), out), p.where)
        return out

    def _counted(self, p: Part) -> Surface:
        """5! and the binomial coefficient of whole numbers, the index of a sum that is written out among them."""
        values = [self.whole(self.tree(q)) for q in p.parts]
        known = [v for v in values if v is not None and 0 <= v <= 170]
        if p.kind == "binomial" and len(known) == 2:
            return self.number(comb(*known))
        if p.kind == "factorial" and len(known) == 1 and p.parts[0].kind != "factorial":
            return self.number(factorial(known[0]))
        if p.kind == "binomial":
            raise Unreadable(p.where, "Binomial coefficients are read of whole numbers only.", "")
        hint = "x! for real x is exp(lgamma(x + 1))."
        raise Unreadable((p.stop - 1, p.stop), "Factorials are read of whole numbers only.", hint)

    def _let(self, p: Part) -> Surface:
        values = []
        for name, q in zip(p.value, p.parts, strict=False):
            if name in self.shapes or name in self.letters or name in self.local:
                raise Unreadable((p.start, q.start), f"`{name}` already has a meaning.", "Choose another name.")
            value = self.tree(q)
            values.append(value)
            self.local[name] = value.shape
        body = self.tree(p.parts[-1])
        return self.make("let", (*values, body), p.where, p.value)

    def _scan(self, p: Part) -> Surface:
        """A recurrence: the names of its step have a meaning only there, and hide those outside."""
        op, names, told = p.value
        step, *rest = p.parts
        steps = self.size(rest.pop()) if told else None
        if isinstance(steps, int) and steps > STEPS:
            raise too_much(p.parts[-1].where, "This recurrence has more steps than can be taken", STEPS)
        if isinstance(steps, int) and steps < 1:
            raise Unreadable(p.parts[-1].where, "A recurrence has at least one step.", "")
        start, *items = (self.tree(q) for q in rest)
        for name, x, q in zip(names[1:], items, rest[1:], strict=True):
            if not x.shape:
                raise self.unfit(q.where, f"`{name}` goes along the rows of an array, and this is a number.")
        hidden = self.local
        self.local = {
            **hidden,
            names[0]: start.shape,
            **{n: x.shape[1:] for n, x in zip(names[1:], items, strict=True)},
        }
        try:
            body = self.tree(step)
        finally:
            self.local = hidden
        try:
            args, data = recurrence(body, names[0], names[1:], start, items, steps)
        except ShapeError as e:
            raise Misfit(p.where, e.message, e.hint) from None
        if any(e.op == "derivative" for e in walk(body)):
            raise Unreadable(step.where, "A derivative that is not yet carried out cannot stand in a step.", "")
        return self.make(op, args, p.where, data)

    def _prime(self, p: Part) -> Surface:
        """The derivative of a function at its arguments, which have to be those that it takes."""
        name, position = p.value
        args = [self.tree(q) for q in p.parts]
        low, high = OPERATORS[name].arity if name in PRIMITIVES or name in COMPOSITES else (0, 0)
        if not (low <= len(args) <= high and position < len(args)):
            raise Unreadable(p.where, f"`{name}'` cannot be read with these arguments.", "")
        return self.make("prime", args, p.where, p.value)
