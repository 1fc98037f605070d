"""What may be assumed of a variable, and the verdict on two expressions."""

from __future__ import annotations

from dataclasses import dataclass

NORMAL_FORM = "one normal form"
CANONICAL = "one canonical quotient of polynomials"
FIELD = "exact values in a prime field"

Fact = str | tuple[float, float]  # "positive", "integer", …, or an interval


@dataclass(frozen=True, slots=True)
class Same:
    """A verdict on two expressions."""

    equal: bool | None  # None: undecided
    domain_differs: bool
    counterexample: dict[str, object] | None  # name: value, where the values (or the domains) differ
    decided_by: str
