"""Follow-ups: "and at x = 2?" changes one thing of the question before and keeps the rest."""

from __future__ import annotations

import re
from dataclasses import replace

from steepest.tutor.expressions import NUMBER, expression
from steepest.tutor.fillers import spare
from steepest.tutor.slots import Heard, heard
from steepest.tutor.task import Task, Want

_OPENING = re.compile(
    r"^(?:(?:and|but|ok|now|then|so|what about|how about|what if|what is it|what is the value|it|its)[\s,]+)+",
    re.IGNORECASE,
)
_WANTS: dict[str, Want] = {
    "derivative": "derivative",
    "slope": "derivative",
    "gradient": "gradient",
    "minimum": "minimum",
    "maximum": "maximum",
}


def follow_up(text: str, before: Task) -> Task | None:
    """A short question that changes one thing of the one before; None when it does not."""
    rest = _OPENING.sub("", text)
    descends = before.want == "descent"
    said = heard(f"descent {rest}" if descends else rest)
    if descends:
        said.left = said.left.removeprefix("descent").strip()
    if not said.left or (said.order and spare(said.left)):
        return _changed(before, said)
    if found := re.fullmatch(rf"(?:the |its )?({'|'.join(_WANTS)})", rest, re.IGNORECASE):
        return replace(before, want=_WANTS[found[1].lower()], at={})
    if descends and (found := re.fullmatch(rf"(?:with )?({NUMBER})", rest)):
        return replace(before, rate=found[1])
    if found := re.fullmatch(r"(?:for|of|with|on)\s+(.+)", rest):
        inner = expression(found[1])
        return replace(before, expression=inner, wrt="", at={}, start={}) if inner else None
    return None


def _changed(before: Task, said: Heard) -> Task | None:
    """The task with what was said in place of what it had."""
    if said.rate or (before.want == "descent" and (said.steps or said.start or said.at)):
        rate, start = said.rate or before.rate, said.start or said.at or before.start
        return replace(before, want="descent", rate=rate, start=start, steps=said.steps or before.steps, at={})
    if said.at:
        return replace(before, at=said.at)
    if said.wrt:
        return replace(before, wrt=said.wrt, at={}) if before.want in ("derivative", "gradient", "check") else None
    return replace(before, want="derivative", order=said.order, at={}) if said.order else None
