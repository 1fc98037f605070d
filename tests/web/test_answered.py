"""What was answered in a lesson stands in its address, and comes back from it as the form sent it."""

from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steepest.course.lesson import load
from steepest.web.pages import answered

QUESTIONS = [q for lesson in load() for q in (*lesson.questions, *lesson.blanks)]
slugs = st.sampled_from([q.slug for q in QUESTIONS])
forms = st.lists(
    st.tuples(st.sampled_from(["answer", "prose", "then", "place-0", "place-12", "claim-3"]), st.text(max_size=40)),
    min_size=1,
    max_size=5,
)


@settings(deadline=None)
@given(st.lists(st.tuples(slugs, forms), max_size=6), st.integers(0, 5))
def test_an_answer_is_lost_or_changed_on_the_way_through_the_address(answers, seed):
    pairs = [("figure-1.h", "0.5")]
    last = {}
    for slug, form in answers:
        pairs = answered.put(pairs, slug, [("seed", str(seed)), ("attempt", "x" * 32), ("hints", "0"), *form])
        last[slug] = form
    text = urlsplit(answered.address("derivatives", pairs)).query
    back = parse_qsl(text, keep_blank_values=True)
    for slug, form in last.items():
        assert answered.form(back, slug) == [*([("seed", str(seed))] if seed else []), *form]
    assert ("figure-1.h", "0.5") in back


@settings(deadline=None)
@given(slugs, forms)
def test_other_numbers_keep_an_answer_to_the_old_ones(slug, form):
    pairs = answered.put([], slug, form)
    assert answered.form(answered.again(pairs, slug, 3), slug) == []
    assert answered.again(pairs, slug, 3) == [(f"seed.{slug}", "3")]
    assert answered.again(pairs, slug, 0) == []


def test_an_empty_answer_is_no_answer():
    pairs = answered.put([], "sign-is-direction", [("seed", "0"), ("hints", "0")])  # a choice with nothing chosen
    assert answered.form(pairs, "sign-is-direction") == [("answer", "")]
    assert answered.form([("seed.sign-is-direction", "2")], "sign-is-direction") == []


def test_the_address_grows_without_end():
    pairs = [("figure-1.h", "0.5")]
    for question in QUESTIONS[:12]:
        pairs = answered.put(pairs, question.slug, [("answer", "é" * 300)])
    assert len(urlencode(pairs)) <= answered.LONGEST
    assert answered.form(pairs, QUESTIONS[11].slug) == [("answer", "é" * 300)]
    assert answered.form(pairs, QUESTIONS[0].slug) == []
    assert ("figure-1.h", "0.5") in pairs
    long = answered.put(pairs, "vanishing", [("answer", "é" * 2_000)])
    assert answered.form(long, "vanishing") == [("answer", "é" * 2_000)], "the last answer always stays"


@pytest.mark.parametrize("name", ["answer", "answer.", ".x", "seed.", "answer.A", "place-1234.x", "place-٣.x", "x.y"])
def test_what_is_no_field_of_a_question_is_taken_for_one(name):
    assert answered.without([(name, "1")], "x") == [(name, "1")]
    assert answered.form([(name, "1")], "x") == []
