"""One module a page: reads the address, asks the engine, fills a template."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

Endpoint = Callable[[Request], Awaitable[Response]]


def page(module: str, name: str) -> Endpoint:
    """The endpoint `name` of a module of pages, imported when it is first asked for: no page waits for another."""

    async def endpoint(request: Request) -> Response:
        home = await asyncio.to_thread(importlib.import_module, f"{__name__}.{module}")
        found: Endpoint = getattr(home, name)
        return await found(request)

    return endpoint


def load() -> None:
    """Import what the front page did without, so that the next page comes as fast as it."""
    for module in LATER:
        importlib.import_module(module)


LATER = (
    *(f"{__name__}.{one}" for one in ("lessons", "derive", "descend", "table", "ask", "papers", "drawn")),
    "steepest.course.reckon",
    "steepest.figure.pictures",
)
