"""`/descend`: any function of one or two letters, several optimizers racing down it, and what happened in words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from steepest.web.engine import Engine
from steepest.web.render import page

METHODS = {
    "gradient descent": "Gradient descent",
    "momentum": "Momentum",
    "nesterov": "Nesterov",
    "rmsprop": "RMSProp",
    "adam": "Adam",
}
USUAL = ("gradient descent", "momentum", "adam")


@dataclass(frozen=True)
class Surface:
    """A landscape with a start and a rate that show what is to be seen on it."""

    name: str
    text: str
    x: float
    y: float
    rate: float
    steps: int = 60
    window: str = "-3,3,-2,2"


async def descend(request: Request) -> Response:
    """The page; with `part=runs` only what the engine says, for the script."""
    query = request.query_params
    text = query.get("text", "").strip()
    known = next((one for one in SURFACES if one.text == text), None)
    first = known or SURFACES[0]
    text = text or first.text
    given: dict[str, Any] = {
        "text": text,
        "x": decimal(query.get("x"), first.x),
        "y": decimal(query.get("y"), first.y),
        "rate": min(max(decimal(query.get("rate"), first.rate), 1e-6), 10.0),
        "steps": int(min(max(decimal(query.get("steps"), first.steps), 1), 500)),
    }
    methods = chosen(query)
    engine: Engine = request.app.state.engine
    answer = await engine.ask(request, "descend", {**given, "methods": ",".join(methods)})
    template = "_runs.html" if query.get("part") == "runs" else "descend.html"
    return page(
        request,
        template,
        500 if answer.get("ours") else 200,
        given=given,
        methods=methods,
        every=METHODS,
        window=query.get("window")
        or (known.window if known else SURFACES[0].window if text == SURFACES[0].text else "-3,3,-2,2"),
        answer=None if "error" in answer else answer,
        error=answer.get("error"),
        surfaces=SURFACES,
    )


def chosen(query: QueryParams) -> tuple[str, ...]:
    """The methods that race."""
    asked = {part for value in query.getlist("m") for part in value.split(",")}
    return tuple(name for name in METHODS if name in asked) or USUAL


def decimal(text: str | None, otherwise: float) -> float:
    """A finite number, or what is used otherwise."""
    try:
        value = float((text or "").replace("−", "-"))
    except ValueError:
        return otherwise
    return value if math.isfinite(value) and abs(value) < 1e6 else otherwise


SURFACES = (
    Surface("banana", "(1 - x)^2 + 5(y - x^2)^2", -1.2, 1.2, 0.02, 120, "-2,2,-0.8,2"),
    Surface("narrow valley", "x^2 + 8y^2", -2.6, 1.2, 0.11, 40),
    Surface("saddle", "x^2 - y^2 + y^4/4", 2, 0.02, 0.1, 60),
    Surface("four valleys", "(x^2 + y - 11)^2/40 + (x + y^2 - 7)^2/40", 0.2, -0.6, 0.05, 80, "-6,6,-4.5,4.5"),
    Surface("waves", "x^2/8 + y^2/8 + sin(2x) cos(2y)", 2.4, 1.4, 0.1, 80),
    Surface("two valleys, one letter", "x^4 - 3x^2 + x", 1.9, 0, 0.02, 60, "-2.2,2.2,-4.5,6"),
    Surface("too fast", "x^2", 1, 0, 1.02, 30, "-3,3,-0.5,8"),
)
