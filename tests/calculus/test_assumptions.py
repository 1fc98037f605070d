"""What is known of a variable simplifies a result, and the value stays."""

import numpy as np
import pytest

import steepest as st
from steepest.calculus.assumptions import assuming, free_entries, projected
from steepest.compute.evaluate import value
from steepest.compute.facts import FACTS, NoFact, said
from steepest.compute.sampling import sample as sample_of

ROWS = (
    ("x @ A @ x", "x", 1, {"x": "n", "A": "n n"}, {"A": "symmetric"}, "2*A @ x"),
    (
        "(y - X @ w) @ inv(S) @ (y - X @ w)", "w", 1, {"y": "n", "X": "n d", "w": "d", "S": "n n"}, {"S": "posdef"},
        "2*X.T @ inv(S) @ (X @ w - y)",
    ),
    ("sum((S - U @ U.T)^2)", "U", 1, {"S": "n n", "U": "n k"}, {"S": "symmetric"}, "4*(U @ U.T - S) @ U"),
    ("-sum(y*log(softmax(z)))", "z", 1, {"y": "n", "z": "n"}, {"y": "simplex"}, "softmax(z) - y"),
    ("logdet(S)", "S", 1, {"S": "n n"}, {"S": "posdef"}, "inv(S)"),
    (
        "sqrt(x @ A @ x)", "x", 2, {"x": "n", "A": "n n"}, {"A": "posdef"},
        "(A - outer(A @ x, A @ x)/(x @ A @ x))/sqrt(x @ A @ x)",
    ),
    ("sum((Q @ x)^2)", "x", 1, {"Q": "n n", "x": "n"}, {"Q": "orthogonal"}, "2*x"),
)  # fmt: skip


def sample(shape, fact, rng):
    a = rng.normal(size=tuple({"n": 4, "d": 3, "k": 2}[c] for c in shape.split()))
    if fact in ("symmetric", "posdef"):
        a = a @ a.T + np.eye(len(a)) if fact == "posdef" else a + a.T
    if fact == "orthogonal":
        a = np.linalg.qr(a)[0]
    return np.abs(a) / np.abs(a).sum() if fact == "simplex" else a


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r[0])
def test_a_fact_simplifies_and_keeps_the_value(row):
    text, wrt, order, shapes, facts, short = row
    declared = ", ".join(f"{k}: {v}" for k, v in shapes.items())
    plain = st.derive(text, wrt=wrt, order=order, shapes=declared)
    known = st.derive(text, wrt=wrt, order=order, shapes=declared, assume=facts)
    assert st.lower(st.read(str(known), shapes=declared)) is st.lower(st.read(short, shapes=declared))
    rng = np.random.default_rng(3)
    values = {k: sample(v, facts.get(k), rng) for k, v in shapes.items()}
    assert np.allclose(value(plain.expr, values), value(known.expr, values))


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r[0])
def test_a_result_is_checked_where_its_facts_hold(row):
    text, wrt, order, shapes, facts, _ = row
    declared = ", ".join(f"{k}: {v}" for k, v in shapes.items())
    d = st.derive(text, wrt=wrt, order=order, shapes=declared, assume=facts)
    assert d.check().passed
    for name in d.views:
        d.view(name)


def test_a_view_is_as_short_as_what_is_known_allows():
    d = st.derive("logdet(S)", wrt="S", shapes="S: n n", assume={"S": "posdef"})
    assert [str(d.view(name)) for name in ("numerator", "denominator", "projected")] == ["inv(S)"] * 3


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"A": "posdeff"}, "a variable may be symmetric, posdef"),
        ({"B": "symmetric"}, "is no variable here. The variables: c, x, A"),
        ({"x": "symmetric"}, "said of square matrices; x is n"),
        ({"c": "simplex"}, "said of arrays; c is a number"),
    ],
)
def test_what_cannot_be_known_is_refused(facts, sentence):
    with pytest.raises(NoFact, match=sentence):
        st.derive("c*(x @ A @ x)", wrt="x", shapes="x: n, A: n n", assume=facts)


@pytest.mark.parametrize("text", ["A", "A posdef", "A: posdef, A: symmetric", ": posdef", "A:", "A" * 9000])
def test_facts_that_cannot_be_read_are_refused_briefly(text):
    with pytest.raises(NoFact) as refusal:
        said(text)
    assert len(str(refusal.value)) < 200


def test_facts_are_read_from_a_text():
    assert said("A: posdef, y: simplex;") == {"A": "posdef", "y": "simplex"}
    assert said("") == {}


@pytest.mark.parametrize(
    ("text", "fact", "left"),
    [
        ("logdet(A)", None, ["A is invertible"]),
        ("logdet(A)", "posdef", []),
        ("sum(inv(A))", "orthogonal", []),
        ("logdet(A)", "symmetric", ["A is invertible"]),
        ("sum(eigvalsh(A))", "symmetric", ["the eigenvalues of A are distinct"]),
        ("sum(log(A))", "positive", []),
        ("logdet(A - B)", "posdef", ["A - B is invertible"]),
    ],
)
def test_a_condition_that_is_known_to_hold_is_not_asked_for(text, fact, left):
    d = st.derive(text, wrt="A", shapes="A: n n, B: n n", assume={"A": fact} if fact else None)
    assert list(d.conditions) == left


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_has_values_that_obey_it(name):
    """The numerical proof samples them; a fact that it does not know would be proved anywhere."""
    shape = next(s for s in ((3, 3), (3,)) if FACTS[name].fits(s))
    a = sample_of({"a": shape}, {"a": name}, np.random.default_rng(0), (-1.2, 1.2))["a"]
    holds = {
        "symmetric": lambda: np.allclose(a, a.T),
        "posdef": lambda: np.allclose(a, a.T) and np.linalg.eigvalsh(a).min() > 0,
        "orthogonal": lambda: np.allclose(a @ a.T, np.eye(3)),
        "simplex": lambda: a.min() >= 0 and np.allclose(a.sum(axis=-1), 1),
        "positive": lambda: a.min() > 0,
        "integer": lambda: np.array_equal(a, np.round(a)),
    }
    assert holds[name]()


def test_without_facts_nothing_changes():
    e = st.lower(st.read("A.T @ x", shapes="A: n n, x: n"))
    assert assuming(e, {}) is e
    assert assuming(e, {"x": "positive"}) is e


def test_the_two_other_derivatives_of_a_symmetric_variable_have_names():
    gradient = st.lower(st.read("outer(a, b)", shapes="a: n, b: n"))
    a, b = np.array([1.0, 2.0]), np.array([3.0, 5.0])
    g = np.outer(a, b)
    assert np.allclose(value(projected(gradient), {"a": a, "b": b}), (g + g.T) / 2)
    assert np.allclose(value(free_entries(gradient), {"a": a, "b": b}), g + g.T - np.diag(np.diag(g)))
