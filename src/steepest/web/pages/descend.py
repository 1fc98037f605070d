"""`/descend`: any function of one or two letters, several optimizers racing down it, and what happened in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from steepest.web.descents import LEAST, MOST, MOST_STEPS, SETTINGS, TITLES
from steepest.web.engine import Engine
from steepest.web.pictures import where
from steepest.web.render import page

USUAL = ("gradient descent", "momentum", "adam")
STEPS = 200
WINDOW = "-3,3,-2,2"


@dataclass(frozen=True)
class Surface:
    """A landscape with a start and a rate that show what is to be seen on it."""

    name: str
    text: str
    x: float
    y: float
    rate: float
    steps: int = STEPS
    window: str = WINDOW


async def descend(request: Request) -> Response:
    """The page; with `part=runs` only what the engine says, for the script."""
    query = request.query_params
    text = query.get("text", "").strip() or SURFACES[0].text
    known = next((one for one in SURFACES if one.text == text), None)
    steps = known.steps if known else STEPS
    rate = decimal(query.get("rate"), None)
    asked: dict[str, Any] = {
        "text": text,
        "first": {"start": [known.x, known.y], "rate": known.rate} if known else None,  # None: the engine chooses
        "x": decimal(query.get("x"), None),
        "y": decimal(query.get("y"), None),
        "rate": None if rate is None else min(max(rate, LEAST), MOST),
        "steps": int(min(max(decimal(query.get("steps"), None) or steps, 1), MOST_STEPS)),
        "own": own(query),
    }
    methods = chosen(query)
    engine: Engine = request.app.state.engine
    answer = await engine.ask(request, "descend", {**asked, "methods": ",".join(methods)})
    if "stopped" in answer:  # the picture and its controls need no run
        bare = await engine.ask(request, "descend", {**asked, "methods": ""})
        if "error" not in bare:
            answer = {**bare, "problem": f"{answer['error']['message']} Try fewer steps, or fewer at once."}
    error = answer.get("error")
    window = known.window if known else WINDOW
    race = None if error else setting(answer, asked, steps, window)
    return page(
        request,
        "_runs.html" if query.get("part") == "runs" else "descend.html",
        500 if answer.get("ours") else 200,
        given=asked,
        methods=methods,
        every=TITLES,
        race=race,
        picture=pictured(answer, race, methods) if race and race["program"] else None,
        picture_at=where,
        answer=None if error else answer,
        error=error,
        surfaces=SURFACES,
    )


def by_name(variables: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The variables as the axes have them, the first across."""
    return sorted(variables, key=lambda one: str(one["name"]))


def setting(answer: Mapping[str, Any], asked: Mapping[str, Any], steps: int, window: str) -> dict[str, Any]:
    """What the picture is drawn from: the programs, the setting as it is, and the one to come back to."""
    return {
        **{name: answer[name] for name in ("program", "optimizers", "start", "rate")},
        **{name: asked[name] for name in ("steps", "own")},
        "first": {**answer["first"], "steps": steps},
        "window": [float(bound) for bound in window.split(",")],
    }


def pictured(answer: Mapping[str, Any], race: Mapping[str, Any], methods: Sequence[str]) -> dict[str, Any]:
    """The race as a page without script shows it, and what is to be seen in words."""
    f = answer["reading"]
    options = {
        "f": f["text"],
        "start": ",".join(f"{x:.10g}" for x in race["start"]),
        "methods": ",".join(methods),
        "rate": f"{race['rate']:.10g}",
        "steps": str(race["steps"]),
        "window": ",".join(f"{x:g}" for x in race["window"]),
        **{f"{method}.{name}": f"{x:.10g}" for method, those in race["own"].items() for name, x in those.items()},
    }
    kind = "The level lines" if len(race["start"]) == 2 else "The graph"
    begin = ", ".join(f"{one['name']} = {v:g}" for one, v in zip(by_name(f["variables"]), race["start"], strict=False))
    ways = f"with the ways of {', '.join(TITLES[one] for one in methods)} from" if methods else "and the start at"
    return {"options": options, "alt": f"{kind} of {f['plain']} {ways} {begin}.".replace("-", "−")}


def chosen(query: QueryParams) -> tuple[str, ...]:
    """The methods that race: those that are named; the usual ones where nothing is said; nobody for an empty list."""
    asked = {part for value in query.getlist("m") for part in value.split(",")}
    return tuple(name for name in TITLES if name in asked) if "m" in query else USUAL


def own(query: QueryParams) -> dict[str, dict[str, float]]:
    """What a method has of its own, from `adam.rate=0.3` or `momentum.mu=0.8`."""
    found: dict[str, dict[str, float]] = {}
    for method, names in SETTINGS.items():
        for name in names:
            value = decimal(query.get(f"{method}.{name}"), None)
            if value is not None and 0 <= value <= MOST and (value > 0 or name != "rate"):
                found.setdefault(method, {})[name] = value
    return found


def decimal(text: str | None, otherwise: float | None) -> float | None:
    """A finite number, or what is used otherwise."""
    try:
        value = float((text or "").replace("−", "-"))
    except ValueError:
        return otherwise
    return value if math.isfinite(value) and abs(value) < 1e6 else otherwise


SURFACES = (
    Surface("narrow valley", "x^2 + 8y^2", -2.6, 1.2, 0.11, 300),
    Surface("banana", "(1 - x)^2 + 2(y - x^2)^2", -1.2, 1.2, 0.07, 500, "-2,2,-0.8,2"),
    Surface("saddle", "x^2 - y^2 + y^4/4", 2, 0, 0.1, 300),
    Surface("four valleys", "(x^2 + y - 11)^2/40 + (x + y^2 - 7)^2/40", 0.2, -0.6, 0.15, 300, "-6,6,-4.5,4.5"),
    Surface("waves", "x^2/8 + y^2/8 + sin(2x) cos(2y)", 2.4, 1.4, 0.1, 300),
    Surface("two valleys, one letter", "x^4 - 3x^2 + x", 1.9, 0, 0.05, 300, "-2.2,2.2,-4.5,6"),
    Surface("too fast", "(x - 1)^2", 2, 0, 1.02, 30, "-3,5,-0.5,8"),
)
