"""Every example in a docstring runs, and gives what it says; every public name has one."""

import doctest
import importlib
import pkgutil

import pytest

import steepest

MODULES = [
    found.name
    for found in pkgutil.walk_packages(steepest.__path__, "steepest.")
    if ".migrations" not in found.name and not found.name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_an_example_gives_something_else(name):
    found = doctest.testmod(importlib.import_module(name), report=False)
    assert found.failed == 0, f"python -m doctest shows it: {name}"


@pytest.mark.parametrize("name", steepest.__all__)
def test_a_public_name_has_no_example(name):
    assert ">>>" in (getattr(steepest, name).__doc__ or "")
