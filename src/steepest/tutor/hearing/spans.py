"""Where in a question its formulas are: runs of mathematics between words.

A run is as long as mathematics goes on. What a letter or a short word is, is decided by its neighbours: the a of
`a x^2` and of "a function", the I of `A - 2 I` and of "I got", the max of `max(0, x)` and of "max of x^2".

>>> [r.text for r in runs("is x^2 + a x a convex function if a = 2?")]
['x^2 + a x', 'a = 2']
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from steepest.notation.names import function
from steepest.tutor.hearing.tokens import NOUNS, Token, tokenized


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of the text that is mathematics, from `start` to `stop`."""

    text: str
    start: int
    stop: int
    whole: bool = True  # no: it begins or ends with a sign that wants another operand


def runs(text: str) -> list[Run]:
    """The formulas of a text, in order."""
    tokens = tokenized(text)
    _decide(tokens)
    return [r for first, last in _stretches(tokens) if (r := _trimmed(text, tokens, first, last))]


def _decide(tokens: list[Token]) -> None:
    for t in tokens:
        t.forced &= not (t.kind == "function" and t.text in NOUNS)
        t.math = t.kind in ("number", "name", "operator", "relation", "derivative", "prime", "letter") or (
            t.forced and t.kind not in ("stop", "comma", "open", "close", "word")
        )
    for _ in range(12):  # what a neighbour is may depend on its own neighbours
        known = [t.math for t in tokens]
        for k in range(len(tokens)):
            if tokens[k].kind in ("letter", "function", "pair", "name") and not tokens[k].forced:
                tokens[k].math = _is_math(tokens, k)
        _brackets(tokens)
        if known == [t.math for t in tokens]:
            return


def _is_math(tokens: list[Token], k: int) -> bool:
    t = tokens[k]
    before = tokens[k - 1] if k else None
    after = tokens[k + 1] if k + 1 < len(tokens) else None
    touches = (before is not None and not t.spaced and before.math and before.kind != "derivative") or (
        after is not None and not after.spaced and after.math and after.kind not in ("relation", "stop")
    )
    signs = (
        before is not None and before.kind in ("operator", "relation") and before.math and _joins(tokens, k - 1)
    ) or (
        after is not None
        and after.kind in ("operator", "relation")
        and (_joins(tokens, k + 1) or (after.text == "-" and t.kind == "pair"))
    )
    word_after = (
        after is not None
        and after.text[0].isalpha()
        and (after.kind == "word" or (after.kind in ("pair", "function") and not after.math))
    )
    match t.kind:
        case "letter":
            if t.text in ("a", "A"):
                if (
                    t.text == "A"
                    and before is not None
                    and before.math
                    and before.kind in ("letter", "name", "number", "close")
                ):
                    return True
                named = before is not None and before.text.lower() in ("of", "wrt", "by", "to")
                ended = after is not None and (after.text.lower() in _NO_NOUNS or after.kind == "stop")
                if named and ended:
                    return True
                if ended and any(x.text == "a" and x.math and x is not t for x in tokens) and t.text == "a":
                    return True
                if (
                    before is not None
                    and before.kind == "open"
                    and after is not None
                    and after.kind in ("close", "comma")
                ):
                    return True
                if word_after or (after is not None and after.kind == "number" and after.spaced and not signs):
                    sign = before is not None and before.kind == "operator" and before.text not in "|‖∥'"
                    return bool(sign and before is not None and before.math) or touches
                if before is None or before.kind == "stop":
                    return signs or touches or (after is not None and after.math)
                return signs or touches or (after is not None and after.math) or before.text.lower() in _OF_WHAT
            if t.text in ("I", "i"):
                return touches or (signs and not word_after) or (signs and before is not None and before.math)
            return True
        case "name":
            return t.text not in ("eta", "alpha", "beta") or True
        case "function":
            if after is None:
                return t.text[0] == "\\"
            if t.text[0] == "\\":
                return True
            if t.text.lower() in NOUNS or function(t.text) is None:
                return after.text == "(" and after.math and not after.spaced and _several(tokens, k + 1, t.text)
            if after.text in ("(", "[", "{"):
                return after.math
            if after.text in ("^", "_", "²", "|", "√", "⁻"):
                return True
            if t.text.lower() in _CALLED_FUNCTIONS:  # the sigmoid 1/(1 + e^-z)
                return after.math and after.kind in ("letter", "name")
            return after.math and after.kind in ("letter", "number", "name", "function", "pair")
        case "pair":
            if after is not None and after.text == "(" and not after.spaced:
                return after.math
            letters = set(re.sub(r"\d", "", t.text))
            if t.text.isupper() and not letters <= _VARIABLES:
                return False
            if before is not None and before.kind == "open" and after is not None and after.kind == "close":
                return letters <= _VARIABLES or before.text == "{"
            asked = before is not None and before.text.lower() in _OF_WHAT and letters <= _VARIABLES | set("abck")
            joined = before is not None and before.math and before.kind in ("letter", "number", "name", "pair") and (
                letters <= _VARIABLES
            )  # fmt: skip
            return touches or signs or asked or joined
    return t.math


def _joins(tokens: list[Token], k: int) -> bool:
    """Is this sign one that joins formulas, no dash between words?"""
    t = tokens[k]
    if t.text in ("|", "/", "&", "~") and (k == 0 or not tokens[k - 1].math):
        return False
    if t.text == "-" and t.spaced and k + 1 < len(tokens) and tokens[k + 1].spaced:
        return k > 0 and tokens[k - 1].math
    return True


def _several(tokens: list[Token], k: int, name: str) -> bool:
    """Is it a call: max(0, x) with its comma, norm(x) in any case?"""
    if name.lower() not in ("max", "min"):
        return True
    depth = 0
    for t in tokens[k:]:
        depth += (t.kind == "open") - (t.kind == "close")
        if t.kind == "comma" and depth == 1:
            return True
        if depth == 0:
            break
    return False


def _brackets(tokens: list[Token]) -> None:
    """A bracket is mathematics when all that stands in it is; one that is not closed, when it touches a formula."""
    stack: list[int] = []
    for k, t in enumerate(tokens):
        if t.kind == "open":
            stack.append(k)
        elif t.kind == "close" and stack:
            begun = stack.pop()
            inside = tokens[begun + 1 : k]
            math = all(x.math or x.text in (",", ":", ";", ".") for x in inside) and bool(inside)
            tokens[begun].math = t.math = math
            for x in inside:
                if x.kind in ("comma", "stop"):
                    x.math = math and x.text in (",", ":")
        elif t.kind == "close":
            t.math = False
    for k in stack:
        tokens[k].math = False


def _stretches(tokens: list[Token]) -> list[tuple[int, int]]:
    """The first and the last token of each run."""
    out: list[tuple[int, int]] = []
    depth, begun = 0, None
    for k, t in enumerate(tokens):
        if not t.math or (depth == 0 and (t.kind in ("comma", "stop"))):
            if begun is not None:
                out.append((begun, k - 1))
            begun, depth = None, 0
            continue
        if begun is None:
            begun = k
        elif depth == 0 and t.spaced and _parts(tokens, begun, k):
            out.append((begun, k - 1))
            begun = k
        depth += (t.kind == "open") - (t.kind == "close")
        depth = max(depth, 0)
    if begun is not None:
        out.append((begun, len(tokens) - 1))
    return out


def _parts(tokens: list[Token], begun: int, k: int) -> bool:
    """Does another formula begin at the blank before token k?"""
    before, t = tokens[k - 1], tokens[k]
    if before.kind == "derivative" and re.match(r"d(?:\^\d)?(?:[a-zα-ωA-Z]|loss|cost)/", before.text):
        return t.kind in ("letter", "name") and _defines(tokens, k)
    if before.kind in ("operator", "relation", "comma", "function", "derivative") and before.text not in ("'", "''"):
        return False
    if t.kind in ("derivative", "prime") and before.kind != "open":
        return not _updates(tokens, begun, k)
    if before.kind == "prime":
        return t.kind not in ("relation", "open")
    if t.kind == "number" and before.text in ("alpha", "eta", "gamma", "α", "η", "γ"):
        return True
    if t.kind == "number" and before.kind == "close" and k + 1 < len(tokens) and tokens[k + 1].kind == "word":
        return True  # f'(x) 5 times
    if t.kind == "number" and before.kind == "number":
        return k < 2 or tokens[k - 2].text not in ("^", "**")
    if t.kind == "open":
        return _holds(tokens, k, ("comma", "relation"))
    if t.kind in ("letter", "name") and any(x.kind == "relation" for x in tokens[begun:k]):
        return _defines(tokens, k)
    if t.kind in ("letter", "name"):
        return _defines(tokens, k) and before.kind in ("close", "number", "name", "letter") and k - begun > 1
    return False


def _updates(tokens: list[Token], begun: int, k: int) -> bool:
    """Is it x_{n+1} = x_n - … or x = x - …, whose slope is written behind the rate?"""
    if any(x.text == "+" and tokens[j + 1].text == "1" for j, x in enumerate(tokens[begun:k], begun)):
        return True
    first = tokens[begun : begun + 4]
    return len(first) == 4 and first[1].text == "=" and first[0].text == first[2].text and first[3].text == "-"


def _holds(tokens: list[Token], k: int, kinds: tuple[str, ...]) -> bool:
    """Does the bracket that opens here hold one of these, not deeper?"""
    depth = 0
    for t in tokens[k:]:
        depth += (t.kind == "open") - (t.kind == "close")
        if depth == 1 and t.kind in kinds:
            return True
        if depth == 0:
            return False
    return False


def _defines(tokens: list[Token], k: int) -> bool:
    """Is it `x =` or `f(x) =` here?"""
    j = k + 1
    if j < len(tokens) and tokens[j].text == "(" and not tokens[j].spaced:
        while j < len(tokens) and tokens[j].text != ")":
            j += 1
        j += 1
    return j + 1 < len(tokens) and tokens[j].kind == "relation" and tokens[j + 1].kind != "stop"


def _trimmed(text: str, tokens: list[Token], first: int, last: int) -> Run | None:
    """The run without signs at its ends that join nothing."""
    begun, ended = first, last
    while first <= last and tokens[first].text in "=*/+^_,&~→<>":
        first += 1
    if first < last and tokens[first].text == "-" and tokens[first + 1].spaced and first and tokens[first].spaced:
        first += 1
    while first <= last and (
        tokens[last].kind in ("relation", "comma", "open")
        or (tokens[last].kind == "operator" and tokens[last].text not in ("|", "‖", "∥", "′", "'", "''", "⁾"))
    ):
        last -= 1
    if first > last or all(
        t.kind in ("operator", "relation", "open", "close", "comma") for t in tokens[first : last + 1]
    ):
        return None
    start, stop = tokens[first].start, tokens[last].stop
    wanting = [t.text for t in tokens[begun:first] + tokens[last + 1 : ended + 1]]
    after = tokens[ended + 1] if ended + 1 < len(tokens) else None
    opened = after is not None and after.text == "(" and not after.spaced  # cos(a word …
    if after is not None and after.kind == "function" and ended + 2 < len(tokens):
        opened |= tokens[ended + 2].text == "(" and not tokens[ended + 2].spaced
    return Run(text[start:stop], start, stop, not opened and not any(sign in "+*/^" for sign in wanting))


_VARIABLES = frozenset("xyzuvwtsrXYWAQKV")


_OF_WHAT = frozenset(
    "of to by wrt matrix vector variable weight parameter scalar differentiate derive respect and"
    " minimize minimise maximize maximise is for in where".split()
)


_CALLED_FUNCTIONS = frozenset("sigmoid softplus relu swish silu gelu mish elu selu softsign".split())


_NO_NOUNS = frozenset(  # behind these an a is a name
    "when where if for in at and with of be would should starts begins is equals becomes as starting".split()
)
