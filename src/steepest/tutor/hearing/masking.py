"""A question with its formulas taken out: words around marks such as <E0>, so that words can be read as words.

>>> masked("What's the slope of x^2 at x = 3?").text
"what's the slope of <E0> at <S1>?"
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from steepest.tutor.hearing.formulas import Formula, Kind, formula
from steepest.tutor.hearing.spans import runs

# The letter of a mark for each kind of formula.
LETTERS: dict[Kind, str] = {
    "expression": "E",
    "number": "N",
    "variable": "V",
    "tuple": "T",
    "point": "S",
    "definition": "D",
    "operator": "O",
    "derivative": "P",
    "claim": "C",
    "call": "K",
    "mention": "F",
    "update": "U",
    "equation": "Q",
    "condition": "R",
    "unknown": "X",
}
MARK = r"<[A-Z]\d+>"


@dataclass(slots=True)
class Masked:
    """Words in small letters with marks in them, and the formulas that the marks stand for."""

    text: str
    formulas: list[Formula]

    def __getitem__(self, mark: str) -> Formula:
        """The formula of a mark, <E0> or E0."""
        return self.formulas[int(mark.strip("<>")[1:])]


def masked(text: str) -> Masked:
    """The question with a mark for each formula."""
    out: list[str] = []
    formulas: list[Formula] = []
    at = 0
    for run in runs(text):
        found = formula(run.text) if run.whole else Formula("unknown", run.text)
        letter = "L" if found.kind == "tuple" and not found.at else LETTERS[found.kind]
        out += [_words(text[at : run.start]), f"<{letter}{len(formulas)}>"]
        formulas.append(found)
        at = run.stop
    out.append(_words(text[at:]))
    joined = "".join(out)
    joined = re.sub(r"(<[A-Z]\d+>)(?=[<\w])", r"\1 ", joined)
    joined = re.sub(r"(?<=\w)(<[A-Z]\d+>)", r" \1", joined)
    return Masked(re.sub(r"\s+", " ", joined).strip(), formulas)


def _words(text: str) -> str:
    """Small letters, and no signs but those that end a clause, an apostrophe, and =."""
    text = re.sub(r"\\[()\[\]]", " ", text.lower())
    return re.sub(r"[^\w\s.,;:?!='()%°-]|(?<!\w)-(?!\w)", " ", text)
