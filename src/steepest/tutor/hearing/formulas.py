"""What a formula in a question is: an expression, a definition, a point, a derivative, a claim, a condition.

>>> formula("f(x, y) = x^2 y").kind
'definition'
>>> formula("d/dx x^2 = 2x")
Formula(kind='claim', text='x^2', name='', of=(), wrt=('x',), order=1, at={}, answer='2x')
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from steepest.notation.names import SUPERSCRIPTS, function
from steepest.tutor.hearing.expressions import (
    NAME,
    NAMES,
    NUMBER,
    enclosed,
    expression,
    outside_brackets,
    place,
    sides,
    spelt,
)
from steepest.tutor.lists import parts_of

Kind = Literal[
    "expression",  # text
    "number",  # text
    "variable",  # name
    "tuple",  # answer: its entries as text; at: by order, where they are numbers
    "point",  # at: name = number, one or several
    "definition",  # name(of) = text
    "operator",  # a derivative of something said elsewhere: of `name`, by `wrt`, at `at`
    "derivative",  # a derivative of text
    "claim",  # an operator or a derivative, and the answer that it is said to be
    "call",  # name at `at`: f(2)
    "mention",  # name: f(x)
    "update",  # x_{n+1} = x_n - 0.1 f'(x_n): text is the rate, or the name of the rate
    "equation",  # text = answer, which defines nothing
    "condition",  # x > 0
    "unknown",
]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as data; which fields are used is told beside its kind."""

    kind: Kind
    text: str = ""
    name: str = ""
    of: tuple[str, ...] = ()
    wrt: tuple[str, ...] = ()
    order: int = 1
    at: Mapping[str, str] = field(default_factory=dict)
    answer: str = ""


_DIFFERENTIAL = re.compile(rf"d(?:\^(?P<n>\d))?(?P<of>[a-zA-Zα-ω]|loss|cost)?/d(?P<x>{NAME})(?:\^\d)?(?![a-zA-Z])\s*")


_NABLA = re.compile(rf"∇(?:_\{{?\\?(?P<x>{NAME})\}}?)?(?:\^(?P<n>2))?\s*")


_PRIME = re.compile(rf"(?P<of>\\?{NAME})(?P<n>'{{1,4}})\s*(?:\(\s*(?P<at>[^()]*)\s*\))?")


_SUBSCRIPT = re.compile(r"(?P<of>[fFghGHzLJuE])_?\{?(?P<x>[a-z]{1,2})\}?\s*(?:\((?P<at>[^()]*)\))?")


_CALL = re.compile(rf"(?P<name>\\?{NAME})\s*\((?P<args>[^()]*)\)")


_AT = re.compile(
    rf"\s*\|_?\{{?\s*(?P<at>(?:{NAME}\s*=\s*{NUMBER}|\({NAMES}\)\s*=\s*\([^()]*\))(?:\s*,\s*{NAME}\s*=\s*{NUMBER})*)\s*\}}?$"
)


_UPDATE = re.compile(rf"(?P<x>{NAME})(?:_\{{?[a-z]\s*\+\s*1\}}?|_\(\w\+1\))$")


_STEP = re.compile(rf"{NAME}(?:_\{{?\w\}}?)?\s*-\s*(?P<rate>{NUMBER}|{NAME}|lr|rate)\s*\*?\s*(?P<slope>.*)")


_RELATION = re.compile(r"<=|>=|!=|[<>≤≥≠∈→]|->")


def formula(text: str) -> Formula:
    """What this formula is."""
    text = text.strip(" \t,;")
    point: dict[str, str] = {}
    if found := _AT.search(text):
        point, text = place(found["at"]), text[: found.start()].strip()
    if text[:1] == "(" and text[-1:] == ")" and enclosed(text) and re.search(r"[=<>≤≥≠]", text):
        text = text[1:-1].strip()
    told = _assigned(text) or _whole(text)
    return replace(told, at=point) if point else told


def _assigned(text: str) -> Formula | None:
    """Several numbers with their names: x = 2, y = 3."""
    parts = re.split(r"\s*,\s*", text)
    if len(parts) > 1 and all(re.fullmatch(rf"{NAME}\s*=\s*{NUMBER}", p) for p in parts):
        return Formula("point", at=place(text))
    return None


def _whole(text: str) -> Formula:
    parts = sides(text)
    if "∈" in text or text in "ℝℤℕ" or (len(parts) == 1 and outside_brackets(text, _RELATION)):
        return Formula("condition", text)
    if len(parts) == 1:
        if found := re.fullmatch(rf"(?P<x>{NAME})\s*-=\s*(?P<rate>{NUMBER}|{NAME}|lr)\s*\*?\s*(?P<slope>.*)", text):
            return Formula("update", found["rate"], spelt(found["x"]))
        return _side(text)
    if len(parts) == 3 and re.fullmatch(NAME, parts[0]):  # z = f(x, y) = x^2 y
        parts = parts[1:] if _side(parts[1]).kind == "mention" else parts
    if len(parts) == 2 and parts[1] in ("", "?"):
        return _side(parts[0])
    return _equation(*parts) if len(parts) == 2 and all(parts) else Formula("unknown", text)


def _equation(left: str, right: str) -> Formula:
    """What two sides with = between them say."""
    if (update := _UPDATE.fullmatch(left)) and (step := _STEP.fullmatch(right)):
        return Formula("update", step["rate"], spelt(update["x"]))
    mine, theirs = _side(left), _side(right)
    if re.fullmatch(rf"{NAME}|[a-z]\w*", left) and (step := _STEP.fullmatch(right)) and right.startswith(left):
        if re.search(r"grad|'|/d|∇|^$", step["slope"]):  # w = w - 0.1 * grad
            return Formula("update", step["rate"], spelt(left))
    if mine.kind == "variable" and (unit := re.fullmatch(rf"({NUMBER})\s+(?:s|m|h|kg|cm|km)", right)):  # t = 1.5 s
        return Formula("point", at={spelt(left): unit[1]})
    match mine.kind, theirs.kind:
        case "variable" | "expression", "number" if re.fullmatch(rf"{NAME}|[a-z]{{2,}}", left):
            return Formula("point", at={spelt(left): theirs.text})
        case "tuple", "tuple" if theirs.at and all(re.fullmatch(NAME, n) for n in parts_of(left)):
            return Formula("point", at=dict(zip(map(spelt, parts_of(left)), theirs.at.values(), strict=False)))
        case "variable", "variable" if mine.name not in ("y", "z", "f", "L", "J"):  # x = a
            return Formula("equation", left, answer=right)
        case "variable", "expression" | "variable":
            if re.search(rf"(?<![\w\\]){re.escape(left)}(?!\w)", right):  # y = y^2 + x defines nothing
                return Formula("equation", left, answer=right)
            return Formula("definition", theirs.text or right, mine.name)
        case "variable", "derivative":  # y = d/dx x^2
            return theirs
        case "mention", "expression" | "number" | "variable":
            if any(re.search(rf"(?<![a-zA-Z]){re.escape(v)}\d", right) for v in mine.of):  # f(x) = x3: powers were lost
                return Formula("unknown", f"{left} = {right}")
            return Formula("definition", theirs.text or right, mine.name, mine.of)
        case "operator", "expression" | "number" if re.fullmatch(rf"d(?:\^\d)?/d\w+(?:\^\d)?\s+{NAME}", left):
            return Formula("derivative", theirs.text, wrt=mine.wrt, order=mine.order)  # d/dx y = x^2 defines y
        case "operator", "expression" | "number" | "tuple" | "variable":
            return replace(mine, kind="claim", answer=theirs.text or theirs.answer or right)
        case "derivative", "expression" | "number" | "tuple" | "variable":
            return replace(mine, kind="claim", answer=theirs.text or theirs.answer or right)
        case "unknown", _:
            return Formula("unknown", f"{left} = {right}")
        case _, "unknown":
            return Formula("unknown", f"{left} = {right}")
    return Formula("equation", left, answer=right)


def _side(text: str) -> Formula:
    """What stands on one side of a sign of equality, or alone."""
    text = text.strip()
    if re.fullmatch(r"\d+(?:\.\d+)? (?:m|cm|km|ft|kg|s|h|g)", text):  # a length is no expression
        return Formula("unknown", text)
    if re.fullmatch(NUMBER, close := re.sub(r"\s+", "", text)):
        return Formula("number", close.replace("\\", ""))
    if re.fullmatch(r"[(\[].*∞\s*[)\]]", text):  # an interval
        return Formula("condition", text)
    if re.fullmatch(rf"\\?{NAME}", text):
        return Formula("variable", name=spelt(text))
    if found := _DIFFERENTIAL.match(text):
        return _operated(text[found.end() :], found["of"] or "", found["x"], int(found["n"] or 1))
    if found := _NABLA.match(text):
        return Formula("unknown", text) if found["n"] else _operated(text[found.end() :], "", found["x"] or "", 1, True)
    if (found := re.fullmatch(r"(?P<f>[a-z]{2,12})(?P<n>'{1,4})\((?P<x>[a-z])\)", text)) and function(found["f"]):
        return Formula("derivative", f"{found['f']}({found['x']})", order=len(found["n"]), wrt=(found["x"],))
    if found := _PRIME.fullmatch(text):
        return _primed(spelt(found["of"]), len(found["n"]), found["at"])
    if (found := re.fullmatch(r"[(\[](?P<e>.+)[)\]](?P<n>'{1,2})", text)) and (inner := expression(found["e"])):
        return Formula("derivative", inner, order=len(found["n"]))
    if (found := _SUBSCRIPT.fullmatch(text)) and re.match(r"\w_|[fF][xyzuvwt]", text):
        return _subscripted(found)
    if (found := re.fullmatch(rf"({NAME})\.grad", text)) is not None:
        return Formula("operator", wrt=(spelt(found[1]),))
    if found := _CALL.fullmatch(text):
        arguments = [a.strip() for a in found["args"].split(",")]
        if all(re.fullmatch(NUMBER, a) for a in arguments):
            at = {str(k): a for k, a in enumerate(arguments)} if len(arguments) > 1 else {"": arguments[0]}
            return Formula("call", text, spelt(found["name"]), at=at)
        if all(re.fullmatch(rf"\\?{NAME}(?:_\{{?[a-z]\}}?)?", a) for a in arguments) and found["name"] not in arguments:
            return Formula("mention", text, spelt(found["name"]), tuple(map(spelt, arguments)))
    if len(several := parts_of(text)) > 1:
        return _listed(text, several)
    if (read := expression(text)) is not None:
        return Formula("expression", read)
    return Formula("unknown", text)


def _operated(rest: str, of: str, by: str, order: int, nabla: bool = False) -> Formula:
    """d/dx, and what stands behind it."""
    wrt = (spelt(by),) if by else ()
    rest = rest.strip()
    if nabla and (found := re.fullmatch(rf"({NAME})(?:\(({NAMES})\))?", rest)) and not (by and by in rest):
        return Formula("operator", "∇", spelt(found[1]), wrt=wrt)
    if nabla and (found := re.fullmatch(rf"({NAME})\(({NUMBER}(?:\s*,\s*{NUMBER})*)\)", rest)):  # ∇f(1, 2)
        at = {str(k): v.strip() for k, v in enumerate(found[2].split(","))}
        return Formula("operator", "∇", spelt(found[1]), wrt=wrt, at=at)
    if not rest:
        return Formula("operator", name=of, wrt=wrt, order=order, text="∇" if nabla else "")
    if of:  # dy/dx(2)
        values = rest[1:-1].split(",") if rest[0] == "(" and rest[-1] == ")" else []
        if values and all(re.fullmatch(NUMBER, v.strip()) for v in values):
            at = {str(k): v.strip() for k, v in enumerate(values)} if len(values) > 1 else {"": values[0].strip()}
            return Formula("operator", name=of, wrt=wrt, order=order, at=at)
        if all(re.fullmatch(NAME, v.strip()) for v in values) and values:
            return Formula("operator", name=of, wrt=wrt, order=order)
        return Formula("unknown", rest)
    inner = (
        _side(rest[1:-1])
        if rest[0] in "([{" and rest[-1] in ")]}" and len(sides(rest)) == 1 and enclosed(rest)
        else _side(rest)
    )
    text = "∇" if nabla else ""
    if inner.kind == "mention" or (
        inner.kind == "variable" and inner.name not in wrt and inner.name in ("f", "g", "y", "L", "J", "h")
    ):
        return Formula("operator", text, inner.name, wrt=wrt, order=order)
    if inner.kind == "derivative" and inner.wrt == wrt:  # d/dx d/dx
        return replace(inner, order=inner.order + order)
    if inner.kind in ("expression", "number", "variable"):
        return Formula("derivative", inner.text or inner.name, name=text, wrt=wrt, order=order)
    return Formula("unknown", rest)


def _primed(name: str, order: int, at: str | None) -> Formula:
    if at and re.fullmatch(NUMBER, at):  # e and π are numbers before they are names
        return Formula("operator", name=name, order=order, at={"": at})
    if at is None or re.fullmatch(rf"{NAME}(?:_\{{?[a-z]\}}?)?", at):
        return Formula("operator", name=name, order=order, of=(spelt(at),) if at and "_" not in at else ())
    return Formula("unknown", f"{name}'({at})")


def _subscripted(found: re.Match[str]) -> Formula:
    names = found["x"]
    if len(set(names)) > 1:  # f_xy
        return Formula("unknown", found[0])
    values = [v.strip() for v in (found["at"] or "").split(",") if v.strip()]
    at = {str(k): v for k, v in enumerate(values)} if all(re.fullmatch(NUMBER, v) for v in values) else {}
    return Formula("operator", name=found["of"], wrt=(names[0],), order=len(names), at=at)


def _listed(text: str, several: list[str]) -> Formula:
    read = [p if re.fullmatch(rf"{NUMBER}|{NAME}", p) else expression(p) for p in several]
    if not all(read):
        return Formula("unknown", text)
    numbers = all(re.fullmatch(NUMBER, p) for p in several)
    at = {str(k): p.replace("\\", "") for k, p in enumerate(several)} if numbers else {}
    return Formula("tuple", text, at=at, answer=f"({', '.join(str(p) for p in read)})")


_UP = frozenset(SUPERSCRIPTS)
