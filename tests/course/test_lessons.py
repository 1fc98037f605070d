"""The lessons say what is true, in the order they promise, and every question can be answered."""

import math
import re

import pytest

from steepest.course import claims, lesson, markdown, reckon, tex
from steepest.course.grade import grade, shown, solution, vary
from steepest.course.kinds import choice, expression, number
from steepest.course.kinds.table import KINDS
from steepest.course.question import variants

LESSONS = lesson.load()
CORE = [one for one in LESSONS if one.path == "core"]
QUESTIONS = [q for one in LESSONS for q in (*one.questions, *one.blanks)]
ITEMS = [vary(q, seed) for q in QUESTIONS for seed in range(variants(q))]
PARTS = ["What it is", "The 20 % you need to know", "Why it matters", "Simple takeaway", "Module summary"]
TAGS = set("a p ul ol li em strong h3 span div table thead tbody tr th td blockquote code".split())
SOURCE_QUESTIONS = {
    "What is the purpose of a derivative in machine learning?",
    "How does gradient descent help in training a model?",
    "Why are partial derivatives important for multivariable functions?",
}


def right_answer(item):
    """An answer that must be graded as correct."""
    body = item.body
    match item.question.kind:
        case "expression":
            return expression.target(item).text
        case "number":
            return number.target(item)
        case "choice":
            return next(k for k, o in enumerate(body["options"]) if choice.right(o))
        case "several":
            return [k for k, o in enumerate(body["options"]) if choice.right(o)]
        case "order":
            return list(range(len(body["steps"])))
        case "predict":
            return reckon.value(str(body["answer"]))
        case _:
            judged = {str(k): c["truth"] for k, c in enumerate(body["claims"])}
            return {
                "prose": "It says in which direction to go, and how far.",
                "claims": judged,
                "then": body["then"]["answer"],
            }


@pytest.mark.parametrize("one", LESSONS, ids=lambda one: one.slug)
def test_a_formula_in_a_lesson_is_wrong_or_unclear(one):
    settled = list(claims.claims(one))
    assert [c for c in settled if c.verdict in ("wrong", "unclear")] == []
    noted = {c.tex for c in settled if c.verdict == "noted"}
    assert noted == set(one.notation), "a formula is listed under `notation` that the lesson does not have"


def test_a_wrong_formula_would_not_be_noticed():
    written = [r"L(w) = w^2 + 1", r"L'(w) = 2w + 1", r"L'(3) = 5", r"\frac{d}{dx} \sin x = -\cos x", r"2 \cdot 3 = 7"]
    assert [c.verdict for c in claims.settle(written, {})] == ["meant", "wrong", "wrong", "wrong", "wrong"]
    written = [r"f(x, y) = x^2 y", r"\nabla f = (2xy, x)", r"0.301 \approx 0.31"]
    assert [c.verdict for c in claims.settle(written, {})] == ["meant", "wrong", "wrong"]


@pytest.mark.parametrize("one", CORE, ids=lambda one: one.slug)
def test_a_core_lesson_lacks_a_part(one):
    titles = [s.title for s in one.sections]
    places = [titles.index(part) for part in PARTS]
    assert places == sorted(places)
    assert titles[0] == "", "a lesson opens with a situation, before any heading"
    opening = one.sections[0].blocks
    assert isinstance(opening[0], lesson.Prose)
    assert opening[1].kind == "predict"
    assert opening[1].figure is not None
    assert len(one.questions) >= 6
    assert len({q.kind for q in one.questions}) >= 4
    assert sum(isinstance(b, lesson.Figure) for s in one.sections for b in s.blocks) >= 1


@pytest.mark.parametrize("one", CORE, ids=lambda one: one.slug)
def test_worked_examples_do_not_fade(one):
    examples = [b for s in one.sections for b in s.blocks if isinstance(b, lesson.Example)]
    blanks = [sum(not isinstance(step, str) for step in e.steps) for e in examples]
    assert blanks[:1] == [0], "the first example is complete"
    assert blanks == sorted(blanks)
    assert max(blanks) >= 2


def test_the_core_path_is_not_what_it_says():
    assert [one.slug for one in CORE] == [
        "why-calculus", "derivatives", "partial-derivatives-and-gradient", "gradient-descent",
    ]  # fmt: skip
    assert sum(one.minutes for one in CORE) == 45
    assert CORE[-1].sections[-1].title == "Why this is enough"
    assert {one.slug for one in LESSONS} >= {"study-guide", "refresher"}
    slugs = {one.slug for one in LESSONS}
    assert all(p in slugs for one in LESSONS for p in one.prerequisites)


def test_a_source_question_is_missing_or_in_other_words():
    asked = {q.prompt for q in QUESTIONS if q.source}
    assert asked == SOURCE_QUESTIONS
    assert {q.kind for q in QUESTIONS if q.source} == {"explanation"}


def test_slugs_are_not_unique():
    slugs = [q.slug for q in QUESTIONS]
    assert len(slugs) == len(set(slugs))


def test_a_skill_of_a_question_is_not_declared_by_its_lesson():
    assert [(q.slug, q.skill) for one in LESSONS for q in one.questions if q.skill not in one.skills] == []
    assert [(one.slug, s) for one in LESSONS for s in one.skills if s not in {q.skill for q in one.questions}] == []


@pytest.mark.parametrize("q", QUESTIONS, ids=lambda q: q.slug)
def test_a_question_refuses_its_own_answer(q):
    assert q.kind in KINDS
    for seed in range(variants(q)):
        item = vary(q, seed)
        answer = right_answer(item)
        assert grade(item, answer).kind == "correct", (item.given, answer)
        assert shown(item)["field"] == q.kind
        for formula in markdown.formulas(solution(item)):
            assert tex.plain(formula)
        if q.kind == "number":
            assert math.isfinite(answer)
        if q.kind == "choice":
            assert sum(choice.right(o) for o in item.body["options"]) == 1, item.given


@pytest.mark.parametrize("q", [q for q in QUESTIONS if q.given], ids=lambda q: q.slug)
def test_a_retry_has_the_same_numbers(q):
    assert variants(q) >= 3
    first = [tuple(sorted(vary(q, seed).given.items(), key=str)) for seed in range(variants(q))]
    assert len(set(map(str, first))) == variants(q)
    assert vary(q, 1).given == vary(q, 1).given


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: f"{item.question.slug}-{item.seed}")
def test_a_text_of_a_question_cannot_be_set(item):
    for text in claims.texts(item):
        for formula in markdown.formulas(text):
            assert tex.spoken(formula)
        assert "{{" not in text.replace("}}}", "")
        assert "<script" not in markdown.html(text)
    assert "data-tex" in markdown.html(item.prompt) or "$" not in item.prompt


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "![x](http://a/b.png)", "[x](http://a)", "[x](javascript:alert(1))", "[x](//a)",
     "<http://a>", "<img src=x onerror=y>", "$<b>$", "`<b>`", "$\\begin{cases}<b>\\end{cases}$"],
)  # fmt: skip
def test_what_is_typed_becomes_markup_or_leads_away(text):
    page = markdown.html(text)
    assert set(re.findall(r"<(\w+)", page)) <= {"p", "span", "code"}
    assert "href" not in page


def test_a_link_within_the_pages_is_lost():
    assert 'href="/lessons/derivatives#what-it-is"' in markdown.html("[x](/lessons/derivatives#what-it-is)")


@pytest.mark.parametrize("one", LESSONS, ids=lambda one: one.slug)
def test_a_lesson_cannot_be_set(one):
    for section in one.sections:
        for block in section.blocks:
            if isinstance(block, lesson.Prose):
                page = markdown.html(block.source)
                for formula in markdown.formulas(block.source):
                    assert tex.spoken(formula)
                assert "$" not in page, "a formula was not recognised"
                assert set(re.findall(r"</?(\w+)", page)) <= TAGS
                for there in re.findall(r'href="([^"]*)"', page):
                    assert there == "/table" or lesson.find(there.removeprefix("/lessons/").split("#")[0]) is not None
            if isinstance(block, lesson.Figure):
                assert len(block.alt) > 20
                assert block.caption
