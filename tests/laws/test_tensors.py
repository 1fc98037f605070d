"""The rows that the API, the pages and the command line are held to have every view often enough."""

from collections import Counter

from tests.laws.tensors import TENSORS

import steepest as st
from steepest.calculus.views import VIEWS


def test_every_view_is_seen_on_eight_functions() -> None:
    seen: Counter[str] = Counter()
    for row in TENSORS:
        seen.update(st.derive(row.text, wrt=row.wrt, order=row.order, shapes=row.declared, assume=row.facts).views)
    assert all(seen[name] >= 8 for name in VIEWS), seen
