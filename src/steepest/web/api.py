"""The JSON API, `/api/v1`: stateless and cacheable, since an answer is a pure function of its question."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from steepest.web.answers import Derived
from steepest.web.engine import Engine
from steepest.web.pool import Answer

router = APIRouter(prefix="/api/v1", tags=["engine"])
KEPT = "public, max-age=600, stale-while-revalidate=86400"


class Problem(BaseModel):
    """What is the matter, where in the text (0-based code points), and what to do."""

    where: tuple[int, int] | None
    message: str
    hint: str | None


class Refusal(BaseModel):
    """The body of every answer that is not a result."""

    error: Problem


Text = Annotated[
    str, Query(description="The function, as a person writes it.", examples=["3x^2 sin(x)"], max_length=8_000)
]
Syntax = Annotated[str, Query(pattern="^(auto|text|latex)$", description="How `text` is written.")]
Shapes = Annotated[str, Query(description="Declared arrays.", examples=["X: n d, w: d"], max_length=2_000)]
Wrt = Annotated[str, Query(description="The variable, or several with commas; empty: the natural one.", max_length=200)]
Held = Annotated[str, Query(description="Names that are constants here.", max_length=200)]
Order = Annotated[int, Query(ge=1, le=6)]
View = Annotated[
    str,
    Query(
        description="How to look at a derivative over arrays: ambient, map, vec, numerator, denominator, compressed, "
        "projected, free entries; empty: as it stands, or as a map where it has more than two axes. One that does not "
        "apply is refused by naming those that do.",
        examples=["vec"],
        max_length=40,
    ),
]
Assume = Annotated[
    str,
    Query(
        description="Known of variables: symmetric, posdef, orthogonal, simplex, positive, integer; or an interval.",
        examples=["A: posdef, y: simplex"],
        max_length=400,
    ),
]
Stable = Annotated[str, Query(pattern="^(on|off)$", description="`off` derives and runs everything as it was written.")]
REFUSALS: dict[int | str, dict[str, Any]] = {
    422: {"model": Refusal, "description": "The text cannot be read or worked out."},
    503: {"model": Refusal, "description": "Too much is waiting; see Retry-After."},
}


@router.get("/read", responses=REFUSALS)
async def read(request: Request, text: Text, syntax: Syntax = "auto", shapes: Shapes = "") -> JSONResponse:
    """How a text is understood: as text, as LaTeX, spoken, with its variables."""
    return await answered(request, "read", {"text": text, "syntax": syntax, "shapes": shapes})


@router.get("/preview")
async def preview(request: Request, text: Text, syntax: Syntax = "auto", shapes: Shapes = "") -> JSONResponse:
    """As `read`, for use while typing: what cannot be read yet is an answer too, `{"error": …}` with status 200."""
    engine: Engine = request.app.state.engine
    answer = await engine.ask(request, "read", {"text": text, "syntax": syntax, "shapes": shapes})
    found = {"error": answer["error"]} if "error" in answer else {"reading": answer}
    return JSONResponse(found, headers={"cache-control": KEPT})


@router.get("/derive", responses={**REFUSALS, 200: {"model": Derived}})
async def derive(
    request: Request,
    text: Text,
    wrt: Wrt = "",
    order: Order = 1,
    shapes: Shapes = "",
    syntax: Syntax = "auto",
    view: View = "",
    assume: Assume = "",
    stable: Stable = "on",
) -> JSONResponse:
    """The derivative with every step, its views, its conditions, its proof and its code."""
    arguments = {"text": text, "wrt": wrt, "order": order, "shapes": shapes, "syntax": syntax}
    return await answered(request, "derive", {**arguments, "view": view, "assume": assume, "stable": stable})


@router.get("/ask", responses=REFUSALS)
async def ask(
    request: Request,
    question: Annotated[str, Query(description="At most 200 characters.", max_length=2_000)],
    lesson: Annotated[str, Query(description="The slug of the lesson it is about.", max_length=100)] = "",
    earlier: Annotated[list[str] | None, Query(description="The questions before it, the last one last.")] = None,
) -> JSONResponse:
    """A question in words: what it was understood as, with the answer; or quotations from the lessons; or neither."""
    kept = [one[:200] for one in earlier or ()][-4:]
    return await answered(request, "ask", {"question": question, "lesson": lesson, "earlier": kept, "open": ""})


@router.get("/program", responses=REFUSALS)
async def program(
    request: Request, text: Text, wrt: Wrt = "", held: Held = "", shapes: Shapes = "", syntax: Syntax = "auto"
) -> JSONResponse:
    """The function and its first derivatives as one JSON program (docs/json-program.md); `wrt` empty: by every name."""
    arguments = {"text": text, "wrt": wrt, "held": held, "shapes": shapes, "syntax": syntax}
    return await answered(request, "program", arguments)


@router.get("/graph", responses=REFUSALS)
async def graph(request: Request, text: Text, syntax: Syntax = "auto") -> JSONResponse:
    """The computation graph of a function of numbers: nodes with local slopes, and one program for its numbers."""
    return await answered(request, "graph", {"text": text, "syntax": syntax})


@router.get("/optimizer", responses=REFUSALS)
async def optimizer(request: Request, name: Annotated[str, Query(max_length=40)]) -> JSONResponse:
    """An optimizer: its settings, and its start and its update as JSON programs."""
    return await answered(request, "optimizer", {"name": name})


@router.get("/points", responses=REFUSALS)
async def points(
    request: Request,
    count: Annotated[int, Query(ge=2, le=500)] = 32,
    noise: Annotated[float, Query(ge=0, le=10)] = 0.5,
    seed: Annotated[int, Query(ge=0, le=2**31)] = 1,
    epochs: Annotated[int, Query(ge=1, le=500)] = 1,
) -> JSONResponse:
    """Noisy points near a line, and the order of the rows in each epoch: the data of the figure about SGD."""
    arguments = {"count": count, "noise": noise, "seed": seed, "epochs": epochs}
    return await answered(request, "points", arguments)


async def answered(request: Request, job: str, arguments: dict[str, Any]) -> JSONResponse:
    """The engine's answer as JSON, with the status that says what kind it is."""
    engine: Engine = request.app.state.engine
    answer: Answer = await engine.ask(request, job, arguments)
    if "error" not in answer:
        return JSONResponse(answer, headers={"cache-control": KEPT})
    if answer.get("ours"):
        return JSONResponse({"error": answer["error"]}, status_code=500, headers={"cache-control": "no-store"})
    kept = "no-store" if "stopped" in answer else "public, max-age=60"
    return JSONResponse({"error": answer["error"]}, status_code=422, headers={"cache-control": kept})
