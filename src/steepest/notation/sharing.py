"""Which parts of an expression deserve a name: those that occur more than once and are long enough to be worth it.

Text and LaTeX name a part where that shortens what is read (`let r = X @ w - y; …`); programs name every part that
would otherwise be computed twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from steepest.calculus.dims import dim_letters
from steepest.calculus.inside import bound_names
from steepest.calculus.recurrences import SCANS
from steepest.calculus.surface import Recurrence, Surface, walk

READABLE = 60  # trees of up to so many nodes are written out in full
GAIN = 12  # a part is named when that saves so many nodes
LETTERS = ("r", "s", "u", "v", "p", "q", "g", "h", "m", "k", "z", "t", "a", "b", "c")


def sizes(roots: Iterable[Surface]) -> dict[Surface, int]:
    """The number of nodes of each expression when written out as a tree; linear in the number of distinct nodes."""
    out: dict[Surface, int] = {}
    for root in roots:
        for e in walk(root, out):
            out[e] = 1 + sum(out[a] for a in e.args) + _step_size(e)
    return out


def _step_size(e: Surface) -> int:
    """The nodes in the step of a recurrence."""
    return sizes([e.data.body])[e.data.body] if isinstance(e.data, Recurrence) else 0


def uses(roots: Sequence[Surface]) -> Counter[Surface]:
    """How often each distinct expression is an argument of another, or a root."""
    count: Counter[Surface] = Counter(roots)
    for e in distinct(roots):
        count.update(e.args)
    return count


def distinct(roots: Sequence[Surface]) -> Iterator[Surface]:
    """Every distinct node below the roots, arguments first."""
    seen: set[Surface] = set()
    for root in roots:
        for e in walk(root, seen):
            seen.add(e)
            yield e


def bound(roots: Sequence[Surface]) -> set[Surface]:
    """The nodes that mention a name of a `let`: they cannot be moved out of it."""
    names = {name for e in distinct(roots) if e.op == "let" for name in _names(e)}
    out: set[Surface] = set()
    if names:
        for e in distinct(roots):
            if (e.op == "variable" and e.data in names) or any(a in out for a in e.args):
                out.add(e)
    return out


def is_plain(e: Surface) -> bool:
    """Is this a leaf, or a leaf with a sign, a transpose or an index: too little to name?"""
    while e.op in ("neg", "transpose", "index") and e.args:
        e = e.args[0]
    return not e.args


def worth_naming(root: Surface) -> list[Surface]:
    """The parts that a reader would want named, inner ones first; none for an expression that is short anyway."""
    size = sizes([root])
    if size[root] <= READABLE:
        return []
    count, fixed = uses([root]), bound([root])
    length: dict[Surface, int] = {}  # as written once inner parts have names
    out = []
    for e in walk(root):
        length[e] = 1 + sum(length[a] for a in e.args) + _step_size(e)
        often = count[e] > 1 and e is not root and e not in fixed and e.op != "compare" and not is_plain(e)
        alone = e.op in SCANS and e is not root and e not in fixed  # a recurrence is a line of its own
        if alone or (often and (count[e] - 1) * (length[e] - 1) >= GAIN):
            out.append(e)
            length[e] = 1
    return out


def fresh(taken: Iterable[str]) -> Iterator[str]:
    """Names that are not taken: letters first, then numbered ones."""
    used = set(taken)
    yield from (x for x in LETTERS if x not in used)
    k = 1
    while True:
        if f"r{k}" not in used:
            yield f"r{k}"
        k += 1


def all_names(roots: Sequence[Surface]) -> set[str]:
    """Every name that occurs: variables, names of `let`, letters of sizes."""
    out: set[str] = set()
    for e in distinct(roots):
        out.update(x for d in e.shape for x in dim_letters(d))
        if e.op == "variable":
            out.add(str(e.data))
        elif e.op == "let":
            out.update(_names(e))
        elif e.op in SCANS:
            out.update(bound_names(e))
        elif e.op == "size" and not isinstance(e.data, int):
            out.update(dim_letters(e.data))  # type: ignore[arg-type]
    return out


def _names(e: Surface) -> tuple[str, ...]:
    assert isinstance(e.data, tuple)
    return e.data
