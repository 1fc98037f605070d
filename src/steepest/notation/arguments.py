"""The grammar of arguments: (a, b, axis=0), lists, and the values of options."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from steepest.calculus.operators import OPERATORS
from steepest.notation.cursor import Cursor
from steepest.notation.names import canonical, function
from steepest.notation.tokens import Token, number_value
from steepest.notation.unreadable import Unreadable
from steepest.notation.written import Part

Option = tuple[str, Any, int, int]  # name, value, place


class Arguments(Cursor):
    """The part of the grammar that reads what stands in a function's parentheses."""

    @abstractmethod
    def sum(self) -> Part:
        """Terms with + and - between them."""

    @abstractmethod
    def condition(self) -> Part:
        """An expression or a comparison."""

    def arguments(self, token: Token) -> tuple[list[Part], list[Option], str | None]:
        """(a, b, axis=0): arguments, options, and the text argument of einsum."""
        opened = self.token
        self.at += 1
        close = {"(": ")", "{": "}", "[": "]"}[opened.kind]
        args: list[Part] = []
        options: list[Option] = []
        spec: str | None = None
        with self.deeper(opened):
            if self.token.kind == close:
                if OPERATORS.get(token.text) is not None or function(token.text):
                    raise self.missing(self.before, f"`{token.text}` needs an argument.", example(token.text))
                self.at += 1
                return args, options, spec
            while True:
                if token.text == "norm" and args and self.token.kind in ("string", "infinite"):
                    which = self.token
                    self.at += 1
                    args.append(self.make("name", [], which.text, which.start))
                elif self.token.kind == "string" and not args:
                    spec = self.token.text
                    self.at += 1
                elif self.token.kind == "option" or (args and self.token.kind == "name" and self.ahead().kind == "="):
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

    def recurrence(self, token: Token) -> Part:
        """scan(tanh(W @ h + U @ x), h=h0, x=X): a step, and what each name in it is at the start or a row of."""
        opened = self.token
        hint = "For example scan(tanh(W @ h + U @ x), h=h0, x=X), or scan(x/2 + 1/x, x=1, steps=10)."
        if opened.kind not in ("(", "{"):
            raise self.missing(self.before, f"`{token.text}` needs its arguments in parentheses.", hint)
        self.at += 1
        names: list[str] = []
        steps: list[Part] = []
        with self.deeper(opened):
            parts = [self.condition()]
            while self.take(","):
                name = self.take("option", "name", "function", "word")
                if name is None or self.take("=") is None:
                    place = (self.token.start, self.token.stop)
                    raise Unreadable(place, "After the step comes what each name in it is, as in h=h0.", hint)
                value = self.sum()
                if name.text == "steps":
                    steps = [value]
                elif name.text in names:
                    raise Unreadable((name.start, name.stop), f"`{name.text}` is given twice.", hint)
                else:
                    names.append(canonical(name.text))
                    parts.append(value)
            self.insist({"(": ")", "{": "}"}[opened.kind], opened)
        if not names:
            raise self.missing(self.before - 1, "The start of the recurrence is missing.", hint)
        return self.make("scan", [*parts, *steps], (token.text, tuple(names), bool(steps)), token.start)

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
            if self.token.kind == "=":  # [x = 2] is 1 or 0, and no list
                self.at = mark
                del self.doubts[doubts:]
                return self.condition()
            comma = len(items) != 1 or self.tokens[self.at - 1].kind == "," or opened.kind == "["
            self.insist(close, opened)
        if not comma or self.token.kind not in (",", ")"):
            self.at = mark
            del self.doubts[doubts:]
            return self.condition()
        return self.make("list", items, None, opened.start)

    def _option(self) -> Option:
        token = self.token
        self.at += 2  # the name and its equals sign
        value = self.sum() if token.text == "size" else self._literal()
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
        if token.kind in ("string", "name", "infinite") and sign == 1:
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


def example(name: str) -> str:
    """How the function is called, for a hint."""
    return f"For example {EXAMPLES.get(name, f'{name}(x)')}."


TAKE_TUPLES = frozenset(
    {"concatenate", "stack", "ones", "zeros", "eye", "window", "reshape", "cat", "concat", "einsum"}
)
EXAMPLES = {
    "where": "where(x > 0, x, 0)", "maximum": "maximum(a, b)", "minimum": "minimum(a, b)", "dot": "dot(x, y)",
    "clip": "clip(x, 0, 1)", "eye": "eye(3)", "ones": "ones(3)", "zeros": "zeros(3)", "hypot": "hypot(x, y)",
}  # fmt: skip
