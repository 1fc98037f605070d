"""Every lesson is printed, for everybody: tagged, described, with its pictures, and its answers at the end."""

import json
import re
import struct
import zlib

import pytest
import typst

from steepest.course import lesson, markdown
from steepest.course.grade import vary
from steepest.course.kinds.table import KINDS
from steepest.course.tex import commands
from steepest.figure.pictures import picture
from steepest.publish import paper
from steepest.publish.markup import inline, markup, place
from steepest.publish.mathematics import equation
from steepest.publish.mathematics import typst as formula
from steepest.publish.room import ROOMS, divisions, room

EDITIONS = paper.editions()
QUESTIONS = [q for one in lesson.load() for q in one.questions]


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
    body = source.split("#show: edition", 1)[1]
    assert body.count("#drawing(") == len(figures)
    assert body.count("#inset-drawing(") == sum(q.figure is not None for q in one.questions)
    assert body.count("#question(") == len(one.questions)
    hinted = sum(bool(q.hints) for q in (*one.questions, *one.blanks))
    assert body.count("#answer(") == len(one.questions) + len(one.blanks) + hinted
    assert body.count("#essence[") == (one.path == "core")
    for section in one.sections:
        assert section.title in body


def test_the_course_on_paper_lacks_a_lesson():
    source = paper.source("course")
    assert [one.title for one in lesson.load() if one.title not in source] == []
    order = [source.index(f'#lesson-head("{one.title}"') for one in lesson.load()]
    assert order == sorted(order)


ROOM = {  # what must be on paper for each kind of question to be answered, and how often
    "number": lambda item: {"#answer-line(": 1},
    "expression": lambda item: {"#answer-line(wide": 1, "#working-lines(": 1},
    "choice": lambda item: {"#option(circle)": len(item.body["options"])},
    "several": lambda item: {"#option(square)": len(item.body["options"]), "#instruction": 1},
    "order": lambda item: {"#numbered[": len(item.body["steps"]), "#instruction": 1},
    "predict": lambda item: {"#answer-line(label": 1},
    "explanation": lambda item: {"#working-lines(": 1, "#claims(": 1, "#answer-line(": 1},
}


def test_a_kind_of_question_has_no_room_on_paper():
    assert set(ROOM) == set(KINDS) == set(ROOMS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.slug)
def test_a_question_cannot_be_answered_on_paper(question):
    item = vary(question)
    text = "".join(room(item))
    for what, count in ROOM[question.kind](item).items():
        assert text.count(what) == count, what
    if question.kind == "explanation":
        assert text.count("],") >= len(item.body["claims"]) - 1
        assert "#option" not in text, "a claim has three answers"


def test_a_prediction_has_no_scale_where_its_figure_has_none():
    for question in QUESTIONS:
        if question.kind == "predict":
            drawn = picture(question.figure.name, question.figure.options)
            on_figure = any(panel.across == question.body["axis"] for panel in drawn.panels)
            assert on_figure or "#scale(" in "".join(room(vary(question)))


@pytest.mark.parametrize(("low", "high"), [(0, 360), (0, 2), (-0.2, 1.2), (0, 48)])
def test_a_scale_cannot_be_read(low, high):
    marks = divisions(low, high)
    assert 4 <= len(marks) <= 13
    assert low <= marks[0]
    assert marks[-1] <= high
    if (low, high) == (0, 360):
        assert {0, 90, 180, 270, 360} <= set(marks)


def test_a_link_on_paper_leads_nowhere():
    """In the course to the place itself, with its page; in a lesson its words are text."""
    text = everything(paper.pdf("course"))
    targets = set(re.findall(rb"/Dest\s*\(([^)]*)\)", text)) | set(re.findall(rb"/Dest\s*\[", text))
    assert targets
    hrefs = {h for one in lesson.load() for s in one.sections for b in s.blocks if isinstance(b, lesson.Prose)
             for h in re.findall(r"\]\((/[^)]*)\)", b.source)}  # fmt: skip
    course = paper.source("course")
    inside = [h for h in hrefs if h.startswith("/lessons/")]
    assert inside
    for href in inside:
        slug, _, section = href.removeprefix("/lessons/").partition("#")
        assert f'"{slug}.{section}"' in course if section else f'"{slug}")' in course
        assert f'#to("{place(href)}")' in course
    source = paper.source("why-calculus")
    linked = len(re.findall(rb"/Subtype\s*/Link", everything(paper.pdf("why-calculus"))))
    assert linked == 0, source.count("#to(")


def pages(slug):
    """How far down each page something stands, as a share of it, and whether a new lesson follows."""
    found = []
    for png in paper.pictures(slug, 12):
        rows = ink(png)
        found.append(max((k for k, dark in enumerate(rows) if dark), default=0) / len(rows))
    return found


def ink(png):
    """Which rows of a picture have something on them, the footer left out (PNG, eight bits a channel)."""
    width, height, _, kind = struct.unpack(">IIBB", png[16:26])
    channels = {2: 3, 6: 4}[kind]
    data = zlib.decompress(b"".join(chunks(png, b"IDAT")))
    before, rows = bytearray(width * channels), []
    for y in range(height):
        start = y * (width * channels + 1)
        line = bytearray(data[start + 1 : start + 1 + width * channels])
        unfilter(data[start], line, before, channels)
        rows.append(min(line) < 200)
        before = line
    return rows[: round(height * 0.93)]


def chunks(png, name):
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == name:
            yield png[at + 8 : at + 8 + length]
        at += 12 + length


def unfilter(kind, line, before, channels):
    for i in range(len(line)):
        a = line[i - channels] if i >= channels else 0
        b, c = before[i], before[i - channels] if i >= channels else 0
        p = a + b - c
        nearest = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
        line[i] = (line[i] + (0, a, b, (a + b) // 2, nearest)[kind]) & 255


@pytest.mark.parametrize("slug", [s for s in EDITIONS if s != "course"])
def test_a_page_of_a_lesson_is_left_half_empty(slug):
    end = int(paper.ends(lesson.find(slug), paper.WIDTHS[0])["page"])  # the page on which the lesson ends may be
    full = [share for page, share in enumerate(pages(slug), 1) if page != end]
    assert [round(share, 2) for share in full[:-1] if share < 0.6] == []
    assert pages(slug)[-1] > 0.15


def test_a_lesson_of_the_course_ends_on_a_page_of_its_own_with_a_few_lines():
    found = pages("course")
    assert min(found[1:]) > 0.2, [round(one, 2) for one in found]


@pytest.mark.parametrize("slug", EDITIONS)
def test_the_layout_does_not_settle(slug):
    _, warnings = typst.compile_with_warnings(paper.source(slug).encode(), format="pdf", pdf_standards=["ua-1"])
    assert [str(one.message) for one in warnings] == []


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
    assert formula(tex) == written


def test_a_power_of_a_fraction_touches_the_line_above():
    assert "#box(inset" in equation(r"\left(\frac{1}{4}\right)^{10}", False)
    assert "#box(" not in equation(r"\left(\frac{1}{4}\right)^{10}", True)
    assert "#box(" not in equation(r"\frac{d}{dx} x^2 = 2x", False)


def test_a_command_of_the_subset_has_no_form_on_paper():
    plain = sorted(commands() - {"left", "right", "frac", "sqrt", "hat", "operatorname", "mathrm", "text"})
    tex = [f"\\{c}" for c in plain] + [r"\frac{a}{b}", r"\sqrt{x}", r"\hat{x}", r"\operatorname{relu}", r"\text{if}"]
    assert typst.compile("\n\n".join(equation(t, True) for t in tex).encode(), format="pdf")


@pytest.mark.parametrize("text", ["#panic()", "a $ b", "*x", "@ref <label>", "`", "\\", '"', "#{", "]", "//", "é ∂ 中"])
def test_text_becomes_markup(text):
    assert typst.compile(inline(text.replace("$", "\\$")).encode(), format="pdf")
    assert typst.compile(markup(text.replace("$", "\\$")).encode(), format="pdf")


def test_words_of_a_text_carry_marks():
    assert markdown.words("The **slope** of $x^2$ is `2x`.") == "The slope of x² is 2x."


def test_a_mark_from_which_the_room_for_a_figure_is_measured_takes_room():
    head = f'{paper.STYLE.read_text("utf-8")}\n#show: edition.with(title: "x", kind: "lesson")\n'

    def second(between):
        text = f"{head}First.\n\n{between}\n\nSecond.#context [#metadata(here().position().y) <y>]"
        return json.loads(typst.query(text.encode(), "<y>", field="value", one=True))

    assert second("#mark") == second("")
