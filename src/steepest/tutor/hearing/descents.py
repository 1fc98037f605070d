"""What a question says of a descent: its rate, its start, its steps."""

from __future__ import annotations

import re

from steepest.tutor.hearing.expressions import spelt
from steepest.tutor.hearing.heard import Heard, number, placed
from steepest.tutor.hearing.patterns import pattern

RATES = frozenset("eta alpha gamma lr rate".split())  # letters for a learning rate


_UPDATE = pattern(
    r"(?:(?:the )?(?:update|rule|update rule|iteration|using|use|under|with|and"
    r"|by)\s+)*{u:U}(?:\s*{O})?"
)


_RATE = pattern(
    r"(?:(?:with|using|at|if|and|when|for|use|set|by|constant|fixed)\s+)*(?:(?:a|an|the|my|our|its"
    r"|i use|i set)\s+)*(?:constant |fixed )?"
    r"{RATE}(?: parameter)?\s*(?:\(?{v:V}\)?\s*)?(?:(?:of|=|is|to|:|was|were|set to|equal to|as|at"
    r"|being|equals|up|down|value|fixed|currently|now|with)\s*)*(?P<n>{N}|{S})"
)


_STEP_OF = pattern(r"\bsteps? (?:of |= |length )?(?P<n>{N})(?!\s*(?:steps|times|iter))")


_SUBTRACTED = pattern(
    r"(?:every |each )?(?:(?:update|step|iteration)s? )?(?:subtract\w*|minus) {n:N} (?:times"
    r"|\\*) (?:the |its )?(?:slope|gradient|derivative)"
)


_RATE_LETTER = pattern(r"(?:(?:with|at|using|for|if|and) )?{v:V}\s+(?:of |is |as |at |set to |equal to |equals )?{n:N}")


_RATE_LAST = pattern(
    r"{n:N}\s+(?:(?:as|a|an|the|too|is|good|ok|okay|safe|bad|suitable|big|large|small|high|low|of|for"
    r"|reasonable|fine)\s+)*"
    r"(?:learning[ -]?rate|lr|step[ -]?size)\b"
)


def take_rate(h: Heard) -> None:
    """The learning rate, by its word or, where a descent is spoken of, by its letter."""
    if found := _UPDATE.search(h.left):
        rate = h.said[found["u"]].text
        h.cut(found)
        h.left += " gradient descent"
        h.rate = rate if re.match(r"[-\d.]", rate) else _lettered(h, spelt(rate))
    if not h.rate and (found := _SUBTRACTED.search(h.left) or _RATE.search(h.left) or _RATE_LAST.search(h.left)):
        one = h.said[found["n"]]
        if one.kind == "point" and not (len(one.at) == 1 and _rate_letter(next(iter(one.at)))):
            return
        h.rate = one.text or next(iter(one.at.values()))
        h.cut(found)
    if not h.rate and h.descends and (found := _STEP_OF.search(h.left)) and re.search(r"[./]", h.said[found["n"]].text):
        h.rate = h.said[found["n"]].text
        h.cut(found)
    if not h.rate and (found := _RATE_LETTER.search(h.left)) and h.said[found["v"]].name in RATES:
        h.rate = h.said[found["n"]].text
        h.cut(found)
    if not h.rate:
        h.rate = next((r for name in RATES if (r := _lettered(h, name))), "")


def _rate_letter(name: str) -> bool:
    return name in RATES or name in ("epsilon", "lambda", "h", "s")


def _lettered(h: Heard, name: str) -> str:
    """The number that this letter was given, where it is no variable of what is differentiated."""
    for mark in h.marks("S"):
        at = h.said[mark].at
        if list(at) == [name] and not any(occurs(name, f.text) for f in h.said.formulas if f.kind != "update"):
            h.drop(mark, "\\b(?:and|with|if|when)\\b|,")
            return at[name]
    return ""


def occurs(name: str, text: str) -> bool:
    """Is it a variable of this expression?"""
    return (
        re.search(rf"(?<![a-zA-Z]){name}(?![a-zA-Z])", " ".join(spelt(c) if c.isalpha() else c for c in text))
        is not None
    )


_STEPS = pattern(
    r"(?:(?:for|in|with|after|and|run|take|do|make|the|perform|first|compute|just|exactly|of|a|apply)\s+)*"
    r"(?P<n>{N}|\b{NUMERAL}|\bsingle|another|first|1st|second|2nd|third|3rd|next|twenty|thirty|fifty|hundred)\s+"
    r"(?:(?:[a-z]+ )?{STEP}|times(?=.*gradient descent$)|(?:gradient descent |gd )?(?:values?|points?|weights?"
    r"|parameters?|estimates?)(?=.*))\b(?:\s+of\b)?"
)


_STEPS_AFTER = pattern(
    r"\b(?:(?:num|number|no)[ _]?(?:of )?)?(?:steps|iterations|epochs|iters|updates)\s*(?:=|:|is|of)\s*(?P<n>{N})"
)


_BETWEEN = pattern(r"\b((?:bounc|oscillat|jump|flip|alternat|switch|hop)\w*) (?:back and forth )?between {N} and {N}")


_COUNTS = {"single": 1, "another": 1, "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "next": 1}


_ASKED_FOR = pattern(r"{v:V}|{t:L}")


def take_steps(h: Heard) -> None:
    """How many steps: "after 3 updates", or x_3 where x_0 was given."""
    if not h.descends:
        return
    h.left = _BETWEEN.sub(r"\1", h.left)
    if found := re.search(r"\bonce\b(?= *(?:[,.?!]|$|where|with|if))", h.left):
        h.steps = 1
        h.cut(found)
        return
    if found := _STEPS_AFTER.search(h.left):
        h.steps = int(float(number(h, found["n"])))
        h.cut(found)
        return
    for found in _STEPS.finditer(h.left):
        counted = found["n"].startswith("<") or found["n"] == "next"
        if not counted and not re.search(r"step|iter|update|epoch|round", found[0]):
            continue
        h.steps = _COUNTS.get(found["n"]) or int(float(number(h, found["n"])))
        h.cut(found)
        return
    if re.search(
        r"\bnext (?:gradient descent |gd |iteration )?(?:x|w|point|value|iterate|weight|step|position"
        r"|estimate|guess)\b|\bnext <V",
        h.left,
    ):
        h.steps = 1
        return
    begun = [n for f in h.said.formulas if f.kind == "point" for n in f.at]
    for found in _ASKED_FOR.finditer(h.left):
        one = h.said[found[0]]
        names = [one.name] if one.kind == "variable" else re.findall(r"\w+", one.answer)
        ends = [re.fullmatch(r"([a-z]+)_?(\d+)", n) for n in names]
        if ends and all(e and e[2] != "0" and {f"{e[1]}_0", f"{e[1]}0"} & set(begun) for e in ends):
            h.steps = max(h.steps, *(int(e[2]) for e in ends if e))


_START = pattern(
    r"(?:(?:and|when|if|i|we|you|it|with|from|at|the|an?|initially|my|our|its|take|let|set|is|currently)\s+)*"
    r"(?:\b(?:start(?:ing|ed|s)?|initial(?:i[sz](?:e|ed|ing))?|begin(?:ning|s)?|began|current(?:ly)?|init|now)\b"
    r"(?:\s+(?:points?|values?|guess(?:es)?|position|weights?|parameters?|estimate|iterate|off|out))?"
    r"|\bfrom\b|\bweight(?=\s+is\b))"
    r"(?:\s*(?:from|at|with|in|of|:|is|=|point|the|value|and|being|to|set|w)\b)*\s*(?::|=)?\s*"
    r"(?P<v>{S}(?:\s*(?:,|and)*\s*{S})*|{T}|{N}|{NUMERAL}|the origin)"
)


_STARTS = pattern(
    r"{v:V}\s+(?:which |that |is |was )*(?:starts?|starting|started|begins?|beginning"
    r"|(?:is )?initiali[sz]ed|initially|currently|set)"
    r"(?:\s+(?:off|out|is))*(?:\s+(?:at|from|with|as|to|equal to|=))?\s*(?P<n>{N}|{NUMERAL})"
)


def take_start(h: Heard) -> None:
    """Where a descent begins."""
    if not h.descends:
        return
    if found := _STARTS.search(h.left):
        h.start = {h.said[found["v"]].name: number(h, found["n"])}
        h.cut(found)
        return
    for mark in h.marks("S"):
        at = h.said[mark].at
        if all(re.fullmatch(r"[a-z]+_?0", n) for n in at):
            h.start |= {re.sub(r"_?0$", "", n): v for n, v in at.items()}
            h.drop(mark, "\\b(?:and|with|from|at|take|let|starting|start|point|where)\\b|,")
    if not h.start and (found := _START.search(h.left)):
        h.start = placed(h, found["v"])
        h.cut(found)
