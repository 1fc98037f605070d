"""`/derive`, the workbench: any function, its derivative with every step, its graph, its code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from steepest.web.engine import Engine
from steepest.web.forms import decimal
from steepest.web.pictures import where
from steepest.web.render import page

GRAINS = ("teacher", "result", "every")
TELLINGS = ("backward", "differentials")
USUAL = {"order": 1, "grain": GRAINS[0], "steps": TELLINGS[0]}  # what an address leaves out


@dataclass(frozen=True)
class Example:
    """A function worth trying, and what it is called."""

    name: str
    text: str
    wrt: str = ""
    shapes: str = ""
    order: int = 1
    view: str = ""
    steps: str = ""
    assume: str = ""

    @property
    def address(self) -> str:
        """Where it is worked out."""
        return address({name: value for name, value in vars(self).items() if name != "name"})


async def derive(request: Request) -> Response:
    """The page; with `part=result` only what changes while typing, for the script."""
    query = request.query_params
    given = {
        "text": query.get("text", "").strip() or EXAMPLES[0][1][0].text,
        "wrt": query.get("wrt", ""),
        "order": order(query.get("order")),
        "shapes": query.get("shapes", ""),
        "grain": among(GRAINS, query.get("grain")),
        "steps": among(TELLINGS, query.get("steps")),
        "view": query.get("view", ""),
        "assume": ", ".join(one for one in query.getlist("assume") if one.strip()),
        "stable": "off" if query.get("stable") == "off" else "",
    }
    asked = {name: value for name, value in given.items() if name not in ("grain", "steps")}  # only shown differently
    engine: Engine = request.app.state.engine
    mine = query.get("mine", "")
    answer = await engine.ask(request, "derive", {**asked, "mine": mine, "syntax": "auto", "lenient": True})
    error = answer.get("error")
    status = 500 if answer.get("ours") else 200  # what cannot be read yet is no failure of the page
    return page(
        request,
        "_derivation.html" if query.get("part") == "result" else "derive.html",
        status,
        given=given,
        mine=mine,
        answer=None if error else answer,
        error=error,
        examples=EXAMPLES,
        to=lambda **changes: address({**given, **changes}),
        picture=None if error or not answer["program"] else pictured(answer, query),
        picture_at=where,
    )


@dataclass(frozen=True)
class Picture:
    """The graph as a page without script shows it: where the point is, and what the other letters are held at."""

    options: Mapping[str, str]
    alt: str
    fields: Sequence[tuple[str, str]]  # the letters with their values, the one along the axis first


def pictured(answer: Mapping[str, Any], query: Mapping[str, str]) -> Picture:
    """The picture of this answer at the point that the address names; 1 where it names none."""
    f, x = answer["reading"], answer["wrt"][0]
    others = [one["name"] for one in f["variables"] if one["name"] != x]
    values = {name: f"{decimal(query.get(key), 1.0):.10g}" for key, name in [("at", x), *((n, n) for n in others)]}
    options = {"f": f["text"], "wrt": x, "at": values[x]} | {f"value-{name}": values[name] for name in others}
    at = ", ".join(f"{name} = {value.replace('-', '−')}" for name, value in values.items())
    alt = f"The graph of {f['plain']} over {x}, its derivative, dashed, and its tangent at {at}."
    return Picture(options, alt, list(values.items()))


def address(asked: Mapping[str, object]) -> str:
    """Where this is worked out, with nothing in it that goes without saying."""
    return "/derive?" + urlencode({n: v for n, v in asked.items() if v and v != USUAL.get(n)})


def among(names: tuple[str, ...], asked: str | None) -> str:
    """One of the names; the first for anything else."""
    return asked if asked in names else names[0]


def order(text: str | None) -> int:
    """1 to 6; what cannot be one is 1."""
    return min(6, max(1, int(text))) if text and text.isascii() and text.isdigit() and len(text) < 4 else 1


LINEAR = "X: n d, y: n, w: d"

EXAMPLES = (
    (
        "Numbers",
        (
            Example("a product", "x^2 sin(x)"),
            Example("a chain", "sigmoid(3x^2)"),
            Example("x to the x", "x^x"),
            Example("a quotient", "ln(x)/x"),
            Example("a kink", "relu(x)"),
            Example("a neuron", "sigmoid(w*x + b)", "w"),
        ),
    ),
    (
        "Matrices",
        (
            Example("least squares", "sum((X @ w - y)**2)", "w", LINEAR),
            Example("logistic loss", "sum(log(1 + exp(-y * (X @ w))))", "w", LINEAR, steps="differentials"),
            Example("log determinant", "logdet(A)", "A", "A: n n", assume="A: posdef"),
            Example("Kronecker product", "A @ X @ B", "X", "A: m n, X: n p, B: p q", view="vec"),
            Example("a Hessian, compressed", "norm(T - U @ V.T)^2", "U", "T: m n, U: m k, V: n k", 2, "compressed"),
            Example("cross-entropy, twice", "-sum(y * log(softmax(X @ w)))", "w", LINEAR, 2, assume="y: simplex"),
            Example("attention", "softmax(Q @ K.T / sqrt(d), axis=1) @ V", "Q", "Q: n d, K: m d, V: m p", view="map"),
        ),
    ),
)
