"""Words of a request that no table knows: passed over where they carry no mathematics, else the request is declined.

A story around a function ("Training load g(t) = …") changes nothing of it. What can change it is listed by kind, as the
beginnings of words; a word that stands where an operation stands ("the floor of x", "x^2 halved") is never passed over,
listed or not. What is computed is echoed.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from steepest.tutor.everyday import PLAIN, STOP
from steepest.tutor.expressions import mathematical
from steepest.tutor.fillers import CLAIMING, asks
from steepest.tutor.slots import Heard
from steepest.tutor.wording import NUMERALS, spoken_to_signs

# What a word may change, and the beginnings of such words; "=" ends a word that counts only as a whole.
CHANGING: dict[str, str] = {
    "another operation": """integra antideriv anti- primitive limit lim= series sum= sums summ taylor
        maclaurin expan product quotient ratio differen invers reciproc conjugat transpos determin trace rank=
        norm magnitude length modul mod= absolut root zero= zeros zeroes factor simplif solv rearrang equation
        sketch draw plot approximat lineari asymptot intercept inflect inflexion critical stationar turning
        saddle enclos average mean median variance expect probab total direction hessian jacobian laplac curl=
        diverg= eigen fourier convol compos iterat= mixed cross= dual conjug subgrad subdiff proximal project
        span= perpendic orthogon antigrad logarithmic elasticit relative percent curvature radius arc= rotat
        revol tangent normal secant chord cumulat antisymm symmetri odd= even= period amplitude frequen discrim
        vertex axis remainder round floor ceil trunc trapez simpson euler newton bisect momentum adam nesterov
        stochastic velocit accelerat speed jerk marginal distance displacement""",
    "a negation": """not= no= never without except exclud neither nor= nor unless instead rather cannot non-
        nothing none false untrue ignor omit drop= dropping remov delet but= lack absen hardly fail""",
    "a condition": """whenever until unless while subject constrain restrict interval domain range within
        inside outside between beyond above below under= over= positive negative real= complex integer natural
        nonneg boundar bound exceed less fewer more= than than= least= most= minimum= approach infin tend
        converg toward away depend implicit parametri respectively provided assum ranging varying satisf
        holding held fixed keep constraint during through= across along vanish crosses touches horizontal among
        prime nearby nearest whole= midpoint middle left= right= polar cylindr spheric form=
        vertical parallel flat= equal to= equidist""",
    "a number": """number count half halv doubl tripl twice thrice quadrupl hundred thousand million dozen
        degree radian per= cent percent second third fourth fifth sixth seventh eighth ninth tenth nth -th unit
        metre meter cm= km= mile feet foot gram kg= hour minute dollar euro euros usd pound fraction decimal
        digit binary logbase base= power exponent square cube quarter times multipl divid add= added adding
        addition subtract plus minus negat reflect shift scal translat stretch rais lower= reduc increment
        decrement multiply sign= signs inequal""",
    "a comparison": """compar greater smaller larger bigger higher faster slower steeper same= identical
        equival twofold versus vs= relat correlat ratio differ whichever either exceed proportion""",
    "another question": """why= mean meaning interpret intuit signific behav exist unique continu differentiab
        smooth behaviou specific certain particular defin theorem rule= rules law= laws propert formula concept
        theor notation symbol definition explain= describ discuss importan useful purpose connect happen= tell=
        represent imply implies conclude sense chance known false= true= mistake wrong= correct= error= errors
        history invent discover code program python function's library implement class= package write= written
        how= stop= optimi converg explod vanish regulari overfit compare hyper schedul neural network
        layer learning update overshoot oscillat descend optimum data dataset invest financ stock market""",
}  # fmt: skip
_CHANGES = re.compile(
    "|".join(
        rf"{re.escape(word[:-1])}(?:'s|s)?$" if word.endswith("=") else re.escape(word)
        for words in CHANGING.values()
        for word in words.split()
    ),
    re.IGNORECASE,
)
_EVERYDAY = PLAIN | STOP
_WORD = re.compile(r"[a-zA-Z][a-z'-]+")
# What is wanted must be said in so many words: "grows" or "find" alone are too little beside a word that is not known.
_PLAINLY = re.compile(
    r"\b(?:derivatives?|differentiat\w+|derive|gradients?|slope|partials?|rate of change|minimi[sz]\w*|maximi[sz]\w*"
    r"|minim(?:um|a)|maxim(?:um|a)|argm(?:in|ax)|convex|concave|convexity|concavity|descent|(?:small|larg|great|low)est"
    r"|evaluate|value|learning rate|lr|rate at which|how (?:fast|quickly|rapidly|steep))\b|(?<!\w)[a-zA-Z]'",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"(?:partial|first|second|third)?\s*"
    r"(?:derivatives?|slopes?|gradients?|partials?|rates?|minim(?:um|a)|maxim(?:um|a)|value)\b(?! descent)"
)

_UNITS = re.compile(r"[a-z]{4,}s[.,;]")  # N(t) = 100 e^(0.3t) cells.
_CALLED = rf"(?:{_WISH.pattern})|(?:functions?|curve|graph|expression|following|parabola|line|polynomial|loss|cost)\b"


def stranger(word: str, known: Collection[str] = CLAIMING) -> bool:
    """Is it none of the words that are known to ask, and no mathematics?

    >>> stranger("slope"), stranger("sin"), stranger("heartbeat")
    (False, False, True)
    """
    plain = word.strip("\"'“”,.;:?!()")
    return (
        _WORD.fullmatch(plain) is not None
        and not asks(plain, known)
        and plain.lower() not in NUMERALS
        and not mathematical(plain)
        and spoken_to_signs(plain) == plain
    )


def changing(word: str) -> bool:
    """May this word change what is asked?

    >>> changing("integral"), changing("heartbeat")
    (True, False)
    """
    plain = word.strip("\"'“”,.;:?!()").lower()
    return _CHANGES.match(plain) is not None or plain.endswith(("n't", "less"))


def without_strangers(h: Heard, text: str, known: Collection[str]) -> Heard | None:
    """What was heard without the words that are not known; None where one of them may change what is asked."""
    if not _PLAINLY.search(text) and not h.slope:
        return None
    words = text.split()
    strange = [k for k, word in enumerate(words) if stranger(word, known)]
    if not strange or any(changing(words[k]) or _operates(words, k) for k in strange):
        return None
    if not h.wrt and re.search(r"\brespect\b", h.left):  # a stranger stands inside a slot
        return None
    left = [word for word in h.left.split() if not stranger(word, known)]
    return replace(h, left=" ".join(left), at=dict(h.at), start=dict(h.start))


def _operates(words: list[str], k: int) -> bool:
    """Does the word stand where an operation stands: "the floor of x^2", "x^2 halved", "the weakest slope"?"""
    word, after = words[k].lower(), words[k + 1 :]
    if after[:1] == ["of"] and _expression_follows(after[1:]):
        return True
    if word.strip(",.;:") in _EVERYDAY or _UNITS.fullmatch(word):
        return False
    if k > 0 and _mathematics(words[k - 1]) and not _WISH.match(words[k - 1]):
        return True
    if not word[-1].isalpha() or not after:
        return False
    return bool(_WISH.match(" ".join(after[:2]))) or (_mathematics(after[0]) and not _defines(after))


def _expression_follows(words: list[str]) -> bool:
    """Is it an expression, a function or a slope that comes next, behind an article?"""
    noun = [word for word in words if word.lower() not in ("the", "a", "an", "this", "its", "my", "our")][:2]
    return bool(noun) and (_mathematics(noun[0]) or re.match(_CALLED, " ".join(noun), re.IGNORECASE) is not None)


def _mathematics(word: str) -> bool:
    """Is it a piece of an expression, with no stop behind it?"""
    if word[-1] in ",.;:?!" or word in ("a", "A", "I") or (len(word) > 1 and asks(word, CLAIMING)):
        return False
    return _WORD.fullmatch(word) is None or mathematical(word)


def _defines(words: list[str]) -> bool:
    """Does a definition begin here: g(t) = …"""
    return re.match(r"[a-zA-Z](?:_?\d)?(?:\([\w, ]+\)\s*(?:=|is)|\s*=)", " ".join(words[:3])) is not None
