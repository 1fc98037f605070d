"""What runs in place of what is shown: the same values, by forms that neither overflow nor cancel; one row a form.

The rows are applied to the core from the inside out until none applies. `stable` has the few of them that are also
the readable form, for derivations over arrays; here are those too that only a program wants. Sources: Blanchard,
Higham and Higham 2021 (logsumexp); Mächler 2012 (log(1 - exp)); Goldberg 1991 (log1p); Panchekha et al. 2015 (Herbie).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from steepest.calculus import stable_arrays as arrays
from steepest.calculus import stable_logs as logs
from steepest.calculus import stable_products as products
from steepest.calculus import stable_sums as sums
from steepest.calculus import sweep
from steepest.calculus.expr import Apply, Contract, Expr, Power, Sum, walk
from steepest.calculus.remaking import remake

MOST_PASSES = 12


@dataclass(frozen=True, slots=True)
class Running:
    """A row: an expression, what runs in its place, and why."""

    name: str
    kind: type[Expr]  # the kind of node it applies to
    rewrite: Callable[[Expr], Expr | None]  # None where it does not apply
    because: str
    example: tuple[str, str]  # before and after, as they are told; a test holds them equal
    keeps: bool = False  # is what it replaces a part of what it makes?


@dataclass(frozen=True, slots=True)
class Rewriting:
    """One rewriting that was done."""

    row: Running
    before: Expr
    after: Expr


@dataclass(frozen=True, slots=True)
class Runnable:
    """An expression in the form that runs, and what was rewritten."""

    expr: Expr
    applied: tuple[Rewriting, ...]


Told = dict[tuple[str, Expr], Rewriting]


def runnable(root: Expr) -> Runnable:
    """The expression in stable forms, from the inside out, until nothing changes."""
    return _rewritten(root, RUNNING, {})


def slope(root: Expr, memo: dict[Expr, Expr]) -> Runnable:
    """A derivative in stable forms; with one `memo`, what derivatives share is worked on, and told, once."""
    return _rewritten(root, SLOPES, memo)


def _rewritten(root: Expr, rows: Sequence[Running], done: dict[Expr, Expr]) -> Runnable:
    told: Told = {}
    for _ in range(MOST_PASSES):
        before = root
        for e in walk(root, known=done):
            args = tuple(done[a] for a in e.args)
            done[e] = _settled(e if args == e.args else remake(e, args), rows, told)
        root = done[root]
        done |= {one.before: one.before for one in told.values() if one.row.keeps}
        if root is before:
            break
    done |= {one.before: one.after for one in told.values() if one.row.keeps}
    return Runnable(root, tuple(told.values()))


def prepared(root: Expr) -> Runnable:
    """The stable form of a function that is to be differentiated: lengths get the slope 0 where they are 0."""
    found = runnable(root)
    told: Told = {}
    done: dict[Expr, Expr] = {}
    for e in walk(found.expr):
        args = tuple(done[a] for a in e.args)
        done[e] = _settled(e if args == e.args else remake(e, args), AT_ZERO, told)
    return Runnable(done[found.expr], (*found.applied, *told.values()))


def derivatives(prepared: Expr, wrt: Sequence[Expr], order: int, memo: dict[Expr, Expr]) -> list[Runnable]:
    """The derivatives of a prepared function by several variables in stable form, of any order; one sweep at first."""
    out = []
    for x, swept in zip(wrt, sweep.gradients(prepared, wrt), strict=True):
        found = slope(swept, memo)
        told = found.applied
        for _ in range(order - 1):
            found = slope(sweep.derivative(found.expr, x), memo)
            told += found.applied
        out.append(Runnable(found.expr, told))
    return out


def _settled(e: Expr, rows: Sequence[Running], told: Told) -> Expr:
    """The node with the first row that applies to it, over and over."""
    for _ in range(MOST_PASSES):
        for row in rows:
            if isinstance(e, row.kind) and (better := row.rewrite(e)) is not None and better is not e:
                told.setdefault((row.name, e), Rewriting(row, e, better))
                if row.keeps:
                    return better
                e = better
                break
        else:
            return e
    return e


_OVERFLOW = "so that large arguments do not overflow"
_CANCEL = "so that nothing cancels"
_ZERO = "so that the logarithm never sees 0"

RUNNING = (
    Running("softplus", Apply, sums.log_of_exp_plus, _OVERFLOW, ("log1p(exp(u))", "softplus(u)")),
    Running("log of a named function", Apply, logs.of_named, _ZERO, ("log(sigmoid(u))", "-softplus(-u)")),
    Running("logsumexp", Apply, logs.of_exponentials, _OVERFLOW, ("log(exp(u) + exp(v))", "softplus(u - v) + v")),
    Running("log1mexp", Apply, logs.of_one_minus_exp, _CANCEL, ("log(1 - exp(u))", "log1mexp(u)")),
    Running("arctanh", Apply, logs.of_ratio, _CANCEL, ("log((1 + u)/(1 - u))", "2*arctanh(u)")),
    Running("log1p", Apply, logs.of_one_plus, "accurate where u is small", ("log(1 + u)", "log1p(u)")),
    Running("log of a power", Apply, logs.of_power, _OVERFLOW, ("log(u**2)", "2*log(abs(u))")),
    Running("log of a varying power", Apply, logs.of_varying_power, _OVERFLOW,
            ("log(u**v)", "where(u > 0, v*log(u), log(u**v))"), keeps=True),
    Running("log of a length", Apply, logs.of_length, "so that squares do not overflow",
            ("log(u**2 + v**2)", "2*log(hypot(u, v))")),
    Running("log of a product", Apply, logs.of_product, _OVERFLOW, ("log(u*v)", "log(u*sign(v)) + log(abs(v))")),
    Running("log of all entries", Apply, logs.of_all_entries, _OVERFLOW,
            ("log(prod(z))", "sum(log(abs(z))) + log(prod(sign(z)))")),
    Running("complement", Sum, sums.near_one, _CANCEL, ("exp(u) - 1", "expm1(u)")),
    Running("variance", Sum, arrays.variance, _CANCEL, ("mean(z**2) - mean(z)**2", "mean((z - mean(z))**2)")),
    Running("hyperbolic", Sum, sums.hyperbolic, _CANCEL, ("exp(u) - exp(-u)", "2*sinh(u)")),
    Running("conjugate", Sum, sums.roots_apart, _CANCEL, ("sqrt(u + 1) - sqrt(u)", "1/(sqrt(u + 1) + sqrt(u))")),
    Running("sigmoid", Power, sums.one_over_one_plus_exp, _OVERFLOW, ("1/(1 + exp(-u))", "sigmoid(u)")),
    Running("length", Power, sums.length, "so that squares do not overflow", ("sqrt(u**2 + v**2)", "hypot(u, v)")),
    Running("compound", Power, sums.compound, "accurate where 1/u is small",
            ("(1 + 1/u)**u", "where(1 + 1/u > 0, exp(u*log1p(1/u)), (1 + 1/u)**u)"), keeps=True),
    Running("softmax", Contract, products.of_pairs(products.share, "exp"), _OVERFLOW,
            ("exp(u)/(exp(u) + exp(v))", "sigmoid(u - v)")),
    Running("the other sigmoid", Contract, products.of_pairs(products.other_sigmoid, "exp"), _OVERFLOW,
            ("exp(u)*sigmoid(-u)", "sigmoid(u)")),
    Running("tanh", Contract, products.of_pairs(products.tanh, "sinh", "expm1"), _OVERFLOW,
            ("sinh(u)/cosh(u)", "tanh(u)")),
    Running("slope of log|u|", Contract, products.of_pairs(products.slope_of_size, "sign"), "one division is enough",
            ("sign(u)/abs(u)", "1/u")),
    Running("density over area", Contract, products.of_pairs(products.over_area, "exp"),
            "so that 0 is not divided by 0", ("exp(v)/normal_cdf(u)", "exp(v - log_normal_cdf(u))")),
    Running("versine", Contract, products.of_pairs(products.versine, "sin"), _CANCEL,
            ("(1 - cos(u))/u**2", "spherical_bessel(0, u/2)**2/2")),
    Running("u log u", Contract, products.of_pairs(products.times_log, "log", "log1p"), "so that it is 0 where u is 0",
            ("u*log(u)", "xlogy(u, u)")),
)  # fmt: skip

SLOPES = tuple(replace(row, rewrite=sums.complement) if row.name == "complement" else row for row in RUNNING)

AT_ZERO = (
    Running("length at zero", Power, arrays.length_at_zero, "so that the derivative at 0 is 0",
            ("norm(z)", "where(sum(z**2) == 0, 0, norm(z))"), keeps=True),
)  # fmt: skip
