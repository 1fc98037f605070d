"""Jobs of a module that is loaded in two steps, for the pool's tests."""

import os
import time

LOADED = ["first"]


def preload():
    yield
    time.sleep(0.4)
    LOADED.append("rest")


def loaded(arguments):
    time.sleep(arguments.get("seconds", 0))
    return {"loaded": LOADED, "pid": os.getpid()}


JOBS = {"first": loaded, "other": loaded}
