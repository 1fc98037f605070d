"""Every lesson is printed, for everybody: tagged, described, with its pictures, and its answers at the end."""

import re
import zlib

import pytest

from steepest.course import lesson, markdown
from steepest.course.tex import commands
from steepest.publish import paper
from steepest.publish.markup import inline, markup
from steepest.publish.mathematics import equation, typst

EDITIONS = paper.editions()


def everything(pdf):
    """The streams of a PDF, unpacked."""
    parts = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    out = [pdf]
    for part in parts:
        try:
            out.append(zlib.decompress(part))
        except zlib.error:
            continue
    return b"\n".join(out)


@pytest.mark.parametrize("slug", EDITIONS)
def test_an_edition_is_not_an_accessible_pdf(slug):
    pdf = paper.pdf(slug)  # Typst refuses PDF/UA-1 when an alternative text is missing
    assert pdf.startswith(b"%PDF-1.7")
    text = everything(pdf)
    assert b"pdfuaid" in text
    assert b"/MarkInfo" in text
    assert b"/StructTreeRoot" in text
    assert b"/Lang" in text
    assert len(pdf) < 1_500_000


def test_the_study_guide_is_longer_than_a_page():
    assert len(paper.pictures("study-guide", 20)) == 1


@pytest.mark.parametrize("slug", [s for s in EDITIONS if s != "course"])
def test_a_lesson_on_paper_lacks_a_figure_or_an_answer(slug):
    one = lesson.find(slug)
    source = paper.source(slug)
    figures = [b for s in one.sections for b in s.blocks if isinstance(b, lesson.Figure)]
    drawn = len(figures) + sum(q.figure is not None for q in one.questions)
    body = source.split("#show: edition", 1)[1]
    assert body.count("#drawing(") == drawn
    assert body.count("#question(") == len(one.questions)
    assert body.count("#answer(") == len(one.questions) + len(one.blanks)
    assert body.count("#essence[") == (one.path == "core")
    for section in one.sections:
        assert section.title in body


def test_the_course_on_paper_lacks_a_lesson():
    source = paper.source("course")
    assert [one.title for one in lesson.load() if one.title not in source] == []
    order = [source.index(f'#lesson-head("{one.title}"') for one in lesson.load()]
    assert order == sorted(order)


def test_an_edition_that_does_not_exist_is_printed():
    with pytest.raises(KeyError):
        paper.source("integrals")


@pytest.mark.parametrize(
    ("tex", "written"),
    [
        (r"\frac{d}{dx} x^2 = 2x", "frac(d, d x) x^(2) = 2 x"),
        (r"f'(x)", "f' ( x )"),
        (r"w_{k+1}", "w_(k + 1)"),
        (r"\hat y", "hat(y)"),
        (r"\left(\frac{1}{4}\right)^{10}", "( frac(1, 4) )^(10)"),
        (r"\operatorname{relu}(x)", 'op("relu") ( x )'),
        (r"\lim_{h \to 0}", "lim_(h arrow.r 0)"),
        (r"(2, 4)", r"( 2 \, 4 )"),
    ],
)
def test_a_formula_is_written_otherwise(tex, written):
    assert typst(tex) == written


def test_a_command_of_the_subset_has_no_form_on_paper():
    import typst as compiler

    plain = sorted(commands() - {"left", "right", "frac", "sqrt", "hat", "operatorname", "mathrm", "text"})
    tex = [f"\\{c}" for c in plain] + [r"\frac{a}{b}", r"\sqrt{x}", r"\hat{x}", r"\operatorname{relu}", r"\text{if}"]
    assert compiler.compile("\n\n".join(equation(t, True) for t in tex).encode(), format="pdf")


@pytest.mark.parametrize("text", ["#panic()", "a $ b", "*x", "@ref <label>", "`", "\\", '"', "#{", "]", "//", "é ∂ 中"])
def test_text_becomes_markup(text):
    import typst as compiler

    assert compiler.compile(inline(text.replace("$", "\\$")).encode(), format="pdf")
    assert compiler.compile(markup(text.replace("$", "\\$")).encode(), format="pdf")


def test_words_of_a_text_carry_marks():
    assert markdown.words("The **slope** of $x^2$ is `2x`.") == "The slope of x² is 2x."
