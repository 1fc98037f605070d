"""A place in a row of tokens, and what every part of the grammar does with it: look, take, insist, go one deeper."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from steepest.notation.limits import DEPTH, too_much
from steepest.notation.tokens import NO_INFINITY, Token
from steepest.notation.unreadable import Unreadable
from steepest.notation.written import Doubt, Part, part

if TYPE_CHECKING:
    from collections.abc import Iterator

CLOSES = {"(": ")", "[": "]", "{": "}", "|": "|", "|open": "|close", "‖": "‖", "‖open": "‖close", "⟨": "⟩", "<": ">"}
BRACKETS = {
    "(": "parenthesis", "[": "bracket", "{": "brace", "|": "bar", "|open": "bar", "‖": "norm bar", "‖open": "norm bar",
    "⟨": "angle bracket", "<": "angle bracket", "⟩": "angle bracket",
    ")": "parenthesis", "]": "bracket", "}": "brace", "|close": "bar", "‖close": "norm bar",
}  # fmt: skip


class Cursor:
    """The tokens, where we are in them, the brackets that are open, and the doubts so far."""

    def __init__(self, tokens: list[Token], declared: Collection[str], latex: bool, arrays: bool = False) -> None:
        self.tokens = tokens
        self.declared = declared
        self.latex = latex
        self.arrays = arrays  # are arrays declared?
        self.at = 0
        self.depth = 0
        self.in_cases = False  # there a single = compares
        self.open: list[Token] = []
        self.doubts: list[Doubt] = []
        self.running: frozenset[str] = frozenset()  # the indices of the sums that we are under

    # the tokens

    @property
    def token(self) -> Token:
        """The token we are at."""
        return self.tokens[self.at]

    def ahead(self, steps: int = 1) -> Token:
        """A token further on (the last one if there are not so many)."""
        return self.tokens[min(self.at + steps, len(self.tokens) - 1)]

    @property
    def before(self) -> int:
        """Where the last token that was taken ends."""
        return self.tokens[self.at - 1].stop if self.at else 0

    def take(self, *kinds: str) -> Token | None:
        """The token we are at, if it is of one of these kinds; we go past it."""
        if self.token.kind in kinds:
            self.at += 1
            return self.tokens[self.at - 1]
        return None

    def insist(self, kind: str, opened: Token) -> Token:
        """The bracket that closes `opened`; if another token stands here, say which of the two is the matter."""
        found = self.take(kind)
        if found is not None:
            return found
        if self.token.kind in ("end", ")", "]", "}", "⟩", "|close", "‖close", "\\\\", "&"):
            raise self.never_closed(opened)
        raise self.unexpected()

    def never_closed(self, opened: Token) -> Unreadable:
        """The refusal of a bracket without a partner."""
        name = BRACKETS.get(opened.kind, "bracket")
        close = CLOSES.get(opened.kind, ")").removesuffix("close") or ")"
        return Unreadable((opened.start, opened.stop), f"This {name} is never closed.", f"Add `{close}` where it ends.")

    def unexpected(self) -> Unreadable:
        """The refusal of the token that we are at, which cannot stand here."""
        t = self.token
        where = (t.start, t.stop)
        if t.kind == "end":
            if self.open:
                return self.never_closed(self.open[-1])
            return Unreadable((t.start, t.start), "Something is missing at the end.", "Finish the expression.")
        if t.kind in (")", "]", "}", "⟩", "|close", "‖close"):
            return Unreadable(where, f"This {BRACKETS[t.kind]} was never opened.", "Delete it, or open it earlier.")
        if t.kind == "," and (thousand := self._thousand()):
            return Unreadable(where, "A comma in a number is read in two ways.", thousand)
        if t.kind in _ADVICE:
            message, hint = _ADVICE[t.kind]
            return Unreadable(where, message.format(t.text), hint)
        return Unreadable(where, f"`{t.text}` cannot stand here.", "")

    def _thousand(self) -> str:
        """What to write for 1,000."""
        before, after = self.tokens[self.at - 1] if self.at else self.token, self.ahead()
        if not (before.kind == after.kind == "number" and len(after.text.partition(".")[0]) == 3):
            return ""
        if before.stop != self.token.start or self.token.stop != after.start:
            return ""
        return f"For the large number write {before.text}{after.text}, for the decimal {before.text}.{after.text}."

    def missing(self, at: int, what: str, hint: str = "") -> Unreadable:
        """The refusal of a gap."""
        return Unreadable((at, at), what, hint)

    # making parts

    @contextmanager
    def deeper(self, opened: Token | None = None) -> Iterator[None]:
        """Work one level further inside, within the limit; `opened` is the bracket we are in."""
        self.depth += 1
        if self.depth > DEPTH:
            t = opened or self.token
            raise too_much((t.start, t.stop), "The parts of this lie too deep inside one another", DEPTH)
        if opened:
            self.open.append(opened)
        try:
            yield
        finally:
            self.depth -= 1
            if opened:
                self.open.pop()

    def make(self, kind: str, parts: list[Part], value: Any, start: int, stop: int | None = None) -> Part:
        """A part from `start` to where we are."""
        return part(kind, parts, value, start, self.before if stop is None else stop)

    def doubt(
        self, kind: str, where: tuple[int, int], message: str, *, part: Part | None = None, other: Part | None = None,
        minor: bool = False,
    ) -> None:  # fmt: skip
        """Note a place that people read in two ways."""
        self.doubts.append(Doubt(kind, where, message, part, other, minor))


_ADVICE = {
    "=": ("An equation is not an expression.", "Type one side only; inside where(…) write `==`."),
    ":=": ("A definition is not an expression.", "Type only what stands behind it."),
    "==": ("A comparison is not an expression.", "It can stand inside where(…), or in parentheses as a factor."),
    "!=": ("A comparison is not an expression.", "It can stand inside where(…), or in parentheses as a factor."),
    "<": ("A comparison is not an expression.", "It can stand inside where(…), or in parentheses as a factor."),
    ">": ("A comparison is not an expression.", "It can stand inside where(…), or in parentheses as a factor."),
    "<=": ("A comparison is not an expression.", "It can stand inside where(…), or in parentheses as a factor."),
    ">=": ("A comparison is not an expression.", "It can stand inside where(…), or in parentheses as a factor."),
    "->": ("An arrow has no meaning here.", "Type one expression."),
    "//": ("`//` is not read, for rounding is not.", "For a quotient write `/`."),
    "=>": ("`=>` is not a sign that is read.", "For “at least” write `>=`."),
    "=<": ("`=<` is not a sign that is read.", "For “at most” write `<=`."),
    "<>": ("`<>` is not a sign that is read.", "For “not equal” write `!=`."),
    ",": ("A comma separates the arguments of a function, and none is open here.", "For a decimal write a point."),
    ";": ("A semicolon ends a line of let, and none is open here.", "Type one expression."),
    ":": ("A colon has no meaning here.", "Declarations stand in a field of their own; for a quotient write `/`."),
    "!": ("Factorials are not read.", "x! for real x is exp(lgamma(x + 1))."),
    "&": ("`{}` joins conditions, and a condition is not an expression.", "It can stand inside where(…)."),
    "or": ("`{}` joins conditions, and a condition is not an expression.", "It can stand inside where(…)."),
    "if": ("`{}` has no expression before it.", "Write x if x > 0 else 0, or where(x > 0, x, 0)."),
    "else": ("`{}` has no if before it.", "Write x if x > 0 else 0, or where(x > 0, x, 0)."),
    "word": ("`{}` behind an expression is not read.", "Type the expression alone."),
    "_": ("A subscript needs a name before it.", "For example x_1."),
    "string": ("A text in quotes stands only in einsum and norm.", ""),
    "infinite": NO_INFINITY,
    "attribute": ("A name after a point has no meaning here.", "For a product write `*`."),
    "'": ("A prime has no meaning here.", "Type the function itself, not its derivative; for a transpose write X.T."),
    "option": ("An option stands only inside a function that has it.", "An equation is not an expression."),
    "placeholder": ("Something is missing here.", "Fill it in."),
}
