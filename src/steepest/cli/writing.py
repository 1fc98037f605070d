"""Writing a file whole or not at all, also when the command is interrupted."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def whole(target: Path, content: bytes) -> None:
    """Write `content` beside the target, then put it in its place at once."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        mask = os.umask(0)
        os.umask(mask)
        Path(beside).chmod(0o666 & ~mask)  # as any new file, not private as a temporary one
        Path(beside).replace(target)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
