"""What a computable question asks for, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ORDERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}

Want = Literal["derivative", "gradient", "value", "descent", "minimum", "maximum", "check", "convexity"]


@dataclass(frozen=True, slots=True)
class Task:
    """A computable question. Expressions are texts that the reader accepts."""

    want: Want
    expression: str
    wrt: str = ""  # names with commas between; empty: chosen from the expression, and told
    order: int = 1
    at: Mapping[str, str] = field(default_factory=dict)  # name: value; the name "" is the only variable
    answer: str = ""  # to be checked; several entries stand in parentheses
    rate: str = ""
    start: Mapping[str, str] = field(default_factory=dict)
    steps: int = 0  # 0: as many as it takes, within limits
