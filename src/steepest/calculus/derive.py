"""A derivation: the rules applied one at a time to what was written, until no derivative is left.

Each step is one rule at one place, with the whole line before and after. Three grains: `steps` is a teacher's, each
step's `parts` are every single rule, and the result is the last line. The last line is the result that is shown and
that runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from steepest.calculus.expr import Expr
from steepest.calculus.lower import lower
from steepest.calculus.operators import build
from steepest.calculus.primitives import PRIMITIVES
from steepest.calculus.raising import raised
from steepest.calculus.readable import readable
from steepest.calculus.rules import (
    RULES,
    Rule,
    add,
    applied,
    as_number,
    d,
    div,
    is_number,
    mul,
    neg,
    outer_derivative,
    pow_,
    rational,
)
from steepest.calculus.surface import Surface, depends, number, rebuild

MOST_STEPS = 2000

TIDY = Rule("simplify", lambda e, x: None, "multiply the numbers and collect what belongs together")
OUTSIDE = Rule("outside function", lambda e, x: None, "the derivative of the outside function")


class Unfinished(Exception):
    """A derivation that took more steps than are allowed; what there is of it is in `steps`."""

    def __init__(self, steps: tuple[Step, ...]) -> None:
        super().__init__(f"The derivation was stopped after {len(steps)} steps.")
        self.steps = steps


@dataclass(frozen=True, slots=True)
class Step:
    """One rule at one place: `focus` became `into`, and with it the line `before` became `after`."""

    rule: Rule
    name: str  # the rule, or the rules that a teacher takes together
    because: str
    focus: Surface
    into: Surface
    before: Surface
    after: Surface
    parts: tuple[Step, ...] = ()  # the single rules, where this step takes several together


@dataclass(frozen=True, slots=True)
class Derivation:
    """From d/dx of an expression to its derivative."""

    start: Surface  # the derivative, not yet carried out
    result: Surface
    expr: Expr  # the core of the result
    steps: tuple[Step, ...]


def derivation(body: Surface, x: str, rules: tuple[Rule, ...] = RULES) -> Derivation:
    """The derivation of d/dx body for an expression of numbers; raises `NoRule` by name, or `Unfinished`."""
    start = d(body, x)
    line = start
    steps: list[Step] = []
    while (target := _next(line)) is not None:
        step = _step(line, target, x, rules)
        steps.append(step)
        line = step.after
        if len(steps) > MOST_STEPS:
            raise Unfinished(tuple(steps))
    expr = readable(lower(line))
    result = raised(expr)
    if result is not line:
        steps.append(Step(TIDY, TIDY.name, TIDY.because, line, result, line, result))
    return Derivation(start, result, expr, tuple(steps))


def _next(line: Surface) -> Surface | None:
    """The first place, from the left and from the outside, where there is something to do."""
    stack = [line]
    seen: set[Surface] = set()
    while stack:
        e = stack.pop()
        if e.op in ("derivative", "prime"):
            return e
        for a in reversed(e.args):
            if a not in seen:
                seen.add(a)
                stack.append(a)
    return None


def _step(line: Surface, target: Surface, x: str, rules: tuple[Rule, ...]) -> Step:
    if target.op == "prime":
        name, position = target.data  # type: ignore[misc]
        into = outer_derivative(str(name), int(position), target.args)
        after = replaced(line, target, into)
        return Step(OUTSIDE, str(name), PRIMITIVES[str(name)].because, target, into, line, after)
    body = target.args[0]
    if easy(body, x):
        return _together(line, target, body, x, rules)
    rule, into = applied(body, x, rules)
    name, because = _told(rule, body)
    return Step(rule, name, because, target, into, line, replaced(line, target, into))


def _told(rule: Rule, body: Surface) -> tuple[str, str]:
    """How a step is named: a basic function by its own name, with its own reason."""
    if rule.name == "function":
        return body.op, PRIMITIVES[body.op].because
    return rule.name, rule.because


def _together(line: Surface, target: Surface, body: Surface, x: str, rules: tuple[Rule, ...]) -> Step:
    """What a teacher writes at once: a polynomial term by term, a multiple of a basic function."""
    parts: list[Step] = []
    here = target
    while (inner := _next(here)) is not None:
        if inner.op == "prime":
            part = _step(here, inner, x, rules)
        else:
            rule, into = applied(inner.args[0], x, rules)
            name, because = _told(rule, inner.args[0])
            part = Step(rule, name, because, inner, into, here, replaced(here, inner, into))
        parts.append(part)
        here = part.after
    neat = raised(lower(here))
    if neat is not here:
        parts.append(Step(TIDY, TIDY.name, TIDY.because, here, neat, here, neat))
    told = [p for p in parts if p.rule is not TIDY and p.name not in ("variable", "constant")] or parts[:1]
    names = ", ".join(dict.fromkeys(p.name for p in told))
    after = replaced(line, target, neat)
    last = told[-1]
    return Step(last.rule, names, last.because if len(told) == 1 else told[0].because, target, neat, line, after, tuple(parts))


def easy(body: Surface, x: str) -> bool:
    """Is the derivative of this written down at once: c, x, c·xⁿ, c·f(x), and sums of these?"""
    if not depends(body, x):
        return True
    if body.op == "add":
        return all(easy(a, x) for a in body.args)
    if body.op == "neg":
        return easy(body.args[0], x)
    if body.op == "mul":
        moving = [a for a in body.args if depends(a, x)]
        return len(moving) == 1 and _basic(moving[0], x)
    if body.op == "div":
        top, bottom = body.args
        if not depends(bottom, x):
            return easy(top, x)
        return not depends(top, x) and (bottom.op == "variable" or (bottom.op == "pow" and _basic(bottom, x)))
    return _basic(body, x)


def _basic(e: Surface, x: str) -> bool:
    if e.op == "variable":
        return True
    if e.op == "pow":
        base, n = e.args
        if base.op == "variable":
            return rational(n) is not None
        return base.op == "constant" and n.op == "variable"
    if e.op in PRIMITIVES or e.op in ("sqrt", "cbrt"):
        return len(e.args) == 1 and e.args[0].op == "variable"
    return False


def replaced(line: Surface, target: Surface, into: Surface) -> Surface:
    """The line with a place exchanged, factors 1 and terms 0 left out."""
    return rebuild(line, {target: into}, neat_build)


def neat_build(op: str, args: tuple[Surface, ...], data: object) -> Surface:
    """A node with what nobody writes left out: factors 1, terms 0, a power 1, a double minus."""
    if op == "mul":
        if any(is_number(a, 0) for a in args):
            return number(0)
        sign = sum(a.op == "neg" for a in args) % 2
        made = mul(*(a.args[0] if a.op == "neg" else a for a in args))
        return neg(made) if sign else made
    if op == "add":
        kept = [a for a in args if not is_number(a, 0)]
        return add(*kept) if kept else number(0)
    if op == "neg":
        return args[0] if is_number(args[0], 0) else neg(args[0])
    if op == "div":
        if is_number(args[0], 0):
            return args[0]
        if args[0].op == "neg":
            return neg(div(args[0].args[0], args[1]))
        return div(*args)
    if op == "pow":
        n = rational(args[1])
        return pow_(args[0], as_number(n) if n is not None and args[1].op != "div" else args[1])
    return build(op, args, data)


def lines(steps: tuple[Step, ...], grain: str = "teacher") -> Iterator[Step]:
    """The steps at a grain: "every" single rule, a "teacher"'s, or only the "result"."""
    for step in steps[-1:] if grain == "result" else steps:
        if grain == "every" and step.parts:
            for part in step.parts:
                before = rebuild(step.before, {step.focus: part.before}, neat_build)
                after = rebuild(step.before, {step.focus: part.after}, neat_build)
                yield Step(part.rule, part.name, part.because, part.focus, part.into, before, after)
        else:
            yield step
