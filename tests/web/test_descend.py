"""The page of the race where its runs take too long: the picture and the controls are there all the same."""

import asyncio
from types import SimpleNamespace

from starlette.requests import Request

from steepest.web import work
from steepest.web.pages.descend import descend
from steepest.web.pool import TOO_LONG, stopped


class Slow:
    """An engine whose runs are always stopped."""

    async def ask(self, request, job, arguments):
        return stopped(TOO_LONG) if arguments["methods"] else work.JOBS[job](arguments)


def test_a_race_that_takes_too_long_loses_its_controls():
    app = SimpleNamespace(state=SimpleNamespace(engine=Slow()))
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/descend",
        "query_string": b"text=x%5E2",
        "headers": [],
        "app": app,
    }
    text = asyncio.run(descend(Request(scope))).body.decode()
    assert TOO_LONG in text
    assert '"program": {' in text
    assert '<section class="picture" aria-label="The race">' in text
