"""`/derive`, the workbench: any function, its derivative with every step, its graph, its code."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from steepest.web.engine import Engine
from steepest.web.render import page

GRAINS = ("result", "teacher", "every")


@dataclass(frozen=True)
class Example:
    """A function worth trying, and what it is called."""

    text: str
    name: str
    wrt: str = ""
    shapes: str = ""


async def derive(request: Request) -> Response:
    """The page; with `part=result` only what changes while typing, for the script."""
    query = request.query_params
    text = query.get("text", "").strip() or EXAMPLES[0].text
    given = {
        "text": text,
        "wrt": query.get("wrt", ""),
        "order": order(query.get("order")),
        "shapes": query.get("shapes", ""),
        "mine": query.get("mine", ""),
    }
    engine: Engine = request.app.state.engine
    answer = await engine.ask(request, "derive", {**given, "syntax": "auto", "lenient": True})
    error = answer.get("error")
    status = 500 if answer.get("ours") else 200  # what cannot be read yet is no failure of the page
    template = "_derivation.html" if query.get("part") == "result" else "derive.html"
    grain = query.get("grain", "teacher")
    return page(
        request,
        template,
        status,
        given=given,
        answer=None if error else answer,
        error=error,
        grain=grain if grain in GRAINS else "teacher",
        examples=EXAMPLES,
    )


def order(text: str | None) -> int:
    """1 to 6; what cannot be one is 1."""
    return min(6, max(1, int(text))) if text and text.isascii() and text.isdigit() and len(text) < 4 else 1


EXAMPLES = (
    Example("x^2 sin(x)", "a product"),
    Example("sigmoid(3x^2)", "a chain"),
    Example("x^x", "x to the x"),
    Example("ln(x)/x", "a quotient"),
    Example("relu(x)", "a kink"),
    Example("sigmoid(w*x + b)", "a neuron", wrt="w"),
    Example("sum(log(1 + exp(-y * (X @ w))))", "logistic loss", wrt="w", shapes="X: n d, y: n, w: d"),
    Example("sum((X @ w - y)**2)", "least squares", wrt="w", shapes="X: n d, y: n, w: d"),
)
