"""Nothing that is typed raises anything but Unreadable, hangs, or takes a second."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steepest.calculus.surface import walk
from steepest.notation.declarations import declarations
from steepest.notation.limits import NODES
from steepest.notation.reading import Reading, Unreadable, reading

LIMITED = (
    "(" * 10_000,
    ")" * 10_000,
    "(" * 10_000 + "x" + ")" * 10_000,
    "(" * 900 + "x" + ")" * 900,
    "(" * 70 + "x" + ")" * 70,
    "[" * 1000,
    "{" * 1000,
    "|" * 501,
    "|" * 140 + "x" + "|" * 140,
    "9^9^9^9",
    "9**9**9",
    "x^9^9^9",
    "2^100000",
    "10^1001",
    "2^-100000",
    "(2^1000)^1000",
    "3^(2^(2^(2^2)))",
    "(1+1/10^300)^1000",
    "x^1e300",
    "e^1000000",
    "x⁹⁹⁹⁹⁹⁹⁹",
    "x^10001",
    "1e999999999",
    "1e1001",
    "1e-999999999",
    "9" * 301,
    "1" * 1500,
    "0." + "1" * 400,
    "x^" * 200 + "x",
    "-" * 499 + "x",
    "-" * 70 + "x",
    "sin " * 80 + "x",
    "sin(" * 100 + "x" + ")" * 100,
    "ln" * 400 + "x",
    "√" * 400 + "x",
    "x" + "'" * 300,
    "x" + ".T" * 200,
    "x" + "[0]" * 200,
    "a" * 2001,
    "a" * 2000,
    "a" * 1999 + "(",
    "\\frac{1}{" * 100 + "x" + "}" * 100,
    "\\sqrt{" * 100 + "x" + "}" * 100,
    "\\left(" * 200,
    "eye(1000000000)",
    "ones(100000, 100000)",
    "zeros(10**9)",
    "ones(10**10**10)",
    "sum(ones(99999999999999999999))",
    "outer(ones(100000), ones(100000))",
    "kron(eye(20000), eye(20000))",
    "reshape(ones(4), (10**9,))",
    r"\sum_{i=1}^{1000000000} i",
    r"\sum_{i=1}^{99}\sum_{j=1}^{99} x^{ij}",
    "1+" * 500 + "1",
    "concatenate([" * 50,
    "f(" * 300,
    "x_" * 400,
    "let " * 400,
    ";" * 600,
    "," * 600,
)
REFUSED = (
    "\0",
    "x\0y",
    "\u200b",
    "ｘ+１",
    "х",
    "а+b",
    "（x）",
    "x；y",
    "é",
    "😀",
    "\ud800",
    "«x»",
    "\\",
    "\\\\",
    "\\ ",
    "\\1",
    "\\left",
    "\\left.",
    "\\begin",
    "\\end{cases}",
    "\\begin{cases}\\end{cases}",
    "\\input{/etc/passwd}",
    "\\write18{ls}",
    "\\def\\x{1}",
    "\\newcommand",
    "$",
    "$$$$",
    "$x",
    "%",
    "#",
    "__import__('os').system('ls')",
    "eval('1')",
    'exec("1")',
    "lambda: 1",
    "x.__class__",
    "(1).__class__",
    "[].append(1)",
    "{1:2}",
    "if x",
    "print(x)",
    "os.system('ls')",
    "a;b;c",
    "'; DROP TABLE",
    "<script>alert(1)</script>",
    "&lt;",
    "x if 1",
    "x if x>0 else",
    "let = 3; x",
    "let a = ; a",
    "let a = 1;",
    "let pi = 3; pi",
    "where()",
    "where(x)",
    "where(x>0,,1)",
    "max()",
    "max(,)",
    "einsum('ij,jk->ik')",
    "einsum(x)",
    "einsum('i'*1000, x)",
    "sum(x, axis=)",
    "sum(x, axis=0, axis=1)",
    "sum(x, axis=1e9)",
    "sum(x, axis=True)",
    "x[",
    "x[:",
    "x[::::]",
    "ones(-1)",
    "ones(0)",
    "eye(1.5)",
    "ones()",
    "stack([])",
    "concatenate([1, 2])",
    "sin^^2 x",
    "sin_2 x",
    "==",
    "<",
    "x<y<z",
    "5==5==5",
    ":=",
    "=>",
    "!",
    "@",
    "x@",
    "x@@y",
    "^",
    ".",
    "..",
    "1..2",
    "1_000",
    "nan",
    "None",
    "True",
    "axis=0",
    "_",
    "²",
    "ᵀ",
)
READ = (
    "`x`",  # a formula as Markdown quotes it
    "(" * 63 + "x" + ")" * 63,
    "1+" * 249 + "1",
    "x*" * 249 + "x",
    "x/" * 249 + "x",
    "+" * 499 + "x",
    "-" * 60 + "x",
    "9" * 300,
    "x^10000",
    "((x^1000)^1000)^1000",
    "1/0",
    "0/0",
    "0^0",
    "0^-1",
    "log(0)",
    "0^(1/0)",
    "e^e^e^e^e",
    "(1/3)^1000",
    "1e-1000",
    "x^(1/10^300)",
    "x^0.000000000000000000001",
    "αβγδ" * 100,
    "x^2" * 100,
    "a b " * 200,
    r"\prod_{i=1}^{100} i",
    r"\sum_{i=5}^{1} i",
    "2^0.5^1000",
)


def timed(text, **options):
    start = time.process_time()
    found = reading(text, **options)
    assert time.process_time() - start < 1
    if isinstance(found, Unreadable):
        first, last = found.where
        assert 0 <= first <= last <= len(text)
        assert found.message.endswith((".", "?"))
    else:
        assert isinstance(found, Reading)
        assert sum(1 for _ in walk(found.surface)) <= NODES
    return found


@pytest.mark.parametrize("infer", [False, True])
@pytest.mark.parametrize("syntax", ["auto", "text", "latex"])
@pytest.mark.parametrize("text", LIMITED + REFUSED, ids=lambda t: repr(t[:20]))
def test_hostile_texts_are_refused_at_once(text, syntax, infer):
    assert isinstance(timed(text, syntax=syntax, infer=infer), Unreadable)


@pytest.mark.parametrize("text", READ, ids=lambda t: repr(t[:20]))
def test_large_but_lawful_texts_are_read_at_once(text):
    assert isinstance(timed(text), Reading)


WORDS = (
    "x y n X A w 2 0.5 1e-3 e pi ( ) [ ] { } | || + - * / ^ ** @ , ; : = == < > ! ' .T .sum( sin cos^2 ln log_2 sqrt "
    "sqrt[3] sum( norm( max( where( axis=0 let if else and or \\frac \\sqrt \\left( \\right) \\sum_{i=1}^n x_i \\top "
    '^T \\sin _ { } ² ⁻¹ √ α ‖ einsum(" \\begin{cases} & \\\\ \\end{cases} ones( [0] [:, None] None'
).split()


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25), st.booleans(), st.sampled_from(["auto", "text", "latex"]))
def test_words_of_the_language_in_any_order(words, infer, syntax):
    timed(" ".join(words), infer=infer, syntax=syntax, shapes={"X": ("n", "d"), "A": ("n", "n"), "w": ("d",)})
    timed("".join(words), infer=infer, syntax=syntax)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60), st.booleans())
def test_any_text_at_all(text, infer):
    timed(text, infer=infer)


GOOD = (
    "x^2 sin(x)",
    "sum((X @ w - y)**2)",
    r"\frac{1}{1+e^{-z}}",
    "|x-1|+||x||",
    "let r = X @ w - y; r @ r",
    "where(x > 0, x, a*(exp(x)-1))",
    r"\sum_{i=1}^n (y_i - w^\top x_i)^2",
    "log_2(x)^3 sqrt[3]{x}",
    "scan(r*h*(1 - h), h=a, steps=20)[-1]",
    "sum(scan(tanh(W@h + x), h=g, x=X))",
)


def test_good_texts_with_a_character_changed():
    rng = random.Random(7)
    for _ in range(1500):
        text = list(rng.choice(GOOD))
        for _ in range(rng.randint(1, 3)):
            k = rng.randrange(len(text))
            text[k : k + rng.randint(0, 2)] = rng.choice(
                ["", "(", ")", "|", "^", "{", "}", "\\", " ", "=", "x", "2", ",", "²", "_"]
            )
            text = text or ["x"]
        timed("".join(text), infer=rng.random() < 0.5)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="Xyn: ,;()[]-+*123d\\é=", max_size=40))
def test_any_declaration_at_all(text):
    found = reading("x", text)
    assert isinstance(found, Reading | Unreadable)
    if isinstance(found, Unreadable):
        with pytest.raises(Unreadable) as refused:
            declarations(text)
        assert 0 <= refused.value.where[0] <= refused.value.where[1] <= len(text)
    timed("x", shapes=text)
