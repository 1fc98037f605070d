"""Nodes made anew with other arguments, substitution, and recurrences in normal form.

These call each other: a recurrence holds an expression of its own, its body, in which what comes from outside is
exchanged too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from steepest.calculus import algebra
from steepest.calculus.dims import Dim, Shape
from steepest.calculus.expr import (
    Apply,
    Atom,
    Contract,
    Expr,
    Power,
    Scan,
    Structure,
    Sum,
    Variable,
    atom,
    dependents,
    mapped,
    raw_scan,
    variable,
    variables,
    walk,
)

ROWWISE = {"logsumexp", "max", "prod", "one_hot", "reshape"}  # atoms that work on last axes, whatever is in front
_OPEN = count()


def remake(e: Expr, args: tuple[Expr, ...]) -> Expr:
    """A node like `e` with other arguments of the same shapes, in normal form."""
    if args == e.args:
        return e
    if isinstance(e, Contract):
        return algebra.contract(e.coefficient, list(zip(args, e.labels, strict=True)), e.out, dict(enumerate(e.dims)))
    if isinstance(e, Sum):
        return algebra.add(list(zip(e.weights, args, strict=True)), e.shape)
    if isinstance(e, Power):
        return algebra.power(*args)
    if isinstance(e, Apply):
        return algebra.apply(e.name, args)
    if isinstance(e, Atom):
        return atom(e.name, args, e.shape, e.data)
    if isinstance(e, Scan):
        return remade(e, args)
    assert not isinstance(e, Structure) or not args
    return e


def substitute(root: Expr, values: Mapping[Expr, Expr]) -> Expr:
    """`root` with nodes (usually variables) exchanged for expressions of the same shape."""
    return mapped(root, values, remake)


# --- recurrences -----------------------------------------------------------------------------------------------------


def unbound(shape: Shape) -> Variable:
    """A variable that nobody else has, for a body that is being worked on."""
    return variable(f"·{next(_OPEN)}", shape)


def scan(
    body: Expr,
    state: Variable,
    rows: Sequence[Variable],
    start: Expr,
    items: Sequence[Expr],
    steps: Dim,
    back: bool = False,
) -> Expr:
    """The states of a recurrence: `body` is the next state, in `state` and the `rows` of the `items`."""
    used = variables(body)
    if state.name not in used:
        apart = over_rows(body, dict(zip(rows, items, strict=True)), steps)
        if apart is not None:
            return apart
    kept = sorted({i: r for r, i in zip(rows, items, strict=True) if r.name in used}, key=lambda i: i.key)
    place = {r: kept.index(i) for r, i in zip(rows, items, strict=True) if i in kept}
    level = 1 + max((_level(e) for e in walk(body) if isinstance(e, Scan)), default=0)
    names = [
        variable(f"·state {level}", body.shape),
        *(variable(f"·{level} {k}", i.shape[1:]) for k, i in enumerate(kept)),
    ]
    closed = substitute(body, {state: names[0], **{r: names[1 + k] for r, k in place.items()}})
    own = {v.name for v in names}
    free = [variable(n, s) for n, s in sorted(variables(closed).items()) if n not in own]
    return raw_scan(closed, tuple(names), (start, *kept, *free), steps, back)


def _level(e: Scan) -> int:
    """How deep recurrences lie in one another: the names of each are its own."""
    return int(e.bound[0].name.rpartition(" ")[2])


def opened(e: Scan, values: Mapping[Expr, Expr] | None = None) -> tuple[Expr, list[Variable]]:
    """The body with variables of nobody else for the state and the rows, which come second."""
    own = [unbound(v.shape) for v in e.bound]
    return substitute(e.body, {**dict(zip(e.bound, own, strict=True)), **(values or {})}), own


def items(e: Scan) -> tuple[Expr, ...]:
    """The arrays that a recurrence takes a row of at each step."""
    return e.args[1 : len(e.bound)]


def outside(e: Scan) -> tuple[Expr, ...]:
    """The variables that the body takes from outside."""
    return e.args[len(e.bound) :]


def remade(e: Scan, args: tuple[Expr, ...]) -> Expr:
    """The recurrence with other arguments of the same shapes."""
    n = len(e.bound)
    body, (state, *rows) = opened(e, dict(zip(e.args[n:], args[n:], strict=True)))
    return scan(body, state, rows, args[0], args[1:n], e.steps, e.back)


# --- all rows at once ------------------------------------------------------------------------------------------------


def over_rows(root: Expr, rows: Mapping[Expr, Expr], steps: Dim) -> Expr | None:
    """`root` for every row at once, along a new first axis; None where a function in it knows no such axis."""
    done: dict[Expr, Expr] = {**rows}
    moving = dependents(root, list(rows))
    for e in walk(root):
        if e in moving and e not in done:
            made = _over(e, done, steps)
            if made is None:
                return None
            done[e] = made
    return done.get(root, _repeated(root, steps))


def _repeated(e: Expr, steps: Dim) -> Expr:
    """The same at every step."""
    axes = list(range(1, 1 + len(e.shape)))
    return algebra.contract(1, [(e, axes)], [0, *axes], {0: steps})


def _over(e: Expr, done: Mapping[Expr, Expr], steps: Dim) -> Expr | None:
    match e:
        case Contract():
            new = len(e.dims)
            factors = [(done[f], [new, *ls]) if f in done else (f, ls) for f, ls in zip(e.args, e.labels, strict=True)]
            return algebra.contract(e.coefficient, factors, [new, *e.out], {**dict(enumerate(e.dims)), new: steps})
        case Sum():
            terms = [(w, done.get(t, _repeated(t, steps))) for w, t in zip(e.weights, e.args, strict=True)]
            return algebra.add(terms, (steps, *e.shape))
        case Power():
            base, exponent = (done.get(a, _repeated(a, steps)) for a in e.args)
            if not e.args[1].shape and e.args[1] not in done:
                return algebra.power(base, e.args[1])
            axes = list(range(len(base.shape)))
            wide = algebra.contract(1, [(exponent, axes[: len(exponent.shape)])], axes, dict(enumerate(base.shape)))
            return algebra.power(base, wide)
        case Apply():
            return algebra.apply(e.name, tuple(done.get(a, _repeated(a, steps)) for a in e.args))
        case Atom() if e.name in ROWWISE:
            return atom(e.name, (done[e.args[0]],), (steps, *e.shape), e.data)
    return None


def each_row(root: Expr, rows: Mapping[Expr, Expr], steps: Dim) -> Expr:
    """`root` for every row: at once where that is possible, else row by row."""
    made = over_rows(root, rows, steps)
    if made is not None:
        return made
    own = [r for r in rows if isinstance(r, Variable)]
    return scan(root, unbound(root.shape), own, algebra.zero(root.shape), list(rows.values()), steps)
