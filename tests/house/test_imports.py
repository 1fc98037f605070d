"""The floors: an import may go down and never up, and what is wrong is refused by name."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "steepest"
PURE = sorted([*PACKAGE.glob("calculus/**/*.py"), *PACKAGE.glob("notation/**/*.py")])


def lint(folder: Path, package_above: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    settings = os.environ | {"PYTHONPATH": str(package_above), "COLUMNS": "300"}
    return subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package under the same contracts, to do wrong in."""
    shutil.copytree(PACKAGE, tmp_path / "steepest", ignore=shutil.ignore_patterns("static", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for floor in ("calculus", "notation", "compute"):
        (tmp_path / "steepest" / floor).mkdir(exist_ok=True)
        (tmp_path / "steepest" / floor / "__init__.py").touch()
    return tmp_path


def test_every_import_goes_down() -> None:
    done = lint(ROOT, ROOT / "src")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("floor", "wrong", "named"),
    [
        ("calculus", "import steepest.notation", "steepest.calculus.wrong -> steepest.notation"),
        ("notation", "from steepest import compute", "steepest.notation.wrong -> steepest.compute"),
        ("calculus", "import numpy", "steepest.calculus.wrong -> numpy"),
        ("notation", "import scipy.linalg", "steepest.notation.wrong -> scipy"),
        ("compute", "import steepest.face", "steepest.compute.wrong -> steepest.face"),
        ("shelf", "", "steepest.shelf"),
    ],
)
def test_a_wrong_import_is_refused_by_name(copy: Path, floor: str, wrong: str, named: str) -> None:
    (copy / "steepest" / floor).mkdir(exist_ok=True)
    (copy / "steepest" / floor / "__init__.py").touch()
    (copy / "steepest" / "face.py").touch()
    (copy / "steepest" / floor / "wrong.py").write_text(wrong + "\n")
    done = lint(copy, copy)
    assert done.returncode == 1, done.stdout + done.stderr
    assert named in done.stdout, done.stdout


@pytest.mark.parametrize("module", PURE, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_the_mathematics_and_its_notation_import_only_the_standard_library(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: a relative import hides the floor it goes to"
            names = [node.module or ""]
        for name in names:
            top = name.split(".")[0]
            assert top == "steepest" or top in sys.stdlib_module_names, f"line {node.lineno} imports {name}"
