"""Statements of a program: each node of an expression in the words of a dialect."""

from __future__ import annotations

import keyword
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from fractions import Fraction
from itertools import count
from typing import Any

from steepest.calculus.composites import COMPOSITES
from steepest.calculus.dims import Dim, Shape, Size, dim_add, dim_letters, dim_text
from steepest.calculus.inside import renamed
from steepest.calculus.surface import Recurrence, Surface, variable, walk
from steepest.notation.cheaper import cheaper, without_let, written_out
from steepest.notation.dialects import Dialect
from steepest.notation.literals import exact, number, number_power
from steepest.notation.pieces import Level, Piece, Unwritable, value, wrap
from steepest.notation.sharing import distinct, fresh, is_plain, uses
from steepest.notation.spellings import SPELLINGS
from steepest.notation.subscripts import subscript
from steepest.notation.text import options, sum_text, wrap_first

DEEPEST = 12  # Python's parser gives up on too many parentheses in each other, and readers long before
WIDEST = 100
FILLED = ("ones", "zeros", "eye", "window")


def prepared(roots: list[Surface], dialect: Dialect) -> list[Surface]:
    """The expressions in words that the target has, in an order of work that costs little."""
    if any(e.op == "let" or e.op in COMPOSITES for e in distinct(roots)):
        spelled = frozenset(n for n, row in SPELLINGS.items() if dialect.word(row))
        roots = [written_out(without_let(e), spelled) for e in roots]
    return cheaper(roots) if dialect.arrays else roots


def identifier(name: str, taken: Iterable[str]) -> str:
    """A name as Python accepts it, that is not taken: lambda is lambda_."""
    out = re.sub(r"\W", "_", name)
    if not out.isidentifier():
        out = f"v{out}"
    while keyword.iskeyword(out) or out in taken:
        out += "_"
    return out


class Statements:
    """The lines of a function being written, and the pieces of the nodes done so far."""

    def __init__(
        self, dialect: Dialect, identifiers: Mapping[str, str], shapes: Mapping[str, Shape], taken: set[str]
    ) -> None:
        self.dialect = dialect
        self.identifiers = identifiers
        self.shapes = shapes
        self.lines: list[str] = []
        self.done: dict[Surface, Piece] = {}
        self._letters = {x for s in shapes.values() for d in s for x in dim_letters(d)}
        self._new: Iterator[str] = fresh(taken | self._letters)
        self._taken = taken
        self._sizes: dict[str, str] = {}  # the letters of sizes that are used, and the names they have here
        self._unknown: list[str] = []  # those that no argument's shape tells
        self._constant: dict[Surface, bool] = {}
        self._inner: set[str] = set()  # the parameters of steps

    # ------------------------------------------------------------ lines

    def write(self, roots: Sequence[Surface]) -> None:
        """All parts of the expressions; one that is used twice, or long, is given a name."""
        count = uses(roots)
        depth: dict[Surface, int] = {}
        for e in distinct(roots):
            if e in self.done:
                depth[e] = 0
                continue
            piece = self.piece(e)
            depth[e] = 1 + max((depth[a] for a in e.args), default=0)
            shared = count[e] > 1 and not is_plain(e)
            long = len(piece.text) > WIDEST or depth[e] > DEEPEST
            if shared or (long and e not in roots):
                piece, depth[e] = self.assign(piece), 0
            self.done[e] = piece

    def assign(self, piece: Piece) -> Piece:
        """Give a piece a name of its own."""
        name = next(n for n in self._new if n not in self._inner)
        self.lines.append(f"{name} = {piece.text}")
        return Piece(name, Level.ATOM)

    def size_lines(self) -> list[str]:
        """The lines that find the sizes used from the shapes of the arguments."""
        lines = []
        for letter, name in self._sizes.items():
            if letter not in self._unknown:
                lines.append(f"    {name} = {self._measured(letter)}")
        return lines

    def size_parameters(self) -> tuple[tuple[str, str], ...]:
        """Sizes that no argument tells are arguments themselves."""
        return tuple((x, self._sizes[x]) for x in self._unknown)

    def _measured(self, letter: str) -> str | None:
        """A size from the shape of an argument, n or n - 1 long."""
        best: str | None = None
        for name, shape in self.shapes.items():
            for axis, d in enumerate(shape):
                over = dim_add(d, Size((((letter,), 1),)), -1)
                if not isinstance(over, int):
                    continue
                text = f"{self.identifiers[name]}.shape[{axis}]"
                if over == 0:
                    return text
                best = best or f"{text} {'-' if over > 0 else '+'} {abs(over)}"
        return best

    def size(self, d: Dim) -> str:
        """A size in terms of the names of its letters."""
        if isinstance(d, int):
            return str(d)
        for x in sorted(dim_letters(d)):
            if x not in self._sizes:
                name = x
                while name in self._taken:
                    name += "_"
                self._sizes[x] = name
                if self._measured(x) is None:
                    self._unknown.append(x)
        return re.sub(r"[^\W\d]\w*", lambda m: self._sizes[m.group()], dim_text(d))

    # ------------------------------------------------------------ nodes

    def piece(self, e: Surface) -> Piece:
        """One node, its arguments being done."""
        d = self.dialect
        match e.op:
            case "number":
                return number(value(e))
            case "constant":
                return Piece(f"{d.constants}.{e.data}", Level.ATOM)
            case "size":
                assert isinstance(e.data, int | Size)
                text = self.size(e.data)
                simple = re.fullmatch(r"\w+", text) is not None
                return Piece(text, Level.ATOM if simple else Level.SUM)
            case "variable":
                return Piece(self.identifiers[str(e.data)], Level.ATOM)
            case "add":
                return sum_text([self.numeric(a) for a in e.args])
            case "neg":
                return Piece("-" + wrap(self.numeric(e.args[0]), Level.PRODUCT).text, Level.NEGATIVE)
            case "mul":
                return self._product(e)
            case "div":
                return self._quotient(e)
            case "pow":
                return self._power(e)
            case "matmul":
                return self._matmul(e)
            case "transpose":
                return Piece(wrap(self.numeric(e.args[0]), Level.POSTFIX).text + ".T", Level.POSTFIX)
            case "compare":
                first, second = (wrap(self.numeric(a), Level.SUM).text for a in e.args)
                return Piece(f"{first} {e.data} {second}", Level.COMPARE)
            case "where":
                condition = self.done[e.args[0]]
                if e.args[0].op != "compare":
                    condition = Piece(f"{wrap(condition, Level.SUM).text} != 0", Level.COMPARE)
                branches = (self._branch(a) for a in e.args[1:])
                return Piece(d.where.format(condition.text, *branches), Level.ATOM)
            case "index" if self._unit(e) is not None:
                return Piece(str(self._unit(e)), Level.ATOM)
            case "index":
                return Piece(
                    f"{wrap(self.done[e.args[0]], Level.POSTFIX).text}[{subscript(e, self.size)}]", Level.POSTFIX
                )
            case "einsum":
                spec = options(e.data)[0][1]
                many = ", optimize=True" if len(e.args) > 2 and d.name != "torch" else ""
                inner = ", ".join(self.numeric(a).text for a in e.args)
                return Piece(f'{d.module}.einsum("{spec}", {inner}{many})', Level.ATOM)
            case "scan" | "backscan":
                return self._scan(e)
            case "derivative" | "prime":
                raise Unwritable("a derivative that is not yet carried out", d.target)
            case _:
                return self._call(e)

    def _unit(self, e: Surface) -> str | None:
        """One row of an identity matrix, which is not formed."""
        if e.args[0].op != "eye" or not isinstance(e.data, tuple) or e.data[0][0] != "at":
            return None
        if e.data[1:] not in ((), (("slice", 0, e.shape[0] if e.shape else 0, 1),)):
            return None
        return f"unit({self.size(e.data[0][1])}, {self.size(e.args[0].shape[0])})"

    def _scan(self, e: Surface) -> Piece:
        """A recurrence: its step as a function of its own, which the helper `scan` calls."""
        if not self.dialect.arrays:
            raise Unwritable(f"`{e.op}`", self.dialect.target)
        e = renamed(e)
        assert isinstance(e.data, Recurrence)
        n = 1 + e.data.items
        (body,) = prepared([e.data.body], self.dialect)
        given = [self.numeric(a) for a in e.args]
        fixed = [p if re.fullmatch(r"[\w.]+", p.text) else self.assign(p) for p in given[n:]]
        taken = {*self.identifiers.values(), *(p.text for p in fixed), *self._taken}
        name = next(x for k in count(1) if (x := "step" if k == 1 else f"step_{k}") not in {*taken, *self._inner})
        inner = copy(self)
        inner.lines = []
        names: list[str] = []
        for x in e.data.bound:
            names.append(identifier(x, {*taken, *names, name}))
        self._inner.update(names, [name])
        shapes = [e.args[0].shape, *(a.shape[1:] for a in e.args[1:n]), *(a.shape for a in e.args[n:])]
        pieces = [*(Piece(x, Level.ATOM) for x in names), *fixed]
        inner.done = {variable(x, s): p for x, s, p in zip(e.data.names, shapes, pieces, strict=True)}
        inner.write([body])
        self.lines.append(f"def {name}({', '.join(names)}):")
        self.lines += [f"    {line}" for line in [*inner.lines, f"return {inner.numeric(body).text}"]]
        rows = ", ".join(p.text for p in given[1:n]) + ("," if n == 2 else "")
        return Piece(f"{e.op}({name}, {given[0].text}, ({rows}), {self.size(e.data.steps)})", Level.ATOM)

    def numeric(self, e: Surface) -> Piece:
        """A node as a number: a comparison is 1 or 0."""
        piece = self.done[e]
        if e.op != "compare":
            return piece
        return Piece(self.dialect.indicator.format(piece.text), Level.ATOM)

    def _branch(self, e: Surface) -> str:
        """A branch of a choice: numbers are floats, so that the array is one of floats."""
        text = self._argument(e).text if e.op in ("number", "neg", "div") else self.numeric(e).text
        return text + ".0" if e.op == "number" and re.fullmatch(r"-?\d+", text) else text

    def _product(self, e: Surface) -> Piece:
        out = wrap_first(self.numeric(e.args[0]), Level.PRODUCT)
        scalars = e.args[0].shape == ()
        for a in e.args[1:]:
            sign = "*" if scalars or a.shape == () else " * "
            least = Level.POWER if a.op in ("number", "size") else Level.PRODUCT
            body = wrap(self.numeric(a), least).text
            out = Piece(f"{out.text}{sign}{body}", out.level if out.level == Level.NEGATIVE else Level.PRODUCT)
            scalars = scalars and a.shape == ()
        return out

    def _quotient(self, e: Surface) -> Piece:
        top, bottom = e.args
        divisor = exact(bottom)
        if divisor == 0 and self._is_constant(top):
            q = exact(top)
            word = "nan" if q == 0 else "inf"
            return Piece(f"{'-' if q is not None and q < 0 else ''}{self.dialect.constants}.{word}", Level.NEGATIVE)
        first = wrap_first(self.numeric(top), Level.PRODUCT)
        text = f"{first.text}/{wrap(self.numeric(bottom), Level.POWER).text}"
        return Piece(text, Level.NEGATIVE if first.level == Level.NEGATIVE else Level.PRODUCT)

    def _matmul(self, e: Surface) -> Piece:
        left, right = (self.numeric(a) for a in e.args)
        first = left if left.level == Level.MATMUL else wrap(left, Level.POWER)
        return Piece(f"{first.text} @ {wrap(right, Level.POWER).text}", Level.MATMUL)

    # ------------------------------------------------------------ powers

    def _power(self, e: Surface) -> Piece:
        base, exponent = e.args
        d = self.dialect
        q = exact(exponent)
        if base.op == "constant" and base.data == "e" and q is None:
            return self._function("exp", [self.numeric(exponent)])
        if q is None:
            return self._general(e)
        if (number_base := exact(base)) is not None:
            return number_power(number_base, q, d.constants)
        x = self.numeric(base)
        if q.denominator == 1:
            return self._whole(x, q.numerator, base.shape)
        sign = "1/" if q < 0 else ""
        p, r = abs(q.numerator), q.denominator
        if r in (2, 3) and p <= 6:
            root = self._function("sqrt" if r == 2 else "cbrt", [x])
            if d.name == "torch" and r == 3:
                return self._odd(x, q)
            text = root.text if p == 1 else f"{root.text}**{p}"
            return Piece(sign + text, Level.PRODUCT if sign else Level.ATOM if p == 1 else Level.POWER)
        if r % 2:
            return self._odd(x, q)
        return self._general(e)

    def _general(self, e: Surface) -> Piece:
        base, exponent = (self.numeric(a) for a in e.args)
        if self.dialect.power:
            return Piece(f"{self.dialect.power}({base.text}, {exponent.text})", Level.ATOM)
        return Piece(f"{wrap(base, Level.POSTFIX).text}**{wrap(exponent, Level.POSTFIX).text}", Level.POWER)

    def _odd(self, x: Piece, q: Fraction) -> Piece:
        """A power with an odd denominator is real for negative numbers too: the sign goes through the root."""
        if q.numerator % 2:
            return Piece(f"odd_power({x.text}, {q})", Level.ATOM)
        absolute = self._function("abs", [x])
        return Piece(f"{absolute.text}**({q})", Level.POWER)

    def _whole(self, x: Piece, n: int, shape: Shape) -> Piece:
        """A whole power; of arrays the third and fourth by products, which are twenty times faster than powers."""
        if n < 0:
            body = self._whole(x, -n, shape)
            return Piece(f"1/{wrap(body, Level.POWER).text}", Level.PRODUCT)
        if n == 1:
            return x
        if self.dialect.name == "numpy" and shape and n in (3, 4):
            if not x.text.isidentifier():
                x = self.assign(x)
            return Piece(f"{x.text}*{x.text}*{x.text}", Level.PRODUCT) if n == 3 else Piece(
                f"({x.text}*{x.text})**2", Level.POWER
            )  # fmt: skip
        return Piece(f"{wrap(x, Level.POSTFIX).text}**{n}", Level.POWER)

    # ------------------------------------------------------------ functions

    def _call(self, e: Surface) -> Piece:
        d = self.dialect
        row = SPELLINGS.get(e.op)
        word = d.word(row) if row else ""
        if not word:
            raise Unwritable(f"`{e.op}`", d.target)
        args = [self._argument(a) for a in e.args]
        given: list[tuple[str, Any]] = list(options(e.data))
        if e.op in FILLED:
            shape = dict(given)["shape"]
            return Piece(f"{word}({', '.join([self._shape(shape), *([d.dtype] if d.dtype else [])])})", Level.ATOM)
        if e.op == "reshape":
            body = wrap(args[0], Level.POSTFIX).text
            return Piece(f"{body}.reshape({', '.join(self.size(x) for x in dict(given)['shape'])})", Level.POSTFIX)
        if e.op in ("concatenate", "stack"):
            args = [Piece(f"[{', '.join(a.text for a in args)}]", Level.ATOM)]
        return self._function(e.op, args, [self._option(e.op, k, v) for k, v in self._all_options(e.op, given)])

    def _argument(self, e: Surface) -> Piece:
        """An argument; PyTorch's functions take tensors only."""
        piece = self.numeric(e)
        if self.dialect.name == "torch" and not e.shape and not e.names:  # a plain number, a size included
            return Piece(f"torch.tensor({piece.text}, dtype=torch.float64)", Level.ATOM)
        return piece

    def _all_options(self, op: str, given: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
        """The options, with those whose default differs in this language."""
        names = {k for k, _ in given}
        if self.dialect.name == "torch" and op in ("var", "std") and "ddof" not in names:
            return [*given, ("ddof", 0)]
        if op == "cumsum" and "axis" not in names:
            return [*given, ("axis", -1)]
        return given

    def _option(self, op: str, name: str, v: Hashable) -> str:
        d = self.dialect
        word = {"axis": d.axis, "keepdims": d.keepdims}.get(name, name)
        if d.name == "torch" and name == "ddof":
            word = "correction"
        return f"{word}={self.size(v) if isinstance(v, Size) else v}"

    def _function(self, op: str, args: list[Piece], given: list[str] | None = None) -> Piece:
        """A function called by the word of the dialect: a name, or a pattern with places for the arguments."""
        word = self.dialect.word(SPELLINGS[op])
        if not word:
            raise Unwritable(f"`{op}`", self.dialect.target)
        if "{" not in word:
            return Piece(f"{word}({', '.join([*(a.text for a in args), *(given or [])])})", Level.ATOM)
        if re.search(r"\{(\d)!?\}.*\{\1", word):  # an argument occurs twice: computed once
            args = [a if re.fullmatch(r"[\w.]+", a.text) else self.assign(a) for a in args]
        text = re.sub(r"\{(\d)\}", lambda m: args[int(m[1])].text, re.sub(r"\{(\d)!\}", lambda m: f"\0{m[1]}\0", word))
        text = re.sub("\0(\\d)\0", lambda m: wrap(args[int(m[1])], Level.POWER).text, text)
        if word == "{0}":
            return args[0]
        if word.startswith("(") and word.endswith(")"):
            level = Level.MATMUL if " @ " in word else Level.PRODUCT
            return Piece(text[1:-1], level)
        return Piece(text, Level.ATOM)

    def _shape(self, shape: tuple[Dim, ...]) -> str:
        sizes = [self.size(x) for x in shape]
        return sizes[0] if len(sizes) == 1 else f"({', '.join(sizes)})"

    def _is_constant(self, e: Surface) -> bool:
        if e not in self._constant:
            for x in walk(e):
                if x not in self._constant:
                    leaf = x.op not in ("variable", "size")
                    self._constant[x] = leaf and all(self._constant[a] for a in x.args)
        return self._constant[e]
