r"""Formulas on paper: the lessons' TeX as Typst mathematics, each with its spoken reading.

>>> typst(r"\frac{d}{dx} x^2 = 2x")
'frac(d, d x) x^(2) = 2 x'
"""

from __future__ import annotations

from steepest.course.tex import Made, Row, Scripted, Sign, Tree, spoken, tree


def equation(tex: str, display: bool) -> str:
    """A formula as Typst markup; PDF/UA asks for its words."""
    block = "true" if display else "false"
    return f"#math.equation(alt: {string(spoken(tex))}, block: {block}, ${typst(tex)}$)"


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
