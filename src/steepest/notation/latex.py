r"""LaTeX, as a good textbook sets it: `3 x^{2} \sin x`, `X^{\top} \left(X w - y\right)`.

It needs amsmath and amssymb (KaTeX has both) and is read back by the LaTeX reader to the same mathematics.
"""

from __future__ import annotations

import re
from dataclasses import replace

from steepest.calculus.surface import Surface, variables
from steepest.notation.display import display
from steepest.notation.marks import Marks
from steepest.notation.names import ALIASES, GREEK, function
from steepest.notation.pieces import Level, Piece

_NAME = re.compile(r"([A-Za-z]+|[^\W\d_])(?:_(.+))?")


def latex(surface: Surface, partial: bool = False, bold: bool = False) -> str:
    """The expression in LaTeX; `partial` writes derivatives with ∂, `bold` sets the names of arrays in bold.

    Parts that occur often in a long expression are named after it: "… where r = …".
    """
    marks = bold_marks(surface) if bold else LATEX
    body, named = display(surface, marks, partial)
    if not named:
        return body
    return body + r" \quad \text{where } " + r",\ ".join(f"{name} = {text}" for name, text in named)


def name(identifier: str) -> str:
    r"""A variable: x_1 is `x_{1}`, theta is `\theta`, w_test is `w_{\text{test}}`; log_var is no logarithm."""
    found = _NAME.fullmatch(identifier)
    if found is None or function(found[1]) is not None:
        return r"\mathrm{" + identifier.replace("_", r"\_") + "}"
    base, below = found.groups()
    head = (
        r"\Pi"
        if base == "Π"
        else base
        if len(base) == 1
        else "\\" + base
        if base in GREEK
        else r"\mathrm{" + base + "}"
    )
    if below is None:
        return head
    if len(below) > 1 and not below.isdigit():
        below = r"\text{" + below.replace("_", r"\_") + "}"
    return f"{head}_{{{below}}}"


def _word(word: str, op: str) -> str:
    joined = op.replace("_", "")
    return word or r"\operatorname{" + (joined if joined in ALIASES else op.replace("_", r"\_")) + "}"


def _paren(text: str) -> str:
    return rf"\left({text}\right)"


def _braced(text: str) -> str:
    """A base whose own subscript must not be taken for the new one."""
    return "{" + text + "}" if "_" in text and not text.startswith((r"\left", "{")) else text


def _fraction(top: Piece, bottom: Piece) -> Piece:
    return Piece(rf"\frac{{{top.text}}}{{{bottom.text}}}", Level.POWER)


def _root(order: str, body: str) -> Piece:
    return Piece(rf"\sqrt{f'[{order}]' if order else ''}{{{body}}}", Level.POWER)


def _operator(letter: str, order: int, variable: str) -> str:
    d = r"\partial " if letter == "∂" else "d"
    power = f"^{{{order}}}" if order > 1 else ""
    return rf"\frac{{{d.strip()}{power}}}{{{d}{variable}{power}}}"


def _cases(rows: list[tuple[str, str]], otherwise: str) -> Piece:
    lines = [rf"{v} & \text{{if }} {c}" for v, c in rows] + [rf"{otherwise} & \text{{otherwise}}"]
    return Piece(r"\begin{cases} " + r" \\ ".join(lines) + r" \end{cases}", Level.SUM)


LATEX = Marks(
    target="LaTeX",
    minus="-",
    dot=r" \cdot ",
    hadamard=r" \odot ",
    blank=" ",
    comparisons={"<": "<", "<=": r"\le", ">": ">", ">=": r"\ge", "==": "=", "!=": r"\ne"},
    name=name,
    word=_word,
    paren=_paren,
    bracket=lambda text: rf"\left[{text}\right]",
    fraction=_fraction,
    root=_root,
    power=lambda base, exponent: f"{base}^{{{exponent}}}",
    subscript=lambda base, below: f"{_braced(base)}_{{{below}}}",
    absolute=lambda text: rf"\left|{text}\right|",
    norm=lambda text: rf"\left\lVert {text}\right\rVert",
    transpose=r"\top",
    elementwise=r"\odot ",
    operator=_operator,
    cases=_cases,
    prime="'",
    pi=r"\pi",
    ones=lambda digit, shape: rf"\mathbf{{{digit}}}_{{{shape}}}",
    text=lambda word: rf"\text{{ {word} }}" if word == "where" else rf"\text{{{word}}}",
)


def bold_marks(surface: Surface) -> Marks:
    """The marks with the names of arrays in bold."""
    arrays = {n for n, shape in variables(surface).items() if shape}

    def bold(identifier: str) -> str:
        text = name(identifier)
        if identifier not in arrays:
            return text
        if text.startswith(r"\mathrm") and r"\_" in text:
            return r"\mathbf" + text.removeprefix(r"\mathrm")
        head, _, below = text.partition("_")
        command = "boldsymbol" if head.startswith("\\") else "mathbf"
        return rf"\{command}{{{head}}}" + (f"_{below}" if below else "")

    return replace(LATEX, name=bold)
