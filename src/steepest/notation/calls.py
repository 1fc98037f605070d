"""The grammar of functions: arguments, options, powers on the name, and what a function takes without parentheses."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from fractions import Fraction

from steepest.calculus.recurrences import SCANS
from steepest.notation.arguments import Option, example
from steepest.notation.bare import INVERSES, Bare
from steepest.notation.names import function, nearest
from steepest.notation.tokens import Token, number_value
from steepest.notation.unreadable import Unreadable
from steepest.notation.written import Call, Part, inner


class Calls(Bare):
    """The part of the grammar that reads functions."""

    @abstractmethod
    def exponent(self) -> Part:
        """What stands raised after `^`."""

    @abstractmethod
    def series(self, t: Token) -> Part:
        """A sum, product or extreme over an index."""

    @abstractmethod
    def script(self) -> Part:
        """One operand, as a subscript or a LaTeX argument: a group, a digit or a name."""

    # ---------------------------------------------------------------- a function

    def called(self) -> Part:
        """A function: its name, base, power and arguments."""
        token = self.token
        self.at += 1
        if token.text in SCANS:
            return self.recurrence(token)
        if token.text in ("max", "min") and self.token.kind == "_":
            return self.series(token)
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
        if self.token.kind == "'" and base is None and raised is None:
            return self.primed(token)
        if name == "sqrt" and self.token.kind == "[" and (index := self._root_index(token)) is not None:
            base, name = index, "root"
        if name == "log" and base is None and raised is None:
            base = self._glued_base(token)
        if raised is not None and name in INVERSES and _is_minus_one(raised):
            call = self._arguments(replace(token, text=INVERSES[name]), None)
            self._doubt_inverse(name, call, raised)
            return call
        call = self._arguments(replace(token, text=name), base)
        if name == "root" and len(call.parts) == 1 and self.token.kind == "(" and not self.token.spaced:
            call = self._root_of(token, call)
        whole = call if raised is None else self.make("power", [call, raised], "grouped", token.start)
        self.doubt_bare(call, whole)
        self.doubt_spelling(token, call)
        if name == "log" and base is None and token.spelled.lower() != "ln":
            self._doubt_log(call)
        return whole

    def _root_of(self, token: Token, index: Part) -> Part:
        """root(3)(x), as AsciiMath writes the cube root."""
        args, options, spec = self.arguments(token)
        return self._call(token, [*args, *index.parts], options, spec, False)

    def primed(self, token: Token) -> Part:
        """sin'(u), maximum'2(u, v): a derivative that is not written out, as steps show it."""
        self.at += 1
        self.take("_")
        which = self.take("number")
        if which is None and self.token.kind == "{" and self.ahead(2).kind == "}":
            which = self.ahead()
            self.at += 3
        position = int(which.text) - 1 if which is not None and which.text in ("1", "2", "3") else 0
        if self.token.kind != "(":
            raise self.missing(self.before, f"`{token.text}'` needs its argument in parentheses.", example(token.text))
        args, _, _ = self.arguments(token)
        return self.make("prime", args, (token.text, position), token.start)

    def _base(self, token: Token) -> Part:
        """The base of a logarithm (or the kind of a norm), after `_`."""
        if token.text not in ("log", "norm", "lg"):
            raise Unreadable((token.start, self.before), f"`{token.text}` takes no subscript.", "")
        return self.script()

    def _root_index(self, token: Token) -> Part | None:
        """The 3 of sqrt[3](x); nothing for Sqrt[x], where the bracket holds what the root is of."""
        mark, doubts = self.at, len(self.doubts)
        opened = self.token
        self.at += 1
        with self.deeper(opened):
            index = self.condition()
            self.insist("]", opened)
        touching = self.token.kind in ("(", "{") and not self.token.spaced
        if token.spelled != "Sqrt" and (index.kind == "number" or touching):
            return index
        self.at = mark
        del self.doubts[doubts:]
        return None

    def _glued_base(self, token: Token) -> Part | None:
        """The 3 of log3(x) and log3 x, which lost its place below the line; log3x is log(3x)."""
        number, following = self.token, self.ahead()
        if self.latex or number.kind != "number" or number.start != token.stop or not number.text.isdigit():
            return None
        if not (following.kind == "(" or (following.spaced and self.starts_operand(following))):
            return None
        self.at += 1
        base = self.make("number", [], number_value(number), number.start)
        message = f"`{token.spelled}{number.text}` is read as the logarithm to base {number.text}."
        self.doubt("base", (token.start, number.stop), message)
        return base

    def _doubt_inverse(self, name: str, call: Part, raised: Part) -> None:
        straight = replace(call, value=replace(call.value, name=name))
        other = replace(call, kind="power", parts=(straight, raised), value="grouped")
        self.doubt(
            "inverse", call.where, f"`{name}^-1` is read as {INVERSES[name]}, the inverse function, not as 1/{name}.",
            part=call, other=other, minor=True,
        )  # fmt: skip

    def _arguments(self, token: Token, base: Part | None) -> Part:
        """The call of the function `token` with what follows it."""
        if self.token.kind in ("(", "{", "["):
            square = self.token.kind == "["
            args, options, spec = self.arguments(token)
            bare = False
            if square and token.text == "log" and len(args) == 2:
                if token.spelled[:1].islower():
                    hint = "Write log(x, b), with the base last."
                    raise Unreadable((token.start, self.before), "`log[a, b]` is read in two ways.", hint)
                args.reverse()  # Mathematica's Log[b, x]
        else:
            args, options, spec, bare = [self.bare(token, base)], [], None, True
        return self._call(token, args, options, spec, bare, base)

    def _call(
        self, token: Token, args: list[Part], options: list[Option], spec: str | None, bare: bool,
        base: Part | None = None,
    ) -> Part:  # fmt: skip
        name = token.text
        if base is not None:
            args = [*args, base]
            name = {"log": "log_base", "lg": "log_base"}.get(name, name)
        value = Call(name, tuple(options), bare, spec, token.start, token.stop)
        return self.make("call", args, value, token.start)

    def _doubt_log(self, call: Part) -> None:
        """Log x is natural; on many calculators it has base 10."""
        if len(call.parts) == 1 and not call.value.options:
            other = replace(call, value=replace(call.value, name="log10"))
            message = "`log` is the natural logarithm; the one to base 10 is log10."
            self.doubt("logarithm", call.where, message, part=call, other=other, minor=True)

    # ---------------------------------------------------------------- methods

    def method(self, array: Part) -> Part:
        """What stands after a point: X.T, X.sum(axis=0), X.shape[0]."""
        token = self.token
        self.at += 1
        if token.text in ("T", "mT") or (token.text in ("transpose", "t") and self._empty_call()):
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
            args, options, spec = list[Part](), list[Option](), None
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
