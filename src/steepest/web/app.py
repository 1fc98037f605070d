"""The app: its table of routes, and what it holds while it runs."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from steepest.course.store import Busy as StoreBusy
from steepest.course.store import Store, address
from steepest.web import api
from steepest.web.assets import STATIC
from steepest.web.engine import Engine
from steepest.web.failures import away, broken, busy, invalid, not_found
from steepest.web.guard import LOCAL, Guard
from steepest.web.pages import load, page
from steepest.web.pool import Busy, Pool
from steepest.web.render import version

ICON = Path(__file__).parent / "templates" / "favicon.svg"


def create_app(trusted_hosts: Iterable[str] = (), pool: Pool | None = None, records: str | None = None) -> FastAPI:
    """The app, ready for any ASGI server; its workers and its database start and stop with it.

    `records` is the database's address; without it, the one that the environment names.
    """
    hosts = LOCAL | {name.lower() for name in trusted_hosts}
    workers = pool or Pool()

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        app.state.store = await asyncio.to_thread(Store, records or address(os.environ))
        workers.start()
        rest = asyncio.create_task(later(workers))
        try:
            yield
        finally:
            rest.cancel()
            await workers.stop()
            await asyncio.to_thread(app.state.store.close)

    app = FastAPI(
        title="Steepest",
        description="Calculus for machine learning: derivatives with every step, proved.",
        version=version(),
        lifespan=running,
        docs_url=None,  # the usual page asks other servers for its scripts
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        middleware=[
            Middleware(Guard, hosts=frozenset(hosts)),
            Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=6),
        ],
        exception_handlers={
            Exception: broken,
            Busy: busy,
            StoreBusy: busy,
            OperationalError: away,
            RequestValidationError: invalid,
            HTTPException: not_found,
        },
    )
    app.state.engine = Engine(workers)
    app.state.store = None
    app.include_router(api.router)
    app.router.routes.extend(ROUTES)
    return app


async def later(workers: Pool) -> None:
    """Load the other pages when the workers have loaded everything: the first page has been answered then."""
    with contextlib.suppress(RuntimeError):  # no workers: said where somebody asks
        await asyncio.shield(workers.warm)
        await asyncio.to_thread(load)


def icon(request: Request) -> Response:
    """The mark in the browser's tab."""
    return FileResponse(ICON, media_type="image/svg+xml", headers={"cache-control": "public, max-age=86400"})


class Built(StaticFiles):
    """The built files: hashed names, so a browser may keep them for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, with how long to keep it."""
        response = await super().get_response(path, scope)
        kept = "public, max-age=31536000, immutable" if path.startswith("assets/") else "no-cache"
        response.headers["cache-control"] = kept
        return response


ROUTES = (
    Route("/", page("home", "home")),
    Route("/derive", page("derive", "derive")),
    Route("/descend", page("descend", "descend")),
    Route("/table", page("table", "table")),
    Route("/ask", page("ask", "ask")),
    Route("/papers/{slug}.pdf", page("papers", "paper")),
    Route("/pictures/{name}.svg", page("drawn", "drawn")),
    Route("/lessons/{slug}", page("lessons", "lesson")),
    Route("/lessons/{slug}/place", page("progress", "place"), methods=["POST"]),
    Route("/questions/{question}", page("lessons", "answer"), methods=["GET", "POST"]),
    Route("/you", page("progress", "you")),
    Route("/you/export", page("progress", "export")),
    Route("/you/forget", page("progress", "forget"), methods=["POST"]),
    Route("/favicon.svg", icon),
    Mount("/static", Built(directory=STATIC, check_dir=False)),
)
