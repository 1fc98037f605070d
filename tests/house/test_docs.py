"""The documents say what is: tables and output are fresh, links and paths lead somewhere."""

import importlib.util
import re
import shutil
import subprocess
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from tools import readme, tables

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", tables.PAGES, ids=lambda page: page.file)
def test_a_generated_table_is_fresh(page: tables.Page) -> None:
    stands = (tables.FOLDER / page.file).read_text(encoding="utf-8")
    assert stands == tables.written(page), "run: .venv/bin/python tools/tables.py"


def test_every_page_of_tables_is_generated() -> None:
    assert {path.name for path in tables.FOLDER.iterdir()} == {page.file for page in tables.PAGES}


@pytest.mark.skipif(importlib.util.find_spec("steepest.cli") is None, reason="there is no command line yet")
def test_the_output_in_the_readme_is_real() -> None:
    assert readme.BLOCK.search(README)
    assert readme.refreshed(README) == README, "run: .venv/bin/python tools/readme.py"


def test_the_readme_shows_product_commands_and_derivation_on_its_first_screen() -> None:
    screen = "\n".join(README.splitlines()[:30])
    assert "python3 start.py " in screen
    assert "python3 start.py test" in screen
    assert "$ steepest derive" in screen


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_in_a_document_leads_somewhere(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text):
        assert (document.parent / target).exists(), f"{target} is not there"


def test_where_do_i_add_names_places_that_exist() -> None:
    section = CONTRIBUTING.split("## Where do I add …?")[1].split("\n## ")[0]
    named = [name for name in re.findall(r"`([^`]+)`", section) if "/" in name or name.endswith((".py", ".toml"))]
    assert len(named) > 8
    for name in named:
        assert (ROOT / name).exists() or list(ROOT.glob(f"lessons/**/{name}")), f"{name} is not there"


def test_the_map_draws_the_floors_in_the_order_of_the_contract() -> None:
    drawing = (ROOT / "docs" / "map.md").read_text(encoding="utf-8").split("```")[1]
    drawn = [re.sub(r"/|\.py", "", line.split()[0]) for line in drawing.strip().splitlines()]
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ][0]
    assert drawn == [layer.strip("()") for layer in contract["layers"]]


def test_the_map_leads_to_every_table() -> None:
    drawing = (ROOT / "docs" / "map.md").read_text(encoding="utf-8")
    assert [page.file for page in tables.PAGES if f"(tables/{page.file})" not in drawing] == []


def test_decisions_have_numbers_of_their_own() -> None:
    numbers = Counter(path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert all(number.isdigit() and count == 1 for number, count in numbers.items()), numbers


def test_nothing_committed_names_a_place_on_somebodys_machine() -> None:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a checkout, or no git to list it")
    place = re.compile(rb"(?<![\w./:-])/(?:home|root|Users|work|tmp|mnt|opt|var/folders)/[\w.-]+|[A-Z]:\\\\Users\\\\")
    listed = subprocess.check_output(["git", "-C", str(ROOT), "ls-files", "-z"]).decode().split("\0")
    found = {name: place.search((ROOT / name).read_bytes()) for name in listed if name and (ROOT / name).is_file()}
    assert not {name: match[0] for name, match in found.items() if match}
