"""Worked examples of the kinds that named books and courses have: the rules they use, in their order, in our words.

Written down from memory and not yet looked up: a source says where to check a row, not that it was checked there.

`lines` has an entry a line of the book's derivation, with the rules that the line applies; "chain (power)" is what
books call the general power rule or the power and chain rules together, "general power" is logarithmic
differentiation of u to the v. Rules that books apply without a word (sum, constant multiple, a constant, x itself) are
left out. `longest` is the book's longest line where it is known; its length is counted without the name
of the function and the equals sign.

Sources: OpenStax = OpenStax, Calculus Volume 1 (2016); Stewart = Stewart, Calculus: Early Transcendentals, 8th ed.;
Paul = Paul's Online Notes, Calculus I, chapter 3; MML = Deisenroth, Faisal, Ong, Mathematics for Machine Learning
(2020); Parr = Parr and Howard, The Matrix Calculus You Need For Deep Learning (2018); Goodfellow = Goodfellow, Bengio,
Courville, Deep Learning (2016); MIT 18.01 = Jerison, Single Variable Calculus (OpenCourseWare, 2006).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Worked:
    """A row: a function, how a named source differentiates it."""

    text: str
    lines: tuple[str, ...]  # the rules of each line
    source: str
    wrt: str = "x"
    longest: str = ""


_ROWS = (
    # --- powers, sums, products, quotients
    Worked("x^10", ("power",), "OpenStax §3.3 Example 3.18"),
    Worked("3x^2", ("power",), "OpenStax §3.3 Example 3.19", longest="3 d/dx(x²)"),
    Worked("2x^5 + 7", ("power",), "OpenStax §3.3 Example 3.20", longest="2 d/dx(x⁵) + d/dx(7)"),
    Worked("(x^2 + 2)(3x^3 - 5x)", ("product", "power"), "OpenStax §3.3 Example 3.23",
           longest="(2x)(3x³ − 5x) + (9x² − 5)(x² + 2)"),
    Worked("5x^2/(4x + 3)", ("quotient", "power"), "OpenStax §3.3 Example 3.24",
           longest="(10x(4x + 3) − 4(5x²))/(4x + 3)²"),
    Worked("x^-4", ("power",), "OpenStax §3.3 Example 3.25"),
    Worked("6/x^2", ("rewrite as a power", "power"), "OpenStax §3.3 Example 3.26", longest="6 d/dx(x⁻²)"),
    Worked("2x^3 - 6x^2 + 3", ("power",), "OpenStax §3.3, a checkpoint"),
    Worked("2x^5 (4x^2 + x)", ("product", "power"), "OpenStax §3.3, a checkpoint"),
    Worked("(3x + 1)/(4x - 3)", ("quotient",), "OpenStax §3.3, a checkpoint"),
    Worked("1/x^7", ("rewrite as a power", "power"), "OpenStax §3.3, a checkpoint"),
    Worked("x^8 + 12x^5 - 4x^4 + 10x^3 - 6x + 5", ("power",), "Stewart §3.1 Example 5",
           longest="d/dx(x⁸) + 12 d/dx(x⁵) − 4 d/dx(x⁴) + 10 d/dx(x³) − 6 d/dx(x) + d/dx(5)"),
    Worked("x e^x", ("product", "exponential"), "Stewart §3.2 Example 1", longest="x d/dx(e^x) + e^x d/dx(x)"),
    Worked("sqrt(t)(a + b t)", ("product", "power"), "Stewart §3.2 Example 2", "t",
           longest="√t d/dt(a + bt) + (a + bt) d/dt(√t)"),
    Worked("(x^2 + x - 2)/(x^3 + 6)", ("quotient", "power"), "Stewart §3.2 Example 4",
           longest="((x³ + 6) d/dx(x² + x − 2) − (x² + x − 2) d/dx(x³ + 6))/(x³ + 6)²"),
    Worked("e^x/(1 + x^2)", ("quotient", "exponential, power"), "Stewart §3.2 Example 5",
           longest="((1 + x²) d/dx(e^x) − e^x d/dx(1 + x²))/(1 + x²)²"),
    Worked("(6x^3 - x)(10 - 20x)", ("product", "power"), "Paul, Product and Quotient Rule, Example 1(b)",
           longest="(18x² − 1)(10 − 20x) + (6x³ − x)(−20)"),
    Worked("(3z + 9)/(2 - z)", ("quotient",), "Paul, Product and Quotient Rule, Example 2(a)", "z",
           longest="(3(2 − z) − (3z + 9)(−1))/(2 − z)²"),
    Worked("4sqrt(x)/(x^2 - 2)", ("quotient", "power"), "Paul, Product and Quotient Rule, Example 2(b)",
           longest="(4(1/2)x^(−1/2)(x² − 2) − 4x^(1/2)(2x))/(x² − 2)²"),
    Worked("4/x^6", ("rewrite as a power", "power"), "Paul, Product and Quotient Rule, Example 2(c)"),
    # --- trigonometric functions
    Worked("5x^3 sin(x)", ("product", "power, sin"), "OpenStax §3.5 Example 3.39",
           longest="d/dx(5x³) · sin x + d/dx(sin x) · 5x³"),
    Worked("cos(x)/(4x^2)", ("quotient", "cos, power"), "OpenStax §3.5 Example 3.40",
           longest="((−sin x)4x² − 8x(cos x))/(4x²)²"),
    Worked("2 sin(t) - t", ("sin",), "OpenStax §3.5 Example 3.41", "t"),
    Worked("sin(x)/cos(x)", ("quotient", "sin, cos"), "OpenStax §3.5 Example 3.42",
           longest="(cos x cos x − (−sin x) sin x)/(cos x)²"),
    Worked("csc(x) + x tan(x)", ("product", "csc, tan"), "OpenStax §3.5, an example",
           longest="d/dx(csc x) + d/dx(x tan x)"),
    Worked("sin(x) cos(x)", ("product", "sin, cos"), "OpenStax §3.5, a checkpoint"),
    Worked("x/cos(x)", ("quotient", "cos"), "OpenStax §3.5, a checkpoint"),
    Worked("x^2 sin(x)", ("product", "sin, power"), "Stewart §3.3 Example 1",
           longest="x² d/dx(sin x) + sin x d/dx(x²)"),
    Worked("sec(x)/(1 + tan(x))", ("quotient", "sec, tan"), "Stewart §3.3 Example 2",
           longest="((1 + tan x) d/dx(sec x) − sec x d/dx(1 + tan x))/(1 + tan x)²"),
    Worked("3sec(x) - 10cot(x)", ("sec, cot",), "Paul, Derivatives of Trig Functions, Example 2(a)",
           longest="3 sec x tan x − 10(−csc² x)"),
    Worked("3w^-4 - w^2 tan(w)", ("power, product", "power, tan"),
           "Paul, Derivatives of Trig Functions, Example 2(b)", "w"),
    Worked("sin(t)/(3 - 2cos(t))", ("quotient", "sin, cos"), "Paul, Derivatives of Trig Functions, Example 2(d)", "t",
           longest="(cos t(3 − 2cos t) − sin t(2 sin t))/(3 − 2cos t)²"),
    # --- the chain rule
    Worked("1/(3x^2 + 1)^2", ("rewrite as a power", "chain (power)", "power"), "OpenStax §3.6 Example 3.48"),
    Worked("sin^3(x)", ("chain (power)", "sin"), "OpenStax §3.6 Example 3.49"),
    Worked("cos(5x^2)", ("chain", "cos", "power"), "OpenStax §3.6 Example 3.51"),
    Worked("sec(4x^5 + 2x)", ("chain", "sec", "power"), "OpenStax §3.6 Example 3.52"),
    Worked("(2x + 1)^5 (3x - 2)^7", ("product", "chain (power)", "chain (power)"), "OpenStax §3.6 Example 3.53",
           longest="5(2x + 1)⁴ · 2 · (3x − 2)⁷ + 7(3x − 2)⁶ · 3 · (2x + 1)⁵"),
    Worked("cos^4(7x^2 + 1)", ("chain (power)", "chain", "cos", "power"), "OpenStax §3.6 Example 3.55",
           longest="4(cos(7x² + 1))³(−sin(7x² + 1))(14x)"),
    Worked("sin(2t) + cos(3t)", ("chain, sin, chain, cos",), "OpenStax §3.6, an example", "t"),
    Worked("(2x^3 + 2x - 1)^4", ("chain (power)", "power"), "OpenStax §3.6, a checkpoint"),
    Worked("sin(7x + 2)", ("chain", "sin"), "OpenStax §3.6, a checkpoint"),
    Worked("x/(2x + 3)^3", ("quotient", "chain (power)"), "OpenStax §3.6, a checkpoint"),
    Worked("sin^6(x^3)", ("chain (power)", "chain", "sin", "power"), "OpenStax §3.6, a checkpoint"),
    Worked("sqrt(x^2 + 1)", ("chain (power)", "power"), "Stewart §3.4 Example 1"),
    Worked("sin(x^2)", ("chain", "sin", "power"), "Stewart §3.4 Example 2(a)"),
    Worked("sin^2(x)", ("chain (power)", "sin"), "Stewart §3.4 Example 2(b)"),
    Worked("(x^3 - 1)^100", ("chain (power)", "power"), "Stewart §3.4 Example 3", longest="100(x³ − 1)⁹⁹ d/dx(x³ − 1)"),
    Worked("(x^2 + x + 1)^(-1/3)", ("chain (power)", "power"), "Stewart §3.4 Example 4",
           longest="−(1/3)(x² + x + 1)^(−4/3) d/dx(x² + x + 1)"),
    Worked("((t - 2)/(2t + 1))^9", ("chain (power)", "quotient"), "Stewart §3.4 Example 5", "t",
           longest="9((t − 2)/(2t + 1))⁸ · ((2t + 1) · 1 − 2(t − 2))/(2t + 1)²"),
    Worked("(2x + 1)^5 (x^3 - x + 1)^4", ("product", "chain (power)", "power", "chain (power)"),
           "Stewart §3.4 Example 6",
           longest="(2x + 1)⁵ · 4(x³ − x + 1)³ d/dx(x³ − x + 1) + (x³ − x + 1)⁴ · 5(2x + 1)⁴ d/dx(2x + 1)"),
    Worked("e^(sin(x))", ("chain (exponential)", "sin"), "Stewart §3.4 Example 7", longest="e^(sin x) d/dx(sin x)"),
    Worked("sin(cos(tan(x)))", ("chain", "sin", "chain", "cos", "tan"), "Stewart §3.4 Example 8",
           longest="cos(cos(tan x))[−sin(tan x)] d/dx(tan x)"),
    Worked("e^(sec(3u))", ("chain (exponential)", "chain", "sec"), "Stewart §3.4 Example 9", "u",
           longest="e^(sec 3u) sec 3u tan 3u d/du(3u)"),
    Worked("sqrt(5z - 8)", ("chain (power)",), "Paul, Chain Rule, Example 1", "z"),
    Worked("sin(3x^2 + x)", ("chain", "sin", "power"), "Paul, Chain Rule, Example 2(a)"),
    Worked("(2t^3 + cos(t))^50", ("chain (power)", "power, cos"), "Paul, Chain Rule, Example 2(b)", "t",
           longest="50(2t³ + cos t)⁴⁹(6t² − sin t)"),
    Worked("e^(w^4 - 3w^2 + 9)", ("chain (exponential)", "power"), "Paul, Chain Rule, Example 2(c)", "w"),
    Worked("ln(x^-4 + x^4)", ("chain", "log", "power"), "Paul, Chain Rule, Example 2(d)"),
    Worked("sec(1 - 5x)", ("chain", "sec"), "Paul, Chain Rule, Example 2(e)"),
    Worked("cos^4(t) + cos(t^4)", ("chain (power)", "cos", "chain", "cos", "power"), "Paul, Chain Rule, Example 2(f)",
           "t"),
    Worked("sin(10t)", ("chain", "sin"), "MIT 18.01 Lecture 4", "t"),
    Worked("sin(t)^10", ("chain (power)", "sin"), "MIT 18.01 Lecture 4", "t"),
    # --- exponentials, logarithms, inverse functions
    Worked("arctan(x^2)", ("chain", "arctan", "power"), "OpenStax §3.7, a checkpoint"),
    Worked("x^2 arcsin(x)", ("product", "power, arcsin"), "OpenStax §3.7, an example"),
    Worked("arcsin(2x^3)", ("chain", "arcsin", "power"), "OpenStax §3.7, an example"),
    Worked("e^(tan(2x))", ("chain (exponential)", "chain", "tan"), "OpenStax §3.9, an example",
           longest="e^(tan(2x)) d/dx(tan(2x))"),
    Worked("e^(x^2)/x", ("quotient", "chain (exponential)", "power"), "OpenStax §3.9, an example",
           longest="((e^(x²) · 2x) · x − 1 · e^(x²))/x²"),
    Worked("x e^(2x)", ("product", "chain (exponential)"), "OpenStax §3.9, a checkpoint"),
    Worked("ln(x^3 + 3x - 4)", ("chain", "log", "power"), "OpenStax §3.9, an example"),
    Worked("3^x/(3^x + 2)", ("quotient", "exponential, base a, exponential, base a"), "OpenStax §3.9, an example",
           longest="(3^x ln 3(3^x + 2) − 3^x ln 3(3^x))/(3^x + 2)²"),
    Worked("x^x", ("general power", "product", "log"), "OpenStax §3.9, a checkpoint"),
    Worked("(2x^4 + 1)^(tan(x))", ("general power", "product", "tan, chain, log", "power"),
           "OpenStax §3.9, an example"),
    Worked("ln(x^3 + 1)", ("chain", "log", "power"), "Stewart §3.6 Example 1"),
    Worked("ln(sin(x))", ("chain", "log", "sin"), "Stewart §3.6 Example 2", longest="(1/sin x) d/dx(sin x)"),
    Worked("sqrt(ln(x))", ("chain (power)", "log"), "Stewart §3.6 Example 3", longest="½(ln x)^(−1/2) d/dx(ln x)"),
    Worked("x^(sqrt(x))", ("general power", "product", "power, log"), "Stewart §3.6 Example 8"),
    Worked("3e^x + 10x^3 ln(x)", ("exponential, product", "power, log"),
           "Paul, Derivatives of Exponential and Logarithm Functions, Example 1(b)",
           longest="3e^x + 30x² ln x + 10x³(1/x)"),
    Worked("5e^x/(3e^x + 1)", ("quotient", "exponential"),
           "Paul, Derivatives of Exponential and Logarithm Functions, Example 1(c)",
           longest="(5e^x(3e^x + 1) − (5e^x)(3e^x))/(3e^x + 1)²"),
    # --- machine learning
    Worked("(2x + 1)^4", ("chain (power)",), "MML Example 5.5"),
    Worked("(x + 2y^3)^2", ("chain (power)",), "MML Example 5.6", "x", longest="2(x + 2y³) ∂/∂x(x + 2y³)"),
    Worked("(x + 2y^3)^2", ("chain (power)", "power"), "MML Example 5.6", "y", longest="2(x + 2y³) ∂/∂y(x + 2y³)"),
    Worked("a^2 b + a b^3", ("power",), "MML Example 5.7", "a"),
    Worked("sqrt(x^2 + exp(x^2)) + cos(x^2 + exp(x^2))",
           ("chain (power), chain, cos, power, chain (exponential)",),
           "MML Example 5.14", longest="(2x + 2x exp(x²))/(2√(x² + exp(x²))) − sin(x² + exp(x²))(2x + 2x exp(x²))"),
    Worked("3x^2 y", ("power",), "Parr, partial derivatives", longest="3y ∂/∂x x²"),
    Worked("2x + y^8", ("power",), "Parr, partial derivatives", "y"),
    Worked("ln(sin(x^3)^2)", ("chain", "log", "chain (power)", "chain", "sin", "power"),
           "Parr, the single-variable chain rule"),
    Worked("sin(x + x^2)", ("chain", "sin", "power"), "Parr, the total-derivative chain rule"),
    Worked("sigmoid(x)", ("sigmoid",), "Goodfellow §3.10"),
    Worked("softplus(x)", ("softplus",), "Goodfellow §3.10"),
    Worked("1/(1 + e^-x)", ("rewrite as a power", "chain (power)", "chain (exponential)"),
           "Ng, CS229 Lecture Notes, logistic regression", longest="(1/(1 + e^(−x))²)(e^(−x))"),
)  # fmt: skip

WORKED = _ROWS
