"""Sums, products and quotients as they are set: side by side, with a dot where that could be misread, ⊙ for arrays."""

from __future__ import annotations

import re
from itertools import pairwise

from steepest.calculus.surface import Surface
from steepest.notation.marks import Context, Marks
from steepest.notation.pieces import Level, Lookup, Piece, leads_negative
from steepest.notation.text import is_chain, scaled

_ENDS_IN_NUMBER = re.compile(r"(^|[ −])\d+(\.\d+)?$")


def sum_piece(terms: list[Piece], c: Context) -> Piece:
    """Terms in a row; one that begins with a minus sign is subtracted."""
    text = ""
    minus = c.marks.minus
    for k, term in enumerate(terms):
        body = c.wrap(term, Level.SUM).text
        if k == 0:
            text = body
        elif term.level in (Level.NEGATIVE, Level.SUM) and body.startswith(minus):
            text += f" {minus} {body.removeprefix(minus)}"
        else:
            text += f" + {body}"
    return Piece(text, Level.SUM)


def product_piece(e: Surface, args: list[Piece], c: Context) -> Piece:
    """Factors side by side; a dot where that could be misread, ⊙ between arrays."""
    m = c.marks
    first = args[0]
    out = [first if first.level == Level.NEGATIVE else c.wrap(first, Level.PRODUCT)]
    signs: list[str] = []
    scalars = e.args[0].shape == ()
    level = Level.PRODUCT
    for a, before, piece in zip(e.args[1:], e.args, args[1:], strict=False):
        array = a.shape != ()
        if array and not scalars:
            signs.append(m.hadamard)
        elif _needs_dot(before, a, c.wrap(piece, Level.PRODUCT)):
            signs.append(m.dot)
        else:
            signs.append(m.blank)
        if array and scalars and a is e.args[-1] and piece.level == Level.MATMUL:
            out.append(piece)
            level = Level.MATMUL
        else:
            out.append(c.wrap(piece, Level.PRODUCT))
        scalars = scalars and not array
    last = out[-1]
    inner = [
        p.before.text if _ends_in_derivative(a) else _followed(p, q, m)
        for a, (p, q) in zip(e.args, pairwise(out), strict=False)
    ]
    head = "".join(_glued(text, sign, q, m) for text, sign, q in zip(inner, signs, out[1:], strict=True))
    if first.level == Level.NEGATIVE:
        level = Level.NEGATIVE
    return Piece(head + last.text, level, head + last.closed if last.closed else "")


def _ends_in_derivative(e: Surface) -> bool:
    """Would a factor that follows be taken into a derivative here? d/dx[x²] sin x is not d/dx x² sin x."""
    while e.op == "neg":
        e = e.args[0]
    return e.op == "derivative"


def _followed(piece: Piece, following: Piece, m: Marks) -> str:
    """The text of a factor that another follows: open functions are closed unless a function follows."""
    if m.target == "plain" and "/" in piece.text and piece.level == Level.PRODUCT and not piece.closed:
        return m.paren(piece.text)
    return piece.text if piece.closed and following.closed else piece.before.text


def _glued(text: str, sign: str, following: Piece, m: Marks) -> str:
    """A factor with the sign after it; plain text drops the blank where nothing could be misread."""
    if sign == m.blank and m.target == "plain" and _no_blank(text, following.text):
        return text
    return text + sign


def _no_blank(text: str, following: str) -> bool:
    """3x, 2(x + 1), but 2 sum(x)."""
    if following[0] in "(|‖":
        return True
    return _ENDS_IN_NUMBER.search(text) is not None and not re.match(r"[A-Za-z]{2}", following)


def _needs_dot(before: Surface, after: Surface, piece: Piece) -> bool:
    """Would these two factors be misread side by side?"""
    if after.op == "derivative" or leads_negative(after):
        return True
    numeric = before.op in ("number", "size") or (before.op == "neg" and before.args[0].op == "number")
    starts = piece.text[:1].isdigit()
    fraction = after.op in ("number", "size") or (after.op == "div" and after.args[0].op == "number")
    return starts or (numeric and fraction)


def quotient_piece(top: Piece, bottom: Piece, m: Marks) -> Piece:
    """A fraction; a minus sign of the numerator stands before it."""
    if top.level == Level.NEGATIVE:
        body = m.fraction(Piece(top.text.removeprefix(m.minus), Level.PRODUCT), bottom)
        return Piece(m.minus + body.text, Level.NEGATIVE)
    return m.fraction(top, bottom)


def matmul_piece(e: Surface, at: Lookup, c: Context) -> Piece:
    """Matrices side by side; a vector on the left is written as a row."""
    first, second = e.args
    blank = c.marks.blank
    right = at[second] if at[second].level == Level.MATMUL and is_chain(second) else c.wrap(at[second], Level.POWER)
    if len(first.shape) != 1 or first.op == "transpose" or _is_product(first):
        level = at[first].level
        body = first.args[0] if first.op == "neg" else first
        negative = level == Level.NEGATIVE and (body.op != "mul" or scaled(body))  # −X ⊙ Y needs parentheses
        bare = level == Level.MATMUL or negative or (level == Level.PRODUCT and scaled(first))
        left = at[first] if bare else c.wrap(at[first], Level.POWER)
        return Piece(left.text + blank + right.text, Level.NEGATIVE if left.level == Level.NEGATIVE else Level.MATMUL)
    minus = c.marks.minus if first.op == "neg" else ""
    first = first.args[0] if minus else first
    row = first.args[-1] if scaled(first) else first
    text = c.marks.power(c.wrap(at[row], Level.POSTFIX).text, c.marks.transpose)
    if row is not first:
        numbers = [c.wrap(at[a], Level.POWER).text for a in first.args[:-1]]
        text = blank.join([*numbers, text])
    return Piece(minus + text + blank + right.text, Level.NEGATIVE if minus else Level.MATMUL)


def outer_piece(e: Surface, at: Lookup, c: Context) -> Piece:
    """A column times a row: `a bᵀ`."""
    first, second = e.args
    body = first.args[0] if first.op == "neg" else first
    plain = not body.args or (body.op == "matmul" and len(body.args[0].shape) > 1) or scaled(body)
    left = at[first] if plain else c.wrap(at[first], Level.POWER)
    text = f"{left.text}{c.marks.blank}{c.marks.power(c.wrap(at[second], Level.POSTFIX).text, c.marks.transpose)}"
    return Piece(text, Level.NEGATIVE if left.level == Level.NEGATIVE else Level.MATMUL)


def _is_product(e: Surface) -> bool:
    while e.op == "neg":
        e = e.args[0]
    return e.op == "matmul"


def transpose_piece(e: Surface, at: Lookup, c: Context) -> Piece:
    """A transpose; that of an inverse is one exponent, A⁻ᵀ."""
    m = c.marks
    inner = e.args[0]
    if inner.op == "inv":
        base = c.wrap(at[inner.args[0]], Level.POSTFIX).text
        return Piece(m.power(base, m.minus + m.transpose), Level.POWER)
    return Piece(m.power(c.wrap(at[inner], Level.POSTFIX).text, m.transpose), Level.POWER)
