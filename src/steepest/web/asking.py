"""The ask box's job: the reply of the tutor, told for a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from steepest.course.grade import vary
from steepest.course.lesson import find_question
from steepest.course.markdown import html
from steepest.notation.reading import Reading, reading
from steepest.notation.spoken import spoken
from steepest.tutor.ask import Turn, ask
from steepest.tutor.hearing.understand import understood
from steepest.tutor.reply import Computed, NotCovered, Passage, Quoted, TooLong
from steepest.tutor.said import asked, point, written
from steepest.tutor.task import Task
from steepest.tutor.wording import tidied


def reply(question: str, module: str | None, earlier: Sequence[str], open_question: str) -> dict[str, Any]:
    """What the tutor says; `earlier` are the questions before this one, `open_question` is "slug.seed" or empty."""
    found = ask(question, module, turns(earlier), item(open_question))
    told: dict[str, Any] = {"kind": found.kind, "question": question}
    match found:
        case Computed():
            told |= {
                "task": asked(found.task),
                "elsewhere": elsewhere(found.task),
                "reading": found.reading,
                "sentence": found.sentence,
                "latex": found.latex,
                "plain": found.text,
                "spoken": said(found.text) or found.sentence,
                "lines": [
                    {"latex": one.latex, "plain": one.text, "rule": one.rule, "because": one.because}
                    for one in found.lines
                ],
            }
        case Quoted():
            told |= {"passages": passages(found.passages)}
        case NotCovered():
            told |= {"sentence": found.sentence, "passages": passages(found.nearest)}
        case TooLong():
            told |= {"sentence": found.sentence, "parts": list(found.parts)}
        case _:
            told |= {"sentence": found.sentence}
    return told


def elsewhere(task: Task) -> str:
    """The page on which this can be looked into further; empty where there is none."""
    if task.want == "descent":
        names = written(task.expression)
        start = point(task.start, names)
        at = {letter: start[name] for letter, name in zip("xy", names, strict=False) if name in start}
        steps = {"steps": task.steps} if task.steps else {}
        return f"/descend?{urlencode({'text': task.expression, **at, 'rate': task.rate, **steps})}"
    if task.want in ("derivative", "gradient", "check", "convexity"):
        order = {"order": task.order} if task.order > 1 else {}
        by = {"wrt": task.wrt} if task.wrt else {}
        return f"/derive?{urlencode({'text': task.expression, **by, **order})}"
    return ""


def passages(found: Sequence[Passage]) -> list[Mapping[str, str]]:
    """Quotations with the addresses they are from."""
    return [
        {"href": f"/lessons/{one.lesson}#{one.section}", "title": one.title, "html": html(one.quotation)}
        for one in found
    ]


def turns(earlier: Sequence[str]) -> list[Turn]:
    """The conversation, understood again from its texts: the server remembers nothing."""
    found: list[Turn] = []
    for question in earlier:
        before = next((t.task for t in reversed(found) if t.task is not None), None)
        found.append(Turn(question, understood(tidied(question), before)))
    return found


def item(name: str) -> Any:
    """The question that is open on the page, as "slug.seed"."""
    slug, _, seed = name.partition(".")
    question = find_question(slug) if slug else None
    return vary(question, int(seed)) if question is not None and seed.isdigit() and len(seed) < 6 else None


def said(text: str) -> str:
    """A result read aloud."""
    found = reading(text, infer=True) if text else None
    return spoken(found.surface) if isinstance(found, Reading) else ""
