"""What a function without parentheses takes: sin 2x cos y, ln x/2, sqrt3 x; and what of it people read in two ways."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace

from steepest.calculus.operators import OPERATORS
from steepest.notation.arguments import Arguments, example
from steepest.notation.names import CONSTANTS, SHORT
from steepest.notation.tokens import Token
from steepest.notation.unreadable import Unreadable
from steepest.notation.written import Part, inner

_STARTS = frozenset("number name function root command constant derivative ( [ { ⟨ |open ‖open none".split())


class Bare(Arguments):
    """The part of the grammar that reads arguments without parentheses."""

    @abstractmethod
    def power(self) -> Part:
        """An operand with its exponent."""

    def starts_operand(self, token: Token) -> bool:
        """May an operand begin with this token, where a product without a sign is meant?"""
        if token.kind in ("|", "‖"):
            return not any(t.kind == token.kind for t in self._inside())
        return token.kind in _STARTS and not (token.kind == "command" and token.text in ("end", "top", "over"))

    def _inside(self) -> list[Token]:
        """The bars that are open in the innermost bracket."""
        bars = []
        for t in reversed(self.open):
            if t.kind not in ("|", "‖"):
                break
            bars.append(t)
        return bars

    def bare(self, token: Token, base: Part | None) -> Part:
        """What a function without parentheses takes: the product that follows, up to + - * / or a function."""
        name = token.text
        operator = OPERATORS.get(name)
        if operator is not None and operator.arity[0] > (1 if base is None else 2):
            raise self.missing(self.before, f"`{name}` needs its arguments in parentheses.", example(name))
        negative = None
        if self.token.kind == "-" and not self.ahead().spaced and self.ahead().kind in _STARTS | {"|", "‖"}:
            negative = self.token
            self.at += 1
        if not (self.starts_operand(self.token) or (self.token.kind in ("|", "‖") and not self._inside())):
            raise self.missing(self.before, f"`{name}` needs an argument.", example(name))
        self._check_minus_one(token, negative)
        with self.deeper():
            if negative is not None:
                body = self.power()
                return self.make("neg", [body], None, negative.start)
            return self._bare_product(token)

    def _check_minus_one(self, token: Token, negative: Token | None) -> None:
        """sin-1(x) is sin⁻¹(x) that lost its place above the line; sin -1 is a number."""
        one, following = self.token, self.ahead()
        if negative is None or token.text not in INVERSES or one.kind != "number" or one.text != "1":
            return
        if self.starts_operand(following):
            hint = f"For the inverse function write {INVERSES[token.text]}(x)."
            raise Unreadable(
                (token.start, one.stop), f"`{token.text} -1` before an argument is read in two ways.", hint
            )

    def _bare_product(self, token: Token) -> Part:
        glued = self.token.kind == "number" and self.token.start == token.stop
        first = self.power()
        factors, signs = [first], [""]
        if glued and token.text in ("sqrt", "cbrt") and self.token.spaced:  # sqrt3 x
            return first
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
        return self.make("product", factors, tuple(signs), first.start)

    def _ends_bare(self, token: Token, constant: bool) -> bool:
        """Does the argument of a function without parentheses end before this token?"""
        if not self.starts_operand(token) or token.kind in ("function", "root", "command"):
            return True
        if token.kind == "name" and token.text == "e" and self.ahead().kind == "^":
            return True
        return token.kind not in ("name", "number") and not constant

    def doubt_spelling(self, token: Token, call: Part) -> None:
        """sin2 x may be sin² x that lost its place above the line; th x may be t·h·x."""
        if call.kind != "call" or not call.value.bare:
            return
        if token.spelled in SHORT:
            self.doubt("short", call.where, f"`{token.spelled}` is read as {token.text}.")
        body = inner(call.parts[0])
        if self.latex or token.text not in INVERSES or body.kind != "product" or body.parts[0].kind != "number":
            return
        number, *rest = body.parts
        apart = rest[0].kind == "group" or rest[0].start > number.stop
        if number.start != token.stop or not apart or number.value not in (2, 3) or set(body.value) != {""}:
            return
        argument = rest[0] if len(rest) == 1 else self.make("product", rest, body.value[1:], rest[0].start)
        straight = replace(call, parts=(argument,))
        other = self.make("power", [straight, number], "grouped", call.start, call.stop)
        name, k = token.text, number.value
        said = f"`{token.spelled}{k} x` is read as {name}({k}x); a power is written {name}^{k} x."
        self.doubt("power", call.where, said, part=call, other=other)

    def doubt_bare(self, call: Part, whole: Part) -> None:
        """sin xy is sin(x y); some read sin(x) y."""
        body = call.parts[0] if call.parts else call
        if call.kind != "call" or not call.value.bare or body.kind != "product":
            return
        letters = sum(not _is_constant(f) for f in body.parts)
        if "*" not in body.value and letters < (1 if call.value.name == "sqrt" else 2):
            return
        first, *rest = body.parts
        short = replace(call, parts=(first, *call.parts[1:]), stop=first.stop)
        leading = short if whole is call else replace(whole, parts=(short, whole.parts[1]), stop=first.stop)
        other = self.make("product", [leading, *rest], body.value, whole.start)
        message = f"`{call.value.name}` without parentheses takes the whole product that follows it."
        self.doubt("bare argument", whole.where, message, part=whole, other=other)


def _is_constant(p: Part) -> bool:
    p = inner(p)
    if p.kind in ("power", "neg", "product"):
        return all(_is_constant(q) for q in p.parts)
    return p.kind == "number" or (p.kind == "name" and p.value in CONSTANTS)


INVERSES = {f: f"arc{f}" for f in "sin cos tan sec csc cot sinh cosh tanh sech csch coth".split()}
