"""Programs: an expression as the source of a function in NumPy, JAX, PyTorch or plain Python.

The text is complete: its imports, the small functions it needs, and one function of the names in the expression. It
is what runs, and what a person takes away. A part that occurs more than once is computed once. Out of the domain the
value is nan or an infinity: the plain Python program does again in NumPy what `math` refuses to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from steepest.calculus.dims import Shape
from steepest.calculus.surface import Surface, variables
from steepest.notation.dialects import BY_NAME, Dialect
from steepest.notation.helpers import definitions, needed
from steepest.notation.pieces import Unwritable
from steepest.notation.statements import WIDEST, Statements, identifier, prepared
from steepest.notation.text import write

RESERVED = frozenset({"np", "jnp", "jax", "torch", "math", "abs", "max", "min", "float", "tuple", "range"})


@dataclass(frozen=True, slots=True)
class Source:
    """A program: `exec` its text, then call the function `name` with `parameters`."""

    text: str
    name: str
    parameters: tuple[tuple[str, str], ...]  # each argument: the name in the mathematics, the name in the program
    target: str


def code(surface: Surface, target: str) -> str:
    """The source of a function that computes the expression; raises `Unwritable` where the target has no words."""
    return source(surface, list(variables(surface)), target).text


def source(
    outputs: Mapping[str, Surface] | Surface,
    arguments: Sequence[str] | Mapping[str, Shape],
    target: str,
    name: str = "f",
    remarks: Sequence[str] = (),
) -> Source:
    """The program of one expression, or of several as a dict by name; a mapping of arguments tells their shapes.

    `remarks` stand in it as comments: what was rewritten.
    """
    dialect = BY_NAME.get(target)
    if dialect is None:
        raise Unwritable(f"programs in `{target}`", "Steepest", f"It writes {', '.join(BY_NAME)}.")
    several = {"": outputs} if isinstance(outputs, Surface) else dict(outputs)
    shapes = _shapes(several.values(), arguments)
    if not dialect.arrays and any(shapes.values()):
        raise Unwritable("arrays", dialect.target, "Write it in NumPy.")
    roots = prepared(list(several.values()), dialect)
    body, parameters = _body(dict(zip(several, roots, strict=True)), shapes, dialect)
    title = _title(several) + [f"    # {line}" for line in remarks]
    if dialect.arrays:
        lines = [f"def {name}({', '.join(p for _, p in parameters)}):", *title, *body]
        return Source(_complete([lines], dialect), name, parameters, target)
    careful = f"{name}_anywhere"
    signature = ", ".join(p for _, p in parameters)
    plain = [
        f"def {name}({signature}):",
        *title,
        "    try:",
        *(f"    {line}" for line in body),
        "    except (ArithmeticError, ValueError):  # outside the range of `math`",
        f"        return {careful}({signature})",
    ]
    again = _anywhere(careful, several, shapes)
    return Source(_complete([plain], dialect) + "\n\n" + again, name, parameters, target)


def _anywhere(name: str, outputs: Mapping[str, Surface], shapes: Mapping[str, Shape]) -> str:
    """The same function in NumPy, where log(-1) is nan and exp(1000) is infinite; it imports NumPy when called."""
    numpy = BY_NAME["numpy"]
    roots = prepared(list(outputs.values()), numpy)
    body, parameters = _body(dict(zip(outputs, roots, strict=True)), shapes, numpy)
    lines = [f"def {name}({', '.join(p for _, p in parameters)}):", "    import numpy as np", ""]
    imports, functions = definitions(needed("\n".join(body), numpy.helpers), numpy.helpers)
    lines += [f"    {line}" for line in imports]
    for text in functions:
        lines += [*(f"    {line}".rstrip() for line in text.split("\n")), ""]
    lines += [f"    {p} = np.float64({p})" for _, p in parameters]
    lines += ['    with np.errstate(all="ignore"):', *(f"    {line}" for line in body)]
    return "\n".join(lines) + "\n"


# ---------------------------------------------------------------- the parts of the text


def _shapes(outputs: Iterable[Surface], arguments: Sequence[str] | Mapping[str, Shape]) -> dict[str, Shape]:
    """The arguments, in order, with the shapes that are known."""
    found = variables(*outputs)
    known = dict(arguments) if isinstance(arguments, Mapping) else {n: found.get(n, ()) for n in arguments}
    return known | {n: s for n, s in found.items() if n not in known}


def _body(
    outputs: Mapping[str, Surface], shapes: Mapping[str, Shape], dialect: Dialect
) -> tuple[list[str], tuple[tuple[str, str], ...]]:
    """The statements of the function, and its parameters."""
    roots = list(outputs.values())
    taken = set(RESERVED) | set(dialect.helpers)
    identifiers: dict[str, str] = {}
    for n in shapes:
        identifiers[n] = identifier(n, taken)
        taken.add(identifiers[n])
    statements = Statements(dialect, identifiers, shapes, taken)
    statements.write(roots)
    values = {k: statements.numeric(e).text for k, e in outputs.items()}
    if list(values) == [""]:
        last = f"    return {values['']}"
    else:
        last = "    return {" + ", ".join(f'"{k}": {v}' for k, v in values.items()) + "}"
    parameters = tuple((n, identifiers[n]) for n in shapes) + statements.size_parameters()
    return [*statements.size_lines(), *(f"    {line}" for line in statements.lines), last], parameters


def _title(outputs: Mapping[str, Surface]) -> list[str]:
    """A docstring that says what is computed, where that fits on a line."""
    if len(outputs) != 1:
        return []
    text = write(next(iter(outputs.values())))
    return [f'    """{text}"""'] if len(text) < WIDEST and '"' not in text and "\\" not in text else []


def _complete(functions: list[list[str]], dialect: Dialect) -> str:
    """Imports, the small functions needed, the function itself."""
    text = "\n\n\n".join("\n".join(lines) for lines in functions)
    called = "\n".join(line for lines in functions for line in lines if '"""' not in line)
    imports, small = definitions(needed(called, dialect.helpers), dialect.helpers)
    everything = "\n".join([*small, called])
    own = [line for line in dialect.imports if not line or re.search(rf"\b{line.split()[-1]}\.", everything)]
    head = "\n".join([*own, *([""] if own and imports else []), *imports]).strip("\n")
    return "\n\n\n".join([p for p in (head, *small, text) if p]) + "\n"
