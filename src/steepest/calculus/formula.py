"""Formulas in the tables: Python's expression syntax, read with its own parser into surface trees.

Only our own tables are read here, never what a person typed (that is `notation`).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from steepest.calculus.surface import Surface, number

Build = Callable[[str, tuple[Surface, ...], Any], Surface]

_BINARY: dict[type[ast.operator], str] = {
    ast.Mult: "mul", ast.Div: "div", ast.Pow: "pow", ast.MatMult: "matmul",
}  # fmt: skip
_COMPARE: dict[type[ast.cmpop], str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip


def formula(text: str, env: Mapping[str, Any], build: Build) -> Surface:
    """The surface tree of a formula with its names exchanged as `env` says (surface trees, or options such as axis)."""
    return _read(ast.parse(text, mode="eval").body, env, build)


def _read(e: ast.expr, env: Mapping[str, Any], build: Build) -> Surface:
    match e:
        case ast.Constant(value=v):
            return number(Fraction(str(v)))
        case ast.Name(id="pi"):
            return build("constant", (), "pi")
        case ast.Name(id=name):
            value = env[name]
            return value if isinstance(value, Surface) else number(Fraction(str(value)))
        case ast.UnaryOp(op=ast.USub(), operand=x):
            return build("neg", (_read(x, env, build),), None)
        case ast.BinOp(left=a, op=ast.Add(), right=b):
            return build("add", (_read(a, env, build), _read(b, env, build)), None)
        case ast.BinOp(left=a, op=ast.Sub(), right=b):
            return build("add", (_read(a, env, build), build("neg", (_read(b, env, build),), None)), None)
        case ast.BinOp(left=a, op=op, right=b):
            return build(_BINARY[type(op)], (_read(a, env, build), _read(b, env, build)), None)
        case ast.Compare(left=a, ops=[op], comparators=[b]):
            return build("compare", (_read(a, env, build), _read(b, env, build)), _COMPARE[type(op)])
        case ast.Attribute(value=x, attr="T"):
            return build("transpose", (_read(x, env, build),), None)
        case ast.Call(func=ast.Name(id="size"), args=[x, k]):
            return build("size", (), _read(x, env, build).shape[_option(k, env)])
        case ast.Call(func=ast.Name(id="average"), args=[x]):  # the mean of all entries; a number is its own
            body = _read(x, env, build)
            return build("mean", (body,), None) if body.shape else body
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords):
            given = [(str(k.arg), _option(k.value, env)) for k in keywords]
            data = tuple(sorted((k, v) for k, v in given if v is not None)) or None
            return build(name, tuple(_read(a, env, build) for a in args), data)
    raise AssertionError(f"A table holds a formula that is not understood: {ast.unparse(e)}")


def _option(e: ast.expr, env: Mapping[str, Any]) -> Any:
    return env[e.id] if isinstance(e, ast.Name) else ast.literal_eval(e)
