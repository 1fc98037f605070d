"""The elementwise functions: one row a function, with its derivative written in its arguments and its value.

In a row's formulas u, v, w are the arguments and y is the value of the function (tanh: 1 - y**2, as ChainRules.jl
writes it). The formulas are read by `formula`; the row is what is shown, taught, tested and run. Sources: the
derivatives are those of NIST DLMF 4.4–4.40, 5.2, 7.2; values at kinks follow `contract.md` (as JAX and PyTorch where
these agree).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Kink:
    """A place where a function is continuous or jumps but has no derivative."""

    at: str  # the expression that is zero there
    left: str  # derivative from below
    right: str  # derivative from above
    value: str  # the value chosen when running


@dataclass(frozen=True, slots=True)
class Primitive:
    """A row: an elementwise function."""

    name: str
    derivative: tuple[str, ...]  # one formula an argument, in u, v, w and y
    because: str  # at most twelve words, as a teacher would say it
    domain: tuple[str, ...] = ()  # where the function is defined
    interior: tuple[str, ...] = ()  # where the derivative is finite, if that is less
    excluded: tuple[str, ...] = ()  # where it is not defined, in words, for {0}: the poles of digamma
    kinks: tuple[Kink, ...] = ()
    parity: str = ""  # "odd" or "even"
    exact: Callable[..., Fraction | None] | None = None  # the value at rational arguments, where it is rational
    scale_free: bool = False  # the same when the argument is made larger: sign(2u) = sign(u)
    risky: bool = False  # may be infinite or undefined at a finite argument
    definition: str = ""  # by earlier rows: how a target without this function writes it


def exact_value(name: str, values: Sequence[Fraction]) -> Fraction | None:
    """The value of a function at rational arguments when the table knows it exactly."""
    row = PRIMITIVES.get(name)
    return row.exact(*values) if row is not None and row.exact is not None else None


def _at(**points: int | Fraction) -> Callable[[Fraction], Fraction | None]:
    """Known values at single points: _at(zero=1) is 1 at 0; _at(one=0) is 0 at 1."""
    where = {"zero": Fraction(0), "one": Fraction(1)}
    known = {where[k]: Fraction(v) for k, v in points.items()}
    return known.get


def _compare(test: Callable[[Fraction, Fraction], bool]) -> Callable[[Fraction, Fraction], Fraction]:
    return lambda u, v: Fraction(int(test(u, v)))


_STEP = ("0", "0")
_POLES = "{0} is not 0, -1, -2, …"

_ROWS = (
    Primitive("exp", ("y",), "the exponential is its own derivative", exact=_at(zero=1)),
    Primitive(
        "log",
        ("1/u",),
        "the derivative of the natural logarithm is 1/u",
        domain=("u > 0",),
        exact=_at(one=0),
        risky=True,
    ),
    Primitive(
        "log1p",
        ("1/(1 + u)",),
        "log(1 + u), accurate near 0",
        domain=("u > -1",),
        exact=_at(zero=0),
        risky=True,
        definition="log(1 + u)",
    ),
    Primitive("expm1", ("exp(u)",), "exp(u) - 1, accurate near 0", exact=_at(zero=0), definition="exp(u) - 1"),
    Primitive("sin", ("cos(u)",), "sine becomes cosine", parity="odd", exact=_at(zero=0)),
    Primitive("cos", ("-sin(u)",), "cosine becomes minus sine", parity="even", exact=_at(zero=1)),
    Primitive(
        "tan",
        ("sec(u)**2",),
        "tangent becomes secant squared",
        domain=("cos(u) != 0",),
        parity="odd",
        exact=_at(zero=0),
        risky=True,
    ),
    Primitive(
        "sec",
        ("y*tan(u)",),
        "secant becomes secant times tangent",
        domain=("cos(u) != 0",),
        parity="even",
        exact=_at(zero=1),
        risky=True,
        definition="1/cos(u)",
    ),
    Primitive(
        "csc",
        ("-y*cot(u)",),
        "cosecant becomes minus cosecant times cotangent",
        domain=("sin(u) != 0",),
        parity="odd",
        risky=True,
        definition="1/sin(u)",
    ),
    Primitive(
        "cot",
        ("-csc(u)**2",),
        "cotangent becomes minus cosecant squared",
        domain=("sin(u) != 0",),
        parity="odd",
        risky=True,
        definition="cos(u)/sin(u)",
    ),
    Primitive(
        "arcsin",
        ("1/sqrt(1 - u**2)",),
        "from sin(arcsin u) = u",
        domain=("abs(u) <= 1",),
        interior=("abs(u) < 1",),
        parity="odd",
        exact=_at(zero=0),
        risky=True,
    ),
    Primitive(
        "arccos",
        ("-1/sqrt(1 - u**2)",),
        "from cos(arccos u) = u",
        domain=("abs(u) <= 1",),
        interior=("abs(u) < 1",),
        exact=_at(one=0),
        risky=True,
    ),
    Primitive("arctan", ("1/(1 + u**2)",), "from tan(arctan u) = u", parity="odd", exact=_at(zero=0)),
    Primitive(
        "arcsec",
        ("1/(abs(u)*sqrt(u**2 - 1))",),
        "arcsec u = arccos(1/u)",
        domain=("abs(u) >= 1",),
        interior=("abs(u) > 1",),
        risky=True,
        definition="arccos(1/u)",
    ),
    Primitive(
        "arccsc",
        ("-1/(abs(u)*sqrt(u**2 - 1))",),
        "arccsc u = arcsin(1/u)",
        domain=("abs(u) >= 1",),
        interior=("abs(u) > 1",),
        parity="odd",
        risky=True,
        definition="arcsin(1/u)",
    ),
    Primitive(
        "arccot",
        ("-1/(1 + u**2)",),
        "arccot u = arctan(1/u)",
        domain=("u != 0",),
        parity="odd",
        risky=True,
        definition="arctan(1/u)",
    ),
    Primitive("sinh", ("cosh(u)",), "hyperbolic sine becomes hyperbolic cosine", parity="odd", exact=_at(zero=0)),
    Primitive("cosh", ("sinh(u)",), "hyperbolic cosine becomes hyperbolic sine", parity="even", exact=_at(zero=1)),
    Primitive("tanh", ("1 - y**2",), "tanh becomes 1 minus its square", parity="odd", exact=_at(zero=0)),
    Primitive(
        "sech",
        ("-y*tanh(u)",),
        "sech becomes minus sech times tanh",
        parity="even",
        exact=_at(zero=1),
        definition="1/cosh(u)",
    ),
    Primitive(
        "csch",
        ("-y*coth(u)",),
        "csch becomes minus csch times coth",
        domain=("u != 0",),
        parity="odd",
        risky=True,
        definition="1/sinh(u)",
    ),
    Primitive(
        "coth",
        ("-csch(u)**2",),
        "coth becomes minus csch squared",
        domain=("u != 0",),
        parity="odd",
        risky=True,
        definition="cosh(u)/sinh(u)",
    ),
    Primitive("arcsinh", ("1/sqrt(u**2 + 1)",), "from sinh(arcsinh u) = u", parity="odd", exact=_at(zero=0)),
    Primitive(
        "arccosh",
        ("1/sqrt(u**2 - 1)",),
        "from cosh(arccosh u) = u",
        domain=("u >= 1",),
        interior=("u > 1",),
        exact=_at(one=0),
        risky=True,
    ),
    Primitive(
        "arctanh",
        ("1/(1 - u**2)",),
        "from tanh(arctanh u) = u",
        domain=("abs(u) < 1",),
        parity="odd",
        exact=_at(zero=0),
        risky=True,
    ),
    Primitive(
        "arcsech",
        ("-1/(u*sqrt(1 - u**2))",),
        "arcsech u = arccosh(1/u)",
        domain=("u > 0", "u <= 1"),
        interior=("u > 0", "u < 1"),
        exact=_at(one=0),
        risky=True,
        definition="arccosh(1/u)",
    ),
    Primitive(
        "arccsch",
        ("-1/(abs(u)*sqrt(1 + u**2))",),
        "arccsch u = arcsinh(1/u)",
        domain=("u != 0",),
        parity="odd",
        risky=True,
        definition="arcsinh(1/u)",
    ),
    Primitive(
        "arccoth",
        ("1/(1 - u**2)",),
        "arccoth u = arctanh(1/u)",
        domain=("abs(u) > 1",),
        parity="odd",
        risky=True,
        definition="arctanh(1/u)",
    ),
    Primitive(
        "abs",
        ("sign(u)",),
        "slope 1 to the right of 0, -1 to the left",
        parity="even",
        kinks=(Kink("u", "-1", "1", "0"),),
        exact=abs,
    ),
    Primitive(
        "sign",
        ("0",),
        "flat on both sides of its jump",
        parity="odd",
        kinks=(Kink("u", "0", "0", "0"),),
        exact=lambda u: Fraction((u > 0) - (u < 0)),
        scale_free=True,
    ),
    Primitive(
        "heaviside",
        ("0",),
        "0 below 0, 1 above, 1/2 at it; flat on both sides",
        kinks=(Kink("u", "0", "0", "0"),),
        exact=lambda u: Fraction(1 + (u > 0) - (u < 0), 2),
        scale_free=True,
        definition="(1 + sign(u))/2",
    ),
    Primitive("sigmoid", ("y*(1 - y)",), "the sigmoid times one minus the sigmoid", exact=_at(zero=Fraction(1, 2))),
    Primitive("softplus", ("sigmoid(u)",), "the derivative of softplus is the sigmoid", definition="log(1 + exp(u))"),
    Primitive(
        "relu",
        ("where(u > 0, 1, 0)",),
        "slope 1 where positive, 0 where negative",
        kinks=(Kink("u", "0", "1", "0"),),
        exact=lambda u: max(u, Fraction(0)),
        definition="where(u > 0, u, 0)",
    ),
    Primitive("erf", ("2*exp(-u**2)/sqrt(pi)",), "the bell curve it is the area of", parity="odd", exact=_at(zero=0)),
    Primitive("erfc", ("-2*exp(-u**2)/sqrt(pi)",), "erfc = 1 - erf", exact=_at(zero=1)),
    Primitive(
        "normal_cdf",
        ("exp(-u**2/2)/sqrt(2*pi)",),
        "the normal density it is the area of",
        exact=_at(zero=Fraction(1, 2)),
        definition="erfc(-u/sqrt(2))/2",
    ),
    Primitive(
        "log_normal_cdf",
        ("exp(-u**2/2 - y)/sqrt(2*pi)",),
        "the normal density over the area below",
        definition="log(normal_cdf(u))",
    ),
    Primitive(
        "log_cosh",
        ("tanh(u)",),
        "hyperbolic sine over hyperbolic cosine is tanh",
        parity="even",
        exact=_at(zero=0),
        definition="log(cosh(u))",
    ),
    Primitive(
        "log1mexp",
        ("-1/expm1(-u)",),
        "log(1 - exp(u)), accurate near 0 and far below",
        domain=("u < 0",),
        risky=True,
        definition="log(1 - exp(u))",
    ),
    Primitive(
        "xlogy",
        ("log(v)", "u/v"),
        "u log(v), and 0 where u is 0",
        domain=("v > 0",),
        risky=True,
        definition="where(u == 0, 0, u*log(v))",
    ),
    Primitive(
        "xlog1py",
        ("log1p(v)", "u/(1 + v)"),
        "u log(1 + v), and 0 where u is 0",
        domain=("v > -1",),
        risky=True,
        definition="where(u == 0, 0, u*log1p(v))",
    ),
    Primitive(
        "spherical_bessel",
        ("", "(u*spherical_bessel(u - 1, v) - (u + 1)*spherical_bessel(u + 1, v))/(2*u + 1)"),
        "sin(v)/v for u = 0; its derivatives stay in the family",
    ),
    Primitive(
        "lgamma",
        ("digamma(u)",),
        "digamma is the derivative of log-gamma",
        excluded=(_POLES,),
        exact=_at(one=0),
        risky=True,
    ),
    Primitive(
        "digamma", ("polygamma(1, u)",), "polygamma is the derivative of digamma", excluded=(_POLES,), risky=True
    ),
    Primitive("polygamma", ("", "polygamma(u + 1, v)"), "one order higher", excluded=(_POLES,), risky=True),
    Primitive(
        "maximum",
        ("heaviside(u - v)", "heaviside(v - u)"),
        "the derivative of the larger one; ties are shared",
        kinks=(Kink("u - v", "0", "1", "1/2"),),
        exact=max,
    ),
    Primitive(
        "minimum",
        ("heaviside(v - u)", "heaviside(u - v)"),
        "the derivative of the smaller one; ties are shared",
        kinks=(Kink("u - v", "1", "0", "1/2"),),
        exact=min,
    ),
    Primitive(
        "hypot",
        ("where(y == 0, 0, u/y)", "where(y == 0, 0, v/y)"),
        "each side over the length",
        kinks=(Kink("y", "", "", "0"),),
        definition="sqrt(u**2 + v**2)",
    ),
    Primitive(
        "arctan2",
        ("v/(u**2 + v**2)", "-u/(u**2 + v**2)"),
        "the angle of the point (v, u)",
        domain=("u**2 + v**2 > 0",),
        risky=True,
    ),
    Primitive("where", ("0", "where(u, 1, 0)", "where(u, 0, 1)"), "each branch has its own derivative"),
    Primitive("less", _STEP, "constant on each side", exact=_compare(lambda u, v: u < v)),
    Primitive("less_equal", _STEP, "constant on each side", exact=_compare(lambda u, v: u <= v)),
    Primitive("equal", _STEP, "constant on each side", exact=_compare(lambda u, v: u == v)),
    Primitive("not_equal", _STEP, "constant on each side", exact=_compare(lambda u, v: u != v)),
)

PRIMITIVES = {row.name: row for row in _ROWS}
ODD = frozenset(r.name for r in _ROWS if r.parity == "odd")
EVEN = frozenset(r.name for r in _ROWS if r.parity == "even")
SCALE_FREE = frozenset(r.name for r in _ROWS if r.scale_free)
RISKY = frozenset(r.name for r in _ROWS if r.risky)
SYMMETRIC = frozenset({"equal", "not_equal", "maximum", "minimum", "hypot"})
