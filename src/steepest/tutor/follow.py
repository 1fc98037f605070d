"""Follow-ups: "and at x = 2?" changes one thing of the question before and keeps the rest."""

from __future__ import annotations

import re
from dataclasses import replace

from steepest.tutor.expressions import NUMBER, expression
from steepest.tutor.options import options
from steepest.tutor.task import ORDERS, Task, Want

_OPENING = re.compile(
    r"^(?:(?:and|but|ok|now|then|so|what about|how about|what if|what is it|what is the value|it|its)[\s,]+)+",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"(?:with |at |if |for )?(?:a |the )?(?:learning rate|rate|lr|step size|eta|alpha)"
    rf"\s*(?:of|=|is|were|was)?\s*({NUMBER})",
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
    _, wrt, at = options(f"x {rest}")
    if at and re.fullmatch(r"(?:at|for|when|if|where|with|in)\b.*", rest, re.IGNORECASE):
        return replace(before, start=at) if before.want == "descent" else replace(before, at=at)
    if wrt and re.fullmatch(r"(?:with respect to|wrt|w\.r\.t\.|by)\b.*", rest, re.IGNORECASE):
        return replace(before, wrt=wrt, at={}) if before.want in ("derivative", "gradient", "check") else None
    if found := re.fullmatch(r"(?:the )?(first|second|third|2nd|3rd)(?: derivative)?", rest, re.IGNORECASE):
        return replace(before, want="derivative", order=ORDERS[found[1].lower()], at={})
    if found := re.fullmatch(rf"(?:the |its )?({'|'.join(_WANTS)})", rest, re.IGNORECASE):
        return replace(before, want=_WANTS[found[1].lower()], at={})
    if found := _RATE.fullmatch(rest):
        return replace(before, want="descent", rate=found[1], at={})
    if before.want == "descent" and (found := re.fullmatch(rf"(?:with )?({NUMBER})", rest)):
        return replace(before, rate=found[1])
    if found := re.fullmatch(r"(?:for|of|with|on)\s+(.+)", rest):
        inner = expression(found[1])
        return replace(before, expression=inner, wrt="", at={}, start={}) if inner else None
    return None
