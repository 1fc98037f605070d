"""Equality of the shared pairs, beside SymPy's `equals`: `.venv/bin/python bench/same.py`.

SymPy gets one second a pair, since it hangs on some. Issue bars: p95 at most 20 ms, 99.8 % decided right, none wrong.
"""

import json
import math
import signal
import statistics
import time
from pathlib import Path
from types import FrameType

import sympy
from sympy.parsing.sympy_parser import (
    convert_xor,
    implicit_multiplication_application,
    parse_expr,
    standard_transformations,
)

import steepest as st

CASES = Path(__file__).parents[2] / "shared" / "cases" / "equiv.jsonl"
PEER_SHARE = 8  # every so many pairs
READ = (*standard_transformations, convert_xor, implicit_multiplication_application)


def too_long(signum: int, frame: FrameType | None) -> None:
    raise TimeoutError


def main() -> None:
    if not CASES.exists():
        print("The shared cases are not here.")
        return
    rows = [row for row in map(json.loads, CASES.read_text(encoding="utf-8").splitlines()) if row["class"] == "exact"]
    ours, theirs = [], []
    right = wrong = peer_right = peer_late = 0
    signal.signal(signal.SIGALRM, too_long)
    for k, row in enumerate(rows):
        began = time.perf_counter()
        try:
            found = st.same(row["student"], row["teacher"]).equal
        except st.Unreadable:
            found = None
        ours.append((time.perf_counter() - began) * 1e3)
        right += found is row["same"]
        wrong += found is (not row["same"])
        if k % PEER_SHARE:
            continue
        began = time.perf_counter()
        signal.setitimer(signal.ITIMER_REAL, 1.0)
        try:
            a, b = (parse_expr(row[side], transformations=READ) for side in ("student", "teacher"))
            peer_right += bool(sympy.sympify(a).equals(b)) is row["same"]
        except TimeoutError:
            peer_late += 1
        except Exception:  # what it cannot read or decide
            pass
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        theirs.append((time.perf_counter() - began) * 1e3)
    print(f"{'':22}{'pairs':>6}{'right':>9}{'wrong':>7}{'median ms':>11}{'p95 ms':>9}{'to ours':>9}")
    base = statistics.median(ours)
    for name, times, share, bad in (
        ("steepest same", ours, right / len(rows), str(wrong)),
        ("SymPy equals", theirs, peer_right / len(theirs), f"{peer_late} late"),
    ):
        late = sorted(times)[math.ceil(0.95 * len(times)) - 1]
        middle = statistics.median(times)
        print(f"{name:22}{len(times):>6}{share:>9.1%}{bad:>7}{middle:>11.2f}{late:>9.2f}{middle / base:>8.1f}x")


main()
