r"""The TeX that lessons are written in: a small subset, read to a tree, so that pages, paper and voices say the same.

    >>> plain(r"\frac{d}{dx} x^2 = 2x")
    'd/dx x² = 2x'
    >>> spoken(r"\frac{d}{dx} x^2 = 2x")
    'd over d x of x squared equals 2 x'

What is outside the subset is a `Misprint`, which the tests of the lessons turn into a failure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from steepest.course.misprint import Misprint


@dataclass(frozen=True, slots=True)
class Sign:
    """A letter, a number, an operator or a word; `name` is the command without its backslash, or the character."""

    name: str
    command: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Things beside each other."""

    items: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A construction with arguments: frac, sqrt, hat, operatorname."""

    name: str
    arguments: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Scripted:
    """A base with what stands below and above it."""

    base: Tree
    below: Tree | None
    above: Tree | None
    primes: int


Tree = Sign | Row | Made | Scripted

_TOKEN = re.compile(r"\\([A-Za-z]+)|\\(.)|(\d+(?:\.\d+)?)|\s+|(.)", re.DOTALL)


def tree(tex: str) -> Row:
    """The formula as a tree; a Misprint names what is not in the subset."""
    found = [_token(m) for m in _TOKEN.finditer(tex)]
    tokens = [t for t in found if t is not None]
    row, rest = _row(tokens, 0, tex)
    if rest != len(tokens):
        raise Misprint(tex, "closes a brace that was never opened")
    return row


def plain(tex: str) -> str:
    """The formula in Unicode on one line; what stands on a page without script."""
    text = re.sub(r" +", " ", _plain(tree(tex))).strip()
    text = re.sub(r"\b(sin|cos|tanh|ln|exp) (?=[(²³])", r"\1", text)
    return re.sub(r"(^|[(,=≈·←] ?)− ", r"\1−", text).replace("( ", "(").replace(" )", ")")


def spoken(tex: str) -> str:
    """The formula as it is read aloud."""
    words = re.sub(r" +", " ", _spoken(tree(tex))).strip()
    words = re.sub(r"\bof the quantity\b", "of", words)
    return re.sub(r"\b(d|partial) over \1 (\w+) (?!of\b|equals|is\b)", r"\1 over \1 \2 of ", words)


def commands() -> frozenset[str]:
    """Every command of the subset."""
    return frozenset(_SIGNS) | frozenset(_MADE) | _SILENT


# --- reading ----------------------------------------------------------------------------------------------------------


def _token(m: re.Match[str]) -> Sign | None:
    word, mark, number, other = m.groups()
    if word or mark:
        return Sign(word or mark, command=True)
    return Sign(number or other) if number or other else None


def _row(tokens: list[Sign], at: int, tex: str) -> tuple[Row, int]:
    items: list[Tree] = []
    while at < len(tokens) and tokens[at] != Sign("}"):
        base, at = _atom(tokens, at, tex)
        below = above = None
        primes = 0
        while at < len(tokens) and tokens[at] in (Sign("_"), Sign("^"), Sign("'")):
            mark = tokens[at].name
            if mark == "'":
                primes, at = primes + 1, at + 1
                continue
            script, at = _atom(tokens, at + 1, tex)
            below, above = (script, above) if mark == "_" else (below, script)
        if base is not None:
            scripted = below is not None or above is not None or primes
            items.append(Scripted(base, below, above, primes) if scripted else base)
    return Row(tuple(items)), at


def _atom(tokens: list[Sign], at: int, tex: str) -> tuple[Tree | None, int]:
    if at >= len(tokens):
        raise Misprint(tex, "ends where something is expected")
    token = tokens[at]
    if token == Sign("{"):
        row, at = _row(tokens, at + 1, tex)
        if at >= len(tokens):
            raise Misprint(tex, "opens a brace that is never closed")
        return row, at + 1
    if not token.command:
        return token, at + 1
    if token.name in _MADE:
        arguments: list[Tree] = []
        at += 1
        for _ in range(_MADE[token.name]):
            argument, at = _atom(tokens, at, tex)
            arguments.append(argument or Row(()))
        return Made(token.name, tuple(arguments)), at
    if token.name in _SILENT:
        return None, at + 1
    if token.name not in _SIGNS:
        raise Misprint(tex, f"has the command \\{token.name}, which the lessons do not use")
    return token, at + 1


# --- writing ----------------------------------------------------------------------------------------------------------


def _plain(t: Tree) -> str:
    match t:
        case Sign(name, command):
            return _SIGNS[name][0] if command else _LOOSE.get(name, name)
        case Row(items):
            return "".join(_plain(i) for i in items)
        case Made("frac", (top, bottom)):
            return f"{_whole(top)}/{_whole(bottom)} "
        case Made("sqrt", (body,)):
            return f"√{_whole(body)}"
        case Made("hat", (body,)):
            return _plain(body) + "\u0302"
        case Made(_, arguments):
            return "".join(_plain(a) for a in arguments)
        case Scripted(base, below, above, primes):
            return _plain(base) + "′" * primes + _script(below, _LOWER, "_") + _script(above, _UPPER, "^")


def _whole(t: Tree) -> str:
    text = _plain(t).strip()
    return text if re.fullmatch(r"[\w∂∇²³′.]+", text) else f"({text})"


def _script(t: Tree | None, small: Mapping[int, int], mark: str) -> str:
    if t is None:
        return ""
    text = _plain(t).replace(" ", "").replace("−", "-")
    if all(ord(c) in small for c in text):
        return text.translate(small)
    return f"{mark}{text}" if len(text) == 1 else f"{mark}({text})"


def _spoken(t: Tree) -> str:
    match t:
        case Sign(name, command):
            return f" {_SIGNS[name][1] if command else _SAID.get(name, name)} "
        case Row(items):
            return "".join(" of " if _applied(items, k) else _spoken(i) for k, i in enumerate(items))
        case Made("frac", (top, bottom)):
            return f" {_spoken(top)} over {_spoken(bottom)} "
        case Made("sqrt", (body,)):
            return f" the square root of {_spoken(body)} "
        case Made("hat", (body,)):
            return f" {_spoken(body)} hat "
        case Made(_, arguments):
            return f" {''.join(_plain(a) for a in arguments)} "
        case Scripted(base, below, above, primes):
            parts = [_spoken(base), " prime " * primes]
            if below is not None:
                parts.append(f" sub {_spoken(below)} ")
            if above is not None:
                power = _plain(above)
                parts.append({"2": " squared ", "3": " cubed "}.get(power, f" to the {_spoken(above)} "))
            return "".join(parts)


def _applied(items: tuple[Tree, ...], k: int) -> bool:
    """Is this the parenthesis of a function: f(x), L′(w), σ(z)?"""
    if k == 0 or items[k] != Sign("("):
        return False
    before = items[k - 1]
    base = before.base if isinstance(before, Scripted) else before
    return base in _FUNCTIONS or isinstance(base, Made)


_FUNCTIONS = (Sign("f"), Sign("g"), Sign("L"), Sign("sigma", True))
_LOOSE = {"=": " = ", "+": " + ", "-": " − ", "<": " < ", ">": " > ", ",": ", "}
_SAID = {
    "=": "equals",
    "+": "plus",
    "-": "minus",
    "<": "is less than",
    ">": "is greater than",
    "/": "over",
    "(": "the quantity",
    ")": " ",
    "[": " ",
    "]": " ",
}
_UPPER = str.maketrans("0123456789+-n()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ⁽⁾")
_LOWER = str.maketrans("0123456789+-k()ijnx", "₀₁₂₃₄₅₆₇₈₉₊₋ₖ₍₎ᵢⱼₙₓ")

_MADE = {"frac": 2, "sqrt": 1, "hat": 1, "operatorname": 1, "mathrm": 1, "text": 1}
_SILENT = frozenset({"left", "right", ",", ";", "!", " ", "quad"})

# The commands: in Unicode, and aloud.
_SIGNS = {
    "alpha": ("α", "alpha"),
    "beta": ("β", "beta"),
    "Delta": ("Δ", "the change"),
    "eta": ("η", "eta"),
    "lambda": ("λ", "lambda"),
    "mu": ("μ", "mu"),
    "pi": ("π", "pi"),
    "sigma": ("σ", "sigma"),
    "Sigma": ("Σ", "capital sigma"),
    "theta": ("θ", "theta"),
    "infty": ("∞", "infinity"),
    "nabla": ("∇", "the gradient of"),
    "partial": ("∂", "partial"),
    "sum": ("Σ", "the sum"),
    "lim": ("lim", "the limit"),
    "to": (" → ", "to"),
    "leftarrow": (" ← ", "becomes"),
    "approx": (" ≈ ", "is about"),
    "cdot": (" · ", "times"),
    "times": (" × ", "by"),
    "le": (" ≤ ", "is at most"),
    "ge": (" ≥ ", "is at least"),
    "in": (" ∈ ", "in"),
    "sin": ("sin ", "sine of"),
    "cos": ("cos ", "cosine of"),
    "tanh": ("tanh ", "hyperbolic tangent of"),
    "ln": ("ln ", "the natural logarithm of"),
    "exp": ("exp ", "the exponential of"),
    "%": ("%", "percent"),
    "{": ("{", " "),
    "}": ("}", " "),
}
