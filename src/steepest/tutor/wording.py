"""The words of a question, made plain: Unicode, spelling, and splitting what is too long."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches

LIMIT = 200  # characters of a question


def tidied(text: str) -> str:
    """One line, composed characters, without control and direction characters, typographic signs made plain."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(" " if c.isspace() else c for c in composed if c.isspace() or unicodedata.category(c)[0] != "C")
    for sign, plain in (("’", "'"), ("′", "'"), ("“", '"'), ("”", '"'), ("−", "-"), ("–", "-"), ("→", "->")):
        kept = kept.replace(sign, plain)
    return re.sub(r" +", " ", kept).strip()


def corrected(text: str) -> str:
    """Misspelt words that ask, spelt right: "derivitive" is derivative. Other words stay."""
    return re.sub(r"[A-Za-z]{5,}", lambda m: _spelling(m[0]), text)


def _spelling(word: str) -> str:
    if word.lower() in _ASKING or word.lower().startswith(_KEPT):
        return word
    near = get_close_matches(word.lower(), _ASKING, n=1, cutoff=0.82)
    return near[0] if near and not word.lower().startswith(near[0]) else word  # seconds are not the second


def parts(text: str) -> tuple[str, ...]:
    """A long question as short ones: its sentences, then its clauses, each within the limit."""
    out: list[str] = []
    for sentence in re.split(r"(?<=[.?!;])\s+|\n+", text):
        piece = tidied(sentence)
        while len(piece) > LIMIT:
            cut = (
                max((m.start() for m in re.finditer(r"\s(?:and|but|because|so|or)\s|,\s", piece[:LIMIT])), default=0)
                or piece.rfind(" ", 0, LIMIT)
                or LIMIT
            )
            cut = cut if cut > 0 else LIMIT
            out.append(piece[:cut].strip(" ,"))
            piece = re.sub(r"^(?:,|and|but|so)\s+", "", piece[cut:].strip())
        if piece:
            out.append(piece)
    joined: list[str] = []
    for piece in out:  # short neighbours belong together
        if joined and len(joined[-1]) + len(piece) < 90:
            joined[-1] = f"{joined[-1]} {piece}"
        else:
            joined.append(piece)
    return tuple(joined[:6])


_ASKING = (
    "derivative", "derivatives", "differentiate", "differentiating", "differentiation", "gradient", "gradients",
    "partial", "minimum", "maximum", "minimize", "maximize", "learning", "respect", "partials",
    "evaluate", "calculate", "function", "descent", "slope",
    "second", "squared", "derivate", "minimise", "maximise", "minima", "maxima", "differential", "value", "values",
    "minimal", "maximal", "minimizes", "maximizes", "tangent", "secant", "cosecant", "cotangent", "functions", "cosine",
    "evaluates", "valued", "slopes", "third", "order", "square", "squares",
)  # fmt: skip
_KEPT = ("differentiab", "differential", "derivation", "different", "derive", "anti")  # near, and not meant
