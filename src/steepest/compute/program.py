"""Programs: our own printed source, executed; called with arguments by name.

What is shown is what runs: `source` is the text that a person can take away, and nothing else is executed. A program
of numbers runs on plain floats in microseconds, and its NumPy version takes over when an array is given. Out of the
domain the value is nan or an infinity, never an exception.
"""

from __future__ import annotations

import builtins
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from steepest.calculus.dims import Shape, Size, dim_letters, dim_value
from steepest.calculus.expr import Expr
from steepest.calculus.raising import raised
from steepest.calculus.surface import Surface, variables, walk
from steepest.compute.sizes import Place, Unbound, sizes_of
from steepest.notation.code import Source, source
from steepest.notation.naming import by_name
from steepest.notation.pieces import Unwritable

Output = Expr | Surface
Call = Callable[..., Any]
LONGEST = 60  # characters of a value that a refusal repeats
BACKENDS = ("numpy", "python", "jax")
TARGETS = (*BACKENDS, "torch")  # what can be printed and taken away


class BadArguments(Exception):
    """A program was called with names or shapes that are not its own; both sides are named."""


@dataclass(frozen=True)
class Program:
    """A function that runs; call it with keyword arguments."""

    source: str
    arguments: dict[str, Shape]
    letters: tuple[str, ...]  # sizes that no argument tells; they may be given by name
    backend: str
    scalar: bool  # every argument and the result are numbers
    run: Call  # the function itself, with the arguments in order and nothing checked
    broadcast: Callable[[], Call] | None  # for scalar programs: makes the NumPy version, which takes arrays too
    places: tuple[Place, ...] = ()  # entries that are picked by a letter, each with how many there are

    def __call__(self, /, **values: Any) -> Any:
        """The value: a Python float for a scalar, else an array; a dict of them for several results."""
        if self.broadcast is not None:
            return self._scalar(values)
        values = by_name(values)
        self._check_names(values)
        letters = {n: whole(n, v) for n, v in values.items() if n in self.letters}
        arrays = {
            n: v if self.backend == "jax" and hasattr(v, "shape") else array(v)
            for n, v in values.items()
            if n not in letters
        }
        sizes = letters if self.scalar else {**self._sizes(arrays), **letters}  # numbers may be arrays, for a plot
        unknown = [n for n in self.letters if n not in sizes]
        if unknown:
            raise BadArguments(f"The size {', '.join(unknown)} is told by no argument; give it by name.")
        import numpy as np

        checked_places(self.places, sizes)
        given = [*(arrays[n] for n in self.arguments), *(sizes[n] for n in self.letters)]
        with np.errstate(all="ignore"):
            return self._plain(self.run(*given))

    def _scalar(self, values: Mapping[str, Any]) -> Any:
        try:
            given = [values[n] for n in self.arguments]
        except KeyError:  # θ is kept as theta
            values = by_name(values)
            given = [values[n] for n in self.arguments if n in values]
        if len(given) != len(values) or len(given) != len(self.arguments):
            self._check_names(values)
        for k, v in enumerate(given):
            if type(v) is not float:
                if not isinstance(v, int | float):
                    return self._spread(given)
                given[k] = _float(v)
        return _plainly(self.run(*given))

    def _spread(self, given: Sequence[Any]) -> Any:
        import numpy as np

        assert self.broadcast is not None
        arrays = [array(v) for v in given]
        try:
            shape = np.broadcast_shapes(*(a.shape for a in arrays))
        except ValueError:
            said = ", ".join(f"{n}: {_said(a.shape)}" for n, a in zip(self.arguments, arrays, strict=True))
            raise BadArguments(f"The arrays given do not fit each other: {said}.") from None
        if not shape:
            return _plainly(self.run(*(float(a) for a in arrays)))
        with np.errstate(all="ignore"):
            out = self.broadcast()(*arrays)
        if isinstance(out, dict):
            return {k: np.array(np.broadcast_to(v, shape), dtype=float) for k, v in out.items()}
        return np.array(np.broadcast_to(out, shape), dtype=float)

    def _check_names(self, values: Mapping[str, Any]) -> None:
        missing = [n for n in self.arguments if n not in values]
        unknown = [n for n in values if n not in self.arguments and n not in self.letters]
        takes = f"It takes {', '.join(self.arguments) or 'nothing'}."
        if missing:
            raise BadArguments(f"No value was given for {', '.join(missing)}. {takes}")
        if unknown:
            raise BadArguments(f"There is no {', '.join(unknown)} in this function. {takes}")

    def _sizes(self, arrays: Mapping[str, Any]) -> dict[str, int]:
        try:
            return sizes_of(self.arguments, {n: a.shape for n, a in arrays.items() if hasattr(a, "shape")})
        except Unbound as mismatch:
            raise BadArguments(str(mismatch)) from None

    def _plain(self, out: Any) -> Any:
        if isinstance(out, dict):
            return {k: self._plain(v) for k, v in out.items()}
        import numpy as np

        a = out if self.backend == "jax" else np.asarray(out, dtype=float)
        return float(a) if np.ndim(a) == 0 else a


def compile(
    f: Output | Mapping[str, Output],
    arguments: Sequence[str] | Mapping[str, Shape] | None = None,
    backend: str = "numpy",
    remarks: Sequence[str] = (),
) -> Program:
    """The program of one expression, or of several by name.

    `arguments` are the names it takes, in order, also those that do not occur; with their shapes where `f` does not
    tell them. Scalar programs run on plain floats whichever of "numpy" and "python" is asked for. `remarks` stand in
    the source as comments.
    """
    if backend not in BACKENDS:
        raise BadArguments(f"There is no backend `{backend}`; there are {', '.join(BACKENDS)}.")
    outputs = {k: written(v) for k, v in f.items()} if isinstance(f, Mapping) else written(f)
    shapes = _shapes(outputs, arguments)
    several = tuple(outputs.values()) if isinstance(outputs, Mapping) else (outputs,)
    scalar = not any(shapes.values()) and not any(e.shape for e in several)
    if backend == "jax":
        made = source(outputs, shapes, "jax", remarks=remarks)
        run, picked = _jitted(_executed(made)), places(several)
        return Program(made.text, shapes, _letters(made, shapes), "jax", scalar, run, None, picked)
    if not scalar:
        numpy = source(outputs, shapes, "numpy", remarks=remarks)
        run, picked = _executed(numpy), places(several)
        return Program(numpy.text, shapes, _letters(numpy, shapes), "numpy", False, run, None, picked)

    inside = any(e.shape for root in several if isinstance(root, Surface) for e in walk(root))

    @cache
    def broadcast() -> Call:
        made = _executed(source(outputs, shapes, "numpy", remarks=remarks))
        return _one_by_one(made) if inside else made

    try:
        made = source(outputs, shapes, "python", remarks=remarks)
    except Unwritable:  # digamma: plain Python has no word for it, NumPy has
        made = source(outputs, shapes, "numpy", remarks=remarks)
    taken = {**shapes, **dict.fromkeys(_letters(made, shapes), ())}
    run = _executed(made) if made.target == "python" else _quietly(broadcast(), len(shapes))
    return Program(made.text, taken, (), made.target, True, run, broadcast)


def _quietly(function: Call, numbers: int) -> Call:
    """A NumPy function of numbers (and sizes behind them) that says nothing out of its domain."""

    def call(*given: float) -> Any:
        import numpy as np

        with np.errstate(all="ignore"):
            return function(*map(np.float64, given[:numbers]), *map(int, given[numbers:]))

    return call


def _one_by_one(function: Call) -> Call:
    """A function of numbers that has arrays inside, for arrays of numbers: each on its own."""

    def call(*given: Any) -> Any:
        import numpy as np

        several = np.broadcast(*given)
        found = [function(*one) for one in several]
        if found and isinstance(found[0], dict):
            return {k: np.array([f[k] for f in found], dtype=float).reshape(several.shape) for k in found[0]}
        return np.array(found, dtype=float).reshape(several.shape)

    return call


def _letters(made: Source, shapes: Mapping[str, Shape]) -> tuple[str, ...]:
    """The parameters of a program that are sizes."""
    return tuple(n for n, _ in made.parameters if n not in shapes)


def printed(
    f: Output | Mapping[str, Output],
    arguments: Sequence[str] | Mapping[str, Shape] | None,
    target: str,
    remarks: Sequence[str] = (),
) -> str:
    """The source of a program in one of `TARGETS`, as a text to take away."""
    outputs = {k: written(v) for k, v in f.items()} if isinstance(f, Mapping) else written(f)
    return source(outputs, _shapes(outputs, arguments), target, remarks=remarks).text


def written(f: Output) -> Surface:
    """The surface tree of either kind of expression."""
    return f if isinstance(f, Surface) else raised(f)


def _shapes(
    outputs: Surface | Mapping[str, Surface], arguments: Sequence[str] | Mapping[str, Shape] | None
) -> dict[str, Shape]:
    found = variables(*(outputs.values() if isinstance(outputs, Mapping) else (outputs,)))
    if arguments is None:
        return found
    if isinstance(arguments, Mapping):
        return {**dict(arguments), **{n: s for n, s in found.items() if n not in arguments}}
    named = {n: found.get(n, ()) for n in arguments}
    return {**named, **{n: s for n, s in found.items() if n not in named}}


def _executed(made: Source) -> Call:
    """The function that a source defines: only our own printing is ever executed."""
    space: dict[str, Any] = {}
    exec(builtins.compile(made.text, f"<steepest {made.target}>", "exec"), space)  # noqa: S102
    function: Call = space[made.name]
    return function


def places(several: Iterable[Surface]) -> tuple[Place, ...]:
    """The entries that are picked where not both the place and the size are known."""
    found: dict[Place, None] = {}
    for root in several:
        for e in walk(root):
            if e.op == "index":
                taken = (item for item in e.data if item[0] != "new")  # type: ignore[attr-defined]
                for item, d in zip(taken, e.args[0].shape, strict=False):
                    if item[0] == "at" and not (isinstance(item[1], int) and isinstance(d, int)):
                        found[item[1], d] = None
    return tuple(found)


def whole(name: str, v: Any) -> int:
    """The value of a size, or of the number of an entry."""
    try:
        if int(v) == v:
            return int(v)
    except (TypeError, ValueError, OverflowError):
        pass
    raise BadArguments(f"{name} is a whole number here, and {v!r} was given.")


def _jitted(function: Call) -> Call:
    """The function compiled by XLA, in float64 whatever JAX's own default is."""
    import jax

    place: Any = jax if hasattr(jax, "enable_x64") else jax.experimental  # it moved in JAX 0.8
    wide = place.enable_x64
    jitted = jax.jit(function)

    def run(*given: Any) -> Any:
        with wide(True):
            return jitted(*given)

    return run


def array(v: Any) -> Any:
    """A value as an array of real numbers; raises `BadArguments` for what is none."""
    import numpy as np

    try:
        found = np.asarray(v)
        if found.dtype.kind in "biuf":
            return found.astype(float)
        if found.dtype.kind == "O" and not any(x is None or isinstance(x, str) for x in found.flat):
            return found.astype(float)  # fractions and decimals
    except (TypeError, ValueError, OverflowError):
        pass
    raise BadArguments(f"{_short(v)} is not a number or an array of numbers.")


def letters_in(root: Surface) -> set[str]:
    """The letters of sizes, and of entries that are picked."""
    found: set[str] = set()
    for e in walk(root):
        dims = [*e.shape, *([e.data] if e.op == "size" else [])]
        if e.op == "index":
            dims += [k for item in e.data if item[0] != "new" for k in item[1:]]  # type: ignore[attr-defined]
        found |= {x for d in dims if isinstance(d, Size) for x in dim_letters(d)}
    return found


def checked_places(places: Iterable[Place], sizes: Mapping[str, int]) -> None:
    """Raises `BadArguments` where an entry is asked for that is not there."""
    for k, d in places:
        at, many = dim_value(k, sizes), dim_value(d, sizes)
        if not 0 <= at < many:
            raise BadArguments(f"Entry {at} was asked for, of {many}: they are 0 to {many - 1}.")


def _short(v: Any) -> str:
    said = repr(v)
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


def _float(v: int | float) -> float:
    try:
        return float(v)
    except OverflowError:
        return math.inf if v > 0 else -math.inf


def _plainly(out: Any) -> Any:
    """The result of a program of numbers as Python floats; what is not real is nan."""
    if type(out) is float:
        return out
    if isinstance(out, dict):
        return {k: _plainly(v) for k, v in out.items()}
    return math.nan if isinstance(out, complex) else _float(out)


def _said(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape)) if shape else "a number"
