"""Learning: the verdict on an answer, and the reply to a question."""

from __future__ import annotations

from steepest.calculus.slopes import NoRule
from steepest.course import grade as grading
from steepest.course.kinds import explanation, predict
from steepest.course.lesson import find_question
from steepest.course.markdown import html, inline
from steepest.course.verdict import Unreadable, counts
from steepest.notation.pieces import Unwritable
from steepest.web.asking import reply
from steepest.web.work import Answer, Arguments, Refused

REFUSALS = (NoRule, Unwritable)


def ask(arguments: Arguments) -> Answer:
    """The tutor's reply to a question about a lesson."""
    earlier = [str(one) for one in arguments["earlier"]]
    return reply(str(arguments["question"]), str(arguments["lesson"]) or None, earlier, str(arguments["open"]))


def grade(arguments: Arguments) -> Answer:
    """The verdict on an answer to a variant of a question, its reasons as HTML; the solution after a real attempt."""
    question = find_question(str(arguments["question"]))
    if question is None:
        raise Refused("There is no such question.")
    item = grading.vary(question, int(arguments["seed"]))
    typed = arguments["answer"]
    verdict = grading.grade(item, typed)
    where = verdict.where if isinstance(verdict, Unreadable) and isinstance(typed, str) and verdict.where[1] else None
    reached = explanation.stage(typed) if question.kind == "explanation" else ""
    ok = not isinstance(verdict, Unreadable)
    last = ok and reached in ("", "then")
    return {
        "kind": verdict.kind,
        "counts": counts(verdict),
        "html": inline(verdict.sentence),
        "place": (typed[: where[0]], typed[where[0] : where[1]], typed[where[1] :]) if where else None,
        "parts": [
            {"about": inline(p.about), "right": p.right, "html": inline(p.sentence)}
            for p in getattr(verdict, "parts", ())
        ],
        "stage": {"prose": "claims" if ok else "", "claims": "then" if ok else "claims", "then": "then"}.get(
            reached, ""
        ),
        "solution": html(grading.solution(item)) if last and question.kind != "predict" else "",
        "working": html(grading.working(item)) if last else "",
        "marked": predict.marked(item, typed) if ok and question.kind == "predict" else None,
        "truth": predict.truth(item) if ok and question.kind == "predict" else None,
    }
