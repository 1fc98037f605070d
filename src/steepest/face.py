"""The public face: what people import, in the words of `contract.md`.

Everything here is thin: a plain function of a lower floor does the work, and can be called instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from steepest.calculus.derive import Derivation, Step, lines
from steepest.calculus.dims import Shape, shape_text
from steepest.calculus.expr import Expr
from steepest.calculus.lower import lower
from steepest.calculus.raising import raised
from steepest.calculus.slopes import NoRule
from steepest.calculus.surface import Surface, variables
from steepest.compute import deriving
from steepest.compute.deriving import Derivative
from steepest.compute.verdicts import Fact
from steepest.notation.declarations import Declared, declarations
from steepest.notation.names import CONSTANTS
from steepest.notation.naming import absent, by_name, named, names
from steepest.notation.reading import Reading, reading
from steepest.notation.text import write
from steepest.notation.unreadable import Unreadable

if TYPE_CHECKING:  # fetched where they are used: a first derivative needs neither NumPy nor FLINT
    from steepest.calculus.conditions import Condition
    from steepest.calculus.views import View
    from steepest.compute import check as _check
    from steepest.compute import program as _program
    from steepest.compute import same as _same
    from steepest.compute.stably import Remark, Stable
    from steepest.compute.viewing import Runs
    from steepest.descent.descend import maximize, minimize
    from steepest.descent.proving import convexity
    from steepest.notation.tracing import trace
    from steepest.notation.typeset import Setting

__all__ = [
    "Derived",
    "NoRule",
    "Unreadable",
    "compile",
    "convexity",
    "derive",
    "evaluate",
    "lower",
    "maximize",
    "minimize",
    "read",
    "same",
    "trace",
]

ELSEWHERE = {  # whole functions of a lower floor, fetched on first use
    "convexity": "steepest.descent.proving",
    "maximize": "steepest.descent.descend",
    "minimize": "steepest.descent.descend",
    "trace": "steepest.notation.tracing",
}


def __getattr__(name: str) -> object:
    """Fetch a function that a lower floor offers as it is."""
    if name not in ELSEWHERE:
        raise AttributeError(f"steepest.face has no name {name!r}")
    return getattr(import_module(ELSEWHERE[name]), name)


SYNTAXES = ("auto", "text", "latex")
Function = str | Surface | Expr | Callable[..., Any]  # a Python function is traced


def read(text: str, /, shapes: Declared | str | None = None, syntax: str = "auto") -> Surface:
    """The expression that a text stands for, as it was written; raises `Unreadable` with the place.

    >>> read("2 sin x cos x").op
    'mul'
    """
    return _read(text, shapes, syntax).surface


def _whole(value: object, what: str) -> None:
    """Raises `ValueError` for what is no whole number from 1 up."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError(f"{what} is a whole number, 1 or more, and {value!r} was given.")


def _read(text: str, shapes: Declared | str | None, syntax: str = "auto", names: Sequence[str] = ()) -> Reading:
    if syntax not in SYNTAXES:
        raise ValueError(f"There is no syntax `{syntax}`; there are {', '.join(SYNTAXES)}.")
    found = reading(text, shapes, syntax, names=names)
    if isinstance(found, Unreadable):
        raise found
    return found


def _surface(f: Function, shapes: Declared | str | None, wrt: Sequence[str] = ()) -> Surface:
    if isinstance(f, str):
        return _read(f, shapes, names=wrt).surface
    if isinstance(f, Surface | Expr):
        return raised(f) if isinstance(f, Expr) else f
    from steepest.notation.tracing import trace

    return trace(f, shapes, wrt)


@dataclass(frozen=True, slots=True)
class Viewed:
    """A derivative looked at in one way; a text, LaTeX, and its layout in words."""

    view: View
    runs: Runs  # what programs of it run

    def __str__(self) -> str:
        return write(self.view.result)

    @property
    def layout(self) -> str:
        """What stands on which axes."""
        return self.view.layout

    @property
    def expr(self) -> Expr:
        """The core expression of what is shown."""
        return self.view.expr

    @property
    def result(self) -> Surface:
        """What is shown as a surface tree."""
        return self.view.result

    @property
    def direction(self) -> str:
        """The name of what a map is applied to; empty for other views."""
        return self.view.direction

    def latex(self) -> str:
        """What is shown, in LaTeX."""
        return _latex(self.view.result)

    def code(self, target: str) -> str:
        """What is shown as source, as `Derived.code` writes it; a map takes its direction last."""
        from steepest.compute.program import TARGETS

        if target in TARGETS:
            return self.runs.printed(target)
        from steepest.notation.formats import code

        return code(self.view.result, target)

    @property
    def rewritings(self) -> tuple[Remark, ...]:
        """What programs run in place of what is shown, each with the name of its row in `docs/tables/running.md`."""
        return self.runs.form.rewritten

    def compile(self, backend: str = "numpy") -> _program.Program:
        """What is shown as a function of every name in the function and, for a map, of its direction."""
        return self.runs.compiled(backend)


@dataclass(frozen=True, slots=True)
class Derived:
    """A derivative with its steps, conditions and proof; for several variables, one part each by name.

    >>> d = derive("x^2 sin(x)", wrt="x")
    >>> d.steps[0].rule.name, d.compile("numpy")(x=0.0), d.check().passed
    ('product', 0.0, True)
    """

    function: Surface
    parts: Mapping[str, Derivative]
    several: bool  # asked for by a list of names
    stable: bool = True  # programs run the stable forms of what is shown
    warnings: tuple[str, ...] = ()  # how what people read in two ways was read

    def __getitem__(self, name: str) -> Derived:
        """The derivative with respect to one of the variables."""
        own = name if name in self.parts else named(name, self.parts)
        return Derived(self.function, {own: self.parts[own]}, False, self.stable, self.warnings)

    def __str__(self) -> str:
        """The result only, as a text that `read` reads back (one line a variable when there are several)."""
        if not self.several:
            return write(self._only.result)
        return "\n".join(f"{name}: {write(p.result)}" for name, p in self.parts.items())

    @property
    def _only(self) -> Derivative:
        if len(self.parts) != 1:
            raise ValueError(
                f'This derivative has parts {", ".join(self.parts)}; take one, as in d["{next(iter(self.parts))}"].'
            )
        return next(iter(self.parts.values()))

    @property
    def expr(self) -> Expr:
        """The core expression of the result."""
        return self._only.expr

    @property
    def result(self) -> Surface:
        """The result as a surface tree."""
        return self._only.result

    @property
    def derivation(self) -> Derivation | None:
        """The derivation of the last order, for an expression of numbers."""
        steps = self._only.derivations
        return steps[-1] if steps else None

    @property
    def steps(self) -> tuple[Any, ...]:
        """The steps at a teacher's grain: `Step` for numbers, `Pull` (the backward pass) for arrays."""
        return self.at("teacher")

    def at(self, grain: str) -> tuple[Any, ...]:
        """The steps at a grain: "every", "teacher" or "result"."""
        part = self._only
        if part.backward is not None:
            return part.backward.pulls
        found: list[Step] = []
        for one in part.derivations:
            found += lines(one.steps, grain)
        return tuple(found)

    @property
    def conditions(self) -> tuple[str, ...]:
        """Where the result holds, one sentence each."""
        found = [condition_text(c) for p in self.parts.values() for c in p.conditions]
        return tuple(dict.fromkeys(found))

    @property
    def reading(self) -> str:
        """How the function was understood, as text."""
        return write(self.function)

    @property
    def notes(self) -> tuple[str, ...]:
        """What should be known beside the result: how a text was read, and a variable that does not occur in it."""
        there = variables(self.function)
        return (*self.warnings, *(absent(n, there) for n in self.parts if there and n not in there))

    @property
    def layout(self) -> str:
        """The axes of the result: the shape of the function, then that of the variable."""
        return shape_text(self._only.result.shape)

    def view(self, name: str) -> Viewed:
        """The same derivative looked at in another way: one of `views.VIEWS`, such as "map", "vec", "numerator"."""
        from steepest.compute import viewing

        found = viewing.view(self._only, name)
        if name == "ambient":  # the same programs as those of the derivative itself
            return Viewed(found, viewing.Runs(self._forms()[self._only.wrt], self._arguments))
        return Viewed(found, viewing.runs(self._only, found, self._arguments, self.stable))

    @property
    def views(self) -> tuple[str, ...]:
        """The names of the views that apply."""
        from steepest.compute import viewing

        return viewing.fitting(self._only)

    def hvp(self, backend: str = "numpy") -> _program.Program:
        """The product with a direction as a program that never forms the derivative itself: H[V] for order 2.

        It takes the names of the function and the direction, named as the view "map" says (`.view("map").direction`).
        """
        return self.view("map").compile(backend)

    def latex(self) -> str:
        """The result in LaTeX."""
        return _latex(self._only.result)

    def code(self, target: str) -> str:
        """The result as source: "numpy", "python", "jax", "torch", "latex", "typst", "text"; complete and runnable."""
        from steepest.compute.program import TARGETS, printed

        if target in TARGETS:
            outputs, rewritings = self._outputs()
            return printed(outputs, self._arguments, target, _sentences(rewritings))
        from steepest.notation.formats import code

        return code(self._only.result, target)

    @property
    def _arguments(self) -> dict[str, Shape]:
        parts = self.parts.values()
        arguments = variables(self.function, *(p.result for p in parts))
        elsewhere = {p.wrt: p.shape for p in parts if p.wrt not in arguments}
        return arguments | elsewhere  # taken also where it occurs in neither

    @property
    def rewritten(self) -> tuple[str, ...]:
        """A sentence for each rewriting that makes what runs more accurate than what is shown."""
        return _sentences(self._outputs()[1])

    @property
    def rewritings(self) -> tuple[Remark, ...]:
        """The same, each with the name of its row in `docs/tables/running.md`."""
        return self._outputs()[1]

    def _forms(self) -> dict[str, Stable]:
        """What programs run, by variable, and what was rewritten for that."""
        from steepest.compute import stably

        shown = [stably.Stable(p.result, ()) for p in self.parts.values()]
        found = stably.stable_derivatives(list(self.parts.values())) if self.stable else shown
        return dict(zip(self.parts, found, strict=True))

    def _outputs(self) -> tuple[Surface | dict[str, Surface], tuple[Remark, ...]]:
        forms = self._forms()
        rewritings = tuple(dict.fromkeys(one for s in forms.values() for one in s.rewritten))
        outputs = {name: s.surface for name, s in forms.items()}
        return outputs if self.several else next(iter(outputs.values())), rewritings

    def compile(self, backend: str = "numpy") -> _program.Program:
        """The result as a function of every name in the function, called with keywords; a dict for several parts."""
        from steepest.compute import program as _program

        outputs, rewritings = self._outputs()
        return _program.compile(outputs, self._arguments, backend, _sentences(rewritings))

    def check(self, points: int = 8, seed: int = 0) -> _check.Check:
        """A numerical proof: differences of the function against the result, in digits."""
        from steepest.compute import check as _check

        _whole(points, "The number of points")
        checks = [
            _check.check(self.function, p.result, name, p.order, points, seed, p.facts)
            for name, p in self.parts.items()
        ]
        return min(checks, key=lambda c: c.digits)

    def _repr_html_(self) -> str:
        """What a notebook shows: the steps, typeset by the notebook itself, and where the result holds."""
        from steepest.notation.typeset import notebook

        return notebook([self._setting(p) for p in self.parts.values()])

    def _setting(self, part: Derivative) -> Setting:
        from steepest.notation.plain import plain
        from steepest.notation.steps import chapters
        from steepest.notation.typeset import Setting

        partial = len(variables(self.function)) > 1
        said = tuple(dict.fromkeys(condition_text(c, plain) for c in part.conditions))
        told = chapters(part.derivations, "teacher", partial)
        backward = part.backward if part.order == 1 else None
        return Setting(_claim(part), told, backward, part.result, said, any(c.never for c in part.conditions))

    def _repr_latex_(self) -> str:
        """What a notebook shows where it shows no HTML: the result."""
        return "$\\displaystyle " + (self.latex() if not self.several else self._several_latex()) + "$"

    def _several_latex(self) -> str:
        rows = [rf"\partial_{{{name}}} &= {_latex(p.result)}" for name, p in self.parts.items()]
        return r"\begin{aligned}" + r"\\".join(rows) + r"\end{aligned}"


def _sentences(rewritings: Sequence[Remark]) -> tuple[str, ...]:
    return tuple(one.sentence for one in rewritings)


def _claim(part: Derivative) -> str:
    r"""The left side of the result: \frac{\partial^{2} f}{\partial w^{2}}."""
    from steepest.notation.latex import name

    power = f"^{{{part.order}}}" if part.order > 1 else ""
    return rf"\frac{{\partial{power} f}}{{\partial {name(part.wrt)}{power}}}"


def _latex(e: Surface) -> str:
    from steepest.notation.latex import latex

    return latex(e)


def condition_text(c: Condition, written: Callable[[Surface], str] = write) -> str:
    """A condition as a sentence, its formulas in a notation: "x > 0", "A is invertible", "y > 0 where x > 0"."""
    said = written(c.holds) if c.holds is not None else c.words.format("" if c.of is None else written(c.of))
    where = [written(g) for g in c.given]
    if c.unless_whole is not None:
        where.append(f"{written(c.unless_whole)} is not a whole number")
    return f"{said} where {' and '.join(where)}" if where else said


def derive(
    f: Function,
    /,
    wrt: str | Sequence[str],
    order: int = 1,
    shapes: Declared | str | None = None,
    assume: Mapping[str, Fact] | None = None,
    syntax: str = "auto",
    stable: bool = True,
) -> Derived:
    """The derivative of `f` with respect to `wrt` (a name, or several: "x, y"), with every step and its conditions.

    Shapes: the result has shape(f) followed by shape(wrt) for each order. Raises `Unreadable` for a text that cannot
    be read and for a `wrt` that is no name, `NoRule` for a function without a derivative here, `ValueError` for an
    order below 1 or facts that cannot be. `assume` says what is known of variables, as in
    `{"A": "posdef", "p": (0, 1)}` (docs/tables/facts.md). The derivation over arrays, and all programs, take the
    stable forms of what was written, unless `stable` is false.

    >>> str(derive("x^2 sin(x)", wrt="x"))
    'x*(2*sin(x) + x*cos(x))'
    """
    _whole(order, "The order of a derivative")
    if not isinstance(wrt, str) and not (isinstance(wrt, Iterable) and tuple(wrt)):
        raise ValueError(f'`wrt` is the name of a variable or several names, as in wrt="x"; {wrt!r} was given.')
    if assume is not None and not isinstance(assume, Mapping):
        raise ValueError(f'`assume` says what is known by name, as in {{"x": "positive"}}; {assume!r} was given.')
    declared = declarations(shapes)
    known = {*declared, *(variables(f) if isinstance(f, Surface) else ())}
    by = names(wrt, known)
    if isinstance(f, str):
        found = _read(f, shapes, syntax, by)
        surface, said = found.surface, tuple(w.message for w in found.warnings if not w.minor)
    else:
        surface, said = _surface(f, shapes, by), ()
    parts = deriving.derivatives(surface, {n: declared.get(n) for n in by}, order, by_name(assume or {}), not stable)
    return Derived(surface, parts, not isinstance(wrt, str) or len(by) > 1, stable, said)


def compile(
    f: Function, /, backend: str = "numpy", shapes: Declared | str | None = None, stable: bool = True
) -> _program.Program:
    """`f` as a function of its names, called with keywords; `.source` is what was printed and what runs.

    It runs the stable form of `f`, and says so in its source; with `stable=False` exactly what was written.

    >>> compile("x^2 + y")(x=3, y=1)
    10.0
    """
    from steepest.compute import program as _program
    from steepest.compute import stably

    surface = _surface(f, shapes)
    runs = stably.stable_function(surface) if stable else stably.Stable(surface, ())
    return _program.compile(runs.surface, variables(surface), backend, runs.remarks)


def evaluate(f: Function, /, **values: Any) -> Any:
    """The value of `f` where its names have these values; shapes are taken from the values.

    >>> evaluate("f*x", f=2, x=3)
    6.0
    """
    from steepest.compute import evaluate as _evaluate
    from steepest.compute import program, stably

    given = {name: program.array(v) for name, v in by_name(values).items()}
    shapes: dict[str, Shape] = {name: _evaluate.shape_of(v) for name, v in given.items()}
    surface = _surface(f, {n: s for n, s in shapes.items() if s or n in CONSTANTS}, tuple(given))
    own, letters = variables(surface), program.letters_in(surface)
    unknown = [n for n in given if n not in own and n not in letters]
    if unknown and isinstance(f, str):  # a derivative need not have all the names of its function
        takes = ", ".join((*own, *sorted(letters - own.keys()))) or "nothing"
        raise program.BadArguments(f"There is no {', '.join(unknown)} in this function. It takes {takes}.")
    sizes = {n: program.whole(n, given[n]) for n in given if n in letters and n not in own}
    program.checked_places(program.places([surface]), sizes)
    return _evaluate.evaluate(stably.stable_function(surface).surface, {n: given[n] for n in own if n in given}, sizes)


def same(
    a: Function, b: Function, /, shapes: Declared | str | None = None, assume: Mapping[str, Fact] | None = None
) -> _same.Same:
    """Are two expressions equal? `.equal` is True, False or None (undecided), with what decided it.

    With `assume`, as in `{"A": "symmetric"}`, wherever the facts hold.

    >>> same("sin(2x)", "2 sin x cos x").equal
    True
    """
    from steepest.compute import same as _same

    first, second = _surface(a, shapes), _surface(b, shapes)
    return _same.same(lower(first), lower(second), (first, second), assume)
