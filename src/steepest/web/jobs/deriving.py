"""Reading and deriving: the jobs of the workbench."""

from __future__ import annotations

from steepest.calculus.slopes import NoRule
from steepest.calculus.surface import Surface, variables
from steepest.calculus.views import VIEWS, NoView
from steepest.compute.facts import NoFact
from steepest.face import Derived, Viewed
from steepest.face import derive as derived_by
from steepest.notation.pieces import Unwritable
from steepest.web import tensors
from steepest.web.graphs import NotANumber, computation_graph
from steepest.web.hessians import MOST, Hessian, hessian
from steepest.web.jobs.understood import USUAL, chosen, graph_program, understood
from steepest.web.telling import checked, codes, part, proof, title, told
from steepest.web.work import Answer, Arguments, Refused

REFUSALS = (NoRule, NoView, NoFact, NotANumber, Unwritable)


def read(arguments: Arguments) -> Answer:
    """How the text is understood."""
    return told(understood(arguments))


def derive(arguments: Arguments) -> Answer:
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
    derived = derived_by(found.surface, list(names), order, None, known, stable=stable)
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


def program(arguments: Arguments) -> Answer:
    """The function and its first derivatives, as one program."""
    found = understood(arguments)
    held = {part for part in str(arguments.get("held", "")).replace(",", " ").split() if part}
    names = tuple(name for name in chosen(found, str(arguments.get("wrt", "")), everything=True) if name not in held)
    answer = graph_program(found.surface, names, str(arguments["text"]))
    if answer is None:
        raise Refused("A function of arrays cannot be drawn as a curve.")
    return answer


def graph(arguments: Arguments) -> Answer:
    """The computation graph: its nodes, their local slopes, and one program for all the numbers in it."""
    found = understood(arguments)
    return computation_graph(found.surface, str(arguments["text"]))


def flow(surface: Surface, text: str) -> Answer | None:
    """The computation graph where it can be drawn and shows more than one operation."""
    try:
        graph = computation_graph(surface, text)
    except (NotANumber, NoRule, Unwritable):
        return None
    return graph if sum(bool(node["inputs"]) for node in graph["nodes"]) > 1 else None
