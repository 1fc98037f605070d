"""A derivation: the rules applied one at a time to what was written, until no derivative is left.

Each step is one rule at one place, with the whole line before and after. Three grains: `steps` is a teacher's, each
step's `parts` are every single rule, and the result is the last line. The last line is the result that is shown and
that runs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from steepest.calculus import sweep
from steepest.calculus.decimals import in_decimals
from steepest.calculus.ending import ended
from steepest.calculus.expr import Expr, variable
from steepest.calculus.grain import told
from steepest.calculus.lower import lower
from steepest.calculus.manner import Manner, manner
from steepest.calculus.paper import d
from steepest.calculus.raising import Memo, raised
from steepest.calculus.rules import RULES, Rule
from steepest.calculus.signed import plainer
from steepest.calculus.spans import Facts
from steepest.calculus.steps import KNOWN, Step, lines, neat_build, open_places, single
from steepest.calculus.surface import Surface, larger

__all__ = ["Derivation", "Step", "Unfinished", "derivation", "lines"]

MOST_STEPS = 2000
MOST_LOCAL = 20_000
WIDEST = 150  # beyond so many parts a line is not written out whole


class Unfinished(Exception):
    """A derivation that took more steps than are allowed; what there is of it is in `steps`."""

    def __init__(self, steps: tuple[Step, ...]) -> None:
        super().__init__(f"The derivation was stopped after {len(steps)} steps.")
        self.steps = steps


@dataclass(frozen=True, slots=True)
class Derivation:
    """From d/dx of an expression to its derivative."""

    start: Surface  # the derivative, not yet carried out
    result: Surface
    expr: Expr  # the core of the result
    carried_out: Expr  # the core of the last line before it was tidied
    steps: tuple[Step, ...]


def derivation(body: Surface, x: str, rules: tuple[Rule, ...] = RULES, words: Memo | None = None) -> Derivation:
    """The derivation of d/dx body for an expression of numbers; raises `NoRule` by name, or `Unfinished`.

    `words` knows how the function was written, where that is not `body` itself.
    """
    start = d(body, x)
    line = start
    if larger(body, WIDEST):
        return _local(start, x, rules)
    words = words or remembered(body)
    steps: list[Step] = []
    while places := open_places(line):
        step = told(line, places, x, rules, words)
        steps.append(step)
        line = step.after
        if len(steps) > MOST_STEPS:
            raise Unfinished(tuple(steps))
    core = lower(line)
    others = (*_in_one_piece(steps, body, x, rules, words), *_plainly(body, x, core))
    told_steps, result, expr = ended(steps, line, core, *others, words=words)
    made = Derivation(start, result, expr, core, told_steps)
    return _in_decimals(made, words.how) if words.how.decimals else made


def _plainly(body: Surface, x: str, core: Expr) -> list[Expr]:
    """The derivative with what its signs decide decided, and that of the function so decided: |x² + 1| is x² + 1."""
    f = lower(body)
    plain = plainer(f)
    return [e for e in (plainer(core), core if plain is f else sweep.derivative(plain, variable(x))) if e is not core]


def knowing(found: Derivation, facts: Facts, words: Memo) -> Derivation:
    """The derivation with a last step: what is plainer because of what is known of variables."""
    plain = plainer(found.expr, facts)
    if plain is found.expr:
        return found
    _, result, expr = ended((), raised(plain, words), plain, words=words)
    step = Step(KNOWN, KNOWN.name, KNOWN.because, found.result, result, found.result, result)
    made = replace(found, result=result, expr=expr, steps=(*found.steps, step))
    return _in_decimals(made, words.how) if words.how.decimals else made


def spelled(found: Derivation, result: Surface) -> Derivation:
    """The derivation with its result written in another way."""
    steps = (*found.steps[:-1], replace(found.steps[-1], after=result)) if found.steps else ()
    return replace(found, result=result, expr=lower(result), steps=steps)


def remembered(function: Surface) -> Memo:
    """Words that know how a function was written."""
    known: dict[Surface, Expr] = {}
    lower(function, known)
    return Memo(manner(function, known))


def _in_decimals(d: Derivation, how: Manner) -> Derivation:
    """A derivation with its fractions of whole numbers as decimals."""
    done: dict[Surface, Surface] = {}

    def step(s: Step) -> Step:
        focus, into, before, after = (in_decimals(e, done, how) for e in (s.focus, s.into, s.before, s.after))
        return replace(s, focus=focus, into=into, before=before, after=after, parts=tuple(map(step, s.parts)))

    return replace(d, result=in_decimals(d.result, done, how), steps=tuple(map(step, d.steps)))


def _in_one_piece(steps: list[Step], body: Surface, x: str, rules: tuple[Rule, ...], words: Memo) -> list[Expr]:
    """The derivative as it comes without the rules that take an expression apart, where one of them was used."""
    if not any(step.rule.apart for step in steps):
        return []
    try:
        return [derivation(body, x, tuple(rule for rule in rules if not rule.apart), words).expr]
    except Unfinished:
        return []


def _local(start: Surface, x: str, rules: tuple[Rule, ...]) -> Derivation:
    """The same steps for an expression too large to write out in every line: each tells only its own place.

    Every distinct derivative is worked on once, so the work grows with the size of the graph.
    """
    becomes: dict[Surface, Surface] = {}
    steps: list[Step] = []
    stack = [start]
    seen: set[Surface] = set()
    while stack:
        e = stack.pop()
        if e in seen:
            continue
        seen.add(e)
        if e.op in ("derivative", "prime"):
            step = single(e, e, x, rules)
            steps.append(step)
            becomes[e] = step.after
            stack.append(step.after)
            if len(steps) > MOST_LOCAL:
                raise Unfinished(tuple(steps))
        else:
            stack.extend(reversed(e.args))
    expr = lower(_resolved(start, becomes))
    return Derivation(start, raised(expr), expr, expr, tuple(steps))


def _resolved(start: Surface, becomes: dict[Surface, Surface]) -> Surface:
    """`start` with every derivative exchanged for what it became, all the way down."""
    done: dict[Surface, Surface] = {}
    stack = [start]
    while stack:
        e = stack[-1]
        if e in done:
            stack.pop()
            continue
        below = (becomes[e],) if e in becomes else e.args
        waiting = [a for a in below if a not in done]
        if waiting:
            stack.extend(waiting)
            continue
        stack.pop()
        if e in becomes:
            done[e] = done[below[0]]
        else:
            done[e] = neat_build(e.op, tuple(done[a] for a in below), e.data) if below else e
    return done[start]
