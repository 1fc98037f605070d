"""Our derivatives beside the closed forms that people published: as simple, as short, made of the same words.

Skipped where the cases are not there.
"""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import steepest as st
from steepest.calculus.readable import marks
from steepest.calculus.surface import Surface

TOOL = Path(__file__).parents[2] / "tools" / "gallery.py"
SPEC = importlib.util.spec_from_file_location("gallery", TOOL)
assert SPEC is not None
assert SPEC.loader is not None
gallery: Any = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(gallery)

ROWS = gallery.cases()
PLAIN = {"add", "mul", "neg", "div", "number", "size"}
needed = pytest.mark.skipif(not ROWS, reason="the shared cases are not here")


@pytest.fixture(scope="module")
def pairs() -> list[tuple[dict[str, Any], st.Derived, Surface]]:
    return [(row, gallery.derived(row), st.read(row["expected"], gallery.shapes_of(row))) for row in ROWS]


def words(root: Surface) -> Counter[object]:
    """The functions and variables of a formula, as often as they are written; signs and numbers left out."""
    found: Counter[object] = Counter()
    stack = [root]
    while stack:
        e = stack.pop()
        stack += e.args
        if e.op not in PLAIN:
            found[e.data if e.op == "variable" else e.op] += 1
    return found


def of_one_structure(ours: st.Derived, theirs: Surface) -> bool:
    """The same core, or as little ink (within a quarter) with a third of the words different at most."""
    if st.lower(theirs) is ours.expr:
        return True
    a, b = words(ours.result), words(theirs)
    different = sum(((a - b) + (b - a)).values())
    return marks(ours.result) <= 1.25 * marks(theirs) and different <= max(1, sum(b.values()) / 3)


@needed
def test_there_are_a_hundred_closed_forms() -> None:
    assert len(ROWS) >= 100


@needed
def test_of_the_closed_forms_85_in_100_have_the_structure_of_ours(pairs: Any) -> None:
    other = [row["id"] for row, ours, theirs in pairs if not of_one_structure(ours, theirs)]
    assert len(other) <= 0.15 * len(pairs), other


@needed
def test_95_in_100_are_at_most_half_as_long_again(pairs: Any) -> None:
    ratios = sorted((gallery.length(str(ours)) / gallery.length(row["expected"]), row["id"]) for row, ours, _ in pairs)
    assert ratios[int(0.95 * len(ratios))][0] <= 1.5, ratios[-8:]


@needed
def test_the_gallery_is_fresh() -> None:
    assert gallery.PAGE.read_text(encoding="utf-8") == gallery.page(), "run `python tools/gallery.py`"
