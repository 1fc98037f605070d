"""NumPy's names for operators, written out: power(a, b) is a**b, dot of a matrix `@`, kron of vectors one vector."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from steepest.calculus.dims import dim_product
from steepest.calculus.surface import Surface
from steepest.notation.making import Making
from steepest.notation.unreadable import Unreadable
from steepest.notation.written import Call, Part

_NEW = (("new",), ("slice", None, None, None))


class WrittenOut(Making):
    """The part of the building that knows what other systems call an operator."""

    @abstractmethod
    def apply(self, name: str, args: list[Surface], p: Part, options: dict[str, Any] | None = None) -> Surface:
        """The node of a function, the number of its arguments checked."""

    def dot(self, p: Part, call: Call) -> Surface:
        """dot of two vectors; with a matrix it is `@`, with a number `*`, as in NumPy."""
        args = [self.tree(a) for a in p.parts]
        if len(args) != 2:
            return self.apply("dot", args, p)
        ranks = {len(a.shape) for a in args}
        if 0 in ranks and self.undeclared:
            return self.make("matmul", args, p.where)
        op = "mul" if 0 in ranks else "dot" if ranks == {1} else "matmul"
        return self.make(op, args, p.where)

    def kron(self, p: Part, call: Call) -> Surface:
        """kron of matrices; a vector is a row beside a matrix, and two of them give one vector, as in NumPy."""
        args = self._several(p, call, 2)
        ranks = [len(a.shape) for a in args]
        if ranks == [1, 1]:
            size = dim_product([*args[0].shape, *args[1].shape])
            return self.make("reshape", (self.make("outer", args, p.where),), p.where, (("shape", (size,)),))
        rows = [self.make("index", (a,), p.where, _NEW) if len(a.shape) == 1 else a for a in args]
        return self.make("kron", rows, p.where)

    def slogdet(self, p: Part, call: Call) -> Surface:
        """NumPy's slogdet gives two numbers, of which one is taken: slogdet(A)[1] is logdet(A)."""
        message = "`slogdet` gives a sign and a logarithm; one of them has to be taken."
        raise Unreadable(p.where, message, "For the logarithm write slogdet(A)[1], or logdet(A).")

    def _several(self, p: Part, call: Call, count: int) -> list[Surface]:
        args = [self.tree(a) for a in p.parts]
        if len(args) != count:
            many = f"{count} argument{'s' * (count > 1)}"
            raise Unreadable(p.where, f"`{call.name}` takes {many}, and {given(len(args))}.")
        return args

    def written_out(self, p: Part, call: Call) -> Surface:
        """NumPy's names for operators: power(a, b) is a**b."""
        count = {"negative": 1, "square": 1, "reciprocal": 1, "transpose": 1}.get(call.name, 2)
        args = self._several(p, call, count)
        match call.name:
            case "square":
                return self.make("pow", (args[0], self.number(2)), p.where)
            case "reciprocal":
                return self.make("div", (self.number(1), args[0]), p.where)
            case "subtract":
                return self.make("add", (args[0], self.make("neg", args[1:], p.where)), p.where)
            case "logaddexp":
                total = self.make("add", [self.make("exp", (a,), p.where) for a in args], p.where)
                return self.make("log", (total,), p.where)
        return self.make(OPERATOR_NAMES[call.name], args, p.where)


def given(n: int) -> str:
    """How many there are, in words."""
    return "1 is given" if n == 1 else f"{n} are given"


OPERATOR_NAMES = {
    "power": "pow", "pow": "pow", "matmul": "matmul", "mm": "matmul", "mv": "matmul", "bmm": "matmul", "add": "add",
    "multiply": "mul", "divide": "div", "true_divide": "div", "negative": "neg", "transpose": "transpose",
}  # fmt: skip
