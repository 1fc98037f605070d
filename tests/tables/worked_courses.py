"""Worked examples of Ohio State's Calculus (MOOCulus) and of CLP-1: whole sections, in order; see `worked_examples`."""

from __future__ import annotations

from tests.tables.worked import FINISHED, Worked

OHIO = (
    # --- rulesOfDifferentiation/digInBasicRulesOfDifferentiation.tex
    Worked("x^13", ("power",), "Ohio State, Basic rules, 2nd example", longest="13x¹²"),
    Worked("1/x^4", ("rewrite as a power", "power"), "Ohio State, Basic rules, 3rd example", longest="d/dx x⁻⁴"),
    Worked("x^(1/5)", ("rewrite as a power", "power"), "Ohio State, Basic rules, 4th example", longest="d/dx x^(1/5)"),
    Worked("x^5 + 1/x", ("sum, rewrite as a power", "power"), "Ohio State, Basic rules, 6th example",
           longest="d/dx x⁵ + d/dx x⁻¹"),
    Worked("3/cbrt(x) - 2sqrt(x) + 1/x^7", ("sum, constant multiple, rewrite as a power", "power"),
           "Ohio State, Basic rules, 7th example", longest="3 d/dx x^(−1/3) − 2 d/dx x^(1/2) + d/dx x⁻⁷"),
    # --- rulesOfDifferentiation/digInTheDerivativeOfEToTheX.tex
    Worked("8sqrt(x) + 7e^x", ("sum, constant multiple, rewrite as a power", "power, exponential"),
           "Ohio State, The derivative of e^x, 1st example", longest="8 d/dx x^(1/2) + 7 d/dx e^x"),
    # --- productAndQuotientRules/digInProductRuleAndQuotientRule.tex
    Worked("(x^2 + 1)(x^3 - 3x)", ("product, power",), "Ohio State, Product and quotient rule, 1st example",
           longest="(x² + 1)(3x² − 3) + (2x)(x³ − 3x)"),
    Worked("x e^x - e^x", ("sum", "product, exponential"), "Ohio State, Product and quotient rule, 2nd example",
           longest="d/dx(x e^x) − d/dx e^x"),
    Worked("(x^2 + 1)/(x^3 - 3x)", ("quotient, power",), "Ohio State, Product and quotient rule, 4th example",
           longest="(2x(x³ − 3x) − (x² + 1)(3x² − 3))/(x³ − 3x)²"),
    Worked("sin(x)/x", ("quotient, sin",), "Ohio State, Product and quotient rule, 5th example",
           longest="(cos(x) · x − sin(x) · 1)/x²"),
    Worked("(625 - x^2)/sqrt(x)", ("quotient, power",), "Ohio State, Product and quotient rule, 6th example",
           longest="((−2x)(√x) − (625 − x²)((1/2)x^(−1/2)))/x"),
    Worked("e^x sin(x)/((x^2 + 1)(x - 3))", ("quotient", "product, product", "exponential, sin, power"),
           "Ohio State, Product and quotient rule, 9th example",
           longest="(((e^x)′ sin x + e^x(sin x)′)((x² + 1)(x − 3)) − (e^x sin x)((x² + 1)′(x − 3) + (x² + 1)(x − 3)′))"
           "/((x² + 1)(x − 3))²"),
    # --- chainRule/digInChainRule.tex
    Worked("sin(1 + 2x)", ("chain, sin",), "Ohio State, Chain rule, 1st example", longest="cos(1 + 2x) · 2"),
    Worked("sqrt(1 + sqrt(x))", ("chain (power), power",), "Ohio State, Chain rule, 2nd example",
           longest="(1/(2√(1 + √x))) · 1 · (1/(2√x))"),
    Worked("e^(sin(x^2))", ("chain (exponential), chain, sin, power",), "Ohio State, Chain rule, 3rd example",
           longest="e^(sin(x²)) · cos(x²) · 2x"),
    Worked("x^3/(x^2 + 1)", ("rewrite as a power", "product, power, chain (power)"),
           "Ohio State, Chain rule, 4th example", longest="3x² · f(g(x)) + x³ · f′(g(x))g′(x)"),
    # --- chainRule/digInDerivativesOfTrigonometricFunctions.tex
    Worked("cos(x^3/2)", ("chain, cos, power",), "Ohio State, Derivatives of trigonometric functions, 1st example",
           longest="(3x²/2)(−sin(x³/2))"),
    Worked("5x tan(x)/(x^2 - 3)", ("quotient", "product, tan, power"),
           "Ohio State, Derivatives of trigonometric functions, 2nd example",
           longest="((x² − 3) · d/dx(5x tan x) − 5x tan x · d/dx(x² − 3))/(x² − 3)²"),
    Worked("csc(x) cot(x)", ("product, csc, cot",), "Ohio State, Derivatives of trigonometric functions, 3rd example",
           longest="−csc³(x) − cot²(x) csc(x)",
           wider=FINISHED),
    # --- derivativesOfInverseFunctions/digInDerivativesOfInverseTrigonometricFunctions.tex
    Worked("arccos(x^5)", ("chain, arccos, power",),
           "Ohio State, Derivatives of inverse trigonometric functions, 1st example",
           longest="(−1/√(1 − (x⁵)²)) · 5x⁴"),
    Worked("x^3 arctan(sqrt(x))", ("product, power, chain, arctan",),
           "Ohio State, Derivatives of inverse trigonometric functions, 2nd example",
           longest="3x² · arctan(√x) + x³ · (1/(1 + (√x)²)) · 1/(2√x)"),
    Worked("e^x/arcsin(x)", ("quotient, exponential, arcsin",),
           "Ohio State, Derivatives of inverse trigonometric functions, 3rd example",
           longest="(e^x arcsin x − e^x(1/√(1 − x²)))/(arcsin x)²"),
    Worked("arcsec(x ln(x^2 + 5))", ("chain, arcsec, product, chain, log, power",),
           "Ohio State, Derivatives of inverse trigonometric functions, 4th example",
           longest="(1/(|x ln(x² + 5)| √((x ln(x² + 5))² − 1))) · (ln(x² + 5) + x(2x/(x² + 5)))"),
    # --- logarithmicDifferentiation/digInLogarithmicDifferentiation.tex
    Worked("x^9 e^(4x)/sqrt(x - 4)", ("logarithmic differentiation", "properties of logarithms", "log, chain"),
           "Ohio State, Logarithmic differentiation, 2nd example",
           longest="ln(x⁹ e^(4x)/√(x − 4)) = ln(x⁹ e^(4x)) − ln(√(x − 4))"),
    Worked("x^(cos(x))", ("general power", "product, cos, log"), "Ohio State, Logarithmic differentiation, 4th example",
           longest="x^(cos x)(−sin(x) ln(x) + cos(x)/x)"),
    Worked("6sin(x)^2 + 3(x^2 + 1)^x (cos(2x) + 3)^5",
           ("sum", "chain (power), sin", "logarithmic differentiation", "properties of logarithms",
            "product, chain, log, power, chain, cos, chain"),
           "Ohio State, Logarithmic differentiation, 7th example",
           longest="(3(x² + 1)^x (cos(2x) + 3)⁵)(ln(x² + 1) + 2x²/(x² + 1) − 10 sin(2x)/(cos(2x) + 3))"),
)  # fmt: skip

CLP = (
    # --- 2.6 Using the Arithmetic of Derivatives
    Worked("4x + 7", ("sum, constant multiple", "constant"), "CLP-1, §2.6, eg:DIFFsimpleToolsAA",
           longest="4 · d/dx{x} + 7 · d/dx{1}"),
    Worked("x(4x + 7)", ("product", "constant multiple"), "CLP-1, §2.6, eg:DIFFsimpleToolsAB",
           longest="x · d/dx{4x + 7} + (4x + 7) d/dx{x}"),
    Worked("x/(4x + 7)", ("quotient", "constant multiple"), "CLP-1, §2.6, eg:DIFFsimpleToolsAB2",
           longest="((4x + 7) · d/dx{x} − x · d/dx{4x + 7})/(4x + 7)²"),
    Worked("x/(2x + 1/(3x + 1))", ("quotient, sum, reciprocal",), "CLP-1, §2.6, eg:DIFFsimpleToolsNA",
           longest="(1[2x + 1/(3x + 1)] − x[2 − 3/(3x + 1)²])/[2x + 1/(3x + 1)]²"),
    Worked("2x^3 + 4x^5", ("sum, constant multiple", "power"), "CLP-1, §2.6, eg:DIFFsimpleToolsD",
           longest="2 d/dx{x³} + 4 d/dx{x⁵}"),
    Worked("(3x + 9)(x^2 + 4x^3)", ("product", "power"), "CLP-1, §2.6, eg:DIFFsimpleToolsE",
           longest="{d/dx(3x + 9)}(x² + 4x³) + (3x + 9) d/dx{x² + 4x³}"),
    Worked("(4x^3 - 7x)/(4x^2 + 1)", ("quotient, power",), "CLP-1, §2.6, eg:DIFFsimpleToolsH",
           longest="((12x² − 7)(4x² + 1) − (4x³ − 7x)(8x))/(4x² + 1)²"),
    Worked("(sqrt(x) - 1)(2 - x)(1 - x^2)/(sqrt(x) (3 + 2x))", ("product, reciprocal, reciprocal, power",),
           "CLP-1, §2.6, eg:DIFFsimpleToolsNB",
           longest="[1/(2√x (√x − 1)) − 1/(2 − x) − 2x/(1 − x²) − 1/(2x) − 2/(3 + 2x)]"
           "((√x − 1)(2 − x)(1 − x²)/(√x (3 + 2x)))"),
    # --- 2.9 One More Tool - the Chain Rule
    Worked("sin(x)^5", ("chain (power), sin",), "CLP-1, §2.9, eg:DIFFchainruleA", longest="5(sin x)⁴ · cos x"),
    Worked("cos(3x - 2)", ("chain, cos",), "CLP-1, §2.9, eg_2_9_2", longest="−3 sin(3x − 2)"),
    Worked("(1 + 3x)^75", ("chain (power)",), "CLP-1, §2.9, eg:DIFFchainA", longest="75(1 + 3x)⁷⁴ · 3"),
    Worked("sin(x^2)", ("chain, sin, power",), "CLP-1, §2.9, eg:DIFFchainB", longest="cos(x²) · 2x"),
    Worked("cbrt(sin(x^2))", ("rewrite as a power, chain (power), chain, sin, power",), "CLP-1, §2.9, eg:DIFFchainC",
           longest="(2x/3)(cos(x²)/[sin(x²)]^(2/3))"),
    Worked("cos(x^5 sqrt(3 + x^6)/(4 + x^2)^3)",
           ("chain, cos", "rewrite as a power", "product", "power, chain (power), chain (power)"),
           "CLP-1, §2.9, eg:DIFFchainD",
           longest="−sin(x⁵ √(3 + x⁶)/(4 + x²)³)(x⁵ √(3 + x⁶)/(4 + x²)³){5/x + 3x⁵/(3 + x⁶) − 6x/(4 + x²)}"),
    # --- 2.10 The Natural Logarithm
    Worked("ln(3x)", ("chain, log",), "CLP-1, §2.10, eg_2_10_1", longest="(1/(3x)) · 3"),
    Worked("ln(c x)", ("properties of logarithms", "log"), "CLP-1, §2.10, eg_2_10_2", longest="d/dx(ln c + ln x)"),
)  # fmt: skip
