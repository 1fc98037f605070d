"""The shapes of undeclared names, inferred from use: in `norm(A x - b)`, A is a matrix and x and b are vectors.

Each name has ranks it is likely to have (a capital letter is a matrix, y a vector, λ a number); the likeliest
assignment whose shapes fit everywhere wins. What is inferred is always echoed, and the library only proposes it.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from itertools import pairwise

from steepest.calculus.dims import Dim, Shape, dim_letters, letter
from steepest.notation.fitting import ALONG, SQUARE, Fitting, is_inner_product, is_turned
from steepest.notation.joining import Misfitting
from steepest.notation.names import CONSTANTS, GREEK, indices, shifted
from steepest.notation.written import Part, every, inner

_TRIES = 400
_NAMES = 16


def inferred(root: Part, declared: Mapping[str, Shape]) -> dict[str, Shape]:
    """Shapes for the names that are used as arrays and not declared; empty where nothing fits."""
    least = _least_ranks(root)
    names = _undeclared(root, declared)
    if not names or len(names) > _NAMES or not (_uses_arrays(root) or any(least.values())):
        return {}
    choices = [_choices(name, least.get(name, 0), root) for name in names]
    best: tuple[float, dict[str, Shape]] | None = None
    for base, ranks in _cheapest(choices):
        if best is not None and base >= best[0]:
            break
        fit = Fitting(declared, dict(zip(names, ranks, strict=True)))
        try:
            whole = fit.shape(root)
        except Misfitting:
            continue
        cost = base + 1.5 * (fit.loose() + fit.stray) + (0.3 if whole else 0)
        if best is None or cost < best[0]:
            best = cost, _named(fit, names, root, declared)
    return {k: v for k, v in best[1].items() if v} if best else {}


def _undeclared(root: Part, declared: Mapping[str, Shape]) -> list[str]:
    """The names without a declaration, in order of appearance, without indices of sums and names of let."""
    letters = {x for shape in declared.values() for d in shape for x in dim_letters(d)}
    known = {*declared, *letters, *CONSTANTS}
    known |= {name for p in every(root) if p.kind == "let" for name in p.value}
    known |= {p.value[1] for p in every(root) if p.kind == "series"}
    known |= {name for p in every(root) if p.kind == "scan" for name in p.value[1]}
    found = sorted((p for p in every(root) if p.kind == "name"), key=lambda p: p.start)
    names = dict.fromkeys(_base(str(p.value), root) for p in found)
    sizes = _size_names(root)
    return [n for n in names if n not in known and n not in sizes and n not in ("T", "I")]


def _base(name: str, root: Part) -> str:
    """x of x_i under a sum over i; else the name itself."""
    base, _, below = name.rpartition("_")
    running = {p.value[1] for p in every(root) if p.kind == "series"}
    picked = [shifted(x)[0] for x in indices(below, len(below))]
    entries = any(x in running for x in picked) and all(x in running or x.isdigit() for x in picked)
    return base if base and entries else name


def _size_names(root: Part) -> set[str]:
    """Names that stand where sizes stand: in eye(n), and as the limit of a sum."""
    out: set[str] = set()
    for p in every(root):
        if p.kind == "call" and p.value.name in ("eye", "ones", "zeros"):
            out |= {str(q.value) for a in p.parts for q in every(a) if q.kind == "name"}
        if p.kind == "series" and len(p.parts) == 3:
            out |= {str(q.value) for q in every(p.parts[1]) if q.kind == "name"}
    return out


def _uses_arrays(root: Part) -> bool:
    """Is anything here an operation on arrays?"""
    return any(_is_array_operation(p) for p in every(root))


def _is_array_operation(p: Part) -> bool:
    if p.kind in ("index", "call") and any(q.kind == "scan" for q in every(p)):
        return False  # the states of a recurrence are an array, whatever its names are
    match p.kind:
        case "norm" | "transpose" | "index" | "series":
            return True
        case "product":
            return any(sign in _JOIN for sign in p.value) or any(is_turned(q) for q in p.parts)
        case "call":
            return (p.value.name in ALONG and len(p.parts) == 1) or p.value.name in _ARRAY_FUNCTIONS
    return False


def _least_ranks(root: Part) -> dict[str, int]:
    """The axes that a name has at least, seen where it stands directly."""
    least: dict[str, int] = {}

    def at_least(p: Part, rank: int) -> None:
        p = inner(p)
        if p.kind == "name":
            least[str(p.value)] = max(rank, least.get(str(p.value), 0))

    for p in every(root):
        match p.kind:
            case "product":
                for k, sign in enumerate(p.value):
                    if sign in _JOIN:
                        at_least(p.parts[k - 1], _JOIN[sign])
                        at_least(p.parts[k], 1)
                for q in p.parts:
                    if is_turned(q):
                        at_least(q.parts[0], 1)
            case "scan":
                for q in p.parts[2 : len(p.parts) - p.value[2]]:
                    at_least(q, 1)
            case "index":
                at_least(p.parts[0], sum(e.kind != "new" for e in p.value))
            case "transpose":
                at_least(p.parts[0], 2 if str(inner(p.parts[0]).value)[:1].isupper() else 1)
            case "call" if p.value.name in SQUARE:
                at_least(p.parts[0], 2)
            case "call" if p.value.name in ALONG and len(p.parts) == 1:
                at_least(p.parts[0], 1)
    return least


# ---------------------------------------------------------------- how likely a rank is


def _choices(name: str, least: int, root: Part) -> list[tuple[float, int]]:
    """(cost, rank) for each rank a name may have, likeliest first."""
    if name[0].isupper() and name not in GREEK:
        likely = {2: 0.0, 1: 2.0, 0: 2.5}
    elif name[0].isupper() and _is_a_form(name, root):  # the Σ of (x - μ)ᵀ Σ⁻¹ (x - μ)
        likely = {2: 0.0, 0: 1.2, 1: 6.0}
    elif turned := _turned_along(name, root):  # and its x and μ
        likely = {turned: 0.0, turned - 1: 0.8, 3 - turned: 6.0}
    elif name in GREEK and _follows_a_matrix(name, root):  # the β of (y - X β)ᵀ (y - X β)
        likely = {1: 0.0, 0: 1.2, 2: 6.0}
    elif name in GREEK or name in ("lam", "eps", "l", "k", "c", "a"):
        likely = {0: 0.0, 1: 1.2, 2: 6.0}
    elif _is_difference(name, root):
        likely = {1: 0.0, 0: 0.4, 2: 3.0}
    elif name[0] in "xyzwvupqrtgh":
        likely = {1: 0.2, 0: 0.9, 2: 4.0}
    else:
        likely = {0: 0.0, 1: 0.6, 2: 4.0}
    chosen = [(cost, rank) for rank, cost in likely.items() if rank >= least]
    return sorted(chosen) or [(0.0, least)]


def _is_a_form(name: str, root: Part) -> bool:
    """Does this name stand behind something turned, x^T Σ x, or is it inverted or turned itself?"""
    for p in every(root):
        if p.kind == "product":
            for left, right in pairwise(p.parts):
                if is_turned(left) and _bare(right) == name:
                    return True
        if (is_turned(p) and _bare(p.parts[0]) == name) or (p.kind == "call" and p.value.name in SQUARE):
            if any(_bare(q) == name for q in p.parts):
                return True
    return False


def _turned_along(name: str, root: Part) -> int:
    """The axes of a name that is a term of something turned: 1 for the μ of (x - μ)ᵀ, 2 for the x of (x_i - μ)ᵀ."""
    for p in every(root):
        body = inner(p.parts[0]) if is_turned(p) else None
        for q in body.parts if body is not None and body.kind == "sum" else ():
            if _bare(q) == name:
                return 1
            if _bare(q) and _base(_bare(q), root) == name:
                return 2
    return 0


def _bare(p: Part) -> str:
    """The name that a part is, but for an exponent; else nothing."""
    p = inner(p)
    p = inner(p.parts[0]) if p.kind == "power" else p
    return str(p.value) if p.kind == "name" else ""


def _follows_a_matrix(name: str, root: Part) -> bool:
    """Does this name end a product behind a capital letter, as the β of X β?"""
    for p in every(root):
        if p.kind == "product":
            last, before = p.parts[-1], p.parts[-2]
            if last.kind == "name" and last.value == name and before.kind == "name" and str(before.value).isupper():
                return True
    return False


def _is_difference(name: str, root: Part) -> bool:
    """Is this name added to or taken from something larger, as the b of A x - b? The b of X w + b is an intercept."""
    for p in every(root):
        if p.kind != "sum" or any(is_inner_product(q) for q in p.parts):  # w^T x + b is a number
            continue
        for sign, q in zip(p.value, p.parts, strict=True):
            if q.kind == "name" and q.value == name:
                data = any(r.kind == "name" and r.value == "X" for part in p.parts for r in every(part))
                return sign == "-" or not (data and name.startswith("b"))
    return False


def _cheapest(choices: list[list[tuple[float, int]]]) -> list[tuple[float, tuple[int, ...]]]:
    """Assignments of ranks by rising cost, the first few hundred."""
    start = (0,) * len(choices)
    heap = [(sum(c[0][0] for c in choices), start)]
    seen = {start}
    out: list[tuple[float, tuple[int, ...]]] = []
    while heap and len(out) < _TRIES:
        cost, at = heapq.heappop(heap)
        out.append((cost, tuple(c[k][1] for c, k in zip(choices, at, strict=True))))
        for n, k in enumerate(at):
            following = (*at[:n], k + 1, *at[n + 1 :])
            if k + 1 < len(choices[n]) and following not in seen:
                seen.add(following)
                heapq.heappush(heap, (cost - choices[n][k][0] + choices[n][k + 1][0], following))
    return out


# ---------------------------------------------------------------- letters for the sizes


def _named(fit: Fitting, names: list[str], root: Part, declared: Mapping[str, Shape]) -> dict[str, Shape]:
    """The shapes with a letter for each unknown size: m n for A, n d for X."""
    used = {str(p.value) for p in every(root) if p.kind == "name"} | {"e", "i", "T"}
    used |= {x for shape in declared.values() for d in shape for x in dim_letters(d)} - set(fit.limits.values())
    letters: dict[object, Dim] = {}
    wanted: dict[object, list[str]] = {}
    for name in names:
        for k, d in enumerate(fit.shapes[name]):
            root_of = fit.root(d)
            if isinstance(root_of, int):
                hints = {("X", 0): "n", ("X", 1): "d", ("A", 0): "m", ("A", 1): "n"}
                wanted.setdefault(root_of, []).append(hints.get((name, k), ""))
    for unknown, hints_of in wanted.items():
        given = fit.limits.get(unknown)
        pool = [given] if given else []
        single = list(dict.fromkeys(h for h in hints_of if h))
        pool += ["n"] if len(single) > 1 else single
        pool += list("nmdkpqrstuvhjl")
        choice = next((x for x in pool if x == given or x not in used), "n")
        used.add(choice)
        letters[unknown] = letter(choice)
    return {name: tuple(_as_dim(fit.root(d), letters) for d in fit.shapes[name]) for name in names}


def _as_dim(d: object, letters: Mapping[object, Dim]) -> Dim:
    return letters[d] if isinstance(d, int) else d[0]  # type: ignore[index]


_JOIN = {"@": 1, "⊗": 1, "\\": 2}  # signs that stand between arrays, and the axes of what is before them
_ARRAY_FUNCTIONS = SQUARE | frozenset("dot outer kron diag solve softmax log_softmax cumsum inner vec pinv".split())
