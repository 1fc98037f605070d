"""Typst mathematics: `3 x^2 sin x`, `X^top (X w - y)`; what the paper editions of lessons are set in."""

from __future__ import annotations

import re

from steepest.calculus.surface import Surface
from steepest.notation.display import display
from steepest.notation.marks import Marks
from steepest.notation.names import GREEK
from steepest.notation.pieces import Level, Piece

OPERATORS = frozenset(
    "sin cos tan sec csc cot sinh cosh tanh sech csch coth arcsin arccos arctan exp ln log lg det tr max min".split()
)


def typst(surface: Surface, partial: bool = False) -> str:
    """The expression in Typst's mathematics (what stands between dollar signs)."""
    body, named = display(surface, TYPST, partial)
    if not named:
        return body
    return body + ' quad "where" ' + ", ".join(f"{name} = {text}" for name, text in named)


def name(identifier: str) -> str:
    """A variable: x_1 is `x_1`, w_test is `w_"test"`, lam is `"lam"`."""
    base, _, below = identifier.partition("_")
    head = base if len(base) == 1 or base in GREEK else f'"{base}"'
    if not below:
        return head
    return f"{head}_{below}" if len(below) == 1 or below.isdigit() else f'{head}_"{below}"'


def _word(word: str, op: str) -> str:
    found = re.fullmatch(r"\\operatorname\{(\w+)\}", word)
    plain = found.group(1) if found else word.removeprefix("\\") or op
    if plain in OPERATORS or plain in GREEK or plain == "otimes":
        return {"varphi": "phi", "otimes": "times.o"}.get(plain, plain)
    if based := re.fullmatch(r"log_\{(\d+)\}", plain):
        return f"log_{based.group(1)}"
    if plain == "ln\\Gamma":
        return "ln Gamma"
    return plain if plain == "e" else f'op("{plain}")'


def _script(text: str) -> str:
    return text if len(text) == 1 or text == "top" or text.isdigit() else f"({text})"


def _fraction(top: Piece, bottom: Piece) -> Piece:
    return Piece(f"frac({top.text}, {bottom.text})", Level.POWER)


def _operator(letter: str, order: int, variable: str) -> str:
    d = "∂" if letter == "∂" else "d"
    power = f"^{order}" if order > 1 else ""
    return f"frac({d}{power}, {d} {variable}{power})"


def _cases(rows: list[tuple[str, str]], otherwise: str) -> Piece:
    lines = [f'{v} & "if" {c}' for v, c in rows] + [f'{otherwise} & "otherwise"']
    return Piece(f"cases({', '.join(lines)})", Level.SUM)


TYPST = Marks(
    target="Typst",
    minus="-",
    dot=" dot ",
    hadamard=" ⊙ ",
    blank=" ",
    comparisons={"<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "=", "!=": "!="},
    name=name,
    word=_word,
    paren=lambda text: f"({text})",
    bracket=lambda text: f"[{text}]",
    fraction=_fraction,
    root=lambda order, body: Piece(f"root({order}, {body})" if order else f"sqrt({body})", Level.POWER),
    power=lambda base, exponent: f"{base}^{_script(exponent)}",
    subscript=lambda base, below: f"{base}_({below})",
    absolute=lambda text: f"abs({text})",
    norm=lambda text: f"norm({text})",
    transpose="top",
    elementwise="⊙ ",
    operator=_operator,
    cases=_cases,
    prime="'",
    pi="pi",
    ones=lambda digit, shape: f"bold({digit})_({shape})",
    text=lambda word: f' "{word}" ' if word == "where" else f'"{word}"',
    slash=" slash ",
    entries=lambda text: text.replace("None", '"None"'),
)
