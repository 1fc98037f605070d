"""`python -m steepest.web --port 8000`: the pages without the command line before them; `start.py` starts them so."""

from __future__ import annotations

import argparse
import sys


def main() -> int:
    """Serve until stopped; the result is the exit code."""
    parser = argparse.ArgumentParser(prog="python -m steepest.web", description="Serve the pages.")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen on (default: %(default)s)")
    options = parser.parse_args()
    try:
        from steepest.web import NotServed, serve

        try:
            serve(options.host, options.port)
        except NotServed as problem:
            print(f"The pages cannot be served: {problem}", file=sys.stderr)
            return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
