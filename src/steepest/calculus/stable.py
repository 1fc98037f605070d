"""Stable forms: the same value, written so that large arguments neither overflow nor cancel; one row a form.

Used before a derivation over arrays, where the short form is also the readable one: the gradient of log(1 + exp m) is
then σ(m), not exp(m)/(1 + exp(m)). Source: Blanchard, Higham and Higham 2021 (log-sum-exp); Mächler 2012 (log1pexp).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from steepest.calculus import algebra
from steepest.calculus.lower import lower
from steepest.calculus.operators import build
from steepest.calculus.paper import is_number, neg
from steepest.calculus.signature import packed, reduced_axes
from steepest.calculus.surface import Surface, walk


@dataclass(frozen=True, slots=True)
class StableForm:
    """A row: what it becomes, and why that is better."""

    name: str
    rewrite: Callable[[Surface], Surface | None]  # None where it does not apply
    because: str
    example: tuple[str, str]  # before and after, run by a test


@dataclass(frozen=True, slots=True)
class Stabilised:
    """One rewriting that was done."""

    form: StableForm
    before: Surface
    after: Surface


def stable(root: Surface) -> tuple[Surface, tuple[Stabilised, ...]]:
    """The expression in stable forms, and what was rewritten."""
    done: dict[Surface, Surface] = {}
    told: list[Stabilised] = []
    for e in walk(root):
        args = tuple(done[a] for a in e.args)
        made = e if args == e.args else build(e.op, args, e.data)
        for form in STABLE:
            better = form.rewrite(made)
            if better is not None:
                told.append(Stabilised(form, made, better))
                made = better
        done[e] = made
    return done[root], tuple(told)


def _exponent(e: Surface) -> Surface | None:
    """u when this is e to the power u."""
    if e.op == "exp":
        return e.args[0]
    if e.op == "pow" and e.args[0].op == "constant" and e.args[0].data == "e":
        return e.args[1]
    return None


def _one_plus_exp(e: Surface) -> Surface | None:
    """u when this is 1 + eᵘ."""
    if e.op == "add" and len(e.args) == 2:
        for one, other in (e.args, e.args[::-1]):
            if is_number(one, 1) and (u := _exponent(other)) is not None:
                return u
    return None


def _softplus(e: Surface) -> Surface | None:
    u = None
    if e.op == "log":
        u = _one_plus_exp(e.args[0])
    elif e.op == "log1p":
        u = _exponent(e.args[0])
    return None if u is None else build("softplus", (u,))


def _sigmoid(e: Surface) -> Surface | None:
    if e.op != "div":
        return None
    top, bottom = e.args
    u = _one_plus_exp(bottom)
    if u is None:
        return None
    if is_number(top, 1):
        return build("sigmoid", (neg(u),))
    return build("sigmoid", (u,)) if _exponent(top) is u else None


def _log_sigmoid(e: Surface) -> Surface | None:
    if e.op == "log" and e.args[0].op == "sigmoid":
        return neg(build("softplus", (neg(e.args[0].args[0]),)))
    return None


def _log_other_sigmoid(e: Surface) -> Surface | None:
    """log(1 - σ(u))"""
    if e.op != "log" or e.args[0].op != "add" or len(e.args[0].args) != 2:
        return None
    one, other = e.args[0].args
    if is_number(one, 1) and other.op == "neg" and other.args[0].op == "sigmoid":
        return neg(build("softplus", (other.args[0].args[0],)))
    return None


def _logsumexp(e: Surface) -> Surface | None:
    if e.op == "log" and e.args[0].op == "sum" and (u := _exponent(e.args[0].args[0])) is not None and u.shape:
        return build("logsumexp", (u,), e.args[0].data)
    return None


def _softmax(e: Surface) -> Surface | None:
    """exp(u) over its sum along an axis, however that sum is laid beside it."""
    if e.op != "div" or not e.shape or e.args[0].shape != e.shape or _exponent(e.args[0]) is None:
        return None
    top, bottom = e.args
    if not any(a is top for a in walk(bottom)):
        return None
    for axis in reversed(range(len(e.shape))):
        total = build("sum", (top,), packed(axis=axis, keepdims=True))
        if algebra.spread(lower(total), e.shape) is algebra.spread(lower(bottom), e.shape):
            return build("softmax", (_exponent(top),), packed(axis=axis))  # type: ignore[arg-type]
    return None


def _unshifted(e: Surface) -> Surface | None:
    """softmax(u - c) is softmax(u) and logsumexp(u - c) is logsumexp(u) - c, where c is the same along the axes."""
    if e.op not in ("softmax", "logsumexp") or e.args[0].op != "add":
        return None
    u = e.args[0]
    along = {k: v for k, v in dict(e.data or ()).items() if k == "axis"}  # type: ignore[call-overload]
    axes, keep = reduced_axes(e.data, len(u.shape), "") if e.op == "logsumexp" else ((along.get("axis", -1),), True)
    gone = {k % len(u.shape) - len(u.shape) for k in axes}
    fixed = [a for a in u.args if all(-len(a.shape) > k or a.shape[k] == 1 for k in gone)]
    moving = [a for a in u.args if a not in fixed]
    if not fixed or not moving:
        return None
    rest = build("add", tuple(moving)) if len(moving) > 1 else moving[0]
    if rest.shape != u.shape:
        return None
    made = build(e.op, (rest,), e.data)
    if e.op == "softmax":
        return made
    if not keep and any(-len(a.shape) <= k for a in fixed for k in gone):
        return None
    return build("add", (made, *fixed))


def _det_of_product(e: Surface) -> Surface | None:
    if e.op != "det" or e.args[0].op != "matmul" or e.args[0].args[0].shape != e.args[0].args[1].shape:
        return None
    a, b = (build("det", (m.args[0] if m.op == "transpose" else m,)) for m in e.args[0].args)
    return build("mul", (_det_of_product(a) or a, _det_of_product(b) or b))


def _log_softmax(e: Surface) -> Surface | None:
    return build("log_softmax", e.args[0].args, e.args[0].data) if e.op == "log" and e.args[0].op == "softmax" else None


STABLE = (
    StableForm("softplus", _softplus, "so that large arguments do not overflow", ("log(1 + exp(m))", "softplus(m)")),
    StableForm("sigmoid", _sigmoid, "so that large arguments do not overflow", ("1/(1 + exp(-m))", "sigmoid(m)")),
    StableForm("log of sigmoid", _log_sigmoid, "so that the logarithm never sees 0",
               ("log(sigmoid(m))", "-softplus(-m)")),
    StableForm("log of 1 - sigmoid", _log_other_sigmoid, "so that nothing cancels",
               ("log(1 - sigmoid(m))", "-softplus(m)")),
    StableForm("logsumexp", _logsumexp, "the largest is taken out before exponentials are",
               ("log(sum(exp(z)))", "logsumexp(z)")),
    StableForm("softmax", _softmax, "the largest is taken out before exponentials are",
               ("exp(z)/sum(exp(z))", "softmax(z)")),
    StableForm("shift", _unshifted, "what is added everywhere changes no share",
               ("logsumexp(z - max(z))", "logsumexp(z) - max(z)")),
    StableForm("det of a product", _det_of_product, "square matrices are inverted one by one",
               ("det(diag(z) @ diag(z))", "det(diag(z)) * det(diag(z))")),
    StableForm("log of softmax", _log_softmax, "so that the logarithm never sees 0",
               ("log(softmax(z))", "log_softmax(z)")),
)  # fmt: skip
