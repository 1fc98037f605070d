"""`/table`: the classical derivatives, live: every row is derived, checked and drawn when the page is made."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from steepest.course.question import Figure
from steepest.web.engine import Engine
from steepest.web.pictures import still
from steepest.web.render import page


@dataclass(frozen=True)
class Row:
    """A function of the table."""

    text: str
    wrt: str = "x"
    shapes: str = ""
    note: str = ""  # what to remember, in a few words
    lesson: str = "derivatives"

    @property
    def figure(self) -> Figure | None:
        """A thumbnail; the row says the same in words. A function of arrays has none."""
        if self.shapes:
            return None
        return Figure("spark", {"f": self.text, "wrt": self.wrt, **HELD}, "", "", "", True)


@dataclass(frozen=True)
class Group:
    """Rows that belong together."""

    title: str
    rows: tuple[Row, ...]


async def table(request: Request) -> Response:
    """All rows, worked out by the engine (once; it remembers)."""
    engine: Engine = request.app.state.engine
    groups: list[tuple[Group, list[tuple[Row, dict[str, Any]]]]] = []
    for group in GROUPS:
        found = []
        for row in group.rows:
            question = {"text": row.text, "wrt": row.wrt, "order": 1, "shapes": row.shapes, "syntax": "auto"}
            answer = await engine.ask(request, "derive", question)
            if "error" not in answer:
                found.append((row, answer))
        groups.append((group, found))
    await asyncio.to_thread(draw)
    return page(request, "table.html", groups=groups, still=still)


def draw() -> None:
    """Draw the thumbnails, each once, before the page asks for them."""
    for group in GROUPS:
        for row in group.rows:
            if row.figure:
                still(row.figure)


HELD = {"value-a": "2", "value-n": "3", "value-b": "1.5", "value-c": "1.5"}  # what letters are in a thumbnail


GROUPS = (
    Group(
        "Powers and roots",
        (
            Row("c", note="a constant does not change"),
            Row("x^n", note="the exponent comes down, one less remains"),
            Row("sqrt(x)", note="the power one half"),
            Row("abs(x)", note="its slope jumps at 0, from −1 to 1"),
            Row("1/x", note="the power minus one"),
        ),
    ),
    Group(
        "Exponentials and logarithms",
        (
            Row("e^x", note="its own derivative"),
            Row("a^x", note="itself, times the logarithm of the base"),
            Row("ln(x)", note="defined for x > 0"),
            Row("log_b(x)", note="the logarithm to another base"),
            Row("x ln(x)", note="a product; entropy is made of it"),
        ),
    ),
    Group(
        "Circle functions and hyperbolas",
        (
            Row("sin(x)", note="sine becomes cosine"),
            Row("cos(x)", note="and cosine minus sine"),
            Row("tan(x)", note="steep where the cosine is small"),
            Row("arcsin(x)", note="the inverse of sine"),
            Row("arctan(x)", note="an inverse that flattens on both sides"),
            Row("sinh(x)", note="half of eˣ − e⁻ˣ"),
            Row("cosh(x)", note="half of eˣ + e⁻ˣ; no minus sign here"),
        ),
    ),
    Group(
        "Activations",
        (
            Row("sigmoid(x)", note="σ(1 − σ): at most a quarter"),
            Row("tanh(x)", note="one minus its square"),
            Row("relu(x)", note="at 0 any number in [0, 1] is a subgradient; 0 is used"),
            Row("softplus(x)", note="a smooth ReLU; its slope is the sigmoid"),
            Row("silu(x)", note="also called swish"),
            Row("gelu(x)", note="exact, with the normal distribution function Φ"),
        ),
    ),
    Group(
        "Vectors and losses",
        (
            Row("softmax(z)", "z", "z: n", "pᵢ(δᵢⱼ − pⱼ), as a matrix", "partial-derivatives-and-gradient"),
            Row("norm(x)^2", "x", "x: n", "as x² for numbers", "partial-derivatives-and-gradient"),
            Row("x @ A @ x", "x", "x: n, A: n n", "2Ax when A is symmetric", "partial-derivatives-and-gradient"),
            Row("sum((X @ w - y)**2)", "w", "X: n d, y: n, w: d", "least squares", "gradient-descent"),
            Row("sum(softplus(-y * (X @ w)))", "w", "X: n d, y: n, w: d", "logistic loss", "gradient-descent"),
            Row("cross_entropy(z, y)", "z", "z: n, y: n", "prediction minus target, for Σy = 1", "gradient-descent"),
        ),
    ),
)
