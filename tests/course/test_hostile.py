"""Whatever is typed as an answer gets a verdict, in time."""

import random
import time

import pytest

from steepest.course.grade import grade, vary
from steepest.course.kinds.table import KINDS
from steepest.course.lesson import load
from steepest.course.verdict import Verdict

TEXTS = [
    "9^9^9^9", "1e308*1e308", "tan(pi/2)", "0^0", "exp(exp(exp(exp(10))))", "x" * 3000, "(" * 500, "((((x" * 50,
    "1/0", "log(0)", "sqrt(-1)", "\x00", "‮6x", "6x\u200bcos", "６x", "x=x=x",
    "f'(x)", "= ", "==", "f(x) = ", "nan", "inf",
    "\\frac{", "\\frac{1}{", "\\\\", "$x$", "<script>alert(1)</script>", "'; drop table attempt; --",
    "__import__('os')",
    "sum(x)", "X @ w", "[1,2]", "x[0]", "lambda: 1",
    "let r = 1; r", "2..3", "1,5", "½", "²", "∂", "💥", "a" * 60 + "(x)",
    "(x^2+1)^1000", "x^(x^(x^(x^x)))", "1000000!" , "10^300", "1" * 299, "1" * 301, "sin(" * 60 + "x" + ")" * 60,
]  # fmt: skip
ANSWERS = [
    *TEXTS, None, True, 10**400, -1, 1.5, float("nan"), float("inf"), [], [None], [[]], [1e9], ["a"], {},
    {"prose": None},
    {"prose": "x" * 5000}, {"prose": "a real answer in some words", "claims": "no"}, {"claims": {"0": "true"}},
    {"prose": "a real answer in some words", "claims": {"0": ["true"]}, "then": {}}, "0,1,2,3", "9" * 400,
]  # fmt: skip
ONE_OF_EACH = {q.kind: q for one in load() for q in (*one.questions, *one.blanks)}


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_raises_or_takes_long(kind):
    item = vary(ONE_OF_EACH[kind], 0)
    for answer in ANSWERS:
        started = time.process_time()
        verdict = grade(item, answer)
        assert isinstance(verdict, Verdict), answer
        assert verdict.sentence
        assert time.process_time() - started < 2, answer


@pytest.mark.parametrize("kind", KINDS)
def test_random_text_raises(kind):
    source = random.Random(5)
    item = vary(ONE_OF_EACH[kind], 0)
    for _ in range(150):
        text = "".join(
            source.choice("xyw0123456789+-*/^()[]{}=.,'\\ sincoelgtah∂√²") for _ in range(source.randint(1, 60))
        )
        assert isinstance(grade(item, text), Verdict), text
