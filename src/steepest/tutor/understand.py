"""From a question to a task, when the engine can answer it; None when it is a question for the lessons.

Strict on purpose: what is left after the words of the request must be read to its end by the reader, and may contain no
word that is not mathematics. A question that is half understood is not computed. What was understood is always echoed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from steepest.calculus.primitives import PRIMITIVES
from steepest.notation.names import GREEK, OTHER_NAMES, function
from steepest.notation.reading import Reading, reading
from steepest.tutor.task import Task
from steepest.tutor.wording import spoken_to_signs, tidied

_NUMBER = r"-?(?:\d+(?:\.\d+)?(?:/\d+)?|\.\d+|pi(?:/\d+)?|-?e)"
_ORDERS = {"first": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "1st": 1}
_OPENING = re.compile(
    r"^(?:(?:hi|hello|hey|please|ok|so|and|now|then|can you|could you|would you|i want to know|i need|tell me|show me|give me|help me"
    r"|what is|what's|what are|whats|what will be|what would be|find|compute|calculate|work out|determine|get|derive"
    r"|how do (?:i|you|we)|how to|the|me)[\s,:]+)+",
    re.IGNORECASE,
)


def understood(question: str, before: Task | None = None) -> Task | None:
    """The task in a question; `before` is what a short follow-up builds on."""
    text = tidied(question).rstrip("?!. ").strip()
    if not text:
        return None
    for pattern, make in _PATTERNS:
        for candidate in dict.fromkeys((text, _OPENING.sub("", text).strip())):
            found = pattern.fullmatch(candidate)
            task = make(found) if found else None
            if task is not None:
                return task
    return _follow_up(text, before) if before is not None else None


def expression(text: str) -> str | None:
    """The text as an expression that the reader accepts, or None when any of it is not mathematics."""
    text = spoken_to_signs(text).strip(" ,:\"'`$").removesuffix(" .").strip()
    text = re.sub(r"^(?:the )?(?:function|loss|expression)\s+(?=\S)", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^(?:y|[fgL]\(\w(?:,\s*\w)*\)|[fgL])\s*=\s*(?!=)", "", text)
    if not text or re.search(r"[=?]", text.replace("==", "").replace("<=", "").replace(">=", "")):
        if "axis" not in text:
            return None
    if any(not _mathematical(word) for word in re.findall(r"[^\W\d_]{2,}", _without_options(text))):
        return None
    if function(text) is not None and function(text) in _OF_ONE:  # "the derivative of relu"
        text = f"{text}(x)"
    found = reading(text, infer=True)
    return text if isinstance(found, Reading) else None


def _without_options(text: str) -> str:
    return re.sub(r"\b(?:axis|keepdims)\s*=|\\[A-Za-z]+", " ", text)


def _mathematical(word: str) -> bool:
    """Is this a function, a Greek letter, or a product of a few letters such as `xy` or `wx`?"""
    if function(word) is not None or word in GREEK or word in OTHER_NAMES or word == "pi":
        return True
    if len(word) == 2:
        return word.lower() not in _SHORT_WORDS
    return word not in _LONG_WORDS and any(function(word[k:]) is not None for k in (1, 2))  # xsin, as in "xsin(x)"


_OF_ONE = frozenset(PRIMITIVES) - {"maximum", "minimum", "where", "hypot", "arctan2", "polygamma"} | {"log", "sqrt"}
_SHORT_WORDS = frozenset(
    "is it in of to at on an as be by do go if me my no or so up us we he am oh ok hi vs ml ai gd lr dx dy dw dl".split()
)
_LONG_WORDS = frozenset("cost coast toast basin span plan slog blog amax amin trace place".split())


# --- the kinds of questions ---------------------------------------------------------------------------------------


def _derivative(m: re.Match[str]) -> Task | None:
    parts = m.groupdict()
    body, wrt, at = _options(parts["e"])
    wrt = parts.get("wrt") or wrt
    inner = expression(body)
    if inner is None:
        return None
    order = _ORDERS.get((parts.get("order") or "first").lower(), 1)
    if parts.get("power"):
        order = int(parts["power"])
    return Task("derivative", inner, wrt=wrt, order=order, at=at)


def _gradient(m: re.Match[str]) -> Task | None:
    body, _, at = _options(m["e"])
    inner = expression(body)
    return None if inner is None else Task("gradient", inner, at=at)


def _value(m: re.Match[str]) -> Task | None:
    body, _, at = _options(m["e"])
    inner = expression(body)
    if inner is None:
        return None
    found = reading(inner, infer=True)
    numbers_only = isinstance(found, Reading) and not found.shapes and not re.search(r"[a-zA-Z]", re.sub(r"[a-zA-Z]{2,}|e", "", inner))
    if not at and not numbers_only:
        return None
    if not at and re.fullmatch(r"[\d.]+", inner):
        return None
    return Task("value", inner, at=at)


def _extreme(m: re.Match[str]) -> Task | None:
    body, _, _ = _options(m["e"])
    inner = expression(re.sub(r"\s+(?:smallest|lowest|minimal|largest|highest|maximal)$", "", body))
    if inner is None:
        return None
    high = re.search(r"max|largest|highest", m[0], re.IGNORECASE)
    return Task("maximum" if high else "minimum", inner)


def _descent(m: re.Match[str]) -> Task | None:
    parts = m.groupdict()
    body = parts["e"]
    steps = re.search(r"\s*,?\s*(?:(?:for|in|with|after)\s+)?(\d{1,4})\s+(?:steps|iterations)\b", body)
    if steps:
        body = body[: steps.start()] + body[steps.end() :]
    start, body = _start(body)
    inner = expression(body.strip(" ,"))
    if inner is None:
        return None
    return Task("descent", inner, rate=parts["rate"], start=start, steps=int(steps[1]) if steps else 0)


def _check(m: re.Match[str]) -> Task | None:
    body, wrt, _ = _options(m["e"])
    inner, answer = expression(body), expression(m["a"])
    if inner is None or answer is None:
        return None
    return Task("check", inner, wrt=wrt, answer=answer)


def _options(text: str) -> tuple[str, str, dict[str, str]]:
    """The expression, the variable and the point that are named after it, in any order."""
    wrt, at = "", dict[str, str]()
    for _ in range(3):
        if found := re.search(r"[\s,]+(?:with respect to|w\.?r\.?t\.?|in terms of|by)\s+([^\W\d_]\w*)$", text):
            wrt, text = found[1], text[: found.start()]
        elif found := re.search(
            rf"[\s,]+(?:at|for|when|if|where|with|in|around)\s+(?:the point\s+)?((?:[^\W\d]\w*\s*(?:=|is|equals)\s*{_NUMBER}[\s,]*(?:and\s+)?)+)$", text
        ):
            pairs = re.findall(rf"([^\W\d]\w*)\s*(?:=|is|equals)\s*({_NUMBER})", found[1])
            at, text = dict(pairs), text[: found.start()]
        elif found := re.search(rf"[\s,]+at\s+({_NUMBER})$", text):
            at, text = {"": found[1]}, text[: found.start()]
        elif found := re.search(rf"[\s,]+at\s+\(({_NUMBER}(?:\s*,\s*{_NUMBER})+)\)$", text):
            at = {str(k): v.strip() for k, v in enumerate(found[1].split(","))}
            text = text[: found.start()]
        else:
            break
    return text.strip(" ,"), wrt, at


def _start(text: str) -> tuple[dict[str, str], str]:
    """Where a descent begins, and the rest."""
    found = re.search(
        rf"[\s,]+(?:(?:if (?:i|we) )?start(?:ing|ed|s)?|beginning|from)\s*(?:from|at|with|in)?\s*((?:[^\W\d]\w*\s*=\s*{_NUMBER}[\s,]*(?:and\s+)?)+|{_NUMBER})", text
    )
    if not found:
        return {}, text
    pairs = dict(re.findall(rf"([^\W\d]\w*)\s*=\s*({_NUMBER})", found[1])) or {"": found[1]}
    return pairs, text[: found.start()] + text[found.end() :]


# --- follow-ups ---------------------------------------------------------------------------------------------------


def _follow_up(text: str, before: Task) -> Task | None:
    """A short question that changes one thing of the one before."""
    rest = re.sub(r"^(?:and|but|ok|now|then|so|what about|how about|what if|what is it|what is the value)[\s,]+", "", text, flags=re.IGNORECASE)
    rest = re.sub(r"^(?:and|what about|how about|what if|it|its)[\s,]+", "", rest, flags=re.IGNORECASE)
    _, wrt, at = _options(f"x {rest}")
    if at and re.fullmatch(r"(?:at|for|when|if|where|with|in)\b.*", rest):
        return replace(before, at=at) if before.want != "descent" else replace(before, start=at)
    if wrt and re.fullmatch(r"(?:with respect to|wrt|w\.r\.t\.|by)\b.*", rest):
        return replace(before, wrt=wrt, at={}) if before.want in ("derivative", "gradient", "check") else None
    if found := re.fullmatch(r"(?:the )?(first|second|third|2nd|3rd)(?: derivative)?", rest, re.IGNORECASE):
        return replace(before, want="derivative", order=_ORDERS[found[1].lower()], at={})
    if re.fullmatch(r"(?:the )?(?:derivative|slope)", rest):
        return replace(before, want="derivative", at={})
    if re.fullmatch(r"(?:the )?gradient", rest):
        return replace(before, want="gradient", at={})
    if found := re.fullmatch(r"(?:the )?(minimum|maximum)", rest):
        return replace(before, want=found[1], at={})  # type: ignore[arg-type]
    if found := re.fullmatch(rf"(?:with |at |if )?(?:a |the )?(?:learning rate|rate|lr|step size|eta|alpha)\s*(?:of|=|is|were|was)?\s*({_NUMBER})", rest):
        return replace(before, want="descent", rate=found[1], at={})
    if before.want == "descent" and (found := re.fullmatch(rf"(?:with )?({_NUMBER})", rest)):
        return replace(before, rate=found[1])
    if found := re.fullmatch(r"(?:for|of|with)\s+(.+)", rest):
        inner = expression(found[1])
        return replace(before, expression=inner, wrt="", at={}, start={}) if inner else None
    return None


_E = r"(?P<e>.+)"
_RATE = rf"(?:(?:a |the |my )?(?:learning[ -]rate|rate|lr|step[ -]?size|eta|alpha|η|α)\s*(?:of|=|is|to|:)?\s*(?P<rate>{_NUMBER}))"
_DESCENT = r"(?:gradient descent|gd|descent|it|training|i|we|you)"


def _p(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


Make = Callable[[re.Match[str]], Task | None]

# The first pattern that fits, and whose expressions can be read, decides. More particular ones stand first.
_PATTERNS: tuple[tuple[re.Pattern[str], Make], ...] = (
    (_p(rf"(?:check (?:my|this|the) (?:answer|work|result|derivative)|is (?:it|this) (?:right|correct|true)|did i get (?:it|this) right)[\s:,]*(?:that )?(?:the )?(?:derivative|slope) of {_E} (?:is|=|equals|gives) (?P<a>.+)"), _check),
    (_p(rf"check (?:my answer|this)?[\s:,]*d\s*/\s*d[a-z]\s*{_E}\s*=\s*(?P<a>.+)"), _check),
    (_p(rf"is (?:the )?(?:derivative|slope) of {_E} (?:equal to|really|just|=|also|the same as) (?P<a>.+)"), _check),
    (_p(rf"is (?P<a>.+?) (?:really )?(?:the |a )?(?:right |correct )?(?:derivative|slope) of {_E}"), _check),
    (_p(rf"(?:i (?:got|get|have|found)|my answer is) (?P<a>.+?) (?:for|as) (?:the )?(?:derivative|slope) of (?P<e>.+?)(?:[,.]\s*(?:is (?:it|that|this) (?:right|correct|ok)|right|correct|ok))?"), _check),
    (_p(rf"(?:is (?:the )?)(?:derivative|slope) of {_E} (?P<a>\S+(?:\s*[-+*/]\s*\S+)*)"), _check),
    (_p(rf"(?:what happens|what will happen|what would happen|what)?\s*(?:if|when|with)?\s*(?:i (?:use|set|choose|take|run gradient descent with)|we use|using|use)?\s*{_RATE}\s*(?:on|for|with|and(?: the)?(?: function| loss)?|when minimi[sz]ing)\s+{_E}"), _descent),
    (_p(rf"(?:what happens|what will happen)?\s*(?:if|when)?\s*(?:i |we )?(?:run |do |use |apply |does |will |would )*(?:{_DESCENT}\s+)?(?:on|to|for|minimi[sz]e|minimi[sz]ing|converge on|diverge on|converge for|diverge for|work on)\s+{_E}?\s*,?\s*(?:with|using|at|if|and|when)\s+{_RATE}(?P<tail>.*)"), lambda m: _with_tail(m)),
    (_p(rf"(?:does|will|would|can) {_DESCENT} (?:converge|diverge|work|overshoot|explode) (?:on|for|with) {_E}?\s*(?:with|using|at|if|and|when) {_RATE}"), _descent),
    (_p(rf"(?:the )?(?P<order>first|second|third|fourth|1st|2nd|3rd|4th)?[\s-]*(?:order )?(?:partial )?derivative (?:of )?{_E}"), _derivative),
    (_p(rf"(?:partial )?derivative (?:with respect to|wrt|w\.r\.t\.|by) (?P<wrt>[^\W\d_]\w*) of {_E}"), _derivative),
    (_p(rf"(?:do i |do you |i |you |we )?(?:differentiate|derive|take the derivative of|diff)\s+{_E}"), _derivative),
    (_p(rf"d\^?(?P<power>[2-4])?\s*/\s*d(?P<wrt>[a-zA-Z])(?:\^?[2-4])?\s*(?:of )?{_E}"), _derivative),
    (_p(rf"(?:∂|\\partial)\s*/\s*(?:∂|\\partial)\s*(?P<wrt>[a-zA-Z])\s*(?:of )?{_E}"), _derivative),
    (_p(rf"\((?P<e>.+)\)'"), _derivative),
    (_p(rf"(?:the )?(?:slope|steepness|rate of change) of (?:the )?(?:tangent (?:line )?(?:to|of) )?{_E}"), _derivative),
    (_p(rf"how (?:steep|fast) is {_E}"), _derivative),
    (_p(rf"(?:the )?(?:gradient|grad|nabla|∇|partial derivatives|partials)(?: of)? {_E}"), _gradient),
    (_p(rf"(?:the )?(?:minimum|min|maximum|max|lowest point|highest point|smallest value|largest value)(?: value)? of {_E}"), _extreme),
    (_p(rf"(?:minimi[sz]e|maximi[sz]e) {_E}"), _extreme),
    (_p(rf"(?:where|for which \w+|at which \w+|when) (?:is|does|has) {_E} (?:smallest|lowest|minimal|largest|highest|maximal|at (?:its|a) (?:minimum|maximum))"), _extreme),
    (_p(rf"where (?:is|does) {_E} (?:have|has|at|reach) (?:its |a )?(?:minimum|maximum|min|max)"), _extreme),
    (_p(rf"(?:the )?(?:value of|evaluate|how (?:much|big|large) is)\s+{_E}"), _value),
    (_p(rf"{_E}"), _value),
)  # fmt: skip


def _with_tail(m: re.Match[str]) -> Task | None:
    task = _descent(m)
    if task is None or not (m["tail"] or "").strip():
        return task
    start, rest = _start(f" {m['tail']}")
    steps = re.fullmatch(r"[\s,]*(?:for|in|after|and)?\s*(\d{1,4}) (?:steps|iterations)[\s,]*", rest)
    if rest.strip(" ,") and not steps:
        return None
    return replace(task, start=start or task.start, steps=int(steps[1]) if steps else task.steps)
