"""The best places of the lessons for a question: full-text search, a lexicon, the nearest wording, the module at hand.

A place scores by bm25 over its titles and text (about as good as a neural model on a corpus of this size;
notes/platform §1.1), and by how near the question is to one of the wordings that are known to lead there. Abstaining is
decided apart from that: by what in the question speaks for this subject, and what the lessons do not know (subject).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from steepest.tutor.everyday import COMMON, PLAIN, STOP
from steepest.tutor.index import matches, nearest, vocabulary
from steepest.tutor.lexicon import LEXICON
from steepest.tutor.passages import Piece, pieces, title
from steepest.tutor.reply import Passage
from steepest.tutor.subject import weighed

OWN_MODULE = 1.6  # the weight of the module that the learner is in
EVERYDAY = 0.5  # the weight of a word of everyday English
USUAL = 0.4  # the weight of a word that any lesson of this kind uses
PHRASE = 1.2  # the weight of two words that belong together
SYNONYM = 0.6  # the weight of a word that the lexicon adds
WORDING = 1.5  # the weight of the nearest wording beside the full text
LEAST = 1.0  # a weaker best score is no answer
NEAR = 0.5  # so near a wording is an answer whatever the full text says
NEARNESS, FAR = 5.0, 0.4  # how much a near wording speaks for the subject, and from where on
AID = 0.8  # the study guide and the summaries repeat what the lessons say at length; that comes first


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave."""

    passages: tuple[Passage, ...]  # best first, one a section
    score: float  # of the best, by full text
    near: float  # how near the nearest wording is, 0 to 1
    subject: float  # at zero and above the question is about this course

    @property
    def answers(self) -> bool:
        """Is it worth showing as an answer?"""
        return (self.score >= LEAST or self.near >= NEAR) and self.subject >= 0 and bool(self.passages)


def search(question: str, module: str | None = None, most: int = 3) -> Found:
    """The best sections for a question, each with the piece of it that fits best."""
    question = re.sub(r"[A-Za-z]{5,}", lambda m: _spelling(m[0]), _signs(question))
    asked = _terms(question)
    added = [t for t in _terms(_synonyms(question)) if t not in asked]
    weights = dict.fromkeys(added, SYNONYM) | dict.fromkeys(asked, 1.0)
    both = f"{question} {_synonyms(question)}".lower()
    weights |= {phrase: PHRASE for phrase in _PHRASES if phrase in both}
    texts: dict[int, float] = {}
    for term, weight in weights.items():
        weight *= USUAL if term in COMMON else EVERYDAY if term in PLAIN else 1.0
        for row, score in matches(term):
            texts[row] = texts.get(row, 0.0) + weight * score
    top = max(texts.values(), default=0.0)
    wordings = nearest(question)
    scores = {
        row: (texts.get(row, 0.0) / (top or 1.0) + WORDING * wordings.get(row, 0.0))
        * _standing(pieces()[row - 1], module)
        for row in texts.keys() | wordings.keys()
    }
    best: dict[tuple[str, str, str], int] = {}
    for row in sorted(scores, key=lambda row: (-scores[row], row)):
        piece = pieces()[row - 1]
        best.setdefault((piece.lesson, piece.section, piece.heading), row)
    shown = tuple(_passage(pieces()[row - 1], set(weights)) for row in list(best.values())[:most])
    near = max(wordings.values(), default=0.0)
    unknown = _unknown(asked, question)
    speaks = 0.0 if unknown else NEARNESS * max(0.0, near - FAR)
    return Found(shown, top, near, speaks + weighed(question, unknown))


def _standing(piece: Piece, module: str | None) -> float:
    """What a place counts, whatever it says."""
    own = OWN_MODULE if piece.lesson == module else 1.0
    return own * (AID if piece.lesson == "study-guide" or piece.section == "module-summary" else 1.0)


@cache
def _spelling(word: str) -> str:
    """A word that the lessons do not know, as the one they know that is spelt nearly so."""
    if matches(word.lower()) or word.lower() in STOP or word.lower() in PLAIN:
        return word
    near = get_close_matches(word.lower(), vocabulary(), n=1, cutoff=0.88)
    return near[0] if near else word


def _unknown(asked: list[str], question: str) -> list[str]:
    """The words of a question that neither everyday English nor the lessons nor the lexicon know."""
    theirs = " ".join(
        m[0].lower() for words, _ in LEXICON for m in re.finditer(rf"\b(?:{words})\b", question, re.IGNORECASE)
    ).split()
    return [t for t in asked if t not in PLAIN and t not in COMMON and t not in theirs and not matches(t)]


def _signs(question: str) -> str:
    """Signs as words, so that they can be looked up: ∇ is nabla, f(g(x)) a composition."""
    for sign, name in _SAID:
        question = re.sub(sign, f" {name} ", question)
    return question


def sentences(text: str) -> list[str]:
    """The sentences of a Markdown text; a point inside a formula ends none."""
    joined = " ".join(text.split())
    return [s for s in re.split(r"(?:(?<=[.!?:])|(?<=[.!?:]\*\*))\s+(?=[A-Z$*“\"])", joined) if s]


def _passage(piece: Piece, wanted: set[str]) -> Passage:
    """The piece, or if it is long the sentences of it that fit."""
    whole = sentences(piece.source)
    if len(piece.source) > 420 and len(whole) > 2:
        hits = [len(wanted & set(_terms(s))) for s in whole]
        at = hits.index(max(hits))
        first = max(0, min(at, len(whole) - 2))
        whole = whole[first : first + 3]
    return Passage(piece.lesson, title(piece), piece.section, " ".join(whole))


def _terms(text: str) -> list[str]:
    """The words that carry information, in order, once each."""
    found = re.findall(r"[a-z][a-z']*[a-z]|[a-z]", text.lower().replace("’", "'"))
    kept = [w.removesuffix("'s") for w in found if w not in STOP and len(w) > 1]
    return list(dict.fromkeys(kept))


def _synonyms(question: str) -> str:
    return " ".join(ours for theirs, ours in LEXICON if re.search(rf"\b(?:{theirs})\b", question, re.IGNORECASE))


_PHRASES = (
    "learning rate", "gradient descent", "local minimum", "global minimum", "chain rule", "partial derivative",
    "mini batch", "computation graph", "vanishing gradient", "dot product", "right angles", "six derivatives",
)  # fmt: skip
_SAID = (
    (r"\(?\bf\(x ?\+ ?h\)(?: ?- ?f\(x\)\)? ?/ ?h)?", "difference quotient limit"),
    (r"∂(?![a-zA-Z]/)", "curly d partial"), (r"∂[a-zA-Z]\s*/\s*∂[a-zA-Z]", "curly d partial derivative"),
    ("∇", "nabla"),
    ("[Σ∑]", "sigma notation sum"), ("η", "eta"), ("α", "alpha"), ("σ", "sigmoid"), ("λ", "lambda"),
    (r"\bd[a-zA-Z]\s*/\s*d[a-zA-Z]\b", "derivative slope"),
    (r"\b[fgh]\([fgh]\(\w\)\)", "composition of functions nested"),
    (r"\b[fgh]'(?:\(\w\))?", "f prime derivative"),
    (r"\be\^\(?-?x\)?", "exponential function"), (r"\|\|", "norm length"),
)  # fmt: skip
