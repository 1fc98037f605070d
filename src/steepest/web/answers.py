"""What `/api/v1/derive` answers, field by field: the document at `/api/v1/openapi.json` is made from this."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

Sentence = Annotated[str, Field(description="One sentence.")]


class Part(BaseModel):
    """A piece of an answer; it has these fields and no others."""

    model_config = ConfigDict(extra="forbid")


class Written(Part):
    """An expression in four notations; `text` can be typed in again."""

    text: str
    plain: str
    latex: str
    spoken: str


class Variable(Part):
    """A variable with its shape, a list of sizes."""

    name: str
    shape: list[str]


class Reading(Written):
    """How the text was understood."""

    variables: list[Variable]
    inferred: Annotated[str, Field(description="Shapes that were inferred from use, as declarations.")]
    warnings: list[Sentence]


class Fact(Part):
    """Something that can be known of a variable, and what it means."""

    name: str
    meaning: str


class Known(Part):
    """A variable, what can be known of it, and what is."""

    name: str
    latex: str
    shape: str
    facts: list[Fact]
    known: Annotated[str, Field(description="The fact that was assumed; empty for none.")]


class Named(Part):
    """A view by name, and as the page calls it."""

    name: str
    title: str


class Heading(Part):
    """Something to be read only: what stands on the left of a result, or an equation."""

    plain: str
    latex: str
    spoken: str


class View(Written):
    """The derivative in one view, with its layout in words."""

    name: str
    title: str
    heading: Heading
    body: Annotated[Written, Field(description="The result without what is named in it.")]
    where: Annotated[list[Heading], Field(description="What is named in the body: K = …")]
    shape: str
    layout: str
    direction: Annotated[str, Field(description="What a map is applied to; empty for other views.")]


class Source(Part):
    """A program or a formula to take away."""

    name: str
    target: str
    text: str


class Product(View):
    """The product with a direction, for order 2 the Hessian–vector product; its programs never form the derivative."""

    code: list[Source]


class Step(Written):
    """A line of a derivation of numbers, its rule, and the grains at which it is shown."""

    title: str
    because: str
    grains: list[str]


class Line(Part):
    """A line of a pass: formula, shape, rule, why, and what the rule asks for."""

    plain: str
    latex: str
    spoken: str
    shape: str
    rule: str
    because: str
    where: list[Sentence]


class Stage(Part):
    """One differentiation over the computation graph: of the function, then of its gradient, and so on."""

    of: Annotated[str, Field(description="The name of what is differentiated: f, then g.")]
    body: Written
    forward: list[Line]
    backward: list[Line]
    differentials: list[Line]


class Stable(Part):
    """What was written in a stable form before deriving."""

    name: str
    because: str
    before: Written
    after: Written


class Condition(Written):
    """Where the result holds, as a formula or in words, and which operator asks for it."""

    words: str
    reason: str
    never: Annotated[bool, Field(description="It holds nowhere: the function has no value, or no derivative.")]


class ByVariable(Part):
    """The derivative by one variable."""

    wrt: str
    claim: Annotated[dict[str, str], Field(description="The derivative, not yet carried out.")]
    result: Written
    shape: Annotated[str, Field(description="Empty for a number.")]
    views: Annotated[list[Named], Field(description="Those that apply; none for numbers.")]
    view: Annotated[View | None, Field(description="The one asked for, or the natural one; null for numbers.")]
    steps: Annotated[list[Step], Field(description="Of numbers.")]
    stages: Annotated[list[Stage], Field(description="Of arrays, one an order.")]
    stable: list[Stable]
    conditions: list[Condition]
    kinks: list[Sentence]
    everywhere: Annotated[bool, Field(description="No condition and no kink.")]


class Rewriting(Part):
    """What programs run in place of what is shown, by the name of its row in docs/tables/running.md."""

    name: str
    sentence: str


class Proof(Part):
    """The numerical check."""

    passed: bool
    sentence: str


class Mine(Part):
    """The verdict on a person's own derivative."""

    text: str
    verdict: str
    sentence: str
    latex: str


class Derived(Part):
    """A derivative with its views, steps, conditions, proof and programs."""

    reading: Reading
    wrt: list[str]
    order: int
    title: str
    known: list[Known]
    size: Annotated[str, Field(description="The shape of the function.")]
    arrays: bool
    stable: bool
    notes: Annotated[list[Sentence], Field(description="That a variable does not occur; what a page left out.")]
    parts: list[ByVariable]
    matrix: Annotated[Heading | None, Field(description="The Hessian by several numbers, all entries in their places.")]
    rewritten: list[Rewriting]
    proof: Proof | None
    code: Annotated[list[Source], Field(description="Of the view shown; with several variables of all parts.")]
    product: Annotated[Product | None, Field(description="For arrays and order 2 or more, by one variable.")]
    program: Annotated[dict[str, Any] | None, Field(description="For the browser: docs/json-program.md.")]
    graph: Annotated[dict[str, Any] | None, Field(description="The computation graph of a function of numbers.")]
    mine: Mine | None
