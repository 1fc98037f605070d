"""A real server in a process of its own, and a real browser: Debian's Chromium without a sandbox."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

SHELL = shutil.which("chromium-headless-shell")  # the same pages without the browser round them, in half the time
CHROMIUM = os.environ.get("STEEPEST_CHROMIUM") or SHELL or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/pages" in item.nodeid or "pages/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """Where the pages are served; without the built scripts there is nothing to test here."""
    from steepest.web.assets import assets

    if not assets().built:
        pytest.skip("the pages' scripts are not built: python3 start.py")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = f"from steepest.web import serve; serve(port={port})"
    environment = {**os.environ, "PYTHONWARNINGS": "ignore", "XDG_DATA_HOME": str(tmp_path_factory.mktemp("data"))}
    environment.pop("STEEPEST_DATABASE_URL", None)
    server = subprocess.Popen([sys.executable, "-c", command], env=environment)
    where = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{where}/favicon.svg", timeout=1):
                break
        except OSError:
            if server.poll() is not None:
                raise RuntimeError("the server did not start") from None
            time.sleep(0.1)
    yield where
    server.terminate()
    server.wait(10)


@pytest.fixture(scope="session")
def browser():
    """One browser for all tests."""
    sync_api = pytest.importorskip("playwright.sync_api")
    if not os.path.exists(CHROMIUM):
        pytest.skip("there is no Chromium here: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


class Watched:
    """A page with what went wrong in it: messages of the console, and requests to other places."""

    def __init__(self, page, address):
        self.page = page
        self.address = address
        self.wrong = []
        page.on("console", lambda m: self.wrong.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda e: self.wrong.append(str(e)))
        page.on("request", self.seen)

    def seen(self, request):
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.wrong.append(f"asked {request.url}")

    def open(self, path):
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")
        for _ in range(4):
            if not self.page.get_by_text("This takes more than a second").count():
                break
            self.page.reload()  # on a busy machine, a job may be stopped
            self.page.wait_for_load_state("networkidle")
        return self.page


ADDRESS = "([has, lacks]) => has.every(p => location.href.includes(p)) && !lacks.some(p => location.href.includes(p))"


@pytest.fixture
def kept():
    """`kept(page, *has, lacks=…)` → the address, once it has these parts and lacks those: a moment later."""

    def found(page, *has, lacks=()):
        page.wait_for_function(ADDRESS, arg=[list(has), list(lacks)])
        return page.url

    return found


@pytest.fixture
def visit(browser, address):
    """`visit(path, width=…, scheme=…, script=…)` → a page that is watched; it must have stayed clean at the end."""
    opened = []

    def go(path, width=1280, height=900, scheme="light", script=True, **more):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=script, **more
        )
        watched = Watched(context.new_page(), address)
        context.set_default_timeout(8_000)
        opened.append((context, watched))
        return watched.open(path)

    yield go
    for context, watched in opened:
        context.close()
        assert watched.wrong == []
