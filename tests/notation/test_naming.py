"""A variable given beside an expression is read as the same name inside it; what is no name is refused, never 0."""

from __future__ import annotations

import pytest

import steepest as st
from steepest.notation.naming import alike, named, names

# the function, the name as given, the derivative
NAMED = (
    ("θ^2", "θ", "2*theta"),
    ("theta^2", "θ", "2*theta"),
    ("θ^2", "theta", "2*theta"),
    (r"\theta^2", r"\theta", "2*theta"),
    ("θ^2", r"\theta", "2*theta"),
    ("λ^2", "λ", "2*lambda"),
    ("α x", "α", "x"),
    ("ε^2", "ε", "2*epsilon"),
    ("x₁^2", "x₁", "2*x_1"),
    ("x_1^2", "x_{1}", "2*x_1"),
    (r"x_{12}^2", "x_{12}", "2*x_12"),
    (r"\hat{y}^2", r"\hat{y}", "2*y_hat"),
    (r"\mathbf{w}^2", r"\mathbf{w}", "2*w"),
    ("w_test^2", "w_test", "2*w_test"),
    ("x^2", " x ", "2*x"),
    ("rate*x", "rate", "x"),  # naming a variable makes it one name
    ("rate^2", "rate", "2*rate"),
    ("x^2 y", "x,y", "x: 2*x*y\ny: x^2"),
    ("x^2 y", "x, y", "x: 2*x*y\ny: x^2"),
    ("x^2 y", "x y", "x: 2*x*y\ny: x^2"),
    ("x^2 y", "(x, y)", "x: 2*x*y\ny: x^2"),
    ("x^2 θ", "x; θ", "x: 2*x*theta\ntheta: x^2"),
    ("x^2 y", ["x", "y"], "x: 2*x*y\ny: x^2"),
    ("x^2", ["x"], "x: 2*x"),
)

# what is no name, and what is said
NO_NAMES = (
    ("x^2", "not the name"),
    ("2x", "not the name"),
    ("x y z!", "not the name"),
    ("dx/dt", "not the name"),
    ("", "No variable"),
    ("  ", "No variable"),
    (",", "not the name"),
    ("2", "a number"),
    ("sin", "a function"),
    ("ln", "a function"),
    ("e", "Euler"),
    ("pi", "a number"),
    ("π", "a number"),
    ("x" * 500, "too long"),
    ("\0", "not the name"),
    (r"\frac", "not the name"),
)


@pytest.mark.parametrize(("f", "wrt", "result"), NAMED)
def test_a_name_beside_an_expression_is_the_one_inside(f: str, wrt: str | list[str], result: str) -> None:
    found = st.derive(f, wrt=wrt)
    assert str(found) == result
    assert not found.notes
    for given in [wrt] if isinstance(wrt, str) and len(found.parts) == 1 else []:
        assert str(found[given]) == result.removeprefix(f"{named(given)}: ")


@pytest.mark.parametrize(("wrt", "said"), NO_NAMES)
def test_what_is_no_name_is_refused(wrt: str, said: str) -> None:
    with pytest.raises(st.Unreadable, match=said) as refused:
        st.derive("x^2 + z", wrt=wrt)
    assert refused.value.where == (0, 0)


@pytest.mark.parametrize(
    ("f", "wrt", "meant"),
    [
        ("x^2", "X", "`x`"),
        ("x_1^2 + x_2^2", "x", "`x_1` or `x_2`"),
        ("w^2", "w_1", "`w`"),
        ("omega^2", "omga", "`omega`"),
        ("x^2", "y", ""),
    ],
)
def test_a_variable_that_does_not_occur_is_said_not_to(f: str, wrt: str, meant: str) -> None:
    found = st.derive(f, wrt=wrt)
    assert str(found) == "0"
    (note,) = found.notes
    assert "does not occur" in note
    assert note.endswith(f"Did you mean {meant}?") if meant else "Did you mean" not in note


def test_a_declared_array_that_does_not_occur_is_said_not_to() -> None:
    first, second, last = st.derive("x_1^2 + x_2^2", "x", shapes="x: n").notes
    assert first == "`x_1` is a name of its own; the entry of `x` is x[0]."
    assert second == "`x_2` is a name of its own; the entry of `x` is x[1]."
    assert "does not occur" in last


def test_a_constant_has_no_note() -> None:
    assert st.derive("5", "x").notes == ()


def test_a_declared_e_is_a_variable() -> None:
    assert str(st.derive("e^2", "e", shapes="e:")) == "2*e"
    assert st.evaluate("e*x", e=1, x=3) == 3


def test_how_a_text_was_read_is_among_the_notes() -> None:
    assert "(a/b)·c" in st.derive("1/2x", "x").notes[0]


def test_values_are_taken_under_the_name_as_typed() -> None:
    found = st.derive("θ^2 φ", ["θ", "φ"])
    assert found.compile()(θ=3, φ=2) == {"theta": 12, "phi": 9}
    assert found["θ"].compile()(theta=3, φ=2) == 12
    assert st.compile("θ^2")(θ=2) == 4
    assert st.compile("norm(θ)^2", shapes="θ: n")(θ=[1, 2]) == pytest.approx(5)
    assert st.evaluate("θ^2", θ=2) == 4
    assert st.evaluate("x₁ + 1", **{"x₁": 2}) == 3
    assert st.evaluate("rate*x", rate=2, x=3) == 6
    assert st.minimize("(θ - 1)^2", start={"θ": 0}).best["theta"] == pytest.approx(1)
    assert st.convexity("θ^2", "θ").kind == "convex"
    assert st.convexity("rate^2", "rate").kind == "convex"
    assert st.derive("sqrt(θ^2)", "θ", assume={"θ": "positive"}).parts["theta"].facts == {"theta": "positive"}


def test_a_name_given_twice_is_refused() -> None:
    with pytest.raises(st.Unreadable, match="twice"):
        st.evaluate("θ", θ=1, theta=2)


def test_names_are_alike_up_to_case_and_subscript() -> None:
    assert alike("x", ["X", "y"]) == ("X",)
    assert alike("x1", ["x_1", "y"]) == ("x_1",)
    assert names("y,x", ["x", "y"]) == ("y", "x")
