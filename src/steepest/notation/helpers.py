"""Small functions that written programs bring along: stable forms, and what a library does not have.

A program contains the text of each one it uses, so that what is shown is what runs, and can be taken away. Keys are
the names that `spellings` uses; a helper may use others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

NUMPY = {
    "scan": """
def scan(step, state, rows, steps):
    states = np.empty((steps, *np.shape(state)))
    for t in range(steps):
        states[t] = state = step(state, *(x[t] for x in rows))
    return states
""",
    "backscan": """
def backscan(step, state, rows, steps):
    states = np.empty((steps, *np.shape(state)))
    for t in reversed(range(steps)):
        states[t] = state = step(state, *(x[t] for x in rows))
    return states
""",
    "unit": """
def unit(k, n):
    return np.eye(1, n, k)[0]
""",
    "sigmoid": """
def sigmoid(x):
    e = np.exp(-np.abs(x))
    return np.where(x < 0, e, 1) / (1 + e)
""",
    "softplus": """
def softplus(x):
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))
""",
    "log_sigmoid": """
def log_sigmoid(x):
    return np.minimum(x, 0) - np.log1p(np.exp(-np.abs(x)))
""",
    "sech": """
def sech(x):
    e = np.exp(-np.abs(x))
    return 2 * e / (1 + e * e)
""",
    "odd_power": """
def odd_power(x, a):
    return np.copysign(np.abs(x) ** a, x)
""",
    "logsumexp": """
def logsumexp(x, axis=None, keepdims=False):
    top = np.max(x, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0)
    total = np.log(np.sum(np.exp(x - top), axis=axis, keepdims=True)) + top
    return total if keepdims else np.squeeze(total, axis=axis)
""",
    "softmax": """
def softmax(x, axis=-1):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)
""",
    "log_softmax": """
def log_softmax(x, axis=-1):
    return x - logsumexp(x, axis=axis, keepdims=True)
""",
    "norm1": """
def norm1(x, axis=None, keepdims=False):
    return np.sum(np.abs(x), axis=axis, keepdims=keepdims)
""",
    "inv": """
def inv(A):
    try:
        return np.linalg.inv(A)
    except np.linalg.LinAlgError:  # singular
        return np.full(np.shape(A), np.nan)
""",
    "pinv": """
def pinv(A):
    try:
        return np.linalg.pinv(A)
    except np.linalg.LinAlgError:  # not finite
        return np.full(np.shape(A)[::-1], np.nan)
""",
    "eigvalsh": """
def eigvalsh(A):
    try:
        return np.linalg.eigvalsh(A)
    except np.linalg.LinAlgError:  # not finite
        return np.full(np.shape(A)[:1], np.nan)
""",
    "eigvecsh": """
def eigvecsh(A):
    try:
        return np.linalg.eigh(A)[1]
    except np.linalg.LinAlgError:  # not finite
        return np.full(np.shape(A), np.nan)
""",
    "solve": """
def solve(A, b):
    try:
        return np.linalg.solve(A, b)
    except np.linalg.LinAlgError:  # singular
        return np.full(np.shape(b), np.nan)
""",
    "normal_pdf": """
def normal_pdf(x):
    return np.exp(-x * x / 2) / np.sqrt(2 * np.pi)
""",
    "window": """
def window(shape):
    n, m, k = shape
    return np.where(np.arange(n)[:, None, None] == np.arange(m)[:, None] + np.arange(k), 1.0, 0.0)
""",
    "one_hot": """
def one_hot(x, size):
    return np.where(x[..., None] == np.arange(size), 1.0, 0.0)
""",
    "prod_except": """
def prod_except(x, order=1):
    n = x.shape[-1]
    places = [[n if a in (k, order) else 1 for a in range(order + 1)] for k in range(order)]
    gone = sum(np.eye(n).reshape(p) for p in places)
    x = x.reshape(x.shape[:-1] + (1,) * order + (n,))
    return np.prod(np.where(gone > 0, 1.0, x), -1) * np.all(gone < 2, -1)
""",
    "windows": """
def windows(x, k, axis):
    places = np.arange(x.shape[axis] - k + 1)[:, None] + np.arange(k)
    return np.take(x, places, axis=axis)
""",
    "conv1d": """
def conv1d(x, w):
    x = windows(x, w.shape[-1], x.ndim - 1)
    return x @ w if w.ndim == 1 else np.einsum("...cnk,ock->...on", x, w)
""",
    "conv2d": """
def conv2d(x, w):
    x = windows(windows(x, w.shape[-1], x.ndim - 1), w.shape[-2], x.ndim - 2)
    return np.einsum("hiwj,ij->hw" if w.ndim == 2 else "...chiwj,ocij->...ohw", x, w)
""",
    "erf": "from scipy.special import erf",
    "erfc": "from scipy.special import erfc",
    "normal_cdf": "from scipy.special import ndtr as normal_cdf",
    "log_normal_cdf": "from scipy.special import log_ndtr as log_normal_cdf",
    "log_cosh": """
def log_cosh(x):
    a = np.abs(x)
    near = np.log1p(2 * np.sinh(np.minimum(a, 1) / 2) ** 2)
    return np.where(a < 1, near, a + np.log1p(np.exp(-2 * a)) - 0.6931471805599453)
""",
    "log1mexp": """
def log1mexp(x):
    return np.where(x > -0.6931471805599453, np.log(-np.expm1(x)), np.log1p(-np.exp(x)))
""",
    "xlogy": """
def xlogy(x, y):
    return x * np.log(np.where(x == 0, 1, y))
""",
    "xlog1py": """
def xlog1py(x, y):
    return x * np.log1p(np.where(x == 0, 0, y))
""",
    "spherical_bessel": """
def spherical_bessel(n, x):
    n = int(n)
    near = np.abs(x) < n + 1  # a series; farther out the recurrence from sin(x)/x
    s = np.where(near, x, 0.0)
    term = total = s**n / np.prod(np.arange(1, 2 * n + 2, 2))
    for k in range(1, 16):
        term = term * (-s * s / 2) / (k * (2 * n + 2 * k + 1))
        total = total + term
    x = np.where(near, 1.0, x)
    a, b = np.cos(x) / x, np.sin(x) / x
    for k in range(n):
        a, b = b, (2 * k + 1) * b / x - a
    return np.where(near, total, b)
""",
    "lgamma": "from scipy.special import gammaln as lgamma",
    "digamma": "from scipy.special import digamma",
    "polygamma": "from scipy.special import polygamma",
}

JAX = {
    "scan": """
def scan(step, state, rows, steps, reverse=False):
    def one(state, row):
        state = jnp.asarray(step(state, *row), float)
        return state, state

    return jax.lax.scan(one, jnp.asarray(state, float), rows, length=steps, reverse=reverse)[1]
""",
    "backscan": """
def backscan(step, state, rows, steps):
    return scan(step, state, rows, steps, reverse=True)
""",
    "unit": """
def unit(k, n):
    return jnp.zeros(n).at[k].set(1)
""",
    "odd_power": """
def odd_power(x, a):
    return jnp.copysign(jnp.abs(x) ** a, x)
""",
    "norm1": """
def norm1(x, axis=None, keepdims=False):
    return jnp.sum(jnp.abs(x), axis=axis, keepdims=keepdims)
""",
    "normal_pdf": """
def normal_pdf(x):
    return jnp.exp(-x * x / 2) / jnp.sqrt(2 * jnp.pi)
""",
    "window": """
def window(shape):
    n, m, k = shape
    return jnp.where(jnp.arange(n)[:, None, None] == jnp.arange(m)[:, None] + jnp.arange(k), 1.0, 0.0)
""",
    "one_hot": """
def one_hot(x, size):
    return jnp.where(x[..., None] == jnp.arange(size), 1.0, 0.0)
""",
    "prod_except": """
def prod_except(x, order=1):
    n = x.shape[-1]
    places = [[n if a in (k, order) else 1 for a in range(order + 1)] for k in range(order)]
    gone = sum(jnp.eye(n).reshape(p) for p in places)
    x = x.reshape(x.shape[:-1] + (1,) * order + (n,))
    return jnp.prod(jnp.where(gone > 0, 1.0, x), -1) * jnp.all(gone < 2, -1)
""",
    "windows": """
def windows(x, k, axis):
    places = jnp.arange(x.shape[axis] - k + 1)[:, None] + jnp.arange(k)
    return jnp.take(x, places, axis=axis)
""",
    "conv1d": """
def conv1d(x, w):
    x = windows(x, w.shape[-1], x.ndim - 1)
    return x @ w if w.ndim == 1 else jnp.einsum("...cnk,ock->...on", x, w)
""",
    "conv2d": """
def conv2d(x, w):
    x = windows(windows(x, w.shape[-1], x.ndim - 1), w.shape[-2], x.ndim - 2)
    return jnp.einsum("hiwj,ij->hw" if w.ndim == 2 else "...chiwj,ocij->...ohw", x, w)
""",
    "normal_cdf": "from jax.scipy.special import ndtr as normal_cdf",
    "log_cosh": """
def log_cosh(x):
    a = jnp.abs(x)
    near = jnp.log1p(2 * jnp.sinh(jnp.minimum(a, 1) / 2) ** 2)
    return jnp.where(a < 1, near, a + jnp.log1p(jnp.exp(-2 * a)) - 0.6931471805599453)
""",
    "log1mexp": """
def log1mexp(x):
    return jnp.where(x > -0.6931471805599453, jnp.log(-jnp.expm1(x)), jnp.log1p(-jnp.exp(x)))
""",
    "xlogy": """
def xlogy(x, y):
    return x * jnp.log(jnp.where(x == 0, 1, y))
""",
    "xlog1py": """
def xlog1py(x, y):
    return x * jnp.log1p(jnp.where(x == 0, 0, y))
""",
    "spherical_bessel": """
def spherical_bessel(n, x):
    near = jnp.abs(x) < n + 1  # a series; farther out the recurrence from sin(x)/x
    s = jnp.where(near, x, 0.0)
    term = total = s**n / jnp.prod(jnp.arange(1, 2 * n + 2, 2))
    for k in range(1, 16):
        term = term * (-s * s / 2) / (k * (2 * n + 2 * k + 1))
        total = total + term
    x = jnp.where(near, 1.0, x)
    a, b = jnp.cos(x) / x, jnp.sin(x) / x
    for k in range(n):
        a, b = b, (2 * k + 1) * b / x - a
    return jnp.where(near, total, b)
""",
}

TORCH = {
    "scan": """
def scan(step, state, rows, steps):
    state, states = torch.as_tensor(state, dtype=torch.float64), []
    for t in range(steps):
        state = step(state, *(x[t] for x in rows))
        states.append(state)
    return torch.stack(states)
""",
    "backscan": """
def backscan(step, state, rows, steps):
    state, states = torch.as_tensor(state, dtype=torch.float64), []
    for t in reversed(range(steps)):
        state = step(state, *(x[t] for x in rows))
        states.append(state)
    return torch.stack(states[::-1])
""",
    "unit": """
def unit(k, n):
    return torch.zeros(n, dtype=torch.float64).index_fill(0, torch.tensor([k]), 1)
""",
    "odd_power": """
def odd_power(x, a):
    return torch.copysign(torch.abs(x) ** a, x)
""",
    "norm1": """
def norm1(x, dim=None, keepdim=False):
    return torch.sum(torch.abs(x), dim=dim, keepdim=keepdim)
""",
    "logsumexp": """
def logsumexp(x, dim=None, keepdim=False):
    return torch.logsumexp(x, dim=tuple(range(x.ndim)) if dim is None else dim, keepdim=keepdim)
""",
    "normal_pdf": """
def normal_pdf(x):
    return torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
""",
    "window": """
def window(shape, dtype):
    n, m, k = shape
    return (torch.arange(n)[:, None, None] == torch.arange(m)[:, None] + torch.arange(k)).to(dtype)
""",
    "one_hot": """
def one_hot(x, size):
    return (x[..., None] == torch.arange(size)).double()
""",
    "prod_except": """
def prod_except(x, order=1):
    n = x.shape[-1]
    places = [[n if a in (k, order) else 1 for a in range(order + 1)] for k in range(order)]
    gone = sum(torch.eye(n, dtype=torch.float64).reshape(p) for p in places)
    x = x.reshape(x.shape[:-1] + (1,) * order + (n,))
    return torch.prod(torch.where(gone > 0, 1.0, x), -1) * torch.all(gone < 2, -1)
""",
    "maximum": """
def maximum(a, b):
    return torch.maximum(*torch.broadcast_tensors(torch.as_tensor(a), torch.as_tensor(b)))
""",
    "minimum": """
def minimum(a, b):
    return torch.minimum(*torch.broadcast_tensors(torch.as_tensor(a), torch.as_tensor(b)))
""",
    "conv1d": """
def conv1d(x, w):
    x = x.unfold(-1, w.shape[-1], 1)
    return x @ w if w.ndim == 1 else torch.einsum("...cnk,ock->...on", x, w)
""",
    "conv2d": """
def conv2d(x, w):
    x = x.unfold(-2, w.shape[-2], 1).unfold(-2, w.shape[-1], 1)
    return torch.einsum("hwij,ij->hw" if w.ndim == 2 else "...chwij,ocij->...ohw", x, w)
""",
    "softmax": """
def softmax(x, dim=-1):
    return torch.softmax(x, dim=dim)
""",
    "log_softmax": """
def log_softmax(x, dim=-1):
    return torch.log_softmax(x, dim=dim)
""",
    "normal_cdf": "from torch.special import ndtr as normal_cdf",
    "log_normal_cdf": "from torch.special import log_ndtr as log_normal_cdf",
    "log_cosh": """
def log_cosh(x):
    a = torch.abs(x)
    near = torch.log1p(2 * torch.sinh(torch.clamp(a, max=1) / 2) ** 2)
    return torch.where(a < 1, near, a + torch.log1p(torch.exp(-2 * a)) - math.log(2))
""",
    "log1mexp": """
def log1mexp(x):
    return torch.where(x > -0.6931471805599453, torch.log(-torch.expm1(x)), torch.log1p(-torch.exp(x)))
""",
    "xlogy": """
def xlogy(x, y):
    return x * torch.log(torch.where(x == 0, 1.0, y))
""",
    "xlog1py": """
def xlog1py(x, y):
    return x * torch.log1p(torch.where(x == 0, 0.0, y))
""",
    "spherical_bessel": """
def spherical_bessel(n, x):
    n = int(n)
    near = torch.abs(x) < n + 1  # a series; farther out the recurrence from sin(x)/x
    s = torch.where(near, x, 0.0)
    term = total = s**n / math.prod(range(1, 2 * n + 2, 2))
    for k in range(1, 16):
        term = term * (-s * s / 2) / (k * (2 * n + 2 * k + 1))
        total = total + term
    x = torch.where(near, 1.0, x)
    a, b = torch.cos(x) / x, torch.sin(x) / x
    for k in range(n):
        a, b = b, (2 * k + 1) * b / x - a
    return torch.where(near, total, b)
""",
}

PYTHON = {
    "sigmoid": """
def sigmoid(x):
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    e = math.exp(x)
    return e / (1 + e)
""",
    "softplus": """
def softplus(x):
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))
""",
    "log_sigmoid": """
def log_sigmoid(x):
    return min(x, 0.0) - math.log1p(math.exp(-abs(x)))
""",
    "sech": """
def sech(x):
    e = math.exp(-abs(x))
    return 2 * e / (1 + e * e)
""",
    "sign": """
def sign(x):
    return math.copysign(1.0, x) if x else 0.0
""",
    "heaviside": """
def heaviside(x):
    return 1.0 if x > 0 else 0.0 if x < 0 else x + 0.5
""",
    "odd_power": """
def odd_power(x, a):
    return math.copysign(abs(x) ** a, x)
""",
    "normal_pdf": """
def normal_pdf(x):
    return math.exp(-x * x / 2) / math.sqrt(2 * math.pi)
""",
    "normal_cdf": """
def normal_cdf(x):
    return math.erfc(-x / math.sqrt(2)) / 2
""",
    "log_normal_cdf": """
def log_normal_cdf(x):
    if x > 5:
        return math.log1p(-math.erfc(x / math.sqrt(2)) / 2)
    if x > -20:
        return math.log(math.erfc(-x / math.sqrt(2)) / 2)
    term = total = 1.0  # the asymptotic series, Abramowitz and Stegun 26.2.12
    for k in range(1, 20, 2):
        term *= -k / (x * x)
        total += term
    return -x * x / 2 - math.log(-x * math.sqrt(2 * math.pi)) + math.log(total)
""",
    "log_cosh": """
def log_cosh(x):
    a = abs(x)
    if a < 1:
        return math.log1p(2 * math.sinh(a / 2) ** 2)
    return a + math.log1p(math.exp(-2 * a)) - math.log(2)
""",
    "log1mexp": """
def log1mexp(x):
    return math.log(-math.expm1(x)) if x > -0.6931471805599453 else math.log1p(-math.exp(x))
""",
    "xlogy": """
def xlogy(x, y):
    return x * math.log(y) if x else 0.0
""",
    "xlog1py": """
def xlog1py(x, y):
    return x * math.log1p(y) if x else 0.0
""",
    "spherical_bessel": """
def spherical_bessel(n, x):
    n = int(n)
    if abs(x) < n + 1:  # a series; farther out the recurrence from sin(x)/x
        term = total = x**n / math.prod(range(1, 2 * n + 2, 2))
        for k in range(1, 16):
            term *= (-x * x / 2) / (k * (2 * n + 2 * k + 1))
            total += term
        return total
    a, b = math.cos(x) / x, math.sin(x) / x
    for k in range(n):
        a, b = b, (2 * k + 1) * b / x - a
    return b
""",
}

_WORD = re.compile(r"(?<![\w.])[A-Za-z_]\w*")


def needed(text: str, table: Mapping[str, str]) -> list[str]:
    """The helpers whose names occur in a text, and those that these need, in the order of the table."""
    found: set[str] = set()
    texts = [text]
    while texts:
        new = {w for w in _WORD.findall(texts.pop()) if w in table} - found
        found |= new
        texts.extend(table[w] for w in new)
    return [name for name in table if name in found]


def definitions(names: Iterable[str], table: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The import lines and the function texts of helpers."""
    texts = [table[n].strip("\n") for n in names]
    return [t for t in texts if t.startswith("from ")], [t for t in texts if not t.startswith("from ")]
