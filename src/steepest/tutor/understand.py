"""From a question to a task, when the engine can answer it; None when it is a question for the lessons.

Strict on purpose: what is left after the words of the request must be read to its end by the reader, and may contain no
word that is not mathematics. A question that is half understood is not computed. What was understood is always echoed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from steepest.notation.reading import Reading, reading
from steepest.tutor.expressions import NUMBER, expression
from steepest.tutor.follow import follow_up
from steepest.tutor.loosely import loosely
from steepest.tutor.options import options, start, steps
from steepest.tutor.task import ORDERS, Task
from steepest.tutor.wording import corrected, tidied, unframed
from steepest.tutor.work import holds

Make = Callable[[re.Match[str]], Task | None]


def understood(question: str, before: Task | None = None) -> Task | None:
    """The task in a question; `before` is what a short follow-up builds on."""
    text = plainly(question)
    if not text:
        return None
    for pattern, make in PATTERNS:
        for candidate in dict.fromkeys((text, OPENING.sub("", text).strip())):
            found = pattern.fullmatch(candidate)
            task = make(found) if found else None
            if task is not None:
                return task
    return loosely(text) or (follow_up(text, before) if before is not None else None)


def plainly(question: str) -> str:
    """The question as the patterns take it: tidied, spelt right, without the words about the method."""
    return unframed(corrected(tidied(question)).rstrip("?!.= ")).rstrip("?!.= ").strip()


# --- what each kind of request becomes ----------------------------------------------------------------------------


def _derivative(m: re.Match[str]) -> Task | None:
    said = m.groupdict()
    body, wrt, at = options(said["e"])
    inner = expression(body)
    if inner is None:
        return None
    order = int(said.get("power") or 0) or ORDERS[(said.get("order") or "first").lower()]
    return Task("derivative", inner, wrt=said.get("wrt") or wrt, order=order, at=at)


def _gradient(m: re.Match[str]) -> Task | None:
    body, _, at = options(m["e"])
    if rest := m.groupdict().get("tail"):
        left, _, at = options(f"x {rest}")
        if left != "x":
            return None
    inner = expression(body)
    return None if inner is None else Task("gradient", inner, at=at)


def _value(m: re.Match[str]) -> Task | None:
    body, _, at = options(m["e"])
    inner = expression(body)
    if inner is None or re.fullmatch(r"[\d.]+", inner):
        return None
    found = reading(inner, infer=True)
    return Task("value", inner, at=at) if at or (isinstance(found, Reading) and not _letters(inner)) else None


def _letters(text: str) -> list[str]:
    """The single letters of a text that are no constant: its variables."""
    return [c for c in re.findall(r"(?<![a-zA-Z\\])[a-zA-Zα-ω](?![a-zA-Z])", text) if c not in ("e", "π")]


def _extreme(m: re.Match[str]) -> Task | None:
    inner = expression(options(m["e"])[0])
    if inner is None:
        return None
    return Task("maximum" if re.search(r"max|largest|highest|how high", m[0], re.IGNORECASE) else "minimum", inner)


def _descent(m: re.Match[str]) -> Task | None:
    """A descent; what is said after the rate may only be where to start and how many steps."""
    count, body = steps(f" {m['e']} ")
    first, body = start(body)
    tail = m.groupdict().get("tail") or ""
    more, tail = steps(tail)
    second, tail = start(f" {tail}")
    inner = expression(body.strip(" ,"))
    if inner is None or tail.strip(" ,"):
        return None
    return Task("descent", inner, rate=m["rate"], start=first or second, steps=count or more)


def _check(m: re.Match[str]) -> Task | None:
    body, wrt, _ = options(m["e"])
    inner, answer = expression(body), expression(m["a"])
    return (
        None
        if inner is None or answer is None
        else Task("check", inner, wrt=m.groupdict().get("wrt") or wrt, answer=answer)
    )


def _side_by_side(m: re.Match[str]) -> Task | None:
    """Two expressions with only a blank between: the split that makes the claim true, else the shortest function."""
    found = []
    for blank in re.finditer(r" ", m["both"]):
        inner, answer = expression(m["both"][: blank.start()]), expression(m["both"][blank.end() :])
        if inner is not None and answer is not None:
            found.append(Task("check", inner, answer=answer))
    return next((task for task in found if holds(task)), found[0] if found else None)


def _convexity(m: re.Match[str]) -> Task | None:
    inner = expression(m["e"])
    return None if inner is None else Task("convexity", inner)


# --- the table ----------------------------------------------------------------------------------------------------

OPENING = re.compile(
    r"^(?:(?:hi|hello|hey|please|ok|so|and|now|then|can you|could you|would you|i want to know|i need|tell me|show me"
    r"|give me|help me|what is|what's|what are|whats|what will be|what would be|find|compute|calculate|work out"
    r"|determine|get|derive|how (?:do|would|can|could|should|does) (?:i|you|we|one)|how to|the|me|to|i (?:need"
    r"|want|have|am trying)"
    r"|i'm trying|i'd like|i would like|can (?:someone|anyone|anybody|somebody)|could (?:someone|anyone)"
    r"|someone|anyone|help"
    r"|help (?:me )?with|solve for|do you know|quick question|state|write(?: down)?|take|let's|to me|thanks"
    r"|question|with|on|stuck on|i'm|i am|just|struggling with|stuck with|having trouble with)[\s,:]+)+",
    re.IGNORECASE,
)
_OF = r"(?:derivative|slope) of"
_RIGHT = r"(?:[,.]\s*(?:is (?:it|that|this) (?:right|correct|ok)|right|correct|ok))?"
_RATE = (
    r"(?:(?:a |the |my )?(?:learning[ -]rate|rate|lr|step[ -]?size|eta|alpha|η|α)"
    rf"\s*(?:of|=|is|to|:)?\s*(?P<rate>{NUMBER}))"
)
_WHO = r"(?:gradient descent|gd|descent|it|training|i|we|you)"
_IF = r"(?:(?:what happens|what will happen|what would happen|what)\s+)?(?:(?:if|when|with)\s+)?"
_WORKED = r"(?:i )?(?:differentiat(?:e|ed|ing)|deriv(?:e|ed|ing)|took the derivative of|taking the derivative of)"
_LOW = (
    r"(?:(?:global |absolute |local |overall )*(?:minima|maxima|minimum|maximum|min|max)|argmin|argmax"
    r"|maximum|max|lowest point|highest point|smallest value|largest value)"
)
_FASTEST = r"(?:the )?(?:fastest|most|most rapidly|most quickly|most steeply|quickest)"
_LOWEST = (
    r"(?:its? )?(?:smallest|lowest|minimal|largest|highest|maximal|minimized|minimised|maximized"
    r"|maximised|at (?:its|a) (?:minimum|maximum))"
)

# The first pattern that fits, and whose expressions can be read, decides: more particular ones stand first.
# e is the expression, a an answer to check, rate a learning rate, tail what is said after it.
_ROWS: tuple[tuple[str, Make], ...] = (
    (rf"check (?:my|this|the) (?:answer|work|result|derivative)[\s:,]*(?:that )?(?:the )?{_OF} (?P<e>.+)"
     r" (?:is|=|equals|gives) (?P<a>.+)", _check),
    (rf"is (?:it|this) (?:right|correct|true)[\s:,]*(?:that )?(?:the )?{_OF} (?P<e>.+) (?:is|=|equals) (?P<a>.+)",
     _check),
    (r"check (?:my answer|this)?[\s:,]*d\s*/\s*d(?P<wrt>[a-z])\s*(?P<e>.+)\s*=\s*(?P<a>.+)", _check),
    (rf"is (?:the )?{_OF} (?P<e>.+) (?:equal to|really|just|=|also|the same as) (?P<a>.+)", _check),
    (r"is (?P<a>.+?) (?:really )?(?:= |equal to |the same as )?(?:the |a )?(?:right |correct )?(?:for |as )?"
     rf"(?:the )?{_OF} (?P<e>.+)", _check),
    (r"did i (?:differentiate|derive) (?:this |it )?(?:correctly|right)[\s:,]+(?P<e>.+?)"
     r"\s*(?:->|=>|=| to | gives | is )\s*(?P<a>.+)", _check),
    (rf"(?:i (?:got|get|have|found)|my answer is) (?P<a>.+?) (?:for|as) (?:the )?{_OF} (?P<e>.+?){_RIGHT}", _check),
    (rf"(?:i (?:got|get|have|found)|my answer is) (?P<a>.+?)[\s,]+(?:for|when|after|by|from) {_WORKED}"
     rf" (?P<e>.+?){_RIGHT}",
     _check),
    (rf"i {_WORKED} (?P<e>.+?) (?:and|to) (?:i )?(?:got|get|have|found) (?P<a>.+?){_RIGHT}", _check),
    (rf"(?:is|check)? ?my {_OF} (?P<e>.+?) (?:right|correct|ok)\s*[:,;-]\s*(?P<a>.+)", _check),
    (rf"for (?:the )?{_OF} (?P<e>.+?),? i (?:got|get|have|found) (?P<a>.+?){_RIGHT}", _check),
    (rf"(?:does|do|shouldn't|should|would) (?:the )?{_OF} (?P<e>.+?) (?:equals?|be|give|come out as|become)"
     rf" (?P<a>.+)", _check),
    (rf"why (?:is|isn't|is not) (?:the )?{_OF} (?P<e>.+?) not (?:just |simply |equal to )?(?P<a>.+)", _check),
    (r"(?:check|is|verify|true or false)?[\s:,]*\((?P<e>.+)\)'\s*=\s*(?P<a>.+)", _check),
    (rf"is (?:the )?{_OF} (?P<both>.+ .+)", _side_by_side),
    (rf"{_IF}(?:(?:i|we) )?(?:(?:use|set|choose|take|run gradient descent with|using)\s+)?{_RATE}"
     r"\s*(?:on|for|with|and(?: the)?(?: function| loss)?|when minimi[sz]ing)\s+(?P<e>.+)", _descent),
    (rf"{_IF}(?:i |we )?(?:run |do |use |apply |does |will |would )*(?:{_WHO}\s+)?"
     r"(?:on|to|for|minimi[sz]e|minimi[sz]ing|converge on|diverge on|converge for|diverge for|work on)\s+(?P<e>.+?)"
     rf"\s*,?\s*(?:with|using|at|if|and|when)\s+{_RATE}(?P<tail>.*)", _descent),
    (r"(?:the )?(?P<order>first|second|third|fourth|1st|2nd|3rd|4th)?[\s-]*(?:order )?(?:partial )?derivative"
     r" (?:of )?(?P<e>.+)", _derivative),
    (r"(?:partial )?derivative (?:with respect to|wrt|w\.r\.t\.|by) (?P<wrt>[^\W\d_]\w*) of (?P<e>.+)", _derivative),
    (r"(?:do i |do you |i |you |we )?(?:differentiate|derive|take the derivative of|diff)\s+(?P<e>.+)", _derivative),
    (r"d\^?(?P<power>[2-4])?\s*/\s*d(?P<wrt>[a-zA-Z])(?:\^?[2-4])?\s*(?:of )?(?P<e>.+)", _derivative),
    (r"(?:∂|\\partial)\s*/\s*(?:∂|\\partial)\s*(?P<wrt>[a-zA-Z])\s*(?:of )?(?P<e>.+)", _derivative),
    (r"\((?P<e>.+)\)'", _derivative),
    (r"(?:the )?(?:slope|steepness|(?:instantaneous )?rate of change) of (?:the )?(?:tangent (?:line )?(?:to"
     r"|of) )?(?P<e>.+)",
     _derivative),
    (r"how (?:steep|fast) is (?P<e>.+)", _derivative),
    (r"(?:the )?(?:gradient|grad|nabla|∇|partial derivatives|partials"
     r"|direction of (?:the )?(?:steepest ascent|(?:greatest|maximum|fastest) increase))(?: of| for)?"
     r" (?P<e>.+)", _gradient),
    (rf"(?:in )?(?:which|what) direction (?:does|is|do) (?P<e>.+?) (?:increas|ris|grow|climb|ascend)(?:e|es|s"
     rf"|ing)? {_FASTEST}"
     r"(?P<tail>.*)", _gradient),
    (rf"(?:the )?{_LOW}(?: value)? of (?P<e>.+)", _extreme),
    (r"(?:minimi[sz]e|maximi[sz]e) (?P<e>.+)", _extreme),
    (rf"(?:where|(?:for|at) (?:which|what) (?:value of )?\w+|when) (?:is|does|has) (?P<e>.+) (?:at )?(?:its "
     rf"|an? )?{_LOWEST}", _extreme),
    (rf"does (?P<e>.+?) have (?:a|any) {_LOW}", _extreme),
    (r"how (?:low|high) can (?P<e>.+) (?:go|get|be)", _extreme),
    (r"(?:is|show that|prove that|why is) (?:the function )?(?P<e>.+?) (?:is )?(?:a )?(?:strictly )?(?:convex"
     r"|concave)(?: or (?:convex|concave|not))?(?: function)?", _convexity),
    (r"(?:the )?(?:value of|evaluate|how (?:much|big|large) is)\s+(?P<e>.+)", _value),
    (r"(?P<e>.+)", _value),
)  # fmt: skip
PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), make) for pattern, make in _ROWS)
