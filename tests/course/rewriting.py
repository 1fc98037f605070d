"""Random rewritings of an expression that keep its value: what people might type for the same answer."""

from random import Random

from steepest.calculus.operators import build
from steepest.calculus.surface import Surface, number, rebuild, walk
from steepest.notation.latex import latex
from steepest.notation.text import write


def rewritten(e: Surface, source: Random, times: int) -> Surface:
    """The expression with a few random places rewritten."""
    for _ in range(times):
        places = [p for p in walk(e) if p.op not in ("number", "constant") or source.random() < 0.2]
        place = source.choice(places)
        rules = [rule for rule in RULES if rule(place, source) is not None]
        if rules:
            e = rebuild(e, {place: source.choice(rules)(place, source)}, build)
    return e


def typed(e: Surface, source: Random) -> str:
    """One way to type it."""
    text = latex(e) if source.random() < 0.3 else write(e)
    if "\\" not in text:
        if source.random() < 0.3:
            text = text.replace("^", "**")
        if source.random() < 0.2:
            text = text.replace("*", " * ").replace(" *  * ", "**")
        if source.random() < 0.2 and not text.startswith("let "):
            text = f"({text})"
    return text


def n(value):
    return number(value)


def commuted(e, source):
    if e.op not in ("add", "mul"):
        return None
    args = list(e.args)
    source.shuffle(args)
    return build(e.op, tuple(args))


def expanded(e, source):
    if e.op != "mul":
        return None
    for k, a in enumerate(e.args):
        if a.op == "add":
            rest = e.args[:k] + e.args[k + 1 :]
            return build("add", tuple(build("mul", (*rest, term)) for term in a.args))
    return None


def squared(e, source):
    if e.op == "pow" and e.args[1].op == "number" and e.args[1].data == 2:
        return build("mul", (e.args[0], e.args[0]))
    return None


def turned(e, source):
    return build("neg", (build("neg", (e,)),))


def shifted(e, source):
    k = n(source.randint(1, 4))
    return build("add", (build("add", (e, k)), build("neg", (k,))))


def scaled(e, source):
    k = n(source.randint(2, 5))
    return build("div", (build("mul", (k, e)), k))


def one(e, source):
    return build("mul", (n(1), e))


def as_quotient(e, source):
    if e.op == "mul" and len(e.args) == 2:
        return build("div", (e.args[0], build("div", (n(1), e.args[1])))) if e.args[1].op == "exp" else None
    return None


def identity(e, source):
    u = e.args[0] if e.args else None
    two = n(2)
    match e.op:
        case "sin":
            return build("mul", (two, build("sin", (half(u),)), build("cos", (half(u),))))
        case "cos":
            square = build("pow", (build("sin", (half(u),)), two))
            return build("add", (n(1), build("neg", (build("mul", (two, square)),))))
        case "tanh":
            up = build("exp", (build("mul", (two, u)),))
            return build("div", (build("add", (up, build("neg", (n(1),)))), build("add", (up, n(1)))))
        case "sigmoid":
            return build("div", (n(1), build("add", (n(1), build("exp", (build("neg", (u,)),))))))
        case "exp":
            return build("div", (n(1), build("exp", (build("neg", (u,)),))))
    return None


def half(u):
    return build("div", (u, n(2)))


def pythagoras(e, source):
    if e.op != "number" or e.data != 1:
        return None
    from steepest.calculus.surface import variable

    x = variable("x")
    return build("add", (build("pow", (build("sin", (x,)), n(2))), build("pow", (build("cos", (x,)), n(2)))))


def factored(e, source):
    if e.op == "add" and all(a.op == "mul" for a in e.args):
        common = [f for f in e.args[0].args if all(f in a.args for a in e.args[1:])]
        if common:
            f = common[0]
            rests = []
            for a in e.args:
                rest = list(a.args)
                rest.remove(f)
                rests.append(rest[0] if len(rest) == 1 else build("mul", tuple(rest)))
            return build("mul", (f, build("add", tuple(rests))))
    return None


RULES = (commuted, expanded, squared, turned, shifted, scaled, one, as_quotient, identity, factored)
