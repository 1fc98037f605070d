"""`import steepest` is free, and a first derivative comes at once."""

import importlib.util
import json
import subprocess
import sys

import pytest

HEAVY = ("jax", "scipy", "sympy", "fastapi", "starlette", "uvicorn", "sqlalchemy", "typst", "typer", "rich", "httpx")
FIRST = "import steepest as st; assert str(st.derive('x^2 sin(x)', wrt='x'))"
BUDGET = 250_000  # calls of functions, imports included: work is counted, seconds are for bench/first_derivative.py
PROFILE = "import sys; n = 0\ndef count(*_):\n global n; n += 1\nsys.setprofile(count)\n"
COUNTED = f"{PROFILE}{FIRST}\nsys.setprofile(None); print(n)"

needs_face = pytest.mark.skipif(importlib.util.find_spec("steepest.face") is None, reason="there is no face yet")


def loaded(code: str) -> set[str]:
    tail = "; import sys, json; print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    return set(json.loads(subprocess.check_output([sys.executable, "-c", code + tail], text=True)))


def test_importing_the_package_loads_nothing_of_it() -> None:
    assert not loaded("import steepest") & {*HEAVY, "numpy", "flint"}


def test_the_server_comes_to_its_front_page_without_the_engine() -> None:
    """The workers have the engine; the server that waits for it makes everybody wait."""
    code = "import steepest.web.app, steepest.web.pages.home, steepest.course.lesson as l; l.load()"
    tail = "; import sys; print(*[n for n in sys.modules if n.startswith(('steepest.calculus.', 'numpy', 'flint'))])"
    assert subprocess.check_output([sys.executable, "-c", code + tail], text=True).split() == []


@needs_face
def test_a_scalar_derivation_loads_neither_jax_nor_the_web() -> None:
    assert not loaded(FIRST) & set(HEAVY)


@needs_face
def test_the_first_derivative_comes_within_its_budget() -> None:
    assert int(subprocess.check_output([sys.executable, "-c", COUNTED], text=True)) < BUDGET


@needs_face
def test_every_public_name_is_there() -> None:
    import steepest.face

    assert sorted(steepest.__all__) == sorted(steepest.face.__all__)
    for name in steepest.__all__:
        assert getattr(steepest, name) is getattr(steepest.face, name)


def test_an_unknown_name_is_told_with_those_there_are() -> None:
    import steepest.face

    with pytest.raises(AttributeError, match=r"'derivate'.*derive"):
        steepest.derivate  # noqa: B018
    assert steepest.__version__.count(".") == 2
    assert set(steepest.__all__) <= set(dir(steepest))
