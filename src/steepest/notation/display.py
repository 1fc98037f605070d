"""Mathematics as it is set on a page: what LaTeX, Typst and plain Unicode have in common.

Juxtaposition for products of numbers, ⊙ for products of arrays, fractions, roots, powers of function names
(`sin² x`), cases. What differs between the three is their `Marks`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from steepest.calculus.dims import Size, dim_text
from steepest.calculus.surface import Surface
from steepest.notation.pieces import Level, Lookup, Piece, decimal, leads_negative, value, written
from steepest.notation.sharing import all_names, fresh, worth_naming
from steepest.notation.spellings import SPELLINGS
from steepest.notation.subscripts import subscript
from steepest.notation.text import is_chain, scaled

POWERS_ON_NAME = frozenset(
    "sin cos tan sec csc cot sinh cosh tanh sech csch coth arcsin arccos arctan".split()
)  # sin² x, never ln² x
BARE = POWERS_ON_NAME | {"log"}  # may stand without parentheses: sin x, ln x


_ENDS_IN_NUMBER = re.compile(r"(^|[ −])\d+$")


@dataclass(frozen=True, slots=True)
class Marks:
    """What a target writes for each construction; texts in, texts out."""

    target: str
    minus: str
    dot: str  # between numbers
    hadamard: str  # ⊙ with its spaces
    blank: str  # between juxtaposed factors
    comparisons: dict[str, str]
    name: Callable[[str], str]  # of a variable
    word: Callable[[str, str], str]  # of a function: its LaTeX word, and its name for those without one
    paren: Callable[[str], str]
    bracket: Callable[[str], str]
    fraction: Callable[[Piece, Piece], Piece]
    root: Callable[[str, str], Piece]  # order ("" for the square root), body
    power: Callable[[str, str], str]
    subscript: Callable[[str, str], str]
    absolute: Callable[[str], str]
    norm: Callable[[str], str]
    transpose: str  # the exponent of a transpose
    elementwise: str  # the sign before the exponent of a power of every entry
    operator: Callable[[str, int, str], str]  # d/dx: letter, order, name
    cases: Callable[[list[tuple[str, str]], str], Piece]  # (value, condition) rows, otherwise
    prime: str
    pi: str
    ones: Callable[[str, str], str]  # an array of ones or zeros: "1" or "0", its shape
    text: Callable[[str], str]
    slash: str = "/"  # between numerator and denominator in an exponent
    entries: Callable[[str], str] = str  # what stands between the brackets of an index


def display(surface: Surface, marks: Marks, partial: bool) -> tuple[str, list[tuple[str, str]]]:
    """The expression, and the parts that were given a name, as (name, text)."""
    names = all_names([surface])
    context = _Context(marks, frozenset(names), "∂" if partial else "d")
    given: dict[Surface, Piece] = {}
    named: list[tuple[str, str]] = []
    new = fresh(names)
    for part in worth_naming(surface):
        name = marks.name(next(new))
        named.append((name, context.write(part, given).text))
        given[part] = Piece(name, Level.ATOM)
    return context.write(surface, given).text, named


@dataclass(frozen=True, slots=True)
class _Context:
    """The marks, the names in use and the letter of derivatives."""

    marks: Marks
    names: frozenset[str]
    letter: str

    def write(self, surface: Surface, given: dict[Surface, Piece]) -> Piece:
        return written(surface, lambda e, at: _piece(e, at, self), given)

    def wrap(self, piece: Piece, least: Level) -> Piece:
        return piece if piece.level >= least else Piece(self.marks.paren(piece.text), Level.ATOM)


def _piece(e: Surface, at: Lookup, c: _Context) -> Piece:
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
            return _sum(args, c)
        case "mul":
            return _product(e, args, c)
        case "neg":
            inner = c.wrap(args[0], Level.MATMUL)
            return Piece(m.minus + inner.text, Level.NEGATIVE, inner.closed and m.minus + inner.closed)
        case "div":
            return _quotient(args[0], args[1], m)
        case "pow":
            return _power(e, at, c)
        case "matmul":
            return _matmul(e, at, c)
        case "transpose":
            return _transpose(e, at, c)
        case "compare":
            sides = [c.wrap(a, Level.SUM).text for a in args]
            return Piece(f" {m.comparisons[str(e.data)]} ".join(sides), Level.COMPARE)
        case "where":
            return _where(e, at, c)
        case "index":
            return Piece(f"{c.wrap(args[0], Level.POSTFIX).text}[{m.entries(subscript(e))}]", Level.POSTFIX)
        case "let":
            assert isinstance(e.data, tuple)
            parts = [f"{m.name(n)} = {v.text}" for n, v in zip(e.data, args, strict=False)]
            return Piece(args[-1].text + m.text("where") + ", ".join(parts), Level.LET)
        case "derivative":
            return _derivative(e, args[0], c)
        case "prime":
            assert isinstance(e.data, tuple)
            name, position = e.data
            word = m.word(SPELLINGS[name].latex if _has_word(name) else "", name) + m.prime
            word = word if len(args) == 1 else m.subscript(word, str(position + 1))
            return Piece(word + m.paren(", ".join(a.text for a in args)), Level.ATOM)
        case "eye":
            return Piece(m.subscript("I", _shape(e.data)), Level.POSTFIX)
        case "ones" | "zeros":
            return Piece(m.ones("1" if e.op == "ones" else "0", _shape(e.data)), Level.POSTFIX)
        case "outer":
            return _outer(e, at, c)
        case "reshape":
            return Piece(f"{m.word('', 'reshape')}{m.paren(f'{args[0].text}, ({_shape(e.data)})')}", Level.ATOM)
        case "einsum":
            spec = f'"{dict(e.data)["spec"]}"'  # type: ignore[call-overload]
            return Piece(m.word("", "einsum") + m.paren(", ".join([spec, *(a.text for a in args)])), Level.ATOM)
        case _:
            return _call(e, at, c)


# ---------------------------------------------------------------- sums, products, quotients


def _sum(terms: list[Piece], c: _Context) -> Piece:
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


def _product(e: Surface, args: list[Piece], c: _Context) -> Piece:
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
    inner = [_followed(p, q, m) for p, q in pairwise(out)]
    head = "".join(_glued(text, sign, q, m) for text, sign, q in zip(inner, signs, out[1:], strict=True))
    if first.level == Level.NEGATIVE:
        level = Level.NEGATIVE
    return Piece(head + last.text, level, head + last.closed if last.closed else "")


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


def _quotient(top: Piece, bottom: Piece, m: Marks) -> Piece:
    """A fraction; a minus sign of the numerator stands before it."""
    if top.level == Level.NEGATIVE:
        body = m.fraction(Piece(top.text.removeprefix(m.minus), Level.PRODUCT), bottom)
        return Piece(m.minus + body.text, Level.NEGATIVE)
    return m.fraction(top, bottom)


def _matmul(e: Surface, at: Lookup, c: _Context) -> Piece:
    """Matrices side by side; a vector on the left is written as a row."""
    first, second = e.args
    blank = c.marks.blank
    right = at[second] if at[second].level == Level.MATMUL and is_chain(second) else c.wrap(at[second], Level.POWER)
    if len(first.shape) != 1 or first.op == "transpose" or _is_product(first):
        bare = at[first].level in (Level.MATMUL, Level.NEGATIVE) or (at[first].level == Level.PRODUCT and scaled(first))
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


def _outer(e: Surface, at: Lookup, c: _Context) -> Piece:
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


def _transpose(e: Surface, at: Lookup, c: _Context) -> Piece:
    m = c.marks
    inner = e.args[0]
    if inner.op == "inv":
        base = c.wrap(at[inner.args[0]], Level.POSTFIX).text
        return Piece(m.power(base, m.minus + m.transpose), Level.POWER)
    return Piece(m.power(c.wrap(at[inner], Level.POSTFIX).text, m.transpose), Level.POWER)


# ---------------------------------------------------------------- powers, functions, cases


def _power(e: Surface, at: Lookup, c: _Context) -> Piece:
    m = c.marks
    base, exponent = e.args
    raised = _in_exponent(exponent, at, c)
    whole = exponent.op == "number" and value(exponent).denominator == 1 and value(exponent) > 0
    if whole and base.op in POWERS_ON_NAME and base.shape == ():
        word = m.power(m.word(SPELLINGS[base.op].latex, base.op), raised)
        return _applied(word, base.args[0], at[base.args[0]], c)
    text = c.wrap(at[base], Level.POSTFIX).text
    if len(base.shape) == 2 and base.shape[0] == base.shape[1]:  # A² would be A A
        raised = m.elementwise + raised
    return Piece(m.power(text, raised), Level.POWER)


def _in_exponent(e: Surface, at: Lookup, c: _Context) -> str:
    """An exponent: simple fractions in it are written with a slash."""
    m = c.marks
    sign = ""
    while e.op == "neg" and e.args[0].op in ("div", "neg"):
        sign, e = sign + m.minus, e.args[0]
    if e.op == "number":
        q = value(e)
        return sign + (m.minus if q < 0 else "") + str(abs(q)).replace("/", m.slash)
    if e.op == "div":
        top, bottom = at[e.args[0]], at[e.args[1]]
        short = len(top.text) + len(bottom.text) < 40
        if short and _flat(e.args[0]) and _flat(e.args[1]):
            return f"{sign}{c.wrap(top, Level.NEGATIVE).text}{m.slash}{c.wrap(bottom, Level.POWER).text}"
    return sign + at[e].text


def _flat(e: Surface) -> bool:
    """Has this no fraction in it that would be set small in an exponent?"""
    return e.op != "div" and all(_flat(a) for a in e.args) if len(e.args) <= 3 and e.op != "let" else False


def _applied(word: str, argument: Surface, piece: Piece, c: _Context) -> Piece:
    """A function that may do without parentheses: `sin x`, `sin 2x`; with them when more factors follow."""
    closed = f"{word}{c.marks.paren(piece.text)}"
    if _simple(argument) and argument.shape == ():
        return Piece(f"{word} {piece.text}", Level.POWER, closed)
    return Piece(closed, Level.POWER)


def _simple(e: Surface) -> bool:
    """A name, or a number times names: read at a glance after a function's name."""
    if e.op == "mul":
        first, *rest = e.args
        return first.op in ("number", "constant", "variable") and first.op != "neg" and all(
            a.op in ("constant", "variable") for a in rest
        ) and not (first.op == "number" and (value(first) < 0 or value(first).denominator > 1))  # fmt: skip
    return e.op in ("variable", "constant") or (e.op == "number" and value(e) >= 0 and value(e).denominator == 1)


def _call(e: Surface, at: Lookup, c: _Context) -> Piece:
    """A function of its arguments, in the notation the field uses for it."""
    m = c.marks
    args = [at[a] for a in e.args]
    plain = e.data is None
    match e.op:
        case "sqrt":
            return m.root("", args[0].text)
        case "cbrt":
            return m.root("3", args[0].text)
        case "root" if _simple(e.args[1]):
            return m.root(args[1].text, args[0].text)
        case "exp" if e.shape == () and "e" not in c.names and len(args[0].text) < 80 and _no_cases(e.args[0]):
            return Piece(m.power("e", _in_exponent(e.args[0], at, c)), Level.POWER)
        case "abs" if len(e.shape) < 2:  # |A| of a matrix is its determinant
            return Piece(m.absolute(args[0].text), Level.ATOM)
        case "norm" if plain:
            return Piece(m.norm(args[0].text), Level.ATOM)
        case "norm1" if plain:
            return Piece(m.subscript(m.norm(args[0].text), "1"), Level.POSTFIX)
        case "inv":
            return Piece(m.power(c.wrap(args[0], Level.POSTFIX).text, m.minus + "1"), Level.POWER)
        case "kron":
            left, right = (c.wrap(a, Level.POWER).text for a in args)
            return Piece(f"{left} {m.word(chr(92) + 'otimes', 'kron')} {right}", Level.PRODUCT)
        case "log_base" if _simple(e.args[1]):
            word = m.subscript(m.word(r"\log", "log"), args[1].text)
            return _applied(word, e.args[0], args[0], c)
    word = m.word(SPELLINGS[e.op].latex if _has_word(e.op) and not _clashes(e.op, c) else "", e.op)
    if e.op in BARE and plain:
        return _applied(word, e.args[0], args[0], c)
    options = [] if plain else [f"{m.text(k)}={_option(v, m)}" for k, v in e.data]  # type: ignore[attr-defined]
    return Piece(word + m.paren(", ".join([*(a.text for a in args), *options])), Level.ATOM)


def _clashes(op: str, c: _Context) -> bool:
    """Is the letter of this function the name of a variable here? σ, Φ, ψ"""
    letters = {"sigmoid": {"sigma"}, "normal_cdf": {"Phi"}, "normal_pdf": {"varphi", "phi"}}
    return bool(letters.get(op, set()) & c.names)


def _has_word(op: str) -> bool:
    return op in SPELLINGS and op not in ("sqrt", "cbrt", "root")


def _no_cases(e: Surface) -> bool:
    return e.op != "where"


def _where(e: Surface, at: Lookup, c: _Context) -> Piece:
    rows = []
    while True:
        condition, then, other = e.args
        rows.append((at[then].text, at[condition].text))
        if other.op != "where":
            return c.marks.cases(rows, at[other].text)
        e = other


def _derivative(e: Surface, body: Piece, c: _Context) -> Piece:
    assert isinstance(e.data, tuple)
    name, order = e.data
    sign = c.marks.operator(c.letter, order, c.marks.name(name))
    closed = sign + c.marks.bracket(body.text)
    if body.level > Level.NEGATIVE:
        return Piece(f"{sign} {body.text}", Level.PRODUCT, closed)
    return Piece(closed, Level.POWER)


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


def _option(v: Hashable, m: Marks) -> str:
    if isinstance(v, tuple):
        return m.paren(", ".join(_option(x, m) for x in v))
    return m.text(str(v)) if isinstance(v, str | bool) else dim_text(v) if isinstance(v, Size) else str(v)
