"""`steepest check`: is this the derivative? Right in any correct form; wrong with the point that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Real
from typing import Any

from steepest.calculus.derive import Step
from steepest.calculus.lower import lower
from steepest.cli.asking import chosen, understood
from steepest.cli.terminal import Exit, Stopped, as_json, console, refuse, show, stop
from steepest.compute.evaluate import evaluate
from steepest.compute.same import Same, same
from steepest.face import Derived, NoRule
from steepest.face import derive as derived
from steepest.notation.plain import name, plain
from steepest.notation.reading import Warned, reading
from steepest.notation.unreadable import Unreadable

CODES = {"right": Exit.FINE, "different": Exit.NO, "undecided": Exit.UNDECIDED}


def check(function: str, answer: str, wrt: str, shapes: str, order: int, json: bool) -> None:
    """Compare an answer with the derivative and end with the code of the verdict."""
    found = understood(function, shapes, wrt)
    x = chosen(found, wrt)[0]
    given = reading(answer, dict(found.shapes), names=(x,))
    if isinstance(given, Unreadable):
        refuse(answer, given)
    try:
        one = derived(found.surface, x, order, dict(found.shapes))
    except NoRule as error:
        stop(str(error), Exit.NO_DERIVATIVE)
    verdict = same(lower(given.surface), one.expr, (given.surface, one.result))
    meant = next((w for w in given.warnings if not verdict.equal and _right(w, one)), None)
    if meant is not None and meant.other is not None:
        verdict = same(lower(meant.other), one.expr, (meant.other, one.result))
    word = "right" if verdict.equal else "undecided" if verdict.equal is None else "different"
    at = numbers(verdict)
    values = (evaluate(given.surface, at), evaluate(one.result, at)) if at else None
    if json:
        as_json(
            {
                "verdict": word,
                "derivative": str(one),
                "counterexample": at or None,
                "values": None if values is None else {"yours": _value(values[0]), "derivative": _value(values[1])},
                "domain_differs": verdict.domain_differs,
                "decided_by": verdict.decided_by,
                "note": meant.message if meant else None,
            }
        )
    else:
        _say(word, plain(one.result), at, values, verdict)
        if meant is not None:
            show(console(), f"But take care: {meant.message} What you mean is {plain(meant.other or given.surface)}.")
        elif word == "different" and one.steps and isinstance(one.steps[0], Step):
            show(console(), f"Begin with {one.steps[0].name}: {one.steps[0].because}.")
    raise Stopped(CODES[word])


def _right(doubt: Warned, one: Derived) -> bool:
    """Would the answer be right under the other reading of a place that people read in two ways?"""
    if doubt.other is None:
        return False
    return bool(same(lower(doubt.other), one.expr, (doubt.other, one.result)).equal)


def numbers(verdict: Same) -> dict[str, Any]:
    """The point that shows the difference, where all of it are numbers."""
    point = verdict.counterexample or {}
    return {n: float(v) for n, v in point.items() if isinstance(v, Real)} if _scalar(point) else {}


def _scalar(point: Mapping[str, object]) -> bool:
    return all(isinstance(v, Real) for v in point.values())


def _say(word: str, derivative: str, at: dict[str, Any], values: tuple[Any, Any] | None, verdict: Same) -> None:
    out = console()
    if word == "right":
        show(out, ("Right.", "bold green"), f" Shown by {verdict.decided_by}.")
        if verdict.domain_differs:
            show(out, f"It is defined at other places than {derivative}, which it equals where both are.")
    elif word == "undecided":
        show(out, ("Undecided.", "bold yellow"), f" The derivative is {derivative}; {verdict.decided_by}.")
    elif values is not None:
        place = ", ".join(f"{name(n)} = {_number(v)}" for n, v in at.items())
        told = f" At {place} yours gives {_number(values[0])}; the derivative is {_number(values[1])}."
        show(out, ("Different.", "bold red"), told if at else f" Yours is {_number(values[0])}.")
    else:
        show(out, ("Different.", "bold red"), f" {verdict.decided_by}.")


def _value(v: Any) -> Any:
    return float(v) if isinstance(v, int | float) else v.tolist()


def _number(v: Any) -> str:
    return f"{float(v):.4g}".replace("-", "−")
