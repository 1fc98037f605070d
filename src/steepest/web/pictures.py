"""The still picture of a lesson's figure, for readers without script and for print; the live figure takes its place."""

from __future__ import annotations

import logging
from functools import cache
from hashlib import sha256

from markupsafe import Markup

from steepest.course.question import Figure
from steepest.figure.pictures import picture
from steepest.figure.svg import PAGE, svg

LOG = logging.getLogger("steepest")


def still(figure: Figure) -> Markup:
    """The picture as SVG, with what it shows in words."""
    return drawn(figure.name, tuple(sorted(figure.options.items())), figure.alt)


@cache
def drawn(name: str, options: tuple[tuple[str, str], ...], alt: str) -> Markup:
    """One picture, drawn once, in the page's own colours; its words where it cannot be drawn."""
    try:
        text = svg(picture(name, dict(options)), alt, PAGE)
    except Exception:  # a lesson is worth reading without one of its pictures; the log says which
        LOG.exception("the picture %s %s could not be drawn", name, options)
        return Markup('<p class="alt">{}</p>').format(alt)
    own = sha256(f"{name} {options}".encode()).hexdigest()[:8]
    return Markup(text.replace("panel-", f"p{own}-"))  # names inside a picture must be its own on the page
