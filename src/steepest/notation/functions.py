"""What the functions of the language build: options put in order, other spellings written out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from steepest.calculus.dims import Dim
from steepest.calculus.operators import OPERATORS
from steepest.calculus.paper import rational
from steepest.calculus.surface import Surface
from steepest.notation.elsewhere import OPERATOR_NAMES, WrittenOut, given
from steepest.notation.names import nearest
from steepest.notation.unreadable import Unreadable
from steepest.notation.written import Call, Doubt, Part, every, inner

_ALONG = frozenset(n for n, row in OPERATORS.items() if "axis" in row.options and row.arity == (1, 1))
_OPTION_NAMES = {"dim": "axis", "keepdim": "keepdims", "correction": "ddof", "alpha": "a", "negative_slope": "a"}


class Functions(WrittenOut):
    """The part of the building that knows functions by name."""

    def call(self, p: Part) -> Surface:
        """A function of its arguments."""
        call: Call = p.value
        special = _SPECIAL.get(call.name)
        if special is not None:
            return special(self, p, call)
        if call.spec is not None:
            raise Unreadable(p.where, "A text in quotes stands only in einsum and norm.", "")
        options = self.options(call)
        parts = list(p.parts)
        if call.name in _ALONG and len(parts) == 2 and "axis" not in options and _whole(parts[1]) is not None:
            options["axis"] = _whole(parts.pop())
        if call.name in _ALONG and len(parts) == 1:
            self._check_one_entry(call.name, parts[0])
        return self.apply(call.name, [self.tree(a) for a in parts], p, options)

    def _check_one_entry(self, name: str, body: Part) -> None:
        """sum(x[i]^2) adds nothing up: x[i] is one number."""
        if self.tree(body).shape:
            return
        for q in every(body):
            if q.kind == "index" and all(e.kind == "at" for e in q.value) and not self.tree(q).shape:
                said = f"`{name}` takes an array, and an entry of one is a number."
                raise Unreadable(q.where, said, "Without the index all entries are meant: sum(x^2) is \\sum_i x_i^2.")

    def apply(self, name: str, args: list[Surface], p: Part, options: dict[str, Any] | None = None) -> Surface:
        """The node of a function, the number of its arguments checked."""
        row = OPERATORS[name]
        low, high = row.arity
        if not low <= len(args) <= high:
            want = f"{low} argument{'s' if low != 1 else ''}" if low == high else f"{low} to {high} arguments"
            where = p.parts[high].where if len(args) > high and len(p.parts) > high else (p.stop - 1, p.stop - 1)
            raise Unreadable(where, f"`{name}` takes {want}, and {given(len(args))}.", "")
        data = tuple(sorted(options.items())) if options else None
        return self.make(name, args, p.where, data)

    def options(self, call: Call, name: str = "") -> dict[str, Any]:
        """The options of a call under their own names; an unknown one is refused."""
        row = OPERATORS.get(name or call.name)
        known = row.options if row is not None else ()
        out: dict[str, Any] = {}
        for word, value, start, stop in call.options:
            option = _OPTION_NAMES.get(word, word)
            if option not in known:
                guess = nearest(word, known)
                listed = ", ".join(f"{k}=" for k in known if k != "shape") or "none"
                hint = f"Did you mean `{guess}=`?" if guess in known else f"Its options: {listed}."
                raise Unreadable((start, stop), f"`{call.name}` has no option `{word}`.", hint)
            if option in out:
                raise Unreadable((start, stop), f"`{word}=` is given twice.", "Delete one of them.")
            if isinstance(value, Part):
                out[option] = self.size(value)
            elif value is not None:
                out[option] = _checked(option, value, start, stop)
        return out

    # ---------------------------------------------------------------- functions with a reading of their own

    def extreme(self, p: Part, call: Call) -> Surface:
        """max(a, b, …) is elementwise; max(x) and max(x, axis=0) reduce."""
        if len(p.parts) < 2:
            return self.apply(call.name, [self.tree(a) for a in p.parts], p, self.options(call))
        if call.options:
            raise Unreadable(p.where, f"`{call.name}` of several things is entry by entry and has no options.", "")
        pair = {"max": "maximum", "min": "minimum"}.get(call.name, call.name)
        out = self.tree(p.parts[0])
        for a in p.parts[1:]:
            out = self.make(pair, (out, self.tree(a)), p.where)
        return out

    def logarithm(self, p: Part, call: Call) -> Surface:
        """log(x) is natural, lg(x) has base 10; a second argument is the base."""
        name = "log_base" if len(p.parts) == 2 else "log10" if call.name == "lg" else "log"
        inside = p.parts[0] if p.parts else p
        if self.latex and call.bare and name == "log" and inside.kind == "call" and inside.value.name == "normal_cdf":
            return self.apply("log_normal_cdf", [self.tree(a) for a in inside.parts], p)  # log Φ(x) is a function too
        return self.apply(name, [self.tree(a) for a in p.parts], p, self.options(call, name))

    def step(self, p: Part, call: Call) -> Surface:
        """heaviside(x) is 1/2 at 0; heaviside(x, h), as NumPy has it, is h there."""
        if len(p.parts) < 2:
            return self.apply("heaviside", [self.tree(a) for a in p.parts], p, self.options(call))
        if len(p.parts) > 2 or call.options:
            raise Unreadable(p.where, "`heaviside` takes a number and, if you like, its value at 0.", "")
        u, at_zero = (self.tree(a) for a in p.parts)
        straight = self.make("heaviside", (u,), p.where)
        if rational(at_zero) == Fraction(1, 2):
            return straight
        tie = self.make("compare", (u, self.number(0)), p.where, "==")
        return self.make("where", (tie, at_zero, straight), p.where)

    def root(self, p: Part, call: Call) -> Surface:
        """root(x, n); root(x) is the square root."""
        name = "sqrt" if len(p.parts) == 1 else "root"
        return self.apply(name, [self.tree(a) for a in p.parts], p, self.options(call, name))

    def norm(self, p: Part, call: Call) -> Surface:
        """norm(x), norm(x, 1), norm(x, axis=0); of a number it is its size."""
        kind = ""
        if len(p.parts) == 2:
            kind = _kind_of_norm(p.parts[1])
        given = [o for o in call.options if o[0] != "ord"]
        for _, value, _, _ in (o for o in call.options if o[0] == "ord"):
            kind = str(value)
        options = self.options(Call(call.name, tuple(given), start=call.start, stop=call.stop), "norm")
        return self.normed(self.tree(p.parts[0]), kind, p, options)

    def normed(self, x: Surface, kind: str, p: Part, options: dict[str, Any] | None = None) -> Surface:
        """The norm of x that `kind` says: "" or 2 or F, 1, inf."""
        if not x.shape:
            return self.make("abs", (x,), p.where)
        if len(x.shape) > 1 and kind in ("1", "2", "inf") and "axis" not in (options or {}):
            message = f"The norm of kind {kind} of a matrix is read entry by entry; {_OF_A_MATRIX[kind]} is not read."
            self.doubts.append(Doubt("norm of a matrix", p.where, message))
        if kind in ("", "2", "F", "fro"):
            return self.apply("norm", [x], p, options)
        if kind == "1":
            return self.apply("norm1", [x], p, options)
        if kind in ("inf", "max"):
            return self.apply("max", [self.make("abs", (x,), p.where)], p, options)
        raise Unreadable(p.where, f"The norm of kind {kind} is not read.", "Those of 1, 2, fro and inf are.")

    def filled(self, p: Part, call: Call) -> Surface:
        """ones(3), ones(3, 4), ones((3, 4)), eye(n)."""
        if not p.parts and not call.options:
            hint = "For example \\mathbf{1}_{n}."
            raise Unreadable((p.stop, p.stop), "The size of this array has to stand below it.", hint)
        sizes = self._sizes(p.parts, p, call)
        if call.name == "eye":
            if len(sizes) > 2 or (len(sizes) == 2 and sizes[0] != sizes[1]):
                raise Unreadable(p.where, "`eye` takes one size.", "For example eye(3).")
            sizes = sizes[:1]
        return self.make(call.name, (), p.where, (("shape", sizes),))

    def reshaped(self, p: Part, call: Call) -> Surface:
        """reshape(x, (2, 3)) and x.reshape(2, 3)."""
        sizes = self._sizes(p.parts[1:], p, call, negative=True)
        return self.make("reshape", (self.tree(p.parts[0]),), p.where, (("shape", sizes),))

    def _sizes(self, parts: tuple[Part, ...], p: Part, call: Call, negative: bool = False) -> tuple[Dim, ...]:
        parts = parts[0].parts if len(parts) == 1 and parts[0].kind == "list" else parts
        given = [v for o, v, _, _ in call.options if o == "shape"]
        sizes: tuple[Dim, ...] = tuple(self.size(q) for q in parts)
        for value in given:
            sizes = value if isinstance(value, tuple) else (value,)
        if not sizes or any(isinstance(d, int) and d < (-1 if negative else 1) for d in sizes):
            raise Unreadable(p.where, f"`{call.name}` needs sizes that are 1 or more.", f"For example {call.name}(3).")
        return sizes

    def joined(self, p: Part, call: Call) -> Surface:
        """concatenate([a, b], axis=0) and stack."""
        options = self.options(call)
        parts = list(p.parts)
        if len(parts) == 2 and parts[0].kind == "list" and _whole(parts[1]) is not None:
            options["axis"] = _whole(parts.pop())
        if len(parts) == 1 and parts[0].kind == "list":
            parts = list(parts[0].parts)
        if not parts:
            raise Unreadable(p.where, f"`{call.name}` has nothing to join.", f"For example {call.name}([a, b]).")
        return self.apply(call.name, [self.tree(a) for a in parts], p, options)

    def einsum(self, p: Part, call: Call) -> Surface:
        """einsum("ij,jk->ik", A, B)."""
        if call.spec is None:
            raise Unreadable((call.start, call.stop), "`einsum` begins with its letters in quotes.",
                             'For example einsum("ij,jk->ik", A, B).')  # fmt: skip
        return self.make("einsum", [self.tree(a) for a in p.parts], p.where, (("spec", call.spec),))

    def average(self, p: Part, call: Call) -> Surface:
        """average(x) is mean(x); of a number it is the number, as definitions by it need."""
        if len(p.parts) == 1 and not self.tree(p.parts[0]).shape and not call.options:
            return self.apply("average", [self.tree(p.parts[0])], p)
        return self.call(Part(p.kind, p.parts, replace(call, name="mean"), p.start, p.stop, p.depth))


def _whole(p: Part) -> int | None:
    """The whole number that a part is, if it is one."""
    sign, p = (-1, inner(p).parts[0]) if inner(p).kind == "neg" else (1, inner(p))
    p = inner(p)
    return sign * int(p.value) if p.kind == "number" and p.value.denominator == 1 else None


def _kind_of_norm(p: Part) -> str:
    p = inner(p)
    return str(p.value) if p.kind in ("number", "name") else "?"


def _checked(option: str, value: Any, start: int, stop: int) -> Any:
    """An option's value if it is of the kind that the option takes."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    fine = {
        "axis": whole or (isinstance(value, tuple) and bool(value) and all(type(v) is int for v in value)),
        "keepdims": isinstance(value, bool) or value in (0, 1),
        "ddof": whole,
    }.get(option, isinstance(value, int | Fraction) and not isinstance(value, bool))
    if not fine:
        raise Unreadable((start, stop), f"`{option}=` takes {_WANTED.get(option, 'a number')}.", "")
    return bool(value) if option == "keepdims" else value


_OF_A_MATRIX = {"1": "the largest sum of a column", "2": "the largest singular value", "inf": "the largest row sum"}
_WANTED = {"axis": "a whole number, such as 0 or -1", "keepdims": "True or False", "ddof": "a whole number"}
_SPECIAL: dict[str, Callable[[Functions, Part, Call], Surface]] = {
    "max": Functions.extreme, "min": Functions.extreme, "maximum": Functions.extreme, "minimum": Functions.extreme,
    "log": Functions.logarithm, "lg": Functions.logarithm, "root": Functions.root, "norm": Functions.norm,
    "ones": Functions.filled, "zeros": Functions.filled, "eye": Functions.filled, "reshape": Functions.reshaped,
    "concatenate": Functions.joined, "stack": Functions.joined, "einsum": Functions.einsum, "window": Functions.filled,
    "average": Functions.average, "dot": Functions.dot, "heaviside": Functions.step,
    "kron": Functions.kron, "slogdet": Functions.slogdet,
    **dict.fromkeys((*OPERATOR_NAMES, "square", "reciprocal", "subtract", "logaddexp"), Functions.written_out),
}  # fmt: skip
