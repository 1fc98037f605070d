"""Declarations of shapes: "X: n d, y: n, w: d", or a mapping from names to sizes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from operator import index

from steepest.calculus.dims import Dim, Shape, Size, dim_add, dim_letters, dim_mul, dim_text, letter
from steepest.notation.limits import CHARACTERS, check_entries
from steepest.notation.names import FUNCTIONS, canonical
from steepest.notation.unreadable import Unreadable

Declared = Mapping[str, Iterable[int | str | Size] | int | str]
Shapes = dict[str, Shape]

_NAME = re.compile(r"\s*([^\W\d_]\w*)\s*")
_SIZE = re.compile(r"\s*(?:[×xX]\s+(?=\S))?([0-9]+|[A-Za-z]\w*)((?:\s*[-+*]\s*(?:[0-9]+|[A-Za-z]\w*))*)\s*")
_TERM = re.compile(r"\s*([-+*])\s*([0-9]+|[A-Za-z]\w*)")
_RANK = 8
_DIGITS = 12


def declarations(given: str | Declared | None) -> Shapes:
    """The declared shapes by name; raises `Unreadable` with the place in the text.

    >>> declarations("X: n d, y: n, c:")["c"]
    ()
    """
    if given is None:
        return {}
    shapes = _from_text(given) if isinstance(given, str) else _from_mapping(given)
    letters = {x for shape in shapes.values() for d in shape for x in dim_letters(d)}
    for name in letters & shapes.keys():
        raise Unreadable((0, 0), f"`{name}` is a size here and cannot be a variable too.", "Rename one of the two.")
    return shapes


def declared_text(shapes: Mapping[str, Shape]) -> str:
    """Declarations as a person types them: "A: m n, x: n, c:"."""
    return ", ".join(f"{name}: {' '.join(_tight(d) for d in shape)}".rstrip() for name, shape in shapes.items())


def _tight(d: Dim) -> str:
    return dim_text(d).replace(" ", "")


def _from_text(text: str) -> Shapes:
    """Name by name; a comma, a semicolon or a line ends one."""
    if len(text) > CHARACTERS:
        raise Unreadable((CHARACTERS, len(text)), f"These declarations are longer than {CHARACTERS:,} characters.", "")
    shapes: Shapes = {}
    at = 0
    while at < len(text):
        if text[at] in ",; \t\r\n":
            at += 1
            continue
        at = _one(text, at, shapes)
    return shapes


def _one(text: str, at: int, shapes: Shapes) -> int:
    found = _NAME.match(text, at)
    if found is None:
        raise Unreadable((at, at + 1), "A declaration begins with a name.", "For example X: n d, w: d.")
    name = canonical(found[1])
    where = (found.start(1), found.end(1))
    at = found.end()
    if text[at : at + 1] not in (":", "="):
        raise Unreadable((at, at), f"After `{found[1]}` comes a colon and its sizes.", f"For example {found[1]}: n.")
    at += 1
    if name in shapes:
        raise Unreadable(where, f"`{found[1]}` is declared twice.", "Delete one of them.")
    _check_name(name, where)
    sizes: list[Dim] = []
    bracket = re.compile(r"\s*[(\[]").match(text, at)
    at = bracket.end() if bracket else at
    while True:
        size = _SIZE.match(text, at)
        if size is None:
            break
        sizes.append(_size(size[1], size[2], (size.start(1), size.end(2))))
        at = size.end()
        if bracket and text[at : at + 1] == ",":
            at += 1
    if bracket:
        closing = re.compile(r"\s*[)\]]\s*").match(text, at)
        if closing is None:
            raise Unreadable((bracket.end() - 1, bracket.end()), "This bracket is never closed.", "Close it.")
        at = closing.end()
    if at < len(text) and text[at] not in ",;\n":
        hint = "Sizes are letters or whole numbers, with spaces between."
        raise Unreadable((at, at + 1), f"`{text[at]}` cannot stand in a declaration.", hint)
    shape = tuple(sizes)
    _check_shape(shape, where)
    shapes[name] = shape
    return at


def _size(first: str, rest: str, where: tuple[int, int]) -> Dim:
    """n, 3, n-1, 2*n."""
    total: Dim = 0
    term = _factor(first, where)
    for found in _TERM.finditer(rest):
        value = _factor(found[2], where)
        if found[1] == "*":
            term = dim_mul(term, value)
            continue
        total = dim_add(total, term)
        term = value if found[1] == "+" else dim_mul(-1, value)
    total = dim_add(total, term)
    if isinstance(total, int) and total < 1:
        raise Unreadable(where, f"A size is at least 1, and this is {total}.", "")
    return total


def _factor(word: str, where: tuple[int, int]) -> Dim:
    if not word.isdigit():
        return letter(word)
    if len(word) > _DIGITS:
        raise Unreadable(where, "This size is larger than any array.", "")
    return int(word)


def _from_mapping(given: Declared) -> Shapes:
    shapes: Shapes = {}
    for name, sizes in given.items():
        key = canonical(str(name))
        _check_name(key, (0, 0))
        if isinstance(sizes, str):
            shape = _from_text(f"{key}: {sizes}")[key]
        else:
            listed = tuple(sizes) if isinstance(sizes, Iterable) else (sizes,)
            shape = tuple(_given_size(d) for d in listed)
        _check_shape(shape, (0, 0))
        shapes[key] = shape
    return shapes


def _given_size(d: int | str | Size) -> Dim:
    if isinstance(d, str):
        found = _SIZE.fullmatch(d)
        if found is None:
            raise Unreadable((0, 0), f"`{d}` is not a size.", "Sizes are letters, whole numbers, or n-1.")
        return _size(found[1], found[2], (0, 0))
    if isinstance(d, Size):
        return d
    try:
        size = index(d)
    except TypeError:
        raise Unreadable((0, 0), f"`{d}` is not a size.", "Sizes are letters, whole numbers, or n-1.") from None
    if size < 1:
        raise Unreadable((0, 0), f"A size is at least 1, and this is {size}.", "")
    return size


def _check_name(name: str, where: tuple[int, int]) -> None:
    if name in FUNCTIONS or name == "pi":
        raise Unreadable(where, f"`{name}` already has a meaning.", "Choose another name.")


def _check_shape(shape: Shape, where: tuple[int, int]) -> None:
    if len(shape) > _RANK:
        raise Unreadable(where, f"This array has {len(shape)} axes; the most that is read is {_RANK}.", "")
    check_entries(shape, where)
