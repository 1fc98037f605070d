"""What a learner did: attempts and places, kept so that nothing acknowledged is lost and no retry counts twice.

An attempt carries an id that the page made; sending it again gives the first attempt back. Times are milliseconds since
1970, UTC, and are passed in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    delete,
    select,
)
from sqlalchemy.exc import IntegrityError

TABLES = MetaData()

ATTEMPTS = Table(
    "attempt",
    TABLES,
    Column("id", String(64), primary_key=True),  # made by the page
    Column("learner", String(64), nullable=False),
    Column("lesson", String(80), nullable=False),
    Column("question", String(80), nullable=False),
    Column("seed", Integer, nullable=False),
    Column("answer", Text, nullable=False),  # JSON
    Column("verdict", String(20), nullable=False),
    Column("counts", Boolean, nullable=False),  # unreadable answers do not
    Column("hints", Integer, nullable=False),  # how many had been shown
    Column("at", BigInteger, nullable=False),
    Index("attempt_by_learner", "learner", "question", "at"),
)

PLACES = Table(
    "place",
    TABLES,
    Column("learner", String(64), primary_key=True),
    Column("lesson", String(80), primary_key=True),
    Column("section", String(80), nullable=False),
    Column("at", BigInteger, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer to one variant of a question."""

    id: str
    learner: str
    lesson: str
    question: str
    seed: int
    answer: Any  # as the page sent it
    verdict: str  # the kind of the verdict
    counts: bool
    hints: int
    at: int  # milliseconds since 1970, UTC


@dataclass(frozen=True, slots=True)
class Done:
    """How a question stands for a learner."""

    tries: int
    right: bool  # at least once
    first: bool  # at the first try, without a hint


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a learner is."""

    questions: Mapping[str, Done]  # those that were tried, by slug
    places: Mapping[str, str]  # lesson: section that was last seen
    last: tuple[str, str] | None  # lesson and section; None on the first visit


class AlreadyTaken(Exception):
    """An attempt's id belongs to somebody else's attempt."""


def record(connection: Connection, attempt: Attempt) -> Attempt:
    """Keep an attempt; a second one with its id gives the first back, and nothing is counted twice."""
    row = {**_row(attempt), "answer": json.dumps(attempt.answer, ensure_ascii=False, allow_nan=False)}
    known = _found(connection, attempt.id)
    if known is None:
        try:
            with connection.begin_nested():
                connection.execute(ATTEMPTS.insert().values(row))
            return attempt
        except IntegrityError:  # another process was faster
            known = _found(connection, attempt.id)
            if known is None:
                raise
    if known.learner != attempt.learner:
        raise AlreadyTaken(attempt.id)
    return known


def visit(connection: Connection, learner: str, lesson: str, section: str, at: int) -> None:
    """Remember that a section of a lesson was seen."""
    here = (PLACES.c.learner == learner) & (PLACES.c.lesson == lesson)
    changed = connection.execute(PLACES.update().where(here).values(section=section, at=at)).rowcount
    if not changed:
        connection.execute(PLACES.insert().values(learner=learner, lesson=lesson, section=section, at=at))


def attempts(connection: Connection, learner: str, question: str | None = None) -> list[Attempt]:
    """A learner's attempts, oldest first; of one question, if it is named."""
    query = select(ATTEMPTS).where(ATTEMPTS.c.learner == learner).order_by(ATTEMPTS.c.at, ATTEMPTS.c.id)
    if question is not None:
        query = query.where(ATTEMPTS.c.question == question)
    return [_attempt(row) for row in connection.execute(query).mappings()]


def latest(connection: Connection, learner: str, lesson: str) -> dict[str, Attempt]:
    """The last readable attempt at each question of a lesson."""
    found = (a for a in attempts(connection, learner) if a.lesson == lesson and a.verdict != "unreadable")
    return {a.question: a for a in found}


def progress(connection: Connection, learner: str) -> Progress:
    """Where a learner is, from what was kept."""
    done: dict[str, Done] = {}
    for a in attempts(connection, learner):
        if not a.counts:
            continue
        before = done.get(a.question, Done(0, False, False))
        right = a.verdict == "correct"
        first = before.first or (right and before.tries == 0 and a.hints == 0)
        done[a.question] = Done(before.tries + 1, before.right or right, first)
    query = select(PLACES).where(PLACES.c.learner == learner).order_by(PLACES.c.at)
    places = [(str(r["lesson"]), str(r["section"])) for r in connection.execute(query).mappings()]
    return Progress(done, dict(places), places[-1] if places else None)


def export(connection: Connection, learner: str) -> dict[str, list[dict[str, Any]]]:
    """Everything kept about a person, by table, as plain data."""
    out = {}
    for table in TABLES.sorted_tables:
        rows = connection.execute(select(table).where(table.c.learner == learner)).mappings()
        out[table.name] = [dict(row) for row in rows]
    return out


def forget(connection: Connection, learner: str) -> int:
    """Delete everything kept about a person; how many rows there were."""
    return sum(
        connection.execute(delete(table).where(table.c.learner == learner)).rowcount for table in TABLES.sorted_tables
    )


def _found(connection: Connection, id: str) -> Attempt | None:
    row = connection.execute(select(ATTEMPTS).where(ATTEMPTS.c.id == id)).mappings().first()
    return None if row is None else _attempt(row)


def _row(a: Attempt) -> dict[str, Any]:
    return {c.name: getattr(a, c.name) for c in ATTEMPTS.columns}


def _attempt(row: Mapping[Any, Any]) -> Attempt:
    return Attempt(**{**{c.name: row[c.name] for c in ATTEMPTS.columns}, "answer": json.loads(row["answer"])})
