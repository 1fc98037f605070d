"""Mathematics in plain Unicode, for terminals and running text: `3x² sin x`, `Xᵀ(y ⊙ σ(m))`."""

from __future__ import annotations

import re

from steepest.calculus.surface import Surface
from steepest.notation.display import display
from steepest.notation.marks import Marks
from steepest.notation.names import GREEK_LETTERS
from steepest.notation.pieces import Level, Piece, wrap

_RAISED = dict(zip("0123456789+-−()ni ", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿⁱ ", strict=True))
_LOWERED = dict(zip("0123456789", "₀₁₂₃₄₅₆₇₈₉", strict=True))
_LETTER = {word: letter for letter, word in reversed(GREEK_LETTERS.items()) if letter not in "µϵϑϕϱςℓ"}


def plain(surface: Surface, partial: bool = False) -> str:
    """The expression in Unicode on one line."""
    body, named = display(surface, PLAIN, partial)
    if not named:
        return body
    return body + "   where " + ", ".join(f"{name} = {text}" for name, text in named)


def name(identifier: str) -> str:
    """A variable: x_1 is x₁, theta is θ, w_test stays."""
    base, _, below = identifier.partition("_")
    head = _LETTER.get(base, base)
    if not below:
        return head
    return head + "".join(_LOWERED[c] for c in below) if below.isdigit() else f"{head}_{below}"


def _word(word: str, op: str) -> str:
    found = re.fullmatch(r"\\operatorname\{(\w+)\}", word)
    if found:
        return found.group(1)
    text = word.replace("\\", "")
    text = re.sub(r"_\{(\d+)\}", lambda m: "".join(_LOWERED[c] for c in m.group(1)), text)
    return {"sigma": "σ", "Phi": "Φ", "psi": "ψ", "varphi": "φ", "lnGamma": "ln Γ", "otimes": "⊗"}.get(text, text) or op


def _power(base: str, exponent: str) -> str:
    if exponent in ("ᵀ", "−ᵀ"):
        return base + exponent.replace("−", "⁻")
    if all(c in _RAISED for c in exponent) and not exponent.startswith(("(", " ")):
        return base + "".join(_RAISED[c] for c in exponent)
    short = len(exponent) == 1
    return f"{base}^{exponent}" if short else f"{base}^({exponent})"


def _fraction(top: Piece, bottom: Piece) -> Piece:
    return Piece(f"{wrap(top, Level.PRODUCT).text}/{wrap(bottom, Level.POWER).text}", Level.PRODUCT)


def _root(order: str, body: str) -> Piece:
    sign = {"": "√", "3": "∛"}.get(order)
    if sign is None:
        return Piece(f"root({body}, {order})", Level.ATOM)
    alone = re.fullmatch(r"\w[₀-₉]*|\d+", body)  # √x, √12; but √(2π)
    return Piece(sign + (body if alone else f"({body})"), Level.POWER)


def _operator(letter: str, order: int, variable: str) -> str:
    power = "".join(_RAISED[c] for c in str(order)) if order > 1 else ""
    return f"{letter}{power}/{letter}{variable}{power}"


def _cases(rows: list[tuple[str, str]], otherwise: str) -> Piece:
    return Piece("{" + "; ".join([*(f"{v} if {c}" for v, c in rows), f"{otherwise} otherwise"]) + "}", Level.ATOM)


PLAIN = Marks(
    target="plain",
    minus="−",
    dot=" · ",
    hadamard=" ⊙ ",
    blank=" ",
    comparisons={"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠"},
    name=name,
    word=_word,
    paren=lambda text: f"({text})",
    bracket=lambda text: f"[{text}]",
    fraction=_fraction,
    root=_root,
    power=_power,
    subscript=lambda base, below: _lowered(base, below),
    absolute=lambda text: f"|{text}|",
    norm=lambda text: f"‖{text}‖",
    transpose="ᵀ",
    elementwise="⊙",
    operator=_operator,
    cases=_cases,
    prime="′",
    pi="π",
    ones=lambda what, shape: _lowered("I", shape) if what == "I" else f"{'ones' if what == '1' else 'zeros'}({shape})",
    text=lambda word: f"   {word} " if word == "where" else word,
)


def _lowered(base: str, below: str) -> str:
    return base + "".join(_LOWERED[c] for c in below) if below.isdigit() else f"{base}_{below}"
