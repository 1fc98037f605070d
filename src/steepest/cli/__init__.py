"""The command line: `steepest derive | check | descend | ask | lesson | pdf | serve`; one module a command.

Exit codes: 0 it went well (check: right); 1 no (check: different; derive: the proof failed); 2 undecided; 3 the text
cannot be read; 4 there is nothing to give; 64 the command was mistyped; 70 a fault of ours; 130 interrupted.
"""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command that was typed; an interruption while it loads leaves no traceback either."""
    try:
        from steepest.cli.app import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()
