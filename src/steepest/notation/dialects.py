"""The languages that programs are written in: one row each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from steepest.notation import helpers
from steepest.notation.spellings import Spelling


@dataclass(frozen=True, slots=True)
class Dialect:
    """A row: how a language for arrays (or for scalars) writes what is not a function."""

    name: str
    target: str  # as a sentence says it
    imports: tuple[str, ...]
    module: str  # np.pi, np.where
    constants: str  # where pi and e are
    word: Callable[[Spelling], str]
    helpers: Mapping[str, str]
    axis: str
    keepdims: str
    where: str
    indicator: str  # a comparison as the number 1 or 0
    power: str  # where the exponent is no number; "" for **
    dtype: str  # what arrays made from nothing are told
    arrays: bool


DIALECTS = (
    Dialect("numpy", "NumPy", ("import numpy as np",), "np", "np", attrgetter("numpy"), helpers.NUMPY,
            "axis", "keepdims", "np.where({0}, {1}, {2})", "np.where({0}, 1.0, 0.0)", "", "", True),
    Dialect("jax", "JAX", ("import jax", "import jax.numpy as jnp"), "jnp", "jnp", attrgetter("jax"), helpers.JAX,
            "axis", "keepdims", "jnp.where({0}, {1}, {2})", "jnp.where({0}, 1.0, 0.0)", "", "", True),
    Dialect("torch", "PyTorch", ("import math", "", "import torch"), "torch", "math", attrgetter("torch"),
            helpers.TORCH, "dim", "keepdim", "torch.where({0}, {1}, {2})", "torch.where({0}, 1.0, 0.0)", "",
            "dtype=torch.float64", True),
    Dialect("python", "plain Python", ("import math",), "math", "math", attrgetter("math"), helpers.PYTHON,
            "axis", "keepdims", "({1} if {0} else {2})", "(1.0 if {0} else 0.0)", "math.pow", "", False),
)  # fmt: skip

BY_NAME = {row.name: row for row in DIALECTS}
