"""The grammar of LaTeX's own forms: fractions, roots, sums over an index, cases, subscripts, transposes."""

from __future__ import annotations

import re
from abc import abstractmethod
from dataclasses import dataclass, replace
from fractions import Fraction

from steepest.notation.scripts import Scripts
from steepest.notation.tokens import TYPE_THE_FUNCTION, Token
from steepest.notation.unreadable import Unreadable
from steepest.notation.written import Call, Part, inner


@dataclass(frozen=True, slots=True)
class _Below:
    """The indices below a sum sign, and what two of them have to satisfy: i < j."""

    indices: tuple[str, ...]
    test: Part | None


class LatexGrammar(Scripts):
    """The part of the grammar that reads LaTeX commands and scripts."""

    @abstractmethod
    def sum(self) -> Part:
        """Terms with + and - between them."""

    @abstractmethod
    def product(self) -> Part:
        """Factors with * / @ or nothing between them."""

    def command(self) -> Part:
        """A LaTeX command that begins an operand."""
        t = self.token
        if t.text == "placeholder":
            raise Unreadable((t.start, t.stop), "Something is missing here.", "Fill it in.")
        if t.text in ("end", "over"):
            raise self.unexpected()
        if t.text == "partial":
            raise Unreadable((t.start, t.stop), *TYPE_THE_FUNCTION)
        if t.text == "frac" and (found := self._operator()) is not None:
            return found
        self.at += 1
        if t.text == "eye" and "I" in self.declared:
            return self.named(replace(t, kind="name", text="I"))
        if t.text in ("ones", "zeros", "eye"):
            return self.filled(t, t.text)
        if t.text == "top":
            return self.make("top", [], None, t.start)
        with self.deeper():
            match t.text:
                case "frac":
                    above = self.script("The numerator is missing.")
                    below = self.script("The denominator is missing.")
                    if "d" not in self.declared and _begins_with_d(above) and _begins_with_d(below, alone=False):
                        raise Unreadable((t.start, self.before), *TYPE_THE_FUNCTION)
                    quotient = self.make("product", [above, below], ("", "/"), t.start)
                    return self.make("group", [quotient], "{", t.start)
                case "sqrt":
                    return self._root(t)
                case "binom":
                    pair = [self.script("The upper number is missing."), self.script("The lower number is missing.")]
                    return self.make("binomial", pair, None, t.start)
                case "sum" | "prod":
                    return self.series(t)
                case _:
                    return self._cases(t)

    def _operator(self) -> Part | None:
        r"""\\frac{d}{dx}\\left[…\\right], a derivative that is not carried out, as steps show it."""
        t = self.token
        ahead = self.tokens[self.at + 1 : self.at + 17]
        found = _OPERATOR.match(" ".join(_DS.get(a.text, a.text if a.kind != "name" else "x") for a in ahead))
        if found is None or (found[1] or "1") != (found[2] or "1"):
            return None
        names = [a for a in ahead[: found[0].count(" ") + 1] if a.kind == "name" and a.text != "d"]
        if len(names) != 1:
            return None
        self.at += found[0].count(" ") + 1
        body = self.group()
        return self.make("derivative", [body], (names[0].text, int(found[1] or 1)), t.start)

    def filled(self, t: Token, name: str) -> Part:
        r"""\\mathbf{I}_{n}, \\mathbf{1}_{n}, \\mathbf{0}_{m, n}."""
        if name == "ones" and self.token.kind in ("(", "[", "{"):  # \mathbb{1}[x > 0]
            return self._indicator(t, self.group())
        if self.take("_") is None:
            return self.make("call", [], Call(name, start=t.start, stop=t.stop), t.start)
        opened = self.take("{")
        sizes = [self.condition() if opened else self.script()]
        if opened and sizes[0].kind in ("compare", "both", "either"):  # \mathbb{1}_{x > 0}
            self.insist("}", opened)
            return self._indicator(t, sizes[0])
        while opened and self.take(","):
            sizes.append(self.sum())
        if opened:
            self.insist("}", opened)
        return self.make("call", sizes, Call(name, start=t.start, stop=t.stop), t.start)

    def _root(self, t: Token) -> Part:
        index: Part | None = None
        if self.token.kind == "[":
            opened = self.token
            self.at += 1
            with self.deeper(opened):
                index = self.sum()
                self.insist("]", opened)
        body = self.script("There is nothing under the root.")
        return self.root(t, body, index)

    def root(self, t: Token, body: Part, index: Part | None = None) -> Part:
        """√, ∛, or the root that `index` says."""
        if index is None and t.text in ("3", "4"):
            index = self.make("number", [], Fraction(t.text), t.start, t.stop)
        name, args = ("sqrt", [body]) if index is None else ("root", [body, index])
        if index is not None and index.kind == "number" and index.value == 3:
            name, args = "cbrt", [body]
        return self.make("call", args, Call(name, start=t.start, stop=t.stop), t.start)

    def _indicator(self, t: Token, test: Part) -> Part:
        """1 where the test holds, else 0."""
        one, zero = (self.make("number", [], Fraction(k), t.start, t.stop) for k in (1, 0))
        return self.make("call", [test, one, zero], Call("where", start=t.start, stop=t.stop), t.start)

    # ---------------------------------------------------------------- sums and cases

    def series(self, t: Token) -> Part:
        r"""\sum_{i=1}^{n} body, \sum_{i,j} body, \sum_{i<j} body, and the shorter \sum_i body and \sum body."""
        below, bounds = _Below((), None), list[Part]()
        for _ in range(2):
            if self.take("_"):
                below, first = self._below(t)
                bounds = [*first, *bounds]
            elif self.take("^"):
                bounds.append(self.script("The upper limit is missing."))
        if self.token.kind == "end":
            raise self.missing(self.before, "There is nothing to add up here.", "For example \\sum_{i=1}^{n} x_i.")
        outside = self.running
        indices = [i for i in below.indices if below.test is None or i not in outside]
        self.running = outside | set(indices)
        body = self.product()
        self.running = outside
        if len(bounds) not in (0, 2):
            hint = "For example \\sum_{i=1}^{n} x_i."
            raise Unreadable((t.start, t.stop), "This sum needs both its limits, or neither.", hint)
        if below.test is not None:
            body = self.make("product", [body, below.test], ("", "*"), body.start)
        for index in reversed(indices or [""]):
            body = self.make("series", [*bounds, body], (t.text, index), t.start)
        return body

    def _below(self, t: Token) -> tuple[_Below, list[Part]]:
        """What stands below a sum sign: i, i=1, i,j=1, i<j."""
        opened = self.take("{", "(")
        names = [self._running_index(t)]
        first: list[Part] = []
        test: Part | None = None
        if opened is not None:
            with self.deeper(opened):
                while self.token.kind in (",", "name"):
                    self.take(",")
                    names.append(self._running_index(t))
                if self.take("="):
                    first = [self.sum()]
                elif len(names) == 1 and (sign := self.take("!=", "<", "<=", ">", ">=")):
                    names.append(self._running_index(t))
                    pair = [self.make("name", [], n, opened.start) for n in names]
                    test = self.make("compare", pair, ((sign.kind, sign.start, sign.stop),), opened.start)
                self.insist("}" if opened.kind == "{" else ")", opened)
        return _Below(tuple(names), test), first

    def _running_index(self, t: Token) -> str:
        name = self.take("name")
        if name is None:
            raise Unreadable((t.start, t.stop), "Below the sum sign stands its index.", "For example \\sum_{i=1}^{n}.")
        return name.text

    def _cases(self, t: Token) -> Part:
        r"""\begin{cases} x & x > 0 \\ 0 & \text{otherwise} \end{cases}."""
        parts: list[Part] = []
        other: Part | None = None
        while not self._at_end():
            if self.token.kind == "end":
                raise Unreadable((t.start, t.stop), "These cases are never ended.", "Add \\end{cases}.")
            if other is not None:
                raise Unreadable((self.token.start, self.token.stop), "Nothing can follow “otherwise”.", "")
            value = self.sum()
            while self.token.kind in (",", "&") or (self.token.kind == "word" and self.token.text == "if"):
                self.at += 1
            if self.token.kind == "word" and self.token.text == "otherwise":
                self.at += 1
                other = value
            elif self.token.kind == "\\\\" or self._at_end():
                other = value
            else:
                within, self.in_cases = self.in_cases, True  # a condition may have cases in it
                parts += [value, self.comparison()]
                self.in_cases = within
            self.take(",", ".")
            if self.take("\\\\") is None and not self._at_end() and self.token.kind != "end":
                raise self.unexpected()
        self.at += 1
        if other is None:  # the last condition is taken to be what is left
            if len(parts) < 4:
                where = (t.start, self.before)
                raise Unreadable(where, "One case needs another beside it.", "End with \\text{otherwise}.")
            parts, other = parts[:-1], None
        return self.make("cases", parts if other is None else [*parts, other], None, t.start)

    def _at_end(self) -> bool:
        return self.token.kind == "command" and self.token.text == "end"

    @abstractmethod
    def condition(self) -> Part:
        """An expression or a comparison."""

    @abstractmethod
    def comparison(self) -> Part:
        """a < b, or a chain a < b <= c."""


def _begins_with_d(p: Part, alone: bool = True) -> bool:
    """Is this d, or dx: the parts of d/dx?"""
    p = inner(p)
    if p.kind == "power":
        p = p.parts[0]
    if p.kind == "name":
        return alone and bool(p.value == "d")
    return p.kind == "product" and len(p.parts) == 2 and p.value[1] == "" and _begins_with_d(p.parts[0])


_DS = {"d": "D", "partial": "D"}
_OPERATOR = re.compile(r"\{ D (?:\^ \{ (\d) \} )?\} \{ D x (?:\^ \{ (\d) \} )?\} (?=\[)")
