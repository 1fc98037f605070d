"""The index of the lessons: their pieces, and the wordings that lead to them, stemmed by SQLite's full-text search."""

from __future__ import annotations

import math
import re
import sqlite3
from collections import defaultdict
from functools import cache
from threading import Lock

from steepest.tutor.asked import ASKED
from steepest.tutor.passages import Piece, pieces

_LOCK = Lock()


@cache
def matches(term: str) -> tuple[tuple[int, float], ...]:
    """The pieces with this word or phrase, by number from 1, each with its bm25."""
    with _LOCK:
        rows = _index().execute(
            "select rowid, -bm25(piece, 2.0, 2.0, 1.0, 1.6) from piece where piece match ? limit 200", (f'"{term}"',)
        )
        return tuple((int(row), float(score)) for row, score in rows)


def nearest(question: str) -> dict[int, float]:
    """For each piece, by number from 1, how near the nearest of its wordings is to the question, from 0 to 1."""
    rare, wordings, norms = _wording_index()
    weights = {stem: rare.get(stem, _unseen()) for stem in stems(question)}
    length = math.sqrt(sum(w * w for w in weights.values()))
    shared: dict[int, float] = defaultdict(float)
    for stem, weight in weights.items():
        for k in wordings.get(stem, ()):
            shared[k] += weight * weight
    best: dict[int, float] = {}
    for k, common in shared.items():
        row, norm = norms[k]
        best[row] = max(best.get(row, 0.0), common / (norm * length))
    return best


@cache
def vocabulary() -> tuple[str, ...]:
    """The longer words of the lessons and of the wordings."""
    found = {w for p in pieces() for w in re.findall(r"[a-z]{5,}", f"{p.words} {' '.join(_wordings(p))}".lower())}
    return tuple(sorted(found))


def stems(text: str) -> frozenset[str]:
    """The stems of the words of a text."""
    return frozenset(s for word in re.findall(r"\w+", text.lower()) for s in _stem(word))


# --- how it is made ---------------------------------------------------------------------------------------------------


@cache
def _index() -> sqlite3.Connection:
    index = sqlite3.connect(":memory:", check_same_thread=False)
    index.execute("create virtual table piece using fts5(title, terms, body, asked, tokenize = 'porter unicode61')")
    index.executemany(
        "insert into piece values (?, ?, ?, ?)",
        ((_heading(p), " ".join(_emphasised(p)), p.words, " ".join(_wordings(p))) for p in pieces()),
    )
    return index


@cache
def _words() -> sqlite3.Connection:
    """One table of one word, to ask for its stem."""
    words = sqlite3.connect(":memory:", check_same_thread=False)
    words.execute("create virtual table word using fts5(text, tokenize = 'porter unicode61')")
    words.execute("create virtual table stem using fts5vocab(word, row)")
    return words


@cache
def _stem(word: str) -> tuple[str, ...]:
    with _LOCK:
        words = _words()
        words.execute("delete from word")
        words.execute("insert into word values (?)", (word,))
        return tuple(str(term) for (term,) in words.execute("select term from stem"))


@cache
def _wording_index() -> tuple[dict[str, float], dict[str, list[int]], list[tuple[int, float]]]:
    """How rare each stem is, the wordings that have it, and for each wording its piece and length."""
    listed = [
        (row, stems(w))
        for row, p in enumerate(pieces(), 1)
        for text in _wordings(p)
        for w in text.split(";")
        if w.strip()
    ]
    where: dict[str, list[int]] = defaultdict(list)
    for k, (_, found) in enumerate(listed):
        for stem in found:
            where[stem].append(k)
    rare = {stem: math.log((len(listed) + 1) / (len(ks) + 0.5)) for stem, ks in where.items()}
    norms = [(row, math.sqrt(sum(rare[s] ** 2 for s in found)) or 1.0) for row, found in listed]
    return rare, dict(where), norms


@cache
def _unseen() -> float:
    """How much a word counts that no wording has: as much as the rarest that one has."""
    return max(_wording_index()[0].values())


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
