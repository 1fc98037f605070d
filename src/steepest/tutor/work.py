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
from steepest.course.tex import plain as plain_tex
from steepest.descent.descend import maximize, minimize
from steepest.descent.problem import NotAProblem
from steepest.descent.proving import convexity
from steepest.notation.latex import latex
from steepest.notation.plain import plain
from steepest.notation.reading import Reading, reading
from steepest.notation.text import write
from steepest.tutor.reply import Computed, Line
from steepest.tutor.task import Task

PREFERRED = ("x", "w", "z", "t", "u", "theta")  # by which one differentiates when nothing is said
CONSTANTS = frozenset("abcdkmnpq")  # beside another letter, these are read as constants: a x^2 + b x + c
STEPS = 200
PARTIAL = ("partial derivative", "one variable moves, the others stay")
STARTS = (1.0, -1.0, 0.3, 3.0)


class Unanswerable(Exception):
    """The task was understood, and there is no answer of this kind; the sentence says why."""


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
                return _descent(task, f)
            case "convexity":
                return _convexity(task, f)
            case "minimum" | "maximum":
                return _extreme(task, f)
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
    point = _point(task.at, list(names))
    said = f"I read this as the {ordinal}derivative of {plain(f)} by {wrt}{_at(point)}."
    mark = f"\\frac{{d^{task.order}}}{{d{wrt}^{task.order}}}" if task.order > 1 else f"\\frac{{d}}{{d{wrt}}}"
    result = found_derivative.result
    sentence = f"It is {plain(result)}."
    if point:
        number = reckon.value(result, point)
        sentence = f"It is {plain(result)}{_at(point)}: {_number(number)}."
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
    point = _point(task.at, names)
    declared = f", where {found.declared}" if found.declared else ""
    by = f" by {', '.join(wrt)}"
    word = "Jacobian" if f.shape else "gradient"
    said = f"I read this as the {word} of {plain(f)}{by}{_at(point)}{declared}."
    parts = [plain(r) for r in results.values()]
    listed = parts[0] if len(parts) == 1 else f"({', '.join(parts)})"
    sentence = f"It is {listed}."
    if point and not arrays:
        numbers = [reckon.value(r, point) for r in results.values()]
        sentence = f"It is {listed}{_at(point)}: ({', '.join(_number(v) for v in numbers)})."
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
    point = _point(task.at, list(variables(f)))
    missing = [n for n in variables(f) if n not in point]
    if missing:
        raise Unanswerable(f"A value for {', '.join(missing)} is missing.")
    number = reckon.value(f, point)
    said = f"I read this as the value of {plain(f)}{_at(point)}."
    if math.isnan(number):
        return Computed(task, said, latex(f), "It is not defined there.", "", "", ())
    return Computed(
        task, said, latex(f), f"It is {_number(number)}.", _number(number).replace("−", "-"), repr(number), ()
    )


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
            f" At {_at(place).removeprefix(' at ')} yours is {_number(a)}, and the derivative is {_number(b)}."
            if place
            else ""
        )
        sentence = f"No.{where} The derivative is {plain(right)}."
    question = f"\\frac{{d}}{{d{wrt}}} \\left[ {latex(f)} \\right] = {latex(mine)} \\,?"
    return Computed(task, said, question, sentence, latex(right), write(right), _lines(derive(f, wrt, task.order)))


def _descent(task: Task, f: Surface) -> Computed:
    names = list(variables(f))
    _only_numbers(f)
    start = dict.fromkeys(names, 1.0) | {n: reckon.value(v) for n, v in _point(task.start, names).items()}
    rate = reckon.value(task.rate)
    if not rate > 0:
        raise Unanswerable("A learning rate must be above zero.")
    steps = min(task.steps or STEPS, 1000)
    try:
        trace = minimize(f, start=start, method="gradient descent", rate=rate, steps=steps)
    except NotAProblem as problem:
        raise Unanswerable(str(problem)) from problem
    begun = ", ".join(f"{n} = {_number(v)}" for n, v in start.items())
    many = f"{steps} steps" if steps > 1 else "1 step"
    said = f"I read this as gradient descent on {plain(f)} with the rate {_number(rate)}, from {begun}, {many}."
    points = [trace.points[k] for k in range(min(5, len(trace.points)))]
    rows = tuple(
        Line("", ", ".join(f"{n} = {_number(float(p[n]))}" for n in names), "start" if k == 0 else f"step {k}", "")
        for k, p in enumerate(points)
    )
    return Computed(task, said, latex(f), trace.verdict.sentence, "", "", rows)


def _extreme(task: Task, f: Surface) -> Computed:
    names = list(variables(f))
    _only_numbers(f)
    if not names:
        raise Unanswerable(f"{plain(f)} is always the same.")
    high = task.want == "maximum"
    run = maximize if high else minimize
    said = f"I read this as the {task.want} of {plain(f)}, by {', '.join(names)}."
    traces = []
    for value in STARTS:
        try:
            traces.append(run(f, start=dict.fromkeys(names, value)))
        except NotAProblem:
            continue
        if traces[-1].verdict.kind.startswith("global"):
            break
    finite = [t for t in traces if math.isfinite(t.value)]
    if not finite:
        raise Unanswerable(f"{plain(f)} has no value at the points that I tried.")
    away = next((t for t in traces if t.verdict.kind in ("no minimum", "diverged")), None)
    best = away or (max if high else min)(finite, key=lambda t: t.value)
    sentence = best.verdict.sentence
    if best.verdict.kind not in ("no minimum", "diverged"):
        place = ", ".join(f"{n} = {_number(float(best.best[n]))}" for n in names)
        sentence = f"At {place} it is {_number(best.value)}. {sentence}"
    return Computed(task, said, latex(f), sentence, "", "", ())


def _convexity(task: Task, f: Surface) -> Computed:
    names = list(variables(f))
    _only_numbers(f)
    if not names:
        raise Unanswerable(f"{plain(f)} is always the same.")
    found = convexity(f, wrt=names)
    said = f"I read this as: is {plain(f)} convex in {', '.join(names)}?"
    yes = {"convex": "It is convex", "concave": "It is concave", "affine": "It is affine, so both convex and concave"}
    neither = "both signs" in found.because
    unknown = "It is neither convex nor concave" if neither else "I can prove neither that it is convex nor concave"
    word = yes.get(found.kind, unknown)
    return Computed(task, said, latex(f), f"{word}: {found.because}.", "", "", ())


def _only_numbers(f: Surface) -> None:
    arrays = [n for n, shape in variables(f).items() if shape]
    if arrays:
        raise Unanswerable(f"This needs numbers for {', '.join(arrays)}; here it can be done for functions of numbers.")


def _lines(found: Derivative) -> tuple[Line, ...]:
    out = []
    for derivation in found.derivations:
        out += [Line(latex(s.after), plain(s.after), s.name, s.because) for s in lines(derivation.steps)]
    return tuple(out[:12])


def _point(at: Mapping[str, str], names: list[str]) -> dict[str, str]:
    """A point by name: "" is the only variable (or x), "0", "1" … are variables in order."""
    out = {}
    for name, value in at.items():
        if name == "":
            out["x" if "x" in names else names[0] if names else "x"] = value
        elif name.isdigit():
            if int(name) < len(names):
                out[names[int(name)]] = value
        else:
            out[name] = value
    return {n: v for n, v in out.items() if n in names} if names else {}


def _at(point: Mapping[str, str]) -> str:
    return f" at {', '.join(f'{n} = {v}' for n, v in point.items())}" if point else ""


def _number(value: float) -> str:
    if math.isnan(value):
        return "not defined"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    shown = 0.0 if abs(value) < 1e-12 else value
    return plain_tex(figures(shown))
