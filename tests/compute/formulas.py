"""Python's own parser as a reader for tests: formulas in unambiguous Python to surface trees."""

from __future__ import annotations

import ast
from fractions import Fraction
from typing import Any

from steepest.calculus.operators import build
from steepest.calculus.surface import Surface, number, variable

NAMES = {"asin": "arcsin", "acos": "arccos", "atan": "arctan", "asec": "arcsec", "acsc": "arccsc", "acot": "arccot",
         "asinh": "arcsinh", "acosh": "arccosh", "atanh": "arctanh", "ln": "log", "gammaln": "lgamma",
         "atan2": "arctan2", "acoth": "arccoth", "asech": "arcsech", "acsch": "arccsch"}  # fmt: skip
BINARY = {ast.Mult: "mul", ast.Div: "div", ast.Pow: "pow", ast.MatMult: "matmul"}
COMPARE = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}


def read(text: str, shapes: dict[str, Any] | None = None) -> Surface:
    """The surface tree of a formula."""
    return _read(ast.parse(text.strip(), mode="eval").body, shapes or {})


def _read(e: ast.expr, shapes: dict[str, Any]) -> Surface:
    def go(x: ast.expr) -> Surface:
        return _read(x, shapes)

    match e:
        case ast.Constant(value=v):
            return number(Fraction(str(v)))
        case ast.Name(id="pi"):
            return build("constant", (), "pi")
        case ast.Name(id="E"):
            return build("constant", (), "e")
        case ast.Name(id=name):
            return variable(name, tuple(shapes.get(name, ())))
        case ast.UnaryOp(op=ast.USub(), operand=x):
            return build("neg", (go(x),))
        case ast.UnaryOp(op=ast.UAdd(), operand=x):
            return go(x)
        case ast.BinOp(left=a, op=ast.Add(), right=b):
            return build("add", (go(a), go(b)))
        case ast.BinOp(left=a, op=ast.Sub(), right=b):
            return build("add", (go(a), build("neg", (go(b),))))
        case ast.BinOp(left=a, op=op, right=b):
            return build(BINARY[type(op)], (go(a), go(b)))
        case ast.Compare(left=a, ops=[op], comparators=[b]):
            return build("compare", (go(a), go(b)), COMPARE[type(op)])
        case ast.Attribute(value=x, attr="T"):
            return build("transpose", (go(x),))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords):
            data = tuple(sorted((str(k.arg), ast.literal_eval(k.value)) for k in keywords)) or None
            return build(NAMES.get(name, name), tuple(go(a) for a in args), data)
    raise AssertionError(ast.unparse(e))
