"""The core: expressions as arrays with ordered axes, in index (Einstein) notation.

Eight kinds of node are enough for scalars, matrices and tensors of any rank, and they are closed under
differentiation (Laue, Mitterreiter, Giesen: NeurIPS 2018, AAAI 2020); a ninth is a recurrence, whose derivative is one
too. Equal expressions are the same object:
equality is `is`, memos are dicts. A node's `key` is a digest of its structure, the same in every process; it
orders factors and terms and seeds what must be deterministic.

Nodes are made by `contraction.contract` and `algebra`, which bring them to normal form; the classes here only
hold data. The shape is part of every node, also of zero.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import wraps
from hashlib import blake2b
from typing import Any, TypeVar
from weakref import WeakKeyDictionary, WeakValueDictionary

from steepest.calculus.dims import Dim, Shape


class Expr:
    """What all nodes share: a shape, arguments, and the digest that identifies them."""

    __slots__ = ("__weakref__", "args", "key", "shape")
    shape: Shape
    args: tuple[Expr, ...]
    key: bytes

    def __reduce__(self) -> tuple[Callable[..., Expr], tuple[Any, ...]]:
        return _again, (type(self), *(getattr(self, n) for n in type(self).__slots__), self.shape, self.args)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.key.hex()}>"  # stands in the digest of a recurrence for its body


class Number(Expr):
    """An exact rational number."""

    __slots__ = ("value",)
    value: Fraction


class Named(Expr):
    """A constant known by name: pi, or a letter for the size of an axis (name "size:n")."""

    __slots__ = ("name",)
    name: str


class Variable(Expr):
    """A variable with ordered axes."""

    __slots__ = ("name",)
    name: str


class Contract(Expr):
    """A generalised einsum: coefficient · Σ over labels not in `out` of the product of the factors.

    `labels[k]` are the axes of factor k. A label may repeat within a factor (a diagonal is read) and within `out`
    (a diagonal is written: the Kronecker delta), and may occur in `out` only (a broadcast). Labels in order of first
    occurrence in `out` are 0, 1, …; `dims[l]` is the size of label l.
    """

    __slots__ = ("coefficient", "dims", "labels", "out")
    coefficient: Fraction
    labels: tuple[tuple[int, ...], ...]
    out: tuple[int, ...]
    dims: tuple[Dim, ...]


class Sum(Expr):
    """A weighted sum of expressions of one shape; whole weights without a common factor, the first positive."""

    __slots__ = ("weights",)
    weights: tuple[Fraction, ...]


class Power(Expr):
    """base ** exponent, elementwise; the exponent is a number or of the shape of the base."""

    __slots__ = ()


class Apply(Expr):
    """An elementwise function (a row of `primitives`) of arguments of one shape."""

    __slots__ = ("name",)
    name: str


class Atom(Expr):
    """A function of whole arrays that is not a contraction (a row of `atoms`): inverse, determinant, maximum …"""

    __slots__ = ("data", "name")
    name: str
    data: Hashable


class Structure(Expr):
    """A constant array of zeros and ones known by its form: ("affine", strides, offset) or ("triangle", strict).

    affine: entry [j, i1, …, im] is 1 where j = offset + Σ strides[k] · i_k; with no i it is a unit vector.
    triangle: entry [i, j] is 1 where j ≤ i.
    """

    __slots__ = ("data",)
    data: tuple[Any, ...]


class Scan(Expr):
    """A recurrence: the states after each of `steps` steps, along a new first axis.

    `args` are the start, the `items` (arrays with the steps on their first axis) and the variables that the body takes
    from outside. `bound` are the variables of the body that stand for the state and for a row of each item, named by
    place, so that equal recurrences are the same object; `scans` makes and differentiates them. With `back` the
    steps are taken from the last row to the first.
    """

    __slots__ = ("back", "body", "bound", "steps")
    back: bool
    body: Expr
    bound: tuple[Variable, ...]
    steps: Dim


_NODES: WeakValueDictionary[bytes, Expr] = WeakValueDictionary()


def _intern(kind: type[Expr], shape: Shape, args: tuple[Expr, ...], own: tuple[tuple[str, Any], ...]) -> Expr:
    text = f"{kind.__name__}|{shape!r}|{own!r}|"
    key = blake2b(text.encode() + b"".join([a.key for a in args]), digest_size=16).digest()
    found = _NODES.get(key)
    if found is None:
        made = object.__new__(kind)
        made.shape, made.args, made.key = shape, args, key
        for name, value in own:
            setattr(made, name, value)
        found = _NODES.setdefault(key, made)
    return found


def _again(kind: type[Expr], *parts: Any) -> Expr:
    names = kind.__slots__
    return _intern(kind, parts[-2], parts[-1], tuple(zip(names, parts[: len(names)], strict=True)))


def number(value: Fraction | int) -> Number:
    """The number `value`."""
    made = _intern(Number, (), (), (("value", Fraction(value)),))
    assert isinstance(made, Number)
    return made


def named(name: str) -> Expr:
    """The constant `name`."""
    return _intern(Named, (), (), (("name", name),))


def variable(name: str, shape: Shape = ()) -> Variable:
    """The variable `name`."""
    made = _intern(Variable, shape, (), (("name", name),))
    assert isinstance(made, Variable)
    return made


def raw_contract(
    coefficient: Fraction,
    factors: tuple[Expr, ...],
    labels: tuple[tuple[int, ...], ...],
    out: tuple[int, ...],
    dims: tuple[Dim, ...],
) -> Expr:
    """A contraction already in normal form (only `contraction` calls this)."""
    own = (("coefficient", coefficient), ("dims", dims), ("labels", labels), ("out", out))
    return _intern(Contract, tuple(dims[i] for i in out), factors, own)


def raw_sum(weights: tuple[Fraction, ...], terms: tuple[Expr, ...]) -> Expr:
    """A sum already in normal form (only `algebra` calls this)."""
    return _intern(Sum, terms[0].shape, terms, (("weights", weights),))


def raw_power(base: Expr, exponent: Expr) -> Expr:
    """A power already in normal form."""
    return _intern(Power, base.shape, (base, exponent), ())


def raw_apply(name: str, args: tuple[Expr, ...]) -> Expr:
    """An elementwise function already in normal form."""
    return _intern(Apply, args[0].shape, args, (("name", name),))


def atom(name: str, args: tuple[Expr, ...], shape: Shape, data: Hashable = None) -> Expr:
    """A function of whole arrays; `atoms` knows its shape and derivative."""
    return _intern(Atom, shape, args, (("data", data), ("name", name)))


def structure(data: tuple[Any, ...], shape: Shape) -> Expr:
    """A constant array of zeros and ones."""
    return _intern(Structure, shape, (), (("data", data),))


def raw_scan(body: Expr, bound: tuple[Variable, ...], args: tuple[Expr, ...], steps: Dim, back: bool) -> Scan:
    """A recurrence already in normal form (only `scans` calls this)."""
    own = (("back", back), ("body", body), ("bound", bound), ("steps", steps))
    made = _intern(Scan, (steps, *body.shape), args, own)
    assert isinstance(made, Scan)
    return made


def walk(*roots: Expr, known: Container[Expr] = ()) -> Iterator[Expr]:
    """Every distinct node, arguments before what uses them; no recursion, so depth does not matter.

    Nodes `known` already are left out, and with them what stands below them alone.
    """
    seen: set[Expr] = set()
    stack: list[tuple[Expr, bool]] = [(r, False) for r in reversed(roots)]
    while stack:
        e, ready = stack.pop()
        if ready:
            yield e
        elif e not in seen and e not in known:
            seen.add(e)
            stack.append((e, True))
            stack.extend([(a, False) for a in reversed(e.args) if a not in seen])


def variables(*roots: Expr) -> dict[str, Shape]:
    """The variables of expressions with their shapes."""
    return {e.name: e.shape for e in walk(*roots) if isinstance(e, Variable)}


def dependents(root: Expr, of: Iterable[Expr]) -> set[Expr]:
    """The nodes of `root` that have one of `of` below them (or are one of them)."""
    marked = set(of)
    for e in walk(root):
        if any(a in marked for a in e.args):
            marked.add(e)
    return marked


def larger(root: Expr, most: int) -> bool:
    """Has an expression more than so many distinct nodes? No more than these are looked at."""
    seen, stack = {root}, [root]
    while stack and len(seen) <= most:
        new = [a for a in stack.pop().args if a not in seen]
        seen.update(new)
        stack.extend(new)
    return len(seen) > most


T = TypeVar("T")


def per_node(work: Callable[[Expr], T]) -> Callable[[Expr], T]:
    """A function of a node that is worked out once, for as long as the node lives."""
    known: WeakKeyDictionary[Expr, T] = WeakKeyDictionary()

    @wraps(work)
    def look(e: Expr) -> T:
        if e not in known:
            known[e] = work(e)
        return known[e]

    return look


def count(*roots: Expr) -> int:
    """The number of distinct nodes."""
    return sum(1 for _ in walk(*roots))


def mapped(root: Expr, leaf: Mapping[Expr, Expr], remake: Callable[[Expr, tuple[Expr, ...]], Expr]) -> Expr:
    """`root` with nodes exchanged as `leaf` says and everything above them made anew by `remake`."""
    done: dict[Expr, Expr] = dict(leaf)
    for e in walk(root):
        if e not in done:
            args = tuple(done[a] for a in e.args)
            done[e] = e if args == e.args else remake(e, args)
    return done[root]
