"""Which task a question asks for, once its formulas and roles are known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from steepest.calculus.surface import variables
from steepest.notation.reading import Reading, reading
from steepest.tutor.hearing.bars import asking, asks_why, bare, barred, clauses, is_chatter
from steepest.tutor.hearing.claims import claim
from steepest.tutor.hearing.expressions import expression, spelt
from steepest.tutor.hearing.heard import Heard
from steepest.tutor.hearing.patterns import pattern
from steepest.tutor.hearing.wishes import ASKS, wanted
from steepest.tutor.said import ordered
from steepest.tutor.task import Task, Want

_METHODS = pattern(
    r"\b(?:(?:using|use|by|with|via|through|from|apply|applying|supposed to use|need to use|do i use"
    r"|called|it's|its|know)\s+)*(?:the |a |an |my )*(?:"
    r"(?:chain|product|quotient|power|sum|log|exponential|constant)(?: and (?:chain|product|quotient"
    r"|power))? rules?|(?:first |second )?derivative test"
    r"|first principles?|logarithmic differentiation|(?:limit )?definition(?: of (?:a "
    r"|the )?(?:derivatives?|convexity))?|implicit method|completing the square|amgm"
    r"|am-gm|l'?hopital\w*|automatic differentiation|autodiff|autograd|autograd engine)\b"
)


_APPLY = pattern(
    r"\b(?:apply|applying|use|using|try|walk me through|take me through|talk me through|show me"
    r"|do)\s+(?:the |a |an )?(?:(?:chain|product|quotient|power|sum)(?: and (?:chain|product|quotient"
    r"|power))? rules?"
    r"|first principles?|logarithmic differentiation)\s+(?:to|on|for|with)\s+(?=(?:the )?(?:function )?<[EDF])"
)


_UNKNOWN = re.compile(r"(?<![a-zA-Z\\])[fgh]\(")  # a function that was not given


_RANGE = pattern(r"\bbetween {SNT}|\bfrom {SN} (?:to|till|until|up to) {SN}|\bgoes from {SN}|\bfrom {SN} and")


_RULE = re.compile(r"\b(?:chain|product|quotient|power) rule\b")


_RULING = re.compile(r"<[EDPO]\d+>|\b(?:use|using|apply|applying|try|do) (?:the )?(?:chain|product|quotient|power)\b")


_RULED = pattern(r"^(?:the )?(?:chain|product|quotient|power) rule (?:on|for|to|of|with):? (?=<[ED])")


_NAMING = re.compile(r"\b(?:question|quiz|problem|exercise|chapter|lecture|week|page|part|section|example|number|no|hw"
r"|homework|task|lesson|unit|grade|class|version|day|level|cs|ch|q|ex|module|extra|factor"
r"|factor of)\.?\s*$")  # fmt: skip


_COUNTED = re.compile(r"^\s*(?:marks?|points?|pts|hours?|hrs?|minutes?|mins?|days?|weeks?|years?|times|decimals?|dp|sf"
r"|digits?|variables?|examples?|samples?|features?|am|pm|people|students|layers?|neurons?"
r"|attempts?|tries|significant|other|different|numbers?|things?|questions?|parts?)\b")  # fmt: skip


def request(h: Heard) -> Task | None:
    """The task in what was heard; None when something is left over, or something else is asked."""
    if _RANGE.search(h.said.text) and not h.descends:
        return None
    rule = any(_RULE.search(p) and _RULING.search(p) for p in re.split(r"(?<=[.?!])\s", h.left))
    h.words = bare(_unmethodical(asking(h.left, ASKS)))
    h.left = _unmethodical(h.left)
    claimed = claim(h)
    if claimed:
        h.words = re.sub(r"\bnot\b", " ", h.words)
    elif h.rate:
        h.words = re.sub(
            r"\bhow many (?:steps|iterations|updates)\b|\b(?:approximate|estimate)\b|\bsteepest descent\b",
            " descent ",
            h.words,
        )
    if barred(h.words, ASKS) or (not h.rate and not claimed and asks_why(h.left)):
        return None
    subject = claimed.subject if claimed else ""
    used = list(claimed.used) if claimed else []
    inner = _body(h, subject, used)
    if inner is None or _UNKNOWN.search(inner) or not _accounted(h, used):
        return None
    told = _variables(inner)
    if told is None:
        return None
    want = "check" if claimed else wanted(h)
    if rule and want in (None, "value") and not h.marks("K"):
        want = "derivative"
    if want in ("derivative", "gradient") and re.search(r"\bequals?(?: to)? <[ELN]", h.words):
        return None
    if len(told) > 1 and not h.wrt and re.search(r"\brespect to\b", h.words):
        return None
    if want in ("derivative", "gradient") and len(h.wrt) == 1 and len(told) > 1 and _PLURAL.search(h.words):
        return None
    if want is None or not _fits(h, told) or (want != "check" and _SLOPE_IS.search(h.words)):
        return None
    return _task(h, want, inner, told, claimed.answer if claimed else "")


def _unmethodical(text: str) -> str:
    """The text without the method that is to be used: it is not what is asked for."""
    return _METHODS.sub(" ", _APPLY.sub(" derivative of ", _RULED.sub("derivative of ", text)))


def _body(h: Heard, subject: str, used: list[str]) -> str | None:
    """The one expression that is asked about."""
    marks = (
        [subject]
        if subject
        else [m for m in h.marks("EDPC") if h.said[m].text not in ("", "∇") and (m not in used or "C" in m)]
    )
    marks += [m for m in h.marks("D") if m not in marks and m not in used]
    if not marks and len(numbers := h.marks("N")) == 1 and re.search(r"[a-z]{2}|√", h.said[numbers[0]].text):
        marks = numbers  # ln(2)
    if not marks:
        return None
    if len(marks) > 1:
        marks = _distinct(h, marks, used)
    if len(marks) > 1:
        return _composed(h, marks, used)
    used.append(marks[0])
    return h.said[marks[0]].text


def _distinct(h: Heard, marks: list[str], used: list[str]) -> list[str]:
    """Without what only repeats: the same text twice, or a name that was defined."""
    names = {d.name for d in h.definitions}
    kept: list[str] = []
    for mark in marks:
        one = h.said[mark]
        repeated = any(h.said[k].text.replace(" ", "") == one.text.replace(" ", "") for k in kept)
        if repeated or (one.kind != "definition" and re.sub(r"\(.*\)", "", one.text) in names):
            used.append(mark)
        else:
            kept.append(mark)
    return kept


def _composed(h: Heard, marks: list[str], used: list[str]) -> str | None:
    """y = u^4 where u = 3x - 2: one definition put into another."""
    ones = {m: h.said[m] for m in marks}
    for outer, one in ones.items():
        others = [o for m, o in ones.items() if m != outer]
        if not all(o.kind == "definition" and o.name and _occurs(o.name, one.text) for o in others):
            continue
        if len(others) == 1 and (h.wrt == [others[0].name] or others[0].name in h.held):
            return None
        text = one.text
        for other in others:
            text = re.sub(rf"(?<![a-zA-Z\\_]){re.escape(other.name)}(?![a-zA-Z0-9_])", f"({other.text})", text)
        used += marks
        return expression(text)
    return None


def _occurs(name: str, text: str) -> bool:
    return re.search(rf"(?<![a-zA-Z\\]){re.escape(name)}(?![a-zA-Z0-9_])", text) is not None


def _variables(inner: str) -> list[str] | None:
    read = reading(inner, infer=True)
    return list(variables(read.surface)) if isinstance(read, Reading) else None


_BROKEN = re.compile(r"<[EDPCN]\d+> (?P<w>[a-z]+) <[EVN]\d+>")
_CONNECTORS = frozenset(
    """at is for by with and or from if when where gives give gave wrt in to of as equals equal then than near be are so
    but on says got get becomes equalling yields i we after into versus not via between through against under over until
    within without has have was becomes makes leaving just once which whose lr rate what minimize minimise maximize
    maximise like compute find start step init does do""".split()
)
_LONE = pattern(r"(?:{SLOPE}|minim\w+|maxim\w+|differentiate) (?:of|for) (?:the )?$|differentiate $")


def _accounted(h: Heard, used: Sequence[str]) -> bool:
    """Has every formula of the question its place? One that a word interrupts has not: x^2 dude + x."""
    if any(found["w"] not in _CONNECTORS for found in _BROKEN.finditer(h.said.text)):
        return False
    names = {d.name for d in h.definitions} | {"f", "g", "h", "y", "z", "L", "J", "E", "C", "F"}
    known = names | {spelt(n) for f in h.said.formulas for n in f.of}
    for found in re.finditer(r"<([A-Z])\d+>", h.left):
        mark, kind = found[0], found[1]
        before, after = h.left[: found.start()], h.left[found.end() :]
        if mark in used or kind in "OPD" or (kind == "C" and mark in used):
            continue
        if kind == "N":
            if not (
                _NAMING.search(before)
                or _COUNTED.match(after)
                or _aside(h.left, found.start())
                or re.search(r"\bthe $", before)
            ):
                return False
        elif kind == "L" and {re.sub(r"_?\d+$", "", n) for n in re.findall(r"\w+", h.said[mark].answer)} | set() <= {
            v for f in h.said.formulas for v in f.of
        } | _letters(h):
            continue
        elif kind == "V":
            if re.search(r"\bat\s*$", before) or (_LONE.search(before) and h.said[mark].name not in names):
                return False
        elif kind == "F":
            if h.said[mark].name not in known and not set(h.said[mark].of) <= {v for d in h.definitions for v in d.of}:
                return False
        elif kind == "K":
            if h.said[mark].name not in names:
                return False
            h.at = h.at or dict(h.said[mark].at)
        elif not _aside(h.left, found.start()):
            return False
    return True


def _letters(h: Heard) -> set[str]:
    """The single letters of the formulas: names that a list of variables may repeat."""
    texts = [f.text for f in h.said.formulas if f.kind in ("expression", "definition")]
    return {m for text in texts for m in re.findall(r"(?<![a-zA-Z])[a-zA-Z](?:_?\d)?", text)}


def _aside(text: str, at: int) -> bool:
    """Does this stand in a sentence that asks nothing?"""
    start = max((m.end() for m in re.finditer(r"[.?!;:(]\s", text[:at])), default=0)
    stop = next((at + m.start() for m in re.finditer(r"[.?!;:)](?:\s|$)", text[at:])), len(text))
    clause = text[start:stop]
    part = next((p for p in clauses(clause) if text[at : at + 4] in p), "")
    if part and is_chatter(part, ASKS):
        return True
    if re.search(r"\b(?:weights?|start\w*|initial\w*|begin\w*|rate|steps?|point|bias)\b", clause):
        return False
    return ASKS.search(clause) is None and not re.search(r"<[DEPOCKQ]\d+>", clause)


_PLURAL = re.compile(r"\b(?:partial )?derivatives\b|\bpartials\b")
_SLOPE_IS = pattern(r"{SLOPE} (?:is|was|equals|=|to be|turned out) (?:just |only )?<[ENP]\d+>")


def _fits(h: Heard, told: list[str]) -> bool:
    """Are the names that were said names of the expression?"""
    named = {n for n in h.at if n and not n.isdigit()}
    return named <= {*told, *h.wrt, *(v for d in h.definitions for v in d.of)}


def _natural(condition: str, inner: str) -> bool:
    """Does the condition say no more than that the logarithm of its variable exists?"""
    found = re.fullmatch(r"([a-zA-Z])\s*>\s*0", condition.strip())
    return found is not None and re.search(rf"\b(?:ln|log)\s*\(?\s*{found[1]}\b", inner) is not None


def _task(h: Heard, want: Want, inner: str, told: list[str], answer: str) -> Task | None:
    of = next((list(d.of) for d in h.definitions if d.of and d.text == inner), [])
    of = of or next((list(o.of) for o in h.operators if o.of), [])
    for where in (h.at, h.start):  # f(y, x) at (1, 2): in the order of the definition
        if of and set(where) == {str(k) for k in range(len(of))}:
            for k, name in enumerate(of):
                where[name] = where.pop(str(k))
    wrt = list(h.wrt)
    if h.held:  # by what is left one differentiates
        moved = [n for n in told if n not in h.held]
        if not moved or want not in ("derivative", "gradient", "check") or set(wrt) & set(h.held):
            return None
        wrt = wrt or moved
    if set(told) == set(of) and len(told) > 1 and not wrt and want == "gradient" and ordered(told) != of:
        wrt = of
    if set(told) > set(of) and not wrt and set(of) & set(told):  # L(w) = (w x - y)^2: x and y are held fixed
        if want not in ("derivative", "gradient", "check"):
            return None if want != "value" or not set(told) <= set(h.at) else Task("value", inner, at=h.at)
        wrt = of
    by = ",".join(wrt)
    if want == "check":
        return Task("check", inner, by, max(1, h.order), h.at, answer)
    if want == "descent":
        begun = h.start or h.at
        return Task("descent", inner, rate=h.rate, start=begun, steps=h.steps) if not wrt or wrt == told else None
    if h.rate or h.start:
        return None
    if want == "value":
        valued = set(h.at) >= set(told) or (len(told) == 1 and h.at) or {str(k) for k in range(len(told))} <= set(h.at)
        return Task("value", inner, at=h.at) if valued and not wrt and not h.order and not h.conditions else None
    if want in ("minimum", "maximum", "convexity"):
        bound = want != "convexity" and not all(_natural(c, inner) for c in h.conditions)
        return None if h.at or h.order > 1 or bound else Task(want, inner)
    if h.order > 1:
        return None if len(wrt) > 1 else Task("derivative", inner, by, h.order, h.at)
    return Task("gradient" if len(wrt) > 1 else want, inner, by, 1, h.at)
