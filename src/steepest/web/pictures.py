"""Still pictures, for readers without script and for print; where a live figure is, it takes their place.

Pictures that pages always have are part of the page, in its own colours (`still`). The picture of what somebody typed
is an image of its own (`where`): it is drawn, in a worker, only for a browser that runs no script. What draws is
imported when the first picture is drawn.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from html import escape
from textwrap import wrap
from urllib.parse import urlencode

from markupsafe import Markup

from steepest.course.question import Figure
from steepest.figure.palettes import DARK, LIGHT, PAGE

LOG = logging.getLogger("steepest")


def still(figure: Figure) -> Markup:
    """The picture as SVG, with what it shows in words."""
    return drawn(figure.name, tuple(sorted(figure.options.items())), figure.alt)


@cache
def drawn(name: str, options: tuple[tuple[str, str], ...], alt: str) -> Markup:
    """One picture, drawn once, in the page's own colours; its words where it cannot be drawn."""
    from steepest.figure.pictures import picture
    from steepest.figure.svg import svg

    try:
        text = svg(picture(name, dict(options)), alt, PAGE)
    except Exception:  # a lesson is worth reading without one of its pictures; the log says which
        LOG.exception("the picture %s %s could not be drawn", name, options)
        return Markup('<p class="alt">{}</p>').format(alt)
    own = sha256(f"{name} {options}".encode()).hexdigest()[:8]
    return Markup(text.replace("panel-", f"p{own}-"))  # names inside a picture must be its own on the page


def where(name: str, options: Mapping[str, object], **look: str) -> str:
    """The address of a picture of its own; `look` is theme="dark" or size="narrow"."""
    return f"/pictures/{name}.svg?{urlencode({**options, **look})}"


def excuse(sentence: str, theme: str) -> str:
    """An image that says why there is no picture."""
    look = f'font-family="sans-serif" font-size="15" fill="{(DARK if theme == "dark" else LIGHT)["muted"]}"'
    lines = "".join(
        f'<text x="20" y="{30 + 22 * k}" {look}>{escape(line)}</text>'
        for k, line in enumerate(wrap(f"There is no picture of this: {sentence}", 76))
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 380">{lines}</svg>'
