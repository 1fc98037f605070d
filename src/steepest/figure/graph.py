"""The computation graph of an expression with numbers: values forward, slopes backward, node by node."""

from __future__ import annotations

from collections.abc import Mapping

from steepest.calculus.operators import build
from steepest.calculus.surface import Surface, rebuild, variable, variables, walk
from steepest.figure.figure import Arrow, Box, Figure, Label, Mark, Panel, Window
from steepest.figure.svg import said
from steepest.figure.values import expression, function, slope

HERE = "node_"  # the name that stands for a node while the slope towards it is taken
WORDS = {"add": "+", "mul": "×", "div": "÷", "neg": "−", "sigmoid": "σ", "pow": "power", "sqrt": "√"}


def graph(options: Mapping[str, str]) -> Figure:
    """Boxes from the inputs on the left to the result on the right."""
    f = expression(options["f"])
    values = {n: float(options.get(f"value-{n}", "1")) for n in variables(f)}
    nodes = [e for e in walk(f) if e.op not in ("number", "constant") and not _folded(e, f)]
    depth = _depths(nodes)
    deepest = max(depth.values())
    place = _places(nodes, depth)
    worked = [e for e in nodes if e.op != "variable"]
    called = dict(zip(worked, (n.strip() for n in options.get("names", "").split(",")), strict=False))
    marks: list[Mark] = []
    for e in nodes:
        marks.extend(Arrow(*_between(place[a], place[e]), "muted") for a in _inputs(e))
    for e in nodes:
        x, y = place[e]
        forward, backward = _value(e, values), _slope(f, e, values)
        marks += [
            Box(x, y, f"{called[e]}: {_word(e)}" if called.get(e) else _word(e), 58 if e.op != "variable" else 44, 36),
            Label(x, y, said(round(forward, 4)), "value", "middle", 0, -25),
            Label(x, y, said(round(backward, 4)), "gradient", "middle", 0, 36),
        ]
    rows = max(y for _, y in place.values())
    window = Window(-0.5, deepest + 0.5, -0.75, rows + 0.75)
    top = Label(-0.45, rows + 0.7, "above: value, forward", "value", dx=0, dy=6)
    low = Label(-0.45, -0.7, "below: slope of the result, backward", "gradient", dx=0, dy=0)
    panel = Panel(window, (*marks, top, low), axes=False)
    return Figure((panel,), width=680, height=135 * (rows + 1) + 60)


def _inputs(e: Surface) -> list[Surface]:
    """The nodes an operation takes: numbers are part of it, and a minus belongs to the sum."""
    out = []
    for a in e.args:
        inner = a.args[0] if a.op == "neg" and e.op == "add" else a
        if inner.op not in ("number", "constant"):
            out.append(inner)
    return out


def _folded(e: Surface, root: Surface) -> bool:
    return e.op == "neg" and any(e in p.args and p.op == "add" for p in walk(root))


def _word(e: Surface) -> str:
    if e.op == "variable":
        return str(e.data)
    if e.op == "pow" and e.args[1].op == "number":
        return f"( )^{e.args[1].data}".replace("^2", "²").replace("^3", "³")
    if e.op == "add" and any(a.op == "neg" for a in e.args):
        return "−" if len(e.args) == 2 else "+ −"
    return WORDS.get(e.op, e.op)


def _depths(nodes: list[Surface]) -> dict[Surface, int]:
    """The column of each node: an operation after its inputs, an input just before its first use."""
    depth: dict[Surface, int] = {}
    for e in nodes:
        depth[e] = max((depth[a] + 1 for a in _inputs(e)), default=0)
    for e in nodes:
        uses = [depth[p] for p in nodes if e in _inputs(p)]
        if e.op == "variable" and uses:
            depth[e] = min(uses) - 1
    return depth


def _places(nodes: list[Surface], depth: Mapping[Surface, int]) -> dict[Surface, tuple[float, float]]:
    """Rows: the chain of operations stays on one line, inputs hang above and below it."""
    columns: dict[int, list[Surface]] = {}
    for e in nodes:
        columns.setdefault(depth[e], []).append(e)
    tallest = max(len(c) for c in columns.values())
    place = {}
    for k, column in columns.items():
        ordered = sorted(column, key=lambda e: e.op == "variable")
        for j, e in enumerate(ordered):
            place[e] = (float(k), float(tallest - 1 - j))
    return place


def _between(a: tuple[float, float], b: tuple[float, float]) -> tuple[tuple[float, float], tuple[float, float]]:
    """An arrow from the right side of one box to the left side of the other."""
    return (a[0] + 0.28, a[1]), (b[0] - 0.3, b[1] + 0.12 * (a[1] - b[1]))


def _value(e: Surface, values: Mapping[str, float]) -> float:
    order = tuple(variables(e))
    return float(function(e, order)(*(values[n] for n in order)))


def _slope(root: Surface, e: Surface, values: Mapping[str, float]) -> float:
    if e is root:
        return 1.0
    cut = rebuild(root, {e: variable(HERE)}, build)
    known = {**values, HERE: _value(e, values)}
    slope_ = slope(cut, HERE)
    order = tuple(variables(slope_))
    return float(function(slope_, order)(*(known[n] for n in order)))
