"""The kinds of database that records are kept in: one row each, with what it needs so that all behave alike.

Alike means: a reader sees one state of everything; writers of all processes take turns, and wait a bounded time for
theirs; what was committed is on disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, OperationalError

PATIENCE = 15_000  # milliseconds that a writer waits for another process
TURN = 0x5EE9E57  # the number of the lock that writers on PostgreSQL take in turn
Connect = Callable[[Any, object], None]


class Unusable(Exception):
    """There is no database at the address that was given, or none of a kind that is known here; says which."""


@dataclass(frozen=True, slots=True)
class Backend:
    """A row: a kind of database."""

    driver: str
    read: str  # with what a reading transaction begins
    write: str  # with what a writing one begins: it waits for its turn
    connect: Connect | None = None  # done with every new connection
    settings: Mapping[str, Any] = field(default_factory=dict)  # of its engine


def readers(address: str) -> Engine:
    """An engine whose transactions read."""
    return _engine(address, lambda row: row.read)


def writers(address: str) -> Engine:
    """An engine whose transactions write, one at a time over all processes."""
    return _engine(address, lambda row: row.write)


@contextmanager
def reached(address: str) -> Iterator[None]:
    """Turns the failure to reach the database in here into a sentence."""
    try:
        yield
    except OperationalError as problem:
        reason = str(problem.orig).strip().partition("\n")[0].rstrip(".")
        raise Unusable(f"The database {_shown(make_url(address))} cannot be reached: {reason}.") from problem


def _engine(address: str, begin: Callable[[Backend], str]) -> Engine:
    try:
        url = make_url(address)
    except ArgumentError:
        raise Unusable(
            f"`{address}` is not the address of a database. One looks like sqlite:////folder/records.sqlite "
            "or postgresql://user:password@host/name."
        ) from None
    row = BACKENDS.get(url.get_backend_name())
    if row is None:
        raise Unusable(f"{_shown(url)} is a kind of database that is not known here; SQLite and PostgreSQL are.")
    try:
        engine = create_engine(url.set(drivername=row.driver), **row.settings)
    except ModuleNotFoundError as missing:
        raise Unusable(
            f"{_shown(url)} needs the library {missing.name}, which is not installed: pip install 'steepest[psycopg]'."
        ) from None
    if row.connect is not None:
        event.listen(engine, "connect", row.connect)
    event.listen(engine, "begin", lambda connection: _begin(connection, begin(row)))
    return engine


def _begin(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement)


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=True)


def _sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # we begin transactions ourselves
    cursor = connection.cursor()
    for setting in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={PATIENCE}", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


_PATIENT = f"-c lock_timeout={PATIENCE} -c idle_in_transaction_session_timeout={4 * PATIENCE}"

# SQLite: a deferred transaction that turns to writing fails with "database is locked" under load, so a writing one
# begins IMMEDIATE. PostgreSQL: writers take one lock in turn, which is what IMMEDIATE does; without it, two processes
# that are sent the same attempts in different order would lock each other out.
_SQLITE = Backend("sqlite", "BEGIN", "BEGIN IMMEDIATE", _sqlite)
_POSTGRESQL = Backend(
    "postgresql+psycopg",
    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    f"SELECT pg_advisory_xact_lock({TURN})",
    settings={"pool_pre_ping": True, "connect_args": {"options": _PATIENT, "connect_timeout": 10}},
)
BACKENDS: Mapping[str, Backend] = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL, "postgres": _POSTGRESQL}
