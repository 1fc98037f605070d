"""What a person wrote: a tree of operators with shapes, kept as written.

A quotient stays a quotient here. Steps are told on this tree, form is judged on it and mistakes are
made on it; values are decided on the core (`expr`). Equal trees are the same object.

The operators (`op`), their arguments and their `data`:

| op | arguments | data |
|---|---|---|
| number | none | the exact value, a `Fraction` |
| constant | none | "pi" or "e" |
| size | none | a size of an axis (`Dim`), used as a number |
| variable | none | its name |
| add, mul | two or more (elementwise, broadcast) | none |
| neg, div, pow | one or two | none |
| matmul, transpose | two, one | none |
| compare | two | one of < <= > >= == != |
| where | condition, then, other | none |
| index | an array | a tuple of ("at", k), ("slice", start, stop, step), ("new",), one an axis, written in full |
| let | values…, body | the names |
| derivative | body | (variable, order): not yet carried out |
| prime | arguments of a function | (function, position): its derivative there, not yet written out |
| scan, backscan | the start, the items, then what the body takes from outside | a `Recurrence` |
| any function's name | its arguments | sorted (option, value) pairs such as ("axis", 1) |

`operators.build` makes nodes and checks shapes; nothing else should call `node`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from weakref import WeakKeyDictionary, WeakValueDictionary

from steepest.calculus.dims import Dim, Shape


class Surface:
    """A node of the surface tree; make it with `operators.build`."""

    __slots__ = ("__weakref__", "args", "data", "op", "shape")
    op: str
    args: tuple[Surface, ...]
    data: Hashable
    shape: Shape

    def __init__(self, op: str, args: tuple[Surface, ...], data: Hashable, shape: Shape) -> None:
        object.__setattr__(self, "op", op)
        object.__setattr__(self, "args", args)
        object.__setattr__(self, "data", data)
        object.__setattr__(self, "shape", shape)

    @property
    def names(self) -> frozenset[str]:
        """The variables that occur in it; not kept, since all of them in every node would be a square of the graph."""
        return frozenset(str(e.data) for e in walk(self) if e.op == "variable")

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError("A Surface is frozen.")

    def __reduce__(self) -> tuple[Callable[..., Surface], tuple[Any, ...]]:
        return node, (self.op, self.args, self.data, self.shape)

    def __repr__(self) -> str:
        inner = ", ".join([*map(repr, self.args), *([] if self.data is None else [repr(self.data)])])
        return f"{self.op}({inner})"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The step of a recurrence: `body` is the next state in the `names`, one an argument.

    The first name is the state, the next ones a row of each item, and the rest what comes from outside, by the name it
    has there.
    """

    body: Surface
    names: tuple[str, ...]
    items: int
    steps: Dim

    @property
    def bound(self) -> tuple[str, ...]:
        """The names that have a meaning only in the body."""
        return self.names[: 1 + self.items]


_NODES: WeakValueDictionary[tuple[Any, ...], Surface] = WeakValueDictionary()


def node(op: str, args: tuple[Surface, ...], data: Hashable, shape: Shape) -> Surface:
    """The one node with these parts."""
    key = (op, tuple(map(id, args)), data, shape)
    found = _NODES.get(key)
    if found is None:
        found = _NODES.setdefault(key, Surface(op, args, data, shape))
    return found


def number(value: Fraction | int) -> Surface:
    """An exact number."""
    return node("number", (), Fraction(value), ())


def variable(name: str, shape: Shape = ()) -> Surface:
    """A variable by name; a scalar unless it has a shape."""
    return node("variable", (), name, shape)


def walk(root: Surface, known: Container[Surface] = ()) -> Iterator[Surface]:
    """Every distinct node below `root`, arguments first, `root` last; no recursion.

    Nodes `known` already are left out, and with them what stands below them alone.
    """
    seen: set[Surface] = set()
    stack: list[tuple[Surface, bool]] = [(root, False)]
    while stack:
        e, ready = stack.pop()
        if ready:
            yield e
        elif e not in seen and e not in known:
            seen.add(e)
            stack.append((e, True))
            stack.extend([(a, False) for a in reversed(e.args) if a not in seen])


def larger(root: Surface, most: int) -> bool:
    """Has an expression more than so many distinct parts? No more than these are looked at."""
    seen, stack = {root}, [root]
    while stack and len(seen) <= most:
        new = [a for a in stack.pop().args if a not in seen]
        seen.update(new)
        stack.extend(new)
    return len(seen) > most


def variables(*roots: Surface) -> dict[str, Shape]:
    """The variables of expressions with their shapes, in order of first appearance; what they share is seen once."""
    seen: dict[Surface, None] = {}
    for root in roots:
        for e in walk(root, seen):
            seen[e] = None
    bound = {name for e in seen if e.op == "let" for name in e.data}  # type: ignore[attr-defined]
    if bound and len(roots) > 1:  # a name may be bound in one and free in another
        return {name: shape for root in roots for name, shape in variables(root).items()}
    return {str(e.data): e.shape for e in seen if e.op == "variable" and e.data not in bound}


MOST_NAMES = 16  # by which derivatives are taken at a time
_DEPENDS: dict[str, WeakKeyDictionary[Surface, bool]] = {}


def depends(root: Surface, name: str) -> bool:
    """Does the variable `name` occur in the expression? Found once a node."""
    known = _DEPENDS.get(name)
    if known is None:
        while len(_DEPENDS) >= MOST_NAMES:
            _DEPENDS.pop(next(iter(_DEPENDS)), None)
        known = _DEPENDS[name] = WeakKeyDictionary()
    if root not in known:
        for e in walk(root, known):
            known[e] = any(known[a] for a in e.args) or (e.op == "variable" and e.data == name)
    return known[root]


def rebuild(
    root: Surface, replace: Mapping[Surface, Surface], make: Callable[[str, tuple[Surface, ...], Hashable], Surface]
) -> Surface:
    """`root` with each node in `replace` exchanged; `make` (operators.build) makes the nodes above them anew."""
    done: dict[Surface, Surface] = {}
    for e in walk(root, replace):
        args = tuple([replace[a] if a in replace else done[a] for a in e.args])
        done[e] = e if args == e.args else make(e.op, args, e.data)
    return replace[root] if root in replace else done[root]


def outside(e: Surface) -> tuple[str, int]:
    """The function of a `prime` node, and which of its arguments it is differentiated by."""
    assert isinstance(e.data, tuple)
    return str(e.data[0]), int(e.data[1])


def differentiated(e: Surface) -> tuple[str, int]:
    """The variable and the order of a `derivative` node."""
    return outside(e)
