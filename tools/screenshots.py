"""The pictures of the README: the running pages, photographed in Chromium. `python tools/screenshots.py`."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Literal

from playwright.sync_api import sync_playwright

PLACE = Path(__file__).parents[1] / "docs" / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
Theme = Literal["light", "dark"]
SHOTS: tuple[tuple[str, str, Theme, int, int, int], ...] = (  # name, address, scheme, width, height, how far down
    ("derive", "/derive?text=sigmoid(3x^2)&at=0.4", "light", 1280, 860, 0),
    ("lesson", "/lessons/gradient-descent", "light", 1280, 860, 1450),
    ("descend", "/descend", "dark", 1280, 860, 0),
)


def main() -> None:
    """Start a server, take each picture, stop it."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    where = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "XDG_DATA_HOME": data}
        command = [sys.executable, "-c", f"from steepest.web import serve; serve(port={port})"]
        server = subprocess.Popen(command, env=environment)
        try:
            for _ in range(100):
                try:
                    urllib.request.urlopen(f"{where}/favicon.svg", timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
                for name, path, scheme, width, height, down in SHOTS:
                    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
                    page.goto(where + path)
                    page.wait_for_load_state("networkidle")
                    page.evaluate(f"scrollTo({{top: {down}, behavior: 'instant'}})")
                    page.wait_for_timeout(500)
                    page.screenshot(path=str(PLACE / f"{name}.png"))
                browser.close()
        finally:
            server.terminate()
            server.wait(10)


if __name__ == "__main__":
    main()
