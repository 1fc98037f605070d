"""From text to tokens: characters, numbers, runs of letters taken apart, LaTeX commands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from fractions import Fraction

from steepest.notation.latex_words import command
from steepest.notation.lettering import ACCENTS, LETTER, LETTERS, RUN, lettered
from steepest.notation.limits import TOKENS, check_characters, too_much
from steepest.notation.names import SUBSCRIPTS, SUPERSCRIPTS, canonical
from steepest.notation.tokens import (
    NO_INFINITY,
    QUOTES,
    READ_AS,
    SPACES,
    TYPE_THE_FUNCTION,
    VULGAR,
    Token,
    plainly,
    strange,
)
from steepest.notation.unreadable import Unreadable

_NUMBER = re.compile(r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+\-−]?[0-9]+)?")
_PLAIN_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_SUPERS = re.compile(f"[{''.join(SUPERSCRIPTS)}]+")
_SUBS = re.compile(f"[{''.join(SUBSCRIPTS)}]+")
_SIGN = re.compile(r"\*\*|//|<=|>=|==|!=|=>|->|=<|<>|:=|&&|\.\*|\./|\.\^|\.'|[-+*/@^(){}\[\]|,;:=<>!'·⊙⊗‖&_\\]")
_KINDS = {"**": "^", "&&": "&", ".*": "⊙", "./": "/", ".^": "^", ".'": "'"}
_COMMAND = re.compile(r"\\[A-Za-z]{2}")
_HEAD = re.compile(r"lambda\s+[^\W\d]\w*(?:\s*,\s*[^\W\d]\w*)*\s*:|return\s+(?=\S)")
_ENDED = re.compile(r"[^\s.;]\s*[.;]$")  # x^2; and sin(x). but not 2..
_TIE = re.compile(r"[-+*/^(= ]~|.~\s*[-+*/^)= ]", re.DOTALL)  # a tie of TeX's beside a sign
_MAXIMA = re.compile(r"%(pi|e)(?![A-Za-z])")
_DERIVATIVE = re.compile(rf"[d∂](?:\^(\d))?/[d∂]([{LETTERS}]\w*?)(?:\^(\d))?(?:(?=(\[))|(?![\w^]))")
_LATEX = re.compile(r"\\(?:[A-Za-z]{2}|[,;:!>|{}%&$#_\\])|[\^_]\{|^\s*\\[(\[]")
_SLOPE = re.compile(r"[d∂][A-Za-z]/[d∂][A-Za-z](?![A-Za-z0-9_])")
_OPERANDS = frozenset({"number", "name", "attribute", ")", "]", "}", "|", "‖", "|close", "‖close", "'", "string"})


def is_latex(text: str) -> bool:
    r"""Does a backslash command show that this is LaTeX? A backslash alone is MATLAB's A \ b."""
    return _LATEX.search(text) is not None


def scan(text: str, declared: Collection[str] = (), latex: bool = False) -> list[Token]:
    """The tokens of a text, with an `end` token last."""
    check_characters(text)
    text = plainly(text)
    tokens: list[Token] = []
    passed_over = set[int]()
    at, last = _bounds(text, latex)
    spaced = False
    while at < last:
        c = text[at]
        if c in SPACES or at in passed_over or (c == "~" and (latex or _TIE.match(text, at - 1))):
            spaced = spaced or at not in passed_over
            at += 1
            continue
        if c == "\\" and latex:
            more, at, brace = command(text, at, spaced, declared)
            passed_over.add(brace)
        else:
            more, at = _next(text, at, spaced, tokens, declared, latex)
        if more and more[0].kind == "infinite" and not _says_which(tokens):
            message, hint = NO_INFINITY
            hint = "It can say which norm: norm(x, inf)." if "norm" in text or declared else hint
            raise Unreadable((more[0].start, more[0].stop), message, hint)
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


def _bounds(text: str, latex: bool) -> tuple[int, int]:
    """Where the expression begins and ends: without the dollar signs, quotation marks or the full stop of a document,
    and without the head of a Python function.
    """
    at, last = 0, len(text)
    while True:
        at += len(text[at:last]) - len(text[at:last].lstrip())
        last = at + len(text[at:last].rstrip())
        body = text[at:last]
        quoted = len(body) > 2 and body[-1] == QUOTES.get(body[0]) and body.count(body[-1]) == 1 + (body[0] == body[-1])
        if len(body) > 1 and body[0] == body[-1] == "$":
            inside = body.strip("$")
            at, last = at + body.index(inside), at + body.index(inside) + len(inside)
        elif quoted:
            at, last = at + 1, last - 1
        elif (head := _HEAD.match(text, at, last)) is not None:
            at = head.end()
        elif (_ENDED.search(body) and not body.startswith("let")) or (latex and body.endswith(",")):
            last -= 1
        else:
            return at, last


def _next(
    text: str, at: int, spaced: bool, before: list[Token], declared: Collection[str], latex: bool
) -> tuple[list[Token], int]:
    """The token or tokens that begin here, and where they end."""
    c = text[at]
    after_operand = bool(before) and before[-1].kind in _OPERANDS
    if c == "." and after_operand and text[at + 1 : at + 2].isalpha() and before[-1].kind != "number":
        found = RUN.match(text, at + 1)
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
    if accented := _accented(text, at):
        name, stop = accented
        return [Token("name", name, at, stop, spaced)], stop
    run = RUN.match(text, at)
    if run:
        return lettered(text, run[0], at, spaced, before, declared, latex)
    if c in VULGAR and before and before[-1].stop == at and before[-1].text.isdigit():  # 1½
        whole = before.pop()
        mixed = str(int(whole.text) + Fraction(VULGAR[c]))
        return [Token("number", mixed, whole.start, at + 1, whole.spaced)], at + 1
    if c in VULGAR:
        return [Token("number", VULGAR[c], at, at + 1, spaced)], at + 1
    supers = _SUPERS.match(text, at)
    if supers:
        return _superscript(supers[0], at, declared), supers.end()
    if c in "√∛∜":
        return [Token("root", {"√": "2", "∛": "3", "∜": "4"}[c], at, at + 1, spaced)], at + 1
    if c == '"' or (c in "'“" and before and before[-1].kind in ("(", ",", "=")):
        return _string(text, at, spaced)
    subs = _SUBS.match(text, at)
    summed = bool(before) and before[-1].kind == "command" and before[-1].text in ("sum", "prod")
    if subs and (after_operand or summed):
        below = "".join(SUBSCRIPTS[s] for s in subs[0])
        kind = "number" if below.isdigit() else "name"
        return [Token("_", "_", at, at), Token(kind, below, at, subs.end())], subs.end()
    if c in "∑∏":
        return [Token("command", {"∑": "sum", "∏": "prod"}[c], at, at + 1, spaced)], at + 1
    if c == "\\" and (not after_operand or _COMMAND.match(text, at)):
        raise strange(text, at)
    constant = _MAXIMA.match(text, at)
    if constant:
        return [Token("name", constant[1], at, constant.end(), spaced)], constant.end()
    sign = _SIGN.match(text, at)
    if sign:
        kind = _KINDS.get(sign[0], sign[0])
        return [Token(kind, sign[0], at, sign.end(), spaced)], sign.end()
    if c == "∞":
        return [Token("infinite", "inf", at, at + 1, spaced)], at + 1
    if c in READ_AS:
        return [Token(READ_AS[c], c, at, at + 1, spaced)], at + 1
    raise strange(text, at)


def _accented(text: str, at: int) -> tuple[str, int] | None:
    """A letter with a mark above it, in one character or two: ŷ is y_hat."""
    parts = unicodedata.normalize("NFD", text[at : at + 1])
    stop = at + 1
    if len(parts) == 1 and text[stop : stop + 1] in ACCENTS:
        parts, stop = text[at : stop + 1], stop + 1
    if len(parts) != 2 or parts[1] not in ACCENTS or not LETTER.fullmatch(parts[0]):
        return None
    return f"{canonical(parts[0])}_{ACCENTS[parts[1]]}", stop


def _derivative(found: re.Match[str], spaced: bool) -> Token:
    """d/dx or d^2/dx^2 before a bracket: a derivative that is not yet carried out, as our own steps write it."""
    order, name, again, bracket = found.groups()
    if (order or "1") != (again or "1") or not bracket or not 1 <= int(order or 1) <= 9:
        raise Unreadable(found.span(), *TYPE_THE_FUNCTION)
    return Token("derivative", f"{canonical(name)}|{order or 1}", found.start(), found.end(), spaced)


def _superscript(run: str, at: int, declared: Collection[str]) -> list[Token]:
    """Raised characters are an exponent: x⁵⁺³ is x^(5+3), and e⁻ˣ² is e^(-x^2)."""
    out = [Token("^", run, at, at + len(run)), Token("(", "(", at, at)]
    plain = "".join(SUPERSCRIPTS[c] for c in run)
    for found in re.finditer(r"[0-9]+|[A-Za-z]|[-+()]", plain):
        part = found[0]
        kind = "number" if part.isdigit() else "name" if part.isalpha() else part
        kind, part = ("command", "top") if part == "T" else (kind, part)
        if kind == "number" and out[-1].kind in ("name", ")"):
            out.append(Token("^", "^", at + found.start(), at + found.start()))
        out.append(Token(kind, part, at + found.start(), at + found.end()))
    return [*out, Token(")", ")", at + len(run), at + len(run))]


def _string(text: str, at: int, spaced: bool) -> tuple[list[Token], int]:
    """A text in quotes: the subscripts of einsum."""
    closing = next((k for k in range(at + 1, len(text)) if READ_AS.get(text[k], text[k]) in ("'", '"')), -1)
    if closing < 0:
        raise Unreadable((at, at + 1), "This quotation mark is never closed.", "Close it.")
    return [Token("string", text[at + 1 : closing], at, closing + 1, spaced)], closing + 1
