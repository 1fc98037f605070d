r"""The many ways to write one sign: LaTeX, code and Unicode brought to the one in which formulas are read here.

>>> plain_signs(r"\dfrac{d^2y}{dx^2} of np.sin(x)").split()
['d^2y/dx^2', 'of', 'sin(x)']
"""

from __future__ import annotations

import re
from collections.abc import Callable

from steepest.notation.names import GREEK

_D = r"(?:∂|\\mathrm\{d\}|\\mathrm d|\\text\{d\}|\bd)"
_UP = r"(?:\^\{?[2-4]\}?|[²³⁴])?"
_GREEK = "|".join(sorted((g for g in GREEK if g.islower()), key=len, reverse=True))
_X = rf"(?:\\?(?:{_GREEK})(?![a-zA-Z])|[a-zA-Zα-ω](?:_?\{{?\d\}}?|_(?:hat|pred))?)"


def _power(text: str | None) -> str:
    """^2 from ^{2} or ²; nothing from nothing."""
    return f"^{text.translate(_RAISED).strip('^{}')}" if text else ""


def _fraction(m: re.Match[str]) -> str:
    r"""dy/dx from \frac{dy}{dx}, and d/dx (…) where what is differentiated stands above the line."""
    power, of = _power(m["n"]), m["of"].replace("\\", "").strip()
    if re.fullmatch(r"[a-zA-Zα-ω]?|loss|cost", of):
        return f" d{power}{of}/d{m['x']}{power} "
    called = re.fullmatch(r"([a-zA-Z])\([a-z, ]+\)", of)
    return f" d{power}{called[1]}/d{m['x']}{power} " if called else f" d{power}/d{m['x']}{power} ({of}) "


def _quotient(m: re.Match[str]) -> str:
    """d/dx and ∂f/∂x in one way, set off from what stands before."""
    power = _power(m["n"])
    return f" d{power}{(m['of'] or '').split('(')[0]}/d{m['x']}{power}"


def _arrow(m: re.Match[str]) -> str:
    """x → 0 is a limit; between other things an arrow says what something gives."""
    before, after = m.string[: m.start()], m.string[m.end() :]
    limit = re.search(r"(?:\b(?:as|when|if|where|for|lim(?:it)?)\s+|[(_{,]\s*|^)[a-zA-Z]$", before) and re.match(
        r"[-+]?(?:\d+(?:\.\d+)?(?![\w(^])|∞|inf|[a-z]\b)", after
    )
    return "→" if limit else " gives "


def plain_signs(text: str) -> str:
    """The text with its signs in one way of writing."""
    for pattern, plain in _SIGNS:
        text = re.sub(pattern, plain, text)
    return text


_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_RAISED = str.maketrans("²³⁴", "234")
_SUBSCRIPTS = dict(zip("ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ", "aeoxhklmnpstijruv", strict=True))
_SETS = {"R": "ℝ", "Z": "ℤ", "N": "ℕ", "Q": "ℚ", "C": "ℂ"}
_BIG = {"int": "∫", "lim": " limit "}

# What is written, and the one way that is read on. Functions are of the match.
_SIGNS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"″", "''"),
    (r"(?<=[fghyFG])⁽([¹²³⁴])⁾", lambda m: "'" * ("¹²³⁴".index(m[1]) + 1)),
    (r"‴", "'''"),
    # LaTeX
    (r"\\left\s*\.(?P<e>.*?)\\right\s*\|\s*_\s*\{(?P<at>[^{}]*)\}", r"\g<e>\\bigr|_{\g<at>}"),
    (r"\\(?:left|right|[bB]igg?[lrm]?)\s*\.", ""),
    (r"\\(?:mathbf|boldsymbol|bm|vec|textbf|mathit|mathrm)\s*\{([a-zA-Z])\}", r"\1"),
    (r"\\(?:left|right|[bB]igg?[lrm]?|displaystyle|limits|boldsymbol|mathbf|bm|vec|mathit|textbf)(?![a-zA-Z])", ""),
    (r"\\(?:,|;|:|!| |(?:quad|qquad|enspace|thinspace)(?![a-zA-Z]))", " "),
    (r"\\[lr]?vert(?![a-zA-Z])", "|"),
    (r"\{([^{}]*)\\over(?![a-zA-Z])([^{}]*)\}", r"\\frac{\1}{\2}"),
    (r"\\partial(?![a-zA-Z])", "∂"),
    (r"\{?\\(sin|cos|tan|sec|csc|cot|sinh|cosh|tanh)\s*\^\s*\{\s*-\s*1\s*\}\}?", r"\\arc\1"),
    (r"_\{\s*(\w+)\s*\}", r"_{\1}"),
    (r"(?<=[\w)}]) \. (?=(?:sin|cos|tan|ln|log|exp|sqrt)\b|e\^|\(|[a-z]\^)", " * "),
    (r"<([^<>=|]+,[^<>=|]+)>", r"(\1)"),
    (r"(?<![a-zA-Z])([fghyFG])\^\{?\((\d)\)\}?(?=\s*\()", lambda m: m[1] + "'" * int(m[2])),
    (rf"\\[dt]?frac\s*\{{\s*{_D}\s*(?P<n>{_UP})\s*(?P<of>[^{{}}]*?)\s*\}}\s*\{{\s*{_D}\s*\\?(?P<x>\w+?)\s*{_UP}\s*\}}",
     _fraction),
    (r"\\(?:operatorname|mathrm|text|textit)\{([a-zA-Z ]+)\}", r" \1 "),
    (r"\\nabla(?![a-zA-Z])", "∇"),
    (r"\\infty(?![a-zA-Z])", "∞"),
    (r"\\(?:rightarrow|to|longrightarrow)(?![a-zA-Z])", "→"),
    (r"\\leftarrow(?![a-zA-Z])", "←"),
    (r"\\(?:leqslant|leq|le)(?![a-zA-Z])", "≤"),
    (r"\\(?:geqslant|geq|ge)(?![a-zA-Z])", "≥"),
    (r"\\(?:neq|ne)(?![a-zA-Z])", "≠"),
    (r"\\in(?![a-zA-Z])", "∈"),
    (r"\\mathbb\s*\{?([RZNQC])\}?", lambda m: _SETS[m[1]]),
    (r"\\(int|lim)(?![a-zA-Z])", lambda m: _BIG[m[1]]),
    (r"(\\[a-zA-Z]+)\\(?=(?:eta|alpha|gamma|theta|beta|mu|phi|psi|zeta|rho|tau)(?![a-zA-Z]))", r"\1 "),
    (r"\\(?=(?:eta|alpha|gamma|theta|beta|mu|phi|psi|zeta|rho|tau)(?![a-zA-Z]))", ""),
    (r"\\[dt]?frac\s*(\d)\s*(\d)", r"\1/\2"),
    (r"(?<=\()\\[dt]?frac\{(-?\d+)\}\{(\d+)\}(?=\))", r"\1/\2"),
    (r"\\[dt]frac(?![a-zA-Z])", r"\\frac"),
    (r"\^\{?\\prime\}?|\^\{?'(?='*\}|\b)\}?", "'"),
    # code
    (r"\b(?:np|numpy|jnp|torch|tf|math|F|nn|sp)\.(?:math\.|nn\.|special\.)?(?=[a-z])", ""),
    (r"\blambda\s+[a-z](?:\s*,\s*[a-z])*\s*:\s*(?=\S)", ""),
    (r"\bd(?:L|J|E|f|y|z|loss|cost)_d?([a-z]\w?)\b", r"dL/d\1"),
    (r"(?<=[\w)\]])\.T\b", "^T"),
    (r"==+|≔|:=", "="),
    (r"\s*(?:↦|\\mapsto)\s*", " = "),
    (r"\b(?:tensor|array|Variable)\((-?\d+\.?\d*)[^()]*\)", r"\1"),
    (r"(?<=[-=])\s*lr\s*\*", " eta*"),
    (r"\bgrad\(\s*(?P<e>[^=]+?)\s*\)\((?P<n>-?[\d.]+)\)", r"gradient of (\g<e>) at \g<n>"),
    (r"\bd([2-4])([a-zA-Z])?\s*/\s*d([a-zA-Z])\1\b", r" d^\1\2/d\3^\1"),
    (r"\bfor \w+ in range\((\d+)\)\s*:?", r", \1 steps, "),
    (r"\b(?:diff|Derivative)\((?P<e>.+),\s*(?P<x>[a-zA-Z])\s*,\s*([23])\s*\)",
     lambda m: f"{'second' if m[3] == '2' else 'third'} derivative by {m['x']} of {m['e']} "),
    (r"\b(?:diff|Derivative|derivative)\((?P<e>.+),\s*(?P<x>[a-zA-Z])\s*\)", r"derivative by \g<x> of \g<e> "),
    (r"(?<![a-zA-Z])[d∂]\((?P<e>[^=]+)\)\s*/\s*[d∂](?P<x>[a-zA-Z])(?![a-zA-Z])", r" d/d\g<x> (\g<e>)"),
    (r"\s*(?:->|=>|→|⇒|-->)\s*", _arrow),
    (r"\\?(?<![a-z])(?:arg\s?\\?)?(min|max)\s*_\s*\{?\s*([a-zA-Z])\s*\}?\s*", r" \1imum of "),
    (r"\s*\*\s*(?:grad\w*|df|f_?prime|dloss|dL)\s*\(\w+\)", " * ∇"),
    (r"\bgrad(?=\()", "gradient of "),
    (r"\bderivative(?=\()", "derivative of "),
    (r"(?<=\w)\s*←\s*(?=\w+(?:_\w+)?\s*-)", " = "),
    (r"^(?:diff|derivative|grad)\((?P<e>.+)\)$", r"derivative of \g<e>"),
    (r"\(\$([^$()]*)\$", r"(\1"),
    # derivatives
    (rf"\((?P<n>)(?P<of>)d\)\s*/\s*\(d(?P<x>{_X})\)", _quotient),
    (rf"(?<![a-zA-Zα-ω]){_D}\s*(?P<n>{_UP})\s*(?P<of>[a-zA-Zα-ω](?:\([a-z, ]+\))?|loss|cost)?\s*/\s*"
     rf"{_D.replace(chr(92) + 'bd', 'd')}\s*(?P<x>{_X}){_UP}(?![a-zA-Z])", _quotient),
    (r"(?<!\w)([a-zA-Z])\s('{1,3})(?=\()", r"\1\2"),
    (r"(?<![a-zA-Z])([a-zA-Zα-ω])\^\{?\((\d)\)\}?(?=\s*(?:[=,.;:?]|$|\w{2}))", r"\1_\2"),
    (r"∇ₓ", "∇_x"),
    (r"(?<=[a-zA-Zα-ω])[₀-₉]+", lambda m: f"_{m[0].translate(_LOWERED)}"),
    (r"([a-zA-Zα-ω])[ₖₙₜᵢ]₊₁", r"\1_{k+1}"),
    (r"([a-zA-Zα-ω])([ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ])", lambda m: f"{m[1]}_{_SUBSCRIPTS[m[2]]}"),
)  # fmt: skip
