"""Asking the engine from a request: who asks, in which turn, and answers that were already given."""

from __future__ import annotations

import logging
import re
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from steepest.web.pool import Answer, Pool

LOG = logging.getLogger("steepest")
VISITOR = re.compile(r"[0-9a-f]{32}")
LONGEST = 8_000  # characters of one argument; the reader's own limit (2,000) gives the better sentence


class Engine:
    """The pool, with the last answers remembered: an answer is a pure function of its question."""

    def __init__(self, pool: Pool, remembered: int = 512) -> None:
        self.pool = pool
        self.remembered = remembered
        self.answers: OrderedDict[tuple[str, tuple[tuple[str, str], ...]], Answer] = OrderedDict()

    async def ask(self, request: Request, job: str, arguments: Mapping[str, Any]) -> Answer:
        """The answer to `job`; raises `Busy` when too much is waiting."""
        key = (job, tuple(sorted((name, str(value)) for name, value in arguments.items())))
        if any(len(value) > LONGEST for _, value in key[1]):
            return {"error": {"where": None, "message": "This is longer than 2,000 characters.", "hint": "Shorten it."}}
        found = self.answers.get(key)
        if found is not None:
            self.answers.move_to_end(key)
            return found
        answer = await self.pool.ask(person(request), job, arguments)
        if "ours" in answer:
            LOG.error("a job failed: %s", answer["ours"])
        elif "stopped" not in answer:  # that depends on how busy the machine was
            self.answers[key] = answer
            if len(self.answers) > self.remembered:
                self.answers.popitem(last=False)
        return answer


def person(request: Request) -> str:
    """Whose turn this takes: the visitor by the cookie that the pages gave, else the machine that asks."""
    visitor = request.cookies.get("visitor", "")
    if VISITOR.fullmatch(visitor):
        return visitor
    return request.client.host if request.client else "unknown"
