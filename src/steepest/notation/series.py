r"""Sums over an index, \sum_{i=1}^n (y_i - w^T x_i)^2, as sums of arrays.

A range of known whole numbers is written out, unless it runs over all the entries of an array. Otherwise each part
under the sum is an array whose first axes are the indices it depends on, aligned where parts meet; the sum is then a
sum along an axis.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from steepest.calculus.dims import Dim, dim_text
from steepest.calculus.operators import OPERATORS
from steepest.calculus.primitives import PRIMITIVES
from steepest.calculus.surface import Surface, variable
from steepest.notation.functions import Functions
from steepest.notation.unreadable import Unreadable
from steepest.notation.written import Part, every, inner

_TERMS = 100
_ALL = ("slice", None, None, None)
_UNARY = frozenset(n for n, p in PRIMITIVES.items() if len(p.derivative) == 1) | {"sqrt", "cbrt"}


@dataclass(frozen=True, slots=True)
class Over:
    """An array whose first axes run over the indices `over`."""

    array: Surface
    over: tuple[str, ...] = ()

    @property
    def rank(self) -> int:
        """The axes that belong to no index."""
        return len(self.array.shape) - len(self.over)


class Series(Functions):
    """The part of the building that reads sums over an index."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.sizes: dict[str, Dim | None] = {}  # the indices we are under, and how far each runs

    def series(self, p: Part) -> Surface:
        """The tree of a sum or product over an index."""
        return self._series(p).array

    def _series(self, p: Part) -> Over:
        name, index = p.value
        body = p.parts[-1]
        if not index:
            return Over(self.apply(name, [self.tree(body)], p))
        runs_over_array = any(index in self._subscripts(q)[1] for q in every(body) if q.kind == "name")
        if len(p.parts) == 3:
            first, last = (self.size(q) for q in p.parts[:2])
            if isinstance(first, int) and isinstance(last, int) and not (runs_over_array and first == 1):
                return Over(self._written_out(p, index, first, last))
            if first != 1:
                raise Unreadable(p.parts[0].where, "A sum over a size begins at 1.", "")
        else:
            last = None
        outer, self.sizes = self.sizes, {**self.sizes, index: last}
        try:
            under = self._under(body)
            size = self.sizes[index]
        finally:
            self.sizes = {k: self.sizes.get(k, v) for k, v in outer.items()}
        if index in under.over:
            axis = under.over.index(index)
            whole = len(under.array.shape) == 1
            array = self.apply(name, [under.array], p, None if whole else {"axis": axis})
            return Over(array, tuple(i for i in under.over if i != index))
        if size is None:
            raise Unreadable(
                p.where,
                f"Nothing here says how far {index} runs.",
                "Give both limits, or an array with that subscript.",
            )
        count = self.number(size) if isinstance(size, int) else self.make("size", (), p.where, size)
        return Over(self.make("mul" if name == "sum" else "pow", (under.array, count), p.where), under.over)

    def _written_out(self, p: Part, index: str, first: int, last: int) -> Surface:
        """A sum over few whole numbers, term by term."""
        name = p.value[0]
        if last - first + 1 > _TERMS:
            raise Unreadable(p.where, f"This {name} has more than {_TERMS} terms.", "")
        if last < first:
            return self.number(0 if name == "sum" else 1)
        terms = []
        shadowed = self.bound.get(index)
        for k in range(first, last + 1):
            self.bound[index] = k
            terms.append(self.tree(p.parts[-1]))
        del self.bound[index]
        if shadowed is not None:
            self.bound[index] = shadowed
        return terms[0] if len(terms) == 1 else self.make("add" if name == "sum" else "mul", terms, p.where)

    # ---------------------------------------------------------------- parts under the sum

    def _under(self, p: Part) -> Over:
        """A part under a sum, with the indices that it depends on."""
        if not self._depends(p):
            return Over(self.tree(p))
        match p.kind:
            case "group":
                return self._under(p.parts[0])
            case "name":
                return self._entry(p)
            case "sum":
                terms = []
                for sign, q in zip(p.value, p.parts, strict=True):
                    term = self._under(q)
                    terms.append(term if sign == "+" else Over(self.make("neg", (term.array,), q.where), term.over))
                return self._together("add", terms, p)
            case "neg":
                term = self._under(p.parts[0])
                return Over(self.make("neg", (term.array,), p.where), term.over)
            case "product":
                return self._product_under(p)
            case "power":
                base, raised = p.parts
                if inner(raised).kind == "top" or inner(raised).value == "T":
                    return self._under(base)
                return self._together("pow", [self._under(base), self._under(raised)], p)
            case "transpose" if self._under(p.parts[0]).rank < 2:
                return self._under(p.parts[0])
            case "abs" | "norm":
                return self._size_under(p)
            case "series":
                return self._series(p)
            case "compare" if len(p.parts) == 2:
                return self._together("compare", [self._under(q) for q in p.parts], p, p.value[0][0])
            case "cases" if len(p.parts) == 3:
                then, test, other = (self._under(q) for q in p.parts)
                return self._together("where", [test, then, other], p)
            case "call" if not p.value.options:
                return self._call_under(p)
        raise Unreadable(p.where, "This cannot be read under a sum sign.", "Write it with arrays, as sum(…).")

    def _depends(self, p: Part) -> bool:
        """Does one of the indices that we are under occur here, or a sum of its own?"""
        parts = list(every(p))
        words = {w for q in parts if q.kind == "name" for w in (q.value, *self._subscripts(q)[1])}
        return bool(words & self.sizes.keys()) or any(q.kind == "series" for q in parts)

    def _subscripts(self, p: Part) -> tuple[str, tuple[str, ...]]:
        """The array and the indices of a name such as A_ij; no indices when it is just a name."""
        word = str(p.value)
        base, _, below = word.partition("_")
        shape = self.shapes.get(base)
        if word in self.shapes or not below or not shape:
            return word, ()
        parts = tuple(below.split(",")) if "," in below else tuple(below)
        return (base, parts) if len(parts) <= len(shape) else (word, ())

    def _entry(self, p: Part) -> Over:
        """x_i, A_{ij}, or the index itself as a number."""
        base, below = self._subscripts(p)
        if not below:
            return self._index_itself(p)
        array = variable(base, self.shapes[base])
        picks: list[tuple[Any, ...]] = []
        over: list[str] = []
        for axis, word in enumerate(below):
            if word.isdigit() or word in self.bound:
                picks.append(("at", (int(word) if word.isdigit() else self.bound[word]) - 1))
                continue
            if word not in self.sizes:
                raise Unreadable(p.where, f"The index {word} belongs to no sum here.", "")
            self._check_size(word, array.shape[axis], p)
            picks.append(_ALL)
            over.append(word)
        if any(k[0] == "at" for k in picks):
            array = self.make("index", (array,), p.where, tuple(picks))
        if len(over) == 2 and over[0] == over[1] and len(array.shape) == 2:
            return Over(self.make("diag", (array,), p.where), (over[0],))
        order = sorted(over, key=list(self.sizes).index)
        if order != over:
            if len(array.shape) != 2:
                raise Unreadable(p.where, "These subscripts cannot be read in this order.", "Write it with einsum.")
            array = self.make("transpose", (array,), p.where)
        return Over(array, tuple(order))

    def _check_size(self, index: str, size: Dim, p: Part) -> None:
        """The index runs over a whole axis; without limits the first axis says how far."""
        known = self.sizes[index]
        if known is None:
            self.sizes[index] = size
        elif known != size:
            raise Unreadable(
                p.where, f"{index} runs to {dim_text(known)}, and this axis has {dim_text(size)} entries.",
                "A sum runs over all entries of an array.",
            )  # fmt: skip

    def _index_itself(self, p: Part) -> Over:
        index = str(p.value)
        size = self.sizes[index]
        if size is None:
            raise Unreadable(p.where, f"Nothing before this says how far {index} runs.", "Give both limits.")
        ones = self.make("ones", (), p.where, (("shape", (size,)),))
        return Over(self.make("cumsum", (ones,), p.where), (index,))

    # ---------------------------------------------------------------- parts that meet

    def _together(self, op: str, parts: list[Over], p: Part, data: Any = None) -> Over:
        """An operator entry by entry, on parts brought to the same indices."""
        over = tuple(i for i in self.sizes if any(i in q.over for q in parts))
        rank = max(q.rank for q in parts)
        return Over(self.make(op, [self._aligned(q, over, rank, p) for q in parts], p.where, data), over)

    def _aligned(self, q: Over, over: tuple[str, ...], rank: int, p: Part) -> Surface:
        if not q.array.shape or (q.over == over and q.rank == rank) or (not q.over and q.rank == rank):
            return q.array
        picks = [_ALL if i in q.over else ("new",) for i in over]
        picks += [("new",)] * (rank - q.rank) + [_ALL] * q.rank
        while picks and picks[0] == ("new",) and not q.over:
            picks.pop(0)
        return self.make("index", (q.array,), p.where, tuple(picks)) if ("new",) in picks else q.array

    def _product_under(self, p: Part) -> Over:
        """Factors from the left; vectors and matrices side by side are joined by their product first."""
        factors, signs = [self._under(p.parts[0])], list[str]()
        for sign, q in zip(p.value[1:], p.parts[1:], strict=True):
            right = self._under(q)
            if sign in ("", "·", "@") and factors[-1].rank and right.rank:
                factors[-1] = self._joined(factors[-1], right, p)
            else:
                factors.append(right)
                signs.append(sign)
        out = factors[0]
        for sign, right in zip(signs, factors[1:], strict=True):
            out = self._together("div" if sign == "/" else "mul", [out, right], p)
        return out

    def _joined(self, a: Over, b: Over, p: Part) -> Over:
        if not a.over and not b.over:
            return Over(self.make("matmul", (a.array, b.array), p.where))
        if a.rank == 1 and b.rank == 1 and a.over and b.over:
            product = self._together("mul", [a, b], p)
            return Over(self.apply("sum", [product.array], p, {"axis": len(product.over)}), product.over)
        if b.over and b.rank == 1 and len(b.over) == 1:
            flat = a.array if a.rank == 1 else self.make("transpose", (a.array,), p.where)
            return Over(self.make("matmul", (b.array, flat), p.where), b.over)
        if a.over and a.rank == 1 and len(a.over) == 1:
            return Over(self.make("matmul", (a.array, b.array), p.where), a.over)
        raise Unreadable(p.where, "This product cannot be read under a sum sign.", "Write it with einsum.")

    def _size_under(self, p: Part) -> Over:
        """|x_i| and the norm of a row."""
        x = self._under(p.parts[0])
        if x.rank == 0 or p.kind == "abs":
            return Over(self.make("abs", (x.array,), p.where), x.over)
        if x.rank == 1:
            name = "norm1" if p.value == "1" else "norm"
            return Over(self.apply(name, [x.array], p, {"axis": len(x.over)} if x.over else None), x.over)
        raise Unreadable(p.where, "This norm cannot be read under a sum sign.", "")

    def _call_under(self, p: Part) -> Over:
        """A function entry by entry."""
        name = p.value.name
        args = [self._under(q) for q in p.parts]
        if name in ("max", "min") and len(args) > 1:
            name = {"max": "maximum", "min": "minimum"}[name]
        row = OPERATORS.get(name)
        if len(args) == 1 and name in _UNARY:
            return Over(self.make(name, (args[0].array,), p.where), args[0].over)
        if row is None or any(q.rank for q in args) or not row.arity[0] <= len(args) <= row.arity[1] or row.options:
            raise Unreadable(p.where, f"`{name}` cannot be read under a sum sign.", "Write it with arrays, as sum(…).")
        return self._together(name, args, p)
