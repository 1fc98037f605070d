"""Words that people say around a request and that change nothing of it. Of other words, see strangers.

Deliberately absent: whatever changes what is asked (not, without, inverse, average, zero, equation, integral, limit).
"""

from __future__ import annotations

import re
from collections.abc import Collection

_SMALL = frozenset(
    """a an the this that these it its it's i i'm i'd i've we we're you he she they me my our your us one of
    for to in on by with at and or then so if when where which who what what's whats that's there here as
    from into onto up out now ok okay well is are was were be been am do does did done will would can could
    shall should may might must has have had let's lets please thanks thank hi hello hey just also only
    about some any hint sir guys folks someone anyone anybody somebody everyone help homework exam quiz
    problem exercise question task assignment following given below""".split()
)
ASKING = _SMALL | frozenset(
    """occurs occur x-value x-coordinate coordinates coordinate define we'd he'd currently defined hand
    constant select choose pick identify name find compute calculate determine evaluate work get gets got
    give show tell state write obtain take taking use using apply applying perform performing performed run
    running make making doing want wants need needs trying try know knowing let suppose consider assume say
    how much many fast quickly solve solving stuck struggling having trouble derivative derivatives derivate
    differentiate differentiating differentiated differentiation derive deriving diff slope slopes steep
    steepness steepest rate change instantaneous changing growing rising increasing increase increases grow
    grows rise rises climb climbs fastest rapidly most direction way uphill ascent gradient gradients grad
    vector partial partials partially first-order order function functions curve graph line tangent
    expression term loss cost objective error model value values result results answer answers current new
    next initial start starting point points place location minimum maximum min max minima maxima minimal
    maximal minimize minimise minimizes minimises minimizing minimising maximize maximise maximizes
    maximises maximizing maximising optimum smallest lowest least largest highest biggest greatest argmin
    argmax local global low high reach reaches attain attains attained achieve achieved achieves minimized
    minimised maximized maximised makes make gives give happen happens happening convex concave convexity
    strictly prove proof verify equal equals plug put substitute substituting plugging simulate good safe
    fine bad stable correctly exact exactly possible quick quickly go goes going lead leads become becomes
    come comes look looks like something such particular called respect variable variables both each
    separately together entries components you're calculus class course book explain explained step steps
    detail details again actually really simply basically original quadratic cubic linear polynomial
    general indicated bottom peak peaks parabola where's
    graphs concavity proving showing determining finding computing calculating deriving""".split()
)
DESCENDING = ASKING | frozenset(
    """descent descend converge converges diverge diverges overshoot overshoots explode explodes oscillate
    oscillates learning too large big small little long slow enough suitable required end ends land lands
    settle settles move moves arrive arrives iterate iterates iteration iterations update updates updated
    weight weights parameter parameters after before doing gd algorithm method over begin begins beginning
    training train why long still ever""".split()
)
CLAIMING = ASKING | frozenset(
    """student factor missing went forgot forget lost sign check checking checked confirm correct right wrong
    true false ok sure think thought believe guess guessed reckon claim claims mean same yes no really
    correctly am shouldn't doesn't isn't wasn't not why keep keeps getting found figured calculated computed
    worked says said answer answers solution result derivation teacher textbook friend it'd that'd wonder
    wondering thinking whether else mistake agree legit valid simplify simplified""".split()
)

# What a question for a value may say beside: a word of slopes or of tangents makes it another question.
VALUING = _SMALL | frozenset(
    """find compute calculate determine evaluate work get give show tell state obtain take use using want need
    know let suppose consider assume say how much value values result answer equal equals plug plugging put
    putting substitute substituting function expression term point big large high low here called f g h y""".split()
)


def unsaid(text: str) -> bool:
    """Is it only the name of a function that was not given: f, f(x), L(w, b), f_2?"""
    return (
        re.fullmatch(r"[fghyLJE]|[a-zA-Z]_?\d?\(\s*[a-zA-Z]\w?(?:\s*,\s*[a-zA-Z]\w?)*\s*\)|[fghyLJE]_?\d", text)
        is not None
    )


def asks(word: str, among: Collection[str] = ASKING) -> bool:
    """Does this word say nothing more than that something is asked?"""
    plain = word.strip("\"'“”,.;:?!-").lower()
    return plain in among or not plain


def spare(text: str, among: Collection[str] = ASKING) -> bool:
    """Does the text consist of such words only?"""
    return all(asks(word, among) for word in text.split())


def trimmed(text: str, among: Collection[str] = ASKING, right_only: bool = False) -> str:
    """The text without such words at its ends."""
    return around(text, among, right_only)[0]


def around(text: str, among: Collection[str] = ASKING, right_only: bool = False) -> tuple[str, str]:
    """The text without such words at its ends, and the words that were there.

    A single letter beside mathematics is mathematics (the a of `a x^2`), except as an article: "is x^2 a convex
    function".
    """
    words = re.sub(r"[?!]|\.(?=\s|$)|,(?=\s|$)(?![^(]*\))", " ", text).split()
    first, last = 0, len(words)
    while not right_only and first < last and asks(words[first], among):
        alone = words[first] in _ALONE and not (first + 1 < last and asks(words[first + 1], among))
        if alone:
            break
        first += 1
    while last > first and asks(words[last - 1], among):
        word, after = words[last - 1], words[last].strip(",.;:").lower() if last < len(words) else ""
        if re.fullmatch(r"[a-zA-Z]", word.strip(",.;:")) and not (after and (word == "I" or after in _NAMED)):
            break
        last -= 1
    return " ".join(words[first:last]).strip(" ,.;:"), " ".join(words[:first] + words[last:])


_ALONE = ("a", "i", "one")
_NAMED = frozenset(  # what an article stands before
    """convex concave strictly function minimum maximum min max local global good bad safe stable derivative
    slope result value point hint""".split()
)
