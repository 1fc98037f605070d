"""Follow-ups: "and at x = 2?" changes one thing of the question before and keeps the rest."""

from __future__ import annotations

import re
from dataclasses import replace

from steepest.notation.names import function
from steepest.tutor.hearing.definitions import OF_ONE
from steepest.tutor.hearing.heard import Heard
from steepest.tutor.hearing.masking import masked
from steepest.tutor.hearing.roles import heard
from steepest.tutor.task import Task, Want

_OPENING = re.compile(
    r"^(?:(?:and|but|ok|okay|now|then|so|what about|how about|what if|what is|what's|whats|tell me"
    r"|give me|find|please|also"
    r"|is|does|has|it|its|of it|of that|the|that|this|one)\b[\s,]*)+"
)
_CLOSING = re.compile(
    r"(?:[\s,]*\b(?:please|pls|then|too|as well|instead|now|though|of it|of that|of this|it|there))+$"
)
_WANTS: tuple[tuple[str, Want], ...] = (
    (r"(?:first )?derivative|slope|rate of change|differentiated?", "derivative"),
    (r"gradient|partial derivatives|partials", "gradient"),
    (r"(?:have (?:a|any) )?(?:global |local )?(?:minimum|min|lowest point|smallest value)(?: value)?", "minimum"),
    (r"(?:have (?:a|any) )?(?:global |local )?(?:maximum|max|highest point|largest value)(?: value)?", "maximum"),
    (r"convex(?: or concave| or not)?|concave(?: or convex)?|convexity", "convexity"),
    (r"value", "value"),
)


def follow_up(text: str, before: Task) -> Task | None:
    """A short question that changes one thing of the one before; None when it does not."""
    descends = before.want == "descent"
    said = heard(masked(f"descent: {text}" if descends else text))
    rest = said.left.removeprefix("descent").strip(" :")
    rest = _CLOSING.sub("", _OPENING.sub("", rest.strip(" ?!.,"))).strip(" ?!.,")
    if not rest:
        return _changed(before, said)
    if want := next((want for words, want in _WANTS if re.fullmatch(words, rest)), None):
        if said.order > 1 and want == "derivative":
            return replace(before, want="derivative", order=said.order, at=said.at, answer="")
        return None if want == "value" and not said.at else _wanted(before, want, said)
    if descends and (rate := re.fullmatch(r"(?:with |rate )*(<N\d+>)", rest)):
        return replace(before, rate=said.said[rate[1]].text)
    return _another(before, said, rest)


def _wanted(before: Task, want: Want, said: Heard) -> Task:
    """Another thing of the same expression: "what is its minimum?"."""
    return Task(want, before.expression, before.wrt if want in ("derivative", "gradient") else "", at=said.at)


def _changed(before: Task, said: Heard) -> Task | None:
    """The task with what was said in place of what it had."""
    if said.rate or (before.want == "descent" and (said.steps or said.start or said.at)):
        rate, start = said.rate or before.rate, said.start or said.at or before.start
        return replace(before, want="descent", rate=rate, start=start, steps=said.steps or before.steps, at={})
    if said.at:
        if before.want in ("derivative", "gradient", "check", "value"):
            return replace(before, at=said.at)
        return Task("value", before.expression, at=said.at)
    if said.wrt:
        wrt = ",".join(said.wrt)
        return replace(before, wrt=wrt, at={}) if before.want in ("derivative", "gradient", "check") else None
    return replace(before, want="derivative", order=said.order, at={}, answer="") if said.order else None


def _another(before: Task, said: Heard, rest: str) -> Task | None:
    """Another function, or after a claim another answer: "and for x^3?", "and relu?", "2x cos(x)?"."""
    found = re.fullmatch(r"(?:for|of|with|on|to|function )*\s*(?P<m><[EDPNVL]\d+>|[a-z]+)", rest)
    if found is None:
        return None
    if found["m"].startswith("<"):
        one = said.said[found["m"]]
        text = one.answer if one.kind == "tuple" else one.text or one.name
    elif (name := function(found["m"])) in OF_ONE:
        text = f"{name}(x)"
    else:
        return None
    if before.want == "check" and not rest.startswith(("for", "of", "on")):
        return replace(before, answer=text)
    if _one_letter(text) or rest.startswith("<N"):
        return None
    return replace(
        before, expression=text, wrt="", at=said.at, start={}, answer="" if before.want != "check" else before.answer
    )


def _one_letter(text: str) -> bool:
    """Is it a name and nothing more?"""
    return re.fullmatch(r"[a-z]\w?", text) is not None
