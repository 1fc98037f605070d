"""What is wanted: a derivative, a value, a minimum … , by the words for it."""

from __future__ import annotations

import re

from steepest.tutor.hearing.bars import clauses, is_chatter
from steepest.tutor.hearing.heard import Heard
from steepest.tutor.task import Want

# The words for each wish, and its class: two classes in one question are two questions, and neither is answered.
WANTS: tuple[tuple[str, Want, str], ...] = (
    (r"convex|concave|convexity|concavity", "convexity", "convexity"),
    (
        r"partial derivatives|partials|derivatives(?= of\b)|gradients?|grad|nabla|(?:steepest"
r"|fastest) (?:ascent|uphill|increase)"
        r"|steepest|(?:increas|ris|grow|climb|go|goes)\w* (?:up )?(?:the )?(?:fastest|most|quickest)|fastest|uphill",
        "gradient", "slope",
    ),
    (
        r"by how much .{0,40}(?:grow|change|increase|rise)s?|derivatives?|differentiat\w*|derivate|derive"
r"|derivation(?= (?:of|for) (?:the )?(?:function )?<)"
r"|diff|slopes?|marginal|steep|steepness|rates? of change"
        r"|how (?:fast|quickly|rapidly|steep|steeply|sensitive|strongly)|rate at which|(?:what"
r"|which) rate (?:does|is|do)|partial|instantaneous rate",
        "derivative", "slope",
    ),
    (
        r"maximi[sz]\w*|max|maximum|maxima|maximal|largest|highest|biggest|greatest|argmax"
r"|how high|how (?:big|large) can|peaks?|tops? out"
        r"|(?:gives?|brings?|makes?|earns?|yields?) (?:me |us |in |you )?(?:the )?most",
        "maximum", "maximum",
    ),
    (
        r"minimi[sz]\w*|min|minimum|minima|minimal|smallest|lowest|least|argmin|how low"
r"|how (?:small|little) can|bottoms?(?: out)?",
        "minimum", "minimum",
    ),
)  # fmt: skip


_ROWS = tuple((re.compile(rf"\b(?:{words})\b"), want, kind) for words, want, kind in WANTS)


_DESCENT = re.compile(r"\b(?:descent|descend\w*|gd|sgd|converg\w*|diverg\w*|overshoot\w*|blow(?:s|n)? up|explod\w*)\b")


ASKS = re.compile("|".join([*(rf"\b(?:{words})\b" for words, _, _ in WANTS), _DESCENT.pattern]))


_VALUE = re.compile(
    r"\b(?:value|evaluate|what is|whats|what's|what does|compute|calculate|find|how (?:much|big"
    r"|large)|plug|work out|get|is what|what number|output|come out)\b|=\s*(?:\?|$)"
)


VALUING = frozenset(
    """a an the this that these it its it's i i'm we you he she they me my our your us one of for to in on by with and
    or then so if when where which what what's whats here as into now ok okay well is are was be do does did can
    could should would will please pls plz thanks thank hi hello hey just also only about some hint help find compute
    calculate determine evaluate work out get gets give show tell state obtain take use want need know let
    suppose consider assume say how much value values result answer equal equals plug plugging put putting
    substitute substituting function expression term point big large called defined from number output come
    comes exactly exact quick quiz decimal write down hence at loss cost error squared sample input formula
    through calculator mean rule given return returns spit there up numerically precise result's turn turns
    roughly approximately around become becomes sigmoid logistic softplus cosine sine model prediction predict
    activation neuron unit hypothesis objective quickly current run feed plugged have has got lol btw actually
    again sorry basic super dumb simple question like something gimme whatever ever sanity check penalty four
    digits fine enter box independent variables price amount weight score probability height
    display displays""".split()
)


def wanted(h: Heard) -> Want | None:
    """What is asked for; None where two things are (the largest slope): half of a question is not answered."""
    if h.rate:
        return "descent"
    found = [(want, kind) for words, want, kind in _ROWS if words.search(h.words)]
    if h.operators:
        found.insert(
            0, ("gradient" if any(o.text == "∇" or o.name == "∇" for o in h.operators) else "derivative", "slope")
        )
    if _DESCENT.search(h.words):
        return None
    if len({kind for _, kind in found}) > 1:  # a wish in a clause with no formula is talk
        near = " . ".join(p for p in clauses(h.words) if re.search(r"<[DEPOK]\d+>", p))
        found = [(want, kind) for words, want, kind in _ROWS if words.search(near)]
    if len({kind for _, kind in found}) > 1 or (found and re.search(r"\bacceleration\b", h.words)):
        return None
    if found:
        return found[0][0]
    if h.order:
        return "derivative" if h.order > 1 else None
    if re.search(r"\b(?:velocity|acceleration)\b", h.words) and re.search(
        r"\bvelocity (?:is|of|at|function)?.{0,20}<D", h.words
    ):
        return "derivative" if "acceleration" in h.words else None
    moving = any(d.of == ("t",) and d.name in "sxyhdrzp" for d in h.definitions)
    if re.search(r"\bvelocity\b", h.words) and moving:
        return "derivative"
    if re.search(r"\bvelocity\b", h.words) and re.search(
        r"\b(?:position|displacement|distance|height|moves?|moving)\b", h.words
    ):
        return "derivative"
    if re.search(r"\bacceleration\b", h.words) and moving and "velocity" not in h.words:
        h.order = 2
        return "derivative"
    if re.search(r"\bacceleration\b", h.words) and re.search(r"\b(?:position|displacement|distance|height)\b", h.words):
        h.order = 2
        return "derivative"
    if re.match(r"(?:is|are|does|do|has|can|will|would|should)\b", h.words):  # asks for yes or no
        return None
    if re.search(r"\b(?:tangent|normal|line|curve)\b", h.words):
        return None
    return "value" if valued(h) else None


def valued(h: Heard) -> bool:
    """Is a value asked for in plain words, with nothing beside that is not known?"""
    if h.marks("K"):
        return True
    if not (h.at or re.fullmatch(r"<[EN]\d+>\W*", h.words) or _VALUE.search(h.words)):
        return False
    said = [p for p in clauses(h.words) if not is_chatter(p, ASKS)]
    words = re.findall(r"(?<![<\w])[a-z][a-z'-]+", " ".join(re.sub(r"<[A-Z]\d+>", " ", p) for p in said))
    return all(w in VALUING for w in words)
