"""What stands on the left of a result: ∇f, ∂²f/∂w², H[V], vec ∇f; in Unicode, LaTeX and spoken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from steepest.notation.latex import name as tex
from steepest.notation.plain import name

TIMES = {2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A left side in three notations."""

    plain: str
    latex: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """A derivative as far as its name goes."""

    wrt: str
    order: int
    of_array: bool  # the function is an array
    by_array: bool  # the variable is one
    alone: bool = True  # the only variable asked for
    partial: bool = True  # there are other variables

    @property
    def letter(self) -> str:
        """G for a gradient, J for a Jacobian, H for a Hessian, D from there on."""
        return "D" if self.order > 2 else "H" if self.order == 2 else "J" if self.of_array else "G"


def heading(d: Claimed, view: str = "ambient", direction: str = "") -> Heading:
    """The left side of a derivative in a view; `direction` is what a map is applied to."""
    return HEADINGS[view](d, direction)


def _ambient(d: Claimed, direction: str) -> Heading:
    if d.order == 1 and d.by_array and not d.of_array:
        if d.alone:
            return Heading("∇f", rf"\nabla_{{{tex(d.wrt)}}} f", f"the gradient by {d.wrt}")
        return _quotient("f", "f", d, f"the gradient by {d.wrt}")
    times = f"{TIMES.get(d.order, f'order {d.order}')} " if d.order > 1 else ""
    return _quotient("f", "f", d, f"the {times}derivative by {d.wrt}")


def _quotient(f: str, f_tex: str, d: Claimed, spoken: str) -> Heading:
    sign, sign_tex = ("∂", r"\partial ") if d.partial or d.by_array or d.of_array else ("d", "d")
    power = str(d.order).translate(_RAISED) if d.order > 1 else ""
    power_tex = f"^{{{d.order}}}" if d.order > 1 else ""
    below = rf"{sign_tex}{tex(d.wrt)}{power_tex}"
    return Heading(
        f"{sign}{power}{f}/{sign}{name(d.wrt)}{power}",
        rf"\frac{{{sign_tex.strip()}{power_tex} {f_tex}}}{{{below}}}",
        spoken,
    )


def _map(d: Claimed, direction: str) -> Heading:
    v, v_tex = name(direction), tex(direction)
    if d.letter == "G":
        return Heading(
            f"⟨∇f, {v}⟩",
            rf"\left\langle \nabla_{{{tex(d.wrt)}}} f, {v_tex}\right\rangle",
            f"the gradient by {d.wrt} along {v}",
        )
    return Heading(f"{d.letter}[{v}]", rf"{d.letter}\left[{v_tex}\right]", f"the derivative by {d.wrt} applied to {v}")


def _vec(d: Claimed, direction: str) -> Heading:
    if d.order == 1 and not d.of_array:
        return Heading("vec ∇f", rf"\operatorname{{vec}} \nabla_{{{tex(d.wrt)}}} f", f"vec of the gradient by {d.wrt}")
    f, f_tex = ("f", "f") if d.order == 1 else ("∇f", r"\nabla f")
    return Heading(
        f"∂ vec {f}/∂(vec {name(d.wrt)})ᵀ",
        rf"\frac{{\partial \operatorname{{vec}} {f_tex}}}{{\partial (\operatorname{{vec}} {tex(d.wrt)})^{{\top}}}}",
        f"the derivative of vec {'f' if d.order == 1 else 'of the gradient'} by vec {d.wrt}",
    )


def _numerator(d: Claimed, direction: str) -> Heading:
    if d.order != 1 or not d.by_array:
        return _both(d)
    return Heading(
        f"∂f/∂{name(d.wrt)}ᵀ",
        rf"\frac{{\partial f}}{{\partial {tex(d.wrt)}^{{\top}}}}",
        f"the derivative by {d.wrt} transposed",
    )


def _denominator(d: Claimed, direction: str) -> Heading:
    if d.order != 1:
        return _both(d)
    turned, turned_tex = ("ᵀ", r"^{\top}") if d.of_array else ("", "")
    return _quotient(
        f"f{turned}", f"f{turned_tex}", d, f"the derivative of f{' transposed' if turned else ''} by {d.wrt}"
    )


def _both(d: Claimed) -> Heading:
    if d.order != 2 or not d.by_array:
        return _quotient("f", "f", d, f"the derivative by {d.wrt}")
    x, x_tex = name(d.wrt), tex(d.wrt)
    below = rf"\partial {x_tex}\, \partial {x_tex}^{{\top}}"
    return Heading(f"∂²f/∂{x} ∂{x}ᵀ", rf"\frac{{\partial^{{2}} f}}{{{below}}}", f"the second derivative by {d.wrt}")


def _fixed(plain: str, latex: str, spoken: str) -> Callable[[Claimed, str], Heading]:
    return lambda d, direction: Heading(plain, latex, spoken)


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

HEADINGS: dict[str, Callable[[Claimed, str], Heading]] = {
    "ambient": _ambient,
    "map": _map,
    "vec": _vec,
    "numerator": _numerator,
    "denominator": _denominator,
    "compressed": _fixed("core", r"\operatorname{core}", "the core"),
    "projected": _fixed("(G + Gᵀ)/2", r"\tfrac{1}{2}\left(G + G^{\top}\right)", "the projected gradient"),
    "free entries": _fixed("G + Gᵀ − G ⊙ I", r"G + G^{\top} - G \odot I", "the derivative by the free entries"),
}
