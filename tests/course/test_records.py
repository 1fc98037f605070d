"""Nothing acknowledged is lost, nothing is counted twice, and a person can take or delete everything."""

import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from subprocess import PIPE

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError

from steepest.course import records, store
from steepest.course.records import Attempt, Done
from steepest.course.store import Busy, Store, Unusable

ONE = Attempt("id-1", "local", "derivatives", "chain-alone", 0, "6x cos(3x^2)", "correct", True, 0, 1_000)
SHOWN = {
    "transaction_isolation": "repeatable read",
    "transaction_read_only": "on",
    "lock_timeout": "15s",
    "synchronous_commit": "on",
}


@pytest.fixture
def file(tmp_path):
    return f"sqlite:///{tmp_path / 'records.sqlite'}"


@pytest.fixture(params=["file", "postgresql"])
def place(request):
    """The address of an empty database, of each kind: what is true of one is true of the other."""
    found = request.getfixturevalue(request.param)
    return found if request.param == "file" else found.database()


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


def test_the_last_attempt_at_a_question_is_another(open_store):
    later = replace(ONE, id="id-2", answer="5x", verdict="wrong", at=2_000)
    unread = replace(ONE, id="id-3", answer="((", verdict="unreadable", counts=False, at=3_000)
    elsewhere = replace(ONE, id="id-4", lesson="refresher", question="log-rule", at=4_000)
    somebody = replace(ONE, id="id-5", learner="else", at=5_000)
    for attempt in (later, ONE, unread, elsewhere, somebody):
        keep(open_store, attempt)
    assert read(open_store, records.latest, "local", "derivatives") == {"chain-alone": later}


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


def test_the_settings_are_not_the_safe_ones(file):
    def setting(connection, name):
        return connection.exec_driver_sql(f"pragma {name}").scalar()

    opened = Store(file)
    assert read(opened, setting, "journal_mode") == "wal"
    assert read(opened, setting, "synchronous") == 2
    assert read(opened, setting, "busy_timeout") >= 10_000
    opened.close()


def test_postgresql_waits_for_ever_or_shows_two_states(postgresql):
    opened = Store(postgresql.database())
    with opened.reading() as connection:
        shown = {n: connection.exec_driver_sql(f"show {n}").scalar() for n in SHOWN}
        assert shown == SHOWN
        assert records.attempts(connection, "local") == []
        keep(opened, ONE)
        assert records.attempts(connection, "local") == [], "one page would show two states"
    assert len(read(opened, records.attempts, "local")) == 1
    opened.close()


def test_the_migrations_make_other_tables_than_the_code(open_store):
    with open_store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), records.TABLES) == []
        assert MigrationContext.configure(connection).get_current_revision() == store.HEAD


def test_a_migration_cannot_go_down_and_up_again(open_store):
    keep(open_store, ONE)
    store.migrate(open_store._writers, "base")
    with open_store.reading() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    store.migrate(open_store._writers, "head")
    assert read(open_store, records.attempts, "local") == []


def test_the_records_lie_elsewhere(tmp_path):
    url = "postgresql+psycopg://somewhere/x"
    assert store.address({"STEEPEST_DATABASE_URL": url}) == url
    assert store.address({"XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path)}).startswith("sqlite:///")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("mysql://here/x", "SQLite and PostgreSQL"),
        ("records.sqlite", "is not the address of a database"),
        ("postgresql://me:hidden@127.0.0.1:1/x", r"127\.0\.0\.1:1.*cannot be reached"),
        ("sqlite:////nowhere/at/all.sqlite", "cannot be reached"),
    ],
)
def test_a_database_that_cannot_be_used_is_a_traceback(given, said):
    with pytest.raises(Unusable, match=said) as found:
        Store(given)
    assert "hidden" not in str(found.value)
    assert str(found.value).endswith(".")


@pytest.mark.parametrize("name", ["postgres", "postgresql", "postgresql+psycopg"])
def test_an_address_is_known_by_one_of_its_names_only(postgresql, name):
    Store(postgresql.database().replace("postgresql", name, 1)).close()


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
        child = subprocess.Popen([sys.executable, "-c", CHILD, place, str(k)], stdout=PIPE, text=True)
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
    if place.startswith("sqlite"):
        with sqlite3.connect(place.removeprefix("sqlite:///")) as raw:
            assert raw.execute("pragma integrity_check").fetchone() == ("ok",)
        raw.close()


def test_a_killed_database_loses_what_was_acknowledged_or_is_never_found_again(postgresql):
    place = postgresql.database()
    opened = Store(place)
    acknowledged = set()
    for k in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", CHILD, place, str(k)], stdout=PIPE, stderr=PIPE, text=True
        ) as child:
            for line in child.stdout:
                acknowledged.add(line.strip())
                if len(acknowledged) >= 60 * (k + 1):
                    postgresql.kill()
                    break
            acknowledged |= {line.strip() for line in child.stdout if line.endswith("\n")}
            assert "OperationalError" in child.stderr.read()
        with pytest.raises(OperationalError):
            keep(opened, replace(ONE, id=f"while-away-{k}"))
        postgresql.start()
        keep(opened, replace(ONE, id=f"back-{k}"))
    kept = [a.id for a in read(opened, records.attempts, "local")]
    opened.close()
    assert len(acknowledged) >= 180
    assert acknowledged <= set(kept)
    assert {"back-0", "back-1", "back-2"} <= set(kept)
    assert not any(id.startswith("while-away") for id in kept)
    assert len(kept) == len(set(kept))


WRITER = """
import sys
from functools import partial
from steepest.course import records
from steepest.course.store import Store

opened = Store(sys.argv[1])
order = range(150) if sys.argv[2] == "up" else range(149, -1, -1)
print("ready", flush=True)
sys.stdin.readline()
waiting = []
for k in order:
    attempt = records.Attempt(f"same-{k}", "local", "l", "q", 0, sys.argv[2], "correct", True, 0, k)
    waiting.append(opened.write(partial(records.record, attempt=attempt)))
    waiting.append(opened.write(partial(records.visit, learner="local", lesson=f"l{k}", section=sys.argv[2], at=k)))
kept = [done.result(timeout=60) for done in waiting]
print(*[a.answer for a in kept[::2]], flush=True)
opened.close()
"""


def test_two_processes_disagree_on_who_was_first(place):
    """Both send the same attempts and places, from opposite ends: each is kept once, and both are told the same."""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, place, way], stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True, bufsize=1
        )
        for way in ("up", "down")
    ]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n", writer.stderr.read()
    for writer in writers:
        writer.stdin.write("go\n")
    told = [writer.communicate(timeout=120) for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], told
    (up, _), (down, _) = told
    assert up.split() == down.split()[::-1]
    opened = Store(place)
    kept = read(opened, records.attempts, "local")
    assert sorted(a.id for a in kept) == sorted(f"same-{k}" for k in range(150))
    assert len(read(opened, records.progress, "local").places) == 150
    opened.close()


OPENING = "import sys; from steepest.course.store import Store; Store(sys.argv[1]).close(); print('opened')"


def test_processes_that_start_together_trip_over_the_migration(place):
    started = [
        subprocess.Popen([sys.executable, "-c", OPENING, place], stdout=PIPE, stderr=PIPE, text=True) for _ in range(4)
    ]
    said = [child.communicate(timeout=60) for child in started]
    assert [out.strip() for out, _ in said] == ["opened"] * 4, said
