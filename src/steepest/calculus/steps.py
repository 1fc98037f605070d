"""One step of a derivation: one rule at one place, with the whole line before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from steepest.calculus.dims import Shape
from steepest.calculus.operators import build
from steepest.calculus.paper import add, as_number, div, is_number, mul, neg, pow_, rational
from steepest.calculus.primitives import PRIMITIVES
from steepest.calculus.rules import Rule, applied, outer_derivative
from steepest.calculus.surface import Surface, number, outside, rebuild

if TYPE_CHECKING:  # fetched where conditions are asked for: a first derivative needs none
    from steepest.calculus.conditions import Condition

TIDY = Rule("simplify", lambda e, x: None, "multiply the numbers and collect what belongs together")
KNOWN = Rule("what is known", lambda e, x: None, "the sign of a variable decides what stands between bars")
OUTSIDE = Rule("outside function", lambda e, x: None, "the derivative of the outside function")


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

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What must hold for this step, as the rows of its rule and its function ask for it."""
        from steepest.calculus.conditions import asked_by

        found = [c for p in self.parts for c in p.conditions] if self.parts else asked_by(self.focus)
        return tuple(dict.fromkeys(found))

    @property
    def shape(self) -> Shape:
        """The shape of the line: () for a number."""
        return self.after.shape


def single(line: Surface, target: Surface, x: str, rules: tuple[Rule, ...]) -> Step:
    """The one rule that carries out the derivative at `target`, a place in `line`."""
    if target.op == "prime":
        name, position = outside(target)
        into = outer_derivative(name, position, target.args)
        return Step(OUTSIDE, name, PRIMITIVES[name].because, target, into, line, replaced(line, target, into))
    body = target.args[0]
    rule, into = applied(body, x, rules)
    basic = rule.name == "function"  # a basic function is named by itself, with its own reason
    name, because = (body.op, PRIMITIVES[body.op].because) if basic else (rule.name, rule.because)
    return Step(rule, name, because, target, into, line, replaced(line, target, into))


def open_places(line: Surface) -> list[Surface]:
    """The derivatives still to be carried out, from the left and from the outside."""
    out: list[Surface] = []
    stack = [line]
    seen: set[Surface] = set()
    while stack:
        e = stack.pop()
        if e.op in ("derivative", "prime"):
            out.append(e)
            continue
        for a in reversed(e.args):
            if a not in seen:
                seen.add(a)
                stack.append(a)
    return out


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
        return pow_(args[0], as_number(n) if n is not None and args[1].op not in ("div", "number") else args[1])
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
