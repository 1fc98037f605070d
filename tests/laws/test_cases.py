"""The shared reference cases: derivatives against their published answers, values at kinks between the two sides.

Skipped where the cases are not there; they are read, never copied.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from random import Random
from typing import Any

import mpmath
import pytest

import steepest as st

CASES = Path(__file__).parents[3] / "shared" / "cases"
Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    file = CASES / name
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


NAMES = {n: getattr(mpmath, n) for n in (
    "exp sqrt sin cos tan sec csc cot asin acos atan asec acsc acot sinh cosh tanh sech csch coth asinh acosh atanh "
    "erf erfc pi e gamma loggamma log"
).split()} | {"abs": lambda u: u if u >= 0 else -u, "__builtins__": {}}  # fmt: skip
DERIVATIVES = rows("derivatives.jsonl")
KINKS = [row for row in rows("kinks.jsonl") if "(" in row["expr"]]  # the others are names, not expressions
ENOUGH = 4


def oracle(text: str, point: dict[str, float]) -> float:
    """The value of a published answer; nan where it is not a real number."""
    with mpmath.workdps(40):
        try:
            value = eval(text, NAMES | {n: mpmath.mpf(v) for n, v in point.items()})
        except (ZeroDivisionError, ValueError):
            return math.nan
    if isinstance(value, mpmath.mpc):
        return math.nan if abs(value.imag) > 1e-30 else float(value.real)
    return float(value)


def points(row: Row) -> list[dict[str, float]]:
    source = Random(row["id"])
    fixed = row.get("at") or {}
    tried = [(0.2, 1.4), (1.5, 4.0), (-1.4, -0.2), (0.05, 0.6)] * 6
    return [{n: fixed.get(n, source.uniform(*span)) for n in row["vars"]} for span in tried]


def close(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-8 * max(1.0, abs(a), abs(b))


@pytest.mark.skipif(not DERIVATIVES, reason="the shared cases are not here")
@pytest.mark.parametrize("row", DERIVATIVES, ids=lambda row: row["id"])
def test_a_derivative_is_the_published_one(row: Row) -> None:
    d = st.derive(row["f"], wrt=row["var"], order=row["order"])
    program = d.compile("numpy")
    seen = 0
    for point in points(row):
        expected = row["expected_py"]
        told = expected if isinstance(expected, dict) else {"": expected}
        values = {n: oracle(text, point) for n, text in told.items()}
        if math.isnan(oracle(row["f_py"], point)) or not all(map(math.isfinite, values.values())):
            continue
        found = program(**point)
        for n, value in values.items():
            own = float(found[n] if n else found)
            assert close(own, value), f"{row['f']} by {n or row['var']} at {point}: {own}, published {value}"
        seen += 1
        if seen == ENOUGH:
            return
    assert seen, f"no point was found for {row['f']}"


@pytest.mark.skipif(not KINKS, reason="the shared cases are not here")
@pytest.mark.parametrize("row", KINKS, ids=lambda row: row["id"])
def test_the_value_at_a_kink_lies_between_the_two_sides(row: Row) -> None:
    text = row["expr"]
    at = row["at"]
    array = isinstance(at, list) and "x0" not in text
    names = ["x0", "x1"] if "x0" in text else ["x"]
    given = dict(zip(names, at, strict=True)) if len(names) > 1 else {"x": at}
    d = st.derive(text, wrt=names if len(names) > 1 else "x", shapes={"x": (len(at),)} if array else None)
    found = d.compile("numpy")(**given)
    own = list(found.values()) if isinstance(found, dict) else list(found) if array else [found]
    left, right = row["left"], row["right"]
    if left is not None and right is not None:
        assert min(left, right) <= own[0] <= max(left, right)
    elif right == "inf":
        assert own[0] == math.inf
        assert d.conditions
    else:
        assert all(map(math.isfinite, own))
        allowed = [row[peer] if isinstance(row[peer], list) else [row[peer]] for peer in ("jax", "torch")]
        assert all(min(a) - 1 <= v <= max(a) + 1 for v, a in zip(own, zip(*allowed, strict=True), strict=True))
