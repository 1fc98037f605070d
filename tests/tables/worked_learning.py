"""Worked examples of texts on machine learning: every one in the sections named; see `worked_examples`."""

from __future__ import annotations

from tests.tables.worked import FINISHED, Worked

LEARNING = (
    # --- Parr and Howard, The Matrix Calculus You Need For Deep Learning
    Worked("99", ("constant",), "Parr, Scalar derivative rules, the table", longest="0"),
    Worked("3x", ("constant multiple",), "Parr, Scalar derivative rules, the table", longest="3"),
    Worked("x^2 + 3x", ("sum, power",), "Parr, Scalar derivative rules, the table", longest="2x + 3"),
    Worked("x^2 - 3x", ("sum, power",), "Parr, Scalar derivative rules, the table", longest="2x − 3"),
    Worked("x^2 x", ("product, power",), "Parr, Scalar derivative rules, the table", longest="x² + x · 2x"),
    Worked("ln(x^2)", ("chain, log, power",), "Parr, Scalar derivative rules, the table", longest="(1/x²)2x",
           wider=FINISHED),
    Worked("9(x + x^2)", ("constant multiple", "sum", "power"), "Parr, Scalar derivative rules",
           longest="9(d/dx x + d/dx x²)"),
    Worked("3x^2 y", ("constant multiple", "power"), "Parr, Vector calculus and partial derivatives", "x",
           longest="3y ∂/∂x x²"),
    Worked("3x^2 y", ("constant multiple", "variable"), "Parr, Vector calculus and partial derivatives", "y",
           longest="3x² ∂/∂y y"),
    Worked("2x + y^8", ("sum", "constant multiple"), "Parr, Matrix calculus", "x", longest="∂/∂x 2x + ∂/∂x y⁸"),
    Worked("2x + y^8", ("sum", "power"), "Parr, Matrix calculus", "y", longest="∂/∂y 2x + ∂/∂y y⁸"),
    Worked("ln(sin(x^3)^2)", ("chain, log, chain (power), chain, sin, power",), "Parr, Single-variable chain rule",
           longest="6 sin(x³) x² cos(x³)/sin(x³)²"),
    Worked("x + x^2", ("sum", "power"), "Parr, Single-variable total-derivative chain rule",
           longest="d/dx x + d/dx x²"),
    Worked("sin(x + x^2)", ("chain, sin, total derivative, power",),
           "Parr, Single-variable total-derivative chain rule", longest="cos(x + x²)(1 + 2x)"),
    Worked("x*x^2", ("total derivative, power",), "Parr, Single-variable total-derivative chain rule",
           longest="∂u₂/∂x + ∂u₂/∂u₁ du₁/∂x"),
    Worked("sin(3x)", ("chain, sin",), "Parr, Vector chain rule", longest="3 cos(3x)"),
    # --- Zhang, Lipton, Li, Smola, Dive into Deep Learning
    Worked("3x^2 - 4x", ("sum, constant multiple", "power"), "Dive into Deep Learning, Calculus",
           longest="3 d/dx x² − 4 d/dx x"),
    Worked("ln(1 + (x - 1)^10)", ("chain, log", "sum", "constant, chain (power)", "sum, constant"),
           "Dive into Deep Learning, Single Variable Calculus, Derivative Rules",
           longest="(1 + (x − 1)¹⁰)⁻¹(d/dx[1] + d/dx[(x − 1)¹⁰])"),
    # --- Stanford CS231n, Backpropagation, Intuitions
    Worked("1/(1 + e^(-x))", ("reciprocal, chain (exponential)",), "CS231n, Backpropagation, Sigmoid example",
           longest="((1 + e^(−x) − 1)/(1 + e^(−x)))(1/(1 + e^(−x)))"),
    # --- Prince, Understanding Deep Learning
    Worked("(b3 + w3 cos(b2 + w2 exp(b1 + w1 sin(b0 + w0 x))) - y)^2",
           ("chain (power)", "constant multiple", "chain, cos", "constant multiple", "chain (exponential)",
            "constant multiple", "chain, sin"),
           "Understanding Deep Learning, Notebook 7.1", "w0",
           longest="−2(b3 + w3 · cos[b2 + w2 · exp[b1 + w1 · sin[b0 + w0 · x]]] − y) · w1 w2 w3 · x · cos[b0 + w0 · x]"
           " · exp[b1 + w1 · sin[b0 + w0 · x]] · sin[b2 + w2 · exp[b1 + w1 · sin[b0 + w0 · x]]]"),
)  # fmt: skip
