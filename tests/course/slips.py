"""What people get who go wrong at one place of a calculation: wrong answers, made from the right one.

The answer to a question is an expression in what its variants draw. A slip changes it at one place: a term or a factor
left out, a sign turned, a sum for a product, base and exponent exchanged, one number taken for another; and the numbers
of the prompt are put together in any way that two numbers can be.
"""

import math
import re
from collections import defaultdict
from fractions import Fraction
from itertools import combinations
from random import Random

from steepest.calculus.operators import build
from steepest.calculus.surface import number, variable
from steepest.course import mistakes, reckon
from steepest.course.variant import filled


def slips(question, given):
    """(name, value) for every slip in a question about a number, with these numbers drawn."""
    drawn = {k: float(v) for k, v in given.items() if not isinstance(v, str)}
    literal = {n: float(n) for n in re.findall(r"(?<![\w.^{])\d+(?:\.\d+)?", _words(question.prompt))}
    body = question.body
    if "derivative" in body:
        text, wrt = str(filled(body["derivative"], given)), str(body["wrt"])
        at = filled(body.get("at", {}), given)
        right = reckon.slope(text, wrt).surface
        for one in mistakes.made(reckon.read(text), wrt):
            v = reckon.value(one.result, at)
            forgotten = math.isclose(v, reckon.value(right, at)) and reckon.equal(one.result, right).equal
            if not forgotten:  # an inside with the slope 1 can be forgotten
                yield one.mistake.name, v
    else:
        tree = reckon.read(re.sub(r"\{\{(\w+)\}\}", r"(\1)", str(body["answer"])))
        names = [n for n in drawn if n in reckon.names(tree)]
        for label, wrong in changed(tree, names, set(names) | {Fraction(n) for n in literal}):
            if not identity(tree, wrong):
                yield f"{label}: {reckon.Formula(wrong).text}", value(wrong, drawn)
        asked = {n: variable(n) for n in drawn} | {n: number(Fraction(n)) for n in literal}
        for label, e in put_together(asked):
            if not identity(tree, e):
                yield f"{label}: {reckon.Formula(e).text}", value(e, drawn)


def put_together(asked):
    """Any one or two of the numbers in a prompt."""
    for a, x in asked.items():
        yield f"only {a}", x
        for b, y in asked.items():
            if a != b:
                for op in ("add", "mul", "div"):
                    yield op, build(op, (x, y))
                yield "sub", build("add", (x, build("neg", (y,))))


def _words(prompt):
    return re.sub(r"\{\{\w+\}\}|\\\w+", " ", prompt)


def identity(a, b):
    """Are two trees the same calculation, whatever numbers stand in them? Then one is no slip of the other."""
    source, decided = Random(1), 0
    for _ in range(6):
        drawn = defaultdict(lambda: source.uniform(1.1, 2.9))
        x, y = (value(e, drawn, drawn) for e in (a, b))
        if math.isfinite(x) and math.isfinite(y):
            decided += 1
            if not math.isclose(x, y, rel_tol=1e-9):
                return False
    return decided > 0


def changed(e, names, told):
    """(what was done, the tree after it) for every slip at one place of the tree; `told` stands in the prompt."""
    yield from _here(e, names)
    for k, a in enumerate(e.args):
        for label, wrong in changed(a, names, told):
            yield label, build(e.op, (*e.args[:k], wrong, *e.args[k + 1 :]), e.data)
    for a, b in combinations(sorted({leaf.data for leaf in _leaves(e)} & told, key=str), 2):
        yield "exchanged", _swap(e, a, b)


def _here(e, names):
    rest = [e.args[:k] + e.args[k + 1 :] for k in range(len(e.args))]
    if e.op in ("add", "mul"):
        for left in rest:
            yield "left out", left[0] if len(left) == 1 else build(e.op, left)
        yield "the other sign", build("mul" if e.op == "add" else "add", e.args)
    if e.op == "add":
        for k, a in enumerate(e.args):
            turned = a.args[0] if a.op == "neg" else build("neg", (a,))
            yield "sign turned", build("add", (*e.args[:k], turned, *e.args[k + 1 :]))
    if e.op == "neg":
        yield "minus lost", e.args[0]
    if e.op == "div":
        a, b = e.args
        yield "upside down", build("div", (b, a))
        yield "not divided", a
        yield "multiplied", build("mul", (a, b))
    if e.op == "pow":
        a, n = e.args
        yield "not raised", a
        yield "exponent as factor", build("mul", (a, n))
        yield "exchanged", build("pow", (n, a))
        for by in (1, -1):
            yield "one off", build("pow", (a, build("add", (n, number(by)))))
    if len(e.args) == 1 and e.op != "neg":
        yield "function left out", e.args[0]
    if e.op == "variable":
        yield from (("another number", variable(n)) for n in names if n != e.data)


def _leaves(e):
    return [e] if e.op in ("variable", "number") else [leaf for a in e.args for leaf in _leaves(a)]


def _swap(e, a, b):
    if e.op in ("variable", "number"):
        other = b if e.data == a else a if e.data == b else e.data
        return variable(other) if isinstance(other, str) else number(other)
    return build(e.op, tuple(_swap(x, a, b) for x in e.args), e.data)


def value(e, drawn, numbers=None):
    """The value of an arithmetic tree, by Python's own floats; nan where it has none. Numbers may be drawn too."""
    try:
        args = [value(a, drawn, numbers) for a in e.args]
        match e.op:
            case "number":
                return float(e.data) if numbers is None else numbers[e.data]
            case "variable":
                return drawn[e.data]
            case "add":
                return math.fsum(args)
            case "mul":
                return math.prod(args)
            case "neg":
                return -args[0]
            case "div":
                return args[0] / args[1]
            case "pow":
                return float(args[0] ** args[1])
            case name:
                return {"sqrt": math.sqrt, "exp": math.exp, "log": math.log}[name](*args)
    except (ZeroDivisionError, OverflowError, ValueError, TypeError):
        return math.nan
