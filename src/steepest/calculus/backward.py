"""A derivation over arrays as a backward pass: named parts forward, one cotangent a part backward.

Each line is one rule with the shapes that make it what it is: the parts are what was written, the cotangents come from
the same rows as the sweep, one part at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count

from steepest.calculus import algebra
from steepest.calculus.dims import Shape, dim_letters, shape_text
from steepest.calculus.expr import Expr, Variable, number
from steepest.calculus.expr import variable as core_variable
from steepest.calculus.inside import bound_names
from steepest.calculus.lower import lower
from steepest.calculus.manner import in_numbers
from steepest.calculus.operators import OPERATORS, build
from steepest.calculus.primitives import PRIMITIVES
from steepest.calculus.raising import Memo, raised
from steepest.calculus.remaking import substitute
from steepest.calculus.surface import Surface, rebuild, variable, variables, walk
from steepest.calculus.sweep import cotangents

THROUGH = {"add", "neg", "mul", "div", "transpose", "index", "sum", "mean"}  # parts that need no name of their own
NAMES = ("r", "m", "a", "h", "s", "q", "u", "v", "p", "z", "k", "c", "t", "b", "g")


@dataclass(frozen=True, slots=True)
class Part:
    """A named part of the forward pass: `name` is `meaning`, in the variables and the parts before it."""

    name: str
    meaning: Surface
    node: Surface  # the part as it was written, without names
    because: str

    @property
    def shape(self) -> Shape:
        """The shape of the part."""
        return self.node.shape


@dataclass(frozen=True, slots=True)
class Pull:
    """A line of the backward pass: the cotangent of `name`, in variables, parts and cotangents of later parts.

    The cotangent of a part p is the variable `cotangent_name(p)`.
    """

    name: str
    cotangent: Surface
    rule: str
    because: str


@dataclass(frozen=True, slots=True)
class BackwardPass:
    """The parts forward and the cotangents backward; for a value that is an array the seed stands for any cotangent."""

    parts: tuple[Part, ...]
    pulls: tuple[Pull, ...]


def cotangent_name(name: str) -> str:
    """The variable that stands for ∂f/∂name."""
    return f"d_{name}"


def backward_pass(root: Surface, wrt: Sequence[str], called: str = "f") -> BackwardPass:
    """The forward parts of an expression, itself `called` f, and the cotangents back to the variables `wrt`."""
    moving = _moving(root, set(wrt))
    parts = _named(root, moving, called)
    shapes = {p.name: p.shape for p in parts}
    order = list(shapes)
    shapes |= {name: shape for name, shape in variables(root).items() if name in wrt}
    users: dict[str, list[Part]] = {}
    for p in parts:
        for name in variables(p.meaning):
            users.setdefault(name, []).append(p)
    words = Memo(in_numbers(walk(root)))
    pulls = [
        _pull(name, shapes[name], users[name], order[-1], root.shape, words)
        for name in [*reversed(order[:-1]), *wrt]
        if name in shapes and name in users
    ]
    return BackwardPass(parts, tuple(pulls))


def _moving(root: Surface, wrt: set[str]) -> set[Surface]:
    out: set[Surface] = set()
    for e in walk(root):
        if (e.op == "variable" and e.data in wrt) or any(a in out for a in e.args):
            out.add(e)
    return out


def _named(root: Surface, moving: set[Surface], called: str) -> tuple[Part, ...]:
    uses: dict[Surface, int] = {}
    inside_function: set[Surface] = set()
    for e in walk(root):
        for a in e.args:
            uses[a] = uses.get(a, 0) + 1
            if e.op not in THROUGH and e.op != "matmul":
                inside_function.add(a)
    sizes = {x for shape in variables(root).values() for size in shape for x in dim_letters(size)}
    taken = {*variables(root), *sizes, called} | bound_names(root)
    names = (n for n in chain(NAMES, (f"h_{k}" for k in count(1))) if n not in taken)
    named: dict[Surface, Surface] = {}
    parts: list[Part] = []
    for e in walk(root):
        if e not in moving or e.op == "variable":
            continue
        if e is root or uses[e] > 1 or e in inside_function or e.op not in (*THROUGH, *PRIMITIVES, "pow"):
            meaning = rebuild(e, named, build)
            name = called if e is root and called not in variables(root) else next(names)
            parts.append(Part(name, meaning, e, OPERATORS[e.op].because))
            named[e] = variable(name, e.shape)
    return tuple(parts)


def _pull(name: str, shape: Shape, users: Sequence[Part], last: str, seed_shape: Shape, words: Memo) -> Pull:
    x = core_variable(name, shape)
    terms: list[Expr] = []
    for p in users:
        seed: Expr = core_variable(cotangent_name(p.name), p.shape)
        if p.name == last and not seed_shape:
            seed = number(1)
        core = lower(p.meaning)
        back = cotangents(core, [x], seed, 0).get(x, algebra.zero(shape))
        named = {} if isinstance(core, Variable) or p.name == last else {core: core_variable(p.name, p.shape)}
        terms.append(substitute(back, named))  # tanh gives 1 - h², h being its value
        if isinstance(core, Variable) and core is x:
            terms[-1] = seed
    total = algebra.plus(*terms) if len(terms) > 1 else terms[0]
    rules = ", ".join(dict.fromkeys(rules_between(p.meaning, (name,)) for p in users))
    return Pull(name, raised(total, words), rules, _because(users, name, shape))


def rules_between(meaning: Surface, names: Sequence[str]) -> str:
    """The operators between a part and the names it is made of, the outermost first."""
    found: list[str] = []
    for e in reversed(list(walk(meaning))):
        if e.args and any(name in variables(e) for name in names) and e.op not in ("neg", "index"):
            words = {
                "scan": "recurrence",
                "backscan": "recurrence",
                "matmul": "matrix product",
                "pow": "power",
                "mul": "product",
                "add": "sum",
                "div": "quotient",
            }
            found.append(words.get(e.op, e.op))
    return ", ".join(dict.fromkeys(found)) or ("sign" if meaning.op == "neg" else "the same")


def _because(users: Sequence[Part], name: str, shape: Shape) -> str:
    for p in users:
        for e in walk(p.meaning):
            if e.op == "matmul" and any(a.op == "variable" and a.data == name for a in e.args):
                left, right = e.args
                other = left if right.op == "variable" and right.data == name else right
                if len(other.shape) == 2:
                    turned = other is left or len(shape) > 1
                    words = "transposed" if turned else "multiplied from the other side"
                    return f"{words}, since {p.name} is {shape_text(p.shape)} and {name} is {shape_text(shape)}"
                if len(shape) == 1:
                    return "of two vectors each is the slope by the other"
                return f"an outer product, since {name} is {shape_text(shape)}"
            if e.op in PRIMITIVES and any(a.op == "variable" and a.data == name for a in e.args):
                return PRIMITIVES[e.op].because
    return "same shape as " + name if shape else ""
