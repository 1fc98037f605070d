"""`/ask`: a question about a lesson, answered by the engine, by the lessons, or honestly not at all."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from steepest.course.lesson import find
from steepest.web.engine import Engine
from steepest.web.render import page

LIMIT = 200
KEPT = 4  # earlier questions: three that are followed up, and one to tell that it is forgotten


async def ask(request: Request) -> Response:
    """The reply on a page of its own; with `part=reply` only the reply, for the box in a lesson."""
    query = request.query_params
    question = query.get("q", "").strip()
    lesson = find(query.get("lesson", ""))
    earlier = query.getlist("earlier")[-KEPT:]
    answer = None
    if question:
        engine: Engine = request.app.state.engine
        arguments = {
            "question": question[:2_000],
            "lesson": lesson.slug if lesson else "",
            "earlier": [one[:LIMIT] for one in earlier],
            "open": query.get("open", "")[:100],
        }
        answer = await engine.ask(request, "ask", arguments)
    template = "_reply.html" if query.get("part") == "reply" else "ask.html"
    return page(
        request,
        template,
        question=question,
        lesson=lesson,
        earlier=[*earlier, question][-KEPT:],
        reply=answer,
        limit=LIMIT,
    )
