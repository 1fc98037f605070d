"""The best places of the lessons for a question: SQLite's full-text search, a lexicon, and the module at hand.

Scores are bm25 over titles and text, a little higher in the learner's own module (about as good as a neural model on
a corpus of this size; notes/platform §1.1). Abstaining is decided by how much of the question the lessons know.
"""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from threading import Lock

from steepest.tutor.asked import ASKED
from steepest.tutor.lexicon import LEXICON
from steepest.tutor.passages import Piece, pieces, title
from steepest.tutor.reply import Passage

OWN_MODULE = 1.6  # the weight of the module that the learner is in
PLAIN = 0.5  # the weight of a word of everyday English; it does not make a question foreign either
COMMON = 0.4  # the weight of a word that any lesson of this kind uses
PHRASE = 1.2  # the weight of two words that belong together
SYNONYM = 0.6  # the weight of a word that the lexicon adds
KNOWN = 0.5  # so much of a question's information must be in words that the lessons use
LEAST = 1.5  # a weaker best score is no answer
AID = 0.8  # the study guide and the summaries repeat what the lessons say at length; that comes first
_LOCK = Lock()


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave."""

    passages: tuple[Passage, ...]  # best first, one a section
    score: float  # of the best
    known: float  # the share of the question's information in words that occur, 0 to 1


def search(question: str, module: str | None = None, most: int = 3) -> Found:
    """The best sections for a question, each with the piece of it that fits best."""
    question = re.sub(r"[A-Za-z]{5,}", lambda m: _spelling(m[0]), _signs(question))
    asked = _terms(question)
    added = [t for t in _terms(_synonyms(question)) if t not in asked]
    weights = dict.fromkeys(added, SYNONYM) | dict.fromkeys(asked, 1.0)
    plain_ = f"{question} {_synonyms(question)}".lower()
    weights |= {phrase: PHRASE for phrase in _PHRASES if phrase in plain_}
    if not weights:
        return Found((), 0.0, 0.0)
    scores: dict[int, float] = {}
    for term, weight in weights.items():
        weight *= COMMON if term in _COMMON else PLAIN if term in _PLAIN else 1.0
        for row, score in _matches(term):
            scores[row] = scores.get(row, 0.0) + weight * score
    for row in scores:
        piece = pieces()[row - 1]
        scores[row] *= OWN_MODULE if piece.lesson == module else 1.0
        scores[row] *= AID if piece.lesson == "study-guide" or piece.section == "module-summary" else 1.0
    ranked = sorted(scores, key=lambda row: (-scores[row], row))
    best: dict[tuple[str, str, str], int] = {}
    for row in ranked:
        piece = pieces()[row - 1]
        best.setdefault((piece.lesson, piece.section, piece.heading), row)
    shown = tuple(_passage(pieces()[row - 1], set(weights)) for row in list(best.values())[:most])
    return Found(shown, scores[ranked[0]] if ranked else 0.0, _known(asked, question))


@cache
def _spelling(word: str) -> str:
    """A word that the lessons do not know, as the one they know that is spelt nearly so."""
    if _matches(word.lower()) or word.lower() in _STOP:
        return word
    near = get_close_matches(word.lower(), _vocabulary(), n=1, cutoff=0.88)
    return near[0] if near else word


@cache
def _vocabulary() -> tuple[str, ...]:
    """The words of the lessons."""
    found = {w for p in pieces() for w in re.findall(r"[a-z]{5,}", f"{p.words} {' '.join(_wordings(p))}".lower())}
    return tuple(sorted(found))


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
    kept = [w.removesuffix("'s") for w in found if w not in _STOP and len(w) > 1]
    return list(dict.fromkeys(kept))


def _synonyms(question: str) -> str:
    return " ".join(ours for theirs, ours in LEXICON if re.search(rf"\b(?:{theirs})\b", question, re.IGNORECASE))


def _known(asked: Sequence[str], question: str) -> float:
    """The share of the question's information in words that the lessons, or the lexicon, know."""
    if not asked:
        return 1.0 if _synonyms(question) else 0.0
    theirs = " ".join(
        m[0].lower() for words, _ in LEXICON for m in re.finditer(rf"\b(?:{words})\b", question, re.IGNORECASE)
    )
    rare = math.log(len(pieces()))
    total = known = 0.0
    for term in asked:
        count = len(_matches(term))
        weight = math.log((len(pieces()) + 1) / (count + 0.5)) if count else rare
        weight *= COMMON if term in _COMMON else 0.0 if term in _PLAIN else 1.0
        total += weight
        known += weight if count or term in theirs.split() else 0.0
    return known / total if total else 0.0


@cache
def _matches(term: str) -> tuple[tuple[int, float], ...]:
    with _LOCK:
        rows = _index().execute(
            "select rowid, -bm25(piece, 2.0, 2.0, 1.0, 1.6) from piece where piece match ? limit 200", (f'"{term}"',)
        )
        return tuple((int(row), float(score)) for row, score in rows)


@cache
def _index() -> sqlite3.Connection:
    index = sqlite3.connect(":memory:", check_same_thread=False)
    index.execute("create virtual table piece using fts5(title, terms, body, asked, tokenize = 'porter unicode61')")
    index.executemany(
        "insert into piece values (?, ?, ?, ?)",
        ((_heading(p), " ".join(_emphasised(p)), p.words, " ".join(_wordings(p))) for p in pieces()),
    )
    return index


def _wordings(piece: Piece) -> list[str]:
    """How people ask for this piece."""
    return [
        a.wordings for a in ASKED if (a.lesson, a.section) == (piece.lesson, piece.section) and a.piece in piece.words
    ]


def _heading(piece: Piece) -> str:
    """The words above a piece; the lesson's own title counts where the lesson is introduced."""
    inner = f"{piece.section_title} {piece.heading}"
    return f"{piece.lesson_title} {inner}" if piece.section in ("opening", "what-it-is") else inner


def _emphasised(piece: Piece) -> list[str]:
    """What a piece sets in bold or italics: mostly the words that it explains."""
    return re.findall(r"\*{1,2}([^*]+)\*{1,2}", piece.source)


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
_PLAIN = frozenset(
    """accurate accuracy precise information cheap cheaper every close role control controls numerical concrete
    way far setting settings nearly almost
    common popular famous modern deal deals deep dive huge tiny giant
    massive bigger biggest larger largest smaller smallest
    great lots lot plenty amount bit
    physical actual real true false correct right proper formal informal basic beginner layman plain english
    calculate calculated calculating compute computed computing find finding found determine solve solving obtain
    obtained derive deriving derived prove proof visualize visualise picture imagine imagining see seeing look looking
    easier easy hard harder hardest difficult simple simpler better best worse worst faster fastest slower quick
    quickly topic topics study studying read reading teach teaching learned understand understanding remember
    confused confusing confusion struggling stuck wondering wonder curious trying try tried attempt
    important importance significance significant purpose reason reasons cause causes advantage advantages benefit
    benefits disadvantage disadvantages drawback drawbacks downside pros cons versus vs compare comparison
    represent represents represented describe describes tells telling told denote stand stands refer
    interpretation interpret interpreted meaningful question answer answers thought thoughts
    people person someone anyone everybody everyone student students beginners teacher professor textbook course
    class lecture video tutorial article book page paper code program software
    typical typically usually usual often sometimes always never rarely commonly generally general specific
    specifically particular certain various several few many enough necessarily necessary require required
    suddenly immediately eventually finally first second last next previous start end begin
    choose choosing chosen pick picking select prefer decide deciding set setting tune tuning adjust adjusting
    bad wrong fine okay nice clever smart weird strange odd surprising
    thing stuff way ways kind sort type types form forms case cases situation practice theory
    today tomorrow now later early recently year years time times
    isn wasn doesn won couldn shouldn hasn haven aren cannot can't won't doesn't didn't isn't aren't wouldn't
    apply applied applying given giving point sense matter matters side effect result results outcome
    instead rather without within along across between under above below
    occur occurs arise appear appears show shows shown lead leads come comes become becomes behave behaves turn
    keep keeps stay stays remain remains reach reaches
    """.split()
)
_COMMON = frozenset(
    "function functions machine learning ml model models network networks neural math maths data ai deep"
    " science".split()
)
_STOP = frozenset(
    """a about actually after again all also am an and any are as at be because been before being but by can could
    did do does doing don't done each else ever every explain for from get gets getting give gives go going
    got had has have help her here him his how i i'm if in into is isn't it it's its just know let like make
    makes many me mean means meant meaning might more most much must my need needs no not of off often ok on
    one or other our out please really same say says see she should show so some something still such take
    tell than that the their them then there these they thing things think this those to too two understand up
    us use used using very want was way we well went were what what's when where which while who why will with
    without word words work works would yes you your exactly difference between called happen happens kind
    good simple simply definition define defined problem intuitively intuition intuitive term terms concept
    idea question example examples step-by-step basically role compared related relate
    """.split()
)
