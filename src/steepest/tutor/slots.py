"""What a question says beside its expression, wherever it stands: a definition, a rate, a start, a point, a variable.

>>> heard("at x = 1 what is the slope of x^2").at
{'x': '1'}
>>> heard("at x = 1 what is the slope of x^2").left
'what is the slope of x^2'
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from steepest.notation.names import GREEK, GREEK_LETTERS
from steepest.tutor.expressions import NUMBER, expression
from steepest.tutor.signs import as_words
from steepest.tutor.task import ORDERS


@dataclass(slots=True)
class Heard:
    """What was taken out of a question, and what is left of it."""

    left: str
    body: str = ""  # the expression of a definition
    name: str = "f"  # and the letter that it defines
    of: tuple[str, ...] = ()  # and its variables: L(w, b)
    wrt: str = ""
    order: int = 0  # 0: not said
    held: tuple[str, ...] = ()  # what is to be held fixed
    at: dict[str, str] = field(default_factory=dict)
    rate: str = ""
    start: dict[str, str] = field(default_factory=dict)
    steps: int = 0
    domain: bool = False  # a condition such as x > 0 was said
    value: bool = False  # a value was asked for by f(2), or by "plug in"
    slope: bool = False  # a derivative was asked for by f'(2), or by f_x


def heard(text: str) -> Heard:
    """The question with every slot taken out of it."""
    out = Heard(as_words(text))
    for take in _SLOTS:
        take(out)
    for where in (out.at, out.start):  # f(y, x) at (1, 2): in the order of the definition
        if out.of and set(where) == {str(k) for k in range(len(out.of))}:
            for k, name in enumerate(out.of):
                where[name] = where.pop(str(k))
    out.wrt = ",".join(_spelt(name) for name in out.wrt.split(","))
    out.of, out.held = tuple(map(_spelt, out.of)), tuple(map(_spelt, out.held))
    out.at, out.start = ({_spelt(name): v for name, v in where.items()} for where in (out.at, out.start))
    return out


def _spelt(name: str) -> str:
    """A variable as the reader names it: θ is theta."""
    return GREEK_LETTERS.get(name[:1], name[:1]) + name[1:]


# --- numbers and points -----------------------------------------------------------------------------------------------

VARIABLE = rf"(?:{'|'.join(sorted(GREEK, key=len, reverse=True))}|[a-zA-Zα-ωΑ-Ω])(?:_?\d{{1,2}})?"
_NOUN = (
    r"(?:(?:the|a|both|each|of)\s+)*"
    r"(?:(?:weights?|bias(?:es)?|parameters?|variables?|inputs?|slope|intercept|matrix|vector)\s+)?"
)
# A number ends here: no digit, letter, sign or second factor follows, so that "x = 2 y" and "x = 1.5x" are no points.
_END = r"(?!\.?\w)(?!\s*[*/^(+])(?!\s+-\s)(?!-)(?!\s+(?![aI]\b)[a-zA-Z]\d?\b(?!\s*(?:=|is\b|equals)))"
_IS = r"\s*(?:=|is\s+equal\s+to|is|equals?)\s*"
_PAIR = rf"(?<!\w){VARIABLE}{_IS}{NUMBER}{_END}"
_PAIRS = rf"{_PAIR}(?:(?:\s*,\s*and\b|\s*,|\s+and\b|\s*;)?\s*{_PAIR})*"
_TUPLE = rf"[(\[]\s*{NUMBER}(?:\s*,\s*{NUMBER})+\s*[)\]]"
_NAMED_TUPLE = rf"\(\s*{VARIABLE}(?:\s*,\s*{VARIABLE})+\s*\)\s*=\s*{_TUPLE}"
_POINT = rf"(?:{_NAMED_TUPLE}|\(\s*{_PAIRS}\s*\)|{_PAIRS}|{_TUPLE}|the origin\b|{NUMBER}{_END})"
_MANY = 9  # at the origin, so many variables are zero


def place(text: str) -> dict[str, str]:
    """A point as data: names to values; "" is the only variable, "0", "1" … are variables in order."""
    if text.startswith("the origin"):
        return {str(k): "0" for k in range(_MANY)}
    pairs = dict(re.findall(rf"({VARIABLE}){_IS}({NUMBER})", text))
    values = re.findall(NUMBER, re.sub(r".*=", "", text)) if text[0] in "([" else []
    if re.match(r"\([^()=]*\)\s*=", text):
        return dict(zip(re.findall(VARIABLE, text[: text.index(")")]), values, strict=False))
    return pairs or ({str(k): v for k, v in enumerate(values)} if values else {"": text.strip()})


# --- the slots --------------------------------------------------------------------------------------------------------

_OF = rf"(?P<of>\({VARIABLE}(?:\s*,\s*{VARIABLE})*\))"
_DEFINED = re.compile(
    r"(?P<lead>\b(?:let|if|where|for|with|given|when|suppose|take|on|of|consider|assume|say"
    r"|(?:with|by) (?:the )?(?:rule|formula|equation)|(?:is )?(?:defined|given) (?:by|as))\s+(?:that\s+)?)?"
    r"(?P<noun>\b(?:the |its |a )?(?:(?:cost|loss|objective) function|function|loss|curve|cost|objective|model|line"
    r"|parabola|position|distance|height|temperature|population|profit|revenue|error)\s+(?:is\s+)?)?"
    rf"(?<![\w'])(?:(?P<name>(?!e\b)[a-zA-Zσφψℓ](?:_?\d)?)|(?:the )?(?:loss|cost|function|objective))\s*{_OF}?\s*"
    r"(?P<sign>=|is|equals|:)\s*(?![=\s])"
)


def _definition(h: Heard) -> None:
    """`f(x) = …` up to the longest piece that is an expression; "y = 1" is a point, and f(x) = 5 is none."""
    for found in _DEFINED.finditer(h.left):
        tail, name = h.left[found.end() :], found["name"] or ""
        told = found["noun"] or not name or (found["lead"] if found["sign"] in ("is", "equals") else "(" in found[0])
        if found["sign"] != "=" and not told:
            continue
        for stop in sorted({m.start() for m in re.finditer(r"[\s,.;:?]|$", tail)}, reverse=True):
            piece = tail[:stop].rstrip(".,;:")
            article = re.search(r"\s[aI]$", piece) and re.match(r"\s+[a-z]{2,}", tail[stop:])  # "e^(-x) a convex …"
            body = None if article else expression(piece)
            if body is None or (re.fullmatch(rf"{NUMBER}|[^a-zA-Zα-ω]*", body) and "(" not in found[0]):
                continue
            said = re.search(r"\((\w)\)\s*[=:]?\s*$|\((\w)\)\s+is\s*$", found[0])
            if said and re.search(rf"(?<![a-zA-Z]){said[1] or said[2]}\d", body):  # f(x) = x3 - 3x2: powers were lost
                continue
            if name and re.search(rf"(?<!\w){name}(?!\w)", body):  # y = y^2 + x defines nothing
                continue
            h.body, h.name = body, name if len(name) == 1 else h.name
            h.of = tuple(re.findall(VARIABLE, found["of"] or ""))
            h.left = _joined(h.left[: found.start()], tail[stop:])
            return


_RATE = re.compile(
    r"(?:\b(?:with|using|at|if|and|when|for|use|set|by)\s+)*(?:\b(?:a|an|the|my|our|its|i use|i set)\s+)*"
    r"(?:\b(?:learning[ _-]?rate|rate|lr|step[ _-]?(?:size|length)|stepsize|step(?= of\b)|eta|alpha)|η|α)"
    r"\s*(?:of|=|is|to|:|was|were|set to|equal to)?\s*"
    rf"(?P<rate>{NUMBER})(?![\w^])(?!\.\d)",
    re.IGNORECASE,
)
_RATE_LAST = re.compile(
    rf"(?<![\w.^*/])(?P<rate>{NUMBER})\s+(?:as )?(?:a |the )?(?:good |ok |safe |bad |suitable )?"
    r"(?:learning[ -]?rate|lr|step[ -]?size)\b",
    re.IGNORECASE,
)


def _rate(h: Heard) -> None:
    found = _RATE.search(h.left) or _RATE_LAST.search(h.left)
    if found is None:
        return
    symbol = re.search(r"\b(?:eta|alpha)\b|[ηα]", found[0], re.IGNORECASE)
    rest = h.left[: found.start()] + h.left[found.end() :] + h.body
    if symbol and symbol[0] in rest:  # a variable of this name, not the rate
        return
    h.rate = found["rate"]
    _cut(h, found)


_COUNTS = {w: k for k, w in enumerate("one two three four five six seven eight nine ten".split(), 1)} | {
    "a single": 1, "another": 1, "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "next": 1,
}  # fmt: skip
_STEPS = re.compile(
    r"(?:\b(?:for|in|with|after|and|run|take|do|make|the|perform|first|compute)\s+)*"
    rf"\b(?P<n>\d{{1,4}}|{'|'.join(_COUNTS)})\s+"
    r"(?:(?:gd|gradient[ -]descent|descent|weight|parameter|full)\s+)*"
    r"(?:steps?|iterations?|updates?|iterates?|weight|values?|points?|parameters?)\b(?:\s+of\b)?(?:\s+[a-z]\b(?=\s*(?:[,.?]|$)))?",
    re.IGNORECASE,
)


def _steps(h: Heard) -> None:
    found = _STEPS.search(h.left) if _descends(h) else None
    if found and (
        found["n"].isdigit() or not re.search(r"values?|points?|parameters?|weight", found[0]) or found["n"] == "next"
    ):
        h.steps = int(found["n"]) if found["n"].isdigit() else _COUNTS[found["n"].lower()]
        _cut(h, found)


_ZEROTH = re.compile(
    r"(?:\b(?:and|with|from|at|start(?:ing)? (?:at|from)|(?:the )?starting point)\s+)*"
    rf"\b([a-z])(?:_?0|\(0\)|\^\(0\))\s*=\s*(?P<v>{NUMBER}{_END}|{_TUPLE})"
)
_START = re.compile(
    r"(?:\b(?:and|when|if|i|we|you|it|with|from|at|the|an?|initially)\s+)*"
    r"(?:\b(?:start(?:ing|ed|s)?|initial(?:i[sz](?:e|ed|ing))?|begin(?:ning|s)?|current(?:ly)?)\b"
    r"(?:\s+(?:points?|values?|guess(?:es)?|position|weights?|parameters?|estimate))?|\bfrom\b|\bweight(?=\s+is\b))"
    rf"\s*(?:from|at|with|in|of|:|is|=|point)?\s*(?:the point\s+)?(?P<v>{_POINT})",
    re.IGNORECASE,
)


def _start(h: Heard) -> None:
    """Where a descent begins."""
    if not _descends(h):
        return
    if found := _ZEROTH.search(h.left):
        h.start = place(found["v"]) if found["v"][0] in "([" else {found[1]: found["v"]}
        _cut(h, found)
    elif found := _START.search(h.left):
        h.start = place(found["v"])
        _cut(h, found)


_AT = re.compile(
    r"(?:\b(?:evaluated|and|but|only|taken)\s+)*"
    r"\b(?P<how>at|for|when|if|where|with|in|and|around|near|given|plug(?:ging)?(?: in)?|put(?:ting)?"
    r"|substitut(?:e|ing)|let|say)"
    rf"\s+(?:the point\s+|point\s+|we have\s+)?(?P<v>{_POINT})",
    re.IGNORECASE,
)
_AT_FIRST = re.compile(rf"(?:^|[,;.:])\s*(?P<v>{_PAIRS})\s*(?:[,;:?]|\.(?!\d)|$)")
_AT_LAST = re.compile(rf"[,;.:?]\s*(?P<v>{_PAIRS}|{_TUPLE})\s*$")  # "… at the given point. x^5, (2, 32)"


def _point(h: Heard) -> None:
    for found in _AT.finditer(h.left):
        plain = re.fullmatch(NUMBER, found["v"].strip()) or found["v"][0] in "(["
        if plain and found["how"].lower() not in ("at", "around", "near"):
            continue
        h.at = place(found["v"])
        h.value = found["how"].lower()[:3] in ("plu", "put", "sub")
        _cut(h, found)
        return
    first = _AT_FIRST.search(h.left) or (_AT_LAST.search(h.left) if re.search(r"\bpoint\b", h.left) else None)
    if first:
        h.at = place(first["v"])
        _cut(h, first)


_BY = re.compile(
    r"\b(?:with respects? to|w\.?\s?r\.?\s?t\.?|by|in terms of|with regards? to|in respect to|relative to)\s+"
    rf"\\?(?P<names>{_NOUN}{VARIABLE}(?![\w(^'])(?:\s*(?:,|\band\b|,\s*and\b)\s*{_NOUN}{VARIABLE}(?![\w(^']))*)"
)


def _variable(h: Heard) -> None:
    if found := _BY.search(h.left):
        bare = re.sub(_NOUN, "", found["names"])
        names = [n for n in re.split(r"\s*(?:,|\band\b)\s*", bare) if n]
        h.wrt = ",".join(dict.fromkeys(n.strip() for n in names))
        _cut(h, found)


_HELD = re.compile(
    r",?\s*(?i:\b(?:while |by |and |with )?(?:treat(?:ing)?|hold(?:ing)?|keep(?:ing)?|regard(?:ing)?|with))\s+"
    rf"(?P<names>{VARIABLE}(?:\s*(?:,|\band\b)\s*{VARIABLE})*)\s+(?:as (?:an? )?|held |kept )?(?:constants?|fixed)\b"
)


def _fixed(h: Heard) -> None:
    """`treating y as a constant`: it says by what one does not differentiate."""
    if found := _HELD.search(h.left):
        h.held = tuple(re.split(r"\s*(?:,|\band\b)\s*", found["names"]))
        _cut(h, found)


def _primes(h: Heard) -> None:
    """f'(2), f''(x), y', f_x, f(2) of a function that was defined."""
    if not h.body:
        return
    letters = f"[fgLyh{h.name}]"
    found = re.search(rf"(?<!\w)[fghz](?:_\{{?)?([a-z])\}}?(?:\([a-z, ]+\)|({_TUPLE}))?(?!\w)", h.left)
    if found and found[1] in h.body:  # f_x, where x is in it
        h.wrt, h.slope = found[1], True
        h.at = place(found[2]) if found[2] else h.at
    elif found := re.search(
        rf"(?<!\w){letters}('{{1,3}})(?:\(([a-zA-Z]|{NUMBER})\))?(?!\w)(?!.*(?:=|\bis\b|equal))", h.left
    ):
        h.order, h.slope = len(found[1]), True
        if found[2] and not re.fullmatch(r"[a-zA-Z]", found[2]):
            h.at = {"": found[2]}
    elif found := re.search(rf"(?<!\w){letters}\(({NUMBER}(?:\s*,\s*{NUMBER})*)\)", h.left):
        h.value = not re.search(r"slope|derivative|gradient|steep", h.left)
        h.at = place(f"({found[1]})") if "," in found[1] else {"": found[1]}
    if found:
        _cut(h, found)


_DOMAIN = re.compile(
    r",?\s*[(\[]?\b(?:for|where|if|with|when|assuming|given|and|on)?\s*(?:all|every|any|real|positive|nonzero|non-zero)*\s*"
    rf"(?<!\w){VARIABLE}\s*(?:>=|<=|!=|>|<|≥|≤|≠)\s*{NUMBER}[)\]]?(?!\s*[*/^(+\w])"
    rf"|,?\s*\bfor (?:positive|negative|nonzero) {VARIABLE}\b(?!\w|\s*=)"
)


def _domain(h: Heard) -> None:
    """`for x > 0`: it changes no derivative; it may change where a minimum is."""
    if found := _DOMAIN.search(h.left):
        h.domain = True
        _cut(h, found)


_ORDINAL = rf"\b({'|'.join(ORDERS)})(?=[\s-]*(?:order|partial|derivative|derivate|diff)|\s*$|\s*[,;]|\s+(?:of|by)\b)"


def _order(h: Heard) -> None:
    if h.order == 0 and (found := re.search(_ORDINAL, h.left, re.IGNORECASE)):
        h.order = ORDERS[found[1].lower()]
        _cut(h, found)


_SLOTS: tuple[Callable[[Heard], None], ...] = (
    _definition, _rate, _steps, _start, _domain, _fixed, _point, _variable, _primes, _order,
)  # fmt: skip


def _descends(h: Heard) -> bool:
    return bool(h.rate or re.search(r"\bdescent\b", h.left, re.IGNORECASE))


def _cut(h: Heard, found: re.Match[str]) -> None:
    h.left = _joined(h.left[: found.start()], h.left[found.end() :])


def _joined(before: str, after: str) -> str:
    return re.sub(r"\s+", " ", f"{before.rstrip(' ,;:')} {after.lstrip()}").strip(" ,.;:")
