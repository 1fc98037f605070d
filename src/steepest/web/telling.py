"""A reading and a derivative told for a page: plain dictionaries of text, LaTeX, spoken words and sentences."""

from __future__ import annotations

from typing import Any, Protocol

from steepest.calculus.conditions import Condition, KinkAt
from steepest.calculus.derive import Step, lines
from steepest.calculus.dims import shape_text
from steepest.calculus.surface import Surface, variables
from steepest.compute.deriving import Derivative
from steepest.compute.evaluate import evaluate
from steepest.compute.viewing import claimed
from steepest.course.typed import answered
from steepest.face import Derived, condition_text, same
from steepest.notation.headings import heading
from steepest.notation.latex import latex
from steepest.notation.pieces import Unwritable
from steepest.notation.plain import plain
from steepest.notation.reading import Reading, Unreadable, reading
from steepest.notation.spoken import spoken
from steepest.notation.text import write
from steepest.web import tensors

Told = dict[str, Any]

ORDINAL = {1: "The derivative", 2: "The second derivative", 3: "The third derivative", 4: "The fourth derivative"}
TARGETS = (
    ("Python", "python"),
    ("NumPy", "numpy"),
    ("JAX", "jax"),
    ("PyTorch", "torch"),
    ("LaTeX", "latex"),
    ("Text", "text"),
)


def told(found: Reading) -> Told:
    """A reading for the person who typed it."""
    names = variables(found.surface)
    return {
        **written(found.surface),
        "variables": [{"name": name, "shape": [str(size) for size in shape]} for name, shape in names.items()],
        "inferred": found.declared if found.inferred else "",
        "warnings": [warning.message for warning in found.warnings if not warning.minor],
    }


def written(surface: Surface, partial: bool = False) -> Told:
    """An expression in the notations that a page needs."""
    return {
        "text": write(surface),
        "plain": plain(surface, partial),
        "latex": latex(surface, partial),
        "spoken": spoken(surface),
    }


def title(surface: Surface, names: tuple[str, ...], order: int, whole: bool = False) -> str:
    """What this derivative is called; `whole` where it has an entry for each pair of variables."""
    if whole:
        return "The Hessian"
    arrays = any(variables(surface).get(name) for name in names)
    if order == 1:
        return "The gradient" if (arrays or len(names) > 1) and not surface.shape else "The derivative"
    return (
        "The Hessian"
        if arrays and order == 2 and not surface.shape
        else ORDINAL.get(order, f"The derivative of order {order}")
    )


def part(one: Derived, shown: str, alone: bool) -> Told:
    """The derivative by one variable; of arrays with its views, the one `shown`, and the steps of every order."""
    (found,) = one.parts.values()
    partial = len(variables(found.function)) > 1
    shape = found.result.shape
    arrays = bool(found.shape or found.function.shape)
    return {
        "wrt": found.wrt,
        "claim": claim(found, partial),
        "result": written(found.result, partial),
        "shape": shape_text(shape) if shape else "",
        "views": tensors.views(one) if arrays else [],
        "view": tensors.view(one, shown, alone) if shown else None,
        "steps": steps(found, partial),
        "stages": [] if found.derivations else tensors.staged(found),
        "stable": tensors.stabilised(found),
        "conditions": [condition(c) for c in found.conditions],
        "kinks": [kink(k, found.wrt) for k in found.kinks],
        "everywhere": not found.conditions and not found.kinks,
    }


def claim(one: Derivative, partial: bool) -> Told:
    """The left side: the derivative, not yet carried out."""
    if one.derivations and one.order == 1:
        return written(one.derivations[0].start, partial)
    left = heading(claimed(one))
    return {"plain": left.plain, "latex": left.latex, "spoken": left.spoken, "text": ""}


def steps(one: Derivative, partial: bool) -> list[Told]:
    """The lines of the derivation with the grains at which each is shown: "result", "teacher", "every"."""
    found: list[Told] = []
    for k, derivation_ in enumerate(one.derivations):
        last = k == len(one.derivations) - 1
        found.append({**line(None, derivation_.start, partial), "grains": ["start", "teacher", "every"]})
        for number, step in enumerate(derivation_.steps):
            grains = ["result"] if last and number == len(derivation_.steps) - 1 else []
            if len(step.parts) > 1:
                found.extend({**line(s, s.after, partial), "grains": ["every"]} for s in lines((step,), "every"))
                found.append({**line(step, step.after, partial), "grains": ["teacher", *grains]})
            else:
                found.append({**line(step, step.after, partial), "grains": ["teacher", "every", *grains]})
    return found


def line(step: Step | None, after: Surface, partial: bool) -> Told:
    """One line of a derivation: what it has become, and why."""
    why = {"title": "", "because": ""} if step is None else {"title": step.name, "because": step.because}
    return {**written(after, partial), **why}


def condition(c: Condition) -> Told:
    """Where the result holds."""
    about = {"reason": c.reason, "never": c.never}
    if c.holds is not None and not c.given and c.unless_whole is None:
        return {**written(c.holds), "words": "", **about}
    words = condition_text(c, plain)
    return {"text": words, "plain": words, "latex": "", "spoken": words, "words": words, **about}


def kink(k: KinkAt, name: str) -> str:
    """A place where the derivative jumps, in a sentence."""
    place = f"At {name} = {plain(k.at)}" if k.at is not None else f"Where {plain(k.edge)} = 0"
    if k.given:
        place += f", where {' and '.join(map(plain, k.given))},"
    if k.jumps:
        return f"{place} the function jumps: it has no derivative there."
    if k.left is None or k.right is None:
        return f"{place} the slope jumps: not differentiable there."
    if k.order > 1:
        sides = f"from the left it is {plain(k.left)} and from the right {plain(k.right)}"
        return f"{place} the derivative of order {k.order} jumps: {sides}."
    sides = f"{place} the left derivative is {plain(k.left)} and the right one is {plain(k.right)}: not differentiable."
    return f"{sides} Value used when running: {plain(k.value)}." if k.value is not None else sides


def proof(*derived: Derived) -> Told | None:
    """The numerical check, in a sentence; of several derivatives the one with the fewest digits."""
    try:
        found = min((one.check() for one in derived), key=lambda check: check.digits)
    except (ValueError, ArithmeticError):
        return None
    if not found.points:
        return None
    said = f"Checked numerically at {found.points} points: {int(found.digits)} digits agree."
    return {
        "passed": found.passed,
        "sentence": said if found.passed else f"The numerical check disagrees: {int(found.digits)} digits agree.",
    }


class Coded(Protocol):
    """What can be taken along as source."""

    def code(self, target: str) -> str:
        """The source in a language."""


def codes(derived: Coded) -> list[Told]:
    """The result in every language that has words for it."""
    found: list[Told] = []
    for name, target in TARGETS:
        try:
            found.append({"name": name, "target": target, "text": derived.code(target)})
        except (Unwritable, ValueError):
            continue
    return found


def checked(mine: str, derived: Derived, names: tuple[str, ...], shapes: str) -> Told | None:
    """A person's own derivative beside ours: equal, different (with a place that shows it), or not decided."""
    if not mine.strip() or len(names) != 1:
        return None
    declared = variables(derived.function)
    side = answered(mine)  # y' = …
    found = reading(" " * side.start + side.text, shapes or declared, infer=True)
    if isinstance(found, Unreadable):
        return {"text": mine, "verdict": "unreadable", "sentence": str(found), "latex": ""}
    foreign = [name for name in variables(found.surface) if name not in declared and name not in names]
    if foreign:
        there = " and ".join(declared) or "none"
        said = f"There is no {foreign[0]} in this function; its variables: {there}."
        return {"text": mine, "verdict": "wrong", "sentence": said, "latex": latex(found.surface)}
    ours = derived[names[0]].result
    if found.surface.shape != ours.shape:
        kind = f"Yours is {shape_text(found.surface.shape)}; the derivative is {shape_text(ours.shape)}."
        return {"text": mine, "verdict": "wrong", "sentence": kind, "latex": latex(found.surface)}
    verdict = same(found.surface, ours, assume=derived.parts[names[0]].facts)
    if verdict.equal:
        sentence, kind = "Yes: yours is the derivative.", "correct"
        if verdict.domain_differs:
            sentence = "Yes, where both have a value; their domains differ."
    elif verdict.equal is None:
        sentence, kind = "This could not be decided. Write yours in a simpler form.", "undecided"
    else:
        sentence, kind = f"Not yet: {difference(found.surface, ours, verdict.counterexample)}", "wrong"
    return {"text": mine, "verdict": kind, "sentence": sentence, "latex": latex(found.surface)}


def difference(mine: Surface, ours: Surface, place: Any) -> str:
    """The place that shows the difference, with both values where they are numbers."""
    if not place:
        return "the two differ."
    at = ", ".join(
        f"{name} = {number(value)}" if isinstance(value, int | float) else f"{name} = {value}"
        for name, value in place.items()
    )
    try:
        values = {name: float(value) for name, value in place.items()}
        yours, right = (number(evaluate(e, values)) for e in (mine, ours))
        return f"at {at} yours gives {yours}; the derivative is {right}."
    except (TypeError, ValueError):
        return f"they differ at {at}."


def number(value: float) -> str:
    """Six digits with a real minus sign."""
    return f"{value:.6g}".replace("-", "−")
