"""Mathematics in English, as it is read aloud: "x squared times sine of x".

Groups that a listener could not hear are said: "the quantity x plus 1, squared". After the manner of ClearSpeak
(Frankel, Brownstein, Soiffer 2016).
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from fractions import Fraction

from steepest.calculus.dims import Size, dim_text
from steepest.calculus.inside import told
from steepest.calculus.surface import Surface
from steepest.notation.pieces import Level, Lookup, Piece, exact_decimal, value, written
from steepest.notation.sharing import all_names, fresh, worth_naming
from steepest.notation.spellings import SPELLINGS
from steepest.notation.subscripts import subscript

COMPARISONS = {
    "<": "is less than", "<=": "is at most", ">": "is greater than", ">=": "is at least", "==": "equals",
    "!=": "does not equal",
}  # fmt: skip
FRACTIONS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 8: "eighth", 10: "tenth"}
ORDINALS = {1: "first", 2: "second", 3: "third"}


def spoken(surface: Surface) -> str:
    """The expression as it is read aloud."""
    given: dict[Surface, Piece] = {}
    ends = []
    new = fresh(all_names([surface]))
    for part in worth_naming(surface):
        name = next(new)
        ends.append(f"{name} is {written(part, _piece, given).text}")
        given[part] = Piece(name, Level.ATOM)
    text = written(surface, _piece, given).text
    text = text.removesuffix(",")
    return text + (", where " + "; ".join(ends) if ends else "")


def _group(piece: Piece, least: Level) -> str:
    """The words of an operand; a looser one is announced as a quantity."""
    return piece.text if piece.level >= least else f"the quantity {piece.text}, end quantity,"


def _piece(e: Surface, at: Lookup) -> Piece:
    """One node, its arguments being said."""
    args = [at[a] for a in e.args]
    match e.op:
        case "number":
            return _number(value(e))
        case "constant":
            return Piece(str(e.data), Level.ATOM)
        case "size":
            assert isinstance(e.data, int | Size)
            return Piece(_dim(e.data), Level.ATOM if re.fullmatch(r"\w+", dim_text(e.data)) else Level.SUM)
        case "variable":
            return Piece(_name(str(e.data)), Level.ATOM)
        case "add":
            return _sum(args)
        case "mul":
            return _product(e, args)
        case "neg":
            return Piece("minus " + _group(args[0], Level.MATMUL), Level.NEGATIVE)
        case "div":
            return _over(args)
        case "pow":
            return _power(e, args)
        case "matmul":
            return Piece(" matrix times ".join(_group(a, Level.MATMUL) for a in args), Level.MATMUL)
        case "transpose":
            return Piece(_group(args[0], Level.POWER) + " transpose", Level.POSTFIX)
        case "compare":
            return Piece(f"{args[0].text} {COMPARISONS[str(e.data)]} {args[1].text}", Level.COMPARE)
        case "where":
            return Piece(f"{args[1].text} if {args[0].text}, otherwise {args[2].text}", Level.LET)
        case "index":
            where = subscript(e).replace(":", " to ").strip()
            return Piece(f"{_group(args[0], Level.POSTFIX)} at {where or 'all'}", Level.POWER)
        case "let":
            assert isinstance(e.data, tuple)
            parts = [f"{_name(n)} is {v.text}" for n, v in zip(e.data, args, strict=False)]
            return Piece(f"{args[-1].text}, where {'; '.join(parts)}", Level.LET)
        case "derivative":
            return _derivative(e.data, args[0])
        case "prime":
            assert isinstance(e.data, tuple)
            inner = " and ".join(a.text for a in args)
            return Piece(f"the derivative of {_name(e.data[0])}, at {inner}", Level.NEGATIVE)
        case "scan" | "backscan":
            return _recurrence(e, args)
        case _:
            return _call(e, args)


def _recurrence(e: Surface, args: list[Piece]) -> Piece:
    """The states of h becoming …, from … on, for each row x of …"""
    step, data = told(e)
    state, *rows = data.bound
    along = [f"for each row {_name(r)} of {a.text}" for r, a in zip(rows, args[1:], strict=False)]
    steps = [] if along else [f"in {_dim(data.steps)} steps"]
    back = ["from the last to the first"] if e.op == "backscan" else []
    said = [f"the states of {_name(state)}, which becomes {written(step, _piece).text}", f"from {args[0].text} on"]
    return Piece(", ".join([*said, *along, *steps, *back]), Level.LET)


def _sum(args: list[Piece]) -> Piece:
    text = args[0].text if args[0].level >= Level.SUM else _group(args[0], Level.SUM)
    for a in args[1:]:
        if a.level == Level.NEGATIVE and a.text.startswith("minus "):
            text += " " + a.text
        else:
            text += " plus " + _group(a, Level.SUM)
    return Piece(text, Level.SUM)


def _product(e: Surface, args: list[Piece]) -> Piece:
    """Factors with "times"; a number before a name or a power needs no word: "3 x squared"."""
    words = [_factor(a, p) for a, p in zip(e.args, args, strict=True)]
    text = words[0]
    for before, a, piece, word in zip(e.args, e.args[1:], args[1:], words[1:], strict=False):
        close = before.op == "number" and a.op in ("variable", "constant", "pow") and piece.level >= Level.POWER
        text += (" " if close and word[0].isalpha() else " times ") + word
    return Piece(text, Level.PRODUCT)


def _factor(e: Surface, piece: Piece) -> str:
    return _group(piece, Level.MATMUL if e.op != "where" else Level.ATOM)


def _over(args: list[Piece]) -> Piece:
    """Simple quotients are "x over y"; others say where the fraction begins and ends."""
    top, bottom = args
    if top.level >= Level.POWER and bottom.level >= Level.POWER:
        return Piece(f"{top.text} over {bottom.text}", Level.PRODUCT)
    return Piece(f"the fraction {top.text} over {bottom.text}, end fraction", Level.POWER)


def _power(e: Surface, args: list[Piece]) -> Piece:
    base = _group(args[0], Level.POSTFIX)
    exponent = e.args[1]
    if exponent.op == "number" and value(exponent) == 2:
        return Piece(f"{base} squared", Level.POWER)
    if exponent.op == "number" and value(exponent) == 3:
        return Piece(f"{base} cubed", Level.POWER)
    words = args[1].text if args[1].level >= Level.POWER else f"{args[1].text}, end exponent"
    return Piece(f"{base} to the power {words}", Level.POWER)


def _derivative(data: Hashable, body: Piece) -> Piece:
    assert isinstance(data, tuple)
    name, order = data
    which = "" if order == 1 else f"{ORDINALS.get(order, f'{order}th')} "
    return Piece(f"the {which}derivative with respect to {_name(name)} of {_group(body, Level.MATMUL)}", Level.PRODUCT)


def _call(e: Surface, args: list[Piece]) -> Piece:
    """As in "sine of x"; an argument that is more than a name or a power is announced."""
    words = SPELLINGS[e.op].spoken if e.op in SPELLINGS else _name(e.op) + " of"
    if e.op in ("eye", "ones", "zeros", "window"):
        shape = dict(e.data)["shape"]  # type: ignore[call-overload]
        return Piece(f"{words} of size {' by '.join(_dim(d) for d in shape)}", Level.POWER)
    options = "".join(f" along {_option(k)} {v}" for k, v in e.data or ())  # type: ignore[attr-defined]
    inner = [a.text if _simple(x) else _group(a, Level.POWER) for x, a in zip(e.args, args, strict=True)]
    if e.op == "exp":
        return Piece(f"e to the power {args[0].text}" + ("" if _short(args[0]) else ", end exponent"), Level.POWER)
    if "{0}" in words:
        for k, text in enumerate(inner):
            words = words.replace(f"{{{k}}}", text)
        return Piece(words + options, Level.PRODUCT)
    return Piece(f"{words} {' and '.join(inner)}{options}", Level.POWER)


def _simple(e: Surface) -> bool:
    """A name, or a number times a name: heard as one thing."""
    return not e.args or (e.op == "mul" and len(e.args) == 2 and not e.args[0].args and not e.args[1].args)


def _short(piece: Piece) -> bool:
    return len(piece.text.split()) <= 3


def _option(name: str) -> str:
    return {"axis": "axis", "keepdims": "axes kept,"}.get(name, name)


def _number(q: Fraction) -> Piece:
    """2, minus 3, one half, 0.05."""
    sign = "minus " if q < 0 else ""
    p = abs(q)
    if p.denominator == 1:
        text = str(p)
    elif p.denominator in FRACTIONS and p.numerator < 10:
        part = FRACTIONS[p.denominator] + ("s" if p.numerator > 1 else "")
        text = f"{'one' if p.numerator == 1 else p.numerator} {part.replace('halfs', 'halves')}"
    else:
        text = exact_decimal(p) or f"{p.numerator} over {p.denominator}"
    return Piece(sign + text, Level.NEGATIVE if sign else Level.ATOM)


def _name(identifier: str) -> str:
    """A name as it is said: x_1 is x sub 1; capitals are told apart."""
    base, _, below = identifier.partition("_")
    head = f"capital {base}" if len(base) == 1 and base.isupper() else base
    return head + (f" sub {below.replace('_', ' ')}" if below else "")


def _dim(d: int | Size) -> str:
    return dim_text(d).replace("*", " times ").replace("+", "plus").replace("-", "minus")
