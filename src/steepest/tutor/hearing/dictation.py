"""Mathematics said in words, as signs: "x squared over the square root of y" is `x^2 / sqrt y`.

A word becomes a sign only beside what it joins, so that "went over it three times" stays as it is.

>>> dictated("derivative of e to the minus three t for me")
'derivative of e^(-3 t) for me'
>>> dictated("I went over it three times")
'I went over it three times'
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from steepest.notation.names import GREEK, GREEK_LETTERS, function
from steepest.tutor.hearing.spoken import (
    BRACKETS,
    DERIVED,
    FRACTIONS,
    NOT_CALLED,
    NOUNS,
    NUMERALS,
    ORDINALS,
    PHRASES,
    POWER_OF,
    PREFIXED,
    SHORT_WORDS,
    SPOKEN,
    TOKENS,
)

BY_FIRST = {first: tuple(row for row in PHRASES if row[0][0] == first) for first in {row[0][0] for row in PHRASES}}


@dataclass(slots=True)
class _Said:
    """The tokens of a text, how far it is read, and what is written so far."""

    tokens: list[str]  # words, numbers, signs and the blanks between them
    at: int = 0
    out: list[str] = field(default_factory=list)
    signs: set[int] = field(default_factory=set)  # which entries of `out` were words
    under: bool = False  # is what comes now a sum under a line: one over one plus x

    def word(self, ahead: int = 0) -> str:
        """The token `ahead` of this one, in small letters; blanks do not count."""
        seen = -1
        for at in range(self.at, len(self.tokens)):
            token = self.tokens[at]
            if not token.isspace():
                seen += 1
                if seen == ahead:
                    return token.lower() if len(token) > 1 else token
        return ""

    def take(self, count: int = 1) -> None:
        """Go past so many tokens, and the blanks before and between them."""
        while count:
            count -= not self.tokens[self.at].isspace()
            self.at += 1

    def left(self) -> str:
        """The last thing written, blanks aside."""
        return next((t for t in reversed(self.out) if not t.isspace()), "")

    def write(self, sign: str, spaced: bool = True) -> None:
        while not spaced and self.out and self.out[-1].isspace():
            self.out.pop()
        self.signs.add(len(self.out))
        self.out.append(sign)


def dictated(text: str) -> str:
    """The text with mathematics in words written in signs."""
    if not SPOKEN.search(text):
        return text
    text = POWER_OF.sub(lambda m: f"({m[2]})^{2 if m[1].lower() == 'square' else 3}", text)
    text = BRACKETS.sub(lambda m: "(" if m[1].lower() in ("open", "left") else ")", text)
    said = _Said([t for t in TOKENS.findall(text) if t])
    straight = re.search(r"\b(?:slope|line|curve)\b", text, re.IGNORECASE) is not None
    while said.at < len(said.tokens):
        if said.under and _ends_sum(said.word()):
            said.write(")", spaced=False)
            said.under = False
        if not (_phrase(said, straight) or _numeral(said)):
            said.out.append(said.tokens[said.at])
            said.at += 1
    return "".join(said.out).rstrip() + (")" if said.under else "")


def _ends_sum(word: str) -> bool:
    """Does what stands under a line end here?"""
    spoken = word in BY_FIRST or word in NUMERALS
    return word in ",.;:?!=" or (len(word) > 1 and word.isalpha() and not spoken and function(word) is None)


def _phrase(said: _Said, straight: bool) -> bool:
    """Write the longest phrase that begins here as its sign, where its neighbours allow it."""
    for words, kind, sign in BY_FIRST.get(said.word(), ()):
        if any(said.word(k) != w for k, w in enumerate(words)):
            continue
        after = said.word(len(words))
        if straight and words[-1 if len(words) == 1 else -2] == "tangent":  # the slope of the tangent of a curve
            continue
        before = _ends_operand(said.left()) or (kind in ("between", "whole") and _past_comma(said))
        if kind == "prefix" and _begins_operand(after, said.word(len(words) + 1)):
            said.take(len(words))
            if said.out and not said.out[-1].isspace() and said.out[-1] not in "([{":
                said.out.append(" ")
            alone = said.word(1) not in ("^", "squared", "cubed", "to", "raised")
            if sign.isalpha() and alone and re.fullmatch(r"\d+(?:\.\d+)?", after):
                said.write(f"{sign}({after})")
                said.take()
                return True
            said.write(sign)
            if sign != "1/" and not said.tokens[said.at].isspace():
                said.out.append(" ")
        elif kind == "after" and before:
            said.take(len(words))
            said.write(sign, spaced=False)
        elif kind == "whole" and before:
            said.take(len(words))
            _enclose(said, sign)
        elif kind == "between" and before and _begins_operand(after, said.word(len(words) + 1)):
            said.take(len(words))
            number = sign == "/" and said.left().isdigit() and (after.isdigit() or after in NUMERALS)
            opens = number and said.word(1) in ("plus", "minus")  # one over one plus x
            said.write(" / (" if opens else f" {sign}", spaced=False)
            said.at += opens
            said.under |= opens
        elif kind == "minus" and not before and _begins_operand(after, said.word(len(words) + 1)):
            said.take(len(words))
            said.out.append(" ")
            said.write("-")
            said.at += said.tokens[said.at].isspace()
        elif kind == "power" and before and (power := _exponent(said, len(words))):
            said.write(power, spaced=False)
        else:
            continue
        return True
    return False


def _past_comma(said: _Said) -> bool:
    """Does an operand stand before a comma here, as in "u squared, minus four v"? The comma goes."""
    written = [k for k, t in enumerate(said.out) if not t.isspace()][-2:]
    if len(written) < 2 or said.out[written[1]] != "," or not _ends_operand(said.out[written[0]]):
        return False
    del said.out[written[1] :]
    return True


def _exponent(said: _Said, words: int) -> str:
    """What stands behind "to the": an ordinal, a bracket, or a sign and factors (of e and of numbers all of them)."""
    base, begun = said.left(), said.at
    said.take(words)
    if (power := ORDINALS.get(said.word())) is not None:
        said.take(2 if said.word(1) == "power" else 1)
        return f"^{power}"
    if said.word() == "(":
        return "^"
    sign = ""
    if said.word() in ("minus", "negative", "-"):
        said.take()
        sign = "-"
    factors = ""
    while factor := _factor(said.word(), said.word(1)):
        said.take()
        factors += f" {factor}" if factors and not factors.endswith("^") else factor
        if (base != "e" and not base.isdigit()) or (said.word() == "^" and not said.word(1)):
            break
        if said.word() in ("squared", "cubed"):
            factors += "^2" if said.word() == "squared" else "^3"
            said.take()
    if not factors:
        said.at = begun
        return ""
    return f"^({sign}{factors})"


def _factor(word: str, after: str) -> str:
    """A number or a letter as it is written in a product; "" for anything else."""
    if word in NUMERALS:
        return str(NUMERALS[word])
    if re.fullmatch(r"\d+(?:\.\d+)?", word) or word in GREEK or word in GREEK_LETTERS:
        return word
    article = word in ("a", "I", "i") and after.isalpha()
    return word if re.fullmatch(r"[a-zA-Z]", word) and not article else ""


def _enclose(said: _Said, power: str) -> None:
    """`x + 1, quantity squared`: the whole formula before it is raised."""
    first = len(said.out)
    while first and (said.out[first - 1].isspace() or _ends_operand(said.out[first - 1]) or first - 1 in said.signs):
        first -= 1
    while said.out[first].isspace():
        first += 1
    inside = "".join(said.out[first:]).rstrip(" ,")
    said.out[first:] = [f"({inside})", power]
    said.signs = {k for k in said.signs if k < first}


def _numeral(said: _Said) -> bool:
    """Write a number said in words as digits, where it belongs to a formula or has decimals."""
    word = said.word()
    if said.tokens[said.at].isspace() or word not in NUMERALS:
        return False
    digits, count = str(NUMERALS[word]), 1
    if said.word(1) == "point" and said.word(2) in NUMERALS:
        digits, count = f"{digits}.", 2
        while (nxt := said.word(count)) in NUMERALS and NUMERALS[nxt] < 10:
            digits, count = f"{digits}{NUMERALS[nxt]}", count + 1
    elif said.word(1) in FRACTIONS and NUMERALS[word] < FRACTIONS[said.word(1)] and said.word(2) not in DERIVED:
        digits, count = f"{digits}/{FRACTIONS[said.word(1)]}", 2  # one half, two thirds
    elif not _joined(said):
        return False
    said.take(count)
    said.out.append(digits)
    return True


def _joined(said: _Said) -> bool:
    """Is the numeral part of a formula: behind a sign, before a letter, a function, or a word that becomes a sign?"""
    last = max((k for k, t in enumerate(said.out) if not t.isspace()), default=-1)
    if last in said.signs and not _ends_operand(said.out[last].strip()):
        return True
    after, more = said.word(1), said.word(2)
    if after in ("a", "A", "I", "i", "s", "e") and more.isalpha() and after != "e":
        return False
    if len(after) == 1 and after.isalpha():
        return True
    if after in ("plus", "minus", "times", "over") and _begins_operand(more, said.word(3)):
        return True
    return after in ("squared", "cubed", "+", "*", "/", "^", ")") or (
        function(after) is not None and after not in NOUNS and not NOT_CALLED.search(f"{after} {more}")
    )


def _ends_operand(token: str) -> bool:
    """Can a sign follow this?"""
    token = token.strip()
    if not token:
        return False
    if token[-1].isdigit() or token[-1] in ")]}|²³⁴⁵'" or token in GREEK or token[-1] in GREEK_LETTERS:
        return True
    if len(token) == 1:
        return token.isalpha() and token not in ("a", "I", "i")
    return token.isalpha() and ((len(token) == 2 and token.lower() not in SHORT_WORDS) or function(token) is not None)


def _begins_operand(word: str, after: str) -> bool:
    """Can this follow a sign?"""
    if not word:
        return False
    if word[0].isdigit() or word in NUMERALS or word in GREEK or word[0] in GREEK_LETTERS or word[0] in "(|√\\":
        return True
    if word in ("minus", "negative", "-"):
        return _begins_operand(after, "") and not after.startswith("-")
    if len(word) == 1:
        return word.isalpha() and not (word in ("a", "I", "i") and after.isalpha() and len(after) > 1)
    if word == "the":
        return after in PREFIXED
    if word in PREFIXED:
        return True
    return word.isalpha() and (
        (len(word) == 2 and word not in SHORT_WORDS) or (function(word) is not None and word not in NOUNS)
    )
