"""The parent of the engine's workers: imports the engine once, then forks a ready worker in two milliseconds.

A process of its own with one thread, because a server with threads must not fork. Over a socket it receives the end of
a connection and answers with the process number of the worker that now serves it. POSIX only.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import resource
import select
import signal
import socket
import struct
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Answer = dict[str, Any]
Jobs = Mapping[str, Callable[[Mapping[str, Any]], Answer]]

MEMORY = 512 * 2**20  # bytes a worker may map beyond what the engine itself has mapped
LENGTH = struct.Struct("!I")
LARGEST = 2**20  # bytes of a request
RETIRE_AFTER = 2_000  # jobs, so that no slow leak lives long
RETIRE_ABOVE = 300 * 1024  # kB resident
DONE = object()
READY, WARM, ONWARD, FORK = b"r", b"w", b"o", b"f"  # said by this process, and to it
ABANDONED = 3.0  # seconds after which a job ends by itself: the server that would have stopped it has been killed


def main(control_fd: int, news_fd: int, module: str) -> None:
    """Serve connections until the server ends. `module` has JOBS, and preload, which runs each once, step by step."""
    gc.disable()  # nothing of what is loaded is garbage
    control = socket.socket(fileno=control_fd)
    work = importlib.import_module(module)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(ConnectionError):  # the server has been killed
        serve(control, news_fd, work.JOBS, iter(work.preload()))


def serve(control: socket.socket, news_fd: int, jobs: Jobs, steps: Iterator[object]) -> None:
    """Fork a worker for each connection that comes; a server that leaves in order ends this too.

    It is ready after the first step. A message without a connection has it go on with the others, between connections;
    it says when the last is done, and the workers from before lack something.
    """
    going = False
    next(steps, DONE)
    os.write(news_fd, READY)
    while True:
        if going and not select.select([control], [], [], 0)[0]:
            going = next(steps, DONE) is not DONE
            if not going:
                gc.collect()
                gc.freeze()  # what is loaded is never written to again: it stays shared between the workers
                os.write(news_fd, WARM)
            continue
        message, fds, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        if message == ONWARD:
            going = True
            continue
        pid = os.fork()
        if pid == 0:
            control.close()
            os.close(news_fd)
            worker(socket.socket(fileno=fds[0]), jobs)
        os.close(fds[0])
        control.sendall(LENGTH.pack(pid))


def worker(connection: socket.socket, jobs: Jobs) -> None:
    """Answer one request after another, inside limits; never returns."""
    limit()
    gc.enable()
    code = 0
    try:
        for count in range(RETIRE_AFTER + 1):
            request = receive(connection)
            if request is None:
                break
            signal.setitimer(signal.ITIMER_REAL, ABANDONED)  # its default action ends the process, inside NumPy too
            answer = answered(request, jobs)
            signal.setitimer(signal.ITIMER_REAL, 0)
            heavy = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > RETIRE_ABOVE
            body = json.dumps([answer, heavy or count == RETIRE_AFTER], ensure_ascii=False, allow_nan=False).encode()
            connection.sendall(LENGTH.pack(len(body)) + body)
    except BaseException:  # the server sees the connection end, and says so to the person
        code = 1
    os._exit(code)


def answered(request: bytes, jobs: Jobs) -> Answer:
    """Run one job; what goes wrong inside it is our mistake, and is said without a traceback."""
    job, arguments = json.loads(request)
    try:
        return jobs[job](arguments)
    except (MemoryError, RecursionError):
        message = "This is too large to work out here."
        return {"error": {"where": None, "message": message, "hint": "Try a smaller one."}}
    except Exception:  # told to the server, which may write it down: nothing is written here
        message = "Something went wrong on our side while working this out."
        error = {"where": None, "message": message, "hint": "Try writing it another way."}
        return {"error": error, "ours": f"{job}: {traceback.format_exc(limit=-4)}"}


def limit() -> None:
    """No more memory than agreed, no new processes, nothing written, few files open."""
    with contextlib.suppress(OSError, ValueError):
        pages = int(open("/proc/self/statm").read().split()[0])  # noqa: SIM115  the process ends soon
        bound = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    few = {resource.RLIMIT_NPROC: 0, resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0, resource.RLIMIT_NOFILE: 24}
    for name, bound in few.items():
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(name, (bound, bound))


def receive(connection: socket.socket) -> bytes | None:
    """One request, or None when the server has gone."""
    head = exactly(connection, LENGTH.size)
    if head is None:
        return None
    (size,) = LENGTH.unpack(head)
    return exactly(connection, size) if size <= LARGEST else None


def exactly(connection: socket.socket, size: int) -> bytes | None:
    """`size` bytes, or None at the end of the connection."""
    parts: list[bytes] = []
    while size:
        part = connection.recv(size)
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
