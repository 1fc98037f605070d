"""The pages and their API: Steepest in a browser. Nothing here is imported before someone asks for a page."""

from __future__ import annotations

import gc
import os


class NotServed(Exception):
    """The pages cannot be served; says why."""


def serve(host: str = "127.0.0.1", port: int = 8000, *, trusted_hosts: tuple[str, ...] = ()) -> None:
    """Serve the pages until interrupted. `trusted_hosts` are further names by which a browser may call this machine.

    STEEPEST_BUDGET is how many seconds one answer may take, 1 where it is not set: a busy machine needs more.
    Raises `NotServed` with a sentence where STEEPEST_DATABASE_URL names no database that can be used, or where
    STEEPEST_BUDGET is no number of seconds.
    """
    from steepest.web.pool import BUDGET, LONGEST, Pool

    told = os.environ.get("STEEPEST_BUDGET") or str(BUDGET)
    try:
        budget = float(told)
    except ValueError:
        budget = 0.0
    if not 0 < budget <= LONGEST:
        raise NotServed(f"STEEPEST_BUDGET is {told!r}; it is a number of seconds up to {LONGEST:g}.")
    pool = Pool(budget=budget)
    pool.launch()
    gc.disable()  # hundreds of modules are loaded now, and nothing of them is garbage

    import uvicorn

    from steepest.course.store import Store, Unusable, address
    from steepest.web.app import create_app

    records = address(os.environ)
    try:
        Store(records).close()
    except Unusable as problem:
        raise NotServed(f"{problem} See STEEPEST_DATABASE_URL.") from problem
    names = (*trusted_hosts, host) if host not in {"0.0.0.0", "::"} else trusted_hosts
    app = create_app(names, pool, records)
    gc.freeze()
    gc.enable()
    longest = 64 * 1024  # bytes of a request's head: a lesson's address holds what was answered in it
    uvicorn.run(
        app, host=host, port=port, log_level="warning", server_header=False, h11_max_incomplete_event_size=longest
    )
