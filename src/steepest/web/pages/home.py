"""`/`, the front door: a live function, the core path, and where you were."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from steepest.course.lesson import find, load
from steepest.course.markdown import inline, words
from steepest.course.question import Figure
from steepest.web.engine import Engine
from steepest.web.pages.progress import standing
from steepest.web.render import page

FIGURE = Figure(
    name="tangent",
    options={
        "f": "sigmoid(w*x + b)",
        "wrt": "w",
        "value-x": "2",
        "value-b": "0",
        "at": "0.4",
        "window": "-5,5,-0.15,1.15",
    },
    alt="A neuron over its weight: σ(wx + b) with x = 2 and b = 0, an S from 0 to 1, with its tangent at w = 0.4; "
    "dashed, its slope, a bell that is highest in the middle.",
    caption="A neuron over its weight $w$. The dashed line is its slope, and learning follows slopes.",
    invitation="Drag the point, move $x$ and $b$.",
    still=False,
)
PICTURE = {"name": FIGURE.name, "options": FIGURE.options, "alt": FIGURE.alt}
HERO = {"text": "sigmoid(w*x + b)", "wrt": "w", "order": 1, "shapes": "", "syntax": "auto"}


async def home(request: Request) -> Response:
    """The first visit shows the live function and the path; later also where you were."""
    engine: Engine = request.app.state.engine
    asked = asyncio.gather(engine.ask(request, "derive", HERO), engine.ask(request, "still", PICTURE))
    lessons = await asyncio.to_thread(load)
    where = await standing(request)
    answer, picture = await asked
    svg = Markup(picture["svg"]) if "svg" in picture else Markup.escape(FIGURE.alt)
    return page(
        request,
        "home.html",
        text=HERO["text"],
        wrt=HERO["wrt"],
        onward=onward(*where.last) if where.last else None,
        figure=FIGURE,
        svg=svg,
        hero=None if "error" in answer else answer,
        core=[one for one in lessons if one.path == "core"],
        aids=[one for one in lessons if one.path != "core"],
        minutes=sum(one.minutes for one in lessons if one.path == "core"),
        inline=lambda text: Markup(inline(text)),
        standing=where,
    )


@dataclass(frozen=True)
class Onward:
    """Where the reader was."""

    href: str
    where: str  # lesson and section, in words


def onward(lesson: str, section: str) -> Onward | None:
    """The lesson and the section where reading stopped; None when there is no such lesson any more."""
    found = find(lesson)
    if found is None:
        return None
    title = next((one.title for one in found.sections if one.slug == section and one.title), "")
    where = words(found.title) + (f": {words(title)}" if title else "")
    return Onward(f"/lessons/{lesson}" + (f"#{section}" if title else ""), where)
