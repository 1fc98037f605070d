"""Shapes that fit: the tree as written is walked with unknown sizes, which are joined where they have to be equal."""

from __future__ import annotations

from steepest.calculus.operators import OPERATORS
from steepest.notation.joining import ONE, Joining, Misfitting, Open, Unknown
from steepest.notation.names import entry, indices, shifted
from steepest.notation.written import Part, inner

ALONG = frozenset(n for n, row in OPERATORS.items() if "axis" in row.options and row.arity == (1, 1))
SQUARE = frozenset({"tr", "det", "logdet", "inv", "eigvalsh"})
_KEEP = frozenset({"softmax", "log_softmax", "cumsum", "layernorm", "batchnorm"})


class Fitting(Joining):
    """The walk over what was written."""

    # ---------------------------------------------------------------- the walk

    def shape(self, p: Part) -> Open:
        """The shape of a part; None where it is not followed."""
        match p.kind:
            case "number" | "fraction":
                return ()
            case "name":
                return self._name(p)
            case "group" | "neg" | "abs":
                return self.shape(p.parts[0])
            case "sum":
                return self._sum(p)
            case "compare" | "both" | "either" | "choice" | "cases":
                return self._together([self.shape(q) for q in p.parts])
            case "power":
                return self._power(p)
            case "product":
                return self._product(p)
            case "transpose":
                s = self.shape(p.parts[0])
                return None if s is None else s[::-1]
            case "norm":
                self.shape(p.parts[0])
                return ()
            case "index":
                return self._index(p)
            case "call":
                return self._call(p)
            case "let":
                for name, q in zip(p.value, p.parts, strict=False):
                    self.shapes[name] = self.shape(q) or ()
                return self.shape(p.parts[-1])
            case "series":
                return self._series(p)
            case "scan":
                return self._scan(p)
        return None

    def _name(self, p: Part) -> Open:
        word = str(p.value)
        base, below = entry(word, self.shapes)
        if below:
            picked = indices(below, len(below))
            running = [(self.indices.get(shifted(x)[0]), shifted(x)[1]) for x in picked]
            if picked and all(d is not None or x.isdigit() for x, (d, _) in zip(picked, running, strict=True)):
                shape = self.shapes[base]
                if len(shape) < len(picked):
                    raise Misfitting
                for (d, shift), e in zip(running, shape, strict=False):
                    if d is not None:
                        self.stretches.setdefault(d, []).append((e, shift))
                return shape[len(picked) :]
        return self.shapes.get(word, ())

    def _sum(self, p: Part) -> Open:
        """Terms; an inner product is hardly ever added to every entry of an array: w^T x + b is a number."""
        shapes = [self.shape(q) for q in p.parts]
        inner_products = [q for q, s in zip(p.parts, shapes, strict=True) if s == () and is_inner_product(q)]
        self.stray += 0.5 * bool(inner_products and any(shapes))
        return self._together(shapes)

    def _together(self, shapes: list[Open]) -> Open:
        """The broadcast shape; sizes that meet are joined unless one is 1."""
        known = [s for s in shapes if s is not None]
        rank = max((len(s) for s in known), default=0)
        out: list[Unknown] = []
        for k in range(-rank, 0):
            meeting = [s[k] for s in known if len(s) >= -k and self.root(s[k]) != ONE]
            size: Unknown = meeting[0] if meeting else ONE
            for d in meeting[1:]:
                size = self.join(size, d)
            out.append(size)
        return None if len(known) < len(shapes) else tuple(out)

    def _power(self, p: Part) -> Open:
        raised = inner(p.parts[1])
        raised = inner(raised.parts[0]) if raised.kind == "neg" else raised
        base = self.shape(p.parts[0])
        if raised.kind == "top" or (raised.value == "T" and "T" not in self.shapes):
            if base == ():
                raise Misfitting
            return None if base is None else base[::-1]
        return self._together([base, self.shape(p.parts[1])])

    def _product(self, p: Part) -> Open:
        factors = [self.shape(q) for q in p.parts]
        signs = list(p.value)
        for k, q in enumerate(p.parts[:-1]):
            if signs[k + 1] == "" and is_turned(q) and factors[k + 1] == ():
                raise Misfitting
        self._invert(p, factors)
        k = 1
        while k < len(factors):
            if signs[k] == "" and signs[k - 1] != "/" and factors[k] and factors[k - 1]:
                turned = k == len(factors) - 1 and is_turned(p.parts[-1])
                left_shape, right_shape = factors[k - 1], factors[k]
                assert left_shape is not None
                assert right_shape is not None
                if turned and len(left_shape) == len(right_shape) == 1:
                    factors[k - 1 : k + 1] = [left_shape + right_shape]
                else:
                    factors[k - 1 : k + 1] = [self._matmul(left_shape, right_shape)]
                del signs[k]
            else:
                k += 1
        out = factors[0]
        for sign, right_factor in zip(signs[1:], factors[1:], strict=True):
            if sign == "⊗" and () in (out, right_factor):
                raise Misfitting
            if sign == "⊗":
                vectors = out is not None and right_factor is not None and len(out) == len(right_factor) == 1
                out = (*out, *right_factor) if vectors and out and right_factor else None
            elif sign == "\\" and (out is None or len(out) != 2):
                raise Misfitting
            elif sign == "\\" and out is not None:
                self.join(*out)
                out = None if right_factor is None else self._matmul(out, right_factor)
            elif sign == "@" or (sign == "·" and out and right_factor):
                out = None if out is None or right_factor is None else self._matmul(out, right_factor)
            else:
                out = self._together([out, right_factor])
        return out

    def _invert(self, p: Part, factors: list[Open]) -> None:
        """A power of -1 beside another array is the inverse of a matrix."""
        for k, q in enumerate(p.parts):
            q, s = inner(q), factors[k]
            beside = (k and p.value[k] == "" and factors[k - 1]) or (
                k + 1 < len(factors) and p.value[k + 1] == "" and factors[k + 1]
            )
            if not s or not beside or q.kind != "power" or inner(q.parts[1]).kind != "neg":
                continue
            if len(s) != 2:
                raise Misfitting
            self.join(*s)

    def _matmul(self, a: tuple[Unknown, ...], b: tuple[Unknown, ...]) -> tuple[Unknown, ...]:
        if not a or not b:
            raise Misfitting
        self.join(a[-1], b[-2] if len(b) > 1 else b[0])
        return (*a[:-1], *(b[:-2] if len(b) > 2 and len(a) < 3 else ()), *(b[-1:] if len(b) > 1 else ()))

    def _index(self, p: Part) -> Open:
        s = self.shape(p.parts[0])
        if s is None:
            return None
        rest = list(s)
        out: list[Unknown] = []
        for one in p.value:
            if one.kind == "new":
                out.append(ONE)
                continue
            if not rest:
                raise Misfitting
            d = rest.pop(0)
            if one.kind == "slice":
                out.append(d if one.bounds == (None, None, None) else self.fresh())
        return (*out, *rest)

    def _call(self, p: Part) -> Open:
        name = p.value.name
        args = [self.shape(q) for q in p.parts]
        if name in SQUARE:
            s = args[0]
            if s is None:
                return None
            if len(s) != 2:
                raise Misfitting
            self.join(*s)
            return {"inv": s, "eigvalsh": s[:1]}.get(name, ())
        if name in _KEEP:
            return args[0]
        if name in ALONG and len(args) == 1:
            return self._reduced(p, args[0])
        if name in ("dot", "inner") and len(args) == 2:
            self._together(args)
            return ()
        if name == "solve" and len(args) == 2:
            return None if args[0] is None or args[1] is None else self._matmul(args[0], args[1])
        if name in ("outer", "mse", "binary_cross_entropy", "cross_entropy") and len(args) == 2:
            if name == "outer":
                return None if None in args else (*(args[0] or ()), *(args[1] or ()))
            self._together(args)
            return ()
        if name in _ELSEWHERE or (name in OPERATORS and OPERATORS[name].arity == (0, 0)):
            return None
        return self._together(args)

    def _reduced(self, p: Part, s: Open) -> Open:
        options = {name: value for name, value, _, _ in p.value.options}
        if s == ():
            raise Misfitting
        axis = options.get("axis", options.get("dim"))
        if axis is None:
            return ()
        if s is None or not isinstance(axis, int) or options.get("keepdims"):
            return None
        if not -len(s) <= axis < len(s):
            raise Misfitting
        k = axis % len(s)
        return (*s[:k], *s[k + 1 :])

    def _scan(self, p: Part) -> Open:
        """A recurrence: its names have a meaning only in the step, and the items have one number of rows."""
        _, names, told = p.value
        step, start, *items = p.parts[: len(p.parts) - told]
        state = self.shape(start)
        shapes = [self.shape(q) for q in items]
        if any(s == () for s in shapes):
            raise Misfitting
        count = shapes[0][0] if shapes and shapes[0] else self.fresh()
        for s in shapes[1:]:
            if s:
                self.join(count, s[0])
        hidden = dict(self.shapes)
        rows = [None if s is None else s[1:] for s in shapes]
        self.shapes |= {n: s for n, s in zip(names, [state, *rows], strict=True) if s is not None}
        after = self.shape(step)
        self.shapes = hidden
        if state is not None and after is not None:
            if len(state) != len(after):
                raise Misfitting
            for a, b in zip(state, after, strict=True):
                self.join(a, b)
        return None if state is None else (count, *state)

    def _series(self, p: Part) -> Open:
        index = p.value[1]
        if not index:
            self.shape(p.parts[-1])
            return ()
        shadowed = self.indices.get(index)
        self.indices[index] = self.fresh()
        out = self.shape(p.parts[-1])
        self.stray += bool(out)
        self.run_over(self.indices[index], inner(p.parts[1]) if len(p.parts) == 3 else None)
        del self.indices[index]
        if shadowed is not None:
            self.indices[index] = shadowed
        return out


def is_inner_product(p: Part) -> bool:
    """Is this a product that begins with something turned, w^T x?"""
    p = inner(p)
    return p.kind == "product" and is_turned(p.parts[0])


def is_turned(p: Part) -> bool:
    """Is this x^T, or x', as written?"""
    if p.kind == "transpose":
        return True
    return p.kind == "power" and (inner(p.parts[1]).kind == "top" or inner(p.parts[1]).value == "T")


_ELSEWHERE = frozenset(
    "concatenate stack reshape einsum conv1d conv2d embedding kron vec diag attention dense pinv".split()
)
