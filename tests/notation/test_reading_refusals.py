"""What cannot be read is refused with one sentence, the place where a person would look, and what to do."""

import pytest

from steepest.notation.reading import Reading, Unreadable, read, reading
from steepest.notation.unreadable import underlined

REFUSED = (
    # something is missing: an empty span
    ("y*", (2, 2), "needs something after it"),
    ("2x +", (4, 4), "needs something after it"),
    ("2x + ", (4, 4), "needs something after it"),
    ("x^", (2, 2), "needs something after it"),
    ("x**", (3, 3), "needs something after it"),
    ("1/", (2, 2), "needs something after it"),
    ("x-", (2, 2), "needs something after it"),
    ("e^", (2, 2), "needs something after it"),
    ("(x+)", (3, 3), "needs something after it"),
    ("sin", (3, 3), "needs an argument"),
    ("2 sin", (5, 5), "needs an argument"),
    ("sin^2", (5, 5), "needs an argument"),
    ("sin +", (3, 3), "needs an argument"),
    ("sqrt()", (5, 5), "needs an argument"),
    ("sin()", (4, 4), "needs an argument"),
    ("log_2", (5, 5), "needs an argument"),
    ("()", (1, 1), "nothing in these"),
    ("sqrt[3]", (7, 7), "needs an argument"),
    ("log_", (4, 4), "missing"),
    ("x_", (2, 2), "subscript is missing"),
    ("", (0, 0), "Nothing is typed"),
    ("   ", (3, 3), "Nothing is typed"),
    ("max(x,)", (6, 6), "argument is missing"),
    ("max(,x)", (4, 4), "argument is missing"),
    ("x[]", (2, 2), "index is missing"),
    ("let r = x;", (10, 10), "missing"),
    ("let r = x", (9, 9), "After let"),
    ("x if x > 0", (10, 10), "After if"),
    ("sum(x, axis=)", (12, 12), "value of this option"),
    (r"\frac{1}{}", (9, 9), "denominator"),
    (r"\frac{}{2}", (6, 6), "numerator"),
    (r"\frac{1}", (8, 8), "denominator"),
    (r"\sqrt{}", (6, 6), "under the root"),
    (r"\sin", (4, 4), "needs an argument"),
    (r"x^{}", (3, 3), "nothing in these"),
    (r"\left(\right)", (6, 6), "nothing in these"),
    # brackets: the one that is open, or the one too many
    ("3(x + 2", (1, 2), "never closed"),
    ("(x", (0, 1), "never closed"),
    ("(x+1)/(x-1", (6, 7), "never closed"),
    ("sin(", (3, 4), "never closed"),
    ("((x+1)", (0, 1), "never closed"),
    ("sin(x+(y)", (3, 4), "never closed"),
    ("log(", (3, 4), "never closed"),
    ("(", (0, 1), "never closed"),
    ("x[1", (1, 2), "never closed"),
    ("|x", (0, 1), "never closed"),
    ("|x+1", (0, 1), "never closed"),
    ("2|x", (1, 2), "never closed"),
    ("f(x", (1, 2), "never closed"),
    ("e^{2x", (2, 3), "never closed"),
    (r"\frac{1}{", (8, 9), "never closed"),
    (r"\left(x+1", (0, 6), "never closed"),
    (r"\sqrt{x", (5, 6), "never closed"),
    (r"\begin{cases}x&x>0", (0, 13), "never ended"),
    ("x+(y))", (5, 6), "never opened"),
    (")x", (0, 1), "never opened"),
    ("x)", (1, 2), "never opened"),
    ("2+3x)", (4, 5), "never opened"),
    ("x]", (1, 2), "never opened"),
    ("x}", (1, 2), "never opened"),
    (r"\right)", (0, 7), "never opened"),
    ("(x]", (0, 1), "never closed"),
    # a sign in the wrong place
    ("*x", (0, 1), "cannot stand here"),
    ("/5", (0, 1), "cannot stand here"),
    ("^2", (0, 1), "cannot stand here"),
    ("x*/y", (2, 3), "cannot stand here"),
    ("3 +* 4", (3, 4), "cannot stand"),
    ("x 5 +* 3", (5, 6), "cannot stand here"),
    ("x^^2", (2, 3), "cannot stand here"),
    ("x***2", (3, 4), "cannot stand here"),
    ("x,,y", (1, 2), "comma"),
    ("x,y", (1, 2), "comma"),
    ("1,5", (1, 2), "comma"),
    ("f(x,y)", (3, 4), "`f` is not one"),
    ("[1,2", (0, 1), "list"),
    ("{1,2}", (2, 3), "comma"),
    ("sin(x,y)", (6, 7), "takes 1 argument"),
    ("x;y", (1, 2), "semicolon"),
    ("x:y", (1, 2), "colon"),
    ("3 4", (2, 3), "side by side"),
    ("x + 3 4", (6, 7), "side by side"),
    ("2..5", (2, 3), "one decimal point"),
    ("1.2.3", (3, 4), "one decimal point"),
    # not an expression
    ("x = 3", (2, 3), "equation"),
    ("2x+3y=", (5, 6), "equation"),
    ("y=2x", (1, 2), "equation"),
    ("f(x)=x^2", (4, 5), "equation"),
    ("5==5", (1, 3), "comparison"),
    ("x => y", (2, 4), "`=>`"),
    ("x<3", (1, 2), "comparison"),
    ("(x<3)", (2, 3), "comparison"),
    ("x>=y", (1, 3), "comparison"),
    ("x -> y", (2, 4), "arrow"),
    ("x<>y", (1, 3), "`<>`"),
    ("d/dx x^2", (0, 4), "the function itself"),
    ("dy/dx", (0, 5), "the function itself"),
    (r"\frac{dy}{dx}", (0, 13), "the function itself"),
    ("f'(x)", (1, 2), "prime"),
    ("x'", (1, 2), "prime"),
    ("x!", (1, 2), "Factorials"),
    ("3!!", (2, 3), "Factorials"),
    ("0.5!", (3, 4), "Factorials"),
    ("200!", (3, 4), "Factorials"),
    (r"\binom{n}{k}", (0, 12), "Binomial"),
    ("x in y", (2, 4), "`in` is not read"),
    ("the derivative of x", (0, 3), "word of a sentence"),
    ("Plus[x, 1]", (0, 4), "no function `Plus`"),
    (r"\text{ReU}(x)", (0, 10), "no function `ReU`"),
    (r"2\operatorname{foo}\left(x\right)", (1, 19), "no function `foo`"),
    (r"\hat{\foo}", (0, 10), "no letter"),
    (r"x_{i,}", (2, 6), "letters and digits"),
    ("log₁2₀", (5, 5), "subscript needs a name"),
    ("2 Integrate[x]", (2, 11), "no function `Integrate`"),
    ("5%", (1, 2), "percent"),
    (r"\int x", (0, 4), "Integrals"),
    (r"\lim x", (0, 4), "Limits"),
    ("inf", (0, 3), "Infinity"),
    ("∞", (0, 1), "Infinity"),
    ("x mod 2", (2, 5), "Remainders"),
    ("1±x", (1, 2), "two expressions"),
    # characters
    ("x#y", (1, 2), "`#`"),
    ("x?", (1, 2), "question mark"),
    ("x$y", (1, 2), "dollar"),
    ("х+1", (0, 1), "Cyrillic"),
    ("2ｘ", (1, 2), "fullwidth"),
    ("Α+1", (0, 1), "Greek"),
    ("x\0", (1, 2), "invisible"),
    ("x\u200b+1", (1, 2), "invisible"),
    ("😀", (0, 1), "no meaning"),
    ("x..y", (1, 2), "point"),
    ("ä+1", (0, 1), "looks like `a`"),
    ("_x", (0, 1), "subscript needs a name"),
    (r"\foo x", (0, 4), "no command"),
    (r"f^{(2)}(x)", (0, 7), "the function itself"),
    ("d(x^2)/dx", (0, 9), "the function itself"),
    ("d^2y/dx^2", (0, 9), "the function itself"),
    ("f'(x) + 1", (1, 2), "derivative written with a prime"),
    ("f∘g", (0, 3), "composition"),
    ("E[x]", (0, 1), "Expectations"),
    (r"\mathbb{E}[x]", (0, 10), "Expectations"),
    (r"\mathbb{E}_{x}[x]", (0, 10), "Expectations"),
    (r"90^\circ", (3, 8), "radians"),
    (r"90^{\circ}", (4, 9), "radians"),
    (r"x^2\text{ for }x>0", (3, 15), "not read"),
    (r"\begin{pmatrix}1\end{pmatrix}", (0, 15), "`pmatrix` is not read"),
    ("x and y", (2, 5), "`and` joins conditions"),
    ("if(x>0,1,2)", (0, 2), "`if` has no expression"),
    ("1,000x", (1, 2), "two ways"),
    ("⟨x⟩", (0, 1), "angle brackets"),
    ("y~x", (1, 2), "`~`"),
    (r"x_{i+1}", (0, 7), "belongs to no sum"),
    (r"\max_w w^2", (7, 8), "how far w runs"),
    # names
    ("sigmod(3x)", (0, 6), "There is no function `sigmod`"),
    ("2 + cosinh(x)", (4, 10), "no function `cosinh`"),
    ("floor(x)", (0, 5), "no function `floor`"),
    ("abcd(x)", (0, 4), "no function `abcd`"),
    ("sinn(x)", (0, 4), "no function `sinn`"),
    ("2 coss(x)", (2, 6), "no function `coss`"),
    ("sqrtt(x)", (0, 5), "no function `sqrtt`"),
    ("versin(x)", (0, 6), "no function `versin`"),
    ("erfinv(x)", (0, 6), "no function `erfinv`"),
    ("gamma(x)", (0, 5), "no function `gamma`"),
    ("zeta(s)", (0, 4), "no function `zeta`"),
    ("piecewise(x)", (0, 9), "no function `piecewise`"),
    ("ifelse(x > 0, 1, 2)", (0, 6), "no function `ifelse`"),
    ("sin-1(x)", (0, 5), "two ways"),
    ("sin −1 x", (0, 6), "two ways"),
    ("log[x, 2]", (0, 9), "two ways"),
    ("Σ x_i^2", (0, 1), "looks like a sum"),
    ("2Σ(x_i - 1)", (1, 2), "looks like a sum"),
    ("foo(x)+1", (0, 3), "no function `foo`"),
    ("x if y else z", (2, 4), "After if"),
    ("x.foo", (1, 5), "nothing called `.foo`"),
    ("sum(x, axs=0)", (7, 12), "no option `axs`"),
    ("sin_2 x", (0, 4), "no subscript"),
    ("let sin = 3; sin", (4, 7), "already has a meaning"),
    ("max(x", (3, 4), "never closed"),
)


@pytest.mark.parametrize(("typed", "where", "message"), REFUSED, ids=[repr(t) for t, _, _ in REFUSED])
def test_a_malformed_text_is_refused_at_its_place(typed, where, message):
    error = read(typed)
    assert isinstance(error, Unreadable), error
    assert error.where == where, error
    assert message in error.message
    assert error.message.endswith(".")


HINTS = (
    ("sigmod(3x)", "Did you mean `sigmoid`?"),
    ("softmx(x)", "Did you mean `softmax`?"),
    ("sqr(x)", "Did you mean `sqrt`?"),
    ("arcsn(x)", "Did you mean `arcsin`?"),
    ("sum(x, axs=0)", "Did you mean `axis=`?"),
    ("х", "Type `x` instead."),
    ("3(x + 2", "Add `)` where it ends."),
    ("1,5", "For a decimal write a point."),
    ("x.summ()", "Did you mean `.sum()`?"),
    ("sinn(x)", "Did you mean `sin`?"),
    ("sin-1(x)", "For the inverse function write arcsin(x)."),
    ("10,000", "For the large number write 10000, for the decimal 10.000."),
    ("f'(x)", "Write out what it is, or type the function itself."),
    ("inf", ""),
    ("piecewise(x)", "Write where(x > 0, a, b), or a if x > 0 else b."),
    ("versin(x)", "Write 1 - cos(x)."),
)


@pytest.mark.parametrize(("typed", "hint"), HINTS)
def test_a_refusal_says_what_to_do(typed, hint):
    error = read(typed)
    assert isinstance(error, Unreadable)
    assert error.hint == hint


def test_the_place_can_be_underlined():
    error = read("sigmod(3x)")
    assert isinstance(error, Unreadable)
    assert underlined("sigmod(3x)", error) == "sigmod(3x)\n^^^^^^"


def test_a_refusal_can_be_returned_and_raised():
    error = read("(")
    assert isinstance(error, Unreadable)
    with pytest.raises(Unreadable, match="never closed"):
        raise error
    assert error == read("(")


@pytest.mark.parametrize(
    ("typed", "told"), [("abc(x+1)", True), ("xxy(1+x)", True), ("ab(x+1)", False), ("sin(x)", False)]
)
def test_three_letters_before_a_parenthesis_are_a_product_and_said_to_be_one(typed, told):
    found = reading(typed)
    assert isinstance(found, Reading)
    assert any("no function of this name" in w.message for w in found.warnings) is told
