"""The rules of differentiation for numbers, one function each, in the order in which they are tried.

A rule looks at d/dx of one expression and says what takes its place: an expression in which smaller derivatives are
still to be carried out. The order of the table is the order of teaching; it is read from top to bottom. A false rule
(a learner's mistake) is a `Rule` with `instead_of` set; those are rows in the course.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from steepest.calculus.composites import COMPOSITES
from steepest.calculus.logarithms import opened, taken_first
from steepest.calculus.operators import build, expanded
from steepest.calculus.paper import (
    add,
    as_number,
    d,
    div,
    exponent_of,
    inside_size,
    is_number,
    mul,
    neg,
    pow_,
    power_of,
)
from steepest.calculus.primitives import PRIMITIVES
from steepest.calculus.slopes import LETTERS, TEMPLATES, NoRule
from steepest.calculus.surface import Surface, depends, number, rebuild, walk


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: a rule of differentiation, true or (with `instead_of`) false."""

    name: str
    rewrite: Callable[[Surface, str], Surface | None]  # d/dx of this body becomes that; None where it does not apply
    because: str
    example: tuple[str, str] = ("", "")  # before and after, run by a test
    instead_of: str | None = None  # the true rule that a learner's mistake distorts
    minor: bool = False  # tidying; folded at a teacher's grain
    apart: bool = False  # takes an expression apart: its derivative may be shorter in one piece


def _constant(e: Surface, x: str) -> Surface | None:
    return None if depends(e, x) else number(0)


def _variable(e: Surface, x: str) -> Surface | None:
    return number(1) if e.op == "variable" and e.data == x else None


def _sum(e: Surface, x: str) -> Surface | None:
    if e.op != "add":
        return None
    return build("add", tuple(neg(d(a.args[0], x)) if a.op == "neg" else d(a, x) for a in e.args))


def _constant_multiple(e: Surface, x: str) -> Surface | None:
    if e.op == "neg":
        return neg(d(e.args[0], x))
    if e.op == "mul":
        factors = [b for a in e.args for b in (a.args if a.op == "mul" else (a,))]
        fixed = [a for a in factors if not depends(a, x)]
        moving = [a for a in factors if depends(a, x)]
        return mul(*fixed, d(mul(*moving), x)) if fixed and moving else None
    if e.op == "div" and not depends(e.args[1], x):
        top, bottom = e.args
        if top.op == "variable":
            return div(d(top, x), bottom)
        return build("div", (d(top, x), bottom))
    return None


def _reciprocal_power(e: Surface, x: str) -> Surface | None:
    """c/xⁿ is c·x⁻ⁿ."""
    if e.op != "div" or depends(e.args[0], x):
        return None
    found = power_of(e.args[1])
    if found is None and e.args[1].op != "variable":
        return None
    base, n = found or (e.args[1], Fraction(1))
    return d(mul(e.args[0], pow_(base, as_number(-n))), x)


def _product(e: Surface, x: str) -> Surface | None:
    if e.op != "mul":
        return None
    terms = []
    for k, a in enumerate(e.args):
        terms.append(mul(*e.args[:k], d(a, x), *e.args[k + 1 :]))
    return build("add", tuple(terms))


def _reciprocal(e: Surface, x: str) -> Surface | None:
    if e.op != "div" or depends(e.args[0], x):
        return None
    c, u = e.args
    return neg(div(mul(c, d(u, x)), pow_(u, number(2))))


def _quotient(e: Surface, x: str) -> Surface | None:
    if e.op != "div":
        return None
    u, v = e.args
    return div(add(mul(d(u, x), v), neg(mul(u, d(v, x)))), pow_(v, number(2)))


def _power(e: Surface, x: str) -> Surface | None:
    found = power_of(e)
    if found is None or found[0].op != "variable":
        return None
    return _lowered_power(*found)


def _lowered_power(u: Surface, n: Fraction) -> Surface:
    """n·uⁿ⁻¹, with roots as roots where that is what people write."""
    if n == Fraction(1, 2):
        return div(number(1), mul(number(2), build("sqrt", (u,))))
    return mul(as_number(n), pow_(u, as_number(n - 1)))


def _symbolic_power(e: Surface, x: str) -> Surface | None:
    """xⁿ with n a constant that is not a plain number."""
    if e.op != "pow" or depends(e.args[1], x) or e.args[0].op != "variable":
        return None
    return _lowered_symbolic_power(*e.args)


def _lowered_symbolic_power(u: Surface, n: Surface) -> Surface:
    return mul(n, pow_(u, add(n, neg(number(1)))))


def _chain_symbolic_power(e: Surface, x: str) -> Surface | None:
    if e.op != "pow" or depends(e.args[1], x):
        return None
    u, n = e.args
    return mul(_lowered_symbolic_power(u, n), d(u, x))


def _chain_power(e: Surface, x: str) -> Surface | None:
    found = power_of(e)
    if found is None:
        return None
    u, n = found
    outer = _lowered_power(u, n)
    if outer.op == "div":
        return div(d(u, x), outer.args[1])
    return mul(outer, d(u, x))


def _exponential(e: Surface, x: str) -> Surface | None:
    u = exponent_of(e)
    return e if u is not None and u.op == "variable" else None


def _chain_exponential(e: Surface, x: str) -> Surface | None:
    u = exponent_of(e)
    return None if u is None else mul(e, d(u, x))


def _zero_to_a_power(e: Surface, x: str) -> Surface | None:
    return e.args[0] if e.op == "pow" and is_number(e.args[0], 0) else None


def _exponential_base(e: Surface, x: str) -> Surface | None:
    if e.op != "pow" or depends(e.args[0], x) or e.args[1].op != "variable":
        return None
    return mul(e, build("log", (e.args[0],)))


def _chain_exponential_base(e: Surface, x: str) -> Surface | None:
    if e.op != "pow" or depends(e.args[0], x):
        return None
    a, u = e.args
    return mul(e, build("log", (a,)), d(u, x))


def _general_power(e: Surface, x: str) -> Surface | None:
    if e.op != "pow":
        return None
    u, v = e.args
    return mul(e, d(mul(v, build("log", (u,))), x))


def _opened_logarithm(e: Surface, x: str) -> Surface | None:
    terms = opened(e, x)
    return None if terms is None else d(terms, x)


def _function(e: Surface, x: str) -> Surface | None:
    if (u := inside_size(e)) is not None and u.op == "variable":
        return outer_derivative("log", 0, (u,))  # ln |x| has the slope 1/x on either side of 0
    if e.op not in PRIMITIVES or len(e.args) != 1 or e.args[0].op != "variable":
        return None
    return outer_derivative(e.op, 0, e.args)


def _chain(e: Surface, x: str) -> Surface | None:
    if (u := inside_size(e)) is not None:
        return div(d(u, x), u)
    if e.op not in PRIMITIVES or len(e.args) != 1:
        return None
    return mul(build("prime", e.args, (e.op, 0)), d(e.args[0], x))


def _piecewise(e: Surface, x: str) -> Surface | None:
    if e.op != "where":
        return None
    c, a, b = e.args
    return build("where", (c, d(a, x), d(b, x)))


def _comparison(e: Surface, x: str) -> Surface | None:
    return number(0) if e.op == "compare" else None


def _several(e: Surface, x: str) -> Surface | None:
    """The chain rule through a function of several arguments."""
    if e.op not in PRIMITIVES or len(e.args) < 2:
        return None
    terms = [mul(outer_derivative(e.op, k, e.args), d(a, x)) for k, a in enumerate(e.args) if depends(a, x)]
    return terms[0] if len(terms) == 1 else build("add", tuple(terms))


def _larger(e: Surface, x: str) -> Surface | None:
    """max(a, b) has the derivative of the one that counts; where they tie, half of each."""
    if e.op not in ("maximum", "minimum"):
        return None
    a, b = e.args if depends(e.args[0], x) else e.args[::-1]
    da, db = d(a, x), d(b, x) if depends(b, x) else number(0)
    shared = div(da, number(2)) if is_number(db, 0) else div(add(da, db), number(2))
    tie = build("where", (build("compare", (a, b), "=="), shared, db))
    return build("where", (build("compare", (a, b), ">" if e.op == "maximum" else "<"), da, tie))


def _definition(e: Surface, x: str) -> Surface | None:
    return d(expanded(e), x) if e.op in COMPOSITES else None


def outer_derivative(name: str, position: int, args: tuple[Surface, ...]) -> Surface:
    """The derivative of a function at its arguments, from its row."""
    template = TEMPLATES.get((name, position))
    if template is None:
        raise NoRule(name)
    leaves = {v: v for v in walk(template) if v.op == "variable"}
    replace = {}
    for v in leaves:
        replace[v] = build(name, args) if v.data == "y" else args[LETTERS.index(str(v.data))]
    return rebuild(template, replace, build)


RULES = (
    Rule("constant", _constant, "a constant does not change", ("pi**2", "0")),
    Rule("variable", _variable, "the derivative of the variable itself is 1", ("x", "1")),
    Rule("sum", _sum, "differentiate term by term", ("x**2 + x", "2*x + 1")),
    Rule("constant multiple", _constant_multiple, "a constant factor stays in front", ("5*sin(x)", "5*cos(x)")),
    Rule("rewrite as a power", _reciprocal_power, "one over a power is a negative power", ("1/x**3", "-3*x**(-4)")),
    Rule("properties of logarithms", _opened_logarithm,
         "products become sums, quotients become differences, exponents become factors",
         ("log(x**2*sin(x)/(2*x + 1))", "2/x + cos(x)/sin(x) - 2/(2*x + 1)"), apart=True),
    Rule("logarithmic differentiation", taken_first, "the function itself, times the derivative of its logarithm",
         ("x**9*exp(4*x)/sqrt(x - 4)", "x**9*exp(4*x)/sqrt(x - 4)*(9/x + 4 - 1/(2*(x - 4)))"), apart=True),
    Rule("power", _power, "bring the exponent down and lower it by one", ("x**4", "4*x**3")),
    Rule("exponential", _exponential, "the exponential is its own derivative", ("exp(x)", "exp(x)")),
    Rule("product", _product, "differentiate one factor at a time, keep the others", ("x*sin(x)", "sin(x) + x*cos(x)")),
    Rule("reciprocal", _reciprocal, "minus the derivative below, over the square",
         ("1/(1 + x**2)", "-2*x/(1 + x**2)**2")),
    Rule("quotient", _quotient, "below times d above minus above times d below, over below squared",
         ("x/(1 + x)", "1/(1 + x)**2")),
    Rule("chain (power)", _chain_power, "outer power at the inside, times the inside's derivative",
         ("(2*x + 1)**3", "6*(2*x + 1)**2")),
    Rule("chain (exponential)", _chain_exponential, "the exponential again, times the exponent's derivative",
         ("exp(x**2)", "2*x*exp(x**2)")),
    Rule("0 to a power", _zero_to_a_power, "0 to any positive power is 0", ("0**x", "0")),
    Rule("exponential, base a", _exponential_base, "as for e, with the logarithm of the base as a factor",
         ("2**x", "2**x*log(2)")),
    Rule("chain (exponential, base a)", _chain_exponential_base,
         "the exponential again, times the logarithm of its base, times the exponent's derivative",
         ("2**(x**2)", "2**(x**2)*log(2)*2*x")),
    Rule("power, any constant exponent", _symbolic_power, "bring the exponent down and lower it by one",
         ("x**n", "n*x**(n - 1)")),
    Rule("chain (power, any constant exponent)", _chain_symbolic_power,
         "outer power at the inside, times the inside's derivative", ("sin(x)**n", "n*sin(x)**(n - 1)*cos(x)")),
    Rule("general power", _general_power, "write u to the v as e to the v ln u", ("x**x", "x**x*(log(x) + 1)")),
    Rule("function", _function, "the derivative of a basic function", ("sin(x)", "cos(x)")),
    Rule("chain", _chain, "the outside at the inside, times the inside's derivative",
         ("sin(x**2)", "2*x*cos(x**2)")),
    Rule("piecewise", _piecewise, "each piece has its own derivative",
         ("where(x > 0, x**2, 0)", "where(x > 0, 2*x, 0)")),
    Rule("comparison", _comparison, "a condition is constant on each side of its edge", ("(x > 0)", "0")),
    Rule("larger or smaller", _larger, "the derivative of the one that counts; ties are shared",
         ("maximum(x, 1)", "where(x > 1, 1, where(x == 1, 1/2, 0))")),
    Rule("chain, several arguments", _several, "one term for each path from the variable",
         ("hypot(x, 1)", "x/hypot(x, 1)")),
    Rule("definition", _definition, "write the function out",
         ("silu(x)", "sigmoid(x) + x*sigmoid(x)*(1 - sigmoid(x))")),
)  # fmt: skip


def applied(body: Surface, x: str, rules: tuple[Rule, ...] = RULES) -> tuple[Rule, Surface]:
    """The first rule that applies to d/dx body, and what it makes of it; raises `NoRule`."""
    for rule in rules:
        after = rule.rewrite(body, x)
        if after is not None:
            return rule, after
    raise NoRule(body.op)
