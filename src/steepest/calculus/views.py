"""The same derivative looked at in other ways, each with its layout in words: as a map, vec, numerator, compressed.

A derivative stands in natural layout: the axes of the function, then those of the variable, once an order. A view
rearranges it, and none but `free entries` changes what the question was. Column-major vec and Kronecker forms as in
Magnus & Neudecker, Matrix Differential Calculus (3rd ed.), ch. 9; free entries as in Srinivasan & Panda 2019.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from steepest.calculus import algebra, assumptions, kronecker, sweep
from steepest.calculus.dims import Shape, dim_letters, shape_text
from steepest.calculus.expr import Contract, Expr, Sum, variable, variables, walk
from steepest.calculus.lower import lower
from steepest.calculus.raising import raised
from steepest.calculus.readable import readable
from steepest.calculus.surface import Surface

LETTERS = "ijklmnpqrstuvw"
DIRECTIONS = ("V", "D", "Z", *(f"V_{k}" for k in range(1, 100)))


class NoView(ValueError):
    """A derivative that cannot be looked at in this way: why, and which view to take instead."""


@dataclass(frozen=True, slots=True)
class Differentiated:
    """A derivative in natural layout, with what it is the derivative of."""

    function: Expr
    wrt: str
    shape: Shape  # of the variable
    order: int
    expr: Expr  # shape: that of the function, then `shape` once an order

    @property
    def letter(self) -> str:
        """What the derivative is called: G for a gradient, J for a Jacobian, H for a Hessian, D from there on."""
        return "D" if self.order > 2 else "H" if self.order == 2 else "J" if self.function.shape else "G"


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at a derivative: the array it shows, and its layout in words."""

    name: str
    layout: str
    expr: Expr
    result: Surface
    direction: str = ""  # of a map: the variable that stands for what it is applied to


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a view by name, and what it shows."""

    name: str
    shown: Callable[[Differentiated], View]
    because: str


def view(d: Differentiated, name: str) -> View:
    """The view of this name; raises `NoView` where there is none."""
    if name not in VIEWS:
        raise NoView(f"There is no view `{name}`; there are {', '.join(VIEWS)}.")
    return VIEWS[name].shown(d)


def _shown(name: str, layout: str, result: Surface, direction: str = "") -> View:
    """A view by what is written: its core is what the written form says, so that what is shown is what runs."""
    return View(name, layout, lower(result), result, direction)


# --- ambient, projected, free entries --------------------------------------------------------------------------------


def ambient(d: Differentiated) -> View:
    """The derivative as it stands: every entry of the variable varies on its own."""
    axes = "a number" if not d.expr.shape else shape_text(d.expr.shape)
    words = f"{axes}: the axes of f ({shape_text(d.function.shape)}), then those of {_wrt(d)}"
    return _shown("ambient", f"{words}; every entry of {d.wrt} varies on its own", raised(d.expr))


def projected(d: Differentiated) -> View:
    """(G + Gᵀ)/2: the ambient gradient projected onto the symmetric matrices."""
    gradient = _at_symmetric(d, "projected")
    made = _symmetric(d, assumptions.projected(gradient))
    words = f"{shape_text(made.shape)}: (G + Gᵀ)/2, the gradient along symmetric matrices, for {d.wrt} symmetric"
    return _shown("projected", words, raised(made))


def free_entries(d: Differentiated) -> View:
    """G + Gᵀ - G ⊙ I: the derivative by each entry on and above the diagonal, its mirror image moving with it."""
    gradient = _at_symmetric(d, "free entries")
    made = _symmetric(d, assumptions.free_entries(gradient))
    words = (
        f"{shape_text(made.shape)}: entry (i, j) is the derivative when {d.wrt}[i, j] and {d.wrt}[j, i] move together, "
        f"G + Gᵀ - G ⊙ I; it is not the gradient of a symmetric matrix (that is the view `projected`)"
    )
    return _shown("free entries", words, raised(made))


def _at_symmetric(d: Differentiated, name: str) -> Expr:
    if d.order != 1 or d.function.shape:
        raise NoView(f"`{name}` is for the gradient of a number, and this derivative is {shape_text(d.expr.shape)}.")
    if len(d.shape) != 2 or d.shape[0] != d.shape[1]:
        raise NoView(f"`{name}` is for a symmetric matrix, and {d.wrt} is {shape_text(d.shape)}, which is not square.")
    return _symmetric(d, d.expr)


def _symmetric(d: Differentiated, e: Expr) -> Expr:
    return readable(assumptions.assuming(e, {d.wrt: "symmetric"}))


# --- the linear map --------------------------------------------------------------------------------------------------


def linear_map(d: Differentiated) -> View:
    """V ↦ D[V]: the last axes of the derivative contracted with a V of the shape of the variable."""
    name = direction(d)
    v = variable(name, d.shape)
    made = best_map([contracted(d.expr, v), along(d, v)] if d.order > 1 else [contracted(d.expr, v)])
    value = f"⟨G, {name}⟩" if d.letter == "G" else f"{d.letter}[{name}]"
    words = f"{name} ↦ {value}: {name} is {shape_text(d.shape)}, the value {shape_text(made.shape)}"
    return _shown("map", words, raised(made), name)


def direction(d: Differentiated) -> str:
    """A name for what the map is applied to, which nothing else has."""
    taken = {*variables(d.function, d.expr), d.wrt, *_letters(d.function.shape), *_letters(d.expr.shape)}
    return next(n for n in DIRECTIONS if n not in taken)


def contracted(e: Expr, v: Expr) -> Expr:
    """Σ e[…, axes of v] · v[axes], term by term, so that no term is worked out before v is multiplied in."""
    if isinstance(e, Sum):
        shape = e.shape[: len(e.shape) - len(v.shape)]
        return algebra.add([(w, contracted(t, v)) for w, t in zip(e.weights, e.args, strict=True)], shape)
    axes = list(range(len(e.shape)))
    kept = axes[: len(axes) - len(v.shape)]
    return algebra.contract(1, [(e, axes), (v, axes[len(kept) :])], kept)


def along(d: Differentiated, v: Expr) -> Expr:
    """The same map without the whole derivative: ⟨D, v⟩ of one order less, differentiated once more."""
    x = variable(d.wrt, d.shape)
    body = d.function
    for _ in range(d.order - 1):
        body = sweep.derivative(body, x)
    return sweep.derivative(contracted(body, v), x)


def best_map(candidates: Iterable[Expr]) -> Expr:
    """Of equal forms those without large arrays inside, and of these the most readable."""
    forms = list(dict.fromkeys(candidates))
    least = min(map(_largest, forms))
    return readable(*(e for e in forms if _largest(e) == least))


def _largest(e: Expr) -> int:
    return max(len(part.shape) for part in walk(e))


# --- vec and Kronecker -----------------------------------------------------------------------------------------------


def vec(d: Differentiated) -> View:
    """The matrix that takes vec V to vec D[V], columns under each other; A ⊗ B where it separates."""
    rows, columns = _sides(d)
    made = kronecker.vec_form(d.expr, len(rows), len(columns))
    if d.order == 1 and not d.function.shape:
        words = f"vec G: the columns of {d.wrt}'s gradient under each other (column-major)"
    elif d.order == 1:
        words = f"d vec f = {d.letter} · d vec {d.wrt}, vec column-major (columns under each other)"
    else:
        words = f"d vec ∇f = {d.letter} · d vec {d.wrt}, vec column-major (columns under each other)"
    if made.op == "let":
        words += f"; the where-matrix is the commutation matrix, which takes vec {d.wrt} to vec {d.wrt}ᵀ"
    return _shown("vec", f"{shape_text(made.shape)}: {words}", made)


def _sides(d: Differentiated) -> tuple[Shape, Shape]:
    if d.order == 1:
        return (d.function.shape, d.shape) if d.function.shape else (d.shape, ())
    if d.order == 2 and not d.function.shape:
        return d.shape, d.shape
    raise NoView(
        f"`vec` is a matrix: of a first derivative, or of the Hessian of a number. This derivative is "
        f"{shape_text(d.expr.shape)}; take the view `map`, or derive one entry of the function."
    )


# --- numerator and denominator layout --------------------------------------------------------------------------------


def numerator(d: Differentiated) -> View:
    """Numerator layout: the axes of the function lie as rows, those of the variable are transposed."""
    f, x = len(d.function.shape), len(d.shape)
    axes = list(range(len(d.expr.shape)))
    if d.order == 1 and not f and x == 1:
        made = kronecker.row(d.expr)
        return _shown("numerator", f"{shape_text(made.shape)}: the gradient as a row, as in df = G d{d.wrt}", made)
    if d.order == 1 and not f and x == 2:
        words = f"the transpose of the gradient, as in df = tr(G d{d.wrt})"
        return _laid_out("numerator", algebra.transposed(d.expr), words)
    if len(axes) <= 2 and (f <= 1 or not x):
        return _laid_out("numerator", d.expr, "rows by the function and columns by the variable, as it stands")
    raise NoView(f"Numerator layout is for at most a matrix, and this is {shape_text(d.expr.shape)}; take `vec`.")


def denominator(d: Differentiated) -> View:
    """Denominator layout: the axes of the variable first, then those of the function; a gradient as it stands."""
    f, x = len(d.function.shape), len(d.shape)
    if d.order == 1 and f + x > 2:
        raise NoView(f"Denominator layout is for at most a matrix, and this is {shape_text(d.expr.shape)}; take `vec`.")
    if d.order == 1 and f and (x or f == 2):
        return _laid_out("denominator", algebra.transposed(d.expr), "rows by the variable, the Jacobian transposed")
    if d.order == 1 or len(d.expr.shape) <= 2:
        return _laid_out("denominator", d.expr, "the shape of the variable, as it stands")
    raise NoView(f"Denominator layout is for at most a matrix, and this is {shape_text(d.expr.shape)}; take `vec`.")


def _laid_out(name: str, made: Expr, words: str) -> View:
    return _shown(name, f"{shape_text(made.shape)}: {words}", raised(readable(made)))


# --- compressed ------------------------------------------------------------------------------------------------------


def compressed(d: Differentiated) -> View:
    """Where axes carry an identity, the small array that is left, and which axes these are."""
    found = core_and_identities(d.expr)
    if found is None:
        raise NoView(
            f"No axes of this derivative ({shape_text(d.expr.shape)}) carry an identity throughout; "
            "it is stored in full. The view `map` multiplies by it without forming it."
        )
    core, groups, kept = found
    letters = [LETTERS[k] for k in range(len(d.expr.shape))]
    deltas = " · ".join(f"δ[{letters[a]}, {letters[b]}]" for g in groups for a, b in pairwise(g))
    left = f"[{', '.join(letters[k] for k in kept)}]" if kept else ""
    said = ", and ".join("axes " + " and ".join(map(str, g)) for g in groups)
    words = (
        f"{shape_text(core.shape)}: {d.letter}[{', '.join(letters)}] = core{left} · {deltas}: {said} carry the "
        f"identity ({shape_text(d.expr.shape)} kept as {shape_text(core.shape)})"
    )
    return _shown("compressed", words, raised(readable(core)))


def core_and_identities(e: Expr) -> tuple[Expr, tuple[tuple[int, ...], ...], tuple[int, ...]] | None:
    """(core, groups of axes that must be equal, the axes of the core) if all terms carry the same identities."""
    terms = list(zip(e.weights, e.args, strict=True)) if isinstance(e, Sum) else [(Fraction(1), e)]
    parts = [(w, _split(t)) for w, t in terms]
    first = parts[0][1]
    if first is None or not first[1] or any(p is None or p[1:] != first[1:] for _, p in parts):
        return None
    core = algebra.add([(w, p[0]) for w, p in parts if p is not None], first[0].shape)
    return core, first[1], first[2]


def _split(e: Expr) -> tuple[Expr, tuple[tuple[int, ...], ...], tuple[int, ...]] | None:
    if not isinstance(e, Contract):
        return None
    places: dict[int, list[int]] = {}
    for k, label in enumerate(e.out):
        places.setdefault(label, []).append(k)
    used = {x for ls in e.labels for x in ls}
    kept = [label for label, at in places.items() if len(at) == 1 or label in used]
    sizes = {x: d for x, d in enumerate(e.dims) if x in kept or x in used}
    core = algebra.contract(e.coefficient, list(zip(e.args, e.labels, strict=True)), kept, sizes)
    groups = tuple(tuple(at) for at in places.values() if len(at) > 1)
    return core, groups, tuple(places[label][0] for label in kept)


def _wrt(d: Differentiated) -> str:
    times = "" if d.order == 1 else ", twice" if d.order == 2 else f", {d.order} times"
    return f"{d.wrt} ({shape_text(d.shape)}){times}"


def _letters(shape: Shape) -> set[str]:
    return {x for size in shape for x in dim_letters(size)}


_ROWS = (
    Row("ambient", ambient, "the derivative as it stands, every entry on its own"),
    Row("map", linear_map, "V ↦ D[V]: what it does to a change of the variable"),
    Row("vec", vec, "the matrix on stacked columns, a Kronecker product where it separates"),
    Row("numerator", numerator, "rows by the function, columns by the variable"),
    Row("denominator", denominator, "rows by the variable, columns by the function"),
    Row("compressed", compressed, "the small array that is left where axes carry an identity"),
    Row("projected", projected, "(G + Gᵀ)/2: the gradient along symmetric matrices"),
    Row("free entries", free_entries, "G + Gᵀ - G ⊙ I: mirrored entries move together"),
)

VIEWS = {row.name: row for row in _ROWS}
