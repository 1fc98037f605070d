"""Requests in free order: "let f(x) = x^3. What's f'(2)?", "take 5 steps on x^2 from 4 with lr 0.1".

What is recognised is taken out piece by piece (a definition, a rate, a start, a point, a variable); of the rest only
words that ask may remain, and one expression. A word that is neither makes it a question for the lessons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from steepest.tutor.expressions import NAME, NUMBER, expression
from steepest.tutor.options import named
from steepest.tutor.task import ORDERS, Task, Want


@dataclass(slots=True)
class Heard:
    """What was taken out of a question so far, and what is left of it."""

    left: str
    body: str = ""  # the expression of a definition
    name: str = "f"  # and the letter that it defines
    wrt: str = ""
    order: int = 0  # how many derivatives a notation such as f'' asked for
    at: dict[str, str] = field(default_factory=dict)
    rate: str = ""
    start: dict[str, str] = field(default_factory=dict)
    steps: int = 0
    want: Want | None = None


def loosely(text: str) -> Task | None:
    """The task in a question whose parts stand in any order; None when a word is left over."""
    heard = Heard(_notation(text))
    checked = _checked(heard.left)
    if checked is not None:
        return checked
    _definition(heard)
    if (claimed := _claimed(heard)) is not None:
        return claimed
    _descent(heard)
    _point(heard)
    _variable(heard)
    _primes(heard)
    heard.want = heard.want or _wanted(heard.left)
    if heard.want is None:
        return None
    if heard.order == 0 and (found := re.search(rf"\b({'|'.join(ORDERS)})\b", heard.left, re.IGNORECASE)):
        heard.order = ORDERS[found[1].lower()]
    rest = _asked_away(heard.left)
    body = (
        heard.body
        if not rest or re.fullmatch(rf"(?:the )?(?:function )?(?:[fgLyhE]|loss|{heard.name})(?:\([\w, ]+\))?", rest)
        else ""
    )
    inner = body or (expression(rest) if rest and not heard.body else None)
    if not inner or (heard.want == "value" and not heard.at):
        return None
    if heard.want == "descent" and not heard.rate:
        return None
    if heard.want == "descent" and heard.at and not heard.start:
        heard.at, heard.start = {}, heard.at
    order = max(1, heard.order) if heard.want == "derivative" else 1
    return Task(heard.want, inner, heard.wrt, order, heard.at, "", heard.rate, heard.start, heard.steps)


# --- notation as words ------------------------------------------------------------------------------------------------


def _notation(text: str) -> str:
    """Derivatives in signs as words, so that one way of reading serves both."""
    text = re.sub(r"\\frac\{(?:d|\\partial)\}\{(?:d|\\partial)\s*(\w)\}", r"derivative by \1 of ", text)
    text = re.sub(r"\bd(?:²|\^2)y\s*/\s*d(\w)(?:²|\^2)", r"second derivative by \1 of y ", text)
    text = re.sub(
        r"(?<!\w)[fgy]('{1,3}) of\b", lambda m: f"{('first', 'second', 'third')[len(m[1]) - 1]} derivative of", text
    )
    text = re.sub(r"(?<=differentiate )(.+) twice\b", r"\1, second", text)
    text = re.sub(r"\bd(?:²|\^2)\s*/\s*d(\w)(?:²|\^2)", r"second derivative by \1 of ", text)
    text = re.sub(r"(?:\bd|∂)\((?P<e>[^=]+)\)\s*/\s*(?:d|∂)(?P<x>\w)\b", r"derivative by \g<x> of \g<e>", text)
    text = re.sub(r"(?:\bd|∂)\s*/\s*(?:d|∂)\s*([a-zA-Z])\b", r"derivative by \1 of ", text)
    if found := re.search(r"(?:\bd|∂)([a-zA-Z])\s*/\s*(?:d|∂)\s*([a-zA-Z])\b", text):
        text = f"{text[: found.start()]}derivative by {found[2]} of f {text[found.end() :]}"
        text = re.sub(rf"(?<![\w']){found[1]}\s*(?:\([a-zA-Z, ]+\))?\s*=\s*(?!=)", "f = ", text, count=1)
    text = re.sub(r"(?:∇|\\nabla)\s*", "gradient of ", text)
    text = re.sub(r"\bfind\s+(?:the )?(?:value of )?[a-zA-Z]\s+(?:that|which|to)\s+(?=minimi|maximi)", "find ", text)
    text = re.sub(r"\b(?:what|which)\s+(?:value of )?[a-zA-Z]\s+(?=minimi|maximi|makes|gives|is|does)", "what ", text)
    return re.sub(r"\bof\s+(?:(?:[fgLy]\s+)?of\s+)+", "of ", text)


# --- taking pieces out ------------------------------------------------------------------------------------------------

_DEFINED = re.compile(
    r"(?:\b(?:let|if|where|for|with|given|when|suppose|take|on|of)\s+)?(?:\b(?:the )?(?:function|loss|curve)\s+)?"
    r"(?<![\w'])(?:(?:[fgLyhE]|loss|cost|function)\s*(?:\([a-zA-Z](?:\s*,\s*[a-zA-Z])*\))?"
    r"|(?P<name>[a-zA-Z])\([a-zA-Z](?:\s*,\s*[a-zA-Z])*\))\s*(?:=|is)\s*(?![=\s])"
)


def _definition(heard: Heard) -> None:
    """`f(x) = …` up to the longest piece that is an expression."""
    found = _DEFINED.search(heard.left)
    if found is None:
        return
    tail = heard.left[found.end() :]
    for stop in sorted({m.start() for m in re.finditer(r"[\s,.;:?]|$", tail)}, reverse=True):
        body = expression(tail[:stop].rstrip(".,;:"))
        if body is not None:
            heard.body, heard.name = body, found["name"] or heard.name
            heard.left = f"{heard.left[: found.start()]} {tail[stop:]}".strip(" ,.;:")
            return


_RATE = re.compile(
    r",?\s*(?:\b(?:with|using|at|if|and|when|for|use|set|by)\s+)?(?:\b(?:a|an|the|my|i use|i set)\s+)*"
    r"(?:\b(?:learning[ -]?rate|rate|lr|step[ -]?size|eta|alpha)|η|α)\s*(?:of|=|is|to|:|was|were)?\s*"
    rf"(?P<rate>{NUMBER})(?![\w.])",
    re.IGNORECASE,
)
_RATE_LAST = re.compile(
    rf"(?<![\w.^*/])(?P<rate>{NUMBER})\s+(?:as )?(?:a |the )?(?:good |ok |safe |bad |suitable )?"
    r"(?:learning[ -]?rate|lr|step[ -]?size)\b",
    re.IGNORECASE,
)
_STEPS = re.compile(
    r",?\s*(?:\b(?:for|in|with|after|and|run|take|do|make)\s+)*\b(?P<n>\d{1,4}|one|two|three|four|five|ten|a single)\s+"
    r"(?:gd |gradient descent )?(?:steps?|iterations?|updates?)\b(?:\s+of)?",
    re.IGNORECASE,
)
_WORDS = {"one": 1, "a single": 1, "four": 4, "two": 2, "three": 3, "five": 5, "ten": 10}
_PAIRS = rf"(?:{NAME}\s*(?:=|is)\s*{NUMBER}(?![\w^*/(])[\s,]*(?:and\s+)?)+"
_START = re.compile(
    r",?\s*(?:\b(?:and|when|if (?:i|we)|with)\s+)?\b(?:(?:start(?:ing|ed|s)?|initial)(?: point| value| guess)?"
    r"|begin(?:ning)?|from)"
    rf"\s*(?:from|at|with|in|of|:|is|=)?\s*(?P<v>{_PAIRS}|{NUMBER}(?![\w^*/(])|\({NUMBER}(?:\s*,\s*{NUMBER})+\))",
    re.IGNORECASE,
)
_ZERO = re.compile(rf",?\s*(?:\b(?:and|with|from)\s+)?\b([a-z])_?0\s*=\s*({NUMBER})(?![\w^*/(])")


def _descent(heard: Heard) -> None:
    """The rate, and with it (or with the words) where to start and how many steps."""
    if found := _RATE.search(heard.left) or _RATE_LAST.search(heard.left):
        heard.rate, heard.want = found["rate"], "descent"
        _cut(heard, found)
        heard.left = re.sub(r"^why (?=does|do|did|would|will)", "", heard.left, flags=re.IGNORECASE)
        heard.left = re.sub(r"\bhow many (?:steps|iterations)\b", "", heard.left, flags=re.IGNORECASE)
    elif not re.search(r"\b(?:gradient )?descent\b", heard.left, re.IGNORECASE):
        return
    if found := _STEPS.search(heard.left):
        heard.steps = _WORDS.get(found["n"].lower()) or int(found["n"])
        _cut(heard, found)
    if found := _ZERO.search(heard.left):
        heard.start = {found[1]: found[2]}
        _cut(heard, found)
    elif found := _START.search(heard.left):
        given = found["v"]
        listed = (
            {str(k): v.strip() for k, v in enumerate(given.strip("()").split(","))} if given[0] == "(" else {"": given}
        )
        heard.start = named(given) or listed
        _cut(heard, found)


_AT = re.compile(
    rf",?\s*\b(?:at|for|when|if|where|with|in|plug|put|substitute)\s+(?:the point\s+)?(?P<v>{_PAIRS})", re.IGNORECASE
)
_AT_PLAIN = re.compile(rf",?\s*\bat\s+(?:the point\s+)?(?P<v>{NUMBER})(?![\w^*/(])", re.IGNORECASE)
_AT_TUPLE = re.compile(rf",?\s*\bat\s+(?:the point\s+)?\((?P<v>{NUMBER}(?:\s*,\s*{NUMBER})+)\)", re.IGNORECASE)


def _point(heard: Heard) -> None:
    if found := _AT.search(heard.left):
        heard.at = named(found["v"])
    elif found := _AT_TUPLE.search(heard.left):
        heard.at = {str(k): v.strip() for k, v in enumerate(found["v"].split(","))}
    elif found := _AT_PLAIN.search(heard.left):
        heard.at = {"": found["v"]}
    else:
        return
    if re.match(r"[\s,]*(?:plug|put|substitute)", found[0], re.IGNORECASE):
        heard.want = "value"
    _cut(heard, found)


def _variable(heard: Heard) -> None:
    by = r",?\s*\b(?:with respect to|w\.?r\.?t\.?|by|in terms of|with regards? to)\s+([a-zA-Z]\w?)\b"
    if found := re.search(by, heard.left):
        heard.wrt = found[1]
        _cut(heard, found)


def _primes(heard: Heard) -> None:
    """f'(2), f''(x), y', f(2) of a function that was defined."""
    if not heard.body:
        return
    name = heard.name
    if subscript := re.search(r"(?<!\w)[fgh](?:_\{?)?([a-z])\}?(?:\([a-z, ]+\))?(?!\w)", heard.left):
        heard.wrt, heard.want = subscript[1], "derivative"
        _cut(heard, subscript)
        return
    if found := re.search(rf"(?<!\w)(?:[fgLyh]|{name})('{{1,3}})(?:\(([a-zA-Z]|{NUMBER})\))?(?!\w)", heard.left):
        heard.order, heard.want = len(found[1]), "derivative"
    elif found := re.search(rf"(?<!\w)(?:[fgLh]|{name})()\(({NUMBER})\)", heard.left):
        heard.want = "value"
    if found:
        if found[2] and not re.fullmatch(r"[a-zA-Z]", found[2]):
            heard.at = {"": found[2]}
        _cut(heard, found)


def _cut(heard: Heard, found: re.Match[str]) -> None:
    heard.left = f"{heard.left[: found.start()]} {heard.left[found.end() :]}".strip(" ,.;:")


# --- what is wanted ---------------------------------------------------------------------------------------------------

_WANTS: tuple[tuple[str, Want], ...] = (
    (
        r"derivatives?|differentiat\w*|derivate|diff|slopes?|steep|rate of change|how fast|how quickly|changing"
        r"|growing|rising",
        "derivative",
    ),
    (r"gradient|grad|partials|partial derivatives|steepest (?:ascent|direction)", "gradient"),
    (r"partial", "derivative"),
    (r"maximi[sz]\w*|max|maximum|largest|highest", "maximum"),
    (r"minimi[sz]\w*|min|minimum|smallest|lowest", "minimum"),
    (r"value|evaluate|what|whats|what's|compute|calculate|find|how much|how big|plug|put|substitute", "value"),
)
_ASKING = frozenset(
    """what what's whats is are be was will would do does did you i we it its the a an of for to me get gets got find
    compute calculate determine evaluate work out tell show give please can could how when if then and that this there
    happen happens happening run take make use apply on in by with at derivative derivatives differentiate
    differentiating derivate diff slope steep function curve graph line tangent loss cost value first second third
    fourth 1st 2nd 3rd 4th order partial gradient descent converge diverge work overshoot explode minimize minimise
    minimizes minimises maximize maximise maximizes maximises minimum maximum min max smallest lowest largest highest
    have has reach point which where let suppose given vector here equal simulate plug put substitute into ok okay good
    safe fine bad stable changing growing rising fast my answer result correctly
    too large big high small low enough as need needs perform performing want trying should would someone help
    following initial update updates global local end ends up land lands
    settle settles quickly minima maxima argmin argmax know exact exactly
    current    grad applied applying doing iterate instantaneous i'm i'd converges diverges required consider
    respect arrive""".split()
)


def _wanted(text: str) -> Want | None:
    """What is asked for; None where two things are (the largest slope): half of a question is not answered."""
    asked = [want for words, want in _WANTS[:-1] if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)]
    if len({"slope" if want in ("derivative", "gradient") else want for want in asked}) > 1:
        return None
    if re.search(r"\bpartial derivatives\b", text, re.IGNORECASE):
        return "gradient"
    return next((want for words, want in _WANTS if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)), None)


def _asked_away(text: str) -> str:
    """The text without the words that ask, at its two ends."""
    words = text.replace("?", " ").replace("!", " ").split()
    while words and _asks(words[0]):
        words.pop(0)
    while words and _asks(words[-1]) and not re.fullmatch(r"[a-zA-Z]", words[-1].strip(",.;:")):
        words.pop()
    return " ".join(words).strip(" ,.;:")


def _asks(word: str) -> bool:
    plain = word.strip(",.;:").lower()
    return plain in _ASKING or not plain


# --- an answer to be checked ------------------------------------------------------------------------------------------

_CLAIM = re.compile(
    r"(?:.{0,40}?\b)?(?:the )?(?P<order>second |third )?(?:derivative|slope)(?: by (?P<x>\w))? of (?P<rest>.+)",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"[\s,.;]*(?:(?:is|am) (?:that|it|this|i) (?:right|correct|ok|true)|right|correct|is that so|true or false)$",
    re.IGNORECASE,
)
_CHECKING = re.compile(
    r"\b(?:check|verify|confirm|prove|show that|true|right|correct|i think|i believe|i got|my answer|is)\b",
    re.IGNORECASE,
)


def _checked(text: str) -> Task | None:
    """A claim to check, "I think the derivative of A is B": two expressions and a word that asks to compare."""
    found = _CLAIM.fullmatch(_ENDING.sub("", text.rstrip("?!. ")))
    if found is None or not _CHECKING.search(text) or re.match(r"(?:what|find|how|which|where)\b", text, re.IGNORECASE):
        return None
    lead = _asked_away(re.sub(_CHECKING, " ", text[: found.start("rest")])).lower()
    if [w for w in re.findall(r"[a-z]+", lead) if w not in _ASKING and len(w) > 1]:
        return None
    for left, right in _splits(found["rest"]):
        a, b = expression(left), expression(right)
        if a is not None and b is not None:
            order = ORDERS[(found["order"] or "first").strip().lower()]
            return Task("check", a, found["x"] or "", order, answer=b)
    return None


def _claimed(heard: Heard) -> Task | None:
    """A claim about a function that was defined: "f(x) = x^3, is f'(x) = 3x^2?"."""
    says = rf"(?:{heard.name}|[fgyh])('{{1,3}})(?:\([a-zA-Z]\))?\s*(?:=|equal to|equals|is|be)\s*(?P<a>.+)"
    found = re.search(rf"(?<!\w){says}", _ENDING.sub("", heard.left)) if heard.body else None
    answer = expression(found["a"]) if found else None
    if (
        found is None
        or answer is None
        or _asked_away(re.sub(_CHECKING, " ", _ENDING.sub("", heard.left)[: found.start()]))
    ):
        return None
    return Task("check", heard.body, "", len(found[1]), answer=answer)


def _splits(text: str) -> Iterator[tuple[str, str]]:
    for m in re.finditer(r"\s+(?:is equal to|equal to|is|equals?|to be|gives)\s+|\s*=\s*", text):
        yield text[: m.start()], text[m.end() :]
