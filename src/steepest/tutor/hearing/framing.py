"""What is said around a question and asks nothing: numbers of exercises, marks, rounding, choices, abbreviations."""

from __future__ import annotations

import re
from collections.abc import Callable


def unframed(text: str) -> str:
    """The question without its frame.

    >>> unframed("Q3. (a) Find w.r.t. x the derivative of x^2. [2 marks]").strip()
    'Find wrt x the derivative of x^2.'
    """
    for pattern, kept in _FRAMES:
        text = re.sub(pattern, kept, text, flags=re.IGNORECASE)
    return re.sub(r"[ \t]+", " ", text).strip()


_BEGUN = r"(?:^|(?<=[.?!] ))\s*"  # of the question, or of a sentence in it

# What is written, and what is kept of it.
_FRAMES: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"\bw\.?\s?r\.?\s?t\.?(?![a-z])", "wrt"),
    (rf"{_BEGUN}[\[(]?T\s*/\s*F\b[\])]?\s*[:.?]?", "true or false:"),
    (r"\(?\b[a-zA-Z]'\s*(?:=|means|is)\s*(?:the )?transposed?\)?", ""),
    (r"\by/n\b", "yes or no"),
    (r"```\w*|~~~", " "),
    (
        r"\b([fgyhFG]) (?:double|second) prime(?: of ([a-z]|-?\d+))?\b",
        lambda m: f"{m[1]}''" + (f"({m[2]})" if m[2] else ""),
    ),
    (r"\b([fgyhFG]) prime(?: of ([a-z]|-?\d+))?\b", lambda m: f"{m[1]}'" + (f"({m[2]})" if m[2] else "")),
    (r"\bw/o\b", "without"),
    (r"\bderiv\b(?!\()", "derivative"),
    (r"\b(?:pls|plz)\b", "please"),
    (r"\bw/(?=\s|$)", "with"),
    (r"\bb/c\b|\bbc\b(?= [a-z])", "because"),
    (r"\b(?:e\.g|i\.e)\.", ""),
    (r"\b(can|could|would|will|do|did|if|should|help|hope|thank|are|as|when|how do) u\b", r"\1 you"),
    (r"\bu (?=(?:guys|can|get|know|please|pls|need|have|do|think|are)\b)", "you "),
    (r"\br u\b", "are you"),
    (r"[\[(]\s*\d+\s*(?:marks?|points?|pts?)\s*[\])]|(?<=[.?])\s*\[\d\]\s*$", " "),
    (r"_{2,}", " "),
    (r"\s*[\[(](?:19|20)\d\d[\])]\s*$", ""),  # the year of an examination
    (
        rf"{_BEGUN}(?:question|problem|exercise|task|part|ex"
        r"|q)\.?\s*(?:\d{1,2}(?:\.\d{1,2})?)?\s*\(?[a-h]?\)?\s*[:.)]\s+",
        "",
    ),
    (r"\b(question|problem|exercise|ex|q|part|number)\.? ?\d+[a-h]?\b(?!\s*[/*^])", r"\1"),
    (r"^\s*\(?(?:[a-h]|[ivx]{1,4}|\d{1,2})[).]\s+(?=\S{2}|[yf]\s*[(=])|(?<=[.!] )\([a-h]\)\s+(?=\S{2})", ""),
    (r"\s+\([A-D]\)\s.*\s\([B-D]\)\s.*$", ""),  # the choices of a quiz
    (r"\s+(?-i:[A-D][).]\s.*\s[B-D][).]\s).*$", ""),
    (r"\*{3,}", " "),
    (r"\b(?:sigmoid|softplus|relu|swish|logistic) (?=\$?\\?[a-zA-Zα-ω]+\([a-z]\) ?=)", ""),  # sigmoid σ(z) = …
    (
        r"\b(?:log|logarithm)(?: to(?: the)?)? base (\d+) of (?:(?=\()|(\w+\b))",
        lambda m: f"log_{m[1]}" + (f"({m[2]})" if m[2] else ""),
    ),
    (r"\b((?:learn|teach|taught|stud|understand|start)\w*\b[^.?!<=\d]{0,40}?) from (?:zero|scratch)\b", r"\1"),
    (
        r"^\s*(?:(?:quick|silly|dumb|stupid|simple|easy|basic|random|calc|calculus|maths?|ml|exam|practice|vertex"
        r"|chain rule|product rule|quotient rule|optimi[sz]ation|derivatives?|gradient descent|backprop) ){1,3}"
        r"(?:question|problem|exercise|task|quiz|homework|hw)\s*:\s+(?=\S)",
        "",
    ),
    (r"\s*\((?:which is|i\.?e\.?|that is|same as|also written),?\s(?:(?!\s(?:at|for|when|if|where)\b)[^()])*\)", ""),
    (
        r"[,.;]?\s*\(?\b(?:(?:round(?:ed)?|correct|accurate|give[ns]?(?: your answer)?"
        r"|answer)\s+(?:\w+\s+)?)to\s+(?:the\s+)?(?:nearest\s+\w+"
        r"|\w+\s+(?:decimals?(?:\s+(?:places?|digits?))?|significant\s+(?:figures?|digits?)|[ds]\.?[pf]\.?))\)?,?",
        "",
    ),
    (
        r",?\s+to\s+(?:the\s+)?\w+\s+(?:decimals?(?:\s+(?:places?|digits?))?|significant\s+(?:figures?"
        r"|digits?)|[ds]\.?[pf]\.?)(?=$|[\s.,?!])",
        "",
    ),
    (r"\b([a-z])-(?:coordinate|value)\s+(?:is |= |of |equals |equal to )?(?=-?\d)", r"\1 = "),
    (r"\bas (?:small|low|little) as possible\b", "minimal"),
    (r"\bas (?:large|high|big|great) as possible\b", "maximal"),
)
