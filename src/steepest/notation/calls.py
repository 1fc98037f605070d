"""The grammar of functions: arguments, options, powers on the name, and what a function takes without parentheses."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from fractions import Fraction
from typing import Any

from steepest.calculus.operators import OPERATORS
from steepest.notation.cursor import Cursor
from steepest.notation.names import CONSTANTS, function, nearest
from steepest.notation.tokens import Token, number_value
from steepest.notation.unreadable import Unreadable
from steepest.notation.written import Call, Part, inner

_STARTS = frozenset({"number", "name", "function", "root", "command", "(", "[", "{", "|open", "‖open", "none"})


class Calls(Cursor):
    """The part of the grammar that reads functions."""

    @abstractmethod
    def condition(self) -> Part:
        """An expression or a comparison."""

    @abstractmethod
    def power(self) -> Part:
        """An operand with its exponent."""

    @abstractmethod
    def exponent(self) -> Part:
        """What stands raised after `^`."""

    @abstractmethod
    def script(self) -> Part:
        """One operand, as a subscript or a LaTeX argument: a group, a digit or a name."""

    def starts_operand(self, token: Token) -> bool:
        """May an operand begin with this token, where a product without a sign is meant?"""
        if token.kind in ("|", "‖"):
            return not any(t.kind == token.kind for t in self._inside())
        return token.kind in _STARTS and not (token.kind == "command" and token.text in ("end", "top"))

    def _inside(self) -> list[Token]:
        """The bars that are open in the innermost bracket."""
        bars = []
        for t in reversed(self.open):
            if t.kind not in ("|", "‖"):
                break
            bars.append(t)
        return bars

    # ---------------------------------------------------------------- a function

    def called(self) -> Part:
        """A function: its name, base, power and arguments."""
        token = self.token
        self.at += 1
        base: Part | None = None
        raised: Part | None = None
        while self.token.kind in ("_", "^") and (base is None or raised is None):
            sign = self.token
            self.at += 1
            if sign.kind == "_" and base is None:
                base = self._base(token)
            elif sign.kind == "^" and raised is None:
                raised = self.exponent()
            else:
                raise self.unexpected()
        name = token.text
        if name == "sqrt" and self.token.kind == "[":
            base, name = self._root_index(), "root"
        if raised is not None and name in INVERSES and _is_minus_one(raised):
            call = self._arguments(replace(token, text=INVERSES[name]), None)
            self._doubt_inverse(name, call, raised)
            return call
        call = self._arguments(replace(token, text=name), base)
        if raised is None:
            return call
        return self.make("power", [call, raised], "grouped", token.start)

    def _base(self, token: Token) -> Part:
        """The base of a logarithm (or the kind of a norm), after `_`."""
        if token.text not in ("log", "norm", "lg"):
            raise Unreadable((token.start, self.before), f"`{token.text}` takes no subscript.", "")
        return self.script()

    def _root_index(self) -> Part:
        opened = self.token
        self.at += 1
        with self.deeper(opened):
            index = self.condition()
            self.insist("]", opened)
        return index

    def _doubt_inverse(self, name: str, call: Part, raised: Part) -> None:
        straight = replace(call, value=replace(call.value, name=name))
        other = replace(call, kind="power", parts=(straight, raised), value="grouped")
        self.doubt(
            "inverse", call.where, f"`{name}^-1` is read as {INVERSES[name]}, the inverse function, not as 1/{name}.",
            part=call, other=other, minor=True,
        )  # fmt: skip

    def _arguments(self, token: Token, base: Part | None) -> Part:
        """The call of the function `token` with what follows it."""
        if self.token.kind in ("(", "{"):
            args, options, spec = self.arguments(token)
            bare = False
        else:
            args, options, spec, bare = [self._bare(token)], [], None, True
        return self._call(token, args, options, spec, bare, base)

    def _call(
        self, token: Token, args: list[Part], options: list[tuple[str, Any, int, int]], spec: str | None, bare: bool,
        base: Part | None = None,
    ) -> Part:  # fmt: skip
        name = token.text
        if base is not None:
            args = [*args, base]
            name = {"log": "log_base", "lg": "log_base"}.get(name, name)
        value = Call(name, tuple(options), bare, spec, token.start, token.stop)
        return self.make("call", args, value, token.start)

    # ---------------------------------------------------------------- arguments in parentheses

    def arguments(self, token: Token) -> tuple[list[Part], list[tuple[str, Any, int, int]], str | None]:
        """(a, b, axis=0): arguments, options, and the text argument of einsum."""
        opened = self.token
        self.at += 1
        close = {"(": ")", "{": "}"}[opened.kind]
        args: list[Part] = []
        options: list[tuple[str, Any, int, int]] = []
        spec: str | None = None
        with self.deeper(opened):
            if self.token.kind == close:
                if OPERATORS.get(token.text) is not None or function(token.text):
                    raise self.missing(self.before, f"`{token.text}` needs an argument.", _example(token.text))
                self.at += 1
                return args, options, spec
            while True:
                if self.token.kind == "string" and not args:
                    spec = self.token.text
                    self.at += 1
                elif self.token.kind == "option":
                    options.append(self._option())
                elif self.token.kind in (",", close):
                    raise self.missing(self.before, "An argument is missing here.", "Fill it in, or delete the comma.")
                elif token.text in TAKE_TUPLES:
                    args.append(self.several())
                else:
                    args.append(self.condition())
                if self.take(",") is None:
                    break
            self.insist(close, opened)
        return args, options, spec

    def several(self) -> Part:
        """An argument that may be a list: [a, b] or (a, b)."""
        opened = self.token
        if opened.kind not in ("[", "("):
            return self.condition()
        mark, doubts = self.at, len(self.doubts)
        close = {"(": ")", "[": "]"}[opened.kind]
        items: list[Part] = []
        with self.deeper(opened):
            self.at += 1
            while self.token.kind != close:
                items.append(self.condition())
                if self.take(",") is None:
                    break
            comma = len(items) != 1 or self.tokens[self.at - 1].kind == "," or opened.kind == "["
            self.insist(close, opened)
        if not comma or self.token.kind not in (",", ")"):
            self.at = mark
            del self.doubts[doubts:]
            return self.condition()
        return self.make("list", items, None, opened.start)

    def _option(self) -> tuple[str, Any, int, int]:
        token = self.token
        self.at += 2  # the name and its equals sign
        value = self._literal()
        return token.text, value, token.start, self.before

    def _literal(self) -> Any:
        """The value of an option: a whole number, a decimal, True, None, a tuple."""
        sign = -1 if self.take("-") else 1
        token = self.token
        if token.kind == "number":
            self.at += 1
            value = number_value(token) * sign
            return int(value) if value.denominator == 1 and "." not in token.text else value
        if token.kind in ("true", "false", "none"):
            self.at += 1
            return {"true": True, "false": False, "none": None}[token.kind]
        if token.kind in ("string", "name") and sign == 1:
            self.at += 1
            return token.text
        if token.kind in ("(", "[") and sign == 1:
            opened = token
            self.at += 1
            values = []
            with self.deeper(opened):
                while self.token.kind not in (")", "]"):
                    values.append(self._literal())
                    if self.take(",") is None:
                        break
                self.insist(")" if opened.kind == "(" else "]", opened)
            return tuple(values)
        if token.kind in ("end", ",", ")"):
            raise self.missing(self.before, "The value of this option is missing.", "For example axis=0.")
        raise Unreadable((token.start, token.stop), "An option takes a number, True, False or None.", "")

    # ---------------------------------------------------------------- without parentheses

    def _bare(self, token: Token) -> Part:
        """What a function without parentheses takes: the product that follows, up to + - * / or a function."""
        name = token.text
        operator = OPERATORS.get(name)
        if operator is not None and operator.arity[0] > 1:
            raise self.missing(self.before, f"`{name}` needs its arguments in parentheses.", _example(name))
        negative = None
        if self.token.kind == "-" and not self.ahead().spaced and self.ahead().kind in _STARTS | {"|", "‖"}:
            negative = self.token
            self.at += 1
        if not (self.starts_operand(self.token) or (self.token.kind in ("|", "‖") and not self._inside())):
            raise self.missing(self.before, f"`{name}` needs an argument.", _example(name))
        with self.deeper():
            if negative is not None:
                body = self.power()
                return self.make("neg", [body], None, negative.start)
            return self._bare_product(token)

    def _bare_product(self, token: Token) -> Part:
        first = self.power()
        factors, signs = [first], [""]
        while first.kind != "call":
            following = self.token
            constant = all(_is_constant(f) for f in factors)
            if following.kind == "*" and constant and self.ahead().kind in ("name", "number", "("):
                self.at += 1
                signs.append("*")
            elif self._ends_bare(following, constant):
                break
            else:
                signs.append("")
            factors.append(self.power())
        if len(factors) == 1:
            return first
        body = self.make("product", factors, tuple(signs), first.start)
        self._doubt_bare(token, factors, signs, body)
        return body

    def _ends_bare(self, token: Token, constant: bool) -> bool:
        """Does the argument of a function without parentheses end before this token?"""
        if not self.starts_operand(token) or token.kind in ("function", "root", "command"):
            return True
        if token.kind == "name" and token.text == "e" and self.ahead().kind == "^":
            return True
        return token.kind not in ("name", "number") and not constant

    def _doubt_bare(self, token: Token, factors: list[Part], signs: list[str], body: Part) -> None:
        letters = [f for f in factors if not _is_constant(f)]
        if len(letters) < 2 and "*" not in signs:
            return
        call = Call(token.text, (), True, None, token.start, token.stop)
        short = self.make("call", [factors[0]], call, token.start, factors[0].stop)
        other = self.make("product", [short, *factors[1:]], tuple(signs), token.start, body.stop)
        self.doubt(
            "bare argument", (token.start, body.stop),
            f"`{token.text}` without parentheses takes the whole product that follows it.", part=body, other=other,
        )  # fmt: skip

    # ---------------------------------------------------------------- methods

    def method(self, array: Part) -> Part:
        """What stands after a point: X.T, X.sum(axis=0), X.shape[0]."""
        token = self.token
        self.at += 1
        if token.text in ("T", "mT") or (token.text == "transpose" and self._empty_call()):
            return self.make("transpose", [array], ".T", array.start)
        if token.text == "shape" and self.token.kind == "[":
            opened = self.token
            self.at += 1
            with self.deeper(opened):
                axis = self._literal()
                self.insist("]", opened)
            return self.make("size", [array], axis, array.start)
        name = function(token.text)
        if name is None or self.token.kind != "(":
            guess = nearest(token.text, ("T", "shape"))
            raise Unreadable(
                (token.start, token.stop), f"There is nothing called `.{token.text}`.",
                f"Did you mean `.{guess}()`?" if guess else "For a transpose write .T, for a product `*`.",
            )  # fmt: skip
        if self._empty_call():
            args, options, spec = list[Part](), list[tuple[str, Any, int, int]](), None
        else:
            args, options, spec = self.arguments(replace(token, text=name))
        return replace(self._call(replace(token, text=name), [array, *args], options, spec, False), start=array.start)

    def _empty_call(self) -> bool:
        if self.token.kind == "(" and self.ahead().kind == ")":
            self.at += 2
            return True
        return False


def _is_minus_one(p: Part) -> bool:
    p = inner(p)
    return p.kind == "neg" and inner(p.parts[0]).kind == "number" and inner(p.parts[0]).value == Fraction(1)


def _is_constant(p: Part) -> bool:
    p = inner(p)
    if p.kind in ("power", "neg", "product"):
        return all(_is_constant(q) for q in p.parts)
    return p.kind == "number" or (p.kind == "name" and p.value in CONSTANTS)


def _example(name: str) -> str:
    return f"For example {_EXAMPLES.get(name, f'{name}(x)')}."


TAKE_TUPLES = frozenset({"concatenate", "stack", "ones", "zeros", "eye", "reshape", "cat", "concat", "einsum"})
_EXAMPLES = {
    "where": "where(x > 0, x, 0)", "maximum": "maximum(a, b)", "minimum": "minimum(a, b)", "dot": "dot(x, y)",
    "clip": "clip(x, 0, 1)", "eye": "eye(3)", "ones": "ones(3)", "zeros": "zeros(3)", "hypot": "hypot(x, y)",
}  # fmt: skip
INVERSES = {f: f"arc{f}" for f in "sin cos tan sec csc cot sinh cosh tanh sech csch coth".split()}
