"""The JSON program that the browser runs: postfix code over numbers and arrays of one length, see docs/json-program.md.

Several outputs in one program share what they have in common. Arrays with axes are refused with a sentence.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from steepest.calculus.surface import Surface, variables
from steepest.notation.cheaper import without_let, written_out
from steepest.notation.literals import exact
from steepest.notation.pieces import Unwritable, value
from steepest.notation.sharing import distinct, is_plain, uses
from steepest.notation.spellings import SPELLINGS

SCHEMA = "steepest.program/1"
TARGET = "The browser's program"
COMPARISONS = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge", "==": "eq", "!=": "ne"}

Instruction = list[Any]  # an operation and its operands: strings and numbers


def program(outputs: Mapping[str, Surface], inputs: Sequence[str] = ()) -> dict[str, object]:
    """The program of several expressions; inputs in the order given, other names after them by alphabet."""
    spelled = frozenset(n for n, row in SPELLINGS.items() if row.json)
    roots = [written_out(without_let(e), spelled) for e in outputs.values()]
    names = {n for e in roots for n in variables(e)}
    order = [*inputs, *sorted(names - set(inputs))]
    code = _code(roots, {n: k for k, n in enumerate(order)})
    return {"schema": SCHEMA, "inputs": order, "outputs": list(outputs), "code": code}


def program_text(surface: Surface) -> str:
    """The program of one expression as JSON text, its output called "result"."""
    return json.dumps(program({"result": surface}), separators=(",", ":"), ensure_ascii=False)


def _code(roots: Sequence[Surface], place: Mapping[str, int]) -> list[Instruction]:
    """Instructions for all roots; parts that occur more than once go into slots."""
    count = uses(roots)
    made: dict[Surface, list[Instruction]] = {}
    slots = 0
    prelude: list[Instruction] = []
    for e in distinct(roots):
        body = _node(e, made, place)
        if count[e] > 1 and not is_plain(e):
            prelude += [*body, ["let", slots]]
            body = [["get", slots]]
            slots += 1
        made[e] = body
    out = prelude
    for k, root in enumerate(roots):
        out = [*out, *made[root], ["out", k]]
    return out


def _node(e: Surface, made: Mapping[Surface, list[Instruction]], place: Mapping[str, int]) -> list[Instruction]:
    """One node: the code of its arguments, then its own."""
    if e.shape != ():
        raise Unwritable("arrays with axes", TARGET)
    args = [made[a] for a in e.args]
    match e.op:
        case "number":
            return [["const", _constant(value(e))]]
        case "constant":
            return [["const", math.pi if e.data == "pi" else math.e]]
        case "variable":
            return [["load", place[str(e.data)]]]
        case "add":
            return _sum(e, args, made)
        case "mul":
            return _joined(args, "mul")
        case "neg":
            return [*args[0], ["neg"]]
        case "div":
            return _joined(args, "div")
        case "pow":
            return _power(e, args)
        case "compare":
            return _joined(args, COMPARISONS[str(e.data)])
        case "where":
            return [*args[0], *args[1], *args[2], ["where"]]
        case "let" | "derivative" | "prime":
            raise Unwritable("a derivative that is not yet carried out", TARGET)
    word = SPELLINGS[e.op].json if e.op in SPELLINGS else ""
    if not word:
        raise Unwritable(f"`{e.op}`", TARGET)
    return [*(i for a in args for i in a), ["call", word]]


def _sum(e: Surface, args: list[list[Instruction]], made: Mapping[Surface, list[Instruction]]) -> list[Instruction]:
    """Terms added from the left; the negative of something is subtracted."""
    out = list(args[0])
    for a, body in zip(e.args[1:], args[1:], strict=True):
        out += [*made[a.args[0]], ["sub"]] if a.op == "neg" else [*body, ["add"]]
    return out


def _joined(args: list[list[Instruction]], op: str) -> list[Instruction]:
    out = list(args[0])
    for body in args[1:]:
        out += [*body, [op]]
    return out


def _power(e: Surface, args: list[list[Instruction]]) -> list[Instruction]:
    base, exponent = e.args
    if base.op == "constant" and base.data == "e":
        return [*args[1], ["call", "exp"]]
    q = exact(exponent)
    if q is None or max(abs(q.numerator), q.denominator) > 2**53:
        return [*args[0], *args[1], ["pow"]]
    if q.denominator == 1:
        return [*args[0], ["ipow", q.numerator]]
    return [*args[0], ["qpow", q.numerator, q.denominator]]


def _constant(q: Fraction) -> float | int | str:
    """A number as JSON has it; beyond the floats "inf" and "-inf"."""
    if q.denominator == 1 and abs(q) <= 2**53:
        return q.numerator
    try:
        return float(q)
    except OverflowError:
        return "inf" if q > 0 else "-inf"
