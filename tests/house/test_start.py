"""The one command: it needs nothing but Python, and names the mend for what goes wrong."""

import ast
import importlib.util
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import start

ROOT = Path(__file__).resolve().parents[2]


def test_start_imports_only_the_standard_library() -> None:
    for node in ast.walk(ast.parse((ROOT / "start.py").read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_a_port_asked_for_and_taken_is_refused_with_its_mend() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, str(ROOT / "start.py"), "--no-open", "--port", str(port)]
        done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1
    assert f"Port {port}" in done.stderr
    assert "Mend:" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_first_port_gives_the_next_free_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(start, "FIRST_PORT", taken.getsockname()[1])
        assert start.free_port("127.0.0.1", None) > start.FIRST_PORT
    assert "is taken" in capsys.readouterr().out


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_that_cannot_be_is_refused_with_its_mend(port: int) -> None:
    with pytest.raises(start.Trouble, match="Mend:"):
        start.free_port("127.0.0.1", port)


@pytest.mark.parametrize("absent", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_its_mend(absent: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == absent else found(name))
    monkeypatch.setattr(start, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(sys, "argv", ["start.py"])
    with pytest.raises(start.Trouble, match=r"apt-get install python3\.\d+-venv"):
        start.make_venv()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("NewConnectionError: Failed to establish a new connection: [Errno -2]", "PyPI.*cannot be reached"),
        ("SSLError(SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED", "PIP_CERT"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("error: subprocess-exited-with-error", "could not be installed"),
    ],
)
def test_trouble_with_pypi_is_told_with_its_mend(said: str, told: str) -> None:
    with pytest.raises(start.Trouble, match=told) as trouble:
        raise start.Trouble(start.pip_trouble(said))
    assert "Mend:" in str(trouble.value)
    assert "npm" not in str(trouble.value)


@pytest.mark.parametrize("said", ["npm error code ENOTFOUND", "vite: Transform failed"])
def test_trouble_with_npm_is_told_apart_from_pypi(said: str) -> None:
    told = start.npm_trouble(said)
    assert "Mend:" in told
    assert start.SKIP in told
    assert ("npm registry cannot be reached" in told) == ("ENOTFOUND" in said)


def test_a_changed_file_of_the_front_end_is_seen_whatever_its_dates_say(tmp_path: Path) -> None:
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "app.ts").write_text("one")
    before = start.newest(tmp_path)
    time.sleep(0.02)
    (tmp_path / "node_modules" / "later").write_text("")
    assert start.newest(tmp_path) == before
    (tmp_path / "src" / "app.ts").write_text("two")
    os.utime(tmp_path / "src" / "app.ts", (0, 0))
    assert start.newest(tmp_path) > before


def test_an_empty_folder_has_a_date(tmp_path: Path) -> None:
    assert start.newest(tmp_path) > 0


def test_pages_that_cannot_be_served_are_told_without_a_traceback() -> None:
    command = [sys.executable, "-m", "steepest.web", "--port", "0"]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"STEEPEST_BUDGET": "soon"})
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The pages cannot be served: STEEPEST_BUDGET is 'soon'")
    assert "Traceback" not in done.stderr
