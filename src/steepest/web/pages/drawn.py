"""`/pictures/<name>.svg`: the still picture of what somebody typed, for a page without script."""

from __future__ import annotations

import re

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from steepest.web.engine import Engine
from steepest.web.pictures import excuse

NAMES = frozenset({"tangent", "race"})
OPTION = re.compile(r"f|wrt|at|window|start|methods|rate|steps|value-\w{1,40}|[a-z ]{3,20}\.\w{1,10}")


async def drawn(request: Request) -> Response:
    """The picture; where there can be none, an image that says why."""
    name, query = request.path_params["name"], request.query_params
    if name not in NAMES or "f" not in query:
        raise HTTPException(404)
    options = {key: value for key, value in query.items() if OPTION.fullmatch(key)}
    engine: Engine = request.app.state.engine
    look = {"theme": query.get("theme", ""), "size": query.get("size", "")}
    answer = await engine.ask(request, "picture", {"name": name, "options": options, **look})
    error = answer.get("error")
    text = excuse(f"{error['message']} {error['hint'] or ''}", look["theme"]) if error else answer["svg"]
    headers = {"cache-control": "no-store" if error else "public, max-age=600"}
    return Response(text, media_type="image/svg+xml", headers=headers)
