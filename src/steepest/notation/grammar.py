"""The grammar of text and of LaTeX alike: sums, products with and without signs, powers, brackets, bars, indices, let.

Decisions (`language.md`): a product without a sign binds like `*`; a minus binds more loosely than a power; powers
group from the right; an opening parenthesis after a name is a product, never a call.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from steepest.notation.latex_grammar import LatexGrammar
from steepest.notation.tokens import Token, number_value
from steepest.notation.unreadable import Unreadable
from steepest.notation.written import Entry, Part

_COMPARE = ("<", "<=", ">", ">=", "==", "!=")
_ENDS = frozenset({"end", ")", "]", "}", "|close", "‖close", "|", "‖", ",", ";", "&", "\\\\", "="})
_TIMES = ("*", "/", "@", "⊙", "·", "⊗")


class Grammar(LatexGrammar):
    """Reads a row of tokens as one expression."""

    def whole(self) -> Part:
        """The whole text."""
        if self.token.kind == "end":
            raise self.missing(self.token.start, "Nothing is typed here.", "Type a function, for example x^2 sin(x).")
        root = self._let() if self.token.kind == "let" else self.choice()
        if self.token.kind != "end":
            raise self.unexpected()
        return root

    def _let(self) -> Part:
        """let r = X @ w - y; q = 2*r; sum(r*q)"""
        start = self.token.start
        self.at += 1
        names: list[str] = []
        values: list[Part] = []
        while True:
            name = self.take("name")
            equals = self.take("=")
            if name is None or equals is None:
                raise self.unexpected()
            names.append(name.text)
            values.append(self.choice())
            if self.take(";") is None:
                if self.token.kind == "end":
                    hint = "For example let r = x + 1; r^2."
                    raise self.missing(self.before, "After let comes what to calculate with it.", hint)
                raise self.unexpected()
            if self.token.kind == "let":
                self.at += 1
            elif not (self.token.kind == "name" and self.ahead().kind == "="):
                break
        body = self.choice()
        return self.make("let", [*values, body], tuple(names), start)

    # ---------------------------------------------------------------- comparisons and choices

    def condition(self) -> Part:
        """An expression or a comparison: x > 0, 0 < x < 1, x > 0 and y > 0, a if x > 0 else b."""
        left = self._both()
        operands = [left]
        while self.take("or"):
            operands.append(self._both())
        if len(operands) > 1:
            left = self.make("either", operands, None, left.start)
        return self._if(left)

    def _both(self) -> Part:
        operands = [self.comparison()]
        while self.take("&", "and"):
            operands.append(self.comparison())
        return self.make("both", operands, None, operands[0].start) if len(operands) > 1 else operands[0]

    def comparison(self) -> Part:
        """a < b, or a chain a < b <= c."""
        operands, signs = [self.sum()], list[tuple[str, int, int]]()
        while self.token.kind in _COMPARE:
            sign = self.token
            self.at += 1
            signs.append((sign.kind, sign.start, sign.stop))
            operands.append(self.sum())
        return self.make("compare", operands, tuple(signs), operands[0].start) if signs else operands[0]

    def choice(self) -> Part:
        """A sum, or Python's a if x > 0 else b."""
        return self._if(self.sum())

    def _if(self, then: Part) -> Part:
        if self.take("if") is None:
            return then
        test = self.condition()
        if self.take("else") is None:
            raise self.missing(self.before, "After if comes else.", "For example x if x > 0 else 0.")
        other = self.condition()
        return self.make("choice", [then, test, other], None, then.start)

    # ---------------------------------------------------------------- sums, products, powers

    def sum(self) -> Part:
        """Terms with + and - between them."""
        terms, signs = [self._term()], ["+"]
        while sign := self.take("+", "-"):
            signs.append(sign.kind)
            terms.append(self._term())
        return terms[0] if len(terms) == 1 else self.make("sum", terms, tuple(signs), terms[0].start)

    def _term(self) -> Part:
        signs = []
        while sign := self.take("+", "-"):
            signs.append(sign)
        body = self.product()
        for sign in reversed(signs):
            if sign.kind == "-":
                body = self.make("neg", [body], None, sign.start)
        return body

    def product(self) -> Part:
        """Factors with * / @ or nothing between them."""
        factors, signs = [self.power()], [""]
        while True:
            if sign := self.take(*_TIMES):
                signs.append(sign.kind)
                factors.append(self._signed())
            elif self.starts_operand(self.token):
                self._check_side_by_side(factors[-1])
                signs.append("")
                factors.append(self.power())
            else:
                break
        if len(factors) == 1:
            return factors[0]
        whole = self.make("product", factors, tuple(signs), factors[0].start)
        self._doubt_products(whole)
        return whole

    def _signed(self) -> Part:
        """A factor after a sign, which may have a minus of its own: 2*-b."""
        signs = []
        while sign := self.take("+", "-"):
            signs.append(sign)
        body = self.power()
        for sign in reversed(signs):
            if sign.kind == "-":
                body = self.make("neg", [body], None, sign.start)
        return body

    def _check_side_by_side(self, left: Part) -> None:
        t = self.token
        if t.kind == "number" and left.kind == "number":
            hint = "Put the sign that is meant between them."
            raise Unreadable((t.start, t.stop), "Two numbers stand side by side.", hint)

    def power(self) -> Part:
        """An operand with what is raised on it."""
        base = self.postfix()
        if self.token.kind != "^":
            return base
        self.at += 1
        with self.deeper():
            raised = self.exponent()
        how = "bare" if raised.kind in ("number", "name") else "grouped"
        whole = self.make("power", [base, raised], how, base.start)
        return self._after_power(whole)

    def _after_power(self, whole: Part) -> Part:
        """x^T[0], (x^2).T, A^{-1}'"""
        return whole if self.token.kind != "'" else self._postfix(whole)

    def exponent(self) -> Part:
        """What stands after `^`: one operand, with a sign and a power of its own (e^-x^2)."""
        signs = []
        while sign := self.take("+", "-"):
            signs.append(sign)
        if self.token.kind == "*" and self.tokens[self.at - 1].text == "^":
            raise self.unexpected()
        if self.token.kind == "'":
            t = self.token
            self.at += 1
            return self.make("top", [], None, t.start)
        with self.deeper():
            raised = self.power()
        for sign in reversed(signs):
            if sign.kind == "-":
                raised = self.make("neg", [raised], None, sign.start)
        return raised

    # ---------------------------------------------------------------- operands

    def postfix(self) -> Part:
        """An operand with what is attached to it: X.T, x[0], X', x.sum()."""
        return self._postfix(self.atom())

    def _postfix(self, operand: Part) -> Part:
        while True:
            t = self.token
            if t.kind == "attribute":
                operand = self.method(operand)
            elif t.kind == "'":
                self.at += 1
                operand = self.make("transpose", [operand], "'", operand.start)
            elif t.kind == "[" and not t.spaced and self._indexes(operand):
                operand = self._index(operand)
            elif t.kind == "_" and operand.kind in ("abs", "norm"):
                self.at += 1
                operand = self.make("norm", [operand.parts[0]], self.script_text(), operand.start)
            else:
                return operand

    def _indexes(self, operand: Part) -> bool:
        if operand.kind == "number":
            return False
        return not self.latex or (operand.kind == "name" and operand.value in self.declared)

    def atom(self) -> Part:
        """A number, a name, a function, something in brackets or bars."""
        t = self.token
        match t.kind:
            case "number":
                self.at += 1
                value = number_value(t)
                self._doubt_number(t)
                return self.make("number", [], value, t.start)
            case "name":
                self.at += 1
                return self.named(t)
            case "function":
                return self.called()
            case "root":
                self.at += 1
                with self.deeper():
                    return self.root(t, self.power())
            case "(" | "[" | "{":
                return self.group()
            case "|" | "|open" | "‖" | "‖open":
                return self._bars()
            case "command":
                return self.command()
            case _:
                raise self._no_operand()

    def _no_operand(self) -> Unreadable:
        """The refusal where an operand should begin: an empty span after an operator, else the token in the way."""
        last = self.tokens[self.at - 1] if self.at else None
        t = self.token
        if last is None or t.kind not in _ENDS:
            return self.unexpected()
        if last.kind in (*_TIMES, "+", "-", "^", *_COMPARE, "&", "or"):
            hint = "Finish the expression, or delete it."
            return self.missing(last.stop, f"`{last.text}` needs something after it.", hint)
        if last.kind in ("(", "[", "{", "|open", "‖open") and t.kind in (")", "]", "}", "|close", "‖close"):
            return self.missing(last.stop, "There is nothing in these brackets.", "Fill them in, or delete them.")
        return self.unexpected()

    def group(self) -> Part:
        """Something in parentheses; braces group too, and brackets where they index nothing."""
        opened = self.token
        self.at += 1
        close = {"(": ")", "[": "]", "{": "}"}[opened.kind]
        with self.deeper(opened):
            body = self.condition()
            if self.token.kind == ",":
                raise self._comma(opened)
            self.insist(close, opened)
        return self.make("group", [body], opened.kind, opened.start)

    def _comma(self, opened: Token) -> Unreadable:
        t = self.token
        k = self.tokens.index(opened)
        last = self.tokens[k - 1] if k else None
        if opened.kind == "[":
            return Unreadable((opened.start, opened.stop), "A list can stand only inside concatenate and stack.", "")
        if last is not None and last.kind == "name" and last.stop == opened.start:
            return Unreadable(
                (t.start, t.stop), f"A comma separates the arguments of a function, and `{last.text}` is not one.",
                "Functions that are not in the language have to be written out.",
            )  # fmt: skip
        return Unreadable((t.start, t.stop), "A comma separates the arguments of a function, and none is open here.",
                          "For a decimal write a point.")  # fmt: skip

    def _bars(self) -> Part:
        """|x| and ‖x‖."""
        opened = self.token
        self.at += 1
        close = {"|": "|", "|open": "|close", "‖": "‖", "‖open": "‖close"}[opened.kind]
        with self.deeper(opened):
            body = self.sum()
            self.insist(close, opened)
        if opened.kind.startswith("‖"):
            return self.make("norm", [body], "", opened.start)
        return self.make("abs", [body], None, opened.start)

    # ---------------------------------------------------------------- indices

    def _index(self, array: Part) -> Part:
        opened = self.token
        self.at += 1
        entries: list[Entry] = []
        with self.deeper(opened):
            if self.token.kind == "]":
                raise self.missing(self.before, "The index is missing.", "For example x[0].")
            while True:
                entries.append(self._entry())
                if self.take(",") is None:
                    break
            self.insist("]", opened)
        return self.make("index", [array], tuple(entries), array.start)

    def _entry(self) -> Entry:
        if self.take("none"):
            return Entry("new")
        bounds: list[Part | None] = []
        while True:
            empty = self.token.kind in (":", ",", "]")
            bounds.append(None if empty else self.sum())
            if len(bounds) == 3 or self.take(":") is None:
                break
        if len(bounds) == 1:
            if bounds[0] is None:
                raise self._no_operand()
            return Entry("at", tuple(bounds))
        return Entry("slice", (*bounds, *[None] * (3 - len(bounds))))

    # ---------------------------------------------------------------- what people read in two ways

    def _doubt_number(self, t: Token) -> None:
        mantissa, e, exponent = t.text.partition("e")
        if not e:
            return
        sign = "-" if exponent.startswith("-") else "+"
        k = t.start + len(mantissa)
        first = self.make("number", [], Fraction(mantissa), t.start, k)
        euler = self.make("name", [], "e", k, k + 1)
        times = self.make("product", [first, euler], ("", ""), t.start, k + 1)
        last = self.make("number", [], Fraction(exponent.lstrip("+-")), k + 1, t.stop)
        other = self.make("sum", [times, last], ("+", sign), t.start, t.stop)
        self.doubt(
            "number", (t.start, t.stop), f"`{t.text}` is read as a number, not as Euler's e times {mantissa}.",
            part=None, other=other, minor=mantissa in ("1", "2", "5") or "." in mantissa or exponent[:1] not in "+-",
        )  # fmt: skip

    def _doubt_products(self, whole: Part) -> None:
        """1/2x, sin x/y, e^2x, x^1/2, f(x)."""
        factors, signs = list(whole.parts), list(whole.value)
        for k in range(len(factors) - 1):
            left, right, sign = factors[k], factors[k + 1], signs[k + 1]
            touching = left.stop == right.start
            if sign == "/" and left.kind == "call" and left.value.bare and len(left.parts) == 1:
                arg = left.parts[0]
                inside = self.make("product", [arg, right], ("", "/"), arg.start, right.stop)
                self._swap(whole, k, 2, Part(left.kind, (inside,), left.value, left.start, right.stop, left.depth + 1),
                           "bare quotient", f"`{left.value.name} a/b` is read as ({left.value.name} a)/b.")  # fmt: skip
            if sign == "" and signs[k] == "/" and left.kind in ("number", "name", "power"):
                stop = k + 1
                while stop < len(factors) and signs[stop] == "":
                    stop += 1
                run = factors[k:stop]
                under = self.make("product", run, ("",) * len(run), left.start, run[-1].stop)
                self._swap(whole, k, stop - k, under, "quotient", "`a/bc` is read as (a/b)·c.")
            if left.kind == "power" and left.value == "bare":
                self._doubt_exponent(whole, k, left, right, sign, touching)
            if sign == "" and touching and left.kind == "name" and left.value in ("f", "g", "h"):
                if right.kind == "group" and left.value not in self.declared:
                    self.doubt("call", left.where, f"`{left.value}(…)` is read as a product.")

    def _doubt_exponent(self, whole: Part, k: int, left: Part, right: Part, sign: str, touching: bool) -> None:
        base, raised = left.parts
        constant = base.kind == "number" or (base.kind == "name" and base.value == "e")
        if sign == "" and touching and right.kind in ("name", "power") and (constant or raised.kind == "name"):
            more = self.make("product", [raised, right], ("", ""), raised.start, right.stop)
            power = self.make("power", [base, more], "grouped", left.start, right.stop)
            self._swap(whole, k, 2, power, "exponent", "Only what touches `^` is raised.",
                       minor=not constant)  # fmt: skip
        if sign == "/" and raised.kind == "number" and right.kind == "number" and base.kind != "number":
            more = self.make("product", [raised, right], ("", "/"), raised.start, right.stop)
            power = self.make("power", [base, more], "grouped", left.start, right.stop)
            self._swap(whole, k, 2, power, "fraction exponent", "`x^a/b` is read as (x^a)/b; for a root write x^(a/b).",
                       minor=raised.value != 1)  # fmt: skip

    def _swap(self, whole: Part, k: int, count: int, new: Part, kind: str, message: str, minor: bool = False) -> None:
        """Note that `count` factors from the k-th on may be meant as `new`."""
        factors = [*whole.parts[:k], new, *whole.parts[k + count :]]
        signs: tuple[Any, ...] = (*whole.value[: k + 1], *whole.value[k + count :])
        other = new if len(factors) == 1 else self.make("product", factors, signs, whole.start, whole.stop)
        where = (whole.parts[k].start, whole.parts[k + count - 1].stop)
        self.doubt(kind, where, message, part=whole, other=other, minor=minor)
