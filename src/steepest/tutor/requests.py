"""Requests in free order: "let f(x) = x^3. What's f'(2)?", "take 5 steps on x^2 from 4 with lr 0.1".

The slots are taken out first; of the rest only words that ask may remain, and one expression. A word that is neither
makes it a question for the lessons.
"""

from __future__ import annotations

import re

from steepest.calculus.surface import variables
from steepest.notation.reading import Reading, reading
from steepest.tutor.expressions import expression
from steepest.tutor.fillers import ASKING, DESCENDING, VALUING, around, spare, unsaid
from steepest.tutor.said import ordered
from steepest.tutor.slots import Heard
from steepest.tutor.task import Task, Want

# The words for each wish, and its class: two classes in one question are two questions, and neither is answered.
WANTS: tuple[tuple[str, Want, str], ...] = (
    (r"(?:gradient|steepest) descent|gd|descent|converges?|diverges?|overshoots?", "descent", "descent"),
    (r"convex|concave|convexity|concavity", "convexity", "convexity"),
    (r"partial derivatives|partials|derivatives(?= of\b)", "gradient", "slope"),
    (r"gradients?|grad|direction|(?:steepest|fastest) (?:ascent|uphill|increase)|steepest", "gradient", "slope"),
    (
        r"derivatives?|differentiat\w*|derivate|derive|diff|slopes?|steep|steepness|rate of change"
        r"|how (?:fast|quickly)|rate|chang(?:e|es|ing)|increas\w*|grow(?:s|ing)?"
        r"|ris(?:e|es|ing)|climb(?:s|ing)?|chain rule|product rule|quotient rule|partial",
        "derivative", "slope",
    ),
    (
        r"maximi[sz]\w*|max|maximum|maxima|maximal|largest|highest|biggest|greatest|argmax|how high|peaks?",
        "maximum", "maximum",
    ),
    (r"minimi[sz]\w*|min|minimum|minima|minimal|smallest|lowest|least|argmin|how low|bottom", "minimum", "minimum"),
)  # fmt: skip
_VALUE = r"value|evaluate|what|whats|what's|compute|calculate|find|how (?:much|big|large)|equals?|is"


def request(h: Heard) -> Task | None:
    """The task in what was heard; None when a word is left over."""
    inner, said = _subject(h)
    want = _wanted(h, said) if inner else None
    if inner is None or want is None or unsaid(inner) or (want != "descent" and said.startswith("why")):
        return None
    told = (
        list(variables(read.surface))
        if (h.of or h.at or h.held) and isinstance(read := reading(inner, infer=True), Reading)
        else []
    )
    if told and not {n for n in h.at if n and not n.isdigit()} <= {*told, *h.of, *h.wrt.split(",")}:  # x^2 at a = 2
        return None
    if h.held:  # by what is left one differentiates
        moved = [n for n in told if n not in h.held]
        if not moved or want not in ("derivative", "gradient") or set(h.wrt.split(",")) & set(h.held):
            return None
        h.wrt = h.wrt or ",".join(moved)
    if set(told) > set(h.of) and not h.wrt and set(h.of) & set(told):  # L(w) = (w x - y)^2: x and y are held fixed
        if want not in ("derivative", "gradient"):
            return None if want != "value" or not set(told) <= set(h.at) else Task("value", inner, at=h.at)
        h.wrt = ",".join(h.of)
    if set(told) == set(h.of) and len(told) > 1 and not h.wrt and want == "gradient" and ordered(told) != list(h.of):
        h.wrt = ",".join(h.of)
    if want == "descent":
        begun = h.start or h.at
        return Task("descent", inner, rate=h.rate, start=begun, steps=h.steps) if h.rate and not h.wrt else None
    a_number = not h.body and re.fullmatch(r"[\d.]+", inner) and not re.search(r"\bof$", said)
    if h.rate or h.start or a_number or (h.domain and want == "value"):
        return None
    if want == "value":
        if not spare(said, VALUING):
            return None
        return Task("value", inner, at=h.at) if (h.at or not _letters(inner)) and not h.wrt and not h.order else None
    if want == "convexity" and re.search(r"\b(?:values?|where|which|when)\b", said):  # where it is, not whether
        return None
    if want in ("minimum", "maximum", "convexity"):
        return None if h.at or h.order or h.domain else Task(want, inner)
    if h.order > 1:
        return None if "," in h.wrt else Task("derivative", inner, h.wrt, h.order, h.at)
    return Task("gradient" if "," in h.wrt else want, inner, h.wrt, 1, h.at)


def _subject(h: Heard) -> tuple[str | None, str]:
    """The one expression that is asked about, and the words around it."""
    words = DESCENDING if h.rate else ASKING
    if h.body:
        named = re.sub(rf"(?<!\w)(?:[fgLyhEzsJC](?:_?\d)?|loss|cost|{h.name})(?:\([\w, ]+\))?(?![\w'])", " ", h.left)
        if h.rate:  # "where is x after 5 steps"
            named = re.sub(r"(?<!\w)([a-zA-Z])(?:_?\d)?(?!\w)", lambda m: " " if m[1] in h.body else m[0], named)
        clauses = [p for p in re.split(r"[:;?]\s+|(?<!\d)\.\s+", named) if p]
        return (h.body, h.left) if all(spare(p, words) or _only_asks(p, words) for p in clauses) else (None, "")
    parts = [p for p in re.split(r"[:;?]\s+|(?<!\d)\.\s+", h.left) if p]
    spoken = [p for p in parts if len(parts) > 1 and _only_asks(p, words)]  # "where is x after 4 steps?"
    left = [p for p in parts if p not in spoken]
    rest, said = around(left[0] if len(left) == 1 else h.left, words)
    return (expression(rest) if rest else None), " ".join([said, *spoken])


def _only_asks(part: str, words: frozenset[str]) -> bool:
    """Is it a clause of its own, with no mathematics but names in it?"""
    named = re.sub(r"(?<!\w)[a-zA-Z](?!\w)", " ", part)
    return spare(named, words) and bool(re.search(r"[a-z]{2,}", named))


def _wanted(h: Heard, said: str) -> Want | None:
    """What is asked for; None where two things are (the largest slope): half of a question is not answered."""
    if h.rate:
        return "descent"
    found = [(want, kind) for words, want, kind in WANTS if re.search(rf"\b(?:{words})\b", said, re.IGNORECASE)]
    if h.slope:
        found.insert(0, ("derivative", "slope"))
    if len({kind for _, kind in found}) > 1:
        return None
    if found:
        return found[0][0]
    if h.order:
        return "derivative" if h.order > 1 else None
    if re.match(r"(?:is|are|does|do|has|can|will|would|should)\b", said):  # asks for yes or no
        return None
    bare = not said or h.value or h.at
    return "value" if bare or re.search(rf"\b(?:{_VALUE})\b", said, re.IGNORECASE) else None


def _letters(text: str) -> list[str]:
    """The single letters of a text that are no constant: its variables."""
    return [c for c in re.findall(r"(?<![a-zA-Z\\])[a-zA-Zα-ω](?![a-zA-Z])", text) if c not in ("e", "π")]
