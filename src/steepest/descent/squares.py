"""A loss that is a sum of squares, recognised from its expression: its residuals, and what is added to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from steepest.calculus import algebra
from steepest.calculus.algebra import constant_value
from steepest.calculus.dims import Shape
from steepest.calculus.expr import Contract, Expr, Power, Sum, number, variables
from steepest.descent.forms import terms
from steepest.descent.problem import Problem
from steepest.descent.signs import POSITIVE, ZERO, Sign, data_signs, sign_of


@dataclass(frozen=True, slots=True)
class Squares:
    """f = constant + Σ residuals²."""

    residuals: tuple[Expr, ...]  # arrays of any shape; the sum runs over all their entries
    constant: Expr  # a number without variables


def squares(problem: Problem) -> Squares | None:
    """The objective as a sum of squares, or None where its form does not show one."""
    f = problem.objective
    known = data_signs(problem.data)
    residuals: list[Expr] = []
    constant: Expr = algebra.ZERO
    for weight, term in [part for w, e in terms(f) for part in _opened(w, e, problem)]:
        if not any(n in problem.start for n in variables(term)):
            constant = algebra.plus(constant, algebra.scale(weight, term))
            continue
        found = _residual(algebra.scale(weight, term), problem, known)
        if found is None:
            return None
        residuals.append(found)
    return Squares(tuple(residuals), constant) if residuals else None


def _opened(weight: Fraction, term: Expr, problem: Problem) -> list[tuple[Fraction, Expr]]:
    """Σ (a + b) as Σ a + Σ b."""
    if isinstance(term, Contract):
        for k, f in enumerate(term.args):
            if isinstance(f, Sum) and any(n in problem.start for n in variables(f)):
                factors = list(zip(term.args, term.labels, strict=True))
                out = []
                for w, a in zip(f.weights, f.args, strict=True):
                    factors[k] = (a, term.labels[k])
                    part = algebra.contract(term.coefficient, factors, term.out, dict(enumerate(term.dims)))
                    out += _opened(weight * w, part, problem)
                return out
    return [(weight, term)]


def _residual(term: Expr, problem: Problem, known: Mapping[str, Sign]) -> Expr | None:
    """r with term = Σ r², or None."""
    factors = [(term, tuple(range(len(term.shape))))]
    coefficient = algebra.HALF * 2
    sizes: Shape = term.shape
    if isinstance(term, Contract):
        factors = list(zip(term.args, term.labels, strict=True))
        coefficient, sizes = term.coefficient, term.dims
    if coefficient <= 0:
        return None
    roots: list[tuple[Expr, tuple[int, ...]]] = []
    for f, labels in factors:
        root = _root(f, problem, known)
        if root is None:
            return None
        roots.append((root, labels))
    axes = list(range(len(sizes)))
    scale = algebra.power(number(coefficient), number(algebra.HALF))
    return algebra.contract(1, [*roots, (scale, ())], axes, dict(enumerate(sizes)))


def _root(f: Expr, problem: Problem, known: Mapping[str, Sign]) -> Expr | None:
    """r with f = r², where f is an even power or a constant that is never negative."""
    if isinstance(f, Power):
        n = constant_value(f.args[1])
        if n is not None and n.denominator == 1 and n.numerator % 2 == 0:
            return algebra.power(f.args[0], number(n / 2))
    if not any(n in problem.start for n in variables(f)) and sign_of(f, known) in (POSITIVE, ZERO):
        return algebra.power(f, number(algebra.HALF))
    return None
