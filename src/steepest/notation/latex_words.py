"""The commands of LaTeX that are read, and what each stands for. MathLive's own commands are among them."""

from __future__ import annotations

import re
from collections.abc import Collection

from steepest.notation.names import GREEK, function, nearest
from steepest.notation.tokens import NO_EXPECTATION, TYPE_THE_FUNCTION, Token
from steepest.notation.unreadable import Unreadable

COMMAND = re.compile(r"\\([A-Za-z]+\*?|.)", re.DOTALL)
_FONT_GROUP = re.compile(r"\s*\{\s*(\\[A-Za-z]+|[A-Za-z0-9]+)\s*(\})")
_ACCENT_GROUP = re.compile(r"\s*\{\s*(\\(?:bar|hat|tilde|dot|overline|wide(?:hat|tilde))\s*(?:\{[^{}]*\}|\w))\s*(\})")
_UNDER_ACCENT = re.compile(  # \hat{y}, \hat y, \hat\theta, \hat{\mathbf{y}}, \hat{y_i}
    r"\s*(?:\\(?:mathbf|boldsymbol|bm)(?![A-Za-z])\s*)?(?:(\\[A-Za-z]+(?![A-Za-z])|[A-Za-z])"
    r"|\{\s*(?:\\(?:mathbf|boldsymbol|bm|vec|mathrm|mathcal)(?![A-Za-z])\s*\{?)?\s*(\\[A-Za-z]+|[A-Za-z0-9]+)\s*\}?"
    r"(\s*_\s*(?:\w|\{\s*\w+\s*\}))?\s*\})"
)
_WORDS_GROUP = re.compile(r"\s*\{([^{}]*)\}")
_DIGIT_GROUP = re.compile(r"\s*\{\s*([01]|I(?=\s*\}\s*_))\s*\}")
_FILLED = {"0": "zeros", "1": "ones", "I": "eye"}
_EXPECTATION = re.compile(r"\s*(\{?\s*[EP]\s*\}?)\s*(?:[_\[(]|\\(?:left|big|Big))")
_INDICATOR = re.compile(r"\s*\{?\s*I\s*\}?(?=\s*(?:[(\[]|\\left|\\\{))")
_CALLED = re.compile(r"\s*(?:\(|\\left\s*\()")
_DELIMITER = re.compile(r"\s*(\\[A-Za-z]+|\\[|{}]|[()\[\]|.])")


def command(text: str, at: int, spaced: bool, declared: Collection[str] = ()) -> tuple[list[Token], int, int]:
    """The tokens of the command that begins here, where it ends, and which brace to pass over (or -1)."""
    found = COMMAND.match(text, at)
    if found is None:
        raise Unreadable((at, at + 1), "A backslash begins a LaTeX command, and none follows.", "Delete it.")
    name, stop = found[1], found.end()

    def one(kind: str, word: str, end: int = stop, spelled: str = "") -> tuple[list[Token], int, int]:
        return [Token(kind, word, at, end, spaced, spelled)], end, -1

    if name in _SPACING:
        return [], stop, -1
    if name in _DROPPED and (group := _WORDS_GROUP.match(text, stop)):
        return [], group.end(), -1
    if name == "mathbb" and (expected := _EXPECTATION.match(text, stop)):
        raise Unreadable((at, expected.end(1)), *NO_EXPECTATION)
    if name in ("left", "right", "mleft", "mright", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "big", "Big"):
        return _delimiter(text, at, stop, name, spaced)
    if name == "mathbb" and (indicator := _INDICATOR.match(text, stop)):
        return one("command", "ones", indicator.end())
    if name in _FONTS and (digit := _DIGIT_GROUP.match(text, stop)):
        return one("command", _FILLED[digit[1]], digit.end())
    if name in _FONTS:
        group = _FONT_GROUP.match(text, stop) or _ACCENT_GROUP.match(text, stop)
        return ([], group.start(1), group.start(2)) if group else ([], stop, -1)
    if name in _WORDS:
        group = _WORDS_GROUP.match(text, stop)
        if group is None and name in ("rm", "mathop"):  # {\rm e}, \mathop{\mathrm{tr}}
            return [], stop, -1
        if group is None:
            raise Unreadable((at, stop), f"`\\{name}` needs its words in braces.", f"For example \\{name}{{tr}}.")
        words = _words(group[1], at, group.end(), spaced, declared)
        if name != "mathrm" and _CALLED.match(text, group.end()):
            _check_function(words[0], declared)
        return words
    if name in _ACCENTS:
        group = _UNDER_ACCENT.match(text, stop)
        if group is None:
            raise Unreadable((at, stop), f"`\\{name}` needs one letter in braces.", f"For example \\{name}{{x}}.")
        letter = group[1] or group[2]
        if letter.startswith("\\") and letter[1:] not in GREEK:
            raise Unreadable((at, group.end()), f"There is no letter `{letter}` here.", "For example \\hat{x}.")
        letter = letter.lstrip("\\").removeprefix("var")
        below = re.sub(r"[{}\s]", "", group[3] or "")
        return one("name", f"{letter}_{_ACCENTS[name]}{below}", group.end())
    if name in _ENVIRONMENTS:
        group = _WORDS_GROUP.match(text, stop)
        what = group[1].strip() if group else ""
        if group is not None and what in _AROUND:
            return [], group.end(), -1
        if group is None or what not in ("cases", "dcases", "cases*"):
            hint = "A matrix is a letter here: declare A: 2 2." if "matrix" in what else "`cases` is."
            place = at, group.end() if group else stop
            raise Unreadable(place, f"The environment `{what}` is not read.", hint)
        return one("command", name, group.end())
    if name in _SIGNS:
        return one(_SIGNS[name], _SIGNS[name])
    if name in _COMMANDS:
        return one("command", _COMMANDS[name])
    if name == "infty":
        return one("infinite", "inf")
    if name == "exponentialE":
        return one("constant", "e")
    if name in _NAMES:
        return one("name", _NAMES[name])
    if name in GREEK:
        return one("name", "Π" if name == "Pi" else name.removeprefix("var"))
    if name in _REFUSED:
        message, hint = _REFUSED[name]
        raise Unreadable((at, stop), message, hint)
    called = function(name)
    if called is not None:
        return one("function", called, spelled=name)
    raise Unreadable(
        (at, stop),
        f"There is no command `\\{name}` here.",
        f"For a function or a name of several letters write \\operatorname{{{name}}}." if name.isalpha() else "",
    )


def _check_function(found: list[Token], declared: Collection[str]) -> None:
    r"""Refuse \operatorname{foo}(x) of a foo that is no function."""
    for t in found:
        if t.kind == "name" and len(t.text) > 1 and t.text not in declared:
            guess = nearest(t.text)
            hint = f"Did you mean `{guess}`?" if guess else f"For a name of several letters declare {t.text}."
            raise Unreadable((t.start, t.stop), f"There is no function `{t.text}`.", hint)


def _delimiter(text: str, at: int, stop: int, size: str, spaced: bool) -> tuple[list[Token], int, int]:
    r"""The bracket after \left or \right; a bar says by these on which side it stands."""
    found = _DELIMITER.match(text, stop)
    if found is None:
        raise Unreadable((stop, stop), f"`\\{size}` needs a bracket after it.", "For example \\left( … \\right).")
    sign = found[1]
    plain = _SIGNS.get(sign[1:], sign[1:]) if sign.startswith("\\") else sign
    if plain == ".":
        return [], found.end(), -1
    side = "open" if size in ("left", "mleft", "bigl", "Bigl", "biggl") else "close"
    kind = f"{plain}{side}" if plain in ("|", "‖") and size not in ("big", "Big") else plain
    if plain not in ("(", ")", "[", "]", "{", "}", "⟨", "⟩", "|", "‖", "|open", "|close", "‖open", "‖close"):
        raise Unreadable((at, found.end()), f"`{sign}` is not a bracket that is read.", "Use ( ), [ ] or |.")
    return [Token(kind, plain, at, found.end(), spaced)], found.end(), -1


def _words(content: str, at: int, stop: int, spaced: bool, declared: Collection[str]) -> tuple[list[Token], int, int]:
    """Upright words: a function, a connective (if, otherwise), or one name of several letters."""
    words = content.replace("\\_", "_").replace("~", " ").replace(",", " ").split()
    if not words:
        return [], stop, -1
    joined = "_".join(words)
    if joined in declared:
        return [Token("name", joined, at, stop, spaced)], stop, -1
    if joined in ("True", "False", "None"):
        return [Token(joined.lower(), joined, at, stop, spaced)], stop, -1
    if all(w.lower() in CONNECTIVES for w in words):
        return [Token("word", CONNECTIVES[words[-1].lower()], at, stop, spaced)], stop, -1
    if joined == "d":
        raise Unreadable((at, stop), *TYPE_THE_FUNCTION)
    if joined == "e":
        return [Token("constant", "e", at, stop, spaced)], stop, -1
    called = function(joined)
    if called is not None:
        return [Token("function", called, at, stop, spaced, joined)], stop, -1
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", joined):
        raise Unreadable((at, stop), f"The words `{content}` are not mathematics that can be read.", "Delete them.")
    return [Token("name", joined, at, stop, spaced)], stop, -1


# ---------------------------------------------------------------- the tables

_SPACING = frozenset(
    ", ; : ! > quad qquad displaystyle textstyle scriptstyle limits nolimits enspace thinspace medspace thickspace "
    "negthinspace hfill strut nonumber bf it cal sf tt".split()
) | {" ", "\n", "(", ")", "[", "]"}
_FONTS = frozenset(
    "boxed mathbf boldsymbol bm mathcal mathsf mathit mathfrak mathbb vec bold mathtt symbf boldmath mathbfit".split()
)
_WORDS = frozenset("operatorname operatorname* mathrm text textrm textit textbf rm mathop mbox".split())
_ACCENTS = {"bar": "bar", "hat": "hat", "tilde": "tilde", "overline": "bar", "widehat": "hat", "widetilde": "tilde",
            "dot": "dot", "ddot": "ddot", "check": "check", "mathring": "ring"}  # fmt: skip
_AROUND = frozenset("equation equation* align align* aligned gather gather* gathered split math displaymath".split())
_DROPPED = frozenset({"label", "tag", "tag*", "color", "textcolor"})  # with what stands in their braces
_ENVIRONMENTS = frozenset({"begin", "end"})
CONNECTIVES = {
    "if": "if", "for": "if", "when": "if", "where": "where", "otherwise": "otherwise", "else": "otherwise",
    "and": "and", "or": "or", "falls": "if", "sonst": "otherwise",
}  # fmt: skip
_SIGNS = {
    "cdot": "·", "times": "*", "ast": "*", "cdotp": "·", "odot": "⊙", "circ": "⊙", "div": "/", "otimes": "⊗",
    "le": "<=", "leq": "<=", "leqslant": "<=", "ge": ">=", "geq": ">=", "geqslant": ">=", "lt": "<", "gt": ">",
    "star": "star", "ne": "!=", "neq": "!=", "land": "&", "wedge": "&", "lor": "or",
    "lvert": "|open", "rvert": "|close", "vert": "|", "mid": "|", "lVert": "‖open", "rVert": "‖close", "Vert": "‖",
    "|": "‖", "{": "{", "}": "}", "lbrace": "{", "rbrace": "}", "lparen": "(", "rparen": ")", "lbrack": "[",
    "rbrack": "]", "langle": "⟨", "rangle": "⟩", "prime": "'", "\\": "\\\\", "cr": "\\\\",
}  # fmt: skip
_COMMANDS = {
    "frac": "frac", "dfrac": "frac", "tfrac": "frac", "cfrac": "frac", "nicefrac": "frac", "sfrac": "frac",
    "partial": "partial", "sqrt": "sqrt", "sum": "sum", "prod": "prod", "top": "top",
    "intercal": "top", "over": "over", "binom": "binom", "dbinom": "binom", "tbinom": "binom",
    "placeholder": "placeholder",
}  # fmt: skip
_NAMES = {"imaginaryI": "i", "imaginaryJ": "j", "ell": "ell", "hbar": "hbar"}
_REFUSED = {
    "int": ("Integrals are not read.", ""),
    "lim": ("Limits are not read.", ""),
    "nabla": TYPE_THE_FUNCTION,
    "differentialD": TYPE_THE_FUNCTION,
    "pm": ("`\\pm` stands for two expressions.", "Type one of them."),
    "dots": ("Three dots leave something out.", "Write all of it."),
    "ldots": ("Three dots leave something out.", "Write all of it."),
    "cdots": ("Three dots leave something out.", "Write all of it."),
    "to": ("An arrow has no meaning here.", ""),
    "lfloor": ("Rounding is not read.", ""),
    "lceil": ("Rounding is not read.", ""),
    "degree": ("Angles are in radians.", "Write x\\pi/180 for x degrees."),
}
