"""Powers, functions, choices and derivatives as they are set: `sin² x`, `√(x + 1)`, `‖r‖`, cases, `d/dx`."""

from __future__ import annotations

from collections.abc import Hashable

from steepest.calculus.dims import Size, dim_text
from steepest.calculus.surface import Surface
from steepest.notation.marks import Context, Marks
from steepest.notation.pieces import Level, Lookup, Piece, decimal, value
from steepest.notation.spellings import SPELLINGS

POWERS_ON_NAME = frozenset(
    "sin cos tan sec csc cot sinh cosh tanh sech csch coth arcsin arccos arctan".split()
)  # sin² x, never ln² x
BARE = POWERS_ON_NAME | {"log"}  # may stand without parentheses: sin x, ln x


def power_piece(e: Surface, at: Lookup, c: Context) -> Piece:
    """A power; of a function of trigonometry the exponent stands on its name."""
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


def _in_exponent(e: Surface, at: Lookup, c: Context) -> str:
    """An exponent: simple fractions in it are written with a slash."""
    m = c.marks
    sign = ""
    while e.op == "neg" and e.args[0].op in ("div", "neg"):
        sign, e = sign + m.minus, e.args[0]
    if e.op == "number":
        q = value(e)
        return sign + (m.minus if q < 0 else "") + (decimal(abs(q)) or str(abs(q)).replace("/", m.slash))
    if e.op == "div":
        top, bottom = at[e.args[0]], at[e.args[1]]
        short = len(top.text) + len(bottom.text) < 40
        if short and _flat(e.args[0]) and _flat(e.args[1]):
            return f"{sign}{c.wrap(top, Level.NEGATIVE).text}{m.slash}{c.wrap(bottom, Level.POWER).text}"
    return sign + at[e].text


def _flat(e: Surface) -> bool:
    """Has this no fraction in it that would be set small in an exponent?"""
    return e.op != "div" and all(_flat(a) for a in e.args) if len(e.args) <= 3 and e.op != "let" else False


def _applied(word: str, argument: Surface, piece: Piece, c: Context) -> Piece:
    """A function that may do without parentheses: `sin x`, `sin 2x`; with them when more factors follow."""
    closed = f"{word}{c.marks.paren(piece.text)}"
    if (_simple(argument) or argument.op == "abs") and argument.shape == ():  # bars close as parentheses do
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


def call_piece(e: Surface, at: Lookup, c: Context) -> Piece:
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
    word = m.word(SPELLINGS[e.op].latex if has_word(e.op) and not _clashes(e.op, c) else "", e.op)
    if e.op in BARE and plain:
        return _applied(word, e.args[0], args[0], c)
    options = [] if plain else [f"{m.text(k)}={_option(v, m)}" for k, v in e.data]  # type: ignore[attr-defined]
    return Piece(word + m.paren(", ".join([*(a.text for a in args), *options])), Level.ATOM)


def _clashes(op: str, c: Context) -> bool:
    """Is the letter of this function the name of a variable here? σ, Φ, ψ"""
    letters = {"sigmoid": {"sigma"}, "normal_cdf": {"Phi"}, "normal_pdf": {"varphi", "phi"}}
    return bool(letters.get(op, set()) & c.names)


def has_word(op: str) -> bool:
    """Has this function a word in the table, rather than a sign of its own?"""
    return op in SPELLINGS and op not in ("sqrt", "cbrt", "root")


def _no_cases(e: Surface) -> bool:
    return e.op != "where"


def where_piece(e: Surface, at: Lookup, c: Context) -> Piece:
    """Nested choices as one list of cases."""
    rows = []
    while True:
        condition, then, other = e.args
        rows.append((at[then].text, compared(condition, at, c)))
        if other.op != "where":
            return c.marks.cases(rows, at[other].text)
        e = other


def compared(e: Surface, at: Lookup, c: Context) -> str:
    """A condition as it stands beside a case: `x > 0`."""
    if e.op != "compare":
        return at[e].text
    return f" {c.marks.comparisons[str(e.data)]} ".join(c.wrap(at[a], Level.SUM).text for a in e.args)


def derivative_piece(e: Surface, body: Piece, c: Context) -> Piece:
    """A derivative not yet carried out: `d/dx x²`."""
    assert isinstance(e.data, tuple)
    name, order = e.data
    sign = c.marks.operator(c.letter, order, c.marks.name(name))
    closed = sign + c.marks.bracket(body.text)
    if body.level > Level.NEGATIVE:
        return Piece(f"{sign} {body.text}", Level.PRODUCT, closed)
    return Piece(closed, Level.POWER)


def _option(v: Hashable, m: Marks) -> str:
    if isinstance(v, tuple):
        return m.paren(", ".join(_option(x, m) for x in v))
    return m.text(str(v)) if isinstance(v, str | bool) else dim_text(v) if isinstance(v, Size) else str(v)
