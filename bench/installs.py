"""How long until the home page: a fresh clone by `start.py`, twice; the wheel; the source distribution without Node.

`.venv/bin/python bench/installs.py [clone] [wheel] [sdist]`; all three without an argument. Nothing named node, npm or
npx is on PATH. Issue bars: 60 s from the clone on two processors, 2 s the second time. Needs PyPI and npm; POSIX.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WITHOUT = {"node", "nodejs", "npm", "npx", "corepack"}


def without_node(folder: Path) -> dict[str, str]:
    """The environment with a PATH of links to all programs but Node's."""
    links = folder / "bin"
    links.mkdir()
    for place in os.environ["PATH"].split(os.pathsep):
        for program in Path(place).glob("*"):
            link = links / program.name
            if program.name not in WITHOUT and not os.path.lexists(link):
                link.symlink_to(program)
    return {**os.environ, "PATH": str(links), "XDG_DATA_HOME": str(folder / "data")}


def until_home(command: list[str], where: Path, environment: dict[str, str]) -> float:
    """Seconds until the home page comes with its script; the server is ended then."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.perf_counter()
    app = subprocess.Popen([*command, "--port", str(port)], cwd=where, env=environment, stdout=subprocess.DEVNULL)
    try:
        while app.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
                    assert b"/static/assets/app-" in answer.read(), "the home page has no script"
                return time.perf_counter() - began
            except OSError:
                time.sleep(0.02)
        raise SystemExit("the app ended by itself")
    finally:
        app.send_signal(signal.SIGTERM)
        app.wait(15)


def clone(folder: Path, environment: dict[str, str]) -> str:
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder / "clone")], check=True)
    command = [sys.executable, "start.py", "--no-open"]
    times = [until_home(command, folder / "clone", environment) for _ in range(3)]
    return "home page after {:.1f} s, the second time {:.2f} s, the third {:.2f} s".format(*times)


def packed(folder: Path, environment: dict[str, str], target: str, ending: str) -> str:
    # as the pages stand in src/steepest/web/static
    build = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, env=os.environ | {"STEEPEST_SKIP_FRONTEND": "1"}, check=True, capture_output=True)
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    file = next(folder.glob(f"*{ending}"))
    pip = [str(folder / "venv" / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", str(file)]
    subprocess.run(pip, env=environment, check=True, stderr=subprocess.DEVNULL)
    took = time.perf_counter() - began
    home = until_home([str(folder / "venv" / "bin" / "steepest"), "serve"], folder, environment)
    return f"{file.stat().st_size / 1e6:.1f} MB, venv and install {took:.0f} s, home page {home:.1f} s after `serve`"


def main() -> None:
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    for name in sys.argv[1:] or ("clone", "wheel", "sdist"):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            environment = without_node(folder)
            if name == "clone":
                told = clone(folder, environment)
            else:
                told = packed(folder, environment, name, {"wheel": ".whl", "sdist": ".tar.gz"}[name])
            print(f"{name:7}{told}", flush=True)


main()
