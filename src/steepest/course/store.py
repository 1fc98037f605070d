"""The database: one writer thread that commits in groups, readers beside it, migrations up and down.

SQLite in the user's data folder unless STEEPEST_DATABASE_URL names another file or a PostgreSQL server; what differs
between the two is in `backends`. An acknowledgement is given after the commit, so whatever was acknowledged survives
`kill -9` and a power cut.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Thread
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, inspect, text

from steepest.course.backends import Unusable, reached, readers, writers

T = TypeVar("T")
Work = Callable[[Connection], T]

HEAD = "0001"  # the newest migration
WAITING = 1000  # so many writes may wait; beyond it a page is told to come back
GROUP = 200  # so many are committed at once


class Busy(Exception):
    """Too many writes are waiting; come back in a moment."""


class Store:
    """An open database. Close it when done. Raises `Unusable` with a sentence where there is none."""

    def __init__(self, address: str) -> None:
        self._readers, self._writers = readers(address), writers(address)
        self._queue: Queue[tuple[Work[Any], Future[Any]] | None] = Queue(WAITING)
        with reached(address):
            prepare(self._writers)
        self._thread = Thread(target=self._write, name="steepest-writer", daemon=True)
        self._thread.start()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with; it sees one consistent state."""
        with self._readers.begin() as connection:
            yield connection

    def write(self, work: Work[T]) -> Future[T]:
        """Do this in the next group; the future is done when it is committed. Raises `Busy`."""
        done: Future[T] = Future()
        try:
            self._queue.put_nowait((work, done))
        except Full:
            raise Busy from None
        return done

    def close(self) -> None:
        """Finish what is waiting, and let go."""
        self._queue.put(None)
        self._thread.join()
        self._readers.dispose()
        self._writers.dispose()

    def _write(self) -> None:
        going = True
        while going:
            group = [self._queue.get()]
            while len(group) < GROUP:
                try:
                    group.append(self._queue.get_nowait())
                except Empty:
                    break
            going = None not in group
            self._commit([job for job in group if job is not None])

    def _commit(self, jobs: list[tuple[Work[Any], Future[Any]]]) -> None:
        results: list[tuple[Future[Any], Any, BaseException | None]] = []
        try:
            with self._writers.begin() as connection:
                for work, done in jobs:
                    try:
                        with connection.begin_nested():  # one failure takes nobody along
                            results.append((done, work(connection), None))
                    except Exception as problem:
                        if connection.invalidated:  # the database has gone, and what was done before is undone
                            raise
                        results.append((done, None, problem))
        except Exception as problem:
            results = [(done, None, problem) for _, done in jobs]
        for done, value, trouble in results:
            if trouble is None:
                done.set_result(value)
            else:
                done.set_exception(trouble)


def address(environ: Mapping[str, str]) -> str:
    """Where the records lie: STEEPEST_DATABASE_URL, or a file in the user's data folder (made if need be)."""
    given = environ.get("STEEPEST_DATABASE_URL", "").strip()
    if given:
        return given
    place = data_folder(environ) / "records.sqlite"
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return f"sqlite:///{place}"


def data_folder(environ: Mapping[str, str]) -> Path:
    """The user's data folder for this product, as each system has it."""
    home = Path(environ.get("HOME") or os.path.expanduser("~"))
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "steepest"
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "steepest"
    return Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "steepest"


def prepare(engine: Engine) -> None:
    """Bring the tables up to date; a database that is already so costs one query."""
    with engine.connect() as connection:
        known = inspect(connection).has_table("alembic_version")
        if known and connection.execute(text("select version_num from alembic_version")).scalar() == HEAD:
            return
    migrate(engine, "head")


def migrate(engine: Engine, revision: str) -> None:
    """Go to a revision: "head" is the newest, "base" is empty."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        scripts = command.upgrade if revision == "head" else command.downgrade
        scripts(config, revision)


__all__ = ["HEAD", "Busy", "Store", "Unusable", "address", "data_folder", "migrate", "prepare"]
