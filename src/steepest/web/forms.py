"""What a form sends: its fields in order, and numbers in them."""

from __future__ import annotations

import math
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

LARGEST = 32_000  # bytes of a posted form
Form = list[tuple[str, str]]


async def posted(request: Request) -> Form:
    """The fields of a form, in order; more than a form of ours can hold is refused."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise HTTPException(413, "This is more than an answer can hold.")
    try:
        return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=100)
    except ValueError:
        raise HTTPException(400, "This form has too many fields.") from None


def number(value: object) -> int:
    """A small whole number; what is none is 0."""
    text = str(value or "")
    return int(text) if is_number(text) else 0


def is_number(text: str) -> bool:
    """Whether this is a small whole number; `²` is a digit to Python, but none to us."""
    return text.isascii() and text.isdigit() and len(text) < 7


def decimal(text: str | None, otherwise: float) -> float:
    """A finite number of usual size, or what is used otherwise."""
    try:
        value = float((text or "").replace("−", "-"))
    except ValueError:
        return otherwise
    return value if math.isfinite(value) and abs(value) < 1e6 else otherwise
