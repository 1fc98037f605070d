"""The Hessian of a function of several numbers: an entry for each pair of its variables, taken one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from steepest.calculus.surface import Surface, variables
from steepest.compute import stably
from steepest.compute.deriving import Derivative
from steepest.compute.program import TARGETS, printed
from steepest.compute.stably import Remark
from steepest.compute.verdicts import Fact
from steepest.face import Derived, derive
from steepest.notation.latex import latex
from steepest.notation.latex import name as tex
from steepest.notation.plain import name, plain
from steepest.notation.text import write
from steepest.web.telling import part

MOST = 4  # variables of which every pair is shown


@dataclass(frozen=True)
class Hessian:
    """The second derivatives of one function by every pair of its variables."""

    function: Surface
    names: tuple[str, ...]
    entries: Mapping[tuple[str, str], Derived]  # by one and then by the other, in the order of the names

    def entry(self, a: str, b: str) -> Surface:
        """∂²f/∂b∂a, which is ∂²f/∂a∂b."""
        return self.entries[(a, b) if (a, b) in self.entries else (b, a)].result

    @property
    def rewritings(self) -> tuple[Remark, ...]:
        """What programs run in place of what is shown."""
        return tuple(dict.fromkeys(one for derived in self.entries.values() for one in derived.rewritings))

    def code(self, target: str) -> str:
        """Every entry as source, by the names of its two variables."""
        if target == "latex":
            return self.matrix()["latex"]
        if target not in TARGETS:
            return "\n".join(f"{a} {b}: {write(derived.result)}" for (a, b), derived in self.entries.items())
        forms = {f"{a} {b}": _runs(derived) for (a, b), derived in self.entries.items()}
        remarks = tuple(dict.fromkeys(words for form in forms.values() for words in form.remarks))
        arguments = variables(self.function) | dict.fromkeys(self.names, ())
        return printed({k: form.surface for k, form in forms.items()}, arguments, target, remarks)

    def mixed(self) -> list[dict[str, Any]]:
        """The mixed entries, told like every other derivative."""
        return [
            {**part(derived, "", True), "wrt": f"{a}, then by {b}", "claim": _claim(a, b)}
            for (a, b), derived in self.entries.items()
            if a != b
        ]

    def matrix(self) -> dict[str, str]:
        """All entries in their places."""
        rows = [[self.entry(a, b) for b in self.names] for a in self.names]
        inside = r" \\ ".join(" & ".join(latex(one, True) for one in row) for row in rows)
        flat = "; ".join(", ".join(plain(one) for one in row) for row in rows)
        body = rf"\begin{{bmatrix}} {inside} \end{{bmatrix}}"
        spoken = f"the Hessian is the matrix {flat}"
        return {"plain": f"∇²f = [{flat}]", "latex": rf"\nabla^{{2}} f = {body}", "spoken": spoken}


def hessian(derived: Derived, assume: Mapping[str, Fact] | None) -> Hessian:
    """The Hessian that these second derivatives, each by one variable, are the diagonal of."""
    names = tuple(derived.parts)
    entries = {(name, name): derived[name] for name in names}
    for a, b in combinations(names, 2):
        first = derive(derived.function, a, 1, None, assume, stable=derived.stable)
        entries[a, b] = derive(first.result, b, 1, None, assume, stable=derived.stable)
    order = {pair: k for k, pair in enumerate((a, b) for a in names for b in names)}
    return Hessian(derived.function, names, dict(sorted(entries.items(), key=lambda item: order[item[0]])))


def _runs(derived: Derived) -> stably.Stable:
    """What programs run for one entry."""
    found: list[Derivative] = list(derived.parts.values())
    return stably.stable_derivatives(found)[0] if derived.stable else stably.Stable(derived.result, ())


def _claim(a: str, b: str) -> dict[str, str]:
    """∂²f/∂b∂a: first by a, then by b."""
    below = rf"\partial {tex(b)}\,\partial {tex(a)}"
    spoken = f"the derivative of f by {a}, and then by {b}"
    fraction = rf"\frac{{\partial^{{2}} f}}{{{below}}}"
    return {"text": "", "plain": f"∂²f/∂{name(b)}∂{name(a)}", "latex": fraction, "spoken": spoken}
