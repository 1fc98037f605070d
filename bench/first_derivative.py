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
}
ROUNDS = 15

for title, code in CASES.items():
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        taken.append(time.perf_counter() - began)
    print(f"{title:<30}median {statistics.median(taken):.3f} s   best {min(taken):.3f} s")
