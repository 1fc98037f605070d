"""The words of the language: a text as a row of tokens, each with its place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from steepest.notation.limits import DIGITS, EXPONENT, too_much
from steepest.notation.unreadable import Unreadable


@dataclass(frozen=True, slots=True)
class Token:
    """One word. `kind` is number, name, function, attribute, string, command, word, end, or the sign itself."""

    kind: str
    text: str  # canonical: the function's name, the number's digits
    start: int
    stop: int
    spaced: bool = False  # is there a space before it?
    spelled: str = ""  # a function as it was typed: ln, Sqrt


def number_value(token: Token) -> Fraction:
    """The exact value of a number token; the limits on digits are checked first."""
    where = (token.start, token.stop)
    mantissa, _, exponent = token.text.lower().partition("e")
    if len(mantissa.replace("/", "")) > DIGITS:
        raise too_much(where, f"This number has {len(mantissa):,} digits", DIGITS)
    if len(exponent) > 6 or (exponent and abs(int(exponent)) > EXPONENT):
        raise too_much(where, "This number has a larger exponent than can be worked with", EXPONENT)
    value = Fraction(mantissa)
    if exponent:
        value *= Fraction(10) ** int(exponent)
    return value


def strange(text: str, at: int) -> Unreadable:
    """The refusal of a character that does not belong to the language."""
    c = text[at]
    where = (at, at + 1)
    name = unicodedata.name(c, "")
    if c == "\0" or not c.isprintable():
        return Unreadable(where, f"There is an invisible character here (U+{ord(c):04X}).", "Delete it.")
    if c in ADVICE:
        message, hint = ADVICE[c]
        return Unreadable(where, message, hint)
    twin = LOOKALIKES.get(c) or _plain(c)
    if twin:
        kind = "fullwidth form" if name.startswith("FULLWIDTH") else f"{name.split()[0].capitalize()} character"
        return Unreadable(
            where, f"`{c}` is a {kind} (U+{ord(c):04X}) that looks like `{twin}`.", f"Type `{twin}` instead."
        )
    return Unreadable(where, f"The character `{c}` has no meaning here.", "")


def _plain(c: str) -> str:
    """The ASCII character that a fullwidth, mathematical or accented one is a form of, or nothing."""
    form = unicodedata.normalize("NFKD", c)[:1]
    return form if form != c and form.isascii() and form.isprintable() else ""


# characters that are read as another one
READ_AS = (
    dict.fromkeys("−–—﹣‐‑‒", "-")
    | dict.fromkeys("×∙∗✕✖⨯•", "*")
    | dict.fromkeys("·⋅", "·")
    | dict.fromkeys("÷∕⁄", "/")
    | dict.fromkeys("⊙∘", "⊙")
    | dict.fromkeys("’′‘´`", "'")
    | dict.fromkeys("“”„", '"')
    | dict.fromkeys("‖∥", "‖")
    | dict.fromkeys("∣", "|")
    | dict.fromkeys("⟨〈", "⟨")
    | dict.fromkeys("⟩〉", "⟩")
    | dict.fromkeys("⊤⊺", "'")
    | {"≤": "<=", "≥": ">=", "≠": "!=", "∧": "&", "⩽": "<=", "⩾": ">="}
)
_TYPE = re.compile("[ℎℯⅇ\U0001d400-\U0001d7ff]")


def plainly(text: str) -> str:
    """Letters and digits as mathematical type has them, 𝑥 and 𝜃, as those of the alphabet."""
    return _TYPE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


SPACES = frozenset(
    "\u2061\u2062\u2063\ufeff"
    " \t\r\n\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
QUOTES = {'"': '"', "“": "”", "„": "“", "`": "`", "‘": "’"}
VULGAR = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5", "⅘": "4/5",
    "⅙": "1/6", "⅚": "5/6", "⅐": "1/7", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8", "⅑": "1/9", "⅒": "1/10",
}  # fmt: skip

# letters of other alphabets that look like Latin ones
LOOKALIKES = dict(zip("асеорхуіјѕԁһкмтнвАВЕКМНОРСТХУ", "aceopxyijsdhkmthbABEKMHOPCTXY", strict=True)) | dict(
    zip("οΑΒΕΖΗΙΚΜΝΟΡΤΧ", "oABEZHIKMNOPTX", strict=True)
)

TYPE_THE_FUNCTION = ("Type the function itself, not its derivative.", "What to differentiate by is chosen beside it.")
WITH_A_PRIME = (
    "A derivative written with a prime is not read.", "Write out what it is, or type the function itself.",
)  # fmt: skip
NO_INFINITY = ("Infinity is not a number that can be calculated with.", "")
NO_EXPECTATION = ("Expectations are not read.", "For the mean of data write mean(x).")
ADVICE = {
    "?": ("A question mark has no meaning here.", "Delete it."),
    "#": ("`#` has no meaning here.", "For a product write `*`."),
    "$": ("A dollar sign has no meaning inside an expression.", "Delete it."),
    "%": ("Neither percentages nor remainders are read.", "For a percentage write /100."),
    "→": ("An arrow has no meaning here.", "Type one expression."),
    "\\": ("A backslash begins a LaTeX command, and this text is read as plain text.", "Choose LaTeX, or delete it."),
    "∞": NO_INFINITY,
    "±": ("`±` stands for two expressions.", "Type one of them."),
    "∂": TYPE_THE_FUNCTION,
    "∇": TYPE_THE_FUNCTION,
    "∫": ("Integrals are not read.", ""),
    "°": ("Angles are in radians.", "Write x*pi/180 for x degrees."),
    "~": ("`~` has no meaning here.", ""),
    ".": ("A point stands in a number, or before T as in X.T.", "For a product write `*`."),
    "…": ("Three dots leave something out.", "Write all of it."),
}
