"""The table of kinds: a row is a module's `KIND`."""

from __future__ import annotations

from steepest.course.kinds import choice, explanation, expression, number, order, predict, several

_ROWS = (expression.KIND, number.KIND, choice.KIND, several.KIND, order.KIND, predict.KIND, explanation.KIND)

KINDS = {row.name: row for row in _ROWS}
