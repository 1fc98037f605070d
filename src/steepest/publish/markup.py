"""Markdown on paper: the lessons' prose as Typst markup. What is text stays text: nothing in it is ever markup.

A link leads to its target where the same paper has it; elsewhere its words are text, since paper leads to no page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markdown_it.token import Token

from steepest.course.markdown import reader
from steepest.course.misprint import Misprint
from steepest.course.reckon import latex_of
from steepest.publish.mathematics import equation, string


def markup(source: str) -> str:
    """Paragraphs, lists, tables and small headings."""
    return _blocks(reader().parse(source))


def inline(source: str) -> str:
    """A short text without a paragraph around it."""
    return "".join(_inline(t.children or []) for t in reader().parseInline(source))


def place(href: str) -> str:
    """The name that a target has on paper.

    >>> place("/lessons/derivatives#what-it-is")
    'derivatives.what-it-is'
    """
    return href.removeprefix("/lessons/").replace("#", ".")


def _blocks(tokens: Sequence[Token]) -> str:
    out: list[str] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "table_open":
            stop = _closing(tokens, at)
            out.append(_table(tokens[at + 1 : stop]))
            at = stop + 1
            continue
        out.append(_block(token))
        at += 1
    return "".join(out)


def _block(token: Token) -> str:
    if token.type == "inline":
        return _inline(token.children or [])
    if token.type == "math_block":
        return f"\n{equation(token.content.strip(), True)}\n"
    write = _BLOCKS.get(token.type)
    if write is None:
        raise Misprint(token.content or token.type, f"is a {token.type}, which paper has no form for")
    return write(token)


def _inline(tokens: Sequence[Token]) -> str:
    out = []
    for t in tokens:
        if t.type == "text":
            out.append(f"#{string(t.content)};" if t.content else "")
        elif t.type == "math_inline":
            out.append(f"{equation(t.content.strip(), False)};")
        elif t.type == "myst_role":
            out.append(f"{equation(latex_of(t.content), False)};")
        elif t.type == "code_inline":
            out.append(f"#raw({string(t.content)});")
        elif t.type == "link_open":
            out.append(f"#to({string(place(str(t.attrs['href'])))})[")
        elif t.type in _INLINE:
            out.append(_INLINE[t.type])
        else:
            raise Misprint(t.content or t.type, f"is a {t.type}, which paper has no form for")
    return "".join(out)


def _table(tokens: Sequence[Token]) -> str:
    """A table with a header row; every cell is on its own."""
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(f"[{_inline(token.children or [])}]")
    head, *body = rows
    widths = ", ".join(["auto"] * len(head))
    cells = ",\n  ".join(", ".join(row) for row in body)
    return f"\n#lesson-table(({widths}), table.header({', '.join(head)}),\n  {cells})\n"


def _closing(tokens: Sequence[Token], at: int) -> int:
    return next(k for k in range(at, len(tokens)) if tokens[k].type == "table_close")


def _constant(text: str) -> Callable[[Token], str]:
    return lambda token: text


_BLOCKS: dict[str, Callable[[Token], str]] = {
    "paragraph_open": lambda t: "" if t.hidden else "\n",
    "paragraph_close": lambda t: "" if t.hidden else "\n",
    "heading_open": lambda t: f"\n#heading(level: {int(t.tag[1])})[",
    "heading_close": _constant("]\n"),
    "bullet_list_open": _constant("\n#list("),
    "bullet_list_close": _constant(")\n"),
    "ordered_list_open": _constant("\n#enum("),
    "ordered_list_close": _constant(")\n"),
    "list_item_open": _constant("["),
    "list_item_close": _constant("],"),
    "blockquote_open": _constant("\n#takeaway["),
    "blockquote_close": _constant("]\n"),
}
_INLINE = {
    "strong_open": "#strong[",
    "strong_close": "];",
    "em_open": "#emph[",
    "em_close": "];",
    "link_close": "];",
    "softbreak": " ",
    "hardbreak": "#linebreak();",
}
