"""What a question says beside its expression, wherever it stands: a rate, a start, steps, a point, a variable.

>>> heard(masked("at x = 1 what is the slope of x^2")).at
{'x': '1'}
>>> heard(masked("at x = 1 what is the slope of x^2")).left
'what is the slope of <E1>'
"""

from __future__ import annotations

from collections.abc import Callable

from steepest.tutor.hearing.definitions import take_definitions, take_operators
from steepest.tutor.hearing.descents import take_rate, take_start, take_steps
from steepest.tutor.hearing.heard import Heard
from steepest.tutor.hearing.masking import Masked, masked
from steepest.tutor.hearing.places import take_conditions, take_held, take_order, take_points, take_variables

__all__ = ["Heard", "heard", "masked"]


def heard(said: Masked) -> Heard:
    """The question with all that has a role taken out of it."""
    out = Heard(said, said.text)
    for take in _ROLES:
        take(out)
    return out


_ROLES: tuple[Callable[[Heard], None], ...] = (
    take_definitions, take_conditions, take_held, take_rate, take_steps, take_start, take_variables, take_points,
    take_operators, take_order,
)  # fmt: skip
