"""Put the real output of commands into the README: `python tools/readme.py`.

A block begins with `<!-- output: steepest … -->` and ends with `<!-- end -->`; what stands between is what the command
prints. `tests/house/test_docs.py` fails when it is anything else.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"
BLOCK = re.compile(r"<!-- output: (?P<command>steepest .+?) -->\n.*?<!-- end -->", re.DOTALL)
WIDTH = "110"


def refreshed(text: str) -> str:
    """Give the text with every block replaced by what its command prints now."""
    return BLOCK.sub(lambda found: block(found["command"]), text)


def block(command: str) -> str:
    """Run one command and write its block."""
    return f"<!-- output: {command} -->\n```\n$ {command}\n{printed(command)}\n```\n<!-- end -->"


def printed(command: str) -> str:
    """Give what the command prints on a plain terminal of fixed width."""
    settings = os.environ | {"COLUMNS": WIDTH, "NO_COLOR": "1", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}
    words = [sys.executable, "-m", "steepest.cli", *shlex.split(command)[1:]]
    output = subprocess.run(words, env=settings, capture_output=True, check=True).stdout.decode("utf-8")
    return "\n".join(line.rstrip() for line in output.strip("\n").splitlines())


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text(encoding="utf-8")), encoding="utf-8")
    print("README.md")
