"""A scalar expression as a flat list of instructions on balls: from the core, or from what a person wrote.

What was written is kept as written, so that x/x is undefined at 0 although its core is 1. A tape may carry several
expressions; what they share is computed once. `switches` are the slots whose sign decides what happens: arguments of
abs and sign, differences that are compared, bases of roots, arguments of logarithms, denominators.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import prod

from flint import arb

from steepest.calculus import surface
from steepest.calculus.algebra import constant_value
from steepest.calculus.composites import COMPOSITES
from steepest.calculus.dims import Dim, dim_value
from steepest.calculus.expr import Apply, Contract, Expr, Named, Number, Power, Sum, Variable, walk
from steepest.calculus.lower import lower
from steepest.calculus.operators import build, expanded
from steepest.calculus.primitives import RISKY
from steepest.calculus.surface import Surface
from steepest.compute.balls import FUNCTIONS, Ball, Value, exact, power, raised, where

SIZE = "size:"  # prefix of the variables that stand for the size of an axis
LONGEST = 1 << 400  # rationals are carried exactly up to this size
COMPARISONS = {"<": "less", "<=": "less_equal", ">": "less", ">=": "less_equal", "==": "equal", "!=": "not_equal"}
TWO_SIDED = {"less", "less_equal", "equal", "not_equal", "maximum", "minimum"}
BELOW = {"tan": "cos", "sec": "cos", "cot": "sin", "csc": "sin"}
ONE_SIDED = {"abs", "sign", "heaviside", "relu", "log", "lgamma", "digamma"}


class NotScalar(Exception):
    """The expression has arrays in it, or a function that has no ball."""


@dataclass
class Tape:
    """Instructions (what to do, with which slots), the slots of the results, the variables, the switches."""

    code: list[tuple[Callable[..., Value], tuple[int, ...]]] = field(default_factory=list)
    names: list[tuple[str, Hashable]] = field(default_factory=list)
    out: tuple[int, ...] = ()
    variables: dict[str, int] = field(default_factory=dict)
    switches: list[int] = field(default_factory=list)
    poles: list[int] = field(default_factory=list)  # switches that must not be 0
    branches: bool = False  # does a sign choose between formulas (abs, a comparison), not only what is defined?
    slots: dict[tuple[str, Hashable, tuple[int, ...]], int] = field(default_factory=dict)

    def add(self, op: str, data: Hashable, args: tuple[int, ...], do: Callable[..., Value]) -> int:
        """The slot of an instruction, made unless it is there."""
        key = (op, data, args)
        found = self.slots.get(key)
        if found is None:
            found = self.slots[key] = len(self.code)
            self.code.append((do, args))
            self.names.append((op, data))
        return found

    def switch(self, slot: int) -> None:
        """Note that the sign of this slot matters."""
        if slot not in self.switches and self.names[slot][0] not in ("number", "pi"):
            self.switches.append(slot)

    def pole(self, slot: int) -> None:
        """Note that this slot must not be 0."""
        self.switch(slot)
        if slot in self.switches and slot not in self.poles:
            self.poles.append(slot)

    def run(
        self,
        point: Mapping[str, Ball],
        rational: Mapping[int, Fraction] | None = None,
        only: Sequence[int] | None = None,
    ) -> list[Value]:
        """The value of every slot (or of some) at a point, at flint's working precision.

        `rational` gives slots known exactly.
        """
        values: list[Value] = [None] * len(self.code)
        for k in range(len(self.code)) if only is None else only:
            do, args = self.code[k]
            if rational and k in rational:
                values[k] = exact(rational[k])
            elif len(args) == 1:
                x = values[args[0]]
                values[k] = None if x is None else do(x)
            elif args:
                given = [values[i] for i in args]
                if do is where or not _undefined(given):
                    values[k] = do(*given)
            elif self.names[k][0] == "variable":
                values[k] = point[str(self.names[k][1])]
            else:
                values[k] = do()
        return values

    def below(self, slot: int) -> list[int]:
        """The slots that a slot is computed from, and itself, in order."""
        found, stack = {slot}, [slot]
        while stack:
            for i in self.code[stack.pop()][1]:
                if i not in found:
                    found.add(i)
                    stack.append(i)
        return sorted(found)

    def rational(self, point: Mapping[str, Fraction]) -> dict[int, Fraction]:
        """The slots whose values at a rational point are rational and short: there a zero is known to be one."""
        out: dict[int, Fraction] = {}
        for k, ((op, data), (_, args)) in enumerate(zip(self.names, self.code, strict=True)):
            given = [out[i] for i in args if i in out]
            if len(given) < len(args) or any(max(abs(g.numerator), g.denominator) > LONGEST for g in given):
                continue
            if op == "variable":
                out[k] = point[str(data)]
            elif op == "number" and isinstance(data, Fraction):
                out[k] = data
            elif op == "sum" and isinstance(data, tuple):
                out[k] = sum((w * x for w, x in zip(data, given, strict=True)), Fraction(0))
            elif op == "product":
                out[k] = prod(given, start=Fraction(1))
            elif op == "power" and isinstance(data, Fraction) and data.denominator == 1 and abs(data) <= 64:
                if data > 0 or given[0]:
                    out[k] = given[0] ** int(data)
            elif op == "abs":
                out[k] = abs(given[0])
        return out

    @property
    def total(self) -> bool:
        """Is everything defined everywhere?"""
        partial = {"raised", *RISKY}
        return not any(
            op in partial or (op == "power" and isinstance(n, Fraction) and (n < 0 or n.denominator % 2 == 0))
            for op, n in self.names
        )

    # --- the instructions ---

    def number(self, value: Fraction) -> int:
        """An exact number."""
        return self.add("number", value, (), lambda: exact(value))

    def variable(self, name: str) -> int:
        """A variable."""
        slot = self.add("variable", name, (), exact)
        self.variables[name] = slot
        return slot

    def sum(self, weights: Sequence[Fraction], args: tuple[int, ...]) -> int:
        """A weighted sum."""
        whole = tuple(weights)
        if len(whole) == 1 and whole[0] == 1:
            return args[0]
        parts = [None if w == 1 else int(w) if w.denominator == 1 else w for w in whole]

        def do(*given: Ball) -> Value:
            total = arb(0)
            for w, x in zip(parts, given, strict=True):
                total += x if w is None else x * w if isinstance(w, int) else x * exact(w)
            return total

        return self.add("sum", whole, args, do)

    def product(self, args: tuple[int, ...]) -> int:
        """A product."""
        if len(args) == 1:
            return args[0]

        def do(first: Ball, *given: Ball) -> Value:
            for x in given:
                first = first * x
            return first

        return self.add("product", None, args, do)

    def power(self, base: int, n: Fraction) -> int:
        """A fixed power."""
        if n < 0:
            self.pole(base)
        elif n.denominator > 1 or n > 1:
            self.switch(base)
        return self.add("power", n, (base,), lambda x: power(x, n))

    def raised(self, base: int, exponent: int) -> int:
        """A power whose exponent varies."""
        self.switch(base)
        return self.add("raised", None, (base, exponent), raised)

    def call(self, name: str, args: tuple[int, ...]) -> int:
        """A function of the table."""
        do = FUNCTIONS.get(name)
        if do is None:
            raise NotScalar(name)
        self.branches = self.branches or name in TWO_SIDED or name in ("abs", "sign", "heaviside", "relu")
        if name in TWO_SIDED:
            self.switch(self.sum((Fraction(1), Fraction(-1)), args))
        elif name in ONE_SIDED:
            self.switch(args[0])
        elif name in BELOW:  # tan u has sin u above cos u
            self.pole(self.call(BELOW[name], args))
        return self.add("where" if name == "where" else name, None, args, where if name == "where" else do)

    def size(self, d: Dim) -> int:
        """The size of an axis as a number."""
        if isinstance(d, int):
            return self.number(Fraction(d))
        terms = [self.product((self.number(Fraction(1)), *(self.variable(SIZE + x) for x in m))) for m, _ in d.terms]
        return self.sum([Fraction(c) for _, c in d.terms], tuple(terms))


def _undefined(given: Sequence[Value]) -> bool:
    for x in given:  # noqa: SIM110 (this is the innermost loop)
        if x is None:
            return True
    return False


def taped(*roots: Expr | Surface) -> Tape:
    """The tape of scalar expressions; raises `NotScalar` when there are arrays in them."""
    tape = Tape()
    core: dict[Expr, int] = {}
    written: dict[Surface, int] = {}
    tape.out = tuple(_core(tape, e, core) if isinstance(e, Expr) else _written(tape, e, written, core) for e in roots)
    return tape


def _core(tape: Tape, root: Expr, done: dict[Expr, int]) -> int:
    for e in walk(root):
        if e in done:
            continue
        if e.shape:
            raise NotScalar(e)
        args = tuple(done[a] for a in e.args)
        match e:
            case Number():
                done[e] = tape.number(e.value)
            case Named(name="pi"):
                done[e] = tape.add("pi", None, (), arb.pi)
            case Named() | Variable():
                done[e] = tape.variable(e.name)
            case Contract() if not e.dims:
                done[e] = tape.sum((e.coefficient,), (tape.product(args),)) if args else tape.number(e.coefficient)
            case Sum():
                done[e] = tape.sum(e.weights, args)
            case Power():
                n = constant_value(e.args[1])
                done[e] = tape.raised(*args) if n is None else tape.power(args[0], n)
            case Apply():
                done[e] = tape.call(e.name, args)
            case _:
                raise NotScalar(e)
    return done[root]


def _written(tape: Tape, root: Surface, done: dict[Surface, int], core: dict[Expr, int]) -> int:
    stack = [root]
    while stack:
        e = stack[-1]
        if e in done:
            stack.pop()
            continue
        if e.shape:
            raise NotScalar(e)
        if e.op in ("derivative", "prime"):
            done[e] = _core(tape, lower(e), core)
            continue
        meaning = expanded(e) if e.op in COMPOSITES else _let(e) if e.op == "let" else None
        if meaning is not None:
            if meaning in done:
                done[e] = done[meaning]
            else:
                stack.append(meaning)
            continue
        waiting = [a for a in e.args if a not in done]
        if waiting:
            stack.extend(waiting)
            continue
        done[e] = _one(tape, e, tuple(done[a] for a in e.args))
    return done[root]


def _let(e: Surface) -> Surface:
    """The body of a `let` with its names written out."""
    values: dict[Surface, Surface] = {}
    names: tuple[str, ...] = e.data  # type: ignore[assignment]
    for name, value in zip(names, e.args[:-1], strict=True):
        values[surface.variable(name, value.shape)] = surface.rebuild(value, values, build)
    return surface.rebuild(e.args[-1], values, build)


def _one(tape: Tape, e: Surface, args: tuple[int, ...]) -> int:
    one, minus = Fraction(1), Fraction(-1)
    match e.op:
        case "number":
            return tape.number(e.data)  # type: ignore[arg-type]
        case "constant":
            return tape.add("pi", None, (), arb.pi) if e.data == "pi" else tape.call("exp", (tape.number(one),))
        case "size":
            return tape.size(e.data)  # type: ignore[arg-type]
        case "variable":
            return tape.variable(str(e.data))
        case "add":
            return tape.sum([one] * len(args), args)
        case "neg":
            return tape.sum([minus], args)
        case "mul":
            return tape.product(args)
        case "div":
            return tape.product((args[0], tape.power(args[1], minus)))
        case "sqrt":
            return tape.power(args[0], Fraction(1, 2))
        case "cbrt":
            return tape.power(args[0], Fraction(1, 3))
        case "pow":
            n = constant_value(lower(e.args[1])) if not surface.variables(e.args[1]) else None
            return tape.raised(*args) if n is None else tape.power(args[0], n)
        case "compare":
            return tape.call(COMPARISONS[str(e.data)], args[::-1] if str(e.data)[0] == ">" else args)
    return tape.call(e.op, args)


__all__ = ["SIZE", "NotScalar", "Tape", "dim_value", "taped"]
