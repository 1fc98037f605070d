"""The sentences under a derivation: where it holds, how it was proved, what happens at a kink."""

from __future__ import annotations

from collections.abc import Iterable

from steepest.calculus.conditions import Condition, KinkAt
from steepest.calculus.surface import Surface, variables
from steepest.compute.check import Check
from steepest.compute.deriving import Derivative
from steepest.compute.facts import fact_text
from steepest.compute.stably import Remark
from steepest.face import Derived, condition_text
from steepest.notation.plain import name, plain


def condition(c: Condition) -> str:
    """A condition in Unicode: "x > 0", "A is invertible"."""
    return condition_text(c, plain)


def holds(one: Derived) -> tuple[str, ...]:
    """Where the result holds, as one sentence."""
    parts = list(one.parts.values())
    never = [condition(c) for p in parts for c in p.conditions if c.never]
    if never:
        return ("Holds nowhere: ", never[0], ".")
    said = list(dict.fromkeys(condition(c) for p in parts for c in p.conditions))
    said += [_off(k, p.wrt) for p in parts for k in p.kinks]
    said = list(dict.fromkeys(said))
    known = [f"{name(n)}: {fact_text(fact)}" for n, fact in parts[0].facts.items()] if parts else []
    ending = f", with {_listed(known)}." if known else "."
    if said:
        return ("Holds where ", _listed(said), ending)
    return (f"Holds for every {_listed([name(p.wrt) for p in parts])}{ending}",)


def _off(k: KinkAt, wrt: str) -> str:
    """That one is not at a kink."""
    off = f"{name(wrt)} ≠ {plain(k.at)}" if k.at is not None else f"{plain(k.edge)} ≠ 0"
    return f"{off} where {' and '.join(map(plain, k.given))}" if k.given else off


def proof(checked: Check) -> tuple[str | tuple[str, str], ...]:
    """How the result was proved against the function itself."""
    points = f"{checked.points} point" + ("s" if checked.points != 1 else "")
    if not checked.points:
        return ("No point was found at which to check it.",)
    if checked.passed:
        return (f"Checked at {points}: {int(checked.digits)} digits.",)
    return ((f"The check failed at {points}: {int(checked.digits)} digits agree.", "bold red"),)


def pieces(part: Derivative, result: Surface) -> str:
    """A result in two pieces around its kink, "0 for x < 0, 1 for x > 0"; else nothing."""
    if result.op != "where" or len(part.kinks) != 1 or part.kinks[0].at is None:
        return ""
    condition, then, other = result.args
    while other.op == "where" and other.args[0].data in ("==", "!="):  # the tie, which is told below
        other = other.args[2]
    sides = condition.args if condition.op == "compare" else ()
    plainly = sides and sides[0].op == "variable" and sides[0].data == part.wrt and not variables(sides[1])
    if not plainly or other.op == "where" or condition.data not in ("<", "<=", ">", ">="):
        return ""
    left, right = (then, other) if str(condition.data).startswith("<") else (other, then)
    x, at = name(part.wrt), plain(sides[1])
    return f"{plain(left)} for {x} < {at}, {plain(right)} for {x} > {at}"


def kinks_told(one: Derived) -> Iterable[str]:
    """Two sentences a kink: its one-sided derivatives, and the value that runs."""
    for part in one.parts.values():
        for kink in part.kinks:
            yield from _kink(part, kink)


def _kink(part: Derivative, kink: KinkAt) -> Iterable[str]:
    where = f"{name(part.wrt)} = {plain(kink.at)}" if kink.at is not None else f"{plain(kink.edge)} = 0"
    if kink.given:
        where += f", where {' and '.join(map(plain, kink.given))},"
    if kink.jumps:
        yield f"At {where} the function jumps: it has no derivative there."
    elif kink.left is None or kink.right is None:
        yield f"At {where} the function changes its branch ({kink.function})."
    elif kink.left is kink.right:
        yield f"At {where} the branch changes; on both sides the derivative is {plain(kink.left)}."
    elif kink.order > 1:
        sides = f"from the left it is {plain(kink.left)} and from the right {plain(kink.right)}"
        yield f"At {where} the derivative of order {kink.order} jumps: {sides}."
    else:
        told = f"At {where} the left derivative is {plain(kink.left)} and the right one is {plain(kink.right)}:"
        yield f"{told} not differentiable; {_between(part, kink.left, kink.right)}"
    if kink.value is not None:
        usual = " (as JAX and PyTorch do)" if kink.function == "relu" else ""
        yield f"Value used when running: {plain(kink.value)}{usual}."


def _between(part: Derivative, left: Surface, right: Surface) -> str:
    span = f"every number in [{plain(left)}, {plain(right)}]"
    if _convex(part):
        return f"{span} is a subgradient."
    from steepest.compute.evaluate import evaluate

    try:
        rising = float(evaluate(left, {})) <= float(evaluate(right, {}))
    except Exception:  # the sides hold other variables: which is larger is not known
        return "no single number is its derivative."
    return (
        span if rising else f"every number in [{plain(right)}, {plain(left)}]"
    ) + " is a generalized derivative (Clarke)."


def _convex(part: Derivative) -> bool:
    """Is the function plainly convex: a convex corner of something linear?"""
    e = part.function
    return e.op in ("relu", "abs", "maximum", "hinge") and all(
        not a.args or a.op in ("add", "neg", "mul") for a in e.args
    )


def rewritings(one: Derived, view: str) -> tuple[Remark, ...]:
    """What programs run in place of what is shown: of the derivative, or of a view of it."""
    if not view:
        return one.rewritings
    return tuple(dict.fromkeys(told for of in one.parts for told in one[of].view(view).rewritings))


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
