"""Writing the text language: what is written is read back to the same mathematics.

`3*x^2*sin(x)`, `X.T @ (X @ w - y)`, `let r = X @ w - y; sum(r^2)`. Powers and `*` are elementwise, `@` is the matrix
product, fractions are exact.
"""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction

from steepest.calculus.dims import Size, dim_text
from steepest.calculus.inside import told
from steepest.calculus.surface import Surface
from steepest.notation.pieces import Level, Lookup, Piece, decimal, value, wrap, written
from steepest.notation.sharing import all_names, fresh, worth_naming
from steepest.notation.subscripts import subscript


def write(surface: Surface) -> str:
    """The expression in the text language; long parts that occur more than once are named by `let`."""
    names = all_names([surface])
    given: dict[Surface, Piece] = {}
    lines = []
    new = fresh(names)
    for part in worth_naming(surface):
        name = next(new)
        lines.append(f"let {name} = {_piece_of(part, given, names).text}; ")
        given[part] = Piece(name, Level.ATOM)
    return "".join(lines) + _piece_of(surface, given, names).text


def _piece_of(surface: Surface, given: dict[Surface, Piece], names: set[str]) -> Piece:
    return written(surface, lambda e, at: _piece(e, at, names), given)


def _piece(e: Surface, at: Lookup, names: set[str]) -> Piece:
    """One node, its arguments being written."""
    args = [at[a] for a in e.args]
    match e.op:
        case "number":
            return number_text(value(e))
        case "constant":
            return Piece("exp(1)" if e.data == "e" and "e" in names else str(e.data), Level.ATOM)
        case "size":
            return size_text(e.data)
        case "variable":
            return Piece(str(e.data), Level.ATOM)
        case "add":
            return sum_text(args)
        case "mul":
            return _product(e, args)
        case "neg":
            return Piece("-" + wrap(args[0], Level.MATMUL).text, Level.NEGATIVE)
        case "div":
            product = args[0].level == Level.MATMUL and e.args[0].shape != () == e.args[1].shape
            top = args[0] if product else wrap_first(args[0], Level.PRODUCT)
            level = Level.MATMUL if product else Level.PRODUCT
            return _lead(top, "/", wrap(args[1], Level.POWER), level)
        case "pow":
            exponent = wrap(args[1], Level.POSTFIX)
            return Piece(f"{wrap(args[0], Level.POSTFIX).text}^{exponent.text}", Level.POWER)
        case "matmul":
            return _matmul(e, args)
        case "transpose":
            return Piece(wrap(args[0], Level.POSTFIX).text + ".T", Level.POSTFIX)
        case "compare":
            first, second = (wrap(a, Level.SUM).text for a in args)
            return Piece(f"{first} {e.data} {second}", Level.COMPARE)
        case "index":
            return Piece(f"{wrap(args[0], Level.POSTFIX).text}[{subscript(e)}]", Level.POSTFIX)
        case "let":
            assert isinstance(e.data, tuple)
            lines = [f"let {name} = {v.text}; " for name, v in zip(e.data, args, strict=False)]
            return Piece("".join(lines) + args[-1].text, Level.LET)
        case "derivative":
            assert isinstance(e.data, tuple)
            return Piece(f"{operator_text(*e.data)}[{args[0].text}]", Level.POSTFIX)
        case "prime":
            assert isinstance(e.data, tuple)
            name, position = e.data
            mark = "'" if len(args) == 1 else f"'{position + 1}"
            return Piece(f"{name}{mark}({', '.join(a.text for a in args)})", Level.ATOM)
        case "eye" | "ones" | "zeros" | "window":
            return Piece(f"{e.op}({shape_option(e)})", Level.ATOM)
        case "reshape":
            return Piece(f"reshape({args[0].text}, {shape_option(e)})", Level.ATOM)
        case "einsum":
            return Piece(f'einsum("{_einsum(e.data)}", {", ".join(a.text for a in args)})', Level.ATOM)
        case "scan" | "backscan":
            return Piece(f"{e.op}({', '.join(_recurrence(e, args, names))})", Level.ATOM)
        case _:
            return call_text(e.op, args, e.data)


# ---------------------------------------------------------------- sums and products


def sum_text(terms: list[Piece], minus: str = "-") -> Piece:
    """Terms in a row; one that begins with a minus sign is subtracted."""
    text = ""
    for k, term in enumerate(terms):
        body = wrap(term, Level.SUM).text
        if k == 0:
            text = body
        elif term.level in (Level.NEGATIVE, Level.SUM) and body.startswith(minus):
            text += f" {minus} {body[len(minus) :]}"
        else:
            text += f" + {body}"
    return Piece(text, Level.SUM)


def wrap_first(piece: Piece, least: Level) -> Piece:
    """A first factor: a minus sign may stay in front of it, since -x*y is (-x)*y and -(x*y) alike."""
    return piece if piece.level == Level.NEGATIVE else wrap(piece, least)


def _lead(first: Piece, sign: str, second: Piece, level: Level = Level.PRODUCT) -> Piece:
    """first ∘ second, negative if the first is."""
    text = f"{first.text}{sign}{second.text}"
    return Piece(text, Level.NEGATIVE if first.level == Level.NEGATIVE else level)


def _product(e: Surface, args: list[Piece]) -> Piece:
    """Factors with `*`: tight between numbers, spaced between arrays; a matrix product after scalars needs no sign."""
    out = wrap_first(args[0], Level.PRODUCT)
    scalars = e.args[0].shape == ()
    for a, piece in zip(e.args[1:], args[1:], strict=True):
        sign = "*" if scalars or a.shape == () else " * "
        if scalars and a.shape != () and a is e.args[-1] and piece.level == Level.MATMUL:
            return _lead(out, sign, piece, Level.MATMUL)
        body = wrap(piece, Level.POWER if a.op == "number" or a.op == "size" else Level.PRODUCT)
        out = _lead(out, sign, body)
        scalars = scalars and a.shape == ()
    return out


def _matmul(e: Surface, args: list[Piece]) -> Piece:
    """`A @ B`; `A @ (B @ C)` loses its parentheses where the product is associative: B is not a vector."""
    first, second = args
    bare = first.level in (Level.MATMUL, Level.NEGATIVE) or (first.level == Level.PRODUCT and scaled(e.args[0]))
    left = first if bare else wrap(first, Level.POWER)
    right = second if second.level == Level.MATMUL and is_chain(e.args[1]) else wrap(second, Level.POWER)
    return _lead(left, " @ ", right, Level.MATMUL)


def is_chain(e: Surface) -> bool:
    """Is this a matrix product A @ B @ … that may lose its parentheses after X @: A is no vector and has no factor?"""
    if e.op != "matmul" or len(e.args[0].shape) < 2:
        return False
    while e.op == "matmul":
        e = e.args[0]
    return e.op not in ("mul", "neg", "div", "number") and len(e.shape) > 1


def scaled(e: Surface) -> bool:
    """Is this an array behind numbers, 2*X.T? Then `2*X.T @ r` is read as intended and as written."""
    return e.op == "mul" and all(a.shape == () for a in e.args[:-1]) and e.args[-1].shape != ()


# ---------------------------------------------------------------- leaves and calls


def number_text(q: Fraction) -> Piece:
    """An exact number: 2, -3, 1/2, 0.05."""
    text = decimal(q) or str(q)
    if q < 0:
        return Piece(text, Level.NEGATIVE)
    return Piece(text, Level.PRODUCT if "/" in text else Level.ATOM)


def size_text(d: Hashable) -> Piece:
    """The size of an axis, used as a number."""
    assert isinstance(d, int | Size)
    text = dim_text(d)
    if isinstance(d, int) or len(d.terms) == 1:
        return Piece(text, Level.NEGATIVE if text.startswith("-") else Level.PRODUCT if "*" in text else Level.ATOM)
    return Piece(text, Level.SUM)


def call_text(name: str, args: list[Piece], data: Hashable) -> Piece:
    """A function with its options: `sum(X, axis=1)`."""
    parts = [a.text for a in args] + [f"{k}={option_text(v)}" for k, v in options(data)]
    return Piece(f"{name}({', '.join(parts)})", Level.ATOM)


def shape_option(e: Surface) -> str:
    """The shape that a node was told: `n`, or `(n, d)`."""
    shape = dict(options(e.data))["shape"]
    assert isinstance(shape, tuple)
    return option_text(shape[0] if len(shape) == 1 and e.op != "reshape" else shape)


def options(data: Hashable) -> list[tuple[str, Hashable]]:
    """The options of a function node as (name, value) pairs."""
    return [] if data is None else list(data)  # type: ignore[call-overload]


def option_text(v: Hashable) -> str:
    """The value of an option."""
    if isinstance(v, tuple):
        inner = ", ".join(option_text(x) for x in v)
        return f"({inner},)" if len(v) == 1 else f"({inner})"
    if isinstance(v, Size):
        return dim_text(v)
    if isinstance(v, Fraction):
        return number_text(v).text
    return f'"{v}"' if isinstance(v, str) else str(v)


def operator_text(name: str, order: int, letter: str = "d") -> str:
    """`d/dx`, `d^2/dx^2`."""
    power = f"^{order}" if order > 1 else ""
    return f"{letter}{power}/{letter}{name}{power}"


def _recurrence(e: Surface, args: list[Piece], names: set[str]) -> list[str]:
    """tanh(W @ h), h=h0, x=X: the step, and what each name is at the start."""
    step, data = told(e)
    bound = [f"{n}={a.text}" for n, a in zip(data.bound, args, strict=False)]
    steps = [] if data.items else [f"steps={dim_text(data.steps)}"]
    return [_piece_of(step, {}, names).text, *bound, *steps]


def _einsum(data: Hashable) -> str:
    """The subscripts of an einsum node: the text itself, or the one option that holds it."""
    return data if isinstance(data, str) else str(options(data)[0][1])
