"""The built scripts and styles: their hashed names, and what to say when they are not there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
FORMULAS = ("KaTeX_Main-Regular", "KaTeX_Math-Italic")
HOW_TO_BUILD = "python3 start.py"


@dataclass(frozen=True)
class Assets:
    """Addresses for the page's head. Empty when the front end was not built: the pages still work, without script."""

    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()  # to be fetched at once, since every page shows them
    formulas: tuple[str, ...] = ()  # those that every page with formulas shows
    prose: tuple[str, ...] = ()  # and those of longer texts: their italics

    @property
    def built(self) -> bool:
        """Whether there is a script to load."""
        return bool(self.scripts)


def assets(static: Path = STATIC) -> Assets:
    """What is built now; a build while the app runs is seen at the next page."""
    manifest = static / "manifest.json"
    try:
        return _read(manifest, manifest.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError):
        return Assets()


@lru_cache(maxsize=1)
def _read(path: Path, changed: int) -> Assets:
    """Vite's manifest, read once for each build."""
    manifest = json.loads(path.read_text())
    entry = manifest["src/app.ts"]
    styles = tuple(f"/static/{name}" for name in entry.get("css", []))
    fonts = tuple(f"/static/{name}" for name in entry.get("assets", []) if "-latin-wght-normal" in name)
    formulas = tuple(f"/static/{name}" for name in entry.get("assets", []) if any(one in name for one in FORMULAS))
    prose = tuple(f"/static/{name}" for name in entry.get("assets", []) if "-latin-wght-italic" in name)
    return Assets((f"/static/{entry['file']}",), styles, fonts, formulas, prose)
