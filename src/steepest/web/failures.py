"""Answers to requests that cannot be served: as JSON under /api, as a page elsewhere."""

from __future__ import annotations

import logging

from fastapi.exceptions import RequestValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from steepest.web.pool import Busy
from steepest.web.render import page

LOG = logging.getLogger("steepest")


def failure(request: Request, status: int, message: str, hint: str | None = None, where: object = None) -> Response:
    """One sentence, in the form that the asker reads."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": {"where": where, "message": message, "hint": hint}}, status_code=status)
    return page(request, "failure.html", status, message=message, hint=hint)


async def busy(request: Request, problem: Exception) -> Response:
    """Too much is waiting."""
    response = failure(request, 503, "Too many things are being worked out at once.", "Wait a second and ask again.")
    response.headers["retry-after"] = str(Busy.seconds)
    return response


async def away(request: Request, problem: Exception) -> Response:
    """The database does not answer, or somebody else holds it for too long; the log says which."""
    LOG.error("the database does not answer: %s", problem)
    message = "The place where progress is kept does not answer, so nothing was kept."
    response = failure(request, 503, message, "Wait a little and send it again; nothing will count twice.")
    response.headers["retry-after"] = str(Busy.seconds)
    return response


async def invalid(request: Request, problem: Exception) -> Response:
    """A query that lacks something or has what it may not have."""
    errors = problem.errors() if isinstance(problem, RequestValidationError) else ()
    first = errors[0] if errors else {}
    name = ".".join(str(part) for part in first.get("loc", ())[1:]) or "the query"
    return failure(request, 422, f"`{name}`: {first.get('msg', 'is not right')}.", "See /api/v1/openapi.json.")


async def broken(request: Request, problem: Exception) -> Response:
    """A mistake of ours; the log has its traceback."""
    return failure(
        request, 500, "Something went wrong on our side.", "Go back and try again; what you typed is in the address."
    )


async def not_found(request: Request, problem: Exception) -> Response:
    """No such page, or not by this method."""
    status = getattr(problem, "status_code", 404)
    message = SAID.get(status) or str(getattr(problem, "detail", "Not possible."))
    return failure(request, status, message, "Go back, or start at the first page.")


SAID = {404: "There is no page at this address.", 405: "This address takes what a form sends; it is not a page."}
