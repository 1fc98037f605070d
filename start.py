#!/usr/bin/env python3
"""Set up Steepest and start it: the only command a fresh machine needs.

    python3 start.py                 set up what is missing, start the app on 127.0.0.1, print and open its address
    python3 start.py test [ARGS]     set up what the tests need and run all checks; ARGS go to pytest

Only the standard library is used here. What is installed goes into .venv beside this file and nowhere else.
"""

from __future__ import annotations  # an older Python must come as far as the sentence that says it is too old

import argparse
import errno
import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "steepest.json"
STATIC = ROOT / "src" / "steepest" / "web" / "static"
FRONTEND = ROOT / "frontend"
FIRST_PORT = 8000
PORTS_TRIED = 50
SKIP = "STEEPEST_SKIP_FRONTEND"


class Trouble(Exception):
    """Something the person at the keyboard can mend: what is the matter, and what to do."""


def main(arguments: list[str]) -> int:
    """Do what the command line asks; the result is the exit code."""
    if sys.version_info < (3, 11):
        print(f"Steepest needs Python 3.11 or newer; this is {platform.python_version()} ({sys.executable}).")
        print("Mend: install a newer Python and run it on start.py, for example `python3.12 start.py`.")
        return 2
    os.chdir(ROOT)
    try:
        if arguments[:1] == ["test"]:
            return test(arguments[1:])
        options = read_options(arguments)
        return start(options.port, options.host, opens=not options.no_open)
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def read_options(arguments: list[str]) -> argparse.Namespace:
    """Read the options of `python3 start.py`."""
    parser = argparse.ArgumentParser(
        prog="start.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--port", type=int, help=f"the port to use (default: the first free one from {FIRST_PORT})")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    parser.add_argument("--no-open", action="store_true", help="print the address, open no browser")
    return parser.parse_args(arguments)


# ------------------------------------------------------------------------------------------------ the app


def start(port: int | None, host: str, opens: bool) -> int:
    """Set up what is missing, then run the app until it is stopped."""
    port = free_port(host, port)
    set_up(extra=None)
    command = [str(PYTHON), "-m", "steepest.web", "--host", host, "--port", str(port)]
    began = time.perf_counter()
    app = subprocess.Popen(command)
    # Ctrl-C reaches the app by itself; a polite kill of this process is passed on.
    signal.signal(signal.SIGTERM, lambda *_: app.terminate())
    try:
        if answers(app, host, port):
            address = f"http://{'127.0.0.1' if host in ('', '0.0.0.0') else host}:{port}/"
            report("Started", address, seconds(began))
            if opens and has_desktop():
                webbrowser.open(address)
        elif app.poll() is not None:
            raise Trouble(
                f"The app stopped while starting (exit code {app.returncode}); what it said stands above.\n"
                f"Mend: delete {VENV} and start again; if it stays, please report the lines above."
            )
        code = app.wait()
        return code if code >= 0 else 128 - code  # ended by a signal: as a shell says it
    except KeyboardInterrupt:
        for end in (app.terminate, app.kill):
            try:
                app.wait(timeout=5)
                break
            except subprocess.TimeoutExpired:
                end()
        print("\nStopped.")
        return 0


def free_port(host: str, wanted: int | None) -> int:
    """Find a port nobody listens on; a port that was asked for by name is not replaced by another."""
    if wanted is not None:
        if not 1 <= wanted <= 65535:
            raise Trouble(f"There is no port {wanted}.\nMend: give --port a number from 1024 to 65535.")
        matter = port_matter(host, wanted)
        if matter is None:
            return wanted
        raise Trouble(
            f"Port {wanted} on {host} cannot be used: {matter}.\n"
            f"Mend: stop the program that has it, or choose another: python3 start.py --port {wanted + 1}\n"
            f"Without --port the first free one is taken."
        )
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        matter = port_matter(host, port)
        if matter is None:
            if port != FIRST_PORT:
                report("Port", f"{FIRST_PORT} is taken by another program; this one uses {port}")
            return port
        if "address" in matter:
            break
    raise Trouble(
        f"No port from {FIRST_PORT} to {FIRST_PORT + PORTS_TRIED - 1} is free on {host}: {matter}.\n"
        "Mend: python3 start.py --port NUMBER"
    )


def port_matter(host: str, port: int) -> str | None:
    """Say why the port cannot be used, or None when it can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return "it is taken by another program"
            if error.errno in (errno.EACCES, errno.EPERM):
                return "this user may not open it"
            return f"this machine has no such address ({error.strerror})"
    return None


def answers(app: subprocess.Popen[bytes], host: str, port: int) -> bool:
    """Wait until the app takes connections; False when it ended or took longer than a minute."""
    target = "127.0.0.1" if host in ("", "0.0.0.0") else host
    until = time.monotonic() + 60
    while time.monotonic() < until and app.poll() is None:
        try:
            socket.create_connection((target, port), timeout=1).close()
            return app.poll() is None
        except OSError:
            time.sleep(0.02)
    return False


def has_desktop() -> bool:
    """Tell whether somebody sits in front of a screen here."""
    if os.environ.get("CI"):
        return False
    if sys.platform in ("win32", "darwin"):
        return "SSH_CONNECTION" not in os.environ
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# ------------------------------------------------------------------------------------------------ the tests


def test(arguments: list[str]) -> int:
    """Run every check; pytest comes last, so that its closing line closes the output."""
    set_up(extra="test")
    browser()
    database()
    refused = []
    for title, command, folder, settings in checks():
        began = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=os.environ | settings)
        report(title, "passed" if done.returncode == 0 else "REFUSED", seconds(began))
        if done.returncode:
            refused.append(title)
            print(done.stdout + done.stderr, flush=True)
    if refused:
        report("Refused", ", ".join(refused) + "; the reports are above. The tests run nevertheless.")
    workers = [] if chooses_workers(arguments) else ["-n", str(min(4, os.cpu_count() or 1))]
    sys.stdout.flush()
    code = subprocess.call([str(PYTHON), "-m", "pytest", *workers, *arguments])
    if refused:
        print(f"Not passed: {', '.join(refused)} (above).", file=sys.stderr)
    return code or (1 if refused else 0)


def checks() -> list[tuple[str, list[str], Path, dict[str, str]]]:
    """List the checks before pytest: title, command, folder, settings."""
    bin_of = PYTHON.parent
    listed: list[tuple[str, list[str], Path, dict[str, str]]] = [
        ("ruff check", [str(bin_of / "ruff"), "check", "--quiet", "."], ROOT, {}),
        ("ruff format", [str(bin_of / "ruff"), "format", "--check", "--quiet", "."], ROOT, {}),
        ("mypy", [str(bin_of / "mypy"), "--no-error-summary"], ROOT, {}),
        ("import-linter", [str(bin_of / "lint-imports")], ROOT, {}),
    ]
    if (FRONTEND / "package.json").exists() and os.environ.get(SKIP) != "1":
        npm, settings = npm_command()
        if not is_fresh(FRONTEND / "node_modules" / ".package-lock.json", FRONTEND / "package-lock.json"):
            listed.append(("npm ci", [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], FRONTEND, settings))
        listed.append(("TypeScript", [*npm, "run", "--silent", "check"], FRONTEND, settings))
        listed.append(("Vitest", [*npm, "run", "--silent", "test"], FRONTEND, settings))
    return listed


def npm_command() -> tuple[list[str], dict[str, str]]:
    """Give the npm that came from PyPI, and the settings under which it finds its own Node."""
    node, cli = hook("print(*node_and_npm(), sep=chr(10))").stdout.split("\n")[:2]
    path = os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])
    return [node, cli], {"PATH": path, "NODE_USE_SYSTEM_CA": "1", "npm_config_update_notifier": "false"}


def is_fresh(made: Path, source: Path) -> bool:
    """Tell whether what was made is at least as new as what it is made from."""
    return made.exists() and made.stat().st_mtime >= source.stat().st_mtime


def chooses_workers(arguments: list[str]) -> bool:
    """Tell whether the caller names workers, a debugger or single tests, where workers cost more than they give."""
    alone = ("-n", "--numprocesses", "--pdb", "-s", "--collect-only", "--co", "--help", "--markers", "--fixtures")
    return any(argument.startswith(alone) or "::" in argument for argument in arguments)


def browser() -> None:
    """Provide Chromium for the page tests: through apt on Debian for root, else say what to do."""
    if os.environ.get("STEEPEST_CHROMIUM") or shutil.which("chromium-headless-shell"):
        return
    found = any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    for package in ("chromium-headless-shell", "chromium") if can_apt() else ():
        if package == "chromium" and found:
            break
        try:
            apt("Chromium", package, "fonts-dejavu-core")  # the shell takes half the time
            return
        except Trouble as trouble:
            print(trouble)
    if found:
        return
    report("Chromium", "not found: the tests in a real browser cannot run")
    print("      Mend: sudo apt-get install chromium   (or set STEEPEST_CHROMIUM to a Chromium or Chrome)", flush=True)


def database() -> None:
    """Say what is left out without PostgreSQL. It is not installed here: it would run on this machine from then on."""
    if shutil.which("initdb") is None and not any(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        report("PostgreSQL", "not found: the tests of records on a server are left out")
        print("      Mend: sudo apt-get install postgresql   (43 MB, a few seconds)", flush=True)


def can_apt() -> bool:
    """Tell whether packages of the system may be installed here."""
    return os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt(title: str, *packages: str) -> None:
    """Install packages of the system."""
    began = time.perf_counter()
    settings = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    done = subprocess.run(["apt-get", "update"], env=settings, capture_output=True, text=True)
    if done.returncode == 0:
        done = subprocess.run(install, env=settings, capture_output=True, text=True)
    if done.returncode:
        raise Trouble(
            f"{title} could not be installed through apt-get:\n{last_lines(done.stdout + done.stderr)}\n"
            f"Mend: run `{' '.join(install)}` by hand, then start again."
        )
    report(title, f"{', '.join(packages)} through apt-get", seconds(began))


# ------------------------------------------------------------------------------------------------ setting up


def set_up(extra: str | None) -> None:
    """Bring .venv up to what the sources say; nothing is done when it already is."""
    project = read_project()
    wanted = {
        "python": platform.python_version(),
        "libraries": digest([*build_requirements(project), *requirements(project, "test")]),
        "package": digest(
            [*(path.read_bytes() for path in (ROOT / "pyproject.toml", ROOT / "hatch_build.py")), str(ROOT)]
        ),
    }
    have = read_stamp()
    if have.get("python") != wanted["python"]:
        make_venv()
        have = {}
    extras = sorted({*have.get("extras", []), *([extra] if extra else [])})
    if have.get("libraries") != wanted["libraries"] or extras != have.get("extras"):
        install_libraries(project, extras)
        have = have | {"python": wanted["python"], "libraries": wanted["libraries"], "extras": extras}
        write_stamp(have)
    if have.get("package") != wanted["package"]:
        install_package()
        write_stamp(have | {"package": wanted["package"]})
    if (FRONTEND / "package.json").exists() and os.environ.get(SKIP) != "1":
        build_pages()


def read_project() -> dict[str, Any]:
    """Read pyproject.toml."""
    import tomllib

    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def requirements(project: dict[str, Any], *extras: str) -> list[str]:
    """List what the package and these extras need from the registry."""
    table = project["project"]
    found = list(table["dependencies"])
    for extra in extras:
        for line in table["optional-dependencies"][extra]:
            inner = re.fullmatch(r"steepest\[(\w+)\]", line)
            found += table["optional-dependencies"][inner[1]] if inner else [line]
    return found


def build_requirements(project: dict[str, Any]) -> list[str]:
    """List what building needs; Node comes from PyPI and is left out where the front end is."""
    lines = list(project["build-system"]["requires"])
    skips = os.environ.get(SKIP) == "1" or not FRONTEND.exists()
    return [line for line in lines if not (skips and line.startswith("nodejs"))]


def make_venv() -> None:
    """Make a fresh .venv, or keep one that already runs this Python."""
    began = time.perf_counter()
    if PYTHON.exists():
        asks = [str(PYTHON), "-c", "import platform, pip; print(platform.python_version())"]
        told = subprocess.run(asks, capture_output=True, text=True)
        if told.stdout.strip() == platform.python_version():
            return
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if sys.argv[1:2] == ["test"] and can_apt():
            apt("venv", package)
        else:
            raise Trouble(
                f"This Python ({sys.executable}) cannot make an environment: its venv or ensurepip module is missing.\n"
                f"Mend on Debian or Ubuntu: sudo apt-get install {package}\n"
                "Mend elsewhere: install Python from python.org, then run this again."
            )
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True)
    if made.returncode:
        raise Trouble(
            f"The environment could not be made in {VENV}:\n{last_lines(made.stdout + made.stderr)}\n"
            "Mend: see that this folder may be written and that the disk has 1 GB free, then start again."
        )
    report("Environment", f".venv for Python {platform.python_version()}", seconds(began))


def install_libraries(project: dict[str, Any], extras: list[str]) -> None:
    """Install every library from PyPI, and only from there: trouble in this phase is trouble with PyPI."""
    began = time.perf_counter()
    lines = [*build_requirements(project), *requirements(project, *extras)]
    what = "libraries" if not extras else f"libraries, with those for {', '.join(extras)}"
    print(f"… {what} from PyPI (a few minutes on a slow line)", flush=True)
    done = pip("install", *lines)
    if done.returncode:
        raise Trouble(pip_trouble(done.stdout + done.stderr))
    megabytes, count = weigh_libraries()
    report("PyPI", f"{count} packages, {megabytes} MB installed", seconds(began))


def install_package() -> None:
    """Install Steepest itself, editable: changed sources need no further installing."""
    began = time.perf_counter()
    done = pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT), settings={SKIP: "1"})
    if done.returncode:
        raise Trouble(
            f"Steepest itself could not be installed:\n{last_lines(done.stdout + done.stderr)}\n"
            f"Mend: delete {VENV} and start again; if it stays, please report these lines."
        )
    report("Steepest", "installed in .venv", seconds(began))


def build_pages() -> None:
    """Build the pages' script where it is not what the build hook would make now; go on without it where that fails."""
    began = time.perf_counter()
    stamp = STATIC / ".stamp"
    if stamp.exists() and newest(FRONTEND) < stamp.stat().st_mtime:
        return
    if hook("print(digest(source))").stdout.strip() == (read(stamp) or "none"):
        stamp.touch()
        return
    print("… the pages' script, with libraries from the npm registry", flush=True)
    done = hook("build(source, target)")
    if done.returncode:
        report("Front end", "NOT built: the pages are served without script", seconds(began))
        print(npm_trouble(done.stdout + done.stderr), flush=True)
        return
    files = [path for path in STATIC.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    report("npm", f"pages built, {len(files)} files, {size:.1f} MB", seconds(began))


def newest(folder: Path) -> float:
    """Tell when something in a folder last changed: its content, its name or its place (`ctime` cannot be set back)."""
    last = 0.0
    for place, inside, files in os.walk(folder):
        inside[:] = [name for name in inside if name != "node_modules"]
        last = max(last, *(os.stat(os.path.join(place, name)).st_ctime for name in (".", *files)))
    return last


def hook(code: str) -> subprocess.CompletedProcess[str]:
    """Run a line of Python among the names of the build hook, in the environment."""
    names = f"from pathlib import Path; source, target = Path({str(FRONTEND)!r}), Path({str(STATIC)!r})"
    command = [str(PYTHON), "-c", f"{names}; from hatch_build import *; {code}"]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | {"NO_COLOR": "1"})


def pip(*arguments: str, settings: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the environment's pip."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | (settings or {}))


def pip_trouble(said: str) -> str:
    """Turn pip's complaint into a sentence with its mend."""
    signs = (
        *("Temporary failure in name", "Failed to establish", "ConnectTimeout", "Read timed out", "getaddrinfo"),
        *("NewConnectionError", "ProxyError", "Network is unreachable", "Connection refused", "Max retries"),
    )
    if "CERTIFICATE_VERIFY_FAILED" in said or "SSLError" in said:
        matter = "PyPI was reached, but its certificate is not trusted here"
        mend = "set PIP_CERT to the file with your network's root certificate, then start again"
    elif any(sign in said for sign in signs):
        matter = "PyPI, the Python package registry, cannot be reached"
        mend = (
            "see that https://pypi.org opens on this machine; behind a proxy set HTTPS_PROXY, "
            "with a mirror set PIP_INDEX_URL, then start again"
        )
    elif "No space left" in said:
        matter, mend = "The disk is full", "free 2 GB, then start again"
    else:
        matter, mend = "A Python library could not be installed", "read pip's last lines above, then start again"
    return f"{last_lines(said)}\n\n{matter}.\nMend: {mend}."


def npm_trouble(said: str) -> str:
    """Turn the front-end build's complaint into lines that say it is npm, not PyPI, and what to do."""
    reach = (
        "ENOTFOUND",
        "ECONNREFUSED",
        "ETIMEDOUT",
        "EAI_AGAIN",
        "ECONNRESET",
        "network",
        "self-signed",
        "E403",
        "E503",
    )
    if any(sign in said for sign in reach):
        mend = (
            "see that https://registry.npmjs.org opens on this machine (or set NPM_CONFIG_REGISTRY to a mirror), "
            "then start again"
        )
        matter = "The npm registry cannot be reached; PyPI could."
    else:
        mend = "read the lines above, then start again"
        matter = "The build of the pages' script failed; the Python side is complete."
    frames = re.compile(r"^\s+at .*\n?", re.MULTILINE)
    indented = "\n".join(f"      {line}" for line in last_lines(frames.sub("", said), 10).splitlines())
    return (
        f"{indented}\n      {matter}\n      Mend: {mend}.\n"
        f"      To stay without script, and not try again: {SKIP}=1 python3 start.py"
    )


def weigh_libraries() -> tuple[int, int]:
    """Give the megabytes and the number of what is installed."""
    size, count = 0, 0
    for folder, _, names in os.walk(VENV):
        count += folder.endswith(".dist-info")
        for name in names:
            path = os.path.join(folder, name)
            size += os.lstat(path).st_size
    return round(size / 1e6), count


def digest(parts: list[str | bytes]) -> str:
    """Give one short number for these texts."""
    total = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode()
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()[:16]


def read_stamp() -> dict[str, Any]:
    """Read what the environment was last brought up to."""
    try:
        stamp = json.loads(read(STAMP) or "{}") if PYTHON.exists() else {}
    except ValueError:
        return {}
    return stamp if isinstance(stamp, dict) else {}


def read(path: Path) -> str | None:
    """Read a small text file, or give None when it is not there."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return None


def write_stamp(stamp: dict[str, Any]) -> None:
    """Remember what the environment was brought up to; in one move, so that a stop in between leaves the old one."""
    fresh = STAMP.with_suffix(".new")
    fresh.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    fresh.replace(STAMP)


def last_lines(text: str, count: int = 12) -> str:
    """Give the end of a long report, which is where the reason stands."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip() and not line.startswith("[notice]")]
    return "\n".join(lines[-count:])


def seconds(began: float) -> str:
    """Say how long it took."""
    return f"{time.perf_counter() - began:.1f} s"


def report(title: str, *facts: str) -> None:
    """Print one line for one phase."""
    print(f"{title:<14}{' · '.join(facts)}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
