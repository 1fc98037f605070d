"""The JSON program: what is printed is computed by a stack machine that knows only docs/json-program.md."""

import json
import math
from random import Random

import numpy as np
import pytest
from tests.notation.test_writing_code import BY_HAND, data, plain_numpy, run
from tests.notation.writing_samples import random_tree, tree

from steepest.calculus.surface import variables
from steepest.notation.pieces import Unwritable
from steepest.notation.program import program, program_text

TWO = {
    "add": np.add, "sub": np.subtract, "mul": np.multiply, "div": np.divide, "pow": np.power, "lt": np.less,
    "le": np.less_equal, "gt": np.greater, "ge": np.greater_equal, "eq": np.equal, "ne": np.not_equal,
    "maximum": np.maximum, "minimum": np.minimum, "hypot": np.hypot, "atan2": np.arctan2,
}  # fmt: skip
CALLS = {  # those that NumPy does not call by the same name
    "sec": "1/cos(u)", "csc": "1/sin(u)", "cot": "1/tan(u)", "sech": "1/cosh(u)", "csch": "1/sinh(u)",
    "coth": "1/tanh(u)", "arcsec": "arccos(1/u)", "arccsc": "arcsin(1/u)", "arccot": "arctan(1/u)",
    "arcsech": "arccosh(1/u)", "arccsch": "arcsinh(1/u)", "arccoth": "arctanh(1/u)", "sigmoid": "1/(1 + exp(-u))",
    "softplus": "log(1 + exp(u))", "log_sigmoid": "-log(1 + exp(-u))", "relu": "maximum(u, 0)",
    "leaky_relu": "where(u > 0, u, 0.01*u)", "elu": "where(u > 0, u, exp(u) - 1)", "silu": "u/(1 + exp(-u))",
    "celu": "where(u > 0, u, exp(u) - 1)", "gelu": "u*(1 + erf(u/sqrt(2)))/2", "erfc": "1 - erf(u)",
    "selu": "1.0507009873554805*where(u > 0, u, 1.6732632423543772*(exp(u) - 1))", "log1p": "log(1 + u)",
    "mish": "u*tanh(log(1 + exp(u)))", "softsign": "u/(1 + abs(u))", "hard_tanh": "clip(u, -1, 1)",
    "heaviside": "(1 + sign(u))/2",
    "hard_sigmoid": "clip(u/6 + 0.5, 0, 1)", "normal_cdf": "(1 + erf(u/sqrt(2)))/2", "expm1": "exp(u) - 1",
}  # fmt: skip


def machine(made: dict, values: dict) -> list[float]:
    """Run a program as the page does."""
    stack: list = []
    slots: list = []
    out: dict[int, float] = {}
    for op, *rest in made["code"]:
        match op:
            case "const":
                stack.append(np.float64({"inf": math.inf, "-inf": -math.inf, "nan": math.nan}.get(rest[0], rest[0])))
            case "load":
                stack.append(np.float64(values[made["inputs"][rest[0]]]))
            case "let":
                assert rest[0] == len(slots)
                slots.append(stack.pop())
            case "get":
                stack.append(slots[rest[0]])
            case "out":
                assert rest[0] not in out
                out[rest[0]] = stack.pop()
            case "neg":
                stack.append(-stack.pop())
            case "ipow":
                stack.append(stack.pop() ** rest[0])
            case "qpow":
                a, (p, q) = stack.pop(), rest
                stack.append(np.sign(a) ** p * np.abs(a) ** (p / q) if q % 2 else a ** (p / q))
            case "where":
                b, a, c = stack.pop(), stack.pop(), stack.pop()
                stack.append(a if c != 0 else b)
            case "call" if rest[0] not in TWO:
                stack.append(np.float64(plain_numpy(CALLS.get(rest[0], f"{rest[0]}(u)"), {"u": stack.pop()})))
            case _:
                b, a = stack.pop(), stack.pop()
                stack.append(np.float64(TWO[rest[0] if op == "call" else op](a, b)))
    assert not stack
    return [float(out[k]) for k in range(len(made["outputs"]))]


@pytest.mark.parametrize(("given", "expected"), BY_HAND)
def test_a_program_gives_the_value(given, expected):
    env = {k: float(v) for k, v in data().items() if v.ndim == 0}
    made = json.loads(program_text(tree(given)))
    assert machine(made, env)[0] == pytest.approx(float(plain_numpy(expected, env)), rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("seed", range(40))
def test_a_random_program_gives_what_the_numpy_program_gives(seed):
    e = random_tree(Random(seed), 6, ())
    env = {k: float(v) for k, v in data(seed).items() if v.ndim == 0}
    try:
        made = json.loads(program_text(e))
    except Unwritable:
        return  # arrays
    with np.errstate(all="ignore"):
        assert machine(made, env)[0] == pytest.approx(float(run(e, "numpy", env)), rel=1e-9, nan_ok=True), seed


def test_inputs_come_as_told_then_by_alphabet():
    made = program({"f": tree("z*x + t"), "g": tree("x")}, ["x"])
    assert made["inputs"] == ["x", "t", "z"]
    assert made["outputs"] == ["f", "g"]


def test_a_shared_part_is_kept_in_a_slot():
    made = program({"f": tree("sin(x)**2"), "g": tree("2*sin(x)*cos(x)")})
    assert sum(i == ["call", "sin"] for i in made["code"]) == 1


def test_arrays_with_axes_are_refused():
    with pytest.raises(Unwritable, match="arrays with axes"):
        program({"f": tree("sum(y)")})


def test_an_input_that_does_not_occur_is_kept():
    assert program({"f": tree("2*t")}, ["x"])["inputs"] == ["x", "t"]
    assert list(variables(tree("2*t"))) == ["t"]
