"""Pages from templates: what every page needs, and the one function that makes one."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from steepest.notation.mathml import mathml
from steepest.web.assets import HOW_TO_BUILD, assets

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Place:
    """One entry of the bar at the top."""

    href: str
    name: str
    long: str = ""  # on a card of the front page
    what: str = ""


def version() -> str:
    """The installed version."""
    try:
        return version_of("steepest")
    except PackageNotFoundError:
        return "from source"


@cache
def environment() -> Environment:
    """Jinja with escaping on and undefined names refused; formulas are MathML until a script sets them."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["code"] = code
    made.globals["mathml"] = lambda tex, display=True: Markup(mathml(tex, display))
    return made


def code(sentence: str) -> Markup:
    """A sentence in which what stands between backticks is set as code.

    >>> code("There is no `f<g`.")
    Markup('There is no <code>f&lt;g</code>.')
    """
    parts = re.split(r"`([^`]*)`", sentence)
    return Markup().join(Markup("<code>{}</code>").format(p) if k % 2 else escape(p) for k, p in enumerate(parts))


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """The page `template` as this person sees it; never kept by a shared cache."""
    theme = request.cookies.get("theme")
    text = (
        environment()
        .get_template(template)
        .render(
            assets=assets(),
            how_to_build=HOW_TO_BUILD,
            theme=theme if theme in {"light", "dark"} else None,
            places=PLACES,
            here=request.url.path,
            version=version(),
            **values,
        )
    )
    response = HTMLResponse(text, status_code=status, headers={"cache-control": "private, no-cache"})
    if "visitor" not in request.cookies:  # tells visitors apart, so that none waits for another's work
        response.set_cookie("visitor", secrets.token_hex(16), max_age=31_536_000, httponly=True, samesite="lax")
    return response


# The bar names the pages that exist; a page is added here when it is.
PLACES = (
    Place("/", "Course"),
    Place("/derive", "Derive"),
    Place(
        "/descend", "Descend", "Walk downhill", "Any landscape, several optimizers racing, and what happened in words."
    ),
    Place(
        "/table", "Table", "The table", "The derivatives that everyone uses, each derived and checked in front of you."
    ),
)
