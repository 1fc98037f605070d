"""Drawing: the picture of a function that somebody typed, and one that a page always has."""

from __future__ import annotations

from dataclasses import replace

from steepest.calculus.slopes import NoRule
from steepest.figure.palettes import DARK, LIGHT
from steepest.figure.pictures import picture as drawn
from steepest.figure.svg import svg
from steepest.figure.values import Undrawable
from steepest.notation.pieces import Unwritable
from steepest.web import pictures
from steepest.web.work import Answer, Arguments

REFUSALS = (NoRule, Undrawable, Unwritable)
NARROW = 400.0, 280.0  # on a phone: as large as there, so that its words can be read


def picture(arguments: Arguments) -> Answer:
    """The picture of these options as an image of its own; raises `Undrawable` with a sentence."""
    found = drawn(str(arguments["name"]), arguments["options"])
    if arguments["size"] == "narrow":
        found = replace(found, width=NARROW[0], height=NARROW[1])
    return {"svg": svg(found, "", DARK if arguments["theme"] == "dark" else LIGHT)}


def still(arguments: Arguments) -> Answer:
    """The picture of these options as part of a page."""
    options = sorted(arguments["options"].items())
    return {"svg": str(pictures.drawn(str(arguments["name"]), tuple(options), str(arguments["alt"])))}
