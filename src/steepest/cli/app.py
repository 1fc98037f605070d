"""The commands and their help; each does its work in a module of its own, imported when it is called."""

from __future__ import annotations

import os
import re
import sys
from enum import StrEnum
from typing import Annotated

import typer

from steepest.cli.terminal import Exit, Stopped, console, show


class Grain(StrEnum):
    """How much of a derivation is told."""

    every = "every"
    teacher = "teacher"
    result = "result"


class Target(StrEnum):
    """What a result can be written as."""

    numpy = "numpy"
    python = "python"
    jax = "jax"
    torch = "torch"
    latex = "latex"
    typst = "typst"
    text = "text"


class Steps(StrEnum):
    """How a derivation over the computation graph is told."""

    backward = "backward"
    differentials = "differentials"


app = typer.Typer(
    name="steepest",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""Calculus for machine learning: learn it, do it by hand, run it, and trust it.

    \b
    steepest derive "x^2 sin(x)" --wrt x
    steepest derive "sum((X@w - y)**2)" --wrt w --shapes "X: n d, y: n, w: d"
    steepest check "sin(3x^2)" "cos(3x^2)" --wrt x
    steepest descend "x^2 - y^2" --start x=1,y=0
    steepest ask "why does my loss become nan?"
    steepest serve""",
)

Shapes = Annotated[str, typer.Option(help='Which names are arrays, and their axes: "X: n d, y: n, w: d".')]
Json = Annotated[bool, typer.Option("--json", help="One JSON object instead of text (docs/command-line.md).")]


@app.command()
def derive(
    text: Annotated[str, typer.Argument(help="A function as you would write it, or in LaTeX.", show_default=False)],
    wrt: Annotated[str, typer.Option(help="The variable, or several: w,b. Default: the natural one.")] = "",
    shapes: Shapes = "",
    order: Annotated[int, typer.Option(min=1, max=8, help="2 for the second derivative or Hessian.")] = 1,
    grain: Annotated[Grain, typer.Option(help="How much: every rule, a teacher's steps, the result.")] = Grain.teacher,
    view: Annotated[
        str,
        typer.Option(
            help="The same derivative as: map, vec, numerator, denominator, compressed, projected, free-entries.",
            show_default=False,
        ),
    ] = "",
    steps: Annotated[
        Steps | None,
        typer.Option(help="Told backward over the computation graph, or in differentials.", show_default=False),
    ] = None,
    assume: Annotated[
        str,
        typer.Option(
            help='What is known: "A: posdef, y: simplex"; symmetric, posdef, orthogonal, simplex, positive.',
            show_default=False,
        ),
    ] = "",
    stable: Annotated[
        bool | None,
        typer.Option(
            "--stable/--no-stable",
            help="Stable forms, each rewriting by name; or all as written. Default: stable.",
            show_default=False,
        ),
    ] = None,
    hvp: Annotated[
        bool, typer.Option("--hvp", help="The program of H[V], the Hessian times a direction, never formed whole.")
    ] = False,
    code: Annotated[
        Target | None, typer.Option(help="Only the result, as source to take away.", show_default=False)
    ] = None,
    latex: Annotated[bool, typer.Option("--latex", help="The derivation as a LaTeX align* block.")] = False,
    json: Json = False,
) -> None:
    """Derive a derivative, gradient or Hessian, with every step, its conditions and its proof.

    \b
    steepest derive "sigmoid(3x^2)" --wrt x
    steepest derive "x^y" --wrt x,y
    steepest derive "x^3 y" --wrt x --order 2 --grain every
    steepest derive "sum(log(1 + exp(-y * (X @ w))))" --wrt w --shapes "X: n d, y: n, w: d"
    steepest derive "tanh(x)^2" --wrt x --code numpy > gradient.py

    \b
    Matrices, in every view:
    steepest derive "A @ X @ B" --wrt X --shapes "A: m n, X: n p, B: p q" --view vec
    steepest derive "norm(T - U@V.T)^2" --wrt U --order 2 --shapes "T: n m, U: n k, V: m k" --view compressed
    steepest derive "sum((X@w - y)^2)" --wrt w --steps differentials
    steepest derive "logdet(A)" --wrt A --shapes "A: n n" --assume "A: posdef"
    steepest derive "sum(log(1 + exp(-y*(X@w))))" --wrt w --shapes "X: n d, y: n, w: d" --no-stable
    steepest derive "sum((X@w - y)^2)" --wrt w --hvp --code jax

    \b
    Exit codes: 0 done, 1 the proof failed, 3 the text cannot be read, 4 there is no derivative, or no such view of it.
    """  # noqa: D301 (a real backspace: it keeps the lines apart)
    from steepest.cli.deriving import Asked
    from steepest.cli.deriving import derive as run

    target = str(code or "")
    run(
        Asked(
            _bare(text),
            wrt,
            shapes,
            order,
            str(grain),
            view,
            str(steps or ""),
            assume,
            stable,
            hvp,
            target,
            latex,
            json,
        )
    )


@app.command()
def check(
    function: Annotated[str, typer.Argument(help="The function that was differentiated.", show_default=False)],
    answer: Annotated[str, typer.Argument(help="What you think its derivative is.", show_default=False)],
    wrt: Annotated[str, typer.Option(help="The variable. Default: the natural one.")] = "",
    shapes: Shapes = "",
    order: Annotated[int, typer.Option(min=1, max=8, help="2 for a second derivative.")] = 1,
    json: Json = False,
) -> None:
    """Is this the derivative? Any correct form is right; a wrong one gets the point that shows it.

    \b
    steepest check "x^2" "2x" --wrt x
    steepest check "sin(3x^2)" "cos(3x^2)" --wrt x

    \b
    Exit codes: 0 right, 1 different, 2 undecided, 3 a text cannot be read, 4 there is no derivative to compare with.
    """  # noqa: D301 (a real backspace: it keeps the lines apart)
    from steepest.cli import checking

    checking.check(_bare(function), _bare(answer), wrt, shapes, order, json)


@app.command()
def descend(
    text: Annotated[str, typer.Argument(help="What to make small.", show_default=False)],
    start: Annotated[str, typer.Option(help="Where to begin; these names move: x=1,y=0 or w=[0,0].")],
    data: Annotated[str, typer.Option(help="Names that stay: a=2 or X=[[1,2],[3,4]].")] = "",
    method: Annotated[str, typer.Option(help="gd, momentum, adam, bfgs, newton …; chosen for you without it.")] = "",
    rate: Annotated[float | None, typer.Option(help="The learning rate.", show_default=False)] = None,
    steps: Annotated[int | None, typer.Option(min=1, help="How many steps at most.", show_default=False)] = None,
    maximize: Annotated[bool, typer.Option("--maximize", help="Make it large instead.")] = False,
    trace: Annotated[bool, typer.Option("--trace", help="Print the steps too.")] = False,
    json: Json = False,
) -> None:
    """Make a function small, and say what was found: a minimum, a saddle, or why it diverged.

    \b
    steepest descend "(x - 1)^2 + 10 (y - x^2)^2" --start x=-1,y=1
    steepest descend "x^2" --start x=1 --rate 1.5 --steps 20
    steepest descend "x^2 - y^2" --start x=1,y=0

    \b
    Exit codes: 0 found something, 1 diverged or not converged or a saddle, 3 the text cannot be read, 4 nothing to run.
    """  # noqa: D301 (a real backspace: it keeps the lines apart)
    from steepest.cli import descending

    descending.descend(descending.Asked(_bare(text), start, data, method, rate, steps, maximize, trace, json))


@app.command()
def ask(
    question: Annotated[list[str], typer.Argument(help="Your question, at most 200 characters.", show_default=False)],
    json: Json = False,
) -> None:
    """Ask about calculus or the course: computed, or quoted from the lessons, or honestly not at all.

    \b
    steepest ask "derivative of tanh(x)^2"
    steepest ask why does my loss become nan?

    \b
    Exit codes: 0 answered, 1 the course does not cover it.
    """  # noqa: D301 (a real backspace: it keeps the lines apart)
    from steepest.cli import learning

    learning.ask(" ".join(question), json)


@app.command()
def lesson(
    slug: Annotated[str, typer.Argument(help="Which one; without it, a list of them.", show_default=False)] = "",
) -> None:
    """Read a lesson on the terminal, or list them."""
    from steepest.cli import learning

    learning.lesson(slug)


@app.command()
def pdf(
    slug: Annotated[str, typer.Argument(help='A lesson, or "course" for all of them.')] = "course",
    file: Annotated[str, typer.Option("--file", "-o", help="Where to write it.", show_default="SLUG.pdf")] = "",
) -> None:
    """Write a lesson, or the whole course, as a PDF to take away."""
    from steepest.cli import learning

    learning.pdf(slug, file)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for every network.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
) -> None:
    """Open the pages: the workbench and the course, on this machine."""
    from steepest.cli.terminal import stop

    try:
        from steepest.web import NotServed
        from steepest.web import serve as run
    except ImportError as error:
        stop(f"The pages cannot be served: {error}. Install the whole package.", Exit.NO)
    show(console(), f"http://{host}:{port}   Ctrl-C stops it")
    try:
        run(host, port)
    except NotServed as problem:
        stop(f"The pages cannot be served: {problem}", Exit.NO)


def _shielded(word: str) -> str:
    """A formula that begins with a minus sign, behind a blank: it is no option."""
    return " " + word if word.startswith("-") and not _OPTION.fullmatch(word) else word


def _bare(word: str) -> str:
    """The formula as it was typed."""
    return word.removeprefix(" ")


_OPTION = re.compile(r"--[a-z][a-z-]*(=.*)?|-[ho]|--", re.DOTALL)


def main() -> None:
    """Run a command; what a person does wrong never shows a traceback."""
    code: str | int | None = Exit.FINE
    try:
        app([_shielded(word) for word in sys.argv[1:]] or ["--help"], prog_name="steepest")
    except Stopped as end:
        code = end.code
    except SystemExit as end:
        code = Exit.MISTYPED if end.code == 2 else end.code  # 2 is "undecided" here
    except KeyboardInterrupt:
        code = Exit.INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
    except Exception as error:
        if "STEEPEST_TRACEBACK" in os.environ:
            raise
        show(console(error=True), f"A fault of ours, not of what you typed: {type(error).__name__}: {error}")
        show(console(error=True), "Please report it with the command; STEEPEST_TRACEBACK=1 shows where it happened.")
        code = Exit.FAULT
    sys.exit(code)
