r"""Sums over an index, \sum_{i=1}^n (y_i - w^T x_i)^2, as sums of arrays.

A range of known whole numbers is written out, unless it runs over all the entries of an array. Otherwise each part
under the sum is an array whose first axes are the indices it depends on, aligned where parts meet; the sum is then a
sum along an axis.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

from steepest.calculus.operators import OPERATORS
from steepest.calculus.primitives import PRIMITIVES
from steepest.calculus.surface import Surface
from steepest.notation.entries import ALL, Entries, Over, Run
from steepest.notation.names import shifted
from steepest.notation.unreadable import Unreadable
from steepest.notation.written import Part, every, inner

_TERMS = 100
_UNARY = frozenset(n for n, p in PRIMITIVES.items() if len(p.derivative) == 1) | {"sqrt", "cbrt"}


class Series(Entries):
    """The part of the building that reads sums over an index."""

    def series(self, p: Part) -> Surface:
        """The tree of a sum or product over an index."""
        return self._series(p).array

    def _series(self, p: Part) -> Over:
        name, index = p.value
        body = p.parts[-1]
        if not index:
            return Over(self.apply(name, [self.tree(body)], p))
        picked = [q for q in every(body) if q.kind == "name" and self.picks(q, index)]
        run: Run | None = None
        if len(p.parts) == 3:
            run = Run(*(self.size(q) for q in p.parts[:2]))
            if isinstance(run.first, int) and isinstance(run.last, int) and not picked:
                return Over(self._written_out(p, index, run.first, run.last))
        outer, self.runs = self.runs, {**self.runs, index: run}
        try:
            under = self._under(body)
            run = self.runs[index]
        finally:
            self.runs = {k: self.runs.get(k, v) for k, v in outer.items()}
        if index in under.over:
            axis = under.over.index(index)
            whole = len(under.array.shape) == 1
            array = self.apply(name, [under.array], p, None if whole else {"axis": axis})
            return Over(array, tuple(i for i in under.over if i != index))
        if run is None:
            hint = "Give both limits, or an array with that subscript."
            raise Unreadable(p.where, f"Nothing here says how far {index} runs.", hint)
        if name in ("max", "min"):
            raise Unreadable(p.where, f"Nothing here has {index} as a subscript.", "Type what is made large or small.")
        count = self.number_of(run.count, p)
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
        if name in ("max", "min"):
            pair = {"max": "maximum", "min": "minimum"}[name]
            return reduce(lambda a, b: self.make(pair, (a, b), p.where), terms)
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
                return self.entry_of(p)
            case "sum":
                return self._sum_under(p)
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
        below = {shifted(w)[0] for q in parts if q.kind == "name" for w in (q.value, *self.subscripts(q)[1])}
        return bool(below & self.runs.keys()) or any(q.kind == "series" for q in parts)

    # ---------------------------------------------------------------- parts that meet

    def _together(self, op: str, parts: list[Over], p: Part, data: Any = None) -> Over:
        """An operator entry by entry, on parts brought to the same indices."""
        over = tuple(i for i in self.runs if any(i in q.over for q in parts))
        rank = max(q.rank for q in parts)
        return Over(self.make(op, [self._aligned(q, over, rank, p) for q in parts], p.where, data), over)

    def _sum_under(self, p: Part) -> Over:
        parts = [self._under(q) for q in p.parts]
        over = tuple(i for i in self.runs if any(i in q.over for q in parts))
        rank = max(q.rank for q in parts)
        terms = [self._aligned(q, over, rank, p) for q in parts]
        signed = [
            t if sign == "+" else self.make("neg", (t,), q.where)
            for t, sign, q in zip(terms, p.value, p.parts, strict=True)
        ]
        return Over(self.make("add", signed, p.where), over)

    def _aligned(self, q: Over, over: tuple[str, ...], rank: int, p: Part) -> Surface:
        if not q.array.shape or (q.over == over and q.rank == rank) or (not q.over and q.rank == rank):
            return q.array
        picks = [ALL if i in q.over else ("new",) for i in over]
        picks += [("new",)] * (rank - q.rank) + [ALL] * q.rank
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
