"""The engine's jobs for the pages: dictionaries in, dictionaries out. Run inside a worker, never in the server.

A job gives its answer, or `{"error": {"where", "message", "hint"}}` when the text cannot be read or worked out. The
jobs are functions of the modules in `jobs/`, each imported when one of its own is first asked for: the front page,
which derives, does not wait until the tutor has been read.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

Answer = dict[str, Any]
Arguments = Mapping[str, Any]


class Refused(Exception):
    """What was asked for cannot be given; says why."""


def job(module: str, name: str) -> Callable[[Arguments], Answer]:
    """The function `name` of a module of jobs, whose refusals become values."""

    def answer(arguments: Arguments) -> Answer:
        from steepest.notation.unreadable import Unreadable

        home = import_module(f"steepest.web.jobs.{module}")
        try:
            found: Answer = getattr(home, name)(arguments)
        except Unreadable as problem:
            where = list(problem.where)
            return {"error": {"where": where, "message": problem.message, "hint": problem.hint or None}}
        except (Refused, *home.REFUSALS) as problem:
            return {"error": {"where": None, "message": str(problem), "hint": None}}
        return found

    return answer


JOBS: Mapping[str, Callable[[Arguments], Answer]] = {
    "read": job("deriving", "read"),
    "derive": job("deriving", "derive"),
    "program": job("deriving", "program"),
    "graph": job("deriving", "graph"),
    "descend": job("descending", "descend"),
    "optimizer": job("descending", "optimizer"),
    "points": job("descending", "points"),
    "grade": job("learning", "grade"),
    "ask": job("learning", "ask"),
    "picture": job("drawing", "picture"),
    "still": job("drawing", "still"),
}

# What the front page asks for; it is served from then on.
FIRST: tuple[tuple[str, Arguments], ...] = (
    ("derive", {"text": "sigmoid(w*x + b)", "wrt": "w"}),
    ("still", {"name": "tangent", "options": {"f": "sigmoid(x)", "window": "-5,5,-0.15,1.15"}, "alt": "an S"}),
)
REST: tuple[tuple[str, Arguments], ...] = (
    ("derive", {"text": "sum((X @ w - y)**2)", "wrt": "w", "shapes": "X: n d, y: n, w: d"}),
    ("derive", {"text": "logdet(A)", "wrt": "A", "shapes": "A: n n", "order": 2, "view": "vec", "assume": "A: posdef"}),
    ("read", {"text": "\\frac{1}{x}"}),
    ("program", {"text": "x^2 + y^2"}),
    ("graph", {"text": "sigmoid(w*x + b)"}),
    ("picture", {"name": "tangent", "options": {"f": "1/x"}, "theme": "", "size": ""}),
    ("grade", {"question": "power-and-sum", "seed": 0, "answer": "8x^3 - 6"}),
    ("ask", {"question": "derivative of x^2", "lesson": "", "earlier": [], "open": ""}),
    ("ask", {"question": "why does a slope matter?", "lesson": "", "earlier": [], "open": ""}),
    ("descend", {"text": "x^2", "x": 1, "y": 0, "rate": 0.1, "steps": 5, "methods": "gradient descent"}),
    ("optimizer", {"name": "momentum"}),
    ("points", {"count": 8, "noise": 0.5, "seed": 1, "epochs": 2}),
    ("picture", {"name": "race", "options": {"f": "x^2 + y^2", "start": "1,1"}, "theme": "", "size": ""}),
)


def preload() -> Iterator[None]:
    """Run each job once, so that a worker forked afterwards is warm: those of the front page, then one at a time."""
    for name, arguments in FIRST:
        tried(name, arguments)
    for name, arguments in REST:
        yield
        tried(name, arguments)


def tried(name: str, arguments: Arguments) -> None:
    """Run a job; what is wrong with it is told when it is asked for."""
    with contextlib.suppress(Exception):
        JOBS[name](arguments)
