"""The engine's jobs for the pages: dictionaries in, dictionaries out. Run inside a worker, never in the server.

A job gives its answer, or `{"error": {"where", "message", "hint"}}` when the text cannot be read or worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Answer = dict[str, Any]
Arguments = Mapping[str, Any]


def preload() -> None:
    """Import what the jobs use and run each once, so that every forked worker is warm."""


JOBS: Mapping[str, Callable[[Arguments], Answer]] = {}
