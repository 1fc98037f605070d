"""The grammar of text and of LaTeX alike: sums, products with and without signs, powers, brackets, bars, indices, let.

Decisions (`language.md`): a product without a sign binds like `*`; a minus binds more loosely than a power; powers
group from the right; an opening parenthesis after a name is a product, never a call.
"""

from __future__ import annotations

from steepest.notation.names import CONSTANTS, FUNCTIONS, SUPERSCRIPTS
from steepest.notation.operands import COMPARE, TIMES, Operands
from steepest.notation.tokens import ADVICE
from steepest.notation.unreadable import Unreadable
from steepest.notation.written import Part, inner


class Grammar(Operands):
    """Reads a row of tokens as one expression."""

    def whole(self) -> Part:
        """The whole text."""
        if self.token.kind == "end":
            raise self.missing(self.token.start, "Nothing is typed here.", "Type a function, for example x^2 sin(x).")
        root = self._let() if self.token.kind == "let" else self.over(self.choice())
        if self.token.kind == "word" and self.token.text == "where":
            root = self._where(root)
        if self.token.kind != "end":
            raise self.unexpected()
        return root

    def _where(self, body: Part) -> Part:
        r"""Read \text{ where } r = …, s = … behind an expression: the LaTeX of let."""
        names: list[str] = []
        values: list[Part] = []
        while not names or self.take(",", ";"):
            self.at += not names
            name = self.take("name", "option")
            if name is None or self.take("=") is None:
                raise self.unexpected()
            names.append(name.text)
            values.append(self.choice())
        return self.make("let", [*values, body], tuple(names), body.start)

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
            if name.text in FUNCTIONS or name.text in CONSTANTS:
                raise Unreadable(
                    (name.start, name.stop), f"`{name.text}` already has a meaning.", "Choose another name."
                )
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
        while self.token.kind in COMPARE or (self.in_cases and self.token.kind == "="):
            sign = self.token
            self.at += 1
            signs.append(("==" if sign.kind == "=" else sign.kind, sign.start, sign.stop))
            operands.append(self.sum())
        return self.make("compare", operands, tuple(signs), operands[0].start) if signs else operands[0]

    def choice(self) -> Part:
        """A sum, or Python's a if x > 0 else b."""
        return self._if(self.sum())

    def _if(self, then: Part) -> Part:
        sign = self.take("if")
        if sign is None:
            return then
        test = self.condition()
        if inner(test).kind not in ("compare", "both", "either"):
            raise Unreadable((sign.start, sign.stop), "After if comes a comparison.", "For example x if x > 0 else 0.")
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
            if sign := self.take(*TIMES):
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
        self.doubt_products(whole)
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
        sign = self.take("^")
        if sign is None:
            return base
        with self.deeper():
            raised = self.exponent()
            if sign.text == ".^":  # MATLAB's, entry by entry
                raised = self.make("elementwise", [raised], None, raised.start)
        how = "superscript" if sign.text[:1] in SUPERSCRIPTS else "grouped"
        how = "bare" if raised.kind in ("number", "name") else how
        whole = self.make("power", [base, raised], how, base.start)
        self.doubt_index(whole)
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
        degree = self.token if self.token.kind == "⊙" else self.ahead()
        if self.latex and degree.kind == "⊙" and (degree is self.token or self.ahead(2).kind == "}"):
            raise Unreadable((degree.start, degree.stop), *ADVICE["°"])
        if self.token.kind == "{" and self.ahead().kind == "⊙":
            return self._elementwise()
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

    def _elementwise(self) -> Part:
        """A^{⊙ 2}: a power entry by entry."""
        opened = self.token
        self.at += 2
        with self.deeper(opened):
            body = self.sum()
            self.insist("}", opened)
        return self.make("elementwise", [body], None, opened.start)
