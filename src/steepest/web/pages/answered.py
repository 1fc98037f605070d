"""What was answered in a lesson, in the lesson's address: `answer.product-once=2x` is a field of a question.

So a lesson that was answered without script is a page like any other: it can be reloaded, kept and opened again, and
an answer to one question leaves the others where they are.

>>> address("derivatives", put([("seed.vanishing", "2")], "product-once", [("seed", "0"), ("answer", "2x")]))
'/lessons/derivatives?seed.vanishing=2&answer.product-once=2x'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlencode

from steepest.web.forms import Form

LONGEST = 12_000  # characters of an address; beyond it the answers that were given first leave it
FIELD = re.compile(r"(seed|answer|prose|then|place-[0-9]{1,3}|claim-[0-9]{1,3}|why-[0-9]{1,3})\.([a-z0-9-]+)")


def form(pairs: Iterable[tuple[str, str]], question: str) -> Form:
    """The fields of a question that an address holds, named as its form names them; empty where it was not answered."""
    found = [(field, value) for field, slug, value in _fields(pairs) if slug == question]
    return found if any(field != "seed" for field, _ in found) else []


def without(pairs: Iterable[tuple[str, str]], question: str) -> Form:
    """The query without this question."""
    return [(name, value) for name, value in pairs if _of(name) != question]


def put(pairs: Iterable[tuple[str, str]], question: str, given: Form) -> Form:
    """The query with this question answered, last; an answer that was left empty is one too."""
    rest = without(pairs, question)
    own = [
        (f"{name}.{question}", value)
        for name, value in given
        if FIELD.fullmatch(f"{name}.{question}") and (name, value) != ("seed", "0")
    ]
    if all(name.startswith("seed.") for name, _ in own):
        own.append((f"answer.{question}", ""))
    while len(urlencode(rest + own)) > LONGEST and (first := next((s for n, _ in rest if (s := _of(n))), None)):
        rest = without(rest, first)
    return rest + own


def again(pairs: Iterable[tuple[str, str]], question: str, seed: int) -> Form:
    """The query with another variant of this question, not answered yet."""
    return [*without(pairs, question), *([(f"seed.{question}", str(seed))] if seed else [])]


def address(lesson: str, pairs: Form) -> str:
    """Where the lesson stands with these answers."""
    return f"/lessons/{lesson}" + (f"?{urlencode(pairs)}" if pairs else "")


def _fields(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str, str]]:
    return ((found[1], found[2], value) for name, value in pairs if (found := FIELD.fullmatch(name)))


def _of(name: str) -> str | None:
    """The question that a field of an address belongs to."""
    found = FIELD.fullmatch(name)
    return found[2] if found else None
