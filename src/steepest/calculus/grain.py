"""What a teacher takes together in one line: the derivatives that one sees at a glance.

All plain derivatives of a line are carried out at once; of something linear, also within the step that brings it up;
and a function of something linear inside a longer line, d/dx sin 3x = 3 cos 3x, in one go.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from steepest.calculus.lower import lower
from steepest.calculus.paper import inside_size, linear, rational
from steepest.calculus.primitives import PRIMITIVES
from steepest.calculus.raising import Memo, raised
from steepest.calculus.rules import Rule
from steepest.calculus.steps import TIDY, Step, open_places, replaced, single
from steepest.calculus.surface import Surface, depends, walk

Test = Callable[[Surface, str], bool]


def told(line: Surface, places: Sequence[Surface], x: str, rules: tuple[Rule, ...], words: Memo) -> Step:
    """The next step of a good teacher on a line with these open places."""
    outside = next((p for p in places if p.op == "prime"), None)
    if outside is not None:
        return single(line, outside, x, rules)
    seen = basic if places[0] is line else chained
    plain = {p for p in places if easy(p.args[0], x, seen)}
    places = _outer(places, plain)
    first = places[0]
    if first in plain:
        return together(line, [p for p in places if p in plain], x, rules, words)
    step = single(line, first, x, rules)
    return _with_linear_parts(step, x, rules, words)


def _outer(places: Sequence[Surface], plain: Collection[Surface]) -> list[Surface]:
    """The places that no other one will bring up again: d/dx u waits for d/dx sin u, and is then done once."""
    hard = [p.args[0] for p in places if p not in plain]
    if not hard or len(places) == 1:
        return list(places)
    within = {e for body in hard for e in walk(body) if e is not body}
    return [p for p in places if p.args[0] not in within]


def together(line: Surface, places: Sequence[Surface], x: str, rules: tuple[Rule, ...], words: Memo) -> Step:
    """These places carried out and tidied in one step."""
    local = [_carried_out(p, x, rules, words) for p in places]
    if len(places) == 1:
        parts, into = local[0]
        return _named(parts, places[0], into, line, replaced(line, places[0], into))
    here = line
    lifted: list[Step] = []
    for place, (parts, into) in zip(places, local, strict=True):
        lifted += [_lifted(p, here, place) for p in parts]
        here = replaced(here, place, into)
    return _named(lifted, line, here, line, here)


def _lifted(part: Step, line: Surface, place: Surface) -> Step:
    """A step told of a place alone, told of the line that it stands in."""
    return replace(part, before=replaced(line, place, part.before), after=replaced(line, place, part.after))


def _carried_out(place: Surface, x: str, rules: tuple[Rule, ...], words: Memo) -> tuple[list[Step], Surface]:
    """The single rules from d/dx of something plain to its derivative, tidied."""
    parts: list[Step] = []
    here = place
    while left := open_places(here):
        parts.append(single(here, left[0], x, rules))
        here = parts[-1].after
    neat = raised(lower(here), words)
    if neat is not here:
        parts.append(Step(TIDY, TIDY.name, TIDY.because, here, neat, here, neat))
    return parts, neat


def _with_linear_parts(step: Step, x: str, rules: tuple[Rule, ...], words: Memo) -> Step:
    """A step of one rule in which what is linear is carried out at once; then the outside function too."""
    here = step.into
    parts = [replace(step, before=step.focus, after=here)]
    for place in open_places(here):
        if place.op == "derivative" and linear(place.args[0], x):
            inner, into = _carried_out(place, x, rules, words)
            parts += [
                replace(p, before=replaced(here, place, p.before), after=replaced(here, place, p.after)) for p in inner
            ]
            here = replaced(here, place, into)
    if len(parts) == 1:
        return step
    named = parts[:1]
    left = open_places(here)
    if step.rule.name == "chain" and len(left) == 1 and left[0].op == "prime":
        parts.append(single(here, left[0], x, rules))
        named.append(parts[-1])
        here = parts[-1].after
    whole = _named(parts, step.focus, here, step.before, replaced(step.before, step.focus, here))
    names = ", ".join(p.name for p in named)
    return replace(whole, rule=step.rule, name=names, because=step.because)


def _named(parts: Sequence[Step], focus: Surface, into: Surface, before: Surface, after: Surface) -> Step:
    """Several single rules as one step, by the names that are worth saying."""
    worth = [p for p in parts if p.rule is not TIDY and p.name not in ("variable", "constant")] or list(parts[:1])
    if any(p.name.startswith("chain") for p in worth):  # the inside is linear: its rules go without saying
        worth = [p for p in worth if p.name not in ("sum", "constant multiple")]
    worth.sort(key=lambda p: p.name != "rewrite as a power")  # whoever rewrites does so in all terms, and first
    names = ", ".join(dict.fromkeys(p.name for p in worth))
    return Step(worth[-1].rule, names, worth[0].because, focus, into, before, after, tuple(parts))


# ---------------------------------------------------------------- what is plain


def easy(body: Surface, x: str, seen: Test) -> bool:
    """Is the derivative of this written down at once: c, x, c·xⁿ, c·f(x), and sums of these?

    `seen` says which powers and functions are.
    """
    if not depends(body, x):
        return True
    if body.op == "add":
        return all(easy(a, x, seen) for a in body.args)
    if body.op == "neg":
        return easy(body.args[0], x, seen)
    if body.op == "mul":
        moving = [a for a in body.args if depends(a, x)]
        return len(moving) == 1 and seen(moving[0], x)
    if body.op == "div":
        top, bottom = body.args
        if not depends(bottom, x):
            return easy(top, x, seen)
        return not depends(top, x) and (bottom.op == "variable" or (bottom.op == "pow" and basic(bottom, x)))
    return seen(body, x)


def basic(e: Surface, x: str) -> bool:
    """A power or a function of x itself."""
    return e.op == "variable" or (
        _power_or_function(e) and all(a.op == "variable" or not depends(a, x) for a in _arguments(e))
    )


def chained(e: Surface, x: str) -> bool:
    """A power or a function of something linear: sin 3x, (2x + 1)⁵, e⁻ˣ; a logarithm of something plain: ln(x² + 1)."""
    if e.op == "log":
        return all(linear(a, x) or easy(a, x, basic) for a in _arguments(e))
    return e.op == "variable" or (_power_or_function(e) and all(linear(a, x) for a in _arguments(e)))


def _arguments(e: Surface) -> tuple[Surface, ...]:
    """What stands in a function: ln |u| is one of u."""
    u = inside_size(e)
    return e.args if u is None else (u,)


def _power_or_function(e: Surface) -> bool:
    if e.op == "pow":
        base, n = e.args
        return rational(n) is not None or base.op == "constant"
    return (e.op in PRIMITIVES or e.op in ("sqrt", "cbrt")) and len(e.args) == 1


__all__ = ["basic", "chained", "easy", "told", "together"]
