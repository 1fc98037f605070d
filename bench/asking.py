"""Milliseconds of an answer of the ask box: `.venv/bin/python bench/asking.py`.

Every fresh question of the tests is asked once, after one that loads the libraries. Issue bar: 50 ms at the 99th
percentile.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from serving import quantile
from tests.tutor import fresh_computable, fresh_outside, fresh_sections

from steepest.tutor.ask import ask


def milliseconds(question: str) -> tuple[float, float]:
    """By the clock, and of the processor: the second does not depend on what else the machine does."""
    clock, processor = time.perf_counter(), time.process_time()
    ask(question)
    return 1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - processor)


if __name__ == "__main__":
    for first in ("minimum of x^2 + 1", "is x^4 convex", "what is a derivative"):
        ask(first)
    every: list[tuple[float, float]] = []
    for name, rows in (
        ("computed", [row[0] for row in fresh_computable.FRESH]),
        ("quoted", [row[0] for row in fresh_sections.FRESH]),
        ("refused", fresh_outside.FRESH),
        ("together", []),
    ):
        times = [milliseconds(question) for question in rows] if rows else every
        every = every + times if rows else every
        for kind, values in zip(("clock", "processor"), zip(*times, strict=True), strict=True):
            spread = ", ".join(f"p{round(100 * q)} {quantile(values, q):.1f} ms" for q in (0.5, 0.9, 0.99))
            print(f"{name:9} {len(values):4} questions, {kind:9}: {spread}")
