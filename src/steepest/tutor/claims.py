"""Claims about a derivative: "I got 2x cos(x^2) for the derivative of sin(x^2), right?" is an answer to be checked.

A claim has two expressions, one of them named as what is differentiated, and a word that joins them. It is read in both
orders; every word that is neither must be one that people use around a claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from steepest.calculus.surface import variables
from steepest.notation.reading import Reading, reading
from steepest.tutor.expressions import expression, parts_of
from steepest.tutor.fillers import CLAIMING, spare, trimmed, unsaid
from steepest.tutor.slots import Heard
from steepest.tutor.task import Task
from steepest.tutor.work import holds

_SLOPE = re.compile(
    r"(?:\b(?:the|my|a|its|this)\s+)*(?:\bpartial\s+)?"
    r"\b(?P<what>derivatives?|derivate|slope|gradient|grad|rate of change|partial)"
    r"(?:\s+vector)?\s+(?:of|for)\s+(?:the function\s+)?"
    r"|\b(?:differentiat(?:e|ed|ing)|deriv(?:e|ed|ing)|(?:took|taking) the derivative of)\s+",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"[\s,.;:?!-]*(?:(?:^|\s)(?:and|but|then|i|we|you|it|that|should|shouldn't|would|must|can|does|will|also|just"
    r"|keep|turns?|comes?|worked|out|have)\b)*"
    r"(?:\s*(?:->|=>|=)\s*|(?:\s|^)(?:is|isn't|are|was|be|equals?|equal|gives?|gave|yields?|gets?|got|getting|have|had"
    r"|found|obtain(?:ed)?|becomes?|just|not|simply|really"
    r"|(?:comes?|came|turns?|works?|worked) out (?:as|to)|to get|simplifies to)\b|\s(?:right|correct|ok)\s*[:;])"
    r"(?:\s+(?:is|equal|equals|to|be|not|just|simply|really|also|always|as|the same as|that|it|out|this)\b)*\s*",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    r"[\s,.;:?!-]*(?:(?:just|not|simply|really)\s*)+"
)  # joins only after a verb: "is the derivative of 1/x just ln x"
_UNDER = re.compile(r"\b(?:when|where|if|until|once)\s*$")  # a condition, no claim
_SAYS = re.compile(
    r"^.*?\b(?:\w+\s+){0,3}(?:says?|writes?|wrote|answers?|answered"
    r"|said|claims?|claimed|thinks?|told me|tells me|insists?|states?|shows?)"
    r"(?:\s+(?:that|it's|it is))?(?=\s)",
    re.IGNORECASE,
)
_MANNER = re.compile(r"^(?:(?:this|it|correctly|right|the following)\b[\s,:]*)+")
_WHY_TRUE = re.compile(r"^why\b(?!.*(?<!and )(?<!but )\bnot\b)(?!.*n't\b)", re.IGNORECASE)


def claim(h: Heard) -> Task | None:
    """The claim in a question, or None."""
    text = _SAYS.sub("", h.left, count=1) if _SAYS.match(h.left) else h.left
    if _WHY_TRUE.match(text):
        return None
    if h.body and (task := _of_defined(h, text)):
        return task
    for found in _SLOPE.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        for inner, answer in _pairs(before, after):
            return _task(h, inner, answer, found["what"] or "derivative")
    return _side_by_side(h, text)


def _task(h: Heard, inner: str, answer: str, what: str) -> Task:
    wrt = h.wrt
    found = reading(inner, infer=True)
    listed = len(parts_of(answer)) > 1 or what.lower() in ("gradient", "grad")
    if not wrt and listed and isinstance(found, Reading) and not any(found.shapes.values()):
        wrt = ",".join(variables(found.surface))
    return Task("check", inner, wrt, max(1, h.order), h.at, answer)


def _pairs(before: str, after: str) -> Iterator[tuple[str, str]]:
    """What is differentiated and what is claimed of it, for every way to join them."""
    if not spare(before, CLAIMING):
        yield from _answer_first(before, after)
        return
    for join in _JOINS.finditer(after):
        if _ADVERB.fullmatch(join[0].strip()) and not re.search(r"\b(?:is|isn't|was|wasn't)\b", before, re.IGNORECASE):
            continue
        inner = expression(trimmed(_MANNER.sub("", after[: join.start()]), CLAIMING, right_only=True))
        answer = _answer(trimmed(after[join.end() :], CLAIMING, right_only=True)) if inner else None
        if inner and answer and not unsaid(inner) and not ("=" in join[0] and len(inner) == 1):
            yield inner, answer


def _answer_first(before: str, after: str) -> Iterator[tuple[str, str]]:
    inner = expression(trimmed(after, CLAIMING, right_only=True))
    answer = _answer(trimmed(before.rstrip(" ="), CLAIMING)) if inner else None
    if (
        inner and answer and not unsaid(inner) and re.search(r"^(?:is|isn't|are)\b|[a-z]{2,}\s*,?$|=$", before.strip())
    ):  # something joins them
        yield inner, answer


def _answer(text: str) -> str | None:
    """An expression, or several in brackets."""
    text = re.sub(r"^(?:dy/dx|[a-zA-Z]'(?:\(\w\))?|it)\s*=\s*", "", text.strip())
    if (one := expression(text)) is not None:
        return one
    several = parts_of(text)
    read = [expression(p) for p in several]
    return f"({', '.join(str(p) for p in read)})" if len(several) > 1 and all(read) else None


def _of_defined(h: Heard, text: str) -> Task | None:
    """A claim about a function that was defined: "f(x) = x^3, is f'(x) = 3x^2?"."""
    named = rf"[fgyh{h.name}](?P<primes>'{{1,3}})(?:\([a-zA-Z]\))?"
    name = rf"(?:{named}|(?:the |its )?(?:partial )?(?:derivative|slope|gradient)(?: of \w(?:\([\w, ]+\))?)?)"
    found = re.search(rf"(?<!\w){name}\s*(?:=|equal to|equals|is|be)\s*(?P<a>.+)", text)
    answer = _answer(trimmed(found["a"], CLAIMING, right_only=True)) if found else None
    if (
        found is None
        or answer is None
        or not spare(text[: found.start()], CLAIMING)
        or _UNDER.search(text[: found.start()])
    ):
        return None
    return Task("check", h.body, h.wrt, len(found["primes"] or "'"), h.at, answer)


def _side_by_side(h: Heard, text: str) -> Task | None:
    """Two expressions with only a blank between: the split that makes the claim true, else the shortest function."""
    found = re.fullmatch(r"(?:is|isn't) (?:the )?(?:derivative|slope) of (?P<both>.+ .+)", text)
    if found is None:
        return None
    both, tasks = found["both"], []
    for blank in re.finditer(r" ", both):
        inner, answer = expression(both[: blank.start()]), expression(both[blank.end() :])
        if inner is not None and answer is not None:
            tasks.append(Task("check", inner, h.wrt, max(1, h.order), h.at, answer))
    return next((task for task in tasks if holds(task)), tasks[0] if tasks else None)
