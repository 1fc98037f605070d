"""The reference cases, where they are present beside the repository: everything typed is read as it was meant."""

import json
import math
import random
import re
from pathlib import Path

import numpy as np
import pytest
from tests.notation.test_reading import FUNCTIONS
from tests.notation.values import value

from steepest.calculus.surface import variables
from steepest.notation.reading import Unreadable, read

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the reference cases are not beside this checkout")

MORE = {
    "asech": lambda u: np.arccosh(1 / u),
    "acoth": lambda u: np.arctanh(1 / u),
    "asec": lambda u: np.arccos(1 / u),
    "acsc": lambda u: np.arcsin(1 / u),
    "acot": lambda u: np.arctan(1 / u),
    "max": max,
    "min": min,
    "root": lambda u, n: np.sign(u) * np.abs(u) ** (1 / n),
    "log_base": lambda u, b: np.log(u) / np.log(b),
    "log10": np.log10,
    "log2": np.log2,
    "relu": lambda u: np.maximum(u, 0),
    "log1p": np.log1p,
    "expm1": np.expm1,
}
KNOWN = {**FUNCTIONS, **MORE}


def rows(name):
    path = CASES / name
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def means(typed, *pythons):
    """Is the text read with the value of one of these Python expressions, where that is real?"""
    surface = read(typed)
    return not isinstance(surface, Unreadable) and any(_agrees(surface, python) for python in pythons)


def _agrees(surface, python):
    rng = random.Random(3)
    for k in range(8):
        names = {
            n: np.float64(rng.uniform(0.3, 0.9) if k % 2 else rng.uniform(0.3, 2.5))
            for n in set(re.findall(r"[A-Za-z_]\w*", python)) - KNOWN.keys()
        }
        with np.errstate(all="ignore"):
            want = eval(python, {}, {**KNOWN, **names})
        if isinstance(want, complex) or not set(variables(surface)) <= names.keys():
            return set(variables(surface)) <= names.keys()
        if math.isfinite(want) and not math.isclose(value(surface, names), want, rel_tol=1e-8, abs_tol=1e-12):
            return False
    return True


def test_inputs_are_read_as_they_were_meant():
    wrong = [
        r["raw"]
        for r in rows("input.jsonl")
        if r["py"] is not None and not means(r["raw"], r["py"], *r.get("also", ()))
    ]
    assert wrong == []


def test_malformed_inputs_are_refused_at_the_right_place():
    wrong = []
    for r in rows("input.jsonl"):
        if r["py"] is None:
            error = read(r["raw"])
            if not isinstance(error, Unreadable) or abs(error.where[0] - r["error_at"]) > r["slack"]:
                wrong.append((r["raw"], error))
    assert wrong == []


@pytest.mark.parametrize(
    ("file", "typed", "python"),
    [
        ("derivatives.jsonl", "f", "f_py"),
        ("equiv.jsonl", "student", "student_py"),
        ("equiv.jsonl", "teacher", "teacher_py"),
        ("mistakes.jsonl", "f", "f_py"),
        ("mistakes.jsonl", "wrong", "wrong_py"),
    ],
)
def test_functions_are_read_as_they_were_meant(file, typed, python):
    wrong = [
        r[typed]
        for r in rows(file)
        if isinstance(r[typed], str) and "xp" not in r[typed] and not means(r[typed], r[python])
    ]
    assert wrong == []


def test_matrix_expressions_are_read():
    wrong = []
    for r in rows("matrix.jsonl"):
        shapes = {name: tuple(shape) for name, shape in r["vars"].items()}
        texts = [r["expr"], *([] if r.get("ext_expected") else [r["expected"]])]
        wrong += [t for t in texts if t and isinstance(read(t, shapes), Unreadable)]
    assert wrong == []


def test_losses_are_read():
    texts = [
        p["loss"]
        for f in ("mgh.json", "global.json", "convex.json")
        for p in json.loads((CASES / "optim" / f).read_text())["problems"]
    ]
    assert [t for t in texts if isinstance(read(t, infer=True), Unreadable)] == []
