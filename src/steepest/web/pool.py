"""Engine work in forked workers: killed after their budget, one running job per person, a bounded queue.

The isolation is reliability.md's: whatever a person types, it costs them a second and nobody else anything. People take
turns: a free worker goes to the next person in the ring who has no job running.

The first workers come before everything is loaded, for the jobs of the front page; the others wait a moment longer.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections import OrderedDict, deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from steepest.web.zygote import FORK, ONWARD, READY, WARM

Answer = dict[str, Any]

EARLY = frozenset({"derive", "still"})  # the jobs of the front page
BUDGET = 1.0  # seconds of wall clock for one job
LONGEST = 2.9  # what it can be set to: after 3 a job ends by itself (zygote.ABANDONED)
QUEUE_OF_ONE = 8  # jobs one person may have waiting
QUEUE_OF_ALL = 256
TOO_LONG = "This takes more than a second to work out, so it was stopped."
TOO_LARGE = "This needs more memory than a page may use, so it was stopped."


class Busy(Exception):
    """The queue is full; ask again in `seconds`."""

    seconds = 1


@dataclass(eq=False)
class Worker:
    """A forked process at the other end of a connection."""

    pid: int
    warm: bool  # forked when everything was loaded
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter


@dataclass(frozen=True)
class Job:
    """What to run, for whom it waits."""

    name: str
    arguments: Mapping[str, Any]
    done: asyncio.Future[Answer] = field(repr=False)


class Pool:
    """`await pool.ask(person, job, arguments)`; start and stop it with the app."""

    def __init__(
        self,
        size: int | None = None,
        budget: float = BUDGET,
        work: str = "steepest.web.work",
        early: Collection[str] = EARLY,
    ) -> None:
        self.size = size or max(2, min(8, os.cpu_count() or 2))
        self.budget = budget
        self.work = work  # the module with the jobs
        self.early = early
        self.waiting: OrderedDict[str, deque[Job]] = OrderedDict()
        self.running: set[str] = set()
        self.free: list[Worker] = []
        self.tasks: set[asyncio.Task[None]] = set()
        self.zygote: subprocess.Popen[bytes] | None = None
        self.control: socket.socket | None = None
        self.news = -1  # what the zygote says about itself
        self.loaded = False  # by the zygote: workers from now on have everything
        self.forking = asyncio.Lock()
        self.ready: asyncio.Task[None]
        self.warm: asyncio.Task[None]

    def launch(self) -> None:
        """Begin to import the engine in a process of its own; done before the app is imported, it saves a second."""
        ours, theirs = socket.socketpair()
        news, told = os.pipe()
        one_thread = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        self.zygote = subprocess.Popen(
            [sys.executable, "-m", "steepest.web.zygote", str(theirs.fileno()), str(told), self.work],
            pass_fds=[theirs.fileno(), told],
            stdin=subprocess.DEVNULL,
            env={**os.environ, **one_thread},
        )
        theirs.close()
        os.close(told)
        self.control, self.news = ours, news

    def start(self) -> None:
        """Jobs are taken, and wait until the workers are there."""
        if self.control is None:
            self.launch()
        self.ready = asyncio.create_task(self.begin())
        self.warm = asyncio.create_task(self.complete())

    async def begin(self) -> None:
        """Fork the first workers as soon as the zygote can do the first jobs."""
        await self.heard(READY)
        for _ in range(self.size):
            self.free.append(await self.fork())

    async def complete(self) -> None:
        """Exchange the free ones of the first workers for ones that have everything; the busy go when they are done."""
        await self.ready
        if self.control is not None:
            self.control.sendall(ONWARD)
        await self.heard(WARM)
        self.loaded = True
        first, self.free = self.free, []
        for worker in first:
            await close(worker)
            self.free.append(await self.fork())
            self.dispatch()

    async def heard(self, news: bytes) -> None:
        """Wait until the zygote says this."""
        if await asyncio.to_thread(os.read, self.news, 1) != news:
            raise RuntimeError("The engine's workers could not be started; the reason is printed above.")

    async def stop(self) -> None:
        """End the workers: their connections close, and they leave by themselves."""
        self.waiting.clear()
        with contextlib.suppress(Exception):
            await (self.warm if self.loaded else self.ready)
        if self.tasks:
            await asyncio.wait(self.tasks, timeout=2 * self.budget)
        for worker in self.free:
            await close(worker)
        self.free.clear()
        if self.control:
            self.control.close()
            self.control = None
        with contextlib.suppress(Exception):
            await self.warm
        os.close(self.news)
        if self.zygote:
            try:
                await asyncio.to_thread(self.zygote.wait, 2)
            except subprocess.TimeoutExpired:
                self.zygote.kill()
                self.zygote.wait()

    async def ask(self, person: str, name: str, arguments: Mapping[str, Any]) -> Answer:
        """The job's answer, in turn; raises Busy when this person or everybody has too much waiting."""
        await asyncio.shield(self.ready if name in self.early else self.warm)
        mine = self.waiting.get(person)
        if (mine and len(mine) >= QUEUE_OF_ONE) or sum(map(len, self.waiting.values())) >= QUEUE_OF_ALL:
            raise Busy
        job = Job(name, arguments, asyncio.get_running_loop().create_future())
        self.waiting.setdefault(person, deque()).append(job)
        self.dispatch()
        return await job.done

    def dispatch(self) -> None:
        """Give free workers to people in turn."""
        for person in list(self.waiting):
            if not self.free:
                return
            if person in self.running:
                continue
            jobs = self.waiting[person]
            while jobs and jobs[0].done.cancelled():
                jobs.popleft()
            if jobs:
                self.running.add(person)
                task = asyncio.create_task(self.run(person, jobs.popleft(), self.free.pop()))
                self.tasks.add(task)
                task.add_done_callback(self.tasks.discard)
            if jobs:
                self.waiting.move_to_end(person)
            else:
                del self.waiting[person]

    async def run(self, person: str, job: Job, worker: Worker) -> None:
        """One job on one worker; a worker that was killed, died or is full is replaced."""
        answer: Answer
        again = True
        try:
            async with asyncio.timeout(self.budget):
                answer, again = await exchange(worker, job)
        except TimeoutError:
            answer = stopped(TOO_LONG)
        except (asyncio.IncompleteReadError, ConnectionError, ValueError):
            answer = stopped(TOO_LARGE)
        if not job.done.done():
            job.done.set_result(answer)
        self.running.discard(person)
        if again or (self.loaded and not worker.warm):
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL)
            await close(worker)
            worker = await self.fork()
        self.free.append(worker)
        self.dispatch()

    async def fork(self) -> Worker:
        """A fresh worker from the zygote."""
        assert self.control is not None
        ours, theirs = socket.socketpair()
        async with self.forking:
            warm = self.loaded
            pid = await asyncio.to_thread(fork_from, self.control, theirs)
        theirs.close()
        reader, writer = await asyncio.open_unix_connection(sock=ours, limit=2**24)
        return Worker(pid, warm, reader, writer)


def stopped(message: str) -> Answer:
    """What a person hears about a job that was ended."""
    return {"error": {"where": None, "message": message, "hint": "Try a smaller one."}, "stopped": True}


async def close(worker: Worker) -> None:
    """End the connection; the process at its other end leaves."""
    worker.writer.close()
    with contextlib.suppress(OSError):
        await worker.writer.wait_closed()


def fork_from(control: socket.socket, theirs: socket.socket) -> int:
    """Hand the zygote one end of a connection; the number of the process that took it."""
    socket.send_fds(control, [FORK], [theirs.fileno()])
    return int.from_bytes(control.recv(4, socket.MSG_WAITALL), "big")


async def exchange(worker: Worker, job: Job) -> tuple[Answer, bool]:
    """Send a job, read its answer, and whether the worker wants to be replaced."""
    body = json.dumps([job.name, dict(job.arguments)]).encode()
    worker.writer.write(len(body).to_bytes(4, "big") + body)
    await worker.writer.drain()
    size = int.from_bytes(await worker.reader.readexactly(4), "big")
    answer, retire = json.loads(await worker.reader.readexactly(size))
    return answer, bool(retire)
