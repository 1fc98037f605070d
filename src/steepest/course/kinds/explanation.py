"""An explanation in the learner's own words, then a judgement of each key claim, then a prediction that tests it.

Three stages, and each is answered before the next is shown: prose is committed first (nothing grades it: it is there
to be compared), then every claim is judged true, false or half true, with why in the learner's own words, and answered
with its reason, then a number.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from steepest.course.kinds import number
from steepest.course.kinds.kind import Answer, Kind, Sample
from steepest.course.kinds.several import judged_otherwise
from steepest.course.variant import Item
from steepest.course.verdict import Correct, Noted, Part, Undecided, Unreadable, Verdict, Wrong

LEAST = 20  # letters; fewer are not an explanation
MOST = 2000
JUDGEMENTS = {"true": "true", "half": "half true", "false": "false"}
HALF = "Half true: true under a condition that you could name, or one half of it true."


def shown(item: Item) -> Mapping[str, Any]:
    """The three stages; a page shows the next one when the one before is answered."""
    body = item.body
    return {
        "field": "explanation",
        "placeholder": str(body.get("placeholder", "")),
        "most": MOST,
        "claims": [str(c["claim"]) for c in body["claims"]],
        "judgements": dict(JUDGEMENTS),
        "half": HALF,
        "then": str(body["then"]["prompt"]),
        "note": number.shown(then(item))["note"],
    }


def solution(item: Item) -> str:
    """A model answer, and the number that tests it."""
    return f"{item.body['model']}\n\n*{item.body['then']['prompt']}* {number.solution(then(item))}"


def stage(answer: Answer) -> str:
    """How far an answer has come: "prose", "claims" or "then" (the stage that is answered last)."""
    given = answer if isinstance(answer, Mapping) else {}
    return "then" if given.get("then") not in (None, "") else "claims" if given.get("claims") else "prose"


def grade(item: Item, answer: Answer) -> Verdict:
    """The verdict on the stage that was answered last; only the last one is right or wrong.

    `answer` is {"prose": text, "claims": {"0": "true", …}, "then": number}; later stages may be absent, and
    {"why": {"0": text, …}} beside the claims is kept, not graded.
    """
    given: Mapping[str, Any] = answer if isinstance(answer, Mapping) else {"prose": answer}
    prose = str(given.get("prose", ""))
    if sum(unicodedata.category(c).startswith("L") for c in prose) < LEAST:
        return Unreadable((0, len(prose)), "That is very short.", "Commit to an answer of a sentence or two first.")
    if len(prose) > MOST:
        return Unreadable((MOST, len(prose)), f"That is longer than {MOST} characters.", "Say it more briefly.")
    reached = stage(given)
    if reached == "prose":
        return Noted("Noted. Now judge each claim, and compare it with what you wrote.")
    parts = _judged(item, given["claims"])
    if isinstance(parts, Unreadable):
        return parts
    if reached == "claims":
        return Noted(f"{_counted(parts)} Read the reasons beside your own, then test it with a number.", parts)
    return _predicted(item, given["then"], parts)


def _judged(item: Item, judged: Any) -> tuple[Part, ...] | Unreadable:
    claims = item.body["claims"]
    given = {str(k): str(v) for k, v in judged.items()} if isinstance(judged, Mapping) else {}
    if any(given.get(str(k)) not in JUDGEMENTS for k in range(len(claims))):
        return Unreadable((0, 0), "Not every claim is judged yet.", "Choose true, false or half true for each.")
    return tuple(
        Part(str(c["claim"]), given[str(k)] == str(c["truth"]), f"{word(str(c['truth']))} {c['because']}")
        for k, c in enumerate(claims)
    )


def _counted(parts: tuple[Part, ...]) -> str:
    wrong = sum(not p.right for p in parts)
    return "Every claim is judged right." if not wrong else f"Of the claims, {judged_otherwise(wrong, len(parts))}"


def _predicted(item: Item, answer: Any, parts: tuple[Part, ...]) -> Verdict:
    verdict = number.grade(then(item), answer)
    if isinstance(verdict, Unreadable | Undecided):
        return verdict
    right = all(p.right for p in parts)
    about = Part(str(item.body["then"]["prompt"]), isinstance(verdict, Correct), verdict.sentence)
    if not isinstance(verdict, Correct):
        return Wrong(verdict.sentence, parts=(*parts, about))
    if right:
        return Correct(verdict.sentence, (*parts, about))
    return Wrong(f"The number is right. {_counted(parts)} Judge them again.", parts=(*parts, about))


def then(item: Item) -> Item:
    """The number question at the end, as one of its own."""
    body = item.body["then"]
    return replace(item, body=body, because=str(body.get("because", "")), hints=())


def word(truth: str) -> str:
    """A judgement as a sentence of its own."""
    return f"{JUDGEMENTS[truth].capitalize()}."


_FIELDS = {
    "claims": [{"claim": "A.", "truth": "true", "because": "a"}, {"claim": "B.", "truth": "half", "because": "b"}],
    "then": {"prompt": "And?", "answer": "2", "because": "c"},
    "model": "M.",
}
_PROSE = "It tells in which direction to go."
_BOTH = {"0": "true", "1": "half"}
_ONE = {"0": "true", "1": "true"}

KIND = Kind(
    name="explanation",
    asks="explain, judge claims and say why, predict a number",
    fields={
        "claims": "each with `claim`, `truth` (true, false, half) and `because`",
        "then": "a number question: `prompt`, `answer`, `because`",
        "model": "an explanation to compare with",
        "placeholder": "what stands in the empty field",
    },
    shown=shown,
    solution=solution,
    grade=grade,
    samples=(
        Sample(_FIELDS, {"prose": _PROSE}, "noted", "Noted"),
        Sample(_FIELDS, _PROSE, "noted", "Noted"),
        Sample(_FIELDS, {"prose": "short"}, "unreadable"),
        Sample(_FIELDS, {"prose": "!" * 40}, "unreadable"),
        Sample(_FIELDS, {"prose": _PROSE, "claims": {"0": "true"}}, "unreadable", "Not every claim"),
        Sample(_FIELDS, {"prose": _PROSE, "claims": _BOTH}, "noted", "Every claim"),
        Sample(_FIELDS, {"prose": _PROSE, "claims": _ONE}, "noted", "Of the claims, one of the two is judged"),
        Sample(_FIELDS, {"prose": _PROSE, "claims": _BOTH, "why": {"1": "only near by"}, "then": "2"}, "correct"),
        Sample(_FIELDS, {"prose": _PROSE, "claims": _BOTH, "then": "3"}, "wrong", "too large"),
        Sample(_FIELDS, {"prose": _PROSE, "claims": _ONE, "then": "2"}, "wrong", "The number is right. Of the claims"),
        Sample(_FIELDS, {"prose": _PROSE, "claims": _BOTH, "then": "?"}, "unreadable"),
    ),
)
