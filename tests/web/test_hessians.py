"""The Hessian that the workbench shows by several numbers, held to JAX: every pair of variables, and the program."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from steepest.face import derive, evaluate
from steepest.web import work
from steepest.web.hessians import hessian

jax.config.update("jax_enable_x64", True)

ROWS = (
    ("x^2 y", "x,y", lambda x, y: x**2 * y),
    ("exp(x y z)", "x,y,z", lambda x, y, z: jnp.exp(x * y * z)),
    ("sin(x)/y + x^3", "x,y", lambda x, y: jnp.sin(x) / y + x**3),
    ("sigmoid(w*x + b)", "w,b", lambda w, b: jax.nn.sigmoid(w * 0.7 + b)),
    ("x^2 + c", "x,y", lambda x, y: x**2 + 0.7 + 0 * y),
)


@pytest.mark.parametrize(("text", "wrt", "f"), ROWS, ids=[row[0] for row in ROWS])
def test_a_hessian_differs_from_jaxs(text, wrt, f):
    names = wrt.split(",")
    at = dict(zip(names, (1.3, 0.8, -0.4), strict=False))
    held = {name: 0.7 for name in ("x", "c") if name not in names and name in text}
    wanted = jax.hessian(lambda v: f(*v))(jnp.array(list(at.values())))
    found = derive(text, names, 2)
    whole = hessian(found, None)
    here = np.array([[float(evaluate(whole.entry(a, b), **at, **held)) for b in names] for a in names])
    np.testing.assert_allclose(here, wanted, rtol=1e-9, atol=1e-12)
    space: dict = {}
    exec(whole.code("numpy"), space)
    ran = space["f"](**at, **held)
    for i, a in enumerate(names):
        for j, b in enumerate(names[i:], i):
            assert float(ran[f"{a} {b}"]) == pytest.approx(float(wanted[i, j]), rel=1e-9, abs=1e-12)


def test_the_page_says_hessian_only_of_all_pairs():
    told = work.JOBS["derive"]({"text": "x^2 y", "wrt": "x,y", "order": 2})
    assert (told["title"], told["matrix"]["plain"]) == ("The Hessian", "∇²f = [2y, 2x; 2x, 0]")
    assert [part["claim"]["plain"] for part in told["parts"]] == ["∂²f/∂x²", "∂²f/∂y²", "∂²f/∂y∂x"]
    for other in ({"wrt": "x,y", "order": 3}, {"text": "a b c d g", "wrt": "a,b,c,d,g", "order": 2}):
        told = work.JOBS["derive"]({"text": "x^2 y", **other})
        assert told["title"] != "The Hessian"
        assert any("mixed" in note for note in told["notes"])
