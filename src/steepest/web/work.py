"""The engine's jobs for the pages: dictionaries in, dictionaries out. Run inside a worker, never in the server.

A job gives its answer, or `{"error": {"where", "message", "hint"}}` when the text cannot be read or worked out.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Mapping
from typing import Any

from steepest.calculus.derive import derivation
from steepest.calculus.slopes import NoRule
from steepest.calculus.surface import Surface, variables
from steepest.calculus.views import VIEWS, NoView
from steepest.compute.facts import NoFact
from steepest.course.grade import grade, solution, vary, working
from steepest.course.kinds import explanation, predict
from steepest.course.lesson import find_question
from steepest.course.markdown import html, inline
from steepest.course.verdict import Unreadable as NotRead
from steepest.course.verdict import counts
from steepest.face import Derived, Viewed, derive
from steepest.figure.points import Scene
from steepest.figure.values import Undrawable
from steepest.notation import naming
from steepest.notation.definitions import function_reading
from steepest.notation.latex import latex
from steepest.notation.pieces import Unwritable
from steepest.notation.program import program as printed
from steepest.notation.reading import Reading, Unreadable, read
from steepest.web import tensors
from steepest.web.asking import reply
from steepest.web.descents import METHODS, How, Undescendable, axes, beginning, runs
from steepest.web.descents import row as optimizer_row
from steepest.web.descents import rows as optimizer_rows
from steepest.web.graphs import NotANumber, computation_graph
from steepest.web.hessians import MOST, Hessian, hessian
from steepest.web.pictures import alone
from steepest.web.telling import checked, codes, part, proof, title, told

Answer = dict[str, Any]
Arguments = Mapping[str, Any]
MOST_ROWS = 50_000
USUAL = ("x", "w", "W", "theta")  # what a derivative is taken by when nobody says


class Refused(Exception):
    """What was asked for cannot be given; says why."""


def read_job(arguments: Arguments) -> Answer:
    """How the text is understood."""
    return told(understood(arguments))


def derive_job(arguments: Arguments) -> Answer:
    """The derivative by each variable asked for: steps, conditions, proof, code, and the programs for the page."""
    found = understood(arguments)
    names = chosen(found, str(arguments.get("wrt", "")))
    own = variables(found.surface)
    lenient = bool(arguments.get("lenient"))
    known, notes = tensors.facts(str(arguments.get("assume", "")), own, lenient)
    usual = next((name for name in USUAL if name in own), "")
    if lenient and usual and not own.keys() & set(names):  # in a page: left over from the function before this one
        notes.append(f"{' and '.join(names)} does not occur in this function. Shown is the derivative by {usual}.")
        names = (usual,)
    stable = str(arguments.get("stable", "")) != "off"
    order = int(arguments.get("order", 1))
    derived = derive(found.surface, list(names), order, None, known, stable=stable)
    parts = {name: derived[name] for name in names}
    arrays = any(own.values()) or bool(found.surface.shape)
    looked = str(arguments.get("view", "")) if arrays or not lenient else ""
    notes += derived.notes
    shown = {name: _view(part, looked, lenient, notes) if arrays or looked else "" for name, part in parts.items()}
    only = parts[names[0]] if len(names) == 1 else None
    taken: Derived | Viewed | Hessian = derived
    if only is not None:
        taken = only.view(shown[names[0]]) if shown[names[0]] else only
    whole = hessian(derived, known) if order == 2 and only is None and not arrays and len(names) <= MOST else None
    taken = taken if whole is None else whole
    if order > 1 and only is None and whole is None:
        notes.append("Each is by one variable alone; the mixed derivatives are not shown here.")
    return {
        "reading": told(found),
        "wrt": list(names),
        "order": order,
        "title": title(found.surface, names, order, whole is not None),
        "known": tensors.known(own, known),
        "size": tensors.size(found.surface.shape),
        "arrays": arrays,
        "stable": stable,
        "notes": list(dict.fromkeys(notes)),
        "parts": [part(one, shown[name], only is not None) for name, one in parts.items()]
        + ([] if whole is None else whole.mixed()),
        "matrix": None if whole is None else whole.matrix(),
        "rewritten": [{"name": one.name, "sentence": one.sentence} for one in taken.rewritings],
        "proof": proof(derived, *(() if whole is None else whole.entries.values())),
        "code": codes(taken),
        "product": tensors.product(only, codes) if only is not None and arrays and order > 1 else None,
        "program": graph_program(found.surface, names, str(arguments["text"]), derived),
        "graph": flow(found.surface, str(arguments["text"])),
        "mine": checked(str(arguments.get("mine", "")), derived, names, str(arguments.get("shapes", ""))),
    }


def _view(one: Derived, asked: str, lenient: bool, notes: list[str]) -> str:
    """The view to show: the one asked for where it applies; a page falls back to the natural one and says so."""
    natural = tensors.natural(next(iter(one.parts.values())))
    if not asked:
        return natural
    name = asked.replace("-", " ").replace("_", " ")
    if name in one.views:
        return name
    if not lenient:
        one.view(name)  # refuses by name
    if name in VIEWS:
        notes.append(f"The view `{name}` does not apply here; shown instead: {tensors.TITLES[natural]}.")
    return natural


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


def descend_job(arguments: Arguments) -> Answer:
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
        "optimizers": optimizer_rows(),
    }


def optimizer_job(arguments: Arguments) -> Answer:
    """A row of the table of optimizers, with the programs of its start and its update."""
    return optimizer_row(str(arguments["name"]))


def points_job(arguments: Arguments) -> Answer:
    """Noisy points of a line and the order in which SGD meets them: what the paper's picture is drawn from."""
    count, epochs = int(arguments["count"]), int(arguments["epochs"])
    if count * epochs > MOST_ROWS:
        raise Refused(f"{count} points in {epochs} epochs are more than {MOST_ROWS:,} rows; ask for fewer.")
    return Scene(count, float(arguments["noise"]), int(arguments["seed"])).told(epochs)


def ask_job(arguments: Arguments) -> Answer:
    """The tutor's reply to a question about a lesson."""
    earlier = [str(one) for one in arguments["earlier"]]
    return reply(str(arguments["question"]), str(arguments["lesson"]) or None, earlier, str(arguments["open"]))


def grade_job(arguments: Arguments) -> Answer:
    """The verdict on an answer to a variant of a question, its reasons as HTML; the solution after a real attempt."""
    question = find_question(str(arguments["question"]))
    if question is None:
        raise Refused("There is no such question.")
    item = vary(question, int(arguments["seed"]))
    typed = arguments["answer"]
    verdict = grade(item, typed)
    where = verdict.where if isinstance(verdict, NotRead) and isinstance(typed, str) and verdict.where[1] else None
    reached = explanation.stage(typed) if question.kind == "explanation" else ""
    ok = not isinstance(verdict, NotRead)
    last = ok and reached in ("", "then")
    return {
        "kind": verdict.kind,
        "counts": counts(verdict),
        "html": inline(verdict.sentence),
        "place": (typed[: where[0]], typed[where[0] : where[1]], typed[where[1] :]) if where else None,
        "parts": [
            {"about": inline(p.about), "right": p.right, "html": inline(p.sentence)}
            for p in getattr(verdict, "parts", ())
        ],
        "stage": {"prose": "claims" if ok else "", "claims": "then" if ok else "claims", "then": "then"}.get(
            reached, ""
        ),
        "solution": html(solution(item)) if last and question.kind != "predict" else "",
        "working": html(working(item)) if last else "",
        "marked": predict.marked(item, typed) if ok and question.kind == "predict" else None,
        "truth": predict.truth(item) if ok and question.kind == "predict" else None,
    }


def understood(arguments: Arguments) -> Reading:
    """The text as read; raises `Unreadable`."""
    text, shapes, syntax = (
        str(arguments.get(n, usual)) for n, usual in (("text", ""), ("shapes", ""), ("syntax", "auto"))
    )
    found = function_reading(text, shapes, syntax, asked(str(arguments.get("wrt", ""))))
    if isinstance(found, Unreadable):
        raise found
    return found


def chosen(found: Reading, wrt: str, everything: bool = False) -> tuple[str, ...]:
    """The variables to derive by: those asked for, else the natural one (x, weights, or the first), or all."""
    names = tuple(variables(found.surface))
    if by := asked(wrt, names):
        return by
    if everything:
        return tuple(sorted(names)) if set(names) <= {"x", "y", "z"} else names
    return next(((name,) for name in USUAL if name in names), names[:1] or ("x",))


def asked(wrt: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """The names in a field of variables; none where it is empty."""
    try:
        return naming.names(wrt, known) if wrt.strip() else ()
    except Unreadable as problem:
        raise Refused(f"With respect to: {problem}") from None


def graph_program(surface: Surface, names: tuple[str, ...], text: str, higher: Derived | None = None) -> Answer | None:
    """f, its first derivatives and one of a higher order for the browser; None for a function of arrays."""
    try:
        parts = {"f": surface, **{f"d/d{name}": derivation(surface, name).result for name in names}}
        if higher is not None:
            first = higher.parts[names[0]]
            parts |= {f"d{first.order}/d{first.wrt}": first.result} if first.order > 1 else {}
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
        except (Refused, NotANumber, Undescendable, Undrawable, NoRule, NoView, NoFact, Unwritable) as problem:
            return {"error": {"where": None, "message": str(problem), "hint": None}}

    return answer


def preload() -> None:
    """Run each job once, so that every forked worker is warm."""
    for name, arguments in WARM:
        with contextlib.suppress(Exception):  # what is wrong with a job is told when it is asked for
            JOBS[name](arguments)


WARM: tuple[tuple[str, Arguments], ...] = (
    ("derive", {"text": "sigmoid(3x^2)"}),
    ("derive", {"text": "sum((X @ w - y)**2)", "wrt": "w", "shapes": "X: n d, y: n, w: d"}),
    ("derive", {"text": "logdet(A)", "wrt": "A", "shapes": "A: n n", "order": 2, "view": "vec", "assume": "A: posdef"}),
    ("read", {"text": "\\frac{1}{x}"}),
    ("program", {"text": "x^2 + y^2"}),
    ("graph", {"text": "sigmoid(w*x + b)"}),
    ("descend", {"text": "x^2", "x": 1, "y": 0, "rate": 0.1, "steps": 5, "methods": "gradient descent"}),
    ("optimizer", {"name": "momentum"}),
    ("points", {"count": 8, "noise": 0.5, "seed": 1, "epochs": 2}),
    ("ask", {"question": "derivative of x^2", "lesson": "", "earlier": [], "open": ""}),
    ("ask", {"question": "why does a slope matter?", "lesson": "", "earlier": [], "open": ""}),
    ("grade", {"question": "power-and-sum", "seed": 0, "answer": "8x^3 - 6"}),
    ("picture", {"name": "tangent", "options": {"f": "1/x"}, "theme": "", "size": ""}),
    ("picture", {"name": "race", "options": {"f": "x^2 + y^2", "start": "1,1"}, "theme": "", "size": ""}),
)

JOBS: Mapping[str, Callable[[Arguments], Answer]] = {
    "read": guarded(read_job),
    "derive": guarded(derive_job),
    "program": guarded(program_job),
    "graph": guarded(graph_job),
    "grade": guarded(grade_job),
    "ask": guarded(ask_job),
    "descend": guarded(descend_job),
    "optimizer": guarded(optimizer_job),
    "points": guarded(points_job),
    "picture": guarded(alone),
}
