"""What a person types in school notation means what they mean: a table of keys and Python."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from tests.notation.values import value

from steepest.calculus.surface import variables
from steepest.notation.reading import Unreadable, read, reading

FUNCTIONS = {
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "cbrt": np.cbrt,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "asinh": np.arcsinh,
    "acosh": np.arccosh,
    "atanh": np.arctanh,
    "abs": np.abs,
    "sign": np.sign,
    "heaviside": lambda u, h=0.5: np.heaviside(u, h),
    "pi": math.pi,
    "e": math.e,
    "sec": lambda u: 1 / np.cos(u),
    "csc": lambda u: 1 / np.sin(u),
    "cot": lambda u: 1 / np.tan(u),
    "sech": lambda u: 1 / np.cosh(u),
    "csch": lambda u: 1 / np.sinh(u),
    "coth": lambda u: 1 / np.tanh(u),
    "acsch": lambda u: np.arcsinh(1 / u),
    "sigmoid": lambda u: 1 / (1 + np.exp(-u)),
    "erf": np.vectorize(math.erf),
    "maximum": np.maximum,
    "minimum": np.minimum,
    "where": np.where,
    "arctan2": np.arctan2,
}

TEXT = (
    # products without a sign
    ("2 x", "2*x"),
    ("2x", "2*x"),
    ("x 5", "x*5"),
    ("xyz", "x*y*z"),
    ("3(x+1)(x-2)", "3*(x+1)*(x-2)"),
    ("(x+1)x", "(x+1)*x"),
    ("x(x)(x)", "x**3"),
    ("x(x+1)", "x*(x+1)"),
    ("b/a(x)", "b/a*x"),
    ("2(3)", "6"),
    ("x^2y^3", "x**2*y**3"),
    ("2n p q", "2*n*p*q"),
    ("pi x/2", "pi*x/2"),
    ("pir^2", "pi*r**2"),
    ("2πr", "2*pi*r"),
    ("xe^x", "x*exp(x)"),
    ("x e^x", "x*exp(x)"),
    ("(6t+1)e^(3t^2+t-1)", "(6*t+1)*exp(3*t**2+t-1)"),
    ("2 a^-2 b^-2", "2*a**-2*b**-2"),
    ("nx^(n-1)", "n*x**(n-1)"),
    ("2^x 3^x 4^x", "2**x*3**x*4**x"),
    ("1/2x", "x/2"),
    ("x/2y", "x/2*y"),
    ("a/bc", "a/b*c"),
    ("1/2 (x+1)/(x+1)", "0.5"),
    ("2/3(3+1)", "8/3"),
    ("1/2sinx", "sin(x)/2"),
    ("a/b/c", "a/b/c"),
    ("2x/3y", "2*x/3*y"),
    ("A*a/(B*b/c)*1/d", "A*a/(B*b/c)/d"),
    # signs
    ("a---b", "a-b"),
    ("a--b", "a+b"),
    ("a*-b", "-a*b"),
    ("a/-b", "-a/b"),
    ("a*2*-b*3", "-6*a*b"),
    ("+x", "x"),
    ("x+ +y", "x+y"),
    ("-x^2", "-(x**2)"),
    ("-2^2", "-4"),
    ("(-x)^2", "x**2"),
    ("-3x(1+x)", "-3*x*(1+x)"),
    ("1-x(1+x)", "1-x*(1+x)"),
    ("5 - 0.096(1/2)*5^(-1)", "5-0.096*0.5/5"),
    ("2x+-3", "2*x-3"),
    # powers
    ("x^-1", "1/x"),
    ("2^-x", "2**-x"),
    ("e^-x", "exp(-x)"),
    ("e^-x^2", "exp(-x**2)"),
    ("e^x^2", "exp(x**2)"),
    ("2^3^2", "512"),
    ("a^b^c", "a**(b**c)"),
    ("x**2", "x**2"),
    ("x ** -1", "1/x"),
    ("x^(2/3)", "x**(2/3)"),
    ("e^{2x}", "exp(2*x)"),
    ("e^2x", "exp(2)*x"),
    ("x^1/2", "x/2"),
    ("(x-a)^6", "(x-a)**6"),
    ("10^-3", "0.001"),
    ("e^-(x/5)", "exp(-x/5)"),
    ("2^(x^3+3x)", "2**(x**3+3*x)"),
    ("x^{1/2}", "sqrt(x)"),
    ("cos^--2(x)", "cos(x)**2"),
    ("x^x(1+ln x)", "x**x*(1+log(x))"),
    ("x^-2y", "x**-2*y"),
    ("(x+1)^1000", "(x+1)**1000"),
    ("x^1001", "x**1001"),
    # numbers
    (".5x", "0.5*x"),
    ("1.", "1"),
    ("2e", "2*e"),
    ("1e-3", "0.001"),
    ("5.1e-2", "0.051"),
    ("2e-x", "2*e-x"),
    ("1.5E3", "1500"),
    ("0.5*e^(2*x)", "0.5*exp(2*x)"),
    ("1.1234567891235 * 10^2", "112.34567891235"),
    ("½x", "x/2"),
    ("heaviside(x - 1)", "heaviside(x - 1)"),
    ("heaviside(x - x)", "0.5"),
    ("Heaviside(x - x, 1)", "1"),
    ("unit_step(-x)", "heaviside(-x)"),
    # functions without parentheses
    ("ln x", "log(x)"),
    ("log x", "log(x)"),
    ("lnx", "log(x)"),
    ("sqrt x", "sqrt(x)"),
    ("exp x", "exp(x)"),
    ("sin 2x", "sin(2*x)"),
    ("sin2x", "sin(2*x)"),
    ("sin 2*x", "sin(2*x)"),
    ("sin pi x", "sin(pi*x)"),
    ("2 sin x cos x", "2*sin(x)*cos(x)"),
    ("sin 2x cos x", "sin(2*x)*cos(x)"),
    ("sinx cosx", "sin(x)*cos(x)"),
    ("sin x cos y tan z", "sin(x)*cos(y)*tan(z)"),
    ("sin xy", "sin(x*y)"),
    ("sin x^2", "sin(x**2)"),
    ("sin x/y", "sin(x)/y"),
    ("sin x/2", "sin(x)/2"),
    ("sin x + 1", "sin(x)+1"),
    ("sin x e^x", "sin(x)*exp(x)"),
    ("sin x (1+x)", "sin(x)*(1+x)"),
    ("sin 2(x+1)", "sin(2*(x+1))"),
    ("sin -x", "-sin(x)"),
    ("sin cos x", "sin(cos(x))"),
    ("sin x*y", "sin(x)*y"),
    ("xsinx", "x*sin(x)"),
    ("xcosx-sinx", "x*cos(x)-sin(x)"),
    ("x^2lnx", "x**2*log(x)"),
    ("lnabs(x)", "log(abs(x))"),
    ("lnlnln(x+20)", "log(log(log(x+20)))"),
    ("ln 2x", "log(2*x)"),
    ("ln x^2", "log(x**2)"),
    ("x ln(x)-x", "x*log(x)-x"),
    ("e^xsinx", "exp(x)*sin(x)"),
    ("sech x tanh x", "sech(x)*tanh(x)"),
    ("arctan x", "atan(x)"),
    ("abs x", "abs(x)"),
    ("sqrt2", "sqrt(2)"),
    ("sqrt x+1", "sqrt(x)+1"),
    ("sinθ", "sin(theta)"),
    # functions with parentheses
    ("2sqrt(x)", "2*sqrt(x)"),
    ("tan(x)sec(x)", "tan(x)*sec(x)"),
    ("x sin(x)", "x*sin(x)"),
    ("cos(3x+4)sin(5-2x)", "cos(3*x+4)*sin(5-2*x)"),
    ("sin (x)", "sin(x)"),
    ("asin(x)", "asin(x)"),
    ("arcsin(x)", "asin(x)"),
    ("arsinh(x)", "asinh(x)"),
    ("atanh(x)", "atanh(x)"),
    ("arccsch x", "acsch(x)"),
    ("max(x, 0)", "maximum(x, 0)"),
    ("min(x, y, 1)", "minimum(minimum(x, y), 1)"),
    ("atan2(y, x)", "arctan2(y, x)"),
    ("Sin(x)", "sin(x)"),
    ("np.sin(x)", "sin(x)"),
    ("jnp.exp(-x)", "exp(-x)"),
    ("math.sqrt(x)", "sqrt(x)"),
    ("jax.nn.sigmoid(x)", "sigmoid(x)"),
    ("where(x > 1, x, 1)", "where(x > 1, x, 1)"),
    ("(x > 1)*x", "(x > 1)*x"),
    ("where(0 < x < 1, x, 2)", "where((0 < x) & (x < 1), x, 2)"),
    ("tg(x)", "tan(x)"),
    ("where(x > 1 and y > 1, x, y)", "where((x > 1) & (y > 1), x, y)"),
    ("x if x > 1 else 1", "where(x > 1, x, 1)"),
    ("power(x, 3)", "x**3"),
    ("square(x)", "x**2"),
    ("logaddexp(x, y)", "log(exp(x)+exp(y))"),
    ("σ(x)", "sigmoid(x)"),
    ("swish(x)", "x*sigmoid(x)"),
    ("clip(x, 0, 1)", "minimum(maximum(x, 0), 1)"),
    ("hypot(x, y)", "sqrt(x**2+y**2)"),
    # powers on the name of a function
    ("sin^2 x", "sin(x)**2"),
    ("sin^2(x)", "sin(x)**2"),
    ("sin(x)^2", "sin(x)**2"),
    ("(sinx)^2", "sin(x)**2"),
    ("sin²x", "sin(x)**2"),
    ("sin^2 x+cos^2 x", "1"),
    ("sec^2(x)tan(x)", "sec(x)**2*tan(x)"),
    ("sin^3 2x", "sin(2*x)**3"),
    ("ln(x)^2", "log(x)**2"),
    ("sin^-1 x", "asin(x)"),
    ("sin^-1(x)", "asin(x)"),
    ("tan^{-1} x", "atan(x)"),
    ("sin⁻¹(x)", "asin(x)"),
    ("sech^-1(0.5)", "acosh(2)"),
    ("cos(x)^-1", "1/cos(x)"),
    ("cot^2(x)", "cot(x)**2"),
    ("ln^2(x)", "log(x)**2"),
    ("cosh^2(x)-sinh^2(x)", "1"),
    # logarithms and roots
    ("log(x, 2)", "log(x)/log(2)"),
    ("log_2(a)^3", "(log(a)/log(2))**3"),
    ("log_b x", "log(x)/log(b)"),
    ("log_b(xy)", "log(x*y)/log(b)"),
    ("log_2 8", "3"),
    ("lg(3^x,3)", "x"),
    ("lg(100)", "2"),
    ("log10(x)", "log(x)/log(10)"),
    ("log2(x)", "log(x)/log(2)"),
    ("b^(log_b a) b^(-log_b c)", "a/c"),
    ("log2x", "log(2*x)"),
    ("root(x, 3)", "cbrt(x)"),
    ("root(2)", "sqrt(2)"),
    ("1-root(2)", "1-sqrt(2)"),
    ("root(3)(x)", "cbrt(x)"),
    ("sqrt[3]{3}^3", "3"),
    ("cbrt(x)", "cbrt(x)"),
    ("√x", "sqrt(x)"),
    ("√2x", "sqrt(2)*x"),
    ("∛x", "cbrt(x)"),
    ("2√(x+1)", "2*sqrt(x+1)"),
    # bars
    ("|x|", "abs(x)"),
    ("||x||", "abs(x)"),
    ("x/|x|", "1"),
    ("|-3|", "3"),
    ("x^3|x|", "x**3*abs(x)"),
    ("|a|*|b|", "abs(a*b)"),
    ("|x||y|", "abs(x*y)"),
    ("|x-|y||", "abs(x-abs(y))"),
    ("||x|-1|", "abs(abs(x)-1)"),
    ("2|x-1|", "2*abs(x-1)"),
    ("ln|cos x|", "log(abs(cos(x)))"),
    ("|x|^2", "x**2"),
    ("|sin x|+|cos x|", "abs(sin(x))+abs(cos(x))"),
    ("‖x‖", "abs(x)"),
    # Unicode
    ("a×b", "a*b"),
    ("a·b", "a*b"),
    ("a÷b", "a/b"),
    ("−x", "-x"),
    ("2\u00a0x", "2*x"),
    ("x²", "x**2"),
    ("x⁷²", "x**72"),
    ("x⁵⁺³", "x**8"),
    ("xⁿ", "x**n"),
    ("x⁻¹", "1/x"),
    ("eˣ", "exp(x)"),
    ("u²eᵛ", "u**2*exp(v)"),
    ("2ʷˣ", "2**(w*x)"),
    ("e²ˣ", "exp(2*x)"),
    ("e⁻ˣ²", "exp(-x**2)"),
    ("e⁻⁽ˣ⁺¹⁾²", "exp(-(x+1)**2)"),
    ("x₁+x₂", "x_1+x_2"),
    ("αβ", "alpha*beta"),
    ("2θ", "2*theta"),
    ("λx", "lambda_*x"),
    ("%pi x", "pi*x"),
    ("%e^x", "exp(x)"),
    ("(pi)/(2pi)", "0.5"),
    ("$x^2$", "x**2"),
    ("ŷ - y", "y_hat-y"),
    ("ŷ + 2x̄", "y_hat+2*x_bar"),
    ("ŷ₁ ŷ_2", "y_hat_1*y_hat_2"),
    ("θ̂^2", "theta_hat**2"),
    # names
    ("x1", "x1"),
    ("x_1", "x_1"),
    ("w_12", "w_12"),
    ("x_test", "x_test"),
    ("x_max-x", "x_max-x"),
    ("x_1x_2", "x_1*x_2"),
    ("x1x2", "x1*x2"),
    ("theta^2", "theta**2"),
    ("alpha beta", "alpha*beta"),
    ("mu+sigma", "mu+sigma"),
    ("lam*x", "lam*x"),
    ("x_{12}", "x_12"),
    ("acef", "a*c*e*f"),
    ("ab(a+b)", "a*b*(a+b)"),
    ("pir(x)", "pi*r*x"),
    ("sinx(x+1)", "sin(x)*(x+1)"),
    ("sinxcosx", "sin(x)*cos(x)"),
    ("sinpix", "sin(pi*x)"),
    ("logxy", "log(x*y)"),
    ("xsqrtx", "x*sqrt(x)"),
    ("|x+|y|z|", "abs(x+abs(y)*z)"),
    ("a|b|c", "a*abs(b)*c"),
    # words as people and other systems spell them
    ("Sinx", "sin(x)"),
    ("Cos2x", "cos(2*x)"),
    ("Lnx + Expx", "log(x)+exp(x)"),
    ("SINX", "sin(X)"),
    ("Sin x", "sin(x)"),
    ("Pi*x", "pi*x"),
    ("PI x", "pi*x"),
    ("2 Pi r", "2*pi*r"),
    ("Pir", "pi*r"),
    ("Π x", "Π*x"),
    ("arc sin x", "asin(x)"),
    ("arc tan(x)", "atan(x)"),
    ("natlog(x)", "log(x)"),
    ("invsin(x)", "asin(x)"),
    ("exponential(x)", "exp(x)"),
    ("cuberoot(x)", "cbrt(x)"),
    ("lb(x)", "log(x)/log(2)"),
    ("ld(8)", "3"),
    ("l d x", "l*d*x"),
    ("2 times x plus 1", "2*x+1"),
    ("minus 0.18", "-0.18"),
    ("x cdot y", "x*y"),
    ("frac{1}{2}x", "x/2"),
    ("left(x+1right)^2", "(x+1)**2"),
    ("sympy.sin(x)*sympy.Rational(1, 2)", "sin(x)/2"),
    ("sint(1+t)", "sin(t)*(1+t)"),
    ("xysin(x)", "x*y*sin(x)"),
    # square brackets for arguments
    ("sin[x]", "sin(x)"),
    ("sin[x]^2", "sin(x)**2"),
    ("Sin[x]^2", "sin(x)**2"),
    ("Cos[2 x]^3", "cos(2*x)**3"),
    ("sin [x]^2", "sin(x)**2"),
    ("ln[x](x+1)", "log(x)*(x+1)"),
    ("Sqrt[x]", "sqrt(x)"),
    ("sqrt[x]", "sqrt(x)"),
    ("Sqrt[1+x^2]", "sqrt(1+x**2)"),
    ("Sqrt[2] x", "sqrt(2)*x"),
    ("Exp[-x^2/2]/Sqrt[2 Pi]", "exp(-x**2/2)/sqrt(2*pi)"),
    ("sqrt[3](x)", "cbrt(x)"),
    ("Log[2, x]", "log(x)/log(2)"),
    ("Max[x, 0]", "maximum(x, 0)"),
    ("ArcTan[x]", "atan(x)"),
    # a base that lost its place
    ("log3(x)", "log(x)/log(3)"),
    ("log5 x", "log(x)/log(5)"),
    ("log5 + 1", "log(5)+1"),
    ("log3x", "log(3*x)"),
    ("sin -1", "-sin(1)"),
    ("2sqrt3 x", "2*sqrt(3)*x"),
    ("sqrt3 x", "sqrt(3)*x"),
    ("sqrt3x", "sqrt(3*x)"),
    # MATLAB's signs
    ("x.*y", "x*y"),
    ("x ./ y", "x/y"),
    ("x.^2", "x**2"),
    ("1./(1+exp(-x))", "sigmoid(x)"),
    ("2.^x", "2**x"),
    # as copied from a document or a program
    ("𝑥² + 𝑦", "x**2+y"),
    ("𝜃²", "theta**2"),
    ("ln\u2061x", "log(x)"),
    ("\ufeffx+1", "x+1"),
    ("5•x", "5*x"),
    ("log₂(x)", "log(x)/log(2)"),
    ("log₁₀ x", "log(x)/log(10)"),
    ("sin(x) .", "sin(x)"),
    ("cotg(x)", "cot(x)"),
    ("th x", "tanh(x)"),
    ("tg 2x", "tan(2*x)"),
    ("t h x", "t*h*x"),
    ('"x^2"', "x**2"),
    ("“x^2”", "x**2"),
    ("`x^2`", "x**2"),
    ("x+1;", "x+1"),
    ("sin(x).", "sin(x)"),
    ("x~+~1", "x+1"),
    ("1½", "1.5"),
    ("2½x", "2.5*x"),
    ("lambda x: x**2", "x**2"),
    ("lambda x, y: x*y", "x*y"),
    ("return x**2", "x**2"),
    # sums over an index
    ("sum_{k=1}^{5} x^k", "x+x**2+x**3+x**4+x**5"),
    ("sum_(k=1)^3 x^k", "x+x**2+x**3"),
    ("∑_{k=1}^3 x^k", "x+x**2+x**3"),
    ("Σ_{k=1}^3 k x", "6*x"),
    ("∏_{k=1}^3 (x+k)", "(x+1)*(x+2)*(x+3)"),
    ("Σ x", "Sigma*x"),
    ("5!", "120"),
    ("x^3/3!", "x**3/6"),
    ("(2+1)! x", "6*x"),
    ("∑_{n=0}^3 x^n/n!", "1+x+x**2/2+x**3/6"),
    ("x[x+1]", "x*(x+1)"),
    # brackets
    ("((x))", "x"),
    ("{x+1}*2", "(x+1)*2"),
    ("[x+1]*2", "(x+1)*2"),
    ("tanh(x)(1-tanh(x))", "tanh(x)*(1-tanh(x))"),
    ("  x ", "x"),
    ("let r = x + 1; q = 2r; q^2 + r", "(2*(x+1))**2 + x + 1"),
    ("let res = x - y; res^2", "(x-y)**2"),
)


def agree(surface, meaning, seed=0):
    """Equal values at eight points, some below 1 and some above."""
    rng = random.Random(seed)
    checked = 0
    for k in range(8):
        names = {v: np.float64(rng.uniform(0.2, 0.9) if k % 2 else rng.uniform(1.1, 2.5)) for v in variables(surface)}
        mine = value(surface, names)
        with np.errstate(all="ignore"):
            env = {**FUNCTIONS, **{("lambda_" if n == "lambda" else n): v for n, v in names.items()}}
            theirs = eval(meaning, {}, env)
        if math.isfinite(theirs):
            checked += 1
            assert math.isclose(mine, theirs, rel_tol=1e-9, abs_tol=1e-12), (mine, theirs, names)
        else:
            assert not math.isfinite(mine)
    assert checked, "no point of the domain was met"


@pytest.mark.parametrize(("typed", "meaning"), TEXT, ids=[t for t, _ in TEXT])
def test_keys_mean_what_people_mean(typed, meaning):
    surface = read(typed)
    assert not isinstance(surface, Unreadable), surface
    agree(surface, meaning)


def test_names_with_and_without_an_underscore_differ():
    assert read("x1") is not read("x_1")


def test_a_declared_name_of_several_letters_is_one_name():
    assert set(variables(read("xy + lam", {"xy": (), "lam": ()}))) == {"xy", "lam"}
    assert set(variables(read("xy"))) == {"x", "y"}


def test_e_is_a_variable_when_it_is_declared():
    assert set(variables(read("e^x", {"e": ()}))) == {"e", "x"}
    assert set(variables(read("2e3", {"e": ()}))) == {"e3"}


def test_what_was_written_is_kept():
    assert read("(a+b)+c").op == "add"
    assert len(read("(a+b)+c").args) == 2
    assert len(read("a+b-c").args) == 3
    assert read("x/3").op == "div"
    assert read("-2x").op == "neg"


OTHER = (
    ("1/2x", "1/(2x)"),
    ("x/yz", "x/(yz)"),
    ("sin x/y", "sin(x/y)"),
    ("sin xy", "sin(x)y"),
    ("e^2x", "e^(2x)"),
    ("x^1/2", "x^(1/2)"),
    ("3e-4", "3e - 4"),
    ("sin^-1 x", "1/sin(x)"),
    ("sin^2 xy", "sin(x)^2 y"),
    ("1 + e^2x", "1 + e^(2x)"),
    ("σ(x)", "sigma*(x)"),
)

NOTED = (
    ("log3(x)", "base 3"),
    ("log5 x", "base 5"),
    (r"W^{(2)}x", "not as a power"),
    (r"a^{(l)}", "for an index write a_{l}"),
    ("sqrt3x", "whole product"),
    ("sqrt xy", "whole product"),
    ("Φ(x)", "the normal distribution function"),
    ("psi(x)", "read as a product"),
    ("F(x)", "read as a product"),
    ("f^-1(x)", "not as an inverse function"),
    ("sin2 x", "a power is written sin^2 x"),
    ("cos2(x)", "a power is written cos^2 x"),
    ("x^2 dx", "a differential"),
    ("th x", "read as tanh"),
)


@pytest.mark.parametrize(("typed", "said"), NOTED)
def test_a_reading_that_may_surprise_is_said(typed, said):
    assert any(said in w.message for w in reading(typed).warnings if not w.minor)


def test_natural_logarithms_by_name_are_not_doubted():
    assert reading("ln x").warnings == reading(r"\ln x").warnings == ()
    assert reading("log x").warnings[0].kind == "logarithm"


@pytest.mark.parametrize(("typed", "other"), OTHER)
def test_an_ambiguous_text_offers_its_other_reading(typed, other):
    found = reading(typed)
    assert any(
        w.other is not None and math.isclose(value(w.other, POINT), value(read(other), POINT)) for w in found.warnings
    )


POINT = {name: np.float64(v) for name, v in zip("xyz", (0.7, 1.3, 2.1), strict=True)} | {"sigma": np.float64(0.4)}


@pytest.mark.parametrize(
    "typed", ["x^2 y", "2x", "sin(x)/y", "1/(2x)", "e^(2x)", "sin 2x", "x^2y^3", "(x+1)/(x-1)", "2pi x"]
)
def test_plain_texts_are_not_warned_about(typed):
    assert reading(typed).warnings == ()
