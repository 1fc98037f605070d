"""The server is killed at random moments while attempts are posted: none acknowledged is lost, none counts twice.
The records lie in a file, or in PostgreSQL, which is not killed here (`tests/course/test_records.py` does that).

Two rounds here; twenty, with the figures told: `STEEPEST_KILL_ROUNDS=20 python -m pytest -s tests/web/test_kill.py`.
"""

import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from threading import Event, Lock, Thread

import httpx
import pytest

ROUNDS = int(os.environ.get("STEEPEST_KILL_ROUNDS", "2"))
LEARNERS = 6
SEED = 20


class Learners:
    """People who answer as fast as they are answered, each answer once; one that got no reply is sent again."""

    def __init__(self, port):
        self.address = f"http://127.0.0.1:{port}"
        self.acknowledged = set()
        self.answers = {}  # what each attempt's answer was: no two are the same
        self.open = [None] * LEARNERS  # the attempt without a reply, of each
        self.again = Counter()  # how often each was sent after its first time
        self.lock = Lock()
        self.stop = Event()
        self.first = Event()

    def post(self, client, attempt):
        form = {"seed": "0", "attempt": attempt, "answer": self.answers[attempt]}
        reply = client.post("/questions/lowest-loss?part=question", data=form)
        return reply.status_code == 200 and re.search('class="verdict (?!error)', reply.text) is not None

    def work(self, place, client, number):
        if self.open[place] is None:
            attempt = f"learner-{place}-{number}"
            self.answers[attempt] = f"{1 + len(self.answers)}.{place}"
            self.open[place] = attempt
        attempt = self.open[place]
        if self.post(client, attempt):
            with self.lock:
                self.acknowledged.add(attempt)
            self.open[place] = None
            self.first.set()
            if number % 5 == 0:  # the reply was lost on the way, and the page sends it once more
                self.again[attempt] += self.post(client, attempt)

    def run(self, place, round):
        with httpx.Client(base_url=self.address, timeout=10, cookies={"visitor": f"{place:032x}"}) as client:
            number = 100_000 * round
            while not self.stop.is_set():
                number += 1  # never the same twice, also when the reply to a second sending is lost
                try:
                    self.work(place, client, number)
                except httpx.TransportError:
                    time.sleep(0.02)  # not there yet, or gone


@pytest.fixture(params=["file", "postgresql"])
def settings(request, tmp_path):
    """The environment that says where the records lie."""
    found = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "PYTHONWARNINGS": "ignore"}
    found.pop("STEEPEST_DATABASE_URL", None)
    if request.param == "postgresql":
        found["STEEPEST_DATABASE_URL"] = request.getfixturevalue("postgresql").database()
    return found


@pytest.fixture
def launch(tmp_path, settings):
    """`launch(port)` → the real server as a person starts it, its complaints in one file."""
    with (tmp_path / "said").open("w") as said:
        started = []

        def go(port):
            command = [sys.executable, "-m", "steepest.cli", "serve", "--port", str(port)]
            started.append(subprocess.Popen(command, env=settings, stdout=said, stderr=said))
            return started[-1]

        yield go
        for server in started:
            if server.poll() is None:
                server.kill()
            server.wait(10)


@pytest.mark.slow
def test_a_kill_loses_an_acknowledged_attempt_or_counts_one_twice(launch, settings, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    chance = random.Random(SEED)
    learners = Learners(port)
    for round in range(ROUNDS):
        server = launch(port)
        learners.stop.clear()
        learners.first.clear()
        threads = [Thread(target=learners.run, args=(place, round), daemon=True) for place in range(LEARNERS)]
        for thread in threads:
            thread.start()
        if round % 4 == 3:  # while it is still starting, or soon after
            time.sleep(chance.uniform(0.2, 2.0))
        else:
            assert learners.first.wait(60), (tmp_path / "said").read_text()
            time.sleep(chance.uniform(0.0, 1.0))
        os.kill(server.pid, signal.SIGKILL)
        server.wait(10)
        learners.stop.set()
        for thread in threads:
            thread.join(30)

    server = launch(port)
    with httpx.Client(base_url=learners.address, timeout=10) as client:
        for _ in range(600):
            try:
                client.get("/favicon.svg")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        unanswered = [attempt for attempt in learners.open if attempt is not None]
        assert all(learners.post(client, attempt) for attempt in unanswered)
        kept = client.get("/you/export").json()["attempt"]
    server.terminate()
    server.wait(10)
    files = list(tmp_path.rglob("records.sqlite"))
    assert len(files) == ("STEEPEST_DATABASE_URL" not in settings)
    for file in files:
        with sqlite3.connect(file) as raw:
            assert raw.execute("pragma integrity_check").fetchone() == ("ok",)
        raw.close()
    told = f"seed {SEED}: {ROUNDS} kills, {len(learners.acknowledged)} acknowledged, "
    told += (
        f"{learners.again.total()} of them sent again, {len(unanswered)} without a reply at the end, {len(kept)} kept"
    )
    print(told)
    assert len(learners.acknowledged) >= ROUNDS, told
    assert learners.acknowledged <= {row["id"] for row in kept}, told
    assert {row["id"] for row in kept} == set(learners.answers), told
    counted = Counter(row["answer"].strip('"') for row in kept)
    assert counted == Counter(learners.answers.values()), told
    said = (tmp_path / "said").read_text()
    assert "Traceback" not in said, said


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)  # a file does not go away
def test_a_database_that_goes_away_breaks_the_pages_for_good(launch, postgresql):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    launch(port)
    learners = Learners(port)
    learners.answers["learner-0-0"] = "1.0"
    with httpx.Client(base_url=learners.address, timeout=30) as client:
        for _ in range(600):
            try:
                client.get("/favicon.svg")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        assert learners.post(client, "learner-0-0")
        postgresql.kill()
        form = {"seed": "0", "attempt": "learner-0-1", "answer": "2.0"}
        refused = client.post("/questions/lowest-loss?part=question", data=form)
        assert refused.status_code == 503
        assert "nothing was kept" in refused.text
        assert refused.headers["retry-after"]
        assert client.get("/derive", params={"text": "x^2"}).status_code == 200
        postgresql.start()
        learners.answers["learner-0-1"] = "2.0"
        assert learners.post(client, "learner-0-1")
        kept = client.get("/you/export").json()["attempt"]
    assert [row["id"] for row in kept] == ["learner-0-0", "learner-0-1"]
