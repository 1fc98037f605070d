r"""LaTeX, as we and the lessons write it, in MathML: set by any browser without a script, so by every notebook.

>>> mathml(r"\frac{1}{x^{2}}")
'<math displaystyle="true"><mfrac><mn>1</mn><msup><mi>x</mi><mn>2</mn></msup></mfrac></math>'
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|\s+|.", re.DOTALL)
_THIN = '<mspace width="0.17em"/>'


def mathml(tex: str, display: bool = True) -> str:
    """A formula as one `<math>` element; a long one in a text as several: a line can be broken only between them.

    A command that nobody writes here shows by its name.
    """
    reader = _Reader(_TOKEN.findall(tex))
    if display:
        return f'<math displaystyle="true">{reader.row()}</math>'
    parts = reader.parts()
    if len(re.sub(r"<[^>]*>", "", "".join(parts))) <= SHORT:
        return f"<math>{_together(parts)}</math>"
    pieces: list[list[str]] = [[]]
    depth = 0
    for part in parts:
        depth += part.endswith((">(</mo>", ">[</mo>")) - part.endswith((">)</mo>", ">]</mo>"))
        breaks = part in BREAKING and depth == 0
        pieces[-1].append(part.replace("<mo>", '<mo form="infix">') if breaks else part)
        if breaks:
            pieces.append([])
    *front, last = [f"<math>{_together(piece)}</math>" for piece in pieces if piece]
    return "<wbr>".join([*front, f'<span class="last">{last}</span>'])  # not torn from the full stop after it


@dataclass(slots=True)
class _Reader:
    tokens: list[str]
    at: int = 0

    def peek(self) -> str:
        while self.at < len(self.tokens) and self.tokens[self.at].isspace():
            self.at += 1
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.at += 1
        return token

    def row(self, *ends: str) -> str:
        """Things beside each other, up to one of the ends, as one element."""
        return _together(self.parts(*ends))

    def parts(self, *ends: str) -> list[str]:
        """Things beside each other, up to one of the ends."""
        parts: list[str] = []
        while (token := self.peek()) and token not in ends and token != "}":
            word = token in FUNCTIONS or token == "\\operatorname"
            made = self.scripted()
            if made in SIGNED and (not parts or _opens(parts[-1])):
                made = made.replace("<mo", '<mo form="prefix"')
            if word and parts and not parts[-1].startswith(("<mo", "<mspace")):
                parts.append(_THIN)
            parts.append(made)
            following = self.peek()
            apart = (word and following not in ("\\left", "(")) or made.startswith("<mfrac")
            if apart and following not in ("", "}", "+", "-", "=", "\\cdot", *ends):
                parts.append(_THIN)
        return parts

    def scripted(self) -> str:
        """An atom with what stands above and below it."""
        base = self.atom()
        above, below, primes = "", "", ""
        while self.peek() in ("^", "_", "'"):
            mark = self.take()
            if mark == "'":
                primes += "′"
            elif mark == "^":
                above = self.atom()
            else:
                below = self.atom()
        if base in (_operator(sign) for sign in LIMITS.values()):
            return _limits(base, below, above)
        if primes:  # the sign is raised by itself
            base = f'<mrow>{base}<mo lspace="0" rspace="0">{primes}</mo></mrow>'
        if above and below:
            return f"<msubsup>{base}{below}{above}</msubsup>"
        if above:
            return f"<msup>{base}{above}</msup>"
        return f"<msub>{base}{below}</msub>" if below else base

    def group(self) -> str:
        """What stands in braces."""
        if self.peek() != "{":
            return self.atom()
        self.take()
        inside = self.row()
        self.take()
        return inside

    def letters(self) -> str:
        """The plain text in braces, blanks kept."""
        self.peek()
        self.at += 1
        start = self.at
        while self.at < len(self.tokens) and self.tokens[self.at] != "}":
            self.at += 1
        self.at += 1
        return html.escape("".join(self.tokens[start : self.at - 1]).replace("\\_", "_"))

    def atom(self) -> str:
        """One thing."""
        token = self.peek()
        if token == "{":
            return self.group()
        self.take()
        match token:
            case "\\frac" | "\\tfrac":
                return f"<mfrac>{self.group()}{self.group()}</mfrac>"
            case "\\sqrt":
                return self.root()
            case "\\left":
                return self.fenced()
            case "\\begin":
                return self.cases()
            case "\\operatorname" | "\\mathrm":
                return _word(self.letters())
            case "\\text":
                return f"<mtext>{self.letters()}</mtext>".replace(" ", "\u00a0")
            case "\\mathbf" | "\\boldsymbol":
                return f'<mrow style="font-weight: bold">{self.group()}</mrow>'
        if token in SPACES:
            return SPACES[token]
        if token in ACCENTS:
            return f'<mover accent="true">{self.group()}<mo stretchy="false">{ACCENTS[token]}</mo></mover>'
        if token in LIMITS:
            return _operator(LIMITS[token])
        if token in FUNCTIONS:
            return _word(token[1:])
        if token in SIGNS:
            return f"<mo>{html.escape(SIGNS[token])}</mo>"
        if token in LETTERS:
            return f"<mi>{LETTERS[token]}</mi>"
        if token[:1].isdigit():
            return f"<mn>{token}</mn>"
        word = html.escape(token.removeprefix("\\"))
        if token.lstrip("\\").isalpha():
            return f"<mi>{word}</mi>"
        return f'<mo stretchy="false">{word}</mo>' if token in "()[]" else f"<mo>{word}</mo>"

    def root(self) -> str:
        if self.peek() != "[":
            return f"<msqrt>{self.group()}</msqrt>"
        self.take()
        order = self.row("]")
        self.take()
        return f"<mroot>{self.group()}{order}</mroot>"

    def fenced(self) -> str:
        opening = self.take()
        inside = self.row("\\right")
        self.take()
        closing = self.take()
        tall = TALL if any(high in inside for high in ("<mfrac", "<mtable", "<munder", "<mover>")) else ""
        fences = [f"<mo{tall}>{html.escape(SIGNS.get(f, f.removeprefix(chr(92))))}</mo>" for f in (opening, closing)]
        return f"<mrow>{fences[0]}{inside}{fences[1]}</mrow>"

    def cases(self) -> str:
        self.letters()
        rows: list[str] = []
        cells: list[str] = []
        while self.peek() not in ("", "\\end"):
            cells.append(f'<mtd style="text-align: left">{self.row("&", chr(92) * 2, chr(92) + "end")}</mtd>')
            if self.peek() != "&":
                rows.append(f"<mtr>{''.join(cells)}</mtr>")
                cells = []
            if self.peek() != "\\end":
                self.take()
        self.take()
        self.letters()
        return f"<mrow><mo{TALL}>{{</mo><mtable>{''.join(rows)}</mtable></mrow>"


def _together(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"<mrow>{''.join(parts)}</mrow>"


def _word(letters: str) -> str:
    """A name of several letters, or an upright one."""
    return f'<mi mathvariant="normal">{letters}</mi>'


def _operator(sign: str) -> str:
    return f'<mo movablelimits="true">{sign}</mo>'


def _limits(base: str, below: str, above: str) -> str:
    """A sum or a limit, with what stands under and over it."""
    if below and above:
        return f"<munderover>{base}{below}{above}</munderover>"
    if below:
        return f"<munder>{base}{below}</munder>"
    return f"<mover>{base}{above}</mover>" if above else base


def _opens(part: str) -> bool:
    """Whether a sign after this has nothing on its left: a minus there is no subtraction."""
    return part.startswith("<mo") and part.endswith("</mo>") and not part.endswith(CLOSING)


FUNCTIONS = frozenset(
    rf"\{word}"
    for word in "sin cos tan sec csc cot sinh cosh tanh coth arcsin arccos arctan ln log exp det max min".split()
)
SHORT = 14  # signs of a formula that stays on one line
TALL = ' class="tall"'  # for a font that does not stretch its brackets
LIMITS = {"\\sum": "∑", "\\lim": "lim"}
ACCENTS = {"\\bar": "¯", "\\hat": "^"}
SIGNED = ("<mo>−</mo>", "<mo>+</mo>", "<mo>±</mo>")
BREAKING = frozenset(
    f"<mo>{sign}</mo>" for sign in ("=", "≈", "←", "→", "≤", "≥", "≠", "&lt;", "&gt;", "+", "−", "·", "⊙", ",")
)
CLOSING = (">)</mo>", ">]</mo>", ">}</mo>", ">%</mo>", ">|</mo>", ">‖</mo>")
SPACES = {"\\quad": '<mspace width="1em"/>', "\\,": _THIN, "\\ ": _THIN, "\\;": _THIN, "\\:": _THIN, "\\!": ""}
SIGNS = {
    "-": "−", "\\cdot": "·", "\\odot": "⊙", "\\otimes": "⊗", "\\le": "≤", "\\ge": "≥", "\\ne": "≠", "<": "<", ">": ">",
    "\\lVert": "‖", "\\rVert": "‖", "\\{": "{", "\\}": "}", "|": "|", "\\to": "→", "'": "′", "\\circ": "∘",
    "\\approx": "≈", "\\times": "×", "\\in": "∈", "\\leftarrow": "←", "\\pm": "±", "\\%": "%",
    "\\langle": "⟨", "\\rangle": "⟩",
}  # fmt: skip
LETTERS = {
    "\\partial": "∂", "\\nabla": "∇", "\\top": "⊤", "\\infty": "∞", "\\pi": "π", "\\sigma": "σ", "\\alpha": "α",
    "\\beta": "β", "\\gamma": "γ", "\\delta": "δ", "\\epsilon": "ϵ", "\\varepsilon": "ε", "\\zeta": "ζ", "\\eta": "η",
    "\\theta": "θ", "\\iota": "ι", "\\kappa": "κ", "\\lambda": "λ", "\\mu": "μ", "\\nu": "ν", "\\xi": "ξ", "\\rho": "ρ",
    "\\tau": "τ", "\\upsilon": "υ", "\\phi": "ϕ", "\\varphi": "φ", "\\chi": "χ", "\\psi": "ψ", "\\omega": "ω",
    "\\Gamma": "Γ", "\\Delta": "Δ", "\\Theta": "Θ", "\\Lambda": "Λ", "\\Xi": "Ξ", "\\Pi": "Π", "\\Sigma": "Σ",
    "\\Upsilon": "Υ", "\\Phi": "Φ", "\\Psi": "Ψ", "\\Omega": "Ω", "\\ell": "ℓ",
}  # fmt: skip
