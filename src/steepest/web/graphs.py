"""The computation graph of a function of numbers, as a page draws it: one node an operation, with its local slopes.

Node u = op(a, b): the local slopes ∂u/∂a and ∂u/∂b are derived by the engine with the inputs as letters, shown in those
letters, and computed with the inputs' values put in. The page multiplies and adds them backward.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from steepest.calculus.derive import derivation
from steepest.calculus.operators import build
from steepest.calculus.surface import Surface, rebuild, variable, variables, walk
from steepest.notation.cheaper import without_let
from steepest.notation.latex import latex
from steepest.notation.plain import plain
from steepest.notation.program import program

MOST_NODES = 24
INSIDE = {"add": ("neg",), "where": ("compare",)}


class NotANumber(Exception):
    """A graph that cannot be drawn; says why."""


def computation_graph(surface: Surface, text: str) -> dict[str, Any]:
    """Nodes in the order of working out; the last is the result. Numbers stay inside the operations that use them."""
    if any(e.shape for e in walk(surface)):
        raise NotANumber("The graph with numbers is drawn for functions of numbers.")
    shown = ordered(without_let(surface))
    if not shown:
        raise NotANumber("There is nothing to work out: this is one number.")
    if len(shown) > MOST_NODES:
        raise NotANumber(f"This has {len(shown)} operations; up to {MOST_NODES} can be drawn.")
    letters = named(shown)
    outputs: dict[str, Surface] = {}
    nodes: list[dict[str, Any]] = []
    for k, e in enumerate(shown):
        inputs = inputs_of(e)
        stand_in = {a: variable(letters[a]) for a in inputs}
        local = exchanged(e, stand_in)
        value, outputs[f"v{k}"] = len(outputs), e
        slopes = []
        for i, a in enumerate(inputs):
            slope = derivation(local, letters[a]).result
            slopes.append({"output": len(outputs), "formula": plain(slope), "latex": latex(slope)})
            outputs[f"s{k}.{i}"] = exchanged(slope, {v: b for b, v in stand_in.items()})
        row = {"name": plain(variable(letters[e])), "formula": plain(local), "latex": latex(local)}
        nodes.append({**row, "inputs": [shown.index(a) for a in inputs], "value": value, "slopes": slopes})
    return {"text": text, "latex": latex(surface), "nodes": nodes, "program": program(outputs)}


def inputs_of(e: Surface) -> tuple[Surface, ...]:
    """What a node is worked out from. A minus sign in a sum and the condition of a choice belong to the node itself."""
    parts = [b for a in e.args for b in (inputs_of(a) if a.op in INSIDE.get(e.op, ()) else (a,))]
    return tuple(a for a in dict.fromkeys(parts) if variables(a))


def ordered(root: Surface) -> list[Surface]:
    """Variables in order of appearance, then every operation after its inputs."""
    found: dict[Surface, None] = {}
    stack = [(root, False)]
    while stack:
        e, ready = stack.pop()
        if ready:
            found[e] = None
        elif e not in found and variables(e):
            stack.append((e, True))
            stack.extend((a, False) for a in reversed(inputs_of(e)))
    return [e for e in found if e.op == "variable"] + [e for e in found if e.op != "variable"]


def exchanged(e: Surface, by: Mapping[Surface, Surface]) -> Surface:
    """`e` with some of its parts exchanged for others."""
    real = {a: b for a, b in by.items() if a is not b}
    return rebuild(e, real, build) if real else e


def named(shown: list[Surface]) -> dict[Surface, str]:
    """A letter for each node: its own name, u₁, u₂, …, and f for the result."""
    taken = {str(e.data) for e in shown if e.op == "variable"}
    stem = next(s for s in ("u", "h", "k", "node") if not any(name.startswith(s) for name in taken))
    letters: dict[Surface, str] = {}
    count = 0
    for e in shown:
        if e.op == "variable":
            letters[e] = str(e.data)
        elif e is shown[-1] and "f" not in taken:
            letters[e] = "f"
        else:
            count += 1
            letters[e] = f"{stem}_{count}"
    return letters
