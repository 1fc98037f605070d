"""Programs of stable forms: what runs for a function or a derivative, and what was rewritten, in words.

The form that runs is worked out when a program is asked for, never for what is shown alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from steepest.calculus.expr import Expr, variable
from steepest.calculus.lower import lower
from steepest.calculus.manner import in_numbers
from steepest.calculus.raising import Memo, raised
from steepest.calculus.running import Rewriting, derivatives, prepared, runnable, slope
from steepest.calculus.stable import stable
from steepest.calculus.surface import Surface, larger, walk
from steepest.compute.deriving import Derivative
from steepest.notation.text import write

LONGEST = 88  # a rewriting that takes more is told by the example of its row


@dataclass(frozen=True, slots=True)
class Remark:
    """A rewriting that was done: the name of its row, and a sentence."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Stable:
    """What runs, and each rewriting that made it different from what is shown."""

    surface: Surface
    rewritten: tuple[Remark, ...]

    @property
    def remarks(self) -> tuple[str, ...]:
        """The sentences."""
        return tuple(one.sentence for one in self.rewritten)


def stable_function(f: Surface) -> Stable:
    """The form of a function that runs; the function itself where nothing had to be rewritten."""
    core = lower(f)
    found = runnable(core)
    if found.applied:
        words = Memo(in_numbers(walk(f)))
        return Stable(raised(found.expr, words), remarks(found.applied, words))
    return _merged(f, core, set())


def _merged(f: Surface, core: Expr, plain: set[Surface]) -> Stable:
    """exp(u) exp(v) and log(exp(u)) are one exponential and none in normal form; nothing else is made of it."""
    if not _has_hidden(f, plain):
        return Stable(f, ())
    short = raised(core, Memo(in_numbers(walk(f))))
    return Stable(short, (Remark("one exponential", _told(f, short, _MERGED)),))


_MERGED = ("exp(u)*exp(v) = exp(u + v)", "so that large arguments do not overflow")


def _has_hidden(f: Surface, plain: set[Surface]) -> bool:
    """Is there one in this? Nodes in `plain` are known to have none in them; it is filled."""
    for e in walk(f, plain):
        if _hidden(e):
            return True
        plain.add(e)
    return False


def _hidden(e: Surface) -> bool:
    """A product of exponentials, or the logarithm of one."""
    if e.op == "log":
        return _is_exp(e.args[0])
    return e.op in ("mul", "div") and sum(map(_is_exp, e.args)) > 1


def _is_exp(e: Surface) -> bool:
    return e.op in ("exp", "softmax") or (e.op == "pow" and e.args[0].op == "constant" and e.args[0].data == "e")


def stable_derivatives(parts: Sequence[Derivative]) -> list[Stable]:
    """The forms of derivatives of one function that run: where it has a stable form, the derivatives of that."""
    if not parts:
        return []
    shown = stable(parts[0].function)[0] if not parts[0].derivations else parts[0].function
    whole = prepared(lower(shown))
    memo: dict[Expr, Expr] = {}
    words, plain = Memo(in_numbers(walk(parts[0].function))), set[Surface]()
    if whole.applied:
        places = [variable(p.wrt, p.shape) for p in parts]
        made = derivatives(whole.expr, places, parts[0].order, memo)
        return [Stable(raised(m.expr, words), remarks((*whole.applied, *m.applied), words)) for m in made]
    found = []
    for p in parts:
        run = slope(p.expr, memo)
        if run.expr is p.expr:
            found.append(_merged(p.result, p.expr, plain))
        else:
            found.append(Stable(raised(run.expr, words), remarks(run.applied, words)))
    return found


def remarks(applied: Sequence[Rewriting], words: Memo) -> tuple[Remark, ...]:
    """A sentence for each rewriting: log(1 + exp(u)) = softplus(u), so that large arguments do not overflow."""
    return tuple(dict.fromkeys(remark(one, words) for one in applied))


def remark(one: Rewriting, words: Memo) -> Remark:
    """One rewriting, by name and in a sentence; `words` has what was raised before."""
    row = (" = ".join(one.row.example), one.row.because)
    return Remark(one.row.name, _told(raised(one.before, words), raised(one.after, words), row))


def _told(before: Surface, after: Surface, row: tuple[str, str]) -> str:
    """What became what, or the example of its row where that is long."""
    if not any(larger(e, LONGEST) for e in (before, after)):
        said = f"{write(before)} = {write(after)}"
        if len(said) <= LONGEST:
            return f"{said}, {row[1]}"
    return f"{row[0]}, {row[1]}"
