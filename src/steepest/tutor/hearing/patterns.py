"""Regular expressions over masked questions, with short names for marks and for what is said often.

`{p:ST}` is a mark of kind S or T that is caught as p, `{E}` a mark that is not caught, `{SLOPE}` one of the phrases.
"""

from __future__ import annotations

import re

PHRASES = {
    "SLOPE": (
        r"(?:(?:first|1st|second|2nd|third|3rd|fourth|4th)?[- ]?(?:order )?(?:partial )?(?:derivatives?"
r"|derivates?|slopes?"
        r"|gradients?|grads?|partials?|rates? of change|steepness|jacobian)(?: vector)?(?: function)?)"
    ),
    "GAP": r"(?:(?!derivative|gradient|slope)[a-z'-]+,?\s+){0,5}?",
    "SMALL": r"(?:(?:the|a|an|my|its|this|that|our|your|their|of|one|point|points|at|to|as|for|value)\s+)*",
    "JOIN": (
        r"(?:is(?! there)|isn't|isnt|are|was|be|equals?|equal to|=|gives?|gave|giving|yields?|gets?|got"
r"|becomes?|as|returns?|returned"
        r"|(?:leaves?|left|lands?) (?:you|me|us|one) with|leads? to|produces?|(?:comes?|came|works?"
r"|worked|turns?|turned) out (?:as|to be|to)|simplifies to|to be|have been|has|have|to get"
        r"|(?:do|did) (?:i|you|we) get)"
    ),
    "NUMERAL": r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    "TALK": r"(?:(?!deriv|gradient|slope|differentiat|minim|maxim|convex|concave|<)[^,.;?])*",
    "RATE": (
        r"(?:learning[ _-]?rates?|rate|lr|step[ _-]?(?:size|length)s?|stepsize|step(?= of\b)|eta|alpha|gamma"
        r"|step parameter)"
    ),
    "STEP": (
        r"(?:(?:gd|sgd|gradient[ -]descent|descent|gradient|weight|parameter|full|more|such|training"
r"|update|single|manual)\s+)*"
        r"(?:steps?|iterations?|iterates?|updates?|epochs?|rounds?)"
    ),
}  # fmt: skip


def pattern(text: str) -> re.Pattern[str]:
    """The regular expression that a short form stands for.

    >>> pattern("at {p:S}").search("the slope at <S1>")["p"]
    '<S1>'
    """
    text = re.sub(r"\{([a-z]\w*):([A-Z]+)\}", r"(?P<\1><[\2]\\d+>)", text)
    for name, words in PHRASES.items():
        text = text.replace(f"{{{name}}}", words)
    return re.compile(re.sub(r"\{([A-Z]+)\}", r"<[\1]\\d+>", text))
