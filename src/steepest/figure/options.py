"""What a picture is drawn from: the options of its element, read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from steepest.calculus.surface import Surface
from steepest.figure.figure import Window
from steepest.figure.sampling import graph, height
from steepest.figure.values import Undrawable, expression, function, names

Options = Mapping[str, str]


def numbers(text: str) -> list[float]:
    """Numbers with commas between them."""
    try:
        return [float(part.replace("−", "-")) for part in text.split(",") if part.strip()]
    except ValueError:
        raise Undrawable(f"`{text}` should be numbers with commas between them.") from None


def number(options: Options, name: str, otherwise: float) -> float:
    """One number."""
    found = numbers(options.get(name, ""))
    return found[0] if found else otherwise


def held(options: Options, others: Iterable[str]) -> dict[str, float]:
    """The values of letters that stay, `value-w` for w; 1 where none is given."""
    return {name: number(options, f"value-{name}", 1.0) for name in others}


def curve(options: Options) -> tuple[Surface, str, Window]:
    """A function of one letter, the letter, and what is seen of it: with two numbers, as high as the curve needs."""
    f = expression(options["f"])
    found = names(f, options.get("wrt"))
    if len(found) != 1:
        raise Undrawable(f"`{options['f']}` should have one variable and has {len(found)}.")
    given = numbers(options.get("window", "-5,5"))
    if len(given) == 2:
        low, high = given
        return f, found[0], fitted(low, high, [y for _, y in graph(function(f, (found[0],)), low, high)])
    return f, found[0], window(options, "")


def pair(f: Surface, options: Options) -> tuple[str, str]:
    """The two letters of a function, the one across first."""
    found = names(f, options.get("wrt"))
    if len(found) != 2:
        raise Undrawable(f"`{options['f']}` should have two variables and has {len(found)}.")
    return found[0], found[1]


def window(options: Options, otherwise: str) -> Window:
    """What is seen, from four numbers."""
    given = numbers(options.get("window", otherwise))
    if len(given) != 4:
        raise Undrawable("A window has four numbers: x0,x1,y0,y1.")
    return Window(*given)


def fitted(low: float, high: float, *curves: list[float]) -> Window:
    """A window as high as these curves need."""
    return Window(low, high, *height(curves))
