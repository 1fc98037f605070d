"""The words of spoken mathematics, and the signs that they stand for."""

from __future__ import annotations

import re

_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"  # one word a number


NUMERALS: dict[str, int] = (
    {w: k for k, w in enumerate("zero one two three four five six seven eight nine".split())}
    | {w: k for k, w in enumerate(_TEENS.split(), 10)}
    | {"thirty": 30, "forty": 40, "fifty": 50, "hundred": 100}
)


FRACTIONS = {"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fifth": 5}


ORDINALS = {w: k for k, w in enumerate("second third fourth fifth sixth seventh eighth ninth tenth".split(), 2)}


# Words of two letters that are no product.
SHORT_WORDS = frozenset(
    """is it in of to at on an as be by do go if me my no or so up us we he am oh ok hi ml ai gd lr dx dy dw dl vs eg ie
    de la le en el id im ur nn tv pc us uk eu cv mr ms dr st mm cm km kg hz hw ty tx tf rn ta yo hm uh um eh ah th nd rd
    cs re ps fb qn qs ex pt pm tl sr jr ik nm rq np js bc ur da du na nr wd wt dz dt df""".split()
)


DERIVED = frozenset("derivative derivatives order partial step iteration update".split())


NOUNS = frozenset(  # functions that are words of English too
    "max min sum mean norm sign step trace power square root mode clip where dot rank identity"
    " inverse negative var std "
    "add subtract multiply divide add dense vector size absolute logistic".split()
)


NOT_CALLED = re.compile(r"^(?:tangent|secant) (?:line|plane|to)\b")


PREFIXED = frozenset(
    "square cube natural sine cosine tangent secant sin cos tan ln log logarithm exponential exp sigmoid relu tanh "
    "absolute inverse arc hyperbolic reciprocal one sqrt".split()
)


_TRIGONOMETRIC = {
    "sine": "sin",
    "cosine": "cos",
    "tangent": "tan",
    "secant": "sec",
    "cosecant": "csc",
    "cotangent": "cot",
}


_CALLED = {
    **_TRIGONOMETRIC, "square root": "sqrt", "sqrt": "sqrt", "cube root": "cbrt", "natural log": "ln",
    "natural logarithm": "ln", "log": "log", "logarithm": "log", "ln": "ln", "exponential": "exp", "exp": "exp",
    "absolute value": "abs", "sigmoid": "sigmoid", "sigmoid function": "sigmoid", "logistic sigmoid": "sigmoid",
    "logistic function": "sigmoid", "tanh": "tanh", "relu": "relu", "relu function": "relu", "softplus": "softplus",
    "sin": "sin", "cos": "cos", "tan": "tan", "sec": "sec", "csc": "csc", "cot": "cot", "reciprocal": "1/",
    "multiplicative inverse": "1/", "log base e": "ln", "log to the base e": "ln",
    **{f"{arc} {long}": f"arc{short}" for arc in ("arc", "inverse") for long, short in _TRIGONOMETRIC.items()},
    **{f"{arc} {s}": f"arc{s}" for arc in ("arc", "inverse") for s in ("sin", "cos", "tan")},
    **{f"hyperbolic {long}": f"{short}h" for long, short in _TRIGONOMETRIC.items()},
}  # fmt: skip


_FUNCTIONS = _TRIGONOMETRIC | {w: w for w in "sin cos tan tanh ln log".split()}


_BARE = (*_TRIGONOMETRIC, *(w for w in _CALLED if w.startswith(("arc ", "inverse ", "hyperbolic "))))


# A phrase, where it stands, and its sign; longer ones first.
PHRASES: tuple[tuple[tuple[str, ...], str, str], ...] = tuple(
    sorted(
        (
            *((tuple(f"the {w} of".split()), "prefix", s) for w, s in _CALLED.items()),
            *((tuple(f"{w} of".split()), "prefix", s) for w, s in _CALLED.items()),
            *((tuple(w.split()), "prefix", _CALLED[w]) for w in _BARE),
            *((("the", *w.split()), "prefix", _CALLED[w]) for w in _BARE),
            *(((w, "squared"), "prefix", f"{s}^2") for w, s in _FUNCTIONS.items()),
            *(((w, "cubed"), "prefix", f"{s}^3") for w, s in _FUNCTIONS.items()),
            *(((w, "squared", "of"), "prefix", f"{s}^2") for w, s in _FUNCTIONS.items()),
            (("squared",), "after", "^2"),
            (("cubed",), "after", "^3"),
            (("all", "squared"), "whole", "^2"),
            (("quantity", "squared"), "whole", "^2"),
            (("quantity", "cubed"), "whole", "^3"),
            (("all", "cubed"), "whole", "^3"),
            (("plus",), "between", "+"),
            (("minus",), "between", "-"),
            (("times",), "between", "*"),
            (("multiplied", "by"), "between", "*"),
            (("over",), "between", "/"),
            (("divided", "by"), "between", "/"),
            (("minus",), "minus", "-"),
            (("negative",), "minus", "-"),
            (("twice",), "prefix", "2"),
            (("to", "the"), "power", "^"),
            (("to", "the", "power"), "power", "^"),
            (("to", "the", "power", "of"), "power", "^"),
            (("to", "power"), "power", "^"),
            (("raised", "to"), "power", "^"),
            (("raised", "to", "the"), "power", "^"),
            (("raised", "to", "the", "power"), "power", "^"),
            (("raised", "to", "the", "power", "of"), "power", "^"),
        ),
        key=lambda row: -len(row[0]),
    )
)


SPOKEN = re.compile(
    r"\b(?:squared|cubed|plus|minus|times|multiplied|over|divided|negative|twice|power|raised|to the|root|bracket"
    r"|paren\w*|point|(?:co)?sine|tangent|(?:co)?secant|log\w*|ln|exp\w*|absolute|reciprocal|inverse|arc|hyperbolic"
    rf"|sigmoid|tanh|relu|softplus|sin|cos|tan|sqrt|{'|'.join(NUMERALS)})\b",
    re.IGNORECASE,
)


POWER_OF = re.compile(
    r"\b(?:the )?(square|cube) of (?:the )?((?:sin|cos|tan|ln|log|exp|tanh|sigmoid) ?[a-z]\b"
    r"|[a-z]+\([^()]*\)|[b-hj-z]\b|\([^()]*\))",
    re.IGNORECASE,
)


BRACKETS = re.compile(r",?\s*\b(open|left|close|right) (?:bracket|paren(?:thesis)?)s?\b,?", re.IGNORECASE)


TOKENS = re.compile(r"\s+|[a-zA-Z]+(?:'[a-z]+)?|\d+(?:\.\d+)?|.", re.DOTALL)
