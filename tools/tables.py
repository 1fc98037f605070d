"""Make `docs/tables/` from the tables in the code: `python tools/tables.py`.

One row of `PAGES` names a table and says how its columns are read.
`tests/house/test_docs.py` fails when a page is stale.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "tables"


@dataclass(frozen=True)
class Page:
    """One page of `docs/tables/`."""

    file: str
    title: str
    lead: str  # the sentence under the title
    table: str  # "module:NAME", a tuple of rows or a dict of them
    columns: tuple[tuple[str, str | Callable[[Any], object]], ...]  # heading → attribute or function of the row


def written(page: Page) -> str:
    """Write one page as Markdown."""
    module, name = page.table.split(":")
    rows = getattr(import_module(module), name)
    lines = [
        f"# {page.title}",
        "",
        f"{page.lead} Made by `tools/tables.py` from `{module}.{name}`; change it there.",
        "",
        "| " + " | ".join(heading for heading, _ in page.columns) + " |",
        "|" + "---|" * len(page.columns),
    ]
    for row in rows.values() if isinstance(rows, Mapping) else rows:
        cells = (read(row) if callable(read) else getattr(row, read) for _, read in page.columns)
        lines.append("| " + " | ".join(map(cell, cells)) + " |")
    return "\n".join(lines) + "\n"


def cell(value: object) -> str:
    """Write one value so that it stays within its cell."""
    if value is None or value in ((), [], ""):
        return "–"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(map(cell, value))
    return str(value).replace("|", "\\|").replace("\n", " ")


def code(name: str) -> Callable[[Any], object]:
    """Read an attribute that holds one formula or several, as code."""

    def read(row: Any) -> list[str]:
        value = getattr(row, name)
        if isinstance(value, str):
            return [f"`{value}`"] if value else []
        return [f"`{formula}`" if formula else "none" for formula in value]

    return read


def kinks(row: Any) -> list[str]:
    """Say for each kink of a primitive where it is, the derivative from either side, and the value used there."""
    return [f"`{kink.at} = 0`: {kink.left or 'none'}, {kink.right or 'none'}, {kink.value}" for kink in row.kinks]


def steps(row: Any) -> str:
    """Write the lines of an update in order, and what it gives."""
    return "; ".join(f"`{line}`" for line in (*row.rule.lines, row.rule.result))


def starts(row: Any) -> list[str]:
    """Write the state before the first step."""
    return [f"`{name} = {text}`" for name, text in row.rule.state.items()]


def defaults(row: Any) -> list[str]:
    """Write the settings with their defaults."""
    rate = [] if not hasattr(row, "rate") else [f"rate = {row.rate if row.rate is not None else '1/L'}"]
    return [*rate, *(f"{n} = {'the steps of the run' if v is None else v}" for n, v in row.hyper.items())]


PAGES: tuple[Page, ...] = (
    Page(
        "primitives.md",
        "Functions and their derivatives",
        "u, v, w are the arguments and y is the value of the function.",
        "steepest.calculus.primitives:PRIMITIVES",
        (
            ("function", code("name")),
            ("derivative", code("derivative")),
            ("because", "because"),
            ("defined where", code("domain")),
            ("at a kink: left, right, used", kinks),
            ("by other rows", code("definition")),
        ),
    ),
    Page(
        "rules.md",
        "Rules of differentiation",
        "Tried from the top; the first that applies is the step.",
        "steepest.calculus.rules:RULES",
        (
            ("rule", "name"),
            ("because", "because"),
            ("for example", lambda row: [f"`{row.example[0]}` → `{row.example[1]}`"] if any(row.example) else []),
        ),
    ),
    Page(
        "stable.md",
        "Stable forms",
        "Losses over arrays are written so before they are derived.",
        "steepest.calculus.stable:STABLE",
        (
            ("form", "name"),
            ("written", lambda row: f"`{row.example[0]}`"),
            ("as", lambda row: f"`{row.example[1]}`"),
            ("because", "because"),
        ),
    ),
    Page(
        "running.md",
        "Forms that run",
        "Programs run these in place of what is shown, unless `stable=False`; applied from the inside out.",
        "steepest.calculus.running:RUNNING",
        (
            ("form", "name"),
            ("shown", lambda row: f"`{row.example[0]}`"),
            ("runs", lambda row: f"`{row.example[1]}`"),
            ("because", "because"),
        ),
    ),
    Page(
        "views.md",
        "Views of a derivative",
        "What `d.view(name)` shows; each says its layout in words.",
        "steepest.calculus.views:VIEWS",
        (("view", code("name")), ("shows", "because")),
    ),
    Page(
        "facts.md",
        "What may be known of a variable",
        "What `assume=` and `--assume` take; a result is then as short as the facts allow, and proved where they hold.",
        "steepest.compute.facts:FACTS",
        (("fact", code("name")), ("of", "of"), ("means", "meaning")),
    ),
    Page(
        "formats.md",
        "Output formats",
        "What `code(target)` writes.",
        "steepest.notation.formats:FORMATS",
        (("format", code("name")), ("file", code("ending")), ("for", "because")),
    ),
    Page(
        "optimizers.md",
        "Optimizers",
        "x is the iterate, g the gradient there, rate the learning rate, t the number of the step; lines are done in "
        "order, the last is the new x. Defaults are PyTorch's; a rate of 1/L comes from the curvature at the start.",
        "steepest.descent.optimizers:OPTIMIZERS",
        (
            ("name", code("name")),
            ("each step", steps),
            ("at the start", starts),
            ("defaults", defaults),
            ("on a quadratic it diverges above", code("limit")),
            ("because", "because"),
            ("source", "source"),
        ),
    ),
    Page(
        "classical.md",
        "Methods with their own step lengths",
        "`steps` is the most iterations, unless told.",
        "steepest.descent.classical:CLASSICAL",
        (("name", code("name")), ("title", "title"), ("because", "because"), ("steps", "steps")),
    ),
    Page(
        "schedules.md",
        "Learning-rate schedules",
        "rate is the rate asked for, t the number of the step, loss what it starts from; last comes the rate used.",
        "steepest.descent.schedules:SCHEDULES",
        (
            ("name", code("name")),
            ("each step", steps),
            ("at the start", starts),
            ("defaults", defaults),
            ("because", "because"),
        ),
    ),
    Page(
        "questions.md",
        "Kinds of questions",
        "What an author writes in a `:::{question}` block of each kind, beside `prompt`, `skill`, `given`, `hints`, "
        "`because` and `figure`.",
        "steepest.course.kinds.table:KINDS",
        (
            ("kind", code("name")),
            ("the learner", "asks"),
            ("fields", lambda row: [f"`{field}`: {means}" for field, means in row.fields.items()]),
            ("samples", lambda row: str(len(row.samples))),
        ),
    ),
    Page(
        "mistakes.md",
        "Mistakes in a derivative",
        "False rules with which a derivation is replayed; what each says is true of an answer that it gives.",
        "steepest.course.false_rules:MISTAKES",
        (
            ("name", code("name")),
            ("distorts", "instead_of"),
            ("turns", lambda row: f"`{row.example[0]}` into `{row.example[1]}`"),
            ("says", "because"),
        ),
    ),
    Page(
        "pictures.md",
        "Pictures",
        "The still pictures of `:::{figure} name` blocks; `lessons/README.md` has their options.",
        "steepest.figure.pictures:PICTURES",
        (
            ("picture", lambda row: [f"`{row.__name__.replace('_', '-')}`"]),
            ("shows", lambda row: (row.__doc__ or "").split("\n")[0]),
        ),
    ),
)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for page in PAGES:
        (FOLDER / page.file).write_text(written(page), encoding="utf-8")
        print(f"docs/tables/{page.file}")
