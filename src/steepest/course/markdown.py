"""Markdown with formulas: the tokens of a text, and its HTML.

A formula becomes `<span class="math" data-tex="…">`, drawn by the page's script; without script its MathML stands
there. Nothing in a text is passed on as HTML, and links stay on these pages: what a person typed may be in it.
"""

from __future__ import annotations

import html as escaping
import re
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from steepest.course.misprint import Misprint
from steepest.course.tex import plain, spoken
from steepest.notation.mathml import mathml

SHORT = 14  # signs of a formula that stays on one line


@cache
def reader() -> MarkdownIt:
    """CommonMark with tables, formulas, roles and colon fences; without raw HTML."""
    md = MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(["table", "smartquotes"])
    md.disable(["image", "autolink", "html_inline", "html_block"])
    md.validateLink = lambda url: re.match(r"/(?!/)|#", url) is not None  # type: ignore[method-assign]
    md.use(dollarmath_plugin, allow_space=True, allow_digits=True, double_inline=False)
    md.use(colon_fence_plugin)
    md.use(myst_role_plugin)
    rules = md.renderer
    assert isinstance(rules, RendererHTML)
    md.add_render_rule("math_inline", _math)
    md.add_render_rule("math_block", _math)
    md.add_render_rule("myst_role", _role)
    return md


def tokens(source: str) -> list[Token]:
    """The tokens of a text."""
    return reader().parse(source)


def html(source: str) -> str:
    """A text as HTML, paragraphs included."""
    return str(reader().render(source))


def inline(source: str) -> str:
    """A short text as HTML, without a paragraph around it."""
    return str(reader().renderInline(source))


def formulas(source: str) -> list[str]:
    """Every formula of a text, in TeX, in order."""
    flat = [t for token in tokens(source) for t in (token, *(token.children or ()))]
    return [t.content.strip() for t in flat if t.type in ("math_inline", "math_block")]


def words(source: str) -> str:
    """A text without its marks, for searching and for labels."""
    parts = [_word(t) for token in tokens(source) for t in (token.children or (token,))]
    return re.sub(r" ([.,;:!?)])", r"\1", re.sub(r"\s+", " ", " ".join(parts))).strip()


def _word(token: Token) -> str:
    if token.type in ("math_inline", "math_block"):
        return plain(token.content)
    return token.content if token.type in ("text", "code_inline", "myst_role") else ""


def _math(self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[at]
    return formula(token.content.strip(), token.type == "math_block")


def _role(self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    from steepest.course.reckon import latex_of  # the engine, for the few texts that have an expression of it

    return formula(latex_of(tokens[at].content), False)


def formula(tex: str, display: bool) -> str:
    """A formula as the page's script expects it; its plain reading is what stands there without."""
    written, source = mathml(tex, display), escaping.escape(tex)
    short = len(re.sub(r"<[^>]*>", "", written)) <= SHORT
    tag, kind = ("div", "math display") if display else ("span", "math short" if short else "math")
    try:
        label = escaping.escape(spoken(tex))
    except Misprint:  # not an author's but an engine's formula, outside the subset: its source is better than nothing
        label = escaping.escape(tex)
    return f'<{tag} class="{kind}" role="math" data-tex="{source}" aria-label="{label}">{written}</{tag}>'
