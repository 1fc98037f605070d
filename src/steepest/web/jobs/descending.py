"""Descending: several methods from one start, a row of their table, and the points that SGD walks over."""

from __future__ import annotations

from steepest.calculus.slopes import NoRule
from steepest.figure.points import Scene
from steepest.figure.values import Undrawable
from steepest.notation.pieces import Unwritable
from steepest.notation.reading import read
from steepest.web.descents import METHODS, How, Undescendable, axes, beginning, row, rows, runs
from steepest.web.jobs.understood import graph_program, understood
from steepest.web.telling import told
from steepest.web.work import Answer, Arguments, Refused

REFUSALS = (NoRule, Undescendable, Undrawable, Unwritable)
MOST_ROWS = 50_000


def descend(arguments: Arguments) -> Answer:
    """Several methods from one start: what each run came to, and the programs that draw it.

    A start, or a rate, that is not given is chosen. Where nothing can be run, `problem` says why; the picture stays.
    """
    found = understood(arguments)
    names = axes(found.surface)
    first = arguments.get("first") or dict(zip(("start", "rate"), beginning(found.surface, names), strict=True))
    given = (arguments.get("x"), arguments.get("y"))
    start = [own if one is None else float(one) for one, own in zip(given, first["start"], strict=False)][: len(names)]
    rate = first["rate"] if arguments.get("rate") is None else float(arguments["rate"])
    methods = tuple(m for m in str(arguments["methods"]).split(",") if m in METHODS)
    how = How(float(rate), int(arguments["steps"]), arguments.get("own") or {})
    text = str(arguments["text"])
    typed = text if read(text) == found.surface else found.surface  # a sentence names the function as it was typed
    told_runs, problem = [], None
    try:
        told_runs = runs(typed, dict(zip(names, start, strict=True)), methods, how)
    except Undescendable as refused:
        problem = str(refused)
    return {
        "reading": told(found),
        "runs": told_runs,
        "problem": problem,
        "methods": list(METHODS),
        "start": start,
        "rate": how.rate,
        "first": {"start": list(first["start"])[: len(names)], "rate": first["rate"]},
        "program": graph_program(found.surface, names, text),
        "optimizers": rows(),
    }


def optimizer(arguments: Arguments) -> Answer:
    """A row of the table of optimizers, with the programs of its start and its update."""
    return row(str(arguments["name"]))


def points(arguments: Arguments) -> Answer:
    """Noisy points of a line and the order in which SGD meets them: what the paper's picture is drawn from."""
    count, epochs = int(arguments["count"]), int(arguments["epochs"])
    if count * epochs > MOST_ROWS:
        raise Refused(f"{count} points in {epochs} epochs are more than {MOST_ROWS:,} rows; ask for fewer.")
    return Scene(count, float(arguments["noise"]), int(arguments["seed"])).told(epochs)
