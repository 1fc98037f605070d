"""The grammar of names and what stands below and above them: x_{12}, x_{i+1}, W^{(2)}, σ(z), the 2 of ‖x‖_2."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace

from steepest.notation.calls import Calls
from steepest.notation.names import canonical
from steepest.notation.tokens import NO_EXPECTATION, TYPE_THE_FUNCTION, Token
from steepest.notation.unreadable import Unreadable
from steepest.notation.written import Call, Part

_IN_SCRIPTS = frozenset({"number", "name", "function", ",", "word", "none", "infinite", "+", "-"})


class Scripts(Calls):
    """The part of the grammar that reads names, subscripts and the arguments of LaTeX commands."""

    @abstractmethod
    def atom(self) -> Part:
        """A number, a name, a function, something in brackets or bars."""

    @abstractmethod
    def group(self) -> Part:
        """Something in brackets."""

    @abstractmethod
    def filled(self, t: Token, name: str) -> Part:
        """An array of ones or zeros, or the identity, with its size below it."""

    def script(self, missing: str = "Something is missing here.") -> Part:
        """One LaTeX argument or subscript: a group in braces, one digit, one letter, one command."""
        t = self.token
        if t.kind in ("{", "("):
            if self.ahead().kind == {"{": "}", "(": ")"}[t.kind]:
                raise self.missing(t.stop, missing, "Fill it in.")
            return self.group()
        if t.kind == "number" and len(t.text) > 1 and self.latex and t.text.isdigit():
            self._split(2 if t.text.startswith("10") else 1)  # the base of a logarithm: nobody means 1
        elif t.kind == "name" and self.latex and t.text[1:].isdigit() and len(t.text) == t.stop - t.start:
            self._split(1)  # \frac x2 is x over 2
        if self.starts_operand(t):
            return self.atom()
        raise self.missing(self.before, missing, "Fill it in.")

    def _split(self, k: int) -> None:
        """Part the token we are at into its first k characters and a number."""
        t = self.token
        self.tokens[self.at] = replace(t, text=t.text[:k], stop=t.start + k)
        if t.text[k:]:
            rest = replace(t, kind="number", text=t.text[k:], start=t.start + k, spaced=False)
            self.tokens.insert(self.at + 1, rest)

    def script_text(self) -> str:
        """A subscript as letters and digits: the max of x_{max}, the 2 of ‖x‖_2, the i+1 of x_{i+1}."""
        opened = self.take("{")
        if opened is None:
            t = self.take("number", "name", "function", "infinite")
            if t is None:
                raise self.missing(self.before, "A subscript is missing here.", "For example x_1.")
            return self._letters_and_digits(t.spelled or t.text, t)
        text = ""
        while self.token.kind in _IN_SCRIPTS:
            text += self.token.spelled or self.token.text
            self.at += 1
        if not text and self.token.kind == "}":
            raise self.missing(self.before, "A subscript is missing here.", "For example x_1.")
        if self.token.kind not in ("}", "end"):
            raise Unreadable((self.token.start, self.token.stop), "A subscript holds letters and digits.", "")
        self.insist("}", opened)
        return self._letters_and_digits(text.replace("−", "-"), opened)

    def _letters_and_digits(self, text: str, first: Token) -> str:
        """A subscript, refused if it holds half a number or nothing beside a comma."""
        if "/" in text or "." in text or not all(text.split(",")):
            raise Unreadable((first.start, self.before), "A subscript holds letters and digits.", "")
        return text

    def named(self, t: Token) -> Part:
        """A name with its subscript: x_{12} is x_12."""
        name = t.text
        if name == "sigma" and self.token.kind == "'" and self.ahead().kind == "(" and name not in self.declared:
            return self.primed(replace(t, text="sigmoid"))
        if name == "I" and self.latex and self.token.kind == "_" and self.arrays and name not in self.declared:
            return self.filled(t, "eye")
        if name == "E" and name not in self.declared and self.token.kind == "[":
            raise Unreadable((t.start, t.stop), *NO_EXPECTATION)
        below = raised = ""
        while True:
            if self.take("_"):
                below += "_" + canonical(self.script_text())
            elif self.latex and self.token.kind == "^" and not raised and (number := self._layer(t) or self._star()):
                raised = "_" + number
            else:
                break
        if raised[1:] in self.running:  # x_j^{(i)} is the entry i, j
            name, _, first = (name, "", "") if name in self.declared else name.partition("_")
            below = f"_{first}{below[1:]}" if first else below
            name += f"{raised},{below[1:]}" if below else raised
        else:
            name += raised + below
        if name == "Gamma" and self.token.kind == "(" and name not in self.declared:
            hint = "For its logarithm write lgamma(x)."
            raise Unreadable((t.start, t.stop), "The gamma function is not read by its letter.", hint)
        if name in _FUNCTION_LETTERS and self._calls(name):
            return self._by_letter(t, name)
        return self.make("name", [], name, t.start)

    def _layer(self, t: Token) -> str:
        """The number of a layer or an example, raised in parentheses: the 2 of W^{(2)}, the i of x^{(i)} in a sum."""
        ahead = [self.ahead(k) for k in range(1, 6)]
        kinds = [a.kind for a in ahead]
        index = ahead[2]
        if kinds[0] != "{" or kinds[4] != "}" or (kinds[1], kinds[3]) not in (("(", ")"), ("[", "]")):
            return ""
        if ahead[1].stop - ahead[1].start > 1 or t.text == "e":  # \left( is a parenthesis
            return ""
        if index.kind == "number" and index.text.isdigit():
            if self.ahead(6).kind == "(" and t.text in ("f", "g", "h", "y", "u"):
                raise Unreadable((t.start, ahead[4].stop), *TYPE_THE_FUNCTION)
            shown = f"{t.text}^{{{ahead[1].text}{index.text}{ahead[3].text}}}"
            said = f"`{shown}` is read as {t.text} with a number, {t.text}_{index.text}, not as a power."
            if not any(d.kind == "layer" for d in self.doubts):
                self.doubt("layer", (t.start, ahead[4].stop), said)
        elif index.kind != "name" or index.text not in self.running:
            return ""
        self.at += 6
        return index.text

    def _star(self) -> str:
        """The star of x^*, the place of an optimum."""
        kinds = [self.ahead(k).kind for k in range(1, 4)]
        if kinds[0] in ("*", "star", "ast"):
            self.at += 2
        elif kinds[0] == "{" and kinds[1] in ("*", "star") and kinds[2] == "}":
            self.at += 4
        else:
            return ""
        return "star"

    def _calls(self, letter: str) -> bool:
        return letter not in self.declared and self.token.kind == "(" and not self.token.spaced

    def _by_letter(self, t: Token, letter: str) -> Part:
        """σ(z) is the sigmoid and Φ(z) the normal distribution function, unless the letter is declared."""
        function, name = _FUNCTION_LETTERS[letter]
        args, options, _ = self.arguments(replace(t, kind="function", text=function))
        call = self.make("call", args, Call(function, tuple(options), start=t.start, stop=t.stop), t.start)
        if len(args) == 1:
            factor = self.make("name", [], letter, t.start, t.stop)
            other = self.make("product", [factor, args[0]], ("", ""), t.start)
            sign = {"sigma": "σ", "Phi": "Φ"}[letter]
            said = f"{sign}(…) is read as {name}; for a factor {sign} write {sign}*(…)."
            self.doubt(letter, (t.start, t.stop), said, part=call, other=other)
        return call


_FUNCTION_LETTERS = {"sigma": ("sigmoid", "the sigmoid"), "Phi": ("normal_cdf", "the normal distribution function")}
