"""Runs of letters as tokens: names and functions in a row, words that are signs, words that are refused."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from itertools import pairwise

from steepest.notation.names import (
    FUNCTIONS,
    GREEK,
    GREEK_LETTERS,
    PREFIXES,
    SHORT,
    SUBSCRIPTS,
    canonical,
    function,
    nearest,
    pieces,
)
from steepest.notation.tokens import Token
from steepest.notation.unreadable import Unreadable

LETTERS = "A-Za-z" + "".join(GREEK_LETTERS)
LETTER = re.compile(f"[{LETTERS}]")
ACCENTS = {"\u0302": "hat", "\u0304": "bar", "\u0305": "bar", "\u0303": "tilde", "\u0307": "dot"}
_BARE = f"(?![{''.join(ACCENTS)}])"
RUN = re.compile(f"[{LETTERS}]{_BARE}(?:[{LETTERS}0-9{''.join(SUBSCRIPTS)}]{_BARE})*(?:_(?:[{LETTERS}0-9]{_BARE})+)*")
_LET = re.compile(r"\s+[^\W\d_]\w*\s*=")
_EQUALS = re.compile(r"\s*=(?!=)")
_INVERSE = re.compile(r"\s+((?:sin|cos|tan|sec|csc|cot)h?)(?![A-Za-z])")
_OPERAND = re.compile(rf" (?:[0-9]|[{LETTERS}](?![{LETTERS}]))")
_ANOTHER = re.compile(r"\s+[A-Za-z]")
_LIMITS = re.compile(r"_\s*[{(]?\s*[A-Za-z]\s*=(?!=)")


def lettered(
    text: str, run: str, at: int, spaced: bool, before: list[Token], declared: Collection[str], latex: bool
) -> tuple[list[Token], int]:
    """The tokens of a run of letters, and where they end."""
    stop = at + len(run)
    if text[stop : stop + 1] == "." and run in PREFIXES and run not in declared:
        following = RUN.match(text, stop + 1)
        if following and following[0] not in ("T", "mT"):
            return [], stop + 1
    if run not in declared and (found := _command(text, run, at, spaced)):
        return found
    if run[0] in ("Σ", "∑") and "Sigma" not in declared and (sign := _sum_sign(text, run, at, spaced, before)):
        return sign
    if run in SIGNS and run not in declared:
        return [Token(SIGNS[run], run, at, stop, spaced)], stop
    if run in INFINITE and run not in declared:
        return [Token("infinite", "inf", at, stop, spaced)], stop
    if run == "in" and "in" not in declared and spaced and _ANOTHER.match(text, stop):
        raise Unreadable((at, stop), "`in` is not read.", "Type only the function.")
    if run.lower() in PROSE and run not in declared:
        raise Unreadable((at, stop), f"`{run}` is a word of a sentence, not of a formula.", "Type only the function.")
    if run in NOT_READ and run not in declared:
        raise Unreadable((at, stop), *NOT_READ[run])
    if run == "let" and (not before or before[-1].kind == ";") and _LET.match(text, stop):
        return [Token("let", run, at, stop, spaced)], stop
    if before and before[-1].kind in ("(", ",") and _EQUALS.match(text, stop):
        if before[-1].kind == "," or run in OPTION_WORDS:
            return [Token("option", run, at, stop, spaced)], stop
    called = text[stop : stop + 1] == "("
    if called and run not in declared:
        _check_elsewhere(run, at, declared)
    if text[stop : stop + 1] == "[" and _is_wolfram(run, declared):
        guess = nearest(run)
        hint = f"Did you mean `{guess}`?" if guess else "Write it out with the functions that there are."
        raise Unreadable((at, stop), f"There is no function `{run}`.", hint)
    alone = run in SHORT and spaced_before(text, at) and _OPERAND.match(text, stop) is not None  # th x
    found_pieces = pieces(run, declared, latex, called or alone or text[stop : stop + 2] == " (")
    if called:
        _check_called(run, found_pieces, at, declared)
    elif len(found_pieces) > 1 and len(run) > 4 and all(b - a == 1 for a, b, _ in found_pieces):
        _check_spelling(run, found_pieces, at, declared, sure=True)
    return _tokens(run, found_pieces, at, spaced), stop


def _is_wolfram(run: str, declared: Collection[str]) -> bool:
    """Is this a word of Mathematica's that is no function here: Plus[x, 1]?"""
    a_word = len(run) > 2 and run.isascii() and run.isalpha() and run == run.capitalize()
    return a_word and run not in declared and run not in GREEK and function(run) is None


def spaced_before(text: str, at: int) -> bool:
    """Does nothing but a space or a sign stand right before this place?"""
    return at == 0 or not (text[at - 1].isalnum() or text[at - 1] in ")]}'_")


def _tokens(run: str, found: list[tuple[int, int, str]], at: int, spaced: bool) -> list[Token]:
    out: list[Token] = []
    for start, end, kind in found:
        part = run[start:end]
        token = Token(kind, part, at + start, at + end, spaced and start == 0)
        if kind == "base":
            low = part[0] != "_"  # log₂
            below = "".join(SUBSCRIPTS[c] for c in part) if low else canonical(part[1:])
            first = token.start + 1 - low
            out.append(replace(token, kind="_", text="_", stop=first))
            kind = "number" if below.isdigit() else "name"
            out.append(replace(token, kind=kind, text=below, start=first, spaced=False))
        elif kind == "function":
            out.append(replace(token, text=function(part) or part, spelled=part))
        elif kind == "constant":
            out.append(replace(token, kind="name", text="pi"))
        else:
            out.append(replace(token, text=canonical(part)) if kind == "name" else token)
    return out


def _command(text: str, run: str, at: int, spaced: bool) -> tuple[list[Token], int] | None:
    r"""Words that are commands in LaTeX and lost their backslash: frac{1}{2}, sum_{i=1}^n; arc sin x, Σ_{i=1}."""
    head = run.partition("_")[0]
    stop = at + len(run)
    if head in SERIES and text[at + len(head) : at + len(head) + 1] == "_" and len(run) <= len(head) + 2:
        if SERIES[head] == head or _LIMITS.match(text, at + len(head)):
            return [Token("command", SERIES[head], at, at + len(head), spaced)], at + len(head)
    if run in FRACTIONS and text[stop : stop + 1] == "{":
        return [Token("command", "frac", at, stop, spaced)], stop
    if run in ("left", "right") and text[stop : stop + 1] in ("(", ")", "[", "]", "|"):
        return [], stop
    if run in ("arc", "Arc") and (inverse := _INVERSE.match(text, stop)):
        name = f"arc{inverse[1]}"
        return [Token("function", name, at, inverse.end(), spaced, name)], inverse.end()
    return None


def _sum_sign(text: str, run: str, at: int, spaced: bool, before: list[Token]) -> tuple[list[Token], int] | None:
    """Σ as the sign of a sum: it stands before all factors, and behind it are entries of the same index."""
    if before and before[-1].kind not in _BEFORE_A_TERM:
        return None
    index = run[1:].removeprefix("_")
    index = SUBSCRIPTS.get(index, index)
    rest = text[at + len(run) :]
    if len(index) == 1 and run != f"Σ{index}" and f"_{index}" in _subscripted(rest):
        return [Token("command", "sum", at, at + 1, spaced)], at + 1
    if any(f"_{i}" in _subscripted(run + rest) for i in "ijkn"):
        hint = "Write the sum as sum(…), or with its index, as in ∑_{i=1}^{n} x_i."
        raise Unreadable((at, at + 1), "`Σ` is the letter sigma here, and what follows looks like a sum.", hint)
    return None


def _subscripted(text: str) -> str:
    """The text with ᵢ and _{i} written as _i."""
    return "".join("_" + SUBSCRIPTS[c] if c in SUBSCRIPTS else c for c in text).replace("_{", "_")


# ---------------------------------------------------------------- words that are nobody's


def _check_elsewhere(run: str, at: int, declared: Collection[str]) -> None:
    """Refuse functions of other systems, which would be read as products."""
    if run in ELSEWHERE and (declared or len(run) > 2):
        raise Unreadable(
            (at, at + len(run)), f"The function `{run}` is not supported.", "It would be read as a product."
        )
    if instead := WRITTEN.get(run) or WRITTEN.get(run.lower()):
        raise Unreadable((at, at + len(run)), f"There is no function `{run}` in this language.", instead)


def _check_called(run: str, found: list[tuple[int, int, str]], at: int, declared: Collection[str]) -> None:
    """Refuse a word right before a parenthesis that is no function and can hardly be a product."""
    if len(found) > 2 and found[-1][2] == found[-2][2] == "name":
        _check_ending(run, found, at)
    if all(kind == "name" for _, _, kind in found):
        _check_spelling(run, found, at, declared)
        return
    letters = [run[a:b] for a, b, kind in found if kind == "name"]
    first, last = found[0][2], found[-1][2]
    where, said = (at, at + len(run)), f"There is no function `{run}`."
    if len(found) == 2 and first == "function" and last == "name":
        word = run[: found[0][1]]
        if run[len(word) :] == word[-1] and not (word in declared or run[-1] in declared):  # sinn(x)
            raise Unreadable(where, said, f"Did you mean `{word}`?")
    elif len(letters) > 2 and all(len(x) == 1 for x in letters) and not set(letters) <= set("xyz"):
        hint = f"For a product put * between the factors: {'*'.join(run[a:b] for a, b, _ in found)}."
        raise Unreadable(where, said, hint)


def _check_spelling(
    word: str, found: list[tuple[int, int, str]], at: int, declared: Collection[str], sure: bool = False
) -> None:
    """Refuse a long unknown word that stands where a function stands, or that is almost a function's name."""
    letters = [word[a:b] for a, b, _ in found]
    if sum(len(x) == 1 for x in letters) < min(3, len(letters)) or len(word) < 3:
        return
    guess = nearest(word, declared)
    doubled = any(a == b not in "xyz" for a, b in pairwise(letters))  # nobody writes f·o·o as foo; xx is x·x
    unlikely = sum(len(x) == 1 for x in letters) < 4 and not doubled
    if (unlikely and not guess) or (sure and (guess is None or len(guess) < 5)):
        return
    if len(word) == 3 and guess and (len(guess) > 4 or guess not in FUNCTIONS):
        return
    hint = f"Did you mean `{guess}`?" if guess else f"For a product put * between the letters: {'*'.join(letters)}."
    raise Unreadable((at, at + len(word)), f"There is no function `{word}`.", hint)


def _check_ending(word: str, found: list[tuple[int, int, str]], at: int) -> None:
    """Refuse cosinh(x), which holds a function and almost is another one; sinx(x+1) is sin(x)·(x+1)."""
    guess = nearest(word)
    if guess and any(kind == "function" for _, _, kind in found) and guess not in {word[a:b] for a, b, _ in found}:
        raise Unreadable((at, at + len(word)), f"There is no function `{word}`.", f"Did you mean `{guess}`?")


# ---------------------------------------------------------------- the tables

# words that are signs here: Python's, and how people say them
SIGNS = {
    "and": "&", "or": "or", "if": "if", "else": "else", "None": "none", "True": "true", "False": "false",
    "plus": "+", "minus": "-", "times": "*", "cdot": "·",
}  # fmt: skip
_BEFORE_A_TERM = frozenset({"+", "-", "(", "[", "{", ",", "/", "*", "=", "number", "function", ";", "|", "‖"})
SERIES = {"sum": "sum", "prod": "prod", "Sum": "sum", "Σ": "sum", "Π": "prod", "Sigma": "sum"}
FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
INFINITE = frozenset({"inf", "infinity", "Infinity", "oo", "infty"})
NOT_READ = {
    "mod": ("Remainders are not read.", ""),
    "nan": ("This is not a number.", ""), "NaN": ("This is not a number.", ""),
    "not": ("`not` is not read.", "Turn the comparison round."),
}  # fmt: skip
PROSE = frozenset("the of derivative gradient function respect wrt find what with differentiate".split())
ELSEWHERE = frozenset(  # functions of other systems that would be products of letters here, and their slope zero
    "svd qr lu eig eigh expm logm sqrtm fft ifft dct null orth adj adjugate perm permanent schur cond triu tril "
    "rot flip".split()
)
_CASES = "Write where(x > 0, a, b), or a if x > 0 else b."
_ROUNDING = "Its derivative is 0 wherever it has one."
WRITTEN = {  # functions of other systems, and what to write instead
    "gamma": "The gamma function is exp(lgamma(x)); for a factor write gamma*(…).",
    "Gamma": "The gamma function is exp(lgamma(x)); for a factor write Gamma*(…).",
    "zeta": "For a factor write zeta*(…).",
    "factorial": "The factorial of a number is written 5!; x! for real x is exp(lgamma(x + 1)).",
    "sinc": "Write sin(x)/x; NumPy's is sin(pi*x)/(pi*x).",
    "versin": "Write 1 - cos(x).", "coversin": "Write 1 - sin(x).", "haversin": "Write (1 - cos(x))/2.",
    "logit": "Write log(x/(1 - x)).", "exp2": "Write 2^x.", "exp10": "Write 10^x.",
    "piecewise": _CASES, "Piecewise": _CASES, "ifelse": _CASES, "IfElse": _CASES, "cases": _CASES,
    "floor": _ROUNDING, "ceil": _ROUNDING, "ceiling": _ROUNDING, "round": _ROUNDING, "trunc": _ROUNDING,
    "int": "Type the function itself; integrals are not read.",
    "integrate": "Type the function itself; integrals are not read.",
    "diff": "Type the function itself, not its derivative.",
    "deriv": "Type the function itself, not its derivative.",
    "derivative": "Type the function itself, not its derivative.",
    "limit": "Limits are not read.",
}  # fmt: skip
OPTION_WORDS = frozenset(
    "axis size steps keepdims dim keepdim ddof correction ord shape eps delta alpha a negative_slope".split()
)
