"""What a person sees: two consoles, a refusal with its place underlined, and the exit codes."""

from __future__ import annotations

import os
import shutil
import sys
from enum import IntEnum
from typing import Any, NoReturn

from rich.console import Console
from rich.text import Text

from steepest.notation.unreadable import Unreadable

FILE_WIDTH = 110  # columns when the output goes to a file


class Exit(IntEnum):
    """How a command ended; scripts rely on these numbers."""

    FINE = 0  # done; check: right
    NO = 1  # check: different; derive: the proof failed
    UNDECIDED = 2  # derive: there was no place to check it at
    UNREADABLE = 3
    NO_DERIVATIVE = 4
    MISTYPED = 64  # the command itself, not the mathematics
    FAULT = 70  # ours
    INTERRUPTED = 130


class Stopped(Exception):
    """A command ends here, everything being said."""

    def __init__(self, code: Exit) -> None:
        super().__init__(code)
        self.code = code


def width() -> int:
    """The columns to write in: those of the terminal, or enough for a derivation where there is none."""
    wired = sys.stdout.isatty() or "COLUMNS" in os.environ
    return max(40, shutil.get_terminal_size().columns) if wired else FILE_WIDTH


def console(error: bool = False) -> Console:
    """Standard output, or standard error: our words as they are, no markup read into them."""
    return Console(stderr=error, markup=False, highlight=False, emoji=False, width=width(), height=25)


def show(out: Console, *pieces: str | tuple[str, str]) -> None:
    """One line of pieces, each a text or a text with its style; never cut in the middle of a formula."""
    out.print(Text.assemble(*pieces), soft_wrap=True)


def refuse(text: str, error: Unreadable) -> NoReturn:
    """Say on standard error what cannot be read and where, and stop."""
    out = console(error=True)
    start, stop = error.where
    line = "".join(c if c.isprintable() else " " for c in text)
    under = " " * start + "^" * max(1, stop - start)
    at = max(len(line), len(under), 31) + 3
    if at + max(len(error.message), len(error.hint)) <= out.width:
        show(out, line.ljust(at), error.message)
        show(out, (under.ljust(at), "bold red"), error.hint)
    else:
        show(out, line)
        show(out, (under, "bold red"))
        show(out, f"{error.message} {error.hint}".rstrip())
    raise Stopped(Exit.UNREADABLE)


def stop(message: str, code: Exit) -> NoReturn:
    """Say on standard error why there is no answer, and stop."""
    show(console(error=True), message)
    raise Stopped(code)


def as_json(value: dict[str, Any]) -> None:
    """One JSON object on standard output."""
    import json

    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
