"""Where a learner is, for the pages that show it; nothing yet on a first visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.requests import Request


@dataclass(frozen=True)
class Standing:
    """What is kept about a learner, as pages show it."""

    last: tuple[str, str] | None = None  # lesson and section
    right: Mapping[str, int] = field(default_factory=dict)  # questions right, by lesson
    tried: frozenset[str] = frozenset()
    solved: frozenset[str] = frozenset()


async def standing(request: Request) -> Standing:
    """What this learner has done."""
    return Standing()
