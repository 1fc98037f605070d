"""Is a piece of a question an expression? Strict: no word in it that is not mathematics, and read to its end."""

from __future__ import annotations

import re

from steepest.calculus.primitives import PRIMITIVES
from steepest.notation.names import GREEK, ONLY_CALLED, OTHER_NAMES, function
from steepest.notation.reading import Reading, reading
from steepest.tutor.wording import spoken_to_signs

NUMBER = r"[-+]?(?:(?:\d+(?:\.\d+)?\*?)?(?:pi|π)(?:/\d+)?|\d+(?:\.\d+)?(?:/\d+)?|\.\d+|e|(?:sqrt|ln)\(\d+\))"
NAME = r"[^\W\d]\w*"


def expression(text: str) -> str | None:
    """The text as an expression that the reader accepts, or None when any of it is not mathematics."""
    if re.search(r"(?<!\w)[fghy]'", text):  # a derivative of something that was not said
        return None
    text = re.sub(rf"^(?:the |this |a )?(?:{_KINDS})(?!of\b)", "", text.strip(), flags=re.IGNORECASE)
    text = spoken_to_signs(text).strip(" ,:\"'`$").strip()
    text = re.sub(rf"^(?:the )?(?:following\s+)?(?:{_NOUNS})\s*:?\s+(?=\S)", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^(?:y|[a-zA-Z]\(\w(?:,\s*\w)*\)|[fgL])\s*=\s*(?!=)", "", text)
    if text[:1] == "[" and text[-1:] == "]" and len(parts_of(text)) == 1:  # d/dx [sin x]
        text = text[1:-1].strip()
    if ("(a)" in text and "(b)" in text) or re.search(r"[|‖∥][^|‖∥]+[|‖∥]\d", text):  # two exercises; a lost index
        return None
    if re.search(r"\binverse\b(?!\([A-Z]\))", text):  # of a function, or of how much of what follows?
        return None
    if re.search(r"\.\s", text) or _lost_power(text):  # the end of a sentence; 2x2 - 5x
        return None
    if not text or re.search(r"[=?]", re.sub(r"[=<>]=|\b(?:axis|keepdims)\s*=", "", text)):
        return None
    letters = re.sub(r"\b(?:axis|keepdims)\s*=|\\[A-Za-z]+", " ", text)
    if any(not mathematical(word) for word in re.findall(r"[a-zA-Zα-ωΑ-Ω]{2,}", letters)):
        return None
    if any(
        w in ONLY_CALLED and len(w) > 2 for w in re.findall(r"[a-zA-Z]+(?!\w|\s*\()", letters)
    ):  # cosine is no product
        return None
    if function(text) in _OF_ONE:  # "the derivative of relu"
        text = f"{text}(x)"
    return text if isinstance(reading(text, infer=True), Reading) else None


def _lost_power(text: str) -> bool:
    """Does a letter stand both alone and with a digit behind it, as in 2x2 - 5x where a power was lost in copying?"""
    alone = set(re.findall(r"(?<![a-zA-Z\\])[a-zA-Z](?![\w(])", text))
    return any(letter in alone for letter in re.findall(r"(?<![a-zA-Z\\])([a-zA-Z])\d", text))


def mathematical(word: str) -> bool:
    """Is this a function, a Greek letter, or a product of two letters such as `xy` or `wx`?"""
    word = re.sub(r"(?<=[a-zA-Z])[α-ω]$", "", word)  # sinθ
    if len(word) == 1 or function(word) is not None or word in GREEK or word in OTHER_NAMES or word == "pi":
        return True
    if re.fullmatch(r"(?:sin|cos|tan|ln|log|exp)[tuvwxyz]", word):  # sinx
        return True
    if len(word) == 2:
        return word.lower() not in _SHORT_WORDS
    return (
        word not in _LONG_WORDS
        and any(  # xsin, as in xsin(x)
            len(word) - k > 2 and function(word[k:]) is not None for k in (1, 2)
        )
    )


def parts_of(text: str) -> list[str]:
    """What stands between the commas of a list in brackets: (2x, 2y), [2x, 2y] or <2x, 2y>; else the text alone."""
    text = text.strip()
    if len(text) < 2 or (text[0], text[-1]) not in (("(", ")"), ("[", "]"), ("<", ">")):
        return [text]
    out, depth, begun = [], 0, 1
    for k, c in enumerate(text[1:-1], 1):
        depth += (c in "([{") - (c in ")]}")
        if depth < 0:
            return [text]
        if c == "," and depth == 0:
            out.append(text[begun:k].strip())
            begun = k + 1
    return [*out, text[begun:-1].strip()]


_KINDS = (  # a name before the expression that it has: "the logistic function 1/(1+e^(-x))"
    r"(?:mean )?squared error(?: loss| function| term)?\s*(?:given by|=|:)?\s+(?=\S)"
    r"|(?:logistic|sigmoid|exponential)\s+function\s*(?:given by|=|:)?\s+(?=[^\s(])"
    r"|(?:quadratic|cubic|linear|logistic|polynomial|rational|composite|simple|cost|loss|objective|error)"
    r"(?: cost| loss)?\s+(?:function|loss|cost|term)\s*(?:given by|=|:)?\s+(?=\S)"
)
_NOUNS = (
    "(?:mean |the )?squared error|mse|(?:loss|cost|objective) function|cost|objective|function|loss"
    "|expression|following|curve|equation|polynomial|parabola|term"  # what an expression is called
)
_OF_ONE = frozenset(PRIMITIVES) - {"maximum", "minimum", "where", "hypot", "arctan2", "polygamma", "sign"} | {
    "log",
    "sqrt",
}
_SHORT_WORDS = frozenset(
    """is it in of to at on an as be by do go if me my no or so up us we he am oh ok hi ml ai gd lr dx dy dw dl vs eg ie
    de la le en el id im ur nn tv pc us uk eu cv mr ms dr st mm cm km kg hz""".split()
)
_LONG_WORDS = frozenset("cost coast toast basin span plan slog blog amax amin trace place".split())
