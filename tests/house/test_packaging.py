"""What is installed stays small, and what is packed is complete."""

import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_default_install_stays_under_45_packages() -> None:
    found: set[str] = {"steepest"}
    todo = [Requirement(line) for line in PROJECT["dependencies"]]
    while todo:
        wanted = todo.pop()
        name = canonicalize_name(wanted.name)
        if name not in found:
            found.add(name)
            extras = ["", *wanted.extras]
            for line in distribution(name).requires or []:
                needed = Requirement(line)
                if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
                    todo.append(needed)
    assert len(found) < 45, sorted(found)


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source distribution, made without building the pages' script."""
    folder = tmp_path_factory.mktemp("packed")
    settings = os.environ | {"STEEPEST_SKIP_FRONTEND": "1"}
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder), "-t", "wheel", "-t", "sdist"]
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def built_pages() -> set[str]:
    static = ROOT / "src" / "steepest" / "web" / "static"
    return {path.relative_to(ROOT / "src").as_posix() for path in static.rglob("*") if path.is_file()}


def test_the_wheel_holds_code_lessons_pages_and_licence(packed: Path) -> None:
    with zipfile.ZipFile(next(packed.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    code = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*.py")}
    lessons = {f"steepest/{p.relative_to(ROOT).as_posix()}" for p in (ROOT / "lessons").rglob("*") if p.is_file()}
    assert code | lessons | built_pages() | {"steepest/py.typed"} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert all(name.startswith(("steepest/", "steepest-")) for name in names)


def test_the_source_distribution_holds_what_a_build_without_node_needs(packed: Path) -> None:
    with tarfile.open(next(packed.glob("*.tar.gz"))) as sdist:
        names = {name.split("/", 1)[1] for name in sdist.getnames()}
    assert {"pyproject.toml", "hatch_build.py", "LICENSE", "README.md", "src/steepest/__init__.py"} <= names
    assert {f"src/{name}" for name in built_pages()} <= names
    assert not [name for name in names if "node_modules" in name]
