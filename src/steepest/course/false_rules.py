"""False rules of differentiation: what learners do instead of a true one. A row is a mistake.

A row says what d/dx of an expression becomes, names the true rule that it distorts, and says what is true of an answer
that it gives, however it came about. The names are those of the published lists (design, course.md).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from steepest.calculus.operators import build
from steepest.calculus.paper import add, as_number, d, exponent_of, mul, neg, pow_, power_of, rational
from steepest.calculus.primitives import PRIMITIVES
from steepest.calculus.rules import Rule, outer_derivative
from steepest.calculus.surface import Surface, depends, number, variable, variables

Rewrite = Callable[[Surface, str], Surface | None]  # d/dx of this body becomes that; None where it does not apply


def _power(change: Callable[[Surface, Fraction], Surface]) -> Rewrite:
    """A false power rule: what becomes of u and n, times the derivative of the inside."""

    def rewrite(e: Surface, x: str) -> Surface | None:
        found = power_of(e)
        if found is None or not depends(e, x) or e.op != "pow":
            return None
        outer = change(*found)
        return outer if found[0].op == "variable" else mul(outer, d(found[0], x))

    return rewrite


def _coefficient_added(e: Surface, x: str) -> Surface | None:
    if e.op != "mul" or len(e.args) != 2 or e.args[0].op != "number":
        return None
    found = power_of(e.args[1])
    if found is None or found[0].op != "variable":
        return None
    coefficient, (u, n) = rational(e.args[0]), found
    return None if coefficient is None else mul(as_number(coefficient + n), pow_(u, as_number(n - 1)))


def _constant_kept(e: Surface, x: str) -> Surface | None:
    if e.op != "add" or all(depends(a, x) for a in e.args):
        return None
    return add(*(d(a, x) if depends(a, x) else a for a in e.args))


def _sign_lost(e: Surface, x: str) -> Surface | None:
    if e.op != "add" or not any(a.op == "neg" and depends(a, x) for a in e.args):
        return None
    return add(*(d(a.args[0] if a.op == "neg" else a, x) for a in e.args))


def _factor_dropped(letters: bool) -> Rewrite:
    def rewrite(e: Surface, x: str) -> Surface | None:
        if e.op != "mul":
            return None
        dropped = [a for a in e.args if not depends(a, x) and bool(variables(a)) == letters]
        kept = [a for a in e.args if a not in dropped]
        return d(mul(*kept), x) if dropped and kept and depends(mul(*kept), x) else None

    return rewrite


def _factors(e: Surface, x: str) -> tuple[Surface, Surface] | None:
    """u and v of a product of two factors that move."""
    if e.op != "mul" or sum(depends(a, x) for a in e.args) != 2:
        return None
    first = next(k for k, a in enumerate(e.args) if depends(a, x))
    return mul(*e.args[: first + 1]), mul(*e.args[first + 1 :])


def _product(change: Callable[[Surface, Surface, str], Surface]) -> Rewrite:
    def rewrite(e: Surface, x: str) -> Surface | None:
        found = _factors(e, x)
        return None if found is None else change(*found, x)

    return rewrite


def _outside(e: Surface, x: str) -> tuple[str, Surface] | None:
    """f and u of f(u), where u moves."""
    u = exponent_of(e)
    name = "exp" if u is not None else e.op
    inside = u if u is not None else e.args[0] if name in PRIMITIVES and len(e.args) == 1 else None
    return (name, inside) if inside is not None and depends(inside, x) else None


def _chain(change: Callable[[str, Surface, str], Surface]) -> Rewrite:
    """A false chain rule: of the outside's name, the inside and the variable."""

    def rewrite(e: Surface, x: str) -> Surface | None:
        found = _outside(e, x)
        return None if found is None or found[1].op == "variable" else change(*found, x)

    return rewrite


def _inner_dropped(e: Surface, x: str) -> Surface | None:
    found = power_of(e)
    if found is not None:
        u, n = found
        return None if u.op == "variable" or not depends(u, x) else mul(as_number(n), pow_(u, as_number(n - 1)))
    return _chain(lambda f, u, x: outer_derivative(f, 0, (u,)))(e, x)


def _trig_sign(e: Surface, x: str) -> Surface | None:
    if e.op not in ("sin", "cos") or not depends(e, x):
        return None
    other = build("cos" if e.op == "sin" else "sin", e.args)
    turned = neg(other) if e.op == "sin" else other
    return turned if e.args[0].op == "variable" else mul(turned, d(e.args[0], x))


def _half(e: Surface, x: str) -> Surface | None:
    if e.op != "sigmoid" or not depends(e, x):
        return None
    outer = add(number(1), neg(e))
    return outer if e.args[0].op == "variable" else mul(outer, d(e.args[0], x))


def _power_on_exponential(e: Surface, x: str) -> Surface | None:
    found = _outside(e, x)
    if found is None or found[0] != "exp":
        return None
    return mul(found[1], build("exp", (add(found[1], neg(number(1))),)))


def _wrong_variable(e: Surface, x: str) -> Surface | None:
    others = [name for name in variables(e) if name != x]
    return d(e, others[0]) if len(others) == 1 else None


def _others_differentiated(e: Surface, x: str) -> Surface | None:
    if e.op != "add" or all(depends(a, x) for a in e.args):
        return None
    terms = [(a, [n for n in variables(a) if n != x]) for a in e.args]
    if not any(names and not depends(a, x) for a, names in terms):
        return None
    return add(*(d(a, x) if depends(a, x) or not names else d(a, names[0]) for a, names in terms))


def _term_lost(which: int) -> Rewrite:
    def rewrite(e: Surface, x: str) -> Surface | None:
        moving = [a for a in e.args if depends(a, x)] if e.op == "add" else []
        if len(moving) < 2 or which >= len(moving):
            return None
        return add(*(d(a, x) for a in moving if a is not moving[which]))

    return rewrite


SIGN = Rule("sign_error", lambda e, x: neg(d(e, x)), "only the sign is wrong", ("sin(x)", "-cos(x)"), "sum")

WHOLE = (  # of the answer as a whole
    SIGN,
    Rule("differentiated_too_few_times", lambda e, x: e,
         "this is the function itself, not its slope", ("x^3", "x^3"), "power"),
    Rule("wrong_variable", _wrong_variable, "this is the derivative with respect to the other variable",
         ("x^2*y", "x^2"), "variable"),
)  # fmt: skip

PLACED = (  # at a place of the derivation
    Rule("power_rule_coefficient_dropped", _power(lambda u, n: pow_(u, as_number(n - 1))),
         "the exponent did not come down as a factor", ("x^5", "x^4"), "power"),
    Rule("power_rule_exponent_not_reduced", _power(lambda u, n: mul(as_number(n), pow_(u, as_number(n)))),
         "the exponent came down, but was not made one less", ("x^5", "5*x^5"), "power"),
    Rule("power_rule_exponent_increased", _power(lambda u, n: mul(as_number(n), pow_(u, as_number(n + 1)))),
         "the exponent became one more; it becomes one less", ("x^4", "4*x^5"), "power"),
    Rule("power_rule_coefficient_added", _coefficient_added,
         "coefficient and exponent were added; they are multiplied", ("3*x^4", "7*x^3"), "power"),
    Rule("constant_term_kept", _constant_kept, "a constant is still there; its slope is zero", ("x^2 - 9", "2*x - 9"),
         "constant"),
    Rule("sign_lost_in_sum", _sign_lost, "a minus of the sum was lost", ("5*x - 3*x^2", "5 + 6*x"), "sum"),
    Rule("term_lost", _term_lost(0), "a term is missing", ("x^2 + x^3", "3*x^2"), "sum"),
    Rule("term_lost", _term_lost(1), "a term is missing", ("x^2 + x^3", "2*x"), "sum"),
    Rule("chain_inner_dropped", _inner_dropped, "the slope of the inside is missing", ("cos(5*x)", "-sin(5*x)"),
         "chain"),
    Rule("chain_argument_lost", _chain(lambda f, u, x: mul(outer_derivative(f, 0, (variable(x),)), d(u, x))),
         "the outer slope belongs at the inside, not at the variable", ("cos(5*x)", "-5*sin(x)"), "chain"),
    Rule("chain_outer_at_variable", _chain(lambda f, u, x: outer_derivative(f, 0, (variable(x),))),
         "the outer slope belongs at the inside, and is multiplied by the slope of the inside",
         ("sin(2*x^2)", "cos(x)"), "chain"),
    Rule("chain_inner_derivative_only", _chain(lambda f, u, x: d(u, x)),
         "only the inside was differentiated; the slope of the outside is missing", ("sin(2*x^2)", "4*x"), "chain"),
    Rule("chain_derivative_of_argument", _chain(lambda f, u, x: build("prime", (d(u, x),), (f, 0))),
         "the outer slope is taken at the derivative of the inside; it belongs at the inside itself",
         ("sin(x^2)", "cos(2*x)"), "chain"),
    Rule("outer_not_differentiated", _chain(lambda f, u, x: mul(build(f, (u,)), d(u, x)) if f != "exp" else d(u, x)),
         "the outside was not differentiated", ("cos(2*x)", "2*cos(2*x)"), "chain"),
    Rule("constant_factor_dropped", _factor_dropped(False), "a constant factor is missing", ("5*sin(x)", "cos(x)"),
         "constant multiple"),
    Rule("other_variable_factor_dropped", _factor_dropped(True), "a factor that is held still is missing",
         ("x^2*y", "2*x"), "constant multiple"),
    Rule("other_variable_differentiated", _others_differentiated,
         "a term without the variable was differentiated too; it is held still", ("x^2*y + 3*y^2", "2*x*y + 6*y"),
         "constant"),
    Rule("product_of_derivatives", _product(lambda u, v, x: mul(d(u, x), d(v, x))),
         "the derivatives of the factors were multiplied; each factor has its turn, and the two terms are added",
         ("x^2*sin(x)", "2*x*cos(x)"), "product"),
    Rule("sum_rule_on_product", _product(lambda u, v, x: add(d(u, x), d(v, x))),
         "the derivatives of the factors were added; each belongs beside the other factor",
         ("x^2*sin(x)", "2*x + cos(x)"), "product"),
    Rule("product_one_term_only", _product(lambda u, v, x: mul(d(u, x), v)),
         "only one of the two terms of the product rule is there", ("x^2*sin(x)", "2*x*sin(x)"), "product"),
    Rule("product_one_term_only", _product(lambda u, v, x: mul(u, d(v, x))),
         "only one of the two terms of the product rule is there", ("x^2*sin(x)", "x^2*cos(x)"), "product"),
    Rule("product_rule_wrong_pairing", _product(lambda u, v, x: add(mul(u, d(u, x)), mul(v, d(v, x)))),
         "each factor stands beside its own derivative; it belongs beside the other's",
         ("x*sin(x)", "x + sin(x)*cos(x)"), "product"),
    Rule("trig_sign", _trig_sign, "sin becomes cos, and cos becomes −sin", ("x*sin(x)", "sin(x) - x*cos(x)"),
         "function"),
    Rule("activation_derivative_half", _half, "the slope of σ has two factors, σ and 1 − σ",
         ("sigmoid(x)", "1 - sigmoid(x)"), "function"),
    Rule("power_rule_on_exponential", _power_on_exponential, "the power rule was used on an exponential",
         ("exp(x^2)", "x^2*exp(x^2 - 1)"), "exponential"),
)  # fmt: skip

MISTAKES = (*WHOLE, *PLACED)
