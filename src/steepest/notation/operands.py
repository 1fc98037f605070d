"""The grammar of operands: numbers, names, brackets, bars, and what is attached to them (X.T, x[0], X')."""

from __future__ import annotations

from steepest.notation.doubts import Doubting
from steepest.notation.names import FUNCTION_NAMES
from steepest.notation.tokens import WITH_A_PRIME, Token, number_value
from steepest.notation.unreadable import Unreadable
from steepest.notation.written import Call, Entry, Part

COMPARE = ("<", "<=", ">", ">=", "==", "!=")
TIMES = ("*", "/", "@", "⊙", "·", "⊗", "\\")
_ENDS = frozenset({"end", ")", "]", "}", "⟩", "|close", "‖close", "|", "‖", ",", ";", "&", "\\\\", "="})


class Operands(Doubting):
    """The part of the grammar that reads one operand."""

    def postfix(self) -> Part:
        """An operand with what is attached to it: X.T, x[0], X', x.sum()."""
        return self._postfix(self.atom())

    def _postfix(self, operand: Part) -> Part:
        while True:
            t = self.token
            if t.kind == "attribute":
                operand = self.method(operand)
            elif t.kind == "'":
                self._check_prime(operand)
                self.at += 1
                operand = self.make("transpose", [operand], "'", operand.start)
            elif t.kind == "!":
                self.at += 1
                operand = self.make("factorial", [operand], None, operand.start)
            elif t.kind == "[" and not t.spaced and self._indexes(operand):
                operand = self._index(operand)
            elif t.kind == "_" and operand.kind in ("abs", "norm") and not operand.value:
                self.at += 1
                operand = self.make("norm", [operand.parts[0]], self.script_text(), operand.start)
            else:
                return operand

    def _check_prime(self, operand: Part) -> None:
        """Refuse f'(x)."""
        t, named = self.token, operand.kind == "name" and operand.value in FUNCTION_NAMES
        if named and operand.value not in self.declared and self.ahead().kind == "(":
            raise Unreadable((t.start, t.stop), *WITH_A_PRIME)

    def _indexes(self, operand: Part) -> bool:
        """Is the bracket that follows an index, and not a factor? In LaTeX only if it looks like one."""
        if operand.kind == "number" or self._holds(operand):
            return False
        if not self.latex or (operand.kind == "name" and operand.value in self.declared):
            return True
        k = self.at + 1
        while self.tokens[k].kind in ("number", ",", ":", "-", "none"):
            k += 1
        if self.tokens[k].kind == "]" and k > self.at + 1:
            return self.token.stop - self.token.start == 1
        k = self.at + 1
        while self.tokens[k].kind not in ("[", "]", ":", "end"):
            k += 1
        return self.tokens[k].kind == ":"  # a slice up to a size: [:, n:]

    def _holds(self, operand: Part) -> bool:
        """Does the bracket hold the name before it? x[x + 1] is a product."""
        k = self.at + 1
        while self.tokens[k].kind not in ("[", "]", "end"):
            t = self.tokens[k]
            if t.kind == operand.kind == "name" and t.text == operand.value:
                return operand.value not in self.declared
            k += 1
        return False

    def atom(self) -> Part:
        """A number, a name, a function, something in brackets or bars."""
        t = self.token
        match t.kind:
            case "number":
                self.at += 1
                number = self.make("fraction" if "/" in t.text else "number", [], number_value(t), t.start)
                self.doubt_number(t, number)
                return number
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
            case "⟨" | "<":
                return self._pairing()
            case "command":
                return self.command()
            case "derivative":
                return self._derivative(t)
            case "constant":
                self.at += 1
                return self.make("constant", [], t.text, t.start)
            case _:
                raise self._no_operand()

    def _no_operand(self) -> Unreadable:
        """The refusal where an operand should begin: an empty span after an operator, else the token in the way."""
        last = self.tokens[self.at - 1] if self.at else None
        t = self.token
        if last is None or t.kind not in _ENDS:
            return self.unexpected()
        if last.kind in (*TIMES, "+", "-", "^", *COMPARE, "&", "or"):
            hint = "Finish the expression, or delete it."
            return self.missing(last.stop, f"`{last.text}` needs something after it.", hint)
        if last.kind in ("(", "[", "{", "|open", "‖open") and t.kind in (")", "]", "}", "|close", "‖close"):
            return self.missing(last.stop, "There is nothing in these brackets.", "Fill them in, or delete them.")
        return self.unexpected()

    def group(self) -> Part:
        """Something in parentheses; braces group too, and brackets where they index nothing ([x = 2] is 1 or 0)."""
        opened = self.token
        self.at += 1
        close = {"(": ")", "[": "]", "{": "}"}[opened.kind]
        outside, self.in_cases = self.in_cases, self.in_cases or opened.kind == "["
        with self.deeper(opened):
            body = self.condition()
            self.in_cases = outside
            if self.token.kind == ",":
                raise self._comma(opened)
            body = self.over(body)
            self.insist(close, opened)
        return self.make("group", [body], opened.kind, opened.start)

    def over(self, body: Part) -> Part:
        r"""x \over y: all that stands before it over all that stands behind."""
        if self.token.kind != "command" or self.token.text != "over":
            return body
        self.at += 1
        below = self.condition()
        above, below = (self.make("group", [q], "{", q.start, q.stop) for q in (body, below))
        return self.make("product", [above, below], ("", "/"), body.start)

    def _pairing(self) -> Part:
        """⟨x, y⟩, the inner product; also written <x, y>."""
        opened = self.token
        self.at += 1
        with self.deeper(opened):
            args = [self.sum()]
            if self.take(",") is None:
                hint = "An inner product is written ⟨x, y⟩."
                raise Unreadable((opened.start, opened.stop), "One thing in angle brackets is not read.", hint)
            args.append(self.sum())
            self.insist("⟩" if opened.kind == "⟨" else ">", opened)
        return self.make("call", args, Call("inner", start=opened.start, stop=opened.stop), opened.start)

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
        double = body.kind == "abs" and body.start == opened.stop and body.stop == self.tokens[self.at - 1].start
        if opened.kind.startswith("‖"):
            return self.make("norm", [body], "", opened.start)
        if double:  # ||x||
            return self.make("norm", [body.parts[0]], "", opened.start)
        return self.make("abs", [body], None, opened.start)

    def _derivative(self, t: Token) -> Part:
        """d/dx[…], a derivative that is not carried out, as steps show it."""
        self.at += 1
        name, _, order = t.text.partition("|")
        return self.make("derivative", [self.group()], (name, int(order)), t.start)

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
