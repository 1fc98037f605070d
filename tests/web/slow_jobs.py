"""Jobs that behave badly, for the pool's tests."""

import os
import time


def preload():
    return ()


def sleep(arguments):
    time.sleep(arguments["seconds"])
    return {"slept": arguments["seconds"], "pid": os.getpid()}


def spin(arguments):
    while True:
        pass


def hoard(arguments):
    kept = [bytearray(2**20) for _ in range(arguments["megabytes"])]
    return {"kept": len(kept)}


def die(arguments):
    os._exit(3)


def write(arguments):
    with open(arguments["path"], "w") as file:
        file.write("x" * 10)
        file.flush()
    return {"written": True}


def fail(arguments):
    raise RuntimeError("our mistake")


JOBS = {"sleep": sleep, "spin": spin, "hoard": hoard, "die": die, "write": write, "fail": fail}
