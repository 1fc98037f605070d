"""Stable forms: the same function written so that it does not overflow and shows what it is.

log(1 + exp u) is softplus(u), the logarithm of a sum of exponentials is logsumexp: a certificate of convexity and a
bound on curvature read these, and programs made from them do not overflow.
"""

from __future__ import annotations

from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.algebra import constant_value
from steepest.calculus.expr import Apply, Contract, Expr, Number, Power, Sum, atom, number, walk
from steepest.calculus.remaking import remake
from steepest.descent.signs import POSITIVE, sign_of


def stable(root: Expr) -> Expr:
    """The expression with the stable forms in place, from the inside out."""
    done: dict[Expr, Expr] = {}
    for e in walk(root):
        done[e] = _again(e, tuple(done[a] for a in e.args))
    return done[root]


def terms(f: Expr) -> list[tuple[Fraction, Expr]]:
    """A number as a weighted sum of terms, as far as its form shows them."""
    c, body = algebra.split_coefficient(f)
    if isinstance(body, Sum):
        return [(c * w, e) for w, e in zip(body.weights, body.args, strict=True)]
    return [(c, body)]


def _again(e: Expr, args: tuple[Expr, ...]) -> Expr:
    made = e if args == e.args else remake(e, args)
    if isinstance(made, Apply) and made.name == "log":
        return _log(made)
    if isinstance(made, Power | Contract):
        return _quotient(made)
    if isinstance(made, Sum):
        return _complement(made)
    return made


def _complement(e: Sum) -> Expr:
    """1 − sigmoid(u) is sigmoid(−u)."""
    if len(e.args) == 2 and sum(e.weights) == 0:
        for (w, one), (_, s) in (
            list(zip(e.weights, e.args, strict=True)),
            list(zip(e.weights, e.args, strict=True))[::-1],
        ):
            if constant_value(one) == 1 and isinstance(s, Apply) and s.name == "sigmoid":
                return algebra.scale(w, algebra.apply("sigmoid", (algebra.scale(Fraction(-1), s.args[0]),)))
    return e


def _log(e: Apply) -> Expr:
    (u,) = e.args
    if isinstance(u, Sum):
        inside = one_plus_exp(u)
        if inside is not None:
            return algebra.apply("softplus", (inside,))
    if isinstance(u, Apply) and u.name == "sigmoid":
        return algebra.scale(Fraction(-1), algebra.apply("softplus", (algebra.scale(Fraction(-1), u.args[0]),)))
    if isinstance(u, Power) and constant_value(u.args[1]) is not None:
        (n,) = [constant_value(u.args[1])]
        if n is not None and (n.denominator == 2 or n == -1):
            return algebra.scale(n, _again(e, (u.args[0],)))
    if isinstance(u, Contract) and u.coefficient > 0:
        return _log_of_sum(e, u) if len(u.args) == 1 and len(u.out) < len(u.dims) else _log_of_product(e, u)
    return e


def _log_of_product(e: Apply, u: Contract) -> Expr:
    """log of a product with an exponential in it, of factors that are never negative: the sum of their logarithms."""
    exponentials = [f for f in u.args if isinstance(f, Apply) and f.name == "exp"]
    if not exponentials or len(set(u.out)) < len(u.out) or len(u.out) < len(u.dims):
        return e
    if any(sign_of(f, {}) != POSITIVE for f in u.args):
        return e
    parts = [algebra.apply("log", (number(u.coefficient),))] if u.coefficient != 1 else []
    sizes = dict(enumerate(u.dims))
    for f, labels in zip(u.args, u.labels, strict=True):
        log = algebra.apply("log", (f,))
        parts.append(
            algebra.contract(
                1, [(_log(log) if isinstance(log, Apply) and log.name == "log" else log, labels)], u.out, sizes
            )
        )
    return algebra.plus(*parts)


def _log_of_sum(e: Apply, u: Contract) -> Expr:
    """log of c Σ exp over some axes: log c + logsumexp along them."""
    (f,), (own,) = u.args, u.labels
    if not (isinstance(f, Apply) and f.name == "exp" and len(set(own)) == len(own) == len(u.dims)):
        return e
    summed = [x for x in own if x not in u.out]
    if not summed or len(set(u.out)) < len(u.out):
        return e
    moved = algebra.contract(1, [(f.args[0], own)], [*u.out, *summed])
    found = atom("logsumexp", (moved,), u.shape, len(summed))
    if u.coefficient == 1:
        return found
    return algebra.plus(found, algebra.apply("log", (number(u.coefficient),)))


def one_plus_exp(u: Expr) -> Expr | None:
    """v where the expression is 1 + exp(v)."""
    if not isinstance(u, Sum) or len(u.args) != 2 or any(w != 1 for w in u.weights):
        return None
    for one, other in (u.args, u.args[::-1]):
        if constant_value(one) == 1 and isinstance(other, Apply) and other.name == "exp":
            return other.args[0]
    return None


def _quotient(e: Expr) -> Expr:
    """1/(1 + exp v) is sigmoid(-v), and exp(v)/(1 + exp v) is sigmoid(v)."""
    if isinstance(e, Power):
        base, n = e.args
        v = one_plus_exp(base)
        if v is not None and isinstance(n, Number) and n.value < 0 and n.value.denominator == 1:
            s = algebra.apply("sigmoid", (algebra.scale(Fraction(-1), v),))
            return algebra.power(s, number(-n.value))
        return e
    assert isinstance(e, Contract)
    pairs = list(zip(e.args, e.labels, strict=True))
    for k, (f, labels) in enumerate(pairs):
        if isinstance(f, Apply) and f.name == "sigmoid":
            w = algebra.scale(Fraction(-1), f.args[0])
            for j, (h, other) in enumerate(pairs):
                if isinstance(h, Apply) and h.name == "exp" and h.args[0] is w and other == labels:
                    rest = [p for i, p in enumerate(pairs) if i not in (k, j)]
                    merged = (algebra.apply("sigmoid", (w,)), labels)
                    return algebra.contract(e.coefficient, [*rest, merged], e.out, dict(enumerate(e.dims)))
    return e
