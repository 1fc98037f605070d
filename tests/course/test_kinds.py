"""Every kind of question gives the verdicts that its samples promise."""

import pytest

from steepest.course.grade import grade, shown, solution, vary
from steepest.course.kinds.table import KINDS
from steepest.course.question import question

CASES = [(kind, k) for kind in KINDS.values() for k in range(len(kind.samples))]


@pytest.mark.parametrize(("kind", "k"), CASES, ids=[f"{kind.name}-{k}" for kind, k in CASES])
def test_a_sample_does_not_get_its_verdict(kind, k):
    sample = kind.samples[k]
    q = question("samples", f"{kind.name}-{k}", {"kind": kind.name, "skill": "s", "prompt": "?", **sample.fields})
    verdict = grade(vary(q), sample.answer)
    assert verdict.kind == sample.verdict, verdict
    assert sample.says in verdict.sentence


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_a_kind_does_not_show_or_solve_itself(kind):
    q = question("samples", kind.name, {"kind": kind.name, "skill": "s", "prompt": "?", **kind.samples[0].fields})
    item = vary(q)
    assert shown(item)["field"] == kind.name
    assert solution(item)
