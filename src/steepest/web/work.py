"""The engine's jobs for the pages: dictionaries in, dictionaries out. Run inside a worker, never in the server.

A job gives its answer, or `{"error": {"where", "message", "hint"}}` when the text cannot be read or worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from steepest.calculus.derive import Derivation, Step, derivation
from steepest.calculus.lower import lower
from steepest.calculus.slopes import NoRule
from steepest.calculus.surface import Surface, variables
from steepest.notation.formats import code
from steepest.notation.latex import latex
from steepest.notation.pieces import Unwritable
from steepest.notation.plain import plain
from steepest.notation.program import program as printed
from steepest.notation.reading import Reading, Unreadable, reading
from steepest.notation.spoken import spoken
from steepest.notation.text import write
from steepest.web.graphs import NotANumber, computation_graph

Answer = dict[str, Any]
Arguments = Mapping[str, Any]

ORDINAL = {1: "The derivative", 2: "The second derivative", 3: "The third derivative", 4: "The fourth derivative"}
TARGETS = (
    ("Python", "python"),
    ("NumPy", "numpy"),
    ("JAX", "jax"),
    ("PyTorch", "torch"),
    ("LaTeX", "latex"),
    ("Text", "text"),
)


class Refused(Exception):
    """What was asked for cannot be given; says why."""


def read_job(arguments: Arguments) -> Answer:
    """How the text is understood."""
    return told(understood(arguments))


def derive_job(arguments: Arguments) -> Answer:
    """The derivation, its code, and the program for the graph."""
    found = understood(arguments)
    names = chosen(found, str(arguments.get("wrt", "")))
    order = int(arguments.get("order", 1))
    if len(names) != 1:
        raise Refused("Choose one variable: the gradient by several at once comes later.")
    x = names[0]
    partial = len(variables(found.surface)) > 1
    derivations: list[Derivation] = []
    body = found.surface
    for _ in range(order):
        derivations.append(derivation(body, x))
        body = derivations[-1].result
    last = derivations[-1]
    return {
        "reading": told(found),
        "wrt": [x],
        "order": order,
        "title": ORDINAL.get(order, f"The derivative of order {order}"),
        "claim": written(derivations[0].start, partial),
        "result": written(last.result),
        "steps": [line for k, one in enumerate(derivations) for line in lines(one, partial, k == order - 1)],
        "conditions": [],
        "proof": None,
        "code": codes(last.result),
        "program": graph_program(found.surface, names, str(arguments["text"])),
        "graph": flow(found.surface, str(arguments["text"])),
    }


def program_job(arguments: Arguments) -> Answer:
    """The function and its first derivatives, as one program."""
    found = understood(arguments)
    held = {part for part in str(arguments.get("held", "")).replace(",", " ").split() if part}
    names = tuple(name for name in chosen(found, str(arguments.get("wrt", "")), everything=True) if name not in held)
    answer = graph_program(found.surface, names, str(arguments["text"]))
    if answer is None:
        raise Refused("A function of arrays cannot be drawn as a curve.")
    return answer


def graph_job(arguments: Arguments) -> Answer:
    """The computation graph: its nodes, their local slopes, and one program for all the numbers in it."""
    found = understood(arguments)
    return computation_graph(found.surface, str(arguments["text"]))


def understood(arguments: Arguments) -> Reading:
    """The text as read; raises `Unreadable`."""
    found = reading(
        str(arguments["text"]), str(arguments.get("shapes", "")), str(arguments.get("syntax", "auto")), infer=True
    )
    if isinstance(found, Unreadable):
        raise found
    return found


def told(found: Reading) -> Answer:
    """A reading for the person who typed it."""
    names = variables(found.surface)
    return {
        **written(found.surface),
        "variables": [{"name": name, "shape": [str(size) for size in shape]} for name, shape in names.items()],
        "inferred": found.declared if found.inferred else "",
        "warnings": [warning.message for warning in found.warnings if not warning.minor],
    }


def chosen(found: Reading, wrt: str, everything: bool = False) -> tuple[str, ...]:
    """The variables to derive by: those asked for, else the natural one (x, weights, or the first), or all."""
    names = tuple(variables(found.surface))
    asked = tuple(part for part in wrt.replace(",", " ").split() if part)
    if asked:
        return asked
    if everything:
        return tuple(sorted(names)) if set(names) <= {"x", "y", "z"} else names
    return next(((name,) for name in ("x", "w", "W", "theta") if name in names), names[:1] or ("x",))


def written(surface: Surface, partial: bool = False) -> Answer:
    """An expression in the notations that a page needs."""
    return {
        "text": write(surface),
        "plain": plain(surface),
        "latex": latex(surface, partial),
        "spoken": spoken(surface),
    }


def lines(one: Derivation, partial: bool, last: bool) -> list[Answer]:
    """The steps with the grains at which each is shown: "result", "teacher", "every"."""
    found: list[Answer] = []
    for k, step in enumerate(one.steps):
        final = ["result"] if last and k == len(one.steps) - 1 else []
        if len(step.parts) > 1:
            found.extend(line(part, partial, ["every"]) for part in step.parts)
            found.append(line(step, partial, ["teacher", *final]))
        else:
            found.append(line(step, partial, ["teacher", "every", *final]))
    return found


def line(step: Step, partial: bool, grains: list[str]) -> Answer:
    """One line of a derivation: what it has become, and why."""
    return {
        **written(step.after, partial),
        "title": step.name,
        "because": step.because,
        "grains": grains,
        "conditions": [],
    }


def codes(result: Surface) -> list[Answer]:
    """The result in every language that has words for it."""
    found: list[Answer] = []
    for name, target in TARGETS:
        try:
            found.append({"name": name, "target": target, "text": code(result, target)})
        except Unwritable:
            continue
    return found


def graph_program(surface: Surface, names: tuple[str, ...], text: str) -> Answer | None:
    """f and its first derivatives for the browser; None for a function of arrays."""
    try:
        parts = {"f": surface, **{f"d/d{name}": derivation(surface, name).result for name in names}}
        return {"text": text, "latex": latex(surface), "wrt": list(names), "program": printed(parts, names)}
    except (Unwritable, NoRule):
        return None


def flow(surface: Surface, text: str) -> Answer | None:
    """The computation graph where it can be drawn and shows more than one operation."""
    try:
        graph = computation_graph(surface, text)
    except (NotANumber, NoRule, Unwritable):
        return None
    return graph if sum(bool(node["inputs"]) for node in graph["nodes"]) > 1 else None


def guarded(job: Callable[[Arguments], Answer]) -> Callable[[Arguments], Answer]:
    """A job whose refusals are values."""

    def answer(arguments: Arguments) -> Answer:
        try:
            return job(arguments)
        except Unreadable as problem:
            where = list(problem.where)
            return {"error": {"where": where, "message": problem.message, "hint": problem.hint or None}}
        except (Refused, NotANumber, NoRule, Unwritable) as problem:
            return {"error": {"where": None, "message": str(problem), "hint": None}}

    return answer


def preload() -> None:
    """Run each job once, so that every forked worker is warm."""
    for job in JOBS.values():
        job({"text": "sigmoid(3x^2)"})
    lower(understood({"text": "x"}).surface)


JOBS: Mapping[str, Callable[[Arguments], Answer]] = {
    "read": guarded(read_job),
    "derive": guarded(derive_job),
    "program": guarded(program_job),
    "graph": guarded(graph_job),
}
