"""Where a learner is: what was answered is kept, shown where it helps, and can be taken along or deleted (`/you`)."""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from steepest.course import records
from steepest.course.lesson import find, load
from steepest.course.question import Question
from steepest.course.store import Store
from steepest.web.forms import number, posted
from steepest.web.render import page

LEARNER = "me"  # local mode has one learner
ID = re.compile(r"[A-Za-z0-9-]{8,64}")


@dataclass(frozen=True)
class Standing:
    """What is kept about a learner, as pages show it."""

    last: tuple[str, str] | None = None  # lesson and section
    right: Mapping[str, int] = field(default_factory=dict)  # questions right, by lesson; blanks of examples are extra
    tried: frozenset[str] = frozenset()
    solved: frozenset[str] = frozenset()
    tries: Mapping[str, int] = field(default_factory=dict)  # attempts that count, by question


async def standing(request: Request) -> Standing:
    """What this learner has done."""
    store: Store | None = request.app.state.store
    return Standing() if store is None else await asyncio.to_thread(_standing, store)


def _standing(store: Store) -> Standing:
    with store.reading() as connection:
        found = records.progress(connection, LEARNER)
    solved = frozenset(slug for slug, done in found.questions.items() if done.right)
    right = {one.slug: sum(q.slug in solved for q in one.questions) for one in load()}
    tries = {slug: done.tries for slug, done in found.questions.items()}
    return Standing(found.last, right, frozenset(found.questions), solved, tries)


async def kept(request: Request, lesson: str) -> Mapping[str, records.Attempt]:
    """The last attempt at each question of a lesson."""
    store: Store | None = request.app.state.store
    return {} if store is None else await asyncio.to_thread(_kept, store, lesson)


def _kept(store: Store, lesson: str) -> Mapping[str, records.Attempt]:
    with store.reading() as connection:
        return records.latest(connection, LEARNER, lesson)


async def keep(
    request: Request, question: Question, seed: int, answer: Any, verdict: Mapping[str, Any], form: Mapping[str, str]
) -> None:
    """Keep an attempt; when this returns it is on disk. The form's id makes a retry the same attempt."""
    store: Store | None = request.app.state.store
    if store is None or "kind" not in verdict:
        return
    given = form.get("attempt", "")
    attempt = records.Attempt(
        id=given if ID.fullmatch(given) else secrets.token_hex(16),
        learner=LEARNER,
        lesson=question.lesson,
        question=question.slug,
        seed=seed,
        answer=answer,
        verdict=str(verdict["kind"]),
        counts=bool(verdict["counts"]),
        hints=number(form.get("hints")),
        at=now(),
    )
    await asyncio.wrap_future(store.write(lambda connection: records.record(connection, attempt)))


async def place(request: Request) -> Response:
    """The section of a lesson that is being read, told by the script."""
    lesson = find(request.path_params["slug"])
    section = dict(await posted(request)).get("section", "")
    if lesson is None or section not in {one.slug for one in lesson.sections}:
        raise HTTPException(404)
    store: Store | None = request.app.state.store
    if store is not None:
        at, slug = now(), lesson.slug
        await asyncio.wrap_future(store.write(lambda connection: records.visit(connection, LEARNER, slug, section, at)))
    return Response(status_code=204)


async def you(request: Request) -> Response:
    """What is kept about the learner, and the two buttons; before everything is deleted it is asked once more."""
    query = request.query_params
    return page(request, "you.html", standing=await standing(request), sure="sure" in query, gone="gone" in query)


async def export(request: Request) -> Response:
    """Everything kept, as JSON to take along."""
    store: Store | None = request.app.state.store
    found = {} if store is None else await asyncio.to_thread(_export, store)
    return JSONResponse(found, headers={"content-disposition": 'attachment; filename="steepest.json"'})


def _export(store: Store) -> dict[str, list[dict[str, Any]]]:
    with store.reading() as connection:
        return records.export(connection, LEARNER)


async def forget(request: Request) -> Response:
    """Delete everything kept."""
    store: Store | None = request.app.state.store
    if store is not None:
        await asyncio.wrap_future(store.write(lambda connection: records.forget(connection, LEARNER)))
    return RedirectResponse("/you?gone=1", status_code=303)


def now() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000
