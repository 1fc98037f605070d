"""Several expressions in brackets: the entries of a gradient as they are written."""

from __future__ import annotations

import re


def parts_of(text: str) -> list[str]:
    """What stands between the commas of a list in brackets: (2x, 2y), [2x, 2y] or <2x, 2y>; else the text alone."""
    text = re.sub(r"(?<=[)\]])\s*\^\s*\{?(?:T|\\top)\}?$", "", text.strip())
    if len(text) < 2 or (text[0], text[-1]) not in (("(", ")"), ("[", "]"), ("<", ">")):
        return [text]
    out, depth, begun = [], 0, 1
    for k, c in enumerate(text[1:-1], 1):
        depth += (c in "([{") - (c in ")]}")
        if depth < 0:
            return [text]
        if c == "," and depth == 0:
            out.append(text[begun:k].strip())
            begun = k + 1
    return [*out, text[begun:-1].strip()]
