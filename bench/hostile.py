"""Hostile inputs through the API, and a small job beside a saturating visitor: `.venv/bin/python bench/hostile.py`.

Issue bars: p99 of the inputs at most 300 ms, no worker above 600 MB, the server's memory flat; the other visitor's p99
at most 50 ms. The attacker asks for work that is stopped after a second, ten at a time, each text new. Linux.
"""

import importlib.util
import os
import threading
import time
from pathlib import Path

import httpx
from serving import quantile, served

ROWS = Path(__file__).parents[1] / "tests" / "web" / "hostile.py"
TIMES = 3  # each input, with other white space, so that no answer is remembered
SMALL = 400  # jobs of the other visitor
AT_ONCE = 10  # requests of the attacker


def inputs() -> list[str]:
    spec = importlib.util.spec_from_file_location("hostile", ROWS)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return list(dict.fromkeys(module.HOSTILE))


def megabytes(pid: int, field: str = "VmRSS") -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith(field + ":")) / 1024


def children(pid: int) -> list[int]:
    try:
        found = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return found + [grandchild for child in found for grandchild in children(child)]


def hostile(address: str, pid: int) -> None:
    texts = inputs()
    times: list[tuple[float, str]] = []
    wrong, largest, before = 0, 0.0, 0.0
    with httpx.Client(base_url=address, timeout=20) as client:
        for turn in range(TIMES):
            for text in texts:
                began = time.perf_counter()
                answer = client.get("/api/v1/derive", params={"text": text + " " * turn})
                times.append(((time.perf_counter() - began) * 1e3, text))
                wrong += answer.status_code not in {200, 422} or "error" not in answer.json() | {"error": 0}
                largest = max([largest, *(megabytes(one, "VmHWM") for one in children(pid))])
            if turn == 0:
                before = megabytes(pid)
    took = [one for one, _ in times]
    print(f"hostile inputs       {len(texts)} × {TIMES}, {wrong} neither a result nor a sentence")
    print(f"  median, p99, worst {quantile(took, 0.5):.1f}, {quantile(took, 0.99):.0f}, {max(took):.0f} ms")
    for one, text in sorted(times, reverse=True)[:4]:
        print(f"    {one:6.0f} ms  {text[:60]!r}")
    print(f"  largest worker     {largest:.0f} MB")
    print(f"  the server itself  {before:.0f} MB after the first round, {megabytes(pid):.0f} MB after the last")


def beside(address: str, *, attacked: bool) -> None:
    stop = threading.Event()
    count = iter(range(10**9))
    replies: list[int] = []

    def attack() -> None:
        with httpx.Client(base_url=address, timeout=30, cookies={"visitor": "a" * 32}) as client:
            while not stop.is_set():
                text = f"(x+y+z)^{300 + next(count) % 600} + (x+1)^500 sin(x*y*z)^{next(count)}"
                params = {"text": text, "wrt": "x", "order": 6}
                replies.append(client.get("/api/v1/derive", params=params).status_code)

    attackers = [threading.Thread(target=attack) for _ in range(AT_ONCE if attacked else 0)]
    for one in attackers:
        one.start()
    time.sleep(1)
    took = []
    with httpx.Client(base_url=address, timeout=30, cookies={"visitor": "b" * 32}) as client:
        for k in range(SMALL):
            began = time.perf_counter()
            reply = client.get("/api/v1/read", params={"text": f"x^2 + {k}{'.5' * attacked}"})
            took.append((time.perf_counter() - began) * 1e3)
            assert reply.status_code == 200
            time.sleep(0.01)
    stop.set()
    for one in attackers:
        one.join()
    name = f"beside an attacker ({len(replies)} requests, {replies.count(503)} refused)" if attacked else "alone"
    print(f"a small job {name}")
    print(f"  median, p99, worst {quantile(took, 0.5):.1f}, {quantile(took, 0.99):.1f}, {max(took):.1f} ms")


def main() -> None:
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    with served() as (address, pid):
        hostile(address, pid)
        beside(address, attacked=False)
        beside(address, attacked=True)


main()
