"""From text to tokens: characters, numbers, runs of letters taken apart, LaTeX commands."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from steepest.notation.latex_words import command
from steepest.notation.limits import TOKENS, check_characters, too_much
from steepest.notation.names import (
    FUNCTIONS,
    GREEK_LETTERS,
    PREFIXES,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    canonical,
    function,
    nearest,
    pieces,
)
from steepest.notation.tokens import NO_INFINITY, READ_AS, SPACES, TYPE_THE_FUNCTION, VULGAR, Token, strange
from steepest.notation.unreadable import Unreadable

_LETTERS = "A-Za-z" + "".join(GREEK_LETTERS)
_SUBS = "".join(SUBSCRIPTS)
_WORD = re.compile(f"[{_LETTERS}][{_LETTERS}0-9{_SUBS}]*(?:_[{_LETTERS}0-9]+)*")
_NUMBER = re.compile(r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+\-−]?[0-9]+)?")
_PLAIN_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_SUPERS = re.compile(f"[{''.join(SUPERSCRIPTS)}]+")
_SIGN = re.compile(r"\*\*|<=|>=|==|!=|=>|->|=<|<>|:=|&&|[-+*/@^(){}\[\]|,;:=<>!'·⊙⊗‖&_]")
_MAXIMA = re.compile(r"%(pi|e)(?![A-Za-z])")
_LET = re.compile(r"\s+[^\W\d_]\w*\s*=")
_EQUALS = re.compile(r"\s*=(?!=)")
_DERIVATIVE = re.compile(rf"[d∂](?:\^(\d))?/[d∂]([{_LETTERS}]\w*?)(?:\^(\d))?(?:(?=(\[))|(?![\w^]))")
_LATEX = re.compile(r"\\|[\^_]\{")
_SLOPE = re.compile(r"[d∂][A-Za-z]/[d∂][A-Za-z](?![A-Za-z0-9_])")
_OPERANDS = frozenset({"number", "name", "attribute", ")", "]", "}", "|", "'", "string"})


def is_latex(text: str) -> bool:
    """Does a backslash command show that this is LaTeX?"""
    return _LATEX.search(text) is not None


def scan(text: str, declared: Collection[str] = (), latex: bool = False) -> list[Token]:
    """The tokens of a text, with an `end` token last."""
    check_characters(text)
    tokens: list[Token] = []
    at, passed_over = _opening(text), set[int]()
    last = _closing(text)
    spaced = False
    while at < last:
        c = text[at]
        if c in SPACES or at in passed_over or (latex and c == "~"):
            spaced = spaced or at not in passed_over
            at += 1
            continue
        if c == "\\" and latex:
            more, at, brace = command(text, at, spaced)
            passed_over.add(brace)
        else:
            more, at = _next(text, at, spaced, tokens, declared, latex)
        if more and more[0].kind == "infinite" and not _says_which(tokens):
            raise Unreadable((more[0].start, more[0].stop), *NO_INFINITY)
        tokens += more
        spaced = False if more else spaced
        if len(tokens) > TOKENS:
            raise too_much((at, len(text)), f"This has more than {TOKENS:,} words and signs", TOKENS)
    end = tokens[-1].stop if tokens else at
    return [*tokens, Token("end", "", end, end)]


def _says_which(before: list[Token]) -> bool:
    """May the kind of a norm stand here: behind a comma, behind ord=, below bars?"""
    kinds = [t.kind for t in before[-2:]]
    return kinds[-1:] in ([","], ["="], ["_"]) or kinds == ["_", "{"]


def _opening(text: str) -> int:
    """Where the expression begins, after the dollar signs of a formula in a document."""
    stripped = text.lstrip()
    return len(text) - len(stripped.lstrip("$")) if len(stripped) > 1 and stripped.rstrip().endswith("$") else 0


def _closing(text: str) -> int:
    stripped = text.rstrip()
    opened = text.lstrip().startswith("$") and len(stripped) > 1
    return len(stripped.rstrip("$")) if opened else len(text)


def _next(
    text: str, at: int, spaced: bool, before: list[Token], declared: Collection[str], latex: bool
) -> tuple[list[Token], int]:
    """The token or tokens that begin here, and where they end."""
    c = text[at]
    after_operand = bool(before) and before[-1].kind in _OPERANDS
    if c == "." and after_operand and text[at + 1 : at + 2].isalpha() and before[-1].kind != "number":
        found = _WORD.match(text, at + 1)
        if found:
            return [Token("attribute", found[0], at, found.end(), spaced)], found.end()
    number = (_PLAIN_NUMBER if "e" in declared else _NUMBER).match(text, at)
    if number:
        if text[number.end() : number.end() + 1] == "." and not text[number.end() + 1 : number.end() + 2].isalpha():
            raise Unreadable((number.end(), number.end() + 1), "A number has one decimal point.", "Delete one of them.")
        return [Token("number", number[0].replace("−", "-"), at, number.end(), spaced)], number.end()
    operator = None if "d" in declared else _DERIVATIVE.match(text, at)
    if "d" not in declared and (slope := _SLOPE.match(text, at)):
        raise Unreadable(slope.span(), *TYPE_THE_FUNCTION)
    if operator:
        return [_derivative(operator, spaced)], operator.end()
    word = _WORD.match(text, at)
    if word:
        return _word(text, word[0], at, spaced, before, declared, latex)
    if c in VULGAR:
        return [Token("number", VULGAR[c], at, at + 1, spaced)], at + 1
    supers = _SUPERS.match(text, at)
    if supers:
        return _superscript(supers[0], at, declared), supers.end()
    if c in "√∛∜":
        return [Token("root", {"√": "2", "∛": "3", "∜": "4"}[c], at, at + 1, spaced)], at + 1
    if c == '"' or (c in "'“" and before and before[-1].kind in ("(", ",", "=")):
        return _string(text, at, spaced)
    constant = _MAXIMA.match(text, at)
    if constant:
        return [Token("name", constant[1], at, constant.end(), spaced)], constant.end()
    sign = _SIGN.match(text, at)
    if sign:
        kind = {"**": "^", "&&": "&"}.get(sign[0], sign[0])
        return [Token(kind, sign[0], at, sign.end(), spaced)], sign.end()
    if c == "∞":
        return [Token("infinite", "inf", at, at + 1, spaced)], at + 1
    if c in READ_AS:
        return [Token(READ_AS[c], c, at, at + 1, spaced)], at + 1
    raise strange(text, at)


def _word(
    text: str, word: str, at: int, spaced: bool, before: list[Token], declared: Collection[str], latex: bool
) -> tuple[list[Token], int]:
    """A run of letters: a prefix to pass over, or the names and functions in it."""
    stop = at + len(word)
    if text[stop : stop + 1] == "." and word in PREFIXES and word not in declared:
        following = _WORD.match(text, stop + 1)
        if following and following[0] not in ("T", "mT"):
            return [], stop + 1
    if word in WORDS and word not in declared:
        return [Token(WORDS[word], word, at, stop, spaced)], stop
    if word in INFINITE and word not in declared:
        return [Token("infinite", "inf", at, stop, spaced)], stop
    if word in NOT_READ and word not in declared:
        raise Unreadable((at, stop), *NOT_READ[word])
    if word == "let" and (not before or before[-1].kind == ";") and _LET.match(text, stop):
        return [Token("let", word, at, stop, spaced)], stop
    if before and before[-1].kind in ("(", ",") and _EQUALS.match(text, stop):
        if before[-1].kind == "," or word in OPTION_WORDS:
            return [Token("option", word, at, stop, spaced)], stop
    called = text[stop : stop + 1] == "("
    if called and word in ELSEWHERE and word not in declared and (declared or len(word) > 2):
        raise Unreadable((at, stop), f"The function `{word}` is not supported.", "It would be read as a product.")
    found = pieces(word, declared, latex, called or text[stop : stop + 2] == " (")
    if called and len(found) > 2 and found[-1][2] == found[-2][2] == "name":
        _check_ending(word, found, at)
    if called and all(kind == "name" for _, _, kind in found):
        _check_spelling(word, found, at, declared)
    if len(found) > 1 and not called and len(word) > 4 and all(b - a == 1 for a, b, _ in found):
        _check_spelling(word, found, at, declared, sure=True)
    out: list[Token] = []
    for start, end, kind in found:
        part = word[start:end]
        gap = spaced and start == 0
        where = (at + start, at + end)
        if kind == "base":
            out.append(Token("_", "_", at + start, at + start + 1, gap))
            kind = "number" if part[1:].isdigit() else "name"
            part, where = part[1:], (at + start + 1, at + end)
        name = (function(part) or part) if kind == "function" else canonical(part) if kind == "name" else part
        out.append(Token(kind, name, *where, gap))
    return out, stop


def _derivative(found: re.Match[str], spaced: bool) -> Token:
    """d/dx or d^2/dx^2 before a bracket: a derivative that is not yet carried out, as our own steps write it."""
    order, name, again, bracket = found.groups()
    if (order or "1") != (again or "1") or not bracket or not 1 <= int(order or 1) <= 9:
        raise Unreadable(found.span(), *TYPE_THE_FUNCTION)
    return Token("derivative", f"{canonical(name)}|{order or 1}", found.start(), found.end(), spaced)


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


def _superscript(run: str, at: int, declared: Collection[str]) -> list[Token]:
    """Raised characters are an exponent: x⁵⁺³ is x^(5+3)."""
    out = [Token("^", run, at, at + len(run)), Token("(", "(", at, at)]
    plain = "".join(SUPERSCRIPTS[c] for c in run)
    for found in re.finditer(r"[0-9]+|[A-Za-z]|[-+()]", plain):
        part = found[0]
        kind = "number" if part.isdigit() else "name" if part.isalpha() else part
        kind, part = ("command", "top") if part == "T" else (kind, part)
        out.append(Token(kind, part, at + found.start(), at + found.end()))
    return [*out, Token(")", ")", at + len(run), at + len(run))]


def _string(text: str, at: int, spaced: bool) -> tuple[list[Token], int]:
    """A text in quotes: the subscripts of einsum."""
    closing = next((k for k in range(at + 1, len(text)) if READ_AS.get(text[k], text[k]) in ("'", '"')), -1)
    if closing < 0:
        raise Unreadable((at, at + 1), "This quotation mark is never closed.", "Close it.")
    return [Token("string", text[at + 1 : closing], at, closing + 1, spaced)], closing + 1


# words of Python's that are signs here
WORDS = {"and": "&", "or": "or", "if": "if", "else": "else", "None": "none", "True": "true", "False": "false"}
INFINITE = frozenset({"inf", "infinity", "Infinity", "oo", "infty"})
NOT_READ = {
    "mod": ("Remainders are not read.", ""),
    "nan": ("This is not a number.", ""), "NaN": ("This is not a number.", ""),
    "not": ("`not` is not read.", "Turn the comparison round."),
}  # fmt: skip
ELSEWHERE = frozenset(  # functions of other systems that would be products of letters here, and their slope zero
    "svd qr lu eig eigh expm logm sqrtm fft ifft dct null orth adj adjugate perm permanent sinc schur cond triu tril "
    "rot flip".split()
)
OPTION_WORDS = frozenset(
    "axis size steps keepdims dim keepdim ddof correction ord shape eps delta alpha a negative_slope".split()
)
