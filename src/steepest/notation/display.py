"""Mathematics as it is set on a page: what LaTeX, Typst and plain Unicode have in common.

Juxtaposition for products of numbers, ⊙ for products of arrays, fractions, roots, powers of function names
(`sin² x`), cases. What differs between the three is their `Marks`.
"""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction

from steepest.calculus.dims import Size, dim_text
from steepest.calculus.inside import told
from steepest.calculus.surface import Surface
from steepest.notation.applied import call_piece, compared, derivative_piece, has_word, power_piece, where_piece
from steepest.notation.marks import Context, Marks
from steepest.notation.pieces import Level, Lookup, Piece, decimal, value, written
from steepest.notation.products import (
    matmul_piece,
    outer_piece,
    product_piece,
    quotient_piece,
    sum_piece,
    transpose_piece,
)
from steepest.notation.sharing import all_names, fresh, worth_naming
from steepest.notation.spellings import SPELLINGS
from steepest.notation.subscripts import subscript


def display(surface: Surface, marks: Marks, partial: bool) -> tuple[str, list[tuple[str, str]]]:
    """The expression, and the parts that were given a name, as (name, text)."""
    names = all_names([surface])
    context = Context(marks, frozenset(names), "∂" if partial else "d")
    given: dict[Surface, Piece] = {}
    named: list[tuple[str, str]] = []
    new = fresh(names)
    for part in worth_naming(surface):
        name = marks.name(next(new))
        named.append((name, _written(part, context, given).text))
        given[part] = Piece(name, Level.ATOM)
    if surface.op == "compare":  # a condition on its own is a sentence, not the number 0 or 1
        sides = {a: _written(a, context, given) for a in surface.args}
        return compared(surface, sides, context), named
    return _written(surface, context, given).text, named


def _written(surface: Surface, c: Context, given: dict[Surface, Piece]) -> Piece:
    return written(surface, lambda e, at: _piece(e, at, c), given)


def _piece(e: Surface, at: Lookup, c: Context) -> Piece:
    """One node, its arguments being written."""
    args = [at[a] for a in e.args]
    m = c.marks
    match e.op:
        case "number":
            return _number(value(e), m)
        case "constant":
            return Piece(m.pi if e.data == "pi" else "e" if "e" not in c.names else m.word("", "e"), Level.ATOM)
        case "size":
            return _size(e.data)
        case "variable":
            return Piece(m.name(str(e.data)), Level.ATOM)
        case "add":
            return sum_piece(args, c)
        case "mul":
            return product_piece(e, args, c)
        case "neg":
            inner = c.wrap(args[0], Level.MATMUL)
            return Piece(m.minus + inner.text, Level.NEGATIVE, inner.closed and m.minus + inner.closed)
        case "div":
            ends = e.args[0].args[-1] if e.args[0].op == "mul" else e.args[0]
            top = args[0].before if m.target == "plain" and ends.op == "derivative" else args[0]
            return quotient_piece(top, args[1], m)  # d/dx[u]/v: without brackets it is the derivative of u/v
        case "pow":
            return power_piece(e, at, c)
        case "matmul":
            return matmul_piece(e, at, c)
        case "transpose":
            return transpose_piece(e, at, c)
        case "compare":
            return Piece(m.bracket(compared(e, at, c)), Level.ATOM)  # Iverson's bracket: 1 where it holds, 0 elsewhere
        case "where":
            return where_piece(e, at, c)
        case "index":
            return Piece(f"{c.wrap(args[0], Level.POSTFIX).text}[{m.entries(subscript(e))}]", Level.POSTFIX)
        case "let":
            assert isinstance(e.data, tuple)
            parts = [f"{m.name(n)} = {v.text}" for n, v in zip(e.data, args, strict=False)]
            return Piece(args[-1].text + m.text("where") + ", ".join(parts), Level.LET)
        case "derivative":
            return derivative_piece(e, args[0], c)
        case "prime":
            assert isinstance(e.data, tuple)
            name, position = e.data
            word = m.word(SPELLINGS[name].latex if has_word(name) else "", name) + m.prime
            word = word if len(args) == 1 else m.subscript(word, str(position + 1))
            return Piece(word + m.paren(", ".join(a.text for a in args)), Level.ATOM)
        case "eye":
            return Piece(m.ones("I", _shape(e.data)), Level.POSTFIX)
        case "ones" | "zeros":
            return Piece(m.ones("1" if e.op == "ones" else "0", _shape(e.data)), Level.POSTFIX)
        case "outer":
            return outer_piece(e, at, c)
        case "window":
            return Piece(m.word("", "window") + m.paren(f"({_shape(e.data)})"), Level.ATOM)
        case "reshape":
            return Piece(f"{m.word('', 'reshape')}{m.paren(f'{args[0].text}, ({_shape(e.data)})')}", Level.ATOM)
        case "einsum":
            spec = f'"{dict(e.data)["spec"]}"'  # type: ignore[call-overload]
            return Piece(m.word("", "einsum") + m.paren(", ".join([spec, *(a.text for a in args)])), Level.ATOM)
        case "scan" | "backscan":
            return _recurrence(e, args, c)
        case _:
            return call_piece(e, at, c)


def _recurrence(e: Surface, args: list[Piece], c: Context) -> Piece:
    """scan(tanh(W h + U x), h = h₀, x = X): the step, and what each name in it is at the start or a row of."""
    m = c.marks
    step, data = told(e)
    bound = [f"{m.name(n)} = {a.text}" for n, a in zip(data.bound, args, strict=False)]
    steps = [] if data.items else [f"{m.word('', 'steps')} = {_size(data.steps).text}"]
    inner = ", ".join([_written(step, c, {}).text, *bound, *steps])
    return Piece(m.word("", e.op) + m.paren(inner), Level.ATOM)


# ---------------------------------------------------------------- leaves


def _number(q: Fraction, m: Marks) -> Piece:
    minus = m.minus if q < 0 else ""
    q = abs(q)
    text = decimal(q)
    if text is None and q.denominator > 1:
        body = m.fraction(Piece(str(q.numerator), Level.ATOM), Piece(str(q.denominator), Level.ATOM))
    else:
        body = Piece(text or str(q), Level.ATOM)
    return Piece(minus + body.text, Level.NEGATIVE) if minus else body


def _size(d: Hashable) -> Piece:
    assert isinstance(d, int | Size)
    text = dim_text(d).replace("*", " ")
    if isinstance(d, int) or len(d.terms) == 1:
        return Piece(text, Level.PRODUCT if " " in text else Level.ATOM)
    return Piece(text, Level.SUM)


def _shape(data: Hashable) -> str:
    """The shape that an array of ones, or an identity matrix, is told by."""
    shape = dict(data)["shape"]  # type: ignore[call-overload]
    return ", ".join(dim_text(d) for d in shape)
