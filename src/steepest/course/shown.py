"""What a section of a lesson has shown, and whether a formula that stands by itself repeats it.

A number or an expression counts as shown when it is a side of a claim that holds, or is called or differentiated in
one. A setting ("w = 3") or a definition shows nothing by itself: what uses it does.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field

from steepest.calculus.surface import Surface, walk
from steepest.course import reckon
from steepest.course.kinds import number
from steepest.course.lesson import Lesson
from steepest.course.question import Figure
from steepest.course.settling import Claim, Known, claims_something, listed, meaning, sides
from steepest.course.variant import Item
from steepest.notation.unreadable import Unreadable


@dataclass(slots=True)
class Shown:
    """What a section has shown.

    `numbers` stand by themselves, `expressions` have letters in them, `settings` are letters with a value ("w = 3");
    `drawn` are the numbers that a question works with: any expression of them is its own.
    """

    numbers: set[float] = field(default_factory=set)
    expressions: set[Surface] = field(default_factory=set)
    settings: set[tuple[str, float]] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)
    drawn: set[float] = field(default_factory=set)
    right: set[float] = field(default_factory=set)  # the answer to a question, and what it is rounded


def alone(tex: str, lesson: Lesson, shown: Shown) -> Claim | None:
    """A formula that claims nothing and repeats nothing: it has a number in it that nobody answers for."""
    if not re.search(r"\d", tex) or tex in lesson.notation or tex in lesson.given:
        return None
    if claims_something(tex):
        name, _, body = tex.rstrip("., ").partition("=")
        if re.fullmatch(r"\\?\w+ ", name) and re.fullmatch(r" (-?[\d.]+|\\frac\{\d+\}\{\d+\})", body):
            value = reckon.value(reckon.read(body, "latex"))
            fine = (name.strip(), value) in shown.settings or value in shown.drawn or _rounded(value, shown)
            return None if fine else Claim(tex, "alone", "nothing that is claimed uses it, and it is not given")
        if re.fullmatch(r"[a-zA-Z](?:\([a-z, ]+\))? ", name) and not claims_something(body):
            return None if _repeats(body.strip(), shown) else Claim(tex, "alone", "nothing that is claimed uses it")
        return None
    return None if _repeats(tex, shown) else Claim(tex, "alone", "it is neither shown nor given")


def _rounded(value: float, shown: Shown) -> bool:
    """Is this what is asked for, to the digits shown?"""
    return any(abs(value - n) < 1e-12 for n in shown.right)


def _repeats(text: str, shown: Shown) -> bool:
    called = re.fullmatch(r"[a-zA-Z]'?\((.+)\)", text)
    parts = (listed(f"({called[1]})") or [called[1]]) if called else listed(text)
    if parts is not None and not called:
        return _list(parts) in shown.lists or (bool(shown.drawn) and numbers(text) <= shown.drawn)
    if parts is not None:
        return all(not re.search(r"\d", p) or _repeats(p, shown) for p in parts)
    try:
        e = reckon.read(text, "latex")
    except Unreadable:
        return False
    if shown.drawn and numbers(text) <= shown.drawn:
        return True
    if reckon.names(e):
        return e in shown.expressions
    return _among(reckon.value(e), shown.numbers | shown.right)


def _list(parts: list[str]) -> str:
    return ",".join(re.sub(r"\s", "", p) for p in parts)


def _among(value: float, numbers: set[float]) -> bool:
    return any(abs(value - n) <= 1e-12 * max(1.0, abs(n)) for n in numbers)


def show(tex: str, claim: Claim, known: Known, shown: Shown) -> None:
    """Add what a claim shows that holds: each side, what is called or differentiated in it, the definitions it uses.

    A setting or a definition shows nothing by itself: what uses it does.
    """
    if claim.verdict != "holds":
        return
    for _, side in sides(tex):
        shown.lists |= {_list(parts) for parts in map(listed, side.split(" + ")) if parts}
        for part in listed(side) or [side]:
            operand = re.fullmatch(r"\\frac\{d.*?\}\{d.*?\} ?(.+)", part)
            for piece in (part, operand[1]) if operand else (part,):
                _show_piece(piece, known, shown)
            for f, inside in re.findall(r"(?:\\nabla )?([a-zA-Z])'?\(([^()]+)\)", part):
                _show_call(f, inside, known, shown)
    letters = set(re.findall(r"(?<!\\)\b[a-zA-Z]\b", re.sub(r"\\frac\{(?:d|\\partial) ?(\w)\}\{.*?\}", r" \1 ", tex)))
    letters -= set(re.findall(r"\\frac\{d\}\{d(\w)\}", tex))  # bound in it, so not used
    for name in letters & known.names.keys():
        shown.expressions |= _parts(known.names[name])
        letters |= set(reckon.names(known.names[name]))
    shown.settings |= {(n, reckon.value(known.values[n])) for n in letters & known.values.keys()}


def _show_call(f: str, inside: str, known: Known, shown: Shown) -> None:
    names, body = known.functions.get(f, ((), None))
    if body is not None:
        shown.expressions |= _parts(body)
    for k, argument in enumerate(inside.split(",")):
        with suppress(Unreadable):
            value = reckon.value(reckon.read(argument, "latex"))
            shown.numbers.add(value)
            if k < len(names):
                shown.settings.add((names[k], value))


def _show_piece(piece: str, known: Known, shown: Shown) -> None:
    written = []
    with suppress(Unreadable):
        written.append(reckon.read(piece, "latex"))
    with suppress(Unreadable, KeyError, IndexError, ValueError):
        written.append(meaning(piece, known))
    for e in written:
        if reckon.names(e):
            shown.expressions |= _parts(e)
        else:
            shown.numbers.add(reckon.value(e))
        for p in walk(e):  # a fraction in it is as good as a side
            if (p.op == "div" and not reckon.names(p)) or (p.op == "number" and p.data != int(p.data)):  # type: ignore[call-overload]
                shown.numbers.add(reckon.value(p))


def _parts(e: Surface) -> set[Surface]:
    return {p for p in walk(e) if p.args and reckon.names(p)}


def both(a: Shown, b: Shown) -> Shown:
    """What one and the other have shown."""
    return Shown(
        a.numbers | b.numbers,
        a.expressions | b.expressions,
        a.settings | b.settings,
        a.lists | b.lists,
        a.drawn | b.drawn,
        a.right | b.right,
    )


def worked_with(item: Item) -> Shown:
    """The numbers and expressions that a question works with, and what is right."""
    shown, body = Shown(), item.body
    for part in [body, body["then"]] if "then" in body else [body]:
        for key in ("answer", "derivative", "range", "at"):
            shown.drawn |= numbers(str(part.get(key, "")))
        shown.settings |= {(str(n), reckon.value(str(v))) for n, v in dict(part.get("at", {})).items()}
        if "derivative" in part:
            f = reckon.read(str(part["derivative"]))
            for e in (f, reckon.slope(f, str(part["wrt"])).surface):
                shown.expressions |= _parts(e) | _parts(reckon.read(reckon.Formula(e).latex, "latex"))
    for v in item.given.values():
        shown.drawn |= numbers(str(v))
    if item.question.kind in ("number", "predict"):
        right = number.target(item)
        shown.right |= {right, *(float(f"{right:.{digits}g}") for digits in (2, 3, 4))}
    if item.question.figure is not None:
        pictured(item.question.figure, shown)
    return shown


def numerals(figure: Figure) -> list[str]:
    """The numbers in the words that describe a picture, where they are not among those it is drawn from."""
    drawn = Shown()
    pictured(figure, drawn)
    text = figure.alt.replace("−", "-")
    found = [m[0] for m in re.finditer(r"(?<![\w.^])-?\d+(?:\.\d+)?(?![\w%]*[²³⁴])(?![a-z])", text)]
    return [n for n in found if float(n) not in drawn.numbers]


def pictured(figure: Figure, shown: Shown) -> None:
    """Add what a picture is drawn from."""
    for name, text in figure.options.items():
        shown.numbers |= numbers(text)
        if name in ("f", "curve"):
            shown.expressions |= _parts(reckon.read(text))
            names = figure.options.get("wrt", "").split(",") if "wrt" in figure.options else reckon.names(text)
            places = [figure.options.get(key, "").split(",") for key in ("at", "start")]
            shown.settings |= {(n, float(v)) for at in places for n, v in zip(names, at, strict=False) if v.strip()}
        if name.startswith("value-"):
            shown.settings.add((name.removeprefix("value-"), float(text)))


def numbers(text: str) -> set[float]:
    """The numbers that stand in a text, with either sign."""
    return {sign * float(n) for n in re.findall(r"\d+(?:\.\d+)?", text) for sign in (1, -1)}
