"""The words of a question, made plain: Unicode, spoken mathematics, and splitting what is too long."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from difflib import get_close_matches

LIMIT = 200  # characters of a question


def tidied(text: str) -> str:
    """One line, composed characters, without control and direction characters, typographic signs made plain."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(" " if c.isspace() else c for c in composed if c.isspace() or unicodedata.category(c)[0] != "C")
    for sign, plain in (("’", "'"), ("′", "'"), ("“", '"'), ("”", '"'), ("−", "-"), ("–", "-"), ("→", "->")):
        kept = kept.replace(sign, plain)
    return re.sub(r" +", " ", kept).strip()


def spoken_to_signs(text: str) -> str:
    """Mathematics in words as signs: "x squared plus the square root of y" is `x ^2 + sqrt y`."""
    for pattern, sign in _SPOKEN:
        text = re.sub(pattern, sign, text, flags=re.IGNORECASE)
    return text


def unframed(text: str) -> str:
    """A question without what only says how: "use the chain rule to differentiate x^2" is `differentiate x^2`."""
    for pattern, kept in _FRAMES:
        text = re.sub(pattern, kept, text, flags=re.IGNORECASE)
    return text.strip()


def corrected(text: str) -> str:
    """Misspelt words that ask, spelt right: "derivitive" is derivative. Other words stay."""
    return re.sub(r"[A-Za-z]{5,}", lambda m: _spelling(m[0]), text)


def _spelling(word: str) -> str:
    if word.lower() in _ASKING or word.lower().startswith(_KEPT):
        return word
    near = get_close_matches(word.lower(), _ASKING, n=1, cutoff=0.82)
    return near[0] if near and not word.lower().startswith(near[0]) else word  # seconds are not the second


def parts(text: str) -> tuple[str, ...]:
    """A long question as short ones: its sentences, then its clauses, each within the limit."""
    out: list[str] = []
    for sentence in re.split(r"(?<=[.?!;])\s+|\n+", text):
        piece = tidied(sentence)
        while len(piece) > LIMIT:
            cut = (
                max((m.start() for m in re.finditer(r"\s(?:and|but|because|so|or)\s|,\s", piece[:LIMIT])), default=0)
                or piece.rfind(" ", 0, LIMIT)
                or LIMIT
            )
            cut = cut if cut > 0 else LIMIT
            out.append(piece[:cut].strip(" ,"))
            piece = re.sub(r"^(?:,|and|but|so)\s+", "", piece[cut:].strip())
        if piece:
            out.append(piece)
    joined: list[str] = []
    for piece in out:  # short neighbours belong together
        if joined and len(joined[-1]) + len(piece) < 90:
            joined[-1] = f"{joined[-1]} {piece}"
        else:
            joined.append(piece)
    return tuple(joined[:6])


_ASKING = (
    "derivative", "derivatives", "differentiate", "differentiating", "differentiation", "gradient", "gradients",
    "partial", "minimum", "maximum", "minimize", "maximize", "learning", "respect", "partials",
    "evaluate", "calculate", "function", "descent", "slope",
    "second", "squared", "derivate", "minimise", "maximise", "minima", "maxima", "differential", "value", "values",
    "minimal", "maximal", "minimizes", "maximizes", "tangent", "secant", "cosecant", "cotangent", "functions", "cosine",
    "evaluates", "valued", "slopes", "third", "order", "square", "squares",
)  # fmt: skip
_KEPT = ("differentiab", "differential", "derivation")  # near, and not meant
_METHOD = (
    r"(?:the |a |an )?(?:(?:(?:chain|product|quotient|power|sum|log|exponential) rules?|first principles"
    r"|(?:limit )?definition(?: of (?:an? |the )?\w+)?|limits|calculus"
    r"|(?:newton|difference) quotient|auto(?:grad|diff)"
    r"|(?:automatic|logarithmic) differentiation|back-?prop(?:agation)?|sympy|python|calculator|pencil and paper|hand"
    r"|(?:second )?derivative test|completing the square)(?: and (?:the )?)?)+"
)
_VERBS = r"(?:differentiate|derive|find|compute|calculate|get|work out|determine|evaluate|take)\b"
# What is said around a request, and what is kept of it.
_FRAMES: tuple[tuple[str, str], ...] = (
    (r"[\[(]\s*\d+\s*(?:marks?|points?|pts?)\s*[\])]|(?<=[.?])\s*\[\d\]\s*$", " "),
    (r"_{2,}", " "),
    (r"^(?:question|problem|exercise|task|part|ex|q)\.?\s*\d{0,2}[a-h]?\s*[:.)]\s+", ""),
    (r"\b([a-z])-(?:coordinate|value)\s+(?:is |= |of |equals |equal to )?(?=-?\d)", r"\1 = "),
    (r"\bas (?:small|low) as possible\b", "minimal"),
    (r"\bas (?:large|high|big|great) as possible\b", "maximal"),
    (r"\s*\((?:which is|i\.?e\.?|that is|same as|also written),?\s(?:(?!\s(?:at|for|when|if|where)\b)[^()])*\)", ""),
    (r"^t(?:rue)?\s*(?:/|or)\s*f(?:alse)?\s*[:.?]", "true or false:"),
    (r"(?<=[\w)}])\s+\(\s*(?:for |where |if |with )?([a-zA-Z]\s*(?:[<>]=?|[≥≤])\s*-?\d+)\s*\)", r" for \1"),
    (r"\s*[\[(](?:19|20)\d\d[\])]\s*$", ""),  # the year of an examination
    (r"^(?:the|a) curve has (?:the |an )?equation\s+|^(?:the )?equation of (?:the|a) curve is\s+", ""),
    (r"^(?:(?:yes|yeah|alright|right|sure|great|now|well|for example)[,.!]\s+)+", ""),
    (r",?\s+because\b.*$", ""),
    (
        r"[,.;]?\s*\(?\b(?:(?:round(?:ed)?|correct|give[ns]?|answer)\s+(?:\w+\s+)?)?to\s+(?:the\s+)?(?:nearest\s+\w+"
        r"|\w+\s+(?:decimals?(?:\s+(?:places?|digits?))?|significant\s+(?:figures?|digits?)|[ds]\.?[pf]\.?))\)?,?",
        "",
    ),
    (
        r"\bi (?:don'?t|do not|can'?t|cannot|couldn'?t) (?:seem to )?"
        r"(?:understand|get|see|find|do|figure out|work out|remember|solve)\s+(?:how to )?",
        "",
    ),
    (r"\b(?:double|cross)[ -]?check(?:ing)?\b", "check"),
    (r"\b(?:walk|talk|take|guide|lead) me through\s+", ""),
    (
        r"\s+(?:over|for|on) (?:all |every |any )?(?:the )?reals?(?: numbers?| values?)?(?: of)?"
        r"(?: [a-z](?:(?:,| and|, and) [a-z])*)?(?=$|[\s,.?])",
        "",
    ),
    (r"\s+or (?:not|neither)$", ""),
    (r"\s+for (?:all|every|any) [a-z](?=$|[,.?])", ""),
    (r"\bif [a-z] (?:is|be) (?:a )?real(?: number)?,?(?: then)?\s+", ""),
    (r"\bfunction's (?=graph|curve|slope|derivative|gradient)", ""),
    (r"(?:\b(?:is|are|be|equals?)|=)\s*:?\s*$", ""),  # "the derivative of x^2 is:"
    (r"^how (?:do|can|would|should|could) (?:i|you|we|one) (?=(?:use|apply)\b)", ""),
    (rf"^(?:use|apply|using|with|by) {_METHOD},? (?:on|for|to) (?!{_VERBS}|show|prove|check|verify)", "derivative of "),
    (r"^(?:the )?(?:chain|product|quotient|power) rule (?:on|for|to|of):? ", "derivative of "),
    (rf"^(?:use|apply|using|with|by) {_METHOD}\s*,?\s*(?:to )?(?={_VERBS}|show|prove|check|verify|what)", ""),
    (rf"\(\s*(?:(?:use|using|by|with)\s+)?{_METHOD}\s*\)", ""),
    (
        rf"[\s,]+(?:(?:just|only|simply|directly)\s+)?(?:by\s+)?(?:using|by|with|via|through|from) {_METHOD}"
        r"(?=$|[\s,?.!:;])",
        "",
    ),
    (r"[\s,]+(?:step by step|by hand|analytically|directly|please|thanks|thank you|in general)(?=$|[?.!])", ""),
    (r"(?:^|(?<=\s))(?:analytically|numerically|by hand|on paper)[\s,]+", ""),
    (r"\bfirst(?:[ -]order)? (?=partial)", ""),
    (r"^(?!.*\b(?:slope|line|curve)\b)(.*)\btangent (?:of )?(?=(?:\d*[a-z]\b|\()(?! ?=))", r"\1tan "),
    (r"\b(?:both|all)(?: (?:of )?the)? (?=(?:first )?(?:order )?partial)", ""),
    (r"(?<!\S)(\S+)'s ((?:(?:first|second|third) )?(?:derivative|gradient|slope|minimum|maximum))\b", r"\2 of \1"),
)
_SHORT = {"sine": "sin", "cosine": "cos", "tangent": "tan", "secant": "sec", "cosecant": "csc", "cotangent": "cot"}
_POWERS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
NUMERALS = {w: k for k, w in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_SPOKEN: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"\^(?-i:T)(?=(?-i:[A-Z]))", "^T "),
    (r"\b(?:the )?hyperbolic (sin|cos|tan)(?:e|gent)?(?: of)?\b", r"\1h"),
    (r"\b(?:the )?exponential of\b", "exp"),
    (r"\b(?:the )?absolute value of (\w+|\([^()]*\))", r"abs(\1)"),
    (r"\blog(?:arithm)? (?:to the )?base e of\b", "ln"),
    (r"\b(?:the )?square of ([a-z]+ [a-z]|[a-z]+\([^()]*\)|\w+|\([^()]*\))(?=$|[\s,])", r"(\1)^2"),
    (r"\b(?:the )?logistic(?: sigmoid)?(?: function)?(?: of\b|(?=$|[ (]))", "sigmoid"),
    (r"\bxyz\b", "x y z"),
    (r"\b(?:the )?(?:square root|sqrt) of\b", "sqrt"),
    (r"\b(?:the )?natural log(?:arithm)? of\b", "ln"),
    (r"\b(?:the )?log(?:arithm)? of\b", "log"),
    (r"\b(?:the )?(sin|cos|tan|sec|csc|cot) of\b", r"\1"),
    (r"\b(?:the )?(sigmoid|tanh|relu|softplus|exp)(?: function)? of\b", r"\1"),
    (  # e to the minus x squared is e^(-x^2)
        r"(?<=[\w)]) to the (?:power (?:of )?)?(?:minus|negative) (\w+) (squared|cubed)\b",
        lambda m: f"^(-{m[1]}^{2 if m[2].lower() == 'squared' else 3})",
    ),
    (r"\bto the (?:power (?:of )?)?(?:minus|negative) (\w+)", r"to the -\1"),
    (r"\bto the (second|third|fourth|fifth|sixth)(?: power)?\b", lambda m: f"^{_POWERS[m[1].lower()]}"),
    (r"(?<=[\w)]) to the (?:power (?:of )?)?(\(?-?[\w^]+\)?)", r"^(\1)"),
    (
        r"\b(?:the )?((?:co)?sine|(?:co)?secant|(?:co)?tangent)(?: of)?\b(?! (?:line|plane|to)\b)",
        lambda m: _SHORT[m[1].lower()],
    ),
    (r"\b(sin|cos|tan|tanh|ln|log) squared (?:of )?([a-z])\b", r"\1(\2)^2"),
    (r"\b(?:one|1) over\b", "1/"),
    (r"\bthe (?:multiplicative inverse|reciprocal) of\b", "1/"),
    (r"\b(?:the )?(?:inverse|arc) ?(sin|cos|tan)(?:e|gent)?(?: of)?\b", r"arc\1"),
    (r"\btwice (?=[\w(\\])", "2*"),
    (
        rf"\b({'|'.join(NUMERALS)})\b"
        r"(?=\s+(?:[a-z]|x y|sin|cos|tan|exp|over|times|plus|minus|squared|cubed)\b|\s*[-+*/^)])",
        lambda m: str(NUMERALS[m[1].lower()]),
    ),
    (r"\b(?:open|left) paren(?:thesis)?\b", "("),
    (r"\b(?:close|right) paren(?:thesis)?\b", ")"),
    (r"(\S+),? quantity (squared|cubed)\b", lambda m: f"({m[1]})^{2 if m[2].lower() == 'squared' else 3}"),
    (r"\bsquared\b", "^2"),
    (r"\bcubed\b", "^3"),
    (r"\bto the power (?:of )?", "^"),
    (r"\braised to\b", "^"),
    (r"\b(?:multiplied by|times)\b", "*"),
    (r"\bplus\b", "+"),
    (r"\bminus\b", "-"),
    (r"\b(?:divided by|over)\b", "/"),
)
