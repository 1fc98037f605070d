"""The same derivative looked at in other ways, each with its layout in words: as a map, vec, numerator, compressed.

A derivative stands in natural layout: the axes of the function, then those of the variable, once an order. A view
rearranges it, and none but `free entries` changes what the question was. Column-major vec and Kronecker forms as in
Magnus & Neudecker, Matrix Differential Calculus (3rd ed.), ch. 9; free entries as in Srinivasan & Panda 2019.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from steepest.calculus import algebra, assumptions, kronecker, sweep
from steepest.calculus.dims import Shape, dim_letters, shape_text
from steepest.calculus.expr import Contract, Expr, Sum, variable, variables, walk
from steepest.calculus.lower import lower
from steepest.calculus.manner import ANYHOW, Manner
from steepest.calculus.raising import Memo, raised
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
    facts: Mapping[str, object] = field(default_factory=dict)  # what is known of variables: "symmetric", …
    how: Manner = ANYHOW  # how the function was written

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
    """A row: a view by name, why it does not apply (empty where it does), and what it shows."""

    name: str
    misfit: Callable[[Differentiated], str]
    shown: Callable[[Differentiated], View]
    because: str


def view(d: Differentiated, name: str) -> View:
    """The view of this name; raises `NoView`, which names the views that apply, where there is none."""
    if name not in VIEWS:
        raise NoView(f"There is no view `{name[:40]}`; there are {', '.join(VIEWS)}. {_instead(d)}")
    misfit = VIEWS[name].misfit(d)
    if misfit:
        raise NoView(f"The view `{name}` does not apply: {misfit} {_instead(d)}")
    return VIEWS[name].shown(d)


def fitting(d: Differentiated) -> tuple[str, ...]:
    """The names of the views that apply, in the order of the table."""
    return tuple(name for name, row in VIEWS.items() if not row.misfit(d))


def _instead(d: Differentiated) -> str:
    return f"The views that apply here: {', '.join(f'`{name}`' for name in fitting(d))}."


def _none(d: Differentiated) -> str:
    """Applies to every derivative."""
    return ""


def _shown(name: str, layout: str, result: Surface, direction: str = "") -> View:
    """A view by what is written: its core is what the written form says, so that what is shown is what runs."""
    return View(name, layout, lower(result), result, direction)


# --- ambient, projected, free entries --------------------------------------------------------------------------------


def ambient(d: Differentiated) -> View:
    """The derivative as it stands: every entry of the variable varies on its own."""
    own = f"every entry of {d.wrt} varies on its own"
    if not d.function.shape:
        words = f"the shape of {d.wrt}" + ("" if d.order == 1 else ", twice" if d.order == 2 else f", {d.order} times")
    else:
        words = f"the axes of f ({_size(d.function.shape)}), then those of {_wrt(d)}"
    layout = f"{_size(d.expr.shape)}: {words}; {own}" if d.shape else _size(d.expr.shape)
    return _shown("ambient", layout, raised(d.expr, Memo(d.how)))


def projected(d: Differentiated) -> View:
    """(G + Gᵀ)/2: the ambient gradient projected onto the symmetric matrices."""
    gradient = _symmetric(d, d.expr)
    made = _symmetric(d, assumptions.projected(gradient))
    words = f"{shape_text(made.shape)}: (G + Gᵀ)/2, the gradient along symmetric matrices, for {d.wrt} symmetric"
    return _shown("projected", words, raised(made, Memo(d.how)))


def free_entries(d: Differentiated) -> View:
    """G + Gᵀ - G ⊙ I: the derivative by each entry on and above the diagonal, its mirror image moving with it."""
    gradient = _symmetric(d, d.expr)
    made = _symmetric(d, assumptions.free_entries(gradient))
    words = (
        f"{shape_text(made.shape)}: entry (i, j) is the derivative when {d.wrt}[i, j] and {d.wrt}[j, i] move together, "
        f"G + Gᵀ - G ⊙ I; it is not the gradient of a symmetric matrix (that is the view `projected`)"
    )
    return _shown("free entries", words, raised(made, Memo(d.how)))


def _not_by_a_symmetric(d: Differentiated) -> str:
    if d.order != 1 or d.function.shape:
        return f"it is for the gradient of a number, and this derivative is {_size(d.expr.shape)}."
    if len(d.shape) != 2 or d.shape[0] != d.shape[1]:
        return f"it is for a symmetric matrix, and {d.wrt} is {_size(d.shape)}, which is not square."
    return ""


def _symmetric(d: Differentiated, e: Expr) -> Expr:
    return readable(assumptions.assuming(e, {**d.facts, d.wrt: "symmetric"}))


def _size(shape: Shape) -> str:
    return shape_text(shape) if shape else "a number"


# --- the linear map --------------------------------------------------------------------------------------------------


def linear_map(d: Differentiated) -> View:
    """V ↦ D[V]: the last axes of the derivative contracted with a V of the shape of the variable."""
    name = direction(d)
    v = variable(name, d.shape)
    made = applied(d, v)
    value = f"⟨G, {name}⟩" if d.letter == "G" else f"{d.letter}[{name}]"
    words = f"{name} ↦ {value}: {name} is {_size(d.shape)}, the value {_size(made.shape)}"
    return _shown("map", words, raised(made, Memo(d.how)), name)


def applied(d: Differentiated, v: Expr) -> Expr:
    """The value of the map at v, in the most readable of the forms that need no large array inside."""
    other = along(d, v) if d.order > 1 else pushed(d.function, variable(d.wrt, d.shape), v)
    return _known(d, best_map([contracted(d.expr, v), other]))


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


def pushed(body: Expr, x: Expr, v: Expr) -> Expr:
    """J v without the Jacobian: Jᵀ c is worked out for any c, and ⟨Jᵀ c, v⟩ differentiated by c; of a number ⟨G, v⟩."""
    if not body.shape:
        return contracted(sweep.derivative(body, x), v)
    taken = variables(body, v)
    c = variable(next(n for n in ("c", *(f"c_{k}" for k in range(1, 100))) if n not in taken), body.shape)
    back = sweep.cotangents(body, [x], c, 0).get(x, algebra.zero(x.shape))
    return sweep.derivative(contracted(back, v), c)


def best_map(candidates: Iterable[Expr]) -> Expr:
    """Of equal forms those without large arrays inside, and of these the most readable."""
    forms = list(dict.fromkeys(candidates))
    least = min(map(_largest, forms))
    small = [e for e in forms if _largest(e) == least]
    found = readable(*small)
    return found if _largest(found) <= least else small[0]  # what is shorter may be an array of more axes


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
    return _shown("vec", f"{_size(made.shape)}: {words}", made)


def _not_two_sided(d: Differentiated) -> str:
    if d.order == 1 or (d.order == 2 and not d.function.shape):
        return ""
    return (
        f"it is a matrix: of a first derivative, or of the Hessian of a number. This derivative is "
        f"{_size(d.expr.shape)}; take the view `map`, or derive one entry of the function."
    )


def _sides(d: Differentiated) -> tuple[Shape, Shape]:
    if d.order == 1:
        return (d.function.shape, d.shape) if d.function.shape else (d.shape, ())
    return d.shape, d.shape


# --- numerator and denominator layout --------------------------------------------------------------------------------


def numerator(d: Differentiated) -> View:
    """Numerator layout: the axes of the function lie as rows, those of the variable are transposed."""
    if d.order == 1 and not d.function.shape and len(d.shape) == 1:
        made = kronecker.row(d.expr)
        return _shown("numerator", f"{shape_text(made.shape)}: the gradient as a row, as in df = G d{d.wrt}", made)
    if d.order == 1 and not d.function.shape and len(d.shape) == 2:
        words = f"the transpose of the gradient, as in df = tr(G d{d.wrt})"
        return _laid_out(d, "numerator", algebra.transposed(d.expr), words)
    return _laid_out(
        d, "numerator", d.expr, _both(d) or "rows by the function and columns by the variable, as it stands"
    )


def denominator(d: Differentiated) -> View:
    """Denominator layout: the axes of the variable first, then those of the function; a gradient as it stands."""
    if d.order == 1 and d.function.shape and (d.shape or len(d.function.shape) == 2):
        return _laid_out(d, "denominator", algebra.transposed(d.expr), "rows by the variable, the Jacobian transposed")
    return _laid_out(d, "denominator", d.expr, _both(d) or "the shape of the variable, as it stands")


def _both(d: Differentiated) -> str:
    """The words for a second derivative, which both layouts write alike."""
    return f"rows and columns both by {d.wrt}, the same in either layout" if d.order == 2 and d.shape else ""


def _more_than_a_matrix(d: Differentiated) -> str:
    if len(d.expr.shape) <= 2:
        return ""
    return f"it is for at most a matrix, and this derivative is {_size(d.expr.shape)}; take `vec` or `map`."


def _laid_out(d: Differentiated, name: str, made: Expr, words: str) -> View:
    return _shown(name, f"{_size(made.shape)}: {words}", raised(readable(_known(d, made)), Memo(d.how)))


def _known(d: Differentiated, e: Expr) -> Expr:
    """The same array, written as short as what is known of the variables allows."""
    return assumptions.assuming(e, d.facts) if d.facts else e


# --- compressed ------------------------------------------------------------------------------------------------------


def compressed(d: Differentiated) -> View:
    """Where axes carry an identity, the small array that is left, and which axes these are."""
    found = core_and_identities(d.expr)
    if found is None:
        raise NoView(_no_identity(d))
    core, groups, kept = found
    letters = [LETTERS[k] for k in range(len(d.expr.shape))]
    deltas = " · ".join(f"δ[{letters[a]}, {letters[b]}]" for g in groups for a, b in pairwise(g))
    left = f"[{', '.join(letters[k] for k in kept)}]" if kept else ""
    said = ", and ".join("axes " + " and ".join(map(str, g)) for g in groups)
    words = (
        f"{_size(core.shape)}: {d.letter}[{', '.join(letters)}] = core{left} · {deltas}: {said} carry the "
        f"identity ({_size(d.expr.shape)} kept as {_size(core.shape)})"
    )
    return _shown("compressed", words, raised(readable(core), Memo(d.how)))


def _no_identity(d: Differentiated) -> str:
    if core_and_identities(d.expr) is not None:
        return ""
    return (
        f"no axes of this derivative ({_size(d.expr.shape)}) carry an identity throughout; "
        "it is stored in full. The view `map` multiplies by it without forming it."
    )


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
    Row("ambient", _none, ambient, "the derivative as it stands, every entry on its own"),
    Row("map", _none, linear_map, "V ↦ D[V]: what it does to a change of the variable"),
    Row("vec", _not_two_sided, vec, "the matrix on stacked columns, a Kronecker product where it separates"),
    Row("numerator", _more_than_a_matrix, numerator, "rows by the function, columns by the variable"),
    Row("denominator", _more_than_a_matrix, denominator, "rows by the variable, columns by the function"),
    Row("compressed", _no_identity, compressed, "the small array that is left where axes carry an identity"),
    Row("projected", _not_by_a_symmetric, projected, "(G + Gᵀ)/2: the gradient along symmetric matrices"),
    Row("free entries", _not_by_a_symmetric, free_entries, "G + Gᵀ - G ⊙ I: mirrored entries move together"),
)

VIEWS = {row.name: row for row in _ROWS}
