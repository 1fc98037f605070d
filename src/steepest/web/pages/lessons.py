"""`/lessons/<slug>`: a lesson with its figures and questions; every question can be answered without script.

A question is a form that is posted to its own address. Without script that leads back to the lesson, whose address then
holds what was answered (`answered`); the script asks for the piece of HTML with the verdict and exchanges it in place.
What was answered at another time stands there again, with its verdict.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from steepest.course.grade import shown, vary
from steepest.course.lesson import Lesson, Prose, Section, find, find_question, load
from steepest.course.markdown import html, inline, words
from steepest.course.question import Figure, Question
from steepest.course.variant import variants
from steepest.web.engine import Engine
from steepest.web.forms import Form, is_number, number, posted
from steepest.web.pages import answered
from steepest.web.pages.progress import Standing, keep, kept, standing
from steepest.web.pictures import still
from steepest.web.pool import Busy
from steepest.web.render import page

OPTION = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True)
class Asked:
    """A question as the page shows it: this variant, what was answered, and the verdict on it."""

    question: Question
    seed: int
    more: bool  # there are other numbers
    prompt: Markup
    fields: Mapping[str, Any]
    hints: tuple[Markup, ...]
    given: Mapping[str, str]
    chosen: tuple[str, ...]
    verdict: Mapping[str, Any] | None
    attempt: str  # the id of the next attempt: a retry of the same one is counted once
    state: str  # "right" once it was, "tried", or nothing
    offered: bool  # the solution: when it is right, after two tries, or when the hints are used up
    done: int  # questions of the lesson that are right


async def lesson(request: Request) -> Response:
    """The lesson; `?seed.<question>=k` chooses another variant, `answer.<question>=…` answers it."""
    found = known(request.path_params["slug"])
    pairs = request.query_params.multi_items()
    stands, before = await asyncio.gather(standing(request), kept(request, found.slug))
    done = {}
    for question in (*found.questions, *found.blanks):
        form = answered.form(pairs, question.slug)
        if not form and question.slug in before and f"seed.{question.slug}" not in request.query_params:
            attempt = before[question.slug]
            form = [("seed", str(attempt.seed)), *filled_in(question.kind, attempt.answer)]
        if form:
            try:
                done[question.slug] = await graded(request, question, form, stands)
            except Busy:
                break  # the lesson is worth more than what was answered in it
    return await show(request, found, done, stands)


async def answer(request: Request) -> Response:
    """An answer to a question, posted by its form; with `part` only that question comes back."""
    question = find_question(request.path_params["question"])
    if question is None:
        raise HTTPException(404)
    part = request.query_params.get("part") == "question"
    pairs = request.query_params.multi_items()
    form = await posted(request) if request.method == "POST" else []
    fields = dict(form)
    seed = number(fields.get("seed"))
    if "again" in fields:
        rest = staying(question, form, seed + 1)
        pairs = answered.put(pairs, question.slug, rest) if rest else answered.again(pairs, question.slug, seed + 1)
        stands = await standing(request)
        asked = await graded(request, question, rest, stands) if rest else asking(question, seed + 1, stands)
    elif form:
        verdict = await judged(request, question, form)
        await keep(request, question, seed, typed_answer(question.kind, form), verdict, fields)
        asked = with_verdict(question, form, verdict, await standing(request))
        pairs = answered.put(pairs, question.slug, form)
    if part and form:
        small = "small" in request.query_params
        return page(request, "_question_only.html", asked=asked, still=still, small=small)
    where = answered.address(question.lesson, pairs)
    return RedirectResponse(f"{where}#q-{question.slug}", status_code=303)


async def judged(request: Request, question: Question, form: Form) -> Mapping[str, Any]:
    """The engine's verdict on what a form says."""
    engine: Engine = request.app.state.engine
    seed, typed = number(dict(form).get("seed")), typed_answer(question.kind, form)
    return await engine.ask(request, "grade", {"question": question.slug, "seed": seed, "answer": typed})


async def graded(request: Request, question: Question, form: Form, stands: Standing) -> Asked:
    """The question with what a form says, and the verdict on it."""
    return with_verdict(question, form, await judged(request, question, form), stands)


def with_verdict(question: Question, form: Form, verdict: Mapping[str, Any], stands: Standing) -> Asked:
    """The question with what a form says and this verdict."""
    given = {key: value for key, value in form if key not in {"seed", "attempt"}}
    chosen = tuple(value for key, value in form if key == "answer")
    return asking(question, number(dict(form).get("seed")), stands, given, chosen, verdict)


def staying(question: Question, form: Form, seed: int) -> Form:
    """What stays of a form when other numbers are asked for: an explanation that was written and judged."""
    if question.kind != "explanation" or not any(key.startswith("claim-") for key, _ in form):
        return []
    return [("seed", str(seed)), *((k, v) for k, v in form if k not in {"seed", "attempt", "again", "then"})]


def known(slug: str) -> Lesson:
    """The lesson with this slug, or 404."""
    found = find(slug)
    if found is None:
        raise HTTPException(404)
    return found


async def show(request: Request, found: Lesson, done: Mapping[str, Asked], stands: Standing) -> Response:
    """The page of a lesson, some of its questions answered."""
    await asyncio.to_thread(draw, found)
    core = [one for one in load() if one.path == "core"]
    place = core.index(found) if found in core else None
    pairs = request.query_params.multi_items()
    return page(
        request,
        "lesson.html",
        lesson=found,
        core=core,
        aids=[one for one in load() if one.path != "core"],
        place=place,
        before=core[place - 1] if place else None,
        after=core[place + 1] if place is not None and place + 1 < len(core) else None,
        ask=lambda question: (
            done.get(question.slug) or asking(question, seed_of(request.query_params, question), stands)
        ),
        others=lambda asked: urlencode(answered.without(pairs, asked.question.slug)),
        kind=lambda block: type(block).__name__,
        md=lambda text: Markup(prose(text)),
        headings=headings,
        inline=lambda text: Markup(inline(text)),
        words=words,
        still=still,
        options=options,
        is_question=lambda step: isinstance(step, Question),
        standing=stands,
    )


@dataclass(frozen=True)
class Heading:
    """A small heading inside a section, and its place on the page."""

    slug: str
    title: str  # Markdown


def headings(section: Section) -> tuple[Heading, ...]:
    """The small headings of a section, in order."""
    found = (title for block in section.blocks if isinstance(block, Prose) for title in small(block.source))
    return tuple(Heading(slugged(title), title) for title in found)


def small(source: str) -> list[str]:
    """The titles of the small headings of a text."""
    return re.findall(r"^### +(.+?) *$", source, re.MULTILINE)


def slugged(title: str) -> str:
    """A title as the name of its place: `SGD: a few examples at a time` is sgd-a-few-examples-at-a-time."""
    return "-".join(re.findall(r"[a-z0-9]+", words(title).lower()))


def prose(source: str) -> str:
    """A text as HTML, its small headings with the names of their places; an empty heading of a table heads nothing."""
    text = html(source).replace("<th></th>", "<td></td>")
    for title in small(source):
        text = text.replace("<h3>", f'<h3 id="{slugged(title)}">', 1)
    return text


def draw(found: Lesson) -> None:
    """Draw the lesson's pictures, each once, before the page asks for them."""
    for section in found.sections:
        for block in section.blocks:
            figure = block if isinstance(block, Figure) else block.figure if isinstance(block, Question) else None
            if figure is not None:
                still(figure)


def asking(
    question: Question,
    seed: int,
    stands: Standing,
    given: Mapping[str, str] | None = None,
    chosen: tuple[str, ...] = (),
    verdict: Mapping[str, Any] | None = None,
) -> Asked:
    """A question with what is shown of it; the answer itself stays behind."""
    item = vary(question, seed)
    fields = dict(shown(item))
    for name in ("options", "steps"):
        if name in fields:
            fields[name] = [{**one, "html": Markup(inline(str(one["text"])))} for one in fields[name]]
    if "steps" in fields and given:  # in the order in which they were put
        fields["steps"] = sorted(fields["steps"], key=lambda step: number(given.get(f"place-{step['value']}")))
    if "claims" in fields:
        fields["claims"] = [Markup(inline(claim)) for claim in fields["claims"]]
        fields["then"] = Markup(inline(fields["then"]))
    return Asked(
        question=question,
        seed=seed,
        more=variants(question) > 1,
        prompt=Markup(html(item.prompt)),
        fields=fields,
        hints=tuple(Markup(inline(hint)) for hint in item.hints),
        given=given or {},
        chosen=chosen,
        verdict=verdict,
        attempt=secrets.token_hex(16),
        state="right" if question.slug in stands.solved else "tried" if question.slug in stands.tried else "",
        offered=verdict is not None and offered(question, stands, given or {}, verdict),
        done=stands.right.get(question.lesson, 0),
    )


def offered(question: Question, stands: Standing, given: Mapping[str, str], verdict: Mapping[str, Any]) -> bool:
    """Is it time for the solution? Not before a second try, while there are hints that were not opened."""
    opened = number(given.get("hints"))
    return verdict.get("kind") == "correct" or opened >= len(question.hints) or stands.tries.get(question.slug, 0) > 1


def typed_answer(kind: str, form: Form) -> Any:
    """What the form holds, as the kind of question takes it."""
    fields = dict(form)
    if kind == "several":
        return [number(value) for key, value in form if key == "answer" and is_number(value)]
    if kind == "order":
        places = {key.removeprefix("place-"): number(value) for key, value in form if key.startswith("place-")}
        steps = sorted(filter(is_number, places), key=lambda step: places[step])
        return [int(step) for step in steps] if len(set(places.values())) == len(places) else []
    if kind == "explanation":
        claims = {key.removeprefix("claim-"): value for key, value in form if key.startswith("claim-")}
        why = {key.removeprefix("why-"): value for key, value in form if key.startswith("why-") and value.strip()}
        return {"prose": fields.get("prose", ""), "claims": claims, "why": why, "then": fields.get("then", "")}
    return fields.get("answer", "")


def filled_in(kind: str, answer: Any) -> Form:
    """The fields of a form with this answer in them: the way back from `typed_answer`."""
    if kind == "several" and isinstance(answer, list):
        return [("answer", str(k)) for k in answer]
    if kind == "order" and isinstance(answer, list):
        return [(f"place-{step}", str(place)) for place, step in enumerate(answer, 1)]
    if kind == "explanation" and isinstance(answer, dict):
        judged_ = [*_pairs("claim", answer.get("claims")), *_pairs("why", answer.get("why"))]
        return [("prose", str(answer.get("prose", ""))), ("then", str(answer.get("then", ""))), *judged_]
    return [("answer", str(answer))]


def _pairs(name: str, given: Any) -> Form:
    entries: Iterable[tuple[Any, Any]] = given.items() if isinstance(given, dict) else ()
    return [(f"{name}-{k}", str(v)) for k, v in entries]


def seed_of(query: QueryParams, question: Question) -> int:
    """Which variant the address asks for."""
    return number(query.get(f"seed.{question.slug}"))


def options(figure: Figure) -> dict[str, str]:
    """A figure's options as attributes of its element."""
    return {name: value for name, value in figure.options.items() if OPTION.fullmatch(name)}
