"""From a task to an answer by the engine, with the reading echoed and the steps shown."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

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
from steepest.notation.plain import name as letter
from steepest.notation.plain import plain
from steepest.notation.reading import Reading, reading
from steepest.notation.text import write
from steepest.tutor.ground import bend, descent, extreme
from steepest.tutor.lists import parts_of
from steepest.tutor.reply import Computed, Line
from steepest.tutor.said import Unanswerable, at_point, number, ordered, point
from steepest.tutor.task import Task

PREFERRED = ("x", "w", "z", "t", "u", "theta")  # by which one differentiates when nothing is said
CONSTANTS = frozenset("abcdkmnpq")  # beside another letter, these are read as constants: a x^2 + b x + c
ORDINALS = {1: "", 2: "second ", 3: "third ", 4: "fourth "}
PARTIAL = ("partial derivative", "one variable moves, the others stay")


@lru_cache(maxsize=64)
def _derived(f: Surface, wrt: str, order: int) -> Derivative:
    """A derivative, worked out once for all that is said of it."""
    return derive(f, wrt, order)


def answer(task: Task) -> Computed:
    """The engine's answer, with what people read otherwise; raises `Unanswerable` with a sentence."""
    found = _worked(task)
    doubts = _doubts(task)
    return replace(found, reading=f"{found.reading} {doubts}") if doubts else found


def _doubts(task: Task) -> str:
    """What in the expressions people read in two ways, and how it was read: e^2x, sin x/y."""
    read = [reading(p, infer=True) for p in (task.expression, *(parts_of(task.answer) if task.answer else ()))]
    told = [w.message for one in read if isinstance(one, Reading) for w in one.warnings if not w.minor]
    return " ".join(dict.fromkeys(told))


def _worked(task: Task) -> Computed:
    found = reading(task.expression, infer=True)
    if not isinstance(found, Reading):
        raise Unanswerable(str(found))
    f = found.surface
    _on_the_curve(task, f)
    try:
        match task.want:
            case "derivative":
                return _derivative(task, f)
            case "gradient":
                return _gradient(task, f, found)
            case "value":
                return _value(task, f)
            case "check":
                return _check(task, found)
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


def _on_the_curve(task: Task, f: Surface) -> None:
    """Of "at the point (3, 9)" on the curve of a function of one variable, the second number must be its height."""
    if set(task.at) == {"0", "1"} and len(variables(f)) == 1:
        height = reckon.value(f, point({"0": task.at["0"]}, list(variables(f))))
        if not math.isclose(height, reckon.value(task.at["1"]), rel_tol=1e-6, abs_tol=1e-9):
            raise Unanswerable(f"({task.at['0']}, {task.at['1']}) is not a point of the curve {plain(f)}.")


def subject(task: Task) -> Expr | None:
    """What the task is about, to be compared with an open question."""
    found = reading(task.expression, infer=True)
    return lower(found.surface) if isinstance(found, Reading) else None


def holds(task: Task) -> bool:
    """Is the claim of a task to check true?"""
    found = reading(task.expression, infer=True)
    return isinstance(found, Reading) and _agrees(task, found) is True


def chosen(f: Surface, wrt: str) -> str:
    """The variable that is meant."""
    names = list(variables(f))
    if wrt:
        return wrt
    moving = _moving(names)
    if len(moving) == 1:
        return moving[0]
    return next((n for n in PREFERRED if n in moving), moving[0] if moving else "x")


def _moving(names: list[str]) -> list[str]:
    """The letters that are no constants: not the a of a x^2, nor the B of B x + C."""
    small = any(n in PREFERRED for n in names)
    return [n for n in names if n not in CONSTANTS and not (small and len(n) == 1 and n.isupper())] or names


def _derivative(task: Task, f: Surface) -> Computed:
    names = variables(f)
    moving = _moving(list(names))
    if task.order > 1 and len(moving) > 1 and not task.wrt and not any(names.values()):
        raise Unanswerable(f"By which of {', '.join(moving)}? Say it with the question, as in: by {moving[0]}.")
    if any(names.values()) or (len(moving) > 1 and not task.wrt):
        found = reading(task.expression, infer=True)
        assert isinstance(found, Reading)
        return _gradient(task, f, found)
    wrt = chosen(f, task.wrt)
    found_derivative = _derived(f, wrt, task.order)
    ordinal = ORDINALS[task.order]
    where = point(task.at, list(names))
    said = f"I read this as the {ordinal}derivative of {plain(f)} by {letter(wrt)}{at_point(where)}."
    mark = f"\\frac{{d^{task.order}}}{{d{wrt}^{task.order}}}" if task.order > 1 else f"\\frac{{d}}{{d{wrt}}}"
    result = found_derivative.result
    sentence = f"It is {plain(result)}."
    if where:
        sentence = f"It is {plain(result)}{at_point(where)}: {_listed_numbers([result], where)}."
    if names and wrt not in names:
        held = f"{' and '.join(names)} {'is' if len(names) == 1 else 'are'}"
        sentence += f" There is no {wrt} in it; {held} held fixed."
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
    if not arrays and (len(names) == 1 or (task.wrt and "," not in task.wrt)):  # the gradient of a curve
        return _derivative(replace(task, want="derivative"), f)
    wrt = task.wrt.split(",") if task.wrt else [_parameters(names, found.shapes)] if arrays else ordered(names)
    results = {n: _derived(f, n, task.order).result for n in wrt}
    where = point(task.at, names)
    declared = f", where {found.declared}" if found.declared else ""
    by = f" by {', '.join(map(letter, wrt))}"
    word = f"{ORDINALS[task.order]}derivative" if task.order > 1 else "Jacobian" if f.shape else "gradient"
    power = f"^{task.order}" if task.order > 1 else ""
    said = f"I read this as the {word} of {plain(f)}{by}{at_point(where)}{declared}."
    parts = [plain(r) for r in results.values()]
    listed = parts[0] if len(parts) == 1 else f"({', '.join(parts)})"
    sentence = f"It is {listed}."
    if where and not arrays:
        sentence = f"It is {listed}{at_point(where)}: {_listed_numbers(list(results.values()), where)}."
    tex = [latex(r) for r in results.values()]
    shown = tex[0] if len(tex) == 1 else f"\\left( {', '.join(tex)} \\right)"
    lines_ = tuple(
        Line(
            f"\\frac{{\\partial{power} f}}{{\\partial {n}{power}}} = {latex(r)}",
            f"∂{power}f/∂{letter(n)}{power} = {plain(r)}",
            *PARTIAL,
        )
        for n, r in results.items()
    )  # fmt: skip
    return Computed(
        task,
        said,
        f"\\nabla{power} \\left[ {latex(f)} \\right]",
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


def _check(task: Task, found: Reading) -> Computed:
    """Is what was claimed the derivative; where not, with numbers that show it."""
    f, wrt = found.surface, _by(task, found)
    where = point(task.at, list(variables(f)))
    claimed = _claimed(task, found)
    right = [_derived(f, n, task.order).result for n in wrt]
    mine, truth = _listed(claimed), _listed(right)
    kind = "gradient" if len(wrt) > 1 else f"{ORDINALS[task.order]}derivative"
    said = f"I read this as: is {mine} the {kind} of {plain(f)} by {', '.join(map(letter, wrt))}{at_point(where)}?"
    verdict = _agrees(task, found)
    if verdict:
        sentence = "Yes, it is."
    elif verdict is None:
        sentence = f"I cannot decide it. The {kind}, as I would write it, is {truth}."
    elif len(claimed) != len(right):
        sentence = f"No: it has {len(right)} {'entries' if len(right) > 1 else 'entry'}. The {kind} is {truth}."
    elif where:
        sentence = f"No. The {kind} is {truth}, and{at_point(where)} that is {_listed_numbers(right, where)}."
    else:
        sentence = f"No.{_counterexample(claimed, right)} The {kind} is {truth}."
    asked = f"\\frac{{d}}{{d{wrt[0]}}}" if len(wrt) == 1 else "\\nabla"
    question = f"{asked} \\left[ {latex(f)} \\right] = {_listed(claimed, latex)} \\,?"
    steps = tuple(line for n in wrt[:1] for line in _lines(_derived(f, n, task.order)))
    return Computed(task, said, question, sentence, _listed(right, latex), _listed(right, write), steps)


def _by(task: Task, found: Reading) -> list[str]:
    """The variables of a claim: of arrays the one that a model would learn."""
    names = list(variables(found.surface))
    if task.wrt:
        return task.wrt.split(",")
    if any(found.shapes.get(n) for n in names):
        return [_parameters(names, found.shapes)]
    return ordered(names) if len(parts_of(task.answer)) > 1 else [chosen(found.surface, "")]


def _claimed(task: Task, found: Reading) -> list[Surface]:
    """The claimed entries, with the shapes of what they are claimed of."""
    read = [reading(p, shapes=found.shapes) for p in parts_of(task.answer)]
    for one in read:
        if not isinstance(one, Reading):
            raise Unanswerable(str(one))
    return [one.surface for one in read if isinstance(one, Reading)]


def _agrees(task: Task, found: Reading) -> bool | None:
    """Is every claimed entry the right one, at the point if there is one? None when it cannot be decided."""
    f, wrt, claimed = found.surface, _by(task, found), _claimed(task, found)
    if len(wrt) != len(claimed):
        return False
    where = point(task.at, list(variables(f)))
    verdicts: list[bool | None] = []
    for n, mine in zip(wrt, claimed, strict=True):
        right = _derived(f, n, task.order).result
        if where and all(v in where for v in variables(f)):
            verdicts.append(
                math.isclose(reckon.value(mine, where), reckon.value(right, where), rel_tol=1e-9, abs_tol=1e-12)
            )
        else:
            verdicts.append(reckon.equal(mine, right).equal)
    return False if False in verdicts else None if None in verdicts else True


def _counterexample(claimed: Sequence[Surface], right: Sequence[Surface]) -> str:
    """A place where a claimed entry and the right one differ, with both numbers."""
    for mine, truth in zip(claimed, right, strict=True):
        verdict = reckon.equal(mine, truth)
        if verdict.equal is False and verdict.counterexample:
            place = {n: str(v) for n, v in verdict.counterexample.items()}
            a, b = reckon.value(mine, place), reckon.value(truth, place)
            if math.isnan(a) or math.isnan(b):  # a place of arrays is no number to show
                continue
            at = at_point(place).removeprefix(" at ")
            return f" At {at} yours is {number(a)}, and the derivative is {number(b)}."
    return ""


def _listed(entries: Sequence[Surface], written: Callable[[Surface], str] = plain) -> str:
    """One entry as it is, several in parentheses."""
    shown = [written(e) for e in entries]
    return shown[0] if len(shown) == 1 else f"({', '.join(shown)})"


def _listed_numbers(entries: Sequence[Surface], where: Mapping[str, str]) -> str:
    """Their values there; an entry of which a variable was not given stays as it is."""
    shown = [number(reckon.value(e, where)) if set(variables(e)) <= set(where) else plain(e) for e in entries]
    return shown[0] if len(shown) == 1 else f"({', '.join(shown)})"


def _lines(found: Derivative) -> tuple[Line, ...]:
    out = []
    for derivation in found.derivations:
        out += [Line(latex(s.after), plain(s.after), s.name, s.because) for s in lines(derivation.steps)]
    return tuple(out[:12])
