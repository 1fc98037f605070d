r"""Formulas on paper: the lessons' TeX as Typst mathematics, each with its spoken reading.

>>> typst(r"\frac{d}{dx} x^2 = 2x")
'frac(d, d x) x^(2) = 2 x'
"""

from __future__ import annotations

from collections.abc import Iterator

from steepest.course.tex import Made, Row, Scripted, Sign, Tree, spoken, tree


def equation(tex: str, display: bool) -> str:
    """A formula as Typst markup; PDF/UA asks for its words. What towers in a line makes itself room."""
    block = "true" if display else "false"
    set_ = f"math.equation(alt: {string(spoken(tex))}, block: {block}, ${typst(tex)}$)"
    return f"#box(inset: (top: 0.35em), {set_})" if not display and _towers(tree(tex)) else f"#{set_}"


def typst(tex: str) -> str:
    """The formula in Typst's mathematics."""
    return _written(tree(tex))


def string(text: str) -> str:
    """A text as a Typst string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", " ")
    return f'"{escaped}"'


def _written(t: Tree) -> str:
    match t:
        case Sign(name, command):
            return _COMMANDS.get(name, name) if command else _SIGNS.get(name, name)
        case Row(items):
            return " ".join(_written(i) for i in items)
        case Made("operatorname" | "mathrm" | "text", arguments):
            word = "".join(_letters(a) for a in arguments)
            return f"op({string(word)})"
        case Made(name, arguments):
            return f"{name}({', '.join(_written(a) for a in arguments)})"
        case Scripted(base, below, above, primes):
            low = f"_({_written(below)})" if below is not None else ""
            high = f"^({_written(above)})" if above is not None else ""
            return f"{_grouped(base)}{chr(39) * primes}{low}{high}"


def _grouped(t: Tree) -> str:
    """A base: a row of several things stands in an invisible group."""
    text = _written(t)
    return text if isinstance(t, (Sign, Made)) or (isinstance(t, Row) and len(t.items) == 1) else f"lr({text})"


def _towers(t: Tree) -> bool:
    """Whether something is raised over brackets with a fraction in them: Typst lets it touch the line above."""
    parts = list(_walk(t))
    raised = any(isinstance(p, Scripted) and p.above is not None and p.base == Sign(")") for p in parts)
    return raised and any(isinstance(p, Made) and p.name == "frac" for p in parts)


def _walk(t: Tree) -> Iterator[Tree]:
    yield t
    match t:
        case Row(items) | Made(_, items):
            inside = items
        case Scripted(base, below, above, _):
            inside = tuple(part for part in (base, below, above) if part is not None)
        case Sign():
            inside = ()
    for part in inside:
        yield from _walk(part)


def _letters(t: Tree) -> str:
    return "".join(_letters(i) for i in t.items) if isinstance(t, Row) else t.name if isinstance(t, Sign) else ""


_SIGNS = {"/": "\\/", ",": "\\,", "#": "\\#", "$": "\\$", "&": "\\&", '"': '\\"', "*": "ast.op"}
_COMMANDS = {
    "to": "arrow.r",
    "leftarrow": "arrow.l",
    "cdot": "dot.op",
    "infty": "infinity",
    "le": "<=",
    "ge": ">=",
    "%": '"%"',
    "{": "{",
    "}": "}",
}
