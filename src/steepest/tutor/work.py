"""From a task to an answer by the engine, with the reading echoed and the steps shown."""

from __future__ import annotations

import math
from collections.abc import Mapping

from steepest.calculus.conditions import KinkAt
from steepest.calculus.derive import lines
from steepest.calculus.dims import Shape
from steepest.calculus.expr import Expr
from steepest.calculus.lower import lower
from steepest.calculus.slopes import NoRule
from steepest.calculus.surface import Surface, variables
from steepest.compute.deriving import Derivative, derive
from steepest.course import reckon
from steepest.course.kinds.number import figures
from steepest.descent.problem import NotAProblem
from steepest.notation.latex import latex
from steepest.notation.plain import plain
from steepest.notation.reading import Reading, reading
from steepest.notation.text import write
from steepest.tutor.ground import bend, descent, extreme
from steepest.tutor.reply import Computed, Line
from steepest.tutor.said import Unanswerable, at_point, number, point
from steepest.tutor.task import Task

PREFERRED = ("x", "w", "z", "t", "u", "theta")  # by which one differentiates when nothing is said
CONSTANTS = frozenset("abcdkmnpq")  # beside another letter, these are read as constants: a x^2 + b x + c
PARTIAL = ("partial derivative", "one variable moves, the others stay")


def answer(task: Task) -> Computed:
    """The engine's answer; raises `Unanswerable` with a sentence."""
    found = reading(task.expression, infer=True)
    if not isinstance(found, Reading):
        raise Unanswerable(str(found))
    f = found.surface
    try:
        match task.want:
            case "derivative":
                return _derivative(task, f)
            case "gradient":
                return _gradient(task, f, found)
            case "value":
                return _value(task, f)
            case "check":
                return _check(task, f)
            case "descent":
                return descent(task, f)
            case "convexity":
                return bend(task, f)
            case "minimum" | "maximum":
                return extreme(task, f)
    except NotAProblem as reason:
        raise Unanswerable(str(reason)) from reason
    except NoRule as missing:
        raise Unanswerable(f"There is no rule for the derivative of {missing}.") from missing


def subject(task: Task) -> Expr | None:
    """What the task is about, to be compared with an open question."""
    found = reading(task.expression, infer=True)
    return lower(found.surface) if isinstance(found, Reading) else None


def holds(task: Task) -> bool:
    """Is the claim of a task to check true?"""
    f = reckon.read(task.expression)
    return reckon.equal(reckon.read(task.answer), derive(f, chosen(f, task.wrt), task.order).result).equal is True


def chosen(f: Surface, wrt: str) -> str:
    """The variable that is meant."""
    names = list(variables(f))
    if wrt:
        return wrt
    moving = [n for n in names if n not in CONSTANTS] or names
    if len(moving) == 1:
        return moving[0]
    return next((n for n in PREFERRED if n in moving), moving[0] if moving else "x")


def _derivative(task: Task, f: Surface) -> Computed:
    names = variables(f)
    moving = [n for n in names if n not in CONSTANTS] or list(names)
    if any(names.values()) or (len(moving) > 1 and not task.wrt and task.order == 1):
        found = reading(task.expression, infer=True)
        assert isinstance(found, Reading)
        return _gradient(task, f, found)
    wrt = chosen(f, task.wrt)
    found_derivative = derive(f, wrt, task.order)
    ordinal = {1: "", 2: "second ", 3: "third ", 4: "fourth "}[task.order]
    where = point(task.at, list(names))
    said = f"I read this as the {ordinal}derivative of {plain(f)} by {wrt}{at_point(where)}."
    mark = f"\\frac{{d^{task.order}}}{{d{wrt}^{task.order}}}" if task.order > 1 else f"\\frac{{d}}{{d{wrt}}}"
    result = found_derivative.result
    sentence = f"It is {plain(result)}."
    if where:
        sentence = f"It is {plain(result)}{at_point(where)}: {number(reckon.value(result, where))}."
    sentence += "".join(_kink(k, wrt) for k in found_derivative.kinks)
    return Computed(
        task,
        said,
        f"{mark} \\left[ {latex(f)} \\right]",
        sentence,
        latex(result),
        write(result),
        _lines(found_derivative),
    )


def _kink(k: KinkAt, wrt: str) -> str:
    """What happens at a corner, in words."""
    if k.at is None or k.left is None or k.right is None or k.jumps:
        return ""
    sides = f"the left derivative is {plain(k.left)} and the right one {plain(k.right)}"
    return f" At {wrt} = {plain(k.at)} {sides}: there is no derivative, and programs use {plain(k.value or k.left)}."


def _gradient(task: Task, f: Surface, found: Reading) -> Computed:
    names = list(variables(f))
    arrays = [n for n in names if found.shapes.get(n)]
    if not names:
        raise Unanswerable(f"{plain(f)} has no variables, so it has no gradient.")
    wrt = [task.wrt] if task.wrt else [_parameters(names, found.shapes)] if arrays else names
    results = {n: derive(f, n).result for n in wrt}
    where = point(task.at, names)
    declared = f", where {found.declared}" if found.declared else ""
    by = f" by {', '.join(wrt)}"
    word = "Jacobian" if f.shape else "gradient"
    said = f"I read this as the {word} of {plain(f)}{by}{at_point(where)}{declared}."
    parts = [plain(r) for r in results.values()]
    listed = parts[0] if len(parts) == 1 else f"({', '.join(parts)})"
    sentence = f"It is {listed}."
    if where and not arrays:
        numbers = [reckon.value(r, where) for r in results.values()]
        sentence = f"It is {listed}{at_point(where)}: ({', '.join(number(v) for v in numbers)})."
    tex = [latex(r) for r in results.values()]
    shown = tex[0] if len(tex) == 1 else f"\\left( {', '.join(tex)} \\right)"
    lines_ = tuple(
        Line(f"\\frac{{\\partial f}}{{\\partial {n}}} = {latex(r)}", f"∂f/∂{n} = {plain(r)}", *PARTIAL)
        for n, r in results.items()
    )  # fmt: skip
    return Computed(
        task,
        said,
        f"\\nabla \\left[ {latex(f)} \\right]",
        sentence,
        shown,
        ", ".join(write(r) for r in results.values()),
        lines_,
    )


def _parameters(names: list[str], shapes: Mapping[str, Shape]) -> str:
    """Among arrays, the one that a model would learn: w before x, a vector before a matrix."""
    for name in ("w", "theta", "beta", "W"):
        if name in names:
            return name
    vectors = [n for n in names if len(shapes.get(n, ())) == 1]
    return "x" if "x" in names else vectors[0] if vectors else names[0]


def _value(task: Task, f: Surface) -> Computed:
    where = point(task.at, list(variables(f)))
    missing = [n for n in variables(f) if n not in where]
    if missing:
        raise Unanswerable(f"A value for {', '.join(missing)} is missing.")
    found = reckon.value(f, where)
    said = f"I read this as the value of {plain(f)}{at_point(where)}."
    if math.isnan(found):
        return Computed(task, said, latex(f), "It is not defined there.", "", "", ())
    return Computed(task, said, latex(f), f"It is {number(found)}.", figures(found), repr(found), ())


def _check(task: Task, f: Surface) -> Computed:
    wrt = chosen(f, task.wrt)
    right = derive(f, wrt, task.order).result
    mine = reckon.read(task.answer)
    verdict = reckon.equal(mine, right)
    said = f"I read this as: is {plain(mine)} the derivative of {plain(f)} by {wrt}?"
    if verdict.equal:
        sentence = "Yes, it is."
    elif verdict.equal is None:
        sentence = f"I cannot decide it. The derivative, as I would write it, is {plain(right)}."
    else:
        place = {n: str(v) for n, v in (verdict.counterexample or {}).items()}
        a, b = reckon.value(mine, place), reckon.value(right, place)
        where = (
            f" At {at_point(place).removeprefix(' at ')} yours is {number(a)}, and the derivative is {number(b)}."
            if place
            else ""
        )
        sentence = f"No.{where} The derivative is {plain(right)}."
    question = f"\\frac{{d}}{{d{wrt}}} \\left[ {latex(f)} \\right] = {latex(mine)} \\,?"
    return Computed(task, said, question, sentence, latex(right), write(right), _lines(derive(f, wrt, task.order)))


def _lines(found: Derivative) -> tuple[Line, ...]:
    out = []
    for derivation in found.derivations:
        out += [Line(latex(s.after), plain(s.after), s.name, s.because) for s in lines(derivation.steps)]
    return tuple(out[:12])
