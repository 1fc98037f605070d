"""The words, numbers and signs of a question, each with what it may be, its neighbours aside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from steepest.notation.names import GREEK, GREEK_LETTERS, OTHER_NAMES, SUPERSCRIPTS, function
from steepest.tutor.hearing.spoken import SHORT_WORDS

Class = Literal[
    "number", "name", "letter", "function", "operator", "relation", "open", "close", "comma", "pair", "word", "prime",
    "derivative", "stop",
]  # fmt: skip


@dataclass(slots=True)
class Token:
    """A word, a number or a sign."""

    text: str
    start: int
    kind: Class
    spaced: bool  # is there a blank before it?
    forced: bool  # between dollar signs
    math: bool = False

    @property
    def stop(self) -> int:
        """Where it ends in the text."""
        return self.start + len(self.text)


_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<ordinal>\d+(?:st|nd|rd|th)\b|\d{3,}s\b|\d+%)"
    r"|(?P<derivative>(?<![a-zA-Z])d(?:\^\d)?(?:[a-zA-Zα-ω]|loss|cost)?/d(?:[a-z]{2,7}|[a-zA-Zα-ω])(?:_?\d)?(?:\^\d)?(?![a-zA-Z])"
    r"|∇(?:_\{?\\?\w+\}?)?|(?<!\w)(?:[fFghGHzLJuE]_\{?[a-z]{1,2}\}?|[fF][xyzuvwt])(?![\w(])(?!\s*[=^]\s*-?\d)"
    r"|(?<!\w)[fFghGHzLJuE]_\{?[a-z]{1,2}\}?(?=\([-\d]|\([a-z]\s*,))"
    r"|(?P<genitive>'s\b)|(?P<primed>(?<=[)\]])'{1,3}(?![a-z])|(?<=[a-zA-Z])'(?=[A-Z]))"
    r"|(?P<prime>(?<![\w'])(?:\\?[a-zA-Z]{1,8}|[α-ω])'{1,4}(?![a-zA-Z']))"
    r"|(?P<dollar>\$+|`|\\[\[\]()])"
    r"|(?P<tex>\\[a-zA-Z]+|\\[{}|])"
    r"|(?P<number>\d+(?:\.\d+)?(?:[eE]-?\d+(?![\d.]*[a-zA-Z]))?|\.\d+)"
    r"|(?P<word>[^\W\d_](?:\w|(?<=[a-zA-Z]{2})-(?=[a-zA-Z]{3})|(?<=[a-zA-Z]{3})-(?=[a-zA-Z]{2}|a-)"
    r"|(?<=-a)-(?=[a-z]{2}))*(?:'[a-z]+)?)"
    r"|(?P<operator>\*\*|\+=|-=|->|[-+*/^_@√∂·×⋅⊙÷|‖∥∫ΣΠ∞∘′⁻⁺⁽⁾−<>≤≥≠∈→←=ℝℤℕ&~])"
    r"|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<comma>,)|(?P<stop>.)",
    re.DOTALL,
)


RELATIONS = frozenset({"=", "<", ">", "≤", "≥", "≠", "∈", "→", "->", "←", "-=", "+="})


def tokenized(text: str) -> list[Token]:
    """The tokens of a text; blanks and dollar signs are none."""
    out: list[Token] = []
    spaced, forced = False, False
    for m in _TOKEN.finditer(text):
        if m.lastgroup == "space":
            spaced = True
            continue
        if m.lastgroup == "dollar":
            forced, spaced = not forced, True
            continue
        out.append(Token(m[0], m.start(), _kind(m), spaced, forced))
        spaced = False
    return out


def _kind(m: re.Match[str]) -> Class:
    text, group = m[0], m.lastgroup
    match group:
        case "prime" if len(base := text.rstrip("'").lstrip("\\")) > 1 and base not in GREEK and function(base) is None:
            return "word"
        case "derivative" | "prime" | "number" | "open" | "close" | "comma" | "stop":
            return group
        case "ordinal" | "genitive":
            return "word"
        case "primed":
            return "operator"
        case "operator":
            return "relation" if text in RELATIONS else "operator"
        case "tex":
            return "name" if text[1:] in GREEK else "function"
    return _word(text)


def _word(text: str) -> Class:
    """What a word may be, its neighbours aside."""
    bare = re.sub(r"(?:_\w*|\d+)$", "", text)
    if len(bare) == 1 and bare.isalpha() and bare not in _RAISED:
        return "letter"
    if bare in GREEK or bare in OTHER_NAMES:
        return "name"
    if any(c in _RAISED or c in GREEK_LETTERS for c in text) and "-" not in text:
        return "name"
    if function(text) is not None or function(bare) is not None:
        return "function"
    if re.fullmatch(r"(?:\w{0,2})(?:sin|cos|tan|ln|log|exp|sec|csc|cot)[tuvwxyz]", text) and text not in _LIKE_CALLS:
        return "name"
    if any(len(text) - k > 2 and function(text[k:]) is not None for k in (1, 2)) and text.lower() not in _LIKE_CALLS:
        return "pair"  # xsin, as in xsin(x)
    if re.fullmatch(r"[A-Za-z]{2,3}|(?:[a-zA-Z]\d?){2,3}", text) and (
        text.lower() not in _NO_PRODUCTS or not (text.islower() or text.istitle() or text.isupper())
    ):
        return "pair"
    return "word"


_RAISED = frozenset(SUPERSCRIPTS) | frozenset("½¼¾⅓⅔")


NOUNS = frozenset(  # functions that are words of English too: only with a parenthesis behind them
    """max min maximum minimum sum mean norm sign step trace tr power square root mode clip where dot rank identity
    inverse negative var std add subtract multiply divide dense vector size absolute logistic diag outer inner
    kron stack prod reshape solve attention embedding cat concat pow transpose reciprocal median hinge huber mse
    eye ones zeros secant tangent""".split()
)


_NO_PRODUCTS = SHORT_WORDS | frozenset(
    """the and for you can get got how why not but was are did has had its let yes one two six ten any all out put use
    way run new now who may our she his her him they say see try big old low mid end ask per via due min max sum
    std var tan sin cos log exp abs det inv hey sry thx plz pls lol idk btw imo ttl sgd adam nan inf wrt lhs rhs
    mle mse bce map relu gpu api faq pdf csv tbh ngl fyi omg smh ill ive im dont cant isnt off set sir mam bit
    fun job key lot man men mix own pay red row sad sit sky tax tea tie tip top toy war web win yet zip net hot
    hit fit far few fix fly day dad dog car cat cup cut bad bag bar bed bug bus buy boy box age ago aid aim air
    arm art ate kid law lay led leg lie lit mom mud nor nut odd oil pen pet pie pin pop pot raw rid rob rot rub
    sea sun van wet won hrs sec eqn eq fn func def int ode pde gcse ap ib uni prof ta hw calc ml dl ai cs ee""".split()
)


_LIKE_CALLS = frozenset("cost costs coast toast basin basins span plan plans slog blog amax amin trace place".split())
