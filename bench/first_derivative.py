"""Seconds from a fresh interpreter to the first derivative: `.venv/bin/python bench/first_derivative.py`."""

import statistics
import subprocess
import sys
import time

CASES = {
    "the interpreter alone": "pass",
    "import steepest": "import steepest",
    "a scalar derivative": "import steepest as st; str(st.derive('x^2 sin(x)', wrt='x'))",
    "a scalar gradient, compiled": "import steepest as st; st.derive('x^2 sin(x)', wrt='x').compile('numpy')(x=1.0)",
    "SymPy: a scalar derivative": "import sympy as s; x = s.Symbol('x'); str(s.diff(x**2*s.sin(x), x))",
    "JAX: a gradient, not compiled": "import jax, jax.numpy as j; jax.grad(lambda x: x**2*j.sin(x))(1.0)",
}
OURS = "a scalar derivative"  # issue bar: 0.25 s
ROUNDS = 9

seconds: dict[str, list[float]] = {}
for title, code in CASES.items():
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
        seconds.setdefault(title, []).append(time.perf_counter() - began)
base = statistics.median(seconds[OURS])
print(f"{'':32}{'median s':>9}{'best s':>8}{'to ours':>9}")
for title, taken in seconds.items():
    middle = statistics.median(taken)
    print(f"{title:32}{middle:>9.3f}{min(taken):>8.3f}{middle / base:>8.1f}x")
