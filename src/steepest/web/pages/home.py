"""`/`, the front door: a live function, the core path, and where you were."""

from __future__ import annotations

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from steepest.course.lesson import load
from steepest.course.markdown import inline
from steepest.web.engine import Engine
from steepest.web.pages.progress import standing
from steepest.web.render import page

HERO = {"text": "sigmoid(w*x + b)", "wrt": "w", "order": 1, "shapes": "", "syntax": "auto"}


async def home(request: Request) -> Response:
    """The first visit shows the live function and the path; later also where you were."""
    engine: Engine = request.app.state.engine
    answer = await engine.ask(request, "derive", HERO)
    lessons = load()
    return page(
        request,
        "home.html",
        hero=None if "error" in answer else answer,
        core=[one for one in lessons if one.path == "core"],
        aids=[one for one in lessons if one.path != "core"],
        minutes=sum(one.minutes for one in lessons if one.path == "core"),
        inline=lambda text: Markup(inline(text)),
        standing=await standing(request),
    )
