"""The command line: `steepest derive | check | serve`. One module a command; the words that scripts rely on are here.

Exit codes: 0 it went well (check: right); 1 no (check: different; derive: the proof failed); 2 undecided; 3 the text
cannot be read; 4 there is no derivative to give; 64 the command was mistyped; 70 a fault of ours; 130 interrupted.
"""

from __future__ import annotations

from steepest.cli.app import main

__all__ = ["main"]
