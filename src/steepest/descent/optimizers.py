"""The optimizers: one row each, its start and its update written as formulas in the language.

In a formula x is the iterate, g the gradient there, rate the learning rate and t the number of the step (1, 2, …);
the other names are the row's hyperparameters and state. Everything is elementwise, so a row is compiled for numbers
and runs on arrays of any shape. Conventions and defaults are PyTorch's (torch.optim, 2.x), held to 1e-12 by
`tests/descent/test_optimizers.py`; Optax differs for NAdam, AMSGrad and Rprop and in some defaults.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from steepest.calculus.expr import Expr
from steepest.descent import recurrence
from steepest.descent.recurrence import Recurrence


@dataclass(frozen=True, slots=True)
class Optimizer:
    """A row: a first-order method."""

    name: str
    title: str
    rule: Recurrence  # its result is the new iterate
    rate: float | None  # the default learning rate; None: 1/L, from the curvature at the start
    because: str
    hyper: Mapping[str, float] = field(default_factory=dict)  # hyperparameters with their defaults
    limit: str = ""  # on a quadratic with largest curvature L: the rate above which it diverges
    source: str = ""


def initial(row: Optimizer) -> dict[str, Expr]:
    """The state before the first step, in x, rate and the hyperparameters."""
    return recurrence.start(row.rule)


def update(row: Optimizer) -> dict[str, Expr]:
    """One step: the new state by name, and the new iterate under "x"; in x, g, rate, t, state and hyperparameters."""
    return recurrence.step(row.rule, "x")


def inputs(row: Optimizer) -> tuple[str, ...]:
    """The names an update takes, in order: x, g, rate, t, the state, the hyperparameters."""
    return ("x", "g", "rate", "t", *row.rule.state, *row.hyper)


_ADAM = ("m = beta1*m + (1 - beta1)*g", "s = beta2*s + (1 - beta2)*g**2")
_MOMENTS = {"m": "0", "s": "0"}
_BETAS = {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8}

_ROWS = (
    Optimizer(
        "gradient descent", "Gradient descent", Recurrence({}, (), "x - rate*g"), None,
        "a step against the gradient", limit="2/L",
        source="Cauchy 1847",
    ),
    Optimizer(
        "sgd", "Stochastic gradient descent", Recurrence({}, (), "x - rate*g"), 1e-2,
        "a step against the gradient of a few rows of the data", limit="2/L",
        source="Robbins and Monro 1951",
    ),
    Optimizer(
        "momentum", "Momentum (heavy ball)", Recurrence({"v": "0"}, ("v = mu*v + g",), "x - rate*v"), None,
        "past gradients keep pushing: the step is their fading sum", {"mu": 0.9}, limit="2*(1 + mu)/L",
        source="Polyak 1964",
    ),
    Optimizer(
        "nesterov", "Nesterov's momentum", Recurrence({"v": "0"}, ("v = mu*v + g",), "x - rate*(g + mu*v)"), None,
        "momentum that looks one step ahead", {"mu": 0.9}, limit="2*(1 + mu)/((1 + 2*mu)*L)",
        source="Nesterov 1983; in this form Sutskever et al. 2013",
    ),
    Optimizer(
        "adagrad", "AdaGrad", Recurrence({"s": "0"}, ("s = s + g**2",), "x - rate*g/(sqrt(s) + eps)"), 1e-2,
        "each coordinate divides by the length of all its past gradients", {"eps": 1e-10},
        source="Duchi, Hazan, Singer 2011",
    ),
    Optimizer(
        "rmsprop", "RMSProp",
        Recurrence({"s": "0"}, ("s = alpha*s + (1 - alpha)*g**2",), "x - rate*g/(sqrt(s) + eps)"), 1e-2,
        "AdaGrad that forgets", {"alpha": 0.99, "eps": 1e-8}, source="Hinton 2012, lecture 6e",
    ),
    Optimizer(
        "adadelta", "AdaDelta",
        Recurrence({"s": "0", "u": "0"},
                   ("s = rho*s + (1 - rho)*g**2", "d = g*sqrt(u + eps)/sqrt(s + eps)", "u = rho*u + (1 - rho)*d**2"),
                   "x - rate*d"), 1.0,
        "the step has the unit of x: past steps over past gradients", {"rho": 0.9, "eps": 1e-6}, source="Zeiler 2012",
    ),
    Optimizer(
        "adam", "Adam",
        Recurrence(_MOMENTS, _ADAM, "x - rate*(m/(1 - beta1**t))/(sqrt(s/(1 - beta2**t)) + eps)"), 1e-3,
        "a fading mean of gradients over their fading size, both corrected for the cold start", _BETAS,
        source="Kingma and Ba 2015",
    ),
    Optimizer(
        "adamw", "AdamW",
        Recurrence(_MOMENTS, _ADAM,
                   "x - rate*decay*x - rate*(m/(1 - beta1**t))/(sqrt(s/(1 - beta2**t)) + eps)"), 1e-3,
        "Adam, with the weights shrunk beside the step", {**_BETAS, "decay": 1e-2}, source="Loshchilov and Hutter 2019",
    ),
    Optimizer(
        "adamax", "AdaMax",
        Recurrence({"m": "0", "u": "0"}, (_ADAM[0], "u = maximum(beta2*u, abs(g) + eps)"),
                   "x - rate/(1 - beta1**t)*m/u"), 2e-3,
        "Adam with the largest gradient in place of the mean square", _BETAS, source="Kingma and Ba 2015, section 7",
    ),
    Optimizer(
        "nadam", "NAdam",
        Recurrence({**_MOMENTS, "p": "1"},
                   (*_ADAM, "now = beta1*(1 - 0.96**(t*psi)/2)", "next = beta1*(1 - 0.96**((t + 1)*psi)/2)",
                    "p = p*now", "size = sqrt(s/(1 - beta2**t)) + eps"),
                   "x - rate*(1 - now)/(1 - p)*g/size - rate*next/(1 - p*next)*m/size"), 2e-3,
        "Adam with Nesterov's look ahead", {**_BETAS, "psi": 4e-3}, source="Dozat 2016",
    ),
    Optimizer(
        "amsgrad", "AMSGrad",
        Recurrence({**_MOMENTS, "top": "0"}, (*_ADAM, "top = maximum(top, s)"),
                   "x - rate*(m/(1 - beta1**t))/(sqrt(top)/sqrt(1 - beta2**t) + eps)"), 1e-3,
        "Adam whose steps never grow again", _BETAS, source="Reddi, Kale, Kumar 2018",
    ),
    Optimizer(
        "rprop", "Rprop",
        Recurrence({"last": "0", "size": "rate"},
                   ("same = g*last",
                    "size = clip(where(same > 0, size*up, where(same < 0, size*down, size)), low, high)",
                    "last = where(same < 0, 0, g)"),
                   "x - sign(last)*size"), 1e-2,
        "only the sign of the gradient counts: steps grow while it stays, shrink when it turns",
        {"down": 0.5, "up": 1.2, "low": 1e-6, "high": 50.0}, source="Riedmiller and Braun 1993",
    ),
)  # fmt: skip

OPTIMIZERS = {row.name: row for row in _ROWS}
