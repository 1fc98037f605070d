"""From the core to what people read: index form raised to matrix words, functions recognised, signs and order chosen.

`raised(e)` is a surface tree with `lower(raised(e)) is e`; a test holds it to that on every result. What has no matrix
words is written with einsum.
"""

from __future__ import annotations

from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.atoms import ATOMS
from steepest.calculus.blocks import joined
from steepest.calculus.decimals import numeral
from steepest.calculus.dims import Dim, letter
from steepest.calculus.expr import (
    Apply,
    Atom,
    Contract,
    Expr,
    Named,
    Number,
    Power,
    Scan,
    Structure,
    Sum,
    Variable,
    variables,
    walk,
)
from steepest.calculus.expr import variable as core_variable
from steepest.calculus.manner import ANYHOW, Manner
from steepest.calculus.operators import build
from steepest.calculus.ordering import chosen_signs, factor_rank, per_entry, reading_order, term_rank
from steepest.calculus.picking import pick, structure_words
from steepest.calculus.recurrences import ROWS, STATES, chosen, recurrence
from steepest.calculus.remaking import items, outside, substitute
from steepest.calculus.scaling import numbers_out, of_means, roots_below, scaled
from steepest.calculus.signature import packed
from steepest.calculus.surface import Surface, number, variable
from steepest.calculus.words import Piece, merged, product, quotient, words


class Memo(dict[Expr, Surface]):
    """What each node is in words; `loose` has the forms that broadcast to its shape. Each node is worked on once."""

    def __init__(self, how: Manner = ANYHOW) -> None:
        super().__init__()
        self.how = how
        self.loose: dict[Expr, Surface] = {}
        self.inner: dict[Expr, Surface] = {}  # as they stand in a sum, where a minus may lead


COMPARE = {"less": ("<", ">"), "less_equal": ("<=", ">="), "equal": ("==", "=="), "not_equal": ("!=", "!=")}


def raised(root: Expr, memo: Memo | None = None) -> Surface:
    """The expression as a person would write it; with one `memo`, what expressions share is worked on once.

    The memo also knows how that person writes.
    """
    return _with(root, Memo() if memo is None else memo)[root]


def _raise(e: Expr, memo: Memo) -> Surface:
    match e:
        case Number():
            return numeral(e.value, memo.how)
        case Named():
            return (
                build("size", (), letter(e.name[5:])) if e.name.startswith("size:") else build("constant", (), e.name)
            )
        case Variable():
            return variable(e.name, e.shape)
        case Structure():
            return structure_words(e)
        case Apply():
            return _apply(e, memo)
        case Power():
            over, under = _power_parts(e, memo)
            return quotient(over, under)
        case Atom():
            return _atom(e, memo)
        case Contract():
            return _contract(e, memo, exact=True)
        case Sum():
            return _sum(e.weights, e, memo, exact=True)
        case Scan():
            return _scan(e, memo)
    raise AssertionError(f"raising a {type(e).__name__} is not written: have you added a kind of node?")


def loose(e: Expr, memo: Memo) -> Surface:
    """An expression that broadcasts to the shape of `e`: a number for a constant array, a row for repeated rows."""
    if not e.shape:
        return memo[e]
    found = memo.loose.get(e)
    if found is None:
        value = algebra.constant_value(e)
        if value is not None:
            found = numeral(value, memo.how)
        else:
            found = _contract(e, memo, exact=False) if isinstance(e, Contract) else memo[e]
        memo.loose[e] = found
    return found


# --- functions -------------------------------------------------------------------------------------------------------


def _apply(e: Apply, memo: Memo) -> Surface:
    if e.name == "exp" and (found := _softmax(e.args[0], memo)) is not None:
        return found
    if e.name == "exp" and isinstance(e.args[0], Number) and e.args[0].value == 1:
        return build("constant", (), "e")
    if e.name == "exp" and memo.how.powers_of_e and not e.shape:
        return build("pow", (build("constant", (), "e"), memo[e.args[0]]))
    if len(e.args) == 1:
        return build(e.name, (memo[e.args[0]],))
    args = [loose(a, memo) for a in e.args]
    if e.name in COMPARE:
        straight, turned = COMPARE[e.name]
        a, b = args
        left = algebra.constant_value(e.args[0]) is not None
        made = build("compare", (b, a), turned) if left else build("compare", (a, b), straight)
    else:
        made = build(e.name, tuple(args))
    return made if made.shape == e.shape else product([made, build("ones", (), packed(shape=e.shape))])


def _softmax(x: Expr, memo: Memo) -> Surface | None:
    """exp(z - logsumexp(z)) is softmax(z)."""
    found = _log_softmax(x, memo)
    return None if found is None else build("softmax", found.args, found.data)


def _log_softmax(x: Expr, memo: Memo) -> Surface | None:
    c, body = algebra.split_coefficient(x)
    if not isinstance(body, Sum):
        return None
    for w, term in zip(body.weights, body.args, strict=True):
        if w * c != -1 or not isinstance(term, Contract) or len(term.args) != 1 or term.coefficient != 1:
            continue
        lse = term.args[0]
        if not isinstance(lse, Atom) or lse.name != "logsumexp" or lse.data != 1:
            continue
        rest = algebra.add([(c * v, t) for v, t in zip(body.weights, body.args, strict=True) if t is not term], x.shape)
        kept = term.labels[0]
        if len(set(term.out)) != len(term.out) or len(kept) != len(x.shape) - 1:
            continue
        axis = next(k for k, label in enumerate(term.out) if label not in kept)
        order = [k for k in range(len(x.shape)) if k != axis] + [axis]
        if [term.out[k] for k in order[:-1]] != list(kept):
            continue
        if algebra.contract(1, [(rest, list(range(len(order))))], order) is lse.args[0]:
            return build("log_softmax", (_fresh(rest, memo),), packed(axis=axis if axis != len(order) - 1 else None))
    return None


def _atom(e: Atom, memo: Memo) -> Surface:
    x = e.args[0]
    if e.name in ("logsumexp", "max", "prod"):
        many = int(str(e.data)) if e.name != "prod" else 1
        inner, axes = _unpermuted(x, many, memo)
        if e.name == "prod" and e.data != 0:
            return build("prod_except", (memo[x],), packed(order=e.data if e.data != 1 else None))
        if e.name == "max" and inner.op == "neg":
            return build("neg", (build("min", inner.args, _axes(axes, len(inner.shape))),))
        return build(e.name, (inner,), _axes(axes, len(inner.shape)))
    if e.name == "reshape":
        return build("reshape", (memo[x],), packed(shape=e.shape))
    if e.name == "one_hot":
        return build("one_hot", (memo[x],), packed(size=e.data))
    assert e.name in ATOMS
    return build(e.name, tuple(memo[a] for a in e.args))


def _axes(axes: tuple[int, ...], rank: int) -> object:
    return packed(axis=None if len(axes) == rank else axes[0] if len(axes) == 1 else axes)


def _unpermuted(x: Expr, last: int, memo: Memo) -> tuple[Surface, tuple[int, ...]]:
    """The argument of a reduction over the `last` axes, and which axes these are before they were moved there."""
    rank = len(x.shape)
    if isinstance(x, Contract) and len(x.args) == 1 and x.coefficient == 1 and len(x.dims) == rank:
        labels = x.labels[0]
        if len(set(labels)) == rank and len(set(x.out)) == rank and labels != x.out:
            return memo[x.args[0]], tuple(sorted(labels.index(label) for label in x.out[rank - last :]))
    return memo[x], tuple(range(rank - last, rank))


def _scan(e: Scan, memo: Memo) -> Surface:
    """A recurrence: the state is h (c where it goes back), and a row of X is x."""
    taken = set(variables(*outside(e)))
    first = "c" if e.back else "h"
    state = first if first not in taken else next(chosen(STATES, taken))
    taken.add(state)
    rows = []
    for x in items(e):
        small = x.name.lower() if isinstance(x, Variable) and len(x.name) == 1 and x.name.isupper() else ""
        rows.append(small if small and small not in taken else next(chosen(ROWS, taken)))
        taken.add(rows[-1])
    names: dict[Expr, Expr] = {v: core_variable(n, v.shape) for v, n in zip(e.bound, (state, *rows), strict=True)}
    body = raised(substitute(e.body, names))
    args, data = recurrence(body, state, rows, memo[e.args[0]], [memo[x] for x in items(e)], e.steps)
    return build("backscan" if e.back else "scan", args, data)


# --- powers ----------------------------------------------------------------------------------------------------------


def _power_parts(e: Power, memo: Memo) -> tuple[list[Surface], list[Surface]]:
    """A power as what stands above and below the line."""
    base, exponent = e.args
    if isinstance(exponent, Number) and exponent.value < 0:
        return [], [_positive(base, -exponent.value, memo)]
    if isinstance(exponent, Number):
        return [_positive(base, exponent.value, memo)], []
    c, body = algebra.split_coefficient(exponent)
    if c < 0 and not isinstance(body, Sum):
        return [], [build("pow", (memo[base], memo[algebra.scale(-c, body)] if algebra.scale(-c, body) in memo else
                                  _fresh(algebra.scale(-c, body), memo)))]  # fmt: skip
    return [build("pow", (memo[base], memo[exponent]))], []


def _fresh(e: Expr, memo: Memo) -> Surface:
    return _with(e, memo)[e]


def _positive(base: Expr, n: Fraction, memo: Memo) -> Surface:
    inner = memo[base]
    if n.denominator == 2 and (found := _norm(base, memo)) is not None:
        return found if n.numerator == 1 else build("pow", (found, number(n.numerator)))
    if n == 1:
        return inner
    if n == Fraction(1, 2):
        return build("std", inner.args, inner.data) if inner.op == "var" else build("sqrt", (inner,))
    if n == Fraction(1, 3):
        return build("cbrt", (inner,))
    if n.denominator == 1 and n % 2 == 0 and isinstance(base, Sum):
        inner = _even(base, memo)
    return build("pow", (inner, numeral(n, memo.how)))


def _even(base: Sum, memo: Memo) -> Surface:
    """Under an even power the sign is free: the one without a minus in front, x - 1 rather than 1 - x."""
    turned = _sum(tuple(-w for w in base.weights), base, memo, exact=True)
    straight = memo[base]
    if base in memo.how.sums:
        return turned if memo.how.sums[base] < 0 else straight

    def cost(s: Surface) -> tuple[bool, int]:
        head = s.args[0] if s.op == "add" else s
        return head.op in ("number", "neg"), sum(a.op == "neg" for a in s.args)

    return min((straight, turned), key=cost)


def _norm(base: Expr, memo: Memo) -> Surface | None:
    """√Σx² is norm(x)."""
    if not isinstance(base, Contract) or base.coefficient != 1 or len(base.args) != 1:
        return None
    square = base.args[0]
    if (
        not isinstance(square, Power)
        or algebra.constant_value(square.args[1]) != 2
        or len(set(base.labels[0])) != len(base.labels[0])
    ):
        return None
    labels = base.labels[0]
    kept = [x for x in labels if x in base.out]
    if tuple(kept) != base.out or len(kept) == len(labels) or len(base.dims) != len(labels):
        return None
    axes = tuple(k for k, x in enumerate(labels) if x not in base.out)
    inside = square.args[0]
    return build(
        "norm",
        (_even(inside, memo) if isinstance(inside, Sum) and inside in memo.how.sums else memo[inside],),
        _axes(axes, len(labels)),
    )


# --- sums ------------------------------------------------------------------------------------------------------------


def _sum(weights: tuple[Fraction, ...], e: Sum, memo: Memo, exact: bool, typed: bool = True) -> Surface:
    if weights != e.weights and (known := memo.how.whole.get(algebra.scale(weights[0] / e.weights[0], e))) is not None:
        return known
    whole = _log_softmax(e, memo) if weights == e.weights else None
    if whole is not None:
        return whole
    terms: list[tuple[tuple[object, ...], bool, Surface]] = []
    for w, t in zip(weights, e.args, strict=True):
        size = abs(w)
        if w < 0 and t.shape and isinstance(t, Contract) and any(_turnable(f, memo, typed) for f in t.args):
            size, w = w, size
        whole_term = algebra.scale(size, t) if size != 1 else t
        own = memo if size == 1 else _with(whole_term, memo)
        body = _in_a_sum(whole_term, own) if typed else loose(whole_term, own)
        if body.op == "neg":
            w, body = -w, body.args[0]
        terms.append((term_rank(t), w < 0, body))
    if typed and all(minus for _, minus, _ in terms):
        return _sum(weights, e, memo, exact, typed=False)
    order = reading_order([k for k, _, _ in terms])
    terms.sort(key=lambda t: order(t[0]))
    if terms[0][1]:
        first = next((k for k, t in enumerate(terms) if not t[1]), 0)
        terms.insert(0, terms.pop(first))
    signed = [(b, minus) for _, minus, b in terms]
    for sign in (False, True):
        group = [b for b, minus in signed if minus == sign]
        if (together := joined(group)) != group:
            rest = [t for t in signed if t[1] != sign]
            signed = [*((b, sign) for b in together), *rest] if not sign else [*rest, *((b, sign) for b in together)]
    made = added([build("neg", (b,)) if minus else b for b, minus in signed])
    if exact and made.shape != e.shape:
        made = added([*(made.args if made.op == "add" else (made,)), build("zeros", (), packed(shape=e.shape))])
    return made


def _turnable(f: Expr, memo: Memo, typed: bool) -> bool:
    """Is this a sum that takes a minus sign without beginning with one, and was not written by the person?"""
    return isinstance(f, Sum) and len({v > 0 for v in f.weights}) == 2 and not (typed and f in memo.how.sums)


def _in_a_sum(e: Expr, memo: Memo) -> Surface:
    """A term, its sums with the signs that they were written with; a minus may stand before it."""
    if not isinstance(e, Contract) or not any(_sum_in(f) in memo.how.sums for f in e.args):
        return loose(e, memo)
    found = memo.inner.get(e)
    if found is None:
        found = memo.inner[e] = _contract(e, memo, exact=False, leading=False)
    return found


def _sum_in(f: Expr) -> Expr:
    return f.args[0] if isinstance(f, Power) else f


def added(terms: list[Surface]) -> Surface:
    """The sum of terms, which may be one."""
    return build("add", tuple(terms)) if len(terms) > 1 else terms[0]


def _with(e: Expr, memo: Memo) -> Memo:
    for node in walk(e, known=memo):
        memo[node] = memo.how.whole.get(node) or _raise(node, memo)
        loose(node, memo)
    return memo


# --- contractions ----------------------------------------------------------------------------------------------------


def _contract(e: Contract, memo: Memo, exact: bool, leading: bool = True) -> Surface:
    if not e.args and len(set(e.out)) == len(e.out):
        name = {0: "zeros", 1: "ones"}.get(int(e.coefficient) if e.coefficient.denominator == 1 else -1)
        if name:
            return build(name, (), packed(shape=e.shape))
    c = e.coefficient
    distributed = _distributed(e, memo)
    if distributed is not None:
        return distributed
    turned = {k: _in_a_sum(f, memo) for k, f in enumerate(e.args) if isinstance(f, Contract)} if memo.how.sums else {}
    turned = {k: s.args[0] for k, s in turned.items() if s.op == "neg"}
    c, times = chosen_signs(e, (-1) ** len(turned), memo.how, leading)
    if c < 0 and leading and turned:
        turned.popitem()
        c = -c
    per, c = per_entry(e, c, times)
    sizes: dict[int, Dim] = dict(enumerate(e.dims))
    pieces, out = _pieces(e, {**times, **per}, turned, memo, sizes)
    c, pieces = roots_below(*numbers_out(c, pieces))
    return scaled(c, words(pieces, out, sizes, exact), memo.how)


def _distributed(e: Contract, memo: Memo) -> Surface | None:
    """A number times a sum of numbers is written out: 2x + 4, not 2 (x + 2)."""
    if len(e.args) != 1 or not isinstance(e.args[0], Sum) or e.labels[0] != e.out or len(e.dims) != len(e.out):
        return None
    s = e.args[0]
    if s.shape != e.shape or tuple(range(len(e.out))) != e.out:
        return None
    mixed = e.coefficient.denominator != 1 and any(abs(w) != 1 for w in s.weights) and not of_means(s)
    if not e.shape or abs(e.coefficient) == 1 or mixed:
        return _sum(tuple(w * e.coefficient for w in s.weights), s, memo, exact=True)
    return None


def _pieces(
    e: Contract, times: dict[int, Fraction], turned: dict[int, Surface], memo: Memo, sizes: dict[int, Dim]
) -> tuple[list[Piece], tuple[int, ...]]:
    """The factors over their labels, slices and unit vectors folded into what they pick from."""
    numbered = sorted(
        enumerate(zip(e.args, e.labels, strict=True)), key=lambda t: factor_rank(t[1][0], memo.how.places)
    )
    plain: list[Piece] = []
    picks: list[tuple[Structure, tuple[int, ...]]] = []
    roots: dict[Fraction, int] = {}
    for k, (f, ls) in numbered:
        if isinstance(f, Structure):
            picks.append((f, ls))
            continue
        if isinstance(f, Power) and isinstance(f.args[0], Number) and isinstance(f.args[1], Number):
            n = f.args[1].value
            roots[n] = roots.get(n, 1) * int(f.args[0].value) if f.args[0].value.denominator == 1 else 0
            if roots[n]:
                continue
            del roots[n]
        over, under = ([turned[k]], []) if k in turned else _parts(f, times.get(k, Fraction(1)), memo)
        if len(set(ls)) < len(ls):
            plain.append(_diagonal(quotient(over, under), ls))
        else:
            plain.append(Piece(tuple(over), tuple(under), ls))
    for n, radicand in roots.items():
        base = number(radicand)
        made = build("sqrt", (base,)) if n == Fraction(1, 2) else build("pow", (base, number(n)))
        plain.insert(0, Piece((made,), (), ()))
    picks.sort(key=lambda t: t[1][0] in e.out)  # entries picked out before arrays set into larger ones
    for k, (f, ls) in enumerate(picks):
        plain = pick(f, ls, merged(plain), e.out, {x for _, later in picks[k + 1 :] for x in later})
    return plain, e.out


def _parts(f: Expr, times: Fraction, memo: Memo) -> tuple[list[Surface], list[Surface]]:
    if times != 1:
        base, n = (f, Fraction(1)) if isinstance(f, Sum) else (f.args[0], algebra.constant_value(f.args[1]))
        assert isinstance(base, Sum)
        assert n is not None
        other = _sum(tuple(w * times for w in base.weights), base, memo, exact=True)
        root = build("sqrt", (other,)) if abs(n) == Fraction(1, 2) else None
        whole = other if abs(n) == 1 else root or build("pow", (other, numeral(abs(n), memo.how)))
        return ([whole], []) if n > 0 else ([], [whole])
    if isinstance(f, Power):
        return _power_parts(f, memo)
    if isinstance(f, Apply) and f.name == "exp" and not f.shape:
        c, body = algebra.split_coefficient(f.args[0])
        if c < 0 and not isinstance(body, Sum) and isinstance(body, Number):
            return [], [_fresh(algebra.apply("exp", (algebra.scale(-c, body),)), memo)]
    return [memo[f]], []


def _diagonal(s: Surface, ls: tuple[int, ...]) -> Piece:
    if len(ls) == 2:
        return Piece((build("diag", (s,)),), (), ls[:1])
    distinct = tuple(dict.fromkeys(ls))
    spec = "".join(chr(ord("i") + distinct.index(x)) for x in ls)
    spec += "->" + "".join(chr(ord("i") + k) for k in range(len(distinct)))
    return Piece((build("einsum", (s,), packed(spec=spec)),), (), distinct)
