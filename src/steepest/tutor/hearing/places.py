"""By which variable, where, under which condition and to which order a derivative is asked for."""

from __future__ import annotations

import re

from steepest.tutor.hearing.formulas import Formula
from steepest.tutor.hearing.heard import Heard, number, placed
from steepest.tutor.hearing.patterns import pattern
from steepest.tutor.task import ORDERS

_VARIABLES = r"{V}(?:\s*(?:,|\band\b|\bor\b|,\s*and\b|&)*\s*(?:the )?(?:weight |bias |variable |parameter )?{V})*"


_LIST = r"{V}(?:\s*,\s*{V})*(?:\s*,?\s*(?:\band\b|\bor\b|&)\s*{V})?"  # the "and" stands before the last


_HELD = pattern(
    r",?\s*(?:(?:while|by|and|with|if|assuming|when|where)\s+)?(?:(?:we |i |you )?(?:treat(?:ing)?"
    r"|hold(?:ing)?|keep(?:ing)?|regard(?:ing)?|take|taking)\s+)?"
    rf"(?:both )?(?<!\band )(?P<v>{_LIST})\s+(?:(?:as|are|is|held|kept|to be|being|both|all|an?|some|treated|just|only"
    r"|simply|my|the|known|given)\s+)*(?:constants?|fixed|numbers|parameters|data|observations?|observed)\b"
)


_BY = pattern(
    r"(?:for (?:each|both|all|either)(?: of)?(?: the)?(?: two| three)?|(?:only "
    r"|taken )?(?:with respects? to|wrt|by|in terms of|with regards? to|in respect to|relative to"
    r"|in respect of|w r t|for))\s+"
    r"(?:(?:the|a|both|each|of|weights?|bias(?:es)?|parameters?|variables?|inputs?|matrix|vector|intercept)(?:,|:)?\s+)*"
    rf"(?P<v>{_VARIABLES})(?!\s*(?:constant|fixed))"
)


_IN = pattern(
    rf"\b(?:(?:in|to|over)\s+(?:the (?:weights?|variables?|parameters?) )?(?P<v>{_VARIABLES}))"
    r"(?=\s*(?:of\b|looks?\b|[,.;:?!]|$))"
)


_GRAD_OF = pattern(
    r"\b(?:grad|gradient|derivative) (?:of|for) {v:V}(?=,? (?:when|where|if|in|for|given)\b)|{w:V}\.grad\b"
)


_ONLY = pattern(r",? (?:only|just) (?:the |for |in )*(?P<v>{V})(?: one| part| component)?\b")


def take_held(h: Heard) -> None:
    """`treating y as a constant`: it says by what one does not differentiate."""
    if found := _HELD.search(h.left):
        marks = re.findall(r"<V\d+>", found["v"])
        by = re.search(r"(?:respect to|wrt)\s+$", h.left[: found.start("v")])
        h.held = [h.said[m].name for m in (marks[1:] if by else marks)]
        h.cut(found, f"{found[0][: found.start('v') - found.start()]}{marks[0]} " if by else " ")


def take_variables(h: Heard) -> None:
    """By what one differentiates."""
    for grad in reversed(list(_GRAD_OF.finditer(h.left))):
        name = h.said[grad["v"] or grad["w"]].name
        if name not in {d.name for d in h.definitions}:
            h.wrt.insert(0, name)
            h.cut(grad, " gradient ")
    if found := _by(h):
        h.wrt = [h.said[m].name for m in re.findall(r"<V\d+>", found["v"])]
        h.cut(found)


def _by(h: Heard) -> re.Match[str] | None:
    """The words that say by which variables: "with respect to w and b", "only the y one", "in w"."""
    found = _BY.search(h.left)
    if found and re.match(r"for (?!each|both|all|either)", found[0]) and not _PARTIAL.search(h.left):
        found = None
    inside = not h.descends and _SLOPED.search(h.left)
    return found or _ONLY.search(h.left) or ((_IN.search(h.left) or _LISTED.search(h.left)) if inside else None)


_LISTED = pattern(r"(?<!find )(?<!<)(?P<v>{V}(?:,? {V})*,? and {V})")  # the gradient … m and c
_PARTIAL = re.compile(r"\bpartial|differentiat")
_SLOPED = re.compile(r"sensitiv|gradient|grad\b|derivative|differentiate|convex|concave|partial")


_LIMIT = re.compile(r"→|->|∈\s*(?:\[|\()")


_SIGNED = pattern(
    r"(?:for|with|when|where|if|and) (?:all |any )?(positive|negative|nonnegative|nonzero) {v:V}"
    r"|(?:for|with|when|where|if) {w:V} (?:is )?(?:positive|negative|nonnegative|nonzero|> 0)"
)


def take_conditions(h: Heard) -> None:
    """`for x > 0`: it changes no derivative; it may change where a minimum is."""
    if found := _SIGNED.search(h.left):
        h.conditions.append(found[0])
        h.cut(found)
    for mark in h.marks("R"):
        text = h.said[mark].text
        if _LIMIT.search(text):
            continue
        if "∈" not in text:
            h.conditions.append(text)
        h.drop(mark, "\\b(?:for|where|if|with|when|assuming|given|and|on|all|every|any|real)\\b|,|\\(")


_AT = pattern(
    r"(?:\b(?:evaluated|and|but|only|taken|measured|exactly|right|just)\s+)*"
    r"\b(?P<how>at|for|when|if|where|with|in|and|around|near|given|once|setting|set|as|while"
    r"|plug(?:ging)?(?: in)?|put(?:ting)?"
    r"|substitut(?:e|ing)|let|say|under)\s+"
    r"(?:(?:the|a|this|point|place|position|moment|time|value|values|input|inputs|instant|vector|with"
    r"|given|by|we|i|you|i'm|i am|you are|standing|have|am|at|when|where|that|on|current)\s+)*"
    r"(?P<v>{S}(?:\s*(?:,|and|;)*\s*(?:at )?{S})*|{T}|{N}(?!\s+(?:steps?|marks?))|{NUMERAL}(?=\s*(?:$"
    r"|[,.;:?!]))|the origin)"
)


_IS = pattern(
    r"(?:\b(?:at|for|when|if|where|once|moment|the|with|given|say|and|input|as)\s+)*{v:V}\s+(?:is"
    r"|equals|=|becomes|goes to|takes the value|as large as|is as large as|being|of"
    r"|value)\s+(?:the )?(?P<n>{N}|{NUMERAL})"
)


_TIMED = pattern(
    r"(?:\b(?:after|at|when|in)\s+)?(?:exactly )?(?P<n>{N}|{NUMERAL})[ -]?(?:s|sec|secs|seconds?"
    r"|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|metres|meters|units)\b"
    r"(?: (?:in|later|into [a-z ]{3,12}|after|have passed|pass|from the start|old))?"
)


_POINT = pattern(r"\b(?:point|input|coordinate|x-coordinate|value|x-value)\s+(?:is |of |= |at )?(?P<n>{N}|{T})")


def take_points(h: Heard) -> None:
    """Where it is asked for."""
    for found in _IS.finditer(h.left):
        if not re.search(r"\b(?:which|what|find)\s+$", h.left[: found.start()]):
            h.at[h.said[found["v"]].name] = number(h, found["n"])
            h.cut(found)
            break
    if not h.at and not h.descends and any(map(_of_time, h.definitions)) and (timed := _TIMED.search(h.left)):
        if not re.search(r"\b(?:between|from)\s*$", h.left[: timed.start()]):
            h.at[""] = number(h, timed["n"])
            h.cut(timed)
    if place := next((m for m in _AT.finditer(h.left) if _is_place(m)), None) or None:
        h.at |= placed(h, place["v"])
        h.cut(place, " plug " if place["how"][:3] in ("plu", "put", "sub") else " ")
    elif named := _POINT.search(h.left):
        h.at |= placed(h, named["n"])
        h.cut(named)
    if not h.at and re.search(r"\bpoint\b", h.left) and len(h.marks("T")) == 1:  # "at the given point. x^5, (2, 32)"
        h.at |= h.said[h.marks("T")[0]].at
        h.left = h.left.replace(h.marks("T")[0], " ")
    for mark in h.marks("S"):
        h.at |= h.said[mark].at
        h.drop(mark, "\\b(?:and|with|at|when|if)\\b|,")
    order = [n for f in h.said.formulas if f.kind == "point" for n in f.at]
    h.at = dict(sorted(h.at.items(), key=lambda one: order.index(one[0]) if one[0] in order else -1))


def _of_time(definition: Formula) -> bool:
    """Is it a function of t or n, of which "after 3 seconds" says where?"""
    return definition.of in (("t",), ("n",)) or re.fullmatch(r"[^a-su-zA-Z]*", definition.text) is not None


def _is_place(found: re.Match[str]) -> bool:
    """Do these words say a place? A bare number needs a plain one: at, near, in."""
    bare = not re.search(r"[SV]\d", found["v"]) and " at " not in found[0]
    if bare and found["how"] == "in":
        return found["v"].startswith("<T")
    return not bare or found["how"] in _PLAIN


_PLAIN = frozenset(
    "at,around,near,once,given,put,putting,plug,plug in,plugging,plugging in,substitute,substituting".split(",")
)


_ORDINAL = pattern(
    rf"\b(?P<n>{'|'.join(ORDERS)})(?<!per second)"
    r"(?=[\s-]*(?:order|partial|derivative|derivate|diff)|\s*$|\s*[,;.?]|\s+(?:of|by)\b)"
    rf"|differentiat\w*(?: (?:it|this|that|{{ED}}))? (?P<times>two|three|four|{{N}}) times"
    r"|\b(?P<twice>differentiat\w+ (?:{ED}|it|this|[a-z ]{0,12}) twice|taken twice"
    r"|(?:and )?then (?:differentiate|derive|do it|do that)(?: it| the result| that)? again"
    r"|twice(?=\s*(?:with|by|wrt|$|[,.?])))"
)


def take_order(h: Heard) -> None:
    """First, second, third derivative."""
    if h.order <= 1 and (found := _ORDINAL.search(h.left)):
        if found["times"]:
            h.order = int(float(number(h, found["times"])))
            h.left = h.left.replace(f" {found['times']} times", "")
        elif found["twice"]:
            h.order = 2
            h.left = re.sub(
                r"\s*,?\s*(?:taken )?\btwice\b|(?:and )?then (?:differentiate|derive|do it|do that)(?: it"
                r"| the result| that)? again",
                "",
                h.left,
            )
        else:
            h.order = ORDERS[found["n"]]
            h.cut(found)
            h.left = re.sub(r",? taken twice\b", "", h.left)
