"""Derive and compile the shared cases, beside SymPy and JAX: `.venv/bin/python bench/derive_and_compile.py`.

Milliseconds a case, in one run: our `derive` with steps, proof conditions and the compiled function; SymPy's `diff` and
`lambdify` of an expression that is parsed already; JAX's first call of `jit(grad)`. Issue bar: median at most 5 ms.
"""

import json
import math
import statistics
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import jax
import sympy

import steepest as st

CASES = Path(__file__).parents[2] / "shared" / "cases" / "derivatives.jsonl"
JAX_SHARE = 15  # every so many cases: a trace takes long


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1e3


def ours(row: dict[str, Any]) -> float:
    return timed(lambda: st.derive(row["f"], wrt=row["var"], order=row["order"]).compile("numpy"))


def read_by_sympy(row: dict[str, Any]) -> tuple[list[sympy.Symbol], sympy.Expr]:
    names = [sympy.Symbol(name, real=True) for name in row["vars"]]
    return names, sympy.sympify(row["f_py"], locals={str(n): n for n in names})


def by_sympy(row: dict[str, Any]) -> float:
    names, f = read_by_sympy(row)
    x = names[row["vars"].index(row["var"])]
    return timed(lambda: sympy.lambdify(names, sympy.diff(f, x, row["order"]), "math"))


def by_jax(row: dict[str, Any]) -> float:
    names, f = read_by_sympy(row)
    g = sympy.lambdify(names, f, "jax")
    at = row["vars"].index(row["var"])
    return timed(lambda: jax.jit(jax.grad(g, at))(*[0.3] * len(names)).block_until_ready())


def main() -> None:
    if not CASES.exists():
        print("The shared cases are not here.")
        return
    rows = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if isinstance(row["var"], str) and row["var"] in row["vars"]]
    for row in rows[:40]:
        ours(row)  # what is imported on first use
    times: dict[str, list[float]] = {"steepest derive + compile": [ours(row) for row in rows]}
    for name, peer, some in (
        ("SymPy diff + lambdify", by_sympy, rows),
        ("JAX jit(grad), first call", by_jax, [r for r in rows[::JAX_SHARE] if r["order"] == 1]),
    ):
        for row in some:
            with suppress(Exception):  # what the peer cannot read or print
                times.setdefault(name, []).append(peer(row))
    print(f"{'':28}{'cases':>6}{'median ms':>11}{'p95 ms':>9}{'to ours':>9}")
    base = statistics.median(times["steepest derive + compile"])
    for name, taken in times.items():
        late = sorted(taken)[math.ceil(0.95 * len(taken)) - 1]
        middle = statistics.median(taken)
        print(f"{name:28}{len(taken):>6}{middle:>11.2f}{late:>9.2f}{middle / base:>8.1f}x")


main()
