"""Nothing acknowledged is lost, nothing is counted twice, and a person can take or delete everything."""

import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from steepest.course import records, store
from steepest.course.records import Attempt, Done
from steepest.course.store import Busy, Store

ONE = Attempt("id-1", "local", "derivatives", "chain-alone", 0, "6x cos(3x^2)", "correct", True, 0, 1_000)


@pytest.fixture
def place(tmp_path):
    return f"sqlite:///{tmp_path / 'records.sqlite'}"


@pytest.fixture
def open_store(place):
    opened = Store(place)
    yield opened
    opened.close()


def keep(opened, attempt):
    return opened.write(partial(records.record, attempt=attempt)).result(timeout=30)


def read(opened, what, *args):
    with opened.reading() as connection:
        return what(connection, *args)


def test_an_attempt_comes_back_changed(open_store):
    for k, answer in enumerate(["6x", 2.5, [0, 2, 1], {"prose": "ü ∂", "claims": {"0": "half"}}]):
        attempt = replace(ONE, id=f"a{k}", answer=answer, at=k)
        assert keep(open_store, attempt) == attempt
        assert read(open_store, records.attempts, "local")[-1] == attempt


def test_a_retry_counts_twice(open_store):
    assert keep(open_store, ONE) == keep(open_store, replace(ONE, answer="something else", verdict="wrong"))
    assert len(read(open_store, records.attempts, "local")) == 1
    assert read(open_store, records.progress, "local").questions == {"chain-alone": Done(1, True, True)}


def test_a_retry_reads_somebody_elses_attempt(open_store):
    keep(open_store, ONE)
    with pytest.raises(records.AlreadyTaken):
        keep(open_store, replace(ONE, learner="other"))


def test_progress_forgets_or_invents(open_store):
    assert read(open_store, records.progress, "local").last is None
    keep(open_store, replace(ONE, id="a", verdict="unreadable", counts=False, at=1))
    keep(open_store, replace(ONE, id="b", verdict="wrong", at=2))
    keep(open_store, replace(ONE, id="c", at=3))
    keep(open_store, replace(ONE, id="d", question="other", hints=1, at=4))
    for at, section in enumerate(("what-it-is", "why-it-matters")):
        open_store.write(partial(records.visit, learner="local", lesson="derivatives", section=section, at=at)).result()
    found = read(open_store, records.progress, "local")
    assert found.questions == {"chain-alone": Done(2, True, False), "other": Done(1, True, False)}
    assert found.last == ("derivatives", "why-it-matters")


def test_somebody_cannot_take_or_delete_what_is_kept(open_store):
    keep(open_store, ONE)
    keep(open_store, replace(ONE, id="id-2", learner="other"))
    open_store.write(partial(records.visit, learner="local", lesson="derivatives", section="opening", at=1)).result()
    taken = read(open_store, records.export, "local")
    assert set(taken) == set(records.TABLES.tables), "a table is missing from the export"
    assert all(rows for rows in taken.values())
    assert open_store.write(partial(records.forget, learner="local")).result() == 2
    assert not any(read(open_store, records.export, "local").values())
    assert len(read(open_store, records.attempts, "other")) == 1


def test_a_table_does_not_say_whose_it_is():
    assert [t.name for t in records.TABLES.sorted_tables if "learner" not in t.c] == []


def test_one_failing_write_takes_others_along(open_store):
    def fail(connection):
        raise ValueError("mine alone")

    futures = [open_store.write(partial(records.record, attempt=replace(ONE, id=f"a{k}"))) for k in range(20)]
    bad = open_store.write(fail)
    futures += [open_store.write(partial(records.record, attempt=replace(ONE, id=f"b{k}"))) for k in range(20)]
    with pytest.raises(ValueError, match="mine alone"):
        bad.result(timeout=30)
    assert all(f.result(timeout=30) for f in futures)
    assert len(read(open_store, records.attempts, "local")) == 40


def test_too_many_writes_wait_for_ever(open_store):
    import threading

    hold = threading.Event()
    open_store.write(lambda connection: hold.wait(30))

    def flood():
        for k in range(store.WAITING + store.GROUP + 5):
            open_store.write(partial(records.record, attempt=replace(ONE, id=f"w{k}")))

    with pytest.raises(Busy):
        flood()
    hold.set()


def test_two_processes_lock_each_other_out(place):
    stores = [Store(place), Store(place)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda k: keep(stores[k % 2], replace(ONE, id=f"p{k // 2}")), range(200)))
    assert len(read(stores[0], records.attempts, "local")) == 100
    for opened in stores:
        opened.close()


def test_the_settings_are_not_the_safe_ones(open_store):
    def setting(connection, name):
        return connection.exec_driver_sql(f"pragma {name}").scalar()

    assert read(open_store, setting, "journal_mode") == "wal"
    assert read(open_store, setting, "synchronous") == 2
    assert read(open_store, setting, "busy_timeout") >= 10_000


def test_the_migrations_make_other_tables_than_the_code(open_store):
    with open_store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), records.TABLES) == []
        assert MigrationContext.configure(connection).get_current_revision() == store.HEAD


def test_a_migration_cannot_go_down_and_up_again(open_store):
    keep(open_store, ONE)
    store.migrate(open_store._writers, "base")
    with open_store.reading() as connection:
        names = {row[0] for row in connection.exec_driver_sql("select name from sqlite_master where type = 'table'")}
    assert names == {"alembic_version"}
    store.migrate(open_store._writers, "head")
    assert read(open_store, records.attempts, "local") == []


def test_the_records_lie_elsewhere(tmp_path):
    url = "postgresql+psycopg://somewhere/x"
    assert store.address({"STEEPEST_DATABASE_URL": url}) == url
    assert store.address({"XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path)}).startswith("sqlite:///")


CHILD = """
import sys
from functools import partial
from steepest.course import records
from steepest.course.store import Store

opened = Store(sys.argv[1])
k = 0
while True:
    batch = []
    for _ in range(7):
        attempt = records.Attempt(f"{sys.argv[2]}-{k}", "local", "l", "q", 0, "x", "correct", True, 0, k)
        batch.append((attempt.id, opened.write(partial(records.record, attempt=attempt))))
        k += 1
    for id, done in batch:
        done.result()
        print(id, flush=True)
"""


def test_a_kill_loses_what_was_acknowledged(place):
    acknowledged = set()
    for k in range(4):
        child = subprocess.Popen([sys.executable, "-c", CHILD, place, str(k)], stdout=subprocess.PIPE, text=True)
        for line in child.stdout:
            acknowledged.add(line.strip())
            if len(acknowledged) >= 60 * (k + 1):
                os.kill(child.pid, signal.SIGKILL)
                break
        acknowledged |= {line.strip() for line in child.stdout if line.endswith("\n")}
        child.stdout.close()
        child.wait()
    opened = Store(place)
    kept = [a.id for a in read(opened, records.attempts, "local")]
    opened.close()
    assert len(acknowledged) >= 240
    assert acknowledged <= set(kept)
    assert len(kept) == len(set(kept))
    with sqlite3.connect(place.removeprefix("sqlite:///")) as raw:
        assert raw.execute("pragma integrity_check").fetchone() == ("ok",)
    raw.close()


OPENING = "import sys; from steepest.course.store import Store; Store(sys.argv[1]).close(); print('opened')"


def test_processes_that_start_together_trip_over_the_migration(place):
    started = [
        subprocess.Popen(
            [sys.executable, "-c", OPENING, place], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    said = [child.communicate(timeout=60) for child in started]
    assert [out.strip() for out, _ in said] == ["opened"] * 4, said
