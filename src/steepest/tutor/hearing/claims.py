"""Claims about a derivative: "I got 2x cos(x^2) for the derivative of sin(x^2), right?" is an answer to be checked.

A claim has what is differentiated and what is claimed of it, each at its place in one of a few sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from steepest.tutor.hearing.expressions import expression
from steepest.tutor.hearing.formulas import Formula
from steepest.tutor.hearing.heard import Heard
from steepest.tutor.hearing.patterns import pattern
from steepest.tutor.lists import parts_of
from steepest.tutor.task import Task
from steepest.tutor.work import holds


@dataclass(frozen=True, slots=True)
class Claim:
    """The mark of what is differentiated ("" where it stands elsewhere), and the claimed answer."""

    subject: str
    answer: str
    used: tuple[str, ...]  # the marks that it accounts for


# Sentences with a claim: s is what is differentiated, a the answer.
_SENTENCES = tuple(
    pattern(text)
    for text in (
        # the derivative of s is a
        r"{SLOPE}\s+(?:of|for)\s+{GAP}{s:EDPV}(?: (?:taken|evaluated"
        r"|found))?,?(?: then)?\s+{GAP}{JOIN}:?\s+{GAP}{a:ELNTV}",
        r"{s:EDP}\s*'s {SLOPE}\s+{GAP}{JOIN}:?\s+{GAP}{a:ELNTV}",
        r"{SLOPE}\s+(?:of|for)\s+{GAP}{s:EDP}\s*(?:[:,;]|\.\.+|->|→)\s*{a:ELNT}(?=.*\b(?:true|false|right"
        r"|correct|ok|wrong|yes)\b)",
        r"(?:is|isn't|isnt|was) {SMALL}{SLOPE}\s+(?:of|for)\s+{GAP}{s:EDP}(?: (?:just|not|simply|really"
        r"|then|actually))*\s+{a:ELNT}",
        r"differentiat\w*(?: (?:correctly|right|it))?:?\s+{GAP}{s:ED},?(?: then)?\s+{GAP}{JOIN}\s+{GAP}{a:ELNTV}",
        r"{s:ED}\s+differentiate[sd]\s+to\s+{a:ELNTV}",
        r"{SLOPE}\s+(?:of|for)\s+{GAP}{s:EDP} (?:right|correct|ok|true|wrong|good)\s*[:,?-]\s*{a:ELNT}",
        r"{s:EDP}\s+has (?:a |the |as |as its )?{SLOPE}\s+(?:of )?{a:ELNT}",
        r"(?:^|[.!?]\s){s:ED}\s+gives\s+{a:ELNT}[,;.?]+\s+(?=.*{SLOPE})",
        # a is the derivative of s
        r"\b(?:is|isn't|isnt|are|got|get|getting|uses?|used|using|put|gave|give|has|have|found|find|wrote"
        r"|write|gives|gave|obtain\w*|be|had|computed|calculated|that|if|with)\s+{a:ELNTV}\s+{GAP}"
        r"(?:(?:for|as|is|=|the|to be|equals?|equal to|what)\s+)*{GAP}(?:{SLOPE}\s+(?:of|for)"
        r"|differentiating|you (?:get|obtain) (?:when|by|from|if) (?:you )?differentiat\w+"
        r"|i differentiate)\s+{GAP}{s:EDP}",
        r"^{a:ELNTV}\s+{GAP}(?:for|as|is|equals|would be)\s+{GAP}{SLOPE}\s+(?:of|for)\s+{GAP}{s:EDP}",
        # d/dx of s is a; f' is a; a for f'
        r"{s:P}\s*(?:,|\.\.+)?\s*{GAP}{JOIN}\s+{GAP}{a:ELNTV}",
        r"{s:P}\s*(?:[:,;]|\.\.+|->|→)\s*{a:ELNT}(?=.*\b(?:true|false|right|correct|ok|wrong|yes)\b)",
        r"{o:O}\s*,?\s*{GAP}{JOIN}\s+{GAP}{a:ELNTV}",
        r"{o:OF}\s*:\s*{a:ELNT}(?=.*(?:\b(?:right|correct|true|ok|wrong|forget|miss|mistake|check|agree)|\?))",
        r"\b(?:is|are|got|get|have|found|with|wrote|obtain\w*|be)\s+{a:ELNTV}\s+{GAP}(?:for|as|is"
        r"|equal to|value of|of)?\s*{SMALL}{o:OP}",
        # of a function that was named before
        r"(?:its|the|my|a) {SLOPE}\s+{GAP}{JOIN}\s+{GAP}{a:ELNTV}",
        r"(?:get|got|have|found|with|gave me|gives?|obtained?)\s+(?:a |the |that the )?{SLOPE}\s+(?:is "
        r"|= |to be |as )?{a:ELNT}",
        r"(?:get|got|have|found|with|gave me|gives?|obtained?)\s+(?:a |the )?{SLOPE}\s+of {a:N}",
        r"\b(?:is|are|got|get|have|found|gave me|gives me|gives|obtained?)\s+{a:ELNTV}\s+{GAP}(?:for|as"
        r"|is|to be)\s+(?:the |its |my )?{SLOPE}",
        r"\b(?:answer|result|solution|mine|work|attempt|version|try|output)\b(?: was| is|:| ="
        r"| gives)?\s+{GAP}{a:ELNT}",
        r"\bi\s+(?:get|got|have|found|obtain(?:ed)?|wrote|ended up with|came (?:up|out) with|end up with"
        r"|think(?: that)? it(?:'s| is)|say|said|worked out|calculated|computed|keep getting"
        r"|make it)\s+{GAP}{a:ELNT}",
        r"\b(?:still|just|only|always|and|then|but) (?:got|get|getting)\s+{GAP}{a:ELNT}",
        r"\b(?:ended up with|gave me|gives me|told me)\s+{GAP}{a:ELNT}",
        r"\b(?:would|should|must|might|could|may|will) be\s+{GAP}{a:ELNT}",
        r"\b(?:is it|should it be|shouldn't it be|would it be|isn't it|it should be|is that)\s+{GAP}{a:ELNT}",
    )
)
_SLOPED = pattern(r"{SLOPE}|differentiat|deriv")
# "at which x is the slope equal to 9" asks for x.
_INVERSE = pattern(
    r"\b(?:which|what|find|determine|solve for|values? of|for what|at what)\s+(?:[a-z-]+\s+){0,3}?{V}"
    r"|\b(?:where|when)\s+(?:is|does|will|do|are|has|can)\b"
    r"|\b(?:which|what) (?:points?|values?|place|x-values?)\b|\bsolve\b"
)


_OTHERS = re.compile(r"\b(?:convex|concave|minimum|maximum|minimi[sz]\w*|maximi[sz]\w*)\b")
_DENIED = re.compile(r"why\b.*(?:n't|(?<!and )(?<!but )\bnot\b|\bisnt\b)")
_SOUGHT = pattern(
    r"\bfind (?:the )?(?:values? of |coordinates? of |points?\b|{V})|\b(?:when|where|if) (?:the "
    r"|its )?{SLOPE} (?:is|equals|of)"
)


def claim(h: Heard) -> Claim | None:
    """The claim in a question, or None."""
    text = h.left
    asked = next((p for p in re.split(r"(?<=[.?!])\s", text) if "<" in p), text)
    if re.match(r"why\b", asked) and not _DENIED.match(text):  # why it is so, is no claim to be checked
        return None
    if (several := h.marks("C"))[1:] and len({h.said[m].wrt for m in several}) == len(several) == len(h.wrt):
        return Claim("", f"({', '.join(h.said[m].answer for m in several)})", tuple(several))  # f_x = …, f_y = …
    for mark in h.marks("C"):
        one = h.said[mark]
        if _INVERSE.search(text[: text.index(mark)]):
            return None
        return Claim("", _listed(one.answer), (mark,))
    if found := re.search(r"<Q\d+>", text):  # the derivative of x e^x = e^x
        return _equated(h, found)
    if not (_SLOPED.search(text) or h.operators) or _OTHERS.search(h.words):
        return None
    for sentence in _SENTENCES:
        for found in sentence.finditer(text):
            groups = found.groupdict()
            subject, answer = groups.get("s") or "", found["a"]
            if subject == answer or not _claimed(h, subject, answer, groups.get("o")):
                continue
            if _INVERSE.search(text[: found.end()]) or _SOUGHT.search(text):
                return None
            return Claim(
                subject, _listed(_text(h.said[answer])), tuple(m for m in (subject, answer, groups.get("o")) if m)
            )
    return _side_by_side(h)


def _side_by_side(h: Heard) -> Claim | None:
    """`is the derivative of x^3 3x^2`: the split that makes the claim true, else the shortest function."""
    found = _BOTH.fullmatch(h.left.rstrip("?!. "))
    if found is None or len(h.marks("EDPCKLQ")) > 1:
        return None
    text, claims = h.said[found["e"]].text, []
    for blank in re.finditer(r"(?<=[\w)]) (?=[\w(-])|(?<=[\w)]) ?(?=-[^ ])", text):
        inner, answer = expression(text[: blank.start()]), expression(text[blank.end() :])
        if inner is not None and answer is not None:
            claims.append((inner, answer))
    if not claims:
        return None
    order = max(1, h.order)
    true = (c for c in claims if holds(Task("check", c[0], ",".join(h.wrt), order, h.at, c[1])))
    inner, answer = next(true, claims[0])
    h.said.formulas.append(Formula("expression", inner))
    mark = f"<E{len(h.said.formulas) - 1}>"
    h.left = h.left.replace(found["e"], mark)
    return Claim(mark, answer, (mark,))


_BOTH = pattern(
    r"(?:so |hi |and |but |really )*(?:is|isn't|isnt) (?:the )?(?:derivative|slope|gradient"
    r"|partial derivative) of {e:E}(?:,? (?:right|correct))?"
)


def _claimed(h: Heard, subject: str, answer: str, operator: str | None) -> bool:
    """Is there something else that is differentiated, and is the answer one?"""
    if subject:
        return True
    others = [m for m in h.marks("EDP") if m != answer]
    return len(others) == 1 or (operator is not None and bool(h.definitions))


def _equated(h: Heard, found: re.Match[str]) -> Claim | None:
    before = h.left[: found.start()]
    if not re.search(
        pattern(r"(?:{SLOPE} (?:of|for)|differentiate\w*|{O}(?: of)?)\s+$").pattern, before
    ) or _INVERSE.search(before):
        return None
    one = h.said[found[0]]
    left, right = expression(one.text), expression(one.answer)
    if left is None or right is None:
        return None
    h.said.formulas.append(Formula("expression", left))
    mark = f"<E{len(h.said.formulas) - 1}>"
    h.left = h.left.replace(found[0], mark)
    return Claim(mark, right, (mark,))


def _text(one: Formula) -> str:
    return one.answer if one.kind == "tuple" else one.text or one.name


def _listed(answer: str) -> str:
    """The answer; of several entries each as it is read."""
    several = parts_of(answer)
    return f"({', '.join(several)})" if len(several) > 1 else answer
