"""Write `docs/gallery.md`, our matrix derivatives beside the closed forms of their sources: `python tools/gallery.py`.

The cases are read from the shared reference cases, where they are; only formulas and the names of sources are shown.
`tests/laws/test_readability.py` holds the page fresh.
"""

import json
import re
from pathlib import Path
from typing import Any

import steepest as st

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT.parent / "shared" / "cases" / "matrix.jsonl"
PAGE = ROOT / "docs" / "gallery.md"
HEAD = """# Matrix derivatives, ours beside the source's

Made by `tools/gallery.py` from published closed forms; do not edit. Each is the derivative of the function by the
variable named (of the order named); *source* says where the closed form stands. Sizes, symmetry and ranges are
assumed as the source does. Where a function has a kink ours also says what holds at a tie.

| function | by | ours | the source's | source |
|---|---|---|---|---|
"""
TOKEN = re.compile(r"[A-Za-z_]\w*|\d+\.?\d*|\*\*|[=<>!]=|\S")


def cases() -> list[dict[str, Any]]:
    """The shared cases that have a closed form in matrix words, in natural layout."""
    if not CASES.exists():
        return []
    rows = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row.get("expected") and row.get("layout") != "vec"]


def shapes_of(row: dict[str, Any]) -> dict[str, tuple[int, ...]]:
    return {name: tuple(shape) for name, shape in row["vars"].items()}


def derived(row: dict[str, Any]) -> st.Derived:
    """Our derivative, under what the source assumes of its values."""
    assume = {name: kind for name, kind in row["domain"].items() if kind == "simplex"}
    assume |= dict.fromkeys(row["symmetric"], "symmetric") | dict.fromkeys(row["posdef"], "posdef")
    return st.derive(row["expr"], wrt=row["wrt"], order=row["order"], shapes=shapes_of(row), assume=assume)


def length(text: str) -> int:
    """How many names, numbers and signs a formula has."""
    return len(TOKEN.findall(text))


def page() -> str:
    """The whole page."""
    return HEAD + "".join(line(row) for row in cases())


def line(row: dict[str, Any]) -> str:
    """One case as a line of the table."""
    order = f", order {row['order']}" if row["order"] > 1 else ""
    cells = [f"`{row['expr']}`", f"`{row['wrt']}`{order}", f"`{derived(row)}`", f"`{row['expected']}`", row["source"]]
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |\n"


if __name__ == "__main__":
    if cases():
        PAGE.write_text(page(), encoding="utf-8")
        print("docs/gallery.md")
    else:
        print("The shared cases are not here.")
