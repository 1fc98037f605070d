"""The pool isolates: a job costs its person a second, and nobody else anything."""

import asyncio
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.requests import Request

from steepest.web.engine import Engine
from steepest.web.pool import QUEUE_OF_ONE, Busy, Pool


def with_pool(script, size=2, budget=0.5, monkeypatch=None):
    async def whole():
        pool = Pool(size=size, budget=budget, work="slow_jobs")
        pool.start()
        await pool.warm
        try:
            return await script(pool)
        finally:
            await pool.stop()

    with ThreadPoolExecutor(1) as apart:  # a browser's tests leave a loop running in this thread
        return apart.submit(lambda: asyncio.run(whole())).result()


@pytest.fixture(autouse=True)
def jobs_on_the_path(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    assert sys.platform != "win32"


def test_a_job_is_answered():
    async def script(pool):
        return await pool.ask("a", "sleep", {"seconds": 0})

    assert with_pool(script)["slept"] == 0


def test_an_endless_job_is_stopped_and_its_worker_replaced():
    async def script(pool):
        begun = time.monotonic()
        answer = await pool.ask("a", "spin", {})
        took = time.monotonic() - begun
        after = [await pool.ask("a", "sleep", {"seconds": 0}) for _ in range(4)]
        return answer, took, after

    answer, took, after = with_pool(script)
    assert "more than a second" in answer["error"]["message"]
    assert took < 0.9
    assert all("slept" in one for one in after)


def test_a_busy_moment_is_not_remembered_as_an_answer():
    """Whether a job is stopped depends on the machine; the next one who asks is heard anew."""

    async def script(pool):
        engine = Engine(pool)
        request = Request({"type": "http", "headers": [], "client": ("one", 1)})
        slow = await engine.ask(request, "sleep", {"seconds": 9})
        quick = [await engine.ask(request, "sleep", {"seconds": 0}) for _ in range(2)]
        return slow, quick, list(engine.answers.values())

    slow, quick, remembered = with_pool(script)
    assert "stopped" in slow["error"]["message"]
    assert remembered == [quick[0]]
    assert quick[0] is quick[1]


def test_a_hoarder_gets_a_sentence_and_the_pool_goes_on():
    async def script(pool):
        return await pool.ask("a", "hoard", {"megabytes": 2000}), await pool.ask("a", "sleep", {"seconds": 0})

    hoarded, after = with_pool(script, budget=5)
    assert "large" in hoarded["error"]["message"]
    assert "slept" in after


def test_a_worker_that_dies_is_replaced():
    async def script(pool):
        return [await pool.ask("a", "die", {}) for _ in range(3)], await pool.ask("a", "sleep", {"seconds": 0})

    died, after = with_pool(script)
    assert all("error" in one for one in died)
    assert "slept" in after


KILLED = """
import asyncio, os, signal
from steepest.web.pool import Pool

async def main():
    pool = Pool(size=1, budget=30, work="slow_jobs")
    pool.start()
    await pool.warm
    print(pool.free[0].pid, flush=True)
    job = asyncio.create_task(pool.ask("a", "spin", {}))
    await asyncio.sleep(0.2)
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


def test_a_killed_server_leaves_no_worker_running():
    killed = subprocess.run([sys.executable, "-c", KILLED], capture_output=True, text=True)
    worker = Path("/proc") / killed.stdout.strip()
    assert killed.returncode == -signal.SIGKILL
    assert worker.name.isdigit(), killed.stderr
    for _ in range(100):
        if not worker.exists() or "State:\tZ" in (worker / "status").read_text():
            return
        time.sleep(0.1)
    raise AssertionError("the endless job goes on without its server")


def test_nothing_is_written(tmp_path):
    async def script(pool):
        return await pool.ask("a", "write", {"path": str(tmp_path / "x")})

    assert "error" in with_pool(script)


def test_our_mistake_is_a_sentence_without_a_traceback():
    async def script(pool):
        return await pool.ask("a", "fail", {})

    answer = with_pool(script)
    assert answer["ours"]
    assert "our mistake" not in answer["error"]["message"]


def test_one_person_has_one_job_running_and_others_do_not_wait_for_it():
    async def script(pool):
        greedy = [asyncio.create_task(pool.ask("greedy", "sleep", {"seconds": 0.2})) for _ in range(4)]
        await asyncio.sleep(0.02)
        waits = []
        for _ in range(10):
            begun = time.monotonic()
            await pool.ask("other", "sleep", {"seconds": 0})
            waits.append(time.monotonic() - begun)
        answers = await asyncio.gather(*greedy)
        return waits, {answer["pid"] for answer in answers}

    waits, _ = with_pool(script, size=2)
    assert max(waits) < 0.1


def test_too_much_waiting_is_refused():
    async def script(pool):
        tasks = [asyncio.create_task(pool.ask("a", "sleep", {"seconds": 0.01})) for _ in range(QUEUE_OF_ONE + 5)]
        found = await asyncio.gather(*tasks, return_exceptions=True)
        return sum(isinstance(one, Busy) for one in found), sum(isinstance(one, dict) for one in found)

    refused, answered = with_pool(script)
    assert refused > 0
    assert answered >= QUEUE_OF_ONE


def test_the_first_workers_are_exchanged_when_everything_is_loaded():
    async def whole():
        pool = Pool(size=2, work="late_jobs", early=("first",))
        pool.start()
        try:
            long = asyncio.create_task(pool.ask("a", "first", {"seconds": 0.8}))
            early = await pool.ask("b", "first", {})
            between = pool.warm.done()
            other = await pool.ask("b", "other", {})
            return between, early, await long, [other, *[await pool.ask("b", "first", {}) for _ in range(6)]]
        finally:
            await pool.stop()

    with ThreadPoolExecutor(1) as apart:
        between, early, long, after = apart.submit(lambda: asyncio.run(whole())).result()
    assert not between
    assert early["loaded"] == long["loaded"] == ["first"]
    assert all(one["loaded"] == ["first", "rest"] for one in after), after


def test_a_pool_ends_before_it_was_warm():
    async def whole():
        pool = Pool(size=1, work="late_jobs", early=("first",))
        pool.start()
        await pool.ask("a", "first", {})
        await pool.stop()
        return pool.zygote.returncode

    with ThreadPoolExecutor(1) as apart:
        assert apart.submit(lambda: asyncio.run(whole())).result() == 0
