"""The reference problems, where this checkout has them, and a few of our own."""

import json
from pathlib import Path

import numpy as np
import pytest

CASES = Path(__file__).parents[3] / "shared" / "cases" / "optim"
needs_cases = pytest.mark.skipif(not CASES.exists(), reason="the reference cases are not in this checkout")


def rows(name):
    """The problems of a reference file, or none."""
    path = CASES / name
    return json.loads(path.read_text())["problems"] if path.exists() else []


def nist():
    """The certified regressions, each with its two starts."""
    found = [json.loads(p.read_text()) for p in sorted(CASES.glob("nist/*.json"))]
    return [(row, start) for row in found for start in ("start1", "start2")]


def arrays(row):
    """The data of a convex problem."""
    return dict(np.load(CASES / row["data_file"]))


def origin(row):
    """Its parameters at zero."""
    return {name: np.zeros(shape) for name, shape in row["params"].items()}


def begin(row):
    """The published start of a test function."""
    if isinstance(row["params"], dict):
        return {next(iter(row["params"])): row["start"]}
    return dict(zip(row["params"], row["start"], strict=True))


def bowl(d=3, n=20, seed=0):
    """A least-squares problem: data, and its largest curvature."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d)) * np.arange(1, d + 1)
    y = X @ np.ones(d) + 0.1 * rng.normal(size=n)
    return {"X": X, "y": y}, float(np.linalg.eigvalsh(2 * X.T @ X / n)[-1])
