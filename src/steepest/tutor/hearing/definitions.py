"""What is asked about: functions that are defined in words, and derivatives that are asked for by a sign."""

from __future__ import annotations

import re

from steepest.calculus.primitives import PRIMITIVES
from steepest.notation.names import function
from steepest.tutor.hearing.formulas import Formula
from steepest.tutor.hearing.heard import Heard
from steepest.tutor.hearing.patterns import pattern

OF_ONE = frozenset(PRIMITIVES) - {"maximum", "minimum", "where", "hypot", "arctan2", "polygamma", "sign"} | {
    "log",
    "sqrt",
}


_DEFINED = pattern(
    r"{v:VF}(?: here)?\s*(?:is|equals|=|be|as|to be|:)\s+(?:(?:defined|given|modell?ed) (?:by"
    r"|as)\s+)?(?:the function )?{e:E}"
)


_CONSTANT = pattern(
    r"{SLOPE} (?:of|for) (?:the )?(?:constant )?(?:function |line |curve )?{s:S}(?!\s*(?:,|and) {S})"
    r"|\bdifferentiate {t:S}"
)


_BY_EQUAL = pattern(r"(?:wrt|respect to) {d:D}")


_NAMED = pattern(
    r"(?:{SLOPE} (?:of|for)|differentiate|convex|concave) (?:the |a )?(?:logistic )?(?P<f>[a-z]+)\b(?: function"
    r"| activation)?(?=\s*(?:$|[,.?!;:]|(?:at|with|wrt|by|for|when|please|pls|again|and|in|with|function|or)\b))"
)


_ALONE = pattern(
    r"(?:(?:{SLOPE} (?:of|for)|differentiate) (?:(?:the |a )?(?:constant )?(?:function|constant|number) "
    r"(?:like |such as )?)?|\bfunction (?:is|equals) (?:just |only |simply |the |a |constant )*)"
    r"{v:VN}(?!\\s+(?:per"
    r"|percent|of|times|degrees|%))"
)


def take_definitions(h: Heard) -> None:
    """`y equals x squared` defines y, as `y = x^2` does; so does `the derivative of y = 5`."""
    if (found := _CONSTANT.search(h.left)) and next(iter(at := h.said[mark := found["s"] or found["t"]].at)) in "yzf":
        h.said.formulas.append(Formula("definition", next(iter(at.values())), next(iter(at))))
        h.left = h.left.replace(mark, f"<D{len(h.said.formulas) - 1}>")
    while found := _BY_EQUAL.search(h.left):  # wrt x = 2 A^T (A x - b)
        one = h.said[found["d"]]
        if one.of:
            break
        h.said.formulas += [Formula("variable", name=one.name), Formula("expression", one.text)]
        last = len(h.said.formulas)
        h.left = h.left.replace(found["d"], f"<V{last - 2}> is <E{last - 1}>")
    while found := _DEFINED.search(h.left):
        name, body = h.said[found["v"]], h.said[found["e"]]
        before = h.left[: found.start()]
        if name.name == "x" or re.search(
            r"\b(?:by|respect to|wrt|in|for which|which|what|derivative of|gradient of)\s+$", before
        ):
            break
        h.said.formulas.append(Formula("definition", body.text, name.name, name.of))
        h.cut(found, f" <D{len(h.said.formulas) - 1}> ")
    if not h.marks("EDPCKQX"):
        _bare(h)
    h.definitions = [h.said[m] for m in h.marks("D")]


def _bare(h: Heard) -> None:
    """The derivative of the sigmoid, of x, of 5."""
    if found := _ALONE.search(h.left):
        one = h.said[found["v"]]
        h.said.formulas.append(Formula("expression", one.text or one.name))
        h.left = h.left.replace(found["v"], f"<E{len(h.said.formulas) - 1}>")
    elif (found := _NAMED.search(h.left)) and function(found["f"]) in OF_ONE:
        h.said.formulas.append(Formula("expression", f"{function(found['f'])}(x)"))
        h.left = f"{h.left[: found.start('f')]}<E{len(h.said.formulas) - 1}>{h.left[found.end('f') :]}"


def take_operators(h: Heard) -> None:
    """f', dy/dx, ∇f, which ask for a derivative of what is defined elsewhere; d/dx of x^2 is a derivative of x^2."""
    while found := _APPLIED.search(h.left):
        op, body = h.said[found["o"]], h.said[found["e"]]
        if op.name and (
            (body.kind == "definition" and body.name not in ("", op.name)) or _defined(h, op.name, found["e"])
        ):
            break
        h.said.formulas.append(Formula("derivative", body.text, op.text, body.of, op.wrt, op.order, op.at))
        h.cut(found, f" <P{len(h.said.formulas) - 1}> ")
    for known in _KNOWN.findall(h.left) if len(h.marks("OP")) > 1 else ():
        h.left = h.left.replace(known, "it")
    for mark in h.marks("OPC"):
        one = h.said[mark]
        h.operators.append(one)
        h.wrt += [v for v in one.wrt if v not in h.wrt]
        h.order = max(h.order, one.order) if one.order > 1 or one.kind == "operator" else h.order
        h.at = h.at or dict(one.at)


def _defined(h: Heard, name: str, but: str) -> bool:
    """Is there another definition of this name?"""
    return any(h.said[m].name == name for m in h.marks("D") if m != but)


_KNOWN = re.compile(
    r"\bi (?:can |could |already )?(?:understand|understood|know|get|got|have|see|find|found|do|did) "
    r"(?:the |how to (?:get|find) )?(<[OP]\d+>)"
)
_APPLIED = pattern(
    r"{o:O}\s*(?:of|for|on|,|:)?\s*(?:the )?(?:function |expression |following:? )?{e:ED}(?! (?:and|,) {O})"
)
