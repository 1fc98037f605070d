"""The names a person may use: functions and their other spellings, Greek letters, constants, prefixes.

A run of letters is one name when it is declared, a function, a Greek letter or a constant; otherwise it is a product of
the names in it, functions recognised from the left: `xsinx` is x · sin(x), `pir` is π · r.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches

from steepest.calculus.operators import OPERATORS
from steepest.notation.limits import TOKENS

_INDEX = re.compile(r"([A-Za-z])([+-]\d+)?|\d+")


def function(word: str) -> str | None:
    """The function that a word names, or None: asin → arcsin, Sin → sin."""
    for spelling in (word, word.lower()):
        if spelling in FUNCTIONS:
            return spelling
        if spelling in ALIASES:
            return ALIASES[spelling]
    return None


def canonical(name: str) -> str:
    """The spelling under which a name is kept: θ is theta, x₁ is x_1, x_{12} is x_12."""
    out = ""
    for c in name:
        if c in GREEK_LETTERS:
            out += GREEK_LETTERS[c]
        elif c in SUBSCRIPTS:
            out += SUBSCRIPTS[c] if "_" in out else "_" + SUBSCRIPTS[c]
        elif c not in "{}":
            out += c
    return out


def entry(word: str, arrays: Collection[str]) -> tuple[str, str]:
    """The array and the subscript of a name such as A_ij or y_hat_i; no subscript where it is no entry of an array."""
    at = -1 if word in arrays else word.rfind("_")
    while at > 0:
        if word[:at] in arrays:
            return word[:at], word[at + 1 :]
        at = word.rfind("_", 0, at)
    return word, ""


def indices(below: str, rank: int) -> tuple[str, ...]:
    """The subscripts of an array with so many axes, one an axis: ij is i, j; i+1,2 is i+1, 2; nothing for a word."""
    if "," in below:
        found = tuple(below.split(","))
    elif below.isdigit():
        found = tuple(below) if len(below) == rank else (below,)
    else:
        found = tuple(m[0] for m in _INDEX.finditer(below))
        found = found if "".join(found) == below else ()
    return found if len(found) <= rank and all(_INDEX.fullmatch(x) for x in found) else ()


def place(word: str, known: Mapping[str, int]) -> int | None:
    """The number that a subscript is, where its letter is known: 2, i, i+1."""
    if word.isdigit():
        return int(word)
    letter, shift = shifted(word)
    return known[letter] + shift if letter in known else None


def shifted(word: str) -> tuple[str, int]:
    """The letter of a subscript and what is added to it: i and 1 for i+1."""
    found = _INDEX.fullmatch(word)
    return (word, 0) if found is None or not found[1] else (found[1], int(found[2] or 0))


def nearest(word: str, among: Iterable[str] = ()) -> str | None:
    """The function (or other known name) that a misspelt word most resembles."""
    if len(word) > LONGEST + 4:
        return None
    found = get_close_matches(word.lower(), [*among, *FUNCTIONS, *ALIASES], n=1, cutoff=0.74)
    return found[0] if found else None


def pieces(
    word: str, declared: Collection[str], latex: bool = False, called: bool = True
) -> list[tuple[int, int, str]]:
    """A run of letters, digits and subscripts as (start, stop, kind): name, function, number, base, constant.

    `base` is what stands behind log_: its base; `constant` is π as systems with capitals spell it. In LaTeX a subscript
    without braces is a number or one letter. A few short names are functions only when they are called, that is, before
    a parenthesis.
    """
    if word in declared or word in CONSTANTS or canonical(word) in declared:
        return [(0, len(word), "name")]
    if function(word) and (called or word not in ONLY_CALLED):
        return [(0, len(word), "function")]
    out: list[tuple[int, int, str]] = []
    at = 0
    while at < len(word) and len(out) <= TOKENS:  # more are refused
        stop, kind = _piece(word, at, declared, out[-1][2] if out else "", latex)
        out.append((at, stop, kind))
        at = stop
    return out


def _piece(word: str, at: int, declared: Collection[str], before: str, latex: bool) -> tuple[int, str]:
    """Where the piece that begins here ends, and its kind: the longest name that is known, else one letter."""
    if word[at] in SUBSCRIPTS:
        return _subs_end(word, at), "base"
    if word[at] == "_":
        stop = _subscript_end(word, at, latex)
        if before == "function":
            first = at + 1
            digits = _digits_end(word, first)
            return (digits if digits > first else min(first + 1, len(word))), "base"
        return stop, "base"
    if word[at] in _DIGITS:
        return _digits_end(word, at), "number"
    longest = max((len(name) for name in declared), default=0)
    for stop in range(min(len(word), at + max(longest, LONGEST)), at, -1):
        part = word[at:stop]
        if declared and (part in declared or canonical(part) in declared):
            return _tail(word, stop, latex), "name"
        if part in PIS and word[stop : stop + 1] != "_":
            return stop, "constant"
        if at == 0 and part.lower() in INSIDE and _is_capital(part, word):
            return stop, "function"
        if part in INSIDE and (part not in ENDING_IN_DIGITS or stop == len(word)):
            return stop, "function"
        if part in GREEK or part in CONSTANTS or part in OTHER_NAMES:
            return (stop if part == "pi" and not _lowered(word, stop) else _tail(word, stop, latex)), "name"
    if canonical(word[at]) == "pi" and not _lowered(word, at + 1):
        return at + 1, "name"
    return _tail(word, at + 1, latex), "name"


def _is_capital(part: str, word: str) -> bool:
    """Is this a function as a telephone or a system with capitals spells it: Sinx, SINX?"""
    return part == part.capitalize() or (len(part) > 1 and word.isupper())


def _tail(word: str, stop: int, latex: bool) -> int:
    """The end of the digits and subscript that belong to a name: x1, x_1, x_max."""
    stop = _digits_end(word, stop)
    if word[stop : stop + 1] in SUBSCRIPTS:
        return _subs_end(word, stop)
    while word[stop : stop + 1] == "_":
        stop = _subscript_end(word, stop, latex)
        if latex:
            break
    return stop


def _lowered(word: str, at: int) -> bool:
    """Does a subscript begin here?"""
    return word[at : at + 1] == "_" or word[at : at + 1] in SUBSCRIPTS


def _digits_end(word: str, at: int) -> int:
    while at < len(word) and word[at] in _DIGITS:
        at += 1
    return at


def _subs_end(word: str, at: int) -> int:
    while word[at : at + 1] in SUBSCRIPTS:
        at += 1
    return at


def _subscript_end(word: str, at: int, latex: bool) -> int:
    """The end of `_12` or `_max`; digits first end before letters, as in x_1y_2."""
    digits = _digits_end(word, at + 1)
    if digits > at + 1:
        return digits
    if latex:
        return at + 2
    stop = at + 1
    while stop < len(word) and word[stop].isalnum():
        stop += 1
    return stop


# ---------------------------------------------------------------- the tables

GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi "
    "psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega varepsilon vartheta varphi varrho varsigma "
    "varpi ell"
).split()

GREEK_LETTERS = dict(
    zip(
        "αβγδεζηθικλμνξορστυφχψωΓΔΘΛΞΣΥΦΨΩϵϑϕϱςℓ",
        (
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron rho sigma tau upsilon "
            "phi chi psi omega Gamma Delta Theta Lambda Xi Sigma Upsilon Phi Psi Omega epsilon theta phi rho sigma ell"
        ).split(),
        strict=True,
    )
) | {"π": "pi", "Π": "Π", "µ": "mu"}

SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ", "0123456789aeoxhklmnpstijruv", strict=True))
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵀ", "0123456789+-()T", strict=True)) | dict(
    zip("ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "abcdefghijklmnoprstuvwxyz", strict=True)
)

_DIGITS = frozenset("0123456789")  # those of other scripts are digits to Python too
CONSTANTS = frozenset({"pi", "e"})
PIS = frozenset({"Pi", "PI"})  # π; the letter Π is kept as itself
FUNCTION_NAMES = frozenset("f g h F G".split())  # letters that people give to functions
OTHER_NAMES = frozenset({"lam", "eps"})  # short for lambda and epsilon

# what is an array there belongs to nobody else: np.sum, jnp.linalg.inv, torch.nn.functional.relu
PREFIXES = frozenset(
    "np numpy jnp jax torch math scipy sp sympy tf F nn linalg functional special lax cmath onp".split()
)

# NumPy's names for operators, which the builder writes out
OPERATOR_FUNCTIONS = frozenset(
    "lg power pow matmul transpose add subtract multiply divide true_divide negative square reciprocal mm mv bmm "
    "logaddexp slogdet".split()
)
FUNCTIONS = OPERATOR_FUNCTIONS | frozenset(OPERATORS) - frozenset(
    "number constant size variable mul neg div compare index let derivative prime".split()
)

# other spellings; those that stand for an operator (power, matmul) are in `calls`
ALIASES = {
    "ln": "log",
    "lg": "lg",
    "asin": "arcsin", "acos": "arccos", "atan": "arctan", "asec": "arcsec", "acsc": "arccsc", "acot": "arccot",
    "arsinh": "arcsinh", "arcosh": "arccosh", "artanh": "arctanh", "arsech": "arcsech", "arcsch": "arccsch",
    "arcoth": "arccoth", "asinh": "arcsinh", "acosh": "arccosh", "atanh": "arctanh", "asech": "arcsech",
    "acsch": "arccsch", "acoth": "arccoth", "argsinh": "arcsinh", "argcosh": "arccosh", "argtanh": "arctanh",
    "arccosec": "arccsc", "arccotan": "arccot", "arctg": "arctan", "arcctg": "arccot",
    "sine": "sin", "cosine": "cos", "tangent": "tan", "secant": "sec", "cosecant": "csc", "cotangent": "cot",
    "arcsine": "arcsin", "arccosine": "arccos", "arctangent": "arctan", "sinus": "sin", "cosinus": "cos", "sen": "sin",
    "squareroot": "sqrt", "absval": "abs", "logarithm": "log", "natlog": "log", "ld": "log2",
    "lb": "log2", "exponential": "exp", "invsin": "arcsin", "invcos": "arccos", "invtan": "arctan",
    "cuberoot": "cbrt", "cube_root": "cbrt", "norm2": "norm", "Rational": "divide",
    "reduce_sum": "sum", "reduce_mean": "mean", "reduce_prod": "prod", "reduce_max": "max", "reduce_min": "min",
    "reduce_logsumexp": "logsumexp",
    "cosec": "csc", "cotan": "cot", "ctg": "cot", "cotg": "cot", "tg": "tan", "arcsen": "arcsin",
    "sh": "sinh", "ch": "cosh", "th": "tanh",
    "atan2": "arctan2", "fabs": "abs", "absolute": "abs", "sgn": "sign", "signum": "sign",
    "unit_step": "heaviside", "unitstep": "heaviside",
    "swish": "silu", "logistic": "sigmoid", "expit": "sigmoid", "logsigmoid": "log_sigmoid", "hardtanh": "hard_tanh",
    "hardsigmoid": "hard_sigmoid", "leakyrelu": "leaky_relu", "gammaln": "lgamma", "ndtr": "normal_cdf",
    "nthroot": "root", "amax": "max", "amin": "min", "trace": "tr", "concat": "concatenate",
    "logabsdet": "logdet", "cat": "concatenate", "identity": "eye", "pseudoinverse": "pinv", "inverse": "inv",
    "logsoftmax": "log_softmax", "layer_norm": "layernorm", "batch_norm": "batchnorm", "bce": "binary_cross_entropy",
    "vdot": "dot",
}  # fmt: skip

# those found inside a run of letters: what people write without parentheses or signs
INSIDE = frozenset(
    "sin cos tan sec csc cot sinh cosh tanh sech csch coth ln log lg exp sqrt cbrt abs sign erf sigmoid relu "
    "softplus log2 log10 log1p expm1 "
    "arcsin arccos arctan arcsec arccsc arccot arcsinh arccosh arctanh arcsech arccsch arccoth asin acos atan asec "
    "acsc acot asinh acosh atanh asech acsch acoth arsinh arcosh artanh arsech arcsch arcoth cosec".split()
)  # fmt: skip
ENDING_IN_DIGITS = frozenset({"log2", "log10", "log1p", "expm1"})

# too short, or too much like a product of letters (m v, c h), to be a function without a parenthesis behind it
ONLY_CALLED = frozenset(
    "sh ch th tg ld lb sen sine cosine secant tangent add mm mv bmm cat pow std var vec dot dense power square "
    "root".split()
)
SHORT = frozenset("tg ctg cotg sh ch th sen".split())  # of these, those that are written without parentheses too
LONGEST = max(map(len, (*FUNCTIONS, *ALIASES, *GREEK)))
